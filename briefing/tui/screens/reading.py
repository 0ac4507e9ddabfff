"""The reading screen: one brief by its tabs, the reader's place in it, the search, and the keys."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from briefing.records import record
from briefing.tui.hits import FROM_FOUND, SHOW_ALL, Hits, search
from briefing.tui.opened import Listed, OpenBrief, Tab
from briefing.tui.render import Renderer
from briefing.tui.screens.base import BaseScreen
from briefing.tui.widgets.lines import Foot, Head, TabRow
from briefing.tui.widgets.pane import LinePane
from briefing.tui.widgets.search_bar import AtRest, SearchBar
from briefing.tui.widgets.spread import Spread

PROOF_KEYS = (
    ("Esc", "Back", "back"),
    ("j k", "Next item", "next_proof(1)"),
    ("d u", "Scroll", "scroll_proof(1)"),
    ("o", "Open source", "open_source"),
    ("y", "Copy", "copy(True)"),
    ("e", "Edit", "want('edit')"),
    ("?", "Help", "app.help"),
)
"""The foot while the evidence is open."""


@record
class Place:
    """Where the reader is: the tab, the selected item's key, the first row in view."""

    tab: int
    key: str | None
    top: int


class ReadingScreen(BaseScreen):
    """Tabs over the items of one of them and, beside or over these, the evidence of the selected one."""

    AUTO_FOCUS = "#list"
    DEFAULT_CSS = "ReadingScreen.-tall TabRow { margin: 1 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "evidence", "Evidence", id="evidence", tooltip="Show where the selected item is from"),
        # With priority, so that what is typed right behind it already goes to the field.
        Binding("slash", "search", "Search", priority=True, id="search", tooltip="Find figures, quotes and points"),
        Binding("n", "hit(1)", "Hits", key_display="n N", id="next-hit", tooltip="Go to the next hit"),
        Binding("N", "hit(-1)", "Previous hit", show=False, id="previous-hit", tooltip="Go to the hit before"),
        Binding("x", "want('export')", "Export", id="export", tooltip="Write the brief to a file"),
        Binding("e", "want('edit')", "Edit", id="edit", tooltip="Open the editor at the selected item"),
        Binding("b", "want('briefs')", "Briefs", id="briefs", tooltip="List all briefs"),
        Binding("y", "copy(True)", "Copy", id="copy", tooltip="Copy the item with its citation"),
        Binding(
            "exclamation_mark", "finding", "Findings", key_display="!", id="findings", tooltip="Go to the next finding"
        ),
        Binding("Y", "copy(False)", "Copy bare", show=False, id="copy-bare", tooltip="Copy the words alone"),
        Binding("o", "open_source", "Open source", show=False, id="open", tooltip="Open the source in the browser"),
        Binding(
            "p", "want('problems')", "Problems", show=False, id="problems", tooltip="Show what is wrong with the file"
        ),
        Binding("r", "want('reload')", "Reload", show=False, id="reload", tooltip="Read the file again"),
        Binding("right_square_bracket,l,right", "step(1)", "Next tab", show=False, id="next-tab"),
        Binding("left_square_bracket,h,left", "step(-1)", "Previous tab", show=False, id="previous-tab"),
        *(Binding(str(digit), f"tab({digit})", f"Tab {digit}", show=False, id=f"tab-{digit}") for digit in range(10)),
        Binding("tab", "scope", "All briefs", show=False, id="scope", tooltip="Search in all briefs"),
        Binding("down", "to_hits", "To the hits", show=False, id="to-hits"),
        Binding("escape", "back", "Back", show=False, id="back", tooltip="One step back"),
    ]

    class Wanted(Message):
        """The reader wants something that the app does: its name, and what it is about."""

        def __init__(self, what: str, text: str = "", listed: Listed | None = None) -> None:
            super().__init__()
            self.what = what
            self.text = text
            self.listed = listed

    def __init__(self, renderer: Renderer, opened: OpenBrief, found: tuple[str, str] | None = None) -> None:
        """`found` are the query and the item's key where the brief was found by a search through all briefs."""
        super().__init__(renderer)
        self.opened = opened
        self.active = 0
        self.hits = Hits()
        self._found = found
        self._places: dict[int, Place] = {}
        """Where the reader was last in each tab."""
        self._before_search: Place | None = None
        self._finding = ("", "")
        """The key of the finding that was walked to last, and which of how many it is."""

    def compose(self) -> ComposeResult:
        """Head, search, tabs, items and evidence, foot."""
        self.fit(self.app.size)
        yield Head(self.renderer)
        yield SearchBar(self.renderer, "Search figures, quotes and points", ("this brief", "all briefs"))
        yield TabRow(self.renderer)
        yield Spread(self.renderer, self.opened)
        yield Foot(self.renderer)

    @property
    def spread(self) -> Spread:
        """The items and their evidence."""
        return self.query_one(Spread)

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self.opened.tabs[self.active]

    @property
    def place(self) -> Place:
        """Where the reader is."""
        selected = self.spread.selected
        return Place(self.active, selected.key if selected else None, self.spread.items.top)

    # Showing

    def on_mount(self) -> None:
        """Show the overview, or what was found."""
        self._show_head()
        self.show_tab(0)
        self.show_keys()
        if self._found is not None:
            query, key = self._found
            self.query_one(SearchBar).fill(query)
            self._find(query)
            self.go_to(key)
            self._focus_items()

    def _show_head(self) -> None:
        head = self.opened.head
        as_of = f"as of {head.as_of}" if head.as_of else "undated"
        self.query_one(Head).show(head.title, head.marking or "", as_of, self.opened.flags())

    def show_tab(self, index: int, key: str | None = None, top: int | None = None) -> None:
        """Show a tab, at an item and a row."""
        self.active = index
        self.spread.show(self.opened, self.tab, self.hits, key, top)
        self._show_tabs()
        if not self.is_typing and not self.spread.is_proof_open:
            self._focus_items()

    def _show_tabs(self) -> None:
        tabs = self.opened.tabs
        counts = None if self.hits.keys is None else self.hits.counts(len(tabs))
        self.query_one(TabRow).show(tuple(tab.title for tab in tabs), self.active, counts, self.opened.findings)

    def on_resize(self, event: events.Resize) -> None:
        """Show or hide the evidence beside the items."""
        before = self.has_class("-split")
        super().on_resize(event)
        if self.has_class("-split") and not before:
            self.call_after_refresh(self.spread.show_proof)

    def open(self, opened: OpenBrief) -> None:
        """Show another brief, from its start."""
        self.opened = opened
        if not self.is_mounted:
            return
        self._places.clear()
        self._before_search = None
        self._close_proof()
        self._show_head()
        self.active = 0
        self._clear_search()

    def update(self, opened: OpenBrief) -> None:
        """Show the brief as it was read again; the reader's place and search stay."""
        if not self.is_whole:
            self.opened = opened
            return
        place = self.place
        tab = self.tab
        self.opened = opened
        self._places.clear()
        self._show_head()
        same = [index for index, other in enumerate(opened.tabs) if (other.kind, other.name) == (tab.kind, tab.name)]
        if self.hits.text:
            self._find(self.hits.text)
        self.show_tab(same[0] if same else 0, place.key, place.top if same else None)

    def show_check(self) -> None:
        """Show what a check has found of the open brief; the reader's place stays."""
        if self.is_whole:
            self._show_head()
            self._show_tabs()
            self.spread.renew()

    def tell(self, doing: str) -> None:
        """Say in the head what goes on."""
        for head in self.query(Head):
            head.tell(doing)

    # From place to place

    @on(TabRow.Chosen)
    def _tab_clicked(self, event: TabRow.Chosen) -> None:
        self.action_tab(event.index)

    def action_step(self, step: int) -> None:
        """To the next or the previous tab."""
        self.action_tab((self.active + step) % len(self.opened.tabs))

    def action_tab(self, index: int) -> None:
        """To a tab, where the reader was in it last; under a search to its first hit."""
        if index == self.active or index >= len(self.opened.tabs):
            return
        self._close_proof()
        place = None
        if self.hits.keys is None:
            self._places[self.active] = self.place
            place = self._places.get(index)
            self._before_search = None
        self.show_tab(index, place.key if place else None, place.top if place else None)

    def go_to(self, key: str) -> None:
        """To an item, on the tab that lists all of its kind; to the top of the tab that has a bottom line."""
        self._close_proof()
        self.show_tab(next((index for index, _ in self.opened.walk({key})), 0), key)

    def _walk_to(self, tab: int, key: str) -> None:
        if tab != self.active:
            self._close_proof()
            self.show_tab(tab, key)
        else:
            self.spread.items.select(self.spread.items.place_of(key))

    def action_finding(self) -> None:
        """To the next item that its source doesn't bear out, then to those with a warning, and round."""
        walk = self.opened.to_look_at()
        if not walk:
            self.notify(self.opened.all_clear(), markup=False)
            return
        if self.hits.keys is not None:
            self._clear_search()
        keys = [key for _, key, _ in walk]
        here = self.place.key
        tab, key, words = walk[(keys.index(here) + 1) % len(walk) if here in keys else 0]
        self._finding = key, words
        self._walk_to(tab, key)

    def action_back(self) -> None:
        """One step back: from the evidence, from the search, to the place before it."""
        if self.spread.is_proof_open:
            self._close_proof()
        elif self.hits.text and (self.is_typing or not self._led_here(self.hits.text)):
            self._clear_search()
        elif self._before_search is not None:
            place, self._before_search = self._before_search, None
            self._focus_items()
            self.show_tab(place.tab, place.key, place.top)
        elif self._found is not None:
            self.action_want("back")
        else:
            self._focus_items()

    def _led_here(self, text: str) -> bool:
        """Whether the reader has come from the hits in all briefs for these words, to which Esc then leads back."""
        return self._found is not None and text == self._found[0]

    def _focus_items(self) -> None:
        self.spread.items.focus(scroll_visible=False)

    # Search

    @on(AtRest.Clicked)
    def action_search(self) -> None:
        """Put the cursor in the search bar."""
        if self.hits.keys is None:
            self._before_search = self.place
        self._close_proof()
        # At once, not by `field.focus()`, which comes after the keys that are typed ahead.
        self.set_focus(self.query_one(SearchBar).wake())

    def search_for(self, text: str) -> None:
        """Search this brief for words that were typed elsewhere, with the cursor behind them."""
        self.action_search()
        self.query_one(SearchBar).fill(text)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value == self.hits.text:
            return
        if not self.hits.text and self._before_search is None and self._found is None:
            self._before_search = self.place
        key = self.place.key
        self._find(event.value)
        self.show_tab(self.active, key)

    def _find(self, text: str) -> None:
        self.hits = search(self.opened, text, FROM_FOUND if self._led_here(text) else SHOW_ALL)
        self._tell_place()

    @on(LinePane.Selected, "#list")
    def _tell_place(self) -> None:
        """Say which of the hits is selected, and how many there are; without a search which of the findings."""
        words = self.hits.words(None if self.is_typing else self._here)
        if self.hits.keys is None and self.place.key == self._finding[0]:
            words = self._finding[1]
        self.query_one(SearchBar).tell(words)

    @on(Input.Submitted)
    def action_to_hits(self) -> None:
        """From the search bar to the hits: on this tab, else on the first that has any."""
        if not self.is_typing:
            return
        self.set_focus(self.spread.items)  # at once: what is told below depends on it
        if self.hits.keys and not self.spread.items.sheet.items and self._here not in self.hits.walk:
            self.action_hit(1)
        self._tell_place()

    @property
    def _here(self) -> tuple[int, str]:
        """Tab and key of the selected item; of the bottom line where no item stands below it."""
        key, line = self.place.key, self.opened.bottom_line(self.tab)
        return self.active, key or (line.key if line is not None else "")

    def action_hit(self, step: int) -> None:
        """To the next or the previous hit, on to the next tab with hits, and round."""
        if self.hits.keys is None:
            self.notify("Press / and type to search.", markup=False)
            return
        if not self.hits.walk:
            return
        pane = self.spread.items
        here = self._here
        if here not in self.hits.walk and 0 <= pane.index + step < len(pane.sheet.items):
            pane.select(pane.index + step)  # on the overview, which repeats items of other tabs
        else:
            self._walk_to(*self.hits.beyond(here, step))

    def action_scope(self) -> None:
        """From this brief to all briefs, with the words that are typed."""
        if self.is_typing:
            self.post_message(self.Wanted("search", self.hits.text))
        else:
            self.focus_next()

    def _clear_search(self) -> None:
        """Show everything again, at the item that was selected."""
        key = self.place.key
        self.hits = Hits()
        self.query_one(SearchBar).empty()
        self._focus_items()
        self.show_tab(self.active, key)

    # Evidence

    @on(LinePane.Chosen, "#list")
    def action_evidence(self) -> None:
        """To the evidence of the selected item: beside the list, or over it where the window is narrow."""
        if self.is_typing:
            self.action_to_hits()
        elif self.spread.is_proof_open:
            self._close_proof()
        elif self.spread.selected is not None:
            self.spread.open_proof()
            self.query_one(Foot).show(PROOF_KEYS)

    def _close_proof(self) -> None:
        if self.spread.is_proof_open:
            self.spread.close_proof()
            self.show_keys()

    def action_next_proof(self, step: int) -> None:
        """To the evidence of the next item."""
        self.spread.items.select(self.spread.items.index + step)

    def action_scroll_proof(self, step: int) -> None:
        """Scroll the evidence by half a page."""
        self.spread.proof.action_half(step)

    # What the app does

    def action_want(self, what: str) -> None:
        """Ask the app for something that is about the brief or the selected item."""
        self.post_message(self.Wanted(what, listed=self.spread.selected))

    def action_copy(self, cited: bool) -> None:  # Textual's actions take positional arguments
        """Copy the selected item, or what the mouse has selected."""
        if marked := self.get_selected_text():
            self.post_message(self.Wanted("copy", marked))
        elif (selected := self.spread.selected) is not None:
            from briefing.tui.copying import bare_text, cited_text

            text = cited_text(self.opened, selected) if cited else bare_text(self.opened, selected)
            self.post_message(self.Wanted("copy", text))

    def action_open_source(self) -> None:
        """Open the source of the selected item."""
        selected = self.spread.selected
        if url := self.opened.address(selected) if selected is not None else "":
            self.post_message(self.Wanted("open", url))
        else:
            self.notify("No address is given for the source of this item.", markup=False)
