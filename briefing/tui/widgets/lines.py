"""The rows around the pane: head, search, tabs, notice, foot. Each is one widget of one or two lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.characters import printable
from briefing.tui.render import Piece, Renderer, Row
from briefing.tui.wrapping import truncate, wrap


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
        shown = printable(text)
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
        marking = truncate(printable(self.marking), max(0, width - 8))
        mono = self.renderer.palette.mono
        runs = [(f"{self.doing} ", "muted")] if self.doing and width >= 60 else []
        runs += [run for flag in self.flags for run in ((f" {flag} ", "finding"), (" ", "text"))]
        if marking:
            runs.append((f"[{marking}]" if mono else f" {marking} ", f"marking:{marking}"))
        if self.as_of and width >= 60:
            runs.append((f"  {self.as_of}", "muted"))
        size = sum(cell_len(printable(text)) for text, _ in runs)
        right = max(2, width - 1 - size)
        title = truncate(printable(self.title), right - 4)
        return (Row((Piece(2, title, "strong"), *run_on(right, *runs))),)


class Notice(Line):
    """A sentence that stays until its reason is gone, on as many rows as it takes; no row where there is none."""

    words = ""
    key = ""

    def show(self, words: str, key: str = "") -> None:
        """Set the sentence and the key that does something about it."""
        self.words, self.key = words, key
        self.display = bool(words)
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """Take the rows that the sentence needs at another width."""
        self._fit()

    def _fit(self) -> None:
        self.styles.height = max(1, len(self.rows(self.app.size.width)))

    def rows(self, width: int) -> Sequence[Row]:
        """The sentence, marked as a finding is, and the key behind it."""
        key = printable(self.key).replace(" ", "\u00a0")  # never broken
        text = f"{printable(self.words)}  {key}".rstrip()
        rows: list[Row] = []
        for start, end in wrap(text, width - 8):
            words = text[start:end]
            tail = key if key and words.endswith(key) else ""
            runs = run_on(6, (words.removesuffix(tail), "text"), (tail, "strong"))
            rows.append(Row(runs if rows else (Piece(2, " ! ", "finding"), *runs)))
        return rows


TAB_KEYS = 10
"""The tabs that have a key: a digit."""

LEAST_TITLE = 4
"""The least cells of a title that still say something: three letters and an ellipsis."""


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
        self.titles = tuple(map(printable, titles))
        self.active, self.hits, self.findings = active, hits, findings
        self.refresh()

    def rows(self, width: int) -> Sequence[Row]:
        """As much of the titles as fits, that of the active tab in full; what is left out at an end has an ellipsis."""
        labels, gap = self._labels(width)
        sizes = [len(digit) + bool(digit and title) + cell_len(title) for digit, title in labels]
        start = 0
        while start < self.active and 2 + sum(size + gap for size in sizes[start : self.active + 1]) > width - 1:
            start += 1
        top = [Piece(0, printable("…"), "muted")] if start else []
        under: list[Piece] = []
        places: list[tuple[int, int]] = [(0, 0)] * start
        column = 2 if not start else max(2, 1 + len(printable("…")))
        for index in range(start, len(labels)):
            digit, title = labels[index]
            size = sizes[index]
            if column + size > width - 1 and index > start:
                top.append(Piece(min(column, width - len(printable("…"))), printable("…"), "muted"))
                break
            on = index == self.active
            missed = self.hits is not None and not self.hits[index]
            if digit:
                top.append(Piece(column, digit, "accent" if on else "muted"))
            if title:
                role = "number" if on else "muted" if missed else "text"
                top.append(Piece(column + size - cell_len(title), title, role))
            under += self._under(index, column, size, gap)
            places.append((column - 1, column + size + 1))
            column += size + gap
        self.places = tuple(places)
        return Row(tuple(top)), Row(tuple(under))

    def _labels(self, width: int) -> tuple[list[tuple[str, str]], int]:
        """Digit and title of each tab, and the gap between them; only the first ten tabs have a key."""
        digits = [str(index) if index < TAB_KEYS else "" for index in range(len(self.titles))]
        longest = min(max(map(cell_len, self.titles), default=0), width)
        for most, gap in ((longest, 3), *((most, 2) for most in range(longest, LEAST_TITLE - 1, -1))):
            titles = [truncate(title, self._most(index, most, width)) for index, title in enumerate(self.titles)]
            labels = list(zip(digits, titles, strict=True))
            used = sum(len(digit) + bool(digit) + cell_len(title) + gap for digit, title in labels)
            if 3 + used - gap <= width:
                return labels, gap
        return [
            (digit, truncate(title, self._most(index, 0 if digit else LEAST_TITLE, width)))
            for index, (digit, title) in enumerate(zip(digits, self.titles, strict=True))
        ], 2

    def _most(self, index: int, most: int, width: int) -> int:
        """The cells that a title may have: the active one all of them, as far as the row goes."""
        return width - 6 if index == self.active else most

    def _under(self, index: int, column: int, size: int, gap: int) -> list[Piece]:
        """The active line with its counts set into it, under the title."""
        on = index == self.active
        counts = str(self.hits[index]) if self.hits is not None and self.hits[index] else ""
        found = f"!{self.findings[index]}" if self.findings and self.findings[index] else ""
        note = " ".join(filter(None, (counts, found)))
        lead = 2 if on or size > LEAST_TITLE else 0
        room = size + gap - 1 - lead
        if len(note) > room:
            note = ("!" if found else counts)[:room]
        if not note:
            return [Piece(column, "━" * size, "accent")] if on else []
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
