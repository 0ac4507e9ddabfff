"""What `check` prints: problems of the files and findings of the evidence, for a person and for a script."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.console import BOLD, DIM, RED, YELLOW, Styled
from briefing.entries import Entry, entries, main_text, topic_title
from briefing.evidence.sourcetext import SourceText
from briefing.evidence.status import FINDINGS, Status
from briefing.figures import Figures
from briefing.model import Brief
from briefing.problems import Problem, Severity
from briefing.reporting import Line, counted
from briefing.text import one_line, shown, visible, width
from briefing.wording import all_sources

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.evidence.checking import Checked
    from briefing.evidence.conflicts import Conflict
    from briefing.evidence.coverage import Coverage
    from briefing.evidence.results import ItemResult, Passage, Result
    from briefing.loading import Loaded

_WINDOW = 100
"""How much of a long line is shown around a place in it, in characters."""

_NAME = 60
"""How much of an item's text names it, in characters."""


# For a script


def as_data(loaded: "Loaded", checked: "Checked | None") -> dict[str, Any]:
    """Give a brief as `check --json` has it: its problems, and what was found of each item.

    `span` are offsets into the stored text; `span`, `found`, `differs` and `speaker` are null where there is nothing
    to say.
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
    items = []
    if brief is not None and checked is not None:
        figures = Figures(brief)
        items = [_item(entry, checked.items[entry.key], figures) for entry in entries(brief)]
    title = brief.head.title if brief else None
    return {"path": str(loaded.path), "title": title, "problems": problems, "items": items}


def _item(entry: Entry, found: "ItemResult", figures: Figures) -> dict[str, Any]:
    main = found.main
    return {
        "topic": entry.topic,
        "kind": entry.kind,
        "id": entry.id,
        "status": str(found.status) if found.status else None,
        "source": main.source if main and main.source else next(iter(all_sources(entry.item, figures)), None),
        "span": list(main.span) if main and main.span else None,
        "found": main.found if main else None,
        "differs": main.differs if main else None,
        "speaker": next((one.speaker for one in found.results if one.speaker), None),
        "warnings": [str(warned) for warned in found.warnings],
    }


def conflict_as_data(conflict: "Conflict") -> dict[str, Any]:
    """Give a conflict as `check --json` has it."""
    return {
        "id": conflict.id,
        "period": conflict.period,
        "unit": conflict.unit,
        "values": [
            {"brief": str(held.path), "title": held.title, "value": held.words, "sources": list(held.sources)}
            for held in conflict.held
        ],
    }


def summary(briefs: Sequence[dict[str, Any]], conflicts: int = 0) -> str:
    """Say in one line what `check` found in the briefs that it gives as data."""
    severities = Counter(problem["severity"] for brief in briefs for problem in brief["problems"])
    states = Counter(item["status"] for brief in briefs for item in brief["items"] if item["status"])
    warned = sum(len(item["warnings"]) for brief in briefs for item in brief["items"])
    parts = [
        counted(len(briefs), "brief"),
        counted(severities[str(Severity.ERROR)], "error"),
        counted(severities[str(Severity.WARNING)] + warned, "warning"),
    ]
    parts += [counted(conflicts, "conflict")] if conflicts else []
    evidence = [f"{states[str(status)]} {status}" for status in Status if states[str(status)]]
    return ", ".join(parts) + (f"; items: {', '.join(evidence)}" if evidence else "")


# For a person


def problem_lines(problem: Problem) -> Iterator[Line]:
    """Give a problem as compilers do: where and what, the line, a marker below the words, what to write."""
    colour = RED if problem.severity is Severity.ERROR else YELLOW
    place = f"{problem.file}:{problem.line}:{problem.column}: "
    yield Styled(place, BOLD), Styled(f"{problem.severity}: ", colour), problem.message
    if problem.excerpt:
        span = (problem.column - 1, problem.column - 1 + problem.length)
        yield from _marked(str(problem.line), problem.excerpt, [span], colour)
        if problem.hint:
            yield Styled(f"{' ' * len(str(problem.line))} = ", DIM), problem.hint
    elif problem.hint:
        yield Styled("  = ", DIM), problem.hint


def evidence_lines(loaded: "Loaded", brief: Brief, checked: "Checked") -> Iterator[Line]:
    """Give the findings and warnings of a brief's evidence, each with its passage."""
    for entry in entries(brief):
        found = checked.items[entry.key]
        for result in found.results:
            if result.status in FINDINGS:
                text = checked.texts.get(result.source)
                yield from _finding(loaded, brief, entry, result, text.path if isinstance(text, SourceText) else None)
        for warned in found.warnings:
            place = Styled(_place(loaded, entry), BOLD)
            yield place, Styled("warning: ", YELLOW), f"{_name(brief, entry)}: {warned}"
    for warned in checked.warnings:
        yield Styled(f"{loaded.path}: ", BOLD), Styled("warning: ", YELLOW), str(warned)


