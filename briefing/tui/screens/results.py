"""What is found in all briefs: hits by brief as one types; Enter opens the brief at the hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from briefing.tui.hitrows import HitLine, hits_sheet
from briefing.tui.render import Renderer
from briefing.tui.screens.base import BaseScreen
from briefing.tui.sheet import Sheet
from briefing.tui.shelf import Shelf
from briefing.tui.widgets.lines import Foot, Head, Line
from briefing.tui.widgets.pane import LinePane
from briefing.tui.widgets.search_bar import AtRest, SearchBar

if TYPE_CHECKING:
    from briefing.index.searching import Results

PAGE = 60
"""Hits that are fetched at once; more come when the last of them are reached."""

AHEAD = 10
"""So many hits before the last one the next are fetched."""


class ResultsScreen(BaseScreen):
    """The search through all briefs."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = "ResultsScreen #list { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="evidence", tooltip="Open the brief at the selected hit"),
        Binding("slash", "search", "Search", priority=True, id="search", tooltip="Find items in all briefs"),
        Binding("n", "hit(1)", "Hits", key_display="n N", id="next-hit", tooltip="Go to the next hit"),
        Binding("N", "hit(-1)", "Previous hit", show=False, id="previous-hit", tooltip="Go to the hit before"),
        Binding("tab", "scope", "One brief", show=False, id="scope", tooltip="Back to this brief or the list"),
        Binding("down", "to_hits", "To the hits", show=False, id="to-hits"),
        Binding("escape", "back", "Back", id="back", tooltip="Back to where the search began"),
    ]

    class Wanted(Message):
        """The reader wants a hit's brief opened, the words looked for where the search began, or to go back there."""

        def __init__(self, what: str, text: str = "", line: HitLine | None = None) -> None:
            super().__init__()
            self.what = what
            self.text = text
            self.line = line

    def __init__(self, renderer: Renderer, shelf: Shelf, text: str, scope: str) -> None:
        """`scope` is where Tab leads back to: this brief, or the titles."""
        super().__init__(renderer)
        self.shelf = shelf
        self.text = text
        """What is searched for."""
        self.hits: tuple[HitLine, ...] = ()
        self.results: Results | None = None
        """The last answer; None before there is one."""
        self._scope = scope
        self._found = ""
        """The words that the hits were found by: other than those of the field while these are looked for."""
        self._version = -1

    def compose(self) -> ComposeResult:
        """Head, search, hits, foot."""
        self.fit(self.app.size)
        yield Head(self.renderer)
        yield SearchBar(self.renderer, "Search in all briefs", ("all briefs", self._scope))
        yield Line(self.renderer).add_class("air")
        yield LinePane(self.renderer, id="list")
        yield Foot(self.renderer)

    @property
    def pane(self) -> LinePane:
        """The pane with the hits."""
        return self.query_one("#list", LinePane)

    @property
    def selected(self) -> HitLine | None:
        """The selected hit."""
        found = self.pane.selected
        return found if isinstance(found, HitLine) else None

    def on_mount(self) -> None:
        """Search for the words that were brought along."""
        self.shelf.changed.subscribe(self, self._shelf_changed)
        self.query_one(Head).show("All briefs")
        self.show_keys()
        self.search_for(self.text)
        self._shelf_changed(self.shelf)

    def search_for(self, text: str) -> None:
        """Search for words that were typed elsewhere, with the cursor behind them."""
        bar = self.query_one(SearchBar)
        self.set_focus(bar.wake())
        bar.fill(text)
        self.text = text
        self._search()

    def _shelf_changed(self, shelf: Shelf) -> None:
        self.query_one(Head).tell(shelf.doing)
        self.notice(shelf.problem)
        if shelf.version != self._version:
            self._search()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.text:
            self.text = event.value
            self._search()

    # Searching

    @work(exclusive=True, group="search")
    async def _search(self) -> None:
        """Search off the screen's thread; the next key calls it off."""
        text, self._version = self.text, self.shelf.version
        limit = max(PAGE, len(self.hits)) if text == self._found else PAGE
        answer = await self.shelf.ask(
            lambda stop: (self.shelf.index.count(), self.shelf.index.search(text, limit, stop=stop))
        )
        if not self.is_whole:
            return
        if answer is None:
            self._wait_for(text)
            return
        count, results = answer
        if results.stopped:
            return
        again, selected = text == self._found, self.selected
        self._found, self.results = text, results
        before, self.hits = self.hits, _lines(results)
        self.query_one(Head).show("All briefs", as_of=f"{count:,} brief{'s' * (count != 1)}")
        if not again or not self.hits:
            self.pane.show(self._build)
        elif before != self.hits:
            self.pane.show(self._build, key=selected.key if selected else None, top=self.pane.top)
        self._tell()

    def _wait_for(self, text: str) -> None:
        """Say that there is no answer yet; hits for the same words stay until there is one."""
        if not self.hits or text != self._found:
            self._found, self.results, self.hits = text, None, ()
            self.pane.show(self._build)
            self._tell()

    @work(exclusive=True, group="more")
    async def _fetch_more(self) -> None:
        """Fetch the hits behind those that are shown."""
        text, hits = self._found, self.hits
        results = await self.shelf.ask(lambda stop: self.shelf.index.search(text, PAGE, len(hits), stop=stop))
        if results is None or results.stopped:
            return
        if self.is_whole and hits == self.hits and text == self._found:
            self.results = results
            known = {line.key for line in hits}
            self.hits += tuple(line for line in _lines(results) if line.key not in known)
            self.pane.renew()
            self._tell()

    @property
    def _query(self) -> str:
        """The query of the hits that are shown: as it was corrected."""
        return (self.results.corrected if self.results is not None else None) or self._found

    def _build(self, width: int) -> Sheet:
        return hits_sheet(self.hits, self._query, self._words(), width)

    def _words(self) -> list[tuple[str, str]]:
        """What is to be said above the hits."""
        results = self.results
        if not self._found.strip():
            return [(_HOW, "muted")]
        if results is None:
            return [("Reading the briefs …", "muted")]
        words = [(f"{results.problem}.", "text")] if results.problem else []
        if results.corrected:
            words.append((f"No hit for “{self._found}”. These are for “{results.corrected}”.", "text"))
        elif not self.hits:
            words.append((f"No hit {self._looked_in()}.", "text"))
            words += [(_HOW, "muted")] if self.shelf.complete else []
        return words

    def _looked_in(self) -> str:
        if self.shelf.complete:
            return "in any brief"
        return "now: the briefs can't be read" if self.shelf.problem else "in the briefs that were read so far"

    def _tell(self) -> None:
        """Say how many hits there are, and which of them is selected."""
        results = self.results
        words = ""
        if results is not None and self._found.strip():
            total = f"{results.total:,}{'+' * results.more}"
            words = {"0": "no hits", "1": "1 hit"}.get(total, f"{total} hits")
            if self.hits and not self.is_typing:
                words = f"{self.pane.index + 1:,} of {words}"
        self.query_one(SearchBar).tell(words)

    # Keys

    @on(LinePane.Selected, "#list")
    def _selected(self) -> None:
        self._tell()
        results = self.results
        more = results is not None and (results.more or len(self.hits) < results.total)
        if more and self.pane.index >= len(self.hits) - AHEAD:
            self._fetch_more()

    @on(AtRest.Clicked)
    def action_search(self) -> None:
        """Put the cursor in the search bar."""
        self.set_focus(self.query_one(SearchBar).wake())
        self._tell()

    @on(Input.Submitted)
    def action_to_hits(self) -> None:
        """From the search bar to the hits."""
        if self.hits:
            self.set_focus(self.pane)
            self._tell()

    def action_hit(self, step: int) -> None:
        """To the next or the previous hit, and round."""
        if self.hits:
            self.pane.select((self.pane.index + step) % len(self.hits))

    @on(LinePane.Chosen, "#list")
    def action_open(self) -> None:
        """Open the brief at the selected hit."""
        if self.selected is not None:
            self.post_message(self.Wanted("open", self._query, self.selected))

    def action_scope(self) -> None:
        """Look for the words where the search began."""
        self.post_message(self.Wanted("narrow", self.text))

    def action_back(self) -> None:
        """Back to where the search began."""
        self.post_message(self.Wanted("back"))


_HOW = (
    "Words match from their beginning, all of them in one item; “words in order”, -without, this OR that; "
    "topic:energy, kind:quote, speaker:name, source:name, tag:word; after:2025-06; value>50, unit:%, "
    "value:60..70 scale:billion."
)
"""How to search, in short."""


def _lines(results: Results) -> tuple[HitLine, ...]:
    return tuple(HitLine(brief, hit) for brief, hit in results.hits)
