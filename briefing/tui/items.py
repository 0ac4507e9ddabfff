"""How each kind of item is drawn: figures with bars, quotes, points by kind, events, people, questions, sources."""

from __future__ import annotations

from rich.cells import cell_len

from briefing import wording
from briefing.entries import Entry
from briefing.evidence.status import FINDINGS, Status
from briefing.model import Event, Figure, Person, Point, Question, Quote
from briefing.tui.bars import Columns, series_lines, share_line
from briefing.tui.characters import printable
from briefing.tui.opened import OpenBrief, SourceRow, Tab
from briefing.tui.render import Piece
from briefing.tui.sheet import MEASURE, STATUS, Grid
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

    def why(self, entry: Entry, tab: Tab) -> Lines:
        """Why an item is a hit where its row doesn't show that: the words about the first mark, on one row."""
        grid = self.grid
        column = 4 if grid.narrow else grid.axis
        room = min(grid.right - column, MEASURE)
        for name, text in self.opened.found_by(entry, tab):
            lead = f"{name}: "
            line = grid.excerpt(column + len(lead), text, room - len(lead))
            if line.marks:
                return [[Piece(column, lead, "muted"), line]]
        return []

    def own_marking(self, entry: Entry) -> str:
        """An item's marking where it isn't the brief's."""
        marking = entry.item.marking
        return marking if marking and marking != self.opened.head.marking else ""

    # Kinds

    def figure(self, entry: Entry, figure: Figure, columns: Columns) -> Lines:
        """Number in the gutter, label and status beside it, then details or bars."""
        grid, figures = self.grid, self.opened.figures
        number = printable(wording.number(figure, figures, short=True))
        mark = self.mark(entry)
        runs = [(figure.label, "text")]
        if figure.period and not wording.bars(figure):
            runs.append((f", {figure.period}", "muted"))
        details = "; ".join(filter(None, (*wording.details(figure, figures), self.own_marking(entry))))
        if not grid.narrow:
            number = truncate(number, grid.right // 2)
        column = 2 if grid.narrow else max(columns.axis, 2 + cell_len(number) + 2)
        room = grid.right - 2 if grid.narrow else self.room(column, mark)
        together = [*runs, (f"; {details}", "muted")]
        if details and sum(cell_len(printable(text)) for text, _ in together) <= min(room, MEASURE):
            runs, details = together, ""
        lines = grid.paragraph(column, runs, room)
        if grid.narrow:
            lines.insert(0, [grid.piece(2, truncate(number, grid.right - STATUS - 3), "number"), *mark])
        else:
            lines[0] = [grid.piece(column - 2 - cell_len(number), number, "number"), *lines[0], *mark]
        if share := wording.share_bar(figure, figures):
            lines.append(share_line(grid, share, columns))
        if details:
            lines += self.muted(columns.axis, details)
        return lines + series_lines(grid, figure, columns)

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
            lines: Lines = [[grid.piece(2, truncate(printable(gutter), grid.right - 3), role)]]
            lines += grid.paragraph(4, runs, grid.right - 4)
            self.tail(lines, mark)
            return lines
        column = max(grid.hang(gutter)[1], widest + 4)
        lines = grid.paragraph(column, runs, self.room(column, mark))
        lines[0] = [grid.piece(column - 2 - cell_len(printable(gutter)), gutter, role), *lines[0], *mark]
        return lines

    def event(self, entry: Entry, event: Event, widest: int) -> Lines:
        """The date in the gutter, the event, its topic."""
        topic = next((tab.title for tab in self.opened.tabs if tab.name and tab.name == event.topic), "")
        tail = ", ".join(filter(None, (topic, event.according_to and f"according to {event.according_to}")))
        runs = [(event.text, "text"), (f" {tail}" if tail else "", "muted")]
        date = wording.date_span(event.date, event.end_date)
        return self.gutter_text(date, "number", runs, self.mark(entry), widest)

    def person(self, entry: Entry, person: Person, column: int) -> Lines:
        """Name, role and side, how to say it, the native name: on one row, with what fits; the evidence has all."""
        grid = self.grid
        marking = self.own_marking(entry)
        about = wording.about_person(person)
        if grid.narrow:
            words = ", ".join(filter(None, (*about, marking)))
            below = grid.paragraph(4, [(words, "muted")]) if words else []
            return [*grid.paragraph(2, [(person.name, "text")]), *below]
        # The native name goes first: how to say it is what a reader is asked for.
        choices = [about, tuple(phrase for phrase in about if phrase != person.native_name), about[:2], about[:1]]
        rows = (", ".join(filter(None, (*choice, marking))) for choice in choices)
        fitting = [words for words in rows if cell_len(printable(words)) <= min(grid.right - column, MEASURE)]
        words = fitting[0] if fitting else ", ".join(filter(None, (*choices[-1], marking)))
        lines = grid.paragraph(column, [(words, "muted")]) if words else []
        if not lines or 2 + cell_len(printable(person.name)) + 2 > column:
            return [*grid.paragraph(2, [(person.name, "text")]), *lines]
        lines[0] = [grid.piece(2, person.name), *lines[0]]
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
