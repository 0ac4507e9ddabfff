"""The Word document: its words, its styles, its fields and links, its bytes, and what LibreOffice makes of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from briefing.cli import run
from briefing.export.blocks import Block
from briefing.export.docx import as_docx
from briefing.export.page import Page, lay_out
from briefing.export.setting import NotSet, Setting
from briefing.loading import parse
from briefing.text import one_line, visible
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text
from tests.hostile import brief_of, strings
from tests.large import large_brief

BRIEFS = {"shipped": SHIPPED, "reading": READING}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
HEADS = ("word/header1.xml", "word/header2.xml")
FEET = ("word/footer1.xml", "word/footer2.xml")
STORIES = ("word/document.xml", *HEADS, *FEET)


@cache
def page_of(name: str) -> Page:
    return lay_out(brief_in(BRIEFS[name]))


@cache
def made(name: str, paper: str = "a4") -> bytes:
    return as_docx(page_of(name), Setting(paper=paper))


def set_out(text: str) -> bytes:
    """A brief, as the text of its file, as a Word document."""
    return as_docx(lay_out(brief_of_text(text)), Setting())


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


@lru_cache(maxsize=4)
def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def tree(data: bytes, name: str = "word/document.xml") -> ET.Element:
    return ET.fromstring(parts(data)[name])


def paragraphs(root: ET.Element) -> list[str]:
    """The text of each paragraph."""
    return ["".join(one.text or "" for one in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


def words(data: bytes) -> str:
    return "\n".join(paragraphs(tree(data)))


def letters(text: str) -> str:
    """A text without the kind of its blanks."""
    return text.replace("\u00a0", " ")


def texts(page: Page) -> list[str]:
    """The texts that must stand in the document: of the head, and of all items."""
    found = [page.title, page.subtitle, page.bottom_line, *page.left_out, *(value for _, value in page.facts[2:])]
    blocks: list[Block] = [*page.timeline, *page.questions, *page.people]
    for section in page.topics:
        found += [section.title, section.summary]
        blocks += [*section.figures, *section.quotes, *section.points]
    for block in blocks:
        for name in ("text", "label", "number", "speaker", "role", "about", "question", "do_not_say", "name", "date"):
            value = getattr(block, name, "")
            found += value if isinstance(value, tuple) else [value]
        for name in ("period", "change", "share", "original"):
            found.append(getattr(block, name, ""))
        found += [*getattr(block, "answer", ()), *block.note, *block.details, *block.tags]
    return [*filter(None, found), *(line.citation for line in page.sources)]


# What stands in it


@pytest.mark.parametrize("name", BRIEFS)
def test_every_text_of_the_brief_is_in_the_document(name):
    found, page = letters(words(made(name))), page_of(name)
    wanted = texts(page)
    assert len(wanted) > 90
    assert [text for text in wanted if visible(text) not in found] == []
    assert [line.url for line in page.sources if line.url and line.url not in found] == []


def test_its_parts_are_in_order_and_headed_by_styles():
    document = opened(made("reading"))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        *("Key figures", "Trade", "Energy", "Defence and coast guard", "Harbours"),
        *("Timeline", "If asked", "People", "All figures", "Sources"),
    ]
    titles = [one.text for one in document.paragraphs if one.style.name == "Title"]
    assert titles == [page_of("reading").title]
    asked = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert [one.partition("?")[0] for one in asked] == ["Who pays for the bridge", "Is the lighthouse to be moved"]


@pytest.mark.parametrize("name", BRIEFS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_head_and_foot_have_marking_date_and_number_as_fields(name, paper):
    data, page = made(name, paper), page_of(name)
    for part in (*HEADS, *FEET):
        root = tree(data, part)
        fields = [one.get(f"{W}instr").strip() for one in root.iter(f"{W}fldSimple")]
        assert fields == (["PAGE", "NUMPAGES"] if part in FEET else []) + ["DOCPROPERTY Marking"]
        (line,) = paragraphs(root)
        assert page.marking in line
        assert ("SAMPLE" in line) == page.sample
        if part in FEET:
            assert line.startswith(f"Facts as at {dict(page.facts)['Facts as at']}Page 1 of 1")
        else:
            assert line.startswith(page.head.prepared_by or page.head.status.capitalize())
    assert not list(tree(data).iter(f"{W}fldSimple"))
    assert f"<vt:lpwstr>{page.marking}</vt:lpwstr>".encode() in parts(data)["docProps/custom.xml"]
    section = opened(data).sections[0]
    size = {"a4": (210, 297), "letter": (216, 279)}[paper]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert page.title not in section.first_page_header.paragraphs[0].text
    assert page.title[:30] in section.header.paragraphs[0].text


@pytest.mark.parametrize(
    ("marking", "shown", "colour"),
    [
        ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT", "FFC000"),
        ("tlp:green", "TLP:GREEN", "33FF00"),
        ("House & <only>", "House & <only>", "FFFFFF"),
        ("x" * 30, "x" * 23 + "…", "FFFFFF"),
    ],
)
def test_the_marking_is_shown_in_its_colour_on_black(marking, shown, colour):
    data = set_out(f'[brief]\ntitle = "T"\nmarking = "{marking}"\n')
    assert shown in paragraphs(tree(data, FEET[0]))[0]
    assert next(tree(data, "docProps/custom.xml").iter()).find(".//*[@name]")[0].text == shown
    style = opened(data).styles["Marking"]
    assert str(style.font.color.rgb) == colour
    assert style.element.find(f".//{W}shd").get(f"{W}fill") == "000000"
    assert marking in words(data) or len(marking) <= 24


def test_a_title_alone_is_a_document():
    data = set_out("")
    assert paragraphs(tree(data)) == ["T", "Facts as at: not given · Status: draft"]
    assert "docProps/custom.xml" not in parts(data)
    assert b"DOCPROPERTY" not in parts(data)[HEADS[0]]
    properties = opened(data).core_properties
    assert (properties.author, properties.comments, properties.title) == ("", "", "T")
    assert b"created" not in parts(data)["docProps/core.xml"]


# How it is set


def used_styles(data: bytes) -> set[str]:
    return {
        one.get(f"{W}val")
        for part in STORIES
        for kind in ("pStyle", "rStyle", "tblStyle")
        for one in tree(data, part).iter(f"{W}{kind}")
    }


def test_only_styles_that_are_there_and_nothing_set_by_hand():
    data = made("reading")
    used = used_styles(data)
    assert used <= {style.style_id for style in opened(data).styles}
    assert {"Title", "Subtitle", "Heading1", "Heading2", "Quote", "ListBullet", "Caption", "FigureNumber"} <= used
    assert {"Status", "Marking", "Source", "Attribution", "BriefTable", "Note", "ListContinue"} <= used
    for part in STORIES:
        for properties, allowed in (("pPr", {"pStyle", "bidi"}), ("rPr", {"rStyle", "rtl", "lang"})):
            found = {one.tag.removeprefix(W) for each in tree(data, part).iter(f"{W}{properties}") for one in each}
            assert found <= allowed


def test_each_style_is_used_and_known_to_python_docx_by_its_name():
    document = opened(made("reading"))
    styles = {style.style_id: style for style in document.styles}
    assert styles.keys() - used_styles(made("reading")) == {
        *("Normal", "DefaultParagraphFont", "TableNormal", "FigureNumberLong"),
    } - used_styles(made("reading"))
    names = {style.name for style in styles.values()}
    assert len(names) == len(styles)
    assert b"<!--" not in parts(made("reading"))["word/styles.xml"]
    assert {"Figure number", "Status", "Marking", "Source", "List Bullet", "Quote", "Brief table"} <= names
    for name in ("Title", "Heading 1", "Heading 2"):
        assert document.styles[name].paragraph_format.keep_with_next


ORDER = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs u bdr shd vertAlign rtl lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblDescription",
    "tcPr": "tcW gridSpan tcBorders shd",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid",
}
"""The order of elements that Word insists on (ECMA-376 part 1, annex A), as far as they're used here."""


