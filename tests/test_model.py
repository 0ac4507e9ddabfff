"""What each field takes, what is said of what it doesn't, and that the two readers are one."""

import datetime as dt
import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from briefing.dates import read_when
from briefing.fields import MAX_DEPTH, WrongValue, kind_of
from briefing.hints import TABLES, keys_of
from briefing.model import Brief, Figure, Head, Item, Point, Previous, Quote
from briefing.quickread import _reader, read

D = Decimal
BRIEF = {"schema": 1, "brief": {"title": "x"}}
ADAPTER = TypeAdapter(Brief)


def read_field(kind: type, name: str, value):
    return _reader(next(one.type for one in fields(kind) if one.name == name))(value)


@pytest.mark.parametrize(
    ("kind", "name", "value", "expected"),
    [
        (Figure, "label", "  a\n b ", "a b"),
        (Figure, "note", "a\nb\n\n c", "a b\n\nc"),
        (Figure, "value", 36, D(36)),
        (Figure, "value", D("68.70"), D("68.70")),
        (Figure, "value", [45, D("60.5")], (D(45), D("60.5"))),
        (Figure, "source", "report", ("report",)),
        (Figure, "source", ["a", "b2_c"], ("a", "b2_c")),
        (Figure, "evidence", "so", (("", "so"),)),
        (Figure, "evidence", {"a": "x", "b": " y\n"}, (("a", "x"), ("b", "y"))),
        (Figure, "period", "2019–23", "2019–23"),
        (Figure, "period", 2024, "2024"),
        (Figure, "period", dt.date(2024, 8, 31), "2024-08-31"),
        (Figure, "previous", {"value": 1}, (Previous(value=D(1)),)),
        (Figure, "previous", [{"value": 1}, {"value": 2}], (Previous(value=D(1)), Previous(value=D(2)))),
        (Figure, "key", True, True),
        (Figure, "credibility", 6, 6),
        (Quote, "date", 2025, read_when(2025)),
        (Point, "likelihood", "almost certain", "almost certain"),
        (Head, "tags", [], ()),
        (Head, "topics", ["water"], ("water",)),
        (Brief, "extra", {"a": {"b": [1, 2.5]}}, {"a": {"b": [1, 2.5]}}),
    ],
)
def test_what_a_field_makes_of_a_value(kind, name, value, expected):
    assert read_field(kind, name, value) == expected


