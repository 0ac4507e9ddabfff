"""The pieces of a Word document: paragraphs, texts, fields, links, tables, bars (WordprocessingML, ECMA-376 part 1).

They are made as elements, not by python-docx's own paragraphs and tables, which look up every style by its name and
took twelve times as long. Word is strict about the order of elements within their parent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from briefing.text import visible, width

_TRACK = "E7EBEF"
"""The colour of what a bar leaves of the whole."""

_LONG = 900
"""A row of more characters may break across pages: kept whole it would leave much of a page blank before it."""

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks whose letters run from right to left (Unicode, DerivedBidiClass)."""
_RUN_TO_LEFT = re.compile(rf"([{_RIGHT_TO_LEFT}]+(?:[\W\d_]+[{_RIGHT_TO_LEFT}]+)*)")
_FIRST_LETTER = re.compile(r"[^\W\d_]")


def add(parent: Element, tag: str, **values: str | int) -> Element:
    """A new element `w:tag` at the end of another, with attributes."""
    child = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in values.items()})
    parent.append(child)
    return child


def paragraph(parent: Element, style: str, text: str = "") -> Element:
    """A new paragraph in a style, by the style's id, with a text in it."""
    made = add(parent, "p")
    add(add(made, "pPr"), "pStyle", val=style)
    if text:
        write(made, text)
    return made


def write(parent: Element, text: str, style: str = "", language: str = "") -> None:
    """Put a text at the end of a paragraph or a link: the one way that a text takes into the document's pages.

    It stands in its visible form on one line, so that it holds nothing that XML forbids, and only ever as text. What
    runs from right to left is marked so, and the paragraph too that begins with it. `language` is a BCP 47 tag.
    """
    words = visible(re.sub(r"[ \t\r\n]+", " ", text))
    if parent.tag == qn("w:p") and len(parent) == len(parent[0]) == 1 and _begins_at_the_right(words):
        add(parent[0], "bidi")
    for at, piece in enumerate(_RUN_TO_LEFT.split(words)):
        if piece:
            _run(parent, piece, style, language, right_to_left=at % 2 == 1)


def _run(parent: Element, text: str, style: str, language: str, *, right_to_left: bool) -> None:
    run = add(parent, "r")
    if style or language or right_to_left:
        properties = add(run, "rPr")
        if style:
            add(properties, "rStyle", val=style)
        if right_to_left:
            add(properties, "rtl")
        if language:  # Word takes the one that goes with the letters
            add(properties, "lang", val=language, eastAsia=language, bidi=language)
    words = add(run, "t")
    words.set(qn("xml:space"), "preserve")
    words.text = text


def _begins_at_the_right(text: str) -> bool:
    first = _FIRST_LETTER.search(text)
    return first is not None and _RUN_TO_LEFT.match(first[0]) is not None


def is_language(tag: str) -> bool:
    """Whether a text has the form of a language tag, as BCP 47 has it: w:lang takes nothing else."""
    return re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", tag) is not None


def tab(parent: Element) -> None:
    """Go on at the next tab stop."""
    add(add(parent, "r"), "tab")


def field(parent: Element, code: str, shown: str, style: str = "") -> None:
    """A field, such as PAGE, and what it showed last. Its code is never a text of the brief."""
    write(add(parent, "fldSimple", instr=f" {code} "), shown, style)


def link_to(parent: Element, bookmark: str) -> Element:
    """A link to a place in the document, for its text to be written into."""
    return add(parent, "hyperlink", anchor=bookmark, history=1)


def link_out(parent: Element, relationship: str) -> Element:
    """A link to the address that a relationship of the document holds, for its text to be written into."""
    made = add(parent, "hyperlink", history=1)
    made.set(qn("r:id"), relationship)
    return made


def bookmark(parent: Element, name: str, number: int) -> None:
    """Make the beginning of a paragraph a place that links can lead to."""
    add(parent, "bookmarkStart", id=number, name=name)
    add(parent, "bookmarkEnd", id=number)


# Tables


