"""Writing the tables: a file's line, a brief's items and words, and taking them out again."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from briefing.index.folding import storable
from briefing.index.preparing import Prepared, Words, filtered, stored_words
from briefing.index.rows import pack_row, unpack_row
from briefing.index.schema import item_number, last_number
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
    values = (number, first, prepared.day, title, findings, row.changed, row.items, prepared.filtered, pack_row(row))
    connection.execute("INSERT INTO briefs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    connection.execute("INSERT INTO contents VALUES (?, ?)", (number, prepared.contents))
    figures = [(name, numbers[place]) for name, place in prepared.figures]
    connection.executemany("INSERT INTO figures VALUES (?, ?)", figures)
    amounts = [(numbers[place], *amount) for place, *amount in prepared.amounts]
    connection.executemany("INSERT INTO amounts VALUES (?, ?, ?, ?, ?)", amounts)
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", zip(numbers, words.words, strict=True))
    connection.executemany("INSERT INTO titles (rowid, text) VALUES (?, ?)", zip(numbers, words.titles, strict=True))
    connection.execute(
        "INSERT INTO about (rowid, source, tag, brief, status) VALUES (?, ?, ?, ?, ?)", (first, *words.about)
    )
    new = set(" ".join(words.words).split(" ")) - known
    connection.executemany("INSERT OR IGNORE INTO terms VALUES (?)", [(word,) for word in new])
    known |= new


def take_out(connection: sqlite3.Connection, number: int) -> None:
    """Take a brief out, but for its file's line. Raises Damaged.

    The word tables hold no text, so they must be given the very words that they got.
    """
    row = connection.execute(
        "SELECT first, data FROM briefs JOIN contents USING (id) WHERE id = ?", (number,)
    ).fetchone()
    if row is None:
        return
    first, words = row[0], stored_words(Stored.unpacked(row[1]))
    numbers = _numbers(first, words)
    connection.executemany(
        "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", zip(numbers, words.words, strict=True)
    )
    connection.executemany(
        "INSERT INTO titles (titles, rowid, text) VALUES ('delete', ?, ?)", zip(numbers, words.titles, strict=True)
    )
    connection.execute(
        "INSERT INTO about (about, rowid, source, tag, brief, status) VALUES ('delete', ?, ?, ?, ?, ?)",
        (first, *words.about),
    )
    span = (first, last_number(first))
    connection.execute("DELETE FROM figures WHERE item BETWEEN ? AND ?", span)
    connection.execute("DELETE FROM amounts WHERE item BETWEEN ? AND ?", span)
    connection.execute("DELETE FROM contents WHERE id = ?", (number,))
    connection.execute("DELETE FROM briefs WHERE id = ?", (number,))


def _numbers(first: int, words: Words) -> list[int]:
    return [item_number(first, place, key=key) for place, key in enumerate(words.keys)]


def merge(connection: sqlite3.Connection, stop: Callable[[], bool]) -> None:
    """Put the pieces of the word index together, a little at a time: a search then looks into one list."""
    pages = -500  # a negative number begins a merge of all pieces, as FTS5 has it
    while not stop():
        before = connection.total_changes
        connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
        pages = 500
        if connection.total_changes - before < 2:
            return
