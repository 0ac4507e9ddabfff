"""How items are put in words."""

import datetime as dt

import pytest

from briefing import moves, wording
from briefing.dates import read_when
from briefing.figures import Figures
from briefing.languages import language_name
from briefing.model import Head, Point, PointKind, Quote, Source
from tests.briefs import brief_of_text, figures_in


@pytest.mark.parametrize(
    ("keys", "number", "short"),
    [
        ('value = 36\nunit = "%"', "36 %", "36 %"),
        ('value = 2.50\nunit = "% of GDP"', "2.50 % of GDP", "2.50 % of GDP"),
        ('value = [45, 60]\nunit = "%"\nqualifier = "about"', "about 45–60 %", "about 45–60 %"),
        ('value = 68.7\nunit = "USD"\nscale = "billion"', "US$68.7 billion", "US$68.7 bn"),
        ('value = -4.8\nunit = "XAR"\nscale = "million"', "−XAR 4.8 million", "−XAR 4.8 mn"),
        ('value = 60\nunit = "USD/barrel"', "US$60 per barrel", "US$60 per barrel"),
        (
            "value = 1234567890123456789012345678901234567890",
            *["1,234,567,890,123,456,789,012,345,678,901,234,567,890"] * 2,
        ),
        ('change = { value = 70, unit = "%" }', "+70 %", "+70 %"),
        ('change = { value = -0.4, unit = "points", qualifier = "about" }', "about −0.4 points", "about −0.4 points"),
        ('change = { value = [-60, -45], unit = "%" }', "−60 to −45 %", "−60 to −45 %"),
        ('change = { value = [-5, 3], unit = "%" }', "−5 to 3 %", "−5 to 3 %"),
        ('change = { value = [2, 3], unit = "USD", scale = "billion" }', "+US$2–3 billion", "+US$2–3 bn"),
        ('change = { value = 5 }\nunit = "USD"\nscale = "billion"', "+US$5 billion", "+US$5 bn"),
        ('change = { value = 0, unit = "%" }', "0 %", "0 %"),
    ],
)
def test_a_number(keys, number, short):
    (figure,), figures = figures_in(keys)
    assert wording.number(figure, figures) == number
    assert wording.number(figure, figures, short=True) == short


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('value = 36\nunit = "%"\nperiod = "2023"\nprevious = [{ value = 76, period = "2013" }, { value = 50 }]',
         [("2013", "76", 0.76), ("before", "50", 0.5), ("2023", "36", 0.36)]),
        ('value = 120\nunit = "%"\nprevious = { value = 60 }', [("before", "60", 0.5), ("now", "120", 1.0)]),
        ('value = 2\nscale = "billion"\nprevious = { value = 500, scale = "million", qualifier = "about" }',
         [("before", "about 500 mn", 0.25), ("now", "2", 1.0)]),
        ("value = 0\nprevious = { value = 0 }", [("before", "0", 0.0), ("now", "0", 0.0)]),
        ("value = 36", []),
        ("value = -1\nprevious = { value = 2 }", []),
        ("value = [1, 2]\nprevious = { value = 2 }", []),
        ('value = 1\nunit = "USD"\nprevious = { value = 2, unit = "EUR" }', []),
    ],
)  # fmt: skip
def test_bars(keys, expected):
    (figure,), _ = figures_in(keys)
    bars = wording.bars(figure)
    assert [(bar.name, bar.value, bar.fraction) for bar in bars] == expected
    assert [bar.now for bar in bars] == [False] * (len(bars) - 1) + [True] * bool(bars)


WHOLE = 'id = "whole"\nvalue = 68.7\nunit = "USD"\nscale = "billion"\nperiod = "2024"'


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('value = 4.88\nunit = "USD"\nscale = "billion"\nperiod = "2024"', "7.1 % of US$68.7 billion, L0"),
        ('value = 900\nunit = "USD"\nscale = "million"\nperiod = "2024"', "1.3 % of US$68.7 billion, L0"),
        ('value = 4.88\nunit = "USD"\nscale = "billion"\nqualifier = "about"\nperiod = "2024"',
         "about 7.1 % of US$68.7 billion, L0"),
        ('value = 4.88\nunit = "USD"\nscale = "billion"\nperiod = "2023"', "7.1 % of US$68.7 billion, L0, 2024"),
        # where the share can't be computed the whole still stands there
        ('value = 4\nunit = "USD"\nscale = "billion"\nqualifier = "at_least"\nperiod = "2024"',
         "part of US$68.7 billion, L0"),
        ('value = 4\nunit = "EUR"\nscale = "billion"\nperiod = "2024"', "part of US$68.7 billion, L0"),
        ('value = [4, 5]\nunit = "USD"\nscale = "billion"\nperiod = "2024"', "part of US$68.7 billion, L0"),
        ('value = 7\nunit = "%"\nperiod = "2024"', "part of US$68.7 billion, L0"),
        ('value = 99\nunit = "USD"\nscale = "billion"\nperiod = "2024"', "part of US$68.7 billion, L0"),
    ],
)  # fmt: skip
def test_a_part_names_its_whole_and_its_share(keys, expected):
    (_, part), figures = figures_in(WHOLE, keys + '\nof = "whole"')
    assert wording.share(part, figures) == expected
    bar = wording.share_bar(part, figures)
    assert (bar is not None) is ("%" in expected)
    assert bar is None or expected.startswith(bar.value)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('value = 1\nkind = "announced"\naccording_to = "A"', ("announced", "according to A")),
        ('value = 1\nkind = "target"\nprevious = { value = [1, 2] }', ("target", "from 1–2")),
        ('value = 1\nprevious = { value = 2, period = "2020" }', ()),  # the bars say it
        ('value = 1\nalso = [{ value = 2, unit = "EUR" }, { value = 3, qualifier = "over" }]',
         ("also given as €2, over 3",)),
        ('formula = "(whole - 8.7) * 2"\nunit = "USD"\nscale = "billion"\nperiod = "2024"',
         ("= (L0 − 8.7) × 2",)),
        ('formula = "whole / 2"\nunit = "USD"\nscale = "billion"\nperiod = "2024"',
         ("= L0 ÷ 2; between 34.32 and 34.38",)),
    ],
)  # fmt: skip
def test_details(keys, expected):
    (_, figure), figures = figures_in(WHOLE, keys)
    found = wording.details(figure, figures)
    assert len(found) == len(expected)
    assert all(got == want or got.startswith(want + "; between ") for got, want in zip(found, expected, strict=True))


