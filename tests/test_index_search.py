"""Searching a library's index: what it finds is what a plain scan of every brief finds."""

import datetime as dt
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.entries import entries, main_text, searchable_entries
from briefing.index import amounts, candidates, matching
from briefing.index.index import Index
from briefing.library import briefs_in
from briefing.loading import load
from briefing.query import DATE_FIELDS, FIELDS, Query
from briefing.search import Searchable
from tests.benchmarks.libraries import write_library

HOSTILE = Path(__file__).parents[2] / "shared" / "hostile" / "strings.json"
SHIPPED = Path(__file__).parents[1] / "briefs" / "india-russia-visit.toml"

ODD = """
schema = 1
[brief]
title = "Łódź, हिन्दी und 中国"
tags = ["Straße", "कर"]
as_of = "2024-02"
bottom_line = "习近平 und 36 % of co-op_x: “Ölpreise” fall"
[topics.trade]
summary = "Привет, 1,234.5 barrels; turnout"
[topics.brief]
summary = "A topic of this name"
[[topics.trade.figures]]
id = "turnover"
label = "Turnover"
value = 68700
scale = "million"
unit = "USD"
period = 2024
previous = { value = [45, 60], scale = "billion", period = 2020 }
also = [{ value = 89.09, unit = "SGD", scale = "billion" }]
[[topics.trade.figures]]
label = "Price of oil, US$/barrel — Brent"
value = -0.4
unit = "points"
note = "C++ & co_op: a@b.c, 50 % off; e.g. x^2 ~ y|z"
key = true
[[topics.trade.points]]
text = "Co-operation isn’t co operation. U.S. 3.5 %"
[[topics.trade.quotes]]
text = "習近平主席 said “привет” ﬁnally, ½"
original = "대한민국 ภาษาไทย が カタカナ"
speaker = "Łukasz Öztürk"
[[people]]
name = "a\\u0000b \\u001b[31m \\u202e"
[[events]]
date = 2022-02-24
text = "…"
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    write_library(folder, 250)
    (folder / "visit.toml").write_bytes(SHIPPED.read_bytes())
    (folder / "odd.toml").write_text(ODD)
    (folder / "broken.toml").write_bytes(b"schema = 1\n\xff")
    (folder / "half.toml").write_text(
        'schema = 1\n[brief]\ntitle = "x"\n[[topics.trade.points]]\ntext = "Oil"\n[[topics.trade.points]]\ntext = 3\n'
    )
    return folder


@pytest.fixture(scope="module")
def index(library, tmp_path_factory):
    found = Index.open(library, tmp_path_factory.mktemp("cache"))
    assert found.refresh().added == 254
    yield found
    found.close()


@pytest.fixture(scope="module")
def plain(library):
    """Every brief of the library, ready to be searched without an index."""
    found = []
    for path in briefs_in(library):
        brief = load(path).brief
        if brief is not None:
            everything = searchable_entries(brief)
            found.append((path, Searchable(brief, everything), everything))
    return found


def scanned(plain, query):
    return {(path, entry.key) for path, searchable, _ in plain for entry in searchable.find(Query.parse(query))}


def searched(index, query, **how):
    results = index.search(Query.parse(query), **{"limit": None, "counted": None, **how})
    found = [(brief.path, hit.entry_key) for brief, hit in results.hits]
    assert len(found) == len(set(found))
    assert how or (results.total == len(found) and not results.more)
    return set(found)


FINDS = {
    "turnover": 1,
    "value:60..70 unit:USD scale:billion": 1,
    "value:60..70 scale:bn unit:sgd": 0,
    "value:89.09 unit:sgd": 1,
    "value:50..55 scale:billion turnover": 1,  # within a range
    "value:68,700": 1,
    "value<0": 1,
    "value<0 unit:%": 0,
    "value:-1..0 points": 1,
    "brief:łódź kind:figure": 2,
    "tag:strasse turnover": 1,
    "turnover OR arrival": 1,
    "turnover -million": 0,
    "turnover after:2024": 1,
    "turnover after:2024-02": 1,
    "turnover after:2024-03": 0,
    "turnover before:2024-03": 1,
    "turnover before:2024-02": 0,
    "after:2024 before:2024-03 brief:und": 9,
    "olpreise": 1,
    "36%": 1,
    '"1,234.5 barrels"': 1,
    "brief:und kind:bottom": 3,
    "kind:bottom_line ölpreise -кот": 1,
    'brief:und kind:"bottom line" topic:trade': 1,
    "brief:und -kind:bottom": 6,
    "topic:trade привет": 2,
    "barrels unit:barrel": 0,
    "barrels value:1234.5": 0,
    "speaker:习近平": 0,
    "source:und ölpreise": 0,
    "status:draft olpreise": 1,
    'status:"no source" olpreise': 0,
    "c++": 1,
    "co_op": 1,
    '"co operation"': 1,
    '"co-operation"': 1,
    "近平": 2,
    "主": 1,
    "कर": 0,
    "tag:कर kind:person": 1,
    "ภาษา": 1,
    "대한": 1,
    "カタ": 1,
    "привет": 2,
    "status:draft turnover": 1,
    'status:"no source" turnover': 1,
    "status:verified turnover": 0,
}


@pytest.mark.parametrize("query", FINDS)
def test_finds(index, plain, query):
    wanted = scanned(plain, query)
    odd = {each for each in wanted if each[0].name == "odd.toml"}
    assert searched(index, query) == wanted
    assert len(odd) == FINDS[query]


def queries(plain, seed):
    """Queries such as people type, made of what stands in the library, and of what doesn't."""
    pick = random.Random(seed)
    while True:
        _, _, all_entries = pick.choice(plain)
        entry = pick.choice(all_entries)
        words = main_text(entry.item).split()
        word = pick.choice(words)
        at = pick.randrange(len(words))
        yield pick.choice([
            word[: pick.randint(1, 8)],
            word,
            f"{word[:3]} {pick.choice(words)[:4]}",
            f"{word} -{pick.choice(words)}",
            f"{word} OR {pick.choice(words)[:5]}",
            '"' + " ".join(words[at : at + pick.randint(2, 4)]) + '"',
            f"kind:{entry.kind[:3]} {word[:4]}",
            f"topic:{entry.topic or 'energy'} {word[:2]}",
            f"source:{word[:3]} -kind:quote",
            f"value{pick.choice('<>=:')}{pick.randint(1, 99)} unit:{pick.choice(['%', 'usd', 'eur', 'inr'])}",
            f"value:{pick.randint(1, 50)}..{pick.randint(50, 99)} scale:{pick.choice(['bn', 'mn', 'tr'])} {word[:2]}",
            f"scale:{pick.choice(['b', 'mn', 'lakh', 'zz'])} unit:{pick.choice(['u', '$', '%', 'barrel', 'zz'])}",
            f"unit:{pick.choice(['usd', '%', 'inr'])} {word[:3]} tag:{pick.choice(['oil', 'gas', 'arms'])}",
            f"after:202{pick.randint(0, 5)} {word[:3]} before:2025-0{pick.randint(1, 9)}",
            f"tag:{pick.choice(['oil', 'gas', 'arms'])} {word[:1]}",
            f"brief:{word[:3]} status:dra",
            f'"{words[at]} {words[(at + 1) % len(words)][0]}',
            f'"{" ".join(words[at : at + 2])}" {pick.choice(words)[:3]} kind:{entry.kind}',
            '"' + " ".join(words)[: pick.randint(3, 12)],
            f"speaker:{word[:2]} {pick.choice(words)[:2]}",
            f"speaker:{_name(entry)[: pick.randint(1, 6)]} {word[:3]}",
            f'speaker:"{word}" OR speaker:{word[:1]}',
            f"-{word[:2]} -the",
            word[::-1],
        ])  # fmt: skip


