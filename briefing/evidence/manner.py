"""How the source says a number: qualified, denied, aimed at, stated as a fact, or only as the step of a change."""

import re
from collections.abc import Sequence
from typing import Literal

from briefing.evidence.amountmatch import Claim
from briefing.evidence.extract.amounts import Atom, Mention
from briefing.evidence.extract.movements import Movements
from briefing.evidence.extraction import Reading
from briefing.evidence.results import Judgement
from briefing.model import Qualifier
from briefing.numbers import QUALIFIERS
from briefing.text import visible

_MAY_STAND_FOR = {
    "at_least": {"over", "at_least"},
    "over": {"over", "at_least"},
    "nearly": {"nearly", "at_most"},
    "about": {"about", "nearly", "over", "exact"},
}
"""Which qualifiers of a source one of a brief may stand for: about says no more than an exact number does."""

_ABOVE, _BELOW = frozenset(("over", "at_least")), frozenset(("nearly", "at_most"))

_WINDOW = 90
"""How many characters before a number are read for a negation or a fact."""

_CLAUSE = re.compile(r"[.!?;:](?= |$)|\n|,(?= )|\b(?:but|and|while|although|though|whereas|because|which|who)\b")
_NO = r"(?:\b(?:not|never|hardly)\b|\b(?:\w+n['’]t|cannot)\b|\bfail(?:s|ed|ing)? to\b|\bwithout\b)"
_LEAD = r"(?: (?!only\b|just\b|merely\b|the\b|these\b|those\b|its\b|their\b|his\b|her\b)[\w'’-]+)"
_TO_NUMBER = r"(?: (?:by|to|at|of|in|a|an|total|about|around|nearly|some|the|more than|over|quite|even))* ?[\"“(]?$"
_EXCEEDS = (
    r"(?:exceed|surpass|top|rise above|go above|go beyond|climb above|pass|be (?:above|more than|over))"
    r"(?:ed|ing|s|ped|ping)?"
)
_REACHES = (
    r"(?:reach|hit|meet|attain|achieve|total|amount|come|stand|number|equal|be|been|is|was|are|were|rise|risen|grow"
    r"|grown|fall|fallen|drop|increase|decrease|climb|decline|shrink)(?:ed|ing|es|s)?"
)
_EXCEEDED = re.compile(rf"{_NO}{_LEAD}{{0,5}}? {_EXCEEDS}{_TO_NUMBER}", re.IGNORECASE)
_DENIED = re.compile(
    rf"{_NO}{_LEAD}{{0,4}}? {_REACHES}{_TO_NUMBER}|\b(?:is|was|are|were|be)(?: not|n['’]t){_TO_NUMBER}"
    rf"|\b(?:fell|fall|falls|falling|stopped) short of{_TO_NUMBER}",
    re.IGNORECASE,
)
_NOT_BELOW = re.compile(rf"{_NO}{_LEAD}{{1,5}}? (?:below|under){_TO_NUMBER}", re.IGNORECASE)
_OTHER_NEGATION = re.compile(rf"{_NO}{_LEAD}{{0,4}} ?$", re.IGNORECASE)
_TARGETED = re.compile(r"\b(?:target|goal|objective|aim|forecast|plan|estimate|expectation)s?\b", re.IGNORECASE)

