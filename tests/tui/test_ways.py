"""The ways between list, hits and brief keep the reader's place: a filter, a cursor, a hit among its neighbours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.tui.app import BriefingApp
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import ResultsScreen
from tests.tui import libraries
from tests.tui.conftest import Drive, screen_text
from tests.tui.test_following import ready, until
from tests.tui.test_library import full, title


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Thirty briefs, in one of them a word that none of the others has."""
    folder = libraries.write(tmp_path / "library", 30)
    more = '[[topics.trade.points]]\ntext = "A second point."\nsource = "report"\n'
    (folder / "brief-011.toml").write_text(libraries.brief_text(11, word="Murmansk") + more)
    return folder


def reading(app: BriefingApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen), app.screen
    return app.screen


async def to_hit(pilot: Any, app: BriefingApp) -> ReadingScreen:
    """From the start over all briefs to the one hit."""
    await until(pilot, lambda: app.shelf.complete)
    await pilot.press("slash", *"murm", "tab")
    await until(pilot, lambda: "1 hit" in screen_text(app))
    await pilot.press("down", "enter")
    await until(pilot, lambda: isinstance(app.screen, ReadingScreen) and "Murmansk" in screen_text(app))
    return reading(app)


def test_a_hit_can_be_seen_among_its_neighbours(drive: Drive, library: Path) -> None:
    """What is said below the hit is what the keys do."""

    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = await to_hit(pilot, app)
        assert "without a hit · / then Esc shows all" in screen_text(app)
        assert "A second point" not in screen_text(app)
        before = screen.place.key
        await pilot.press("slash", "escape")
        assert app.screen is screen
        assert "A second point" in screen_text(app)
        assert screen.place.key == before
        assert app.focused is screen.spread.items
        await pilot.press("escape")
        assert isinstance(app.screen, ResultsScreen)

    drive(check, path=library)


def test_another_search_in_a_brief_that_was_found_is_left_step_by_step(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = await to_hit(pilot, app)
        await pilot.press("slash", *["backspace"] * 4, *"second", "enter")
        assert "without a hit · Esc shows all" in screen_text(app)
        await pilot.press("escape")
        assert app.screen is screen
        assert not screen.hits.text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))

    drive(check, path=library)


def test_the_filter_and_the_order_of_the_list_are_kept(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        await pilot.press("s", "slash", *"odd 2024-01-1")
        await until(pilot, lambda: "5 of 30" in screen_text(app))
        await pilot.press("down", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        opened = reading(app).opened.head.title
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and "5 of 30" in screen_text(app))
        assert "by title" in screen_text(app)
        assert app.screen.query_one(Input).value == "odd 2024-01-1"
        assert title(app) == opened
        assert app.focused is app.screen.query_one("#list")
        await pilot.press("escape")
        await until(pilot, lambda: "30 briefs, by title" in screen_text(app) and "5 of 30" not in screen_text(app))
        assert title(app) == opened

    drive(check, path=library)


def test_the_cursor_stays_on_its_brief_through_the_orders(drive: Drive, library: Path) -> None:
    os.utime(library / "brief-025.toml", (2_000_000_000, 2_000_000_000))

    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        await pilot.press(*"jjjj")
        assert title(app) == "Brief 025"
        for words in ("by title", "most findings first", "last changed first", "newest first"):
            await pilot.press("s")
            await until(pilot, lambda words=words: words in screen_text(app))
            assert title(app) == "Brief 025"

    drive(check, path=library)


def test_a_file_that_gets_another_name_is_followed(drive: Drive, brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        screen = reading(app)
        before = (screen.tab.name, screen.place)
        other = brief.rename(brief.with_name("another-name.toml"))
        await until(pilot, lambda: app.desk.path == other)
        assert "The file is gone" not in screen_text(app)
        assert (screen.tab.name, screen.place) == before
        changed = other.read_text().replace("India’s exports of goods", "India’s exports of wares")
        # Saved again and again, since the watch looks for another path each second only.
        await until(pilot, lambda: bool(other.write_text(changed)) and "exports of wares" in screen_text(app))
        other.unlink()
        await until(pilot, lambda: "The file is gone" in screen_text(app))

    drive(check, "3", "j")


@pytest.mark.parametrize("names", [("one.toml", "two.toml"), ("one.txt",)])
def test_a_file_that_may_be_one_of_several_is_gone(drive: Drive, brief: Path, names: tuple[str, ...]) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        for name in names:
            brief.with_name(name).hardlink_to(brief)
        brief.unlink()
        await until(pilot, lambda: "The file is gone" in screen_text(app))
        assert app.desk.path == brief

    drive(check)


def test_what_waits_for_the_first_frame_is_given_up_where_somebody_leaves_at_once(drive: Drive) -> None:
    async def check(_: Any, app: BriefingApp) -> BriefingApp:
        return app

    left = drive(check)
    left._settle()  # as its timers do that ring while the app is being taken down
    left._look_beside()
    assert not left.shelf.begun