@pytest.mark.parametrize("name", BRIEFS)
def test_elements_stand_in_the_order_that_word_insists_on(name):
    data = made(name)
    for part in (*STORIES, "word/styles.xml", "word/numbering.xml"):
        for each in tree(data, part).iter():
            order = ORDER.get(each.tag.removeprefix(W), "").split()
            places = [order.index(one.tag.removeprefix(W)) for one in each] if order else []
            assert places == sorted(places), ET.tostring(each)
    for cell in tree(data).iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    body = tree(data)[0]
    assert body[-1].tag == f"{W}sectPr"
    assert all(after.tag == f"{W}p" for one, after in pairwise(body) if one.tag == f"{W}tbl")


def test_rows_stay_whole_and_heads_are_repeated():
    body = tree(set_out(large_brief(60) + f'[[people]]\nname = "P"\nnote = "{"long " * 400}"\n'))
    tables = list(body.iter(f"{W}tbl"))
    for each in tables:
        style = each.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")
        rows = each.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [style == "BriefTable"] + [False] * (len(rows) - 1)
        look = each.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow")
        assert look == str(int(style == "BriefTable"))
        for row in rows:
            short = len("".join(row.itertext())) <= 900
            assert (row.find(f"{W}trPr/{W}cantSplit") is not None) == short
    assert not all(row.find(f"{W}trPr") is not None for row in tables[-2].findall(f"{W}tr"))


