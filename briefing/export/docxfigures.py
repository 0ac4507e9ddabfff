"""The figures of a Word document: as cards, as rows with their bars, and all of them in one table."""

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from briefing.export.blocks import FigureBlock, TopicSection
from briefing.export.docxitems import Marks, write_note
from briefing.export.sentences import unbroken
from briefing.export.wordml import BarLine, bars, columns, end_table, paragraph, row, table, write

_NOW, _BEFORE = "12406F", "A3AFBA"
"""The colours of a bar: the present value's, and an earlier one's."""
_WIDE_NUMBER = 24
"""A longer number, in characters, is set in smaller letters."""
_GAP = 240
"""What is left free between two cards, or between words and bars, in twentieths of a point."""


class FigureWriter:
    """Writes figures into the body of a document whose text is `width` twentieths of a point wide."""

    def __init__(self, body: Element, width: int, marks: Marks) -> None:
        self.body = body
        self.width = width
        self.marks = marks

    def key_figures(self, figures: Sequence[FigureBlock], topics: Sequence[TopicSection]) -> None:
        """The key figures as cards, two or three in a row."""
        if not figures:
            return
        paragraph(self.body, "Heading1", "Key figures")
        across = 2 if len(figures) in (1, 2, 4) else 3
        widths = [self.width // across] * across
        titles = {section.name: section.title for section in topics}
        made = table(self.body, "KeyFigures", widths, alt="The key figures, one in each cell")
        for start in range(0, len(figures), across):
            cells = row(made, widths)
            for cell, block in zip(cells, figures[start : start + across], strict=False):
                self.card(cell, block, titles.get(block.entry.topic or "", ""), widths[0] - _GAP)
            for cell in cells[len(figures) - start :]:
                paragraph(cell, "TableText")
        end_table(made)

    def card(self, cell: Element, block: FigureBlock, topic: str, width: int) -> None:
        """A key figure: what it measures, its number, how it moved, its bars."""
        line = paragraph(cell, "TableText")
        if topic:
            write(line, topic, "Label")
            write(line, " ")
        write(line, block.label + (f", {block.period}" if block.period and not block.bars else ""))
        self.marks.write_tail(line, block)
        paragraph(cell, _number_style(block.short), _number(block.short))
        self.phrases(cell, block)
        self.bars(cell, block, width)

    def rows(self, figures: Sequence[FigureBlock]) -> None:
        """The figures of a topic, a row each: the words at the left, the bars at the right."""
        if not figures:
            return
        left = self.width * 47 // 100
        widths = (left, self.width - left)
        made = table(self.body, "Figures", widths, alt="A figure in each row, its bars at the right")
        for block in figures:
            drawn = block.bars or block.share_bar
            words, *chart = row(made, widths) if drawn else row(made, (self.width,), span=2)
            line = paragraph(words, "Caption", block.label)
            self.marks.write_tail(line, block)
            line = paragraph(words, _number_style(block.number), _number(block.number))
            if block.period:
                write(line, f"\u2002{block.period}", "Detail")
            self.phrases(words, block)
            write_note(words, block)
            for cell in chart:
                self.bars(cell, block, widths[1] - _GAP)
        end_table(made)

    def phrases(self, cell: Element, block: FigureBlock) -> None:
        """What else is said of a figure: the earlier values only where the bars don't name them all."""
        phrases = block.beside_chart
        if words := "; ".join(filter(None, phrases)):
            paragraph(cell, "FigureDetails", _number(words))

    def bars(self, cell: Element, block: FigureBlock, width: int) -> None:
        """The bars of a figure, if it has any."""
        drawn = block.drawn
        if not drawn:
            return
        named, percent = bool(block.bars), block.in_percent
        values = [_number(f"{bar.value} %" if named and percent else bar.value) for bar in drawn]
        alt = "; ".join(f"{bar.name}: {value}" for bar, value in zip(drawn, values, strict=True))
        lines = [
            BarLine(bar.name if named else "", value, bar.fraction, _NOW if bar.now else _BEFORE)
            for bar, value in zip(drawn, values, strict=True)
        ]
        bars(cell, lines, width, track=percent or not named, alt=f"{block.label}: {alt}")

    def all_figures(self, topics: Sequence[TopicSection]) -> None:
        """Every figure of the document in one table."""
        found = [(section.title, block) for section in topics for block in section.figures]
        if not found:
            return
        paragraph(self.body, "Heading1", "All figures")
        widths = columns(self.width, 11, 31, 16, 14, 28)
        made = table(self.body, "BriefTable", widths, ("Topic", "Figure", "Number", "Period", "Change or share"))
        for title, block in found:
            topic, label, number, period, change = row(made, widths)
            paragraph(topic, "TableText", title)
            self.marks.write_tail(paragraph(label, "TableText", block.label), block)
            paragraph(number, "TableNumber", _number(block.short))
            paragraph(period, "TableText", block.period)
            paragraph(change, "TableText", _number(block.change or block.share))
        end_table(made)


def _number(text: str) -> str:
    return unbroken(text, "\u00a0")  # few fonts of an office have the narrow blank


def _number_style(text: str) -> str:
    return "FigureNumberLong" if len(text) > _WIDE_NUMBER else "FigureNumber"
