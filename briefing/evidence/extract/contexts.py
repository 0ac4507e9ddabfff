"""The words around an amount: how exact it is, which way it went, whether it is only aimed at."""

import re
from functools import lru_cache

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
    r"|proposes|proposal|envisages?|envisaged|anticipates?|anticipated|scheduled|promised|promises|would|will|could|(?-i:may)|might"
    r"|should|shall|must|set to|due to|likely to|is to|are to|wants? to|wanted to"
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


def clause_before(text: str, start: int, length: int) -> str:
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
    before = clause_before(text, start, 70)
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
