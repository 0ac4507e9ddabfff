"""The pane of a list of thousands: only the rows in view are made, and items are found where they were read."""

from __future__ import annotations

from textual.selection import Selection

from briefing.tui.listing import ListSheet
from briefing.tui.widgets.pane import Build, LinePane


class ListPane(LinePane):
    """A pane whose sheet may hold rows that weren't read yet."""

    def place_of(self, key: str | None) -> int:
        """The index of the item with a key, else the first."""
        return self.sheet.place_of(key) if isinstance(self.sheet, ListSheet) else super().place_of(key)

    def redraw(self) -> None:
        """Draw again where lines have been read: the items are the same, in the same places."""
        if self._build is None or not self._width:
            return
        self.sheet = self._build(self._width)
        self._strips.clear()
        self.refresh()
        self.post_message(self.Selected(self, self.selected))

    def exchange(self, build: Build, key: str | None) -> None:
        """Show another sheet: the item with a key is selected, in the row of the view where the selection was."""
        before = self._span(self.index)[0] - self.top
        sheet = build(self.scrollable_content_region.width)
        top = 0
        if isinstance(sheet, ListSheet):
            top = max(0, sheet.spans[sheet.place_of(key)][0] - before)
        self.show(build, key=key, top=top)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that the mouse has selected; of the other rows none is made."""
        if not isinstance(self.sheet, ListSheet):
            return super().get_selection(selection)
        first = selection.start.y if selection.start is not None else 0
        last = selection.end.y + 1 if selection.end is not None else len(self.sheet.rows)
        rows = [""] * first + [row.plain for row in self.sheet.rows[first:last]]
        return selection.extract("\n".join(rows)), "\n"
