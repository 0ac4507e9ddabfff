"""The document as Markdown, read back by markdown-it, and by pandoc where it is there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefing.export.markdown import as_markdown, escape, line, strong
from briefing.export.page import lay_out
from briefing.languages import language_name
from briefing.loading import parse
from briefing.text import one_line, visible
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text, check_golden
from tests.hostile import acting, brief_of, strings
from tests.markdown_reading import folded, links, structure, texts, tokens

BRIEF = brief_in(READING)
WORD = "Quodlibet"
"""A word that no Markdown makes anything of, and that the program itself never writes."""


def markdown_with(text: str) -> str:
    """A brief that holds a text in every field that takes one, as Markdown."""
    brief = parse(brief_of(text), READING).brief
    assert brief is not None
    return as_markdown(lay_out(brief)).decode()


HOSTILE = strings()
PLAIN = markdown_with(WORD)
PLAIN_STRUCTURE, PLAIN_TEXTS = structure(PLAIN), texts(PLAIN)


def is_read_back(text: str) -> bool:
    """Whether a text leaves the structure as a plain word does, and is found again wherever the word stood."""
    markdown = markdown_with(text)
    expected = [folded(one.replace(WORD, visible(one_line(text)))) for one in PLAIN_TEXTS]
    return structure(markdown) == PLAIN_STRUCTURE and texts(markdown) == expected


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


def test_the_kept_file():
    check_golden("reading.md", as_markdown(lay_out(BRIEF)))


def test_an_extract_as_it_was_kept():
    check_golden("extract.md", as_markdown(lay_out(BRIEF, topics=["trade", "defence"], max_marking="TLP:GREEN")))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_string_is_read_back_letter_for_letter_and_is_not_live(name):
    text = HOSTILE[name]
    text = text if comparable(text) else f"x {one_line(text)}"
    assert is_read_back(text)
    markdown = markdown_with(text)
    assert links(markdown) == links(PLAIN)
    assert not acting(markdown.encode())


PIECES = r"""* _ ` # - + > < | [ ] ( ) ^ $ ~ \ ! & &amp; &#60; 1. 1) a. (a) ii. b @ @x { } : :x: --- === ``` ~~~ <b>
    </b> <!-- --> [^1] [^1]: [x]: ![x](y) ** __ é हि ’ “ . / :// = ; 1234567890. http:// https://x.org www. www.x.org
    a@b.co mailto:a@b.co ftp://x.org %"""
BLANKS = (" ", "  ", "\n", "\t", "\u00a0", "\u3000", "\u200b", "\u202e", "\x1b")
FRAGMENTS = st.sampled_from([*PIECES.split(), *BLANKS])


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.lists(FRAGMENTS, min_size=1, max_size=8).map("".join), st.text(min_size=1, max_size=12)))
@example("1986\\. A great year.\u00a0")
@example("![^1]")
@example("\\|")
@example("a* b*c**")
def test_any_text_is_read_back_letter_for_letter(text):
    assume(comparable(text))
    assert is_read_back(text)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(FRAGMENTS, min_size=1, max_size=8).map("".join), st.text(min_size=1, max_size=30)))
def test_a_line_is_one_paragraph_with_the_text_in_it(text):
    assume(one_line(text).strip())
    for markdown in (line(escape(text)), strong(text), line(f"{escape(text)}[^1]\n\n[^1]: {line(escape(text))}")):
        assert [one.type for one in tokens(markdown)][:3] == ["paragraph_open", "inline", "paragraph_close"]
        assert folded(texts(markdown)[0].removesuffix("⁂")) == folded(visible(one_line(text)))
        assert links(markdown) == []


def test_paragraphs_of_a_note_and_an_answer_stay_apart():
    text = '[[questions]]\nquestion = "Q"\nanswer = "one\\n\\n# two\\n\\n- three"\nnote = "four\\n\\n1. five"\n'
    markdown = as_markdown(lay_out(brief_of_text(text))).decode()
    assert texts(markdown)[-6:-1] == ["one", "# two", "- three", "Note: four", "1. five"]
    assert structure(markdown).count("bullet_list_open ul 0") == 1


