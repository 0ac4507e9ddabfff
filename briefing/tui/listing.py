"""The list of briefs as the screen holds it: of thousands only the lines that are looked at, and some around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, overload

from briefing.tui.render import Row
from briefing.tui.sheet import Sheet

if TYPE_CHECKING:
    from briefing.index.index import Index
    from briefing.index.listing import Sort
    from briefing.index.plain import PlainLibrary
    from briefing.index.rows import BriefRow
    from briefing.tui.shelf import Shelf

WINDOW = 100
"""Lines that are read from the index at once: 2 ms."""

KEPT = 24
"""Windows that are held; a list of 100,000 briefs would take 150 MB."""

RECENT_FROM = 13
"""Briefs from which on those that were opened last stand above the list too; fewer are seen at a glance."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A line of the list, which may stand in it twice: once among those that were opened last."""

    row: BriefRow
    recent: bool = False

    @property
    def key(self) -> str:
        """What names the line."""
        return f"recent:{self.row.path}" if self.recent else str(self.row.path)

    @property
    def path(self) -> Path:
        """The brief's file."""
        return self.row.path


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list shows, in which order."""

    sort: Sort = "date"
    filtered: str = ""


@dataclass(slots=True)
class View:
    """The list as it was at one moment: how many lines, and those that were read so far, in windows."""

    asked: Asked = field(default_factory=Asked)
    count: int = 0
    total: int = 0
    """The briefs of the library, also those that the filter leaves out."""
    recent: tuple[Listing, ...] = ()
    place: int | None = None
    """The place in the list of the brief that was asked for."""
    windows: dict[int, list[BriefRow]] = field(default_factory=dict)

    def row(self, place: int) -> BriefRow | None:
        """The line at a place, if it was read already."""
        window, at = divmod(place, WINDOW)
        rows = self.windows.get(window, ())
        return rows[at] if at < len(rows) else None

    @property
    def rows(self) -> Iterator[BriefRow]:
        """All lines that were read."""
        yield from (listing.row for listing in self.recent)
        for window in self.windows.values():
            yield from window

    def add(self, window: int, rows: list[BriefRow]) -> None:
        """Take over the lines of a window; those farthest from it are let go."""
        self.windows[window] = rows
        if len(self.windows) > KEPT:
            del self.windows[max(self.windows, key=lambda one: abs(one - window))]


def read_window(index: Index | PlainLibrary, asked: Asked, window: int) -> list[BriefRow]:
    """The lines of a window."""
    return index.briefs(asked.sort, asked.filtered, limit=WINDOW, offset=window * WINDOW)


@dataclass(frozen=True, slots=True)
class Place:
    """What is looked at of the list: a brief, else a place.

    `current` is the brief that is open, which doesn't stand among those that were opened last, and `recent` is how
    many of these there is room for.
    """

    wanted: Path | None = None
    near: int = 0
    current: Path | None = None
    recent: int = 5


def look(shelf: Shelf, asked: Asked, looked_at: Place) -> View:
    """The list as it is now: with the lines at its top, and those about the place that is looked at."""
    wanted = looked_at.wanted
    index = shelf.index
    view = View(asked, index.count(asked.filtered))
    view.total = index.count() if asked.filtered else view.count
    if index.unanswered:
        return view
    if view.count >= RECENT_FROM and not asked.filtered:
        view.recent = tuple(Listing(row, recent=True) for row in shelf.recent(looked_at.recent, looked_at.current))
    view.place = index.place(wanted, asked.sort, asked.filtered) if wanted is not None else None
    at = view.place if view.place is not None else min(looked_at.near, max(0, view.count - 1))
    around = at // WINDOW
    for window in dict.fromkeys((around, 0, *((around + 1,) if at % WINDOW > WINDOW // 2 else ()))):
        if window * WINDOW < view.count or not window:
            view.windows[window] = read_window(index, asked, window)
    return view


class Lines(Sequence[Row]):
    """The rows of a list, each made when it is looked at: the lead, a row for each line, the tail."""

    def __init__(self, lead: Sequence[Row], count: int, tail: Sequence[Row], line: Callable[[int], Row]) -> None:
        self._lead, self._count, self._tail, self._line = lead, count, tail, line

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._lead) + self._count + len(self._tail)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """One row, or some."""
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        if at < len(self._lead):
            return self._lead[at]
        at -= len(self._lead)
        return self._line(at) if at < self._count else self._tail[at - self._count]


class Spans(Mapping[int, tuple[int, int]]):
    """In which rows an item stands: an item of the lead where it says so, a line of the list in its one row."""

    def __init__(self, lead: Sequence[Row], count: int) -> None:
        self._own = {row.item: place for place, row in enumerate(lead) if row.item is not None}
        self._first, self._count = len(lead), count

    def __getitem__(self, item: int) -> tuple[int, int]:
        """The first and the last row of an item."""
        place = self._own.get(item)
        if place is None:
            at = item - len(self._own)
            if not 0 <= at < self._count:
                raise KeyError(item)
            place = self._first + at
        return place, place

    def __iter__(self) -> Iterator[int]:
        """All items."""
        return iter(range(len(self)))

    def __len__(self) -> int:
        """How many items there are."""
        return len(self._own) + self._count


class Listings(Sequence[Listing | None]):
    """The items of a list: None for a line that wasn't read yet."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __len__(self) -> int:
        """How many there are."""
        return len(self._view.recent) + self._view.count

    @overload
    def __getitem__(self, at: int) -> Listing | None: ...
    @overload
    def __getitem__(self, at: slice) -> list[Listing | None]: ...
    def __getitem__(self, at: int | slice) -> Listing | list[Listing | None] | None:
        """One item, or some."""
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        recent = self._view.recent
        if at < len(recent):
            return recent[at]
        if at >= len(self):
            raise IndexError(at)
        row = self._view.row(at - len(recent))
        return Listing(row) if row is not None else None


class ListSheet(Sheet):
    """The sheet of a view: it has all its rows at once, and makes each when it is drawn."""

    def __init__(
        self, view: View, lead: Iterable[Row], tail: Iterable[Row], line: Callable[[BriefRow | None, int], Row]
    ) -> None:
        """`line` draws the line of a brief, or of one that wasn't read yet, as an item's row."""
        super().__init__(Listings(view), iter(()))
        first, recent = list(lead), len(view.recent)
        self._view = view
        self._source = None
        self.rows = Lines(first, view.count, list(tail), lambda at: line(view.row(at), at + recent))
        self.spans = Spans(first, view.count)

    def place_of(self, key: str | None) -> int:
        """The item with a key, else the first: looked for among the lines that were read."""
        view = self._view
        keys = [listing.key for listing in view.recent]
        if key in keys:
            return keys.index(key)
        for window, rows in view.windows.items():
            for at, row in enumerate(rows):
                if str(row.path) == key:
                    return len(keys) + window * WINDOW + at
        return 0
