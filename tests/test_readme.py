"""What the README says of keys, actions, settings and the example is what the program does."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from pathlib import Path

from textual.binding import Binding

from briefing.loading import parse
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.screens.base import key_name
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.problems import ProblemsScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.results import ResultsScreen
from briefing.tui.widgets.pane import LinePane

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BINDINGS = [
    binding
    for owner in (ReadingScreen, LinePane, BriefingApp, ProblemsScreen, LibraryScreen, ResultsScreen)
    for binding in owner.BINDINGS
    if isinstance(binding, Binding)
]


def section(title: str) -> str:
    """The text below a heading of the second level."""
    return re.split(r"^## ", README.split(f"\n## {title}\n", 1)[1], flags=re.MULTILINE)[0]


def test_every_key_is_in_the_readme() -> None:
    told = set(re.findall(r"`([^`]+)`", section("Keys")))
    keys = {key_name(key) for binding in BINDINGS for key in binding.key.split(",")}
    digits = set("123456789")
    told |= {key for pair in told for key in pair.split()} | digits
    told |= {sign for sign, word in (("↵", "Enter"), ("⇥", "Tab")) if word in told}
    assert keys - told == set()


def test_every_action_that_can_have_other_keys_is_named() -> None:
    named = set(re.findall(r"`([a-z0-9-]+)`", section("Settings")))
    ids = {binding.id for binding in BINDINGS if binding.id and not re.fullmatch(r"tab-[1-8]", binding.id)}
    assert ids - named == set()


def test_every_setting_is_shown() -> None:
    assert {field.name for field in fields(Settings)} - {"problems"} <= set(
        re.findall(r"^\[?(\w+)", section("Settings"), re.MULTILINE)
    )


def test_the_example_is_a_whole_brief() -> None:
    (example,) = re.findall(r"```toml\n(schema = 1.*?)```", README, re.DOTALL)
    loaded = parse(example.encode(), Path("example.toml"), dt.date(2025, 11, 5))
    assert not loaded.errors


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((Path(__file__).parents[1] / picture).exists() for picture in pictures)
