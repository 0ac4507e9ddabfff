"""The index's file: where it is, who may write it, and what happens when it is broken or can't be written."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from threading import Lock, RLock

from briefing.files import reason
from briefing.index.schema import APPLICATION, TABLES, VERSION

_PATIENCE_MS = 500
"""How long a statement waits for what another program holds. Our own windows hold up no reader, and write by turns
(`_lock`): what is held for longer is held by a program that isn't ours, and the screen doesn't wait for that."""

FAULTS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What a file leads to that is broken, or can't be had. SQLite's own message may quote bytes that are broken: where
they aren't UTF-8, Python has no `sqlite3.Error` for it."""

_IDLE = 4
"""How many connections are kept for the next search."""


class NoFullText(RuntimeError):
    """This Python's SQLite has no full-text search."""


class NotTheWriter(Exception):
    """Another instance is writing the index."""


def index_file(folder: Path, library: Path) -> Path:
    """The index's file for a library in a folder of indexes: each path of a library has its own."""
    name = blake2b(os.fsencode(os.path.realpath(library)), digest_size=16).hexdigest()
    return folder / f"library-{name}.sqlite"


def size_of(path: Path) -> int:
    """The bytes that an index's file takes on the disk, with its log."""
    size = 0
    for end in ("", "-wal"):
        with suppress(OSError):
            size += path.with_name(path.name + end).stat().st_size
    return size


def check_full_text() -> None:
    """Raise NoFullText where this Python's SQLite can't hold an index."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (x)")
        except sqlite3.OperationalError as error:
            raise NoFullText(f"SQLite {sqlite3.sqlite_version} of this Python is built without FTS5") from error


class Trouble(Enum):
    """What a fault of the tables calls for: to be built again, another place, patience, or nothing: it was wanted."""

    BROKEN = "broken"
    NO_ROOM = "no room"
    BUSY = "busy"
    STOPPED = "stopped"


def trouble(error: Exception) -> Trouble:
    """Say what a fault calls for; by SQLite's primary result codes."""
    if isinstance(error, OSError):
        return Trouble.NO_ROOM
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return Trouble.BUSY
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return Trouble.NO_ROOM
    return Trouble.STOPPED if code == sqlite3.SQLITE_INTERRUPT else Trouble.BROKEN


