"""The library: all its briefs in one list, filtered as one types, with a look into the selected one beside it."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from briefing.loading import Loaded, load
from briefing.tui.briefrows import ORDERS, Drawn, Library, passed_over_words, preview_sheet, strictest_of
from briefing.tui.listing import RECENT_FROM, WINDOW, Asked, Listing, Place, View, look, read_window
from briefing.tui.render import Renderer
from briefing.tui.screens.base import BaseScreen
from briefing.tui.sheet import Sheet
from briefing.tui.shelf import Shelf, in_thread
from briefing.tui.widgets.lines import Foot, Head, Line
from briefing.tui.widgets.list_pane import ListPane
from briefing.tui.widgets.pane import LinePane
from briefing.tui.widgets.search_bar import AtRest, SearchBar

if TYPE_CHECKING:
    from briefing.index.listing import Sort
    from briefing.index.rows import BriefRow

PREVIEW_AFTER = 0.06
"""Seconds that a line is selected before its brief is read: who runs down the list reads none."""


class LibraryScreen(BaseScreen):
    """The list, and from 110 columns on the selected brief's bottom line and key figures beside it."""

    AUTO_FOCUS = "#list"
    DEFAULT_CSS = """
    LibraryScreen #body { height: 1fr; }
    LibraryScreen #list { width: 1fr; }
    LibraryScreen #preview { width: 42; display: none; border-left: solid $tone-rule; }
    LibraryScreen.-split #preview { display: block; }
    LibraryScreen.-broad #list { width: 107; }
    LibraryScreen.-broad #preview { width: 1fr; max-width: 92; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="evidence", tooltip="Open the selected brief"),
        Binding("slash", "search", "Filter", priority=True, id="search", tooltip="Filter by title, tag, date, status"),
        Binding("s", "sort", "Sort", id="sort", tooltip="Sort by date, title, findings or change"),
        Binding("tab", "inside", "Words inside", show=False, id="scope", tooltip="Search for the words in all briefs"),
        Binding("e", "edit", "Edit", id="edit", tooltip="Open the editor on the selected brief"),
        Binding("r", "reload", "Reload", id="reload", tooltip="Look for changes in the folder"),
        Binding("down", "to_list", "To the list", show=False, id="to-hits"),
        Binding("escape,b", "back", "Back", show=False, id="back", tooltip="One step back"),
    ]

    class Wanted(Message):
        """The reader wants a brief opened or edited, words found in all briefs, or to go back."""

        def __init__(self, what: str, path: Path | None = None, text: str = "") -> None:
            super().__init__()
            self.what = what
            self.path = path
            self.text = text

    def __init__(
        self,
        renderer: Renderer,
        shelf: Shelf,
        today: dt.date,
        markings: tuple[str, ...],
        current: Path | None = None,
    ) -> None:
        """`markings` are those whose order is known; `current` is the brief that is open."""
        super().__init__(renderer)
        self.shelf = shelf
        self.today = today
        self.markings = markings
        self.current = current
        self.view = View()
        self.asked = shelf.asked or Asked()
        self._wanted: Path | None = None
        """The brief that is to be selected once the list is read as it is asked for."""
        self._sorted: Path | None = None
        """The brief that was selected when the list was sorted."""
        self._total = 0
        self._shown = -1
        """The version of the shelf that is shown."""
        self._coming: set[int] = set()
        """The windows that are being read."""
        self._previewed: tuple[BriefRow, Loaded] | None = None

    def compose(self) -> ComposeResult:
        """Head, filter, list and preview, foot."""
        self.fit(self.app.size)
        yield Head(self.renderer)
        yield SearchBar(self.renderer, "Filter by title, tag, date or status", ("titles", "words inside"))
        yield Line(self.renderer).add_class("air")
        with Horizontal(id="body"):
            yield ListPane(self.renderer, id="list")
            yield LinePane(self.renderer, selectable=False, id="preview")
        yield Foot(self.renderer)

    @property
    def listing(self) -> ListPane:
        """The pane with the briefs."""
        return self.query_one("#list", ListPane)

    @property
    def selected(self) -> Listing | None:
        """The selected line, if it was read."""
        found = self.listing.selected
        return found if isinstance(found, Listing) else None

    # Showing

    def on_mount(self) -> None:
        """Show the index as it was left, and what changes from now on."""
        self.shelf.changed.subscribe(self, self._shelf_changed)
        self._shown = self.shelf.version
        if self.asked.filtered:
            self.query_one(SearchBar).fill(self.asked.filtered)
        view = self.shelf.ask_at_once(lambda: look(self.shelf, self.asked, self._looked_at(self.current)))
        if view is not None:
            few = self.asked.filtered or view.count < RECENT_FROM
            self._show(view, str(self.current) if few else None)
        else:
            self._show(View(self.asked), None)  # the change of the shelf below asks again
        self.show_keys()
        self._shelf_changed(self.shelf)

    def _looked_at(self, wanted: Path | None, near: int = 0) -> Place:
        return Place(wanted, near, self.current, 5 if self.app.size.height >= self.TALL else 3)

    def _show(self, view: View, key: str | None) -> None:
        self._take(view)
        self.listing.show(self._build, key=key)

    def _take(self, view: View) -> None:
        self.view = view
        self._coming.clear()
        self._total = view.total
        self._show_head()

    def _show_head(self) -> None:
        view = self.view
        briefs = "1 brief" if self._total == 1 else f"{self._total:,} briefs" if self._total else ""
        order = f", {ORDERS[view.asked.sort]}" if self._total > 1 else ""
        self.query_one(Head).show("Briefs", strictest_of(view.rows, self.markings), briefs + order)
        found = f"{view.count:,} of {self._total:,}" if view.asked.filtered else ""
        self.query_one(SearchBar).tell(found)

    def _build(self, width: int) -> Sheet:
        drawn = Drawn(self.view, width, Library(self.shelf.folder, self.today), self._ask)
        return drawn.sheet(self._empty())

    def _empty(self) -> str:
        if self.view.asked.filtered:
            return "No brief is called so. Tab looks for the words inside the briefs, Esc shows all."
        if not self.shelf.complete:
            return "No brief can be read now." if self.shelf.problem else "Reading the briefs …"
        return f'No brief (*.toml) is in {self.shelf.folder.resolve()}. Start one with: briefing new "Title"'

    def _shelf_changed(self, shelf: Shelf) -> None:
        self.query_one(Head).tell(shelf.doing)
        self.notice(shelf.problem or passed_over_words(shelf.passed_over, shelf.folder))
        if shelf.version != self._shown or not self.view.count:
            self._shown = shelf.version
            self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Read the list again: as it is asked for now, or as it was, with the reader's place kept."""
        pane, asked, wanted = self.listing, self.asked, self._wanted
        selected = self.selected
        stays = asked == self.view.asked and wanted is None and (pane.index or pane.top)
        path = selected.path if selected is not None and stays else wanted
        near = max(0, pane.index - len(self.view.recent)) if stays else 0
        place = self._looked_at(path, near)
        view = await self.shelf.ask(lambda _: look(self.shelf, asked, place))
        if not self.is_whole:
            return
        if view is None:  # what is shown stays until there is an answer
            self.listing.redraw()
            return
        self._wanted = None
        if stays:
            self._show_in_place(view, selected, near)
        else:
            self._show(view, str(path) if view.place is not None else None)

    def _show_in_place(self, view: View, selected: Listing | None, near: int) -> None:
        """Show the list as it is now: the same brief is selected, in the same row; of one that is gone, the next."""
        line = view.row(min(near, view.count - 1))
        key = str(line.path) if line is not None else None
        if selected is not None and (view.place is not None or selected in view.recent):
            key = selected.key if selected in view.recent else str(selected.path)
        self._take(view)
        self.listing.exchange(self._build, key)

    def _ask(self, place: int) -> None:
        """Read the lines about a place that is looked at."""
        window = place // WINDOW
        if window not in self._coming:
            self._coming.add(window)
            self.call_later(self._read_window, self.view, window)

    def _read_window(self, view: View, window: int) -> None:
        self.run_worker(self._fetch(view, window), group="windows")

    async def _fetch(self, view: View, window: int) -> None:
        rows = await self.shelf.ask(lambda _: read_window(self.shelf.index, view.asked, window))
        if view is self.view and self.is_whole:
            self._coming.discard(window)
            if rows:  # none where the list has become shorter: it is read again in a moment
                view.add(window, rows)
                self._show_head()
                self.listing.redraw()

    # The selected brief, and those in view

    @on(LinePane.Selected, "#list")
    def _selected(self) -> None:
        if self.has_class("-split"):
            self._preview()

    def on_resize(self, event: events.Resize) -> None:
        """Show or hide the preview beside the list."""
        super().on_resize(event)
        if self.has_class("-split"):
            self._preview()

    @work(exclusive=True, group="preview")
    async def _preview(self) -> None:
        """Show the selected brief, once it stays selected."""
        listing = self.selected
        row = listing.row if listing is not None else None
        if row is not None and (self._previewed is None or self._previewed[0] != row):
            await asyncio.sleep(PREVIEW_AFTER)
            self._previewed = row, await in_thread(lambda _: load(row.path, self.today))
        if not self.is_whole:
            return
        loaded = self._previewed[1] if self._previewed is not None and row is not None else None
        pane = self.query_one("#preview", LinePane)
        pane.show(lambda width: preview_sheet(row, loaded, self.shelf.folder, width))

    # Filter and order

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.asked.filtered:
            self._filter(event.value)

    def _filter(self, text: str) -> None:
        self._ask_for(Asked(self.asked.sort, text))

    def _ask_for(self, asked: Asked) -> None:
        self.asked = self.shelf.asked = asked
        self._look()

    @on(AtRest.Clicked)
    def action_search(self) -> None:
        """Put the cursor in the filter."""
        self.set_focus(self.query_one(SearchBar).wake())

    def filter_by(self, text: str) -> None:
        """Filter the list by words that were typed elsewhere."""
        self.action_search()
        self.query_one(SearchBar).fill(text)
        self._filter(text)

    def action_to_list(self) -> None:
        """From the filter to the list."""
        self.listing.focus(scroll_visible=False)

    def action_sort(self) -> None:
        """Sort by the next of date, title, findings and change: who has gone to a brief stays at it."""
        sorts: list[Sort] = list(ORDERS)
        order = sorts[(sorts.index(self.asked.sort) + 1) % len(sorts)]
        path = self.selected.path if self.selected is not None else None
        if self.listing.index or path == self._sorted:
            self._wanted = self._sorted = path
        self._ask_for(Asked(order, self.asked.filtered))

    def action_inside(self) -> None:
        """From the titles to the words inside the briefs."""
        if self.is_typing:
            self.post_message(self.Wanted("search", text=self.asked.filtered))
        else:
            self.focus_next()

    # Other actions

    @on(Input.Submitted)
    @on(LinePane.Chosen, "#list")
    def action_open(self) -> None:
        """Open the selected brief."""
        self._want("open")

    def action_edit(self) -> None:
        """Open the editor on the selected brief."""
        self._want("edit")

    def _want(self, what: str) -> None:
        if (selected := self.selected) is not None:
            self.post_message(self.Wanted(what, selected.path))

    def action_reload(self) -> None:
        """Look for changes in the folder."""
        self.shelf.refresh()

    def action_back(self) -> None:
        """One step back: from the filter to the whole list, with the same brief selected; then from the list."""
        if self.asked.filtered or self.is_typing:
            self._wanted = self.selected.path if self.selected is not None else None
            self.query_one(SearchBar).empty()
            self.listing.focus(scroll_visible=False)
            self._filter("")
        else:
            self.post_message(self.Wanted("back"))
