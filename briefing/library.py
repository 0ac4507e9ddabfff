"""Where briefs are: the place that opens by itself, and the briefs in a folder."""

import os
from pathlib import Path

from briefing.settings import NAME as SETTINGS
from briefing.settings import Settings

_NO_BRIEFS = frozenset({SETTINGS, "records.toml", "pyproject.toml"})
"""Files in TOML that are something else."""


def briefs_in(folder: Path) -> list[Path]:
    """The brief files in a folder and in those below it, sorted: regular files that end in .toml.

    Hidden files and folders are left out, and so are folders that can't be read; a symbolic link to a file counts
    as that file, one to a folder is never followed, so that no circle and no other tree is entered. Opens no file.
    """
    found: list[Path] = []
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as listing:
                for entry in listing:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif entry.name.endswith(".toml") and entry.name not in _NO_BRIEFS and _is_file(entry):
                        found.append(Path(entry.path))
        except (OSError, ValueError):  # may not be read, is gone, or has a NUL in its path
            continue
    return sorted(found)


def _is_file(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads in a circle
        return False


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
