"""The row of tabs: as much of the names as fits, the active one in full, digits only where they are keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from briefing.tui.app import BriefingApp
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.widgets.lines import TabRow
from tests.tui.conftest import Drive, screen_text

OWN = ["Agriculture", "Border", "Culture", "Education", "Fisheries", "Migration", "Space", "Water"]


@pytest.fixture
def wide_brief(tmp_path: Path) -> Path:
    """A brief with eight topics of its own: fifteen tabs."""
    path = tmp_path / "wide.toml"
    points = "".join(f'[[topics.{name.lower()}.points]]\ntext = "About {name}."\n' for name in OWN)
    path.write_text(f'schema = 1\n[brief]\ntitle = "Many topics"\nas_of = 2025\n{points}')
    return path


def tabs(app: BriefingApp) -> list[str]:
    """The row of tabs and the one below it."""
    row = app.screen.query_one(TabRow)
    return screen_text(app).splitlines()[row.region.y : row.region.bottom]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160, 200])
def test_the_active_tab_stands_there_in_full_wherever_it_is(drive: Drive, wide_brief: Path, width: int) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        seen = []
        for key in ["", *["l"] * 14, *["right_square_bracket"], *["h"] * 15]:
            await pilot.press(*([key] if key else []))
            await pilot.pause()
            seen.append(screen.tab.title)
            names, under = tabs(app)
            assert screen.tab.title in names
            at = names.index(screen.tab.title)
            assert under[at : at + len(screen.tab.title)] == "━" * len(screen.tab.title)
            assert max(map(len, tabs(app))) <= width
            assert not re.search(r"\b1\d\b", names)  # there is no such key
        assert len(set(seen)) == 15

    drive(check, path=wide_brief, size=(width, 24))


def test_names_are_cut_no_more_than_they_must_be(drive: Drive, wide_brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> str:
        return tabs(app)[0]

    assert "…" not in drive(check, path=wide_brief, size=(200, 24))
    cut = drive(check, path=wide_brief, size=(140, 24))
    assert "0 Overview" in cut
    assert cut.endswith("  Sourc…")
    assert len(cut) > 130
    short = drive(check, path=wide_brief, size=(80, 24))
    assert short.startswith("  0 Overview  1  2  3  4  5  6  7  8  9  ")


def test_a_tab_without_a_key_is_reached_with_the_mouse(drive: Drive, wide_brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> str:
        at = tabs(app)[0].index("Sou") + 1
        await pilot.click("TabRow", offset=(at, 0))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        return screen.tab.title

    assert drive(check, path=wide_brief, size=(120, 24)) == "Sources"


def test_hits_and_findings_stand_below_cut_names(drive: Drive, wide_brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        _, under = tabs(app)
        places = [found.start() for found in re.finditer(r"\d+", under)]
        assert len(places) == 8
        assert under.split() == ["1"] * 8 or "━" in under

    drive(check, "slash", *"about", path=wide_brief, size=(130, 24))
