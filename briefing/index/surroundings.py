"""What the statuses of a brief's items rest on besides the brief: the records beside it, the texts of its sources.

Where these are looked for is noted for each brief, so that one stat of each such place, and not of each brief's,
tells which briefs must be checked again.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from briefing import __version__
from briefing.evidence.checker import Checker
from briefing.evidence.ledger import NAME as RECORDS
from briefing.evidence.sourcetext import places
from briefing.evidence.status import Status
from briefing.index.sealing import as_json
from briefing.model import Brief

Stamp = tuple[int, int, int, int]
"""By what a file is known to be unchanged: the times of change of content and place, in nanoseconds; size; inode."""

Place = tuple[bytes, bytes]
"""Where a text may be: its folder, within the library or as a whole path, and its name."""

NOTHING = b""
"""The state of the surroundings of a brief that names no source: its statuses rest on itself alone."""

_UNSETTLED = b"unsettled"
"""The state where a text or the records have changed so shortly before that their stamps may not tell the next change.
No look at them gives this one, so the brief is checked once more."""

_UNSETTLED_NS = 50_000_000

_FEW = 16
"""So many files of a folder are looked at one by one; for more, the folder is listed first."""


def stamp_of(found: os.stat_result) -> Stamp:
    """By what a file is known to be unchanged. The time of its place (ctime) tells where an editor resets the other."""
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


class Surroundings(NamedTuple):
    """Where the records and texts of a brief are looked for, their state, and that of the statuses they lead to."""

    places: list[Place]
    state: bytes
    statuses: bytes


NONE = Surroundings([], NOTHING, b"")
"""The surroundings of a file that holds no brief, or one that names no source."""

MOVED = Surroundings([], _UNSETTLED, b"")
"""Those of a brief that was moved, until it is checked again."""


class Surveyor:
    """Checks briefs of a library one after the other, and notes what their statuses rest on.

    Each file is looked at once, before it is read: what changes meanwhile is seen as a change at the next look.
    """

    def __init__(self, library: Path, sources: Sequence[Path]) -> None:
        """`sources` are the folders of texts that don't stand beside the briefs."""
        self._library = os.fsencode(library)
        self._sources = tuple(sources)
        self._checker = Checker(sources)
        self._stamps: dict[Place, Stamp | None] = {}

    def survey(self, brief: Brief, path: Path, within: bytes) -> tuple[Mapping[str, Status], Surroundings]:
        """What is known of a brief's items, by their keys; `within` is its file's path within the library."""
        if not brief.sources:
            return {}, NONE
        looked_at = _places(brief, within, self._sources)
        for place in looked_at:
            if place not in self._stamps:
                self._stamps[place] = _stamp(os.path.join(self._library, *place))  # noqa: PTH118 - bytes
        there = {place: stamp for place in looked_at if (stamp := self._stamps[place]) is not None}
        now = time.time_ns()
        settled = all(now - max(stamp[0], stamp[3]) > _UNSETTLED_NS for stamp in there.values())
        state = state_of(self._sources, there) if settled else _UNSETTLED
        known = self._checker.statuses(brief, path) if there else {}
        return known, Surroundings(looked_at, state, _digest(sorted((key, str(one)) for key, one in known.items())))


def _places(brief: Brief, within: bytes, sources: Sequence[Path]) -> list[Place]:
    path = Path(os.fsdecode(within))
    found = {(os.path.dirname(within), RECORDS.encode()): None}  # noqa: PTH120 - bytes
    for name, source in brief.sources.items():
        for _, place in places(name, source, path, sources):
            try:
                whole = os.fsencode(place)
            except ValueError:  # half of a character: no file can have such a name
                continue
            if b"\0" not in whole:
                found[os.path.split(whole)] = None
    return list(found)


def _stamp(path: bytes) -> Stamp | None:
    """The stamp of what a path leads to, or of a link that leads nowhere; None where there is nothing."""
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - bytes, and so often
    except OSError:
        try:
            return stamp_of(os.lstat(path))
        except OSError:
            return None


def state_of(sources: Sequence[Path], there: Mapping[Place, Stamp]) -> bytes:
    """The state of surroundings: a checksum of the files that are there, for one list of folders.

    The program's version counts where there is anything to check by: its rules may be others.
    """
    files = [[*map(os.fsdecode, place), *there[place]] for place in sorted(there)]
    return _digest([list(map(str, sources)), files, __version__ if files else ""])


def state_at(library: Path, sources: Sequence[Path], looked_at: list[Place]) -> bytes:
    """The state of surroundings as it is now, of the places where a brief's texts and records are looked for."""
    stamps = ((place, _stamp(os.path.join(os.fsencode(library), *place))) for place in looked_at)  # noqa: PTH118 - bytes
    return state_of(sources, {place: stamp for place, stamp in stamps if stamp is not None})


def _digest(data: object) -> bytes:
    return blake2b(as_json(data), digest_size=16).digest()


def stale_briefs(connection: sqlite3.Connection, library: Path, sources: Sequence[Path]) -> set[int]:
    """The ids of the files whose surroundings have changed since they were checked. Raises sqlite3.Error."""
    now, bare = _View(connection, library, sources).states(), state_of(sources, {})
    then: dict[int, bytes] = {}  # of most briefs nothing is there: they are passed over unread
    between = "SELECT id, surroundings FROM files WHERE surroundings > ? AND surroundings < ?"
    then.update(connection.execute(between, (NOTHING, bare)))
    then.update(connection.execute("SELECT id, surroundings FROM files WHERE surroundings > ?", (bare,)))
    return {number for number in then.keys() | now.keys() if then.get(number, bare) != now.get(number, bare)}


