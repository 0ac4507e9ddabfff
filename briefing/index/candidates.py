"""Which items may meet a query: from the tables, the best first, no more of them than are asked for."""

import sqlite3
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice

from briefing.index.folding import storable
from briefing.index.matching import Match
from briefing.index.schema import LAST, is_key, item_number, slot_of

NEWEST, NEWEST_BRIEFS = 5_000, 10_000
"""Among how many of the newest matches, in how many of the newest briefs, the best are looked for; older ones come
after them, newest first. Words that many items hold, but few together, took 60 ms to follow through 100,000 briefs."""

SHORT = 3
"""So few letters say nothing of what is meant: the newest come first."""

_FEW = 5_000
"""So many briefs or amounts are listed to look only there; where more meet the query, nearly every item does."""

_READ = 100
"""So few items are read at once, whatever else could be asked of them: 10 ms."""

_READ_RATHER = 300
"""So few are read rather than told apart by their pairs, where many items hold these."""

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
        self._by_words = asked.of_items(connection)
        self._newest: list[int] = []

    def __iter__(self) -> Iterator[int]:
        """The numbers of items that may meet the query, the best first."""
        briefs, items = self._briefs(), self._items()
        if self._by_words:
            found = self._matches(0, self._match.high) if self._match.letters <= SHORT else self._best()
        elif items is not None:
            found = iter(sorted(items))
        else:
            return self._every_item(briefs)
        return (
            number
            for number in found
            if (items is None or number in items) and (briefs is None or slot_of(number) in briefs)
        )

    def count(self, most: int | None) -> tuple[int, bool]:
        """How many items meet an exact match, and whether there may be more; up to `most`, among the newest briefs."""
        if most is not None and self._match.letters > SHORT:
            all_seen = len(self._newest) < NEWEST and self._end_of_newest() >= self._match.high
            return min(len(self._newest), most), len(self._newest) > most or not all_seen
        (total,) = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)",
            (self._by_words, self._match.low, self._match.high, -1 if most is None else most + 1),
        ).fetchone()
        return (total, False) if most is None or total <= most else (most, True)

    def _briefs(self) -> set[int] | None:
        """The slots of the briefs among which the query's items are; None where that would be too many."""
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

    def _matches(self, low: int, high: int) -> Iterator[int]:
        """The items between two numbers that hold the words, and the pairs, asked for; the newest first.

        The shorter of the two lists is enough where it is short; where both are long they are walked side by side.
        """
        by_words, asked = self._numbers("words", self._by_words, low, high), self._match.of_pairs(self._connection)
        if not asked:
            return by_words
        by_pairs, paired = self._numbers("pairs", asked, low, high), self._match.paired
        with_pairs = list(islice(by_pairs, _READ + 1)) if paired else []
        if paired and len(with_pairs) <= _READ:
            return iter(with_pairs)
        with_words = list(islice(by_words, _FEW + 1))
        if len(with_words) <= _READ:
            return iter(with_words)
        if paired and len(with_words) > _FEW:
            return chain(with_pairs, by_pairs)
        with_pairs += islice(by_pairs, _FEW + 1 - len(with_pairs))
        found = chain(with_words, by_words)
        if len(with_pairs) <= _FEW:
            return filter(set(with_pairs).__contains__, found)
        return found if len(with_words) <= _READ_RATHER else _in_both(found, chain(with_pairs, by_pairs))

    def _numbers(self, table: str, expression: str, low: int, high: int) -> Iterator[int]:
        rows = self._connection.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid",  # noqa: S608 - one of ours
            (expression, max(low, self._match.low), min(high, self._match.high)),
        )
        return (number for (number,) in rows)

    def _end_of_newest(self) -> int:
        """The last number in the newest briefs."""
        beyond = self._connection.execute(
            "SELECT first FROM briefs WHERE first >= ? ORDER BY first LIMIT 1 OFFSET ?",
            (slot_of(self._match.low), NEWEST_BRIEFS),
        ).fetchone()
        return beyond[0] - 1 if beyond else LAST

    def _best(self) -> Iterator[int]:
        """The newest matches, those first that hold all words in their main text, and key items before others."""
        end = self._end_of_newest()
        newest = self._newest = list(islice(self._matches(0, end), NEWEST))
        in_titles = self._match.of_titles(self._connection)
        titles: set[int] = set()
        if newest and in_titles:
            titles = set(self._numbers("titles", in_titles, newest[0], newest[-1]))
        ranks: tuple[list[int], ...] = ([], [], [], [])
        for number in newest:
            ranks[2 * (number not in titles) + (not is_key(number))].append(number)
        yield from chain.from_iterable(ranks)
        if len(newest) == NEWEST:
            end = newest[-1]
        if end < self._match.high:
            yield from self._matches(end + 1, self._match.high)


def _in_both(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """What two ascending rows of numbers have in common."""
    left, right = next(one, None), next(other, None)
    while left is not None and right is not None:
        if left == right:
            yield left
        if left <= right:
            left = next(one, None)
        else:
            right = next(other, None)


def _widened(bound: Decimal | None, sign: int) -> float:
    """A bound as the tables hold numbers, a little further out than where rounding may have put it."""
    if bound is None:
        return sign * float("inf")
    return float(bound) + sign * (abs(float(bound)) * 1e-12 + 1e-300)
