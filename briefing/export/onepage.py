"""What of a document stands on its one page, and what goes first where the page is full."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.export.blocks import Block, EventBlock, PointBlock, QuoteBlock, TopicSection
from briefing.export.page import Page
from briefing.model import Point, PointKind

EVENTS = 6
"""The most events that stand side by side."""

FIGURES = 6
"""The most figures that stand on it where none is marked as key: two rows of cards."""

LEVELS = ((8, 3), (8, 2), (7, 2), (6, 2), (5, 2), (4, 2), (4, 1), (3, 1), (2, 1), (1, 1), (0, 1), (0, 0))
"""How many points and quotations are tried, most first: more than the first would be a page too full to read."""

_KINDS: tuple[PointKind, ...] = (
    *("recommendation", "point_to_make", "line_to_take", "red_line", "judgement", "objective", "risk", "background"),
    "gap",
)
"""The kinds of points by what a reader with one minute needs: first what to do and say."""


def fewer(page: Page) -> Iterator[Page]:
    """The page with what may stand on one page, then ever fewer points and quotations; each says what it leaves out.

    What is marked as key goes last; else each topic keeps its first before another keeps its second.
    """
    key_figures = page.key_figures or tuple(block for section in page.topics for block in section.figures)
    if not any(block.entry.item.key for block in key_figures):
        key_figures = key_figures[:FIGURES]
    timeline = _latest(page.timeline)
    points, quotes = _ranked([s.points for s in page.topics]), _ranked([s.quotes for s in page.topics])
    seen = set()
    for most_points, most_quotes in LEVELS:
        kept = {block.entry.key for block in (*points[:most_points], *quotes[:most_quotes])}
        if frozenset(kept) in seen:
            continue
        seen.add(frozenset(kept))
        topics = tuple(_only(section, kept) for section in page.topics)
        less = replace(page, key_figures=key_figures, topics=topics, timeline=timeline, questions=(), people=())
        cited = {number for block in _blocks(less) for number in block.sources}
        yield replace(
            less,
            sources=tuple(line for line in page.sources if line.number in cited),
            left_out=(*page.left_out, *_sentence(page, less)),
        )


def _latest(events: Sequence[EventBlock]) -> tuple[EventBlock, ...]:
    """As many events as have room, in their order: what is marked as key, then the latest."""
    places = sorted(range(len(events)), key=lambda at: (not events[at].entry.item.key, -at))[:EVENTS]
    return tuple(events[at] for at in sorted(places))


def _ranked(topics: list[tuple[PointBlock, ...]] | list[tuple[QuoteBlock, ...]]) -> list[Block]:
    """The items of all topics, the most important first."""
    ranked = []
    for at, blocks in enumerate(topics):
        own = sorted(blocks, key=lambda block: (not block.entry.item.key, _rank(block)))
        ranked += [(not block.entry.item.key, place, at, block) for place, block in enumerate(own)]
    return [block for *_, block in sorted(ranked, key=lambda each: each[:3])]


def _rank(block: Block) -> int:
    return _KINDS.index(block.entry.item.kind) if isinstance(block.entry.item, Point) else 0


def _only(section: TopicSection, kept: set[str]) -> TopicSection:
    return replace(
        section,
        figures=(),
        points=tuple(block for block in section.points if block.entry.key in kept),
        quotes=tuple(block for block in section.quotes if block.entry.key in kept),
    )


def _blocks(page: Page) -> Iterator[Block]:
    yield from page.key_figures
    yield from page.timeline
    for section in page.topics:
        yield from (*section.points, *section.quotes)


def _sentence(page: Page, less: Page) -> list[str]:
    """What isn't on the one page, counted."""
    counts = {
        "figure": sum(len(section.figures) for section in page.topics) - len(less.key_figures),
        "point": sum(len(own.points) - len(kept.points) for own, kept in zip(page.topics, less.topics, strict=True)),
        "quotation": sum(
            len(own.quotes) - len(kept.quotes) for own, kept in zip(page.topics, less.topics, strict=True)
        ),
        "event": len(page.timeline) - len(less.timeline),
        "question": len(page.questions),
    }
    words = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count]
    if page.people:
        words.append("1 person" if len(page.people) == 1 else f"{len(page.people)} people")
    return [f"Not on the one page: {', '.join(words)}."] if words else []
