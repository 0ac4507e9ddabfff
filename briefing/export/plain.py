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
        *whole, current = _pieces(word, room) if size > room else (word,)
        lines += whole
        used = width(current)
    return [*lines, current] if current or not lines else lines


_JOINERS = "\u200c\u200d"


def _pieces(word: str, room: int) -> list[str]:
    """A long word in pieces of at most `room` cells, cut neither before an accent nor beside a joiner."""
    sizes = [0 if letter in _JOINERS else width(letter) for letter in word]
    pieces: list[str] = []
    start = safe = used = 0
    for at, size in enumerate(sizes):
        if size and word[at - 1] not in _JOINERS:
            safe = at
        if used + size > room and at > start:
            cut = safe if safe > start else at
            pieces.append(word[start:cut])
            start, used = cut, sum(sizes[cut:at])
        used += size
    return [*pieces, word[start:]]


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
