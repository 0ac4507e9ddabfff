"""How the list of briefs is drawn: its columns, a row for each brief, what the marks mean; and a brief's preview."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from briefing import wording
from briefing.dates import read_when
from briefing.entries import entries, key_figures
from briefing.evidence.status import Status
from briefing.figures import Figures
from briefing.markings import TLP_LABELS
from briefing.model import Brief, Figure
from briefing.tui.characters import printable
from briefing.tui.listing import ListSheet, View
from briefing.tui.render import Piece, Row
from briefing.tui.sheet import Grid, Sheet, heading
from briefing.tui.wrapping import truncate

if TYPE_CHECKING:
    from briefing.index.listing import Sort
    from briefing.index.rows import BriefRow
    from briefing.loading import Loaded

WIDE = 72
"""Columns from which on marking and status have their own."""

ORDERS: Mapping[Sort, str] = {
    "date": "newest first",
    "title": "by title",
    "findings": "most findings first",
    "changes": "last changed first",
}
"""The orders of the list, as one key goes through them."""

_DATE, _STATUS, _FLAG = 11, len("cleared"), 4
_MARKING = 17
"""The widest marking that is shown whole."""
_TLP = "TLP:"

PREVIEW_FIGURES = 8


def strictest_of(rows: Iterable[BriefRow], markings: tuple[str, ...]) -> str:
    """The strictest marking of some briefs."""
    from briefing.markings import strictest

    return strictest((row.marking for row in rows), markings)


def date_words(iso: str) -> str:
    """A date of a list's line in words; of a time only its day."""
    when = read_when(iso[:10])
    return str(when) if when is not None else iso


@dataclass(frozen=True, slots=True)
class Library:
    """What the list's lines are drawn by: the library's folder, and the day."""

    folder: Path
    today: dt.date


class Drawn:
    """Draws the lines of one view at one width."""

    def __init__(self, view: View, width: int, library: Library, ask: Callable[[int], None]) -> None:
        """`ask` is told the place of a line that is looked at and wasn't read yet."""
        self.view = view
        self.grid = Grid(width, flat=True)
        self._library = library
        self._ask = ask
        rows = list(view.rows)
        self._titles = Counter(row.title for row in {row.path: row for row in rows}.values())
        markings = {row.marking for row in rows if row.marking}
        self._tlp = all(marking in TLP_LABELS for marking in markings)
        self.markings = min(max((cell_len(self._marking(marking)) for marking in markings), default=0), _MARKING)
        right = self.grid.right
        self._wide = width >= WIDE
        self._status_at = right - _FLAG - 2 - _STATUS
        self._marking_at = self._status_at - 2 - max(self.markings, len(self._marking_title()))
        self._date_at = (self._marking_at if self._wide else right + 2) - 2 - _DATE
        self._room = self._date_at - 2 - 2 - (0 if self._wide else _FLAG)

    def sheet(self, empty: str) -> Sheet:
        """The whole list; `empty` is what to say where there is none."""
        view = self.view
        if not view.count:
            lines = self.grid.paragraph(2, [(empty, "muted")], self.grid.right - 2)
            return Sheet((), (Row(tuple(line)) for line in lines))
        return ListSheet(view, self._lead(), self._legend(), self._line)

    def _lead(self) -> Iterator[Row]:
        yield self._titles_row()
        recent = self.view.recent
        if not recent:
            yield Row((Piece(2, "─" * (self.grid.right - 2), "rule"),))
            return
        yield from heading(self.grid, "Opened last", first=True)
        for place, listing in enumerate(recent):
            yield self._line(listing.row, place)
        yield from heading(self.grid, "All briefs")

    def _titles_row(self) -> Row:
        sort = self.view.asked.sort
        changed = sort == "changes"
        titles: list[tuple[int, str, bool]] = [(2, "BRIEF", sort == "title")]
        titles.append((self._date_at, "CHANGED" if changed else "DATE", changed or sort == "date"))
        if self._wide:
            titles += [(self._marking_at, self._marking_title(), False), (self._status_at, "STATUS", False)]
            titles.append((self.grid.right - 1, "!", sort == "findings"))
        return Row(tuple(Piece(column, words, "strong" if by else "heading") for column, words, by in titles))

    def _marking_title(self) -> str:
        return "TLP" if self._tlp else "MARKING"

    def _marking(self, marking: str) -> str:
        return printable(marking.removeprefix(_TLP) if self._tlp else marking)

    def _line(self, row: BriefRow | None, place: int) -> Row:
        """One brief: title, date, marking, status, and a mark where it needs an eye."""
        if row is None:
            self._ask(place - len(self.view.recent))
            return Row((Piece(2, "…", "muted"),), place)
        pieces = self._name(row)
        when = _day_of_change(row) if self.view.asked.sort == "changes" else date_words(row.date or row.as_of)
        if when:
            pieces.append(Piece(self._date_at, truncate(printable(when), _DATE), "muted"))
        look_at, unchecked = standing(row)
        flag = (f"!{look_at}" if look_at < 1000 else "!999") if look_at else "?" if unchecked and not row.sample else ""
        role = "strong" if look_at else "muted"
        if not self._wide:
            if flag:
                pieces.append(Piece(self._date_at - 1 - len(flag), flag, role))
            return Row(tuple(sorted(pieces)), place)
        if row.marking:
            room = self._status_at - 2 - self._marking_at
            pieces.append(Piece(self._marking_at, truncate(self._marking(row.marking), room), "text"))
        if row.stale(self._library.today):
            pieces.append(Piece(self._status_at, "stale", "strong"))
        elif row.title:
            pieces.append(
                Piece(self._status_at, truncate(printable("sample" if row.sample else row.status), _STATUS), "muted")
            )
        if flag:
            pieces.append(Piece(self.grid.right - len(flag), flag, role))
        return Row(tuple(sorted(pieces)), place)

    def _name(self, row: BriefRow) -> list[Piece]:
        """The title, or the file's name; of equal titles, where the file is."""
        if not row.title:
            return [Piece(2, truncate(printable(f"{row.path.name}: can't be read"), self._room), "muted")]
        pieces = [Piece(2, truncate(printable(row.title), self._room), "text")]
        at = 2 + cell_len(pieces[0].text) + 2
        free = 2 + self._room - at
        if self._titles[row.title] > 1 and free > 8:
            pieces.append(Piece(at, truncate(printable(within(row.path, self._library.folder)), free), "muted"))
        return pieces

    def _legend(self) -> Iterator[Row]:
        """What the marks mean, as far as there are any."""
        found = [standing(row) for row in self.view.rows if not row.sample]
        marks = {
            "!  problems and findings": any(look_at for look_at, _ in found),
            "?  not all of it checked": any(unchecked and not look_at for look_at, unchecked in found),
        }
        words = "    ".join(words for words, is_there in marks.items() if is_there)
        if words:
            yield Row(())
            yield from (Row(tuple(line)) for line in self.grid.paragraph(2, [(words, "muted")]))


