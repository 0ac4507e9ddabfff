"""The library in the app, whatever happens to its index and its folder: lost, broken, locked, written by others."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefing.index.index import Index
from briefing.settings import cache_folder
from briefing.tui import app as app_module
from briefing.tui import following, ondisk, shelf
from briefing.tui.app import BriefingApp
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.reading import ReadingScreen
from tests.tui import libraries
from tests.tui.conftest import Drive, screen_text
from tests.tui.test_following import until

WIDE = (120, 40)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index's file and the folder are looked at often."""
    monkeypatch.setattr(shelf, "GLANCE", 0.05)
    monkeypatch.setattr(shelf, "BUSY_PAUSE", 0.05)
    monkeypatch.setattr(following, "PAUSE", 0.05)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Thirty briefs."""
    return libraries.write(tmp_path / "library", 30)


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """No notice comes of a change in the folder."""

    async def none(_: Path) -> AsyncIterator[None]:
        for nothing in list[None]():
            yield nothing

    monkeypatch.setattr(following, "changes", none)


def keep_index(library: Path) -> None:
    """Bring the index up to date as another window does."""
    index = Index.open(library)
    assert not index.refresh().problem
    index.close()


def delete_index() -> None:
    for file in cache_folder().iterdir():
        file.unlink()


def break_index() -> None:
    """Lose all but the first page of the index, as a disk does: the tables are there, and what is in them isn't."""
    for file in cache_folder().glob("*.sqlite"):
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with file.open("r+b") as pages:
            pages.seek(4096)
            pages.write(bytes(file.stat().st_size - 4096))


HARM = [delete_index, break_index]


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.usefixtures("unwatched")
def test_an_index_that_is_lost_is_built_again_under_the_list(
    drive: Drive, library: Path, harm: Callable[[], None]
) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: app.shelf.complete and "30 briefs" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        harm()
        await pilot.press("b")

        def listed() -> bool:
            assert "No brief" not in screen_text(app)
            return isinstance(app.screen, LibraryScreen) and "30 briefs" in screen_text(app) and app.shelf.complete

        await until(pilot, listed)
        await pilot.press("slash", *"odd 2024-01-1")
        await until(pilot, lambda: "5 of 30" in screen_text(app))

    drive(check, path=library)


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.usefixtures("unwatched")
def test_a_search_is_asked_again_when_the_index_is_there_again(
    drive: Drive, library: Path, harm: Callable[[], None]
) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: app.shelf.complete)
        await pilot.press("slash", *"corridor", "tab")
        await until(pilot, lambda: "30 hits" in screen_text(app))
        harm()
        await pilot.press("space", *"17")

        def found() -> bool:
            assert "in any brief" not in screen_text(app)
            return "1 hit " in screen_text(app) and "Brief 017" in screen_text(app)

        await until(pilot, found)
        assert "broken" not in screen_text(app)

    drive(check, path=library)


@pytest.mark.usefixtures("unwatched")
def test_what_another_window_writes_is_shown(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: app.shelf.complete and "30 briefs" in screen_text(app))
        libraries.write(library, 3, start=30)
        keep_index(library)
        await until(pilot, lambda: "33 briefs" in screen_text(app))
        await pilot.press("slash", *"corridor", "tab")
        await until(pilot, lambda: "33 hits" in screen_text(app))
        (library / "brief-031.toml").unlink()
        keep_index(library)
        await until(pilot, lambda: "32 hits" in screen_text(app))

    drive(check, path=library)


@pytest.mark.usefixtures("unwatched")
def test_nothing_is_read_again_while_nothing_changes(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_index(library)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: app.shelf.complete and "30 briefs" in screen_text(app))
        await pilot.pause(0.4)  # what was just written is looked at twice
        before, glances, heed = app.shelf.version, [], app.shelf._heed
        monkeypatch.setattr(app.shelf, "_heed", lambda stamp: (glances.append(stamp), heed(stamp)))
        await until(pilot, lambda: len(glances) > 5)
        assert app.shelf.version == before

    drive(check, path=library)


