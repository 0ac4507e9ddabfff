"""Which amounts of a text are the one that a brief gives: by value, unit and scale, never by digits."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from briefing.evidence.extract.amounts import Atom, Mention
from briefing.evidence.results import Span
from briefing.evidence.unitnames import ClaimedUnit, claimed_unit, plain_unit, same
from briefing.numbers import Value, last_digit, print_amount, scale_factor
from briefing.records import record

_ROUGH = Decimal("0.05")
"""The largest part of a number by which rounding may change it, as with about: 1 isn't 1.4 rounded."""

Mark = tuple[Mention, tuple[Atom, ...]]
"""A mention with some of its numbers: all that stand in a place, or those that are meant."""


@record
class Claim:
    """An amount as a brief gives it, with all that belongs to its meaning."""

    value: Value
    unit: str | None
    scale: str | None
    qualifier: str = "exact"
    label: str = ""
    period: str | None = None
    main_period: str | None = None
    """The period of the figure whose earlier value it is: what `a year earlier` is counted from."""
    direction: int = 0
    """Which way it went: 1 up, −1 down, 0 where the brief doesn't say."""
    is_change: bool = False
    """Whether the amount is that of a change."""
    is_earlier: bool = False
    """Whether it is the value that something else came from."""
    is_measured: bool = True
    """False of a target or a forecast."""

    @property
    def words(self) -> str:
        """The amount in words."""
        return print_amount(self.value, self.unit, self.scale, self.qualifier)


@record
class Wanted:
    """The numbers of a claim in units, one unit of their last digit, and the unit as the extractor calls it."""

    values: tuple[Decimal, ...]
    step: Decimal
    unit: ClaimedUnit


def wanted(claim: Claim) -> Wanted:
    """What is looked for of a claim; of a change its size alone, since a text tells its direction in words."""
    unit = claimed_unit(claim.unit)
    factor = scale_factor(claim.scale) * unit.factor
    values: Sequence[Decimal] = claim.value if isinstance(claim.value, tuple) else (claim.value,)
    if claim.is_change:
        values = sorted(one.copy_abs() for one in values)
    return Wanted(tuple(one * factor for one in values), last_digit(values[0]) * factor, unit)


def whole(mentions: Iterable[Mention]) -> list[Mark]:
    """Mentions with all of their numbers."""
    return [(one, tuple(map(_plain, one.atoms))) for one in mentions]


def _plain(atom: Atom) -> Atom:
    """A number in a unit without a scale of its own: 1.7 mb/d in barrels a day."""
    unit, factor = plain_unit(atom.unit)
    if unit == atom.unit:
        return atom
    return replace(atom, unit=unit, value=atom.value * factor, step=atom.step * factor)


def within(mentions: Iterable[Mention], place: Span) -> list[Mark]:
    """The mentions that a place holds, each with those of its numbers that stand there."""
    found = []
    for mention in mentions:
        if mention.span[0] < place[1] and place[0] < mention.span[1]:
            atoms = tuple(
                _plain(one) for one in mention.atoms if place[0] <= one.span[0] and one.span[1] <= place[1] + 1
            )
            if atoms:
                found.append((mention, atoms))
    return found


def matches(sought: Wanted, marks: Iterable[Mark], *, any_unit: bool = False) -> list[Mark]:
    """The mentions that hold all the numbers sought in the same unit, each with the numbers meant."""
    found: list[Mark] = []
    for mention, atoms in marks:
        chosen: list[Atom] = []
        for value in sought.values:
            hits = [one for one in atoms if same_value(value, sought, one) and (any_unit or same_unit(sought, one))]
            exact = [one for one in hits if one.value == value]
            chosen += (exact or hits)[:1]
        if len(chosen) == len(sought.values):
            found.append((mention, tuple(chosen)))
    return found


def same_unit(sought: Wanted, atom: Atom) -> bool:
    """Whether a number has the unit sought; a fifth is 20 %."""
    return _is_fraction(sought, atom) or same(sought.unit, plain_unit(atom.unit)[0])


def same_value(value: Decimal, sought: Wanted, atom: Atom) -> bool:
    """Whether a number is the value, or rounds to it with the digits that the brief prints."""
    if atom.unit == "fraction":  # a third: 33 %, 33.3 %, 0.333
        found = atom.value * (100 if _is_fraction(sought, atom) else 1)
        return abs(found - value) <= found * _ROUGH / 2
    if atom.value == value:
        return True
    off = abs(atom.value - value)
    return sought.step > atom.step and 2 * off <= sought.step and off <= abs(atom.value) * _ROUGH


def is_rounded(value: Decimal, atom: Atom) -> bool:
    """Whether a value is the number's only after rounding."""
    return atom.value != value and atom.unit != "fraction"


def _is_fraction(sought: Wanted, atom: Atom) -> bool:
    return atom.unit == "fraction" and sought.unit.kind == "percent"


def role_is_wrong(claim: Claim, mention: Mention, atom: Atom) -> bool:
    """Whether a number plays another part in its mention: the start of a move isn't its end."""
    if claim.is_change:
        return atom.role != "by" or (mention.direction != 0 and mention.direction == -claim.direction)
    return atom.role in ("by", "to" if claim.is_earlier else "from")
