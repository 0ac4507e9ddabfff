"""What may stand between two numbers that belong together."""

import re
from functools import lru_cache

QUALIFYING = (
    r"(?:(?:about|around|roughly|some|approximately|nearly|almost|over|more than|less than|at least|up to|just over"
    r"|just under|only|just|under|even|a|an|the|as much as|as many as|an estimated|estimated|perhaps|possibly)\s)*"
)
"""The words that may stand before a number."""

_PERIOD = (
    r"(?:in|by|since|for|on|between|and|during|over|at|as of|through|until|before|after|the|a|an|last|this|next"
    r"|previous|same|early|late|mid|end|first|second|third|fourth|fiscal|financial|calendar|year|years|month|months"
    r"|week|quarter|half|ago|earlier|later|of|to date|today|now|then|currently|yesterday|January|February|March"
    r"|April|May|June|July|August|September|October|November|December|\x02)"
)
"""The words that say when; \\x02 stands for a date."""

_WHEN = rf"(?:,?\s{_PERIOD}(?:[\s,]+{_PERIOD})*,?)?"

_LEVEL = (
    r"(?:(?:a|an|the|its|their)\s)?(?:[a-z]+\s)?"
    r"(?:(?:peak|high|low|record|total|level|estimate|forecast|figure|average|rate)\s(?:of\s|at\s)?)?"
)
"""From a peak of, to a record."""

_MOVED = r"(?:up|down|compared|increased|rising|falling|an increase|a decrease|a drop|a rise)"

_KINDS = {
    "dash": r"\s?[-–—‑]\s?",
    "to": rf"{_WHEN},?\sto\s{QUALIFYING}(?:{_LEVEL})?{QUALIFYING}",
    "far to": rf"(?:\s[^\s,.;:()\d]+){{1,8}},?\sto\s{QUALIFYING}(?:{_LEVEL})?{QUALIFYING}",
    "just to": rf"\s(?:to|or)\s{QUALIFYING}",
    "and": rf"{_WHEN}\sand\s{QUALIFYING}",
    "from": rf"{_WHEN},?\s\(?(?:(?:which\s(?:was|is)\s)?{_MOVED}\s)?from\s{QUALIFYING}{_LEVEL}{QUALIFYING}"
    rf"|(?:\s[^\s,.;:()\d]+){{1,8}}(?:,|\s[–—-])\s(?:up|down)\sfrom\s{QUALIFYING}{_LEVEL}{QUALIFYING}",
    "bracket": r"\s?[(\[]\s?(?:or\s|equal\sto\s|equivalent\sto\s|worth\s|i\.e\.,?\s|=\s?|≈\s?|~\s?|approx\.\s)?"
    + QUALIFYING,
    "or": rf",?\s(?:or|equal\sto|equivalent\sto|which\sis)\s{QUALIFYING}",
    "stroke": r"\s?[/;=]\s?",
    "list": rf"(?:(?:\s[A-Z][\w-]+|\s[a-z]+ing|\s[a-z]+ed)?,?\s(?:and|or|then|and\sthen)\s|,\s){QUALIFYING}",
    "of": r"\s(?:out\s)?of\s(?:(?:the|its|their|all|those|our|these|every|a|an|about|some|total|nearly|over"
    r"|more than)\s)*(?:[a-z]+(?:[’']s)?\s)?",
    "in": r"\s(?:in|out\sof)\s(?:every\s)?",
}
"""Each kind of gap."""


@lru_cache(maxsize=len(_KINDS))
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(_KINDS[kind])


def is_gap(kind: str, gap: str | None) -> bool:
    """Whether what stands between two numbers is of a kind: dash, to, and, from, bracket, or, list, of, in."""
    return gap is not None and _pattern(kind).fullmatch(gap) is not None


@lru_cache(maxsize=2)
def _led_by(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{word}\s+{QUALIFYING}$", re.IGNORECASE)


def is_led_by(word: str, text: str, start: int) -> bool:
    """Whether a word (from, between) stands before the number at `start`, with no more than a qualifier between."""
    return _led_by(word).search(text, max(0, start - 40), start) is not None
