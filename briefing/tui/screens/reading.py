"""The reading screen: one brief, its tabs, the search and the evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from briefing.entries import Entry
from briefing.model import Figure
from briefing.records import record
from briefing.tui.items import tab_sheet
from briefing.tui.opened import Listed, OpenBrief, SourceRow, Tab, bare_text, cited_text
from briefing.tui.proof import proof_sheet
from briefing.tui.render import Renderer
from briefing.tui.screens.base import BaseScreen
from briefing.tui.sheet import Sheet
from briefing.tui.widgets.lines import Foot, Head, TabRow
from briefing.tui.widgets.pane import SLICE, LinePane
from briefing.tui.widgets.search_bar import AtRest, SearchBar

if TYPE_CHECKING:
    from briefing.index.listing import FigureValue
    from briefing.search import Query


PROOF_KEYS = (
    ("Esc", "Back", "back"),
    ("j k", "Next item", "next_proof(1)"),
    ("o", "Open source", "open_source"),
    ("y", "Copy", "copy(True)"),
    ("e", "Edit", "edit"),
    ("?", "Help", "app.help"),
)
"""The foot while the evidence is open."""

SHEETS_KEPT = 16
"""Laid out tabs that are kept, so that coming back to one takes no time: all tabs of a brief, at one width."""


@record
class Place:
    """Where the reader is: the tab, the selected item's key, the first row in view."""

    tab: int
    key: str | None
    top: int


