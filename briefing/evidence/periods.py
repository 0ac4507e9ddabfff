"""Whether the source gives an amount for the same period as the brief."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from briefing.dates import MONTHS, Days, month_days, read_period
from briefing.evidence.extract.days import DayMention, days
from briefing.evidence.extraction import Reading
from briefing.evidence.results import Span
from briefing.records import record

Verdict = Literal["same", "other", "doubtful", "unknown"]

_RELATES = re.compile(
    r"\b(?:since|after|before|until|till|following|post|pre|from before)[\s-](?:the\s)?$", re.IGNORECASE
)
"""Before a date to which something else is only related: since 2022 isn't a period of 2022."""

_EARLIER = re.compile(
    r"\b(?:(?P<count>a|one|two|three|four|five|ten|\d{1,2})\s(?P<unit>year|month|decade)s?\s"
    r"(?:earlier|ago|before|previously)\b(?!\s(?:the|a)\b)"
    r"|(?:in\s)?the\s(?:previous|preceding|prior)\s(?P<previous>year|month)\b"
    r"|(?:in\s)?the\s(?P<before>year|month)\s(?:before|earlier)\b)",
    re.IGNORECASE,
)
"""Periods that are counted back from another: a year earlier, two years ago, the previous year."""

_COMPARES = re.compile(r"\b(?:from|than|on|over|against|with|to|versus|vs|of|as)\s$", re.IGNORECASE)
"""Before such a period where it is only what something else is compared with: 12 per cent more than a year ago."""

_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_MONTHS_OF = {"year": 12, "month": 1, "decade": 120}

_WORDS = re.compile(r"(?:in |during |by |since |early |late |mid-)?(?P<month>[A-Z][a-z]+)\.?(?:,? (?P<year>\d{4}))?")


@record
class _Dated:
    """A date beside an amount: where it stands, its days, and whether it is a year, a month or a day."""

    span: Span
    days: Days
    exact: Literal["year", "month", "day"]


def compare_period(
    period: str | None, span: Span, within: Span, reading: Reading, main_period: str | None = None
) -> tuple[Verdict, str]:
    """Whether the dates near an amount agree with the brief's period, and the words of the nearest date.

    Only the dates in `within`, the sentence or the evidence, count. `a year earlier` is counted from `main_period`,
    that of the figure whose earlier value it is, else from the nearest year or month that the source gives. Unknown
    where the brief's period is only words or the source gives no date that could be the amount's.
    """
    wanted = _wanted(period, reading, within) if period else None
    if wanted is None:
        return "unknown", ""
    near = [*_dates(wanted, within, reading), *_counted_back(within, reading, main_period)]
    agreeing = [one for one in near if _agree(wanted, one.days)]
    others = [one for one in near if one not in agreeing and not _related(one.span, reading)]
    if not agreeing and not others:
        return "unknown", ""
    nearest = min([*agreeing, *others], key=lambda one: _distance(one.span, span))
    words = reading.text[slice(*nearest.span)]
    if nearest in agreeing:
        return "same", words
    if agreeing:
        return ("doubtful" if _several_amounts(within, reading) else "same"), words
    if any(one.exact == "year" for one in others):
        return "other", words
    return ("doubtful" if any(one.exact == "month" for one in others) else "unknown"), words


def _wanted(period: str, reading: Reading, within: Span) -> Days | None:
    """The days of a brief's period; of a month without a year, in the year that the source gives there, if any."""
    read = read_period(period)
    if read is not None:
        return read
    found = _WORDS.fullmatch(period.strip())
    if found is None or found["month"][:3].title() not in MONTHS or not days(f"in {found['month']} 2000"):
        return None
    month = MONTHS.index(found["month"][:3].title()) + 1
    year = found["year"] or next((one.iso[:4] for one in reading.days_in(within) if one.iso[:4].isdigit()), "2000")
    return month_days(int(year), month)


def _dates(wanted: Days, within: Span, reading: Reading) -> Iterator[_Dated]:
    for one in reading.days_in(within):
        found = days_of(one.iso, wanted.first.year)
        if found is not None:
            exact = "year" if len(one.iso) in (4, 5, 9) else "month" if len(one.iso) == 7 else "day"
            yield _Dated(one.span, found, exact)  # type: ignore[arg-type]  # one of the three words


def _counted_back(within: Span, reading: Reading, main_period: str | None) -> Iterator[_Dated]:
    """The periods that the source counts back from another, where it is known which."""
    for found in _EARLIER.finditer(reading.text, *within):
        if _COMPARES.search(reading.text, max(0, found.start() - 9), found.start()):
            continue
        base = _base(found.span(), within, reading, main_period)
        unit = (found["unit"] or found["previous"] or found["before"]).lower()
        count = (found["count"] or "a").lower()
        if base is not None and not (unit == "month" and base.first.month != base.last.month):
            back = (_COUNTS.get(count) or int(count)) * _MONTHS_OF[unit]
            try:
                yield _Dated(found.span(), Days(_months_back(base.first, back), _months_back(base.last, back)), "year")
            except ValueError:  # before the year 1
                continue


def _base(span: Span, within: Span, reading: Reading, main_period: str | None) -> Days | None:
    main = read_period(main_period) if main_period else None
    if main is not None:
        return main
    near = [one for one in reading.days_in(within) if one.iso[:4].isdigit() and not _related(one.span, reading)]
    nearest = min(near, key=lambda one: _distance(one.span, span), default=None)
    return read_period(nearest.iso) if nearest is not None else None


def _months_back(day: dt.date, back: int) -> dt.date:
    """The same day some months earlier; the last of a month stays the last."""
    at = 12 * day.year + day.month - 1 - back
    days_there = month_days(at // 12, at % 12 + 1)
    is_last = day == month_days(day.year, day.month).last
    return days_there.last if is_last else days_there.first.replace(day=min(day.day, days_there.last.day))


def _related(span: Span, reading: Reading) -> bool:
    return _RELATES.search(reading.text, max(0, span[0] - 20), span[0]) is not None


def is_related(mention: DayMention, reading: Reading) -> bool:
    """Whether something is only related to a date: since, after, before it."""
    return _related(mention.span, reading)


def _several_amounts(within: Span, reading: Reading) -> bool:
    return len(reading.amounts_in(within)) > 1


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _agree(wanted: Days, found: Days) -> bool:
    """Whether the one lies within the other."""
    return (wanted.first <= found.first and found.last <= wanted.last) or (
        found.first <= wanted.first and wanted.last <= found.last
    )


@lru_cache(maxsize=1024)
def days_of(iso: str, year: int) -> Days | None:
    """The days of a date as the extractor gives it; one without a year is taken to be of `year`."""
    try:
        if iso.startswith("--"):
            month = int(iso[2:4])
            if len(iso) > 4:
                day = dt.date(year, month, int(iso[5:7]))
                return Days(day, day)
            return month_days(year, month)
        if re.fullmatch(r"\d{4}s", iso):
            return Days(dt.date(int(iso[:4]), 1, 1), dt.date(int(iso[:4]) + 9, 12, 31))
        if re.fullmatch(r"\d{4}/\d{4}", iso):
            return Days(dt.date(int(iso[:4]), 1, 1), dt.date(int(iso[5:]), 12, 31))
    except ValueError:  # month 13, day 32
        return None
    return read_period(iso)