_FACT = re.compile(
    r"\b(?:reached|totalled|totaled|amounted to|stood at|came to|came in at|hit|(?:rose|grew|fell|climbed|dropped"
    r"|increased|declined|shrank|slipped) to)\b(?: [a-z]+){0,2} ?$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:targets?|goals?|aim\w*|plan\w*|forecast\w*|expect\w*|project(?:ed|s|ion|ions)|predict\w*|pledg\w*|promis\w*"
    r"|announc\w*|will|would|could|may|might|should|shall|to be|estimat\w*|next year|by 20\d\d|hop(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)

_BY = re.compile(r"\bby (?:\w+ ){0,2}$", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:growth|chang\w+|inflation|loss(?:es)?|lost|swing|hike|additional|extra|more|less|up|down|apprec\w+"
    r"|deprec\w+|devalu\w+|recover\w+|gain\w*|higher|lower|faster|slower|step|movement|trend|development)\b",
    re.IGNORECASE,
)


Manner = Literal["", "at most", "at least", "denied", "negated"]
_BOUNDS: dict[Manner, Qualifier] = {"at most": "at_most", "at least": "at_least"}


def judge_manner(claim: Claim, mention: Mention, atoms: Sequence[Atom], reading: Reading, judgement: Judgement) -> None:
    """What is no other number but said in another manner; a difference where the manner turns it into its opposite."""
    if not _check_denial(claim, mention, reading, judgement):
        _check_qualifier(claim, mention, judgement)
    ends = {"low": "at_least", "high": "at_most"}
    if len(atoms) == 1 and atoms[0].role in ends and claim.qualifier != ends[atoms[0].role]:
        words = reading.text[slice(*mention.span)]
        judgement.warn("qualifier", f"the source gives a range: {visible(words)}")
    if mention.aim and claim.is_measured:
        judgement.warn("aim", "the source speaks of a plan, a target or a forecast")
    elif not claim.is_measured and not claim.is_change and not claim.is_earlier:
        _check_fact(mention, reading, judgement)
    _check_step(claim, mention, atoms, reading, judgement)


def are_opposed(one: str, other: str) -> bool:
    """Whether one qualifier says that it is more, and the other that it is less."""
    return (one in _ABOVE and other in _BELOW) or (one in _BELOW and other in _ABOVE)


def _check_qualifier(claim: Claim, mention: Mention, judgement: Judgement) -> None:
    mine, theirs = claim.qualifier, mention.qualifier
    if are_opposed(mine, theirs):
        judgement.differ("qualifier", *(QUALIFIERS.get(one, "").strip() for one in (mine, theirs)))
    elif theirs not in _MAY_STAND_FOR.get(mine, {mine}):
        judgement.warn("qualifier", _qualified(mine, theirs))


def _qualified(mine: str, theirs: str) -> str:
    mine, theirs = (QUALIFIERS.get(one, "").strip() for one in (mine, theirs))
    if not mine:
        return f"the source says “{theirs}”, the brief leaves it out"
    if not theirs:
        return f"the source doesn't say “{mine}”"
    return f"“{mine}” in the brief, “{theirs}” in the source"


def _check_denial(claim: Claim, mention: Mention, reading: Reading, judgement: Judgement) -> bool:
    """Whether the source denies the number, which is noted: it did not reach it, it isn't expected to exceed it."""
    manner, words = denial(mention, reading)
    words = visible(words)
    if manner in _BOUNDS:
        bound = _BOUNDS[manner]
        if are_opposed(claim.qualifier, bound):
            judgement.differ("qualifier", QUALIFIERS[claim.qualifier].strip(), words)
        elif bound not in _MAY_STAND_FOR.get(claim.qualifier, {claim.qualifier}):
            judgement.warn("qualifier", f"the source says that it is {manner} this: “{words}”")
        return True
    if not manner or not claim.is_measured:
        return False
    if manner == "denied" and claim.qualifier not in _BELOW:
        judgement.differ("negation", claim.words, words, f"the source denies it: “{words}”")
    else:
        judgement.warn("negation", f"the source says “{words}”")
    return manner == "denied"


def denial(mention: Mention, reading: Reading) -> tuple[Manner, str]:
    """Whether the words before a number deny it, and these words.

    At most: it isn't exceeded. At least: it doesn't fall below it. Denied: it isn't reached. Negated: something else
    about it is, such as that somebody has so many.
    """
    first = mention.atoms[0].span[0]
    before = _clause(reading.text, first)
    words = f"{before.strip()} {reading.text[first : mention.span[1]]}"
    if _EXCEEDED.search(before):
        return "at most", words
    if mention.qualifier == "at_most" and _NOT_BELOW.search(before):
        return "at least", words
    if mention.qualifier not in ("exact", "about") or _TARGETED.search(before):
        return "", ""
    if _DENIED.search(before):
        return "denied", words
    return ("negated", words) if _OTHER_NEGATION.search(before) else ("", "")


def _clause(text: str, start: int) -> str:
    """The words of the clause before an offset."""
    return _CLAUSE.split(text[max(0, start - _WINDOW) : start])[-1]


def _check_fact(mention: Mention, reading: Reading, judgement: Judgement) -> None:
    """A warning where the brief has a forecast or a target, and the source a result."""
    start, end = reading.sentence(mention.span)
    before = reading.text[start : mention.span[0]]
    if not mention.aim and _FACT.search(before) and not _AHEAD.search(reading.text[start:end]):
        judgement.warn("aim", "the source states it as a fact, not as a plan, a target or a forecast")


def _check_step(claim: Claim, mention: Mention, atoms: Sequence[Atom], reading: Reading, judgement: Judgement) -> None:
    """A value that the source gives only as the size of a change: it fell by 12 per cent, it isn't 12 per cent.

    A label that itself speaks of a change may have it: growth, inflation, loss.
    """
    steps = [one for one in atoms if one.role == "by" and one.unit in ("%", "points")]
    if not steps or claim.is_change or _CHANGES.search(claim.label) or Movements(claim.label).verbs:
        return
    said = f"the source gives it as a change, not as a value: “{visible(reading.text[slice(*mention.span)])}”"
    by = _BY.search(reading.text, max(0, steps[0].span[0] - 20), steps[0].span[0])
    if by is not None or any(one.role == "to" for one in mention.atoms):
        judgement.differ("change", claim.words, "", said)
    else:
        judgement.warn("measure", said)
