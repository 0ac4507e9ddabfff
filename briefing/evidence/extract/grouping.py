"""Numbers brought together where they make one statement: ranges, changes, conversions, lists, shares and ratios."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from briefing.evidence.extract.contexts import is_ranging
from briefing.evidence.extract.gaps import is_gap, is_led_by
from briefing.evidence.extract.movements import Movements
from briefing.evidence.extract.quantities import Quantity

Role = Literal["value", "from", "to", "by", "low", "high", "converted", "part", "whole"]
Relation = Literal["change", "range", "conversion", "share", "list", "ratio"]

_STEPS = frozenset(("percent", "points", "times", "fraction"))
"""The kinds of a step whose unit isn't that of the value it leads to: rose 5 % to 3.48."""

_LONGEST_LIST = 12
"""The most numbers that share one unit: a bound on the work."""

_FARTHEST = 80
"""The most characters between two numbers that belong together."""

_VOTES = ("vote", "majority", "margin", "ballot", "tally", "split")


@dataclass(slots=True)
class Group:
    """Quantities that belong together, with the part that each plays."""

    members: list[tuple[Quantity, Role]]
    relation: Relation | None
    rule: str
    end: int

    @property
    def first(self) -> Quantity:
        """The quantity that the group starts with."""
        return self.members[0][0]

    def starting_as(self, role: Role) -> "Group":
        """The group with the part that its first quantity plays."""
        return replace(self, members=[(self.first, role), *self.members[1:]])

    def joined(self, other: "Group", role: Role, relation: Relation, rule: str) -> "Group":
        """The group with another behind it, whose first quantity plays a part."""
        members = [*self.members, (other.first, role), *other.members[1:]]
        return Group(members, relation, rule, other.end)


