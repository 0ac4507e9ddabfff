"""Dates in running text: days, months, years, spans of years and decades, each with its span."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterable
from functools import lru_cache

from briefing.evidence.extract.tables import Span
from briefing.evidence.extract.wrapping import unwrapped
from briefing.records import record


@record
class DayMention:
    """A date as the text gives it.

    `iso` holds as much as is written: 2019-10-29, 2019-10, 2019, --08-10 (no year), --05 (a month alone), 2019/2020
    (a span of years), 1990s.
    """

    span: Span
    iso: str


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_GAP = r"[ \u00a0\u2009\u202f]"
_NOT_MORE = r"(?![0-9]|,[0-9]|\.[0-9])"

_LEADS = (
    r"in|by|since|until|till|of|from|to|and|between|during|before|after|through|throughout|over|early|late|mid|year"
    r"|fiscal|FY|FY'|the|its|his|their|that|this|last|next|around|circa|for|spring|summer|autumn|fall|winter|election"
)
"""Words after which a number like 2019 is a year."""

_COUNTED = (
    r"(?:per ?cent|percent|pc|people|persons|troops|soldiers|jobs|stores?|employees|workers|members|vehicles|tanks"
    r"|houses|homes|students|migrants|refugees|tonn?e?s|barrels|kilomet\w+|km|miles?|met(?:er|re)s?|feet|MW|GW|kg"
    r"|hours|minutes|dollars|euros|pounds|rupees|yuan|yen|roubles|rubles|million|billion|trillion|thousand|lakh|crore"
    r"|casualties|deaths|cases|megawatts?|gigawatts?|acres|hectares|square|cubic)\b"
)
"""Words before which a number like 2019 is a quantity."""


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a date looks like, the most telling shape first."""
    month, year, day, gap = _MONTH, _YEAR, _DAY, _GAP
    shapes = (
        ("mdy", rf"\b(?P<m>{month}){gap}(?P<d>{day}),?{gap}(?P<y>{year})\b"),
        ("dmy", rf"\b(?P<d>{day}){gap}(?:of{gap})?(?P<m>{month}),?{gap}(?P<y>{year})\b"),
        ("iso", rf"(?<![0-9./-])(?P<y>{year})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![0-9-])"),
        ("dots", rf"(?<![0-9./-])(?P<d>[0-3]?[0-9])\.(?P<m>[01]?[0-9])\.(?P<y>{year})(?![0-9-])"),
        ("slash", rf"(?<![0-9./-])(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])/(?P<y>{year})(?![0-9-])"),
        ("my", rf"\b(?P<m>{month})(?:,|{gap}of)?{gap}(?P<y>{year})\b"),
        ("md", rf"\b(?P<m>{month}){gap}(?P<d>{day})(?:{gap}?[-–]{gap}?{day})?(?![\w%]|,[0-9]|\.[0-9])"),
        ("dm", rf"(?<![\w.,-])(?P<d>{day})(?:{gap}?[-–]{gap}?{day})?{gap}(?:of{gap})?(?P<m>{month})(?!\w)"),
        ("years", rf"(?<![0-9./-])(?P<y>{year}){gap}?[-–/]{gap}?(?P<to>{year}|[0-9]{{2}})(?![0-9/-]|\.[0-9])"),
        ("decade", r"(?<![0-9])(?P<y>(?:1[5-9]|20)[0-9]0)['’]?s\b"),
        (
            "year",
            rf"(?<![0-9.,$£€₹¥/–#-])(?P<y>{year})(?![\w/%]|,[0-9]|\.[0-9]|{gap}?{_COUNTED}|-(?:strong|member|page))",
        ),
        ("mid", rf"\b(?:[Mm]id|[Ee]arly|[Ll]ate)-(?P<y>{year})\b"),
        (
            "month",
            rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ll]ast|[Tt]his|[Nn]ext|of|[Ee]arly|[Ll]ate|[Ff]rom|[Bb]efore"
            rf"|[Aa]fter|[Dd]uring|[Tt]hrough|[Ff]or|[Uu]ntil [Mm]id|(?:[Mm]id|[Ee]arly|[Ll]ate)(?=-))(?:{gap}"
            rf"|-)(?P<m>{month})(?!\w)",
        ),
    )
    return tuple((name, re.compile(pattern)) for name, pattern in shapes)


