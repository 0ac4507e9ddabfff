"""Reading a library's files for the index: here, or for many files in processes beside, which keeps the screen free.

A process beside is a Python that reads paths from its standard input and writes what it prepared to its standard
output, and ends when its input does: so none outlives this one, whatever ends it.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Thread
from typing import IO, NamedTuple

from briefing.files import Unreadable, read_bytes
from briefing.index.preparing import Prepared, Words, prepare
from briefing.index.rows import row_from, row_values
from briefing.index.sealing import as_json, from_json
from briefing.index.surroundings import NONE, Surroundings, Surveyor
from briefing.loading import load, parse

_MANY = 300
"""So many files are worth starting processes for: 0.2 s each, in which one process reads 50 files."""

_MOST_PROCESSES = 4
_READY = 128
"""How many files may be ready to be stored: where storing is slower than reading, the rest waits on the disk."""

_PATIENCE = 0.2
"""Seconds until it is asked again whether to stop, while no file is ready."""

_AHEAD = 32
"""How many files a process is given before the first is back, so that it never waits."""


class Wanted(NamedTuple):
    """A file to be read: its path within the library, its time of change, and its digests when it was last read.

    `checked` says that what its statuses rest on besides it is what it was then.
    """

    path: bytes
    changed: int
    digest: bytes
    statuses: bytes
    checked: bool


_SERVE = "from briefing.index.reading import serve; serve()"


class Read(NamedTuple):
    """A file that was read: its digest, why it can't be read (`problem`), what is kept of it.

    `prepared` is None where the file holds what it held before, and as much is known of it; `surroundings` is None
    where they weren't looked at.
    """

    path: bytes
    digest: bytes
    problem: str
    prepared: Prepared | None
    surroundings: Surroundings | None


def read_all(library: Path, sources: Sequence[Path], wanted: list[Wanted], stop: Callable[[], bool]) -> Iterator[Read]:
    """Read files, in about this order, until `stop` says so; `sources` are the folders of texts."""
    if len(wanted) < _MANY or _processes() < 2 or not sys.executable:
        yield from _read_here(library, sources, wanted, stop)
    else:
        yield from _read_beside(library, sources, wanted, stop)


def _read_here(
    library: Path, sources: Sequence[Path], wanted: Iterable[Wanted], stop: Callable[[], bool]
) -> Iterator[Read]:
    surveyor = Surveyor(library, sources)
    for each in wanted:
        if stop():
            return
        yield read_one(library, surveyor, each)


def _processes() -> int:
    return min(os.cpu_count() or 1, _MOST_PROCESSES)


def read_one(library: Path, surveyor: Surveyor, wanted: Wanted) -> Read:
    """Read one file. Never raises: what can't be read is in the list with its problem."""
    file = library / os.fsdecode(wanted.path)
    try:
        data = read_bytes(file)
    except Unreadable as error:
        return Read(wanted.path, b"", str(error), prepare(load(file), wanted.changed), NONE)
    digest = blake2b(data, digest_size=16).digest()
    if digest == wanted.digest and wanted.checked:
        return Read(wanted.path, digest, "", None, None)
    # Whether a brief is stale depends on the day of reading: on no day at all nothing is.
    loaded = parse(data, file, dt.date.min)
    known, surroundings = surveyor.survey(loaded.brief, file, wanted.path) if loaded.brief else ({}, NONE)
    same = (digest, surroundings.statuses) == (wanted.digest, wanted.statuses)
    return Read(wanted.path, digest, "", None if same else prepare(loaded, wanted.changed, known), surroundings)


def _read_beside(
    library: Path, sources: Sequence[Path], wanted: list[Wanted], stop: Callable[[], bool]
) -> Iterator[Read]:
    """Read files in several processes; what they leave undone, because they can't run or fail, is read here."""
    waiting = iter(wanted)
    left = {each.path: each for each in wanted}
    results: Queue[Read | None] = Queue(_READY)
    beside: list[_Beside] = []
    try:
        with suppress(OSError):
            beside.extend(_Beside(library, sources, waiting, results) for _ in range(_processes()))
        running = len(beside)
        while running and not stop():
            with suppress(Empty):
                read = results.get(timeout=_PATIENCE)
                running -= read is None
                if read is not None and read.path in left:
                    del left[read.path]
                    yield read
    finally:
        for process in beside:
            process.close()
    yield from _read_here(library, sources, left.values(), stop)


