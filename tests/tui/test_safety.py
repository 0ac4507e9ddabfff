"""Brief text is data: on the screen nothing of it acts, nothing vanishes, no control byte comes out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.widgets import Input

from briefing.index.listing import FigureValue
from briefing.index.rows import BriefRow
from briefing.index.searching import ItemHit
from briefing.loading import parse
from briefing.text import hidden, one_line, visible
from briefing.tui.app import BriefingApp
from briefing.tui.briefrows import ORDERS, Drawn, Library, preview_sheet
from briefing.tui.checking import check_brief
from briefing.tui.hitrows import HitLine, hits_sheet
from briefing.tui.hits import Hits
from briefing.tui.listing import Asked, Listing, View
from briefing.tui.opened import OpenBrief
from briefing.tui.proof import proof_sheet
from briefing.tui.render import ControlFilter, Piece, Renderer, Row
from briefing.tui.screens.results import ResultsScreen
from briefing.tui.series import series_rows
from briefing.tui.sheet import Grid, Sheet
from briefing.tui.tabsheet import tab_sheet
from briefing.tui.themes import INK
from tests.hostile import acting, brief_of, strings
from tests.terminal import Terminal, plain_environment, program
from tests.tui.conftest import TODAY, Drive

STRINGS = strings()
ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


def opened(text: str) -> OpenBrief:
    loaded = parse(brief_of(text), Path("hostile.toml"), TODAY)
    assert loaded.brief is not None, loaded.problems
    return OpenBrief(loaded, loaded.brief, TODAY)


def checked_against(text: str, source: str, folder: Path) -> OpenBrief:
    """A brief of a text that was checked against a source."""
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "s.txt").write_bytes(source.encode("utf-8", "surrogatepass"))
    loaded = parse(brief_of(text), folder / "hostile.toml", TODAY)
    assert loaded.brief is not None, loaded.problems
    found = OpenBrief(loaded, loaded.brief, TODAY)
    found.take(check_brief(loaded.brief, loaded.path, None)[0])
    return found


def source_of(text: str) -> str:
    """A source's text that holds a text as it is, as a quotation, a name, and beside figures that differ."""
    return f"{text}\n\n“{text}” said {text}. About 37 {text} of {text} in 2024, up from 75 {text}.\n\n{text[1:]} {text}"


def rows(open_brief: OpenBrief, width: int) -> list[Row]:
    """Every row of every tab and of every item's evidence."""
    found = []
    for tab in open_brief.tabs:
        sheet = tab_sheet(open_brief, tab, width, Hits())
        sheet.reach(100_000)
        found += sheet.rows
        for item in sheet.items:
            proof = proof_sheet(open_brief, item, 45)
            proof.reach(100_000)
            found += proof.rows
    return found


@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize("width", [38, 100])
def test_every_row_is_visible_text_and_keeps_to_the_width(name: str, width: int) -> None:
    renderer = Renderer(INK)
    base = INK.styles["text"]
    for row in rows(opened(STRINGS[name]), width):
        strip = renderer.strip(row, width, base)
        assert strip.cell_length == width
        assert not hidden(strip.text)
        for segment in strip:
            assert segment.style is None or (segment.style.link is None and not segment.style.meta)


@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize("width", [38, 100])
def test_every_row_about_a_hostile_source_is_visible_text(name: str, width: int, tmp_path: Path) -> None:
    text = STRINGS[name]
    for brief in (text, "36 oil wells"):
        for row in rows(checked_against(brief, source_of(text), tmp_path), width):
            strip = Renderer(INK).strip(row, width, INK.styles["text"])
            assert strip.cell_length == width
            assert not hidden(strip.text)
            for segment in strip:
                assert segment.style is None or (segment.style.link is None and not segment.style.meta)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_a_passage_shows_every_letter_around_its_words(tmp_path_factory: pytest.TempPathFactory, around: str) -> None:
    """The paragraph that the words stand in is shown whole where it is short."""
    around = re.sub(r"[\x00\n\r]", "", around)[:60]
    folder = tmp_path_factory.mktemp("s")
    found = checked_against("some forty oil wells", f"{around} some forty oil wells {around}", folder)
    shown = "".join(piece.text for row in rows(found, 100) for piece in row.pieces)
    assert visible(one_line(around)).replace(" ", "") in shown.replace(" ", "")


