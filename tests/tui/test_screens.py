"""Pictures of the main views at two sizes: what a reader sees must not change unnoticed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from tests.tui.conftest import ROOT, SHIPPED, TODAY, checked

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
