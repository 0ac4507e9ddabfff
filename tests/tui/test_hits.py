"""The search in the open brief: how many hits are told, and the way from one to the next."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.index.rows import BriefRow
from briefing.index.searching import ItemHit
from briefing.query import Query
from briefing.tui.app import BriefingApp
from briefing.tui.hitrows import HitLine, hits_sheet
from briefing.tui.hits import Hits
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import ResultsScreen
from briefing.tui.widgets.search_bar import shortened
from tests.tui.conftest import Drive, screen_text
from tests.tui.test_following import until

WALK = ((1, "a"), (1, "b"), (3, "c"))
HITS = Hits("oil", None, frozenset("abc"), WALK)


@pytest.mark.parametrize(
    ("hits", "here", "words"),
    [
        (Hits(), (1, "a"), ""),
        (Hits("oil", None, frozenset()), (1, "a"), "no hits"),
        (Hits("oil", None, frozenset("a"), WALK[:1]), None, "1 hit"),
        (HITS, None, "3 hits"),
        (HITS, (1, "b"), "2 of 3 hits"),
        (HITS, (0, "b"), "3 hits"),  # the overview repeats it
    ],
)
def test_hits_in_words(hits: Hits, here: tuple[int, str] | None, words: str) -> None:
    assert hits.words(here) == words


@pytest.mark.parametrize(
    ("here", "step", "there"),
    [
        ((1, "a"), 1, (1, "b")),
        ((1, "b"), 1, (3, "c")),
        ((3, "c"), 1, (1, "a")),
        ((1, "a"), -1, (3, "c")),
        ((2, "x"), 1, (1, "a")),
        ((2, "x"), -1, (3, "c")),
    ],
)
def test_the_way_from_hit_to_hit(here: tuple[int, str], step: int, there: tuple[int, str]) -> None:
    assert HITS.beyond(here, step) == there


LONG = "russia OR india OR oil"


@pytest.mark.parametrize("width", [40, 44, 59, 60, 80])
def test_the_query_stays_readable(drive: Drive, width: int) -> None:
    """The scope's hint gives way first, then the count is shortened: also where the window becomes narrower."""

    async def check(pilot: Any, app: BriefingApp) -> None:
        for size in ((width, 24), (100, 24), (width, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            bar = screen_text(app).splitlines()[1]
            assert LONG in bar
            assert re.search(r"\d+ hits|\d+/\d+| \d+$", bar), bar
            if size[0] == 100:
                assert bar.endswith("hits   this brief ⇥ all briefs")

    drive(check, "3", "slash", *(key if key != " " else "space" for key in LONG), size=(100, 24))


@pytest.mark.parametrize(
    ("words", "short"), [("29 hits", "29"), ("2 of 29 hits", "2/29"), ("finding 1 of 7", "finding 1/7"), ("", "")]
)
def test_a_short_count(words: str, short: str) -> None:
    assert shortened(words) == short


def test_the_way_to_the_hits_says_which_one_is_selected(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        assert re.search(r"\d+ of \d+ hits", screen_text(app).splitlines()[1])

    drive(check, "3", "slash", *"russia", "enter")


def test_a_slip_is_corrected_in_this_brief_too(drive: Drive) -> None:
    """As in all briefs; the words stay as they are typed, and what they were taken for is marked."""

    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert "No hit for “improts”. These are for “imports”." in screen_text(app)
        assert screen.query_one(Input).value == screen.hits.text == "improts"
        wanted = screen.opened.hits(Query.parse("imports"))
        assert screen.hits.keys == wanted
        assert wanted
        marked = {
            piece.text[a:b] for row in screen.spread.items.sheet.rows for piece in row.pieces for a, b in piece.marks
        }
        assert marked == {"imports"}
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        assert app.screen.query_one(Input).value == "improts"

    drive(check, "3", "slash", *"improts")


@pytest.mark.parametrize(
    ("typed", "said", "hits"),
    [
        ("speeker:putin", "there is no field speeker: write speaker:putin.", False),
        ("colour:red", "there is no field colour: there are topic, kind", False),
        ("value>abc", "value needs a number, such as value>50", None),
        ("imports value>abc", "value needs a number, such as value>50", True),
        ("qqqqqq", "No hit in this brief. Words match from their beginning", False),
        ("imports", "", True),
    ],
)
def test_what_is_odd_is_said_above_the_hits(drive: Drive, typed: str, said: str, hits: bool | None) -> None:
    """As above those in all briefs; where nothing is asked for (None), all is shown."""

    async def check(pilot: Any, app: BriefingApp) -> tuple[str, frozenset[str] | None]:
        assert isinstance(app.screen, ReadingScreen)
        return screen_text(app), app.screen.hits.keys

    keys = ({" ": "space", ":": "colon", ">": "greater_than_sign"}.get(key, key) for key in typed)
    text, found = drive(check, "3", "slash", *keys)
    assert said in text
    assert (None if found is None else bool(found)) is hits
    assert ("such as" in text) == ("abc" in typed)


def hit(text: str, why: str) -> HitLine:
    found = ItemHit("trade", "Trade", "figure", "a", text, "US$88 bn", "", "", (), why)
    return HitLine(BriefRow(Path("a.toml"), "A brief"), found)


@pytest.mark.parametrize("width", [40, 59, 60, 79, 80, 120, 200])
@pytest.mark.parametrize("length", [1, 5, 12, 40])
def test_what_a_hit_was_found_by_stands_behind_its_text_or_below(width: int, length: int) -> None:
    """On one row, dim; our own words aren't marked, though the query is one of them."""
    sheet = hits_sheet((hit("harbour " * length, "before: about US$65.1 bn"),), "before", [], width)
    sheet.reach_item(0)
    rows = [row.pieces for row in sheet.rows if row.item == 0]
    (why,) = [piece for row in rows for piece in row if piece.text == "before: about US$65.1 bn"]
    assert (why.role, why.marks) == ("muted", ())
    assert why.column + len(why.text) < width
    if length == 1 and width >= 80:
        assert [piece.text.strip() for piece in rows[0][:3]] == ["US$88 bn", "harbour", why.text]
    for row in rows:
        ends = [(piece.column, piece.column + len(piece.text)) for piece in row]
        assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_what_is_to_be_seen_is_not_said_again() -> None:
    sheet = hits_sheet((hit("harbour", ""),), "harbour", [], 80)
    sheet.reach_item(0)
    assert [piece.text for row in sheet.rows if row.item == 0 for piece in row.pieces] == [
        "US$88 bn",
        "harbour",
        "Trade",
    ]


def test_what_long_words_were_found_by_is_cut_off() -> None:
    sheet = hits_sheet((hit("harbour", "also: " + "9" * 400),), "harbour", [], 60)
    sheet.reach_item(0)
    ends = [piece.column + len(piece.text) for row in sheet.rows if row.item == 0 for piece in row.pieces]
    assert max(ends) <= 60
