"""Makes the pictures of this folder from the running app: `python screenshots/make.py [NAME…]`.

Each is an SVG as Textual exports it, set on the grid of cells, and a PNG of that.
Needs `pip install briefing-tui[screenshots]`.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import html
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cairosvg
from PIL import Image
from rich.cells import cell_len

HERE = Path(__file__).parent
ROOT = HERE.parent
BRIEF = ROOT / "briefs" / "india-russia-visit.toml"
WRONG = ROOT / "tests" / "data" / "wrong.toml"
HARBOUR = ROOT / "tests" / "data" / "harbour" / "harbour.toml"
"""An invented brief that says some things otherwise than its source."""
TODAY = dt.date(2025, 11, 5)
"""A day on which the shipped brief isn't stale, so that the pictures stay the same."""


@dataclass(frozen=True)
class Shot:
    """One picture: its size in cells, theme, file, and the keys that lead to it."""

    size: tuple[int, int]
    keys: Sequence[str] = ()
    theme: str = "ink"
    file: Path = BRIEF
    colour: bool = True
    checked: bool = False
    """Whether to wait for the check of its sources' texts."""
    library: bool = False
    """Whether to open the folder instead, with samples beside the file."""


WIDE, SMALL = (120, 40), (80, 24)
SHOTS = {
    "overview-120x40": Shot(WIDE, checked=True),
    "overview-80x24": Shot(SMALL),
    "overview-paper-120x40": Shot(WIDE, theme="paper", checked=True),
    "overview-paper-80x24": Shot(SMALL, theme="paper"),
    "defence-120x40": Shot(WIDE, ["1"]),
    "defence-80x24": Shot(SMALL, ["1"]),
    "trade-paper-120x40": Shot(WIDE, ["3", "j"], theme="paper"),
    "trade-nocolor-80x24": Shot(SMALL, ["3"], colour=False),
    "diplomacy-80x24": Shot(SMALL, ["4"]),
    "timeline-120x40": Shot(WIDE, ["5"]),
    "search-120x40": Shot(WIDE, ["3", "slash", *"russia"]),
    "search-80x24": Shot(SMALL, ["3", "slash", *"russia"]),
    "evidence-80x24": Shot(SMALL, ["1", "enter"]),
    "findings-120x40": Shot(WIDE, ["1", "exclamation_mark"], file=HARBOUR, checked=True),
    "findings-80x24": Shot(SMALL, ["1", "exclamation_mark", "enter"], file=HARBOUR, checked=True),
    "library-120x40": Shot(WIDE, ["j", "j"], library=True),
    "library-80x24": Shot(SMALL, ["j", "j"], library=True),
    "results-80x24": Shot(SMALL, ["slash", *"oil", "tab"], library=True),
    "series-120x40": Shot(WIDE, ["enter", "3"], library=True),
    "wrong-file-120x40": Shot(WIDE, file=WRONG),
    "wrong-file-80x24": Shot(SMALL, file=WRONG),
    "help-100x32": Shot((100, 32), ["question_mark"]),
    "export-100x32": Shot((100, 32), ["x"]),
    "narrow-44x20": Shot((44, 20), ["1"]),
}

CELL = 12.2
"""The width of a cell in Textual's SVG, in its units."""
SCALE = 20 / CELL
"""A cell becomes 20 pixels wide in the PNG, so that no bar shows a seam between two cells."""
_TEXT = re.compile(
    r'<text class="([^"]*-r\d+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" ([^>]*)>(.*?)</text>', re.DOTALL
)


def on_grid(match: re.Match[str]) -> str:
    """A run of text with a place for every character: renderers round advances, a terminal does not."""
    name, x, y, rest, text = match.groups()
    places, at = [], float(x)
    for character in html.unescape(text):
        places.append(f"{at:.2f}")
        at += CELL * cell_len(character)
    return f'<text class="{name}" x="{" ".join(places)}" y="{y}" {rest}>{text}</text>'


def picture(svg: str) -> str:
    """Textual's SVG in a font that every system has, on the grid."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    # DejaVu's advance is 0.602 of its size where Fira Code's is 0.61; the grid then starts on a whole pixel.
    svg = svg.replace("font-size: 20px", "font-size: 20.264px").replace("translate(9, 41)", "translate(9.15, 40.26)")
    return _TEXT.sub(on_grid, svg)


async def take(name: str, shot: Shot) -> None:
    """Run the app on the shot's file, press its keys, write both pictures."""
    os.environ.pop("NO_COLOR", None)
    if not shot.colour:
        os.environ["NO_COLOR"] = "1"
    from briefing.settings import Settings
    from briefing.tui.app import BriefingApp

    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        folder = Path(home, "briefs")
        folder.mkdir()
        file = Path(shutil.copy(shot.file, folder))
        for beside in ("records.toml", "sources"):  # what was checked of it, and against what
            if (found := shot.file.parent / beside).is_dir():
                shutil.copytree(found, folder / beside)
            elif found.exists():
                shutil.copy(found, folder)
        if shot.library:
            from tests.tui.libraries import write_samples

            write_samples(folder)
        os.chdir(folder)
        app = BriefingApp(folder if shot.library else file, Settings(theme=shot.theme), today=TODAY)
        async with app.run_test(size=shot.size) as pilot:
            await pilot.pause()
            if shot.checked or shot.library:
                await pilot.pause(1.5)
            await pilot.press(*shot.keys)
            await pilot.pause(1.0 if shot.library else 0)
            await pilot.pause()
            svg = picture(app.export_screenshot(title="briefing", simplify=True))
        os.chdir(HERE)
    (HERE / f"{name}.svg").write_text(svg, "utf-8")
    png = cairosvg.svg2png(svg.encode(), scale=SCALE)
    # 96 colours are more than the screen has: a third of the size, the same picture. By octree: median cut, the
    # default, loses an accent of few cells.
    few = Image.open(io.BytesIO(png)).convert("RGB").quantize(96, Image.Quantize.FASTOCTREE)
    few.save(HERE / f"{name}.png", optimize=True)


def main(names: Sequence[str]) -> None:
    """Make the named pictures, or all."""
    sys.path.insert(0, str(ROOT))
    for name in names or SHOTS:
        asyncio.run(take(name, SHOTS[name]))


if __name__ == "__main__":
    main(sys.argv[1:])
