"""Searching the index: candidates from the tables, each tried by the rules of a plain search, the best first."""

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.index import reasons
from briefing.index.advice import problem
from briefing.index.candidates import Candidates
from briefing.index.matching import match
from briefing.index.preparing import kept
from briefing.index.rows import BriefRow, unpack_row
from briefing.index.schema import place_of, slot_of
from briefing.index.sealing import Damaged
from briefing.index.stored import Stored, StoredItem, StoredItems
from briefing.index.surroundings import stamp_of
from briefing.loading import load
from briefing.query import Query

COUNTED = 1_000
"""Up to how many hits are counted while somebody types."""

_KEPT = 512
"""How many briefs a search keeps in memory."""


@dataclass(frozen=True, slots=True)
class ItemHit:
    """An item that meets a query, as it is shown: `marks` are spans of its text.

    `why` says what it was found by where that isn't shown: "before: US$65.1 bn", "in its note".
    """

    topic: str
    topic_title: str
    kind: str
    id: str
    text: str
    number: str
    period: str
    status: str
    marks: tuple[tuple[int, int], ...]
    why: str = ""

    @classmethod
    def of(cls, item: StoredItem, stored: Stored, query: Query) -> "ItemHit":
        """Show an item of a stored brief that meets a query."""
        marks = query.marks(item.text)
        return cls(*item[:8], marks, reasons.why(item, stored, query, marked=bool(marks)))

    @property
    def entry_key(self) -> str:
        """What names the item within its brief (`Entry.key`)."""
        return f"{self.kind}:{self.id}"

    @property
    def kind_in_words(self) -> str:
        """Its kind as it is shown."""
        return self.kind.replace("_", " ")


@dataclass(frozen=True, slots=True)
class BriefHits:
    """The hits in one brief, the best first."""

    brief: BriefRow
    hits: tuple[ItemHit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: the hits from `offset` on by brief, the brief of the best hit first.

    `total` counts all hits, or as many as were counted where there may be `more`; `corrected` is the query that was
    searched for instead of one without a hit; `problem` is what is odd about the query; `stopped` says that the
    search was called off and is worth nothing.
    """

    query: str = ""
    total: int = 0
    more: bool = False
    groups: tuple[BriefHits, ...] = ()
    corrected: str | None = None
    problem: str = ""
    stopped: bool = False

    @property
    def hits(self) -> tuple[tuple[BriefRow, ItemHit], ...]:
        """All hits with their briefs."""
        return tuple((group.brief, hit) for group in self.groups for hit in group.hits)


class Stopped(Exception):
    """A search was called off."""


class _Found:
    """A brief of which items may meet the query; `stale` where the index held another text."""

    def __init__(self, row: BriefRow | tuple[bytes, Path, int], stored: Stored, *, stale: bool) -> None:
        self._row = row
        self.stale = stale
        self._stored = stored
        self._items: dict[int, StoredItem] = {}

    @property
    def row(self) -> BriefRow:
        """The brief's line in the list; most briefs have no hit, so it is read late."""
        return self._row if isinstance(self._row, BriefRow) else unpack_row(*self._row)

    def item(self, place: int) -> StoredItem:
        """Read an item."""
        if place not in self._items:
            self._items[place] = self._stored.item(place)
        return self._items[place]

    def hit(self, place: int, query: Query) -> ItemHit:
        """Show an item that meets the query."""
        return ItemHit.of(self.item(place), self._stored, query)

    def meets(self, place: int, query: Query) -> bool:
        """Whether an item meets the query, by the rules of a plain search."""
        if place >= len(self._stored):
            raise Damaged("an item is missing")
        return bool(StoredItems(self._stored, [self.item(place)]).places(query))

    def places(self, query: Query) -> list[int]:
        """Find all items of the brief that meet the query."""
        return StoredItems(self._stored, list(map(self.item, range(len(self._stored))))).places(query)


class Search:
    """One query on one connection; what is read of a brief is kept while the search lasts."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        library: Path,
        query: Query,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._connection = connection
        self._library = library
        self._query = query
        self._stop = stop
        self._match = match(query)
        self._kept: dict[int, _Found | None] = {}
        self._firsts: dict[int, int] = {}

    def run(self, limit: int | None, offset: int, counted: int | None) -> Results:
        """Find the hits from `offset` on, at most `limit`, and count them: up to `counted`, or all of them.

        Raises Stopped, sqlite3.Error, and Damaged where the index is broken.
        """
        page: list[tuple[int, _Found, ItemHit]] = []
        total, more = 0, False
        end = None if limit is None else offset + limit
        candidates = Candidates(self._connection, self._match)
        for brief, place, found in self._hits(candidates):
            if total >= offset and (end is None or total < end):
                page.append((brief, found, found.hit(place, self._query)))
            total += 1
            if total == end and self._match.exact:
                counted_up, more = candidates.count(counted)
                total = max(total, counted_up)
                break
            if end is not None and total > end and counted is not None:
                total, more = end, True
                break
        if self._match.of_amount:  # those first that show the amount, among as many as are shown: all would take long
            page.sort(key=lambda each: bool(each[2].why))
        groups: dict[int, tuple[_Found, list[ItemHit]]] = {}
        for brief, found, hit in page:
            groups.setdefault(brief, (found, []))[1].append(hit)
        shown = tuple(BriefHits(found.row, tuple(hits)) for found, hits in groups.values())
        return Results(total=total, more=more, groups=shown, problem=problem(self._query, total))

    def _hits(self, candidates: Iterable[int]) -> Iterator[tuple[int, int, _Found]]:
        """The items that meet the query, the best first: first number of the brief, place in it, and the brief."""
        done = set()
        for number in candidates:
            first = self._first(number)
            found = self._brief(first)
            if found is None or first in done:
                continue
            place = place_of(number, first)
            if found.stale:  # the index's places are those of a text that is gone
                done.add(first)
                yield from ((first, each, found) for each in found.places(self._query))
            elif found.meets(place, self._query):
                yield first, place, found

    def _first(self, number: int) -> int:
        """The first number of the brief that an item belongs to."""
        slot = slot_of(number)
        if slot not in self._firsts:
            (first,) = self._connection.execute("SELECT max(first) FROM briefs WHERE first <= ?", (slot,)).fetchone()
            if first is None:
                raise Damaged("a brief is missing")
            self._firsts[slot] = first
        return self._firsts[slot]

    def _brief(self, first: int) -> _Found | None:
        if first not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            if self._stop():
                raise Stopped
            self._kept[first] = self._read(first)
        return self._kept[first]

    def _read(self, first: int) -> _Found | None:
        """A brief as the index holds it, or as its file is where that has changed since; None where it is gone.

        A file that has changed is unchecked until the index is brought up to date: a check may take seconds.
        """
        line = self._connection.execute(
            "SELECT path, mtime, size, inode, ctime, row, data "
            "FROM briefs JOIN files USING (id) JOIN contents USING (id) WHERE first = ?",
            (first,),
        ).fetchone()
        if line is None:
            return None
        path = self._library / os.fsdecode(line[0])
        try:
            now = stamp_of(path.stat())
        except (OSError, ValueError):
            return None
        if now != line[1:5]:
            return _Found(*kept(load(path, dt.date.min), now[0]), stale=True)
        return _Found((line[5], path, line[1]), Stored.unpacked(line[6]), stale=False)
