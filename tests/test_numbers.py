"""Numbers as written, the intervals that they stand for, formulas."""

from contextlib import suppress
from decimal import Decimal

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fields import WrongValue, _value
from briefing.numbers import (
    MAX_DIGITS,
    SCALES,
    Computed,
    FormulaError,
    Interval,
    compute,
    exactly,
    interval,
    is_percentage,
    measured,
    print_amount,
    print_number,
    print_share,
    share,
    tokens,
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


VALUES = {
    "a": measured(D("68.7"), scale="billion"),
    "b": measured(D("4.88"), scale="billion"),
    "c": measured(D(3)),
    "zero": measured(D(0)),
}


def given_value(name: str) -> Computed:
    return VALUES.get(name, VALUES["c"])


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("c", "3"),
        ("a - 2 * b", "58900000000"),
        ("(a + b) / 2", "36800000000"),
        ("b / a * 100", "7.1"),
        ("-c + 10", "7"),
        ("--c", "3"),
        ("2 − 1 × 3", "-1"),
        ("  c\t*\n2 ", "6"),
    ],
)
def test_formulas(formula, value):
    assert compute(formula, given_value).rounded() == D(value)


def test_a_formula_leaves_the_bounds_that_rounding_leaves():
    computed = compute("a - 2 * b", given_value)
    assert (computed.low, computed.high) == (D(58_880_000_000), D(59_000_000_000))
    assert computed.times(D("1e-9")).bounds() == (D("58.88"), D("59.00"))


@pytest.mark.parametrize(
    ("formula", "message", "column"),
    [
        ("", "ends too early", 0),
        ("c +", "ends too early", 2),
        ("c c", "has c too much", 2),
        ("(c", "has a bracket that isn't closed", 0),
        ("c)", "has ) too much", 1),
        ("2 ** 3", "has * where a number or an id should stand", 3),
        ("c ^ 2", "has ^, which isn't a number, an id or one of + - * / ( )", 2),
        ("C", "has C, which isn't a number, an id or one of + - * / ( )", 0),
        ("1 / zero", "divides by a number that may be zero", 0),
        ("1 / 0", "divides by a number that may be zero", 0),
        ("(" * 11 + "c" + ")" * 11, "has more than 10 brackets in each other", 10),
        (" * ".join(["9999999999"] * 20), "can't be computed: a number gets too large or too small", 0),
        ("c" * 501, "is longer than 500 characters", 0),
    ],
)
def test_formulas_that_are_wrong(formula, message, column):
    with pytest.raises(FormulaError) as error:
        compute(formula, given_value)
    assert str(error.value) == message
    assert error.value.column == column


FORMULAS = st.lists(
    st.sampled_from(["a", "b", "c", "zero", "1.5", "7", "0", "+", "-", "*", "/", "(", ")", "9" * 60]), max_size=20
)


@given(FORMULAS.map(" ".join) | st.text("abc0123456789.+-*/() ", max_size=60))
@settings(max_examples=500, deadline=None)
def test_a_formula_gives_a_printable_number_or_says_why_not(formula):
    with suppress(FormulaError):
        computed = compute(formula, given_value)
        low, high = computed.bounds()
        assert computed.low <= computed.value <= computed.high
        assert low <= computed.low <= computed.high <= high
        assert len(print_number(computed.rounded())) < 300


@given(st.integers(-(10**6), 10**6), st.integers(0, 3), st.integers(1, 10**6), st.sampled_from("+-*/"))
@settings(max_examples=400, deadline=None)
def test_bounds_hold_whatever_the_operands_were_before_rounding(number, places, other, sign):
    printed = D(number).scaleb(-places)
    operands = {"x": measured(printed), "y": measured(D(other))}
    computed = compute(f"x {sign} y", operands.__getitem__)
    half = D(1).scaleb(-places) / 2
    for one in (printed - half, printed, printed + half):
        for two in (D(other) - D("0.5"), D(other), D(other) + D("0.5")):
            true = {"+": one + two, "-": one - two, "*": one * two, "/": one / two}[sign]
            assert computed.low - D("1e-20") <= true <= computed.high + D("1e-20")


def test_tokens_know_their_columns():
    assert [(token.kind, token.text, token.column) for token in tokens(" ab*2.5")] == [
        ("name", "ab", 1),
        ("sign", "*", 3),
        ("number", "2.5", 4),
    ]


def test_shares():
    assert print_share(share(VALUES["b"], VALUES["a"]).value) == "7.1 %"
    assert print_share(D("0.00123")) == "0.0012 %"
    assert print_share(D("36.4")) == "36 %"
    assert print_share(D(0)) == "0 %"
    with pytest.raises(FormulaError):
        share(VALUES["a"], VALUES["zero"])
    with pytest.raises(FormulaError):
        share(exactly(D("1e50")), exactly(D("1e-50")))


def test_percentages():
    assert is_percentage("%")
    assert is_percentage("% of GDP")
    assert not is_percentage("points")
    assert not is_percentage(None)


def test_every_scale_has_a_factor():
    assert {word: int(interval(D(1), "at_least", word).low) for word in SCALES} == {
        word: 10**power for word, power in SCALES.items()
    }
