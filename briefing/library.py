"""Where briefs are: the place that opens by itself, and the briefs in a folder."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.files import reason
from briefing.settings import NAME as SETTINGS
from briefing.settings import Settings

_NO_BRIEFS = frozenset({SETTINGS, "records.toml", "pyproject.toml"})
"""Files in TOML that are something else."""


def briefs_in(folder: Path) -> list[Path]:
    """The brief files in a folder and in those below it, sorted: regular files that end in .toml.

    Hidden files and folders are left out, and so are folders that can't be read; a symbolic link to a file counts
    as that file, one to a folder is never followed, so that no circle and no other tree is entered. Opens no file.
    """
    return sorted(Path(entry.path) for entry in walk(folder))


def walk(
    folder: Path, passed_over: Callable[[str, str], None] = lambda _path, _why: None
) -> Iterator[os.DirEntry[str]]:
    """The directory entries of the brief files in a folder and in those below it, as `briefs_in` has them, unsorted.

    `passed_over` is told of what is called like a brief but isn't one that can be read, and of folders that can't be
    entered: its path, and why.
    """
    folders = [os.fspath(folder)]
    while folders:
        path = folders.pop()
        try:
            with os.scandir(path) as listing:
                for entry in listing:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.name.endswith(".toml") and entry.name not in _NO_BRIEFS:
                        why = _not_a_file(entry)
                        if why:
                            passed_over(entry.path, why)
                        else:
                            yield entry
        except OSError as error:  # may not be read, or is gone
            passed_over(path, reason(error))
        except ValueError:  # has a NUL in its path
            passed_over(path, "no such folder")


def _not_a_file(entry: "os.DirEntry[str]") -> str:
    """Why an entry is no file that can be read; empty where it is one."""
    try:
        if entry.is_file():
            return ""
        if entry.is_dir():
            return "is a link to a folder, which isn't followed"
        return "is a link that leads nowhere" if entry.is_symlink() and not _leads(entry) else "is not a regular file"
    except OSError as error:  # a link that leads in a circle
        return reason(error)


def _leads(entry: "os.DirEntry[str]") -> bool:
    try:
        entry.stat()
    except FileNotFoundError:
        return False
    return True


def default_place(settings: Settings) -> Path:
    """The folder that opens where none is named: ./briefs, else the user's library, else the briefs that come along."""
    here = Path("briefs")
    if here.is_dir():
        return here
    return settings.library or shipped()


def shipped() -> Path:
    """The folder of the briefs that come with the program."""
    package = Path(__file__).parent
    inside = package / "briefs"
    return inside if inside.is_dir() else package.parent / "briefs"  # a checkout of the source
