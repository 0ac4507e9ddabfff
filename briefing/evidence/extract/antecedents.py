"""Units that a number leaves out because the sentence has named them: 54 nations signed, only 27 have ratified."""

import re
from bisect import bisect_right
from functools import lru_cache

from briefing.evidence.extract.nouns import singular
from briefing.evidence.extract.quantities import Quantity


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    return re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9])|\n")


@lru_cache(maxsize=1)
def _led() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:only|just|about|around|nearly|almost|roughly|some|over|than|least|most|to|from|reached|of|by|now|another|other|others"
        r"|with|killed|injured|wounded|detained|arrested|including|even|up|and|while|but|or|hit|were|was)\s(?:a\s|an\s|the\s|other\s)?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _followed() -> re.Pattern[str]:
    return re.compile(
        r"[ ](?:have|has|had|were|was|are|is|of them|of which|others|more|in|on|at|from|by|a year|last|this|the (?:year|month|week|day) before|to|during|before|after|did"
        r"|voted|abstained|died|[a-z]+ed)\b|[.,;:)]|$|\n",
    )


def give_units(text: str, found: list[Quantity]) -> None:
    """Give each bare number the unit of the last quantity in its sentence, where it reads like one of them.

    A scaled number (107 million) takes money or a noun; a plain one takes only what is counted.
    """
    ends = [match.end() for match in _ends().finditer(text)]
    named = {match.end(): singular(match["noun"]) for match in _number_of().finditer(text)}
    places = sorted(named)
    last: Quantity | None = None
    fresh = True
    at = 0
    for one in found:
        while at < len(ends) and ends[at] <= one.start:
            at += 1
            fresh = False
        if one.kind != "bare":
            last, fresh = (one, True) if one.kind in ("count", "money", "measure") else (last, fresh)
            continue
        if one.unit:
            continue
        place = bisect_right(places, one.start)
        if (
            place
            and (at == 0 or places[place - 1] > ends[at - 1])
            and (last is None or not fresh or last.end < places[place - 1])
        ):
            one.unit, one.kind = named[places[place - 1]], "count"
        elif last is not None and one.start - last.end < 300 and _reads_so(text, one, fresh=fresh):
            if last.kind == "count" or one.number.factor >= 1000:
                one.unit, one.kind = last.unit, last.kind


def _reads_so(text: str, one: Quantity, *, fresh: bool) -> bool:
    """Whether a number stands for more of what was counted before; `fresh` is whether that was in its sentence."""
    if one.number.factor >= 1000 and fresh:
        return True
    if one.number.value < 2 or (one.number.form == "words" and one.number.value <= 10):
        return False
    if fresh and text[max(0, one.start - 2) : one.start] == ", ":
        return _verb().match(text, one.end, one.end + 10) is not None
    before = (_led() if fresh else _others()).search(text, max(0, one.start - 16), one.start)
    return before is not None and _followed().match(text, one.end, one.end + 20) is not None


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return re.compile(r"[ ](?:have|has|had|were|was|are|did|of them|of which)\b")


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    return re.compile(r"\b(?:only|another|other|others|just)\s$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _number_of() -> re.Pattern[str]:
    return re.compile(r"\b[Nn]umbers?\s(?:of\s)(?:[a-z-]+\s)?(?P<noun>[a-z]+s|people|men|women|children)\b")
