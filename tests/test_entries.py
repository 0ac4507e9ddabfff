"""The items of a brief in reading order, and their ids."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import entries
from briefing.model import Brief, Event, Figure, Head, Person, Point, Question, Quote, Source, Topic
from briefing.quickread import read


def brief(**parts) -> Brief:
    found = read({"schema": 1, "brief": {"title": "x", **parts.pop("head", {})}, **parts})
    assert found is not None
    return found


FULL = brief(
    head={"topics": ["trade", "water"]},
    topics={
        "defence": {"figures": [{"label": "Tanks", "value": 1}, {"label": "Tanks", "value": 2, "id": "all_tanks"}]},
        "oceans": {"points": [{"text": "One two three four five six seven eight nine"}]},
        "trade": {
            "title": "Trade & more",
            "figures": [{"label": "Tanks", "value": 3, "key": True}],
            "quotes": [{"text": "“Quite so”"}, {"text": "Экспорт"}],
        },
    },
    events=[
        {"date": "2025-02", "text": "later"},
        {"date": 2020, "text": "first", "topic": "trade"},
        {"date": "2025-02", "text": "last"},
    ],
    people=[{"name": "Sample Minister", "role": "Minister"}, {"name": "Sample Guest"}],
    questions=[{"question": "Why?", "topic": "oceans"}],
)


def test_topics_stand_in_the_order_of_their_tabs():
    assert entries.topic_names(FULL) == ("trade", "water", "defence", "energy", "diplomacy", "oceans")
    assert entries.topic_names(brief()) == ("defence", "energy", "trade", "diplomacy")


def test_a_topic_has_a_title():
    assert entries.topic_title(FULL, "trade") == "Trade & more"
    assert entries.topic_title(FULL, "oceans") == "Oceans"
    assert entries.topic_title(FULL, "arms_control") == "Arms control"


def test_bottom_lines_are_searched_but_no_items():
    found = brief(
        head={"bottom_line": "All of it", "topics": ["trade", "brief"]},
        topics={
            "defence": {"points": [{"text": "One"}]},
            "brief": {"summary": "A topic of this name"},
            "trade": {"summary": "Trade grows", "figures": [{"label": "Tanks", "value": 1}]},
        },
    )
    lines = entries.bottom_lines(found)
    assert [(line.topic, line.key, entries.main_text(line.item), line.path) for line in lines] == [
        ("", "bottom_line:brief", "All of it", ("brief", "bottom_line")),
        ("trade", "bottom_line:trade", "Trade grows", ("topics", "trade", "summary")),
        ("brief", "bottom_line:brief-topic", "A topic of this name", ("topics", "brief", "summary")),
    ]
    assert entries.searchable_entries(found) == (*lines, *entries.entries(found))
    assert {entry.kind for entry in entries.entries(found)} == {"figure", "point"}
    assert entries.searchable_entries(FULL) == entries.entries(FULL)


def test_items_in_reading_order_with_their_paths():
    assert [(entry.topic, entry.key, entry.path) for entry in entries.entries(FULL)] == [
        ("trade", "figure:tanks", ("topics", "trade", "figures", 0)),
        ("trade", "quote:quite_so", ("topics", "trade", "quotes", 0)),
        ("trade", "quote:n_883f8095", ("topics", "trade", "quotes", 1)),
        ("defence", "figure:tanks-2", ("topics", "defence", "figures", 0)),
        ("defence", "figure:all_tanks", ("topics", "defence", "figures", 1)),
        ("oceans", "point:one_two_three_four_five_six_seven_eight", ("topics", "oceans", "points", 0)),
        ("", "event:later", ("events", 0)),
        ("trade", "event:first", ("events", 1)),
        ("", "event:last", ("events", 2)),
        ("", "person:sample_minister", ("people", 0)),
        ("", "person:sample_guest", ("people", 1)),
        ("oceans", "question:why", ("questions", 0)),
    ]


def test_the_timeline_goes_by_date_then_by_the_file():
    assert [entry.item.text for entry in entries.timeline(entries.entries(FULL))] == ["first", "later", "last"]


def test_key_figures_are_the_marked_ones_else_the_first_of_each_topic():
    assert [entry.id for entry in entries.key_figures(entries.entries(FULL))] == ["tanks"]
    plain = brief(
        topics={name: {"figures": [{"label": f"{name} {n}", "value": 1} for n in (1, 2)]} for name in ("a", "b")}
    )
    assert [entry.id for entry in entries.key_figures(entries.entries(plain))] == ["a_1", "b_1"]


def test_roles():
    assert entries.roles(FULL) == {"Sample Minister": "Minister"}


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (Figure(label="a"), "a"),
        (Quote(text="b"), "b"),
        (Point(text="c"), "c"),
        (Event(date=FULL.events[0].date, text="d"), "d"),
        (Person(name="e"), "e"),
        (Question(question="f"), "f"),
    ],
)
def test_the_text_that_stands_for_an_item(item, text):
    assert entries.main_text(item) == text


LABELS = st.lists(st.sampled_from(["A", "a", "A!", "Б", "В", "1", "x" * 200, "x" * 201]), max_size=8)


@given(LABELS, LABELS)
@settings(max_examples=100, deadline=None)
def test_every_key_is_unique_and_stays_when_items_are_appended(first, more):
    def keys(labels: list[str]) -> list[str]:
        figures = tuple(Figure(label=label) for label in labels)
        made = Brief(
            schema=1, head=Head(title="x"), topics={"trade": Topic(figures=figures)}, sources={"s": Source(title="x")}
        )
        return [entry.key for entry in entries.entries(made)]

    before, after = keys(first), keys(first + more)
    assert len(set(after)) == len(after)
    assert after[: len(before)] == before
