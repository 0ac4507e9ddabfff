"""The document for Word: in named styles throughout, so that whoever goes on writing has them at hand.

Its look is that of the PDF. Only the sources' own addresses are links out of it.
"""

from collections.abc import Sequence

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from briefing.export import docxpackage
from briefing.export.blocks import (
    EventBlock,
    PersonBlock,
    QuestionBlock,
    QuoteBlock,
    SourceLine,
    TopicSection,
)
from briefing.export.docxfigures import FigureWriter
from briefing.export.docxitems import Marks, bookmark_name, write_details, write_note, write_tags
from briefing.export.page import Page
from briefing.export.setting import Setting
from briefing.export.wordml import (
    bookmark,
    columns,
    end_table,
    is_language,
    link_out,
    paragraph,
    row,
    tab,
    table,
    write,
)
from briefing.model import Quote

_DOT = " · "


def as_docx(page: Page, setting: Setting) -> bytes:
    """The whole document as .docx on the paper of the setting; Word breaks the pages. Raises NotSet."""
    document = docxpackage.blank(page, setting)
    _Writer(document, page, docxpackage.text_width(setting)).write_all()
    return docxpackage.as_bytes(document)


class _Writer:
    """Writes the parts of a document one after the other; `width` is that of the text, in twentieths of a point."""

    def __init__(self, document: Document, page: Page, width: int) -> None:
        self.part = document.part
        self.body = document.element.body
        self.page = page
        self.width = width
        self.marks = Marks(line.number for line in page.sources)
        self.figures = FigureWriter(self.body, width, self.marks)

    def write_all(self) -> None:
        """Write the document. The properties of its section must stay the last element of the body."""
        section = self.body[-1]
        self.opening()
        self.figures.key_figures(self.page.key_figures, self.page.topics)
        for topic in self.page.topics:
            self.topic(topic)
        self.timeline(self.page.timeline)
        self.questions(self.page.questions)
        self.people(self.page.people)
        self.figures.all_figures(self.page.topics)
        self.sources(self.page.sources)
        self.body.append(section)

    def opening(self) -> None:
        """What stands before the first heading."""
        page, facts = self.page, dict(self.page.facts)
        occasion = facts.get("Occasion", "")
        kicker = [f"For: {facts['For']}" if "For" in facts else "", occasion[:1].upper() + occasion[1:]]
        if any(kicker):
            paragraph(self.body, "Kicker", _DOT.join(filter(None, kicker)))
        paragraph(self.body, "Title", page.title)
        for style, text in (("Subtitle", page.subtitle), ("BottomLine", page.bottom_line)):
            if text:
                paragraph(self.body, style, text)
        long = [("Marking", page.marking)] if len(page.marking) > docxpackage.MARKING else []
        line = paragraph(self.body, "Facts")
        shown = [(name, value) for name, value in (*page.facts, *long) if name not in ("For", "Occasion")]
        for at, (name, value) in enumerate(shown):
            write(line, f"{_DOT if at else ''}{name}: ", "Detail")
            write(line, value)
        for sentence in page.left_out:
            paragraph(self.body, "LeftOut", sentence)

    def heading(self, title: str) -> None:
        """The heading of a section."""
        paragraph(self.body, "Heading1", title)

    # Quotations and points

    def topic(self, section: TopicSection) -> None:
        """A topic: its summary, its figures, what was said, its points."""
        self.heading(section.title)
        if section.summary:
            paragraph(self.body, "Lead", section.summary)
        self.figures.rows(section.figures)
        for quote in section.quotes:
            self.quote(quote)
        for point in section.points:
            line = paragraph(self.body, "ListBullet")
            if point.label:
                write(line, f"{point.label}: ", "Label")
            write(line, point.text)
            write_details(line, point.details)
            self.marks.write_tail(line, point)
            write_note(self.body, point, "ListContinue")

    def quote(self, block: QuoteBlock) -> None:
        """A quotation, as it was spoken too, and who said it."""
        line = paragraph(self.body, "Quote")
        if block.about:
            write(line, f"{block.about}: ", "Detail")
        write(line, f"“{block.text}”")
        self.marks.write(line, block)
        if block.original:
            item = block.entry.item
            tag = (isinstance(item, Quote) and item.language) or ""
            spoken = f"As spoken ({block.language}):" if block.language else "As spoken:"
            write(paragraph(self.body, "QuoteOriginal"), spoken, "Detail")
            original = paragraph(self.body, "QuoteOriginal")
            write(original, f"“{block.original}”", language=tag if is_language(tag) else "")
        line = paragraph(self.body, "Attribution")
        write(line, block.speaker, "Strong")
        if block.role:
            write(line, f", {block.role}")
        write_details(line, block.details)
        write_tags(line, block)
        write_note(self.body, block)

    # Timeline, questions, people, sources

    def timeline(self, events: Sequence[EventBlock]) -> None:
        """The events by their dates."""
        if not events:
            return
        self.heading("Timeline")
        widths = columns(self.width, 19, 81)
        made = table(self.body, "BriefTable", widths, ("Date", "Event"))
        for block in events:
            date, text = row(made, widths)
            write(paragraph(date, "TableText"), block.date, "Label")
            line = paragraph(text, "TableText", block.text)
            write_details(line, (block.topic, *block.details))
            self.marks.write_tail(line, block)
            write_note(text, block)
        end_table(made)

    def questions(self, blocks: Sequence[QuestionBlock]) -> None:
        """What may be asked, and what is said then."""
        if blocks:
            self.heading("If asked")
        for block in blocks:
            line = paragraph(self.body, "Heading2", block.question)
            write_details(line, (block.topic, *block.details))
            self.marks.write_tail(line, block)
            for words in block.answer:
                paragraph(self.body, "Normal", words)
            if block.do_not_say:
                line = paragraph(self.body, "Normal")
                write(line, "Do not say: ", "Label")
                write(line, block.do_not_say)
            write_note(self.body, block)

    def people(self, blocks: Sequence[PersonBlock]) -> None:
        """Who is who."""
        if not blocks:
            return
        self.heading("People")
        widths = columns(self.width, 34, 66)
        made = table(self.body, "BriefTable", widths, ("Name", "About"))
        for block in blocks:
            name, about = row(made, widths)
            line = paragraph(name, "TableText")
            write(line, block.name, "Strong")
            self.marks.write_tail(line, block)
            line = paragraph(about, "TableText", _DOT.join(block.about))
            write_details(line, block.details)
            write_note(about, block)
        end_table(made)

    def sources(self, lines: Sequence[SourceLine]) -> None:
        """The sources with their numbers, to which the marks of the items lead."""
        if lines:
            self.heading("Sources")
        for source in lines:
            line = paragraph(self.body, "Source")
            bookmark(line, bookmark_name(source.number), source.number)
            write(line, str(source.number), "Label")
            tab(line)
            write(line, source.citation)
            if address := source.source.url:
                write(line, ". ")
                if source.url:
                    write(self.link_out(line, source.url), address, "Hyperlink")
                else:
                    write(line, address)
            if not source.cited:
                write(line, " (not cited)", "Detail")

    def link_out(self, line: Element, url: str) -> Element:
        """A link to an address that `briefing.links` has let through."""
        return link_out(line, self.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
