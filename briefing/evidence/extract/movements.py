"""Which way a number went: the verbs of rising and falling before and after it."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Literal

from briefing.evidence.extract.contexts import clause_before

Direction = Literal[-1, 0, 1]

_RISING = (
    r"rose|rise|rises|risen|rising|grew|grow|grows|grown|growing|growth|increas(?:e|es|ed|ing)|jump(?:s|ed|ing)?"
    r"|climb(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|gain(?:s|ed|ing)?|expand(?:s|ed|ing)?|expansion"
    r"|advanc(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)"
    r"|quadrupl(?:e|es|ed|ing)|accelerat(?:e|es|ed|ing)|widen(?:s|ed|ing)?|swell(?:s|ed|ing)?|swollen"
    r"|rocket(?:s|ed|ing)?|boost(?:s|ed|ing)?|rebound(?:s|ed|ing)?|improv(?:e|es|ed|ing)|hik(?:e|es|ed|ing)"
    r"|mount(?:s|ed|ing)"
)
_FALLING = (
    r"fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
    r"|lower(?:s|ed|ing)?(?! than)|cut(?:s|ting)?|shr(?:ink|inks|ank|unk|inking)|reduc(?:e|es|ed|ing)|reduction"
    r"|plung(?:e|es|ed|ing)|slip(?:s|ped|ping)?|los(?:t|es|ing)|contract(?:s|ed|ing)|contraction"
    r"|halv(?:e|es|ed|ing)|slow(?:s|ed|ing)?|eas(?:e|es|ed|ing)|tumbl(?:e|es|ed|ing)|slump(?:s|ed|ing)?"
    r"|dip(?:s|ped|ping)?|sank|sinks?|sunk|crash(?:ed|es|ing)?|collaps(?:e|ed|es|ing)|slid(?:e|es|ing)?"
    r"|narrow(?:s|ed|ing)?|dwindl(?:e|es|ed|ing)|retreat(?:s|ed|ing)?|trim(?:s|med|ming)?|weaken(?:s|ed|ing)?"
)
"""Verbs that say which way a number went, with their nouns."""

_FILLER = (
    r"(?:[a-z]+ly|by|to|at|of|a|an|the|further|another|some|back|again|over|about|around|nearly|almost"
    r"|more than|less than|up|down|as much as|just|only|even|still|record|total|than|under|least|most|roughly"
    r"|approximately|slightly|last year|this year|year on year|year-on-year|in total)"
)

_FARTHEST = 60
"""The most characters between a verb and its number."""


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<rising>{_RISING})|(?P<falling>{_FALLING})|(?P<up>up(?! to\b)|more(?! than)|higher(?! than))"
        r"|(?P<down>down|less(?! than)|fewer(?! than)|off))\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _between() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a verb and its number: rose sharply by about; raised its key rate by about."""
    filler = rf"(?:\s+(?:{_FILLER}|\x02))"
    return (
        re.compile(rf"(?P<words>{filler}{{0,6}}+)\s*", re.IGNORECASE),
        re.compile(rf"(?:\s+[\w’'\x02-]+){{1,6}}?(?P<words>\s(?:by|to){filler}{{0,3}}+)\s*", re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    return re.compile(
        r"(?:[ -](?:year-on-year|annual|monthly|further|real|overall|sharp|average|points?|in|[a-z]+ly))?"
        r"[ -](?:(?P<up>increase|rise|growth|jump|surge|gain|hike|expansion|higher|more|up)"
        r"|(?P<down>decrease|fall|drop|decline|cut|reduction|loss|contraction|slump|lower|less|fewer|down))\b",
        re.IGNORECASE,
    )


class Movements:
    """The verbs of movement of one text, found once."""

    def __init__(self, plain: str) -> None:
        """Read a text whose dates are one sign each."""
        self.plain = plain
        self.verbs = list(_verbs().finditer(plain))
        self.starts = [verb.start() for verb in self.verbs]

    def of(self, start: int, end: int) -> tuple[Direction, str]:
        """Which way the amount at start to end went (1 up, -1 down, 0 none said), and the words after its verb."""
        first = start - len(clause_before(self.plain, start, _FARTHEST))
        for verb in self.verbs[bisect_left(self.starts, first) : bisect_left(self.starts, start)]:
            strong = verb.lastgroup in ("rising", "falling")
            for between in _between()[: 1 + strong]:
                match = between.fullmatch(self.plain, verb.end(), start)
                if match is not None:
                    return (1 if verb.lastgroup in ("rising", "up") else -1), match["words"].strip().lower()
        after = _after().match(self.plain, end, end + 40)
        if after is not None:
            return (1 if after["up"] else -1), "after"
        return 0, ""
