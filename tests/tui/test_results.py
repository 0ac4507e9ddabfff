"""The search through all briefs: results as one types, by brief; there, and back to where the reader was."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.index.index import Index
from briefing.tui.app import BriefingApp
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import PAGE, ResultsScreen
from tests.tui import libraries
from tests.tui.conftest import Drive, screen_text
from tests.tui.test_following import until

WIDE = (120, 40)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Thirty briefs, in one of them a word that none of the others has."""
    folder = libraries.write(tmp_path / "library", 30)
    (folder / "brief-011.toml").write_text(libraries.brief_text(11, word="Murmansk"))
    return folder


def found(app: BriefingApp) -> ResultsScreen:
    assert isinstance(app.screen, ResultsScreen), app.screen
    return app.screen


async def results(pilot: Any, app: BriefingApp, words: str) -> ResultsScreen:
    """Let the app come to the point where it says so of the results."""
    await until(pilot, lambda: isinstance(app.screen, ResultsScreen) and app.shelf.complete)
    await until(pilot, lambda: words in screen_text(app))
    return found(app)


def test_there_and_back(drive: Drive, library: Path) -> None:
    """From a place in a brief over all briefs into another one, and step by step back to that place."""

    async def check(pilot: Any, app: BriefingApp) -> None:
        first = app.screen
        assert isinstance(first, ReadingScreen)
        before = (first.active, first.spread.selected.key, first.spread.items.top)  # type: ignore[union-attr]  # an item is selected
        await pilot.press("slash", *"murm", "tab")
        screen = await results(pilot, app, "1 hit")
        assert screen.query_one(Input).value == "murm"
        text = screen_text(app)
        assert "Brief 011" in text
        assert "The corridor of number 11 is open to Murmansk." in text
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        reading = app.screen
        assert isinstance(reading, ReadingScreen)
        assert reading.opened.head.title == "Brief 011"
        assert app.desk.path == library / "brief-011.toml"
        await until(
            pilot, lambda: reading.spread.selected is not None and reading.spread.selected.key.startswith("point:")
        )
        assert reading.hits.text == "murm"
        assert "1 hit" in screen_text(app)
        await pilot.press("escape")
        assert app.screen is screen
        assert app.desk.path == library / "brief-003.toml"
        await pilot.press("escape")
        assert app.screen is first
        assert app.desk.opened is first.opened
        await pilot.press("escape", "escape")
        assert (first.active, first.spread.selected.key, first.spread.items.top) == before  # type: ignore[union-attr]  # as above

    drive(check, "3", "j", path=library / "brief-003.toml")


