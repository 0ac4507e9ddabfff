"""The bars of figures: a section's in one set of columns, so that they can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from briefing import moves, wording
from briefing.entries import Entry
from briefing.figures import Figures
from briefing.model import Figure
from briefing.records import record
from briefing.tui.characters import printable
from briefing.tui.render import Piece
from briefing.tui.sheet import MOST_BAR_CELLS, Grid
from briefing.tui.wrapping import truncate

MEASURED = 100
"""The figures that a section's columns are measured on: the first. Measuring 400 took 10 ms of a key's 15."""

LEAST_BAR = 12
"""The cells that a bar has at least before names are cut or the change goes below it."""


@record
class Track:
    """Where bars stand, in cells: their names' column, where they start, how long their track is, where values end."""

    names: int
    start: int
    cells: int
    end: int


class Columns:
    """The columns that all figures of a section share: labels, bars' names, bars, values, change.

    Bars of a series and parts of a whole have them in common unless the names of wholes are too long for that: these
    are sentences, and would leave the others no room.
    """

    def __init__(self, grid: Grid, figures: list[Figure], known: Figures) -> None:
        drawn = [(figure, bars) for figure in figures if (bars := wording.bars(figure))]
        series = [bar for _, bars in drawn for bar in bars]
        shares = [bar for figure in figures if (bar := wording.share_bar(figure, known)) is not None]
        numbers = (cell_len(printable(wording.number(figure, known, short=True))) for figure in figures)
        # One axis for all, unless a number is so long that the others had better not follow it.
        self.axis = grid.axis if grid.narrow else max(grid.axis, 2 + min(max(numbers, default=0), grid.right // 4) + 2)
        room = grid.right - self.axis
        most_names = max(8, room // 3)
        if _widest(bar.name for bar in shares) <= most_names:
            series = shares = [*series, *shares]
        change = max((cell_len(change_words(figure)) for figure, _ in drawn), default=-2) + 2
        cells = room - min(_widest(bar.name for bar in series), most_names) - _widest(bar.value for bar in series) - 3
        self.below = grid.narrow or cells - change < LEAST_BAR
        """Whether the change stands below the bars instead of beside them."""
        beside = 0 if self.below else change
        self.series = self._track(series, room - beside, most_names)
        self.shares = self.series if series is shares else self._track(shares, room, room)

    def _track(self, bars: list[wording.Bar], room: int, most_names: int) -> Track:
        values = _widest(bar.value for bar in bars)
        names = min(_widest(bar.name for bar in bars), most_names, max(8, room - values - 3 - LEAST_BAR))
        cells = max(4, min(MOST_BAR_CELLS, room - names - values - 3))
        start = self.axis + names + 2
        return Track(names, start, cells, start + cells + 1 + values)


def section_columns(grid: Grid, items: Iterable[object], known: Figures) -> Columns:
    """The columns of a section, measured on its first figures."""
    figures = (one.item for one in items if isinstance(one, Entry) and isinstance(one.item, Figure))
    return Columns(grid, list(figures), known)


def _widest(texts: Iterable[str]) -> int:
    return max((cell_len(printable(text)) for text in texts), default=0)


def share_line(grid: Grid, bar: wording.Bar, columns: Columns) -> list[Piece]:
    """A part of a whole on one row."""
    return _line(grid, bar, columns.axis, columns.shares)


def series_lines(grid: Grid, figure: Figure, columns: Columns) -> list[list[Piece]]:
    """Before and now as bars on one scale; the change stands after now, or below where it is narrow."""
    series = wording.bars(figure)
    lines = [_line(grid, bar, columns.axis, columns.series) for bar in series]
    change = change_words(figure) if series else ""
    if change and columns.below:
        lines.append([Piece(columns.series.start, change, "muted")])
    elif change:
        lines[-1].append(Piece(columns.series.end + 2, change, "muted"))
    return lines


def _line(grid: Grid, bar: wording.Bar, axis: int, track: Track) -> list[Piece]:
    value = printable(bar.value)
    value_at = max(track.start + track.cells + 1, track.end - cell_len(value))
    return [
        grid.piece(axis, truncate(printable(bar.name), track.names), "muted"),
        Piece(track.start, bar_cells(bar.fraction, track.cells), "now" if bar.now else "before"),
        grid.piece(value_at, value, "text" if bar.now else "muted"),
    ]


def bar_cells(fraction: float, cells: int) -> str:
    """A bar exact to an eighth of a cell, padded to the whole track; above zero at least an eighth."""
    eighths = round(min(max(fraction, 0.0), 1.0) * cells * 8)
    if fraction > 0:
        eighths = max(1, eighths)
    full, part = divmod(eighths, 8)
    return ("█" * full + ("▏▎▍▌▋▊▉"[part - 1] if part else "")).ljust(cells)


def change_words(figure: Figure) -> str:
    """The change beside a bar: an arrow and by how much."""
    moved = moves.move(figure, short=True)
    if moved is None:
        return ""
    if moved.direction:
        return f"{'▲' if moved.direction > 0 else '▼'} {moved.amount}"
    return moved.amount if moved.open_end else "unchanged"