def lists(text: str, width: int) -> list[Row]:
    """Every row in which all briefs show a text: the list, the preview, the hits, the series of a figure."""
    loaded = parse(brief_of(text), Path("hostile.toml"), TODAY)
    file = Path("folder", text.replace("/", "").replace("\0", "") or "x")
    named = BriefRow(file, text, text, text, text, text, text, text, (text,), False, 3, (), 1)
    briefs = [named, named, replace(named, title=""), replace(named, marking="TLP:RED", sample=True)]
    found = []
    for sort in ORDERS:
        view = View(Asked(sort, text), len(briefs) + 1, (Listing(named, recent=True),), windows={0: briefs})
        drawn = Drawn(view, width, Library(Path("folder"), TODAY), lambda _: None)
        found += drawn.sheet(text).rows[:]
        found += Drawn(View(), width, Library(Path(text), TODAY), lambda _: None).sheet(text).rows[:]
    hit = ItemHit(text, text, "figure", text, text, text, text, text, ())
    hits = tuple(HitLine(brief, each) for brief in briefs for each in (hit, replace(hit, number="", text=40 * text)))
    grid = Grid(width, flat=True)
    value = FigureValue(named, text, text, text, text, text, Decimal(1), Decimal(1), text, "million", text, (text,))
    rest = [
        preview_sheet(named, loaded, Path("folder"), width),
        hits_sheet(hits, text, [(text, "text")], width),
        Sheet((), series_rows([value, replace(value, period="", unit="%")], Path("own"), grid)),
        Sheet((), series_rows([value, value], file, grid)),
    ]
    for sheet in rest:
        sheet.reach(10_000)
        found += sheet.rows
    return found


@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize("width", [38, 77, 100])
def test_every_row_about_all_briefs_is_visible_text_and_keeps_to_the_width(name: str, width: int) -> None:
    text = STRINGS[name][:300]
    all_rows = lists(text, width)
    for row in all_rows:
        strip = Renderer(INK).strip(row, width, INK.styles["text"])
        assert strip.cell_length == width
        assert not hidden(strip.text)
        for segment in strip:
            assert segment.style is None or (segment.style.link is None and not segment.style.meta)
        for before, piece in zip(row.pieces, row.pieces[1:], strict=False):
            assert before.column + cell_len(visible(before.text)) <= piece.column
    _holds(all_rows, text)


@pytest.mark.parametrize("name", STRINGS)
def test_no_letter_of_a_text_vanishes(name: str) -> None:
    text = STRINGS[name]
    _holds(rows(opened(text), 100), text)


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_no_letter_of_any_text_vanishes(text: str) -> None:
    if text.strip(" \t\r\n"):
        _holds(rows(opened(text), 100), text)


def _holds(all_rows: list[Row], text: str) -> None:
    """The rows hold the text in visible form, but for the blanks at which it is broken."""
    shown = "".join(piece.text for row in all_rows for piece in row.pieces if not set(piece.text) <= set("▎ "))
    wanted = visible(one_line(text)).replace(" ", "")
    assert wanted in shown.replace(" ", "")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.integers(1, 60))
