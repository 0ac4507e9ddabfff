"""What a check says of an item, as rows: what differs, the passage with the words marked, the speaker, the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.evidence.status import FINDINGS, Status
from briefing.model import Figure, Quote
from briefing.text import one_line, shown
from briefing.tui.characters import printable
from briefing.tui.render import Piece, Row
from briefing.tui.sheet import Grid
from briefing.tui.wrapping import truncate

if TYPE_CHECKING:
    from briefing.entries import Entry
    from briefing.evidence.results import Difference, ItemResult, Passage, Result
    from briefing.tui.opened import OpenBrief

Lines = list[list[Piece]]
Runs = list[tuple[str, str]]

_GAP = 240
"""Characters between two marked places of a passage that are shown; of more, their ends."""

_WORDS = 400
"""Characters of one side of a difference, and of a note, that are shown."""

_SPACE = re.compile(r"[ \t\r\n]+")


def instead(result: ItemResult, room: int) -> Runs:
    """What the source has in the place of a failing item's words, on one row of `room` cells; empty where it passes."""
    main = result.main
    if result.status is not Status.DIFFERS or main is None or not main.differences:
        return []
    worst = main.differences[0]
    if worst.kind == "speaker":
        lead, words = "source names ", worst.source
    elif main.part == "formula":
        lead, words = "formula gives ", worst.source
    elif worst.kind in ("quotation", "hidden") or not main.found:
        return [(truncate(printable(one_line(str(worst).partition(": ")[2])), room), "muted")]
    else:
        lead, words = "source has ", _around(one_line(main.found), worst.source, room)
    return [(lead, "muted"), (truncate(printable(one_line(words)), room - len(lead)), "strong")]