def deep(levels: int) -> dict:
    value: dict = {}
    for _ in range(levels - 1):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("kind", "name", "value", "message", "hint", "at"),
    [
        (Figure, "label", 36, "must be text, not a number", 'write {key} = "36"', ()),
        (Figure, "label", ["x"], "must be text, not a list", 'write {key} = "…"', ()),
        (Figure, "label", " \n", "is empty", "write a text, or leave {key} out", ()),
        (Figure, "value", "36", "must be a number, not text", "write {key} = 36 without quotes", ()),
        (Figure, "value", "36 per cent", "must be a number, not text", 'write {key} = 36 and unit = "%"', ()),
        (Figure, "value", "−1,234.5 %", "must be a number, not text", 'write {key} = -1234.5 and unit = "%"', ()),
        (Figure, "value", "68.7 billion", "must be a number, not text", 'write {key} = 68.7 and scale = "billion"', ()),
        (
            Figure,
            "value",
            "a lot",
            "must be a number, not text",
            "write digits, such as {key} = 36, and unit and scale as keys of their own",
            (),
        ),
        (Figure, "value", True, "must be a number, not true or false", "write digits, such as {key} = 36", ()),
        (Figure, "value", {}, "must be a number, not a table", "write digits, such as {key} = 36", ()),
        (Figure, "value", D("NaN"), "must be a number, not inf or nan", "write its digits, or leave {key} out", ()),
        (
            Figure,
            "value",
            D("-Infinity"),
            "must be a number, not inf or nan",
            "write its digits, or leave {key} out",
            (),
        ),
        (
            Figure,
            "value",
            D("1e3"),
            "is a number with an exponent or more than 40 digits",
            "write plain digits, and a scale",
            (),
        ),
        (
            Figure,
            "value",
            D("1e-41"),
            "is a number with an exponent or more than 40 digits",
            "write plain digits, and a scale",
            (),
        ),
        (Figure, "value", 10**40, "is a number with more than 40 digits", "write fewer digits, and a scale", ()),
        (Figure, "value", [1, "2"], "must be a number, not text", "write {key} = 2 without quotes", (1,)),
        (Figure, "value", [1], "is one number or a range of two, not a list of 1", "write {key} = [low, high]", ()),
        (Figure, "value", [2, 1], "is a range that falls", "write {key} = [1, 2]", ()),
        (Figure, "value", [2, D("2.0")], "is a range with two equal ends", "write {key} = 2", ()),
        (
            Figure,
            "id",
            "Big Id",
            "must be a name, not “Big Id”",
            'write "big_id": small letters, digits and _, a letter first',
            (),
        ),
        (Figure, "source", [], "is an empty list", "write a name, or leave {key} out", ()),
        (Figure, "source", ["a", 2], "must be text, not a number", 'write {key} = "2"', (1,)),
        (Figure, "evidence", {}, "is an empty table", 'write {key} = { source = "…" }, or leave it out', ()),
        (Figure, "evidence", {"a": 1}, "must be text, not a number", 'write {key} = "1"', ("a",)),
        (
            Figure,
            "period",
            dt.time(10, 30),
            "must be a period of time, not a time of day",
            'write {key} = "2024–25", "2024 Q3", "2024-08" or 2024',
            (),
        ),
        (
            Figure,
            "key",
            "yes",
            "must be true or false, not text",
            "write {key} = true, without quotes, or leave it out",
            (),
        ),
        (Figure, "credibility", 7, "is a whole number from 1 to 6", "write {key} = 1, or up to 6", ()),
        (Figure, "credibility", True, "is a whole number from 1 to 6", "write {key} = 1, or up to 6", ()),
        (Quote, "date", "4 November 2025", "must be a date, not “4 November 2025”", "write {key} = 2025-11-04", ()),
        (Quote, "date", "Nov 2025", "must be a date, not “Nov 2025”", 'write {key} = "2025-11"', ()),
        (Quote, "date", "soon", "must be a date, not “soon”", 'write {key} = 2025-11-04, "2025-11" or 2025', ()),
        (Quote, "date", [], "must be a date, not a list", 'write {key} = 2025-11-04, "2025-11" or 2025', ()),
        (Head, "tags", "India", "must be a list of texts, not text", 'write {key} = ["India"]', ()),
        (Head, "tags", 5, "must be a list of texts, not a number", 'write {key} = ["…", "…"]', ()),
        (Head, "topics", "x", "must be a list of names, not text", 'write {key} = ["x"]', ()),
        (Brief, "schema", 2, "is 2, and this program reads 1", "install a newer version of briefing", ()),
        (Brief, "schema", "1", "is the number 1, the version of the format", "write schema = 1", ()),
        (Brief, "schema", True, "is the number 1, the version of the format", "write schema = 1", ()),
        (Brief, "schema", D("1.0"), "is the number 1, the version of the format", "write schema = 1", ()),
        (Brief, "extra", 5, "must be a table, not a number", "write [extra]", ()),
        (Brief, "extra", deep(MAX_DEPTH + 1), "is nested more than 64 deep", "close some of its tables", ()),
    ],
)
def test_what_is_said_of_a_wrong_value(kind, name, value, message, hint, at):
    with pytest.raises(WrongValue) as error:
        read_field(kind, name, value)
    assert (str(error.value), error.value.hint, error.value.at) == (message, hint, at)


def test_all_wrong_elements_of_a_list_are_told():
    with pytest.raises(WrongValue) as error:
        read_field(Head, "tags", ["a", 1, "", "b"])
    assert [str(one) for one in error.value.others] == ["is empty"]
    assert [one.at for one in (error.value, *error.value.others)] == [(1,), (2,)]


def test_the_words_for_each_kind_of_value():
    values = [True, 1, D("1.5"), "x", [], {}, dt.date(2025, 1, 1), dt.datetime(2025, 1, 1), dt.time(1)]
    words = [
        "true or false",
        "a number",
        "a number",
        "text",
        "a list",
        "a table",
        "a date",
        "a date",
        "a time of day",
    ]
    assert list(map(kind_of, values)) == words


