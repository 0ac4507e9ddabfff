"""The export form: what of the brief goes where in which formats, and then where the files are."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from briefing.export.formats import FORMATS
from briefing.export.saving import HasFindings, IsThere, NotSaved, Order, prepare, save, targets
from briefing.tui.characters import printable
from briefing.tui.exportform import ExportForm, Field, at_home
from briefing.tui.render import SELECTION_BAR, Piece, Renderer, Row
from briefing.tui.sheet import Grid
from briefing.tui.widgets.lines import Line

if TYPE_CHECKING:
    from briefing.tui.opened import OpenBrief

CSS = """
ExportScreen { align: center middle; background: $background 70%; }
ExportScreen > Vertical { background: $panel; padding: 1 0; width: 90%; max-width: 84; height: auto; max-height: 100%; }
ExportScreen Line { background: $panel; }
ExportScreen Horizontal { height: 1; }
ExportScreen #where { width: 16; }
ExportScreen Input { background: $panel; border: none; padding: 0 1 0 0; height: 1; width: 1fr; }
ExportScreen Input:focus { background: $background; border: none; }
"""

_LABEL, _AXIS = 2, 16
"""The columns of the names of fields and of their options."""

_AGAIN: dict[type[NotSaved], str] = {
    IsThere: "A file of this name is there already. ↵ again replaces it.",
    HasFindings: "The brief is final, but items fail their check. ↵ again hands it over, and it says so.",
}
"""What a second Enter does nevertheless."""


class Rows(Line):
    """As many rows as there is to say."""

    DEFAULT_CSS = "Rows { height: auto; }"
    runs: tuple[tuple[tuple[str, str], ...], ...] = ()

    def tell(self, *paragraphs: tuple[tuple[str, str], ...]) -> None:
        """Say something: paragraphs of texts with their roles."""
        self.runs = paragraphs
        self.display = bool(paragraphs)
        self.refresh(layout=True)

    def rows(self, width: int) -> tuple[Row, ...]:
        """The paragraphs, broken at the width."""
        grid = Grid(width, flat=True)
        return tuple(Row(tuple(line)) for runs in self.runs for line in grid.paragraph(_LABEL, list(runs)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # Textual's own
        """As high as its rows."""
        return len(self.rows(width))


class Fields(Rows, can_focus=True):
    """The fields of the form: j and k go from one to the next, h and l among its options, Space chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,tab", "field(1)", "Field", show=False),
        Binding("up,k,shift+tab", "field(-1)", "Field", show=False),
        Binding("right,l", "option(1)", "Choice", show=False),
        Binding("left,h", "option(-1)", "Choice", show=False),
        Binding("space", "choose", "Choose", show=False),
        Binding("enter", "submit", "Export", show=False),
    ]

    class Changed(Message):
        """Something else is chosen."""

    class Left(Message):
        """The last field was left downwards, or the first upwards."""

    class Submitted(Message):
        """What is chosen is to be exported."""

    def __init__(self, renderer: Renderer, form: ExportForm) -> None:
        super().__init__(renderer)
        self.form = form
        self.at = 0

    def rows(self, width: int) -> tuple[Row, ...]:
        """Each field with its options, and an empty row below it where there is room."""
        found: list[Row] = []
        gap = self.screen.size.height >= 28
        for place, each in enumerate(self.form.active):
            here = self.has_focus and place == self.at
            found += self._field(each, width, here=here)
            if gap:
                found.append(Row(()))
        return tuple(found)

    def _field(self, each: Field, width: int, *, here: bool) -> list[Row]:
        lines: list[list[Piece]] = [[Piece(0, SELECTION_BAR, "accent")] if here else []]
        lines[0].append(Piece(_LABEL, each.name, "strong" if here else "muted"))
        column = _AXIS
        for index, (value, words) in enumerate(each.options.items()):
            on_ = value in each.chosen
            mark = ("✓ " if on_ else "· ") if each.many else ("● " if on_ else "○ ")
            text = printable(words)
            if column + 2 + cell_len(text) > width - 2 and column > _AXIS:
                lines.append([])
                column = _AXIS
            role = "strong" if on_ else "text"
            cursor = here and each.many and index == each.at
            lines[-1] += [Piece(column, mark, "accent" if on_ else "muted")]
            lines[-1].append(Piece(column + 2, text, "selected" if cursor else role))
            column += 2 + cell_len(text) + 3
        return [Row(tuple(line)) for line in lines]

    def action_field(self, step: int) -> None:
        """Go to the next field, or beyond the last."""
        if 0 <= self.at + step < len(self.form.active):
            self.at += step
        else:
            self.post_message(self.Left())
        self.refresh()

    def action_option(self, step: int) -> None:
        """Go to the next option."""
        self.form.active[self.at].move(step)
        self._changed()

    def action_choose(self) -> None:
        """Choose the option, or no longer."""
        self.form.active[self.at].toggle()
        self._changed()

    def _changed(self) -> None:
        self.refresh(layout=True)
        self.post_message(self.Changed())

    def action_submit(self) -> None:
        """Export."""
        self.post_message(self.Submitted())


