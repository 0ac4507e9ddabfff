"""Whether the source gives an amount for the same period as the brief."""

import datetime as dt
import re
from typing import Literal

from briefing.dates import Days, month_days, read_period
from briefing.evidence.extract.days import DayMention
from briefing.evidence.extraction import Reading
from briefing.evidence.results import Span

Verdict = Literal["same", "other", "doubtful", "unknown"]

_RELATES = re.compile(
    r"\b(?:since|after|before|until|till|following|post|pre|from before)[\s-](?:the\s)?$", re.IGNORECASE
)
"""Before a date to which something else is only related: since 2022 isn't a period of 2022."""


def compare_period(period: str | None, span: Span, within: Span, reading: Reading) -> tuple[Verdict, str]:
    """Whether the dates near an amount agree with the brief's period, and the words of the nearest date.

    Only the dates in `within`, the sentence or the evidence, count. Unknown where the brief's period is only words
    or the source gives no date that could be the amount's.
    """
    wanted = read_period(period) if period else None
    if wanted is None:
        return "unknown", ""
    near = [one for one in reading.days_in(within) if _days(one.iso, wanted) is not None]
    agreeing = [one for one in near if _agree(wanted, _days(one.iso, wanted))]
    others = [one for one in near if one not in agreeing and not _related(one, reading)]
    if not agreeing and not others:
        return "unknown", ""
    nearest = min([*agreeing, *others], key=lambda one: _distance(one.span, span))
    words = reading.text[slice(*nearest.span)]
    if nearest in agreeing:
        return "same", words
    if agreeing:
        return ("doubtful" if _several_amounts(within, reading) else "same"), words
    if any(len(one.iso) in (4, 5, 9) for one in others):  # a year, years, a decade
        return "other", words
    return ("doubtful" if any(len(one.iso) == 7 for one in others) else "unknown"), words


def _related(mention: DayMention, reading: Reading) -> bool:
    start = mention.span[0]
    return _RELATES.search(reading.text, max(0, start - 20), start) is not None


def _several_amounts(within: Span, reading: Reading) -> bool:
    return sum(within[0] <= one.span[0] < within[1] for one in reading.amounts) > 1


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _agree(wanted: Days, found: Days | None) -> bool:
    """Whether the one lies within the other."""
    if found is None:
        return False
    return (wanted.first <= found.first and found.last <= wanted.last) or (
        found.first <= wanted.first and wanted.last <= found.last
    )


def _days(iso: str, wanted: Days) -> Days | None:
    """The days of a date as the extractor gives it; one without a year is taken to be of the brief's."""
    try:
        if iso.startswith("--"):
            month = int(iso[2:4])
            year = wanted.first.year
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
