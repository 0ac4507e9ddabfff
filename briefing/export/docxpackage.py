"""The Word document without its content: styles, page, head and foot, properties; and its bytes.

It begins as python-docx's own template, of which nothing stays but the frame: the styles are ours, and what else
comes along (a theme, 160 table styles, a thumbnail, bits of bibliography) is taken out.
"""

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path
from typing import cast

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.package import Package
from docx.shared import Mm, RGBColor, Twips

from briefing.export import wordml
from briefing.export.dated import timestamp
from briefing.export.page import Page
from briefing.export.setting import Paper, Setting
from briefing.text import one_line, visible

_SIZES: dict[Paper, tuple[float, float]] = {"a4": (210, 297), "letter": (215.9, 279.4)}
"""The papers, in millimetres."""
_MARGIN = 18
"""The margin at both sides, in millimetres."""
_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""

_COLOURS = {
    "TLP:RED": "FF2B2B",
    "TLP:AMBER": "FFC000",
    "TLP:AMBER+STRICT": "FFC000",
    "TLP:GREEN": "33FF00",
    "TLP:CLEAR": "FFFFFF",
}
"""The colours of the labels on black (FIRST, TLP 2.0)."""
_PART_OF_HEAD = 32
"""The longest text of the brief's at the head of a page, in characters: in full it stands on the first page."""
MARKING = 24
"""The longest marking at head and foot, in characters; a longer one stands in full among the facts."""
_PROPERTY = 255
"""The longest text of a property, in characters, that Word and python-docx take."""

_NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="▪"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="227" w:hanging="227"/></w:pPr>'
    '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:color w:val="12406F"/></w:rPr>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_SETTINGS = (
    '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def text_width(setting: Setting) -> int:
    """The width of the text, in twentieths of a point."""
    return round((_SIZES[setting.paper][0] - 2 * _MARGIN) * _TWIPS)


def short(text: str, most: int) -> str:
    """The visible form of a text on one line, at most so many characters long."""
    line = visible(one_line(text))
    return line if len(line) <= most else line[: most - 1] + "…"


def blank(page: Page, setting: Setting) -> Document:
    """The document with everything but its content. Raises NotSet."""
    document = docx.Document()
    kept = ("officeDocument", "core-properties", "styles", "numbering", "settings")
    for rels in (_package(document).rels, document.part.rels):
        for name in [name for name, one in rels.items() if not one.reltype.endswith(kept)]:
            del rels[name]
    for element, xml in (
        (document.styles.element, Path(__file__).with_name("docxstyles.xml").read_bytes()),
        (document.part.numbering_part.element, _NUMBERING),
        (document.settings.element, _SETTINGS),
    ):
        element[:] = list(parse_xml(xml).iterchildren("*"))  # without the comments
    _set_language(document, page)
    _set_page(document, page, setting)
    _set_properties(document, page)
    return document


def _package(document: Document) -> Package:
    return cast(Package, document.part.package)  # None only of a part that stands alone


def _set_language(document: Document, page: Page) -> None:
    if wordml.is_language(page.head.language):
        language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
        language.set(qn("w:val"), page.head.language)


def _set_page(document: Document, page: Page, setting: Setting) -> None:
    """The paper, and its head and foot: the title at the head is for the pages that don't have it anyway."""
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, _SIZES[setting.paper])
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    document.styles["Marking"].font.color.rgb = RGBColor.from_string(_COLOURS.get(page.marking.upper(), "FFFFFF"))
    width = Twips(text_width(setting))
    document.styles["Header"].paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    document.styles["Footer"].paragraph_format.tab_stops.add_tab_stop(Twips(width.twips // 2), WD_TAB_ALIGNMENT.CENTER)
    facts = dict(page.facts)
    whose = [page.head.prepared_by or "", facts["Status"][:1].upper() + facts["Status"][1:]]
    for header, title in ((section.first_page_header, ""), (section.header, page.title)):
        line = _line(header.part.element, "Header")
        _write_left(line, [*whose, title])
        wordml.tab(line)
        _write_marking(line, page)
    for footer in (section.first_page_footer, section.footer):
        line = _line(footer.part.element, "Footer")
        _write_left(line, [f"Facts as at {facts['Facts as at']}"])
        wordml.tab(line)
        wordml.write(line, "Page ")
        wordml.field(line, "PAGE", "1")
        wordml.write(line, " of ")
        wordml.field(line, "NUMPAGES", "1")
        wordml.tab(line)
        _write_marking(line, page)


def _line(parent: Element, style: str) -> Element:
    """The one line of a head or foot, which runs from left to right whatever it begins with."""
    parent[:] = []
    line = wordml.paragraph(parent, style)
    wordml.add(line[0], "bidi", val=0)
    return line


def _write_left(line: Element, texts: list[str]) -> None:
    wordml.write(line, " · ".join(short(text, _PART_OF_HEAD) for text in texts if text))


def _write_marking(line: Element, page: Page) -> None:
    """SAMPLE, and the marking as a field: whoever changes the document's property changes every page."""
    if page.sample:
        wordml.write(line, "\u00a0SAMPLE\u00a0", "SampleMark")
        wordml.write(line, " ")
    if page.marking:
        wordml.write(line, "\u00a0", "Marking")
        wordml.field(line, "DOCPROPERTY Marking", _marking(page), "Marking")
        wordml.write(line, "\u00a0", "Marking")


def _marking(page: Page) -> str:
    known = page.marking.upper() in _COLOURS
    return page.marking.upper() if known else short(page.marking, MARKING)


# Properties


def _set_properties(document: Document, page: Page) -> None:
    core = document.core_properties
    package = _package(document)
    cast(XmlPart, package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)).element[:] = []
    author = short(page.head.prepared_by or "", _PROPERTY)
    core.title, core.subject = short(page.title, _PROPERTY), short(page.subtitle, _PROPERTY)
    core.author, core.last_modified_by = author, author
    core.keywords = short(", ".join(filter(None, (page.marking, *page.head.tags))), _PROPERTY)
    core.language, core.content_status = short(page.head.language, _PROPERTY), page.head.status
    core.revision = 1
    seconds = timestamp(page)
    if seconds is not None:
        core.created = core.modified = dt.datetime.fromtimestamp(seconds, dt.UTC)
    if page.marking:
        uri = PackURI("/docProps/custom.xml")
        part = Part(uri, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, _custom_properties(_marking(page)), package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _custom_properties(marking: str) -> bytes:
    """The document's own properties, for which python-docx has no interface: the marking, a text (ECMA-376, 15.2.12).

    The fmtid and the first pid are the same in every document that has such properties.
    """
    from xml.sax.saxutils import escape

    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Marking">'
        f"<vt:lpwstr>{escape(marking)}</vt:lpwstr></property></Properties>"
    ).encode()


def as_bytes(document: Document) -> bytes:
    """The document as a file, without the time at which it was packed."""
    packed, out = BytesIO(), BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as parts, zipfile.ZipFile(out, "w") as made:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, parts.read(name))
    return out.getvalue()
