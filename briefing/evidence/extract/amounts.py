"""Amounts in running text: numbers with unit, scale and qualifier, brought together where they belong together."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from briefing.evidence.extract.antecedents import give_units
from briefing.evidence.extract.contexts import PERIOD, is_aim, is_ranging, movement, qualifier
from briefing.evidence.extract.days import Span, days, spans
from briefing.evidence.extract.quantities import Quantity, quantities

Role = Literal["value", "from", "to", "by", "low", "high", "converted", "part", "whole"]
Relation = Literal["change", "range", "conversion", "share", "list", "ratio"]
Confidence = Literal["sure", "likely", "low"]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Mention:
    """One or several numbers that make one statement, with all that qualifies it."""

    span: Span
    atoms: tuple[Atom, ...]
    relation: Relation | None
    direction: Literal[-1, 0, 1]
    qualifier: str
    aim: bool
    rule: str
    confidence: Confidence


@dataclass(slots=True)
class Group:
    """Quantities that belong together, with the part that each plays."""

    members: list[tuple[Quantity, Role]]
    relation: Relation | None
    rule: str
    end: int

    @property
    def last(self) -> Quantity:
        """The last quantity but for conversions of it."""
        return [one for one, role in self.members if role != "converted"][-1]


_QUALIFYING = (
    r"(?:(?:about|around|roughly|some|approximately|nearly|almost|over|more than|less than|at least|up to|just over"
    r"|just under|only|just|under|even|a|an|the|as much as|as many as|an estimated|estimated|perhaps|possibly)\s)*"
)


@lru_cache(maxsize=1)
def _gaps() -> dict[str, re.Pattern[str]]:
    """What may stand between two numbers that belong together; dates in it are one sign, \\x02."""
    q = _QUALIFYING
    when = rf"(?:,?\s{PERIOD}(?:[\s,]+{PERIOD})*,?)?"
    level = r"(?:(?:a|an|the|its|their)\s)?(?:[a-z]+\s)?(?:(?:peak|high|low|record|total|level|estimate|forecast|figure|average|rate)\s(?:of\s|at\s)?)?"
    moved = r"(?:up|down|compared|increased|rising|falling|an increase|a decrease|a drop|a rise)"
    source = {
        "dash": r"\s?[-–—‑]\s?",
        "to": rf"{when}\sto\s{q}(?:{level})?{q}",
        "and": rf"{when}\sand\s{q}",
        "from": rf"{when},?\s\(?(?:(?:which\s(?:was|is)\s)?{moved}\s)?from\s{q}{level}{q}"
        rf"|(?:\s[^\s,.;:()\d]+){{1,8}}(?:,|\s[–—-])\s(?:up|down)\sfrom\s{q}{level}{q}",
        "versus": rf"{when},?\s\(?(?:compared\s(?:with|to)|against|versus|vs\.?|as against|as opposed to)\s{q}{level}{q}",
        "bracket": rf"\s?[(\[]\s?(?:or\s|equal\sto\s|equivalent\sto\s|worth\s|i\.e\.,?\s|=\s?|≈\s?|~\s?|approx\.\s)?{q}",
        "or": rf",?\s(?:or|equal\sto|equivalent\sto|which\sis)\s{q}",
        "stroke": r"\s?[/;=]\s?",
        "list": rf"(?:(?:\s[A-Z][\w-]+|\s[a-z]+ing|\s[a-z]+ed)?,?\s(?:and|or|then|and\sthen)\s|,\s){q}",
        "of": r"\s(?:out\s)?of\s(?:(?:the|its|their|all|those|our|these|every|a|an|about|some|total|nearly|over|more than)\s)*(?:[a-z]+\s)?",
        "in": r"\s(?:in|out\sof)\s(?:every\s)?",
        "per": r"\s(?:[a-z]+\s){0,2}?(?:per|for every|in every|out of every)\s",
    }
    return {name: re.compile(pattern) for name, pattern in source.items()}


def amounts(text: str) -> tuple[Mention, ...]:
    """The amounts in a text, in their order, with their units, roles and relation to each other."""
    dates = spans(days(text))
    found = quantities(text, dates)
    return Reader(text, dates).mentions(found)


class Reader:
    """Brings the quantities of one text together."""

    def __init__(self, text: str, dates: list[Span]) -> None:
        self.text = text
        self.plain = _without(text, dates)
        """The text with its dates as one sign each; all other offsets are the same."""

    def mentions(self, found: list[Quantity]) -> tuple[Mention, ...]:
        """The mentions that the quantities make."""
        groups = self._relations(self._conversions(found))
        give_units(self.text, [one for group in groups for one, role in group.members if role != "converted"])
        return tuple(mention for group in groups if (mention := self._mention(group)) is not None)

    def _gap(self, first: int, second: Quantity) -> str | None:
        """What stands between two quantities, or None where it's too long to join them."""
        if not 0 <= second.start - first <= 80:
            return None
        return re.sub("\x02+", "\x02", self.plain[first : second.start])

    def _is(self, kind: str, gap: str | None) -> bool:
        return gap is not None and _gaps()[kind].fullmatch(gap) is not None

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
        first, before = group.members[0][0], group.members[-1][0]
        if (
            first.kind != other.kind
            or first.kind not in ("money", "measure")
            or first.unit == other.unit
            or not first.own
        ):
            return False
        gap = self._gap(before.end, other)
        if self._is("bracket", gap):
            return self.text[other.end : other.end + 1] in (")", "]", ",", ";", "/", " ", "=")
        return self._is("or", gap) or self._is("stroke", gap)

    def _relations(self, terms: list[Group]) -> list[Group]:
        """The terms brought together into ranges, changes, lists, shares and ratios."""
        groups: list[Group] = []
        at = 0
        while at < len(terms):
            group, used = self._group(terms, at)
            groups.append(group)
            at += used
        return groups

    def _group(self, terms: list[Group], at: int) -> tuple[Group, int]:
        """The group that starts at a term, and how many terms it takes."""
        for find in (self._list, self._pair):
            found = find(terms, at)
            if found is not None:
                return found
        return terms[at], 1

    def _list(self, terms: list[Group], at: int) -> tuple[Group, int] | None:
        """12, 15 and 18 percent; 13,000 and 9,000 people: only the last has the unit."""
        end = at
        while end + 1 < len(terms) and terms[end].last.kind == "bare":
            gap = self._gap(terms[end].end, terms[end + 1].members[0][0])
            if not self._is("list", gap) or (self._is("and", gap) and self._leads("between", terms[end])):
                break
            end += 1
        last = terms[end].members[0][0]
        if end == at or last.kind in ("bare", "fraction", "times"):
            return None
        if (
            last.kind == "time"
            and terms[at].last.number.form == "digits"
            and "," in self.text[terms[at].end : last.start]
        ):
            return None
        members = [member for term in terms[at : end + 1] for member in term.members]
        for one, _ in members[:-1]:
            if one.kind == "bare":
                one.take(last)
        return Group(members, "list", "list", terms[end].end), end - at + 1

    def _leads(self, word: str, term: Group) -> bool:
        start = term.members[0][0].start
        return (
            re.search(rf"\b{word}\s+{_QUALIFYING}$", self.text[max(0, start - 40) : start], re.IGNORECASE) is not None
        )

    def _pair(self, terms: list[Group], at: int) -> tuple[Group, int] | None:
        """Two or three terms that make a range, a change, a share or a ratio."""
        if at + 1 >= len(terms):
            return None
        first, second = terms[at], terms[at + 1]
        a, b = first.members[0][0], second.members[0][0]
        gap = self._gap(first.end, b)
        if gap is None:
            return None
        found = self._range(first, second, gap) or self._change(first, second, gap) or self._share(first, second, gap)
        if found is None:
            return None
        roles = [role for _, role in found.members]
        if found.relation in ("range", "change") and not (roles[0] == "by" and a.kind in _STEPS):
            _share_units(a, b)
        third = self._third(found, terms[at + 2 : at + 4], self._leads("from", first))
        return (third, 3) if third is not None else (found, 2)

    def _third(self, found: Group, rest: list[Group], from_first: bool) -> Group | None:
        """A third value of a change: rose 3 points from 6 % to 9 %, from 10–15 % to 20 %, 5 to 7 GW from 4 GW."""
        if not rest:
            return None
        third = rest[0]
        a, b, c = found.members[0][0], found.members[-1][0], third.members[0][0]
        roles = [role for _, role in found.members]
        gap = self._gap(found.end, c)
        if not _compatible(b, c):
            return None
        role: Role
        if found.relation == "change" and roles[:2] == ["by", "from"] and self._is("to", gap):
            role = "to"
        elif found.relation == "range" and from_first and self._is("to", gap):
            role = "to"
        elif found.relation == "range" and self._is("from", gap) and not self._goes_on(rest):
            role = "from"
        else:
            return None
        _share_units(b, c)
        if found.relation == "range":
            _share_units(a, c)
        return _joined(found, third, role, f"{', '.join(roles)} and {role}", "change")

    def _goes_on(self, terms: list[Group]) -> bool:
        """Whether a range follows: down from 12 to 15."""
        return len(terms) > 1 and self._is("to", self._gap(terms[0].end, terms[1].members[0][0]))

    def _range(self, first: Group, second: Group, gap: str) -> Group | None:
        a, b = first.members[0][0], second.members[0][0]
        compatible = _compatible(a, b)
        if self._is("dash", gap) and compatible and not (a.kind == "count" and b.kind == "bare"):
            return self._ratio_or_range(first, second)
        if not compatible:
            return None
        before = self.text[max(0, a.start - 60) : a.start]
        if self._is("and", gap) and self._leads("between", first):
            return _joined(_with_role(first, "low"), second, "high", "between", "range")
        if self._is("to", gap):
            if self._leads("from", first):
                return (
                    _joined(_with_role(first, "low"), second, "high", "ranging from", "range")
                    if is_ranging(before)
                    else None
                )
            if a.own and movement(self.plain, a.start, a.end)[0] and a.kind not in ("count",):
                return None
            if a.kind == "bare" or a.kind == b.kind:
                if a.kind == "bare" and not self._tight_to(gap):
                    return None
                return _joined(_with_role(first, "low"), second, "high", "to", "range")
        return None

    def _tight_to(self, gap: str) -> bool:
        return re.fullmatch(rf"\s(?:to|or)\s{_QUALIFYING}", gap) is not None

    def _ratio_or_range(self, first: Group, second: Group) -> Group:
        a, b = first.members[0][0], second.members[0][0]
        if self._is_score(a, b):
            for one in (a, b):
                one.unit, one.kind = "vote", "count"
            return _joined(first, second, "value", "ratio", "ratio")
        if a.value >= b.value and b.kind in ("count", "bare") and not b.number.scaled:
            return _joined(first, second, "value", "ratio", "ratio")
        return _joined(_with_role(first, "low"), second, "high", "dash", "range")

    def _is_score(self, a: Quantity, b: Quantity) -> bool:
        """Whether a pair like 51-49 is a vote, by the words on either side."""
        if b.kind == "count":
            return b.unit in _VOTES
        votes = rf"[ ](?:{'|'.join(_VOTES)})s?\b"
        if b.kind != "bare" or a.kind != "bare":
            return False
        return (
            re.compile(votes).match(self.text, b.end, b.end + 12) is not None
            or re.search(
                r"\b(?:voted|votes?|passed|approved|rejected|defeated|adopted|cleared)(?: [\w’'-]+){0,4},? (?:by |of )?(?:a )?$",
                self.text[max(0, a.start - 40) : a.start],
            )
            is not None
        )

    def _change(self, first: Group, second: Group, gap: str) -> Group | None:
        a, b = first.members[0][0], second.members[0][0]
        if self._is("to", gap) and self._leads("from", first) and _compatible(a, b):
            return _joined(_with_role(first, "from"), second, "to", "from … to", "change")
        direction, words = movement(self.plain, a.start, a.end)
        led_by_to = re.search(r"\b(?:to|at|of)\b", words) is not None
        if self._is("to", gap) and (direction or a.kind == "times") and not led_by_to and a.kind != "bare":
            return _joined(_with_role(first, "by"), second, "to", "by … to", "change")
        if self._is("from", gap) and (_compatible(a, b) or direction):
            role: Role = "by" if direction and not led_by_to and words != "after" else "to"
            return (
                _joined(_with_role(first, role), second, "from", f"{role} … from", "change")
                if _compatible(a, b) or role == "by"
                else None
            )
        return None

    def _share(self, first: Group, second: Group, gap: str) -> Group | None:
        """27 of the 54 nations, two out of five boats, one in eight ferries."""
        a, b = first.members[0][0], second.members[0][0]
        joined = self._is("of", gap) or (self._is("in", gap) and b.kind == "count")
        if joined and a.kind == "bare" and b.kind in ("count", "bare") and a.value < b.value:
            a.take(b)
            return _joined(_with_role(first, "part"), second, "whole", "of", "share")
        return None

    def _mention(self, group: Group) -> Mention | None:
        members = [(one, role) for one, role in group.members if one.kind != "bare" or one.unit or one.number.scaled]
        if not members:
            return None
        first = members[0][0]
        start, end = first.start, group.end if members[-1][0] is group.members[-1][0] else members[-1][0].end
        word, start, end = qualifier(self.text, start, end)
        relation, rule, direction = group.relation, group.rule, _direction(members)
        if relation in (None, "conversion") and direction == 0 and len(members) >= 1:
            direction, words = movement(self.plain, first.start, first.end)
            if direction and relation is None:
                relation, rule = "change", "change verb"
                members = [(first, "to" if re.search(r"\b(?:to|at)\b", words) else "by")]
            elif (
                relation is None
                and first.kind in ("percent", "fraction")
                and self.text[first.end : first.end + 4] == " of "
            ):
                relation, rule = "share", "share of"
        elif direction == 0 and relation == "change":
            direction = movement(self.plain, first.start, first.end)[0]
        atoms = tuple(Atom((one.start, one.end), one.value, one.step, one.unit, role) for one, role in members)
        aim = is_aim(self.text, start, end)
        return Mention((start, end), atoms, relation, direction, word, aim, rule, _confidence(members))  # type: ignore[arg-type]  # a sign


