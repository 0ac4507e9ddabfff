"""Dates as written, and the days that they and a period stand for."""

import calendar
import datetime as dt
import re
from functools import lru_cache

from briefing.records import record

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Short English month names: fixed, so that an export is the same in every locale."""


@record
class Days:
    """A span of days, both ends included."""

    first: dt.date
    last: dt.date


@record
class When:
    """A date of a brief: a day, a day and time, a month or a year, never converted to another zone.

    `iso` is the date in ISO form with as much as was written.
    """

    iso: str
    days: Days

    def __str__(self) -> str:
        """The date in words: 4 Nov 2025, Nov 2025, 2025, 4 Nov 2025 18:00 +01:00."""
        if len(self.iso) == 4:
            return self.iso
        year, month = self.days.first.year, MONTHS[self.days.first.month - 1]
        if len(self.iso) == 7:
            return f"{month} {year:04}"
        day = f"{self.days.first.day} {month} {year:04}"
        if len(self.iso) == 10:
            return day
        clock = self.iso[11:16]
        zone = re.sub(r"^[\d:.]+", "", self.iso[11:])
        return f"{day} {clock}" + (f" {zone}" if zone not in ("", "+00:00") else " UTC" if zone else "")


def read_when(value: object) -> When | None:
    """The date that a TOML value stands for, or None where it stands for none.

    A date, a date-time, a year and month as text ("2025-11") or a year (2025 or "2025").
    """
    if isinstance(value, dt.datetime):
        day = value.date()
        return When(value.isoformat(), Days(day, day))
    if isinstance(value, dt.date):
        return When(value.isoformat(), Days(value, value))
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        value = str(value)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?", value):
        days = read_period(value)
        return When(value, days) if days is not None else None
    return None


def month_days(year: int, month: int, last_month: int | None = None) -> Days:
    """The days from the first of `month` to the end of `last_month`, or of `month` itself."""
    end = last_month or month
    return Days(dt.date(year, month, 1), dt.date(year, end, calendar.monthrange(year, end)[1]))


_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(\d{4})", "year"),
        (r"(\d{4})-(\d\d)", "month"),
        (r"(\d{4})-(\d\d)-(\d\d)", "day"),
        (r"(\d{4}) ?Q([1-4])", "quarter"),
        (r"(\d{4}) ?H([12])", "half"),
        (r"(\d{4}) ?(?:[–—-]|to) ?(\d{4}|\d\d)", "years"),
        (r"FY ?(\d{4})[/–-](\d{4}|\d\d)", "years"),
    )
)


@lru_cache(maxsize=4096)
def read_period(period: str) -> Days | None:
    """The days that a period stands for, or None where it is only words.

    Read are 2024, 2024-08, 2024-08-31, 2024 Q3, 2024 H1, 2019–23, 2019-2023, 2019 to 2023, FY2024/25,
    and `by`, `since`, `before` or `until` one of these (the days of what follows). "2024-08" is a month,
    so a span of years within one century is written with a dash (2004–08) or in full (2004-2008).
    """
    text = re.sub(r"^(?:by|since|before|until) ", "", period.strip())
    for pattern, kind in _PERIODS:
        found = pattern.fullmatch(text)
        if found is not None:
            try:
                days = _days(kind, [int(part) for part in found.groups()])
            except ValueError:
                continue  # month 13 and the like: 2019-23 is a span of years after all
            if days is not None:
                return days
    return None


def _days(kind: str, parts: list[int]) -> Days | None:
    year = parts[0]
    match kind:
        case "year":
            return month_days(year, 1, 12)
        case "month":
            return month_days(year, parts[1])
        case "day":
            day = dt.date(*parts)
            return Days(day, day)
        case "quarter":
            return month_days(year, 3 * parts[1] - 2, 3 * parts[1])
        case "half":
            return month_days(year, 6 * parts[1] - 5, 6 * parts[1])
    last = parts[1] if parts[1] > 99 else year - year % 100 + parts[1]
    if last <= year and parts[1] <= 99 and year % 100 >= 90:
        last += 100  # 1998–02; of 2019–18 nobody knows what is meant
    return Days(dt.date(year, 1, 1), dt.date(last, 12, 31)) if last > year else None
