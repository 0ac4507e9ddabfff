"""Reading a library's files for the index: here, or for many files in processes beside, which keeps the screen free.

A process beside is a Python that reads paths from its standard input and writes what it prepared to its standard
output, and ends when its input does: so none outlives this one, whatever ends it.
"""

import datetime as dt
import gc
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Thread
from typing import IO, Any, NamedTuple

from briefing.files import Unreadable, read_bytes
from briefing.index.preparing import Prepared, Words, prepare
from briefing.index.rows import row_from, row_values
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
                read = _from_values(marshal.load(answers), self._library)  # noqa: S302 - from our own process
                under_way += self._ask(asked) - 1
                self._hand_over(read)
        except (OSError, EOFError, ValueError, TypeError):  # it has ended, or was ended, perhaps within a value
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
        marshal.dump(tuple(wanted), asked)
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
    gc.set_threshold(100_000)  # nearly all that reading makes is freed by itself; looking for cycles took a tenth
    surveyor = Surveyor(library, sources)
    with suppress(EOFError, BrokenPipeError):
        while True:
            read = read_one(library, surveyor, Wanted(*marshal.load(sys.stdin.buffer)))  # noqa: S302 - from the process that started this
            marshal.dump(_as_values(read), sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _as_values(read: Read) -> tuple[Any, ...]:
    """What was read, as `marshal` takes it: a third of the time of JSON, for a pipe both ends of which are ours."""
    values, around = None, read.surroundings
    if read.prepared is not None:
        row, day, contents, words, *rest = read.prepared
        values = (row_values(row), row.changed, day, contents, tuple(words), *rest)
    return (*read[:3], values, None if around is None else tuple(around))


def _from_values(values: tuple[Any, ...], library: Path) -> Read:
    """Make of `_as_values` what was read."""
    path, digest, problem, found, around = values
    prepared = None
    if found is not None:
        row, changed, day, contents, words, *rest = found
        prepared = Prepared(row_from(row, library / os.fsdecode(path), changed), day, contents, Words(*words), *rest)
    return Read(path, digest, problem, prepared, None if around is None else Surroundings(*around))
