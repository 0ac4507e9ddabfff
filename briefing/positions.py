"""Where in a TOML text its keys, values and tables stand: needed only when there is a problem or a place to look up.

A scanner of our own over the outline, since what tells an outline needs one anyway. The tree-sitter grammar was
tried: it knows TOML 1.0 only and loses the structure of a file behind an escape or a time that 1.1 has added and
tomli takes.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

import tomli

from briefing.entries import Path
from briefing.findings import Finding, Part
from briefing.outline import QUOTED, Fault, outline
from briefing.problems import Problem, Severity
from briefing.text import is_hidden, one_line, shown, visible

Span = tuple[int, int]
"""Start and end of something in the text, in characters from 0."""

_BLANK = re.compile(r"[ \t\r\n]*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r"[^\s\[\]{}=,.#]++")
_PLAIN_PAIR = re.compile(r'([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+([^\s,\[\]{}"=]++|"++)[ \t\r]*+(?=\n|\Z)')
"""A key and a value on a line of their own, as nearly all are: one match in the place of seven."""
_SCALAR = re.compile(r"[^,\[\]{}\n]*+")


class _Unexpected(Exception):
    """Where the outline stops being TOML; what stands before it has its place all the same."""


class Places:
    """The places of all keys, values and tables of a text, as far as it is TOML.

    `repeated` are the keys and tables that are written again: path, the first place and the second.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.outline = outline(text)
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.headers: dict[Path, Span] = {}
        self.repeated: list[tuple[Path, Span, Span]] = []
        self._last: dict[Path, int] = {}
        with suppress(_Unexpected, IndexError):
            self._read()

    def _read(self) -> None:
        table: Path = ()
        at = self._skip(_BLANK, 0)
        while at < len(self.outline):
            if self.outline[at] == "[":
                at, table = self._header(at)
            else:
                at = self._pair(at, table)
            at = self._skip(_BLANK, at)

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self.outline, at)
        return found.end() if found is not None else at

    def _expect(self, sign: str, at: int) -> int:
        if not self.outline.startswith(sign, at):
            raise _Unexpected
        return at + len(sign)

    def _name(self, at: int) -> tuple[list[tuple[str, Span]], int]:
        """The parts of a key with their spans, and where it ends."""
        parts: list[tuple[str, Span]] = []
        while True:
            at = self._skip(_SPACE, at)
            end = self._skip(_KEY, at)
            if end == at:
                raise _Unexpected
            parts.append((self._unquoted(at, end), (at, end)))
            at = self._skip(_SPACE, end)
            if self.outline[at : at + 1] != ".":
                return parts, at
            at += 1

    def _unquoted(self, start: int, end: int) -> str:
        if self.outline[start] != QUOTED:
            return self.text[start:end]
        try:
            return str(tomli.loads(f"key = {self.text[start:end]}")["key"])
        except tomli.TOMLDecodeError:
            raise _Unexpected from None

    def _header(self, at: int) -> tuple[int, Path]:
        start, brackets = at, "[[" if self.outline.startswith("[[", at) else "["
        parts, at = self._name(at + len(brackets))
        at = self._expect("]" * len(brackets), at)
        path: Path = ()
        for name, span in parts[:-1]:
            path = (*path, name)
            self.keys.setdefault(path, span)
            if path in self._last:
                path = (*path, self._last[path])
        name, span = parts[-1]
        path = (*path, name)
        self.keys.setdefault(path, span)
        before = self.values.get(path) or self.headers.get(path)
        if before and (brackets == "[" or path not in self._last):
            self.repeated.append((path, before, (start, at)))
        self.headers.setdefault(path, (start, at))
        if brackets == "[[":
            self._last[path] = self._last.get(path, -1) + 1
            path = (*path, self._last[path])
            self.headers[path] = (start, at)
        return at, path

    def _pair(self, at: int, table: Path) -> int:
        found = _PLAIN_PAIR.match(self.outline, at)
        if found is not None:
            path = (*table, found[1])
            self._note(path, found.span(1))
            self.values.setdefault(path, found.span(2))
            return found.end()
        parts, at = self._name(at)
        path = table
        for name, span in parts[:-1]:
            path = (*path, name)
            self.keys.setdefault(path, span)
        name, span = parts[-1]
        path = (*path, name)
        self._note(path, span)
        at = self._skip(_SPACE, self._expect("=", at))
        return self._value(at, path)

    def _note(self, path: Path, span: Span) -> None:
        if path in self.values or path in self.headers:
            self.repeated.append((path, self.keys[path], span))
        self.keys.setdefault(path, span)

    def _value(self, at: int, path: Path) -> int:
        match self.outline[at]:
            case "[":
                end = self._list(at, path)
            case "{":
                end = self._table(at, path)
            case _:
                end = self._skip(_SCALAR, at)
                end -= len(self.outline[at:end]) - len(self.outline[at:end].rstrip())
        self.values.setdefault(path, (at, end))
        return end

    def _list(self, at: int, path: Path) -> int:
        at, index = self._skip(_BLANK, at + 1), 0
        while self.outline[at] != "]":
            at = self._skip(_BLANK, self._value(at, (*path, index)))
            if self.outline[at] != "]":
                at = self._skip(_BLANK, self._expect(",", at))
            index += 1
        return at + 1

    def _table(self, at: int, path: Path) -> int:
        at = self._skip(_BLANK, at + 1)
        while self.outline[at] != "}":
            at = self._skip(_BLANK, self._pair(at, path))
            if self.outline[at] != "}":
                at = self._skip(_BLANK, self._expect(",", at))
        return at + 1

    def known(self, path: Path) -> Path:
        """The path as far as the text has it. An index is left out where one value stands for a list."""
        found: Path = ()
        for step in path:
            longer = (*found, step)
            if longer in self.keys or longer in self.values or longer in self.headers:
                found = longer
            elif not isinstance(step, int):
                break
        return found

    def span(self, path: Path, part: Part = Part.VALUE) -> Span:
        """The place of a path, or of what is nearest to it."""
        found = self.known(path)
        if part is Part.KEY and found in self.keys and found == path:
            return self.keys[found]
        for places in (self.values, self.headers, self.keys):
            if found in places:
                whole = part is Part.WHOLE and places is self.values and found in self.keys
                return self.keys[found] if whole else places[found]
        return 0, 1

    def part_of_text(self, span: Span, start: int, length: int) -> Span:
        """The span in the file of a part of the text at `span`; `start` and `length` count folded characters."""
        offsets = list(islice(_offsets(self.text, span), start, start + max(length, 1) + 1))
        return (offsets[0], offsets[-1]) if len(offsets) > 1 else span


