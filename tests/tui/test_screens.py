"""Pictures of the main views at two sizes: what a reader sees must not change unnoticed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.screens.base import BaseScreen
from tests.tui.conftest import ROOT, SHIPPED, TODAY, checked, screen_text
from tests.tui.libraries import write_samples
from tests.tui.test_following import until

SIZES = [(80, 24), (120, 40)]
VIEWS = {
    "overview": [],
    "defence": ["1"],
    "trade": ["3", "j"],
    "diplomacy": ["4"],
    "timeline": ["5"],
    "sources": ["6"],
    "search": ["3", "slash", *"russia"],
    "help": ["question_mark"],
}
HARBOUR = ROOT / "tests" / "data" / "harbour" / "harbour.toml"
Compare = Callable[..., bool]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS)
def test_a_view(snap_compare: Compare, view: str, size: tuple[int, int]) -> None:
    app = BriefingApp(SHIPPED, Settings(), today=TODAY)
    assert snap_compare(app, press=VIEWS[view], terminal_size=size, run_before=checked)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_light_theme(snap_compare: Compare, size: tuple[int, int]) -> None:
    app = BriefingApp(SHIPPED, Settings(theme="paper"), today=TODAY)
    assert snap_compare(app, press=["3"], terminal_size=size, run_before=checked)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_without_colour(snap_compare: Compare, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = BriefingApp(SHIPPED, Settings(), today=TODAY)
    assert snap_compare(app, press=["3", "slash", *"russia"], terminal_size=size, run_before=checked)


FINDINGS = {
    "differs": ["exclamation_mark"],
    "speaker": ["exclamation_mark", "exclamation_mark"],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", FINDINGS)
def test_findings(snap_compare: Compare, view: str, size: tuple[int, int]) -> None:
    app = BriefingApp(HARBOUR, Settings(), today=TODAY)
    assert snap_compare(app, press=FINDINGS[view], terminal_size=size, run_before=checked)


def test_the_evidence_of_a_finding(snap_compare: Compare) -> None:
    app = BriefingApp(HARBOUR, Settings(), today=TODAY)
    assert snap_compare(app, press=["exclamation_mark", "enter"], terminal_size=(80, 24), run_before=checked)


def test_evidence_over_the_list(snap_compare: Compare) -> None:
    app = BriefingApp(SHIPPED, Settings(), today=TODAY)
    assert snap_compare(app, press=["1", "enter"], terminal_size=(80, 24), run_before=checked)


def test_a_narrow_window(snap_compare: Compare) -> None:
    app = BriefingApp(SHIPPED, Settings(), today=TODAY)
    assert snap_compare(app, press=["1"], terminal_size=(44, 20), run_before=checked)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_wrong_file(snap_compare: Compare, size: tuple[int, int], tmp_path: Path) -> None:
    path = Path(shutil.copy(ROOT / "tests" / "data" / "wrong.toml", tmp_path))
    app = BriefingApp(path, Settings(), today=TODAY)
    assert snap_compare(app, terminal_size=size)


async def _library_read(pilot: Pilot[None]) -> None:
    """Let the app come to the point where the library is read and its first brief previewed."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    await until(pilot, lambda: app.shelf.complete)
    wide = app.size.width >= BaseScreen.SPLIT
    await until(pilot, lambda: not wide or "KEY FIGURES" in screen_text(app))
    await pilot.pause(0.3)  # how the briefs stand is looked up a moment later, and nothing comes of it


async def _searched(pilot: Pilot[None]) -> None:
    """Search the library for a word, and go to the second hit."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    await until(pilot, lambda: app.shelf.complete)
    await pilot.press("slash", *"oil", "tab")
    await until(pilot, lambda: "hits" in screen_text(app))
    await pilot.press("down", "j")


@pytest.mark.parametrize("size", [*SIZES, (44, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", ["library", "results"])
def test_all_briefs(snap_compare: Compare, view: str, size: tuple[int, int], tmp_path: Path) -> None:
    app = BriefingApp(write_samples(tmp_path / "briefs"), Settings(), today=TODAY)
    run_before = _library_read if view == "library" else _searched
    assert snap_compare(app, terminal_size=size, run_before=run_before)
