"""What list and search print: lines for a person, and data for a script."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.console import BOLD, DIM, YELLOW, Styled
from briefing.entries import topic_title
from briefing.figures import Figures
from briefing.model import Brief, Figure
from briefing.records import record
from briefing.text import width
from briefing.wording import number

if TYPE_CHECKING:
    from briefing.loading import Loaded
    from briefing.search import Hit

Line = tuple[str | Styled, ...]

# list


def listed(loaded: "Loaded") -> dict[str, Any]:
    """Give a brief as `list --json` has it; what it doesn't say or what can't be read is null."""
    head = loaded.brief.head if loaded.brief else None
    return {
        "path": str(loaded.path),
        "title": head.title if head else None,
        "date": head.date.iso if head and head.date else None,
        "as_of": head.as_of.iso if head and head.as_of else None,
        "marking": head.marking if head else None,
        "status": head.status if head else None,
        "problems": len(loaded.problems),
    }


def list_lines(rows: Sequence[dict[str, Any]]) -> Iterator[Line]:
    """Give one line a brief, what is short first, so that the columns stand below each other."""
    cells = [
        (
            row["date"] or row["as_of"] or "-",
            row["status"] or "-",
            row["marking"] or "-",
            counted(row["problems"], "problem") if row["problems"] else "-",
        )
        for row in rows
    ]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row, short in zip(rows, cells, strict=True):
        columns = "".join(padded(cell, wide) + "  " for cell, wide in zip(short, widths, strict=True))
        yield columns, Styled(row["title"] or "can't be read", BOLD), "  ", Styled(row["path"], DIM)


# search


@record
class Found:
    """The hits in one brief."""

    loaded: "Loaded"
    brief: Brief
    hits: tuple["Hit", ...]


def hits_as_data(query: str, found: Iterable[Found]) -> dict[str, Any]:
    """Give all hits as `search --json` has them."""
    hits = [
        {
            "brief": str(each.loaded.path),
            "title": each.brief.head.title,
            "topic": hit.entry.topic,
            "kind": hit.entry.kind,
            "id": hit.entry.id,
            "text": hit.text,
            "marks": [list(mark) for mark in hit.marks],
        }
        for each in found
        for hit in each.hits
    ]
    return {"query": query, "total": len(hits), "corrected": None, "hits": hits}


def hit_lines(found: Found) -> Iterator[Line]:
    """Give the title of a brief and the hits in it, each with its place, what was looked for set apart."""
    yield Styled(found.brief.head.title, BOLD), "  ", Styled(str(found.loaded.path), DIM)
    figures = Figures(found.brief)
    for hit in found.hits:
        place = f"{topic_title(found.brief, hit.entry.topic)}, " if hit.entry.topic else ""
        item = hit.entry.item
        value = (": ", number(item, figures)) if isinstance(item, Figure) else ()
        yield "  ", Styled(f"{place}{hit.entry.kind}  ", DIM), *_marked(hit.text, hit.marks), *value


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[str | Styled]:
    at = 0
    for start, end in marks:
        yield text[at:start]
        yield Styled(text[start:end], YELLOW)
        at = end
    yield text[at:]


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def padded(text: str, cells: int) -> str:
    """Give a text with blanks up to a width in cells."""
    return text + " " * (cells - width(text))