def _name(entry):
    """The last name of a quote's speaker; of anything else a name that nobody has."""
    return getattr(entry.item, "speaker", None).split()[-1] if getattr(entry.item, "speaker", None) else "Qwertz"


def test_a_plain_scan_finds_the_same(index, plain):
    hits = 0
    for query, _ in zip(queries(plain, 5), range(200), strict=False):
        wanted = scanned(plain, query)
        assert searched(index, query) == wanted, query
        hits += bool(wanted)
    assert hits > 100


def test_what_lies_beyond_the_newest_is_found_too(index, plain, monkeypatch):
    """The best are looked for among the newest matches in the newest briefs; the rest comes after them."""
    monkeypatch.setattr(candidates, "NEWEST", 20)
    monkeypatch.setattr(candidates, "NEWEST_BRIEFS", 10)
    newest = {row.path for row in index.briefs(limit=10)}
    for query, _ in zip(queries(plain, 6), range(60), strict=False):
        assert searched(index, query) == scanned(plain, query), query
    found = index.search("government", limit=None, counted=None)
    inside = [brief.path in newest for brief, _ in found.hits]
    assert inside == sorted(inside, reverse=True)
    assert (sum(inside) > 2, inside.count(False) > 100) == (True, True)
    cut = index.search("government", limit=50)
    assert (cut.total, cut.more, len(cut.hits)) == (50, True, 50)


