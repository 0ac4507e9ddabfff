"""A figure through all briefs, as rows of the evidence: its values with their periods, as bars on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from briefing.evidence.status import FINDINGS
from briefing.numbers import SCALES_SHORT, is_percentage, scale_factor
from briefing.tui.bars import bar_cells
from briefing.tui.briefrows import date_words
from briefing.tui.characters import printable
from briefing.tui.render import Piece, Row
from briefing.tui.sheet import Grid, heading
from briefing.tui.wrapping import truncate

if TYPE_CHECKING:
    from briefing.index.listing import FigureValue

MOST = 24
"""Values that are shown: the latest."""

_LEAST_BAR = 6


def series_rows(values: Sequence[FigureValue], own: Path, grid: Grid) -> Iterator[Row]:
    """The values of a figure in all briefs, the oldest period first; `own` is the brief that is open.

    Bars are drawn where all values are single numbers in one unit: a bar would else say more than the briefs do.
    """
    yield from heading(grid, "Other briefs")
    others = [value for value in values if value.brief.path != own]
    if not others:
        yield from (Row(tuple(line)) for line in grid.paragraph(2, [("none holds this figure", "muted")]))
        return
    shown = list(values[-MOST:])
    if len(values) > MOST:
        words = f"the latest {MOST} of {len(values):,} values"
        yield from (Row(tuple(line)) for line in grid.paragraph(2, [(words, "muted")]))
    lengths = _lengths(shown)
    names = [truncate(printable(_when(value)), grid.right // 3) for value in shown]
    numbers = [truncate(printable(_short(value.number)), grid.right // 2) for value in shown]
    widest = max(map(cell_len, names))
    right = max(map(cell_len, numbers))
    cells = grid.right - 2 - widest - 2 - right - 2
    for value, name, number, length in zip(shown, names, numbers, lengths, strict=True):
        is_own = value.brief.path == own
        pieces = [Piece(2, name, "text" if is_own else "muted")]
        if length is not None and cells >= _LEAST_BAR:
            pieces.append(Piece(2 + widest + 2, bar_cells(length, cells), "now" if is_own else "before"))
        pieces.append(Piece(grid.right - cell_len(number), number, "number" if is_own else "strong"))
        yield Row(tuple(pieces))
        yield Row((Piece(4, truncate(_where(value, is_own=is_own), grid.right - 4), "muted"),))


def _short(number: str) -> str:
    """A number with its scale as it is written where there is little room: US$68.7 bn."""
    for word, short in SCALES_SHORT.items():
        number = number.replace(f" {word}", f" {short}")
    return number


def _when(value: FigureValue) -> str:
    return value.period or date_words(value.as_of) or "undated"


def _where(value: FigureValue, *, is_own: bool) -> str:
    """What is wrong with the value, the brief's date where that isn't the value's, and the brief."""
    status = value.status if value.status in FINDINGS else ""
    title = "this brief" if is_own else value.brief.title or value.brief.path.name
    sample = "SAMPLE" if value.brief.sample else ""
    return printable(" · ".join(filter(None, (sample, status, date_words(value.as_of) if value.period else "", title))))


def _lengths(values: Sequence[FigureValue]) -> list[float | None]:
    """How long each value's bar is, from 0 to 1; None for all where they can't stand on one scale."""
    amounts = [
        value.low * scale_factor(value.scale or None) if value.low is not None and value.low == value.high else None
        for value in values
    ]
    known = [amount for amount in amounts if amount is not None and amount >= 0]
    if len(known) < len(amounts) or len({value.unit for value in values}) > 1:
        return [None] * len(values)
    percent = is_percentage(values[0].unit or None) and max(known) <= 100
    whole = 100 if percent else max(known)
    return [float(amount / whole) if whole else 0.0 for amount in known]