class _Beside:
    """A process that reads files, and a thread that hands it paths and takes what comes back."""

    def __init__(
        self, library: Path, sources: Sequence[Path], waiting: Iterator[Wanted], results: "Queue[Read | None]"
    ) -> None:
        self._library = library
        self._waiting = waiting
        self._results = results
        self._closed = False
        import subprocess

        self._process = subprocess.Popen(  # noqa: S603 - this program itself; the path is an argument, read by no shell
            [
                sys.executable,
                "-P",
                "-c",
                _SERVE,
                library,
                *sources,
            ],  # -P: never a module from the folder that one is in
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl+C is this process's affair
        )
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        """Keep the process busy until there is nothing left to read, or it fails."""
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            return
        try:
            under_way = sum(self._ask(asked) for _ in range(_AHEAD))
            while under_way:
                read = _from_bytes(answers, self._library)
                under_way += self._ask(asked) - 1
                self._hand_over(read)
        except (OSError, ValueError, TypeError):  # it has ended, or was ended, perhaps within a line
            pass
        finally:
            self._hand_over(None)

    def _hand_over(self, read: Read | None) -> None:
        while not self._closed:
            with suppress(Full):
                self._results.put(read, timeout=_PATIENCE)
                return

    def _ask(self, asked: IO[bytes]) -> bool:
        wanted = next(self._waiting, None)  # one step of a list's iterator: two threads can't get the same
        if wanted is None:
            return False
        asked.write(_asked(wanted) + b"\n")
        asked.flush()
        return True

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._process.kill()
        self._thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was written but not sent
                if stream is not None:
                    stream.close()
        self._process.wait()


def serve() -> None:
    """Be a process beside: read the paths on standard input, and write what was prepared to standard output."""
    library, *sources = map(Path, sys.argv[1:])
    surveyor = Surveyor(library, sources)
    for line in sys.stdin.buffer:
        path, changed, digest, statuses, checked = from_json(line)
        wanted = Wanted(os.fsencode(path), changed, bytes.fromhex(digest), bytes.fromhex(statuses), checked)
        read = read_one(library, surveyor, wanted)
        sys.stdout.buffer.write(_as_bytes(read))
        sys.stdout.buffer.flush()


def _asked(wanted: Wanted) -> bytes:
    return as_json([
        os.fsdecode(wanted.path), wanted.changed, wanted.digest.hex(), wanted.statuses.hex(), wanted.checked
    ])  # fmt: skip


def _as_bytes(read: Read) -> bytes:
    """What was read as one line of JSON, and the contents as they are after it."""
    prepared, contents = None, b""
    if read.prepared is not None:
        contents = read.prepared.contents
        prepared = [row_values(read.prepared.row), read.prepared.row.changed, *read.prepared[1:]]
        prepared[3] = len(contents)
    around = None
    if read.surroundings is not None:
        places, state, statuses = read.surroundings
        around = [[list(map(os.fsdecode, place)) for place in places], state.hex(), statuses.hex()]
    return as_json([os.fsdecode(read.path), read.digest.hex(), read.problem, prepared, around]) + b"\n" + contents


def _from_bytes(stream: IO[bytes], library: Path) -> Read:
    """Read what `_as_bytes` gave. Raises ValueError where the stream ends."""
    path, digest, problem, found, around = from_json(stream.readline())
    prepared = None
    if found is not None:
        values, changed, day, size, words, *rest = found
        row = row_from(values, library / path, changed)
        prepared = Prepared(row, day, stream.read(size), Words(*words), *rest)
    surroundings = None
    if around is not None:
        places, *digests = around
        surroundings = Surroundings(
            [(os.fsencode(folder), os.fsencode(name)) for folder, name in places], *map(bytes.fromhex, digests)
        )
    return Read(os.fsencode(path), bytes.fromhex(digest), problem, prepared, surroundings)
