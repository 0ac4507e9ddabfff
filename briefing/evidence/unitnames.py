"""Whether a brief's unit and the one that a text gives are the same."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from briefing.evidence.extract.nouns import singular
from briefing.evidence.extract.units import ISO_CODES, unit_after
from briefing.numbers import SCALES, scale_factor
from briefing.records import record

Kind = Literal["percent", "points", "money", "measure", "noun", "none"]

_CODES = frozenset(ISO_CODES.split("|"))
_SCALED = re.compile(rf"({'|'.join(sorted(SCALES, key=len, reverse=True))}) (?:of )?(\S.*)", re.IGNORECASE)
"""A unit that is written with a scale of its own: million barrels a day."""

_SAME_NOUNS = {"people": "person", "human": "person", "individual": "person", "percentage point": "points"}


@record
class ClaimedUnit:
    """A brief's unit by the name that the extractor gives it; `factor` turns the brief's number into it."""

    name: str
    kind: Kind
    factor: Decimal = Decimal(1)


@lru_cache(maxsize=512)
def claimed_unit(unit: str | None) -> ClaimedUnit:
    """How the extractor would call a brief's unit: %, points, USD, barrel/day, store; without a scale of its own."""
    scaled = _SCALED.match((unit or "").strip())
    factor = scale_factor(scaled[1].lower() if scaled is not None else None)
    found = _as_extracted(scaled[2] if scaled is not None else unit)
    name, more = plain_unit(found.name)
    return ClaimedUnit(name, found.kind, found.factor * more * factor)


def _as_extracted(unit: str | None) -> ClaimedUnit:
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


_ALIKE = """
    soldier troop serviceman recruit fighter conscript reservist personnel person military
    person people civilian citizen resident inhabitant individual man woman human victim fatality casualty death life
    worker employee staff job person
    migrant refugee asylum-seeker person
    student pupil person
    passenger traveller visitor tourist person
    ship vessel boat warship frigate destroyer corvette submarine tanker ferry cargo-ship
    aircraft plane jet airliner airplane warplane bomber fighter helicopter drone unit
    drone uav missile munition
    missile rocket projectile munition
    shell round munition bullet
    tank vehicle carrier unit system
    car vehicle truck lorry bus van ambulance unit
    weapon rifle gun howitzer cannon system missile launcher
    house home dwelling apartment flat building household
    building school hospital clinic church mosque shop store factory plant
    school college university building
    hospital clinic facility
    store shop outlet supermarket hypermarket branch
    firm company business enterprise
    country state nation member government party
    tree plant
    animal cattle cow sheep pig head
    vote ballot seat
    case infection patient
    flight plane aircraft
    attack strike raid sortie
    bank branch lender institution company
"""
"""Nouns that may count the same things, a group a line; two that stand here and share none count other things."""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for at, line in enumerate(_ALIKE.strip().splitlines()):
        for word in line.split():
            found.setdefault(word, set()).add(at)
    return {word: frozenset(each) for word, each in found.items()}


def are_apart(claimed: str, name: str) -> bool:
    """Whether two nouns surely count different things: ships and tanks, not troops and soldiers.

    A noun that the groups don't hold may be another word for anything.
    """
    mine, theirs = ([_groups()[word] for word in one.split() if word in _groups()] for one in (claimed, name))
    return bool(mine and theirs) and not any(one & other for one in mine for other in theirs)


_LARGE = {
    "million barrel/day": ("barrel/day", Decimal(10**6)),
    "thousand barrel/day": ("barrel/day", Decimal(10**3)),
    "bcm": ("cubic meter", Decimal(10**9)), "mcm": ("cubic meter", Decimal(10**6)),
    "tcm": ("cubic meter", Decimal(10**12)), "bcf": ("cubic foot", Decimal(10**9)),
    "mtpa": ("tonne/year", Decimal(10**6)), "million boe/day": ("boe/day", Decimal(10**6)),
    "GW": ("MW", Decimal(1000)), "TW": ("MW", Decimal(10**6)), "kW": ("MW", Decimal("0.001")),
    "GWh": ("MWh", Decimal(1000)), "TWh": ("MWh", Decimal(10**6)), "kWh": ("MWh", Decimal("0.001")),
    "kiloton": ("tonne", Decimal(1000)), "metric ton": ("tonne", Decimal(1)),
}  # fmt: skip
"""Units that are another one with a scale: 1.7 mb/d are 1.7 million barrels a day."""


def plain_unit(name: str) -> tuple[str, Decimal]:
    """A unit without the scale that its abbreviation holds, and that scale; what it is counted by stays."""
    if name in _LARGE:
        return _LARGE[name]
    head, slash, rate = name.partition("/")
    plain, factor = _LARGE.get(head, (head, Decimal(1)))
    return (plain + slash + rate if slash and "/" not in plain else plain), factor