_UNIT = re.compile(r"\\(?:u.{4}|U.{8}|x..|[ \t]*\r?\n[ \t\r\n]*|.)|\r\n|.", re.DOTALL)
"""What stands for one character of a string with escapes; a backslash at the end of a line stands for none."""

_LITERAL_UNIT = re.compile(r"\r\n|.", re.DOTALL)
_BLANK_UNIT = re.compile(r"[ \t\r\n]|\r\n|\\[tnr]|\\[uUx]0*(?:20|[9aAdD])")
_NO_UNIT = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")


def _offsets(text: str, span: Span) -> Iterator[int]:
    """Where each character of the string at `span`, white space folded, begins in the text; then where it ends."""
    start, end = span
    if text[start : start + 1] not in ('"', "'"):
        return
    marks = 3 if text[start : start + 3] in ('"""', "'''") else 1
    inner = text[start + marks : end - marks]
    if "\\" not in inner and one_line(inner) == inner:  # as most are: each character stands for itself
        yield from range(start + marks, end - marks + 1)
        return
    unit = _UNIT if text[start] == '"' else _LITERAL_UNIT
    blank = True  # white space at the beginning folds to nothing
    for found in unit.finditer(text, start + marks, end - marks):
        if not _NO_UNIT.fullmatch(found[0]):
            blank, after_blank = _BLANK_UNIT.fullmatch(found[0]) is not None, blank
            if not (blank and after_blank):
                yield found.start()
    yield end - marks


MAX_EXCERPT = 500
"""The longest part of a line that a problem carries, in characters: a file may be one line of 5 MB."""

MAX_MESSAGE = 300


def problem(file: str, text: str, fault: Fault, severity: Severity = Severity.ERROR) -> Problem:
    """The fault as a problem, with line and column.

    The excerpt has one character for each of the line's, so that columns match: a tab is a blank, a control
    its picture, anything else that shows nothing a question mark in a diamond. What lies beyond MAX_EXCERPT
    is left out; where the fault begins beyond it the excerpt is empty.
    """
    start = min(fault.start, len(text))
    first = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    line = text[first : min(len(text) if end < 0 else end, first + MAX_EXCERPT)].rstrip("\r")
    column = start - first
    return Problem(
        file=visible(file),
        line=text.count("\n", 0, start) + 1,
        column=column + 1,
        message=shown(fault.message, MAX_MESSAGE),
        hint=shown(fault.hint, MAX_MESSAGE),
        severity=severity,
        length=max(1, min(fault.length, len(line) - column)),
        excerpt=_excerpt(line) if column <= len(line) else "",
    )


def _excerpt(line: str) -> str:
    pictures = (visible(character) if is_hidden(line, at) else character for at, character in enumerate(line))
    return "".join(" " if one == "\u2409" else one if len(one) == 1 else "\ufffd" for one in pictures)


MAX_PROBLEMS = 200
"""How many problems of one file are told: the rest only as a number."""


def problems(
    file: str, text: str, findings: Iterable[Finding], places: Places | None = None, faults: Iterable[Fault] = ()
) -> tuple[Problem, ...]:
    """The findings with their places, and the faults, in the file's order.

    `places` are those of a text with faults, as far as it is TOML.
    """
    places = places or Places(text)
    told: list[tuple[Span, Finding | Fault]] = [(_span(places, finding), finding) for finding in findings]
    told += [((fault.start, fault.start + fault.length), fault) for fault in faults]
    told.sort(key=lambda pair: pair[0])
    found = [problem(file, text, *_in_words(places, span, one)) for span, one in told[:MAX_PROBLEMS]]
    rest = told[MAX_PROBLEMS:]
    if rest:
        span, severity = rest[0][0], min(_severity(one) for _, one in rest)
        more = Fault(span[0], span[1] - span[0], f"{len(rest)} more problems from here on", "mend the others first")
        found.append(problem(file, text, more, severity))
    return tuple(found)


def _severity(one: Finding | Fault) -> Severity:
    return one.severity if isinstance(one, Finding) else Severity.ERROR


def _span(places: Places, finding: Finding) -> Span:
    span = places.span(finding.path, finding.part)
    return places.part_of_text(span, finding.start, finding.length) if finding.length else span


def _in_words(places: Places, span: Span, finding: Finding | Fault) -> tuple[Fault, Severity]:
    """What is told of a finding at a span; a fault tells itself."""
    if isinstance(finding, Fault):
        return finding, Severity.ERROR

    def line_of(path: Path) -> int:
        known = places.known(path) == path
        return places.text.count("\n", 0, places.span(path, Part.WHOLE)[0]) + 1 if known else 0

    hint = finding.hint if isinstance(finding.hint, str) else finding.hint(line_of)
    return Fault(span[0], span[1] - span[0], finding.message, hint), finding.severity
