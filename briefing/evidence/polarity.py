"""How far a negation reaches: what a sentence denies, what it states, what it only has somebody else say.

All functions take normalised text (`normal.normal`): one apostrophe, one hyphen, single blanks.
"""

import re
from collections.abc import Mapping
from typing import Literal

from briefing.evidence.alignment import has_number
from briefing.evidence.labels import stem_of

Reach = Literal["denied", "term", "framed"]

_DENIES = (
    r"not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|scarcely|barely|no-one|unlikely"
    r"|\w+n't|(?:declin|refus)(?:e|es|ed|ing) to|fail(?:s|ed|ing)? to|den(?:y|ies|ied|ying)|rul(?:e|es|ed|ing) out"
    r"|reject(?:s|ed|ing)?|resist(?:s|ed|ing)?|stop(?:s|ped)? short of|far from|anything but"
)
"""What says no, in one word or by its verb: declined to confirm."""

_DENIAL = re.compile(rf"\b(?:{_DENIES})(?![\w'])", re.IGNORECASE)
_NO_SUBJECT = re.compile(r"\b(?:no|nobody|none|nothing|neither|nor|no-one|hardly)\b", re.IGNORECASE)

_BOUNDARY = re.compile(
    r"[,;:.!?\u2026]|(?<!\w)'|'(?!\w)| - |\b(?:but|and|so|because|although|though|while|whereas|when|if|unless|since"
    r"|until|before|after|than|except|provided|which|who|where)\b",
    re.IGNORECASE,
)
"""Where a negation's reach ends."""

_ASIDE = re.compile(r",[^,;:.!?]{1,80},")
_AFFIRMS = re.compile(
    r"\b(?:not|no|never|cannot|nothing|\w+n't)\b(?: \w+){0,3}? ?\b(?:only|just|merely|simply|least|doubt|doubted|wonder"
    r"|question|forget|deny|ignore|overlook|hide|secret|mistake|regret|surpris\w+|dispute|help but|matter)\b",
    re.IGNORECASE,
)
"""Two negations, or a figure of speech: not only, no doubt, we cannot deny that."""

_FINITE_VERB = (
    r"(?:is|are|was|were|will|would|can|could|should|must|may|might|shall|has|have|had|do|does|did"
    r"|[a-z]+n't|cannot|[a-z]+'(?:re|ll|ve|d|m))"
)
_FINITE = re.compile(rf"{_FINITE_VERB}(?= |$)", re.IGNORECASE)
_CLAUSE = re.compile(
    rf"(?:i|we|you|he|she|they|it|there)(?:'\w+)? |(?:[^ ,;:.!?]+ ){{1,6}}?{_FINITE_VERB}(?= |$)", re.IGNORECASE
)
"""A fragment that is a statement: with a subject and a verb that tells its time."""

_BEFORE_VERB = re.compile(
    r"\b(?:(?:do|does|did|will|would|can|could|should|must|may|might|shall) (?:not|never)(?: yet| ever)?|cannot"
    r"|(?:do|does|did|wo|would|ca|could|should|must|sha)n't(?: yet| ever)?"
    r"|(?:declin|refus)(?:e|es|ed|ing) to|fail(?:s|ed|ing)? to|never)$",
    re.IGNORECASE,
)
_LONGEST_TERM = 4
"""A fragment of so few words after a negation may be a term that is quoted: a statement of intent."""

_SAYS = (
    r"say|says|said|saying|claim|claims|claimed|claiming|allege[sd]?|alleging|pretend(?:s|ed|ing)?|argue[sd]?|insist"
    r"(?:s|ed)?|think|thinks|believe[sd]?|suggest(?:s|ed)?|assert(?:s|ed)?|tell|tells|told|maintain(?:s|ed)?"
    r"|accuse[sd]?|imagine[sd]?|assume[sd]?"
)
_FRAME = re.compile(
    r"\b(?P<who>[\w']+)(?: (?:also|even|always|often|now|still|have|has|had|would|will|may|might|could|can|must|should"
    rf"|do|does|did|like to|love to|want to|try to|keep))* (?:{_SAYS})(?: (?:us|me|you|him|people|everyone))?(?: that)?"
    r"$",
    re.IGNORECASE,
)
_REPORTS = re.compile(rf"\b(?:that|{_SAYS})$", re.IGNORECASE)
_OWN = frozenset(("i", "we", "me", "us", "let", "to", "i've", "we've", "i'd", "we'd", "i'll", "we'll", "and", "i'm"))
_UNTRUE = re.compile(
    r"\b(?:lie|lies|myth|wrong|false|nonsense|untrue|absurd|ridiculous|slander|fiction|mistaken|mistake)"
    r"(?: to (?:say|think|claim|suggest|believe|pretend))?(?: that)?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    rf"\bif \w+ (?:{_SAYS})(?: that)?$"
    r"|\b(?:if|whether|unless|as though|suppose|supposing|imagine|in case|would (?:mean|imply|suggest)(?: that)?)$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^[,.;:!?' -]*(?:but|and|yet)? ?(?:that|this|it|which|all that|all of that)(?: is|'s| was| would be)"
    r"(?: (?:simply|just|all|only|absolutely|completely|totally|utterly|of course|pure|a|an|plain|total|utter))*"
    r" (?:lie|lies|wrong|false|untrue|nonsense|fake|myth|propaganda|absurd|slander|rubbish|fiction"
    r"|(?:not|n't)(?: \w+)? (?:true|so|right|the case|correct))\b"
    rf"|^[,' -]+(?:they|some|critics|people|others|he|she) (?:{_SAYS})\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^ (?:(?:it|this|that|them|him|her|us) )?(?P<no>under no circumstances|no longer|no more|in no way|by no means"
    r"|not at all|on no account|at no time|not (?:now|yet)|never|nothing|nobody|no-one|nowhere)\b",
    re.IGNORECASE,
)