# What is live


def test_only_the_sources_own_addresses_are_links():
    markdown = as_markdown(lay_out(BRIEF)).decode()
    own = ["mailto:desk@example.org", "https://example.org/bridge?part=1&page=2"]
    assert [one for one in links(markdown) if not one.startswith("#fn")] == own


URLS = {name: text for name, text in HOSTILE.items() if "url" in name or "html" in name or "md_" in name}
URLS |= {
    "script in a path": "https://example.org/<script>alert(1)</script>",
    "marks in a path": "https://a.b/\\>x|y`z*",
}


@pytest.mark.parametrize(
    "url", [*URLS.values(), "https://example.org/<script>alert(1)</script>", "https://a.b/\\>x|y`z*"]
)
def test_an_address_is_a_link_or_a_text_never_more(url):
    brief = brief_of_text(
        '[sources.s]\ntitle = "S"\nurl = "https://example.org/"\n[[people]]\nname = "P"\nsource = "s"\n'
    )
    object.__setattr__(brief.sources["s"], "url", url)
    markdown = as_markdown(lay_out(brief)).decode()
    found = [one for one in links(markdown) if not one.startswith("#fn")]
    assert all(re.fullmatch(r"(https?://|mailto:)[!-~]*", one) for one in found)
    assert len(found) <= 1
    assert not any("html" in kind for kind in structure(markdown))
    assert found or texts(markdown)[-1] == f"S {folded(visible(one_line(url)))}"


# The form


@pytest.mark.parametrize("path", [READING, SHIPPED], ids=lambda path: path.stem)
def test_it_is_commonmark_with_tables_and_footnotes_and_nothing_else(path):
    markdown = as_markdown(lay_out(brief_in(path))).decode()
    kinds = {one.type.removesuffix("_open").removesuffix("_close") for one in tokens(markdown)}
    assert kinds <= {
        *("heading", "paragraph", "inline", "bullet_list", "list_item", "blockquote"),
        *("table", "thead", "tbody", "tr", "th", "td", "footnote_block", "footnote", "footnote_anchor"),
    }
    headings = [one for one in structure(markdown) if one.startswith("heading_open")]
    assert headings[0] == "heading_open h1 0"
    assert set(headings[1:]) == {"heading_open h2 0"}
    rows = [row for row in markdown.splitlines() if row.startswith("|")]
    assert rows
    assert all(len(re.findall(r"(?<!\\)\|", row)) <= 4 for row in rows)


def test_every_dollar_is_escaped():
    assert re.findall(r"(?<!\\)\$", as_markdown(lay_out(brief_in(SHIPPED))).decode()) == []
    assert re.findall(r"(?<!\\)\$", as_markdown(lay_out(BRIEF)).decode().partition("---\n\n")[2]) == []


def test_a_quotation_is_a_blockquote_with_who_said_it_in_its_own_paragraph():
    markdown = as_markdown(lay_out(BRIEF)).decode()
    quote = "> the crossing: “It is \\[the\\] longest ferry ride \\[…\\] of my life”[^1] (SAMPLE, UNCHECKED)"
    assert f"{quote}\n>\n> — **Ansa Vell**, Minister for Ferries, 30 Apr 2031\n" in markdown


def test_the_marking_and_sample_stand_at_head_and_foot():
    body = as_markdown(lay_out(BRIEF)).decode().partition("---\n\n")[2].splitlines()
    assert body[0] == "**TLP:RED** · **SAMPLE**"
    shown = [line for line in body if line and not line.startswith("[^")]  # footnotes are shown below everything
    assert shown[-1] == "**TLP:RED** · **SAMPLE** · Facts as at 2 May 2031 · Prepared by Northern desk"
    plain = as_markdown(lay_out(brief_of_text(""))).decode().partition("---\n\n")[2]
    assert plain == "# T\n\nFacts as at: not given · Status: draft\n\nFacts as at not given\n"


