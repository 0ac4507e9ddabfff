"""The status word of an item: what a check of it against its source has shown."""

from collections.abc import Mapping
from enum import StrEnum

from briefing.entries import Entry
from briefing.figures import Figures
from briefing.model import Brief, Figure, Item, Point
from briefing.wording import basis, is_computed


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


_WORST_FIRST = (Status.DIFFERS, Status.NOT_FOUND, Status.NO_SOURCE, Status.UNCHECKED)


def statuses(brief: Brief, all_entries: tuple[Entry, ...]) -> dict[str, Status | None]:
    """The status of each entry by its key; None for what needs no source (a gap, a judgement, a person).

    No check against a text exists yet, so whatever names a source is UNCHECKED, never more.
    """
    figures = Figures(brief)
    return {entry.key: _status(entry, brief, figures) for entry in all_entries}


def _status(entry: Entry, brief: Brief, figures: Figures) -> Status | None:
    item = entry.item
    if isinstance(item, Figure):
        return _figure_status(item, brief, figures)
    if _has_source(item, brief):
        return Status.UNCHECKED
    needs_one = entry.kind == "quote" or (isinstance(item, Point) and item.kind == "background")
    return Status.NO_SOURCE if needs_one else None


def _figure_status(figure: Figure, brief: Brief, figures: Figures) -> Status:
    """The figure's own status; of a computed one DERIVED, or the worst among those that it rests on."""
    if not is_computed(figure):
        return Status.UNCHECKED if _has_source(figure, brief) else Status.NO_SOURCE
    found = {_figure_status(other, brief, figures) for other in basis(figure, figures)}
    if not found:
        return Status.NO_SOURCE
    return next((status for status in _WORST_FIRST if status in found), Status.DERIVED)


def _has_source(item: Item, brief: Brief) -> bool:
    """Whether an item names a source that the brief declares; a name alone says nothing."""
    return any(name in brief.sources for name in item.source)
