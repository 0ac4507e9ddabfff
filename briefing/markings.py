"""How strict a marking is: the labels of TLP 2.0 in their order, and the house's own words above them."""

from collections.abc import Iterable

TLP_LABELS = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
"""The labels of FIRST's Traffic Light Protocol 2.0, strictest first."""

_STRICTNESS = {label: place for place, label in enumerate(reversed(TLP_LABELS))}
_UNKNOWN = len(TLP_LABELS)
"""A word whose place in the order nobody has given counts as strictest (format.md, Marking)."""


def is_known(marking: str) -> bool:
    """Whether the order has a place for a marking."""
    return marking.upper() in _STRICTNESS


def strictest(markings: Iterable[str | None]) -> str:
    """The strictest of some markings; two words that can't be told apart stand both, " / " between them."""
    found = list(dict.fromkeys(marking for marking in markings if marking))
    most = max(map(_strictness, found), default=0)
    return " / ".join(marking for marking in found if _strictness(marking) == most)


def may_show(marking: str | None, most: str) -> bool:
    """Whether what carries a marking may stand in a document that is marked `most` at the strictest.

    What has no marking may not, and of a word without a place in the order only the same word is sure.
    """
    if marking is None:
        return False
    if marking.upper() == most.upper():
        return True
    return is_known(marking) and is_known(most) and _strictness(marking) <= _strictness(most)


def _strictness(marking: str) -> int:
    return _STRICTNESS.get(marking.upper(), _UNKNOWN)
