"""A brief on a terminal: the document that the exports set, on a grid, with bars (screen.md, Grid and Parts).

A line is made of texts and styled texts, as `console.out` writes them, which makes visible what is hidden in them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing import wording
from briefing.console import BOLD, DIM, Styled
from briefing.evidence.status import FINDINGS, Status
from briefing.export.blocks import (
    Block,
    EventBlock,
    FigureBlock,
    PersonBlock,
    PointBlock,
    QuestionBlock,
    QuoteBlock,
    SourceLine,
    TopicSection,
)
from briefing.export.page import Page
from briefing.export.plain import as_text, wrap
from briefing.model import Point
from briefing.text import one_line, visible, width
from briefing.wording import Bar

Line = tuple[str | Styled, ...]
Piece = tuple[int, str, str]
"""A text at a column, and its style: the parameters of an SGR sequence, empty for none."""

REVERSE, UNDERLINE = "7", "4"

NARROW = 60
"""Below this many cells there is no room for a grid, and the text is set plainly."""
MEASURE = 76
"""The widest that a text is set beside its gutter."""
_GUTTER_END = 12
_AXIS = 14
_MARK = 14
"""The room that is kept for a status at the right: UNCHECKED [1]."""
_LEAST_BAR_CELLS, _MOST_BAR_CELLS = 8, 40


def show(page: Page, columns: int, *, ascii_only: bool = False) -> Iterator[Line]:
    """The lines of a document on a terminal of so many columns.

    With `ascii_only` nothing is drawn that ASCII lacks; the brief's own texts stay as they are.
    """
    if columns < NARROW:
        yield from ((line,) for line in as_text(page, columns).split("\n")[:-1])
        return
    yield from _Grid(columns, ascii_only=ascii_only).page(page)


STALE = "STALE"


def on_day(page: Page, today: dt.date) -> Page:
    """The document as it stands on a day: past the day for its review the first of its facts is that it is stale."""
    due = page.head.review_by
    if due is None or due.days.last >= today:
        return page
    return replace(page, facts=((STALE, f"it was to be reviewed by {due}"), *page.facts))


def _words(text: str) -> str:
    return visible(one_line(text))


def _line(*pieces: Piece) -> Line:
    """Pieces from left to right, each at its column, or one blank behind the one before where that reaches too far."""
    parts: list[str | Styled] = []
    at = 0
    for column, text, style in pieces:
        gap = column - at if column >= at else 1
        parts += [" " * gap, Styled(text, style) if style else text]
        at += gap + width(text)
    return tuple(part for part in parts if part)


class _Grid:
    """The columns of a terminal: a gutter to look things up by, the axis for the text, the status at the right edge."""

    def __init__(self, columns: int, *, ascii_only: bool) -> None:
        self.right = min(columns, _AXIS + MEASURE + _MARK) - 1
        self.ascii_only = ascii_only
        self.open_quote, self.close_quote = ('"', '"') if ascii_only else ("“", "”")

    # Parts that every item has

    def paragraph(self, column: int, text: str, style: str = "", room: int = 0) -> list[list[Piece]]:
        """A text wrapped at a column."""
        room = min(room or self.right - column, MEASURE)
        return [[(column, line, style)] for line in wrap(_words(text), max(room, 8))]

    def item(self, block: Block, gutter: tuple[str, str], text: str, style: str = "") -> Iterator[Line]:
        """The first rows of an item: a word in the gutter, the text at the axis, the status at the right.

        A word that is too long for the gutter pushes the text to the right, or stands on rows of its own; so does a
        status that would leave the text too little room.
        """
        word, word_style = _words(gutter[0]), gutter[1]
        if width(word) > self.right // 3:
            yield from self.below(word, word_style)
            word = ""
        start = max(2, _GUTTER_END - width(word))
        column = max(_AXIS, start + width(word) + 2) if word else _AXIS
        mark, mark_style = self.mark(block)
        at = self.right - width(mark)
        beside = at - 2 - column >= MEASURE // 3
        rows = self.paragraph(column, text, style, (min(at, self.right - _MARK) - 2 - column) if beside else 0)
        if word:
            rows[0].insert(0, (start, word, word_style))
        if mark and beside:
            rows[0].append((at, mark, mark_style))
        yield from (_line(*row) for row in rows)
        if mark and not beside:
            rows = self.paragraph(_AXIS, mark, mark_style)
            yield from (_line(*((self.right - width(row), row, own) for _, row, own in pieces)) for pieces in rows)

    def mark(self, block: Block) -> tuple[str, str]:
        """What must stand with an item, and its style: a finding is the loudest on the page, the normal case quiet."""
        sources = f"[{', '.join(map(str, block.sources))}]" if block.sources else ""
        basis = "computed from" if block.computed and sources else ""
        words = " ".join(filter(None, (", ".join(map(_words, block.tags)), basis, sources)))
        if block.status in FINDINGS:
            return words, REVERSE
        return words, UNDERLINE if block.status in (Status.UNCHECKED, Status.NO_SOURCE) else DIM

    def below(self, text: str, style: str = DIM) -> Iterator[Line]:
        """A phrase below an item's text; nothing for an empty one."""
        if text:
            yield from (_line(*row) for row in self.paragraph(_AXIS, text, style))

    def notes(self, block: Block) -> Iterator[Line]:
        """The paragraphs of an item's note."""
        for place, paragraph in enumerate(block.note):
            yield from self.below(paragraph if place else f"Note: {paragraph}")

    # Items

    def figure(self, block: FigureBlock) -> Iterator[Line]:
        """A figure with its bars and its note."""
        yield from self.key_figure(block)
        yield from self.bars(block.bars or ((block.share_bar,) if block.share_bar else ()))
        yield from self.notes(block)

    def key_figure(self, block: FigureBlock) -> Iterator[Line]:
        """A figure in words: its bars stand in its topic."""
        label = ", ".join(filter(None, (block.label, block.period)))
        yield from self.item(block, (block.short, BOLD), label)
        yield from self.below("; ".join(block.phrases))

    def bars(self, bars: tuple[Bar, ...]) -> Iterator[Line]:
        """Bars below each other on one scale, each with its value; none where numbers leave them no room."""
        names = min(max((width(bar.name) for bar in bars), default=0), (self.right - _AXIS) // 3)
        values = max((width(bar.value) for bar in bars), default=0)
        cells = min(_MOST_BAR_CELLS, self.right - _AXIS - names - values - 4)
        if cells < _LEAST_BAR_CELLS:
            return
        start = _AXIS + names + 2
        for bar in bars:
            name = wrap(_words(bar.name), names)
            shown = (
                name[0] if len(name) == 1 else wrap(_words(bar.name), names - 1)[0] + ("." if self.ascii_only else "…")
            )
            drawn, track = self.bar(bar, cells)
            value = _words(bar.value)
            value_at = start + cells + 2 + values - width(value)
            yield _line(
                (_AXIS, shown, DIM),
                (start, drawn, "" if bar.now else DIM),
                (start + width(drawn), track, DIM),
                (value_at, value, BOLD if bar.now else DIM),
            )

    def bar(self, bar: Bar, cells: int) -> tuple[str, str]:
        """A bar and the rest of its track: now exact to an eighth of a cell, before in whole cells."""
        now, before, rest = ("#", "-", ".") if self.ascii_only else ("█", "▒", "·")
        length = min(max(bar.fraction, 0.0), 1.0) * cells
        if bar.now and not self.ascii_only:
            full, eighths = divmod(max(round(length * 8), 1 if length else 0), 8)
            drawn = now * full + ("▏▎▍▌▋▊▉"[eighths - 1] if eighths else "")
        else:
            drawn = (now if bar.now else before) * max(round(length), 1 if length else 0)
        return drawn, rest * (cells - len(drawn))

    def quote(self, block: QuoteBlock) -> Iterator[Line]:
        """The words with what they are about, then who said them."""
        about = f"{block.about}: " if block.about else ""
        yield from self.item(block, ("", ""), f"{about}{self.open_quote}{block.text}{self.close_quote}")
        if block.original:
            language = f" ({block.language})" if block.language else ""
            yield from self.below(f"As spoken{language}: {self.open_quote}{block.original}{self.close_quote}")
        yield from self.below(", ".join(filter(None, (block.speaker, block.role, *block.details))))
        yield from self.notes(block)

    def point(self, block: PointBlock, kind: str) -> Iterator[Line]:
        """A sentence, with its kind in the gutter where that is another than before."""
        item = block.entry.item
        side = item.side if isinstance(item, Point) else None
        tail = ", ".join(filter(None, (side, *block.details)))
        yield from self.item(block, (kind, DIM), block.text + (f" ({tail})" if tail else ""))
        yield from self.notes(block)

    def points(self, blocks: tuple[PointBlock, ...]) -> Iterator[Line]:
        """Sentences below each other."""
        before = ""
        for block in blocks:
            item = block.entry.item
            kind = wording.point_label(item) if isinstance(item, Point) else ""
            yield from self.point(block, ("-" if self.ascii_only else "·") if kind == before else kind)
            before = kind

    def event(self, block: EventBlock) -> Iterator[Line]:
        """An event with its date in the gutter."""
        tail = ", ".join(filter(None, (block.topic, *block.details)))
        yield from self.item(block, (block.date, BOLD), block.text + (f" ({tail})" if tail else ""))
        yield from self.notes(block)

    def question(self, block: QuestionBlock) -> Iterator[Line]:
        """A question, what to say, and what not."""
        tail = ", ".join(filter(None, (block.topic, *block.details)))
        yield from self.item(block, ("asked", DIM), block.question + (f" ({tail})" if tail else ""), BOLD)
        for paragraph in block.answer:
            yield from self.below(paragraph, "")
        yield from self.below(f"Do not say: {block.do_not_say}" if block.do_not_say else "", "")
        yield from self.notes(block)

    def person(self, block: PersonBlock) -> Iterator[Line]:
        """A person and what is said of them."""
        yield from self.item(block, ("", ""), block.name, BOLD)
        yield from self.below("; ".join((*block.about, *block.details)))
        yield from self.notes(block)

    def source(self, line: SourceLine) -> Iterator[Line]:
        """A source with its number in the gutter."""
        number = f"[{line.number}]"
        rows = self.paragraph(_AXIS, line.citation)
        rows[0].insert(0, (_GUTTER_END - len(number), number, BOLD))
        yield from (_line(*row) for row in rows)
        yield from self.below(line.source.url or "")

    # The whole

    def heading(self, title: str) -> Iterator[Line]:
        """A section's title with a hairline to the right edge, and a blank above it."""
        *lines, last = wrap(_words(title), self.right - 6)
        yield ()
        yield from (_line((2, line, BOLD)) for line in lines)
        at = 3 + width(last)
        yield _line((2, last, BOLD), (at, ("-" if self.ascii_only else "─") * (self.right - at), DIM))

    def section(self, title: str, items: Iterable[Iterator[Line]]) -> Iterator[Line]:
        """A heading and its items; nothing without an item."""
        found = list(map(list, items))
        if found:
            yield from self.heading(title)
            yield from self.spaced(found)

    def spaced(self, items: list[list[Line]]) -> Iterator[Line]:
        """Items of one or two rows stand tight, a taller one has a blank on each side."""
        for place, rows in enumerate(items):
            if place and (len(rows) > 2 or len(items[place - 1]) > 2):
                yield ()
            yield from rows

    def topic(self, topic: TopicSection) -> Iterator[Line]:
        """A topic: its sentence, figures, quotations and points."""
        yield from self.heading(topic.title)
        parts = [
            [_line(*row) for row in self.paragraph(2, topic.summary)] if topic.summary else [],
            list(self.spaced([list(self.figure(block)) for block in topic.figures])),
            list(self.spaced([list(self.quote(block)) for block in topic.quotes])),
            list(self.points(topic.points)),
        ]
        for place, rows in enumerate(part for part in parts if part):
            if place:
                yield ()
            yield from rows

    def page(self, page: Page) -> Iterator[Line]:
        """All rows of a document."""
        yield from self.head(page)
        yield from self.section("Key figures", map(self.key_figure, page.key_figures))
        for topic in page.topics:
            yield from self.topic(topic)
        yield from self.section("Timeline", map(self.event, page.timeline))
        yield from self.section("If asked", map(self.question, page.questions))
        yield from self.section("People", map(self.person, page.people))
        yield from self.section("Sources", map(self.source, page.sources))
        yield ()
        yield from self.running(page)

    def head(self, page: Page) -> Iterator[Line]:
        """Marking, title, facts, what was left out, the bottom line."""
        yield from self.running(page)
        yield from (_line(*row) for row in self.paragraph(2, page.title, BOLD))
        facts = ("; " if self.ascii_only else "\u00a0· ").join(f"{name}: {value}" for name, value in page.facts)
        for text in (page.subtitle, facts, *page.left_out):
            if text:
                yield from (_line(*row) for row in self.paragraph(2, text, DIM))
        if page.bottom_line:
            yield ()
            yield from (_line(*row) for row in self.paragraph(2, page.bottom_line, BOLD))

    def running(self, page: Page) -> Iterator[Line]:
        """What stands at head and foot: the marking, SAMPLE and STALE."""
        stale = STALE if STALE in dict(page.facts) else ""
        words = [_words(word) for word in (page.marking, "SAMPLE" if page.sample else "", stale) if word]
        rows = [row for word in words for row in wrap(word, self.right - 4)]
        if sum(map(width, rows)) + 3 * len(rows) <= self.right:
            yield from (
                (_line(*((0 if place else 2, f" {row} ", REVERSE) for place, row in enumerate(rows))),) if rows else ()
            )
        else:
            yield from (_line((2, f" {row} ", REVERSE)) for row in rows)
