"""What the README says of keys, actions, settings and the example is what the program does."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
import tomllib
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

import pytest
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
from tests.terminal import Terminal, plain_environment, program

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BINDINGS = [
    binding
    for owner in (ReadingScreen, LinePane, BriefingApp, ProblemsScreen, LibraryScreen, ResultsScreen)
    for binding in owner.BINDINGS
    if isinstance(binding, Binding)
]


def section(title: str) -> str:
    """The text below a heading of the second level."""
    return re.split(r"^## ", README.split(f"\n## {title}\n", 1)[1], flags=re.MULTILINE)[0]


LINES = {
    "start": "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/briefing",
    "test": "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest",
}


@pytest.mark.parametrize("name", LINES)
def test_the_lines_to_start_and_to_test_are_what_ci_runs(name):
    """.ci/run takes each line from below its mark, and needs the network for it."""
    assert re.findall(rf"<!-- {name} -->\n```sh\n(.*)\n```\n", README) == [LINES[name]]
    assert f"line_of {name}" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_what_the_start_line_needs_is_declared():
    """That Python has venv, that there is something to build the package, and that it brings the program."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert find_spec("venv") is not None
    assert project["build-system"]["build-backend"] == "hatchling.build"
    assert project["project"]["scripts"] == {"briefing": "briefing.launch:main"}
    assert "test" in project["project"]["optional-dependencies"]


def test_the_end_of_the_start_line_opens_the_brief_in_a_clone(tmp_path):
    """The program as it was installed, in the folder of the clone; where it wasn't installed, the package."""
    installed = Path(sys.executable).parent / "briefing"
    command = [str(installed)] if os.access(installed, os.X_OK) else program()
    environment = plain_environment(HOME=str(tmp_path), PYTHONPATH=str(ROOT))
    for name in ("CONFIG", "STATE", "CACHE"):
        environment.pop(f"XDG_{name}_HOME", None)
    with Terminal(command, (120, 40), environment, ROOT) as terminal:
        screen = terminal.until("KEY FIGURES")
        assert "visit to India" in screen
        terminal.send("q")
        assert terminal.wait() == 0


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
    assert all((ROOT / picture).exists() for picture in pictures)
