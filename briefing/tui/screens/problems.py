"""What is wrong with a file, where the brief would stand: each problem with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from briefing.problems import Problem, Severity
from briefing.tui.characters import printable
from briefing.tui.render import Piece, Renderer, Row
from briefing.tui.screens.base import BaseScreen
from briefing.tui.sheet import Grid, Sheet, heading, standfirst
from briefing.tui.widgets.lines import Foot, Head, Line
from briefing.tui.widgets.pane import LinePane
from briefing.tui.wrapping import truncate

if TYPE_CHECKING:
    from briefing.loading import Loaded

AXIS = 10
"""Where messages start: right of line:column."""


class ProblemsScreen(BaseScreen):
    """Stands where the brief would stand, until the file is right; or over the brief, to show what is wrong."""

    AUTO_FOCUS = "#list"
    DEFAULT_CSS = "ProblemsScreen #list { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,p", "back", "Back", key_display="Esc", id="back", tooltip="Back to the brief"),
        Binding("e,enter", "edit", "Edit at this line", key_display="e", id="edit"),
        Binding("r", "reload", "Reload", id="reload"),
        Binding("v,escape", "view", "View what can be read", key_display="v", id="view"),
        Binding("y", "copy", "Copy", id="copy"),
        Binding("b", "briefs", "Briefs", id="briefs"),
    ]

    class Wanted(Message):
        """The reader wants something that the app does; `problem` is the selected one."""

        def __init__(self, what: str, problem: Problem | None = None) -> None:
            super().__init__()
            self.what = what
            self.problem = problem

    def __init__(self, renderer: Renderer, loaded: Loaded, *, over_brief: bool = False) -> None:
        """`over_brief` says that a version of the brief lies below, to which Esc leads."""
        super().__init__(renderer)
        self.loaded = loaded
        self._over_brief = over_brief

    def compose(self) -> ComposeResult:
        """Head, problems, foot."""
        yield Head(self.renderer)
        yield Line(self.renderer).add_class("air")
        yield LinePane(self.renderer, id="list")
        yield Foot(self.renderer)

    def on_mount(self) -> None:
        """Show the problems."""
        self.update(self.loaded)
        self.show_keys()

    def update(self, loaded: Loaded) -> None:
        """Show the problems of the file as it was read again."""
        self.loaded = loaded
        counts = ((len(loaded.errors), "problem"), (len(loaded.warnings), "warning"))
        what = ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count)
        self.query_one(Head).show(loaded.path.name, as_of=what)
        self.query_one(LinePane).show(self._build)

    def _build(self, width: int) -> Sheet:
        return problems_sheet(self.loaded, width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Viewing needs something to view, and going back somewhere to go: without it, the foot doesn't offer it."""
        if action == "back":
            return len(self.app.screen_stack) > 1
        return action != "view" or (self.loaded.brief is not None and not self._over_brief)

    def _want(self, what: str) -> None:
        problem = self.query_one(LinePane).selected
        self.post_message(self.Wanted(what, problem if isinstance(problem, Problem) else None))

    @on(LinePane.Chosen)
    def action_edit(self) -> None:
        """Open the editor at the problem's line."""
        self._want("edit")

    def action_reload(self) -> None:
        """Read the file again."""
        self._want("reload")

    def action_view(self) -> None:
        """Show the brief as far as it can be read."""
        self._want("view")

    def action_back(self) -> None:
        """Back to what lies below: the last good version of the brief, or another screen."""
        self._want("back")

    def action_copy(self) -> None:
        """Copy the problem, as a compiler prints it."""
        self._want("copy")

    def action_briefs(self) -> None:
        """List all briefs."""
        self._want("briefs")


def problems_sheet(loaded: Loaded, width: int) -> Sheet:
    """The problems of a file as rows."""
    grid = Grid(width)
    problems = (*loaded.errors, *loaded.warnings)  # what keeps the brief from being shown comes first
    return Sheet(problems, _rows(loaded, problems, grid))


def _rows(loaded: Loaded, problems: tuple[Problem, ...], grid: Grid) -> Iterator[Row]:
    errors = sum(problem.severity is Severity.ERROR for problem in loaded.problems)
    yield from standfirst(grid, _headline(loaded, errors))
    if errors:
        told = "Nothing was changed. Save the file with the lines put right, and the brief appears here."
        if not loaded.path.is_file():
            told = "As soon as the file is there again, the brief appears here."
        yield from (Row(tuple(line)) for line in grid.paragraph(2, [(told, "muted")], grid.right - 2))
    if problems:
        yield from heading(grid, "Problems")
    for index, problem in enumerate(problems):
        if index:
            yield Row(())
        for pieces in _problem(problem, grid):
            yield Row(tuple(pieces), index)


def _headline(loaded: Loaded, errors: int) -> str:
    if not loaded.problems:
        return "Nothing is wrong with this file."
    if not errors:
        count = len(loaded.problems)
        return f"{count} warning{'s' if count > 1 else ''}: the brief is shown all the same."
    words = "1 problem keeps" if errors == 1 else f"{errors} problems keep"
    return f"{words} {'this brief' if loaded.brief is None else 'a part of this brief'} from being shown."


def _problem(problem: Problem, grid: Grid) -> Iterator[list[Piece]]:
    """Place and message, the line, a mark under the words, what to write."""
    axis = 2 if grid.narrow else AXIS
    place = f"{problem.line}:{problem.column}"
    runs = [(problem.message, "strong")]
    if problem.severity is Severity.WARNING:
        runs.insert(0, ("warning: ", "muted"))
    if grid.narrow:
        yield [Piece(2, place, "number")]
        lines = grid.paragraph(2, runs)
    else:
        column = max(axis, len(place) + 4)
        lines = grid.paragraph(column, runs)
        lines[0] = [Piece(column - 2 - len(place), place, "number"), *lines[0]]
    yield from lines
    if problem.excerpt.strip():
        yield from _excerpt(problem, grid, axis)
    if problem.hint:
        hint = grid.paragraph(axis + 2, [(problem.hint, "text")], grid.right - axis - 2)
        hint[0] = [Piece(axis, "→", "muted"), *hint[0]]
        yield from hint


def _excerpt(problem: Problem, grid: Grid, axis: int) -> Iterator[list[Piece]]:
    """The line with a mark under the words; a long one is shown around them."""
    number = f"{problem.line} │ "
    room = grid.right - axis - len(number)
    before, words = problem.excerpt[: problem.column - 1], problem.excerpt[problem.column - 1 :]
    words, after = words[: problem.length], words[problem.length :]
    before, words, after = printable(before), printable(words), printable(after)
    if cell_len(before) + cell_len(words) > room:
        before = "…" + before[-max(0, room // 3) :]
    line = truncate(before + words + after, room)
    yield [Piece(axis, number, "muted"), Piece(axis + len(number), line, "text")]
    start = axis + len(number) + cell_len(before)
    size = min(max(1, cell_len(words)), max(1, grid.right - start))
    yield [Piece(start, "▔" * size, "number")]