def bar_rows(table: ET.Element) -> list[list[tuple[int, int, str]]]:
    """The cells of each row: width, columns, colour."""
    rows = []
    for row in table.findall(f"{W}tr"):
        cells = []
        for properties in row.iterfind(f"{W}tc/{W}tcPr"):
            span, shade = properties.find(f"{W}gridSpan"), properties.find(f"{W}shd")
            cells.append(
                (
                    int(properties.find(f"{W}tcW").get(f"{W}w")),
                    1 if span is None else int(span.get(f"{W}val")),
                    "" if shade is None else shade.get(f"{W}fill"),
                )
            )
        rows.append(cells)
    return rows


def test_bars_are_cells_as_long_as_their_values():
    previous = ", ".join(
        f"{{ value = {value}, period = {year} }}" for value, year in ((0, 2021), (50, 2022), (25, 2023))
    )
    text = f'label = "L"\nunit = "%"\nperiod = 2025\nvalue = 100\nprevious = [{previous}]\n'
    body = tree(set_out(f"[[topics.trade.figures]]\n{text}"))
    *_, table = (one for one in body.iter(f"{W}tbl") if one.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "Bars")
    grid = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
    rows = bar_rows(table)
    drawn = [text.replace("\u00a0", " ") for text in paragraphs(table) if text]
    assert drawn == ["2021", "0 %", "2022", "50 %", "2023", "25 %", "2025", "100 %"]
    whole = sum(grid[1:-1])
    for cells, fraction in zip(rows, (0, 0.5, 0.25, 1), strict=True):
        assert sum(width for width, _, _ in cells) == sum(grid)
        assert sum(span for _, span, _ in cells) == len(grid)
        drawn = [width for width, _, colour in cells if colour in ("12406F", "A3AFBA")]
        assert sum(drawn) == round(fraction * whole)
    assert [cells[1][2] for cells in rows] == ["E7EBEF", "A3AFBA", "A3AFBA", "12406F"]
    alt = table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
    assert alt == "L: 2021: 0 %; 2022: 50 %; 2023: 25 %; 2025: 100 %".replace(" %", "\u00a0%")


def test_a_figure_names_its_period_what_it_is_part_of_and_what_no_bar_shows():
    many = ", ".join(f"{{ value = {year - 2000}, period = {year} }}" for year in range(2010, 2020))
    body = tree(
        set_out(
            '[[topics.trade.figures]]\nid = "all"\nlabel = "All"\nvalue = 200\nperiod = 2025\nkey = true\n'
            '[[topics.trade.figures]]\nlabel = "Part"\nvalue = 50\nperiod = 2025\nof = "all"\n'
            "previous = [{ value = 40, period = 2024 }]\n"
            f'[[topics.trade.figures]]\nlabel = "Many"\nvalue = 20\nperiod = 2020\nprevious = [{many}]\n'
        )
    )
    cards, rows, *_ = (one for one in body[0] if one.tag == f"{W}tbl")
    assert paragraphs(cards)[:2] == ["Trade All, 2025 no source", "200"]
    said = paragraphs(rows)
    assert said[:2] == ["All no source", "200\u20022025"]
    assert "up 10 from 40 (2024); 25 % of 200, All".replace(" %", "\u00a0%") in said
    (earlier,) = (text for text in said if "earlier" in text)
    assert "10 (2010), 11 (2011)" in earlier
    assert "2012" not in said
    assert "2013" in said