class Store:
    """The tables of one library: in a file, or in memory where no file can be written (`problem` says why)."""

    def __init__(self, path: Path | None, problem: str = "") -> None:
        self.path = path
        self.problem = problem
        self._idle: list[sqlite3.Connection] = []
        self._alone = RLock()
        self._memory: sqlite3.Connection | None = None
        self._inode = 0
        self._writer = Lock()

    @classmethod
    def open(cls, path: Path | None, problem: str = "") -> "Store":
        """Open an index's file, or start it; without a path, or where that can't be done, in memory.

        A file that is broken, foreign or of another version is replaced. Never raises but NoFullText.
        """
        check_full_text()
        if path is not None:
            store = cls(path)
            try:
                store._prepare_file()
            except FAULTS as error:
                return store.in_memory(error)
            return store
        store = cls(None, problem)
        store._memory = _new_memory()
        return store

    def in_memory(self, error: Exception) -> "Store":
        """Give an empty store in memory, in the place of this one, which can't be used for a reason."""
        self.close()
        return Store.open(None, f"no index can be kept in {self.path.parent if self.path else 'memory'}: {_why(error)}")

    def _prepare_file(self) -> None:
        try:
            with closing(self._connect()) as connection:
                if is_ours(connection):
                    return
        except FAULTS as error:
            if trouble(error) is Trouble.BUSY:
                return  # another program holds it
        try:
            with self._lock(wait=_PATIENCE_MS / 1000):
                self._make()
        except NotTheWriter:
            return

    @property
    def _file(self) -> Path:
        if self.path is None:
            raise TypeError("a store in memory has no file")
        return self.path

    def _make(self) -> None:
        """Make the file anew, unless another instance has just done it; only where the lock is held."""
        with suppress(*FAULTS), closing(self._connect()) as connection:
            if is_ours(connection):
                return
        self._remove()
        with closing(self._connect(create=True)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(
                f"BEGIN IMMEDIATE; {TABLES} PRAGMA application_id = {APPLICATION}; "
                f"PRAGMA user_version = {VERSION}; COMMIT;"
            )

    def _remove(self) -> None:
        self._drop_idle()
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                self._file.with_name(self._file.name + end).unlink()

    def _connect(self, *, create: bool = False) -> sqlite3.Connection:
        if create:
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        uri = self._file.absolute().as_uri() + "?mode=rw"
        return _configured(sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None))

    def mend(self) -> None:
        """Start anew where what is stored is broken, unless another instance has just done so. Raises as `rebuild`."""
        if self._memory is not None:
            self.rebuild()
            return
        with self._lock(wait=_PATIENCE_MS / 1000):
            if not self._is_exchanged():
                self._remove()
                self._make()

    def _is_exchanged(self) -> bool:
        """Whether the file is another than the one that was read last, and one of ours."""
        if self._inode in (0, self._inode_now()):
            return False
        try:
            with closing(self._connect()) as connection:
                return is_ours(connection)
        except FAULTS:
            return False

    def rebuild(self, wait: float = 0) -> None:
        """Throw away all that is stored and start anew. Raises NotTheWriter and FAULTS."""
        if self._memory is not None:
            with self._alone:
                self._memory.close()
                self._memory = _new_memory()
            return
        with self._lock(wait):
            self._remove()
            self._make()

    @contextmanager
    def reading(self, stop: Callable[[], bool] | None = None) -> Iterator[sqlite3.Connection]:
        """A connection that reads one state of the tables, whatever is written meanwhile.

        Where `stop` says so, what runs on it ends with sqlite3.OperationalError.
        """
        with self._borrowed() as connection:
            connection.execute("BEGIN")
            if stop is not None:
                connection.set_progress_handler(stop, 2000)
            try:
                yield connection
            finally:
                connection.set_progress_handler(None, 0)
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        if self._memory is not None:
            with self._alone:
                yield self._memory
            return
        with self._alone:
            self._notice_exchange()
            connection = self._idle.pop() if self._idle else None
            inode = self._inode
        if connection is None:
            connection = self._connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._alone:
            if len(self._idle) < _IDLE and inode == self._inode:
                self._idle.append(connection)
                return
        connection.close()

    def _notice_exchange(self) -> None:
        """Let go of connections to a file that another instance has replaced."""
        inode = self._inode_now()
        if inode != self._inode:
            self._drop_idle()
            self._inode = inode

    def _inode_now(self) -> int:
        try:
            return self._file.stat().st_ino
        except OSError:
            return 0

    @contextmanager
    def writing(self, wait: float = 0) -> Iterator[sqlite3.Connection]:
        """The one connection that may write, of all instances; waits so many seconds for it. Raises NotTheWriter."""
        if self._memory is not None:
            if not self._writer.acquire(timeout=wait):
                raise NotTheWriter
            try:
                yield self._memory
            finally:
                self._writer.release()
            return
        with self._lock(wait):
            with self._alone:
                self._notice_exchange()
            with closing(self._connect()) as connection:
                if not is_ours(connection):
                    raise sqlite3.DatabaseError("not an index")
                yield connection

    @contextmanager
    def transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        """All or nothing of what is written within; in memory nobody reads meanwhile."""
        with self._alone if self._memory is not None else nullcontext():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _lock(self, wait: float) -> Iterator[None]:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._file.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            end = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= end:
                        raise NotTheWriter from None
                    time.sleep(0.02)
            yield
        finally:
            os.close(file)

    def _drop_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def is_broken(self) -> bool:
        """Whether a look at the whole file finds damage; what doesn't stand where it should included (STRICT)."""
        try:
            with self._borrowed() as connection:
                return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        except (*FAULTS, TypeError):
            return True

    def size(self) -> int:
        """The bytes that the index takes on the disk."""
        return 0 if self.path is None else size_of(self.path)

    def close(self) -> None:
        """Close all connections that aren't in use."""
        with self._alone:
            self._drop_idle()
            if self._memory is not None:
                self._memory.close()


def _configured(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Set up a connection. No memory map: a file that is cut off under it would end the process."""
    try:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA journal_size_limit = 8000000")
        connection.execute("PRAGMA cache_size = -16000")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _why(error: Exception) -> str:
    """Why there can be no file, in words that follow the path of its folder."""
    if isinstance(error, FileExistsError):  # from mkdir
        return "it is a file, not a folder"
    return reason(error) if isinstance(error, OSError) else str(error)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a file is an index of this version. Raises FAULTS."""
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    return (application, version) == (APPLICATION, VERSION)


def _new_memory() -> sqlite3.Connection:
    connection = _configured(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
    connection.executescript(TABLES)
    return connection
