"""The status word of an item: what a check of it against its source has shown."""

from collections.abc import Iterable, Mapping
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


_WORST_FIRST = (
    Status.DIFFERS,
    Status.NOT_FOUND,
    Status.NO_SOURCE,
    Status.UNCHECKED,
    Status.RECORDED,
    Status.VERIFIED,
    Status.DERIVED,
)
_BASIS_WORST_FIRST = _WORST_FIRST[:4]
"""What a computed figure takes over from those that it rests on; with anything better it is DERIVED."""


def worst(found: Iterable[Status]) -> Status | None:
    """The worst of several statuses; None of none."""
    return min(found, key=_WORST_FIRST.index, default=None)


def statuses(
    brief: Brief, all_entries: tuple[Entry, ...], known: Mapping[str, Status] | None = None
) -> dict[str, Status | None]:
    """The status of each entry by its key; None for what needs no source (a gap, a judgement, a person).

    `known` is what a check (`Checked.statuses`) or the records (`ledger.recorded`) say of entries by their keys.
    Whatever else names a source is UNCHECKED. Reads no file.
    """
    given = known or {}
    figures = Figures(brief)
    keys = {id(entry.item): entry.key for entry in all_entries}
    return {entry.key: _status(entry, brief, figures, keys, given) for entry in all_entries}


def _status(
    entry: Entry, brief: Brief, figures: Figures, keys: Mapping[int, str], known: Mapping[str, Status]
) -> Status | None:
    item = entry.item
    if isinstance(item, Figure):
        return _figure_status(item, brief, figures, keys, known)
    if has_source(item, brief):
        return known.get(entry.key, Status.UNCHECKED)
    needs_one = entry.kind == "quote" or (isinstance(item, Point) and item.kind == "background")
    return Status.NO_SOURCE if needs_one else None


def _figure_status(
    figure: Figure, brief: Brief, figures: Figures, keys: Mapping[int, str], known: Mapping[str, Status]
) -> Status:
    """The figure's own status; of a computed one DERIVED, or the worst among those that it rests on."""
    own = known.get(keys.get(id(figure), ""))
    if not is_computed(figure):
        return (own or Status.UNCHECKED) if has_source(figure, brief) else Status.NO_SOURCE
    if own is Status.DIFFERS:  # its written value isn't what the formula gives
        return own
    found = {_figure_status(other, brief, figures, keys, known) for other in basis(figure, figures)}
    if not found:
        return Status.NO_SOURCE
    return next((status for status in _BASIS_WORST_FIRST if status in found), Status.DERIVED)


def has_source(item: Item, brief: Brief) -> bool:
    """Whether an item names a source that the brief declares; a name alone says nothing."""
    return any(name in brief.sources for name in item.source)