_NAMES = """
WITH RECURSIVE found (one) AS (
    SELECT min(name) FROM places WHERE folder = ?1 UNION ALL
    SELECT (SELECT min(name) FROM places WHERE folder = ?1 AND name > one) FROM found WHERE one IS NOT NULL
) SELECT one FROM found WHERE one IS NOT NULL LIMIT ?2
"""
"""Some names that are looked for in a folder. From name to name: DISTINCT looks at the places of all of its briefs."""


class _View:
    """The surroundings of all briefs as they are now.

    Where thousands of names might stand, the folder is listed. On a disk that finds s1.txt under S1.TXT, a text that
    is found only so makes its brief be checked again at each look.
    """

    def __init__(self, connection: sqlite3.Connection, library: Path, sources: Sequence[Path]) -> None:
        self._connection = connection
        self._library = os.fsencode(library)
        self._sources = sources
        self._listings: dict[bytes, frozenset[bytes] | None] = {}

    def states(self) -> dict[int, bytes]:
        """The states of the surroundings of the files, by their ids, where there is anything."""
        there: dict[int, dict[Place, Stamp]] = {}
        for folder in self._folders():
            for name in self._names(folder):
                stamp = _stamp(os.path.join(self._library, folder, name))  # noqa: PTH118 - bytes
                if stamp is not None:
                    statement = "SELECT file FROM places WHERE folder = ? AND name = ?"
                    for (number,) in self._connection.execute(statement, (folder, name)):
                        there.setdefault(number, {})[folder, name] = stamp
        states: dict[tuple[tuple[Place, Stamp], ...], bytes] = {}  # many briefs share theirs
        found = {}
        for number, files in there.items():
            key = tuple(files.items())
            if key not in states:
                states[key] = state_of(self._sources, files)
            found[number] = states[key]
        return found

    def _folders(self) -> Iterator[bytes]:
        """The folders in which something may be: of those for one brief each, thousands, only what is there."""
        roots = set(map(os.fsencode, self._sources))
        low = b""
        for root in sorted(roots):
            if not _has_folders(root):  # what would stand below it is passed over unread
                yield from self._between(low, root + b"/")
                low = root + b"0"
        for folder in self._between(low, None):
            parent, _, own = folder.rpartition(b"/")
            listed = self._listing(parent) if parent in roots else None
            if listed is None or own in listed:
                yield folder

    def _between(self, low: bytes, high: bytes | None) -> Iterator[bytes]:
        statement = "SELECT DISTINCT folder FROM places WHERE folder >= ?"
        if high is None:
            rows = self._connection.execute(statement, (low,)).fetchall()
        else:
            rows = self._connection.execute(f"{statement} AND folder < ?", (low, high)).fetchall()
        return (folder for (folder,) in rows)

    def _names(self, folder: bytes) -> list[bytes]:
        """The names that are looked for in a folder; where they are many, those that are there."""
        found = [name for (name,) in self._connection.execute(_NAMES, (folder, _FEW + 1))]
        if len(found) <= _FEW:
            return found
        listed = self._listing(folder)
        if listed is None:
            return [name for (name,) in self._connection.execute(_NAMES, (folder, -1))]
        wanted = "SELECT 1 FROM places WHERE folder = ? AND name = ? LIMIT 1"
        return [name for name in listed if self._connection.execute(wanted, (folder, name)).fetchone()]

    def _listing(self, folder: bytes) -> frozenset[bytes] | None:
        """The names in a folder; None where they can't be told."""
        if folder not in self._listings:
            self._listings[folder] = _listed(os.path.join(self._library, folder))  # noqa: PTH118 - bytes
        return self._listings[folder]


def _listed(folder: bytes) -> frozenset[bytes] | None:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - bytes
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError:  # one may enter it, but not list it
        return None


def _has_folders(folder: bytes) -> bool:
    """Whether a folder has folders in it, or may have."""
    try:
        with os.scandir(folder) as listing:
            return any(entry.is_dir() for entry in listing)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # one may enter it, but not list it
        return True


def put_surroundings(connection: sqlite3.Connection, number: int, surroundings: Surroundings) -> None:
    """Note the surroundings of the file with an id, in the place of those before."""
    connection.execute("DELETE FROM places WHERE file = ?", (number,))
    connection.execute(
        "UPDATE files SET surroundings = ?, statuses = ? WHERE id = ?",
        (surroundings.state, surroundings.statuses, number),
    )
    rows = [(*place, number) for place in surroundings.places]
    connection.executemany("INSERT INTO places VALUES (?, ?, ?)", rows)


def statuses_digest(connection: sqlite3.Connection, number: int) -> bytes:
    """The digest of what was known of the items in the file with an id when it was last checked."""
    (found,) = connection.execute("SELECT statuses FROM files WHERE id = ?", (number,)).fetchone()
    return bytes(found)


def names_sources(connection: sqlite3.Connection, number: int) -> bool:
    """Whether the file with an id holds a brief whose statuses rest on more than the file."""
    (found,) = connection.execute("SELECT surroundings FROM files WHERE id = ?", (number,)).fetchone()
    return bool(found != NOTHING)
