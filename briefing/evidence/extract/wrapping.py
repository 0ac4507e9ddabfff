"""Paragraphs, also of a text whose lines were broken at a fixed width."""

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.evidence.extract.tables import Span

_NARROWEST, _WIDEST = 45, 110
"""The widths, in characters, at which lines of text are broken."""

_FULL = 0.75
"""How much of the width a line fills that goes on in the next; the last line of a paragraph is seldom that long."""


@lru_cache(maxsize=1)
def _break() -> re.Pattern[str]:
    return re.compile(r"[\n\f\u2029]\s*+")


def paragraphs(text: str) -> list[Span]:
    """The spans of the paragraphs; the end of a line that was broken at a fixed width does not end one."""
    breaks = list(_breaks(text))
    width = _width(text, breaks)
    found: list[Span] = []
    start = 0
    for match, line in breaks:
        if width and match[0].rstrip(" \t") == "\n" and _FULL * width <= line <= width:
            continue
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    trimmed = ((start, start + len(text[start:end].rstrip())) for start, end in found)
    return [span for span in trimmed if span[1] > span[0]]


def unwrapped(text: str) -> str:
    """The text with a blank for each line end within a paragraph; all offsets are the same."""
    pieces, at = [], 0
    for start, end in paragraphs(text):
        pieces += [text[at:start], text[start:end].replace("\n", " ")]
        at = end
    return "".join([*pieces, text[at:]])


def _breaks(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The line ends, each with the length of the line that it ends."""
    start = 0
    for match in _break().finditer(text):
        yield match, match.start() - start
        start = match.end()


def _width(text: str, breaks: list[tuple[re.Match[str], int]]) -> int:
    """The width at which the lines of a text are broken, or 0 where each line is a paragraph.

    They are broken where at least half of all single line ends of that length stand within a sentence.
    """
    single = [
        (match, line)
        for match, line in breaks
        if match[0].rstrip(" \t") == "\n" and _NARROWEST <= line <= _WIDEST and 0 < match.end() < len(text)
    ]
    inside = [
        line for match, line in single if text[match.start() - 1] not in '.!?:;"”»’)' and text[match.end()].islower()
    ]
    return max(line for _, line in single) if inside and 2 * len(inside) >= len(single) else 0
