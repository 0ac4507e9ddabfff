"""The rows around the pane: head, search, tabs, notice, foot. Each is one widget of one or two lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from briefing.text import visible
from briefing.tui.render import Piece, Renderer, Row
from briefing.tui.wrapping import truncate


class Line(Widget):
    """One or two rows that are drawn from their owner's data at the present width."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; background: $background; color: $foreground; }"

    def __init__(self, renderer: Renderer, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.renderer = renderer

    def rows(self, width: int) -> Sequence[Row]:
        """The rows to draw."""
        return ()

    def render_line(self, y: int) -> Strip:
        """One of the rows."""
        width = self.size.width
        rows = self.rows(width)
        return self.renderer.strip(rows[y] if y < len(rows) else Row(()), width, self.rich_style)

    def restyle(self, renderer: Renderer) -> None:
        """Draw again in other colours."""
        self.renderer = renderer
        self.refresh()


def run_on(column: int, *runs: tuple[str, str]) -> tuple[Piece, ...]:
    """Texts of several roles one after the other."""
    pieces = []
    for text, role in runs:
        shown = visible(text)
        pieces.append(Piece(column, shown, role))
        column += cell_len(shown)
    return tuple(pieces)


class Head(Line):
    """The title at the left; what goes on, what needs an eye, the marking and how old the facts are at the right."""

    title = ""
    doing = ""
    marking = ""
    as_of = ""
    flags: tuple[str, ...] = ()

    def show(self, title: str, marking: str = "", as_of: str = "", flags: tuple[str, ...] = ()) -> None:
        """Set what the head says."""
        self.title, self.marking, self.as_of, self.flags = title, marking, as_of, flags
        self.refresh()

    def tell(self, doing: str) -> None:
        """Say what goes on, or that nothing does any more."""
        self.doing = doing
        self.refresh()

    def rows(self, width: int) -> Sequence[Row]:
        """The head's row: the title gives way, then the date; the marking never does."""
        marking = truncate(visible(self.marking), max(0, width - 8))
        mono = self.renderer.palette.mono
        runs = [(f"{self.doing} ", "muted")] if self.doing and width >= 60 else []
        runs += [run for flag in self.flags for run in ((f" {flag} ", "finding"), (" ", "text"))]
        if marking:
            runs.append((f"[{marking}]" if mono else f" {marking} ", f"marking:{marking}"))
        if self.as_of and width >= 60:
            runs.append((f"  {self.as_of}", "muted"))
        size = sum(cell_len(visible(text)) for text, _ in runs)
        right = max(2, width - 1 - size)
        title = truncate(visible(self.title), right - 4)
        return (Row((Piece(2, title, "strong"), *run_on(right, *runs))),)


class Notice(Line):
    """A sentence that stays until its reason is gone; no row where there is none."""

    words = ""
    key = ""

    def show(self, words: str, key: str = "") -> None:
        """Set the sentence and the key that does something about it."""
        self.words, self.key = words, key
        self.display = bool(words)
        self.refresh()

    def rows(self, width: int) -> Sequence[Row]:
        """The sentence, marked as a finding is."""
        words = truncate(visible(self.words), width - 10 - len(self.key))
        return (Row(run_on(2, (" ! ", "finding"), (f" {words}  ", "text"), (self.key, "strong"))),)


class TabRow(Line):
    """Digits and titles; below them the mark of the active tab and the number of hits."""

    DEFAULT_CSS = "TabRow { height: 2; }"

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    titles: tuple[str, ...] = ()
    active = 0
    hits: tuple[int, ...] | None = None
    findings: tuple[int, ...] = ()
    places: tuple[tuple[int, int], ...] = ()

    def show(
        self, titles: tuple[str, ...], active: int, hits: tuple[int, ...] | None, findings: tuple[int, ...]
    ) -> None:
        """Set the tabs, which is active, and the counts below them."""
        self.titles = tuple(truncate(visible(title), 24) for title in titles)
        self.active, self.hits, self.findings = active, hits, findings
        self.refresh()

    def rows(self, width: int) -> Sequence[Row]:
        """Full titles where they fit, else digits and the title of the active one."""
        words = sum(cell_len(title) + 2 for title in self.titles)
        gaps = len(self.titles) - 1
        gap = 3 if words + 3 * gaps + 4 <= width else 2
        full = words + gap * gaps + 3 <= width
        start = 0 if full else self._first_in_view(width)
        column = 2
        top: list[Piece] = []
        under: list[Piece] = []
        places: list[tuple[int, int]] = [(0, 0)] * start
        for index in range(start, len(self.titles)):
            on = index == self.active
            title = self.titles[index] if full or on else ""
            digit = str(index)
            size = len(digit) + (1 + cell_len(title) if title else 0)
            missed = self.hits is not None and not self.hits[index]
            top.append(Piece(column, digit, "accent" if on else "muted"))
            if title:
                role = "number" if on else "muted" if missed else "text"
                top.append(Piece(column + len(digit) + 1, title, role))
            under += self._under(index, column, size, on=on, full=full)
            places.append((column - 1, column + size + 1))
            column += size + (gap if full else 2)
        self.places = tuple(places)
        return Row(tuple(top)), Row(tuple(under))

    def _first_in_view(self, width: int) -> int:
        """Where the digits start so that the active tab is in view."""
        room = width - cell_len(self.titles[self.active]) - 8 if self.titles else width
        return max(0, self.active - max(1, room // 4))

    def _under(self, index: int, column: int, size: int, *, on: bool, full: bool) -> list[Piece]:
        """The active line with its counts set into it, under the title."""
        counts = str(self.hits[index]) if self.hits is not None and self.hits[index] else ""
        found = f"!{self.findings[index]}" if self.findings and self.findings[index] else ""
        note = " ".join(filter(None, (counts, found)))
        if not full and not on:
            return [Piece(column, "!" if found else note[:2], "number")] if note else []
        if not note:
            return [Piece(column, "━" * size, "accent")] if on else []
        lead = 2
        rest = size - lead - len(note) - 1
        pieces = [Piece(column, "━", "accent")] if on else []
        pieces.append(Piece(column + lead, note, "number" if on else "strong"))
        if on and rest > 0:
            pieces.append(Piece(column + lead + len(note) + 1, "━" * rest, "accent"))
        return pieces

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        for index, (start, end) in enumerate(self.places):
            if start <= event.x < end:
                self.post_message(self.Chosen(index))


class Foot(Line):
    """The keys of the screen; those at the end give way first, Help never does."""

    keys: tuple[tuple[str, str, str], ...] = ()
    places: tuple[tuple[int, int, str], ...] = ()

    def show(self, keys: tuple[tuple[str, str, str], ...]) -> None:
        """Set the keys: (how the key is written, what it does in a word, the action)."""
        self.keys = keys
        self.refresh()

    def rows(self, width: int) -> Sequence[Row]:
        """As many keys as fit."""
        if not self.keys:
            return ()
        *keys, last = self.keys
        end = cell_len(last[0]) + 1 + cell_len(last[1])
        column = 2
        runs: list[tuple[str, str]] = []
        places: list[tuple[int, int, str]] = []
        for key, name, action in [*keys, last]:
            size = cell_len(key) + 1 + cell_len(name)
            if action != last[2] and column + size + 3 + end > width - 1:
                continue
            places.append((column, column + size, action))
            runs += [(key, "strong"), (f" {name}   ", "muted")]
            column += size + 3
        self.places = tuple(places)
        return (Row(run_on(2, *runs)),)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, action in self.places:
            if start <= event.x < end:
                await self.screen.run_action(action)