def test_the_front_matter_is_plain_values():
    front = as_markdown(lay_out(BRIEF)).decode().split("---\n")[1]
    values = dict(row.split(": ", 1) for row in front.splitlines())
    assert {key: json.loads(value) for key, value in values.items()} == {
        "pagetitle": "Talks between Arvenia & Tolmark: \\$5 bn, \\*perhaps\\*",
        "lang": "en",
        "marking": "TLP:RED",
        "sample": True,
        "status": "cleared",
        "facts-as-at": "2 May 2031",
        "prepared-by": "Northern desk",
        "tags": ["Arvenia", "Tolmark", "bridges"],
    }


def test_the_same_bytes_whatever_clock_locale_and_hash_seed(tmp_path):
    program = (
        "import sys, hashlib; from pathlib import Path; from briefing.loading import load;"
        "from briefing.export.page import lay_out; from briefing.export.formats import FORMATS;"
        f"page = lay_out(load(Path({str(READING)!r})).brief);"
        "print([hashlib.sha256(form.render(page)).hexdigest() for form in FORMATS.values()])"
    )
    root = str(Path(__file__).parents[1])
    found = set()
    for seed, zone, language in (("1", "Pacific/Kiritimati", "C"), ("2", "America/Adak", "de_DE.UTF-8")):
        own = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONPATH": root, "HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, **own}, capture_output=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


# Pandoc

PANDOC = shutil.which("pandoc")
HARD = [
    "a. b",
    "(a) b",
    "(@) x",
    "II. b",
    "A) b",
    "x {#id .c}",
    ": b",
    "C#",
    "x!",
    "~x~ ^y^",
    "-->x<!--",
    "$x$ $y$",
    "|x",
    "@x",
]


def stringified(node) -> str:
    """The words of a pandoc document, a footnote's mark as ⁂; what isn't a word or an emphasis by its name."""
    if isinstance(node, list):
        return "".join(map(stringified, node))
    if not isinstance(node, dict):
        return ""
    content = node.get("c")
    match node.get("t"):
        case "Str":
            return content
        case "Space" | "SoftBreak":
            return " "
        case "Note":
            return "⁂"
        case "Para" | "Plain" | "Header":
            return stringified(content) + " "
        case "AlignDefault" | "ColWidth" | "ColWidthDefault":
            return ""
        case "Strong" | "Emph" | "BulletList" | "BlockQuote" | "Table" | "Quoted" | None:
            return stringified(content if "t" in node else list(node.values()))
        case kind:
            return f"⟦{kind}⟧"


def by_pandoc(markdown: str, form: str) -> str:
    command = [str(PANDOC), "-f", form, "-t", "json"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    return folded(stringified(json.loads(done.stdout)["blocks"]))


@pytest.mark.skipif(PANDOC is None, reason="pandoc isn't installed")
@pytest.mark.parametrize("form", ["markdown-smart", "gfm+footnotes+yaml_metadata_block"])
def test_pandoc_reads_every_text_letter_for_letter(form):
    plain = by_pandoc(PLAIN, form)
    assert "⟦" not in plain
    for text in HARD:
        assert by_pandoc(markdown_with(text), form) == folded(plain.replace(WORD, text)), text


def test_mdformat_leaves_it_as_it_is_but_for_dollars_and_the_padding_of_tables():
    """It takes the backslash from every dollar, though two in a line are mathematics in pandoc and on GitHub.

    And from brackets that make no link in CommonMark, though in pandoc [Trade] leads to the heading of that name.
    """
    import mdformat

    extensions = {"tables", "footnote", "frontmatter"}
    for path in (SHIPPED, READING):
        ours = as_markdown(lay_out(brief_in(path))).decode()
        theirs = mdformat.text(ours, extensions=extensions)
        assert compact(theirs) == compact(ours)
        assert mdformat.text(theirs, extensions=extensions) == theirs


def compact(markdown: str) -> str:
    """Without the padding of tables, and without the backslashes that mdformat takes away."""
    markdown = re.sub(r"\\([$\[\]])", r"\1", markdown)
    return re.sub(r"(?<=\|) *-{3,} *(?=\|)", " --- ", re.sub(r" +(?=\|)", " ", markdown))