def test_the_first_frame_waits_for_no_index(drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_index(library)
    go_on, count = threading.Event(), Index.count

    def waiting(*arguments: Any) -> int:
        go_on.wait(10)
        return count(*arguments)

    monkeypatch.setattr(Index, "count", waiting)

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert "Reading the briefs" in screen_text(app)
        go_on.set()
        await until(pilot, lambda: "30 briefs" in screen_text(app))

    try:
        drive(check, path=library)
    finally:
        go_on.set()


def test_an_index_that_another_program_has_locked_is_waited_for(drive: Drive, library: Path) -> None:
    keep_index(library)
    (file,) = cache_folder().glob("*.sqlite")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE other (x)")

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: "waiting for the index" in screen_text(app))
        assert "Reading the briefs" in screen_text(app)
        other.execute("ROLLBACK")
        other.close()
        await until(pilot, lambda: app.shelf.complete and "30 briefs" in screen_text(app))
        assert "waiting" not in screen_text(app)

    drive(check, path=library)


@pytest.mark.parametrize("few", [True, False])
def test_the_other_briefs_are_read_behind_one_that_was_opened(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch, few: bool
) -> None:
    """Where they are few, or an index was made before."""
    monkeypatch.setattr(app_module, "IDLE", 0.02)
    if not few:
        keep_index(library)
        monkeypatch.setattr(ondisk, "SMALL", 29)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: "OTHER BRIEFS" in screen_text(app) and app.shelf.complete)
        await pilot.press("tab", "G")
        await until(pilot, lambda: "Brief 029" in screen_text(app))
        await pilot.press("escape", "ctrl+p", *"Brief 022")
        await until(pilot, lambda: "23 Jan 2024" in screen_text(app))

    drive(check, "3", path=library / "brief-003.toml", size=WIDE)


@pytest.mark.parametrize("limit", ["SMALL", "SMALL_FOLDER"])
def test_many_other_briefs_are_read_when_they_are_asked_for(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(app_module, "IDLE", 0.02)
    monkeypatch.setattr(ondisk, limit, 29)
    looked = threading.Event()

    def look(folder: Path) -> bool:
        found = ondisk.is_small(folder)
        looked.set()
        return found

    monkeypatch.setattr(shelf, "is_small", look)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, looked.is_set)
        await pilot.press("ctrl+p", *"Brief 022")
        await until(pilot, lambda: "The other briefs aren't read yet" in screen_text(app))
        assert not app.shelf.begun
        assert "OTHER BRIEFS" not in screen_text(app)
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and "30 briefs" in screen_text(app))

    drive(check, "3", path=library / "brief-003.toml", size=WIDE)


def test_a_figure_is_not_said_to_be_alone_before_the_briefs_are_read(
    drive: Drive, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "IDLE", 0.02)
    go_on, refresh = threading.Event(), Index.refresh

    def waiting(*arguments: Any) -> Any:
        go_on.wait(10)
        return refresh(*arguments)

    monkeypatch.setattr(Index, "refresh", waiting)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: app.shelf.begun)
        await pilot.press("j", "k")
        await until(pilot, lambda: not any(worker.group == "series" for worker in app.workers))
        assert "OTHER BRIEFS" not in screen_text(app)
        go_on.set()
        await until(pilot, lambda: "OTHER BRIEFS" in screen_text(app))

    try:
        drive(check, "3", path=library / "brief-003.toml", size=WIDE)
    finally:
        go_on.set()


def test_a_search_is_asked_again_when_the_folder_is_back(drive: Drive, library: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: app.shelf.complete)
        await pilot.press("slash", "tab")
        await until(pilot, lambda: any(worker.group == "shelf-watch" for worker in app.workers))
        await pilot.pause(0.3)  # the watch itself begins in a thread that tells nobody
        library.rename(library.with_name("elsewhere"))
        await pilot.press(*"corridor")
        await until(pilot, lambda: "no such folder" in screen_text(app))
        await until(pilot, lambda: "No hit now: the briefs can't be read" in screen_text(app))
        library.with_name("elsewhere").rename(library)
        await until(pilot, lambda: "30 hits" in screen_text(app))
        assert "no such folder" not in screen_text(app)

    drive(check, path=library)


def test_what_can_not_be_read_at_all_is_told(drive: Drive, library: Path) -> None:
    os.mkfifo(library / "pipe.toml")

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: "1 file can't be read. pipe.toml: is not a regular file" in screen_text(app))
        (library / "astray.toml").symlink_to("nowhere")
        await pilot.press("r")
        await until(pilot, lambda: "2 files can't be read." in screen_text(app))
        (library / "astray.toml").unlink()
        (library / "pipe.toml").unlink()
        await pilot.press("r")
        await until(pilot, lambda: "can't be read" not in screen_text(app))

    drive(check, path=library)
