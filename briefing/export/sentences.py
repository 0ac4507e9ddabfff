"""The items of a document as running text, a list of paragraphs each: what Markdown and plain text have in common."""

import re
from collections.abc import Callable, Iterable

from briefing.export.blocks import (
    Block,
    EventBlock,
    FigureBlock,
    PersonBlock,
    PointBlock,
    QuestionBlock,
    QuoteBlock,
)
from briefing.records import record


@record
class Pen:
    """How a format writes: a text, a text in bold, a word in italics, the marks of sources behind a text.

    `start` keeps a line that begins with a text of the brief from beginning something else.
    """

    write: Callable[[str], str]
    bold: Callable[[str], str]
    italic: Callable[[str], str]
    marks: Callable[[tuple[int, ...]], str]
    start: Callable[[str], str]


def measure(block: FigureBlock, pen: Pen) -> str:
    """What a figure measures, and when."""
    return ", ".join(map(pen.write, filter(None, (block.label, block.period))))


def phrases(block: FigureBlock, pen: Pen) -> str:
    """What else is said of a figure."""
    return "; ".join(map(pen.write, block.phrases))


def figure(block: FigureBlock, pen: Pen) -> list[str]:
    """A figure: its number first."""
    words = "; ".join(filter(None, (measure(block, pen), phrases(block, pen))))
    return [f"{pen.bold(block.number)}: {words}{tail(block, pen)}", *note(block, pen)]


def quote(block: QuoteBlock, pen: Pen) -> list[str]:
    """A quotation: the words, the words as spoken, then who said them in a paragraph of its own."""
    about = f"{pen.write(block.about)}: " if block.about else ""
    paragraphs = [pen.start(f"{about}“{pen.write(block.text)}”{tail(block, pen, block.details)}")]
    if block.original:
        language = f" ({pen.write(block.language)})" if block.language else ""
        paragraphs.append(f"As spoken{language}: “{pen.write(block.original)}”")
    role = f", {pen.write(block.role)}" if block.role else ""
    return [*paragraphs, f"— {pen.bold(block.speaker)}{role}", *note(block, pen)]


def point(block: PointBlock, pen: Pen) -> list[str]:
    """A sentence, with what it is before it."""
    label = f"{pen.bold(block.label)}: " if block.label else ""
    return [pen.start(f"{label}{pen.write(block.text)}{tail(block, pen, block.details)}"), *note(block, pen)]


def event(block: EventBlock, pen: Pen) -> list[str]:
    """An event: its date first."""
    end = tail(block, pen, (block.topic, *block.details))
    return [f"{pen.bold(block.date)}: {pen.write(block.text)}{end}", *note(block, pen)]


def person(block: PersonBlock, pen: Pen) -> list[str]:
    """A person: the name first."""
    about = "; ".join(map(pen.write, block.about))
    words = pen.bold(block.name) + (f": {about}" if about else "")
    return [pen.start(words + tail(block, pen, block.details)), *note(block, pen)]


def question(block: QuestionBlock, pen: Pen) -> list[str]:
    """A question, the paragraphs of its answer, and what must not be said."""
    first = pen.bold(block.question) + tail(block, pen, (block.topic, *block.details))
    answer = [pen.start(pen.write(paragraph)) for paragraph in block.answer]
    never = [f"{pen.bold('Do not say')}: {pen.write(block.do_not_say)}"] if block.do_not_say else []
    return [pen.start(first), *answer, *never, *note(block, pen)]


def note(block: Block, pen: Pen) -> list[str]:
    """The paragraphs of an item's note."""
    first, *others = map(pen.write, block.note or ("",))
    return [f"{pen.italic('Note')}: {first}", *map(pen.start, others)] if first else []


def tail(block: Block, pen: Pen, details: Iterable[str] = ()) -> str:
    """What follows an item: the marks of its sources, and in brackets what else must stand with it."""
    marks = pen.marks(block.sources) if block.sources else ""
    words = [pen.write(word) for word in (*details, *block.tags) if word]
    if block.computed and marks:
        words.insert(0, f"computed from {marks.strip()}")
        marks = ""
    return marks + (f" ({', '.join(words)})" if words else "")


def unbroken(text: str, blank: str = "\u202f") -> str:
    """A number or a phrase about one, whose percent sign never stands on the next line."""
    return re.sub(r"(?<=\d) (?=%)", blank, text)
