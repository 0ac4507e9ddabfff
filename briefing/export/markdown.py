"""The document as Markdown: CommonMark with pipe tables, footnotes and YAML front matter, and nothing else.

Every text goes through `escape`, so that what is read back is what the brief says, letter for letter, and nothing
in it is live: no link, image, HTML or mathematics. Only the sources' own addresses are links.
"""

import json
import re
from collections.abc import Iterable

from briefing.export.blocks import (
    Block,
    EventBlock,
    FigureBlock,
    PersonBlock,
    PointBlock,
    QuestionBlock,
    QuoteBlock,
    SourceLine,
    TopicSection,
)
from briefing.export.page import Page
from briefing.text import one_line, visible

_ACTIVE = re.compile(
    r"""[\\`*\[\]<$~^|{@]               # CommonMark, tables, mathematics, pandoc's raised text, attributes, citations
      | _(?<![^\W_]_) | _(?![^\W_])    # emphasis, but not within a word
      | &(?=[\#\w])                    # an entity
      | :(?=//) | :(?=[\w+-]+:) | :(?<=[Mm][Aa][Ii][Ll][Tt][Oo]:) | :(?<=[Xx][Mm][Pp][Pp]:) | \.(?<=[Ww]{3}\.)
                                       # what GitHub makes links and pictures of
      | !$                             # followed by a footnote's mark it would be an image
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


def as_markdown(page: Page) -> bytes:
    """The document as Markdown in UTF-8."""
    parts = [*_head(page), *_key_figures(page.key_figures)]
    for section in page.topics:
        parts += _topic(section)
    parts += _section("Timeline", [_list(map(_event, page.timeline))])
    parts += _section("If asked", [_list(map(_question, page.questions))])
    parts += _section("People", [_list(map(_person, page.people))])
    parts += _section("Sources", _sources(page.sources))
    parts.append(_running(page, *(f"{name} {value}" for name, value in page.facts if name in _FOOT)))
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

    The title stands as `pagetitle`, or pandoc would print it a second time; and pandoc reads these texts as Markdown.
    """
    facts = dict(page.facts)
    values: dict[str, object] = {
        "pagetitle": escape(page.title),
        "lang": page.head.language if re.fullmatch(r"[A-Za-z0-9-]+", page.head.language) else None,
        "marking": escape(page.marking),
        "sample": page.sample,
        "status": page.head.status,
        "facts-as-at": facts["Facts as at"],
        "prepared-by": escape(page.head.prepared_by or ""),
        "keywords": [escape(tag) for tag in page.head.tags],
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
    rows = [(_measure(block) + _tail(block), strong(block.number), _phrases(block)) for block in figures]
    return _section("Key figures", [_table(("Figure", "Number", "Details"), rows)] if rows else [])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A pipe table. Of more than three columns pandoc would squeeze all to the same width."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _topic(section: TopicSection) -> list[str]:
    # Two lists of the same mark that follow each other would be one.
    mark = "*" if section.figures and not section.quotes else "-"
    parts = [_list(map(_figure, section.figures)), *map(_quote, section.quotes)]
    return [
        f"## {escape(section.title)}",
        line(escape(section.summary)),
        *parts,
        _list(map(_point, section.points), mark),
    ]


def _figure(block: FigureBlock) -> list[str]:
    words = "; ".join(filter(None, (_measure(block), _phrases(block))))
    return [f"{strong(block.number)}: {words}{_tail(block)}", *_note(block)]


def _measure(block: FigureBlock) -> str:
    """What a figure measures, and when."""
    return ", ".join(map(escape, filter(None, (block.label, block.period))))


def _phrases(block: FigureBlock) -> str:
    return "; ".join(map(escape, block.phrases))


def _quote(block: QuoteBlock) -> str:
    about = f"{escape(block.about)}: " if block.about else ""
    paragraphs = [line(f"{about}“{escape(block.text)}”{_tail(block, block.details)}")]
    if block.original:
        language = f" ({escape(block.language)})" if block.language else ""
        paragraphs.append(f"As spoken{language}: “{escape(block.original)}”")
    role = f", {escape(block.role)}" if block.role else ""
    paragraphs += [f"— {strong(block.speaker)}{role}", *_note(block)]
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _point(block: PointBlock) -> list[str]:
    label = f"{strong(block.label)}: " if block.label else ""
    return [line(f"{label}{escape(block.text)}{_tail(block, block.details)}"), *_note(block)]


def _event(block: EventBlock) -> list[str]:
    details = (block.topic, *block.details)
    return [f"{strong(block.date)}: {escape(block.text)}{_tail(block, details)}", *_note(block)]


def _person(block: PersonBlock) -> list[str]:
    about = "; ".join(map(escape, block.about))
    return [f"{strong(block.name)}{f': {about}' if about else ''}{_tail(block, block.details)}", *_note(block)]


def _question(block: QuestionBlock) -> list[str]:
    answer = [line(escape(paragraph)) for paragraph in block.answer]
    never = [f"**Do not say:** {escape(block.do_not_say)}"] if block.do_not_say else []
    first = f"{strong(block.question)}{_tail(block, (block.topic, *block.details))}"
    return [first, *answer, *never, *_note(block)]


def _note(block: Block) -> list[str]:
    """The paragraphs of a note."""
    first, *others = map(escape, block.note or ("",))
    return [f"*Note:* {first}", *map(line, others)] if first else []


def _tail(block: Block, details: Iterable[str] = ()) -> str:
    """What follows an item: the marks of its sources, and in brackets what else must stand with it."""
    marks = " ".join(f"[^{number}]" for number in block.sources)
    words = [escape(word) for word in (*details, *block.tags) if word]
    if block.computed and marks:
        words.insert(0, f"computed from {marks}")
        marks = ""
    return marks + (f" ({', '.join(words)})" if words else "")


def _list(items: Iterable[list[str]], mark: str = "-") -> str:
    """A list of items, each in one or more paragraphs, without blank lines where all have one."""
    found = list(items)
    gap = "\n\n" if any(len(paragraphs) > 1 for paragraphs in found) else "\n"
    return gap.join(f"{mark} " + "\n\n  ".join(paragraphs) for paragraphs in found)


def _sources(lines: tuple[SourceLine, ...]) -> list[str]:
    """The footnotes, and a list of the sources that no item cites: a footnote without a mark isn't shown."""
    cited = [f"[^{one.number}]: {line(_source(one))}" for one in lines if one.cited]
    others = [[line(_source(one))] for one in lines if not one.cited]
    return [*(("Not cited:", _list(others)) if others else ()), *cited]


def _source(source: SourceLine) -> str:
    address = f"<{source.url}>" if source.url else escape(source.source.url or "")
    return " ".join(filter(None, (escape(source.citation), address)))
