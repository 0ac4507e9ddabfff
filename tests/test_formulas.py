"""Formulas: what they give, the bounds that rounding leaves, and what is wrong with them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.formulas import Computed, FormulaError, compute, exactly, measured, share, tokens
from briefing.numbers import print_number, print_share

D = Decimal

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
    with pytest.raises(FormulaError):
        share(VALUES["a"], VALUES["zero"])
    with pytest.raises(FormulaError):
        share(exactly(D("1e50")), exactly(D("1e-50")))
