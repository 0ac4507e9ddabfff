"""The noun that a number counts: 62 Tesco outlets are outlets, two million Syrian refugees are refugees."""

import re
from functools import lru_cache

from briefing.evidence.extract.tables import table

_STOP = table(
    "of in on at by to from for with and or but the a an is are was were be been has have had will would could can"
    " may might as that which who whom whose than then so if when while after before since until during between"
    " among over under into onto out up down off per also only not no said says this these those its their his her"
    " our your my it they he she we i you about around nearly almost more less fewer most other others against"
    " according including because where there here across within without worth each every both respectively last"
    " next early late this ago earlier later years’ did do does must should plus minus versus via toward towards"
    " despite though although even just now still yet too very such through throughout upon like unlike ahead away"
    " back below above behind is’s gets says means makes takes comes goes runs sits stands remains"
)
"""Words that end a noun phrase."""

_ING_NOUNS = table(
    "manufacturing building mining training shipping housing processing refining engineering operating meeting"
    " hearing nursing fighting landing fishing trading farming banking missing"
)

_PLURALS = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "servicemen": "serviceman", "fishermen": "fisherman", "policemen": "policeman", "police": "police",
    "personnel": "personnel", "aircraft": "aircraft", "staff": "staff", "crew": "crew", "dead": "person",
    "wounded": "person", "injured": "person", "cattle": "cattle", "sheep": "sheep", "fish": "fish", "feet": "foot",
    "series": "series", "species": "species", "lives": "life", "wives": "wife", "knives": "knife", "buses": "bus",
    "gases": "gas", "crises": "crisis", "bases": "base", "analyses": "analysis", "spacecraft": "spacecraft",
    "watercraft": "watercraft", "hovercraft": "hovercraft", "movies": "movie", "cookies": "cookie", "ties": "tie",
    "allies": "ally", "strong": "strong", "larvae": "larva", "bacteria": "bacterium", "criteria": "criterion",
    "phenomena": "phenomenon", "media": "medium", "data": "data",
}  # fmt: skip
"""Plurals that aren't made by adding s, and words that count without a plural of their own."""

_FURTHER = frozenset(("more", "other", "fewer"))
"""Words that may stand between a number and what it counts: 12 more aircraft."""

_PREFIXED = table("police staff crew men women aircraft media data")
"""Plurals without an s that stand before another noun: police officers."""

_NOT_PLURAL = re.compile(r"(?:ss|us|is|’s|'s|ous|(?:polit|econom|phys|mathemat|athlet|logist|eth)ics)$")
_NOUN_SUFFIX = re.compile(r"(?:[a-z]s|people|men|women|children)$")


@lru_cache(maxsize=1)
def _next_word() -> re.Pattern[str]:
    return re.compile(r"[ \u00a0\u2009\u202f]((?:[^\W\d_]|[0-9]{1,3}[A-Z])(?:[\w’'-]|\.(?=\w))*+)")


@lru_cache(maxsize=2048)
def singular(noun: str) -> str:
    """The singular of an English noun, in small letters: countries, boxes, stores, people."""
    word = noun.lower()
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ch|sh|x|ss|zz|[rgtd]o)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 and not _NOT_PLURAL.search(word) else word


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    lower = word.lower()
    if lower in _PLURALS:
        return True
    return len(lower) > 3 and lower.endswith("s") and _NOT_PLURAL.search(lower) is None


def counted(text: str, end: int) -> tuple[str, int] | None:
    """The noun counted by the number that ends at `end`, in the singular, and where it ends; None where there is none.

    The head is the first plural within four words, names not counted, or the one right after it (police officers).
    """
    at, small = end, 0
    words: list[tuple[str, int]] = []
    while len(words) < 7 and small < 4 and (match := _next_word().match(text, at, at + 40)) is not None:
        word = match[1]
        small += word[0].islower()
        lower = word.lower()
        if (lower in _STOP and (words or lower not in _FURTHER)) or (words and _is_verb(lower)):
            break
        at = match.end()
        words.append((word, at))
        if is_plural(word):
            return _head(text, word, at)
    return None


def _head(text: str, word: str, at: int) -> tuple[str, int]:
    """The plural itself, or the plural that follows it at once: sports clubs, police officers."""
    after = _next_word().match(text, at, at + 40) if word.endswith("s") or word in _PREFIXED else None
    if after is not None and _NOUN_SUFFIX.search(after[1]) and is_plural(after[1]) and after[1].lower() not in _STOP:
        return singular(after[1]), after.end()
    return singular(word), at


def _is_verb(word: str) -> bool:
    return word.endswith(("ed", "ly")) or (word.endswith("ing") and word not in _ING_NOUNS)


def joined_noun(text: str, end: int) -> tuple[str, int] | None:
    """The noun tied to a number by a hyphen: 55-member, 604-acre; an age is none."""
    match = re.compile(r"-([a-z]{3,})(?![\w-]|['’])").match(text, end, end + 24)
    return (singular(match[1]), match.end()) if match is not None else None
