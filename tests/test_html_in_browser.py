"""The document as HTML in a real browser: quiet, accessible, readable on a phone, marked on every printed page."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing.export.html import as_html
from briefing.export.page import Page, lay_out
from briefing.loading import parse
from briefing.text import one_line
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text
from tests.browser import browser, missing, visit
from tests.hostile import OWN, brief_of, strings
from tests.html_reading import Reading
from tests.large import large_brief

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}")

PAGES: dict[str, Page] = {
    "shipped": lay_out(brief_in(SHIPPED)),
    "reading": lay_out(brief_in(READING)),
    "title alone": lay_out(brief_of_text("")),
    "large": lay_out(brief_of_text(large_brief(45))),
}


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("html")
    found = {}
    for at, (name, page) in enumerate(PAGES.items()):
        found[name] = folder / f"{at}.html"
        found[name].write_bytes(as_html(page))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_it_opens_without_a_word_and_asks_for_nothing_but_itself(chromium, files, name):
    with visit(chromium, files[name]) as found:
        assert found.page.title() == PAGES[name].title
        assert found.requests == [files[name].as_uri()]
        assert found.messages == []
        assert found.page.evaluate("getComputedStyle(document.body).maxWidth") != "none"


def test_its_policy_lets_in_nothing_that_was_put_into_it(chromium, files, tmp_path):
    strange = (
        '<img src="http://127.0.0.1:9/a.png"><script>document.title = "owned"</script><style>body{color:red}</style>'
        '<p style="color:red">x</p><iframe src="http://127.0.0.1:9/"></iframe>'
    )
    path = tmp_path / "strange.html"
    path.write_text(files["reading"].read_text("utf-8").replace("<main>", f"<main>{strange}"), "utf-8")
    with visit(chromium, path) as found:
        assert found.page.title() == PAGES["reading"].title
        assert len([message for message in found.messages if "Content Security Policy" in message]) >= 5
        assert found.page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 39, 51)"


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        ("shipped", "light", 1280),
        ("shipped", "dark", 360),
        ("reading", "light", 360),
        ("reading", "dark", 1280),
        ("title alone", "light", 1280),
    ],
)
def test_axe_finds_nothing_that_hinders_a_reader(chromium, files, name, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    with visit(chromium, files[name], scheme, width) as found:
        results = Axe().run(found.page)
        assert results.response["violations"] == [], results.generate_report()
        background = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 21, 26)"}[scheme]


@pytest.mark.parametrize("name", [*PAGES, "hostile"])
def test_nothing_stands_out_of_the_window_nor_is_squeezed(chromium, files, tmp_path, name):
    path = files.get(name, tmp_path / "hostile.html")
    if name == "hostile":
        path.write_bytes(as_html(lay_out(parse(brief_of(OWN["long word"][:300]), READING).brief)))
    outside = """[...document.querySelectorAll("body *")].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1);
    }).map(one => one.outerHTML.slice(0, 80))"""
    squeezed = """[...document.querySelectorAll("td, th, p, dd, h3")].filter(one =>
        one.offsetHeight > 5 * one.offsetWidth
    ).map(one => one.outerHTML.slice(0, 80))"""
    with visit(chromium, path) as found:
        for width in (320, 360, 700, 1280):
            found.page.set_viewport_size({"width": width, "height": 900})
            assert found.page.evaluate(outside) == [], width
            assert name == "hostile" or found.page.evaluate(squeezed) == [], width
            assert found.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("name", "paper"), [*((name, "A4") for name in PAGES), ("reading", "Letter")])
def test_each_printed_page_has_marking_and_number(chromium, files, name, paper):
    page = PAGES[name]
    with visit(chromium, files[name], "dark") as found:
        pages = PdfReader(BytesIO(found.page.pdf(format=paper, print_background=False))).pages
    assert name == "title alone" or len(pages) > 3
    for number, each in enumerate(pages, 1):
        text = each.extract_text()
        assert text.count(page.marking) >= 2
        assert not page.sample or text.count("SAMPLE") >= 2
        assert f"Page {number} of {len(pages)}" in text
        assert f"Facts as at {dict(page.facts)['Facts as at']}" in text


def test_a_long_marking_is_on_each_printed_page_too(chromium, tmp_path):
    words = "word " * 200
    points = f'[[topics.trade.points]]\ntext = "{words}"\n' * 8
    text = f'schema = 1\n[brief]\ntitle = "T {words}"\nmarking = "SECRET {words}"\nprepared_by = "P {words}"\n{points}'
    path = tmp_path / "long.html"
    path.write_bytes(as_html(lay_out(brief_of_text(text))))
    with visit(chromium, path) as found:
        pages = PdfReader(BytesIO(found.page.pdf(format="A4"))).pages
    assert len(pages) > 3
    assert all(each.extract_text().count("SECRET word") >= 2 for each in pages)


@pytest.mark.parametrize("marking", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR"])
def test_a_label_has_its_colour_on_black_on_paper_too(chromium, tmp_path, marking):
    path = tmp_path / "marked.html"
    path.write_bytes(as_html(lay_out(brief_of_text(f'schema = 1\n[brief]\ntitle = "T"\nmarking = "{marking}"\n'))))
    with visit(chromium, path, "dark") as found:
        found.page.emulate_media(media="print", color_scheme="dark")
        look = "(one => [one.color, one.backgroundColor, one.printColorAdjust])(getComputedStyle(document.querySelector"
        colour, ground, adjust = found.page.evaluate(f'{look}(".loud .tag")))')
        assert found.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')") == "#1b2733"
    assert (ground, adjust) == ("rgb(0, 0, 0)", "exact")
    assert (
        colour
        == {
            "TLP:RED": "rgb(255, 43, 43)",
            "TLP:AMBER+STRICT": "rgb(255, 192, 0)",
            "TLP:GREEN": "rgb(51, 255, 0)",
            "TLP:CLEAR": "rgb(255, 255, 255)",
        }[marking]
    )


def test_the_browser_reads_every_hostile_text_as_our_parser_does(chromium, tmp_path):
    """That no rule of HTML's own parser finds an element where Python's finds none."""
    path = tmp_path / "empty.html"
    path.write_text("<!DOCTYPE html><title>x</title>", "utf-8")
    reads = """source => {
        const document = new DOMParser().parseFromString(source, "text/html");
        const all = [...document.querySelectorAll("*")];
        const texts = globalThis.document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) {
            if (texts.currentNode.parentNode.localName !== "style") found.push(texts.currentNode.data);
        }
        return [all.map(one => [one.localName, one.getAttributeNames().length]), found];
    }"""
    with visit(chromium, path) as found:
        for name, text in strings().items():
            if not set(text) & set("<>&\"'\x00"):
                continue
            brief = parse(brief_of(one_line(text)[:150]), READING).brief
            source = as_html(lay_out(brief)).decode()
            expected = Reading(source)
            elements, texts = found.page.evaluate(reads, source)
            assert elements == [[tag, len(attributes)] for tag, attributes in expected.elements], name
            assert [" ".join(one.split()) for one in texts if one.split()] == expected.texts, name


def test_a_mark_leads_to_its_source_and_back(chromium, files):
    with visit(chromium, files["reading"]) as found:
        found.page.click("#item-1 sup a >> nth=0")
        assert found.page.url.endswith("#source-1")
        found.page.click("#source-1 .cited a >> nth=0")
        assert found.page.url.endswith("#item-1")
        assert found.requests == [files["reading"].as_uri()]
