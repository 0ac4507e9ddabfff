"""The list of briefs and the series of a figure, straight from the tables."""

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from briefing.dates import read_period
from briefing.index.folding import storable
from briefing.index.rows import BriefRow, unpack_row
from briefing.index.schema import place_of
from briefing.index.stored import Stored, StoredItem
from briefing.query import DateTerm, Query, Term

Sort = Literal["date", "title", "findings", "changes"]

_ORDERS: dict[Sort, str] = {
    "date": "first",
    "title": "title, first",
    "findings": "findings DESC, first",
    "changes": "changed DESC, first",
}
"""Newest first within what is equal. Each has an index of its own in the tables."""


def briefs(
    connection: sqlite3.Connection,
    library: Path,
    sort: Sort = "date",
    filtered: str = "",
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[BriefRow]:
    """Some lines of the list. Raises Damaged."""
    condition, values = _condition(filtered)
    some = f"SELECT id, row, changed FROM briefs WHERE {condition} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"  # noqa: S608 - made of constants, values are bound
    found = connection.execute(
        f"SELECT path, row, changed FROM ({some}) JOIN files USING (id)",  # noqa: S608 - as above
        (*values, -1 if limit is None else limit, offset),
    )
    return [unpack_row(row, library / os.fsdecode(path), changed) for path, row, changed in found]


def count(connection: sqlite3.Connection, filtered: str = "") -> int:
    """How many lines the list has."""
    condition, values = _condition(filtered)
    statement = f"SELECT count(*) FROM briefs WHERE {condition}"  # noqa: S608 - made of constants, values are bound
    (found,) = connection.execute(statement, values).fetchone()
    return int(found)


_BEFORE: dict[Sort, tuple[str, tuple[str, ...]]] = {
    "date": ("first < ?", ("first",)),
    "title": ("(title, first) < (?, ?)", ("title", "first")),
    "findings": ("(-findings, first) < (-?, ?)", ("findings", "first")),
    "changes": ("(-changed, first) < (-?, ?)", ("changed", "first")),
}
"""What stands before a line in each order, and the columns of that line that it is compared with."""


def row(connection: sqlite3.Connection, library: Path, path: Path) -> BriefRow | None:
    """The line of the brief at a path. Raises Damaged."""
    found = connection.execute(
        "SELECT row, changed FROM files JOIN briefs USING (id) WHERE path = ?", (_within(library, path),)
    ).fetchone()
    return unpack_row(found[0], path, found[1]) if found else None


def place(
    connection: sqlite3.Connection, library: Path, path: Path, sort: Sort = "date", filtered: str = ""
) -> int | None:
    """The place of a brief's line in the list, from 0; None where the list hasn't got it."""
    condition, values = _condition(filtered)
    before, columns = _BEFORE[sort]
    own = f"SELECT {', '.join(columns)} FROM briefs JOIN files USING (id) WHERE path = ? AND {condition}"  # noqa: S608 - made of constants, values are bound
    found = connection.execute(own, (_within(library, path), *values)).fetchone()
    if found is None:
        return None
    statement = f"SELECT count(*) FROM briefs WHERE {condition} AND {before}"  # noqa: S608 - as above
    return int(connection.execute(statement, (*values, *found)).fetchone()[0])


def _within(library: Path, path: Path) -> bytes:
    """A path within the library, as the index keeps it."""
    return os.fsencode(os.path.relpath(path, library))


def _condition(filtered: str) -> tuple[str, list[str | int]]:
    """The condition for briefs whose title, tags, dates, marking or file's name hold what a query asks; and its values.

    Fields make no difference here: a line of the list is short.
    """
    conditions, values = [], list[str | int]()
    for clause in Query.parse(filtered).clauses:
        alternatives = []
        for term in clause:
            sign = "NOT " if term.excluded else ""
            if isinstance(term, Term):
                alternatives.append(f"{sign}instr(words, ?)")
                values.append(storable(term.form))
            elif isinstance(term, DateTerm):
                alternatives.append(f"{sign}(day > 0 AND day {'>=' if term.after else '<'} ?)")
                values.append(term.day)
        if alternatives:
            conditions.append(f"({' OR '.join(alternatives)})")
    return " AND ".join(conditions) or "1", values


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure as one brief has it: `number` in words, `low` to `high` as written, None where it has no value.

    `sources` are the titles of its sources, `id` names the item within the brief's figures.
    """

    brief: BriefRow
    id: str
    label: str
    number: str
    period: str
    as_of: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    scale: str
    status: str
    sources: tuple[str, ...]


def figure(connection: sqlite3.Connection, library: Path, name: str) -> list[FigureValue]:
    """The values of a figure by its written id in all briefs, oldest period first. Raises Damaged."""
    found = connection.execute(
        "SELECT item, first, path, row, changed, data FROM figures "
        "JOIN briefs ON first = (SELECT max(first) FROM briefs WHERE first <= item) "
        "JOIN contents USING (id) JOIN files USING (id) WHERE name = ?",
        (name,),
    )
    return by_age(
        figure_value(
            unpack_row(row, library / os.fsdecode(path), changed), Stored.unpacked(data).item(place_of(number, first))
        )
        for number, first, path, row, changed, data in found
    )


def figure_names(connection: sqlite3.Connection) -> list[str]:
    """The written ids of all figures."""
    return [name for (name,) in connection.execute("SELECT DISTINCT name FROM figures")]


def figure_value(brief: BriefRow, item: StoredItem) -> FigureValue:
    """A figure as a brief has it."""
    low, high, scale, unit = item.value or (None, None, "", "")
    return FigureValue(
        brief,
        item.id,
        item.text,
        item.number,
        item.period,
        brief.as_of or brief.date,
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        unit or "",
        scale or "",
        item.status,
        tuple(item.sources),
    )


def by_age(values: Iterable[FigureValue]) -> list[FigureValue]:
    """The values of a figure, the oldest period first."""
    return sorted(values, key=_age)


def _age(value: FigureValue) -> tuple[str, str]:
    """When a value holds, else as of when its brief is."""
    days = read_period(value.period) if value.period else None
    return (days.last.isoformat() if days else value.as_of), value.as_of
