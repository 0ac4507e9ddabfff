"""Whether the source has the same person say a quotation as the brief."""

import re
from collections.abc import Sequence
from typing import Literal

from briefing.evidence.extract.quotations import Quotation
from briefing.evidence.extraction import Reading
from briefing.evidence.results import Speaker
from briefing.records import record
from briefing.text import fold

_ARTICLE = re.compile(r"^(?:an?|the) ")

Likeness = Literal["same", "maybe", "other"]

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_TITLES = """
    mr mrs ms miss mx dr prof professor sir dame lord lady president prime minister foreign defence defense finance
    secretary general chancellor king queen prince princess ambassador spokesman spokeswoman spokesperson senator
    governor mayor chairman chairwoman chair chief executive ceo director deputy vice commissioner envoy the of and
    jr sr ii iii colonel captain admiral major lieutenant judge justice representative analyst columnist expert
    former acting
"""
"""Words beside a name that aren't part of it."""

_TITLE_WORDS = frozenset(_TITLES.split())


_BODIES = """
    ministry office agency government department group party company bank union council commission committee
    association university institute court police army navy forces force service authority board parliament senate
    house state states republic people news
"""
"""Words that end the names of bodies as family names end those of people."""

_BODY_WORDS = frozenset(_BODIES.split())


@record
class Claimed:
    """A quote's speaker: the forms of the name, the printed one first, and the role that the brief gives."""

    names: tuple[str, ...] = ()
    role: str = ""


def judge(claimed: Claimed, found: Sequence[Quotation], reading: Reading) -> tuple[Speaker, str | None]:
    """Confirmed, contradicted or unconfirmed, and who says it in the source.

    `found` are the quotations that hold the words. Only a sure attribution to somebody else contradicts: one that
    the extractor is sure of; a likely one where the paragraph doesn't name the brief's speaker; one by a pronoun or
    carried over where the paragraph before doesn't either.
    """
    named = [one for one in found if one.speaker]
    likenesses = [_likeness(claimed, one.speaker or "", reading) for one in named]
    for one, likeness in zip(named, likenesses, strict=True):
        if likeness == "same":
            return "confirmed", one.speaker
    for one, likeness in zip(named, likenesses, strict=True):
        if likeness != "other":
            continue
        if _is_sure(claimed, one, reading) or _is_namesake(claimed, one.speaker or "", reading):
            return "contradicted", one.speaker
    return "unconfirmed", next((one.speaker for one in named), None)


def _is_sure(claimed: Claimed, quotation: Quotation, reading: Reading) -> bool:
    if quotation.confidence == "likely":
        return not is_named(claimed.names, _around(quotation, 0, reading))
    return quotation.confidence == "sure" or not is_near(claimed, quotation, reading)


def _is_namesake(claimed: Claimed, found: str, reading: Reading) -> bool:
    """Whether somebody has the speaker's family name and another given name, and the source never names the speaker.

    The family name beside the words is then that of the other one.
    """
    theirs = _names(found)
    alike = [name for name in claimed.names if (mine := _names(name)) and theirs and mine[-1] == theirs[-1]]
    folded = fold(reading.text).text if alike else ""
    return bool(alike) and not any(" ".join(_names(name)) in folded for name in claimed.names)


def is_near(claimed: Claimed, quotation: Quotation, reading: Reading) -> bool:
    """Whether the source names a speaker in a quotation's paragraph or in the one before, outside of its words."""
    return is_named(claimed.names, _around(quotation, 1, reading))


def is_in_sentence(claimed: Claimed, quotation: Quotation, reading: Reading) -> bool:
    """Whether the sentence of a quotation names a speaker, outside of its words."""
    start, end = reading.sentence(quotation.span)
    return is_named(claimed.names, reading.text[start : quotation.span[0]] + reading.text[quotation.span[1] : end])


def _around(quotation: Quotation, before: int, reading: Reading) -> str:
    """A quotation's paragraph and some of those before it, without the quotation's words."""
    start, end = reading.paragraph(quotation.span)
    for _ in range(before):
        start = reading.text.rfind("\n", 0, len(reading.text[:start].rstrip())) + 1
    return reading.text[start : quotation.span[0]] + reading.text[quotation.span[1] : end]


def _likeness(claimed: Claimed, found: str, reading: Reading) -> Likeness:
    """The closest likeness of the speaker's names; somebody who is in the speaker's role may be the speaker."""
    likenesses = [likeness(name, found, reading) for name in claimed.names]
    in_role = not set(_names(found)).isdisjoint(_names(claimed.role))
    if "same" in likenesses:
        return "same"
    return "maybe" if in_role or "maybe" in likenesses else "other"