@pytest.mark.parametrize("few", [1, 8, 60])
def test_what_many_items_hold_is_found_by_another_way(index, plain, monkeypatch, few):
    """A small library never reaches the bounds beyond which words, pairs and names are asked otherwise."""
    for name, bound in (("_READ", few), ("_READ_RATHER", 2 * few), ("_FEW", 4 * few)):
        monkeypatch.setattr(candidates, name, bound)
    monkeypatch.setattr(amounts, "FEW", few)
    monkeypatch.setattr(amounts, "_MOST_KINDS", 5 if few == 8 else 2000)
    for name in ("_MAX_ENDINGS", "_MAX_NAMES", "_MAX_STARTS"):
        monkeypatch.setattr(matching, name, few)
    for query, _ in zip(queries(plain, few), range(60), strict=False):
        assert searched(index, query) == scanned(plain, query), query


def test_the_newest_come_first_for_short_words_and_the_most_telling_for_long_ones(index, plain):
    days = [brief.date or brief.as_of for brief, _ in index.search("go", 100).hits]
    assert len(days) == 100
    assert days == sorted(days, reverse=True)
    in_text = [bool(hit.marks) for _, hit in index.search("government", 40).hits]
    assert in_text == sorted(in_text, reverse=True)
    assert in_text[0]


def test_a_bottom_line_comes_as_early_as_a_key_item(tmp_path):
    """Whose main text holds the words comes first, and of these what is key: newest first among equals."""
    brief = 'schema = 1\n[brief]\ntitle = "{0}"\ndate = {0}-01-01\n{1}[[topics.trade.points]]\n{2}\n'
    line, summary = 'bottom_line = "Herring"\n', '[topics.trade]\nsummary = "Herrings, again"\n'
    for year, above, point in (
        (2025, "", 'text = "Fish"\nnote = "herring"\nkey = true'),
        (2024, "", 'text = "A herring"'),
        (2023, "", 'text = "Some herring"\nkey = true'),
        (2022, line + summary, 'text = "All herring"'),
        (2021, "", 'text = "No herring"\nkey = true'),
    ):
        (tmp_path / f"{year}.toml").write_text(brief.format(year, above, point))
    index = Index.open(tmp_path, tmp_path / "cache")
    index.refresh()
    assert [(row.title, hit.text) for row, hit in index.search("herring").hits] == [
        ("2023", "Some herring"),
        ("2022", "Herring"),
        ("2022", "Herrings, again"),
        ("2022", "All herring"),
        ("2021", "No herring"),
        ("2024", "A herring"),
        ("2025", "Fish"),
    ]
    assert [
        (hit.kind, hit.topic, hit.topic_title, hit.id, hit.number) for _, hit in index.search("kind:bottom").hits
    ] == [
        ("bottom_line", "", "", "brief", ""),
        ("bottom_line", "trade", "Trade", "trade", ""),
    ]
    index.close()


