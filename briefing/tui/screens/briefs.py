"""The list of briefs of a folder: title, date, marking, status; Enter opens one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from briefing.model import Head as BriefHead
from briefing.text import visible
from briefing.tui.render import Piece, Renderer, Row
from briefing.tui.screens.base import BaseScreen
from briefing.tui.sheet import Grid, Sheet
from briefing.tui.widgets.lines import Foot, Head, Line
from briefing.tui.widgets.pane import LinePane
from briefing.tui.wrapping import truncate


@dataclass(frozen=True, slots=True)
class Listing:
    """A brief of the list: its file, its [brief] table where it can be read, how many problems it has.

    `findings` are those of the items that are known to fail their check; `unchecked` where any isn't checked.
    """

    path: Path
    head: BriefHead | None
    problems: int
    findings: int = 0
    unchecked: bool = False

    @property
    def key(self) -> str:
        """What names the listing."""
        return str(self.path)


class BriefsScreen(BaseScreen):
    """All briefs of a folder."""

    AUTO_FOCUS = "#list"
    DEFAULT_CSS = "BriefsScreen #list { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="evidence"),
        Binding("e", "edit", "Edit", id="edit"),
        Binding("r", "reload", "Reload", id="reload"),
        Binding("escape,b", "back", "Back", show=False, id="back"),
    ]

    class Wanted(Message):
        """The reader wants a brief opened or edited, the folder read again, or to go back."""

        def __init__(self, what: str, screen: BriefsScreen, path: Path | None = None) -> None:
            super().__init__()
            self.what = what
            self.screen = screen
            self.path = path

    def __init__(self, renderer: Renderer, folder: Path, current: Path | None = None) -> None:
        super().__init__(renderer)
        self.folder = folder
        self.current = current
        self.listings: tuple[Listing, ...] = ()
        self.words = "Reading the briefs …"

    def compose(self) -> ComposeResult:
        """Head, list, foot."""
        yield Head(self.renderer)
        yield Line(self.renderer).add_class("air")
        yield LinePane(self.renderer, id="list")
        yield Foot(self.renderer)

    def on_mount(self) -> None:
        """Show that the folder is being read."""
        self.show_keys()
        self.update((), done=False)

    def update(self, listings: tuple[Listing, ...], *, done: bool) -> None:
        """Show the briefs read so far."""
        pane = self.query_one(LinePane)
        selected = pane.selected
        key = selected.key if isinstance(selected, Listing) else str(self.current) if self.current else None
        self.listings = tuple(sorted(listings, key=_newest_first))
        empty = f'No brief (*.toml) is in {self.folder.resolve()}. Start one with: briefing new "Title"'
        self.words = empty if done else "Reading …"
        count = {0: "", 1: "1 brief"}.get(len(listings), f"{len(listings)} briefs")
        self.query_one(Head).show("Briefs", as_of=count)
        pane.show(self._build, key=key)

    def _build(self, width: int) -> Sheet:
        grid = Grid(width, flat=True)
        return Sheet(self.listings, _rows(self.listings, self.words, self.folder, grid))

    def _want(self, what: str) -> None:
        listing = self.query_one(LinePane).selected
        self.post_message(self.Wanted(what, self, listing.path if isinstance(listing, Listing) else None))

    @on(LinePane.Chosen)
    def action_open(self) -> None:
        """Open the selected brief."""
        self._want("open")

    def action_edit(self) -> None:
        """Open the editor on the selected brief."""
        self._want("edit")

    def action_reload(self) -> None:
        """Read the folder again."""
        self._want("reload")

    def action_back(self) -> None:
        """Back to the brief that was open."""
        self._want("back")


def _newest_first(listing: Listing) -> tuple[int, str]:
    when = listing.head and (listing.head.as_of or listing.head.date)
    return -when.days.first.toordinal() if when else 0, str(listing.path)


def _within(path: Path, folder: Path) -> str:
    try:
        return str(path.relative_to(folder))
    except ValueError:
        return str(path)


def _rows(listings: tuple[Listing, ...], words: str, folder: Path, grid: Grid) -> Iterator[Row]:
    """A header, and one row a brief: date, marking and status in columns where there is room."""
    if not listings:
        yield from (Row(tuple(line)) for line in grid.paragraph(2, [(words, "muted")], grid.right - 2))
        return
    wide = grid.width >= 72
    marking_at = grid.right - 26
    date_at = marking_at - 13
    room = (date_at if wide else grid.right - 11) - 4
    titles = [Piece(2, "BRIEF", "heading"), Piece(date_at if wide else grid.right - 11, "DATE", "heading")]
    if wide:
        titles += [Piece(marking_at, "MARKING", "heading"), Piece(grid.right - 7, "STATUS", "heading")]
    yield Row(tuple(titles))
    titles_seen = Counter(listing.head.title for listing in listings if listing.head is not None)
    yield Row((Piece(2, "─" * (grid.right - 2), "rule"),))
    for index, listing in enumerate(listings):
        head = listing.head
        title = head.title if head is not None else f"{listing.path.name}: can't be read"
        pieces = [Piece(2, truncate(visible(title), room), "strong" if head is not None else "muted")]
        look_at = listing.problems + listing.findings
        found = f"!{look_at}" if look_at else "?" if listing.unchecked else ""
        free = room - cell_len(pieces[0].text) - 2 - (len(found) + 2 if found else 0)
        if head is not None and titles_seen[head.title] > 1 and free > 8:
            pieces.append(
                Piece(2 + cell_len(pieces[0].text) + 2, truncate(visible(_within(listing.path, folder)), free), "muted")
            )
        when = head and (head.as_of or head.date)
        if when:
            pieces.append(Piece(date_at if wide else grid.right - 11, truncate(str(when), 11), "muted"))
        if wide and head is not None:
            pieces.append(Piece(marking_at, truncate(visible(head.marking or ""), 17), "text"))
            pieces.append(Piece(grid.right - 7, head.status, "muted"))
        if found and wide:
            pieces.append(Piece(date_at - 1 - len(found), found, "strong" if look_at else "muted"))
        yield Row(tuple(sorted(pieces, key=lambda piece: piece.column)), index)
    if legend := _legend(listings):
        yield Row(())
        yield from (Row(tuple(line)) for line in grid.paragraph(2, [(legend, "muted")]))


def _legend(listings: tuple[Listing, ...]) -> str:
    """What the marks before the dates mean, as far as there are any."""
    marks = {
        "!  problems and findings": any(listing.problems or listing.findings for listing in listings),
        "?  not all of it checked": any(
            listing.unchecked and not listing.problems and not listing.findings for listing in listings
        ),
    }
    return "    ".join(words for words, is_there in marks.items() if is_there)
