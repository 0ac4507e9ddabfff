"""A library without an index, for a Python whose SQLite has no full-text search: all of it read and held in memory."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.index.advice import problem
from briefing.index.building import Progress, Refreshed, Stop
from briefing.index.index import IndexStatus
from briefing.index.listing import FigureValue, Sort, by_age, figure_value
from briefing.index.preparing import filtered as filter_form
from briefing.index.preparing import kept
from briefing.index.rows import BriefRow
from briefing.index.searching import COUNTED, BriefHits, ItemHit, Results
from briefing.index.stored import Stored, StoredItem, StoredItems
from briefing.index.surroundings import NONE, Stamp, Surroundings, Surveyor, stamp_of, state_at
from briefing.library import walk
from briefing.loading import load
from briefing.query import DateTerm, Query, Term
from briefing.settings import read_settings

MOST = 2000
"""How many briefs are read: 200 MB. Each search looks at all of them, a second for so many."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A brief as it was read, and by what its file is known to be unchanged."""

    stamp: Stamp
    row: BriefRow
    stored: Stored
    form: str
    surroundings: Surroundings


_ORDERS: dict[Sort, Callable[[_Kept], object]] = {
    "date": lambda one: one.row.path,
    "title": lambda one: one.row.title.casefold(),
    "findings": lambda one: -(one.row.findings + one.row.errors),
    "changes": lambda one: -one.row.changed,
}


class PlainLibrary:
    """What `Index` does, by reading all files; `why` says why there is no index."""

    def __init__(self, library: Path, why: str) -> None:
        self.library = library
        self.unanswered = ""
        self._why = why
        self._kept: dict[Path, _Kept] = {}
        self._complete = False

    def refresh(
        self, progress: Progress = lambda _done, _all: None, stop: Stop = lambda: False, wait: float = 0
    ) -> Refreshed:
        """Read what is new or changed, the first MOST files that are found."""
        del wait  # nobody else writes
        result = Refreshed()
        found: dict[Path, Stamp] = {}
        for entry in walk(self.library, lambda path, why: result.passed_over.append((Path(path), why))):
            if len(found) == MOST:
                break
            try:
                found[Path(entry.path)] = stamp_of(entry.stat())
            except OSError:  # gone since it was listed
                continue
        if not self.library.is_dir():
            result.problem = f"no such folder: {self.library}"
            return result
        known = {path: one for path, one in self._kept.items() if path in found}
        result.removed = len(self._kept) - len(known)
        own = read_settings().sources  # each time: a window may be open for days
        sources = () if own is None else (own,)
        stale = {path for path, one in known.items() if one.stamp != found[path] or self._is_stale(one, sources)}
        waiting = [path for path in found if path not in known or path in stale]
        surveyor = Surveyor(self.library, sources)
        result.unchanged = len(found) - len(waiting)
        for done, path in enumerate(waiting):
            if stop():
                result.problem = f"stopped with {len(waiting) - done} files still to read"
                break
            result.added += path not in known
            result.changed += path in known
            loaded = load(path, dt.date.min)
            within = os.fsencode(path.relative_to(self.library))
            checked, around = surveyor.survey(loaded.brief, path, within) if loaded.brief else ({}, NONE)
            row, stored = kept(loaded, found[path][0], checked)
            known[path] = _Kept(found[path], row, stored, filter_form(row), around)
            if done % 50 == 0:
                self._kept = dict(known)
                progress(done, len(waiting))
        self._kept = known
        self._complete = not result.problem
        return result

    def _is_stale(self, one: _Kept, sources: Sequence[Path]) -> bool:
        """Whether what the statuses of a brief rest on besides it has changed."""
        around = one.surroundings
        return bool(around.places) and around.state != state_at(self.library, sources, around.places)

    def _listed(self, sort: Sort, filtered: str) -> list[_Kept]:
        query = Query.parse(filtered)
        found = [one for one in self._kept.values() if _meets(one, query)]
        found.sort(key=lambda one: one.row.path)
        found.sort(key=lambda one: -one.stored.day)
        return found if sort == "date" else sorted(found, key=_ORDERS[sort])  # type: ignore[arg-type]  # of one sort each

    def briefs(
        self, sort: Sort = "date", filtered: str = "", limit: int | None = None, offset: int = 0
    ) -> list[BriefRow]:
        """Lines of the list, as `Index.briefs` has them."""
        end = None if limit is None else offset + limit
        return [one.row for one in self._listed(sort, filtered)[offset:end]]

    def row(self, path: Path) -> BriefRow | None:
        """The line of one brief; None where it wasn't read."""
        one = self._kept.get(path)
        return one.row if one is not None else None

    def place(self, path: Path, sort: Sort = "date", filtered: str = "") -> int | None:
        """The place of a brief in the list, from 0; None where it isn't in it."""
        paths = [one.row.path for one in self._listed(sort, filtered)]
        return paths.index(path) if path in paths else None

    def count(self, filtered: str = "") -> int:
        """How many lines the list has."""
        return len(self._listed("date", filtered))

    def search(
        self,
        query: Query | str,
        limit: int | None = 50,
        offset: int = 0,
        *,
        counted: int | None = COUNTED,
        stop: Stop = lambda: False,
    ) -> Results:
        """Find the items that meet a query, the newest first; what was mistyped isn't corrected."""
        del counted  # all are counted
        asked = Query.parse(query) if isinstance(query, str) else query
        total = 0
        groups: list[BriefHits] = []
        for one, items in self._hits(asked) if asked else ():
            if stop():
                return Results(stopped=True, problem=asked.problem)
            first, last = max(0, offset - total), None if limit is None else max(0, offset + limit - total)
            total += len(items)
            shown = [ItemHit.of(item, one.stored, asked) for item in items[first:last]]
            shown.sort(key=lambda hit: any(term.of_amount for term in asked.terms) and bool(hit.why))
            groups += [BriefHits(one.row, tuple(shown))] if shown else []
        return Results(total=total, groups=tuple(groups), problem=problem(asked, total))

    def _hits(self, query: Query) -> Iterator[tuple[_Kept, list[StoredItem]]]:
        for one in self._listed("date", ""):
            items = list(map(one.stored.item, range(len(one.stored))))
            yield one, [items[place] for place in StoredItems(one.stored, items).places(query)]

    def figure(self, name: str) -> list[FigureValue]:
        """The values of a figure in all briefs, by its written id; the oldest period first."""
        return by_age(
            figure_value(one.row, item)
            for one in self._kept.values()
            for item in map(one.stored.item, range(len(one.stored)))
            if item.name == name
        )

    def status(self) -> IndexStatus:
        """How things stand."""
        items = sum(one.row.items for one in self._kept.values())
        more = f"; only {MOST:,} briefs are read" if len(self._kept) == MOST else ""
        return IndexStatus(None, len(self._kept), items, 0, self._complete, self._why + more)

    def close(self) -> None:
        """Let go of everything."""
        self._kept = {}


def _meets(one: _Kept, query: Query) -> bool:
    """Whether a brief's line meets a filter, as `listing` has it: words anywhere in the line, and dates."""
    return all(
        not (asked := [term for term in clause if isinstance(term, Term | DateTerm)])
        or any(_holds(one, term) != term.excluded for term in asked)
        for clause in query.clauses
    )


def _holds(one: _Kept, term: Term | DateTerm) -> bool:
    return term.form in one.form if isinstance(term, Term) else term.holds(one.stored.day)
