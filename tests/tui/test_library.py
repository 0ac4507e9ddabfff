"""The library: lists, filters, sorts, opens, and follows its folder."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.index.index import Index
from briefing.index.store import NoFullText
from briefing.settings import recall
from briefing.tui.app import BriefingApp
from briefing.tui.listing import WINDOW, Listing
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import ResultsScreen
from tests.tui import libraries
from tests.tui.conftest import Drive, screen_text
from tests.tui.test_following import until

WIDE = (120, 40)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Thirty briefs."""
    return libraries.write(tmp_path / "library", 30)


def listed(app: BriefingApp) -> LibraryScreen:
    assert isinstance(app.screen, LibraryScreen), app.screen
    return app.screen


def title(app: BriefingApp) -> str:
    selected = listed(app).selected
    return selected.row.title if selected is not None else ""


async def full(pilot: Any, app: BriefingApp, count: int) -> LibraryScreen:
    """Let the app come to the point where all briefs are in the list."""
    await until(pilot, lambda: app.shelf.complete and app.screen.view.count == count)
    await pilot.pause()
    return listed(app)


def test_the_newest_brief_stands_first(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        text = screen_text(app)
        assert "30 briefs, newest first" in text
        assert text.index("Brief 029") < text.index("Brief 028")
        assert "30 Jan 2024" in text
        assert "TLP:RED" in text.splitlines()[0]
        assert title(app) == "Brief 029"

    drive(check, path=library)


def test_the_index_is_shown_before_the_folder_is_read(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second start shows the list as the index holds it; a thread sees to what has changed."""
    index = Index.open(library)
    index.refresh()
    index.close()
    libraries.write(library, 1, start=30)
    go_on, refresh = threading.Event(), Index.refresh

    def waiting(*arguments: Any) -> Any:
        go_on.wait(10)
        return refresh(*arguments)

    monkeypatch.setattr(Index, "refresh", waiting)

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert "Brief 029" in screen_text(app)
        assert "Brief 030" not in screen_text(app)
        await until(pilot, lambda: "looking for briefs" in screen_text(app))
        go_on.set()
        await until(pilot, lambda: "Brief 030" in screen_text(app))
        await until(pilot, lambda: "looking for briefs" not in screen_text(app))

    try:
        drive(check, path=library)
    finally:
        go_on.set()


def test_only_the_lines_in_view_are_read(drive: Drive, tmp_path: Path) -> None:
    count = 4 * WINDOW + 50
    folder = libraries.write(tmp_path / "large", count)

    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = await full(pilot, app, count)
        assert set(screen.view.windows) == {0}
        await pilot.press("G")
        await until(pilot, lambda: title(app) == "Brief 000")
        assert 4 in screen.view.windows
        assert 2 not in screen.view.windows
        await pilot.press("g", "d", "d")
        await until(pilot, lambda: title(app) > "Brief 400")
        assert screen.listing.sheet.rows[:6]

    drive(check, path=folder)


def test_a_filter_narrows_the_list_and_is_left_with_the_brief_selected(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = await full(pilot, app, 30)
        await pilot.press("slash", *"odd 2024-01-1")
        await until(pilot, lambda: "5 of 30" in screen_text(app))
        assert "Brief 017" in screen_text(app)
        assert "Brief 016" not in screen_text(app)
        await pilot.press("down", "j", "j")
        assert title(app) == "Brief 013"
        await pilot.press("escape")
        await until(pilot, lambda: screen.view.count == 30)
        assert title(app) == "Brief 013"
        assert app.focused is screen.listing
        assert screen.query_one(Input).value == ""

    drive(check, path=library)


def test_enter_in_the_filter_opens_the_first(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        await pilot.press("slash", *"017")
        await until(pilot, lambda: "1 of 30" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert app.screen.opened.head.title == "Brief 017"

    drive(check, path=library)


def test_a_filter_without_a_brief_says_so(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        await pilot.press("slash", *"zebra")
        await until(pilot, lambda: "No brief is called so" in screen_text(app))
        await pilot.press("enter", "e")
        assert isinstance(app.screen, LibraryScreen)

    drive(check, path=library)


def test_one_key_goes_through_the_orders(drive: Drive, library: Path) -> None:
    os.utime(library / "brief-012.toml", (2_000_000_000, 2_000_000_000))
    wrong = libraries.brief_text(5).replace('label = "Trade in goods"\n', "")
    (library / "brief-005.toml").write_text(wrong)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        for words, first in (
            ("by title", "Brief 000"),
            ("most findings first", "Brief 005"),
            ("last changed first", "Brief 012"),
            ("newest first", "Brief 029"),
        ):
            await pilot.press("s")
            await until(pilot, lambda words=words: words in screen_text(app))
            assert title(app) == first
            if words == "last changed first":
                assert "CHANGED" in screen_text(app)
                assert "18 May 2033" in screen_text(app)

    drive(check, path=library)


def test_what_was_opened_last_stands_first(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        for _ in range(2):  # the second time from the list over the first brief
            await pilot.press("G", "k", "enter")
            await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
            await until(pilot, lambda: bool(recall("opened")))
            await pilot.press("b")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
            await pilot.press("k")
        assert "OPENED LAST" not in screen_text(app)  # it is the open brief
        await pilot.press("G", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen) and len(recall("opened")) == 2)
        await pilot.press("b")
        await until(pilot, lambda: "OPENED LAST" in screen_text(app))
        assert title(app) == "Brief 001"
        await pilot.press("escape")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.opened.head.title == "Brief 000"

    drive(check, path=library)


def test_a_few_briefs_are_listed_once_with_the_open_one_selected(drive: Drive, tmp_path: Path) -> None:
    folder = libraries.write(tmp_path / "few", 5)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("b")
        await full(pilot, app, 5)
        assert "OPENED LAST" not in screen_text(app)
        await pilot.press("escape", "b")
        assert title(app) == "Brief 002"

    drive(check, path=folder / "brief-002.toml")


def test_a_preview_stands_beside_the_list(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        await pilot.press("j")
        await until(pilot, lambda: "US$78 bn" in screen_text(app))
        assert "Volumes have recovered" in screen_text(app)
        assert "brief-028.toml" in screen_text(app)

    drive(check, path=library, size=WIDE)


def test_the_preview_of_a_wrong_file_says_what_is_wrong(drive: Drive, library: Path) -> None:
    (library / "wrong.toml").write_text("no brief at all\n")

    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 31)
        await pilot.press("G")
        await until(pilot, lambda: "line 1" in screen_text(app))
        assert "wrong.toml: can't be read" in screen_text(app)

    drive(check, path=library, size=WIDE)


def test_the_list_follows_its_folder_and_the_selection_stays(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = await full(pilot, app, 30)
        await until(pilot, lambda: any(worker.group == "shelf-watch" for worker in app.workers))
        await pilot.pause(0.3)  # the watch itself begins in a thread that tells nobody
        await pilot.press(*"jjjjjjjj")
        row = screen.listing.sheet.spans[screen.listing.index][0] - screen.listing.top
        assert title(app) == "Brief 021"
        below = library / "below"
        below.mkdir()
        libraries.write(below, 3, start=40)
        (library / "brief-010.toml").unlink()
        (library / "brief-020.toml").write_text(libraries.brief_text(20, "Another title"))
        (library / "brief-019.toml").rename(below / "moved.toml")
        await until(pilot, lambda: screen.view.count == 32 and "Another title" in screen_text(app), 10)
        assert title(app) == "Brief 021"
        assert screen.listing.sheet.spans[screen.listing.index][0] - screen.listing.top == row
        await pilot.press("j", "j")
        await until(pilot, lambda: screen.selected is not None and screen.selected.path == below / "moved.toml")
        (below / "moved.toml").unlink()
        await until(pilot, lambda: screen.view.count == 31 and title(app) == "Brief 018", 10)

    drive(check, path=library, size=(80, 20))


def test_without_a_folder_for_the_index_the_library_works_and_says_so(
    drive: Drive, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        await until(pilot, lambda: "no index can be kept" in screen_text(app).lower())
        await pilot.press("slash", *"017")
        await until(pilot, lambda: "1 of 30" in screen_text(app))

    drive(check, path=library)


def test_a_library_that_vanishes_says_so_and_comes_back(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        library.rename(library.with_name("elsewhere"))
        await pilot.press("r")
        await until(pilot, lambda: "no such folder" in screen_text(app).lower())
        assert "Brief 029" in screen_text(app)
        library.with_name("elsewhere").rename(library)
        await pilot.press("r")
        await until(pilot, lambda: "no such folder" not in screen_text(app).lower())

    drive(check, path=library)


def test_only_two_briefs_are_looked_for_at_the_start(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing import library as places

    walk = places.walk

    def counted(folder: Path, *_: Any) -> Iterator[Any]:
        for number, entry in enumerate(walk(folder)):
            assert number < 2
            yield entry

    monkeypatch.setattr(places, "walk", counted)

    async def check(_: Any, app: BriefingApp) -> None:
        assert isinstance(app.screen, LibraryScreen)

    drive(check, path=library)


def test_the_only_brief_of_a_folder_opens_by_itself(drive: Drive, brief: Path) -> None:
    async def check(_: Any, app: BriefingApp) -> None:
        assert isinstance(app.screen, ReadingScreen)
        assert app.desk.path == brief

    drive(check, path=brief.parent)


def test_a_line_that_was_not_read_yet_is_no_listing(drive: Drive, tmp_path: Path) -> None:
    folder = libraries.write(tmp_path / "large", 3 * WINDOW)

    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = await full(pilot, app, 3 * WINDOW)
        items = screen.listing.sheet.items
        assert isinstance(items[0], Listing)
        assert items[2 * WINDOW] is None
        assert len(items) == 3 * WINDOW
        screen.listing.select(2 * WINDOW)
        screen.action_open()  # nothing to open yet
        await until(pilot, lambda: title(app) == "Brief 099")

    drive(check, path=folder)


def test_without_full_text_search_all_is_read_and_that_is_said(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking() -> None:
        raise NoFullText("SQLite 3 of this Python is built without FTS5")

    monkeypatch.setattr("briefing.index.store.check_full_text", lacking)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await full(pilot, app, 30)
        await until(pilot, lambda: "without FTS5" in screen_text(app))
        await pilot.press("s", "slash", *"odd 2024-01-1")
        await until(pilot, lambda: "5 of 30" in screen_text(app))
        assert title(app) == "Brief 009"
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        await pilot.press(*["backspace"] * 13, *"corridor 17")
        await until(pilot, lambda: "1 hit " in screen_text(app) and "Brief 017" in screen_text(app))

    drive(check, path=library)
