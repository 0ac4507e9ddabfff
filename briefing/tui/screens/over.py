"""What opens over a screen: the help, and a question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from briefing.tui.render import Renderer, Row
from briefing.tui.screens.base import key_name
from briefing.tui.sheet import Grid, Sheet, heading
from briefing.tui.widgets.lines import run_on
from briefing.tui.widgets.pane import LinePane

MODAL_CSS = """
HelpScreen, ConfirmScreen { align: center middle; background: $background 70%; }
HelpScreen > Vertical, ConfirmScreen > Vertical {
    background: $panel; padding: 1 1; width: 90%; max-width: 84;
}
HelpScreen > Vertical { height: 90%; }
ConfirmScreen > Vertical { height: auto; }
HelpScreen LinePane, ConfirmScreen LinePane { background: $panel; }
"""
"""Raised panels, no frame, a pad of one (screen.md, Parts)."""


SEARCHING = (
    "Searching",
    [
        ("arms imp", "items with words that begin so; all must match"),
        ('"free of"', "words in this order"),
        ("-tariff", "without this word"),
        ("a OR b", "either of two words"),
        ("topic:", "topic:energy, kind:quote, speaker:pant, source:report, tag:arms: only there"),
        ("after:", "after:2025-06, before:2024: by the date of the brief"),
        ("value>", "value>50, unit:%, value:60..70 scale:billion: figures by their amounts"),
        ("⇥", "in the search bar: from this brief to all briefs, and back"),
        ("Esc", "closes this help"),
    ],
)
"""What can be typed into the search bar, for the help."""


class HelpScreen(ModalScreen[None]):
    """All keys of the screen below, in the words of their bindings."""

    DEFAULT_CSS = MODAL_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "Back", show=False),
    ]

    def __init__(self, renderer: Renderer, keys: list[tuple[str, list[tuple[str, str]]]]) -> None:
        super().__init__()
        self.renderer = renderer
        self.keys = keys

    def compose(self) -> ComposeResult:
        """One pane."""
        with Vertical():
            yield LinePane(self.renderer, selectable=False)

    def on_mount(self) -> None:
        """Show the keys."""
        pane = self.query_one(LinePane)
        groups = [*self.keys, SEARCHING]
        pane.show(lambda width: Sheet((), help_rows(groups, Grid(width))))
        pane.focus()


def help_rows(groups: list[tuple[str, list[tuple[str, str]]]], grid: Grid) -> Iterator[Row]:
    """The keys in groups: key in the gutter, what it does at the axis."""
    for place, (title, keys) in enumerate(groups):
        yield from heading(grid, title, first=not place)
        for key, words in keys:
            start, column = (2, 14) if grid.narrow else grid.hang(key)
            lines = grid.paragraph(column, [(words, "text")])
            lines[0] = [grid.piece(start, key, "number"), *lines[0]]
            yield from (Row(tuple(line)) for line in lines)


def help_groups(bindings: list[tuple[str, Binding]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The bindings of a screen for the help, in groups by owner: keys of one action together."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {}
    for owner, binding in bindings:
        keys, _ = groups.setdefault(owner, {}).setdefault(binding.action, ([], binding.tooltip or binding.description))
        keys.append(key_name(binding.key))
    found = []
    for owner, actions in groups.items():
        rows = [(" ".join(keys), words) for keys, words in actions.values() if words]
        found.append((owner, _join_tabs(rows)))
    return found


def _join_tabs(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One row for the ten digits that open tabs."""
    digits = [key for key, words in rows if words.startswith("Tab ")]
    others = [(key, words) for key, words in rows if not words.startswith("Tab ")]
    if digits:
        others.append((f"{digits[0]}–{digits[-1]}", "Go to a tab; 0 is the overview"))
    return others


class ConfirmScreen(ModalScreen[bool]):
    """Asks before something that leads out of the program; Enter agrees."""

    DEFAULT_CSS = MODAL_CSS + "ConfirmScreen LinePane { height: auto; max-height: 12; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Yes", show=False),
        Binding("escape,q,n", "dismiss(False)", "Back", show=False),
    ]

    def __init__(self, renderer: Renderer, question: str, doubts: tuple[str, ...]) -> None:
        super().__init__()
        self.renderer = renderer
        self.question = question
        self.doubts = doubts

    def compose(self) -> ComposeResult:
        """The question, what speaks against it, the keys."""
        with Vertical():
            yield LinePane(self.renderer, selectable=False)

    def on_mount(self) -> None:
        """Show the question."""
        pane = self.query_one(LinePane)
        pane.styles.height = 6 + 2 * len(self.doubts)
        pane.show(lambda width: Sheet((), self._rows(Grid(width, flat=True))))
        pane.focus()

    def _rows(self, grid: Grid) -> Iterator[Row]:
        lines = grid.paragraph(2, [(self.question, "strong")])
        for doubt in self.doubts:
            lines += grid.paragraph(2, [(f"Careful: {doubt}.", "text")])
        yield from (Row(tuple(line)) for line in lines)
        yield Row(())
        yield Row(run_on(2, ("↵", "strong"), (" Open   ", "muted"), ("Esc", "strong"), (" Back", "muted")))
