"""Which items may meet a query: from the tables, the best first, no more of them than are asked for."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from briefing.index.amounts import AskedAmounts
from briefing.index.matching import Match
from briefing.index.schema import LAST, is_key, item_number, last_of, slot_of

NEWEST, NEWEST_BRIEFS = 5_000, 10_000
"""Among how many of the newest matches, in how many of the newest briefs, the best are looked for; older ones come
after them, newest first. Words that many items hold, but few together, took 60 ms to follow through 100,000 briefs."""

SHORT = 3
"""So few letters say nothing of what is meant: the newest come first."""

_FEW = 5_000
"""So many briefs, or items with words or pairs, are listed to look only there; where more meet the query, most do."""

_READ = 100
"""So few items are read at once, whatever else could be asked of them: 10 ms."""

_READ_RATHER = 300
"""So few are read rather than told apart by their pairs, where many items hold these."""


class Candidates:
    """The numbers of the items that may meet a query. Raises sqlite3.Error while it is walked."""

    def __init__(self, connection: sqlite3.Connection, asked: Match) -> None:
        self._connection = connection
        self._match = asked
        self._by_words = asked.of_items(connection)
        self._by_pairs = asked.of_pairs(connection) if self._by_words else ""
        self._newest: list[int] = []

    def __iter__(self) -> Iterator[int]:
        """The numbers of items that may meet the query, the best first."""
        briefs = self._briefs()
        amounts = AskedAmounts(self._connection, self._match) if self._match.of_amount else None
        if self._by_words:
            found = self._by_their_words(briefs)
        elif amounts is not None:
            found = amounts.walk()
        else:
            found = self._every_item(briefs)
        return (
            number
            for number in found
            if (briefs is None or slot_of(number) in briefs) and (amounts is None or amounts.has(number))
        )

    def _by_their_words(self, briefs: set[int] | None) -> Iterator[int]:
        """The items that hold the words asked for: those of a few briefs, or of all."""
        if briefs is not None and len(briefs) <= _READ:
            spans = [(slot, last_of(slot)) for slot in sorted(briefs)]
            return self._all_in(spans) if self._match.letters <= SHORT else self._ranked(spans)
        return self._all_in([(0, self._match.high)]) if self._match.letters <= SHORT else self._best()

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

    def _few(self, statement: str, values: Sequence[object]) -> set[int] | None:
        rows = self._connection.execute(statement, (*values, _FEW + 1)).fetchall()
        return None if len(rows) > _FEW else {number for (number,) in rows}

    def _every_item(self, briefs: set[int] | None) -> Iterator[int]:
        if briefs is None:
            statement = "SELECT first, searched FROM briefs WHERE first BETWEEN ? AND ? ORDER BY first"
            rows: Iterable[tuple[int, int]] = self._connection.execute(statement, (self._match.low, self._match.high))
        else:
            statement = "SELECT first, searched FROM briefs WHERE first = ?"
            rows = chain.from_iterable(self._connection.execute(statement, (slot,)) for slot in sorted(briefs))
        for first, count in rows:
            yield from (item_number(first, place, key=False) for place in range(count))

    def _all_in(self, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
        return chain.from_iterable(self._matches(low, high) for low, high in spans)

    def _matches(self, low: int, high: int) -> Iterator[int]:
        """The items between two numbers that hold the words, and the pairs, asked for; the newest first.

        The shorter of the two lists is enough where it is short; where both are long they are walked side by side.
        """
        by_words = self._numbers("words", self._by_words, low, high)
        if not self._by_pairs:
            return by_words
        by_pairs, paired = self._numbers("pairs", self._by_pairs, low, high), self._match.paired
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
        """The newest matches ranked, and the rest after them, newest first."""
        end = self._end_of_newest()
        yield from self._ranked([(0, end)])
        if len(self._newest) == NEWEST:
            end = self._newest[-1]
        if end < self._match.high:
            yield from self._matches(end + 1, self._match.high)

    def _ranked(self, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
        """The newest matches in spans: those first that hold all words in their main text, key items before others."""
        newest = self._newest = list(islice(self._all_in(spans), NEWEST))
        in_titles = self._match.of_titles(self._connection)
        titles: set[int] = set()
        if newest and in_titles:
            ends = ((max(low, newest[0]), min(high, newest[-1])) for low, high in spans)
            titles.update(*(self._numbers("titles", in_titles, low, high) for low, high in ends if low <= high))
        ranks: tuple[list[int], ...] = ([], [], [], [])
        for number in newest:
            ranks[2 * (number not in titles) + (not is_key(number))].append(number)
        return chain.from_iterable(ranks)


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
