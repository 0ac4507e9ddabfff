"""How strict a marking is: the labels of TLP 2.0 in their order, and the house's own words where it has placed them."""

from collections.abc import Iterable, Sequence

TLP_LABELS = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
"""The labels of FIRST's Traffic Light Protocol 2.0, strictest first."""

Scale = Sequence[str]
"""The markings whose order is known, strictest first. A word that isn't on it counts as strictest (format.md)."""


class WrongScale(ValueError):
    """Why words can't be put in an order, as a sentence."""


def scale(house: Sequence[str]) -> tuple[str, ...]:
    """The scale of a house's own words, strictest first, among which labels of TLP may stand to say where they belong.

    A label that isn't named stands where TLP has it: before the next looser one that is. So words alone are stricter
    than all labels. Raises WrongScale for labels in another order than TLP's, and for a word that stands twice.
    """
    found: list[str] = []
    waiting = list(TLP_LABELS)
    for word in house:
        if word.upper() in TLP_LABELS:
            if word.upper() not in waiting:
                raise WrongScale(f"{word} stands after a looser label, or twice")
            place = waiting.index(word.upper())
            found += waiting[: place + 1]
            del waiting[: place + 1]
        elif word.upper() in map(str.upper, found):
            raise WrongScale(f"{word} stands twice")
        else:
            found.append(word)
    return (*found, *waiting)


def is_known(marking: str, known: Scale = TLP_LABELS) -> bool:
    """Whether a scale has a place for a marking."""
    return _place(marking, known) >= 0


def strictest(markings: Iterable[str | None], known: Scale = TLP_LABELS) -> str:
    """The strictest of some markings; two words that can't be told apart stand both, " / " between them."""
    found = list(dict.fromkeys(marking for marking in markings if marking))
    most = min((_place(marking, known) for marking in found), default=0)
    return " / ".join(marking for marking in found if _place(marking, known) == most)


def may_show(marking: str | None, most: str, known: Scale = TLP_LABELS) -> bool:
    """Whether what carries a marking may stand in a document that is marked `most` at the strictest.

    What has no marking may not, and of a word without a place on the scale only the same word is sure.
    """
    if marking is None:
        return False
    if marking.upper() == most.upper():
        return True
    return is_known(marking, known) and is_known(most, known) and _place(marking, known) >= _place(most, known)


def _place(marking: str, known: Scale) -> int:
    """The place of a marking on a scale, 0 the strictest; -1 where it has none."""
    wanted = marking.upper()
    return next((place for place, word in enumerate(known) if word.upper() == wanted), -1)
