"""Bringing the index up to date with the files: only what is new, changed, moved or gone is touched."""

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from briefing.index.preparing import Prepared
from briefing.index.reading import Read, Wanted, read_all
from briefing.index.schema import room
from briefing.index.surroundings import (
    MOVED,
    NONE,
    Stamp,
    names_sources,
    put_surroundings,
    stale_briefs,
    stamp_of,
    statuses_digest,
)
from briefing.index.writing import Known, Slots, first_free, in_order, known_files, move, put_file, put_in, take_out
from briefing.library import walk

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
Transaction = Callable[[sqlite3.Connection], AbstractContextManager[None]]

_UNSETTLED_NS = 50_000_000
"""A file that changed so shortly before it was looked at may change again without a new time; it is read again."""

_FIRST_BATCH, _BATCH = 50, 500
"""Files a transaction: the first few at once, so that there is something to find; then many, which is quicker."""


@dataclass(slots=True)
class Refreshed:
    """What a look at the library's files has brought.

    `passed_over` are files and folders that can't be read as briefs, each with the reason; `problem` says why the
    index isn't up to date, and is empty where it is; `unanswered` that a question before it has had no true answer.
    """

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    passed_over: list[tuple[Path, str]] = field(default_factory=list)
    problem: str = ""
    unanswered: bool = False

    @property
    def anything(self) -> bool:
        """Whether the list of briefs or what is found may be another than before."""
        return bool(self.added or self.changed or self.moved or self.removed or self.unanswered)


def scan(library: Path, passed_over: Callable[[str, str], None]) -> dict[bytes, Stamp]:
    """The brief files of a library by their path within it, each with its stamp."""
    start = len(os.path.join(os.fsencode(library), b""))  # noqa: PTH118 - bytes: a name needn't be text
    found = {}
    for entry in walk(library, passed_over):
        try:
            found[os.fsencode(entry.path)[start:]] = stamp_of(entry.stat())
        except OSError:  # gone since it was listed
            continue
    return found


def update(
    connection: sqlite3.Connection,
    transaction: Transaction,
    library: Path,
    progress: Progress,
    stop: Stop,
    *,
    sources: Sequence[Path] = (),
) -> Refreshed:
    """Bring the index up to date. Raises sqlite3.Error, and Damaged where the index is broken.

    `progress` is told how many of how many files are done; `stop` is asked between files, and what is done by then
    stays done. `sources` are the folders of texts that don't stand beside the briefs.
    """
    result = Refreshed()
    now = time.time_ns()
    found = scan(library, lambda path, why: result.passed_over.append((Path(path), why)))
    if not library.is_dir():
        result.passed_over.clear()
        result.problem = f"no such folder: {library}"
        return result
    known = known_files(connection)
    stale = stale_briefs(connection, library, sources)
    waiting, seen = [], 0
    for path, stamp in found.items():
        each = known.get(path)
        seen += each is not None
        if each is None or each.stamp != stamp or not each.settled or each.id in stale:
            waiting.append(path)
    result.unchanged = len(found) - len(waiting)
    job = _Update(connection, transaction, library, sources, now, found, known, stale, result)
    gone = {path: each for path, each in known.items() if path not in found} if seen < len(known) else {}
    if gone:
        with transaction(connection):
            waiting = job.move(waiting, gone)
            job.remove(gone)
    waiting.sort(key=lambda path: found[path][0], reverse=True)
    job.read(waiting, progress, stop)
    return result