def test_results_follow_the_typing(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", "tab")
        await until(pilot, lambda: app.shelf.complete)
        await pilot.press(*"corridor")
        await results(pilot, app, "30 hits")
        await pilot.press(*" 17")
        await results(pilot, app, "1 hit ")
        assert "Brief 017" in screen_text(app)
        await pilot.press(*["backspace"] * 12)
        await until(pilot, lambda: "Words match from their beginning" in screen_text(app))

    drive(check, path=library / "brief-003.toml")


def test_a_search_that_is_typed_over_is_called_off(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called_off = threading.Event()
    search = Index.search

    def slow(self: Index, query: Any, *arguments: Any, **options: Any) -> Any:
        if query == "corridor":
            stop = options["stop"]
            while not stop():
                called_off.wait(0.01)
            called_off.set()
        return search(self, query, *arguments, **options)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", *"corridor", "tab")
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        await pilot.press(*" 17")
        await results(pilot, app, "1 hit ")
        assert called_off.is_set()

    monkeypatch.setattr(Index, "search", slow)
    drive(check, path=library / "brief-003.toml")


def test_a_slip_is_corrected_and_told(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", *"murmanks", "tab")
        screen = await results(pilot, app, "These are for “murmansk”")
        assert "1 hit" in screen_text(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert app.screen.hits.text == "murmansk"
        await pilot.press("escape")
        assert app.screen is screen

    drive(check, path=library / "brief-003.toml")


def test_no_hit_says_how_to_search(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", *"value>x", "tab")
        await results(pilot, app, "value needs a number")
        await pilot.press(*["backspace"] * 7, *"qqq")
        await results(pilot, app, "No hit in any brief.")
        await pilot.press("down", "enter", "n", "N")
        assert isinstance(app.screen, ResultsScreen)

    drive(check, path=library / "brief-003.toml")


def test_more_hits_come_when_the_last_are_reached(drive: Drive, tmp_path: Path) -> None:
    count = PAGE + 25
    folder = libraries.write(tmp_path / "large", count)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", *"corridor", "tab")
        screen = await results(pilot, app, f"{count} hits")
        assert len(screen.hits) == PAGE
        await pilot.press("enter", "G")
        await until(pilot, lambda: len(screen.hits) == count)
        assert screen.pane.index == PAGE - 1
        await pilot.press("j")
        await until(pilot, lambda: f"{PAGE + 1} of {count} hits" in screen_text(app))
        await pilot.press("G", "n")
        assert screen.pane.index == 0
        assert len({line.key for line in screen.hits}) == count

    drive(check, path=folder / "brief-003.toml")


def test_tab_leads_back_to_this_brief_with_the_words(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", *"murm", "tab")
        await results(pilot, app, "1 hit")
        await pilot.press(*["backspace"] * 4, *"cheap", "tab")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert app.screen.hits.text == "cheap"
        assert app.screen.hits.keys
        assert app.focused is app.screen.query_one(Input)

    drive(check, path=library / "brief-003.toml")


def test_from_the_list_to_the_words_inside_and_back(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: app.shelf.complete)
        await pilot.press("slash", *"murm", "tab")
        await results(pilot, app, "1 hit")
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and "0 of 30" in screen_text(app))
        await pilot.press("tab")
        await results(pilot, app, "1 hit")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, LibraryScreen)
        assert app.desk.opened is None

    drive(check, path=library)


def test_a_search_from_a_brief_that_was_found_leads_to_the_same_results(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", *"murm", "tab")
        screen = await results(pilot, app, "1 hit")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        depth = len(app.screen_stack)
        await pilot.press("slash", *["backspace"] * 4, *"corridor", "tab")
        await results(pilot, app, "30 hits")
        assert app.screen is screen
        assert len(app.screen_stack) == depth - 1

    drive(check, path=library / "brief-003.toml")


def test_what_is_saved_meanwhile_is_found(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("slash", *"murm", "tab")
        screen = await results(pilot, app, "1 hit")
        await pilot.press("down")
        await pilot.pause(0.3)
        (library / "brief-020.toml").write_text(libraries.brief_text(20, word="Murmansk and Archangel"))
        await until(pilot, lambda: "1 of 2 hits" in screen_text(app) or "2 of 2 hits" in screen_text(app), 10)
        assert screen.selected is not None
        assert screen.selected.brief.title == "Brief 011"

    drive(check, path=library / "brief-003.toml")


def test_the_palette_opens_any_brief(drive: Drive, library: Path) -> None:
    index = Index.open(library)
    index.refresh()
    index.close()

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("ctrl+p")
        await pilot.press(*"Brief 022")
        await until(pilot, lambda: "23 Jan 2024" in screen_text(app))
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen) and app.desk.path.name == "brief-022.toml")

    drive(check, path=library / "brief-003.toml")


def test_a_figure_is_followed_through_all_briefs(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("b")
        await until(pilot, lambda: app.shelf.complete)
        await pilot.press("escape", "3")
        await until(pilot, lambda: "OTHER BRIEFS" in screen_text(app))
        await pilot.press("tab", "G")
        await until(pilot, lambda: "this brief" in screen_text(app))
        text = screen_text(app)
        assert "US$79 bn" in text
        assert "█" in text

    drive(check, path=library / "brief-028.toml", size=WIDE)


def test_a_figure_alone_is_said_to_be_alone(drive: Drive, tmp_path: Path) -> None:
    folder = libraries.write(tmp_path / "one", 1)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("b")
        await until(pilot, lambda: app.shelf.complete)
        await pilot.press("escape", "3", "j", "k")
        await until(pilot, lambda: "none holds this figure" in screen_text(app))

    drive(check, path=folder / "brief-000.toml", size=WIDE)


def test_it_closes_while_the_library_is_read(drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs in threads is told to stop when the app ends; a thread that wouldn't would hang this test."""
    stopped = threading.Event()

    def endless(self: Index, progress: Any, stop: Any) -> Any:
        from briefing.index.building import Refreshed

        while not stop():
            stopped.wait(0.01)
        stopped.set()
        return Refreshed(problem="stopped")

    closed = threading.Event()
    close = Index.close
    monkeypatch.setattr(Index, "refresh", endless)
    monkeypatch.setattr(Index, "close", lambda self: (close(self), closed.set()))

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("b")
        await until(pilot, lambda: "looking for briefs" in screen_text(app))

    drive(check, path=library / "brief-003.toml")
    assert stopped.wait(1)
    assert closed.is_set()