class Grouping:
    """Groups the quantities of one text; `plain` is the text with a sign for each date."""

    def __init__(self, text: str, plain: str, movements: Movements) -> None:
        self.text = text
        self.plain = plain
        self.movements = movements

    def groups(self, found: list[Quantity]) -> list[Group]:
        """The quantities in groups, most of one member, in their order."""
        terms = self._conversions(found)
        groups: list[Group] = []
        at = 0
        while at < len(terms):
            group, used = self._list(terms, at) or self._pair(terms, at) or (terms[at], 1)
            groups.append(group)
            at += used
        return groups

    def _gap(self, start: int, other: Quantity) -> str | None:
        """What stands before a quantity, or None where it's too long to join anything."""
        if not 0 <= other.start - start <= _FARTHEST:
            return None
        return re.sub("\x02+", "\x02", self.plain[start : other.start])

    def _conversions(self, found: list[Quantity]) -> list[Group]:
        """The quantities, each with what stands beside it in another unit: €5 billion ($5.4 billion)."""
        groups: list[Group] = []
        for one in found:
            if groups and self._converts(groups[-1], one):
                group = groups[-1]
                group.members.append((one, "converted"))
                group.relation, group.rule = "conversion", "conversion"
                group.end = one.end + (self.text[one.end : one.end + 1] in (")", "]"))
            else:
                groups.append(Group([(one, "value")], None, "single", one.end))
        return groups

    def _converts(self, group: Group, other: Quantity) -> bool:
        first, before = group.first, group.members[-1][0]
        alike = first.kind == other.kind and first.kind in ("money", "measure") and first.own
        if not alike or first.unit == other.unit:
            return False
        gap = self._gap(before.end, other)
        if is_gap("bracket", gap):
            return self.text[other.end : other.end + 1] in (")", "]", ",", ";", "/", " ", "=")
        return is_gap("or", gap) or is_gap("stroke", gap)

    def _list(self, terms: list[Group], at: int) -> tuple[Group, int] | None:
        """12, 15 and 18 percent; 13,000 and 9,000 people: only the last has the unit."""
        end = at
        while end + 1 < min(len(terms), at + _LONGEST_LIST) and terms[end].first.kind == "bare":
            gap = self._gap(terms[end].end, terms[end + 1].first)
            between = is_gap("and", gap) and is_led_by("between", self.text, terms[end].first.start)
            if between or not is_gap("list", gap):
                break
            end += 1
        last = terms[end].first
        if end == at or last.kind in ("bare", "fraction", "times") or (last.kind == "time" and end - at > 1):
            return None
        members = [member for term in terms[at : end + 1] for member in term.members]
        for one, _ in members[:-1]:
            if one.kind == "bare":
                one.take(last)
        return Group(members, "list", "list", terms[end].end), end - at + 1

    def _pair(self, terms: list[Group], at: int) -> tuple[Group, int] | None:
        """Two or three terms that make a range, a change, a share or a ratio."""
        if at + 1 >= len(terms):
            return None
        first, second = terms[at], terms[at + 1]
        gap = self._gap(first.end, second.first)
        if gap is None:
            return None
        found = self._range(first, second, gap) or self._change(first, second, gap) or _share(first, second, gap)
        if found is None:
            return None
        is_step = found.members[0][1] == "by" and first.first.kind in _STEPS
        if found.relation in ("range", "change") and not is_step:
            _share_units(first.first, second.first)
        third = self._third(found, terms[at + 2 : at + 4])
        return (third, 3) if third is not None else (found, 2)

    def _third(self, found: Group, rest: list[Group]) -> Group | None:
        """A third value of a change: rose 3 points from 6 % to 9 %, 5 to 7 GW from 4 GW, doubled to 30 from 15."""
        if not rest or not _compatible(found.members[-1][0], rest[0].first):
            return None
        gap = self._gap(found.end, rest[0].first)
        roles = [role for _, role in found.members]
        is_range = found.relation == "range"
        is_start = (is_range and is_led_by("from", self.text, found.first.start)) or roles[:2] == ["by", "from"]
        role: Role
        if is_start and is_gap("to", gap):
            role = "to"
        elif (is_range or roles[:2] == ["by", "to"]) and is_gap("from", gap) and not self._goes_on(rest):
            role = "from"
        else:
            return None
        for one in [one for one, _ in found.members][0 if is_range else 1 :]:
            _share_units(one, rest[0].first)
        return found.joined(rest[0], role, "change", f"{', '.join(roles)} and {role}")

    def _goes_on(self, terms: list[Group]) -> bool:
        """Whether a range follows: down from 12 to 15."""
        return len(terms) > 1 and is_gap("to", self._gap(terms[0].end, terms[1].first))

    def _range(self, first: Group, second: Group, gap: str) -> Group | None:
        """5–7, between 5 and 7, 5 to 7, ranging from 5 to 7; and votes, which are written like ranges."""
        a, b = first.first, second.first
        if not _compatible(a, b):
            return None
        if is_gap("dash", gap):
            return None if a.kind == "count" and b.kind == "bare" else self._dash(first, second)
        rule = ""
        if is_gap("and", gap):
            rule = "between" if is_led_by("between", self.text, a.start) else ""
        elif is_gap("to", gap) and b.kind == "bare" and a.unit in _VOTES:
            b.take(a)
            return first.joined(second, "value", "ratio", "votes")
        elif is_gap("to", gap) and is_led_by("from", self.text, a.start):
            rule = "ranging from" if is_ranging(self.text[max(0, a.start - 60) : a.start]) else ""
        elif is_gap("to", gap):
            is_step = a.own and a.kind != "count" and self.movements.of(a.start, a.end)[0] != 0
            near = a.kind != "bare" or is_gap("just to", gap)
            rule = "to" if near and not is_step and a.kind in ("bare", b.kind) else ""
        return first.starting_as("low").joined(second, "high", "range", rule) if rule else None

    def _dash(self, first: Group, second: Group) -> Group:
        """A range, a vote (51-49) or another ratio."""
        a, b = first.first, second.first
        if self._is_vote(a, b):
            for one in (a, b):
                one.unit, one.kind = "vote", "count"
            return first.joined(second, "value", "ratio", "ratio")
        if a.value >= b.value and b.kind in ("count", "bare") and not b.number.scaled:
            return first.joined(second, "value", "ratio", "ratio")
        return first.starting_as("low").joined(second, "high", "range", "dash")

    def _is_vote(self, a: Quantity, b: Quantity) -> bool:
        """Whether a pair like 51-49 is a vote, by the words on either side."""
        if b.kind == "count":
            return b.unit in _VOTES
        before, after = _vote_words()
        return a.kind == b.kind == "bare" and (
            after.match(self.text, b.end, b.end + 12) is not None
            or before.search(self.text, max(0, a.start - 40), a.start) is not None
        )

    def _change(self, first: Group, second: Group, gap: str) -> Group | None:
        """From 18 % to 26 %, rose 3 points to 9 %, 4 % from 5 %."""
        a, b = first.first, second.first
        compatible = _compatible(a, b)
        direction, words = self.movements.of(a.start, a.end)
        to_first = re.search(r"\b(?:to|at|of)\b", words) is not None
        if is_gap("to", gap):
            if compatible and is_led_by("from", self.text, a.start):
                return first.starting_as("from").joined(second, "to", "change", "from … to")
            if (direction or a.kind == "times") and not to_first and a.kind != "bare":
                return first.starting_as("by").joined(second, "to", "change", "by … to")
        elif is_gap("far to", gap) and compatible and a.own and b.own and is_led_by("from", self.text, a.start):
            return first.starting_as("from").joined(second, "to", "change", "from … to")
        elif is_gap("from", gap):
            role: Role = "by" if direction and not to_first and words != "after" else "to"
            if compatible or role == "by":
                return first.starting_as(role).joined(second, "from", "change", f"{role} … from")
        return None


