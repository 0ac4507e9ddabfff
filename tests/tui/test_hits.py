"""The search in the open brief: how many hits are told, and the way from one to the next."""

from __future__ import annotations

import re
from typing import Any

import pytest

from briefing.tui.app import BriefingApp
from briefing.tui.hits import Hits
from briefing.tui.widgets.search_bar import shortened
from tests.tui.conftest import Drive, screen_text

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
