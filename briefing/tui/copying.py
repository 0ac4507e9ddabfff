"""An item as it is copied: its words alone, or with all that must travel with them."""

from __future__ import annotations

from dataclasses import replace

from briefing import wording
from briefing.entries import main_text
from briefing.export import sentences
from briefing.export.blocks import (
    Block,
    EventBlock,
    FigureBlock,
    PersonBlock,
    PointBlock,
    QuestionBlock,
    QuoteBlock,
)
from briefing.export.page import Setter
from briefing.model import Figure
from briefing.text import one_line
from briefing.tui.opened import Listed, OpenBrief, SourceRow


def bare_text(opened: OpenBrief, listed: Listed) -> str:
    """The words of an item alone, for copying."""
    if isinstance(listed, SourceRow):
        return wording.citation(listed.source)
    item = listed.item
    return wording.number(item, opened.figures) if isinstance(item, Figure) else main_text(item)


def cited_text(opened: OpenBrief, listed: Listed) -> str:
    """An item with all that must travel with it, a line a paragraph: in the words of the exports.

    Behind it stand its sources in full, its status where it isn't VERIFIED or RECORDED (print.md, Content rules), and
    its marking. Its note stays behind.
    """
    if isinstance(listed, SourceRow):
        return " ".join(filter(None, (f"[{listed.number}]", wording.citation(listed.source), listed.source.url)))
    block = Setter(opened.brief, opened.statuses, on_screen=False).block(listed)
    marking = listed.item.marking or opened.head.marking
    tags = dict.fromkeys(filter(None, (*block.tags, marking)))
    return "\n".join(_paragraphs(replace(block, tags=tuple(tags), note=()), _pen(opened)))


def _pen(opened: OpenBrief) -> sentences.Pen:
    """Plain words; the sources by their names, since no list of them goes along."""
    cited = {opened.numbers[name]: wording.citation(source) for name, source in opened.brief.sources.items()}

    def marks(numbers: tuple[int, ...]) -> str:
        return "".join(f" [{one_line(cited[number])}]" for number in numbers)

    return sentences.Pen(write=one_line, bold=one_line, italic=one_line, marks=marks, start=str)


def _paragraphs(block: Block, pen: sentences.Pen) -> list[str]:
    match block:
        case FigureBlock():
            return sentences.figure(block, pen)
        case QuoteBlock():
            return sentences.quote(block, pen)
        case PointBlock():
            return sentences.point(block, pen)
        case EventBlock():
            return sentences.event(block, pen)
        case PersonBlock():
            return sentences.person(block, pen)
        case QuestionBlock():
            return sentences.question(block, pen)
    raise TypeError(f"no block: {type(block).__name__}")
