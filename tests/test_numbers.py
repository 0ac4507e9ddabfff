"""Numbers as written, in words, and the intervals that they stand for."""

from decimal import Decimal

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fields import WrongValue, _value
from briefing.numbers import (
    MAX_DIGITS,
    SCALES,
    Interval,
    interval,
    is_percentage,
    print_amount,
    print_number,
    print_share,
)

D = Decimal

WRITTEN = st.builds(
    lambda minus, whole, digits: f"{minus}{whole}" + (f".{digits}" if digits else ""),
    st.sampled_from(["", "-"]),
    st.integers(0, 10**20 - 1),
    st.integers(0, 10**20 - 1).map(str) | st.sampled_from(["", "0", "00", "10", "050"]),
)
"""A number as TOML allows it, up to our number of digits."""


@given(WRITTEN)
@settings(max_examples=500, deadline=None)
def test_the_digits_shown_are_the_digits_written(written):
    number = _value(tomli.loads(f"value = {written}", parse_float=D)["value"])
    shown = print_number(number)
    assert shown.replace(",", "").replace("\u2212", "-") == (written if number or written[0] != "-" else written[1:])
    whole = shown.lstrip("\u2212").partition(".")[0]
    assert all(len(group) == 3 for group in whole.split(",")[1:])


@given(st.decimals(allow_nan=True, allow_infinity=True) | st.integers() | st.floats().map(repr).map(D))
@settings(max_examples=500, deadline=None)
def test_a_number_is_shown_in_full_or_refused(number):
    exponent = D(number).as_tuple().exponent
    plain = (
        isinstance(exponent, int) and -MAX_DIGITS <= exponent <= 0 and len(D(number).as_tuple().digits) <= MAX_DIGITS
    )
    if not plain:
        with pytest.raises(WrongValue):
            _value(number)
        return
    read = _value(number)
    assert D(print_number(read).replace(",", "").replace("\u2212", "-")) == number
    assert len(print_number(read)) < 120


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((D(36), "%"), "36 %"),
        ((D("68.70"), "USD", "billion"), "US$68.70 billion"),
        ((D(4880), "USD", "million"), "US$4,880 million"),
        ((D("-3.2"), "% of GDP"), "\u22123.2 % of GDP"),
        ((D("-5"), "EUR", "million"), "\u2212€5 million"),
        ((D(40), "GBP", "billion", "nearly"), "nearly £40 billion"),
        (((D(45), D(60)), "%"), "45–60 %"),
        (((D(-5), D(5)), "points"), "\u22125 to 5 points"),
        (((D(-9), D(-5)), "USD"), "\u2212US$9 to \u22125"),
        ((D("61.50"), "USD/barrel"), "US$61.50 per barrel"),
        ((D(9), "CHF", "lakh crore"), "CHF 9 lakh crore"),
        ((D(18), "allies"), "18 allies"),
        ((D(0), None), "0"),
    ],
)
def test_amounts_in_words(arguments, words):
    assert print_amount(*arguments) == words


def test_short_scales():
    assert print_amount(D("68.7"), "USD", "billion", short=True) == "US$68.7 bn"


@pytest.mark.parametrize(
    ("arguments", "low", "high"),
    [
        ((D(36),), "35.5", "36.5"),
        ((D("68.70"), "exact", "billion"), "68695000000", "68705000000"),
        ((D(200), "about"), "190", "210"),
        ((D(-200), "about"), "-210", "-190"),
        ((D(40), "nearly"), "38", "40"),
        ((D(40), "over"), "40", "42"),
        ((D(2), "at_least"), "2", None),
        ((D(2), "at_most", "lakh"), None, "200000"),
        (((D(45), D(60)),), "44.5", "60.5"),
    ],
)
def test_intervals(arguments, low, high):
    assert interval(*arguments) == Interval(*(None if end is None else D(end) for end in (low, high)))


def test_intervals_meet():
    assert Interval(D(1), D(2)).meets(Interval(D(2), None))
    assert not Interval(D(1), D(2)).meets(Interval(D("2.1"), D(3)))
    assert not Interval(D(5), None).meets(Interval(None, D(4)))
    assert Interval(None, None).meets(Interval(D(1), D(1)))


@pytest.mark.parametrize(
    ("percentage", "words"), [("7.104", "7.1 %"), ("0.00123", "0.0012 %"), ("36.4", "36 %"), ("0", "0 %")]
)
def test_computed_percentages_in_words(percentage, words):
    assert print_share(D(percentage)) == words


def test_percentages():
    assert is_percentage("%")
    assert is_percentage("% of GDP")
    assert not is_percentage("points")
    assert not is_percentage(None)


def test_every_scale_has_a_factor():
    assert {word: int(interval(D(1), "at_least", word).low) for word in SCALES} == {
        word: 10**power for word, power in SCALES.items()
    }