@lru_cache(maxsize=1)
def _vote_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            r"\b(?:voted|votes?|passed|approved|rejected|defeated|adopted|cleared)"
            r"(?: [\w’'-]+){0,4},? (?:by |of )?(?:a )?$"
        ),
        re.compile(rf"[ ](?:{'|'.join(_VOTES)})s?\b"),
    )


def _share(first: Group, second: Group, gap: str) -> Group | None:
    """27 of the 54 nations, two out of five boats, one in eight ferries."""
    a, b = first.first, second.first
    is_part = is_gap("of", gap) or (is_gap("in", gap) and b.kind == "count")
    if not is_part or a.kind != "bare" or b.kind not in ("count", "bare") or a.value >= b.value:
        return None
    a.take(b)
    return first.starting_as("part").joined(second, "whole", "share", "of" if is_gap("of", gap) else "in")


def _compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities can be two values of one thing."""
    kinds = {a.kind, b.kind}
    if "bare" in kinds:
        return not kinds & {"fraction", "times"}
    return a.unit == b.unit or _lacks_rate(a.unit, b.unit) or _lacks_rate(b.unit, a.unit)


def _lacks_rate(unit: str, rate: str) -> bool:
    """Whether two units differ only in what the second is counted by: USD and USD/barrel."""
    return rate.partition("/")[0] == unit != rate


def _share_units(a: Quantity, b: Quantity) -> None:
    """Give a unit, and a scale, that stands beside only one of two numbers to the other."""
    if a.kind == "bare" and b.kind != "bare":
        a.take(b)
    elif b.kind == "bare" and a.kind != "bare":
        b.take(a)
        if a.kind == "money" and b.number.scaled and not a.number.scaled:
            a.take(b)
    elif a.unit != b.unit:
        a.unit = b.unit = max(a.unit, b.unit, key=len)
    elif b.number.scaled and not a.number.scaled and a.value < 1000:
        a.take(b)
