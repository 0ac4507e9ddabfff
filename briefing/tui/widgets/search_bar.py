"""The search row: always visible, a slash, the words, how many hits, and what is searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from briefing.tui.characters import printable
from briefing.tui.render import Renderer, Row
from briefing.tui.widgets.lines import Line, run_on
from briefing.tui.wrapping import truncate


class AtRest(Line):
    """The whole row as long as nobody searches: a text field is made only when it is wanted.

    A field takes 8 ms to make, of the 20 that the first frame may take longer than that of an empty app.
    """

    placeholder = ""
    words = ""
    scope = ""

    class Clicked(Message):
        """The row was clicked."""

    def rows(self, width: int) -> Sequence[Row]:
        """Slash, what can be searched, and where; what is told stands at the right as it does beside the field."""
        runs = [(self.words, "strong")] if self.words else []
        runs += [("   " if runs else "", "text"), (self.scope, "muted")] if width >= 60 else []
        start = width - 1 - sum(cell_len(text) for text, _ in runs)
        words = truncate(self.placeholder, start - 6)
        return (Row((*run_on(2, ("/", "number"), (" ", "text"), (words, "muted")), *run_on(start, *runs))),)

    def show(self, words: str) -> None:
        """Set what is told."""
        self.words = words
        self.refresh()

    def on_click(self) -> None:
        """Ask for the field."""
        self.post_message(self.Clicked())


PROMPT = 4
"""The cells of the slash before the words."""


class Prompt(Line):
    """The slash before the words."""

    DEFAULT_CSS = f"Prompt {{ width: {PROMPT}; background: $panel; }}"

    def rows(self, width: int) -> Sequence[Row]:
        """The slash, in the accent."""
        return (Row(run_on(2, ("/", "number"))),)


QUERY = 12
"""The least cells that the words have which are looked for."""


def shortened(words: str) -> str:
    """A count in fewer cells: 2/29 for 2 of 29 hits."""
    return words.replace(" of ", "/").removesuffix(" hits").removesuffix(" hit")


class Tally(Line):
    """The number of hits, or what is wrong with the words, and what is searched: as far as the query leaves room."""

    DEFAULT_CSS = "Tally { width: auto; background: $panel; }"
    words = ""
    scopes = ("", "")
    runs: tuple[tuple[str, str], ...] = ()

    def fit(self, room: int) -> None:
        """Take at most so many cells: without where is searched if need be, then with a shorter count."""
        here, other = self.scopes
        count = [(printable(self.words), "strong")] if self.words else []
        scope = [*([("   ", "text")] if count else []), (here, "text"), (" ⇥ ", "accent"), (other, "muted")]
        hint = [] if count else [("⇥ ", "accent"), (other, "muted")]
        choices = [[*count, *scope], count or hint, [(shortened(text), role) for text, role in count]]
        self.runs = tuple(next((runs for runs in choices if _cells(runs) <= room), choices[-1]))
        self.styles.width = _cells(self.runs)
        self.refresh()

    def rows(self, width: int) -> Sequence[Row]:
        """The words, set from the right."""
        return (Row(run_on(max(0, width - _cells(self.runs)), *self.runs)),)


def _cells(runs: Iterable[tuple[str, str]]) -> int:
    """The cells of some texts, and one at the right edge."""
    return sum(cell_len(printable(text)) for text, _ in runs) + 1


class SearchBar(Horizontal):
    """The row in which the reader types what to find."""

    DEFAULT_CSS = """
    SearchBar { height: 1; background: $panel; }
    SearchBar > AtRest { background: $panel; }
    SearchBar > Input { width: 1fr; background: $panel; color: $foreground; padding: 0; border: none; height: 1; }
    SearchBar > Input:focus { background: $panel; background-tint: $foreground 0%; }
    SearchBar > Input > .input--placeholder { color: $tone-muted; }
    """

    def __init__(self, renderer: Renderer, placeholder: str, scopes: tuple[str, str]) -> None:
        """`scopes` are where is searched, and where Tab leads from the field."""
        super().__init__()
        self.renderer = renderer
        self.placeholder = placeholder
        self.scopes = scopes
        self.field: Input | None = None

    def compose(self) -> ComposeResult:
        """The row at rest."""
        rest = AtRest(self.renderer)
        rest.placeholder, rest.scope = self.placeholder, self.scopes[0]
        yield rest

    def wake(self) -> Input:
        """The text field, made and put in place of the row at rest the first time."""
        if self.field is None:
            self.field = Input(placeholder=self.placeholder, compact=True, select_on_focus=False)
            tally = Tally(self.renderer)
            tally.scopes = self.scopes
            if (rest := next(iter(self.query(AtRest)), None)) is not None:
                tally.words = rest.words
                rest.remove()
            self.mount(Prompt(self.renderer), self.field, tally)
            self._fit(tally)
        return self.field

    def _fit(self, tally: Tally) -> None:
        words = cell_len(self.field.value) + 1 if self.field is not None else 0
        tally.fit(self.app.size.width - PROMPT - max(QUERY, words))

    def on_resize(self) -> None:
        """Give the words that are looked for their room in a window of another width."""
        for tally in self.query(Tally):
            self._fit(tally)

    def fill(self, text: str) -> None:
        """Put words into the field, with the cursor behind them."""
        field = self.wake()
        field.value = text
        field.cursor_position = len(text)

    def tell(self, words: str) -> None:
        """Say how many hits there are, or which of the findings is selected."""
        for tally in self.query(Tally):
            tally.words = words
            self._fit(tally)
        for rest in self.query(AtRest):
            rest.show(words)

    def empty(self) -> None:
        """Take the words out of the field."""
        if self.field is not None:
            self.field.value = ""
        self.tell("")
