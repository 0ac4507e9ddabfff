"""Briefs for the tests, read from text as the program reads them, and what comes out compared with kept files."""

import datetime as dt
import os
from pathlib import Path

from briefing.figures import Figures
from briefing.loading import parse
from briefing.model import Brief, Figure

DATA = Path(__file__).parent / "data"
SHIPPED = Path(__file__).parents[1] / "briefs" / "india-russia-visit.toml"
READING = DATA / "reading.toml"
"""An invented brief that holds every kind of item and of key."""


def brief_in(path: Path) -> Brief:
    """The brief in a file, which must be without errors."""
    return brief_of_text(path.read_text("utf-8"))


def brief_of_text(text: str) -> Brief:
    """The brief that a text is, without errors; `schema` and a title are added where the text has no [brief]."""
    if "[brief]" not in text:
        text = f'[brief]\ntitle = "T"\n{text}'
    if "schema" not in text:
        text = f"schema = 1\n{text}"
    loaded = parse(text.encode(), Path("test.toml"), dt.date(2031, 5, 1))
    assert not loaded.errors, [str(error) for error in loaded.errors]
    assert loaded.brief is not None
    return loaded.brief


def figures_in(*tables: str) -> tuple[list[Figure], Figures]:
    """The figures of a brief, each given by its keys, and what is computed from them."""
    text = "".join(f'[[topics.trade.figures]]\nlabel = "L{n}"\n{keys}\n' for n, keys in enumerate(tables))
    brief = brief_of_text('[sources.s]\ntitle = "S"\n[sources.t]\ntitle = "T"\n' + text)
    return list(brief.topics["trade"].figures), Figures(brief)


def check_golden(name: str, data: bytes) -> None:
    """Compare with a file of tests/data/golden, byte for byte. `GOLDEN=write pytest` writes it anew instead."""
    path = DATA / "golden" / name
    if os.environ.get("GOLDEN") == "write":
        path.write_bytes(data)
    assert data == path.read_bytes()
