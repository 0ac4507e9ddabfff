"""How a library and its index stand on the disk: whether the index's file was written, and whether there is much."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

SMALL, SMALL_FOLDER = 500, 5000
"""Briefs, and entries of its folders, up to which a library is read although only one of its briefs was opened."""

_UNSETTLED = 0.05
"""A file that changed so many seconds ago may change again without a new time, as clocks of file systems go."""


class Stamp(NamedTuple):
    """What changes when an index's file is exchanged (`inode`) or written (`state`)."""

    inode: int
    state: tuple[int, ...]


def stamp_of(library: Path) -> Stamp | None:
    """How a library's index stands on the disk; None where there is no file."""
    from briefing.index.store import index_file
    from briefing.settings import NoHome, cache_folder

    try:
        file = index_file(cache_folder(), library)
        own = file.stat()
    except (NoHome, OSError):
        return None
    state = [own.st_size, own.st_mtime_ns]
    try:
        log = file.with_name(f"{file.name}-wal").stat()
    except OSError:
        log = own
    if log is not own and log.st_size:  # an empty one is made and removed by who only reads
        state += [log.st_ino, log.st_size, log.st_mtime_ns]
    now = time.time()
    if now - _UNSETTLED < max(own.st_mtime, log.st_mtime) <= now:
        state.append(time.time_ns())  # to be looked at again
    return Stamp(own.st_ino, tuple(state))


def is_small(folder: Path) -> bool:
    """Whether a folder, with those below it, holds few entries, and few briefs among them."""
    entries = briefs = 0
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        entries += len(folders) + len(files)
        briefs += sum(name.endswith(".toml") for name in files)
        if briefs > SMALL or entries > SMALL_FOLDER:
            return False
    return True
