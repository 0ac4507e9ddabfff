"""The document as data, for other programs: the brief's own keys and values, with what only the tool knows.

The shape is the file's: `brief`, `sources`, `topics` with figures, quotes and points, `events`, `people`, `questions`,
`extra`. Keys without a value are left out, lists are always lists. Dates stand as they were written, in ISO form.
Decimals are texts with the digits that were written ("36", "4.80"): as JSON numbers most readers would round them.
Each item has an `id` beside its own keys, a `status` (null where it needs no source), and a figure its `number` in
words; a source has the `number` that it is cited by. `page` says what the document as a whole carries.
"""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from briefing.dates import When
from briefing.export.blocks import Block, FigureBlock
from briefing.export.page import Page
from briefing.fields import SCHEMA
from briefing.text import json_text


def as_data(page: Page) -> dict[str, Any]:
    """The document as dictionaries, lists and texts."""
    return {
        "schema": SCHEMA,
        "page": {
            "marking": page.marking or None,
            "sample": page.sample,
            "failing": page.failing,
            "left_out": list(page.left_out),
        },
        "brief": _keys(page.head),
        "sources": {line.name: {"number": line.number, **_keys(line.source)} for line in page.sources},
        "topics": {
            section.name: {
                "title": section.title,
                "summary": section.summary or None,
                "figures": _items(section.figures),
                "quotes": _items(section.quotes),
                "points": _items(section.points),
            }
            for section in page.topics
        },
        "events": _items(page.timeline),
        "people": _items(page.people),
        "questions": _items(page.questions),
        "extra": _plain(page.extra),
    }


def as_json(page: Page) -> bytes:
    """The document as JSON in UTF-8. What doesn't show, or would act on a terminal, stands as an escape of JSON's."""
    return json_text(as_data(page)).encode()


def _items(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [_item(block) for block in blocks]


def _item(block: Block) -> dict[str, Any]:
    item: dict[str, Any] = {"id": block.entry.id, "status": str(block.status) if block.status else None}
    if isinstance(block, FigureBlock):
        item["number"] = block.number
    return item | {name: value for name, value in _keys(block.entry.item).items() if name != "id"}


def _keys(value: Any) -> dict[str, Any]:
    """The fields of a part of the brief that have a value, evidence as it is written in the file."""
    found = {}
    for field in fields(value):
        own = getattr(value, field.name)
        if field.name == "evidence":
            own = own[0][1] if own and not own[0][0] else dict(own)
        if own is not None and own not in ((), {}):
            found[field.name] = _plain(own)
    return found


def _plain(value: Any) -> Any:
    """A value in the types of JSON."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return _keys(value) if is_dataclass(value) and not isinstance(value, When) else _written(value)


def _written(value: Any) -> str:
    """A number, a date or a time as it was written."""
    match value:
        case Decimal() if value.is_finite():
            return f"{value:f}"
        case When():
            return value.iso
        case date() | time():
            return value.isoformat()
    return str(value)