def table(parent: Element, style: str, widths: Sequence[int], head: Sequence[str] = (), alt: str = "") -> Element:
    """A new table in a style, at the right of where it stands, with columns of fixed widths in twentieths of a point.

    `head` are the texts of a first row that is repeated on each page; `alt` says what the table shows to whoever
    can't see it.
    """
    made = add(parent, "tbl")
    properties = add(made, "tblPr")
    add(properties, "tblStyle", val=style)
    add(properties, "tblW", w=sum(widths), type="dxa")
    add(properties, "jc", val="right")
    add(properties, "tblLayout", type="fixed")
    # Which parts of the style's own formatting count: the first row where there is a head, no bands.
    add(properties, "tblLook", val="0620" if head else "0600", firstRow=int(bool(head)), noHBand=1, noVBand=1)
    if alt:
        add(properties, "tblDescription", val=visible(alt))
    grid = add(made, "tblGrid")
    for each in widths:
        add(grid, "gridCol", w=each)
    if head:
        for cell, name in zip(row(made, widths, head=True), head, strict=True):
            paragraph(cell, "TableNumberHeading" if name == "Number" else "TableHeading", name)
    return made


def columns(width: int, *shares: int) -> list[int]:
    """The widths of columns from their shares of a width in per cent."""
    return [width * share // 100 for share in shares]


def row(parent: Element, widths: Iterable[int], *, span: int = 1, head: bool = False) -> list[Element]:
    """The cells of a new row, `span` columns wide and empty: each must get a paragraph at its end."""
    made = add(parent, "tr")
    if head:
        properties = add(made, "trPr")
        add(properties, "cantSplit")
        add(properties, "tblHeader")
    return [_cell(made, each, span) for each in widths]


def _cell(parent: Element, wide: int, span: int = 1, fill: str = "") -> Element:
    made = add(parent, "tc")
    properties = add(made, "tcPr")
    add(properties, "tcW", w=wide, type="dxa")
    if span > 1:
        add(properties, "gridSpan", val=span)
    if fill:
        add(properties, "shd", val="clear", color="auto", fill=fill)
    return made


def end_table(made: Element) -> None:
    """Finish a table: short rows stay on one page, and a paragraph of no height keeps it apart from what follows."""
    for each in made.iterchildren(qn("w:tr")):
        if each.find(qn("w:trPr")) is None and sum(map(len, each.itertext())) <= _LONG:
            properties = OxmlElement("w:trPr")
            each.insert(0, properties)
            add(properties, "cantSplit")
    paragraph(made.getparent(), "TableEnd")


# Bars


@dataclass(frozen=True, slots=True)
class BarLine:
    """A bar with its name before it and its value behind it: its length from 0 to 1, its colour as RRGGBB."""

    name: str
    value: str
    length: float
    colour: str


def bars(parent: Element, lines: Sequence[BarLine], width: int, *, track: bool, alt: str) -> None:
    """Bars as shaded cells, the last bold, in a table `width` twentieths of a point wide.

    Its grid has a column that ends wherever a bar does. The `track` shows what is left of a whole.
    """
    named = max(_room(line.name, width) for line in lines)
    valued = max(_room(line.value, width) for line in lines)
    most = width - named - valued
    lengths = [round(line.length * most) for line in lines]
    ends = sorted({*lengths, most} - {0})
    steps = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    made = table(parent, "Bars", [*([named] if named else []), *steps, valued], alt=alt)
    for line, length in zip(lines, lengths, strict=True):
        cells = add(made, "tr")
        span = ends.index(length) + 1 if length else 0
        if named:
            paragraph(_cell(cells, named), "BarName", line.name)
        if length:
            paragraph(_cell(cells, length, span, line.colour), "BarName")
        if length < most:
            paragraph(_cell(cells, most - length, len(ends) - span, _TRACK if track else ""), "BarName")
        value = paragraph(_cell(cells, valued), "BarValue")
        write(value, line.value, "Strong" if line is lines[-1] else "")
    end_table(made)


def _room(text: str, most: int) -> int:
    """The width of a name or a value beside its bar: its letters of 8.5 points are 95 twentieths wide at the most."""
    return min(width(text) * 95 + 90, most * 45 // 100) if text else 0