def test_what_runs_from_the_right_is_marked_so_and_has_its_language():
    arabic = "الباب مفتوح (2025) دائماً"
    data = set_out(
        f'[brief]\ntitle = "{arabic}"\nlanguage = "fr-CA"\nprepared_by = "{arabic}"\n[[topics.trade.quotes]]\n'
        f'text = "Open"\noriginal = "{arabic}"\nlanguage = "ar"\nspeaker = "A"\n[[topics.trade.points]]\n'
        f'text = "in English, {arabic} and so on"\n'
    )
    body = tree(data)
    sides = {
        "".join(one.text for one in each.iter(f"{W}t")): each.find(f"{W}pPr/{W}bidi") is not None
        for each in body.iter(f"{W}p")
    }
    assert [text for text, right in sides.items() if right] == [arabic, f"“{arabic}”"]
    runs = [run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert [run.find(f"{W}t").text for run in runs] == [arabic] * 4
    tagged = [run.find(f"{W}t").text for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}lang") is not None]
    assert tagged == ["“", arabic, "”"]
    assert tree(data, "word/styles.xml").find(f".//{W}docDefaults//{W}lang").get(f"{W}val") == "fr-CA"
    assert tree(data, HEADS[0]).find(f".//{W}bidi").get(f"{W}val") == "0"


# What is live


def test_only_the_sources_own_addresses_lead_out_and_marks_lead_to_the_sources():
    data, page = made("reading"), page_of("reading")
    assert set(outside(data)) == {line.url for line in page.sources if line.url}
    body = tree(data)
    places = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    assert places == {f"source_{line.number}" for line in page.sources}
    marks = [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert len(marks) > 20
    assert set(marks) <= places


def outside(data: bytes) -> list[str]:
    """The targets outside of the file; all of them must be links, and all links lead to one of them."""
    found = {}
    for name, content in parts(data).items():
        if name.endswith(".rels"):
            for one in ET.fromstring(content):
                if one.get("TargetMode") == "External":
                    assert name == "word/_rels/document.xml.rels"
                    assert one.get("Type").endswith("/hyperlink")
                    found[one.get("Id")] = one.get("Target")
    used = {one.get(f"{R}id") for one in tree(data).iter(f"{W}hyperlink")} - {None}
    assert used == set(found)
    return list(found.values())


ADDRESSES = ("javascript:alert(1)", "file:///etc/passwd", "//example.org", "HTTPS://user@example.org/ü?q=<x>")


def test_an_address_that_may_not_open_is_a_text():
    text = "".join(f'[sources.s{at}]\ntitle = "S"\nurl = "{url}"\n' for at, url in enumerate(ADDRESSES))
    brief = parse(b'schema = 1\n[brief]\ntitle = "T"\n' + text.encode(), Path("x.toml")).brief
    data = as_docx(lay_out(brief), Setting())
    assert outside(data) == ["https://user@example.org/%C3%BC?q=%3Cx%3E"]
    assert all(url in words(data) for url in ADDRESSES)


def test_nothing_is_in_the_file_but_what_it_needs():
    assert list(parts(made("reading"))) == [
        *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml"),
        *("word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml", "word/numbering.xml"),
        *(*HEADS, *FEET, "docProps/custom.xml"),
    ]


HOSTILE = strings() | {
    "field": '{ HYPERLINK "file:///etc/passwd" } {PAGE} { DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" }',
    "formula": "=cmd|' /C calc'!A0",
    "XML": "]]></w:t></w:r><w:p/>&amp;&#27;<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
}
WORD = "Quodlibet"


def shape(data: bytes) -> list[tuple[str, list[str]]]:
    """The elements of the document and what they do; not how many runs a text takes."""
    keep = ("instr", "anchor", "name", "id", "val")
    return [
        (each.tag, [value for key, value in each.attrib.items() if key.rpartition("}")[2] in keep])
        for part in STORIES
        for each in tree(data, part).iter()
        if each.tag in {f"{W}{tag}" for tag in ("p", "tbl", "hyperlink", "fldSimple", "instrText", "bookmarkStart")}
    ]


def hostile_page(text: str) -> Page:
    brief = parse(brief_of(text), Path("x.toml")).brief
    assert brief is not None
    return lay_out(brief)


def check_hostile(text: str) -> None:
    page = hostile_page(text)
    data = as_docx(page, Setting())
    found = letters(words(data))
    wanted = [letters(visible(one_line(one))) for one in texts(page)]
    assert [one for one in wanted if one not in found] == []
    assert outside(data) == []
    assert {one[1][0].strip() for one in shape(data) if one[0] == f"{W}fldSimple"} <= {
        *("PAGE", "NUMPAGES", "DOCPROPERTY Marking")
    }
    for content in parts(data).values():
        ET.fromstring(content)
        assert b"<!DOCTYPE" not in content


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_string_is_only_text_and_all_of_it(name):
    check_hostile(HOSTILE[name])


def test_a_text_makes_no_element_of_its_own():
    plain = shape(as_docx(hostile_page(WORD), Setting()))
    for name in ("field", "formula", "XML", "Markdown", "closing tag"):
        assert shape(as_docx(hostile_page(f"x {HOSTILE[name]}"), Setting())) == plain


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=20).filter(lambda text: one_line(text).strip()))
@example("\u05d0\u200f1\u0627")
@example("\ufffe\ud7ff\U0010ffff")
def test_any_text_is_only_text_and_all_of_it(text):
    check_hostile(text)


