"""The user's settings, the folders of the program, and the small things that it remembers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Literal

from briefing.files import Unreadable, Unwritable, read_bytes, write
from briefing.markings import TLP_LABELS, WrongScale, scale
from briefing.problems import Problem, Severity
from briefing.records import record

NAME = "settings.toml"
"""The settings file, in the config folder."""

_LIMIT = 100_000
"""The largest settings file that is read, in bytes."""


@record(kw_only=True)
class Settings:
    """What the user has chosen, and what is wrong with the file that says so.

    A wrong value counts as not given: a slip in the settings never keeps anybody from reading a brief.
    """

    theme: str | None = None
    """The name of the theme."""
    library: Path | None = None
    """The folder of briefs that opens where none is named and there is no ./briefs."""
    sources: Path | None = None
    """The folder with texts of sources that don't stand beside their briefs."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of actions, by the action's id: "quit" to "q,ctrl+q"."""
    ascii: bool = False
    """Whether only ASCII characters are drawn."""
    markings: tuple[str, ...] = TLP_LABELS
    """The markings whose order is known, strictest first."""
    problems: tuple[Problem, ...] = ()
    """What was wrong, all of it warnings."""


class NoHome(ValueError):
    """There is no place for the program's own files: the user has no home folder."""


def config_folder() -> Path:
    """The folder of the settings file: $XDG_CONFIG_HOME/briefing, or the system's own place. Raises NoHome."""
    return _folder("config")


def state_folder() -> Path:
    """The folder of what the program remembers: $XDG_STATE_HOME/briefing, or the system's own place. Raises NoHome."""
    return _folder("state")


def cache_folder() -> Path:
    """The folder of what can be made again: $XDG_CACHE_HOME/briefing, or the system's own place. Raises NoHome."""
    return _folder("cache")


def _folder(kind: Literal["config", "state", "cache"]) -> Path:
    from platformdirs import PlatformDirs

    try:
        path = Path(getattr(PlatformDirs("briefing"), f"user_{kind}_dir"))
    except RuntimeError as error:
        raise NoHome("there is no home folder") from error
    if not path.is_absolute():  # older versions of platformdirs leave the ~ as it stands
        raise NoHome("there is no home folder")
    return path


def read_settings(path: Path | None = None) -> Settings:
    """The settings in a file, by default the user's own; all at their defaults where there is none."""
    try:
        path = path or config_folder() / NAME
    except NoHome:
        return Settings()
    try:
        source = read_bytes(path, _LIMIT).decode("utf-8-sig")
    except Unreadable as error:
        missing = isinstance(error.__cause__, FileNotFoundError)
        return Settings(problems=() if missing else (_problem(path, "", (1, 1), str(error)),))
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig", "replace")
        place = _position(before, len(before))
        return Settings(problems=(_problem(path, "", place, "is not UTF-8", "save the file as UTF-8"),))
    return _parse(path, source)


def _parse(path: Path, source: str) -> Settings:
    import tomli

    try:
        table = tomli.loads(source)
    except tomli.TOMLDecodeError as error:
        return Settings(problems=(_problem(path, source, (error.lineno, error.colno), f"is not TOML: {error.msg}"),))
    except (RecursionError, ValueError) as error:  # nested too deep, or a number too long
        return Settings(problems=(_problem(path, source, (1, 1), f"is not TOML: {error}"),))
    values: dict[str, Any] = {}
    problems = []
    for key, value in table.items():
        try:
            values[key] = _reader(key)(value)
        except _WrongSetting as wrong:
            problems.append(_problem(path, source, _find(source, wrong.key or key), wrong.message, wrong.hint))
    return Settings(**values, problems=tuple(problems))


class _WrongSetting(ValueError):
    """A setting that can't be taken: what is wrong, what to write instead, and the key within its table."""

    def __init__(self, message: str, hint: str, key: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.key = message, hint, key


def _reader(key: str) -> Callable[[Any], Any]:
    if key in _READERS:
        return _READERS[key]
    from difflib import get_close_matches

    near = get_close_matches(key, _READERS, n=1)
    hint = f"did you mean {near[0]}?" if near else "the settings are " + ", ".join(_READERS)
    raise _WrongSetting(f"no such setting: {key}", hint)


def _theme(value: Any) -> str:
    if isinstance(value, str) and value:
        return value
    raise _WrongSetting("theme is the name of a theme", 'write theme = "…"')


def _folder_of(what: str) -> Callable[[Any], Path]:
    """What reads the setting of a folder."""

    def read(value: Any) -> Path:
        if isinstance(value, str) and value:
            try:
                path = Path(value).expanduser()
            except RuntimeError:  # ~somebody who isn't a user here
                path = Path(value)
            if path.is_absolute():
                return path
        raise _WrongSetting(f"{what} is the whole path of a folder", f'write {what} = "~/…" or "/…"')

    return read


def _keys(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _WrongSetting("keys is a table", 'write [keys], and below it lines such as quit = "q"')
    for action, keys in value.items():
        if not isinstance(keys, str) or not keys:
            raise _WrongSetting(
                f"the keys of {action} are a text", f'write {action} = "…", several parted by commas', action
            )
    return value


def _ascii(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _WrongSetting("ascii is true or false", "write true or false, without quotes")


def _markings(value: Any) -> tuple[str, ...]:
    hint = 'write markings = ["SECRET", "INTERNAL"], strictest first'
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise _WrongSetting("markings is a list of words", hint)
    try:
        return scale(value)
    except WrongScale as error:
        raise _WrongSetting(f"in markings {error}", hint) from error


_READERS: dict[str, Callable[[Any], Any]] = {
    "theme": _theme,
    "library": _folder_of("library"),
    "sources": _folder_of("sources"),
    "keys": _keys,
    "ascii": _ascii,
    "markings": _markings,
}


def _find(source: str, key: str) -> tuple[int, int]:
    """Where a key is written: line and column, from 1. Settings are flat, so the first that looks like it is it."""
    found = re.search(rf"""^[ \t]*(?:\[[ \t]*|keys[ \t]*\.[ \t]*)?["']?({re.escape(key)})\b""", source, re.MULTILINE)
    return _position(source, found.start(1)) if found else (1, 1)


def _position(source: str, offset: int) -> tuple[int, int]:
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)


def _problem(path: Path, source: str, place: tuple[int, int], message: str, hint: str = "") -> Problem:
    line, column = place
    lines = source.splitlines() or [""]
    excerpt = lines[min(line, len(lines)) - 1]
    severity = Severity.WARNING
    return Problem(
        file=str(path), line=line, column=column, message=message, hint=hint, severity=severity, excerpt=excerpt
    )


def keep(name: str, data: bytes) -> Path | None:
    """Keep a small file in the state folder, for the user's eyes alone, and return its path.

    Gives None where it can't be kept: no home, or one that is read-only or full.
    """
    try:
        folder = state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # a copied quote may be off the record
        return write(folder / name, data, replace=True)
    except (OSError, Unwritable, NoHome):
        return None


def remember(name: str, data: Any) -> None:
    """Keep a small thing, anything that JSON can hold, under a name; without a word where it can't be kept."""
    from json import dumps

    keep(f"{name}.json", dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def recall(name: str) -> Any:
    """What was remembered under a name, or None where nothing was or it can't be read any more."""
    from json import loads

    try:
        return loads(read_bytes(state_folder() / f"{name}.json").decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):  # Unreadable and NoHome among them
        return None
