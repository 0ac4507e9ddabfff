"""The statements of a text that is not TOML: where each begins and ends, however broken the one before it is.

The parser can't tell: to it an unclosed text or list goes on to the end of the file. Here it goes on to the next line
that plainly begins a statement.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing.outline import MAX_MARKS, MAX_NESTING

Span = tuple[int, int]


class Statement(NamedTuple):
    """A key with its value, a table's header, or a line that is neither; `whole` unless its end had to be guessed."""

    start: int
    end: int
    whole: bool


_BETWEEN = re.compile(r"(?:[ \t\n]++|#[^\x00-\x08\x0a-\x1f\x7f]*+(?=\n|\Z))*+")
_NAME = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_MORE_NAMES = rf"(?:[ \t]*+\.[ \t]*+{_NAME})*+"
_PAIR = rf"[ \t]*+{_NAME}{_MORE_NAMES}[ \t]*+=(?!=)"
_HEADER = (
    r"[ \t]*+\[{1,2}+[ \t]*+(?!(?:true|false|inf|nan)\b)[A-Za-z_][A-Za-z0-9_-]*+"  # [true] and [1] are lists
    rf"{_MORE_NAMES}[ \t]*+\]{{1,2}}+[ \t]*+(?:#[^\n]*+)?(?:\n|\Z)"
)
_BEGINS_HEADER = re.compile(_HEADER)
_BEGINS_PAIR = re.compile(_PAIR)
_BEGINS = re.compile(rf"^(?:{_PAIR}|{_HEADER})", re.MULTILINE)
_KEY_ALONE = re.compile(rf"{_PAIR}[ \t]*+")

_TOKEN = re.compile(
    r'''
      (?P<other> [^"'\#\[\]{},\n]++ )
    | (?P<text> """ (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
              | \'\'\' (?: [^']++ | '{1,2}(?!') )*+ '{3,5}
              | " (?!"") (?: [^"\\\n]++ | \\[^\n] )*+ "
              | ' (?!'') [^'\n]*+ ' )
    | (?P<comment> \#[^\n]*+ )
    | (?P<mark> [\[\]{},] )
    | (?P<line_end> \n )
    | (?P<open> ["'] )
    ''',
    re.DOTALL | re.VERBOSE,
)


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text with plain line ends, in its order; nothing but blanks and comments lies between.

    With more of them, and of brackets, commas and texts, than a brief may hold, the last one is all the rest.
    """
    at, marks = _start(text, 0), 0
    while at < len(text):
        marks += 1
        if marks > MAX_MARKS:
            yield Statement(at, len(text), whole=False)
            return
        if text[at] == "[":
            found = _header(text, at)
        else:
            found, more = _pair(text, at)
            marks += more
        yield found
        at = _start(text, found.end)


def _start(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found is not None else at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _header(text: str, start: int) -> Statement:
    """A header never goes beyond its line."""
    for found in _TOKEN.finditer(text, start):
        if found.lastgroup == "line_end":
            return Statement(start, found.start(), whole=True)
        if found.lastgroup == "open" or (found.lastgroup == "text" and "\n" in found[0]):
            return Statement(start, _line_end(text, found.start()), whole=False)
    return Statement(start, len(text), whole=True)


def _pair(text: str, start: int) -> tuple[Statement, int]:
    """The statement, and how many brackets, commas and texts it has."""
    waiting: list[str] = []
    marks, before = 0, ""
    for found in _TOKEN.finditer(text, start):
        kind, sign = found.lastgroup, found[0]
        if kind == "line_end" and (not waiting or _begins_here(text, found.end(), waiting[-1], before)):
            return Statement(start, found.start(), whole=not waiting), marks
        if kind == "open" or ("\n" in sign and _opens_the_next(text, *found.span())):
            return _up_to_the_next(text, start, found.start()), marks
        if kind == "mark" and sign in "[{":
            waiting.append(sign)
        elif kind == "mark" and sign in "]}":
            del waiting[-1:]
        marks += kind in ("mark", "text")
        if len(waiting) > MAX_NESTING or marks > MAX_MARKS:
            return _up_to_the_next(text, start, found.start()), marks
        if kind != "comment" and not sign.isspace():
            before = sign
    return Statement(start, len(text), whole=not waiting), marks


def _begins_here(text: str, line: int, bracket: str, before: str) -> bool:
    """Whether a line within a bracket begins a statement: nothing that TOML allows there looks so.

    In an inline table `key =` may begin a line, but only behind a comma or the bracket itself.
    """
    if _BEGINS_HEADER.match(text, line):
        return True
    return (bracket == "[" or before not in "{,") and _BEGINS_PAIR.match(text, line) is not None


def _opens_the_next(text: str, start: int, end: int) -> bool:
    """Whether the marks that close a text of several lines stand behind `key =`: then they open another."""
    line = text.rfind("\n", start, end) + 1
    return line > 0 and _KEY_ALONE.fullmatch(text[line:end].rstrip(text[start])) is not None


def _up_to_the_next(text: str, start: int, at: int) -> Statement:
    found = _BEGINS.search(text, _line_end(text, at))
    return Statement(start, found.start() if found is not None else len(text), whole=False)
