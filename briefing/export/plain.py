"""The document as plain text that reads well in a pipe and aloud: no colour, no drawing, all numbers in words."""

import re
from collections.abc import Iterator, Sequence

from briefing.export import sentences
from briefing.export.blocks import SourceLine
from briefing.export.page import Page
from briefing.text import one_line, visible, width

LEAST_WIDTH = 20
"""The narrowest that a text is set, in cells."""


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` cells, broken at blanks but not before a %, and a longer word anywhere."""
    lines: list[str] = []
    current, used = "", 0
    for word in re.split(" (?!%)", text):
        size = width(word)
        if current and used + 1 + size <= room:
            current, used = f"{current} {word}", used + 1 + size
            continue
        if current:
            lines.append(current)
        current, used = word, size
        while used > room:
            head = _fitting(current, room)
            lines.append(head)
            current = current[len(head) :]
            used = width(current)
    return [*lines, current] if current or not lines else lines


def _fitting(text: str, room: int) -> str:
    """The beginning of a text that takes at most `room` cells: at least one letter, with all of its marks."""
    used = 0
    for at, letter in enumerate(text):
        used += 0 if letter in "\u200c\u200d" else width(letter)  # a joiner shows only where it joins nothing
        if used > room and at:
            return text[:at]
    return text


def _words(text: str) -> str:
    return visible(one_line(text))


def _numbers(numbers: Sequence[int]) -> str:
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""


_PEN = sentences.Pen(write=_words, bold=_words, italic=_words, marks=_numbers, start=str)


def as_text(page: Page, columns: int = 80) -> str:
    """The document in lines of at most `columns` cells, each ended: no colour, no drawing, all numbers in words."""
    return "".join(f"{line}\n" for line in _lines(page, max(LEAST_WIDTH, columns)))


def _lines(page: Page, room: int) -> Iterator[str]:
    for place, paragraphs in enumerate(_head(page)):
        if place:
            yield ""
        for paragraph in paragraphs:
            yield from wrap(paragraph, room)
    for title, items in _sections(page):
        yield ""
        yield from wrap(_words(title), room)
        for first, *others in items:
            yield from _hanging(first, "  ", room)
            for paragraph in others:
                yield from _hanging(paragraph, "    ", room)
    yield ""
    yield from wrap(_foot(page), room)


def _hanging(paragraph: str, indent: str, room: int) -> Iterator[str]:
    """A paragraph at an indent, its further lines at four blanks."""
    for at, line in enumerate(wrap(paragraph, room - 4)):
        yield ("    " if at else indent) + line


def _head(page: Page) -> list[list[str]]:
    facts = [f"{name}: {value}" for name, value in page.facts]
    bottom_line = [f"Bottom line: {page.bottom_line}"] if page.bottom_line else []
    groups = ([_loud(page)], [page.title, page.subtitle], facts, page.left_out, bottom_line)
    kept = ([_words(text) for text in group if text] for group in groups)
    return [group for group in kept if group]


def _loud(page: Page) -> str:
    return ", ".join(filter(None, (page.marking, "SAMPLE" if page.sample else "")))


def _foot(page: Page) -> str:
    facts = (f"{name} {value}" for name, value in page.facts if name in ("Facts as at", "Prepared by"))
    return _words(", ".join(filter(None, (_loud(page), *facts))))


def _sections(page: Page) -> Iterator[tuple[str, list[list[str]]]]:
    """The sections with their items, an item as its paragraphs; empty ones are left out."""
    key = [sentences.figure(block, _PEN)[:1] for block in page.key_figures]
    found = [("Key figures", key)]
    for topic in page.topics:
        summary = [[_words(topic.summary)]] if topic.summary else []
        figures = [sentences.figure(block, _PEN) for block in topic.figures]
        quotes = [sentences.quote(block, _PEN) for block in topic.quotes]
        points = [sentences.point(block, _PEN) for block in topic.points]
        found.append((topic.title, [*summary, *figures, *quotes, *points]))
    found += [
        ("Timeline", [sentences.event(block, _PEN) for block in page.timeline]),
        ("If asked", [sentences.question(block, _PEN) for block in page.questions]),
        ("People", [sentences.person(block, _PEN) for block in page.people]),
        ("Sources", [_source(line) for line in page.sources]),
    ]
    return ((title, items) for title, items in found if items)


def _source(line: SourceLine) -> list[str]:
    address = _words(line.source.url or "")
    cited = "" if line.cited else " (not cited)"
    return [f"[{line.number}] {_words(line.citation)}{cited}", *([address] if address else [])]
