"""The brief as one ordered document: what stands in it, in which order and in which words.

All formats set this document, so that they can't disagree (print.md). Its texts are raw: each format makes visible
and escapes what it sets. No clock, no locale: the same brief and options give the same document.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from briefing import moves, wording
from briefing.entries import Entry, key_figures, roles, timeline, topic_names, topic_title
from briefing.evidence.status import FINDINGS, Status, statuses
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
from briefing.export.selection import select
from briefing.figures import Figures
from briefing.languages import language_name
from briefing.links import link
from briefing.markings import TLP_LABELS, Scale, strictest
from briefing.model import Brief, Event, Figure, Head, Item, Person, Point, Question, Quote
from briefing.records import record

QUIET = frozenset({Status.VERIFIED, Status.RECORDED})
"""The statuses that aren't printed: the normal case is quiet (print.md, content rules)."""


@record(kw_only=True)
class Page:
    """The document.

    `facts` are names and values that say what the brief is, `left_out` sentences about what isn't there. `failing`
    items aren't what their sources say. `head` and `extra` are the brief's own data, for the formats that hand on data.
    """

    title: str
    subtitle: str
    marking: str
    sample: bool
    facts: tuple[tuple[str, str], ...]
    bottom_line: str
    key_figures: tuple[FigureBlock, ...]
    topics: tuple[TopicSection, ...]
    timeline: tuple[EventBlock, ...]
    questions: tuple[QuestionBlock, ...]
    people: tuple[PersonBlock, ...]
    sources: tuple[SourceLine, ...]
    left_out: tuple[str, ...]
    failing: int
    head: Head
    extra: dict[str, Any]


def lay_out(
    brief: Brief,
    *,
    topics: Collection[str] | None = None,
    max_marking: str | None = None,
    on_screen: bool = False,
    markings: Scale = TLP_LABELS,
    known: Mapping[str, Status] | None = None,
) -> Page:
    """Lay a brief out: all of it, or what belongs to some topics, or what isn't marked stricter than `max_marking`.

    On the screen of its preparer quotes that aren't on the record stand in it too, and every status word. `markings`
    is the scale on which markings are compared, `known` what a check has found of items by their keys.
    One topic alone has no key figures apart from its own. Raises NotLaidOut for an unknown topic or label.
    """
    chosen = select(brief, topics=topics, max_marking=max_marking, every_quote=on_screen, markings=markings)
    found, head = chosen.entries, chosen.brief.head
    states = statuses(brief, chosen.every, known)
    failing = sum(states[entry.key] in FINDINGS for entry in found)
    setter = Setter(chosen.brief, states, on_screen=on_screen)
    blocks = {entry.key: setter.block(entry) for entry in found}
    cited = {number for block in blocks.values() for number in block.sources}
    return Page(
        title=head.title,
        subtitle=head.subtitle or "",
        marking=strictest((head.marking, *(entry.item.marking or head.marking for entry in found)), markings),
        sample=head.sample,
        facts=_facts(head, failing),
        bottom_line=head.bottom_line or "",
        key_figures=_of(FigureBlock, blocks, key_figures(found) if len(set(chosen.topics)) != 1 else ()),
        topics=_sections(chosen.brief, found, blocks, chosen.topics),
        timeline=_of(EventBlock, blocks, timeline(found)),
        questions=_of(QuestionBlock, blocks, found),
        people=_of(PersonBlock, blocks, found),
        sources=_source_lines(brief, cited, every=chosen.whole),
        left_out=chosen.left_out,
        failing=failing,
        head=head,
        extra=chosen.brief.extra,
    )


def _facts(head: Head, failing: int) -> tuple[tuple[str, str], ...]:
    """What is said of the brief as a whole. Without its cut-off nobody can tell how old its information is."""
    items = "1 item fails its" if failing == 1 else f"{failing} items fail their"
    fail = f"{head.status}{', though' if head.status == 'final' else ':'} {items} check"
    facts = (
        ("For", head.audience),
        ("Occasion", wording.head_line(head)),
        ("Facts as at", str(head.as_of) if head.as_of else "not given"),
        ("Prepared by", head.prepared_by),
        ("Cleared by", head.cleared_by),
        ("Status", fail if failing else head.status),
        ("To be reviewed by", str(head.review_by) if head.review_by else None),
    )
    return tuple((name, value) for name, value in facts if value)


Kind = TypeVar("Kind", bound=Block)


def _of(kind: type[Kind], blocks: dict[str, Block], found: Iterable[Entry]) -> tuple[Kind, ...]:
    """The blocks of one kind among some items."""
    return tuple(block for entry in found if isinstance(block := blocks[entry.key], kind))


def _sections(
    brief: Brief, found: Sequence[Entry], blocks: dict[str, Block], topics: Collection[str]
) -> tuple[TopicSection, ...]:
    """The topics in their order; one without a summary and without an item has no section."""
    sections = []
    for name in topic_names(brief):
        topic = brief.topics.get(name)
        if topic is None or (topics and name not in topics):
            continue
        own = [entry for entry in found if entry.topic == name]
        section = TopicSection(
            name=name,
            title=topic_title(brief, name),
            summary=topic.summary or "",
            figures=_of(FigureBlock, blocks, own),
            quotes=_of(QuoteBlock, blocks, own),
            points=_of(PointBlock, blocks, own),
        )
        if section.summary or section.figures or section.quotes or section.points:
            sections.append(section)
    return tuple(sections)


