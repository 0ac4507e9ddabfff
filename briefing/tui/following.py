"""Tells when a file, or a text that it rests on, is saved: by the system's own notices, however the editor saves."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

PAUSE = 1.0
"""Seconds until a folder that can't be watched is looked for again, and until another file counts as the open one."""


async def saves(current: Callable[[], Path], beside: Callable[[], tuple[list[Path], list[str]]]) -> AsyncIterator[Path]:
    """The path of the open file, each time that it is saved, replaced, deleted or comes back.

    The folder is watched, not the file: many editors write a new file and rename it. `current` is asked again at
    least every second, so that another file may be opened meanwhile. `beside` gives further folders, and the names
    of files that count as the open one does.
    """
    from watchfiles import awatch

    polling = False
    while True:
        path = current()
        folder = path if path.is_dir() else path.parent
        try:
            stamp = _stamp(path)
            others = _folders(beside()[0], folder)
            async for changes in awatch(
                folder,
                *others,
                recursive=False,
                debounce=200,
                step=40,
                rust_timeout=int(PAUSE * 1000),
                yield_on_timeout=True,
                force_polling=polling,
            ):
                if current() != path:
                    break
                folders, names = beside()
                named = any(Path(name).name in (path.name, *names) for _, name in changes)
                # A link's target may lie in another folder: its time tells.
                if named or _stamp(path) != stamp:
                    stamp = _stamp(path)
                    yield path
                if _folders(folders, folder) != others:  # a folder of texts has come or gone
                    yield path
                    break
        except FileNotFoundError:
            await asyncio.sleep(PAUSE)
            if _stamp(current()) is not None:
                yield current()
        except OSError:
            polling = True  # no notices to be had here (a network folder, too many watches)
            await asyncio.sleep(PAUSE)


async def changes(library: Path) -> AsyncIterator[None]:
    """Something each time that briefs, or the texts that they rest on, may have come, gone or changed in a library."""
    from watchfiles import awatch

    polling = False
    while True:
        try:
            folder = _inode(library)
            async for found in awatch(
                library,
                debounce=400,
                step=100,
                rust_timeout=int(PAUSE * 1000),
                yield_on_timeout=True,
                force_polling=polling,
            ):
                if any(not Path(name).name.startswith(".") for _, name in found):  # hidden are an editor's own files
                    yield
                if _inode(library) != folder:  # renamed, perhaps with another in its place: no notice comes of that
                    break
        except FileNotFoundError:
            pass
        except OSError:
            polling = True  # as above
            await asyncio.sleep(PAUSE)
            continue
        yield  # the folder is gone
        while not library.is_dir():
            await asyncio.sleep(PAUSE)
        yield


def renamed(path: Path, number: int) -> Path | None:
    """Where a file that is gone is now: the one brief of its folder with its number; None where there is none."""
    try:
        with os.scandir(path.parent) as entries:
            same = [entry.name for entry in entries if entry.name.endswith(path.suffix) and entry.inode() == number]
    except OSError:
        return None
    return path.with_name(same[0]) if len(same) == 1 else None


def _folders(wanted: Iterable[Path], own: Path) -> list[Path]:
    """Those of some folders that are there, but for the file's own."""
    return [folder for folder in dict.fromkeys(wanted) if folder != own and os.path.isdir(folder)]  # noqa: PTH112  # Path's raises for names that are too long


def _inode(folder: Path) -> tuple[int, int] | None:
    """What is the same as long as a folder is the same one; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is saved; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
