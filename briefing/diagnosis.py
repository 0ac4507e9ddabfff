"""What is wrong with a file that the quick reader has given up: all of it at once, and what is left without it.

pydantic finds the errors, by the rules in the model's annotations. What is at an erroneous path is taken out and
the rest is read again, so that one slip doesn't keep a whole brief from being read.
"""

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from briefing.entries import Path
from briefing.fields import NAME, SCHEMA, WrongValue, kind_of
from briefing.findings import Finding, LineOf, Part, table_name
from briefing.hints import LISTS, nearest, table_kind, unknown_key
from briefing.model import Amount, Brief, Item
from briefing.text import as_name, shown

_REQUIRED = {
    "schema": f"schema = {SCHEMA}",
    "brief": '[brief] and below it title = "…"',
    "date": "date = 2025-11-04",
    "value": "value = 36",
}
"""What to write for a key that is missing; for all others a text."""


_FILLING: dict[str, Any] = {"schema": SCHEMA, "date": 2000, "value": 0}
"""What stands in for a missing key while the rest of its table is checked; for all others a text."""


@cache
def adapter() -> TypeAdapter[Brief]:
    """Pydantic's reader of a brief; building it takes 130 ms."""
    return TypeAdapter(Brief)


class Remains:
    """Parsed data from which what is wrong is taken out, and where the rest stood before.

    `lost` are keys that the file has and the data has not, each with the path of its table; None is one that can't
    be told.
    """

    def __init__(self, data: dict[str, Any], lost: Iterable[tuple[Path, str | None]] = ()) -> None:
        self.data = data
        self.removed: set[Path] = set()
        """The paths, in the file, of all that was taken out."""
        self.incomplete: dict[Path, None] = {}
        """The paths, in the file, of the tables that lack a required key."""
        self._holed: set[Path] = set()
        self._indices: dict[int, list[int]] = {}
        self._lost: dict[Path, set[str | None]] = {}
        for table, key in lost:
            self._lost.setdefault(table, set()).add(key)
            self._note((*table, key or ""))

    def has_lost(self, place: Path) -> bool:
        """Whether what is missing at a path in the file is there all the same: wrong, misspelt or unreadable."""
        words = self._lost.get(place[:-1], ())
        key = str(place[-1])
        return place in self.removed or any(word is None or nearest(word, (key,)) for word in words)

    def original(self, path: Path) -> Path:
        """The path in the file of what stands at a path now."""
        found: Path = ()
        here: Any = self.data
        for step in path:
            known = self._indices.get(id(here))
            found = (*found, known[step] if known is not None and isinstance(step, int) else step)
            here = _inside(here, step)
        return found

    def intact(self, path: Path) -> bool:
        """Whether nothing was taken out of what stands at a path now."""
        return self.original(path) not in self._holed

    def current(self, place: Path) -> Path | None:
        """The path now of what stands at a path in the file; None where it has been taken out."""
        path: Path = ()
        here: Any = self.data
        for step in place:
            known = self._indices.get(id(here))
            if known is not None and isinstance(step, int):
                if step not in known:
                    return None
                path = (*path, known.index(step))
            else:
                path = (*path, step)
            here = _inside(here, path[-1])
            if here is None:
                return None
        return path

    def fill_in(self, path: Path, title: str) -> None:
        """Put something in the place of a required key that is missing; `title` is what a brief without one has."""
        if path == ("brief",):
            self.data["brief"] = {"title": title}
            self._holed.add(path)
            return
        here: Any = self.data
        for step in path[:-1]:
            here = _inside(here, step)
        here[path[-1]] = title if path[0] == "brief" else _FILLING.get(str(path[-1]), "?")
        place = self.original(path[:-1])
        self._note(self.original(path))
        if place not in ((), ("brief",)):
            self.incomplete[place] = None

    def _note(self, place: Path) -> None:
        self._holed.update(place[:end] for end in range(len(place)))

    def remove(self, paths: Iterable[Path]) -> None:
        """Take out what stands at each path."""
        wrong: dict[int, tuple[Any, set[str | int]]] = {}
        for path in paths:
            place = self.original(path)
            self.removed.add(place)
            self._note(place)
            here: Any = self.data
            for step in path[:-1]:
                here = _inside(here, step)
            wrong.setdefault(id(here), (here, set()))[1].add(path[-1])
        for here, steps in wrong.values():
            if isinstance(here, list):
                left = [index for index in range(len(here)) if index not in steps]
                before = self._indices.get(id(here), range(len(here)))
                self._indices[id(here)] = [before[index] for index in left]
                here[:] = [here[index] for index in left]
            else:
                for step in steps:
                    here.pop(step, None)


