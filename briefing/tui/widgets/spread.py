"""The two panes of a brief: the items of a tab, and the evidence of the one that is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from briefing.entries import Entry
from briefing.model import Figure
from briefing.tui.hits import Hits
from briefing.tui.opened import Listed, OpenBrief, SourceRow, Tab
from briefing.tui.proof import proof_sheet
from briefing.tui.render import Renderer
from briefing.tui.sheet import Sheet
from briefing.tui.tabsheet import tab_sheet
from briefing.tui.widgets.pane import SLICE, LinePane

if TYPE_CHECKING:
    from briefing.index.listing import FigureValue

SHEETS_KEPT = 16
"""Laid out tabs that are kept, so that coming back to one takes no time: all tabs of a brief, at one width."""


class ProofPane(LinePane):
    """The evidence of the selected item: it is scrolled by pages, and left for the next item's by the items' keys."""

    class Turned(Message):
        """The reader wants the evidence of the next item, or with a step of -1 of the one before."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def action_move(self, step: int) -> None:
        """Ask for the evidence of the next or the previous item."""
        self.post_message(self.Turned(step))


class Spread(Horizontal):
    """A tab's items, and their evidence: beside them in a wide window, else in their place when it is opened."""

    SCOPED_CSS = False  # the window's width is a class of the screen
    DEFAULT_CSS = """
    Spread { height: 1fr; }
    Spread > #list { width: 1fr; }
    Spread > #proof { width: 46; display: none; border-left: solid $tone-rule; }
    .-split Spread > #proof { display: block; }
    Spread.-proof > #proof { display: block; width: 1fr; border-left: none; }
    Spread.-proof > #list { display: none; }
    .-split Spread.-proof > #proof { width: 46; border-left: solid $tone-rule; }
    .-split Spread.-proof > #list { display: block; }
    .-broad Spread > #list { width: 107; }
    .-broad Spread > #proof { width: 1fr; max-width: 92; }
    .-broad Spread.-proof > #proof { width: 1fr; }
    """

    class SeriesWanted(Message):
        """What other briefs have for a figure is to be looked up, by its written id."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, renderer: Renderer, opened: OpenBrief) -> None:
        super().__init__()
        self.renderer = renderer
        self.opened = opened
        self._hits = Hits()
        self._sheets: dict[tuple[OpenBrief, Tab, int, str], Sheet] = {}
        self._prepared = False
        self._series: dict[str, tuple[FigureValue, ...]] = {}
        """The values of figures in all briefs, as far as they were looked up."""

    def compose(self) -> ComposeResult:
        """Items and evidence."""
        yield LinePane(self.renderer, id="list")
        yield ProofPane(self.renderer, selectable=False, id="proof")

    @property
    def items(self) -> LinePane:
        """The pane with the items."""
        return self.query_one("#list", LinePane)

    @property
    def proof(self) -> LinePane:
        """The pane with the evidence."""
        return self.query_one("#proof", LinePane)

    @property
    def selected(self) -> Listed | None:
        """The selected item."""
        item = self.items.selected
        return item if isinstance(item, Entry | SourceRow) else None

    # The items

    def show(self, opened: OpenBrief, tab: Tab, hits: Hits, key: str | None = None, top: int | None = None) -> None:
        """Show a tab of a brief, under a search what it finds there, at an item and a row."""
        self.opened, self._hits = opened, hits
        self.items.show(partial(self._sheet, tab), key=key, top=top)

    def _sheet(self, tab: Tab, width: int) -> Sheet:
        key = (self.opened, tab, width, self._hits.text)
        if key not in self._sheets:
            self._sheets[key] = tab_sheet(self.opened, tab, width, self._hits)
            while len(self._sheets) > SHEETS_KEPT:
                del self._sheets[next(iter(self._sheets))]
        return self._sheets[key]

    def prepare(self, index: int = 0) -> None:
        """Lay out the tops of the tabs, one at a time between keys, so that a first visit costs no more."""
        if not index:
            self._prepared = True
            self._ask_for_series()
        if index < min(len(self.opened.tabs), SHEETS_KEPT) and self._hits.keys is None:
            pane = self.items
            self._sheet(self.opened.tabs[index], pane.scrollable_content_region.width).reach(pane.size.height + SLICE)
            self.set_timer(0.02, partial(self.prepare, index + 1))

    def renew(self) -> None:
        """Show what else is known of the items and their evidence; the reader's place stays."""
        self._sheets.clear()
        self.items.renew()
        self.proof.renew()
        self.prepare()

    # Their evidence

    @property
    def is_proof_open(self) -> bool:
        """Whether the reader has gone to the evidence."""
        return self.has_class("-proof")

    def open_proof(self) -> None:
        """To the evidence of the selected item."""
        self.add_class("-proof")
        self.proof.focus(scroll_visible=False)
        self.call_after_refresh(self.show_proof)

    def close_proof(self) -> None:
        """Back to the items."""
        self.remove_class("-proof")
        self.items.focus(scroll_visible=False)

    @on(LinePane.Selected, "#list")
    def show_proof(self) -> None:
        """Show the evidence of the selected item, if there is room for it or the reader has gone to it."""
        if self.screen.has_class("-split") or self.is_proof_open:
            selected = self.selected
            self.proof.show(lambda width: proof_sheet(self.opened, selected, width, self._series))
            self._ask_for_series()

    @on(ProofPane.Turned)
    def _turn(self, event: ProofPane.Turned) -> None:
        self.items.select(self.items.index + event.step)

    # What other briefs have

    def _ask_for_series(self) -> None:
        """Ask what other briefs have for the selected figure; the first frame doesn't wait for the index."""
        item = self.selected.item if isinstance(self.selected, Entry) else None
        if self._prepared and isinstance(item, Figure) and item.id and item.id not in self._series:
            self.post_message(self.SeriesWanted(item.id))

    def show_series(self, name: str, values: tuple[FigureValue, ...]) -> None:
        """Show what all briefs have for a figure, by its written id."""
        self._series[name] = values
        self.proof.renew()

    def forget_series(self) -> None:
        """Ask again what other briefs have for the selected figure: one of them may have changed."""
        self._series.clear()
        self._ask_for_series()
