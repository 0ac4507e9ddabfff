"""The status word of an item: what a check of it against its source has shown."""

from collections.abc import Mapping
from enum import StrEnum

from briefing.entries import Entry
from briefing.figures import Figures
from briefing.model import Brief, Point
from briefing.wording import all_sources


class Status(StrEnum):
    """What is known of an item: about its source, never about the truth."""

    VERIFIED = "VERIFIED"
    RECORDED = "RECORDED"
    DERIVED = "DERIVED"
    DIFFERS = "DIFFERS"
    NOT_FOUND = "NOT FOUND"
    UNCHECKED = "UNCHECKED"
    NO_SOURCE = "no source"


FINDINGS = frozenset({Status.DIFFERS, Status.NOT_FOUND})
"""What needs the preparer's eye."""

MEANINGS: Mapping[Status, str] = {
    Status.VERIFIED: "the source says it, here",
    Status.RECORDED: "checked against a text that isn't here",
    Status.DERIVED: "computed, not in the source",
    Status.DIFFERS: "the passage meant says something else",
    Status.NOT_FOUND: "no such passage in the source",
    Status.UNCHECKED: "not checked against its source",
    Status.NO_SOURCE: "nothing says where it is from",
}
"""Each status in a phrase."""


def statuses(brief: Brief, all_entries: tuple[Entry, ...]) -> dict[str, Status | None]:
    """The status of each entry by its key; None for what needs no source (a gap, a judgement, a person).

    No check against a text exists yet, so whatever names a source is UNCHECKED, never more.
    """
    figures = Figures(brief)
    return {entry.key: _status(entry, figures) for entry in all_entries}


def _status(entry: Entry, figures: Figures) -> Status | None:
    item = entry.item
    if all_sources(item, figures):
        return Status.UNCHECKED
    if entry.kind in ("figure", "quote") or (isinstance(item, Point) and item.kind == "background"):
        return Status.NO_SOURCE
    return None
