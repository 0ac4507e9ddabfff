"""Line breaks by terminal cells, as spans of the text, so that marks in it stay where they are."""

from __future__ import annotations

import re

from rich.cells import cell_len

from briefing.tui.characters import printable

_WORD = re.compile(r" *[^ ]+|[^ ]* +$")


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The spans of the rows that `text` takes at `width` cells: broken at blanks, long words anywhere.

    The blanks at a break belong to no row. An empty text is one empty row.
    """
    width = max(1, width)
    if len(text) <= width and (text.isascii() or cell_len(text) <= width):
        return [(0, len(text.rstrip(" ")))]
    rows: list[tuple[int, int]] = []
    start = end = used = 0
    for found in _WORD.finditer(text):
        word = found[0]
        size = len(word) if word.isascii() else cell_len(word)
        if used + size <= width:
            used, end = used + size, found.end()
            continue
        if end > start:
            rows.append((start, end))
        start = found.start() + len(word) - len(word.lstrip(" "))
        end, used = found.end(), size - (start - found.start())
        while used > width and start < end:
            cut, taken = _cut(text, start, end, width)
            rows.append((start, cut))
            start, used = cut, used - taken
    if end > start or not rows:
        rows.append((start, end))
    return [(first, first + len(text[first:last].rstrip(" "))) for first, last in rows]


def _cut(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Where a word that is wider than a row must break, and the cells before: at least one character stays there."""
    used = 0
    for index in range(start, end):
        size = cell_len(text[index])
        if used + size > width and index > start:
            return index, used
        used += size
    return end, used


def balanced(text: str, width: int) -> list[tuple[int, int]]:
    """The same number of rows as `wrap`, evenly filled: no last row of one word."""
    rows = wrap(text, width)
    while len(rows) > 1 and width > 20:
        narrower = wrap(text, width - 1)
        if len(narrower) > len(rows):
            break
        rows, width = narrower, width - 1
    return rows


def truncate(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    end = printable("…")
    if width < len(end):
        return end[:width]
    cut, used = _cut(text, 0, len(text), width - len(end))
    # A joiner that joins nothing any more would be drawn as ⟨U+200D⟩.
    return text[: cut if used + len(end) <= width else 0].rstrip(" \u200c\u200d") + end
