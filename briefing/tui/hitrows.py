"""How the hits in all briefs are drawn: by brief, each with its number or kind, and the words that were looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from briefing.query import Query
from briefing.text import shown, visible
from briefing.tui.briefrows import date_words
from briefing.tui.characters import printable
from briefing.tui.render import Piece, Row
from briefing.tui.sheet import MEASURE, Grid, Sheet
from briefing.tui.wrapping import truncate

if TYPE_CHECKING:
    from briefing.index.rows import BriefRow
    from briefing.index.searching import ItemHit

LONGEST = 600
"""Characters of a hit that are shown: of a longer text those about its first mark."""

TOPIC_FROM = 80
"""Columns from which on a hit's topic stands at the right."""

_TOPIC = 14

_MEASURED = 100
"""The hits that the texts' column is measured on."""


@dataclass(frozen=True, slots=True)
class HitLine:
    """A hit as an item of the pane."""

    brief: BriefRow
    hit: ItemHit

    @property
    def key(self) -> str:
        """What names the hit."""
        return f"{self.brief.path}#{self.hit.entry_key}"


def hits_sheet(hits: tuple[HitLine, ...], query: str, words: list[tuple[str, str]], width: int) -> Sheet:
    """The hits for a pane of a width; `words` (text, role) are what is to be said above them."""
    grid = Grid(width, Query.parse(query).marks)
    return Sheet(hits, _rows(hits, words, grid))


def _rows(hits: tuple[HitLine, ...], words: list[tuple[str, str]], grid: Grid) -> Iterator[Row]:
    plain = Grid(grid.width, flat=True)
    for text, role in words:
        yield from (Row(tuple(line)) for line in plain.paragraph(2, [(text, role)], grid.right - 2))
    axis = _axis(hits, grid)
    before = None
    for index, line in enumerate(hits):
        if before is None or line.brief.path != before.path:
            if before is not None or words:
                yield Row(())
            yield _brief(line.brief, grid)
        before = line.brief
        for row in _hit(line.hit, axis, grid):
            yield Row(tuple(row), index)


def _brief(brief: BriefRow, grid: Grid) -> Row:
    """The brief that the hits below are in: title, marking, date."""
    marking = printable(brief.marking)
    sample = "SAMPLE" if brief.sample else ""
    tail = "  ".join(filter(None, (sample, marking, date_words(brief.date or brief.as_of))))
    tail = truncate(printable(tail), grid.right // 2)
    room = grid.right - 2 - cell_len(tail) - 2
    title = truncate(printable(brief.title or brief.path.name), room)
    at = 2 + cell_len(title) + 1
    line = max(0, grid.right - cell_len(tail) - 1 - at)
    return Row(
        (Piece(2, title, "strong"), Piece(at, "─" * line, "rule"), Piece(grid.right - cell_len(tail), tail, "muted"))
    )


def _axis(hits: tuple[HitLine, ...], grid: Grid) -> int:
    """The column of the texts: behind the widest number, unless that is so long that the others had better not go."""
    widest = max((cell_len(printable(_gutter(line.hit))) for line in hits[:_MEASURED]), default=0)
    return max(grid.axis, 2 + min(widest, grid.right // 4) + 2)


def _hit(hit: ItemHit, axis: int, grid: Grid) -> list[list[Piece]]:
    """Number or kind in the gutter, the words, the topic at the right."""
    gutter, role = _gutter(hit), "number" if hit.number else "muted"
    text = _about_mark(hit)
    if grid.narrow:
        first = [grid.piece(2, truncate(printable(gutter), grid.right - 2), role)]
        return [first, *_with_why(grid.paragraph(4, [(text, "text")], grid.right - 4), hit, grid, 4)]
    gutter = truncate(printable(gutter), grid.right // 2)
    column = max(axis, 2 + cell_len(gutter) + 2)
    topic = truncate(printable(hit.topic_title), _TOPIC) if grid.width >= TOPIC_FROM else ""
    room = grid.right - column - (_TOPIC + 2 if grid.width >= TOPIC_FROM else 0)
    lines = _with_why(grid.paragraph(column, [(text, "text")], room), hit, grid, column, room)
    end = [Piece(grid.right - cell_len(topic), topic, "muted")] if topic else []
    lines[0] = [grid.piece(column - 2 - cell_len(gutter), gutter, role, marked=bool(hit.number)), *lines[0], *end]
    return lines


def _gutter(hit: ItemHit) -> str:
    return hit.number or hit.kind_in_words


def _with_why(
    lines: list[list[Piece]], hit: ItemHit, grid: Grid, column: int, room: int = MEASURE
) -> list[list[Piece]]:
    """The lines of a text with what it was found by behind it, or below it where that doesn't fit."""
    if not hit.why:
        return lines
    room = min(room, MEASURE, grid.right - column)
    why = grid.piece(column, truncate(visible(hit.why), room), "muted", marked=False)
    at = max((piece.column + cell_len(piece.text) + 2 for piece in lines[-1]), default=column)
    if at + cell_len(why.text) <= column + room:
        return [*lines[:-1], [*lines[-1], why._replace(column=at)]]
    return [*lines, [why]]


def _about_mark(hit: ItemHit) -> str:
    """The text, or of a long one the part about the first mark."""
    if len(hit.text) <= LONGEST:
        return hit.text
    start = max(0, (hit.marks[0][0] if hit.marks else 0) - LONGEST // 3)
    return ("…" if start else "") + shown(hit.text[start : start + LONGEST + 1], LONGEST)
