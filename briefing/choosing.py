"""Which briefs a command or the screen is about: those at a path, or what opens by itself."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from briefing.console import say, say_problem
from briefing.library import briefs_in, default_place, shipped, walk
from briefing.loading import Loaded, load
from briefing.settings import Settings, read_settings

VISIT = "india-russia-visit.toml"
"""The brief on the state visit, which is read first."""

SHIPPED_BRIEFS = frozenset({VISIT, "briefing-measured.toml"})
"""The names of the briefs that come with the program."""

_NAMED = 20
"""How many briefs are named where one must be chosen."""


class CannotRun(Exception):
    """What was asked for can't be done; the message is a sentence, `more` are lines below it."""

    def __init__(self, message: str, more: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.more = tuple(more)


def opens_by_itself(settings: Settings) -> Path:
    """What is meant where no path is given: the default place, or the brief on the visit in it.

    The visit it is as long as the place holds nothing but briefs that come with the program, told by their names, in
    the package as in ./briefs of a clone: so a first start opens on a brief, not on a list. From the first brief of
    the user's own on it is the place.
    """
    place = default_place(settings)
    found = {Path(entry.path) for entry in islice(walk(place), len(SHIPPED_BRIEFS) + 1)}
    visit = place / VISIT
    return visit if visit in found <= {place / name for name in SHIPPED_BRIEFS} else place


def load_all(path: Path | None) -> list[Loaded]:
    """Load the brief at a path, or all briefs in a folder; without a path what opens by itself.

    Raises CannotRun where there is none.
    """
    return [load(each) for each in _paths(path)]


def paths_of(paths: Iterable[Path]) -> list[Path]:
    """The briefs at some paths, each once, and all of each folder; without a path the one that opens by itself.

    Raises CannotRun where there is none, or without a path more than one.
    """
    found = dict.fromkeys(each for path in paths for each in _paths(path))
    return list(found) or [_the_one(None)]


def folder_of(path: Path | None) -> Path | None:
    """The folder that a path is, without one the default place; None for a file. Raises CannotRun."""
    place = _default_place() if path is None else path
    if not exists(place):
        raise CannotRun(f"no such file or folder: {place}")
    if not place.is_dir():
        return None
    if next(walk(place), None) is None:
        raise CannotRun(f"no briefs (*.toml) in {place}. To start one: briefing new TITLE")
    return place


def load_one(path: Path | None) -> Loaded:
    """Load the one brief at a path. Raises CannotRun where there is none, or more than one."""
    return load(_the_one(path))


def _the_one(path: Path | None) -> Path:
    paths = _paths(path)
    if len(paths) > 1:
        lines = [f"  {each}" for each in paths[:_NAMED]] + ["  …"] * (len(paths) > _NAMED)
        raise CannotRun(f"there are {len(paths)} briefs here; name one of them:", lines)
    return paths[0]


def exists(path: Path) -> bool:
    """Whether there is something at a path that may be looked at."""
    try:
        return path.exists()
    except (OSError, ValueError):  # in a folder that may not be entered; no path at all
        return False


def _paths(path: Path | None) -> list[Path]:
    place = _opened() if path is None else path
    if not exists(place):
        raise CannotRun(f"no such file or folder: {place}")
    if not place.is_dir():
        return [place]
    found = briefs_in(place)
    if not found:
        raise CannotRun(f"no briefs (*.toml) in {place}. To start one: briefing new TITLE")
    return found


def _opened() -> Path:
    """What opens by itself, and where that is a brief that nobody named, which one."""
    found = opens_by_itself(_settings())
    if found.name == VISIT:
        say(f"No path is given: this is {found}, which comes with the program.")
    return found


def _default_place() -> Path:
    place = default_place(_settings())
    if place == shipped():
        say("No path is given, and there is no ./briefs: these are the briefs that come with the program.")
    return place


def _settings() -> Settings:
    settings = read_settings()
    for problem in settings.problems:
        say_problem(problem)
    return settings
