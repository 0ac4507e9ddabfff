"""Every key of the reading screen and of the list does what the help says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.widgets import Input

from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.screens.export import ExportScreen
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.over import ConfirmScreen, HelpScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import ResultsScreen
from briefing.tui.widgets.pane import LinePane
from tests.tui.conftest import Drive, screen_text


def reading(app: BriefingApp) -> ReadingScreen:
    found = [screen for screen in app.screen_stack if isinstance(screen, ReadingScreen)]
    assert found
    return found[0]


def tab(app: BriefingApp) -> str:
    return reading(app).tab.title


def index(app: BriefingApp) -> int:
    return reading(app).spread.items.index


def copied(app: BriefingApp) -> str:
    return app.clipboard


KEYS: dict[str, tuple[list[str], Any]] = {
    # id of the binding: keys to press, what must then hold
    "next-item": (["1", "j"], lambda app: index(app) == 1),
    "previous-item": (["1", "j", "j", "up"], lambda app: index(app) == 1),
    "half-down": (["d"], lambda app: reading(app).spread.items.top > 0),
    "half-up": (["d", "d", "u", "u"], lambda app: reading(app).spread.items.top == 0),
    "page-down": (["space"], lambda app: reading(app).spread.items.top >= 15),
    "page-up": (["space", "pageup"], lambda app: reading(app).spread.items.top == 0),
    "top": (["G", "g"], lambda app: index(app) == 0 and reading(app).spread.items.top == 0),
    "bottom": (["G"], lambda app: index(app) == len(reading(app).spread.items.sheet.items) - 1),
    "evidence": (["1", "enter"], lambda app: "EVIDENCE" in screen_text(app)),
    "search": (["slash", "p", "a", "n", "t"], lambda app: app.focused is app.screen.query_one(Input)),
    "next-hit": (["slash", *"russia", "enter", "n"], lambda app: index(app) == 1),
    "previous-hit": (["slash", *"russia", "enter", "n", "n", "N"], lambda app: index(app) == 1),
    "export": (["x"], lambda app: isinstance(app.screen, ExportScreen)),
    "edit": (["e"], lambda app: any("editor" in note.message for note in app._notifications)),
    "briefs": (["b"], lambda app: isinstance(app.screen, LibraryScreen)),
    "copy": (["1", "y"], lambda app: copied(app).startswith("36 %: Russia") and "UNCHECKED" in copied(app)),
    "copy-bare": (["1", "Y"], lambda app: copied(app) == "36 %"),
    "findings": (["exclamation_mark"], lambda app: any("checked" in note.message for note in app._notifications)),
    "open": (["o"], lambda app: any("No address" in note.message for note in app._notifications)),
    "problems": (["p"], lambda app: any("Nothing is wrong" in note.message for note in app._notifications)),
    "reload": (["r"], lambda app: any("Read again" in note.message for note in app._notifications)),
    "next-tab": (["l", "right_square_bracket"], lambda app: tab(app) == "Energy"),
    "previous-tab": (["h"], lambda app: tab(app) == "Sources"),
    **{
        f"tab-{digit}": ([str(digit)], lambda app, digit=digit: reading(app).active == min(digit, 6) * (digit < 7))
        for digit in range(10)
    },
    "scope": (["slash", *"oil", "tab"], lambda app: isinstance(app.screen, ResultsScreen)),
    "to-hits": (["slash", *"oil", "down"], lambda app: app.focused is reading(app).spread.items),
    "back": (["1", "enter", "escape"], lambda app: "EVIDENCE" not in screen_text(app)),
    "help": (["question_mark"], lambda app: isinstance(app.screen, HelpScreen)),
    "theme": (["t"], lambda app: app.theme == "paper"),
    "quit": (["q"], lambda app: app._exit),
    "quit-anywhere": (["slash", "ctrl+q"], lambda app: app._exit),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_does_what_it_says(drive: Drive, name: str) -> None:
    keys, holds = KEYS[name]

    async def check(pilot: Any, app: BriefingApp) -> str:
        await pilot.pause()
        assert holds(app), screen_text(app)
        return ""

    drive(check, *keys)


def test_every_binding_is_tried_above() -> None:
    bindings = [*ReadingScreen.BINDINGS, *LinePane.BINDINGS, *BriefingApp.BINDINGS]
    assert {one.id for one in bindings if isinstance(one, Binding)} == set(KEYS)


def test_keys_can_be_changed_in_the_settings(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> tuple[str, str]:
        return tab(app), screen_text(app)

    title, screen = drive(check, "z", "Z", settings=Settings(keys={"next-tab": "z", "export": "w"}))
    assert title == "Defence"
    assert "w Export" in screen


def test_esc_clears_the_search_then_gives_back_the_place(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = reading(app)
        before = (screen.tab.title, screen.spread.selected.key, screen.spread.items.top)  # type: ignore[union-attr]  # an item is selected
        await pilot.press("slash", *"tariff", "enter", "n", "n")
        assert screen.hits.keys
        await pilot.press("escape")
        assert screen.hits.keys is None
        await pilot.press("escape")
        assert (screen.tab.title, screen.spread.selected.key, screen.spread.items.top) == before  # type: ignore[union-attr]  # as above

    drive(check, "1", "d", "j", "j")


def test_n_walks_through_all_hits_and_round(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = reading(app)
        seen = []
        items = {key for key in screen.hits.keys or () if not key.startswith("bottom_line:")}
        for _ in range(len(items) + 1):
            assert screen.spread.selected is not None
            seen.append(screen.spread.selected.key)
            await pilot.press("n")
        assert set(seen) == items
        assert len(items) < len(screen.hits.keys or ())  # the lines above the items are in view with these
        assert seen[0] == seen[-1]

    drive(check, "1", "slash", *"russia", "enter")


def test_a_tab_keeps_the_readers_place(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        place = index(app), reading(app).spread.items.top
        await pilot.press("4", "j", "3")
        assert (index(app), reading(app).spread.items.top) == place

    drive(check, "3", "d", "j", "j")


@pytest.mark.parametrize(("at", "title"), [((13, 4), "Defence"), ((40, 4), "Trade")])
def test_the_mouse_opens_tabs(drive: Drive, at: tuple[int, int], title: str) -> None:
    async def check(pilot: Any, app: BriefingApp) -> str:
        await pilot.click("TabRow", offset=(at[0], 0))
        await pilot.pause()
        return tab(app)

    assert drive(check) == title


def test_the_mouse_selects_and_opens_evidence(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        pane = reading(app).spread.items
        line = pane.sheet.spans[2][0]
        await pilot.click("#list", offset=(20, line - pane.top))
        assert pane.index == 2
        await pilot.click("#list", offset=(20, line - pane.top), times=2)
        await pilot.pause()
        assert "EVIDENCE" in screen_text(app)

    drive(check, "1", size=(80, 40))


def test_the_foots_keys_can_be_clicked(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        at = screen_text(app).splitlines()[-1].index("x Export")
        await pilot.click("Foot", offset=(at, 0))
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)

    drive(check)


def test_selected_text_is_copied_as_it_stands(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> str:
        pane = reading(app).spread.items
        line = pane.sheet.spans[0][0] - pane.top
        await pilot.mouse_down("#list", offset=(14, line))
        await pilot.hover("#list", offset=(30, line))
        await pilot.mouse_up("#list", offset=(30, line))
        await pilot.pause()
        await pilot.press("y")
        return copied(app)

    assert drive(check, "1").startswith("Russia’s share")


def test_the_last_copy_is_kept_in_a_file(drive: Drive, tmp_path: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.pause()

    drive(check, "1", "Y")
    assert [path.read_text() for path in tmp_path.rglob("last-copy.txt")] == ["36 %\n"]


def test_the_palette_finds_a_quote(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> str:
        await pilot.press(*"statement of intent")
        await pilot.pause(0.5)  # the palette searches in the background
        await pilot.press("enter")
        await pilot.pause(0.2)
        return tab(app)

    assert drive(check, "ctrl+p") == "Diplomacy"


def test_an_address_is_shown_before_it_opens(drive: Drive, brief: Path) -> None:
    text = brief.read_text()
    assert "[sources.report]\n" in text
    brief.write_text(text.replace("[sources.report]\n", '[sources.report]\nurl = "https://example.org/a"\n', 1))

    async def check(pilot: Any, app: BriefingApp) -> str:
        assert isinstance(app.screen, ConfirmScreen)
        return screen_text(app)

    assert "https://example.org/a" in drive(check, "1", "o")


def test_in_the_evidence_j_and_k_go_from_item_to_item_and_d_and_u_scroll(drive: Drive, brief: Path) -> None:
    """However long the evidence is: as the foot says."""
    brief.write_text(
        brief.read_text()
        + f"""
[[topics.defence.points]]
text = "{"A long point that takes a screen and more. " * 60}"
[[topics.defence.points]]
text = "The last one."
"""
    )

    async def check(pilot: Any, app: BriefingApp) -> None:
        spread = reading(app).spread
        foot = screen_text(app).splitlines()[-1]
        assert "j k Next item" in foot
        assert "d u Scroll" in foot
        at = index(app)
        await pilot.press("d")
        assert spread.proof.top > 0
        assert index(app) == at
        await pilot.press("u")
        assert spread.proof.top == 0
        for key, place in (("j", at + 1), ("k", at), ("down", at + 1), ("up", at), ("k", at - 1)):
            await pilot.press(key)
            await pilot.pause()
            assert index(app) == place
            assert spread.proof.top == 0

    drive(check, "1", "slash", *"long", "space", *"point", "enter", "escape", "enter", size=(80, 24))
