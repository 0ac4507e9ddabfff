"""The document as Markdown: CommonMark with pipe tables, footnotes and YAML front matter, and nothing else.

Every text goes through `escape`, so that what is read back is what the brief says, letter for letter, and nothing
in it is live: no link, image, HTML or mathematics. Only the sources' own addresses are links.
"""

import json
import re
from collections.abc import Iterable

from briefing.export import sentences
from briefing.export.blocks import FigureBlock, SourceLine, TopicSection
from briefing.export.page import Page
from briefing.text import one_line, visible

_ACTIVE = re.compile(
    r"""[\\`*\[\]<$~^|{@]               # CommonMark, tables, mathematics, pandoc's raised text, attributes, citations
      | _(?<![^\W_]_) | _(?![^\W_])    # emphasis, but not within a word
      | &(?=[\#\w])                    # an entity
      | :(?=//) | :(?=[\w+-]+:) | :(?<=[Mm][Aa][Ii][Ll][Tt][Oo]:) | :(?<=[Xx][Mm][Pp][Pp]:) | \.(?<=[Ww]{3}\.)
                                       # what GitHub makes links and pictures of
      | !$ | !(?<=<!)                  # an image with a footnote's mark behind; a comment, which pandoc sees even so
      | \#(?=\#*$)                     # the end of a heading
    """,
    re.VERBOSE,
)
"""Each alternative begins with its character, not with a lookbehind, so that the search can skip to the next one."""
_STARTS_BLOCK = re.compile(r"[-+](?=[\s=+-]|$)|[>#:]")
"""A list, a heading, a quotation, a rule, a definition of pandoc's."""
_ENUMERATES = re.compile(r"(?:\d{1,9}|[a-z]|[ivxlcdm]+|[IVXLCDM]{2,}|[A-Z](?=\))|\#|\(\w+(?=\)))(?=[.)](?:\s|$))")
"""A numbered list; pandoc counts with letters, Roman numerals and brackets too, but takes O. Brask for a name."""


def escape(text: str) -> str:
    """A text as it stands within a line of Markdown, in visible form, white space folded to one blank."""
    return _ACTIVE.sub(_escaped, visible(one_line(text)))


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def line(text: str) -> str:
    """A line of Markdown that begins with a text, kept from beginning a list, a heading or another block."""
    if _STARTS_BLOCK.match(text):
        return "\\" + text
    found = _ENUMERATES.match(text)
    return f"{text[: found.end()]}\\{text[found.end() :]}" if found else text


def strong(text: str) -> str:
    """A text in bold; blanks at its ends stay outside of the asterisks, which wouldn't be read as such beside them."""
    words = escape(text)
    core = words.strip()
    return words.replace(core, f"**{core}**", 1) if core else words


def _marks(numbers: tuple[int, ...]) -> str:
    return " ".join(f"[^{number}]" for number in numbers)


_PEN = sentences.Pen(write=escape, bold=strong, italic="*{}*".format, marks=_marks, start=line)


def as_markdown(page: Page) -> bytes:
    """The document as Markdown in UTF-8."""
    parts = [*_head(page), *_key_figures(page.key_figures)]
    for section in page.topics:
        parts += _topic(section)
    parts += _section("Timeline", [_list(sentences.event(block, _PEN) for block in page.timeline)])
    parts += _section("If asked", [_list(sentences.question(block, _PEN) for block in page.questions)])
    parts += _section("People", [_list(sentences.person(block, _PEN) for block in page.people)])
    parts += ["## Sources", *_not_cited(page.sources)] if page.sources else []
    # Readers show footnotes at the end wherever they stand, and mdformat puts them there.
    parts.append(_running(page, *(f"{name} {value}" for name, value in page.facts if name in _FOOT)))
    parts += [f"[^{one.number}]: {line(_source(one))}" for one in page.sources if one.cited]
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


_FOOT = ("Facts as at", "Prepared by")
"""The facts that stand at the foot."""


def _head(page: Page) -> list[str]:
    facts = " · ".join(f"{escape(name)}: {escape(value)}" for name, value in page.facts)
    bottom_line = f"**Bottom line:** {escape(page.bottom_line)}" if page.bottom_line else ""
    subtitle = line(escape(page.subtitle))
    left_out = " ".join(map(escape, page.left_out))
    return [_front_matter(page), _running(page), f"# {escape(page.title)}", subtitle, facts, left_out, bottom_line]


def _front_matter(page: Page) -> str:
    """What other programs read, as YAML: a text in JSON is one in YAML too.

    The title stands as `pagetitle`, or pandoc would print it a second time; it is the one that pandoc reads, as
    Markdown. `keywords` would go into an attribute of pandoc's HTML with their quotation marks, so they are `tags`.
    """
    head, facts = page.head, dict(page.facts)
    values: dict[str, object] = {
        "pagetitle": escape(page.title),
        "lang": head.language if re.fullmatch(r"[A-Za-z0-9-]+", head.language) else None,
        "marking": visible(page.marking),
        "sample": page.sample,
        "status": head.status,
        "facts-as-at": facts["Facts as at"],
        "prepared-by": visible(head.prepared_by or ""),
        "tags": list(map(visible, head.tags)),
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value)
    return "\n".join(("---", *lines, "---"))


def _running(page: Page, *more: str) -> str:
    """What stands at head and foot: the marking, and SAMPLE."""
    loud = (strong(page.marking), strong("SAMPLE" if page.sample else ""))
    return line(" · ".join(filter(None, (*loud, *map(escape, more)))))


def _section(title: str, parts: list[str]) -> list[str]:
    """A section's heading and its parts; nothing where it has none."""
    return [f"## {escape(title)}", *parts] if any(parts) else []


def _key_figures(figures: tuple[FigureBlock, ...]) -> list[str]:
    rows = [
        (sentences.measure(block, _PEN) + sentences.tail(block, _PEN), strong(block.number), _details(block))
        for block in figures
    ]
    return _section("Key figures", [_table(("Figure", "Number", "Details"), rows)] if rows else [])


def _details(block: FigureBlock) -> str:
    return sentences.phrases(block, _PEN)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A pipe table. Of more than three columns pandoc would squeeze all to the same width."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _topic(section: TopicSection) -> list[str]:
    # Two lists of the same mark that follow each other would be one.
    mark = "*" if section.figures and not section.quotes else "-"
    return [
        f"## {escape(section.title)}",
        line(escape(section.summary)),
        _list(sentences.figure(block, _PEN) for block in section.figures),
        *(_quotation(sentences.quote(block, _PEN)) for block in section.quotes),
        _list((sentences.point(block, _PEN) for block in section.points), mark),
    ]


def _quotation(paragraphs: Iterable[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _list(items: Iterable[list[str]], mark: str = "-") -> str:
    """A list of items, each in one or more paragraphs, without blank lines where all have one."""
    found = list(items)
    gap = "\n\n" if any(len(paragraphs) > 1 for paragraphs in found) else "\n"
    return gap.join(f"{mark} " + "\n\n  ".join(paragraphs) for paragraphs in found)


def _not_cited(lines: tuple[SourceLine, ...]) -> list[str]:
    """A list of the sources that no item cites: a footnote without a mark isn't shown."""
    others = [[line(_source(one))] for one in lines if not one.cited]
    return ["Not cited:", _list(others)] if others else []


def _source(source: SourceLine) -> str:
    address = f"<{source.url}>" if source.url else escape(source.source.url or "")
    return " ".join(filter(None, (escape(source.citation), address)))
