"""The one door in and the one writer out: reading regular files only, and replacing files whole or not at all."""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LIMIT = 5_000_000
"""The largest file that is read, in bytes: a thousand times the brief of a state visit."""

_PATIENCE = 5.0
"""Seconds to wait for another writer; a save takes a few milliseconds."""

_UNFINISHED = ".briefing-unfinished-"
"""How the names of files in the making begin. Hidden, so that no library lists one that a killed writer left."""

_REASONS = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file: a part of its path is not a folder",
    errno.EISDIR: "is a folder, not a file",
    errno.EEXIST: "exists already",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "its disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EIO: "the disk reports an error",
    errno.ELOOP: "is a symbolic link that leads in a circle",
    errno.ENAMETOOLONG: "its path is too long",
}
"""What an error of the system means for a file, in words that follow its path."""


class Unreadable(ValueError):
    """Why a file can't be read, in words that follow its path: "is a folder, not a file"."""


class Unwritable(ValueError):
    """Why a file can't be written, in words that follow its path: "exists already"."""


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """All bytes of a regular file of at most `limit` bytes, or of one that a symbolic link leads to.

    Raises Unreadable for anything else. Never waits: a pipe or a device is refused before it is opened, and
    again after it, since it may have been exchanged in between.
    """
    try:
        _check_regular(path.stat(), limit)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
        with os.fdopen(descriptor, "rb") as file:
            _check_regular(os.fstat(descriptor), limit)
            data = file.read(limit + 1)
    except OSError as error:
        raise Unreadable(reason(error)) from error
    except Unreadable:
        raise
    except ValueError as error:  # a NUL or a lone surrogate in the path
        raise Unreadable("no such file") from error
    if len(data) > limit:
        raise Unreadable(_too_large(limit))
    return data


def _check_regular(found: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise Unreadable("is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("is not a regular file")
    if found.st_size > limit:
        raise Unreadable(_too_large(limit))


def _too_large(limit: int) -> str:
    return f"is larger than {limit / 1_000_000:g} MB"


def reason(error: OSError) -> str:
    """What an error of the system means for a file, in words that follow its path."""
    known = _REASONS.get(error.errno or 0)
    return known or (error.strerror or "the system gives no reason").lower()


def write(path: Path, data: bytes, *, replace: bool, expect: bytes | None = None) -> Path:
    """Write a file whole or not at all, and return its path with symbolic links followed.

    `replace` allows a file to be there already; `expect` is what it must still hold. The file keeps its mode,
    a symbolic link stays one (its target is written), and a hard link is split from its others. Raises
    Unwritable, and then what was there is there still. The folder must exist.
    """
    try:
        target = Path(os.path.realpath(path))
        if not replace:
            _check_absent(path)
        with _locked(target.parent) as folder:
            _write_into(folder, target.name, data, replace=replace, expect=expect)
    except OSError as error:
        raise Unwritable(reason(error)) from error
    except Unwritable:
        raise
    except ValueError as error:  # a NUL or a lone surrogate in the path
        raise Unwritable("is not a path that a file can have") from error
    return target


def _check_absent(path: Path) -> None:
    if os.path.lexists(path):  # a link that leads nowhere is there too
        raise Unwritable("exists already")


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The descriptor of a folder in which no other of our writers works meanwhile.

    The lock is on the folder itself: it needs no file beside the user's, ends with its process, and holds
    between the users of a shared folder. Where a file system (NFS) has no such locks, `expect` alone protects.
    """
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        raise Unwritable(f"no such folder: {path}") from None
    try:
        alone = _lock(folder)
        if alone:
            _remove_unfinished(folder)
        yield folder
    finally:
        os.close(folder)


def _lock(folder: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise Unwritable("another program is writing in its folder; try again") from None
            time.sleep(0.01)
        except OSError:  # not on this file system
            return False
        else:
            return True


def _remove_unfinished(folder: int) -> None:
    for name in os.listdir(folder):
        if name.startswith(_UNFINISHED):
            with suppress(OSError):  # another user's, or gone
                os.unlink(name, dir_fd=folder)


def _write_into(folder: int, name: str, data: bytes, *, replace: bool, expect: bytes | None) -> None:
    before = _before(folder, name)
    unfinished = f"{_UNFINISHED}{os.getpid()}-{time.monotonic_ns()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        descriptor = os.open(unfinished, flags, 0o600 if before else 0o666, dir_fd=folder)
        with os.fdopen(descriptor, "wb") as file:
            if before:
                _give_mode(descriptor, before)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        # As late as can be: what an editor saves between this look and the next line would be lost.
        _check_unchanged(folder, name, replace=replace, expect=expect)
        os.replace(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        with suppress(OSError):  # gone where all went well
            os.unlink(unfinished, dir_fd=folder)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems can't do it for a folder
            raise


def _before(folder: int, name: str) -> os.stat_result | None:
    """What stands at the name now; raises Unwritable unless it is nothing or a file that may be written."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        raise OSError(errno.ELOOP, "")
    if stat.S_ISDIR(found.st_mode):
        raise Unwritable("is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise Unwritable("is not a regular file")
    if not os.access(name, os.W_OK, dir_fd=folder):
        raise Unwritable("is read-only")  # replacing it needs only a folder that can be written
    return found


def _give_mode(descriptor: int, before: os.stat_result) -> None:
    mode = stat.S_IMODE(before.st_mode)
    try:
        os.fchown(descriptor, before.st_uid, before.st_gid)
    except PermissionError:
        if os.fstat(descriptor).st_gid != before.st_gid:
            mode &= ~0o070  # never open it to another group than its own
    os.fchmod(descriptor, mode)


def _check_unchanged(folder: int, name: str, *, replace: bool, expect: bytes | None) -> None:
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW, dir_fd=folder)
    except FileNotFoundError:
        if expect is not None:
            raise Unwritable("has been removed since it was read") from None
        return
    with os.fdopen(descriptor, "rb") as file:
        if not replace:
            raise Unwritable("exists already")
        if expect is not None and file.read(len(expect) + 1) != expect:
            raise Unwritable("has changed since it was read")