def test_pages_follow_each_other_without_a_gap(index):
    whole = index.search("import", limit=None)
    assert whole.total > 60
    parts = [index.search("import", limit=25, offset=at) for at in (0, 25, 50)]
    assert [set(part.hits) for part in parts] == [
        set(index.search("import", limit=at + 25).hits) - set(index.search("import", limit=at).hits if at else ())
        for at in (0, 25, 50)
    ]
    assert [part.total for part in parts] == [min(whole.total, 1000)] * 3


def test_counting_ends_where_it_was_told_to(index):
    found = index.search("the", limit=5, counted=100)
    assert (found.total, found.more, len(found.hits)) == (100, True, 5)
    assert index.search("turnover", limit=5).more is False
    phrase = '"us$68,700 million"'
    assert (index.search(phrase, limit=1).total, index.search(phrase, limit=1).more) == (1, False)
    cut = index.search('"of the"', limit=3)
    assert (cut.total, cut.more, len(cut.hits)) == (3, True, 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("govermnent", "government"),
        ("goverment visit", "government visit"),
        ("speaker:lukazs", "speaker:lukasz"),
        ("-visit Govermnent", "-visit government"),
        ('"diplomcay"', '"diplomacy"'),
    ],
)
def test_a_slip_finds_what_was_meant(index, typed, meant):
    found = index.search(typed)
    assert found.corrected == meant
    assert found.hits == index.search(meant).hits
    assert found.hits


@pytest.mark.parametrize("typed", ["government", "qqqqqqqq", "turnover -turnover", "xq", "98765", "value>9e9 zzz"])
def test_nothing_is_corrected_where_nothing_is_near_or_all_is_well(index, typed):
    assert index.search(typed).corrected is None


def test_marks_stand_on_the_words_in_the_text_that_is_shown(index):
    for brief, hit in index.search("government", 20).hits:
        for start, end in hit.marks:
            assert re.fullmatch("government", hit.text[start:end], re.IGNORECASE), brief.path


def test_a_search_that_is_called_off_says_so(index):
    asked = iter([False] * 3)
    assert index.search('"the of"', stop=lambda: next(asked, True)).stopped
    assert not index.search("turnover").stopped


def test_a_figure_is_followed_through_all_briefs(index, plain):
    wanted = {
        (path, entry.id)
        for path, _, all_entries in plain
        for entry in all_entries
        if entry.kind == "figure" and entry.item.id == "delivery_india"
    }
    found = index.figure("delivery_india")
    assert {(one.brief.path, one.id) for one in found} == wanted
    assert wanted
    (turnover,) = index.figure("turnover")
    assert (turnover.number, turnover.period, turnover.as_of) == ("US$68,700 million", "2024", "2024-02")
    assert (turnover.low, turnover.high, turnover.unit, turnover.scale) == (68700, 68700, "USD", "million")
    assert index.figure("'; DROP TABLE figures; --") == []


def test_a_file_that_changed_or_is_gone_since_is_shown_as_it_is(tmp_path):
    path, other = tmp_path / "a.toml", tmp_path / "b.toml"
    brief = 'schema = 1\n[brief]\ntitle = "x"\n[[topics.trade.points]]\ntext = "{}"\n'
    path.write_text(brief.format("Oil and gas"))
    other.write_text(brief.format("Oil and coal"))
    index = Index.open(tmp_path, tmp_path / "cache")
    index.refresh()
    assert index.search("oil").total == 2
    path.write_text(brief.format("Oil and grain"))
    other.unlink()
    found = index.search("oil")
    assert [hit.text for _, hit in found.hits] == ["Oil and grain"]
    assert not index.search("gas").hits
    index.close()


