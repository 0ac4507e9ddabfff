"""A tab as a sheet: its sentence, its sections with their items, and what is said where little or nothing stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.cells import cell_len

from briefing import wording
from briefing.entries import Entry
from briefing.model import Event, Figure, Person, Point, Question, Quote
from briefing.tui.bars import MEASURED, section_columns
from briefing.tui.characters import printable
from briefing.tui.hits import Hits
from briefing.tui.items import Drawing, Lines
from briefing.tui.opened import Listed, OpenBrief, Section, SourceRow, Tab
from briefing.tui.render import Row
from briefing.tui.sheet import Grid, Sheet, heading, standfirst


def tab_sheet(opened: OpenBrief, tab: Tab, width: int, hits: Hits) -> Sheet:
    """A whole tab, or under a search what holds a hit."""
    sections = opened.sections(tab)
    shown = sections
    if hits.keys is not None:
        kept = (Section(one.title, tuple(item for item in one.items if item.key in hits.keys)) for one in sections)
        shown = tuple(section for section in kept if section.items)
    items = tuple(item for section in shown for item in section.items)
    grid = Grid(width, hits.query.marks if hits.query else None)
    return Sheet(items, _tab_rows(Drawing(opened, grid), tab, shown, hits))


def _tab_rows(drawing: Drawing, tab: Tab, sections: tuple[Section, ...], hits: Hits) -> Iterator[Row]:
    grid, opened = drawing.grid, drawing.opened
    plain = Grid(grid.width)  # what is looked for isn't to be marked in our own words
    said = [Row(tuple(line)) for words in hits.told() for line in plain.paragraph(2, [(words, "text")], grid.right - 2)]
    yield from said
    line = opened.bottom_line(tab)
    found = _is_found(line, hits)
    # In a narrow window, where the sentence takes half of the rows, what is looked for comes first.
    summary = "" if grid.narrow and hits.keys and not found else opened.summary(tab)
    if said and summary:
        yield Row(())
    if summary:
        rows = list(standfirst(grid, summary))
        yield from rows
        if line is not None and found and not any(piece.marks for row in rows for piece in row.pieces):
            yield from (Row(tuple(pieces)) for pieces in drawing.why(line, tab))
    index = 0
    for place, section in enumerate(sections):
        yield from heading(grid, section.title, first=not place and not summary and not said)
        yield from _section_rows(drawing, tab, section, index)
        index += len(section.items)
    if hits.keys is None:
        told = [] if sections else [nothing_here(opened, tab)]
    else:
        told = _of_the_search(opened, tab, sections, hits)
    if told and (summary or sections or said):
        yield Row(())
    for words in told:
        yield from (Row(tuple(line)) for line in plain.paragraph(2, [(words, "muted")], grid.right - 2))


def _is_found(line: Entry | None, hits: Hits) -> bool:
    """Whether a bottom line is a hit."""
    return line is not None and hits.keys is not None and line.key in hits.keys


def nothing_here(opened: OpenBrief, tab: Tab) -> str:
    """What to say on a tab without an item."""
    count = len(opened.entries)
    if not count:
        return "No items yet. Press e to edit the brief."
    if tab.kind == "overview":
        return f"Nothing is marked as key. The other tabs hold {count} item{'s' * (count > 1)}."
    return f"Nothing in {tab.title} yet. Press e to edit the brief."


def _of_the_search(opened: OpenBrief, tab: Tab, sections: tuple[Section, ...], hits: Hits) -> list[str]:
    """What to say below the hits of a tab: what stands twice, how many items are left out, how to get them back."""
    keys = [item.key for section in sections for item in section.items]
    left_out = len(opened.keys(tab)) - len(keys)
    at_the_top = _is_found(opened.bottom_line(tab), hits)
    if not keys and not at_the_top:
        return [no_hit_here(opened, hits)] if left_out else [nothing_here(opened, tab)]
    told = []
    twice = len(keys) + at_the_top - hits.counts(len(opened.tabs))[opened.tabs.index(tab)]
    if twice:
        one = twice == 1
        told.append(f"{twice} of these {'stands in its topic' if one else 'stand in their topics'} too, and ")
        told[0] += f"{'is' if one else 'are'} counted there"
    if left_out:
        told.append(f"{left_out} without a hit · {hits.way}")
    return told


def no_hit_here(opened: OpenBrief, hits: Hits) -> str:
    """What to say on a tab without a hit: where the hits are, or how to search."""
    if not hits.keys:
        return (
            "No hit in this brief. Words match from their beginning, all of them in one item; "
            "“words in order”, -without, topic:energy, kind:quote, speaker:name, source:name. "
            f"{hits.way}."
        )
    counts = zip(opened.tabs, hits.counts(len(opened.tabs)), strict=True)
    where = ", ".join(f"{tab.title} {count}" for tab, count in counts if count)
    return f"No hit here. {where} · ↵ goes to the first, {hits.way}"


def _section_rows(drawing: Drawing, tab: Tab, section: Section, index: int) -> Iterator[Row]:
    """The rows of a section: items of two rows tight, taller ones with a blank on each side, never two blanks."""
    draw = _drawer(drawing, section)
    spaced = not isinstance(section.items[0], Entry) or section.items[0].kind in ("quote", "question")
    tall_before = False
    for place, item in enumerate(section.items):
        lines = draw(item)
        tall = spaced or (len(lines) > 2 and isinstance(item, Entry) and item.kind == "figure")
        if drawing.grid.marks_hits and isinstance(item, Entry) and not any(one.marks for line in lines for one in line):
            lines += drawing.why(item, tab)
        if place and (tall or tall_before):
            yield Row(())
        tall_before = tall
        for line in lines:
            yield Row(tuple(line), index + place)


def _drawer(drawing: Drawing, section: Section) -> Callable[[Listed], Lines]:
    """How the items of a section are drawn, with what they share: bar columns, the last kind, the names' column."""
    first = section.items[:MEASURED]
    columns = section_columns(drawing.grid, first, drawing.opened.figures)
    people = [one.item for one in first if isinstance(one, Entry) and isinstance(one.item, Person)]
    events = [one.item for one in first if isinstance(one, Entry) and isinstance(one.item, Event)]
    dates = max((cell_len(wording.date_span(event.date, event.end_date)) for event in events), default=0)
    names = min(2 + max((cell_len(printable(person.name)) for person in people), default=0) + 2, 34)
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
