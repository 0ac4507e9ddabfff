"""Units that a number leaves out because the sentence has named them: 54 nations signed, only 27 have ratified."""

import re
from bisect import bisect_right
from functools import lru_cache

from briefing.evidence.extract.movements import Movements
from briefing.evidence.extract.nouns import is_plural, singular
from briefing.evidence.extract.quantities import Quantity

_NEAR = 300
"""How many characters back a number's noun may stand."""


def give_units(text: str, found: list[Quantity], movements: Movements) -> None:
    """Give each bare number the unit that its sentence has named for it, where it reads so.

    In this order: people who were killed or arrested; the noun of `the number of …`; the last quantity, of which a
    scaled number (107 million) takes money, a measure or a noun, a plain one only what is counted; and the plural
    that opens a sentence whose verb leads to the number.
    """
    ends = [match.end() for match in _ends().finditer(text)]
    numbered = [(match.end(), singular(match["noun"])) for match in _number_of().finditer(text)]
    last: Quantity | None = None
    for one in found:
        place = bisect_right(ends, one.start)
        sentence = ends[place - 1] if place else 0
        if one.kind == "bare" and not one.unit:
            taken = _unit(text, one, last, sentence, numbered) or _risen(text, sentence, one, movements)
            if taken is None:
                continue
            one.unit, one.kind = taken
        if one.kind in ("count", "money", "measure"):
            last = one


def _unit(
    text: str, one: Quantity, last: Quantity | None, sentence: int, numbered: list[tuple[int, str]]
) -> tuple[str, str] | None:
    """The unit and the kind that a bare number takes, or None."""
    if _counts_people(text, one):
        return "person", "count"
    fresh = last is not None and last.end > sentence
    place = bisect_right(numbered, (one.start, ""))
    if place and numbered[place - 1][0] > max(sentence, last.end if last is not None and fresh else 0):
        return numbered[place - 1][1], "count"
    near = last is not None and one.start - last.end < _NEAR and _reads_so(text, one, fresh=fresh)
    if last is not None and near and (last.kind == "count" or one.number.factor >= 1000):
        return last.unit, last.kind
    return None


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


def _risen(text: str, sentence: int, one: Quantity, movements: Movements) -> tuple[str, str] | None:
    """The plural that opens a sentence whose verb leads to a number: cases in the valley rose to 1,316."""
    direction, words = movements.of(one.start, one.end)
    if one.number.form != "digits" or not direction or re.search(r"\bto\b", words) is None:
        return None
    opening = re.finditer(r"[A-Za-z][a-z]+", text[max(sentence, one.start - 200) : one.start])
    return next(((singular(word[0]), "count") for word in opening if is_plural(word[0])), None)


def _counts_people(text: str, one: Quantity) -> bool:
    """Whether a bare number counts people: killed 12, 30 were wounded."""
    before, after = _harmed()
    if after.match(text, one.end, one.end + 24) is not None:
        return True
    ended = text[one.end : one.end + 5].startswith((".", ",", ";", " and ", " in ", " or "))
    return ended and before.search(text, max(0, one.start - 30), one.start) is not None


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    return re.compile(r"[.!?][\"”’')]*+\s++(?=[\"“‘(]?[A-Z0-9])|\n")


@lru_cache(maxsize=1)
def _number_of() -> re.Pattern[str]:
    return re.compile(r"\b[Nn]umbers?\sof\s(?:[a-z-]+\s)?(?P<noun>[A-Za-z]+s|people|men|women|children)\b")


@lru_cache(maxsize=1)
def _led() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:only|just|about|around|nearly|almost|roughly|some|over|than|least|most|to|from|reached|of|by|now|another"
        r"|further|other|others|with|killed|injured|wounded|detained|arrested|including|even|up|and|while|but|or|hit"
        r"|were|was)\s(?:a\s|an\s|the\s|other\s|further\s)*$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    return re.compile(r"\b(?:only|another|further|other|others|just)\s$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _followed() -> re.Pattern[str]:
    return re.compile(
        r"[ ](?:have|has|had|were|was|are|is|of them|of which|others|more|in|on|at|from|by|a year|last|this"
        r"|the (?:year|month|week|day) before|to|over|for|with|within|during|before|after|did|voted|abstained"
        r"|died|[a-z]+ed)\b|[.,;:)]|$|\n"
    )


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return re.compile(r"[ ](?:have|has|had|were|was|are|did|of them|of which)\b")


@lru_cache(maxsize=1)
def _harmed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    harmed = "killed|wounded|injured|arrested|detained|evacuated|hospitalised|hospitalized|rescued"
    return (
        re.compile(
            rf"\b(?:{harmed}|killing|wounding|injuring)\s"
            r"(?:(?:at\sleast|about|some|more\sthan|up\sto|another|nearly|over)\s)?$"
        ),
        re.compile(rf"[ ](?:more )?(?:were |was |have been |had been )?(?:{harmed}|dead|missing)\b"),
    )
