"""The evidence of one item as rows: its status, the words cited, its sources, its note and its other values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import cell_len

from briefing import moves, wording
from briefing.entries import Entry, main_text, topic_title
from briefing.evidence.status import FINDINGS, MEANINGS, Status
from briefing.figures import full_previous
from briefing.model import Event, Figure, Person, Point, Question, Quote
from briefing.numbers import print_amount
from briefing.tui.characters import printable
from briefing.tui.render import Piece, Row
from briefing.tui.sheet import Grid, Sheet, heading
from briefing.tui.verdict import result_rows, warning_rows

if TYPE_CHECKING:
    from briefing.index.listing import FigureValue
    from briefing.tui.opened import Listed, OpenBrief, SourceRow

Lines = list[list[Piece]]


Series = Mapping[str, tuple["FigureValue", ...]]
"""What all briefs have for figures, by the figures' written ids."""


def proof_sheet(opened: OpenBrief, listed: Listed | None, width: int, series: Series = MappingProxyType({})) -> Sheet:
    """The evidence of an item of an open brief, for a pane of a width."""
    grid = Grid(width, flat=True)
    if listed is None:
        rows: Iterator[Row] = iter(())
    elif isinstance(listed, Entry):
        rows = _entry_rows(opened, listed, series, grid)
    else:
        rows = _source_rows(opened, listed, grid)
    return Sheet((), rows)


def _rows(lines: Lines) -> Iterator[Row]:
    return (Row(tuple(line)) for line in lines)


def _entry_rows(opened: OpenBrief, entry: Entry, series: Series, grid: Grid) -> Iterator[Row]:
    item = entry.item
    yield from _rows(_title(opened, entry, grid))
    yield from heading(grid, "Evidence")
    yield from _rows(_status(opened, entry, grid))
    yield from result_rows(opened, entry, "", grid)
    for name in wording.all_sources(item, opened.figures):
        yield from result_rows(opened, entry, name, grid)
        yield from _cited(opened, entry, name, grid)
    if (result := opened.result(entry)) is not None:
        yield from warning_rows(result, grid)
    if item.credibility:
        yield from _rows(grid.paragraph(2, [(f"credibility {item.credibility} of 6", "muted")]))
    if item.note:
        yield from _prose("Note", item.note, grid)
    if isinstance(item, Figure):
        yield from _figure_rows(opened, item, grid)
        yield from _series(opened, item, series, grid)
    if isinstance(item, Quote) and item.original:
        yield from heading(grid, "As spoken" + (f" ({item.language})" if item.language else ""))
        yield from _rows(grid.paragraph(2, [(item.original, "quote")]))
    if isinstance(item, Question):
        yield from _answer(item, grid)
    yield from _facts(opened, entry, grid)


def _title(opened: OpenBrief, entry: Entry, grid: Grid) -> Lines:
    item = entry.item
    match item:
        case Figure():
            return _beside(wording.number(item, opened.figures), wording.title(item), grid)
        case Event():
            return _beside(wording.date_span(item.date, item.end_date), item.text, grid)
        case Quote(text=text):
            speaker, role = wording.said_by(item, opened.roles)
            words = grid.paragraph(2, [(f"“{text}”", "strong")])
            return words + grid.paragraph(2, [(speaker, "text"), (f", {role}" if role else "", "muted")])
    what: tuple[str, ...] = ()
    if isinstance(item, Point):
        what = (wording.point_label(item), wording.point_tail(item))
    elif isinstance(item, Person):
        what = wording.about_person(item)
    below = ", ".join(filter(None, what))
    return grid.paragraph(2, [(main_text(item), "strong")]) + (grid.paragraph(2, [(below, "muted")]) if below else [])


def _beside(number: str, words: str, grid: Grid) -> Lines:
    """A number or a date with what it stands for beside it, or below where it is long."""
    size = cell_len(printable(number))
    if size > grid.right // 2:
        return [*grid.paragraph(2, [(number, "number")]), *grid.paragraph(2, [(words, "text")])]
    lines = grid.paragraph(4 + size, [(words, "text")])
    lines[0] = [grid.piece(2, number, "number"), *lines[0]]
    return lines


def _status(opened: OpenBrief, entry: Entry, grid: Grid) -> Lines:
    status = opened.status(entry)
    if status is None:
        return grid.paragraph(2, [("needs no source" if not entry.item.source else "", "muted")])
    loud = status in FINDINGS
    word = Piece(2, f" {status} " if loud else str(status), "finding" if loud else "strong")
    lines = grid.paragraph(2 + cell_len(word.text) + 2, [(MEANINGS[status], "muted")])
    lines[0] = [word, *lines[0]]
    return lines