@dataclass(slots=True)
class _Update:
    """Taking what has changed over into the index, some files in each transaction."""

    connection: sqlite3.Connection
    transaction: Transaction
    library: Path
    sources: Sequence[Path]
    now: int
    found: dict[bytes, Stamp]
    known: dict[bytes, Known]
    stale: set[int]
    result: Refreshed
    words: set[str] = field(default_factory=set)
    moved: set[bytes] = field(default_factory=set)

    def move(self, waiting: list[bytes], gone: dict[bytes, Known]) -> list[bytes]:
        """Give files that have only got another path that path, and return what waits still.

        Renaming a file changes its ctime, so that doesn't count here. A brief that names a source must be checked
        again: other texts and records may belong to it under its new path.
        """
        by_content = {each.stamp[:3]: path for path, each in gone.items() if each.settled and each.digest}
        left = []
        for path in waiting:
            before = by_content.pop(self.found[path][:3], None)
            if before is None or not move(self.connection, gone[before].id, path, self.found[path][3]):
                left.append(path)
                continue
            each = gone.pop(before)
            self.moved.add(path)
            self.result.moved += 1
            if names_sources(self.connection, each.id):
                put_surroundings(self.connection, each.id, MOVED)
                self.known[path] = each
                self.stale.add(each.id)
                left.append(path)
        return left

    def remove(self, gone: dict[bytes, Known]) -> None:
        """Take out files that are gone."""
        for number in in_order(self.connection, (each.id for each in gone.values())):
            take_out(self.connection, number)
            put_surroundings(self.connection, number, NONE)
            self.connection.execute("DELETE FROM files WHERE id = ?", (number,))
        self.result.removed = len(gone)

    def read(self, waiting: list[bytes], progress: Progress, stop: Stop) -> None:
        """Read the files and store them."""
        if not waiting:
            return
        progress(0, len(waiting))
        reading = read_all(self.library, self.sources, list(map(self._wanted, waiting)), stop)
        done, size = 0, _FIRST_BATCH
        while batch := list(islice(reading, size)):
            with self.transaction(self.connection):
                self._store(batch)
            done, size = done + len(batch), _BATCH
            progress(done, len(waiting))
        if done < len(waiting):
            self.result.problem = f"stopped with {len(waiting) - done} files still to read"

    def _wanted(self, path: bytes) -> Wanted:
        changed, each = self.found[path][0], self.known.get(path)
        if each is None:
            return Wanted(path, changed, b"", b"", checked=False)
        statuses = statuses_digest(self.connection, each.id)
        return Wanted(path, changed, each.digest, statuses, checked=each.id not in self.stale)

    def _store(self, batch: list[Read]) -> None:
        new: dict[int, Prepared] = {}
        for path, digest, problem, prepared, surroundings in batch:
            if problem:
                self.result.passed_over.append((self.library / os.fsdecode(path), problem))
            stamp = self.found[path]
            settled = self.now - max(stamp[0], stamp[3]) > _UNSETTLED_NS
            number = put_file(self.connection, path, stamp, settled=settled, digest=digest)
            if surroundings is not None:
                put_surroundings(self.connection, number, surroundings)
            if prepared is None:
                self.result.unchanged += path not in self.moved
                self.connection.execute("UPDATE briefs SET changed = ? WHERE id = ?", (stamp[0], number))
                continue
            self.result.changed += path in self.known
            self.result.added += path not in self.known
            new[number] = prepared
        had = {number: take_out(self.connection, number) for number in in_order(self.connection, new)}
        for first, number, prepared in self._in_order(new, had):
            put_in(self.connection, first, number, prepared, self.words)

    def _in_order(self, new: dict[int, Prepared], had: dict[int, Slots | None]) -> list[tuple[int, int, Prepared]]:
        """Give each brief its first number, the one it had where there is room, and sort by these."""
        free: dict[int, int] = {}
        found, homeless = [], []
        for number, prepared in new.items():
            day, before = prepared.day, had[number]
            if day not in free:
                free[day] = first_free(self.connection, day)
            if before is not None and before.day == day and room(prepared.searched) <= before.room:
                found.append((before.first, number, prepared))
                free[day] = max(free[day], before.first + before.room)
            else:
                homeless.append((number, prepared))
        for number, prepared in homeless:
            found.append((free[prepared.day], number, prepared))
            free[prepared.day] += room(prepared.searched)
        return sorted(found, key=lambda each: each[0])
