"""The search row: always visible, a slash, the words, how many hits, and what is searched."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from briefing.text import visible
from briefing.tui.render import Renderer, Row
from briefing.tui.widgets.lines import Line, run_on


class Prompt(Line):
    """The slash before the words."""

    DEFAULT_CSS = "Prompt { width: 4; background: $panel; }"

    def rows(self, width: int) -> Sequence[Row]:
        """The slash, in the accent."""
        return (Row(run_on(2, ("/", "number"))),)


class Tally(Line):
    """The number of hits, or what is wrong with the words, and what is searched."""

    DEFAULT_CSS = "Tally { width: auto; background: $panel; }"
    words = ""
    scope = "this brief"

    def show(self, words: str) -> None:
        """Set the number of hits in words; empty while nothing is searched."""
        self.words = words
        self.styles.width = self._cells()
        self.refresh()

    def _cells(self) -> int:
        return sum(cell_len(text) for text, _ in self._runs()) + 1

    def _runs(self) -> list[tuple[str, str]]:
        scope = (self.scope, "muted") if self.app.size.width >= 60 else ("", "muted")
        if not self.words:
            return [scope]
        return [(visible(self.words), "strong"), ("   " if scope[0] else "", "text"), scope]

    def on_mount(self) -> None:
        """Take the room that the words need."""
        self.styles.width = self._cells()

    def rows(self, width: int) -> Sequence[Row]:
        """The words, set from the right."""
        return (Row(run_on(max(0, width - self._cells()), *self._runs())),)


class SearchBar(Horizontal):
    """The row in which the reader types what to find."""

    DEFAULT_CSS = """
    SearchBar { height: 1; background: $panel; }
    SearchBar > Input { width: 1fr; background: $panel; color: $foreground; padding: 0; border: none; height: 1; }
    SearchBar > Input:focus { background: $panel; background-tint: $foreground 0%; }
    SearchBar > Input > .input--placeholder { color: $tone-muted; }
    """

    def __init__(self, renderer: Renderer, placeholder: str) -> None:
        super().__init__()
        self.renderer = renderer
        self.placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Slash, words, tally."""
        yield Prompt(self.renderer)
        yield Input(placeholder=self.placeholder, compact=True, select_on_focus=False)
        yield Tally(self.renderer)