def test_evidence_for_a_source():
    assert Item(evidence=(("", "x"),)).evidence_for("any") == "x"
    several = Item(evidence=(("a", "x"), ("b", "y")))
    assert (several.evidence_for("b"), several.evidence_for("c")) == ("y", None)


def test_the_stress_file_has_every_key_of_the_format():
    text = (Path(__file__).parent / "data" / "stress.toml").read_text(encoding="utf-8")
    keys = {*keys_of(Brief), *(key for table in TABLES.values() for key in keys_of(table))}
    assert {key for key in keys if not re.search(rf"\b{key} = |\[{key}[\].]|\.{key}\]", text)} == set()


# The two readers, on data that is nearly right.

WORDS = ["a", "report", "Bad", "2025-11", "2025-13", "exact", "draft", "visit", "likely", "low", "A", "%"]
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-3, 7),
    st.integers(1000, 2030),
    st.sampled_from([10**39, 10**40, D("2.50"), D("1e5"), D("NaN"), D("1e-41"), dt.date(2025, 1, 1), dt.time(1, 2)]),
    st.sampled_from([*WORDS, "", " ", "x\ny"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "a", "X"]), inner, max_size=2)
    ),
    max_leaves=5,
)


def good(kind: type, name: str):
    """A value that the field takes, more often than not."""
    texts = st.sampled_from(["x", "report"])
    table = {"previous": "previous", "change": "change", "also": "also", "head": "brief"}.get(name)
    if name in ("figures", "quotes", "points", "events", "people", "questions"):
        return st.lists(tables(TABLES[name]), max_size=2)
    if name in ("sources", "topics") and kind is Brief:
        return st.dictionaries(st.sampled_from(["report", "trade", "Bad"]), tables(TABLES[name]), max_size=2)
    if table:
        return tables(TABLES[table]) if table != "also" else st.lists(tables(TABLES["also"]), max_size=2)
    special = {
        "schema": st.just(1), "value": st.sampled_from([1, D("2.5"), [1, 2]]), "key": st.booleans(),
        "sample": st.booleans(), "credibility": st.integers(1, 6), "tags": st.lists(texts, max_size=2),
        "topics": st.lists(texts, max_size=2),
        "scale": st.just("million"), "qualifier": st.just("about"), "kind": st.sampled_from(["visit", "actual", "gap"]),
        "terms": st.just("background"), "status": st.just("final"), "likelihood": st.just("likely"),
        "confidence": st.just("low"), "reliability": st.just("B"), "extra": st.just({}),
    }  # fmt: skip
    if name in special:
        return special[name]
    return st.just(2025) if "date" in name or name in ("as_of", "review_by", "published", "accessed") else texts


def tables(kind: type):
    """Tables of one kind: mostly right, with now and then a wrong value, a missing key or one too many."""

    @st.composite
    def made(draw):
        required = [one.name for one in fields(kind) if one.default is one.default_factory]
        names = {*required, *draw(st.lists(st.sampled_from([one.name for one in fields(kind)]), max_size=3))}
        data = {}
        for name in sorted(names):
            choice = draw(st.integers(0, 60))
            if choice:
                data["brief" if name == "head" else name] = draw(VALUES if choice == 1 else good(kind, name))
        if draw(st.integers(0, 60)) == 7:
            data[draw(st.sampled_from(["head", "lable", "", "brief"]))] = draw(VALUES)
        return data

    return st.deferred(made)


def test_the_quick_reader_and_pydantic_agree():
    outcomes = set()

    @given(tables(Brief) | st.dictionaries(st.sampled_from(["schema", "brief", "topics", "x"]), VALUES, max_size=4))
    @settings(max_examples=400, deadline=None)
    def agree(data):
        quick = read(data)
        try:
            slow = ADAPTER.validate_python(data)
        except ValidationError:
            slow = None
        assert quick == slow
        outcomes.add(quick is None)

    agree()
    assert outcomes == {True, False}


@pytest.mark.parametrize("name", ["x", "topics", "sources"])
def test_values_of_the_model_are_frozen(name):
    with pytest.raises(AttributeError):
        setattr(read(BRIEF), name, None)