def _cited(opened: OpenBrief, entry: Entry, name: str, grid: Grid) -> Iterator[Row]:
    """The source, and the words that the item cites from it where the passage doesn't show them."""
    item, result = entry.item, opened.result(entry)
    yield Row(())
    shows = any(one.source == name and one.status is Status.VERIFIED for one in result.results) if result else False
    if name in item.source and not shows and (words := item.evidence_for(name)):
        yield from _rows(grid.paragraph(2, [("cited: ", "muted"), (f"“{words}”", "text")]))
    source = opened.brief.sources.get(name)
    number = f"[{opened.numbers[name]}]" if name in opened.numbers else "[?]"
    words = wording.citation(source) if source is not None else f"no source is named “{name}”"
    lines = grid.paragraph(3 + len(number), [(words, "muted")])
    lines[0] = [Piece(2, number, "muted"), *lines[0]]
    yield from _rows(lines)
    if source is not None and source.url:
        yield from _rows(grid.paragraph(3 + len(number), [(source.url, "muted")]))


def _prose(title: str, text: str, grid: Grid) -> Iterator[Row]:
    """Paragraphs below a heading."""
    yield from heading(grid, title)
    for place, paragraph in enumerate(text.split("\n\n")):
        if place:
            yield Row(())
        yield from _rows(grid.paragraph(2, [(paragraph, "text")]))


def _answer(question: Question, grid: Grid) -> Iterator[Row]:
    """What to say when asked, and what not."""
    if question.answer:
        yield from _prose("What to say", question.answer, grid)
    if question.do_not_say:
        yield from _prose("Do not say", question.do_not_say, grid)


def _figure_rows(opened: OpenBrief, figure: Figure, grid: Grid) -> Iterator[Row]:
    values = [
        (print_amount(amount.value, amount.unit, amount.scale, amount.qualifier or "exact"), one.period or "before")
        for one, amount in zip(figure.previous, full_previous(figure), strict=True)
    ]
    values += [
        (
            print_amount(one.value, one.unit, one.scale, one.qualifier or "exact"),
            "the same, as the source also gives it",
        )
        for one in figure.also
    ]
    if values:
        yield from heading(grid, "Other values")
        for value, words in values:
            lines = grid.paragraph(4 + cell_len(printable(value)), [(words, "muted")])
            lines[0] = [grid.piece(2, value, "strong"), *lines[0]]
            yield from _rows(lines)
    moved = moves.move(figure)
    if moved is not None and (figure.previous or figure.change):
        yield from heading(grid, "Change")
        yield from _rows(grid.paragraph(2, [(str(moved), "text")]))
    if figure.formula:
        yield from heading(grid, "Computed")
        yield from _rows(grid.paragraph(2, [(wording.formula_in_words(figure, opened.figures), "text")]))


def _series(opened: OpenBrief, figure: Figure, series: Series, grid: Grid) -> Iterator[Row]:
    """What other briefs have for a figure with an id, once that was looked up."""
    if figure.id is not None and figure.id in series:
        from briefing.tui.series import series_rows

        yield from series_rows(series[figure.id], opened.path, grid)


def _facts(opened: OpenBrief, entry: Entry, grid: Grid) -> Iterator[Row]:
    """Where the item stands: topic, id, marking."""
    item = entry.item
    facts = [
        ("topic", topic_title(opened.brief, entry.topic) if entry.topic else ""),
        ("claim of", item.according_to or ""),
        ("marking", item.marking or opened.head.marking or ""),
        ("id", item.id or ""),
    ]
    shown = [(name, value) for name, value in facts if value]
    if shown:
        yield from heading(grid, "Item")
        for name, value in shown:
            lines = grid.paragraph(12, [(value, "text")])
            lines[0] = [Piece(2, name, "muted"), *lines[0]]
            yield from _rows(lines)


def _text_facts(opened: OpenBrief, row: SourceRow) -> list[tuple[str, str]]:
    """Where the source's text is, and its checksum; or why it can't be read."""
    text = opened.text(row.name)
    if text is not None:
        return [("text", str(text.path)), ("SHA-256", f"{text.sha256[:12]}…")]
    return [("text", opened.no_text(row.name) or row.source.file or f"sources/{row.name}.txt")]


def _source_rows(opened: OpenBrief, row: SourceRow, grid: Grid) -> Iterator[Row]:
    source = row.source
    yield from _rows(grid.paragraph(2, [(source.title, "strong")]))
    facts = [
        ("name", row.name),
        ("author", source.author),
        ("publisher", source.publisher),
        ("published", source.published and str(source.published)),
        ("read", source.accessed and str(source.accessed)),
        ("origin", source.origin),
        ("reliability", source.reliability and f"{source.reliability} (Admiralty, A to F)"),
        ("address", source.url),
        *_text_facts(opened, row),
    ]
    yield from heading(grid, "Source")
    for name, value in facts:
        if value:
            lines = grid.paragraph(14, [(value, "text")])
            lines[0] = [Piece(2, name, "muted"), *lines[0]]
            yield from _rows(lines)
    yield from heading(grid, "Items that refer to it")
    for entry in opened.entries:
        if row.name in wording.all_sources(entry.item, opened.figures):
            lines = grid.paragraph(4, [(main_text(entry.item), "text")])
            lines[0] = [Piece(2, "·", "muted"), *lines[0]]
            yield from _rows(lines)
