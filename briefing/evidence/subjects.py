"""Whether a number belongs to what a figure's label names, where the source's sentence speaks of several things."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from briefing.evidence.extract.amounts import Mention
from briefing.evidence.extraction import Reading
from briefing.evidence.labels import stems
from briefing.evidence.results import Span
from briefing.text import visible

_COUNTRIES = """
    afghanistan:afghan:kabul albania:albanian algeria:algerian argentina:argentine:argentinian armenia:armenian
    australia:australian:canberra austria:austrian:vienna azerbaijan:azerbaijani:azeri:baku
    bangladesh:bangladeshi:dhaka belarus:belarusian:minsk belgium:belgian brazil:brazilian:brasilia
    britain:british:uk:london bulgaria:bulgarian canada:canadian:ottawa chile:chilean china:chinese:beijing
    colombia:colombian croatia:croatian cuba:cuban cyprus:cypriot czechia:czech:prague denmark:danish:copenhagen
    egypt:egyptian:cairo estonia:estonian ethiopia:ethiopian finland:finnish:helsinki france:french:paris
    georgia:georgian:tbilisi germany:german:berlin ghana:ghanaian greece:greek:athens hungary:hungarian:budapest
    iceland:icelandic india:indian:delhi indonesia:indonesian:jakarta iran:iranian:tehran iraq:iraqi:baghdad
    ireland:irish:dublin israel:israeli italy:italian:rome japan:japanese:tokyo jordan:jordanian kazakhstan:kazakh
    kenya:kenyan:nairobi kuwait:kuwaiti kyrgyzstan:kyrgyz latvia:latvian lebanon:lebanese libya:libyan
    lithuania:lithuanian luxembourg malaysia:malaysian malta:maltese mexico:mexican moldova:moldovan
    mongolia:mongolian morocco:moroccan myanmar:burmese nepal:nepalese:nepali netherlands:dutch:hague
    nigeria:nigerian norway:norwegian:oslo oman:omani pakistan:pakistani:islamabad peru:peruvian
    philippines:philippine:filipino:manila poland:polish:warsaw portugal:portuguese:lisbon qatar:qatari
    romania:romanian russia:russian:moscow:kremlin saudi:riyadh serbia:serbian:belgrade singapore:singaporean
    slovakia:slovak slovenia:slovenian spain:spanish:madrid sudan:sudanese sweden:swedish:stockholm
    switzerland:swiss syria:syrian:damascus taiwan:taiwanese:taipei tajikistan:tajik thailand:thai:bangkok
    tunisia:tunisian turkey:turkish:türkiye:ankara ukraine:ukrainian:kyiv uzbekistan:uzbek venezuela:venezuelan
    vietnam:vietnamese:hanoi america:american:us:u.s:usa:washington