def denial_before(cut: str, fragment: str) -> tuple[Reach, str] | None:
    """How the words of a sentence that stand before a fragment of it turn what it says, and by which of them.

    Denied: a negation reaches the fragment, which states something without it (`I would not say that` …). Term: it
    does, at once, but the fragment is no statement. Framed: somebody else's claim or a condition (`Some say` …).
    """
    before = cut.rstrip(" ")
    if before.endswith(" that"):  # It is not true, as some know, that …
        before = _ASIDE.sub("", before[:-5].rstrip(",")) + " that"
    clause = _BOUNDARY.split(before)[-1]
    found = None
    for found in _DENIAL.finditer(clause):  # noqa: B007  # the last one counts
        pass
    if found is not None and not _AFFIRMS.search(f"{clause} {fragment[:20]}"):
        reach = _reach(clause, found, fragment)
        if reach is not None:
            return reach, found[0]
    untrue = _UNTRUE.search(clause)
    if untrue is not None:
        return "denied", untrue[0].strip()
    frame = _FRAME.search(before[-80:])
    if frame is not None and frame["who"].lower() not in _OWN:
        return "framed", frame[0].strip()
    condition = _CONDITION.search(before[-80:])
    return ("framed", condition[0].strip()) if condition is not None else None


def _reach(clause: str, negation: re.Match[str], fragment: str) -> Reach | None:
    """What a negation in a clause does to the fragment that follows: it denies a statement, not any phrase."""
    rest = clause[negation.end() :].strip(" ")
    if _FINITE.match(fragment):  # of its subject it can only say that there is none
        return "denied" if _NO_SUBJECT.search(clause) else None
    if negation[0].lower() == "without":
        return None if _CLAUSE.match(fragment) or " " in rest else "term"
    if _CLAUSE.match(fragment):
        return "denied"
    if _BEFORE_VERB.search(clause.rstrip(" ")) or _REPORTS.search(rest):
        return "denied"
    if not rest:
        return "term" if len(fragment.split()) <= _LONGEST_TERM else "denied"
    return "term" if " " not in rest else None


def denial_after(rest: str) -> tuple[Reach, str] | None:
    """How what follows a fragment turns it: a negation at once (… under no circumstances), or its denial."""
    tail = _TAIL.match(rest)
    if tail is not None:
        return "denied", tail["no"]
    denied = _DENIED_AFTER.match(rest)
    return ("framed", denied[0].strip(" ,.;:!?'-")) if denied is not None else None


_REACH = 3
"""How many telling words after a negation count as denied."""

_TOKEN = re.compile(
    rf"(?P<no>\b(?:{_DENIES})(?![\w']))|(?P<word>\b[^\W\d_][\w'-]*)|(?P<end>[,;:.!?\u2026])", re.IGNORECASE
)


def denies(text: str) -> bool:
    """Whether a text denies anything."""
    return _DENIAL.search(text) is not None


def said(text: str) -> Mapping[str, bool]:
    """The stems of a text's telling words, each stated (True) or denied; one that is both is left out."""
    found: dict[str, set[bool]] = {}
    left = 0
    for token in _TOKEN.finditer(text):
        if token["end"]:
            left = 0
        elif token["no"]:
            left = _REACH
        else:
            stem = stem_of(token["word"].lower().removesuffix("'s"))
            if stem and not has_number(token["word"].lower()):
                found.setdefault(stem, set()).add(left == 0)
                left = max(0, left - 1)
    return {stem: True in each for stem, each in found.items() if len(each) == 1}


def contradiction(claim: str, passage: str, evidence: str) -> str | None:
    """A telling word's stem that a claim states and a passage denies, or the other way, where only one denies anything.

    Only the words of the evidence count, the end of the passage; what stands before it may hold their negation.
    """
    if denies(claim) == denies(passage):
        return None
    mine, theirs = said(claim), said(passage)
    there = said(evidence)
    return next((one for one in mine if one in there and one in theirs and mine[one] != theirs[one]), None)