def test_a_label_stands_in_a_formula_letter_for_letter():
    brief = brief_of_text(
        '[[topics.trade.figures]]\nid = "a"\nlabel = "( a ) and * b ("\nvalue = 1\n'
        '[[topics.trade.figures]]\nlabel = "L"\nformula = "a + (a)"\n'
    )
    words = wording.formula_in_words(brief.topics["trade"].figures[1], Figures(brief))
    assert words.startswith("= ( a ) and * b ( + (( a ) and * b ()")


def test_announced_steps_are_never_added_up():
    step = 'value = 50\nunit = "%"\nkind = "announced"\nid = "tariff"'
    (first, second), figures = figures_in(
        f'{step}\nperiod = "August"', f'{step}\nperiod = "October"'.replace("50", "25")
    )
    for figure, number in ((first, "50 %"), (second, "25 %")):
        assert wording.number(figure, figures) == number
        assert moves.change(figure) == ""
        assert wording.details(figure, figures) == ("announced",)
        assert "75" not in wording.title(figure)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('value = 1\nsource = ["t", "s"]', ("t", "s")),
        ('value = 1\nsource = "s"\nprevious = { value = 2, source = "t" }', ("s", "t")),
        ('formula = "a + b"', ("s", "t")),
        ('formula = "a + b"\nsource = "t"', ("t",)),
        ('formula = "c * 2"', ("s",)),
        ("value = 1", ()),
    ],
)
def test_the_sources_of_a_figure(keys, expected):
    tables = ('id = "a"\nvalue = 1\nsource = "s"', 'id = "b"\nvalue = 1\nsource = "t"', 'id = "c"\nformula = "a - 1"')
    (*_, figure), figures = figures_in(*tables, keys)
    assert wording.all_sources(figure, figures) == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (Quote(text="Q"), ("speaker not named", "")),
        (Quote(text="Q", speaker="A"), ("A", "role of A")),
        (Quote(text="Q", speaker="A", role="R"), ("A", "R")),
        (Quote(text="Q", speaker="B", date=read_when(dt.date(2025, 11, 3))), ("B", "3 Nov 2025")),
        (Quote(text="Q", speaker="B", original="O"), ("B", "our translation")),
        (Quote(text="Q", speaker="B", original="O", language="hi-IN"), ("B", "our translation from Hindi")),
        (
            Quote(text="Q", speaker="B", original="O", language="ru", translator="X"),
            ("B", "translated by X from Russian"),
        ),
        (Quote(text="Q", speaker="B", translator="X"), ("B", "translated by X")),
        (Quote(text="Q", speaker="B", terms="off_record", according_to="C"), ("B", "off the record, according to C")),
        (Quote(text="Q", speaker="B", terms="deep_background"), ("B", "on deep background")),
    ],
)
def test_who_said_it(quote, expected):
    assert wording.said_by(quote, {"A": "role of A"}) == expected


def test_every_kind_of_point_has_its_words():
    for kind in PointKind.__args__:
        assert wording.point_label(Point(text="P", kind=kind))
        assert wording.POINT_TITLES[kind] or kind == "background"
    point = Point(text="P", side="S", likelihood="likely", according_to="A")
    assert wording.point_tail(point) == "S, likely, according to A"
    assert wording.point_tail(Point(text="P", confidence="low")) == "low confidence"


def test_a_citation():
    source = Source(
        title="T",
        author="A",
        publisher="P",
        published=read_when("2025-11"),
        origin="W",
        accessed=read_when(dt.date(2025, 11, 5)),
        reliability="B",
    )
    assert wording.citation(source) == "A, T, P, Nov 2025; from W; read 5 Nov 2025; reliability B"
    assert wording.citation(Source(title="T")) == "T"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (dt.date(2025, 11, 4), None, "4 Nov 2025"),
        (dt.date(2025, 11, 4), dt.date(2025, 11, 5), "4–5 Nov 2025"),
        (dt.date(2025, 11, 4), dt.date(2025, 12, 1), "4 Nov 2025 – 1 Dec 2025"),
        ("2022-02", "2025-11", "Feb 2022 – Nov 2025"),
        ("2022-02", "2022-02", "Feb 2022"),
        (2024, 2025, "2024 – 2025"),
        (None, None, ""),
    ],
)
def test_a_span_of_dates(first, last, expected):
    assert wording.date_span(read_when(first) if first else None, read_when(last) if last else None) == expected


def test_what_a_brief_is_about():
    head = Head(title="T", kind="visit", place="P", date=read_when(dt.date(2025, 11, 4)))
    assert wording.head_line(head) == "visit, P, 4 Nov 2025"
    assert wording.head_line(Head(title="T")) == ""


@pytest.mark.parametrize(
    ("tag", "name"), [("hi", "Hindi"), ("RU-ru", "Russian"), ("zh-Hant", "Chinese"), ("qya", "qya")]
)
def test_the_name_of_a_language(tag, name):
    assert language_name(tag) == name
