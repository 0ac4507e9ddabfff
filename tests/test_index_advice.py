"""What is said of a query that finds nothing, though each part of it can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.index.advice import problem
from briefing.index.index import Index
from briefing.index.plain import PlainLibrary
from briefing.launch import main
from briefing.query import Query
from briefing.text import hidden
from tests.tui.libraries import brief_text, write

FIELDS = "there are topic, kind, speaker, source, tag, brief, status, unit, scale, after, before and value"
KINDS = "kind: is figure, quote, point, event, person or question"
BRACKETS = "leave out the brackets: oil OR gas tariff asks for tariff and one of the other two"

SAID = {
    "speeker:rined": "there is no field speeker: write speaker:rined",
    "-speeker:rined": "there is no field speeker: write speaker:rined",
    'speeker:"a b"': "there is no field speeker: write speaker:…",
    "values:3": "there is no field values: write value:3",
    "title:visit": "there is no field title: write brief:visit",
    "date:2025": "there is no field date: write after:2025 or before:2025",
    "colour:red": f"there is no field colour: {FIELDS}",
    "tariff colour:red": f"there is no field colour: {FIELDS}",
    "kind:foo": KINDS,
    "tariff kind:foo": KINDS,
    "value:70..60": "70..60 falls: write 60..70",
    "value:-2..-5 %": "-2..-5 falls: write -5..-2",
    "(oil OR gas) tariff": BRACKETS,
    "tariff | oil": "write OR for |",
    "tariff|oil": "write tariff OR oil",
    "oil or gas": "between alternatives OR stands in capitals",
    "oil AND gas": "all words are asked for anyway: leave out AND",
    "oil NOT gas": "write -word for NOT word",
    "tari*": "words are starts already: write tari",
    "*iff": "words are found by how they begin: leave out the *",
    # nothing is amiss
    "tariff": "",
    "tariff oil OR gas": "",
    "kind:quote": "",
    "kind:risk": "",
    "kind:forecast": "",
    'kind:"red line"': "",
    "-kind:foo": "",
    "speaker:nobody": "",
    "value:60..70": "",
    "value>1e9": "value needs a number, such as value>50, value:36 or value:60..70",
    "https://example.org": "",
    "at 10:30": "",
    '"(oil)" "tari*" "colour:red"': "",
    "not said": "",
    "": "",
}


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_what_is_said_where_nothing_is_found(text, said):
    assert problem(Query.parse(text), 0) == said


@pytest.mark.parametrize("text", SAID)
def test_of_what_finds_something_only_what_cannot_be_read_is_said(text):
    query = Query.parse(text)
    assert problem(query, 1) == query.problem


SCALES = "scale: is one of thousand, million, billion, trillion, lakh, crore, lakh crore"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("value>abc", 2, SAID["value>1e9"]),
        ("scale:zillion", 2, SCALES),
        ("after:then", 2, "after: needs a date, such as 2025-11-04, 2025-11 or 2025"),
        ('""', 2, "nothing to look for: write a word"),
        ("corridor value>abc", 0, SAID["value>1e9"]),
        ("value>50 scale:zillion", 0, SCALES),
        ("corridor kind:foo", 1, KINDS),
        ("speeker:official", 1, "there is no field speeker: write speaker:official"),
        ("corridor", 0, ""),
    ],
)
@pytest.mark.parametrize("place", [".", "brief-001.toml"])
def test_one_rule_for_what_cannot_be_understood(tmp_path, monkeypatch, capsys, place, query, status, said):
    """It is told once and left out; only where nothing is left it is an error."""
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    folder = write(tmp_path / "library", 2)
    assert main(["search", query, str(folder / place)]) == status
    lines = capsys.readouterr().err.splitlines()
    told = [line.partition(": ")[2] for line in lines if line.startswith("briefing")]
    assert told == ([said] if said else [])
    assert len(lines) == bool(said) + (status != 2)


@settings(max_examples=100, deadline=None)
@given(st.text('ab:*|()-"OR .value1\x1b\u202eक', max_size=14))
def test_any_query_gets_a_short_plain_word_or_none(text):
    found = problem(Query.parse(text), 0)
    assert not hidden(found)
    assert len(found) < 200


def test_it_is_said_of_what_no_brief_holds(tmp_path):
    folder = write(tmp_path / "library", 3)
    (folder / "brief-001.toml").write_text(brief_text(1, word="colour:red (or so)"))
    index, plain = Index.open(folder, tmp_path / "cache"), PlainLibrary(folder, "none")
    for one in (index, plain):
        one.refresh()
        assert one.search("kind:foo").problem == KINDS
        assert (one.search("colour:blue").problem, one.search("colour:red").problem) == (SAID["colour:red"], "")
        assert (one.search("(or so)").total, one.search("(or so)").problem) == (1, "")
        assert one.search("corridor value>x").problem == one.search("value>x").problem == SAID["value>1e9"]
        assert one.search("corridor value>x").total == 3
    index.close()