class ExportScreen(ModalScreen[None]):
    """Asks, exports off the screen's own thread, and stays with the files until it is left."""

    DEFAULT_CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("q", "back", "Back", show=False),
        Binding("o", "open", "Open", show=False),
        Binding("y", "copy", "Copy", show=False),
        Binding("enter", "finish", "Back", show=False),
    ]

    class Opened(Message):
        """A file is to be shown in the program that the system has for it."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Copied(Message):
        """The paths of the files are to be copied."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Progressed(Message):
        """So many of the formats are made."""

        def __init__(self, done: int) -> None:
            super().__init__()
            self.done = done

    class Finished(Message):
        """The files are written, or there was an error."""

        def __init__(self, written: list[Path], left_out: list[str], error: NotSaved | None = None) -> None:
            super().__init__()
            self.written, self.left_out, self.error = written, left_out, error

    def __init__(self, renderer: Renderer, form: ExportForm) -> None:
        super().__init__()
        self.renderer = renderer
        self.form = form
        self.stop: Event | None = None
        self.is_waiting = False
        """Whether what is ordered waits for the check of the brief."""
        self.written: list[Path] = []
        self.agreed: set[type[NotSaved]] = set()
        """What the reader has been told of and would do nevertheless."""

    def compose(self) -> ComposeResult:
        """A heading, the fields, the folder, what comes of it, the keys."""
        with Vertical():
            heading = Rows(self.renderer, id="heading")
            heading.tell((("Export  ", "strong"), (self.form.opened.head.title, "muted")), (("", "text"),))
            yield heading
            yield Fields(self.renderer, self.form)
            with Horizontal(id="output"):
                yield Where(self.renderer, id="where")
                yield Input(self.form.output, select_on_focus=False)
            yield Rows(self.renderer, id="files")
            yield Rows(self.renderer, id="word")
            yield Rows(self.renderer, id="keys")

    def on_mount(self) -> None:
        """Begin at the formats."""
        self.query_one(Fields).focus()
        self._preview()

    def on_unmount(self) -> None:
        """Nobody waits for a document any more."""
        if self.stop is not None:
            self.stop.set()

    @on(Fields.Changed)
    def _preview(self) -> None:
        """Say which files come of it, and what goes out with a word on it."""
        self.agreed.clear()
        indent = " " * (_AXIS - _LABEL if self.size.width >= 60 else 0)
        lines = [(("", "text"),), *(((indent + name, "strong"),) for name in self.form.files())]
        self.query_one("#files", Rows).tell(*lines)
        count, places = self.form.findings()
        goes = "goes out with its word" if count == 1 else "go out with their words"
        self._say(*([(f" {count} ", "finding"), (f" {goes}: {places}", "text")] if count else []))
        self._keys(("↵", "Export"), ("↑ ↓", "Field"), ("← →", "Choice"), ("Space", "Choose"), ("Esc", "Back"))

    def _say(self, *runs: tuple[str, str]) -> None:
        self.query_one("#word", Rows).tell(*([(("", "text"),), runs] if runs else []))

    def _keys(self, *keys: tuple[str, str]) -> None:
        runs = [run for key, word in keys for run in ((key, "strong"), (f"\u00a0{word}   ", "muted"))]
        self.query_one("#keys", Rows).tell((("", "text"),), tuple(runs))

    @on(Fields.Left)
    def _to_output(self) -> None:
        self.query_one(Input).focus()

    def on_key(self, event: object) -> None:
        """Up and Down leave the folder."""
        field, fields = self.query_one(Input), self.query_one(Fields)
        key = getattr(event, "key", "")
        if field.has_focus and key in ("up", "down"):
            fields.at = len(self.form.active) - 1 if key == "up" else 0
            fields.focus()

    @on(Input.Changed)
    def _output_changed(self, event: Input.Changed) -> None:
        self.form.output = event.value.strip() or "."
        self._preview()

    @on(Input.Submitted)
    @on(Fields.Submitted)
    def _submitted(self) -> None:
        if self.stop is not None:
            return
        if self.form.opened.checked is None:
            self.is_waiting = True
            self._say(("Checking against the sources …", "text"))
            return
        self.stop = Event()
        force, with_findings = IsThere in self.agreed, HasFindings in self.agreed
        self._export(self.form.order(force=force, with_findings=with_findings, stop=self.stop))
        self._progress(0)

    def show_check(self, opened: OpenBrief) -> None:
        """The brief is checked: go on with what waits for that, else say what goes out with a word on it.

        `opened` is another version of the brief where it was saved before the check was done.
        """
        if self.form.opened.checked is None:
            self.form.opened = opened
        if self.is_waiting:
            self.is_waiting = False
            self._submitted()
        elif self.stop is None and not self.written:
            self._preview()

    def _progress(self, done: int) -> None:
        """Say how far it is, format by format."""
        names = [FORMATS[name].title for name in self.form.chosen("Format")]
        bar = "█" * done + "·" * (len(names) - done)
        self._say((bar, "accent"), (f"  Setting {names[min(done, len(names) - 1)]} …", "text"))
        self._keys(("Esc", "Stop"))

    @work(thread=True, exclusive=True)
    def _export(self, order: Order) -> None:
        """Make and write the files, and tell how far it is. Messages wait for nobody, so leaving is never held up."""
        written: list[Path] = []
        try:
            page = prepare(self.form.opened.brief, order, self.form.opened.known)
            left_out = list(page.left_out)
            for path, made in save(page, order, targets(page, order), self._tell):
                written.append(path)
                left_out += made.left_out
        except NotSaved as error:
            self.post_message(self.Finished(written, [], error))
        else:
            self.post_message(self.Finished(written, left_out))

    def _tell(self, done: int) -> None:
        self.post_message(self.Progressed(done))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self.stop is not None and not self.stop.is_set():
            self._progress(event.done)

    @on(Finished)
    def _finished(self, event: Finished) -> None:
        given_up = self.stop is not None and self.stop.is_set()
        self.stop = None
        if event.error is None:
            self._done(event.written, event.left_out)
        elif given_up:
            self._preview()
        else:
            self._refused(event.error)

    def _refused(self, error: NotSaved) -> None:
        """Say why there is no file; where the reader may want it nevertheless, Enter once more does it."""
        self._keys(("↵", "Export"), ("↑ ↓", "Field"), ("Esc", "Back"))
        if type(error) in _AGAIN:
            self.agreed.add(type(error))
            self._say((_AGAIN[type(error)], "text"))
        else:
            self._say(("Not exported: ", "strong"), (f"{error}.", "text"))

    def _done(self, written: list[Path], left_out: list[str]) -> None:
        """Show the files in the place of the form."""
        self.form.keep()
        self.written = written
        self.query_one(Fields).display = self.query_one("#output").display = False
        names = [(("✓ ", "accent"), (path.name, "strong")) for path in written]
        self.query_one("#files", Rows).tell(*names, (("in ", "muted"), (at_home(written[0].parent), "text")))
        self._say(*([(" ".join(left_out), "muted")] if left_out else []))
        self._keys(("o", "Open"), ("y", "Copy the path"), ("↵", "Back"))
        self.set_focus(None)

    def action_back(self) -> None:
        """Stop what is being made, else leave."""
        if self.stop is not None:
            self.stop.set()
        else:
            self.dismiss(None)

    def action_finish(self) -> None:
        """Leave, once the files are there."""
        if self.written:
            self.dismiss(None)

    def action_open(self) -> None:
        """Open the first of the files."""
        if self.written:
            self.post_message(self.Opened(self.written[0]))

    def action_copy(self) -> None:
        """Copy the paths of the files."""
        if self.written:
            self.post_message(self.Copied("\n".join(map(str, self.written))))


class Where(Line):
    """The name of the field below the others, marked while the folder is typed."""

    def rows(self, width: int) -> tuple[Row, ...]:  # as Line has it
        """The name."""
        here = self.screen.focused is not None and isinstance(self.screen.focused, Input)
        bar = [Piece(0, SELECTION_BAR, "accent")] if here else []
        return (Row((*bar, Piece(_LABEL, "Where", "strong" if here else "muted"))),)
