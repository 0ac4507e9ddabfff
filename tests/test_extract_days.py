"""Dates in running text, and numbers that look like dates and are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence.extract.days import days
from tests.extraction import Case, assert_linear, cases

DATES = [
    ("July 10, 2019", ["2019-07-10"]),
    ("10 July 2019", ["2019-07-10"]),
    ("the 10th of July, 2019", ["2019-07-10"]),
    ("on 2019-07-10 at noon", ["2019-07-10"]),
    ("10.07.2019", ["2019-07-10"]),
    ("31/12/2019", ["2019-12-31"]),
    ("12/31/2019", ["2019-12-31"]),
    ("3/4/2019", []),  # may be March or April
    ("Feb. 24, 2022", ["2022-02-24"]),
    ("Sept 3", ["--09-03"]),
    ("3 March", ["--03-03"]),
    ("July 2019", ["2019-07"]),
    ("in May", ["--05"]),
    ("for October, by mid-May", ["--10", "--05"]),
    ("They may come, and march on.", []),
    ("May 35 ships pass?", []),
    ("February 30, 2019", ["2019"]),
    ("2019-20", ["2019/2020"]),
    ("2019–2023", ["2019/2023"]),
    ("fiscal 2019/20", ["2019/2020"]),
    ("1998-02", ["1998/2002"]),
    ("in the 1990s", ["1990s"]),
    ("mid-2019, early 2020", ["2019", "2020"]),
    ("In 2019, it rose.", ["2019"]),
    ("by 2030", ["2030"]),
    ("2000 Thai and 74 Malaysian stores", []),
    ("about 2000 employees, 2019 soldiers", []),
    ("Resolution 1973, No. 2014, $2019, 2019.5, 2,019", []),
    ("2019 was dry.", ["2019"]),
    ("Form 2020 of 2021", ["2021"]),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[str]) -> None:
    assert [one.iso for one in days(text)] == expected


@pytest.mark.parametrize("case", cases(), ids=str)
def test_every_date_of_a_text_is_found(case: Case) -> None:
    assert [one.iso for one in days(case.text)] == case.days


def test_the_span_holds_the_words() -> None:
    text = "It began on July 10, 2019 in Oslo and ended in May."
    assert [text[slice(*one.span)] for one in days(text)] == ["July 10, 2019", "May"]


pieces = st.sampled_from(
    [
        "2019",
        "20",
        "1",
        "31",
        "/",
        "-",
        ".",
        " ",
        ", ",
        "May",
        "March",
        "July ",
        "in ",
        "–",
        "1990s",
        "mid-",
        "of ",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=25).map("".join))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for one in days(text):
        assert last <= one.span[0] < one.span[1] <= len(text)
        last = one.span[1]


@pytest.mark.parametrize("piece", ["1", "May ", "2019-", "2019 ", "in ", "1.", "1/", " ", "\n", "of May ", "mid-", "-"])
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    assert_linear(days, piece)