"""
"""Countries with the words that stand for them: their people, their language, their capital."""

_OPPOSITES = (
    ("export", "import"), ("surplus", "deficit"), ("revenue", "expenditure"), ("revenue", "spending"),
    ("profit", "loss"), ("birth", "death"), ("inflow", "outflow"), ("arrival", "departure"),
    ("production", "consumption"), ("output", "consumption"), ("employment", "unemployment"), ("supply", "demand"),
    ("asset", "liability"), ("men", "women"),
)  # fmt: skip
"""Measures that are taken for each other in a label, and never mean the same."""

_NAME = re.compile(r"(?<![\w'’.-])[A-Z][\w.’'-]*\w")
_HEAD = re.compile(r"(?:^|[.;:,–—(]|\b(?:and|while|but|whereas|as|that|or|of|in|for))\s*(?:the\s)?$", re.IGNORECASE)
_OTHER_SIDE = re.compile(r"\b(?:to|from|with|against|by|for|of|and)\s(?:the\s)?$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.;:,]\s(?:and\s|but\s)?|\band\s)in\s(?:the\s)?$", re.IGNORECASE)
_INNER = re.compile(r"\b(?:of|in|for|to|from|with|by|between|against|on|at|into|over)\s(?:the\s)?$", re.IGNORECASE)
_FOR = re.compile(r"\s(?:for|to|from|in)\s(?:the\s)?(?P<name>[A-Z][\w.’'-]*\w)")
_FARTHEST = 600
"""How many characters around a number belong to its sentence at most: a text may be one long line."""

_LEDE = 300
"""How many characters from the beginning of a text may say whom it is about."""


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {word: line.split(":")[0] for line in _COUNTRIES.split() for word in line.split(":")}


_WHEN = """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday gdp
"""
_NO_NAMES = frozenset(_WHEN.split())


def _key(name: str) -> str:
    """What a name stands for: its country, else the name itself in small letters; empty for a month or a day."""
    bare = re.sub(r"['’]s?$", "", name).rstrip(".").lower()
    return "" if bare in _NO_NAMES else _countries().get(bare, bare)


def _names(text: str) -> set[str]:
    return {_key(found[0]) for found in _NAME.finditer(text)} - {""}


def _country_names(text: str) -> set[str]:
    return _names(text) & set(_countries().values())


def other_subject(label: str, mention: Mention, reading: Reading, is_rival: Callable[[Mention], bool]) -> str | None:
    """Why a number may be something else's than the label names; None where nothing speaks for that.

    `is_rival` tells which other mentions have a number in the same unit.
    """
    start, end = reading.sentence(mention.span)
    sentence = max(start, mention.span[0] - _FARTHEST), min(end, mention.span[1] + _FARTHEST)
    return (
        _by_sentence(label, mention, sentence, reading, is_rival)
        or _by_country(label, sentence, reading)
        or _by_opposite(label, reading.text[slice(*sentence)])
    )


def _by_sentence(
    label: str, mention: Mention, sentence: Span, reading: Reading, is_rival: Callable[[Mention], bool]
) -> str | None:
    """The sentence ties the label's name to another number: Denmark, which gives 0.9, and Norway, which gives 1.1."""
    mine = _names(label)
    subjects = list(_subjects(reading.text, sentence))
    own = _receiver(mention, reading.text) or _last(subjects, mention.span[0])
    if own is None or own in mine or not mine:
        return None
    for one in reading.amounts_in(sentence):
        if (
            one is not mention
            and is_rival(one)
            and (_receiver(one, reading.text) or _last(subjects, one.span[0])) in mine
        ):
            return f"in this sentence “{visible(reading.text[slice(*one.span)])}” is the number of what the label names"
    return None


def _receiver(mention: Mention, text: str) -> str | None:
    """The name that follows a number at once: 5 million for Egypt."""
    found = _FOR.match(text, mention.span[1])
    return (_key(found["name"]) or None) if found is not None else None


def _subjects(text: str, sentence: Span) -> Iterator[tuple[int, str]]:
    """The names of a sentence that may be what a clause is about, and where: not those that belong to another noun."""
    for found in _NAME.finditer(text, *sentence):
        before = text[max(sentence[0], found.start() - 16) : found.start()]
        if _OPENS.search(before) or (_HEAD.search(before) and not _INNER.search(before)):
            key = _key(found[0])
            if key:
                yield found.start(), key


def _last(subjects: list[tuple[int, str]], at: int) -> str | None:
    return next((name for start, name in reversed(subjects) if start < at), None)


def _by_country(label: str, sentence: Span, reading: Reading) -> str | None:
    """The label names a country of which the source doesn't speak there, and the sentence names another."""
    mine, there = _country_names(label), _country_names(reading.text[slice(*sentence)])
    theirs = {_key(one[0]) for one in _NAME.finditer(reading.text, *sentence) if not _is_other(one)} & there
    if not mine or not theirs or mine & there:
        return None
    if mine & (
        _country_names(reading.text[slice(*reading.surroundings(sentence))]) | _country_names(reading.text[:_LEDE])
    ):
        return None
    return f"the label names {_listed(mine)}, the passage {_listed(theirs)}"


def _is_other(name: re.Match[str]) -> bool:
    """Whether a name is that of the other side: exports to Germany, imports of Russian oil."""
    return _OTHER_SIDE.search(name.string, max(0, name.start() - 12), name.start()) is not None


def _listed(names: set[str]) -> str:
    return " and ".join(sorted("the US" if one == "america" else one.capitalize() for one in names))


def _by_opposite(label: str, sentence: str) -> str | None:
    """The label speaks of exports, the sentence only of imports; what one of two countries sells the other buys."""
    mine, theirs = stems(label), stems(sentence)
    if len(_country_names(f"{label} {sentence}")) > 1:
        return None
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            (one_stem,), (other_stem,) = stems(one), stems(other)
            if one_stem in mine and other_stem not in mine and other_stem in theirs and one_stem not in theirs:
                return f"the label speaks of {one}, the passage of {other}"
    return None
