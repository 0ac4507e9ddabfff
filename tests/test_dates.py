"""Dates as written, in every time zone, and the days that periods stand for."""

import datetime as dt
import os
import time

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.dates import Days, read_period, read_when

SHAPES = [
    ("2025-11-04", "4 Nov 2025"),
    ("0001-01-01", "1 Jan 0001"),
    ("9999-12-31", "31 Dec 9999"),
    ("2024-02-29", "29 Feb 2024"),
    ("2025-11-04T00:00:00", "4 Nov 2025 00:00"),
    ("2025-11-04T18:00:00", "4 Nov 2025 18:00"),
    ("2025-11-04 18:00:00", "4 Nov 2025 18:00"),
    ("2025-11-04T23:59:59.999999", "4 Nov 2025 23:59"),
    ("2025-11-04T00:00:00Z", "4 Nov 2025 00:00 UTC"),
    ("2025-11-04T00:00:00+00:00", "4 Nov 2025 00:00 UTC"),
    ("2025-11-04T00:30:00+14:00", "4 Nov 2025 00:30 +14:00"),
    ("2025-11-04T23:30:00-11:00", "4 Nov 2025 23:30 -11:00"),
    ("2025-11-04T18:00:00.5+05:30", "4 Nov 2025 18:00 +05:30"),
    ("0001-01-01T00:00:00+23:59", "1 Jan 0001 00:00 +23:59"),
    ("9999-12-31T23:59:59-23:59", "31 Dec 9999 23:59 -23:59"),
    ("2025-03-30T02:30:00", "30 Mar 2025 02:30"),  # an hour that Berlin doesn't have
    ('"2025-11"', "Nov 2025"),
    ('"2025-11-04"', "4 Nov 2025"),
    ('"2025"', "2025"),
    ("2025", "2025"),
    ("1000", "1000"),
    ("9999", "9999"),
]

ZONES = [
    "UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago",
    "Asia/Tokyo", "America/St_Johns",
]  # fmt: skip


@pytest.fixture(params=ZONES)
def zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.delenv("TZ")
    time.tzset()


def test_a_day_is_the_same_day_in_every_zone(zone):
    assert os.environ["TZ"] == zone
    for written, words in SHAPES:
        when = read_when(tomli.loads(f"date = {written}")["date"])
        assert when is not None, written
        assert str(when) == words
        assert words.endswith(f"{when.days.first.year:04}") or f"{when.days.first.year:04} " in words


def test_all_shapes_can_be_compared_with_each_other():
    days = [read_when(tomli.loads(f"date = {written}")["date"]).days.first for written, _ in SHAPES]
    assert len(sorted(days)) == 22


@pytest.mark.parametrize(
    "value",
    ["", "4 Nov 2025", "2025-13", "2025-11-31", "0000", "2019-23", "20251104", "2025-1-1", 999, 10_000, -2025, True,
     2025.0, dt.time(10, 30), None, [2025], "2025\n", "２０２５"],
)  # fmt: skip
def test_what_is_no_date(value):
    assert read_when(value) is None


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-08-31", "2024-08-31", "2024-08-31"),
        ("2024 Q1", "2024-01-01", "2024-03-31"),
        ("2024Q4", "2024-10-01", "2024-12-31"),
        ("2024 H1", "2024-01-01", "2024-06-30"),
        ("2024 H2", "2024-07-01", "2024-12-31"),
        ("2019–23", "2019-01-01", "2023-12-31"),
        ("2019-23", "2019-01-01", "2023-12-31"),
        ("2019-2023", "2019-01-01", "2023-12-31"),
        ("2019 to 2023", "2019-01-01", "2023-12-31"),
        ("2004–08", "2004-01-01", "2008-12-31"),
        ("1998–02", "1998-01-01", "2002-12-31"),
        ("FY2024/25", "2024-01-01", "2025-12-31"),
        ("by 2030", "2030-01-01", "2030-12-31"),
        ("since 2024-08", "2024-08-01", "2024-08-31"),
        ("before 2022", "2022-01-01", "2022-12-31"),
        ("until 2026 Q2", "2026-04-01", "2026-06-30"),
    ],
)
def test_periods_that_are_read(period, first, last):
    assert read_period(period) == Days(day(first), day(last))


@pytest.mark.parametrize(
    "period",
    ["August (year not given)", "2024 Q5", "2024-02-30", "2023-2019", "2019–18", "last year", "", "24", "2024 H3",
     "0000", "by", "2024 2025", "99999"],
)  # fmt: skip
def test_periods_that_are_only_words(period):
    assert read_period(period) is None


@given(st.text(max_size=12) | st.from_regex(r"(by )?[0-9]{4}[-–/ QH]{1,2}[0-9]{1,4}(-[0-9]{2})?", fullmatch=True))
@settings(max_examples=400, deadline=None)
def test_no_period_raises_and_none_ends_before_it_begins(period):
    days = read_period(period)
    assert days is None or days.first <= days.last
