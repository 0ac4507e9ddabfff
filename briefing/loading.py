"""One file: its bytes to a Brief, or to all of its Problems and as much of the brief as can be read.

What TOML 1.1 has added is read, as tomli reads it (more escapes, 10:30, inline tables over several lines): refusing
what can be understood helps nobody. What this program writes is TOML 1.0.
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from briefing import entries
from briefing.crosschecks import crosschecks, hidden_characters
from briefing.declared import declared
from briefing.fields import SCHEMA
from briefing.files import Unreadable, read_bytes
from briefing.findings import Finding, Part
from briefing.model import Brief
from briefing.notation import check_notation
from briefing.outline import Fault, excess, outline
from briefing.problems import Problem, Severity
from briefing.quickread import read as quickly_read
from briefing.records import record
from briefing.text import one_line, visible

if TYPE_CHECKING:
    from briefing.positions import Places
    from briefing.recovery import Recovered


@record
class Loaded:
    """What a file gives: a brief, problems, or both.

    `brief` is whole where there is no error, else it is as much as can be read, None where nothing can be shown;
    `text` is the decoded file, without its byte order mark, and empty where it can't be decoded; `problems` are
    in the file's order.
    """

    path: Path
    text: str
    brief: Brief | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps something in the file from being read or believed."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the preparer should look at."""
        return tuple(one for one in self.problems if one.severity is Severity.WARNING)


def load(path: Path, today: dt.date | None = None) -> Loaded:
    """Read a brief's file; `today` decides whether it is stale. Never raises: what can't be read is a problem."""
    try:
        data = read_bytes(path)
    except Unreadable as error:
        problem = Problem(file=visible(str(path)), line=1, column=1, message=str(error))
        return Loaded(path, "", None, (problem,))
    return parse(data, path, today)


def parse(data: bytes, path: Path, today: dt.date | None = None) -> Loaded:
    """Read a brief from the bytes of its file; as `load`."""
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return Loaded(path, "", None, (_undecodable(data, path, error),))
    source = text.replace("\r\n", "\n")
    read = _read_toml(source)
    if isinstance(read, Fault):
        from briefing.positions import problem

        return Loaded(path, text, None, (problem(str(path), source, read),))
    places = read.recovered.places if read.recovered is not None else None
    newer = _newer_schema(read.tree)
    if newer:
        return Loaded(path, text, None, _problems(path, source, newer, places))
    faults = read.recovered.faults if read.recovered is not None else ()
    if faults and not read.tree:
        return Loaded(path, text, None, _problems(path, source, [], places, faults))
    brief, findings = _brief(read, one_line(path.stem) or "untitled", today or dt.date.today())
    return Loaded(path, text, brief, _problems(path, source, findings, places, faults))


def _undecodable(data: bytes, path: Path, error: UnicodeDecodeError) -> Problem:
    from briefing.positions import problem

    before = data[: error.start].decode().removeprefix("\ufeff")
    message, hint = f"the file is not UTF-8: byte 0x{data[error.start]:02X}", "save it as UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16, not UTF-8"
    text = before + data[error.start :].decode(errors="replace")
    return problem(str(path), text, Fault(len(before), 1, message, hint))


@record
class _Read:
    """A text that is TOML, with its outline and what it holds; `recovered` where that isn't all of the file."""

    text: str
    outline: str
    tree: dict[str, Any]
    recovered: "Recovered | None" = None


def _read_toml(text: str) -> _Read | Fault:
    outlined = outline(text)
    too_much = excess(outlined)
    if too_much is not None:
        return too_much
    try:
        return _Read(text, outlined, tomli.loads(text, parse_float=Decimal))
    except tomli.TOMLDecodeError:
        from briefing.recovery import recover

        found = recover(text)
    return found if isinstance(found, Fault) else _Read(found.places.text, found.places.outline, found.tree, found)


def _newer_schema(tree: dict[str, Any]) -> list[Finding]:
    """The only thing to say of a file that is written for a later version of the format."""
    written = tree.get("schema")
    if not isinstance(written, int) or written <= SCHEMA:
        return []
    message = f"written for schema {written}, this program reads {SCHEMA}"
    return [Finding(path=("schema",), message=message, hint="install a newer version of briefing")]


def _brief(read: _Read, title: str, today: dt.date) -> tuple[Brief | None, list[Finding]]:
    """As much of the brief as can be read, and all findings; `title` is for one that has none."""
    tree, recovered = read.tree, read.recovered
    known = declared(tree, recovered.names if recovered is not None else frozenset())
    findings = [*hidden_characters(read.text, tree), *check_notation(read.text, read.outline)]
    unread = [one.path for one in findings if one.severity is Severity.ERROR and one.part is Part.VALUE]
    brief = quickly_read(tree) if not unread and recovered is None else None
    if brief is not None:
        return brief, [*findings, *crosschecks(brief, known, today)]
    from briefing.diagnosis import Remains, complete, salvage

    remains = Remains(tree, recovered.lost if recovered is not None else ())
    remains.remove({_field(path) for path in unread})
    brief, wrong = salvage(remains, title)
    findings += wrong
    if brief is None:
        return None, findings
    checks = crosschecks(brief, known, today, remains.intact)
    findings += [replace(one, path=remains.original(one.path)) for one in checks]
    return (complete(remains) if remains.incomplete else brief), findings


def _field(path: entries.Path) -> entries.Path:
    """The path of the field that a value belongs to, itself or as an element of a list."""
    while isinstance(path[-1], int):
        path = path[:-1]
    return path


def _problems(
    path: Path, text: str, findings: list[Finding], places: "Places | None", faults: tuple[Fault, ...] = ()
) -> tuple[Problem, ...]:
    if not findings and not faults:
        return ()
    from briefing.positions import problems

    return problems(str(path), text, findings, places, faults)


def place(text: str, path: entries.Path) -> tuple[int, int] | None:
    """The line and the column, from 1, of an item or a key in a file's text; None where the text has no such path."""
    from briefing.positions import Places

    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    places = Places(text)
    if places.known(path) != path:  # it may stand below something that is no TOML
        read = _read_toml(text)
        places = Places(read.text) if isinstance(read, _Read) else places
    if places.known(path) != path:
        return None
    start = places.span(path, Part.WHOLE)[0]
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a brief's file, for editors that check TOML against one."""
    from briefing.diagnosis import json_schema as of_the_model

    return of_the_model()
