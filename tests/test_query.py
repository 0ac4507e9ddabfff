"""The query language: what a text asks for, and what is said of one that is odd."""

import datetime as dt
from decimal import Decimal

import pytest

from briefing.query import DateTerm, Query, Term, ValueTerm


def word(text, field="", excluded=False):
    return Term("\n" + text, field, excluded)


def value(low, high, **how):
    return ValueTerm(*(None if end is None else Decimal(end) for end in (low, high)), **how)


def date(year, month, day, after):
    return DateTerm(dt.date(year, month, day).toordinal(), after)


ASKS = {
    "oil": [[word("oil")]],
    "oil gas": [[word("oil")], [word("gas")]],
    "oil oil": [[word("oil")]],
    # alternatives bind tighter than what must all be there
    "oil OR gas": [[word("oil"), word("gas")]],
    "oil OR gas OR coal arms": [[word("oil"), word("gas"), word("coal")], [word("arms")]],
    "arms oil OR -gas": [[word("arms")], [word("oil"), word("gas", excluded=True)]],
    "oil or gas": [[word("oil")], [word("or")], [word("gas")]],
    "OR": [[word("or")]],
    "OR oil": [[word("or")], [word("oil")]],
    "oil OR": [[word("oil")]],
    "oil OR OR gas": [[word("oil"), word("gas")]],
    '"OR" oil "OR"': [[word("or")], [word("oil")]],
    "ORegon": [[word("oregon")]],
    # fields
    "tag:Łódź": [[word("lodz", "tag")]],
    "brief:putin -status:draft": [[word("putin", "brief")], [word("draft", "status", True)]],
    "unit:%": [[word("%", "unit")]],
    "scale:bn": [[word("bn", "scale")]],
    # amounts
    "value>50": [[value(50, None, with_low=False)]],
    "value > 50": [[value(50, None, with_low=False)]],
    "value>=50": [[value(50, None)]],
    "value≥50": [[value(50, None)]],
    "value<50": [[value(None, 50, with_high=False)]],
    "value<=0.5": [[value(None, "0.5")]],
    "value=36": [[value(36, 36)]],
    "value:36": [[value(36, 36)]],
    "value:−0.4": [[value("-0.4", "-0.4")]],
    "value:68,700": [[value(68700, 68700)]],
    "value:60..70": [[value(60, 70)]],
    "value:60–70": [[value(60, 70)]],
    "value:60…70": [[value(60, 70)]],
    "value:-5..-2": [[value(-5, -2)]],
    "value:60..": [[value(60, None)]],
    "value:..70": [[value(None, 70)]],
    'value:"60..70"': [[value(60, 70)]],
    "value>50%": [[value(50, None, with_low=False, unit="\n%")]],
    "value>50 %": [[value(50, None, with_low=False, unit="\n%")]],
    "-value:36": [[value(36, 36, excluded=True)]],
    "value:36 OR oil": [[value(36, 36), word("oil")]],
    "value:6..7 scale:billion": [[value("6E9", "7E9", scaled=True)]],
    "scale:tn value>1": [[value("1E12", None, with_low=False, scaled=True)]],
    "scale:mil value:1": [[value("1E6", "1E6", scaled=True)]],
    "value:1 -scale:mn": [[value(1, 1)], [word("mn", "scale", True)]],
    "value": [[word("value")]],
    "valued": [[word("valued")]],
    "values:3": [[Term("\nvalues\n:\n3")]],
    # dates
    "after:2025": [[date(2025, 1, 1, True)]],
    "before:2025-11": [[date(2025, 11, 1, False)]],
    "after:2025-11-04": [[date(2025, 11, 4, True)]],
    "after:2025Q3": [[date(2025, 7, 1, True)]],
}


