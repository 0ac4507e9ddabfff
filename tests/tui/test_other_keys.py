"""Every key of the problems, of the list of briefs, and of what opens over a screen does what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.widgets import Input

from briefing.tui.app import BriefingApp
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.over import ConfirmScreen, HelpScreen
from briefing.tui.screens.problems import ProblemsScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import ResultsScreen
from briefing.tui.widgets.list_pane import ListPane
from tests.tui.conftest import ROOT, SHIPPED, Drive, screen_text
from tests.tui.test_following import ready, until


def told(app: BriefingApp) -> str:
    return " ".join(note.message for note in app._notifications)


PROBLEM_KEYS: dict[str, tuple[list[str], Any]] = {
    "edit": (["e"], lambda app: "editor" in told(app)),
    "reload": (["r"], lambda app: isinstance(app.screen, ProblemsScreen)),
    "view": (["v"], lambda app: isinstance(app.screen, ReadingScreen)),
    "copy": (["j", "y"], lambda app: "has no key “lable”" in app.clipboard),
    "briefs": (["b"], lambda app: isinstance(app.screen, LibraryScreen)),
    "back": (["escape"], lambda app: isinstance(app.screen, ReadingScreen)),
}


@pytest.mark.parametrize("name", PROBLEM_KEYS)
def test_a_key_of_the_problems(drive: Drive, brief: Path, name: str) -> None:
    shutil.copy(ROOT / "tests" / "data" / "wrong.toml", brief)
    keys, holds = PROBLEM_KEYS[name]

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: holds(app))

    drive(check, *keys)


BRIEFS_KEYS: dict[str, tuple[list[str], Any]] = {
    "search": (
        ["slash", *"sec"],
        lambda app: app.focused is app.screen.query_one(Input) and "1 of 2" in screen_text(app),
    ),
    "sort": (["s"], lambda app: "by title" in screen_text(app)),
    "scope": (["slash", "tab"], lambda app: isinstance(app.screen, ResultsScreen)),
    "to-hits": (["slash", "down"], lambda app: app.focused is app.screen.query_one(ListPane)),
    "evidence": (["j", "enter"], lambda app: isinstance(app.screen, ReadingScreen) and "Second" in screen_text(app)),
    "edit": (["e"], lambda app: "editor" in told(app)),
    "reload": (["r"], lambda app: "2 briefs" in screen_text(app)),
    "back": (["escape"], lambda app: isinstance(app.screen, LibraryScreen)),
}


@pytest.mark.parametrize("name", BRIEFS_KEYS)
def test_a_key_of_the_list_of_briefs(drive: Drive, brief: Path, name: str) -> None:
    brief.with_name("second.toml").write_text('schema = 1\n[brief]\ntitle = "Second"\nas_of = 2024\n')
    keys, holds = BRIEFS_KEYS[name]

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: "Second" in screen_text(app))
        await pilot.press(*keys)
        await until(pilot, lambda: holds(app))

    drive(check, path=brief.parent)


RESULTS_KEYS: dict[str, tuple[list[str], Any]] = {
    "evidence": (["down", "enter"], lambda app: len(app.screen_stack) == 3 and isinstance(app.screen, ReadingScreen)),
    "search": (["down", "slash", "x"], lambda app: app.screen.text == "oilx"),
    "next-hit": (["down", "n"], lambda app: app.screen.pane.index == 1),
    "previous-hit": (["down", "N"], lambda app: app.screen.pane.index == len(app.screen.hits) - 1 > 1),
    "scope": (["tab"], lambda app: isinstance(app.screen, ReadingScreen) and app.screen.hits.text == "oil"),
    "to-hits": (["down"], lambda app: app.focused is app.screen.pane),
    "back": (["escape"], lambda app: isinstance(app.screen, ReadingScreen) and len(app.screen_stack) == 1),
}


@pytest.mark.parametrize("name", RESULTS_KEYS)
def test_a_key_of_the_results(drive: Drive, name: str) -> None:
    keys, holds = RESULTS_KEYS[name]

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen) and bool(app.screen.hits))
        await pilot.press(*keys)
        await until(pilot, lambda: holds(app))

    drive(check, "slash", *"oil", "tab")


def test_back_from_the_list_to_the_brief(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))

    drive(check, "b", "escape")


def test_every_binding_of_these_screens_is_tried_above() -> None:
    for screen, keys in (
        (ProblemsScreen, PROBLEM_KEYS),
        (LibraryScreen, BRIEFS_KEYS),
        (ResultsScreen, RESULTS_KEYS),
    ):
        assert {one.id for one in screen.BINDINGS if isinstance(one, Binding)} == set(keys)


@pytest.mark.parametrize("key", ["escape", "question_mark", "f1", "q", "enter"])
def test_the_help_closes(drive: Drive, key: str) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        assert isinstance(app.screen, HelpScreen)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))

    drive(check, "question_mark")


def test_an_address_opens_only_when_it_is_agreed_to(
    drive: Drive, brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief.write_text(
        SHIPPED.read_text().replace("[sources.report]\n", '[sources.report]\nurl = "https://example.org/a"\n')
    )
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" > {opened}\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert not opened.exists()
        await pilot.press("o", "enter")
        await until(pilot, lambda: opened.exists() and opened.read_text() != "")
        assert opened.read_text() == "https://example.org/a\n"

    drive(check, "1", "o")


def test_a_brief_that_is_added_appears_in_the_list(drive: Drive, brief: Path) -> None:
    second = brief.with_name("second.toml")
    second.write_text('schema = 1\n[brief]\ntitle = "Second"\nas_of = 2024\n')

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        brief.with_name("third.toml").write_text('schema = 1\n[brief]\ntitle = "Third"\nas_of = 2023\n')
        await until(pilot, lambda: "Third" in screen_text(app))

    drive(check, path=brief.parent)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_columns_of_the_list_stay_apart(drive: Drive, brief: Path, width: int) -> None:
    """Equal titles show their files, a brief with errors its count, and neither runs into the date."""
    wrong = (ROOT / "tests" / "data" / "wrong.toml").read_text()
    brief.with_name("a-file-with-a-rather-long-name-of-its-own.toml").write_text(wrong)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: screen_text(app).count("Putin’s vis") >= 2)
        await until(pilot, lambda: "can't be read" not in screen_text(app) and "!4" in screen_text(app))
        lines = [line.partition("│")[0].rstrip() for line in screen_text(app).splitlines()]
        rows = [line for line in lines if "Putin’s" in line]
        assert all(re.search(r"[ …] ?(4 )?Nov 2025", row) for row in rows), rows
        assert any(
            re.search(r" !4 4 Nov 2025$" if width == 60 else r"[ …] 4 Nov 2025 .* draft +!4$", row) for row in rows
        )

    drive(check, path=brief.parent, size=(width, 24))