def test_the_last_gate_lets_nothing_through(text: str, width: int) -> None:
    (segment,) = ControlFilter().apply([Segment(text)], None)
    assert not hidden(segment.text)
    assert len(segment.text) == len(text)
    strip = Renderer(INK).strip(Row((Piece(0, text),)), width, INK.styles["text"])
    assert not hidden(strip.text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_ascii_is_ascii(text: str) -> None:
    strip = Renderer(INK, ascii_only=True).strip(Row((Piece(0, text, "now"),)), 40, INK.styles["text"])
    assert strip.text.isascii()
    assert strip.text.isprintable()


@pytest.mark.parametrize(
    "name", ["editorial brackets", "click action", "nested click action", "link markup", "closing tag"]
)
def test_nothing_on_the_screen_can_be_clicked_into_action(drive: Drive, tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.toml"
    path.write_bytes(brief_of(STRINGS[name]))

    async def check(pilot: Any, app: BriefingApp) -> None:
        for key in "0156":
            await pilot.press(key)
            for y in range(6, 23, 3):
                await pilot.click(offset=(20, y))
        app.notify(STRINGS[name], title="", markup=False)
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or segment.style.link is None
                assert segment.style is None or "@click" not in segment.style.meta
        assert not app._exit
        assert app.fault is None

    drive(check, path=path)


WALK = [
    "1",
    "j",
    "\r",
    "\x1b",
    "6",
    "/",
    "x",
    "\r",
    "?",
    "\x1b",
    "\x1b",
    "\x1b",
    "!",
    "!",
    "y",
    "p",
    "\x1b",
    "\x10",
    "sic",
    "\x1b",
    "t",
]
"""Keys that lead over every surface: tabs, evidence, search, findings, help, copying, warnings, palette, toasts."""


@pytest.mark.parametrize("part", range(4))
def test_no_control_byte_reaches_a_terminal(part: int, tmp_path: Path) -> None:
    """Every field holds a quarter of all the strings, one after the other: a run for each string takes minutes."""
    path = tmp_path / "hostile.toml"
    text = " ".join(text[:300] for text in list(STRINGS.values())[part::4])
    path.write_bytes(brief_of(text))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "s.txt").write_text(source_of(text))
    with Terminal(program(str(path)), (100, 30), _environment(tmp_path)) as terminal:
        terminal.until("Search")
        for key in WALK:
            terminal.send(key)
            # Textual waits 0.1 s for what may follow an Esc.
            terminal.settle(0.15 if key == "\x1b" else 0.05, 4)
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == []
        assert acting(terminal.output) == []


def _environment(tmp_path: Path) -> dict[str, str]:
    from tests.terminal import ROOT

    return plain_environment(HOME=str(tmp_path), PYTHONPATH=str(ROOT))


def test_the_check_above_would_find_one(tmp_path: Path) -> None:
    assert acting(b"plain \x1b[1mbold\x1b[0m") == []
    assert acting("a\u202eb".encode())
    assert acting(b"\x1b]0;title\x07")
    assert acting(b"\xc2\x9b2J")


def test_brief_text_reaches_widgets_only_as_content() -> None:
    """No module of the screen hands a text to a stock widget without `markup=False` or render's own functions."""
    source = Path(__file__).parents[2] / "briefing" / "tui"
    for path in source.rglob("*.py"):
        code = path.read_text("utf-8")
        for call in re.finditer(r"\.notify\((?:[^()]|\([^()]*\))*\)", code):
            assert "markup=False" in call[0] or call[0] == ".notify(*arguments, **options)", f"{path.name}: {call[0]}"
        for call in re.finditer(r"\b(?:Static|Label|Button|Option|TabPane)\(([^\n]*)", code):
            assert call[1].startswith("content("), f"{path.name}: {call[0]}"
        assert "border_title" not in code
        assert path.name == "render.py" or "Content(" not in code


def test_a_hostile_query_is_only_text(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        field = app.screen.query_one(Input)
        for text in list(STRINGS.values())[2::5]:
            field.value = text[:200].replace("\n", " ")
            await pilot.pause()
        await pilot.press("tab")
        field = app.screen.query_one(Input)
        assert isinstance(app.screen, ResultsScreen)
        for text in list(STRINGS.values())[1::5]:
            field.value = text[:200].replace("\n", " ")
            await pilot.pause()
        await pilot.press("escape", "b", "slash")
        field = app.screen.query_one(Input)
        for text in list(STRINGS.values())[::5]:
            field.value = text[:200].replace("\n", " ")
            await pilot.pause()
        assert app.fault is None

    drive(check, "slash")