def likeness(claimed: str, found: str, reading: Reading) -> Likeness:
    """Whether two names are the same person's, another's, or nobody can tell: same, other, maybe."""
    mine, theirs = _names(claimed), _names(found)
    alike = _ARTICLE.sub("", fold(claimed).text) == _ARTICLE.sub("", fold(found).text)
    if alike or _abbreviates(claimed, found, reading) or _abbreviates(found, claimed, reading):
        return "same"
    if not mine or not theirs:
        return "maybe"  # a description: the minister, two officials
    if mine[-1] in theirs or theirs[-1] in mine:
        if {*mine, *theirs} & _BODY_WORDS and set(mine) != set(theirs):
            return "maybe"  # two ministries
        return "same" if _given_agree(mine, theirs) else "other"
    described = not any(part[:1].isupper() for part in found.split() if part.lower() not in _TITLE_WORDS)
    return "maybe" if described or _near(mine[-1], theirs[-1]) else "other"  # near: another transliteration


def _names(name: str) -> list[str]:
    """The parts of a name, folded, without titles."""
    folded = [fold(part).text.removesuffix("'s") for part in _WORD.findall(name)]
    return [part for part in folded if part not in _TITLE_WORDS]


def _given_agree(mine: list[str], theirs: list[str]) -> bool:
    """Whether two names of one family name can be one person's: one is shorter, or they share more than that name."""
    if len(mine) == 1 or len(theirs) == 1 or set(mine) <= set(theirs) or set(theirs) <= set(mine):
        return True
    shared = set(mine) & set(theirs)
    one, other = mine[0], theirs[0]
    initial = one[0] == other[0] and min(len(one), len(other)) == 1
    return len(shared) > 1 or initial or _is_short_for(one, other) or _near(one, other)


_SHORT_FORMS = """
    bill=william bob=robert dick=richard rick=richard jim=james jack=john mike=michael tom=thomas tony=anthony
    joe=joseph jeff=geoffrey ted=edward ted=theodore liz=elizabeth beth=elizabeth kate=katherine kate=catherine
    peggy=margaret harry=henry larry=lawrence charlie=charles andy=andrew nick=nicholas steve=stephen steve=steven
    gerry=gerald jerry=gerald hank=henry sasha=alexander dima=dmitry volodya=vladimir misha=mikhail kolya=nikolai
    betty=elizabeth sally=sarah molly=mary bernie=bernard jimmy=james tommy=thomas bobby=robert billy=william
    mickey=michael yuri=yury olha=olga ivan=iwan
"""
_SHORT = frozenset(_SHORT_FORMS.split())


def _is_short_for(one: str, other: str) -> bool:
    """Whether a given name is another one's short form or spelling: Alex and Alexander, Bill and William."""
    short, long = sorted((one, other), key=len)
    spelt = len(short) > 4 and short[:3] == long[:3] and short[-1] == long[-1]  # Aleksandr, Alexander
    begins = len(short) > 2 and long.startswith(short)
    return spelt or begins or not {f"{one}={other}", f"{other}={one}"}.isdisjoint(_SHORT)


def _near(one: str, other: str) -> bool:
    """Whether two names differ by a letter or two, as transliterations do."""
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2:
        return False
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != against))
    return row[-1] <= 2


def _abbreviates(short: str, long: str, reading: Reading) -> bool:
    """Whether the one is the other's abbreviation: by its initials, or as the source itself says in brackets."""
    short = short.strip()
    if not (2 <= len(short) <= 8 and short.isupper()):
        return False
    initials = "".join(part[0] for part in re.findall(r"[^\W\d_]+", long) if part[0].isupper())
    return initials == short or f"{long} ({short})" in reading.text


def is_named_anywhere(claimed: Claimed, reading: Reading) -> bool:
    """Whether a source names a speaker at all; a long text is searched once for each."""
    if claimed.names not in reading.named:
        reading.named[claimed.names] = is_named(claimed.names, reading.text)
    return reading.named[claimed.names]


def is_named(names: Sequence[str], text: str) -> bool:
    """Whether a text names a person: in full, or by the last part of the name."""
    lasts = (parts[-1] for parts in (_WORD.findall(name) for name in names) if parts)
    if any(re.search(rf"\b{re.escape(one)}\b", text) for one in lasts):
        return True  # as nearly always, and without folding the text
    folded = fold(text).text
    lasts = (parts[-1] for parts in map(_names, names) if parts)
    wholes = (fold(name).text for name in names if name)
    return any(re.search(rf"\b{re.escape(one)}\b", folded) for one in (*lasts, *wholes))