def _source_lines(brief: Brief, cited: Collection[int], *, every: bool) -> tuple[SourceLine, ...]:
    """The sources by their numbers: every one, or only those that an item cites."""
    lines = []
    for name, number in wording.source_numbers(brief).items():
        if every or number in cited:
            source = brief.sources[name]
            address = link(source.url) if source.url else None
            lines.append(
                SourceLine(
                    name=name,
                    number=number,
                    source=source,
                    citation=wording.citation(source),
                    url=address.url if address else "",
                    cited=number in cited,
                )
            )
    return tuple(lines)


class Setter:
    """Puts the items of a brief in words. Of the brief it knows only what may be shown."""

    def __init__(self, brief: Brief, states: dict[str, Status | None], *, on_screen: bool) -> None:
        self.brief = brief
        self.states = states
        self.quiet = frozenset[Status]() if on_screen else QUIET
        self.figures = Figures(brief)
        self.roles = roles(brief)
        self.numbers = wording.source_numbers(brief)

    def block(self, entry: Entry) -> Block:
        """An item in words."""
        item = entry.item
        status = self.states[entry.key]
        shared: dict[str, Any] = {
            "entry": entry,
            "status": status,
            "tags": self.tags(item, status),
            "sources": self.source_numbers(item),
            "note": tuple(item.note.split("\n\n")) if item.note else (),
        }
        credibility = (f"credibility {item.credibility} of 6",) if item.credibility else ()
        claim = (f"according to {item.according_to}",) if item.according_to else ()
        match item:
            case Figure():
                return self.figure(item, credibility, shared)
            case Quote():
                return self.quote(item, credibility, shared)
            case Point():
                return self.point(item, (*claim, *credibility), shared)
        shared["details"] = (*claim, *credibility)
        return self.other(item, shared)

    def tags(self, item: Item, status: Status | None) -> tuple[str, ...]:
        """What must stand with an item: SAMPLE, the status word, a marking that isn't the brief's."""
        sample = "SAMPLE" if self.brief.head.sample else None
        word = str(status) if status and status not in self.quiet else None
        marking = item.marking if item.marking != self.brief.head.marking else None
        return tuple(tag for tag in (sample, word, marking) if tag)

    def source_numbers(self, item: Item) -> tuple[int, ...]:
        """The numbers of an item's sources in rising order; a name that the brief doesn't declare has none."""
        names = wording.all_sources(item, self.figures)
        return tuple(sorted(self.numbers[name] for name in names if name in self.numbers))

    def figure(self, figure: Figure, extra: tuple[str, ...], shared: dict[str, Any]) -> FigureBlock:
        """A figure in words."""
        return FigureBlock(
            number=wording.number(figure, self.figures),
            short=wording.number(figure, self.figures, short=True),
            label=figure.label,
            period=figure.period or "",
            change=moves.change(figure),
            earlier=moves.earlier(figure)[:-1],
            share=wording.share(figure, self.figures),
            bars=wording.bars(figure),
            share_bar=wording.share_bar(figure, self.figures),
            computed=wording.is_computed(figure),
            details=(*wording.details(figure, self.figures, with_change=False), *extra),
            **shared,
        )

    def quote(self, quote: Quote, extra: tuple[str, ...], shared: dict[str, Any]) -> QuoteBlock:
        """A quotation in words."""
        speaker, role = wording.said_by(quote, self.roles)
        return QuoteBlock(
            about=quote.about or "",
            text=quote.text,
            speaker=speaker,
            role=role,
            original=quote.original or "",
            language=language_name(quote.language) if quote.language else "",
            details=extra,
            **shared,
        )

    def point(self, point: Point, extra: tuple[str, ...], shared: dict[str, Any]) -> PointBlock:
        """A sentence in words."""
        sure = (point.likelihood, f"{point.confidence} confidence" if point.confidence else None)
        return PointBlock(
            label=", ".join(filter(None, (wording.POINT_TITLES[point.kind], point.side))),
            text=point.text,
            details=(*(phrase for phrase in sure if phrase), *extra),
            **shared,
        )

    def other(self, item: Item, shared: dict[str, Any]) -> Block:
        """An event, a person or a question in words."""
        match item:
            case Event():
                date = wording.date_span(item.date, item.end_date)
                return EventBlock(date=date, text=item.text, topic=self.topic(item.topic), **shared)
            case Person():
                return PersonBlock(name=item.name, about=wording.about_person(item), **shared)
            case Question():
                return QuestionBlock(
                    question=item.question,
                    answer=tuple(item.answer.split("\n\n")) if item.answer else (),
                    do_not_say=item.do_not_say or "",
                    topic=self.topic(item.topic),
                    **shared,
                )
        raise TypeError(f"no item: {type(item).__name__}")

    def topic(self, name: str | None) -> str:
        """The title of a topic."""
        return topic_title(self.brief, name) if name else ""