class ReadingScreen(BaseScreen):
    """Tabs over one pane, and from 110 columns on the selected item's evidence beside it."""

    AUTO_FOCUS = "#list"
    DEFAULT_CSS = """
    ReadingScreen.-tall TabRow { margin: 1 0; }
    ReadingScreen #body { height: 1fr; }
    ReadingScreen #list { width: 1fr; }
    ReadingScreen #proof { width: 46; display: none; border-left: solid $tone-rule; }
    ReadingScreen.-split #proof { display: block; }
    ReadingScreen.-proof #proof { display: block; }
    ReadingScreen.-proof #proof { width: 1fr; border-left: none; }
    ReadingScreen.-proof #list { display: none; }
    ReadingScreen.-split #proof { width: 46; border-left: solid $tone-rule; }
    ReadingScreen.-split #list { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "evidence", "Evidence", id="evidence", tooltip="Show where the selected item is from"),
        # With priority, so that what is typed right behind it already goes to the field.
        Binding("slash", "search", "Search", priority=True, id="search", tooltip="Find figures, quotes and points"),
        Binding("n", "hit(1)", "Hits", key_display="n N", id="next-hit", tooltip="Go to the next hit"),
        Binding("N", "hit(-1)", "Previous hit", show=False, id="previous-hit", tooltip="Go to the hit before"),
        Binding("x", "export", "Export", id="export", tooltip="Write the brief to a file"),
        Binding("e", "edit", "Edit", id="edit", tooltip="Open the editor at the selected item"),
        Binding("b", "briefs", "Briefs", id="briefs", tooltip="List all briefs"),
        Binding("y", "copy(True)", "Copy", id="copy", tooltip="Copy the item with its citation"),
        Binding(
            "exclamation_mark", "finding", "Findings", key_display="!", id="findings", tooltip="Go to the next finding"
        ),
        Binding("Y", "copy(False)", "Copy bare", show=False, id="copy-bare", tooltip="Copy the words alone"),
        Binding("o", "open_source", "Open source", show=False, id="open", tooltip="Open the source in the browser"),
        Binding("p", "problems", "Problems", show=False, id="problems", tooltip="Show what is wrong with the file"),
        Binding("r", "reload", "Reload", show=False, id="reload", tooltip="Read the file again"),
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
        self._found = found
        self.active = 0
        self.query_text = ""
        self.hits: frozenset[str] | None = None
        self.search: Query | None = None
        self._places: dict[int, Place] = {}
        self._sheets: dict[tuple[OpenBrief, Tab, int, str], Sheet] = {}
        self._before_search: Place | None = None
        self._prepared = False
        self._series: dict[str, tuple[FigureValue, ...]] = {}
        """The values of figures in all briefs, as far as they were looked up."""
        self._finding = ("", "")
        """The key of the finding that was walked to last, and which of how many it is."""

    def compose(self) -> ComposeResult:
        """Head, search, tabs, list and evidence, foot."""
        self.fit(self.app.size)
        yield Head(self.renderer)
        yield SearchBar(self.renderer, "Search figures, quotes and points", ("this brief", "all briefs"))
        yield TabRow(self.renderer)
        with Horizontal(id="body"):
            yield LinePane(self.renderer, id="list")
            yield LinePane(self.renderer, selectable=False, id="proof")
        yield Foot(self.renderer)

    # Parts

    @property
    def items(self) -> LinePane:
        """The pane with the items."""
        return self.query_one("#list", LinePane)

    @property
    def proof(self) -> LinePane:
        """The pane with the evidence."""
        return self.query_one("#proof", LinePane)

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self.opened.tabs[self.active]

    @property
    def selected(self) -> Listed | None:
        """The selected item."""
        item = self.items.selected
        return item if isinstance(item, Entry | SourceRow) else None

    # Showing

    def on_mount(self) -> None:
        """Show the overview."""
        self._show_head()
        self.show_tab(0)
        self.show_keys()
        if self._found is not None:
            query, key = self._found
            self.query_one(SearchBar).fill(query)
            self._find(query)
            self.go_to(key)
            self.items.focus(scroll_visible=False)

    def _show_head(self) -> None:
        head = self.opened.head
        as_of = f"as of {head.as_of}" if head.as_of else "undated"
        failing = sum(self.opened.findings)
        flags = [
            flag
            for flag, on in (("SAMPLE", head.sample), ("STALE", self.opened.stale), (f"! {failing}", failing))
            if on
        ]
        self.query_one(Head).show(head.title, head.marking or "", as_of, tuple(flags))

    def _build(self, width: int) -> Sheet:
        return self._sheet(self.tab, width)

    def prepare(self, index: int = 0) -> None:
        """Lay out the tops of the tabs, one at a time between keys, so that a first visit costs no more."""
        if not index:
            self._prepared = True
            self._ask_for_series()
        if index < min(len(self.opened.tabs), SHEETS_KEPT) and self.hits is None:
            pane = self.items
            self._sheet(self.opened.tabs[index], pane.scrollable_content_region.width).reach(pane.size.height + SLICE)
            self.set_timer(0.02, partial(self.prepare, index + 1))

    def _sheet(self, tab: Tab, width: int) -> Sheet:
        key = (self.opened, tab, width, self.query_text)
        if key not in self._sheets:
            marker = self.search.marks if self.search else None
            self._sheets[key] = tab_sheet(self.opened, tab, width, marker, self.hits)
            while len(self._sheets) > SHEETS_KEPT:
                del self._sheets[next(iter(self._sheets))]
        return self._sheets[key]

    def show_tab(self, index: int, key: str | None = None, top: int | None = None) -> None:
        """Show a tab, at an item and a row."""
        self.active = index
        self.items.show(self._build, key=key, top=top)
        self._show_tabs()
        if not self.is_typing and not self._is_proof_open:
            self.items.focus(scroll_visible=False)

    def _show_tabs(self) -> None:
        tabs = self.opened.tabs
        hits = self.hits
        counts = None if hits is None else tuple(sum(key in hits for key in self.opened.keys(tab)) for tab in tabs)
        self.query_one(TabRow).show(tuple(tab.title for tab in tabs), self.active, counts, self.opened.findings)

    def _show_proof(self) -> None:
        if self.has_class("-split") or self._is_proof_open:
            selected = self.selected
            self.proof.show(lambda width: proof_sheet(self.opened, selected, width, self._series))
            self._ask_for_series()

    def _ask_for_series(self) -> None:
        """Ask what other briefs have for the selected figure; the first frame doesn't wait for the index."""
        item = self.selected.item if isinstance(self.selected, Entry) else None
        if self._prepared and isinstance(item, Figure) and item.id and item.id not in self._series:
            self.post_message(self.Wanted("series", item.id))

    def forget_series(self) -> None:
        """Ask again what other briefs have for the selected figure: one of them may have changed."""
        self._series.clear()
        self._ask_for_series()

    def show_series(self, name: str, values: tuple[FigureValue, ...]) -> None:
        """Show what all briefs have for a figure, by its written id."""
        if self.is_whole:
            self._series[name] = values
            self.proof.renew()

    def on_resize(self, event: events.Resize) -> None:
        """Show or hide the evidence beside the list."""
        before = self.has_class("-split")
        super().on_resize(event)
        if self.has_class("-split") and not before:
            self.call_after_refresh(self._show_proof)

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
        place = self._place()
        tab = self.tab
        self.opened = opened
        self._places.clear()
        self._show_head()
        same = [index for index, other in enumerate(opened.tabs) if (other.kind, other.name) == (tab.kind, tab.name)]
        if self.query_text:
            self._find(self.query_text)
        self.show_tab(same[0] if same else 0, place.key, place.top if same else None)

    def show_check(self) -> None:
        """Show what a check has found of the open brief; the reader's place stays."""
        if not self.is_whole:
            return
        self._sheets.clear()
        self._show_head()
        self._show_tabs()
        self.items.renew()
        self.proof.renew()
        self.prepare()

    def tell(self, doing: str) -> None:
        """Say in the head what goes on."""
        for head in self.query(Head):
            head.tell(doing)

    # Places

    def _place(self) -> Place:
        selected = self.selected
        return Place(self.active, selected.key if selected else None, self.items.top)

    def _go(self, index: int) -> None:
        """To a tab, where the reader was in it last; under a search to its first hit."""
        if index == self.active:
            return
        self._close_proof()
        if self.hits is None:
            self._places[self.active] = self._place()
            place = self._places.get(index)
            self._before_search = None
        else:
            place = None
        self.show_tab(index, place.key if place else None, place.top if place else None)

    def go_to(self, key: str) -> None:
        """To an item, on the first tab that lists all of its kind."""
        for index, tab in enumerate(self.opened.tabs):
            if tab.kind != "overview" and key in self.opened.keys(tab):
                self._close_proof()
                self.show_tab(index, key)
                return
        self.show_tab(0, key)

    # Search

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value == self.query_text:
            return
        if not self.query_text and self._before_search is None:
            self._before_search = self._place()
        key = self.selected.key if self.selected else None
        self._find(event.value)
        self.show_tab(self.active, key)

    def _find(self, text: str) -> None:
        """Find a query's hits and count them."""
        from briefing.search import Query

        self.query_text = text
        query = Query.parse(text)
        self.search = query or None
        self.hits = self.opened.hits(query) if query else None
        self._tell_hits()

    def _tell_hits(self) -> None:
        """Say how many hits there are, and which of them is selected."""
        words = ""
        if self.hits is not None:
            words = {0: "no hits", 1: "1 hit"}.get(len(self.hits), f"{len(self.hits)} hits")
            here = (self.active, self.selected.key if self.selected else "")
            walk = self.opened.walk(self.hits) if self.hits and not self.is_typing else []
            if here in walk:
                words = f"{walk.index(here) + 1} of {words}"
        elif self.selected is not None and self.selected.key == self._finding[0]:
            words = self._finding[1]
        self.query_one(SearchBar).tell(words)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_to_hits()

    @on(AtRest.Clicked)
    def action_search(self) -> None:
        """Put the cursor in the search bar."""
        if self.hits is None:
            self._before_search = self._place()
        self._close_proof()
        # At once, not by `field.focus()`, which comes after the keys that are typed ahead.
        self.set_focus(self.query_one(SearchBar).wake())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A slash inside the words that are searched is a slash."""
        return not (action == "search" and self.is_typing)

    def action_to_hits(self) -> None:
        """From the search bar to the hits: on this tab, else on the first that has any."""
        if not self.is_typing:
            return
        self.items.focus(scroll_visible=False)
        if self.hits and not self.items.sheet.items:
            self.action_hit(1)

    def search_for(self, text: str) -> None:
        """Search this brief for words that were typed elsewhere, with the cursor behind them."""
        self.action_search()
        self.query_one(SearchBar).fill(text)

    def action_scope(self) -> None:
        """From this brief to all briefs, with the words that are typed."""
        if self.is_typing:
            self.post_message(self.Wanted("search", self.query_text))
        else:
            self.focus_next()

    def action_hit(self, step: int) -> None:
        """To the next or the previous hit, on to the next tab with hits, and round."""
        if self.hits is None:
            self.notify("Press / and type to search.", markup=False)
            return
        walk = self.opened.walk(self.hits)
        if not walk:
            return
        pane = self.items
        here = (self.active, self.selected.key if self.selected else "")
        if here in walk:
            tab, key = walk[(walk.index(here) + step) % len(walk)]
        elif 0 <= pane.index + step < len(pane.sheet.items):
            pane.select(pane.index + step)  # on the overview, which repeats items of other tabs
            return
        else:
            tab, key = walk[0 if step > 0 else -1]
        self._walk_to(tab, key)

    def _walk_to(self, tab: int, key: str) -> None:
        if tab != self.active:
            self._close_proof()
            self.show_tab(tab, key)
        else:
            self.items.select(self.items.place_of(key))

    def _clear_search(self) -> None:
        """Show everything again, at the item that was selected."""
        key = self.selected.key if self.selected else None
        self.query_text, self.search, self.hits = "", None, None
        self.query_one(SearchBar).empty()
        self.items.focus(scroll_visible=False)
        self.show_tab(self.active, key)

    # Evidence

    @property
    def _is_proof_open(self) -> bool:
        return self.has_class("-proof")

    def _close_proof(self) -> None:
        if self._is_proof_open:
            self.remove_class("-proof")
            self.items.focus(scroll_visible=False)
            self.show_keys()

    @on(LinePane.Selected, "#list")
    def _selected(self) -> None:
        self._show_proof()
        self._tell_hits()

    @on(LinePane.Ended, "#proof")
    def _beyond(self, event: LinePane.Ended) -> None:
        """From the end of an item's evidence to that of the next."""
        if isinstance(event.item, int):
            self.items.select(self.items.index + event.item)

    @on(LinePane.Chosen, "#list")
    def _chosen(self) -> None:
        self.action_evidence()

    def action_evidence(self) -> None:
        """To the evidence of the selected item: beside the list, or over it where the window is narrow."""
        if self.is_typing:
            self.action_to_hits()
        elif self._is_proof_open:
            self._close_proof()
        elif self.selected is not None:
            self.add_class("-proof")
            self.proof.focus(scroll_visible=False)
            self.query_one(Foot).show(PROOF_KEYS)
            self.call_after_refresh(self._show_proof)

    def action_next_proof(self, step: int) -> None:
        """To the evidence of the next item."""
        self.items.select(self.items.index + step)

    def action_finding(self) -> None:
        """To the next item that its source doesn't bear out, then to those with a warning, and round."""
        walk = self.opened.to_look_at()
        if not walk:
            self.notify(self.opened.all_clear(), markup=False)
            return
        if self.hits is not None:
            self._clear_search()
        here = self.selected.key if self.selected is not None else ""
        keys = [key for _, key in walk]
        place = (keys.index(here) + 1) % len(walk) if here in keys else 0
        tab, key = walk[place]
        failing = sum(self.opened.findings)
        words = f"finding {place + 1} of {failing}"
        if place >= failing:
            words = f"warning {place + 1 - failing} of {len(walk) - failing}"
        self._finding = (key, words)
        self._walk_to(tab, key)

    # Other actions

    @on(TabRow.Chosen)
    def _tab_clicked(self, event: TabRow.Chosen) -> None:
        self._go(event.index)

    def action_tab(self, index: int) -> None:
        """To a tab by its digit."""
        if index < len(self.opened.tabs):
            self._go(index)

    def action_step(self, step: int) -> None:
        """To the next or the previous tab."""
        self._go((self.active + step) % len(self.opened.tabs))

    def action_back(self) -> None:
        """One step back: from the evidence, from the search, to the place before it."""
        if self._is_proof_open:
            self._close_proof()
        elif self._found is not None and self.query_text in ("", self._found[0]):
            self.post_message(self.Wanted("back"))
        elif self.query_text:
            self._clear_search()
        elif self._before_search is not None:
            place, self._before_search = self._before_search, None
            self.items.focus(scroll_visible=False)
            self.show_tab(place.tab, place.key, place.top)
        else:
            self.items.focus(scroll_visible=False)

    def action_copy(self, cited: bool) -> None:  # Textual's actions take positional arguments
        """Copy the selected item, or what the mouse has selected."""
        if marked := self.get_selected_text():
            self.post_message(self.Wanted("copy", marked))
        elif (selected := self.selected) is not None:
            text = cited_text(self.opened, selected) if cited else bare_text(self.opened, selected)
            self.post_message(self.Wanted("copy", text, selected))

    def action_open_source(self) -> None:
        """Open the source of the selected item."""
        selected = self.selected
        names = [selected.name] if isinstance(selected, SourceRow) else list(selected.item.source) if selected else []
        urls = [source.url for name in names if (source := self.opened.brief.sources.get(name)) and source.url]
        if urls:
            self.post_message(self.Wanted("open", urls[0]))
        else:
            self.notify("No address is given for the source of this item.", markup=False)

    def action_edit(self) -> None:
        """Open the editor at the selected item."""
        self.post_message(self.Wanted("edit", listed=self.selected))

    def action_export(self) -> None:
        """Write the brief to a file."""
        self.post_message(self.Wanted("export"))

    def action_briefs(self) -> None:
        """List all briefs."""
        self.post_message(self.Wanted("briefs"))

    def action_problems(self) -> None:
        """Show what is wrong with the file."""
        self.post_message(self.Wanted("problems"))

    def action_reload(self) -> None:
        """Read the file again."""
        self.post_message(self.Wanted("reload"))