def _inside(here: Any, step: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    return here[step] if isinstance(here, list) and isinstance(step, int) and step < len(here) else None


MAX_ERRORS = 5_000
"""With more errors than this a file is no brief with slips in it: 80,000 of them took 1.9 s and 245 MB."""


def salvage(remains: Remains, title: str) -> tuple[Brief | None, list[Finding]]:
    """The brief that the data makes without what is wrong with it, and all that is wrong.

    What a table lacks is filled in, so that its names can be checked with all others; `complete` takes it out.
    A file without a title has `title` instead. With more than MAX_ERRORS there is no brief, and only the first
    errors are told.
    """
    findings: list[Finding] = []
    while True:
        try:
            return adapter().validate_python(remains.data), findings
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
        found = [(_path(one, remains.data), one) for one in errors[:MAX_ERRORS]]
        misspelt = _misspelt(found)
        for path, one in found:
            if one["type"] != "missing" or path not in misspelt:
                findings.extend(_findings(one, path, remains))
        if len(errors) > MAX_ERRORS:
            return None, findings
        for path, one in found:
            if one["type"] == "missing":
                remains.fill_in(path, title)
        remains.remove(path for path, one in found if one["type"] != "missing")


def complete(remains: Remains) -> Brief:
    """The brief without the items that lack a required key."""
    remains.remove(path for path in map(remains.current, remains.incomplete) if path is not None)
    return adapter().validate_python(remains.data)


_FEW = 200
"""Among more errors than anybody reads, words aren't compared: it takes 0.1 ms each."""


def _misspelt(errors: list[tuple[Path, ErrorDetails]]) -> set[Path]:
    """The paths of the missing keys that are there under a name much like theirs: one slip is one problem."""
    if len(errors) > _FEW:
        return set()
    missing: dict[Path, list[str]] = {}
    for path, one in errors:
        if one["type"] == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
    meant = (
        (path[:-1], nearest(str(path[-1]), tuple(missing[path[:-1]])))
        for path, one in errors
        if one["type"] == "unexpected_keyword_argument" and path[:-1] in missing
    )
    return {(*table, key) for table, key in meant if key is not None}


def _path(error: ErrorDetails, data: dict[str, Any]) -> Path:
    """Where in the data an error of pydantic is."""
    steps = error["loc"]
    if error["type"] == "value_error" and steps[-1] == "[key]":
        steps = steps[:-1]
    path: Path = ()
    here: Any = data
    for step in steps:
        if isinstance(here, dict) and isinstance(step, int):
            continue  # the only element of a list, written without the list
        path = (*path, step)
        here = _inside(here, step)
    return path


def _findings(error: ErrorDetails, path: Path, remains: Remains) -> list[Finding]:
    place = remains.original(path)
    key = next(step for step in reversed(place) if isinstance(step, str))
    if error["type"] == "missing":
        return _missing(place, key, remains)
    if error["type"] == "unexpected_keyword_argument":
        message = f"{table_name(place[:-1])} has no key “{shown(key)}”"
        return [Finding(path=place, message=message, hint=unknown_key(place[:-1], key), part=Part.KEY)]
    if error["type"] == "value_error":
        wrong: WrongValue = error["ctx"]["error"]
        if error["loc"][-1] == "[key]":
            return [_wrong_name(place, key)]
        return [_wrong_value(place, key, one) for one in (wrong, *wrong.others)]
    value: Any = remains.data
    for step in path:
        value = _inside(value, step)
    if error["type"] == "literal_error":
        return [_not_one_of(place, key, value)]
    return [_wrong_shape(place, key, value)]


def _missing(place: Path, key: str, remains: Remains) -> list[Finding]:
    if remains.has_lost(place):
        return []  # what is wrong with it has been told
    message = f"{table_name(place[:-1])} has no {f'[{key}]' if key == 'brief' else key}"
    hint = "write " + _REQUIRED.get(key, f'{key} = "…"')
    return [Finding(path=place[:-1], message=message, hint=hint, part=Part.WHOLE)]


def _wrong_value(place: Path, key: str, wrong: WrongValue) -> Finding:
    if not wrong.at:
        return Finding(path=place, message=f"{key} {wrong}", hint=wrong.hint.replace("{key}", key))
    last = wrong.at[-1]
    is_key = isinstance(last, str) and not NAME.fullmatch(last)
    message = f"{'a key' if is_key else 'an element'} of {key} {wrong}"
    hint = wrong.hint.replace("{key} = ", "").replace("{key}", key)
    return Finding(path=(*place, *wrong.at), message=message, hint=hint, part=Part.KEY if is_key else Part.VALUE)


def _wrong_name(place: Path, key: str) -> Finding:
    header = f"[{place[0]}.{as_name(key)}]"
    hint = f"write {header}: small letters, digits and _, a letter first"
    return Finding(path=place, message=f"“{shown(key)}” is not a name", hint=hint, part=Part.KEY)


def _not_one_of(place: Path, key: str, value: Any) -> Finding:
    choices = _choices(place)
    said = "" if isinstance(value, str) else f", not {kind_of(value)}"
    message = f"{key} is one of {', '.join(choices)}{said}"

    def hint(_: LineOf) -> str:
        meant = nearest(value, choices) if isinstance(value, str) else None
        return f"write {meant}" if meant else f"write one of them, or leave {key} out"

    return Finding(path=place, message=message, hint=hint)


def _choices(place: Path) -> tuple[str, ...]:
    """The words that the field at a path may have."""
    annotation = next(one.type for one in fields(table_kind(place[:-1])) if one.name == place[-1])
    for one in (annotation, *get_args(annotation)):
        if get_origin(one) is Literal:
            return get_args(one)
    return ()


_SHAPES = {
    "brief": "write [brief]",
    "sources": "write [sources.NAME], once for each source",
    "topics": "write [topics.NAME], once for each topic",
    "previous": 'write previous = { value = 76, period = "2009–13" }',
    "change": 'write change = { value = 70, unit = "%", since = 2022 }',
    "also": 'write also = [{ value = 89.09, unit = "SGD" }]',
}


def _wrong_shape(place: Path, key: str, value: Any) -> Finding:
    """A table where a list of tables should be, a text where a table should be, and so on."""
    given = kind_of(value)
    named = len(place) == 2 and place[0] in ("sources", "topics")
    if key in _SHAPES and not named:
        wanted = "a list of tables" if key == "also" and place[-1] == key else "a table"
        return Finding(path=place, message=f"{key} is {wanted}, not {given}", hint=_SHAPES[key])
    name = table_name(place)
    if key in LISTS and place[-1] == key:
        header = f"[{name}]" if isinstance(value, dict) else f"[[{'.'.join(map(str, place))}]]"
        return Finding(
            path=place, message=f"{key} is a list of tables, not {given}", hint=f"write {header}, once for each"
        )
    return Finding(path=place, message=f"{name} is a table, not {given}", hint=f"write {name} on a line of its own")


def json_schema() -> dict[str, Any]:
    """The model as a JSON Schema, draft 2020-12, with the fields' docstrings as descriptions."""
    schema = adapter().json_schema()
    inherited = {  # pydantic takes the docstrings of a class, but not those of the class above it
        name: rule["description"]
        for kind in (Item, Amount)
        for name, rule in TypeAdapter(kind).json_schema()["properties"].items()
    }
    for table in schema["$defs"].values():
        for name, rule in table["properties"].items():
            if name in inherited:
                rule.setdefault("description", inherited[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
