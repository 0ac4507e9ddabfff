"""Amounts in running text: numbers with unit, scale, qualifier and relation, each with its span."""

import re
from decimal import Decimal
from typing import Literal

from briefing.evidence.extract.antecedents import give_units
from briefing.evidence.extract.contexts import is_aim, qualifier
from briefing.evidence.extract.days import days, spans
from briefing.evidence.extract.grouping import Group, Grouping, Relation, Role
from briefing.evidence.extract.movements import Direction, Movements
from briefing.evidence.extract.quantities import Quantity, quantities
from briefing.evidence.extract.tables import Span
from briefing.evidence.extract.wrapping import unwrapped
from briefing.model import Qualifier
from briefing.records import record

Confidence = Literal["sure", "likely", "low"]


@record
class Atom:
    """One number of a mention: its value with the scale in, one unit of its last digit, its unit and its part.

    `unit` is %, points, an ISO 4217 code, a rate (USD/barrel), a physical unit, x for times, `fraction` for a share
    in parts (0.3333, exact to 0.01), a singular noun, or empty where the text names none.
    """

    span: Span
    value: Decimal
    step: Decimal
    unit: str
    role: Role


@record
class Mention:
    """One or several numbers that make one statement, with all that qualifies it.

    `aim` is whether it is a target, a plan or a forecast. `confidence` is low for incidental counts (two sides) and
    for numbers whose unit the text doesn't tell.
    """

    span: Span
    atoms: tuple[Atom, ...]
    relation: Relation | None
    direction: Direction
    qualifier: Qualifier
    aim: bool
    rule: str
    confidence: Confidence


def amounts(text: str) -> tuple[Mention, ...]:
    """The amounts in a text, in their order; numbers that are names, dates, times or ages are none."""
    text = unwrapped(text)
    dates = spans(days(text))
    plain = _without(text, dates)
    movements = Movements(plain)
    groups = Grouping(text, plain, movements).groups(quantities(text, dates))
    give_units(text, [one for group in groups for one, role in group.members if role != "converted"], movements)
    found = (_mention(group, text, movements) for group in groups)
    return tuple(one for one in found if one is not None)


def _mention(group: Group, text: str, movements: Movements) -> Mention | None:
    """What a group states; None where it's a number of nothing."""
    members = [(one, role) for one, role in group.members if one.unit or one.number.scaled]
    if not members:
        return None
    first, last = members[0][0], members[-1][0]
    end = group.end if last is group.members[-1][0] else last.end
    word, start, end = qualifier(text, first.start, end, first.number.end)
    relation, rule, direction = group.relation, group.rule, _between_ends(members)
    if direction == 0 and relation in (None, "conversion", "change"):
        direction, words = (1, "") if first.number.form == "multiple" else movements.of(first.start, first.end)
        if relation is None and direction:
            relation, rule = "change", "change verb"
            members = [(first, "to" if re.search(r"\b(?:to|at)\b", words) else "by")]
    if relation is None and first.kind in ("percent", "fraction") and text.startswith(" of ", first.end):
        relation, rule = "share", "share of"
    atoms = tuple(Atom((one.start, one.end), one.value, one.step, one.unit, role) for one, role in members)
    aim = is_aim(text, start, end)
    return Mention((start, end), atoms, relation, direction, word, aim, rule, _confidence(members, rule))


def _between_ends(members: list[tuple[Quantity, Role]]) -> Direction:
    """Which way a change went, by its two ends; 0 where one isn't given."""
    ends = {role: one.value for one, role in members}
    first, last = ends.get("from", ends.get("high")), ends.get("to", ends.get("low"))
    if first is None or last is None or not {"from", "to"}.intersection(ends) or first == last:
        return 0
    return 1 if last > first else -1


def _confidence(members: list[tuple[Quantity, Role]], rule: str) -> Confidence:
    """Sure with a unit beside the number; low for a count up to ten in words, or a number without any unit.

    One in eight ferries isn't such a count, two of the seven members are.
    """
    if any(not one.unit for one, _ in members):
        return "low"
    small = all(one.number.form == "words" and not one.number.scaled and one.number.value <= 10 for one, _ in members)
    if small and members[0][0].kind in ("count", "time") and rule != "in":
        return "low"
    return "sure" if all(one.own and one.kind != "count" for one, _ in members) else "likely"


def _without(text: str, dates: list[Span]) -> str:
    """The text with each date overwritten by the sign U+0002, so that all other offsets stay."""
    pieces, at = [], 0
    for start, end in dates:
        pieces += [text[at:start], "\x02" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