def _around(text: str, words: str, room: int) -> str:
    """A text from a few words before those that matter, where they would else be cut off."""
    at = text.find(one_line(words))
    if at + len(words) < room // 2:
        return text
    return "…" + text[text.rfind(" ", 0, max(1, at - room // 4)) + 1 :]


def result_rows(opened: OpenBrief, entry: Entry, source: str, grid: Grid) -> Iterator[Row]:
    """What a check found of an item against one source: nothing before it was checked. `source` "" is a formula."""
    found = opened.result(entry)
    own = [one for one in found.results if one.source == source] if found is not None else []
    mixed = found is not None and len({one.status for one in found.results}) > 1
    for group in _by_passage(own):
        verdicts: Lines = []
        for result in group:
            verdicts += _part(entry, result, grid) if mixed else []
            for one in result.differences if result.status in FINDINGS else ():
                verdicts += _difference(one, grid)
        quoted: Lines = []
        if (passage := group[0].passage) is not None:
            quoted += _passage(passage, [mark for one in group for mark in _marks(one)], grid)
            quoted += grid.paragraph(2, [(f"{_file(opened, source)}, line {passage.line}", "muted")])
        remarks = [line for result in group for line in _speaker(entry, result, grid)]
        file = _file(opened, source)
        for words, role in dict.fromkeys(words for one in group for words in _remarks(one, file)):
            remarks += grid.paragraph(2, [(shown(words, _WORDS), role)])
        for lines in (verdicts, quoted, remarks):
            if lines:
                yield Row(())
                yield from _rows(lines)


def warning_rows(result: ItemResult, grid: Grid) -> Iterator[Row]:
    """The warnings of an item as a whole: those of its results stand with their passages."""
    told = {str(warned) for one in result.results for warned in one.warnings}
    own = [warned for warned in dict.fromkeys(map(str, result.warnings)) if warned not in told]
    if own:
        yield Row(())
        for warned in own:
            yield from _rows(grid.paragraph(2, [(f"warning: {shown(warned, _WORDS)}", "text")]))


def _rows(lines: Lines) -> Iterator[Row]:
    return (Row(tuple(line)) for line in lines)


def _by_passage(results: Iterable[Result]) -> list[list[Result]]:
    """Results with the same passage together; those without one each alone, but for the same reason."""
    groups: dict[object, list[Result]] = {}
    for one in results:
        passage = one.passage
        key = (passage.start, len(passage.text)) if passage is not None else (one.reason, one.notes)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _part(entry: Entry, result: Result, grid: Grid) -> Lines:
    """Which part of the item this is, and its status."""
    loud = result.status in FINDINGS
    return grid.paragraph(
        2,
        [
            (f"{_part_name(entry, result.part)}  ", "text"),
            (f" {result.status} " if loud else str(result.status), "finding" if loud else "muted"),
        ],
    )


def _part_name(entry: Entry, part: str) -> str:
    """A part of an item in words: “previous 1” is the earlier value of its period."""
    name, _, number = part.partition(" ")
    item = entry.item
    if name == "previous" and isinstance(item, Figure) and number.isdecimal():
        period = item.previous[int(number) - 1].period
        return f"earlier value{f', {period}' if period else ''}"
    if name == "original" and isinstance(item, Quote):
        return "the words as spoken"
    return {"quote": "the words", "also": "the same in other units", "item": "all of it"}.get(name, part)


def _difference(one: Difference, grid: Grid) -> Lines:
    """Both sides below each other, or what is said of the one side that there is."""
    if not one.brief or not one.source or one.kind == "hidden":
        kind, _, words = one.words.partition(": ")
        return grid.paragraph(2, [(f"{kind}: ", "muted"), (shown(words, _WORDS), "strong")])
    lines: Lines = []
    for name, words, kind in (("brief", one.brief, f" · {one.kind}"), ("source", one.source, "")):
        rows = grid.paragraph(10, [(shown(words, _WORDS), "strong"), (kind, "muted")])
        rows[0] = [Piece(2, name, "muted"), *rows[0]]
        lines += rows
    return lines


def _marks(result: Result) -> tuple[tuple[int, int], ...]:
    return result.passage.marks if result.passage is not None else ()


def _passage(passage: Passage, marks: list[tuple[int, int]], grid: Grid) -> Lines:
    """The source's text with the words marked; what is far from any mark is left out."""
    text = passage.text
    runs: Runs = []
    at = 0
    for start, end in sorted(marks):
        start = max(start, at)  # noqa: PLW2901  # two results may share words
        if start >= end:
            continue
        runs.append((_shortened(text[at:start]) if at else text[at:start], "text"))
        runs.append((text[start:end], "passage"))
        at = end
    runs.append((text[at:], "text"))
    if passage.start and text[:1].islower():
        runs.insert(0, ("…", "text"))
    return grid.paragraph(2, [(_SPACE.sub(" ", words), role) for words, role in runs])


def _shortened(gap: str) -> str:
    return gap if len(gap) <= _GAP else f"{gap[: _GAP // 2]} […] {gap[-_GAP // 2 :]}"


def _file(opened: OpenBrief, source: str) -> str:
    """The name of the file that a source's text is in."""
    text = opened.text(source)
    return text.path.name if text is not None else source


def _speaker(entry: Entry, result: Result, grid: Grid) -> Lines:
    """Whether the source has the same person say it."""
    if result.speaker is None:
        return []
    claimed = getattr(entry.item, "speaker", None) or ""
    runs: Runs = [("said by ", "muted"), (claimed, "text"), (": ", "muted")]
    if result.speaker != "contradicted":
        return grid.paragraph(2, [*runs, (result.speaker, "muted")])
    tail = f" the source names {result.said_by}" if result.said_by else ""
    return grid.paragraph(2, [*runs, (" contradicted ", "finding"), (tail, "text")])


def _remarks(result: Result, file: str) -> Iterator[tuple[str, str]]:
    """Warnings, notes, and why there is no passage, with their roles."""
    yield from ((f"warning: {warned}", "text") for warned in result.warnings)
    yield from ((note, "muted") for note in result.notes)
    if result.reason:
        yield f"{result.reason} ({file})" if result.status is Status.NOT_FOUND else result.reason, "text"
