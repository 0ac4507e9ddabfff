"""One widget that draws a sheet line by line: selection, hits, mouse, copying."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from briefing.tui.render import Renderer, Row
from briefing.tui.sheet import Sheet

Build = Callable[[int], Sheet]

SLICE = 120
"""Rows that are laid out at once beyond the view: 2 ms, so that no key waits longer, and most tabs are done with it."""


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows the rows of a sheet; the sheet is built for the pane's width, and only as far as it is looked at."""

    DEFAULT_CSS = """
    LinePane {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        background: $background; color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next item", show=False, id="next-item"),
        Binding("k,up", "move(-1)", "Previous item", show=False, id="previous-item"),
        Binding("d", "half(1)", "Half a page down", show=False, id="half-down"),
        Binding("u", "half(-1)", "Half a page up", show=False, id="half-up"),
        Binding("space,pagedown", "page(1)", "Page down", show=False, id="page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="page-up"),
        Binding("g,home", "ends(0)", "Top", show=False, id="top"),
        Binding("G,end", "ends(-1)", "Bottom", show=False, id="bottom"),
    ]

    class Selected(Message):
        """Another item has the selection."""

        def __init__(self, pane: LinePane, item: object) -> None:
            super().__init__()
            self.pane = pane
            self.item = item

        @property
        def control(self) -> LinePane:
            """The pane, for `on`'s selectors."""
            return self.pane

    class Chosen(Selected):
        """An item was clicked twice."""

    def __init__(self, renderer: Renderer, *, selectable: bool = True, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.renderer = renderer
        self.selectable = selectable
        self.index = 0
        self.sheet = Sheet((), iter(()))
        self._build: Build | None = None
        self._wanted: tuple[str | None, int | None] | None = None
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._width = 0

    def show(self, build: Build, *, key: str | None = None, top: int | None = None) -> None:
        """Replace the sheet; the selection goes to the item with a key, the view to a row or to the selection."""
        self._build = build
        self._wanted = key, top
        self._lay()
        self.refresh()

    def place_of(self, key: str | None) -> int:
        """The index of the item with a key, else the first."""
        if key is not None:
            for place, item in enumerate(self.sheet.items):
                if getattr(item, "key", None) == key:
                    return place
        return 0

    def restyle(self, renderer: Renderer) -> None:
        """Draw everything again in other colours."""
        self.renderer = renderer
        self._strips.clear()
        self.refresh()

    def _lay(self) -> None:
        width = self.scrollable_content_region.width
        if self._build is None or width < 4:
            self._width = 0  # laid out as soon as there is room
            return
        self.sheet = self._build(width)
        self._width = width
        self._strips.clear()
        self.sheet.reach(self.size.height + SLICE)
        self.index = max(0, min(self.index, len(self.sheet.items) - 1))
        self._measure()
        if self._wanted is not None:
            self._go_to(*self._wanted)
            self._wanted = None
        if not self.sheet.done:
            self.set_timer(0.02, self._lay_more)

    def renew(self) -> None:
        """Build the sheet again from items of which something else is known: selection and view stay.

        Only rows that differ are drawn again. Where rows have come or gone, the selected item stays where it is on
        the screen, or the first one in view where the selected one is out of view.
        """
        if self._build is None or not self._width:
            return
        before, top = self.sheet, self.top
        in_view = [row.item for row in before.rows[top : top + self.size.height] if row.item is not None]
        anchor = self.index if self.index in in_view else next(iter(in_view), None)
        self.sheet = self._build(self._width)
        self.sheet.reach(top + self.size.height + SLICE)
        self.index = max(0, min(self.index, len(self.sheet.items) - 1))
        moved = 0
        if anchor is not None and anchor < len(self.sheet.items):
            self.sheet.reach_item(anchor)
            moved = self._span(anchor)[0] - before.spans[anchor][0]
            if top == 0 and self._span(anchor)[1] < self.size.height:
                moved = 0  # who is at the top stays there
        self._measure()
        same = [old == new for old, new in zip(before.rows, self.sheet.rows, strict=False)]
        self._strips = {key: strip for key, strip in self._strips.items() if key[0] < len(same) and same[key[0]]}
        if moved:
            self.scroll_to(0, top + moved, animate=False, immediate=True)
            self.refresh()
        else:
            for line in range(top, top + self.size.height):
                if line >= len(same) or not same[line]:
                    self.refresh_lines(line, 1)
        if not self.sheet.done:
            self.set_timer(0.02, self._lay_more)

    def _go_to(self, key: str | None, top: int | None) -> None:
        """Select the item with a key; view from a row on, or so that the selection is in view."""
        self.index = self.place_of(key)
        self.sheet.reach_item(self.index)
        if top is not None:
            self.sheet.reach(top + self.size.height)
            self._measure()
            self.scroll_to(0, top, animate=False, immediate=True)
        else:
            self.scroll_to(0, 0, animate=False, immediate=True)
            self._reveal()
        self.post_message(self.Selected(self, self.selected))

    def _lay_more(self) -> None:
        """Lay out a further slice, and so on until all is there: keys come in between."""
        if self.sheet.done:
            return
        self.sheet.reach(len(self.sheet.rows) + SLICE)
        if self.sheet.done:
            self._measure()  # once: each other size makes Textual lay the whole screen out again
        else:
            self.set_timer(0.005, self._lay_more)

    def _measure(self) -> None:
        self.virtual_size = Size(self._width, self.sheet.estimate())

    def on_resize(self) -> None:
        """Lay out again where the width is another."""
        if self.scrollable_content_region.width != self._width:
            self._lay()
            self.sheet.reach_item(self.index)
            # The new virtual size isn't in force until the next refresh.
            self.call_after_refresh(self._reveal)
        else:
            self.sheet.reach(self.scroll_offset.y + self.size.height + 1)

    @property
    def selected(self) -> object | None:
        """The selected item."""
        return self.sheet.items[self.index] if self.selectable and self.sheet.items else None

    @property
    def top(self) -> int:
        """The first row in view."""
        return self.scroll_offset.y

    def render_line(self, y: int) -> Strip:
        """One row of the view: `y` counts from the viewport's top."""
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if self._width != width:
            self._lay()  # the first frame comes before the first resize event
        self.sheet.reach(line + 1)
        if line >= len(self.sheet.rows):
            return Strip.blank(width, base)
        row = self.sheet.rows[line]
        chosen = self.selectable and row.item is not None and row.item == self.index
        selection = self.text_selection
        span = selection.get_span(line) if selection is not None else None
        if span is None and (strip := self._strips.get((line, chosen))) is not None:
            return strip
        strip = self.renderer.strip(row, width, base, chosen=chosen, selection=span).apply_offsets(0, line)
        if span is None:
            self._strips[line, chosen] = strip
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that the mouse has selected; every row is one line of it."""
        last = selection.end.y + 1 if selection.end is not None else len(self.sheet.rows)
        self.sheet.reach(last)
        return selection.extract("\n".join(row.plain for row in self.sheet.rows)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old style."""
        super().notify_style_update()
        self._strips.clear()

    def _span(self, index: int) -> tuple[int, int]:
        return self.sheet.spans.get(index, (0, 0))

    def _reveal(self) -> None:
        """Scroll so that the selected item is in view, with its heading, and the ends of the sheet with the ends."""
        if not self.selectable or not self.sheet.items:
            return
        self.sheet.reach_item(self.index)
        first, last = self._span(self.index)
        if self.index == 0:
            first = 0
        elif first and self._is_heading(self.sheet.rows[first - 1]):
            first -= 1
        if self.index == len(self.sheet.items) - 1:
            self.sheet.reach(last + 4)
            last = len(self.sheet.rows) - 1
        self._measure()
        region = Region(0, first, self._width, min(last - first + 1, max(1, self.size.height)))
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    @staticmethod
    def _is_heading(row: Row) -> bool:
        return row.item is None and bool(row.pieces)

    def select(self, index: int, *, reveal: bool = True) -> None:
        """Move the selection; only the lines of the two items are drawn again."""
        index = max(0, min(index, len(self.sheet.items) - 1))
        if index != self.index:
            old, self.index = self.index, index
            self.sheet.reach_item(index)
            for one in (old, index):
                first, last = self._span(one)
                self.refresh_lines(first, last - first + 1)
        if reveal:
            self._reveal()
        self.post_message(self.Selected(self, self.selected))

    def action_move(self, step: int) -> None:
        """Select the next or the previous item; without items, or inside one taller than the view, scroll."""
        first, last = self._span(self.index)
        view = range(self.top, self.top + self.size.height)
        more = (last >= view.stop) if step > 0 else (first < view.start)
        if not self.selectable or not self.sheet.items or (more and last - first >= self.size.height):
            self.scroll_relative(y=step, animate=False)
        else:
            self.select(self.index + step)

    def action_ends(self, index: int) -> None:
        """Go to the first or the last item."""
        if self.selectable and self.sheet.items:
            self.select(index if index >= 0 else len(self.sheet.items) - 1)
        else:
            self.sheet.reach(1_000_000)
            self._measure()
            self.scroll_to(0, 0 if index >= 0 else len(self.sheet.rows), animate=False, immediate=True)

    def action_half(self, step: int) -> None:
        """Scroll by half a page."""
        self._scroll_by(step * max(1, self.size.height // 2))

    def action_page(self, step: int) -> None:
        """Scroll by a page, less one row to read on from."""
        self._scroll_by(step * max(1, self.size.height - 1))

    def _scroll_by(self, rows: int) -> None:
        """Scroll, and let the selection follow into view."""
        height = self.size.height
        before = self.top
        self.sheet.reach(before + rows + 2 * height)
        self._measure()
        self.scroll_to(0, before + rows, animate=False, immediate=True)
        if not self.selectable or not self.sheet.items:
            return
        if self.top == before:
            self.select(len(self.sheet.items) - 1 if rows > 0 else 0)
            return
        inside = [row.item for row in self.sheet.rows[self.top : self.top + height] if row.item is not None]
        if inside and self.index not in inside:
            self.select(inside[0] if rows > 0 else inside[-1], reveal=False)

    def on_click(self, event: events.Click) -> None:
        """Select the item under the mouse; a second click chooses it."""
        line = event.y + self.scroll_offset.y
        if self.selectable and line < len(self.sheet.rows):
            item = self.sheet.rows[line].item
            if item is not None:
                self.select(item)
                if event.chain == 2:
                    self.post_message(self.Chosen(self, self.selected))
