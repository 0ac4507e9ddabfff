"""Which items may meet a query: from the tables, the best first, no more of them than are asked for."""

import sqlite3
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice

from briefing.index.folding import storable
from briefing.index.matching import Match
from briefing.index.schema import first_of, is_key, item_number

NEWEST = 5_000
"""Among how many of the newest matches the best are looked for; older ones come after them, newest first."""

SHORT = 3
"""So few letters say nothing of what is meant: the newest come first."""

_FEW = 5_000
"""So many briefs or amounts are listed to look only there; where more meet the query, nearly every item does."""

_AMOUNTS = {
    False: (
        "SELECT item FROM amounts WHERE low BETWEEN ? AND ? AND instr(unit, ?) AND instr(unit, ?) LIMIT ?",
        "SELECT item FROM amounts WHERE low < high AND low < ? AND high >= ? "
        "AND instr(unit, ?) AND instr(unit, ?) LIMIT ?",
    ),
    True: (
        "SELECT item FROM amounts WHERE low * scale BETWEEN ? AND ? AND instr(unit, ?) AND instr(unit, ?) LIMIT ?",
        "SELECT item FROM amounts WHERE low < high AND low * scale < ? AND high * scale >= ? "
        "AND instr(unit, ?) AND instr(unit, ?) LIMIT ?",
    ),
}
"""Amounts within bounds, and ranges that begin below and reach them; as written, and in units of one (True)."""


class Candidates:
    """The numbers of the items that may meet a query. Raises sqlite3.Error while it is walked."""

    def __init__(self, connection: sqlite3.Connection, asked: Match) -> None:
        self._connection = connection
        self._match = asked

    def __iter__(self) -> Iterator[int]:
        """The numbers of items that may meet the query, the best first."""
        expression = self._match.of_items(self._connection)
        briefs, items = self._briefs(), self._items()
        if expression:
            found = self._newest(expression) if self._match.letters <= SHORT else self._best(expression)
        elif items is not None:
            found = iter(sorted(items))
        else:
            return self._every_item(briefs)
        return (
            number
            for number in found
            if (items is None or number in items) and (briefs is None or first_of(number) in briefs)
        )

    def _briefs(self) -> set[int] | None:
        """The first numbers of the briefs among which the query's items are; None where that would be too many."""
        expression = self._match.of_briefs(self._connection)
        if not expression:
            return None
        return self._few(
            "SELECT rowid FROM about WHERE about MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?",
            (expression, self._match.low, self._match.high),
        )

    def _items(self) -> set[int] | None:
        """The numbers of the items that have such an amount; None where none is asked for, or too many have one."""
        value, units = self._match.value, self._match.units
        if value is None and not units:
            return None
        forms = [storable(form) for form in (*units[:2], "", "")[:2]]
        low, high = (None, None) if value is None else (value.low, value.high)
        statements = _AMOUNTS[value is not None and value.scaled]
        within = self._few(statements[0], (_widened(low, -1), _widened(high, 1), *forms))
        across = self._few(statements[1], (_widened(low, -1), _widened(low, -1), *forms))
        return None if within is None or across is None else within | across

    def _few(self, statement: str, values: Sequence[object]) -> set[int] | None:
        rows = self._connection.execute(statement, (*values, _FEW + 1)).fetchall()
        return None if len(rows) > _FEW else {number for (number,) in rows}

    def _every_item(self, briefs: set[int] | None) -> Iterator[int]:
        rows = self._connection.execute(
            "SELECT first, items FROM briefs WHERE first BETWEEN ? AND ? ORDER BY first",
            (self._match.low, self._match.high),
        )
        for first, count in rows:
            if briefs is None or first in briefs:
                yield from (item_number(first, place, key=False) for place in range(count))

    def _newest(self, expression: str, low: int = 0) -> Iterator[int]:
        rows = self._connection.execute(
            "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid",
            (expression, max(low, self._match.low), self._match.high),
        )
        return (number for (number,) in rows)

    def _best(self, expression: str) -> Iterator[int]:
        """The newest matches, those first that hold all words in their main text, and key items before others."""
        rest = self._newest(expression)
        newest = list(islice(rest, NEWEST))
        in_titles = self._match.of_titles(self._connection)
        titles: set[int] = set()
        if newest and in_titles:
            rows = self._connection.execute(
                "SELECT rowid FROM titles WHERE titles MATCH ? AND rowid BETWEEN ? AND ?",
                (in_titles, newest[0], newest[-1]),
            )
            titles = {number for (number,) in rows}
        ranks: tuple[list[int], ...] = ([], [], [], [])
        for number in newest:
            ranks[2 * (number not in titles) + (not is_key(number))].append(number)
        yield from chain.from_iterable(ranks)
        yield from rest


def _widened(bound: Decimal | None, sign: int) -> float:
    """A bound as the tables hold numbers, a little further out than where rounding may have put it."""
    if bound is None:
        return sign * float("inf")
    return float(bound) + sign * (abs(float(bound)) * 1e-12 + 1e-300)
