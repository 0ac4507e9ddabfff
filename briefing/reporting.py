"""What list, search and check print: lines for a person, and data for a script."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.console import BOLD, DIM, RED, YELLOW, Styled
from briefing.entries import Entry, entries, topic_title
from briefing.evidence.status import Status, statuses
from briefing.figures import Figures
from briefing.model import Brief, Figure
from briefing.problems import Problem, Severity
from briefing.records import record
from briefing.text import visible, width
from briefing.wording import all_sources, number

if TYPE_CHECKING:
    from briefing.loading import Loaded
    from briefing.search import Hit

Line = tuple[str | Styled, ...]

_WINDOW = 100
"""How much of a long line is shown around a problem, in characters."""


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


# check


def checked(loaded: "Loaded") -> dict[str, Any]:
    """Give a brief as `check --json` has it: its problems, and the state of each item's evidence.

    `span`, `found`, `differs` and `speaker` are null where no text was looked into.
    """
    brief = loaded.brief
    problems = [
        {
            "severity": str(problem.severity),
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in loaded.problems
    ]
    items = _items(brief) if brief else []
    title = brief.head.title if brief else None
    return {"path": str(loaded.path), "title": title, "problems": problems, "items": items}


def _items(brief: Brief) -> list[dict[str, Any]]:
    found = entries(brief)
    states, figures = statuses(brief, found), Figures(brief)
    return [_item(entry, states[entry.key], figures) for entry in found]


def _item(entry: Entry, status: Status | None, figures: Figures) -> dict[str, Any]:
    return {
        "topic": entry.topic,
        "kind": entry.kind,
        "id": entry.id,
        "status": str(status) if status else None,
        "source": next(iter(all_sources(entry.item, figures)), None),
        "span": None,
        "found": None,
        "differs": None,
        "speaker": None,
        "warnings": [],
    }


def summary(briefs: Sequence[dict[str, Any]]) -> str:
    """Say in one line what `check` found in the briefs that it gives as data."""
    severities = Counter(problem["severity"] for brief in briefs for problem in brief["problems"])
    states = Counter(item["status"] for brief in briefs for item in brief["items"] if item["status"])
    parts = [
        counted(len(briefs), "brief"),
        counted(severities[str(Severity.ERROR)], "error"),
        counted(severities[str(Severity.WARNING)], "warning"),
    ]
    evidence = [f"{states[str(status)]} {status}" for status in Status if states[str(status)]]
    return ", ".join(parts) + (f"; items: {', '.join(evidence)}" if evidence else "")


def problem_lines(problem: Problem) -> Iterator[Line]:
    """Give a problem as compilers do: where and what, the line, a marker below the words, what to write."""
    colour = RED if problem.severity is Severity.ERROR else YELLOW
    place = f"{problem.file}:{problem.line}:{problem.column}: "
    yield Styled(place, BOLD), Styled(f"{problem.severity}: ", colour), problem.message
    if problem.excerpt:
        start = max(0, problem.column - 1 - _WINDOW // 2) if len(problem.excerpt) > _WINDOW else 0
        shown = problem.excerpt[start : start + _WINDOW]
        at = problem.column - 1 - start
        before, words = visible(shown[:at]), visible(shown[at : at + problem.length])
        gutter = str(problem.line)
        yield Styled(f"{gutter} | ", DIM), shown
        yield Styled(f"{' ' * len(gutter)} | ", DIM), " " * width(before), Styled("^" * max(1, width(words)), colour)
        if problem.hint:
            yield Styled(f"{' ' * len(gutter)} = ", DIM), problem.hint
    elif problem.hint:
        yield Styled("  = ", DIM), problem.hint


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def padded(text: str, cells: int) -> str:
    """Give a text with blanks up to a width in cells."""
    return text + " " * (cells - width(text))
