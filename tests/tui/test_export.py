"""The export form: what is chosen goes out, where it says, and the form tells what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.evidence.status import Status
from briefing.export.formats import FORMATS
from briefing.export.setting import Made, NotSet
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.exportform import ExportForm
from briefing.tui.screens.export import ExportScreen
from briefing.tui.screens.reading import ReadingScreen
from tests.tui.conftest import Drive, checked, screen_text
from tests.tui.test_following import until

NAME = "president-putins-visit-to-india"


@pytest.fixture(autouse=True)
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, and formats that take no time."""
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def form(app: BriefingApp) -> ExportForm:
    assert isinstance(app.screen, ExportScreen)
    return app.screen.form


def choose(app: BriefingApp, *formats: str) -> None:
    form(app).fields["Format"].choose(list(formats))
    app.screen._preview()  # type: ignore[attr-defined]  # the screen is the form


def test_all_formats_go_out_at_once_and_their_paths_are_shown(drive: Drive, out: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        choose(app, *FORMATS)
        await pilot.press("enter")
        await until(pilot, lambda: "✓" in screen_text(app) and "Copy the path" in screen_text(app), 30)
        assert {path.name for path in out.iterdir()} == {NAME + form.suffix for form in FORMATS.values()}
        for path in out.iterdir():
            assert path.name in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))

    drive(check, "x", size=(120, 40))


def test_a_file_is_replaced_only_on_a_second_enter(drive: Drive, out: Path) -> None:
    written = out / f"{NAME}.md"
    written.write_text("mine")

    async def check(pilot: Any, app: BriefingApp) -> None:
        choose(app, "md")
        await pilot.press("enter")
        await until(pilot, lambda: "is there already" in screen_text(app))
        assert written.read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: "Copy the path" in screen_text(app))
        assert written.read_text().startswith("---\n")

    drive(check, "x", size=(120, 40))


def test_every_field_is_reached_and_changed_by_keys(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        assert form(app).chosen("Format") == ["pdf"]
        await pilot.press(*["left"] * 9, "right", "space", "down", "l", "down", "l", "j", "space")
        chosen = {name: form(app).chosen(name) for name in ("Format", "Layout", "Paper", "Topics")}
        assert chosen["Format"] == ["pdf", "html"]
        assert (chosen["Layout"], chosen["Paper"]) == (["one-page"], ["letter"])
        assert chosen["Topics"] == ["energy", "trade", "diplomacy"]
        await pilot.press("down", "end", "s", "u", "b")
        assert form(app).output.endswith("sub")
        await pilot.press("up", "k")
        assert app.screen.query_one(Input).has_focus is False
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))

    drive(check, "x", size=(100, 34))


def test_the_last_choice_is_remembered_topics_for_the_brief_alone(drive: Drive, brief: Path, out: Path) -> None:
    async def first(pilot: Any, app: BriefingApp) -> None:
        choose(app, "json", "md")
        form(app).fields["Topics"].choose(["trade"])
        form(app).output = str(out / "sub") + "/"
        await pilot.press("enter")
        await until(pilot, lambda: "Copy the path" in screen_text(app))

    async def second(pilot: Any, app: BriefingApp) -> tuple[list[str], list[str], str]:
        return form(app).chosen("Format"), form(app).chosen("Topics"), form(app).output

    drive(first, "x", size=(120, 40))
    formats, topics, output = drive(second, "x")
    assert (set(formats), topics, output) == ({"json", "md"}, ["trade"], str(out / "sub") + "/")
    other = brief.with_name("other.toml")
    other.write_text(brief.read_text())
    assert len(drive(second, "x", path=other)[1]) == 4


@pytest.mark.parametrize("kept", ["[]", '{"Format": 3, "topics": [], "folder": 7}', '{"Format": ["nope"]}', "\ud800"])
def test_what_was_remembered_may_be_anything(drive: Drive, kept: str, tmp_path: Path) -> None:
    state = tmp_path / "home" / "state" / "briefing"
    state.mkdir(parents=True)
    (state / "export.json").write_bytes(kept.encode(errors="surrogatepass"))

    async def check(pilot: Any, app: BriefingApp) -> list[str]:
        return form(app).chosen("Format")

    assert drive(check, "x") == ["pdf"]


def test_an_export_that_fails_says_why_and_the_form_stays(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        choose(app, "md")
        form(app).output = "/no/such/folder.md"
        await pilot.press("enter")
        await until(pilot, lambda: "Not exported" in screen_text(app))
        assert "no such folder" in screen_text(app)
        assert isinstance(app.screen, ExportScreen)

    drive(check, "x", size=(100, 34))


def test_a_long_export_is_shown_can_be_stopped_and_never_holds_up_the_keys(
    drive: Drive, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_page: object, setting: Any) -> Made:
        setting.stop.wait(20)
        raise NotSet("was given up")

    monkeypatch.setitem(FORMATS, "pdf", replace(FORMATS["pdf"], make=slow))

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("enter")
        await until(pilot, lambda: "Setting PDF" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Setting" not in screen_text(app))
        assert isinstance(app.screen, ExportScreen)
        await pilot.press("enter")
        await until(pilot, lambda: "Setting PDF" in screen_text(app))

    drive(check, "x", size=(100, 34))  # leaving while it is being made ends it too
    assert not list(out.iterdir())


def test_a_final_brief_with_a_failing_item_asks_twice(drive: Drive, brief: Path, out: Path) -> None:
    text = brief.read_text().replace('status = "draft"', 'status = "final"')
    brief.write_text(text.replace('text = "strategic autonomy"', 'text = "strategic autonomy"\nspeaker = "Both"'))

    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        opened = form(app).opened
        key = opened.entries[0].key
        opened.known[key] = opened.statuses[key] = Status.DIFFERS
        choose(app, "md")
        await pilot.press("enter")
        await until(pilot, lambda: "items fail their check" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Copy the path" in screen_text(app))
        assert "DIFFERS" in (out / f"{NAME}.md").read_text()

    drive(check, "x", size=(120, 40))


def test_the_marking_is_asked_only_where_there_is_a_choice(drive: Drive, brief: Path, out: Path) -> None:
    async def fields(pilot: Any, app: BriefingApp) -> list[str]:
        return [each.name for each in form(app).active]

    assert "Marking" not in drive(fields, "x")
    brief.write_text(brief.read_text().replace('label = "', 'marking = "TLP:AMBER"\nlabel = "', 1))

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert list(form(app).fields["Marking"].options) == ["", "TLP:CLEAR"]
        choose(app, "md")
        form(app).fields["Marking"].choose(["TLP:CLEAR"])
        await pilot.press("enter")
        await until(pilot, lambda: "Left out: 1 item" in screen_text(app))
        assert "AMBER" not in (out / f"{NAME}.md").read_text()

    drive(check, "x", size=(120, 40), settings=Settings())
