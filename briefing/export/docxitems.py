"""What stands with every item of a Word document: the marks of its sources, its tags, its details, its note."""

from collections.abc import Iterable

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from briefing.export.blocks import Block
from briefing.export.wordml import link_to, paragraph, write


class Marks:
    """Writes the numbers of sources; `listed` are those that the document lists, to which they are links."""

    def __init__(self, listed: Iterable[int]) -> None:
        self.listed = frozenset(listed)

    def write(self, line: Element, block: Block) -> None:
        """The numbers of an item's sources, raised."""
        for at, number in enumerate(block.sources):
            if at:
                write(line, ", ", "SourceMark")
            place = link_to(line, bookmark_name(number)) if number in self.listed else line
            write(place, str(number), "SourceMark")

    def write_tail(self, line: Element, block: Block) -> None:
        """What must stand with an item: the numbers of its sources, and its tags."""
        if block.computed and block.sources:
            write(line, " computed from", "Detail")
        self.write(line, block)
        write_tags(line, block)


def bookmark_name(number: int) -> str:
    """The name of the place of a source."""
    return f"source_{number}"


def write_tags(line: Element, block: Block) -> None:
    """SAMPLE, the status word, the item's own marking."""
    for tag in block.tags:
        write(line, " ")
        write(line, tag, "Sample" if tag == "SAMPLE" else "Status")


def write_details(line: Element, details: Iterable[str]) -> None:
    """What is added to an item in brackets."""
    if words := "; ".join(filter(None, details)):
        write(line, f" ({words})", "Detail")


def write_note(parent: Element, block: Block, style: str = "Note") -> None:
    """The paragraphs of an item's note."""
    for at, words in enumerate(block.note):
        line = paragraph(parent, style)
        if not at:
            write(line, "Note: ", "Emphasis")
        write(line, words)
