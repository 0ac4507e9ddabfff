"""Bottom lines are found: within a brief, and from all briefs, where Enter opens the tab at whose top one stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from briefing.tui.app import BriefingApp
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import ResultsScreen
from tests.tui.conftest import Drive, screen_text
from tests.tui.test_following import until

BRIEF = """schema = 1
[brief]
title = "Winter supplies"
as_of = 2024-05-01
bottom_line = "The winter needs 77123 barrels of oil."
[sources.s]
title = "S"
[topics.defence]
summary = "Only guards speak here."
[topics.energy]
summary = "Refiners bought 4711 tonnes of oil."
[[topics.energy.points]]
text = "Oil was scarce"
source = "s"
key = true
[[topics.energy.points]]
text = "Gas was not"
source = "s"
[topics.trade]
summary = "Kiwis are the trade."
[[topics.trade.points]]
text = "Wool is not"
source = "s"
"""

TABS = ("overview", "defence", "energy", "trade", "diplomacy", "timeline", "sources")


@pytest.fixture
def supplies(tmp_path: Path) -> Path:
    """A brief of which most topics have a bottom line, in a folder of its own."""
    folder = tmp_path / "library"
    folder.mkdir()
    path = folder / "supplies.toml"
    path.write_text(BRIEF)
    return path


def seen(app: BriefingApp) -> dict[str, Any]:
    """What the screen says of a search: the count, the numbers below the tabs, the tab, the rest, what is marked."""
    screen = app.screen
    assert isinstance(screen, ReadingScreen)
    lines = screen_text(app).splitlines()
    rows = screen.spread.items.sheet.rows
    return {
        "count": re.findall(r"(?:\d+ of )?(?:\d+|no) hits?", lines[1]),
        "tabs": dict(zip(TABS, screen.hits.counts(len(screen.opened.tabs)), strict=True)),
        "tab": TABS[screen.active],
        "text": "\n".join(lines[4:-1]),
        "marked": [piece.text[a:b] for row in rows for piece in row.pieces for a, b in piece.marks],
        "top": screen.spread.items.top,
    }


def search(drive: Drive, path: Path, words: str, *keys: str, size: tuple[int, int] = (80, 24)) -> dict[str, Any]:
    """Search a brief from its overview, press some keys, and say what is to be seen then."""

    async def check(pilot: Any, app: BriefingApp) -> dict[str, Any]:
        return seen(app)

    typed = ("space" if key == " " else "colon" if key == ":" else key for key in words)
    found: dict[str, Any] = drive(check, "slash", *typed, *keys, path=path, size=size)
    return found


def test_the_line_below_the_search_is_never_called_no_hit(drive: Drive, supplies: Path) -> None:
    found = search(drive, supplies, "77123")
    assert (found["count"], found["tab"], found["marked"]) == (["1 hit"], "overview", ["77123"])
    assert "No hit" not in found["text"]
    assert "1 without a hit" in found["text"]
    assert found["tabs"]["overview"] == sum(found["tabs"].values()) == 1


def test_the_tab_of_the_only_hit_is_gone_to(drive: Drive, supplies: Path) -> None:
    found = search(drive, supplies, "guards")
    assert "No hit here. Defence 1" in found["text"]
    for keys in (["enter"], ["enter", "n"], ["enter", "N"], ["enter", "n", "n"]):
        found = search(drive, supplies, "guards", *keys)
        assert (found["count"], found["tab"], found["marked"]) == (["1 of 1 hit"], "defence", ["guards"])
        assert "No hit" not in found["text"]


def test_a_line_above_items_counts_and_the_cursor_passes_over_it(drive: Drive, supplies: Path) -> None:
    found = search(drive, supplies, "oil")
    assert found["count"] == ["3 hits"]
    assert (found["tabs"]["overview"], found["tabs"]["energy"]) == (1, 2)
    assert "1 of these stands in its topic too" in found["text"]
    assert found["marked"] == ["oil", "Oil"]
    for keys in (["n"], ["n", "n"], ["N"], ["n", "N"]):
        found = search(drive, supplies, "oil", "enter", *keys)
        assert (found["count"], found["tab"], found["marked"]) == (["3 of 3 hits"], "energy", ["oil", "Oil"])


def test_the_walk_stops_at_a_line_without_items_below_it(drive: Drive, supplies: Path) -> None:
    """Of `guards OR kiwis OR gas` the hits are a line, an item of the energy tab, and a line again."""
    places = []
    for steps in range(4):
        found = search(drive, supplies, "guards OR kiwis OR gas", "enter", *["n"] * steps)
        places.append((found["tab"], *found["count"]))
    assert places == [
        ("defence", "1 of 3 hits"),
        ("energy", "2 of 3 hits"),
        ("trade", "3 of 3 hits"),
        ("defence", "1 of 3 hits"),
    ]
    back = search(drive, supplies, "guards OR kiwis OR gas", "enter", "N")
    assert (back["tab"], *back["count"]) == ("trade", "3 of 3 hits")


def test_who_sees_a_line_with_a_hit_stays_there(drive: Drive, supplies: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> dict[str, Any]:
        return seen(app)

    found = drive(check, "3", "slash", *"kiwis", "space", *"OR", "space", *"guards", "enter", path=supplies)
    assert (found["tab"], found["count"]) == ("trade", ["2 of 2 hits"])


def test_in_a_narrow_window_a_line_with_a_hit_stays(drive: Drive, supplies: Path) -> None:
    found = search(drive, supplies, "oil", size=(50, 24))
    assert found["marked"] == ["oil", "Oil"]
    assert "77123" in found["text"]
    assert "77123" not in search(drive, supplies, "scarce", size=(50, 24))["text"]


def test_a_line_that_is_found_by_what_it_is_says_so(drive: Drive, supplies: Path) -> None:
    found = search(drive, supplies, "bottom")
    assert found["tabs"] == {**dict.fromkeys(TABS, 0), "overview": 1, "defence": 1, "energy": 1, "trade": 1}
    assert "kind: bottom line" in found["text"]
    found = search(drive, supplies, "topic:energy", "enter")
    assert found["tabs"] == {**dict.fromkeys(TABS, 0), "energy": 3}


@pytest.mark.parametrize(("words", "tab"), [("77123", "overview"), ("kiwis", "trade"), ("4711", "energy")])
def test_from_all_briefs_to_the_top_of_the_tab(drive: Drive, supplies: Path, words: str, tab: str) -> None:
    async def check(pilot: Any, app: BriefingApp) -> dict[str, Any]:
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen) and app.shelf.complete)
        await until(pilot, lambda: "1 hit" in screen_text(app))
        line = next(line for line in screen_text(app).splitlines() if line.startswith("▎"))
        assert re.match(r"▎ bottom line +\w", line)
        assert words in line.lower()
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen) and bool(app.screen.hits.text))
        return seen(app)

    found = drive(check, "3", "slash", *words, "tab", path=supplies)
    assert (found["tab"], found["top"], found["count"]) == (tab, 0, ["1 of 1 hit"])
    assert [word.lower() for word in found["marked"]] == [words]