def days(text: str) -> tuple[DayMention, ...]:
    """The dates in a text, in their order, none within another."""
    text = unwrapped(text)
    found: list[DayMention] = []
    taken: list[Span] = []
    for name, shape in _shapes():
        fresh = []
        for match in shape.finditer(text):
            span = match.span("m") if name == "month" else match.span()
            iso = _iso(name, match, text)
            if iso is not None and is_free(span, taken):
                fresh.append(DayMention(span, iso))
        found += fresh
        taken = sorted(one.span for one in found)
    return tuple(sorted(found, key=lambda one: one.span))


def is_free(span: Span, taken: list[Span]) -> bool:
    """Whether a span meets none of the taken ones, which are sorted and apart from each other."""
    at = bisect_left(taken, (span[1], -1))
    return at == 0 or taken[at - 1][1] <= span[0]


def spans(mentions: Iterable[DayMention]) -> list[Span]:
    """The spans of the dates."""
    return [one.span for one in mentions]


def _iso(name: str, match: re.Match[str], text: str) -> str | None:
    """The date in ISO form, or None where it is none."""
    parts = match.groupdict()
    if name in _READERS:
        return _READERS[name](parts)
    if name == "year" and not _is_year(match, text):
        return None
    year = parts.get("y")
    month = _month(parts["m"]) if parts.get("m") else None
    day = int(re.sub(r"\D", "", parts["d"])) if parts.get("d") else None
    months_right = month is None or 1 <= month <= 12
    if not months_right or (day is not None and not 1 <= day <= monthrange(int(year or 2000), month or 1)[1]):
        return None
    return (year or "-") + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1


def _slashed(parts: dict[str, str]) -> str | None:
    """A date with strokes, where only one of day and month can be the month; 3/4/2024 may be either."""
    first, second = int(parts["a"]), int(parts["b"])
    if first == second <= 12:
        return f"{parts['y']}-{first:02}-{second:02}"
    if not (1 <= min(first, second) <= 12 < max(first, second) <= 31):
        return None
    return f"{parts['y']}-{min(first, second):02}-{max(first, second):02}"


def _years(parts: dict[str, str]) -> str | None:
    first, last = int(parts["y"]), int(parts["to"])
    last = last if last > 99 else first - first % 100 + last
    last += 100 if last <= first and first % 100 >= 90 else 0  # 1998-02
    return f"{first}/{last}" if first < last <= first + 150 else None


_READERS: dict[str, Callable[[dict[str, str]], str | None]] = {
    "slash": _slashed,
    "years": _years,
    "decade": lambda parts: f"{parts['y']}s",
}
"""How the shapes are read that aren't day, month and year."""


@lru_cache(maxsize=1)
def _year_contexts() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"\b(?:No|Nos|number|Resolution|Section|[Aa]rticle|[Pp]age|[Rr]oom|Law|Form|[Rr]oughly"
        r"|[Aa]bout|[Nn]early|[Aa]lmost|[Ss]ome|than|least|most|only|[Aa]pproximately)\.?\s$"),
        re.compile(rf"(?:\b(?:{_LEADS})(?:[ \u00a0-]|\s['’])|[(,—–/] ?)$", re.IGNORECASE),
        re.compile(r"[,;.):”\"’'\]\s—–?!-]|$"),
        re.compile(r"\s+(?:[a-z]+s|people)\b(?<!was)(?<!has)(?<!is)(?<!its)(?<!this)(?<!as)"),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _year_as_subject() -> re.Pattern[str]:
    return re.compile(
        r"[.,:;)]|\s*$|[ \t]{2,}|\s(?:was|is|has|had|will|saw|brought|marked|began|ended|and|to"
        r"|[0-9])\b"
    )


def _is_year(match: re.Match[str], text: str) -> bool:
    """Whether a bare number between 1500 and 2199 is a year, by the words around it."""
    counted, leads, after, plural = _year_contexts()
    before = text[max(0, match.start() - 14) : match.start()]
    if counted.search(before):
        return False
    if leads.search(before):
        return True
    if not before.strip():
        return _year_as_subject().match(text, match.end()) is not None
    following = text[match.end() : match.end() + 24]
    return after.match(following) is not None and plural.match(following) is None
