"""How an index stands, told by a look that neither makes nor changes a file."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from briefing.index.building import scan
from briefing.index.store import FAULTS, Trouble, index_file, is_ours, size_of, trouble
from briefing.index.writing import known_files

_PATIENCE = 0.5
"""Seconds to wait for another program that holds the file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an index stands, and what has become of its library's files since.

    `path` is where its file is or would be, None where there is no place for one. `problem` says why it can't be used
    as it is; it is empty where it can, and only then is anything counted.
    """

    path: Path | None
    problem: str = ""
    briefs: int = 0
    items: int = 0
    size: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0


def look(library: Path, folder: Path | None = None) -> Standing:
    """Say how the index of a library stands; `folder` holds the indexes, by default the user's cache folder."""
    from briefing.settings import NoHome, cache_folder

    try:
        path = index_file(folder or cache_folder(), library)
    except NoHome as error:
        return Standing(None, str(error))
    if not os.path.exists(path):  # noqa: PTH110 - Path's own raises where a folder may not be entered
        return Standing(path, "there is none yet: the next search or list builds it")
    try:
        with closing(_connected(path)) as connection:
            if not is_ours(connection):
                return Standing(path, "of another version: the next search or list builds it anew")
            statement = "SELECT count(*), coalesce(sum(items), 0) FROM briefs"
            briefs, items = connection.execute(statement).fetchone()
            known = known_files(connection)
    except FAULTS as error:
        if trouble(error) is Trouble.BUSY:
            return Standing(path, "another program holds the file")
        return Standing(path, "broken: the next search or list builds it anew")
    found = scan(library, lambda _path, _why: None)
    return Standing(
        path,
        briefs=briefs,
        items=items,
        size=size_of(path),
        new=len(found.keys() - known.keys()),
        changed=sum(known[one].stamp != found[one] for one in found.keys() & known.keys()),
        gone=len(known.keys() - found.keys()),
    )


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that only reads.

    Without a log beside the file nobody has it open, and it is read as it is (immutable): SQLite would make a log, and
    a file of locks, in order to read.
    """
    logged = path.with_name(path.name + "-wal").exists()
    uri = f"{path.absolute().as_uri()}?mode=ro{'' if logged else '&immutable=1'}"
    return sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
