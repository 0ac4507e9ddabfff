"""What a new brief starts from."""

import re
from datetime import date

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.authoring import template
from briefing.text import one_line

TODAY = date(2025, 11, 5)


def load(text, tmp_path):
    from briefing.loading import load

    path = tmp_path / "new.toml"
    path.write_text(text, encoding="utf-8")
    loaded = load(path)
    assert not loaded.problems
    return loaded.brief


def test_a_new_brief_loads_without_a_problem_and_holds_each_kind_of_item(tmp_path):
    from briefing.entries import KINDS, entries

    brief = load(template("A visit", TODAY), tmp_path)
    assert brief.head.title == "A visit"
    assert brief.head.as_of.iso == "2025-11-05"
    assert brief.head.sample
    assert [entry.kind for entry in entries(brief)] == list(KINDS)


def test_each_key_that_is_commented_out_can_be_taken_into_use(tmp_path):
    text = template("A visit", TODAY)
    offered = re.findall(r"(?m)^# (\w+) = .*", text)
    assert len(offered) > 30
    for number, key in enumerate(offered):
        lines = iter(range(len(offered)))
        used = re.sub(r"(?m)^# (?=\w+ = )", lambda found, n=number, at=lines: "" if next(at) == n else found[0], text)
        if key in ("of", "formula"):
            continue  # they name figures that the template doesn't hold
        if key == "review_by":
            continue  # today's date here, and past on the day of the test
        used = used.replace('"https://…"', '"https://example.org"')
        load(used, tmp_path)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ('He said "no" \\ [sic] # $today ${title}', 'He said "no" \\ [sic] # $today ${title}'),
        ("  two\n lines\t", "two lines"),
        ("", "Untitled"),
        ("नरेन्द्र “x” \x7f\x1b\u202e", "नरेन्द्र “x” \x7f\x1b\u202e"),
        ("\udc80x", "?x"),
    ],
)
def test_the_title_is_data(title, read):
    assert tomli.loads(template(title, TODAY))["brief"]["title"] == read


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_title_gives_a_valid_file(title):
    text = template(title, TODAY)
    assert tomli.loads(text.encode().decode())["brief"]["title"] == (one_line(title) or "Untitled")