_STEPS = frozenset(("percent", "points", "times", "fraction"))
"""The kinds of a step whose unit isn't that of the value it leads to: rose 5 % to 3.48."""

_VOTES = ("vote", "majority", "margin", "ballot", "tally", "split")


def _with_role(group: Group, role: Role) -> Group:
    """The group with the part that its first quantity plays."""
    return replace(group, members=[(group.members[0][0], role), *group.members[1:]])


def _joined(first: Group, second: Group, role: Role, rule: str, relation: Relation | None = None) -> Group:
    members = [*first.members, (second.members[0][0], role), *second.members[1:]]
    return Group(members, relation or first.relation, rule, second.end)


def _compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities can be two values of one thing."""
    if "bare" in (a.kind, b.kind):
        return "fraction" not in (a.kind, b.kind) and "times" not in (a.kind, b.kind)
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
    elif b.number.scaled and not a.number.scaled and a.unit == b.unit and a.value < 1000:
        a.take(b)


def _direction(members: list[tuple[Quantity, Role]]) -> int:
    """Which way a change went, by its two ends."""
    ends = {role: one.value for one, role in members}
    if "from" in ends and "to" in ends:
        return (ends["to"] > ends["from"]) - (ends["to"] < ends["from"])
    return 0


def _confidence(members: list[tuple[Quantity, Role]]) -> Confidence:
    """Sure with a unit beside the number; low for a count up to ten in words, or a number without any unit."""
    first = members[0][0]
    if any(not one.unit for one, _ in members):
        return "low"
    if members[-1][1] == "whole":
        return "likely"
    words = all(one.number.form == "words" and not one.number.scaled and one.number.value <= 10 for one, _ in members)
    if words and first.kind in ("count", "time", "bare"):
        return "low"
    return "sure" if all(one.own and one.kind != "count" for one, _ in members) else "likely"


def _without(text: str, dates: list[Span]) -> str:
    """The text with each date overwritten by \\x02."""
    pieces, at = [], 0
    for start, end in dates:
        pieces += [text[at:start], "\x02" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
