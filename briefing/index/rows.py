"""A brief's line in the list, and how it is stored."""

import datetime as dt
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from briefing.index.sealing import Damaged, as_json, from_json, sealed, unsealed


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A brief's line in the list. What the brief doesn't say is empty; of a file that can't be read all but its path.

    `date`, `as_of` and `review_by` are in ISO form with as much as was written; `statuses` counts the items by the
    word of their status; `findings` are the items that their source contradicts; `problem` is the file's first error;
    `changed` is the file's time of change in nanoseconds.
    """

    path: Path
    title: str = ""
    kind: str = ""
    date: str = ""
    as_of: str = ""
    review_by: str = ""
    status: str = ""
    marking: str = ""
    tags: tuple[str, ...] = ()
    sample: bool = False
    items: int = 0
    statuses: tuple[tuple[str, int], ...] = ()
    findings: int = 0
    errors: int = 0
    warnings: int = 0
    problem: str = ""
    changed: int = 0

    def stale(self, today: dt.date) -> bool:
        """Whether the day by which the brief was to be looked at again is past; `warnings` doesn't count that."""
        return bool(self.review_by) and self.review_by[:10] < today.isoformat()[: len(self.review_by)]


_STORED = tuple(one.name for one in fields(BriefRow) if one.name not in ("path", "changed"))


def row_values(row: BriefRow) -> list[Any]:
    """What a row holds, but for its path and its time of change, as JSON can hold it."""
    return [getattr(row, name) for name in _STORED]


def row_from(values: list[Any], path: Path, changed: int) -> BriefRow:
    """The row that `row_values` was given. Raises ValueError and TypeError."""
    named = dict(zip(_STORED, values, strict=True))
    named["tags"] = tuple(named["tags"])
    named["statuses"] = tuple((word, count) for word, count in named["statuses"])
    return BriefRow(path, changed=changed, **named)


def pack_row(row: BriefRow) -> bytes:
    """Give a row as bytes, with a checksum; path and time of change stand in columns of their own."""
    return sealed(as_json(row_values(row)))


def unpack_row(data: bytes, path: Path, changed: int) -> BriefRow:
    """Read what `pack_row` gave. Raises Damaged."""
    try:
        return row_from(from_json(unsealed(data)), path, changed)
    except (ValueError, TypeError) as error:
        raise Damaged(str(error)) from error
