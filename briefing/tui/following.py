"""Tells when a file is saved: by the system's own notices, whatever way the editor saves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

PAUSE = 1.0
"""Seconds until a folder that can't be watched is looked for again, and until another file counts as the open one."""


async def saves(current: Callable[[], Path]) -> AsyncIterator[Path]:
    """The path of the open file, each time that it is saved, replaced, deleted or comes back.

    The folder is watched, not the file: many editors write a new file and rename it. `current` is asked again at
    least every second, so that another file may be opened meanwhile.
    """
    from watchfiles import awatch

    polling = False
    while True:
        path = current()
        folder = path if path.is_dir() else path.parent
        try:
            stamp = _stamp(path)
            async for changes in awatch(
                folder,
                recursive=False,
                debounce=200,
                step=40,
                rust_timeout=int(PAUSE * 1000),
                yield_on_timeout=True,
                force_polling=polling,
            ):
                if current() != path:
                    break
                named = any(Path(name).name == path.name for _, name in changes)
                # A link's target may lie in another folder: its time tells.
                if named or _stamp(path) != stamp:
                    stamp = _stamp(path)
                    yield path
        except FileNotFoundError:
            await asyncio.sleep(PAUSE)
            if _stamp(current()) is not None:
                yield current()
        except OSError:
            polling = True  # no notices to be had here (a network folder, too many watches)
            await asyncio.sleep(PAUSE)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is saved; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