@pytest.mark.parametrize("text", ASKS)
def test_what_a_query_asks(text):
    query = Query.parse(text)
    assert [list(clause) for clause in query.clauses] == ASKS[text]
    assert not query.problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("value>", "value needs a number, such as value>50, value:36 or value:60..70"),
        ("value:", "value needs a number, such as value>50, value:36 or value:60..70"),
        ("value:x", "value needs a number, such as value>50, value:36 or value:60..70"),
        ("value>5..6", "value needs a number, such as value>50, value:36 or value:60..70"),
        ("value:..", "value needs a number, such as value>50, value:36 or value:60..70"),
        ("value:" + "9" * 100, "value needs a number, such as value>50, value:36 or value:60..70"),
        ("after:", "after: needs a date, such as 2025-11-04, 2025-11 or 2025"),
        ("after:20", "after: needs a date, such as 2025-11-04, 2025-11 or 2025"),
        ("before:2025-13", "before: needs a date, such as 2025-11-04, 2025-11 or 2025"),
        ("scale:dozen value:1", "scale: is one of thousand, million, billion, trillion, lakh, crore, lakh crore"),
        ("scale:dozen", "scale: is one of thousand, million, billion, trillion, lakh, crore, lakh crore"),
        ("-scale:dozen", "scale: is one of thousand, million, billion, trillion, lakh, crore, lakh crore"),
        (
            "scale:dozen OR scale:zillion",
            "scale: is one of thousand, million, billion, trillion, lakh, crore, lakh crore",
        ),
        ("tag: oil", "tag: needs a word right after it"),
    ],
)
def test_what_is_odd_is_said_and_the_rest_is_asked(text, problem):
    query = Query.parse(f"{text} oil")
    assert query.problem == problem
    assert (word("oil"),) in query.clauses
    assert Query.parse(text).problem.startswith(problem[:6])


SCALES = "scale: is one of thousand, million, billion, trillion, lakh, crore, lakh crore"
NUMBER = "value needs a number, such as value>50, value:36 or value:60..70"

LEFT_OUT = {
    "value>abc": ([], NUMBER),
    "tariff value>abc": ([[word("tariff")]], NUMBER),
    "scale:zillion": ([], SCALES),
    "value:50 scale:zillion": ([[value(50, 50)]], SCALES),
    "value:50 scale:zillion scale:bn": ([[value("5E10", "5E10", scaled=True)]], SCALES),
    "oil OR scale:zillion gas": ([[word("oil")], [word("gas")]], SCALES),
    "gas scale:zillion OR oil": ([[word("gas")], [word("oil")]], SCALES),
    "gas OR scale:zillion OR oil": ([[word("gas"), word("oil")]], SCALES),
    "scale:zillion OR oil gas OR coal": ([[word("oil")], [word("gas"), word("coal")]], SCALES),
    "after:then oil": ([[word("oil")]], "after: needs a date, such as 2025-11-04, 2025-11 or 2025"),
}


@pytest.mark.parametrize("text", LEFT_OUT)
def test_a_part_that_cannot_be_understood_is_told_and_left_out(text):
    query = Query.parse(text)
    assert ([list(clause) for clause in query.clauses], query.problem) == LEFT_OUT[text]
    assert bool(query) == bool(LEFT_OUT[text][0])


@pytest.mark.parametrize(
    ("asked", "low", "high", "holds"),
    [
        ("value>50", 50, 50, False),
        ("value>50", 45, 60, True),
        ("value>=50", 50, 50, True),
        ("value<50", 50, 60, False),
        ("value<50", 45, 60, True),
        ("value:50", 45, 60, True),
        ("value:36", "36.0", "36.0", True),
        ("value:36", "36.4", "36.4", False),
        ("value:60..70", 70, 70, True),
        ("value:60..70", 70, 80, True),
        ("value:60..70", 71, 80, False),
    ],
)
def test_a_range_is_found_by_any_number_in_it(asked, low, high, holds):
    ((term,),) = Query.parse(asked).clauses
    assert term.holds(Decimal(low), Decimal(high)) is holds


def test_a_brief_without_a_date_is_neither_before_nor_after():
    for text in ("after:2025", "before:2025"):
        ((term,),) = Query.parse(text).clauses
        assert not term.holds(0)


def test_marks_are_those_of_all_alternatives_and_of_nothing_else():
    text = "Oil, gas and 50 % of coal in trade"
    marks = Query.parse("oil OR gas -coal value:50 topic:trade after:2020").marks(text)
    assert [text[start:end] for start, end in marks] == ["Oil", "gas"]
