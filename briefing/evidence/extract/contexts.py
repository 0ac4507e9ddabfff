"""The words around an amount: how exact it is, which way it went, whether it is only aimed at."""

import re
from functools import lru_cache
from typing import Literal

from briefing.model import Qualifier

_BEFORE: dict[Qualifier, str] = {
    "about": r"about|around|roughly|some|approximately|approx\.?|circa|ca\.|an estimated|estimated(?: at)?|in"
    r" the region of|something like"
    r"|on the order of|or about|~",
    "nearly": r"nearly|almost|close to|just under|just below|just shy of|shy of|approaching|not quite|virtually"
    r"|practically",
    "over": r"over|more than|above|in excess of|upwards? of|exceeding|exceeds|exceeded|topping|topped|just over"
    r"|just above|well over"
    r"|surpassing|surpassed|beyond|greater than|higher than|>",
    "at_least": r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|at"
    r" the very least|≥",
    "at_most": r"at most|up to|no more than|not more than|as many as|as much as|a maximum of|maximum of|at the"
    r" most|less than|fewer than"
    r"|under|below|within|lower than|maximum|≤|<",
}
"""What stands before a number that isn't exact, by the model's qualifiers; `less than` is the nearest to at_most."""

_AFTER: dict[Qualifier, str] = {
    "about": r"or so|or thereabouts",
    "at_least": r"or more|or above|or higher|or greater|-plus|\+|at least|at a minimum|minimum",
    "at_most": r"or less|or fewer|or below|or under|at most|at the most|maximum",
}

_AIMS = (
    r"targets?|targeted|targeting|goals?|aim|aims|aimed|aiming|objectives?|plans?|planned|planning|expected|expects?"
    r"|expecting|forecasts?|forecasted|forecasting|projected|projects|projection|projections|predicts?|predicted"
    r"|hopes?|hoped|hoping|intends?|intended|pledged?|pledges|pledging|committed|commits|vowed|seeks?|sought|proposed"
    r"|proposes|proposal|envisages?|envisaged|anticipates?|anticipated|scheduled|promised|promises|would|will|could|may|might"
    r"|should|shall|must|set to|due to|likely to|is to|are to|wants? to|wanted to"
)

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

_UP = rf"{_RISING}|up(?! to\b)|more(?! than)|higher(?! than)"
_DOWN = rf"{_FALLING}|down|less(?! than)|fewer(?! than)|off"

_FILLER = (
    r"(?:[a-z]+ly|by|to|at|of|a|an|the|further|another|some|back|again|over|about|around|nearly|almost"
    r"|more than|less than|up|down|as much as|just|only|even|still|record|total|than|under|least|most|roughly"
    r"|approximately|slightly|last year|this year|year on year|year-on-year|in total)"
)


@lru_cache(maxsize=1)
def _qualifiers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def either(table: dict[Qualifier, str]) -> str:
        return "|".join(f"(?P<{name}>{words})" for name, words in sorted(table.items(), key=lambda one: -len(one[1])))

    return (
        re.compile(
            rf"(?:(?<![\w-])(?:{either(_BEFORE)}))(?:\s+(?:a|an|the|total of|another|about))?\s*[(\"“‘']?$",
            re.IGNORECASE,
        ),
        re.compile(rf"[ ]?(?:{either(_AFTER)})(?!\w)", re.IGNORECASE),
    )


def qualifier(text: str, start: int, end: int, number_end: int) -> tuple[Qualifier, int, int]:
    """How exact the amount at start to end is, and its span with the words that say so.

    The amount's number ends at `number_end`: 20 or more barrels.
    """
    before, after = _qualifiers()
    window = max(0, start - 30)
    choices = [found for found in (_last(before, text, window, start),) if found is not None]
    if choices:
        name, begin = choices[0]
        return name, begin, end
    for place in (end, number_end):  # 20 barrels or more, 20 or more barrels
        match = after.match(text, place, place + 20)
        if match is not None and match.lastgroup is not None:
            return match.lastgroup, start, max(end, match.end())  # type: ignore[return-value]  # the groups are the model's words
    return "exact", start, end


def _last(pattern: re.Pattern[str], text: str, window: int, start: int) -> tuple[Qualifier, int] | None:
    """The longest qualifier that ends at `start`: `no more than` before `more than`."""
    match = pattern.search(text, window, start)
    if match is None or match.lastgroup is None:
        return None
    return match.lastgroup, match.start()  # type: ignore[return-value]  # the groups are the model's words


@lru_cache(maxsize=1)
def _moves() -> tuple[re.Pattern[str], re.Pattern[str]]:
    filler = rf"(?:\s+(?:{_FILLER}|\x02))"
    return (
        re.compile(
            rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?P<words>{filler}{{0,6}}+)\s*$"
            rf"|\b(?:(?P<up2>{_RISING})|(?P<down2>{_FALLING}))\b(?:\s+[\w’'-]+){{1,6}}?(?P<words2>\s(?:by"
            rf"|to){filler}{{0,3}}+)\s*$",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?:[ -](?:year-on-year|annual|monthly|further|real|overall|sharp|average|points?|in|[a-z]+ly))?"
            r"[ -](?:(?P<up>increase|rise|growth|jump|surge|gain|hike|expansion|higher|more|up)"
            r"|(?P<down>decrease|fall|drop|decline|cut|reduction|loss|contraction|slump|lower|less|fewer|down))\b",
            re.IGNORECASE,
        ),
    )


def movement(text: str, start: int, end: int) -> tuple[Literal[-1, 0, 1], str]:
    """Which way the amount at start to end went (1 up, -1 down, 0 none said), and the words between verb and number."""
    before, after = _moves()
    match = before.search(_clause_before(text, start, 60))
    if match is not None:
        words = match["words"] if match["words"] is not None else match["words2"]
        return (1 if match["up"] or match["up2"] else -1), words.strip().lower()
    match = after.match(text, end, end + 40)
    if match is not None:
        return (1 if match["up"] else -1), "after"
    return 0, ""


def _clause_before(text: str, start: int, length: int) -> str:
    """The words before an offset, back to the sentence's end."""
    window = text[max(0, start - length) : start]
    cut = max(window.rfind(". "), window.rfind("; "), window.rfind("\n"), window.rfind(": "))
    return window[cut + 1 :]


@lru_cache(maxsize=1)
def _aim() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_AIMS})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _measured() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:was|were|had|has|have|rose|fell|grew|reached|hit|totalled|totaled|stood|stands|already|surpass\w*"
        r"|exceed\w*|beat|above|missed"
        r"|than|against|over)\b",
        re.IGNORECASE,
    )


def is_aim(text: str, start: int, end: int) -> bool:
    """Whether an amount is a target, a plan or a forecast, not something measured."""
    before = _clause_before(text, start, 70)
    match = None
    for match in _aim().finditer(before):  # noqa: B007  # the last one counts
        pass
    if match is not None and len(before) - match.end() <= 45:
        return _measured().search(before[match.end() :]) is None
    after = re.compile(r"[ ](?:[a-z]+[ ]){0,2}(?:target|goal|objective|forecast|projection|by 20[2-9][0-9])\b").match(
        text, end, end + 40
    )
    return after is not None


@lru_cache(maxsize=1)
def _ranging() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|estimates?|priced|costs?|between"
        r"|span\w*)\s+from\s+(?:[a-z]+\s+){0,2}$",
        re.IGNORECASE,
    )


def is_ranging(before: str) -> bool:
    """Whether `from … to …` after these words is a range: ranging from, anywhere from."""
    return _ranging().search(before) is not None
