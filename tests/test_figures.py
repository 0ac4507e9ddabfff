"""What follows from a brief's figures: formulas, shares, differences."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.figures import EndlessFormula, Figures, difference, full_previous
from briefing.formulas import FormulaError
from briefing.model import Brief, Figure, Head, Previous, Topic
from briefing.numbers import print_number

D = Decimal


def figure(name: str, **values) -> Figure:
    return Figure(id=name, label=name, **values)


def figures(*found: Figure) -> Figures:
    return Figures(Brief(schema=1, head=Head(title="x"), topics={"trade": Topic(figures=found)}))


TRADE = figure("trade", value=D("68.7"), unit="USD", scale="billion", period="2024–25")
EXPORTS = figure("exports", value=D(4880), unit="USD", scale="million", period="2024–25", of="trade")
RATE = figure("rate", value=D("7.1"), unit="%")


def computed(formula: str, *others: Figure, **values) -> Decimal:
    result = figure("result", formula=formula, **values)
    found = figures(*others, result).computed(result)
    assert found is not None
    return found.rounded()


def test_scales_are_applied_and_the_result_is_in_the_figure_s_own():
    assert computed("trade - 2 * exports", TRADE, EXPORTS, unit="USD", scale="billion") == D("58.9")


def test_a_percentage_is_a_ratio_times_a_hundred():
    assert computed("exports / trade", TRADE, EXPORTS, unit="%") == D("7.10")
    assert computed("trade * rate", TRADE, RATE, unit="USD", scale="billion") == D("4.9")


def test_formulas_may_rest_on_formulas():
    deficit = figure("deficit", formula="trade - 2 * exports", unit="USD", scale="billion")
    assert computed("deficit / 2", TRADE, EXPORTS, deficit, scale="billion") == D(
        "29.5"
    )  # of 58.94, not of the rounded 58.9


def test_a_written_value_is_an_operand_before_its_formula():
    both = figure("both", value=D(5), formula="trade")
    assert computed("both + 1", TRADE, both) == D(6)


def test_the_operand_of_the_figure_s_own_period():
    old, new = (figure("trade", value=D(value), period=period) for value, period in ((1, "2023"), (2, "2024")))
    assert computed("trade", old, new, period="2023") == D(1)
    assert computed("trade", old, new, period="2024") == D(2)
    assert computed("trade", old, new) == D(2)


@pytest.mark.parametrize(
    ("formula", "message", "column", "length"),
    [
        ("1 + nothing", "names nothing, which is no figure's id", 4, 7),
        ("1 + range", "rests on range, which is a range", 4, 5),
        ("1 + growth", "rests on growth, which has no value", 4, 6),
        ("1 + broken", "rests on broken, which can't be computed", 4, 6),
        ("a", "goes round in a circle through a", 0, 1),
        ("1 + result", "names the figure itself", 4, 6),
    ],
)
def test_formulas_that_cannot_be_computed(formula, message, column, length):
    found = (
        figure("range", value=(D(1), D(2))),
        figure("growth"),
        figure("broken", formula="1 +"),
        figure("a", formula="b"),
        figure("b", formula="a"),
        figure("result", formula=formula),
    )
    with pytest.raises(FormulaError) as error:
        figures(*found).computed(found[-1])
    assert (str(error.value), error.value.column, error.value.length) == (message, column, length)


def test_a_long_chain_is_refused_and_a_doubling_one_is_quick():
    chain = [figure("f0", value=D(1)), *(figure(f"f{n}", formula=f"f{n - 1}") for n in range(1, 20))]
    with pytest.raises(EndlessFormula, match="a chain of more than 12 formulas"):
        figures(*chain).computed(chain[-1])
    doubling = [figure("f0", value=D(1)), *(figure(f"f{n}", formula=f"f{n - 1} + f{n - 1}") for n in range(1, 60))]
    every = figures(*doubling)
    for one in doubling[:40]:
        every.computed(one)
    assert every.computed(doubling[40]).rounded() == 2**40


def test_operands():
    result = figure("result", formula="trade - exports - trade + nothing")
    every = figures(TRADE, EXPORTS, result)
    assert every.operands(result) == [TRADE, EXPORTS]
    assert every.operands(figure("x", formula="(")) == []
    assert every.operands(TRADE) == []


def test_shares_of_a_whole():
    every = figures(TRADE, EXPORTS)
    assert every.whole(EXPORTS) is TRADE
    assert every.share(EXPORTS).rounded() == D("7.10")
    assert every.share(TRADE) is None
    for part in (
        figure("x", value=D(1), unit="EUR", of="trade"),
        figure("x", value=D(1), unit="%", of="trade"),
        figure("x", value=(D(1), D(2)), unit="USD", of="trade"),
        figure("trade", value=D(1), unit="USD", of="trade", period="2024–25"),
        figure("x", value=D(1), unit="USD", of="nothing"),
        figure("x", value=D(1), unit="USD", of="zero"),
    ):
        assert figures(TRADE, figure("zero", value=D(0), unit="USD"), part).share(part) is None


def test_a_previous_value_has_the_figure_s_unit_and_scale_where_it_gives_none():
    one = figure("x", value=D("2.5"), unit="USD", scale="billion", previous=(Previous(value=D(900), scale="million"),))
    assert [(amount.unit, amount.scale, amount.qualifier) for amount in full_previous(one)] == [
        ("USD", "million", "exact")
    ]
    assert difference(one) == D("1.6")
    assert difference(figure("x", value=D(36), unit="%", previous=(Previous(value=D(80)), Previous(value=D(76))))) == D(
        -40
    )


@pytest.mark.parametrize(
    "values",
    [
        {"value": D(1)},
        {"value": (D(1), D(2)), "previous": (Previous(value=D(1)),)},
        {"value": D(1), "previous": (Previous(value=(D(1), D(2))),)},
        {"value": D(1), "unit": "USD", "previous": (Previous(value=D(1), unit="EUR"),)},
        {"formula": "1", "previous": (Previous(value=D(1)),)},
    ],
)
def test_what_has_no_difference(values):
    assert difference(figure("x", **values)) is None


NUMBERS = st.decimals(-(10**39), 10**39, places=3).filter(lambda number: len(number.as_tuple().digits) <= 40)
SCALES = st.sampled_from([None, "thousand", "trillion", "lakh crore"])
FORMULAS = st.lists(st.sampled_from(["a", "b", "c", "d", "2", "+", "-", "*", "/", "(", ")"]), max_size=12).map(" ".join)
FIGURES = st.tuples(
    st.sampled_from("abcd"), NUMBERS | st.none(), st.none() | FORMULAS, SCALES, st.sampled_from([None, "%", "USD"])
)


@given(st.lists(FIGURES, max_size=6))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_brief_a_figure_has_a_printable_number_or_an_error(made):
    found = [
        figure(name, value=value, formula=formula, scale=scale, unit=unit) for name, value, formula, scale, unit in made
    ]
    every = figures(*found)
    for one in found:
        every.share(one)
        with suppress(FormulaError):
            result = every.computed(one)
            assert result is None or (len(print_number(result.rounded())) < 400 and result.bounds())
