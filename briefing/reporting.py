"""What list and search print: lines for a person, and data for a script."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.console import BOLD, DIM, YELLOW, Styled
from briefing.text import width

if TYPE_CHECKING:
    from briefing.index.index import IndexStatus
    from briefing.index.listing import FigureValue
    from briefing.index.looking import Standing
    from briefing.index.rows import BriefRow
    from briefing.index.searching import BriefHits, Results

Line = tuple[str | Styled, ...]

# list


def list_lines(rows: Sequence[dict[str, Any]]) -> Iterator[Line]:
    """Give one line a brief, what is short first, so that the columns stand below each other."""
    cells = [
        (
            row["date"] or row["as_of"] or "-",
            "sample" if row["sample"] else row["status"] or "-",
            row["marking"] or "-",
            ", ".join(counted(row[f"{word}s"], word) for word in ("problem", "finding") if row[f"{word}s"]) or "-",
        )
        for row in rows
    ]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row, short in zip(rows, cells, strict=True):
        columns = "".join(padded(cell, wide) + "  " for cell, wide in zip(short, widths, strict=True))
        yield columns, Styled(row["title"] or "can't be read", BOLD), "  ", Styled(row["path"], DIM)


def row_as_data(row: "BriefRow") -> dict[str, Any]:
    """Give a line of the index's list as `list --json` has it."""
    return {
        "path": str(row.path),
        "title": row.title or None,
        "date": row.date or None,
        "as_of": row.as_of or None,
        "marking": row.marking or None,
        "status": row.status or None,
        "sample": row.sample,
        "problems": row.errors + row.warnings,
        "findings": row.findings,
        "items": row.items,
    }


# search


def sorted_groups(groups: Sequence["BriefHits"], sort: str, limit: int) -> list["BriefHits"]:
    """Give hits by brief in another order, the newest brief first, and no more than `limit` of them (0: all)."""
    found = list(groups)
    if sort == "date":
        found.sort(key=lambda group: group.brief.date or group.brief.as_of, reverse=True)
    if not limit:
        return found
    kept, left = [], limit
    for group in found:
        if left > 0:
            kept.append(replace(group, hits=group.hits[:left]))
            left -= len(group.hits)
    return kept


def hits_as_data(query: str, found: "Results", groups: Sequence["BriefHits"]) -> dict[str, Any]:
    """Give the hits as `search --json` has them."""
    hits = [
        {
            "brief": str(group.brief.path),
            "title": group.brief.title,
            "topic": hit.topic or None,
            "kind": hit.kind,
            "id": hit.id,
            "text": hit.text,
            "marks": [list(mark) for mark in hit.marks],
        }
        for group in groups
        for hit in group.hits
    ]
    return {"query": query, "total": found.total, "corrected": found.corrected, "hits": hits}


def total_line(total: int, groups: Sequence["BriefHits"]) -> str:
    """Say how many hits there are; in how many briefs only of those that are shown, since the rest is but counted."""
    shown, briefs = sum(len(group.hits) for group in groups), counted(len(groups), "brief")
    if shown < total:
        return f"{counted(total, 'hit')}; {shown} shown, in {briefs}; --limit 0 shows all"
    return f"{counted(total, 'hit')} in {briefs}"


def hit_lines(group: "BriefHits") -> Iterator[Line]:
    """Give the title of a brief and the hits in it, each with its place, what was looked for set apart.

    Behind a hit stands what it was found by where its line doesn't show that.
    """
    sample = "SAMPLE  " if group.brief.sample else ""
    yield Styled(group.brief.title, BOLD), f"  {sample}", Styled(str(group.brief.path), DIM)
    for hit in group.hits:
        place = f"{hit.topic_title}, " if hit.topic_title else ""
        value = (": ", hit.number) if hit.number else ()
        why = ("  ", Styled(hit.why, DIM)) if hit.why else ()
        yield "  ", Styled(f"{place}{hit.kind_in_words}  ", DIM), *_marked(hit.text, hit.marks), *value, *why


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[str | Styled]:
    at = 0
    for start, end in marks:
        yield text[at:start]
        yield Styled(text[start:end], YELLOW)
        at = end
    yield text[at:]


def value_as_data(value: "FigureValue") -> dict[str, Any]:
    """Give a figure's value in one brief as `search --figure --json` has it."""
    return {
        "brief": str(value.brief.path),
        "title": value.brief.title,
        "label": value.label,
        "value": value.number,
        "period": value.period or None,
        "as_of": value.as_of or None,
        "status": value.status or None,
        "sources": list(value.sources),
    }


def value_lines(values: Sequence["FigureValue"]) -> Iterator[Line]:
    """Give one line a value: when it holds, the number, whose it is, the brief that has it."""
    cells = [(value.period or value.as_of or "-", value.number, value.status or "-") for value in values]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for value, short in zip(values, cells, strict=True):
        period, number, status = (padded(cell, wide) + "  " for cell, wide in zip(short, widths, strict=True))
        sources = ", ".join((*(("SAMPLE",) if value.brief.sample else ()), *value.sources)) or "no source"
        yield period, Styled(number, BOLD), status, f"{value.label} ({sources})  ", Styled(str(value.brief.path), DIM)


# index


def status_lines(stands: "IndexStatus") -> Iterator[Line]:
    """Say how an index stands that has been brought up to date."""
    yield (f"index    {stands.path or 'in memory: ' + stands.problem}",)
    yield from _size_lines(stands)


def standing_lines(stands: "Standing") -> Iterator[Line]:
    """Say how an index stands that was only looked at."""
    yield (f"index    {stands.path or 'none'}",)
    if stands.problem:
        yield (f"state    {stands.problem}",)
        return
    yield from _size_lines(stands)
    files = (counted(stands.new, "file") + " new", f"{stands.changed} changed", f"{stands.gone} gone")
    yield ("since    " + (", ".join(files) if stands.new or stands.changed or stands.gone else "no file has changed"),)


def _size_lines(stands: "IndexStatus | Standing") -> Iterator[Line]:
    yield (f"briefs   {stands.briefs:,}",)
    yield (f"items    {stands.items:,}",)
    yield (f"size     {stands.size / 1e6:.1f} MB",)


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def padded(text: str, cells: int) -> str:
    """Give a text with blanks up to a width in cells."""
    return text + " " * (cells - width(text))