ANY_QUERY = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from([
            *(f"{field}:" for field in (*FIELDS, *DATE_FIELDS)),
            *("value", ">", "<=", ":", "..", "60", "70%", "1,000", "2024-11", "OR", " ", '"', "-", "*", "^", "NEAR("),
            *("AND", "NOT", "{", "}", "(", ")", "main :", "'", ";", "--", "\\", "%", "\0", "\ud800"),
            *("oil", "中国", "कर"),
        ]),
        max_size=12,
    ).map("".join),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(ANY_QUERY)
def test_any_text_gives_results_or_a_clear_message(index, text):
    found = index.search(text, limit=5)
    assert found.total >= len(found.hits)
    assert "SQL" not in found.problem
    assert "fts5" not in found.problem
    assert index.count(text) <= 254
    assert len(index.briefs(filtered=text, limit=3)) <= 3


@settings(max_examples=60, deadline=None)
@given(st.text("aoilthe中国कर \"-:ORgs%.'", max_size=12))
def test_any_short_query_finds_what_a_plain_scan_finds(index, plain, text):
    if Query.parse(text):
        assert searched(index, text) == scanned(plain, text)


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared collection of hostile strings isn't here")
def test_hostile_strings_are_queries_like_any_other(index):
    for one in json.loads(HOSTILE.read_text()):
        text = one["payload"][:20_000]
        assert index.search(text, limit=3).problem is not None
        assert index.briefs(filtered=text[:2000], limit=1) is not None


def test_the_list_is_sorted_and_filtered_and_given_in_parts(index, plain):
    dates = [row.date or row.as_of for row in index.briefs()]
    assert len(dates) == 254 == index.count()
    assert dates == sorted(dates, reverse=True)
    titles = [row.title for row in index.briefs("title", limit=30)]
    assert titles == sorted(titles, key=str.casefold)
    assert index.briefs("title", limit=10, offset=5) == index.briefs("title")[5:15]
    assert {row.path.name for row in index.briefs("findings", limit=2)} == {"broken.toml", "half.toml"}
    changed = [row.changed for row in index.briefs("changes")]
    assert changed == sorted(changed, reverse=True)
    assert [row.path.name for row in index.briefs(filtered="हिन्दी lodz")] == ["odd.toml"]
    assert [row.path.name for row in index.briefs(filtered="2024-02 strass -draft")] == []
    assert index.count("putin OR łódź") == 2


@pytest.mark.parametrize("sort", ["date", "title", "findings", "changes"])
@pytest.mark.parametrize("filtered", ["", "a", "-the"])
def test_the_place_of_a_line_is_where_it_stands(index, library, sort, filtered):
    rows = index.briefs(sort, filtered)
    assert [index.place(row.path, sort, filtered) for row in rows] == list(range(len(rows)))
    assert all(index.row(row.path) == row for row in rows)
    assert index.place(library / "nowhere.toml", sort) is None
    assert index.row(library / "nowhere.toml") is None
    assert index.place(library / "odd.toml", sort, "-lodz") is None


def test_a_line_of_the_list_says_what_loading_the_brief_says(index, library):
    for row in index.briefs():
        loaded = load(row.path, dt.date.min)
        assert (row.errors, row.warnings) == (len(loaded.errors), len(loaded.warnings))
        assert row.changed == row.path.stat().st_mtime_ns
        if loaded.brief is not None:
            head = loaded.brief.head
            assert (row.title, row.status, row.tags) == (head.title, head.status, head.tags)
            assert row.items == len(entries(loaded.brief))
    broken = next(row for row in index.briefs() if row.path.name == "broken.toml")
    assert not broken.title
    assert broken.problem


def test_what_is_over_its_day_of_review_is_stale(index):
    row = index.briefs(filtered="odd")[0]
    assert not row.stale(dt.date(2030, 1, 1))
