"""The one place where a brief's text becomes what the terminal gets: rows to strips, text to Content.

Every string goes through `characters.printable` here, whatever made it, and only here does a role become a colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.filter import LineFilter
from textual.strip import Strip

from briefing.text import hidden, visible
from briefing.tui.characters import Spans, in_cells, printable
from briefing.tui.themes import TLP_COLOURS, Palette


class Piece(NamedTuple):
    """A text of one role at a column of a row; `marks` are the search's hits within it."""

    column: int
    text: str
    role: str = "text"
    marks: Spans = ()


class Row(NamedTuple):
    """One line of a pane: pieces from left to right, and the index of the item that it belongs to."""

    pieces: tuple[Piece, ...]
    item: int | None = None

    @property
    def plain(self) -> str:
        """The row's text, as it is copied."""
        line = ""
        for piece in self.pieces:
            line += " " * (piece.column - cell_len(line)) + printable(piece.text)
        return line


SELECTION_BAR = "▎"


class Renderer:
    """Turns rows into strips in the colours of one palette."""

    def __init__(self, palette: Palette, *, ascii_only: bool = False) -> None:
        self.palette = palette
        self.styles = palette.styles
        self.ascii_only = ascii_only

    def strip(
        self, row: Row, width: int, base: Style, *, chosen: bool = False, selection: tuple[int, int] | None = None
    ) -> Strip:
        """The row as a strip of `width` cells.

        `chosen` draws the selection bar and the hits of the selected item; `selection` is the span, in characters
        of the row's text, that the mouse has selected (-1: to the end).
        """
        parts: list[tuple[str, Style]] = []
        column = 0
        for piece in row.pieces:
            if piece.column > column:
                parts.append((" " * (piece.column - column), base))
                column = piece.column
            for text, role in self._runs(piece, chosen):
                shown = printable(text)
                parts.append((shown, base + self.style(role)))
                column += cell_len(shown)
        if selection is not None:
            parts = list(_select(parts, selection, self.styles["selected"]))
        strip = Strip([Segment(text, style) for text, style in parts], column)
        if chosen:
            bar = Strip([Segment(printable(SELECTION_BAR), base + self.styles["accent"])], 1)
            strip = Strip.join([bar, strip.crop(1)]) if column > 1 else bar
        return strip.adjust_cell_length(width, base)

    def _runs(self, piece: Piece, chosen: bool) -> Iterable[tuple[str, str]]:
        """A piece's text in runs of one role; where colour can't draw a bar's track, dots do."""
        if piece.role in ("now", "before") and (self.palette.mono or self.ascii_only):
            bar = piece.text.rstrip(" ")
            yield "#" * len(bar) if self.ascii_only else bar, piece.role
            yield ("." if self.ascii_only else "·") * (len(piece.text) - len(bar)), "muted"
        else:
            yield from _split(piece, "hit_now" if chosen else "hit")

    def style(self, role: str) -> Style:
        """The style of a role; `marking:WORD` is the chip of a marking."""
        if not role.startswith("marking:"):
            return self.styles[role]
        if self.palette.mono:
            return Style(bold=True)
        return Style(color=TLP_COLOURS.get(role[8:], "#FFFFFF"), bgcolor="#000000", bold=True)


def _split(piece: Piece, hit_role: str) -> Iterable[tuple[str, str]]:
    """A piece's text, parted where hits begin and end."""
    at = 0
    for start, end in piece.marks:
        if start > at:
            yield piece.text[at:start], piece.role
        yield piece.text[start:end], hit_role
        at = end
    if at < len(piece.text):
        yield piece.text[at:], piece.role


def _select(parts: list[tuple[str, Style]], span: tuple[int, int], style: Style) -> Iterable[tuple[str, Style]]:
    """The parts with the selected characters in the selection's style."""
    start, end = span
    at = 0
    for text, own in parts:
        first = min(max(start - at, 0), len(text))
        last = len(text) if end < 0 else min(max(end - at, first), len(text))
        if text[:first]:
            yield text[:first], own
        if text[first:last]:
            yield text[first:last], own + style
        if text[last:]:
            yield text[last:], own
        at += len(text)


def content(text: str) -> Content:
    """Text for a stock widget: shown as written, never read as markup."""
    return Content(visible(text, keep="\n"))


class ControlFilter(LineFilter):
    """The last gate before the terminal: no control or direction character and no link passes, whoever drew it.

    Textual strips only five control characters; the rest would reach the terminal as bytes (safety.md, 0).
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.ascii_only = ascii_only

    def apply(self, segments: list[Segment], background: object) -> list[Segment]:
        """The segments with hidden characters replaced one for one, so that widths stay."""
        return [segment if segment.control else self._safe(segment) for segment in segments]

    def _safe(self, segment: Segment) -> Segment:
        text, style, control = segment
        if not text.isascii() or not text.isprintable():
            for index in reversed(hidden(text)):
                text = f"{text[:index]}\ufffd{text[index + 1 :]}"
            if self.ascii_only:
                text = in_cells(text)
        if style is not None and style.link:
            style = style.update_link(None)
        return Segment(text, style, control)


def rich_text(text: str) -> Text:
    """Text for the command palette, which reads a `str` and even a `Content` as markup."""
    return Text(visible(text))