def test_half_a_character_does_no_harm():
    brief = brief_of_text("")
    object.__setattr__(brief.head, "title", "a\ud83dz")
    assert words(as_docx(lay_out(brief), Setting())).startswith("a⟨U+D83D⟩z\n")


# Its bytes


def test_the_same_bytes_in_any_zone_and_with_any_seed(tmp_path):
    program = (
        "import sys, hashlib; from pathlib import Path; from briefing.loading import load;"
        "from briefing.export.page import lay_out; from briefing.export.docx import as_docx;"
        "from briefing.export.setting import Setting;"
        f"page = lay_out(load(Path({str(READING)!r})).brief);"
        "print(hashlib.sha256(as_docx(page, Setting())).hexdigest())"
    )
    root = str(Path(__file__).parents[1])
    found = {hashlib.sha256(made("reading")).hexdigest() + "\n"}
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Adak")):
        own = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root, "HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, **own}, capture_output=True, check=True, text=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_its_properties_name_the_brief_and_its_own_date(monkeypatch):
    properties, page = opened(made("reading")).core_properties, page_of("reading")
    assert properties.title == page.title
    assert properties.author == properties.last_modified_by == page.head.prepared_by
    assert properties.comments == ""
    assert properties.keywords == "TLP:RED, Arvenia, Tolmark, bridges"
    assert properties.created == properties.modified == dt.datetime(2031, 5, 2, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert opened(set_out("")).core_properties.created == dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(NotSet, match="SOURCE_DATE_EPOCH"):
        set_out("")


def test_what_it_needs_is_imported_for_it_alone():
    program = (
        "import sys; from pathlib import Path; from briefing.export.formats import FORMATS;"
        "from briefing.export.page import lay_out; from briefing.loading import load;"
        f"page = lay_out(load(Path({str(READING)!r})).brief); FORMATS['md'].render(page);"
        "print({'docx', 'lxml', 'zipfile'} & set(sys.modules));"
        "FORMATS['docx'].render(page); print('lxml' in sys.modules)"
    )
    own = {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **own}, capture_output=True, check=True, text=True
    )
    assert done.stdout == "set()\nTrue\n"


def test_an_export_writes_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    alone = Path(shutil.copy(SHIPPED, tmp_path))  # without the records beside it
    assert run(["export", str(alone), "-o", "brief.docx", "--paper", "letter"]) == 0
    assert (tmp_path / "brief.docx").read_bytes() == made("shipped", "letter")


# What LibreOffice makes of it


def squeezed(text: str) -> str:
    """A text without blanks, ligatures, and minus signs: those come from another font, and out in another place."""
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).replace("\u2212", "").split())


def joined(text: str) -> bool:
    """Whether a script joins its letters, so that those of a PDF come out in another order."""
    return any("\u0900" <= letter <= "\u0dff" for letter in text)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (libreoffice-writer-nogui) isn't installed")
def test_libreoffice_sets_marking_and_number_on_every_page_and_all_texts(tmp_path):
    for name in BRIEFS:
        (tmp_path / f"{name}.docx").write_bytes(made(name))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"),
            *("--outdir", str(tmp_path), *(str(tmp_path / f"{name}.docx") for name in BRIEFS)),
        ],
        capture_output=True,
        check=True,
        timeout=90,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    for name in BRIEFS:
        page = page_of(name)
        pages = [one.extract_text() for one in PdfReader(tmp_path / f"{name}.pdf").pages]
        assert len(pages) > 2
        for number, text in enumerate(pages, 1):
            assert text.count(page.marking) >= 2
            assert not page.sample or text.count("SAMPLE") >= 2
            assert f"Page {number} of {len(pages)}" in text
            assert f"Facts as at {dict(page.facts)['Facts as at']}" in text
        bodies = ["\n".join(text.splitlines()[1:-1]) for text in pages]
        found = squeezed("".join(bodies))
        missing = [text for text in texts(page) if not joined(text) and squeezed(visible(text)) not in found]
        assert missing == []
