"""Writing the tables: a file's line, a brief's items and words, and taking them out again."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from briefing.index.folding import storable
from briefing.index.preparing import Prepared, Words, filtered, stored_words
from briefing.index.rows import pack_row, unpack_row
from briefing.index.schema import LAST, first_number, item_number, room, slots
from briefing.index.sealing import Damaged
from briefing.index.stored import Stored
from briefing.index.surroundings import Stamp


class Known(NamedTuple):
    """A file as the index knows it; `settled` where its time tells that it hasn't changed since."""

    id: int
    stamp: Stamp
    settled: int
    digest: bytes


def known_files(connection: sqlite3.Connection) -> dict[bytes, Known]:
    """The files that the index knows, by their path within the library."""
    rows = connection.execute("SELECT path, id, mtime, size, inode, ctime, settled, digest FROM files")
    new = tuple.__new__  # a third of the time of Known's own constructor, for each file at each start
    return {row[0]: new(Known, (row[1], row[2:6], row[6], row[7])) for row in rows}


def put_file(connection: sqlite3.Connection, path: bytes, stamp: Stamp, *, settled: bool, digest: bytes) -> int:
    """Note a file as it was read, and return its id."""
    (number,) = connection.execute(
        "INSERT INTO files (path, mtime, size, inode, ctime, settled, digest) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET mtime = excluded.mtime, size = excluded.size, inode = excluded.inode, "
        "ctime = excluded.ctime, settled = excluded.settled, digest = excluded.digest RETURNING id",
        (path, *stamp, settled, digest),
    ).fetchone()
    return int(number)


def move(connection: sqlite3.Connection, number: int, path: bytes, ctime: int) -> bool:
    """Give a file another path, and say whether that is all that it needs.

    One with an error may take its title, and the words of its problem, from its path.
    """
    row, changed = connection.execute("SELECT row, changed FROM briefs WHERE id = ?", (number,)).fetchone()
    brief = unpack_row(row, Path(os.fsdecode(path)), changed)
    if brief.errors:
        return False
    connection.execute("UPDATE files SET path = ?, ctime = ? WHERE id = ?", (path, ctime, number))
    connection.execute("UPDATE briefs SET words = ? WHERE id = ?", (filtered(brief), number))
    return True


def put_in(connection: sqlite3.Connection, first: int, number: int, prepared: Prepared, known: set[str]) -> None:
    """Put a brief in; `known` are words that are in the list of all words already, and gets the new ones."""
    row, words = prepared.row, prepared.words
    numbers = _numbers(first, words)
    title, findings = storable(row.title.casefold()), row.findings + row.errors
    counts = row.items, prepared.searched
    values = (number, first, prepared.day, title, findings, row.changed, *counts, prepared.filtered, pack_row(row))
    connection.execute("INSERT INTO briefs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    connection.execute("INSERT INTO contents VALUES (?, ?)", (number, prepared.contents))
    figures = [(name, numbers[place]) for name, place in prepared.figures]
    connection.executemany("INSERT INTO figures VALUES (?, ?)", figures)
    amounts = [(numbers[place], *amount) for place, *amount in prepared.amounts]
    connection.executemany("INSERT OR IGNORE INTO amounts VALUES (?, ?, ?, ?, ?)", amounts)
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", zip(numbers, words.words, strict=True))
    connection.executemany("INSERT INTO pairs (rowid, text) VALUES (?, ?)", zip(numbers, words.pairs, strict=True))
    connection.executemany("INSERT INTO titles (rowid, text) VALUES (?, ?)", zip(numbers, words.titles, strict=True))
    about = [(slot, *words.about) for slot in slots(first, prepared.searched)]
    connection.executemany("INSERT INTO about (rowid, source, tag, brief, status) VALUES (?, ?, ?, ?, ?)", about)
    new = set(prepared.terms) - known
    connection.executemany("INSERT OR IGNORE INTO terms VALUES (?)", [(word,) for word in new])
    known |= new


class Slots(NamedTuple):
    """The numbers that a brief had: its day, the first of them, and how many."""

    day: int
    first: int
    room: int


def take_out(connection: sqlite3.Connection, number: int) -> Slots | None:
    """Take a brief out, but for its file's line, and say what numbers it had. Raises Damaged.

    The word tables hold no text, so they must be given the very words that they got.
    """
    row = connection.execute(
        "SELECT first, data, day, searched FROM briefs JOIN contents USING (id) WHERE id = ?", (number,)
    ).fetchone()
    if row is None:
        return None
    first, words = row[0], stored_words(Stored.unpacked(row[1]))
    if row[3] != len(words.keys):
        raise Damaged("the number of items is wrong")
    numbers = _numbers(first, words)
    for table, texts in (("words", words.words), ("pairs", words.pairs), ("titles", words.titles)):
        connection.executemany(
            f"INSERT INTO {table} ({table}, rowid, text) VALUES ('delete', ?, ?)",  # noqa: S608 - one of ours
            zip(numbers, texts, strict=True),
        )
    about = [(slot, *words.about) for slot in slots(first, row[3])]
    statement = "INSERT INTO about (about, rowid, source, tag, brief, status) VALUES ('delete', ?, ?, ?, ?, ?)"
    connection.executemany(statement, about)
    had = Slots(row[2], first, room(row[3]))
    span = (first, first + had.room - 1)
    connection.execute("DELETE FROM figures WHERE item BETWEEN ? AND ?", span)
    connection.execute("DELETE FROM amounts WHERE item BETWEEN ? AND ?", span)
    connection.execute("DELETE FROM contents WHERE id = ?", (number,))
    connection.execute("DELETE FROM briefs WHERE id = ?", (number,))
    return had


def in_order(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """The ids of files in the order of their items' numbers.

    The word tables write what they have gathered whenever a number is lower than the one before: taken out in another
    order, a thousand briefs took 50 s.
    """
    statement = "SELECT coalesce((SELECT first FROM briefs WHERE id = ?), 0)"
    return sorted(numbers, key=lambda number: connection.execute(statement, (number,)).fetchone())


def first_free(connection: sqlite3.Connection, day: int) -> int:
    """The first number that is free for a brief of a day: that after the last one taken."""
    low = first_number(day)
    high = first_number(day - 1) - 1 if day else LAST
    last = connection.execute(
        "SELECT first, searched FROM briefs WHERE first BETWEEN ? AND ? ORDER BY first DESC LIMIT 1", (low, high)
    ).fetchone()
    return low if last is None else last[0] + room(last[1])


def _numbers(first: int, words: Words) -> list[int]:
    return [item_number(first, place, key=key) for place, key in enumerate(words.keys)]