def standing(row: BriefRow) -> tuple[int, bool]:
    """The number of what is to be looked at in a brief, and whether anything in it isn't checked."""
    return row.errors + row.findings, Status.UNCHECKED in dict(row.statuses)


def within(path: Path, folder: Path) -> str:
    """A brief's file as seen from its library."""
    try:
        return str(path.relative_to(folder))
    except ValueError:
        return str(path)


def passed_over_words(passed_over: Sequence[tuple[Path, str]], folder: Path) -> str:
    """How many files can't even be listed, and why the first of them can't; empty where there is none."""
    if not passed_over:
        return ""
    path, why = passed_over[0]
    count = len(passed_over)
    return f"{count} file{'s' * (count != 1)} can't be read. {within(path, folder)}: {why}"


def _day_of_change(row: BriefRow) -> str:
    try:
        day = dt.date.fromtimestamp(row.changed / 1e9)
    except (OverflowError, ValueError, OSError):  # a clock far off
        return ""
    return date_words(day.isoformat())


def preview_sheet(row: BriefRow | None, loaded: Loaded | None, folder: Path, width: int) -> Sheet:
    """What a brief says at a glance: bottom line and key figures; or what is wrong with its file."""
    grid = Grid(width, flat=True)
    return Sheet((), _preview(row, loaded, folder, grid) if row is not None else iter(()))


def _preview(row: BriefRow, loaded: Loaded | None, folder: Path, grid: Grid) -> Iterator[Row]:
    yield from _paragraph(grid, row.title or row.path.name, "strong")
    when = date_words(row.as_of or row.date)
    facts = (
        "sample" if row.sample else row.status,
        f"{'as of ' if row.as_of else ''}{when}" if when else "",
        row.marking,
    )
    yield from _paragraph(grid, " · ".join(filter(None, facts)), "muted")
    yield from _paragraph(grid, within(row.path, folder), "muted")
    if loaded is None:
        return
    for problem in loaded.errors[:3]:
        yield Row(())
        yield from _paragraph(grid, f"line {problem.line}: {problem.message}", "text")
    if loaded.brief is None:
        return
    head = loaded.brief.head
    if head.bottom_line:
        yield from heading(grid, "Bottom line")
        yield from _paragraph(grid, head.bottom_line, "text")
    yield from _key_figures(loaded.brief, grid)
    yield from _states(row, grid)


def _key_figures(brief: Brief, grid: Grid) -> Iterator[Row]:
    known = Figures(brief)
    found = [entry.item for entry in key_figures(entries(brief)) if isinstance(entry.item, Figure)]
    shown = found[:PREVIEW_FIGURES]
    if not shown:
        return
    yield from heading(grid, "Key figures")
    numbers = [truncate(printable(wording.number(figure, known, short=True)), grid.right // 2) for figure in shown]
    axis = 2 + max(map(cell_len, numbers)) + 2
    for number, figure in zip(numbers, shown, strict=True):
        lines = grid.paragraph(axis, [(wording.title(figure), "text")])
        lines[0] = [Piece(axis - 2 - cell_len(number), number, "number"), *lines[0]]
        yield from (Row(tuple(line)) for line in lines)
    if len(found) > len(shown):
        yield from _paragraph(grid, f"and {len(found) - len(shown)} more", "muted")


def _states(row: BriefRow, grid: Grid) -> Iterator[Row]:
    """How many items there are, and how many of those that need an eye."""
    yield from heading(grid, "Items")
    yield from _paragraph(grid, f"{row.items} item{'s' * (row.items != 1)}", "text")
    if row.tags:
        yield from _paragraph(grid, ", ".join(row.tags), "muted")


def _paragraph(grid: Grid, text: str, role: str) -> Iterator[Row]:
    return (Row(tuple(line)) for line in grid.paragraph(2, [(text, role)], grid.right - 2))
