"""Where the terminal shows nothing but ASCII: nothing is lost at the edge, and what is drawn has its stand-in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from briefing.query import Query
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.characters import printable, use_ascii
from briefing.tui.hits import Hits
from briefing.tui.opened import OpenBrief
from briefing.tui.proof import proof_sheet
from briefing.tui.sheet import Grid, Sheet
from briefing.tui.tabsheet import tab_sheet
from tests.tui.conftest import ROOT, TODAY, Drive, screen_text

ASCII = Settings(ascii=True)
READING = ROOT / "tests" / "data" / "reading.toml"


def written(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode()


def rows(sheet: Sheet) -> list[str]:
    sheet.reach(10_000)
    return [row.plain for row in sheet.rows]


@pytest.mark.parametrize("width", [39, 60, 79, 119])
def test_no_row_runs_over_the_edge(width: int) -> None:
    from briefing.loading import load

    use_ascii(True)
    loaded = load(READING, TODAY)
    assert loaded.brief is not None
    opened = OpenBrief(loaded, loaded.brief, TODAY)
    sheets = [tab_sheet(opened, tab, width, Hits()) for tab in opened.tabs]
    sheets += [proof_sheet(opened, entry, width) for entry in opened.entries]
    shown = [row for sheet in sheets for row in rows(sheet)]
    assert [row for row in shown if not row.isascii() or cell_len(row) > width] == []
    together = re.sub(r"\s", "", "".join(shown))
    for words in ("Анса", "देविका", "Хватает".lower(), "[…]"):
        assert (written(words) if words != "[…]" else "[...]") in together


def test_hits_are_marked_in_what_is_written_for_them() -> None:
    use_ascii(True)
    piece = Grid(80, Query.parse("велл").marks).piece(2, "€ Анса Велл")
    ((start, end),) = piece.marks
    assert piece.text[start:end] == written("Велл")


def test_what_is_drawn_has_its_stand_in(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> str:
        return screen_text(app)

    shown = drive(check, "1", settings=ASCII, size=(80, 16))
    lines = shown.splitlines()
    assert shown.isascii()
    assert [line for line in lines if line.endswith("?") and not line.endswith("? Help")] == []
    assert any(line.startswith("|") for line in lines)  # the selection bar
    assert not any(line.startswith("#") for line in lines)
    bars = [line for line in lines if "##" in line]
    assert bars
    assert all(re.search(r" #+\.+ ", line) for line in bars)


def test_what_is_told_is_written_too(drive: Drive, brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> list[str]:
        return [note.message for note in app._notifications]

    (told,) = drive(check, "6", "y", settings=ASCII)
    assert told.isascii()
    assert told.endswith("...")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("“a” – b…", '"a" - b...'),
        ("Велл", written("Велл")),
        ("a\u200bb", "a<U+200B>b"),
        ("₹5", "INR 5"),
    ],
)
def test_a_text_in_ascii(text: str, shown: str) -> None:
    use_ascii(True)
    assert printable(text) == shown
    assert printable(shown) == shown
