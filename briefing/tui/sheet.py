"""Sets a tab as rows on one grid, as far down as is looked at: the only layout code of the reading screen.

The grid, in cells (screen.md): 0 the selection bar, 1 a margin, 2 to 11 a gutter for what a reader looks up by
(number, kind, date), 14 the axis for the text; the status is set from the right edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.cells import cell_len

from briefing.text import one_line, visible
from briefing.tui.characters import Spans, printable, printable_marks
from briefing.tui.render import Piece, Row
from briefing.tui.wrapping import balanced, truncate, wrap

GUTTER_END = 12
AXIS = 14
STATUS = len("UNCHECKED [1]")
NARROW = 60
MEASURE = 76
WIDEST = AXIS + MEASURE + 2 + STATUS
"""The column where a status ends at the most: farther from its text the eye would lose the row."""
MOST_BAR_CELLS = 40

Marker = Callable[[str], Spans]


class Grid:
    """The columns of a pane of one width, and the pieces that are set on them."""

    def __init__(self, width: int, marker: Marker | None = None, *, flat: bool = False) -> None:
        """`flat` sets everything at the left margin, as a narrow pane does."""
        self.width = width
        self.narrow = flat or width < NARROW
        self.axis = 2 if self.narrow else AXIS
        self.right = width - 1 if flat else min(width - 1, WIDEST)
        self._marker = marker

    def piece(self, column: int, text: str, role: str = "text", *, marked: bool = True) -> Piece:
        """A text at a column, with the search's hits in it."""
        text = visible(text)
        marks = self._marker(text) if marked and self._marker else ()
        return Piece(column, printable(text), role, printable_marks(text, marks))

    def paragraph(
        self,
        column: int,
        runs: list[tuple[str, str]],
        width: int | None = None,
        *,
        even: bool = False,
    ) -> list[list[Piece]]:
        """Text in one or more roles, wrapped at a column: the pieces of each row.

        `runs` are (text, role); hits are looked for in the whole text, so that one across a row's end is found.
        """
        whole = "".join(visible(text) for text, _ in runs)
        marks = printable_marks(whole, self._marker(whole)) if self._marker else ()
        texts = [printable(text) for text, _ in runs]
        whole = "".join(texts)
        room = max(8, min(width or self.right - column, MEASURE))
        lines = balanced(whole, room) if even else wrap(whole, room)
        parts = list(zip(texts, (role for _, role in runs), strict=True))
        return [_line(column, span, parts, marks) for span in lines]

    @property
    def marks_hits(self) -> bool:
        """Whether there is a search whose hits are marked."""
        return self._marker is not None

    def excerpt(self, column: int, text: str, room: int) -> Piece:
        """A text on one row, muted, with its first mark in view: what stands far before that is left out."""
        text = one_line(visible(text))
        marks = self._marker(text) if self._marker else ()
        if marks and cell_len(text[: marks[0][1]]) > room * 2 // 3:
            start = text.rfind(" ", 0, max(1, marks[0][0] - room // 3)) + 1
            text = f"…{text[start:]}" if start else text
        return self.piece(column, truncate(text, room), "muted")

    def hang(self, text: str) -> tuple[int, int]:
        """Where the gutter's text starts and the text beside it: never under the selection bar."""
        size = cell_len(printable(text))
        start = max(2, GUTTER_END - size)
        return start, max(self.axis, start + size + 2)


def _line(column: int, span: tuple[int, int], parts: list[tuple[str, str]], marks: Spans) -> list[Piece]:
    """The pieces of one row: the span of the parts' joined text, with the marks that fall into it."""
    start, end = span
    pieces: list[Piece] = []
    at = 0
    for text, role in parts:
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            own = text[first:last]
            inside = tuple(
                (max(a - at - first, 0), min(b - at - first, len(own)))
                for a, b in marks
                if a < at + last and b > at + first
            )
            pieces.append(Piece(column, own, role, inside))
            column += cell_len(own)
        at += len(text)
    return pieces


class Sheet:
    """The rows of a pane, made from a generator as far as they are needed.

    `items` are all items in order, known at once; `rows` grow with `reach`. The generator yields rows whose
    `item` is an index into `items`, and blanks between them.
    """

    def __init__(self, items: Sequence[object], rows: Iterator[Row]) -> None:
        self.items = items
        self._made: list[Row] = []
        self._placed: dict[int, tuple[int, int]] = {}
        self.rows: Sequence[Row] = self._made
        self.spans: Mapping[int, tuple[int, int]] = self._placed
        self._source: Iterator[Row] | None = rows

    @property
    def done(self) -> bool:
        """Whether all rows are made."""
        return self._source is None

    def reach(self, count: int) -> None:
        """Make rows until there are `count`, or all."""
        while self._source is not None and len(self.rows) < count:
            self._next()

    def reach_item(self, index: int) -> None:
        """Make rows until those of an item are there."""
        while self._source is not None and (index not in self.spans or self.spans[index][1] == len(self.rows) - 1):
            self._next()

    def _next(self) -> None:
        row = next(self._source, None) if self._source is not None else None
        if row is None:
            self._source = None
            return
        place = len(self._made)
        self._made.append(row)
        if row.item is not None:
            self._placed[row.item] = (self._placed.get(row.item, (place, place))[0], place)

    def estimate(self) -> int:
        """How many rows there will be: exact when done, else by the items made so far."""
        if self._source is None or not self.spans:
            return len(self.rows)
        return max(len(self.rows) + 1, round(len(self.rows) * len(self.items) / len(self.spans)))


def heading(grid: Grid, title: str, *, first: bool = False) -> Iterator[Row]:
    """A section's title with a hairline to the right edge, and a blank above it."""
    if not first:
        yield Row(())
    words = truncate(printable(title).upper(), grid.right - 4)
    at = 2 + cell_len(words) + 1
    yield Row((Piece(2, words, "heading"), Piece(at, "─" * max(0, grid.right - at), "rule")))


def standfirst(grid: Grid, text: str) -> Iterator[Row]:
    """The sentence at the top of a tab, with its rows evenly filled."""
    for pieces in grid.paragraph(2, [(text, "strong")], grid.right - 4, even=True):
        yield Row(tuple(pieces))
