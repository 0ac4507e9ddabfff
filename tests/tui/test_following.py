"""The screen follows its file: saved, broken, mended, replaced, gone and back; the reader's place stays."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.tui.app import BriefingApp
from briefing.tui.screens.problems import ProblemsScreen
from briefing.tui.screens.reading import ReadingScreen
from tests.tui.conftest import ROOT, Drive, screen_text

WRONG = ROOT / "tests" / "data" / "wrong.toml"


async def until(pilot: Any, holds: Callable[[], bool], limit: float = 20.0) -> None:
    """Let the app run until something holds."""
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end, f"{[worker.error for worker in pilot.app.workers]}\n{screen_text(pilot.app)}"
        await pilot.pause(0.02)


async def ready(pilot: Any, app: BriefingApp) -> None:
    """Let the app come to the point where it follows its file."""
    await until(pilot, lambda: any(worker.group == "follow" for worker in app.workers))
    await pilot.pause(0.3)  # the watch itself begins in a thread that tells nobody


def by_writing(path: Path, text: str) -> None:
    path.write_text(text)


def by_renaming(path: Path, text: str) -> None:
    fresh = path.with_suffix(".tmp")
    fresh.write_text(text)
    fresh.replace(path)


def by_backup(path: Path, text: str) -> None:
    path.rename(path.with_suffix(".toml~"))
    path.write_text(text)


def by_truncating(path: Path, text: str) -> None:
    with path.open("r+") as file:
        file.truncate(0)
        file.flush()
        file.write(text)


def by_link(path: Path, text: str) -> None:
    target = path.with_name("target.txt")
    target.write_text(text)
    path.unlink()
    path.symlink_to(target)


def by_an_old_clock(path: Path, text: str) -> None:
    path.write_text(text)
    os.utime(path, (1_000_000_000, 1_000_000_000))


SAVES = [by_writing, by_renaming, by_backup, by_truncating, by_link, by_an_old_clock]


@pytest.mark.parametrize("save", SAVES)
def test_a_save_is_shown_and_the_place_stays(drive: Drive, brief: Path, save: Callable[[Path, str], None]) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        before = (screen.tab.name, screen.spread.selected.key, screen.spread.items.top)  # type: ignore[union-attr]  # an item is selected
        save(brief, brief.read_text().replace("India’s exports of goods", "India’s exports of wares"))
        await until(pilot, lambda: "exports of wares" in screen_text(app))
        assert (screen.tab.name, screen.spread.selected.key, screen.spread.items.top) == before  # type: ignore[union-attr]  # as above

    drive(check, "3", "j", "j")


def test_a_save_that_breaks_the_brief_leaves_the_last_good_one(drive: Drive, brief: Path) -> None:
    good = brief.read_text()

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        brief.write_text(good.replace('unit = "%"', "unit = %", 1))
        await until(pilot, lambda: "last good version" in screen_text(app))
        assert "Russia’s share of India’s arms imports" in screen_text(app)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
        assert "unit = %" in screen_text(app)
        brief.write_text(good)
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert "last good version" not in screen_text(app)

    drive(check, "1")


def test_a_wrong_file_shows_its_problems_until_it_is_right(drive: Drive, brief: Path) -> None:
    good = brief.read_text()
    shutil.copy(WRONG, brief)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        assert isinstance(app.screen, ProblemsScreen)
        shown = screen_text(app)
        assert "13:1" in shown
        assert "has no key “lable”" in shown
        assert "write label" in shown
        brief.write_text(good)
        await until(pilot, lambda: "KEY FIGURES" in screen_text(app))

    drive(check)


def test_what_can_be_read_of_a_wrong_file_is_shown_on_demand(drive: Drive, brief: Path) -> None:
    shutil.copy(WRONG, brief)

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("3")
        assert "interference" in screen_text(app)
        assert "not all of it is shown" in screen_text(app)

    drive(check, "v")


def test_a_file_that_goes_away_and_comes_back(drive: Drive, brief: Path) -> None:
    good = brief.read_text()

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        brief.unlink()
        await until(pilot, lambda: "The file is gone" in screen_text(app))
        brief.write_text(good)
        await until(pilot, lambda: "The file is gone" not in screen_text(app))

    drive(check)


def test_a_folder_in_the_files_place(drive: Drive, brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        brief.unlink()
        brief.mkdir()
        await until(pilot, lambda: "The file is gone" in screen_text(app))
        assert app.fault is None

    drive(check)


def test_a_folder_that_goes_away_and_comes_back(drive: Drive, brief: Path) -> None:
    good = brief.read_text()

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        shutil.rmtree(brief.parent)
        await pilot.pause(0.2)
        brief.parent.mkdir()
        brief.write_text(good.replace("India’s exports of goods", "India’s exports of wares"))
        await until(pilot, lambda: "exports of wares" in screen_text(app))

    drive(check, "3")


def test_a_search_stays_when_the_file_is_saved(drive: Drive, brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        before = len(screen.hits.keys or ())
        assert before
        brief.write_text(brief.read_text() + '\n[[topics.trade.points]]\ntext = "A tariff more."\nsource = "report"\n')
        await until(pilot, lambda: len(screen.hits.keys or ()) == before + 1)

    drive(check, "3", "slash", *"tariff")


def test_many_saves_in_a_row_end_with_the_last(drive: Drive, brief: Path) -> None:
    good = brief.read_text()

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        for number in range(30):
            SAVES[number % 4](brief, good.replace("India’s exports of goods", f"Exports, version {number}"))
            await pilot.pause(0.01)
        await until(pilot, lambda: "version 29" in screen_text(app))

    drive(check, "3")


def spoilt(path: Path) -> None:
    path.write_text(path.read_text() + "\ngarbage = =\n")


SPOILERS = [spoilt, Path.unlink]


@pytest.mark.parametrize("key", ["escape", "p"])
@pytest.mark.parametrize("spoil", SPOILERS)
def test_from_the_problems_back_to_the_last_good_version(
    drive: Drive, brief: Path, spoil: Callable[[Path], None], key: str
) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        spoil(brief)
        await until(pilot, lambda: " ! " in screen_text(app))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
        assert "Esc" in screen_text(app).splitlines()[-1]
        await pilot.press("r")
        await pilot.pause(0.2)
        assert isinstance(app.screen, ProblemsScreen)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        shown = screen_text(app)
        assert "Russia’s share of India’s arms imports" in shown
        assert " ! " in shown

    drive(check, "1")


def test_from_the_problems_of_another_file_back_to_the_brief(drive: Drive, brief: Path) -> None:
    """The brief that is on the screen again is followed again."""
    other = brief.with_name("aaa.toml")
    other.write_text("garbage = =\n")

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        app.desk.show(other)
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        brief.write_text(brief.read_text().replace("Russia’s share of India’s arms", "Russia’s part of India’s arms"))
        await until(pilot, lambda: "Russia’s part of India’s arms" in screen_text(app))

    drive(check, "1")


def test_a_wrong_file_alone_has_nowhere_to_go_back_to(drive: Drive, brief: Path) -> None:
    brief.write_text("garbage = =\n")

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert isinstance(app.screen, ProblemsScreen)
        assert "Esc" not in screen_text(app).splitlines()[-1]

    drive(check, "escape", "v")
