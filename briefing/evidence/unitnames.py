"""Whether a brief's unit and the one that a text gives are the same."""

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from briefing.evidence.extract.nouns import singular
from briefing.evidence.extract.units import ISO_CODES, unit_after
from briefing.records import record

Kind = Literal["percent", "points", "money", "measure", "noun", "none"]

_CODES = frozenset(ISO_CODES.split("|"))
_SAME_NOUNS = {"people": "person", "human": "person", "individual": "person", "percentage point": "points"}


@record
class ClaimedUnit:
    """A brief's unit by the name that the extractor gives it; `factor` turns the brief's number into it."""

    name: str
    kind: Kind
    factor: Decimal = Decimal(1)


@lru_cache(maxsize=512)
def claimed_unit(unit: str | None) -> ClaimedUnit:
    """How the extractor would call a brief's unit: %, points, USD, barrel/day, store."""
    text = (unit or "").strip()
    if not text:
        return ClaimedUnit("", "none")
    if text.startswith("%"):
        return ClaimedUnit("%", "percent")
    head, slash, rate = text.partition("/")
    head, rate = head.strip(), _noun(rate.strip()) if slash else ""
    code = head.upper() if head.upper() in _CODES and head.isupper() else ""
    if code or (len(head) == 3 and head.isupper() and head.isalpha() and head.isascii()):
        return ClaimedUnit(head + slash + rate, "money")
    found = unit_after(f"2 {text}", 1)
    if found is not None and found.end >= len(text) + 2:
        return ClaimedUnit(found.name, _kind(found.kind), found.factor)
    found = unit_after(f"2 {head}", 1)
    if found is not None and found.end >= len(head) + 2:
        return ClaimedUnit(found.name + slash + rate, _kind(found.kind), found.factor)
    return ClaimedUnit(_noun(head) + slash + rate, "noun")


def _kind(kind: str) -> Kind:
    kinds: dict[str, Kind] = {"percent": "percent", "points": "points", "money": "money", "measure": "measure"}
    return kinds.get(kind, "measure")


def _noun(phrase: str) -> str:
    name = " ".join(singular(word) for word in phrase.split())
    return _SAME_NOUNS.get(name, name)


def text_kind(name: str) -> Kind:
    """The kind of a unit that the extractor found."""
    return claimed_unit(name).kind


def same(claimed: ClaimedUnit, name: str) -> bool:
    """Whether a unit that the extractor found is the brief's.

    Money and measures must be the same, with what they are counted by; of a counted noun a word in common will do,
    since stores and hypermarket stores are one thing. A unit that one of them leaves out isn't another.
    """
    if claimed.name.casefold() == name.casefold():
        return True
    if claimed.kind == "none":
        return text_kind(name) in ("noun", "none")
    if not name or name == "strong":  # a chain 386 strong
        return claimed.kind == "noun"
    if claimed.kind != "noun" or text_kind(name) != "noun":
        return _without_rate(claimed, name)
    mine, theirs = (
        {_SAME_NOUNS.get(word, word) for word in one.replace("/", " ").split()} for one in (claimed.name, name)
    )
    return not mine.isdisjoint(theirs)


def _without_rate(claimed: ClaimedUnit, name: str) -> bool:
    """Whether only what it is counted by is missing on one side: 10 billion cubic metres, of a capacity a year."""
    mine, _, my_rate = claimed.name.partition("/")
    theirs, _, their_rate = name.partition("/")
    return mine == theirs and not (my_rate and their_rate) and claimed.kind == "measure"


def both_nouns(claimed: ClaimedUnit, name: str) -> bool:
    """Whether both only count things, so that the one may be another word for the other."""
    return claimed.kind == "noun" and text_kind(name) == "noun"
