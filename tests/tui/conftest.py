"""The app on a copy of the shipped brief, driven by keys."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from briefing.settings import Settings
from briefing.tui import app as app_module
from briefing.tui.app import BriefingApp
from briefing.tui.characters import use_ascii

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "briefs" / "india-russia-visit.toml"
TODAY = dt.date(2025, 11, 5)

Check = Callable[[Pilot[None], BriefingApp], Awaitable[Any]]
Drive = Callable[..., Any]


@pytest.fixture(autouse=True)
def _quiet_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has its own folders for state, settings and cache, no editor or browser of the machine, no delay."""
    for name in ("STATE", "CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    for name in ("NO_COLOR", "EDITOR", "VISUAL", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(app_module, "SETTLED", 0.02)
    monkeypatch.setattr(app_module, "IDLE", 3600)  # the other briefs of a folder only where a test asks for them
    use_ascii(False)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A copy of the shipped brief that a test may change."""
    folder = tmp_path / "briefs"
    folder.mkdir()
    return Path(shutil.copy(SHIPPED, folder))


@pytest.fixture
def drive(brief: Path) -> Drive:
    """Runs the app without a terminal: `drive(check, *keys, size=…, path=…, settings=…)` gives back what check does."""

    def run(
        check: Check,
        *keys: str,
        size: tuple[int, int] = (80, 24),
        path: Path | None = None,
        settings: Settings | None = None,
    ) -> Any:
        async def go() -> Any:
            app = BriefingApp(path or brief, settings or Settings(), today=TODAY)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await pilot.press(*keys)
                await pilot.pause()
                return await check(pilot, app)

        return asyncio.run(go())

    return run


async def checked(pilot: Pilot[None]) -> None:
    """Let the app come to the point where the open brief is checked and that is shown."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    end = time.monotonic() + 10
    while app.desk.opened is None or app.desk.opened.checked is None:
        assert time.monotonic() < end, [worker.error for worker in app.workers]
        await pilot.pause(0.02)
    await pilot.pause()


def screen_text(app: BriefingApp) -> str:
    """What is on the screen, a line a row."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())
