"""The index as the surfaces use it: bring it up to date, list, search, and follow a figure through all briefs."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from briefing.index import building, listing, typos
from briefing.index.building import Progress, Refreshed, Stop
from briefing.index.listing import FigureValue, Sort
from briefing.index.rows import BriefRow
from briefing.index.sealing import Damaged
from briefing.index.searching import COUNTED, Results, Search, Stopped
from briefing.index.store import FAULTS, NotTheWriter, Store, Trouble, index_file, trouble
from briefing.query import Query

_Answer = TypeVar("_Answer")

_ODD = (TypeError, ValueError, AttributeError, OverflowError)
"""What a value that isn't what was written may lead to: a bit that is lost can make a number of a text."""

_FAULTS = (Damaged, *FAULTS, *_ODD)

BROKEN = "the index was broken and must be built again"
BUSY = "the index is in use by another window or program"


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How an index stands.

    `path` is its file, None where it is in memory only; then `problem` says why. `complete` says that the last look at
    the library found nothing left to do.
    """

    path: Path | None
    briefs: int
    items: int
    size: int
    complete: bool
    problem: str


class Index:
    """The index of one library. All its methods may be called from any thread, at the same time.

    It never raises for a fault of its file: what is broken is built again by `refresh`, and where no file can be
    written the index is in memory. A question that meets a fault gets an empty answer, and `unanswered` says so.
    """

    def __init__(self, library: Path, store: Store) -> None:
        self.library = library
        self.unanswered = ""
        """Why a question has had no true answer since the last `refresh` that left no problem: BROKEN or BUSY. Then it
        is to be refreshed, and asked again."""
        self._store = store
        self._complete = False
        self._changes = 0
        self._vocabulary: tuple[int, list[str]] = (-1, [])
        """All words, and after how many changes of the index they were looked up."""

    @classmethod
    def open(cls, library: Path, folder: Path | None = None) -> "Index":
        """Open the index of a library as it was left, or start an empty one; `refresh` brings it up to date.

        `folder` holds the indexes of all libraries, by default the user's cache folder. Raises NoFullText.
        """
        from briefing.settings import NoHome, cache_folder

        try:
            return cls(library, Store.open(index_file(folder or cache_folder(), library)))
        except NoHome as error:
            return cls(library, Store.open(None, str(error)))

    def refresh(
        self, progress: Progress = lambda _done, _all: None, stop: Stop = lambda: False, wait: float = 0
    ) -> Refreshed:
        """Bring the index up to date with the files; what is found meanwhile is what is read by then.

        `progress` is told how many of how many files are done, `stop` is asked between files. Only one window writes
        at a time: another is waited for so many seconds, and then the result's `problem` says so.
        """
        for _ in range(3):
            try:
                result = self._update(progress, stop, wait)
            except NotTheWriter:
                return Refreshed(problem=BUSY)
            except _FAULTS as error:
                problem = self._recover(error)
                if problem:
                    return Refreshed(problem=problem)
            else:
                self._complete = not result.problem
                if not result.problem:
                    result.unanswered, self.unanswered = bool(self.unanswered), ""
                self._changes += result.anything
                return result
        return Refreshed(problem=BROKEN)

    def _update(self, progress: Progress, stop: Stop, wait: float) -> Refreshed:
        from briefing.settings import read_settings

        own = read_settings().sources  # each time: a window may be open for days
        sources = () if own is None else (own,)
        store = self._store
        with store.writing(wait) as connection:
            return building.update(connection, store.transaction, self.library, progress, stop, sources=sources)

    def _recover(self, error: Exception) -> str:
        """Do what a fault of the file calls for, and say why nothing can be done."""
        if isinstance(error, _ODD) and not isinstance(error, FAULTS) and not self._store.is_broken():
            raise error  # not the file's fault, but this program's
        self._complete = False
        match trouble(error):
            case Trouble.BUSY:
                return BUSY
            case Trouble.NO_ROOM:
                self._store = self._store.in_memory(error)
            case Trouble.BROKEN:
                try:
                    self._store.mend()
                except NotTheWriter:
                    return BUSY
                except FAULTS as failed:
                    self._store = self._store.in_memory(failed)
        return ""

    def leave_file(self) -> None:
        """Do without the file from now on, where another program holds it; `refresh` reads all into memory."""
        self._store = self._store.in_memory(sqlite3.OperationalError("another program holds the file"))

    def _ask(self, work: Callable[[sqlite3.Connection], _Answer], empty: _Answer, stop: Stop | None = None) -> _Answer:
        """Read from the index; `empty` where that can't be: what is broken is made anew for the next `refresh`."""
        try:
            with self._store.reading(stop) as connection:
                return work(connection)
        except _FAULTS as error:
            if trouble(error) is Trouble.STOPPED:
                raise Stopped from error
            self.unanswered = self._recover(error) or BROKEN
            return empty

    def briefs(
        self, sort: Sort = "date", filtered: str = "", limit: int | None = None, offset: int = 0
    ) -> list[BriefRow]:
        """Lines of the list, the newest first, or in the order of title, most findings, latest change.

        `filtered` is a query that a brief's title, kind, status, dates, marking, tags or file's name must meet.
        """
        return self._ask(lambda one: listing.briefs(one, self.library, sort, filtered, limit=limit, offset=offset), [])

    def row(self, path: Path) -> BriefRow | None:
        """The line of the brief at a path; None where the library hasn't got it."""
        return self._ask(lambda one: listing.row(one, self.library, path), None)

    def place(self, path: Path, sort: Sort = "date", filtered: str = "") -> int | None:
        """The place of a brief's line in the list, from 0; None where the list hasn't got it."""
        return self._ask(lambda one: listing.place(one, self.library, path, sort, filtered), None)

    def count(self, filtered: str = "") -> int:
        """How many lines the list has."""
        return self._ask(lambda one: listing.count(one, filtered), 0)

    def search(
        self,
        query: Query | str,
        limit: int | None = 50,
        offset: int = 0,
        *,
        counted: int | None = COUNTED,
        stop: Stop = lambda: False,
    ) -> Results:
        """Find the items that meet a query, at most `limit` from `offset` on.

        Hits are counted up to `counted`, or all of them where it is None, which takes as long as it takes. `stop` may
        be asked thousands of times; where it says so, the result says that it was stopped. A query given as text gets
        the words that may have been meant where it has no hit.
        """
        asked = Query.parse(query) if isinstance(query, str) else query
        if not asked:
            return Results(problem=asked.problem)

        def work(connection: sqlite3.Connection) -> Results:
            results = Search(connection, self.library, asked, stop).run(limit, offset, counted)
            if results.total or not isinstance(query, str):
                return results
            return self._corrected(connection, query, limit=limit, offset=offset, counted=counted, stop=stop) or results

        try:
            found = self._ask(work, None, stop) or Results(problem=self.unanswered or BROKEN)
        except Stopped:
            return Results(stopped=True, problem=asked.problem)
        return replace(found, problem=found.problem or asked.problem)

    def _corrected(
        self,
        connection: sqlite3.Connection,
        text: str,
        *,
        limit: int | None,
        offset: int,
        counted: int | None,
        stop: Stop,
    ) -> Results | None:
        changes, words = self._vocabulary
        if changes != self._changes:
            changes = self._changes  # before the words: what is committed meanwhile is looked up again
            words = typos.vocabulary(connection)
            self._vocabulary = changes, words
        meant = typos.corrected(connection, text, words)
        if meant is None:
            return None
        results = Search(connection, self.library, Query.parse(meant), stop).run(limit, offset, counted)
        return replace(results, corrected=meant) if results.total else None

    def figure(self, name: str) -> list[FigureValue]:
        """The values of a figure in all briefs, by its written id; the oldest period first."""
        return self._ask(lambda one: listing.figure(one, self.library, name), [])

    def figure_names(self) -> list[str]:
        """The written ids of the figures in all briefs."""
        return self._ask(listing.figure_names, [])

    def status(self) -> IndexStatus:
        """How the index stands."""
        statement = "SELECT count(*), coalesce(sum(items), 0) FROM briefs"
        briefs, items = self._ask(lambda one: one.execute(statement).fetchone(), (0, 0))
        return IndexStatus(self._store.path, briefs, items, self._store.size(), self._complete, self._store.problem)

    def rebuild(
        self, progress: Progress = lambda _done, _all: None, stop: Stop = lambda: False, wait: float = 5
    ) -> Refreshed:
        """Throw the index away and build it anew from the files."""
        try:
            self._store.rebuild(wait)
        except NotTheWriter:
            return Refreshed(problem=BUSY)
        except FAULTS as error:
            self._store = self._store.in_memory(error)
        return self.refresh(progress, stop, wait)

    def close(self) -> None:
        """Let go of the file. A search that is under way ends by itself."""
        self._store.close()
