"""How each kind of item is drawn: figures with bars, quotes, points by kind, events, people, questions, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.cells import cell_len

from briefing import wording
from briefing.entries import Entry
from briefing.evidence.status import FINDINGS, Status
from briefing.figures import Figures
from briefing.model import Event, Figure, Person, Point, Question, Quote
from briefing.text import visible
from briefing.tui.opened import Listed, OpenBrief, Section, SourceRow, Tab
from briefing.tui.render import Piece, Row
from briefing.tui.sheet import MEASURE, MOST_BAR_CELLS, STATUS, Grid, Marker, Sheet, heading, standfirst
from briefing.tui.verdict import instead
from briefing.tui.wrapping import truncate

Lines = list[list[Piece]]


class Drawing:
    """Draws the items of one open brief on one grid."""

    def __init__(self, opened: OpenBrief, grid: Grid) -> None:
        self.opened = opened
        self.grid = grid

    # Pieces that every kind has

    def mark(self, entry: Entry) -> list[Piece]:
        """The status word and the source mark, set from the right edge; nothing for what needs no source."""
        status = self.opened.status(entry)
        if status is None:
            return []
        sources = self.opened.mark(entry.item)
        word, role = str(status), "muted"
        if status in FINDINGS:
            word, role = f" {status} ", "finding"
        elif status is Status.UNCHECKED:
            role = "unchecked"
        if self.opened.head.sample:
            word, role = "SAMPLE", "strong"
        tail = f" {sources}" if sources else ""
        column = self.grid.right - cell_len(word) - cell_len(tail)
        return [Piece(column, word, role), Piece(column + cell_len(word), tail, "muted")]

    def room(self, column: int, mark: list[Piece]) -> int:
        """How many cells a text at a column has beside a status; all bars and texts leave the same room."""
        if not mark:
            return self.grid.right - column
        return min(mark[0].column, self.grid.right - STATUS) - 2 - column

    def tail(self, lines: Lines, mark: list[Piece]) -> None:
        """Set the status after the last row, on a row of its own where it doesn't fit."""
        if not mark:
            return
        last = lines[-1][-1] if lines and lines[-1] else None
        if last is not None and last.column + cell_len(last.text) + 2 <= mark[0].column:
            lines[-1].extend(mark)
        else:
            lines.append(mark)

    def muted(self, column: int, words: str) -> Lines:
        """A phrase below the main text."""
        return self.grid.paragraph(column, [(words, "muted")], self.grid.right - column)

    def instead(self, entry: Entry, axis: int) -> Lines:
        """What the source has in the place of an item that fails its check."""
        result = self.opened.result(entry)
        if result is None:
            return []
        column = 4 if self.grid.narrow else axis
        runs = instead(result, min(self.grid.right - column, MEASURE))
        return self.grid.paragraph(column, runs) if runs else []

    def own_marking(self, entry: Entry) -> str:
        """An item's marking where it isn't the brief's."""
        marking = entry.item.marking
        return marking if marking and marking != self.opened.head.marking else ""

    # Kinds

    def figure(self, entry: Entry, figure: Figure, columns: Columns) -> Lines:
        """Number in the gutter, label and status beside it, then details or bars."""
        grid, figures = self.grid, self.opened.figures
        number = wording.number(figure, figures, short=True)
        mark = self.mark(entry)
        period = figure.period if figure.period and not wording.bars(figure) else None
        label = [(figure.label, "text"), (f", {period}", "muted")] if period else [(figure.label, "text")]
        if grid.narrow:
            lines: Lines = [[grid.piece(2, truncate(visible(number), grid.right - STATUS - 3), "number"), *mark]]
            lines += grid.paragraph(2, label, grid.right - 2)
        else:
            number = truncate(visible(number), grid.right // 2)
            column = max(columns.axis, 2 + cell_len(number) + 2)
            lines = grid.paragraph(column, label, self.room(column, mark))
            lines[0] = [grid.piece(column - 2 - cell_len(number), number, "number"), *lines[0], *mark]
        if share := wording.share_bar(figure, figures):
            lines.append(self.share(share, columns.axis))
        phrases = [*wording.details(figure, figures), self.own_marking(entry)]
        if words := "; ".join(filter(None, phrases)):
            lines += self.muted(columns.axis, words)
        return lines + self.bars(figure, columns)

    def share(self, bar: wording.Bar, axis: int) -> list[Piece]:
        """A part of a whole on one row."""
        grid = self.grid
        least_bar = 8 if grid.narrow else 14
        name = truncate(visible(bar.name), max(8, grid.right - axis - cell_len(bar.value) - 3 - least_bar))
        start = axis + cell_len(name) + 2
        cells = max(4, min(MOST_BAR_CELLS, grid.right - start - cell_len(bar.value) - 1))
        value_at = start + cells + 1
        return [
            grid.piece(axis, name, "muted"),
            Piece(start, bar_cells(bar.fraction, cells), "now"),
            grid.piece(value_at, bar.value),
        ]

    def bars(self, figure: Figure, columns: Columns) -> Lines:
        """Before and now as bars on one scale; the change stands after now, or below where it is narrow."""
        grid = self.grid
        series = wording.bars(figure)
        if not series:
            return []
        change = change_words(figure)
        below = grid.narrow or columns.below
        start = columns.axis + columns.names + 2
        lines: Lines = []
        for bar in series:
            value_at = start + columns.cells + 1 + max(0, columns.values - cell_len(bar.value))
            line = [
                grid.piece(columns.axis, truncate(visible(bar.name), columns.names), "muted"),
                Piece(start, bar_cells(bar.fraction, columns.cells), "now" if bar.now else "before"),
                grid.piece(value_at, bar.value, "text" if bar.now else "muted"),
            ]
            if bar.now and change and not below:
                line.append(Piece(start + columns.cells + 1 + columns.values + 2, change, "muted"))
            lines.append(line)
        if change and below:
            lines.append([Piece(start, change, "muted")])
        return lines

    def quote(self, entry: Entry, quote: Quote) -> Lines:
        """What it is about, the words with a hanging quotation mark, speaker and role."""
        grid = self.grid
        column = 4 if grid.narrow else grid.axis
        mark = self.mark(entry)
        room = grid.right - column if grid.narrow else self.room(column, mark)
        lines: Lines = []
        if quote.about:
            lines += grid.paragraph(column, [(f"{quote.about}:", "muted")], room)
        words = grid.paragraph(column, [(quote.text + "”", "quote")], room)
        words[0] = [Piece(column - 1, "“", "number"), *words[0]]
        lines += words
        if not grid.narrow:
            lines[0] += mark
        speaker, role = wording.said_by(quote, self.opened.roles)
        extra = ", ".join(filter(None, (role, self.own_marking(entry))))
        runs = [(speaker, "text" if quote.speaker else "muted"), (f", {extra}" if extra else "", "muted")]
        lines += grid.paragraph(column, runs, grid.right - column)
        if grid.narrow:
            self.tail(lines, mark)
        return lines

    def point(self, entry: Entry, point: Point, kind: str) -> Lines:
        """The kind where it changes, then the sentence."""
        grid = self.grid
        mark = self.mark(entry)
        tail = ", ".join(filter(None, (wording.point_tail(point), self.own_marking(entry))))
        runs = [(point.text, "text"), (f" ({tail})" if tail else "", "muted")]
        if grid.narrow:
            lines: Lines = [[Piece(2, kind, "muted")]] if kind != "·" else []
            words = grid.paragraph(4, runs, grid.right - 4)
            words[0] = [Piece(2, "·", "muted"), *words[0]]
            lines += words
            self.tail(lines, mark)
            return lines
        start, column = grid.hang(kind)
        lines = grid.paragraph(column, runs, self.room(column, mark))
        lines[0] = [Piece(start, kind, "muted"), *lines[0], *mark]
        return lines

    def gutter_text(
        self, gutter: str, role: str, runs: list[tuple[str, str]], mark: list[Piece], widest: int = 0
    ) -> Lines:
        """A word in the gutter and a text at the axis; below each other where it is narrow.

        `widest` is the width of the longest word in the gutter where that may be wider than the gutter is.
        """
        grid = self.grid
        if grid.narrow:
            lines: Lines = [[grid.piece(2, truncate(visible(gutter), grid.right - 3), role)]]
            lines += grid.paragraph(4, runs, grid.right - 4)
            self.tail(lines, mark)
            return lines
        column = max(grid.hang(gutter)[1], widest + 4)
        lines = grid.paragraph(column, runs, self.room(column, mark))
        lines[0] = [grid.piece(column - 2 - cell_len(visible(gutter)), gutter, role), *lines[0], *mark]
        return lines

    def event(self, entry: Entry, event: Event, widest: int) -> Lines:
        """The date in the gutter, the event, its topic."""
        topic = next((tab.title for tab in self.opened.tabs if tab.name and tab.name == event.topic), "")
        tail = ", ".join(filter(None, (topic, event.according_to and f"according to {event.according_to}")))
        runs = [(event.text, "text"), (f" {tail}" if tail else "", "muted")]
        date = wording.date_span(event.date, event.end_date)
        return self.gutter_text(date, "number", runs, self.mark(entry), widest)

    def person(self, entry: Entry, person: Person, column: int) -> Lines:
        """Name, role and side; the native name and how to say it."""
        side = person.side if person.side and person.side not in (person.role or "") else None
        about = ", ".join(
            filter(None, (person.role, side, person.native_name, person.say_it and f"say: {person.say_it}"))
        )
        runs = [(", ".join(filter(None, (about, self.own_marking(entry)))), "muted")]
        name = self.grid.piece(2, person.name)
        if self.grid.narrow or cell_len(visible(person.name)) + 2 >= column:
            below = self.grid.paragraph(4 if self.grid.narrow else column, runs) if runs[0][0] else []
            return [*self.grid.paragraph(2, [(person.name, "text")]), *below]
        lines = self.grid.paragraph(column, runs) if runs[0][0] else [[]]
        lines[0] = [name, *lines[0]]
        return lines

    def question(self, entry: Entry, question: Question) -> Lines:
        """The question, what to say, what not to say."""
        grid = self.grid
        mark = self.mark(entry)
        lines = self.gutter_text("asked", "muted", [(question.question, "strong")], mark)
        for paragraph in (question.answer or "").split("\n\n"):
            if paragraph:
                lines += grid.paragraph(4 if grid.narrow else grid.axis, [(paragraph, "text")])
        if question.do_not_say:
            runs = [("not: ", "strong"), (question.do_not_say, "text")]
            lines += grid.paragraph(4 if grid.narrow else grid.axis, runs)
        return lines

    def source(self, row: SourceRow) -> Lines:
        """The number, the citation and the address."""
        grid = self.grid
        lines = self.gutter_text(f"[{row.number}]", "number", [(wording.citation(row.source), "text")], [])
        if row.source.url:
            lines += grid.paragraph(4 if grid.narrow else grid.axis, [(row.source.url, "muted")])
        used = sum(row.name in wording.all_sources(entry.item, self.opened.figures) for entry in self.opened.entries)
        words = {0: "no item refers to it", 1: "1 item refers to it"}.get(used, f"{used} items refer to it")
        return lines + self.muted(4 if grid.narrow else grid.axis, words)


MEASURED = 100
"""The figures that a section's columns are measured on: the first. Measuring 400 took 10 ms of a key's 15."""


class Columns:
    """The columns that all figures of a section share: labels, bars' names, bars, values, change."""

    def __init__(self, grid: Grid, items: tuple[Listed, ...], known: Figures) -> None:
        first = items[:MEASURED]
        figures = [one.item for one in first if isinstance(one, Entry) and isinstance(one.item, Figure)]
        series = [(figure, wording.bars(figure)) for figure in figures]
        drawn = [(figure, bars) for figure, bars in series if bars]
        numbers = (cell_len(visible(wording.number(figure, known, short=True))) for figure in figures)
        widest = max(numbers, default=0)
        # One axis for all, unless a number is so long that the others had better not follow it.
        self.axis = grid.axis if grid.narrow else max(grid.axis, 2 + min(widest, grid.right // 4) + 2)
        room = grid.right - self.axis
        self.names = min(
            max((cell_len(visible(bar.name)) for _, bars in drawn for bar in bars), default=0), max(8, room // 3)
        )
        self.values = max((cell_len(bar.value) for _, bars in drawn for bar in bars), default=0)
        change = max((cell_len(change_words(figure)) for figure, _ in drawn), default=0) + 2
        cells = room - self.names - self.values - 3
        self.below = grid.narrow or cells - change < 12
        self.cells = max(4, min(MOST_BAR_CELLS, cells - (0 if self.below else change)))


def bar_cells(fraction: float, cells: int) -> str:
    """A bar exact to an eighth of a cell, padded to the whole track; above zero at least an eighth."""
    eighths = round(min(max(fraction, 0.0), 1.0) * cells * 8)
    if fraction > 0:
        eighths = max(1, eighths)
    full, part = divmod(eighths, 8)
    return ("█" * full + ("▏▎▍▌▋▊▉"[part - 1] if part else "")).ljust(cells)


def change_words(figure: Figure) -> str:
    """The change beside a bar: an arrow and by how much."""
    moved = wording.move(figure, short=True)
    if moved is None:
        return ""
    if moved.direction:
        return f"{'▲' if moved.direction > 0 else '▼'} {moved.amount}"
    return moved.amount if moved.open_end else "unchanged"


def tab_sheet(opened: OpenBrief, tab: Tab, width: int, marker: Marker | None, hits: frozenset[str] | None) -> Sheet:
    """A whole tab, or under a search what holds a hit."""
    sections = opened.sections(tab)
    shown = sections
    if hits is not None:
        kept = (Section(one.title, tuple(item for item in one.items if item.key in hits)) for one in sections)
        shown = tuple(section for section in kept if section.items)
    items = tuple(item for section in shown for item in section.items)
    left_out = sum(len(section.items) for section in sections) - len(items)
    grid = Grid(width, marker)
    return Sheet(items, _tab_rows(Drawing(opened, grid), tab, shown, left_out, hits))


def no_hit_here(opened: OpenBrief, hits: frozenset[str]) -> str:
    """What to say on a tab without a hit: where the hits are, or how to search."""
    if not hits:
        return (
            "No hit in this brief. Words match from their beginning, all of them in one item; "
            "“words in order”, -without, topic:energy, kind:quote, speaker:name, source:name. Esc shows all."
        )
    counts = [(sum(key in hits for key in opened.keys(tab)), tab) for tab in opened.tabs]
    where = ", ".join(f"{tab.title} {count}" for count, tab in counts if count and tab.kind != "overview")
    return f"No hit here. {where or 'Overview'} · ↵ goes to the first, Esc shows all"


def _tab_rows(
    drawing: Drawing, tab: Tab, sections: tuple[Section, ...], left_out: int, hits: frozenset[str] | None
) -> Iterator[Row]:
    grid = drawing.grid
    summary = drawing.opened.summary(tab)
    if summary:
        yield from standfirst(grid, summary)
    index = 0
    for place, section in enumerate(sections):
        yield from heading(grid, section.title, first=not place and not summary)
        yield from _section_rows(drawing, section, index)
        index += len(section.items)
    if left_out:
        yield Row(())
        words = f"{left_out} without a hit · Esc shows all"
        if not sections:
            words = no_hit_here(drawing.opened, hits or frozenset())
        yield from (Row(tuple(line)) for line in drawing.muted(2, words))
    elif not sections:
        if summary:
            yield Row(())
        yield from (
            Row(tuple(line)) for line in drawing.muted(2, f"Nothing in {tab.title} yet. Press e to edit the brief.")
        )


def _section_rows(drawing: Drawing, section: Section, index: int) -> Iterator[Row]:
    """The rows of a section: items of two rows tight, taller ones with a blank on each side, never two blanks."""
    draw = _drawer(drawing, section)
    spaced = not isinstance(section.items[0], Entry) or section.items[0].kind in ("quote", "question")
    tall_before = False
    for place, item in enumerate(section.items):
        lines = draw(item)
        tall = spaced or (len(lines) > 2 and isinstance(item, Entry) and item.kind == "figure")
        if place and (tall or tall_before):
            yield Row(())
        tall_before = tall
        for line in lines:
            yield Row(tuple(line), index + place)


def _drawer(drawing: Drawing, section: Section) -> Callable[[Listed], Lines]:
    """How the items of a section are drawn, with what they share: bar columns, the last kind, the names' column."""
    columns = Columns(drawing.grid, section.items, drawing.opened.figures)
    people = [one.item for one in section.items[:MEASURED] if isinstance(one, Entry) and isinstance(one.item, Person)]
    events = [one.item for one in section.items[:MEASURED] if isinstance(one, Entry) and isinstance(one.item, Event)]
    dates = max((cell_len(wording.date_span(event.date, event.end_date)) for event in events), default=0)
    names = min(2 + max((cell_len(visible(person.name)) for person in people), default=0) + 2, 34)
    kind_before = ""

    def draw(listed: Listed) -> Lines:
        if isinstance(listed, SourceRow):
            return drawing.source(listed)
        axis = columns.axis if listed.kind == "figure" else drawing.grid.axis
        return [*draw_entry(listed), *drawing.instead(listed, axis)]

    def draw_entry(listed: Entry) -> Lines:
        nonlocal kind_before
        match listed.item:
            case Figure() as figure:
                return drawing.figure(listed, figure, columns)
            case Quote() as quote:
                return drawing.quote(listed, quote)
            case Point() as point:
                kind = wording.point_label(point)
                shown, kind_before = "·" if kind == kind_before else kind, kind
                return drawing.point(listed, point, shown)
            case Event() as event:
                return drawing.event(listed, event, dates)
            case Person() as person:
                return drawing.person(listed, person, names)
            case Question() as question:
                return drawing.question(listed, question)
        raise TypeError(f"no item: {type(listed.item).__name__}")

    return draw
