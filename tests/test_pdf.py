"""The PDF: its words, its pages, its links, its bytes, and what it refuses."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing.cli import run
from briefing.export import pdf
from briefing.export.blocks import Block
from briefing.export.onepage import fewer
from briefing.export.page import Page, lay_out
from briefing.export.pdf import NotSet, as_pdf
from briefing.export.setting import Made, Setting
from briefing.loading import parse
from briefing.text import one_line, visible
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text
from tests.hostile import OWN, brief_of
from tests.large import large_brief

BRIEFS = {"shipped": SHIPPED, "reading": READING}


@cache
def page_of(name: str) -> Page:
    return lay_out(brief_in(BRIEFS[name]))


@cache
def made(name: str, layout: str = "full", paper: str = "a4") -> Made:
    return as_pdf(page_of(name), Setting(layout, paper))


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def letters(text: str) -> str:
    """A text without what a line break or a font may change of it: blanks, and letters that are set as one."""
    import unicodedata

    kept = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\u2060", "")
    return "".join(kept.split())


def words(data: bytes) -> str:
    return letters("".join(page.extract_text() for page in read(data).pages))


def texts(page: Page) -> list[str]:
    """The texts that must stand in the full document: of the head, and of all items."""
    found = [page.title, page.subtitle, page.bottom_line, *page.left_out, *(value for _, value in page.facts)]
    blocks: list[Block] = [*page.timeline, *page.questions, *page.people]
    for section in page.topics:
        found += [section.title, section.summary]
        blocks += [*section.figures, *section.quotes, *section.points]
    for block in blocks:
        for name in ("text", "label", "number", "speaker", "role", "about", "question", "do_not_say", "name", "date"):
            value = getattr(block, name, "")
            found += value if isinstance(value, tuple) else [value]
        found += [*getattr(block, "answer", ()), *block.note, *block.details, *block.tags]
    return [*found, *(line.citation for line in page.sources)]


def joined(text: str) -> bool:
    """Whether a script joins its letters, so that those of a PDF come out in another order."""
    return any("\u0900" <= letter <= "\u0dff" for letter in text)


@pytest.mark.parametrize("name", BRIEFS)
def test_every_text_of_the_brief_is_in_the_full_pdf(name):
    found = words(made(name).data).lower()
    wanted = [text for text in texts(page_of(name)) if text and not joined(text)]
    assert len(wanted) > 60
    assert [text for text in wanted if letters(visible(text)).lower() not in found] == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("layout", ["full", "one-page"])
@pytest.mark.parametrize("name", BRIEFS)
def test_each_page_has_marking_number_date_and_size(name, layout, paper):
    pages = read(made(name, layout, paper).data).pages
    page = page_of(name)
    assert len(pages) == 1 if layout == "one-page" else len(pages) > 1
    size = {"a4": (595, 842), "letter": (612, 792)}[paper]
    for number, each in enumerate(pages, 1):
        text = each.extract_text()
        assert text.count(page.marking) >= 2
        assert not page.sample or text.count("SAMPLE") >= 2
        assert f"Page {number} of {len(pages)}" in text
        assert f"Facts as at {dict(page.facts)['Facts as at']}" in text
        assert (round(each.mediabox.width), round(each.mediabox.height)) == size


@pytest.mark.parametrize("layout", ["full", "one-page"])
def test_a_pdf_can_be_read_aloud_and_names_itself(layout):
    reader = read(made("reading", layout).data)
    page = page_of("reading")
    catalogue = reader.trailer["/Root"]
    assert bool(catalogue["/MarkInfo"]["/Marked"])
    assert catalogue["/StructTreeRoot"]
    assert catalogue["/Lang"] == "en"
    assert bool(catalogue["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    assert reader.metadata.title == page.title
    assert reader.metadata.author == page.head.prepared_by
    assert "Sources" in [one.title for one in reader.outline if not isinstance(one, list)]


def fonts(reader: PdfReader) -> list[dict]:
    return [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize("name", BRIEFS)
def test_every_font_is_in_the_file(name):
    found = fonts(read(made(name).data))
    assert found
    for font in found:
        (descendant,) = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_devanagari_is_set_in_a_font_that_joins_it():
    names = {str(font["/BaseFont"]) for font in fonts(read(made("shipped").data))}
    assert any("Devanagari" in name for name in names), names


def links(reader: PdfReader) -> list[str]:
    """The addresses that a PDF links to. Links into itself have none."""
    found = []
    for page in reader.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A")
            if action and action["/S"] != "/GoTo":
                assert action["/S"] == "/URI"
                found.append(str(action["/URI"]))
    return found


def test_sources_are_linked_by_their_address_and_marks_to_the_source():
    reader = read(made("reading").data)
    assert set(links(reader)) == {line.url for line in page_of("reading").sources if line.url}
    inner = [
        note
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/Dest" in note.get_object() or "GoTo" in str(note.get_object())
    ]
    assert len(inner) > 20


ADDRESSES = (
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "HTTPS://user@example.org/ü?q=<x>",
    "//example.org",
    "mailto:a@example.org?attach=/etc/passwd",
)


def test_only_web_and_mail_addresses_are_links():
    text = "".join(f'[sources.s{at}]\ntitle = "S"\nurl = "{url}"\n' for at, url in enumerate(ADDRESSES))
    page = lay_out(parse(b'schema = 1\n[brief]\ntitle = "T"\n' + text.encode(), Path("x.toml")).brief)
    data = as_pdf(page, Setting()).data
    assert all(re.match(r"(https?://|mailto:)", url) for url in links(read(data)))
    assert len(links(read(data))) == 1
    assert all(letters(url) in words(data) for url in ADDRESSES)


ACTS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|SubmitForm|ImportData|RichMedia)\b")
HOSTILE = (*(name for name in OWN if name not in {"long word", "many words", "wide and joined"}), "typst")
TYPST = '#read("/etc/passwd") #{1+1} $x$ *b* _i_ = H <l> @r `c` \\ #link("file:///etc/passwd")[x] // c'


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_only_text(name):
    text = TYPST if name == "typst" else OWN[name]
    page = lay_out(parse(brief_of(text), Path("x.toml")).brief)
    data = as_pdf(page, Setting()).data
    assert b"/ObjStm" not in data  # so that no object is compressed, and the search sees all of them
    assert not ACTS.search(data)
    assert links(read(data)) == []
    if name != "combining storm":  # the accents come out in another order
        coded = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", lambda one: f"⟨U+{ord(one[0]):04X}⟩", one_line(text))
        assert letters(visible(coded)) in words(data)


def test_a_character_without_a_font_is_an_error_that_names_it(tmp_path, capsys):
    brief = tmp_path / "brief.toml"
    brief.write_text('schema = 1\n[brief]\ntitle = "\U00018b00 in Cairo"\n', "utf-8")
    target = tmp_path / "x.pdf"
    assert run(["export", str(brief), "-o", str(target)]) == 2
    said = capsys.readouterr().err
    assert "no font here has “\U00018b00” U+18B00" in said
    assert "Install a font that does" in said
    assert not target.exists()


def test_one_page_says_what_it_leaves_out():
    less = made("shipped", "one-page")
    page = page_of("shipped")
    (sentence,) = less.left_out
    counts = {name: int(count) for count, name in re.findall(r"(\d+) (\w+?)s?\b", sentence)}
    assert counts["question"] == len(page.questions)
    points = sum(len(section.points) for section in page.topics)
    assert 0 < points - counts["point"] <= 8
    assert letters(sentence) in words(less.data)
    assert as_pdf(page_of("shipped"), Setting()).left_out == ()


def test_the_one_page_keeps_what_is_key_longest():
    text = (
        "".join(
            f'[[topics.trade.points]]\ntext = "P{at}"\nkind = "gap"\nkey = {"true" if at == 9 else "false"}\n'
            for at in range(10)
        )
        + '[[topics.trade.points]]\nkind = "recommendation"\ntext = "Advice"\n'
    )
    kept = [[block.text for block in page.topics[0].points] for page in fewer(lay_out(brief_of_text(text)))]
    assert [len(each) for each in kept] == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert kept[-2] == ["P9"]
    assert kept[-3] == ["P9", "Advice"]


@pytest.mark.parametrize(
    ("more", "advice"),
    [
        (f'bottom_line = "{"many words " * 4000}"', r"shorten the bottom line \(43999 characters\)"),
        (f'bottom_line = "{"many words " * 800}"', r"shorten the bottom line \(8799 characters\)"),
        (
            "".join(
                f'[[topics.trade.figures]]\nlabel = "A figure {at}"\nvalue = {at}\nkey = true\n' for at in range(60)
            ),
            r"mark 6 figures with key = true at most \(60 are key figures\)",
        ),
        (f'subtitle = "{"many words " * 800}"', "shorten the title"),
    ],
)
def test_what_can_not_be_one_page_gets_advice(more, advice):
    page = lay_out(brief_of_text(f'[brief]\ntitle = "T"\n{more}'))
    with pytest.raises(NotSet, match=rf"doesn't fit on one page .*{advice}.*--layout full"):
        as_pdf(page, Setting("one-page"))


def test_a_title_alone_is_a_document():
    for layout in ("full", "one-page"):
        data = as_pdf(lay_out(brief_of_text("")), Setting(layout)).data
        assert len(read(data).pages) == 1
        assert "/CreationDate" not in read(data).metadata


def test_a_long_brief_repeats_the_head_of_its_table():
    data = as_pdf(lay_out(brief_of_text(large_brief(300))), Setting()).data
    pages = [page.extract_text() for page in read(data).pages]
    tables = [text for text in pages if "Change or share" in text]
    assert len(tables) >= 3
    assert all("SAMPLE" in text for text in pages)


def test_the_same_bytes_in_any_zone_and_with_any_seed(tmp_path):
    program = (
        "import sys, hashlib; from pathlib import Path; from briefing.loading import load;"
        "from briefing.export.page import lay_out; from briefing.export.pdf import as_pdf;"
        "from briefing.export.setting import Setting;"
        f"page = lay_out(load(Path({str(READING)!r})).brief);"
        "print(*[hashlib.sha256(as_pdf(page, Setting(one)).data).hexdigest() for one in ('full', 'one-page')])"
    )
    root = str(Path(__file__).parents[1])
    found = {" ".join(hashlib.sha256(made("reading", one).data).hexdigest() for one in ("full", "one-page")) + "\n"}
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Adak")):
        own = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root, "HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, **own}, capture_output=True, check=True, text=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_the_date_is_the_brief_s_or_what_the_build_says(monkeypatch):
    assert read(made("reading").data).metadata.creation_date == dt.datetime(2031, 5, 2, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    data = as_pdf(page_of("reading"), Setting()).data
    assert read(data).metadata.creation_date == dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(NotSet, match="SOURCE_DATE_EPOCH"):
        as_pdf(page_of("reading"), Setting())


def test_what_takes_too_long_is_ended_with_a_sentence(monkeypatch):
    monkeypatch.setattr("briefing.export.pdf.SECONDS", 0.01)
    with pytest.raises(NotSet, match="takes longer than"):
        as_pdf(page_of("reading"), Setting())


def test_what_takes_too_much_memory_is_ended_with_a_sentence():
    job = {"template": "#let x = range(90000000)", "documents": ["{}"], "pages": None, "timestamp": 0}
    with pytest.raises(NotSet, match="more memory than 1 GB"):
        pdf._typeset(job)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../etc/passwd"])
def test_no_file_can_be_read_even_by_a_template(path):
    job = {"template": f'#read("{path}")', "documents": ["{}"], "pages": None, "timestamp": 0}
    outcome, data = pdf._typeset(job)
    assert data == b""
    assert re.search("file not found|would escape", outcome["error"])


def test_typst_is_imported_in_its_own_process_alone():
    program = (
        "import sys; from pathlib import Path; from briefing.export.formats import FORMATS;"
        "from briefing.export.page import lay_out; from briefing.loading import load;"
        f"page = lay_out(load(Path({str(READING)!r})).brief); FORMATS['md'].render(page);"
        "print('subprocess' in sys.modules); FORMATS['pdf'].render(page); print('typst' in sys.modules)"
    )
    own = {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **own}, capture_output=True, check=True, text=True
    )
    assert done.stdout == "False\nFalse\n"


def test_an_export_writes_the_pdf_and_tells_what_is_not_in_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    brief = Path(shutil.copy(SHIPPED, tmp_path / "alone.toml"))  # without the records beside it
    assert run(["export", str(brief), "--to", "pdf,md", "--layout", "one-page", "--paper", "letter"]) == 0
    odd, wrote, also, left = capsys.readouterr().err.splitlines()
    assert odd == "Only a PDF is set on one page; Markdown will hold all."
    assert wrote.endswith(".pdf")
    assert also.endswith(".md")
    assert left.startswith("Not on the one page: ")
    (path,) = tmp_path.glob("*.pdf")
    assert path.read_bytes() == made("shipped", "one-page", "letter").data


def test_where_a_format_can_not_be_made_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.toml").write_text('schema = 1\n[brief]\ntitle = "T \U00018b00"\n', "utf-8")
    assert run(["export", "b.toml", "--to", "md,pdf"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["b.toml"]
    assert run(["export", "b.toml", "--to", "pdf", "-o", "-"]) == 2
    assert "standard output: can't be set as PDF" in capsys.readouterr().err