def _finding(loaded: "Loaded", brief: Brief, entry: Entry, result: "Result", text: "Path | None") -> Iterator[Line]:
    part = f", {result.part}" if result.part not in ("quote", "value", "item", "evidence") else ""
    source = f" [{result.source}]" if result.source else ""
    yield (
        Styled(_place(loaded, entry), BOLD),
        Styled(f"{result.status}: ", RED),
        f"{_name(brief, entry)}{part}",
        Styled(source, DIM),
    )
    if result.passage is not None:
        yield from _passage(result.passage, text.name if text else "")
    for difference in result.differences:
        yield Styled("  = ", DIM), str(difference)
    for note in result.notes:
        yield Styled("  = ", DIM), note
    if not result.differences and result.status is Status.NOT_FOUND:
        yield Styled("  = ", DIM), "no passage of the source says this"


def _passage(passage: "Passage", file: str) -> Iterator[Line]:
    """Give the lines of the source's file on which the words stand, marked."""
    start, number = 0, passage.line - passage.text.count("\n", 0, passage.marks[0][0] if passage.marks else 0)
    for line in passage.text.split("\n"):
        end = start + len(line)
        marks = [(max(one, start) - start, min(other, end) - start) for one, other in passage.marks]
        marks = [(one, other) for one, other in marks if one < other]
        if marks:
            yield from _marked(f"{file}:{number}", line, marks, YELLOW)
        start, number = end + 1, number + 1


def _marked(gutter: str, line: str, spans: list[tuple[int, int]], colour: str) -> Iterator[Line]:
    """Give a line with its number, of a long one what is around the first place, and markers below the places."""
    start = max(0, spans[0][0] - _WINDOW // 2) if len(line) > _WINDOW else 0
    text = line[start : start + _WINDOW]
    before, after = "…" if start else "", "…" if start + _WINDOW < len(line) else ""
    markers, at = " " * len(before), 0
    for first, last in spans:
        first, last = min(max(first - start, at), len(text)), min(last - start, len(text))  # noqa: PLW2901  # seen from the window
        if first < last or "^" not in markers:
            markers += " " * (len(before) + width(visible(text[:first])) - len(markers))
            markers += "^" * max(1, width(visible(text[first:last])))
            at = last
    yield Styled(f"{gutter} | ", DIM), before, text, after
    yield Styled(f"{' ' * width(visible(gutter))} | ", DIM), Styled(markers, colour)


def unchecked(loaded: "Loaded", checked: "Checked") -> Iterator[str]:
    """Say once for each reason how many items it leaves unchecked."""
    reasons = Counter(
        (result.source, result.reason)
        for found in checked.items.values()
        for result in {(one.source, one.reason): one for one in found.results}.values()
        if result.status is Status.UNCHECKED
    )
    for (source, reason), count in reasons.items():
        yield f"{loaded.path}: {counted(count, 'item')} UNCHECKED against [{source}]: {reason}"


def coverage_lines(found: "Coverage", where: str) -> Iterator[Line]:
    """Give what a source holds and the brief doesn't rest on, with the lines of the source."""
    used = found.quotations - len(found.unused_quotations), found.amounts - len(found.unused_amounts)
    yield (
        Styled(f"{where}: ", BOLD),
        f"{used[0]} of {counted(found.quotations, 'quotation')} and {used[1]} of {counted(found.amounts, 'figure')} "
        "are in the brief",
    )
    for name, spans in (
        ("quotation", [one.span for one in found.unused_quotations]),
        ("figure", [one.span for one in found.unused_amounts]),
    ):
        for start, end in spans:
            place = f"{where}:{found.text.count(chr(10), 0, start) + 1}: "
            words = shown(found.text[start:end], _WINDOW)
            yield (
                Styled(place, BOLD),
                f"not in the brief: {name} ",
                Styled(words, YELLOW),
                Styled(_around(found, start, end), DIM),
            )


def _around(found: "Coverage", start: int, end: int) -> str:
    """Give a place in a source with a few words before and after it, in brackets."""
    before = found.text[max(0, start - _WINDOW // 2) : start].rpartition("\n")[2]
    after = found.text[end : end + _WINDOW // 2].partition("\n")[0]
    return f"  (…{one_line(before + found.text[start:end] + after)}…)"


def conflict_lines(conflict: "Conflict") -> Iterator[Line]:
    """Give a conflict: the figure, and what each brief says, with its sources."""
    what = ", ".join(filter(None, (conflict.id, conflict.period)))
    yield Styled("conflict: ", RED), what
    for held in conflict.held:
        sources = f" ({', '.join(held.sources)})" if held.sources else ""
        yield "  ", Styled(held.words, BOLD), f"{sources}  ", Styled(str(held.path), DIM)


def _place(loaded: "Loaded", entry: Entry) -> str:
    from briefing.loading import place

    found = place(loaded.text.replace("\r\n", "\n"), entry.path)
    return f"{loaded.path}:{found[0]}:{found[1]}: " if found else f"{loaded.path}: "


def _name(brief: Brief, entry: Entry) -> str:
    topic = f"{topic_title(brief, entry.topic)}, " if entry.topic else ""
    return f"{topic}{entry.kind} “{shown(main_text(entry.item), _NAME)}”"
