"""What opens over a screen: the help and the export form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from briefing.tui.render import Renderer, Row
from briefing.tui.screens.base import key_name
from briefing.tui.sheet import Grid, Sheet, heading
from briefing.tui.widgets.lines import Line, run_on
from briefing.tui.widgets.pane import LinePane

MODAL_CSS = """
HelpScreen, ExportScreen, ConfirmScreen { align: center middle; background: $background 70%; }
HelpScreen > Vertical, ExportScreen > Vertical, ConfirmScreen > Vertical {
    background: $panel; padding: 1 1; width: 90%; max-width: 84;
}
HelpScreen > Vertical { height: 90%; }
ExportScreen > Vertical, ConfirmScreen > Vertical { height: auto; }
HelpScreen LinePane, ConfirmScreen LinePane, ExportScreen Line { background: $panel; }
ExportScreen Input { background: $panel; border: none; padding: 0 2; height: 1; margin: 1 0; }
ExportScreen Input:focus { background: $background; border: none; }
"""
"""Raised panels, no frame, a pad of one (screen.md, Parts)."""


SEARCHING = (
    "Searching",
    [
        ("arms imp", "items with words that begin so; all must match"),
        ('"free of"', "words in this order"),
        ("-tariff", "without this word"),
        ("topic:", "topic:energy, kind:quote, speaker:pant, source:report: only there"),
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


class Formats(Line):
    """The formats to choose from; Up and Down change the choice."""

    names: tuple[str, ...] = ()
    chosen = 0

    def rows(self, width: int) -> tuple[Row, ...]:
        """The formats, the chosen one marked."""
        runs = [("Format   ", "muted")]
        for index, name in enumerate(self.names):
            on_ = index == self.chosen
            runs += [("● " if on_ else "○ ", "text"), (f"{name}   ", "strong" if on_ else "text")]
        return (Row(run_on(2, *runs)),)


class Save(Protocol):
    """Writes an export; gives back why it can't be written, or nothing."""

    def __call__(self, name: str, path: Path, *, replace: bool) -> str:
        """Write the format `name` to a file."""


class ExportScreen(ModalScreen[None]):
    """Asks for the format and the file, and stays until the file is written."""

    DEFAULT_CSS = MODAL_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("up", "choose(-1)", "Format", show=False),
        Binding("down", "choose(1)", "Format", show=False),
    ]

    def __init__(self, renderer: Renderer, title: str, paths: dict[str, tuple[str, Path]], save: Save) -> None:
        """`paths` gives for each format its title and the proposed file."""
        super().__init__()
        self.renderer = renderer
        self.heading = title
        self.paths = paths
        self.save = save
        self.refused: Path | None = None

    def compose(self) -> ComposeResult:
        """A heading, the formats, the file, what is wrong with it, the keys."""
        keys = (("↵", "strong"), (" Export   ", "muted"), ("↑ ↓", "strong"), (" Format   ", "muted"))
        with Vertical():
            yield Words(self.renderer, (("Export  ", "strong"), (self.heading, "muted")))
            yield Line(self.renderer)
            yield Formats(self.renderer)
            yield Input(str(next(iter(self.paths.values()))[1]), select_on_focus=False)
            yield Words(self.renderer, (), id="trouble")
            yield Words(self.renderer, (*keys, ("Esc", "strong"), (" Back", "muted")))

    def on_mount(self) -> None:
        """Put the cursor at the end of the path."""
        formats = self.query_one(Formats)
        formats.names = tuple(title for title, _ in self.paths.values())
        formats.refresh()
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(field.value)

    def action_choose(self, step: int) -> None:
        """Choose another format; the file's proposed name follows, unless it was changed."""
        formats, field = self.query_one(Formats), self.query_one(Input)
        proposed = [path for _, path in self.paths.values()]
        before = proposed[formats.chosen]
        formats.chosen = (formats.chosen + step) % len(proposed)
        after = proposed[formats.chosen]
        field.value = str(after if field.value == str(before) else Path(field.value).with_suffix(after.suffix))
        formats.refresh()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            return
        name = list(self.paths)[self.query_one(Formats).chosen]
        path = Path(event.value.strip()).expanduser()
        if path.is_dir():
            path /= self.paths[name][1].name
        trouble = self.save(name, path, replace=path == self.refused)
        if not trouble:
            self.dismiss(None)
            return
        words = f"Not exported: {path.name} {trouble}."
        if path.is_file() and path != self.refused:
            words = f"{path.name} is there already. ↵ again replaces it."
            self.refused = path
        self.query_one("#trouble", Words).tell((words, "text"))


class Words(Line):
    """A row of fixed words."""

    def __init__(self, renderer: Renderer, runs: tuple[tuple[str, str], ...], *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(renderer, id=id)
        self.runs = runs

    def tell(self, *runs: tuple[str, str]) -> None:
        """Say something else."""
        self.runs = runs
        self.refresh()

    def rows(self, width: int) -> tuple[Row, ...]:
        """The words."""
        return (Row(run_on(2, *self.runs)),)


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
