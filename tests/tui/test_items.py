"""How a tab is set: its bars in one set of columns, what is said where nothing stands, why an item is a hit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from briefing.loading import load
from briefing.tui.app import BriefingApp
from briefing.tui.hits import Hits, search
from briefing.tui.opened import OpenBrief
from briefing.tui.render import Row
from briefing.tui.tabsheet import tab_sheet
from tests.tui.conftest import TODAY, Drive, screen_text

HEAD = """schema = 1
[brief]
title = "Wares"
bottom_line = "Trade has grown."
[sources.s]
title = "The year's book"
"""

FIGURES = (
    HEAD
    + """
[[topics.trade.figures]]
id = "trade"
label = "Trade"
value = 68.7
unit = "USD"
scale = "billion"
[[topics.trade.figures]]
label = "Exports"
value = 4.88
unit = "USD"
scale = "billion"
of = "trade"
[[topics.trade.figures]]
label = "Imports"
value = 63.9
unit = "USD"
scale = "billion"
of = "trade"
[[topics.trade.figures]]
label = "Share of oil"
value = 100
unit = "%"
period = "now"
previous = { value = 2.5, period = "before the war" }
[[topics.trade.figures]]
label = "Share of arms"
value = 36
unit = "%"
period = "2019"
previous = [{ value = 76, period = "2009" }, { value = 5, period = "1999", qualifier = "about" }]
"""
)

NOTED = (
    HEAD
    + """
[[topics.trade.figures]]
label = "Exports"
value = 5
key = true
note = "The report names the period for the total only; we take the exports to be of the same one, and no other."
[[topics.trade.figures]]
label = "Imports we take in"
value = 6
[[topics.energy.points]]
text = "Oil is cheap."
kind = "gap"
[[people]]
name = "Anna Bell"
role = "taker of notes"
"""
)


def opened(tmp_path: Path, text: str) -> OpenBrief:
    path = tmp_path / "wares.toml"
    path.write_text(text)
    loaded = load(path, TODAY)
    assert loaded.brief is not None, loaded.errors
    return OpenBrief(loaded, loaded.brief, TODAY)


def shown(brief: OpenBrief, title: str, width: int = 79, query: str = "") -> list[Row]:
    """The rows of a tab."""
    tab = next(tab for tab in brief.tabs if tab.title == title)
    hits = search(brief, query) if query else Hits()
    sheet = tab_sheet(brief, tab, width, hits)
    sheet.reach(1000)
    return list(sheet.rows)


def plain(rows: list[Row]) -> str:
    return "\n".join(row.plain for row in rows)


@pytest.mark.parametrize("width", [39, 44, 59, 60, 79, 100, 150])
def test_bars_of_a_kind_stand_in_the_same_columns(tmp_path: Path, width: int) -> None:
    rows = shown(opened(tmp_path, FIGURES), "Trade", width)
    bars = [(row, piece) for row in rows for piece in row.pieces if piece.role in ("now", "before")]
    assert len(bars) == 7
    places: dict[bool, set[tuple[int, int, int]]] = {}
    for row, bar in bars:
        name, _, value, *_ = row.pieces
        end = value.column + len(value.text)
        places.setdefault(name.text.startswith("of "), set()).add((bar.column, len(bar.text), end))
    assert all(len(found) == 1 for found in places.values()), places
    assert all(len(row.plain) <= width for row in rows)


def test_where_names_are_short_all_bars_of_a_section_line_up(tmp_path: Path) -> None:
    rows = shown(opened(tmp_path, FIGURES), "Trade", 79)
    bars = [piece for row in rows for piece in row.pieces if piece.role in ("now", "before")]
    assert len({(bar.column, len(bar.text)) for bar in bars}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD, "No items yet. Press e to edit the brief."),
        (HEAD + '[[topics.trade.points]]\ntext = "A."\n', "Nothing is marked as key. The other tabs hold 1 item."),
        (HEAD + '[[topics.trade.points]]\ntext = "A."\nkey = true\n', ""),
    ],
)
def test_an_overview_without_key_items(tmp_path: Path, text: str, words: str) -> None:
    overview = plain(shown(opened(tmp_path, text), "Overview"))
    assert "Nothing in Overview" not in overview
    assert overview.endswith(words)
    assert words or "key" not in overview


def test_a_phrase_that_fits_stands_beside_the_label(tmp_path: Path) -> None:
    figure = HEAD + '[[topics.trade.figures]]\nlabel = "Tariff"\nvalue = 50\nunit = "%"\nkind = "announced"\n'
    brief = opened(tmp_path, figure + f'according_to = "{"the office of the " * 3}harbours"\n')
    assert "Tariff; announced" not in plain(shown(brief, "Trade", 60))
    brief = opened(tmp_path, figure)
    assert "Tariff; announced" in plain(shown(brief, "Trade", 60))


@pytest.mark.parametrize("width", [39, 79, 150])
def test_a_hit_that_its_row_does_not_show_says_why(tmp_path: Path, width: int) -> None:
    rows = shown(opened(tmp_path, NOTED), "Trade", width, "take")
    lines = [row for row in rows if row.plain.strip().startswith("note:")]
    (line,) = lines  # the other hit shows the word itself
    marked = [piece.text[start:end] for piece in line.pieces for start, end in piece.marks]
    assert marked == ["take"]
    assert len(line.plain) <= width


@pytest.mark.parametrize(
    ("query", "title", "words"),
    [
        ("energy", "Energy", ""),  # the tab says so
        ("gap", "Overview", "kind: gap"),
        ("energy", "Overview", "topic: Energy"),
        ("taker", "Overview", ""),  # the row shows it
        ("note", "Overview", ""),
        ("kind:point", "Energy", ""),
    ],
)
def test_what_else_makes_a_hit(tmp_path: Path, query: str, title: str, words: str) -> None:
    text = plain(shown(opened(tmp_path, NOTED), title, 79, query))
    assert words in text
    assert words or not re.search("(kind|topic|note|also): ", text), text


def test_the_numbers_of_the_tabs_add_up_to_the_hits(drive: Drive, tmp_path: Path) -> None:
    path = tmp_path / "wares.toml"
    path.write_text(NOTED)

    async def check(pilot: Any, app: BriefingApp) -> str:
        return screen_text(app)

    text = drive(check, "slash", *"take", path=path)
    assert "3 hits" in text  # of them one stands on the overview too
    _, _, under = text.partition("6 Sources\n")
    under = under.splitlines()[0]
    assert [int(word) for word in re.findall(r"\d+", under)] == [1, 2]
    assert "1 of these stands in its topic too, and is counted there" in text


@pytest.mark.parametrize("size", [(153, 40), (154, 40), (200, 60), (300, 60)])
def test_a_status_stays_near_its_text(drive: Drive, size: tuple[int, int]) -> None:
    async def check(pilot: Any, app: BriefingApp) -> str:
        return screen_text(app)

    text = drive(check, "3", size=size)
    lists = [line.partition("│")[0] for line in text.splitlines() if "│" in line]
    assert lists
    assert all(len(line.rstrip()) <= 107 for line in lists)
    assert any("[1]" in line for line in lists)
