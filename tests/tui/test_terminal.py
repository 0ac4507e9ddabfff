"""On a real terminal: sizes, signals, faults, colours; the terminal is given back as it was."""

from __future__ import annotations

import random
import signal
import sys
from pathlib import Path

import pytest

from tests.hostile import acting
from tests.terminal import ROOT, Terminal, plain_environment, program

BRIEF = str(ROOT / "briefs" / "india-russia-visit.toml")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    changes = {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    left_out = ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    return {name: value for name, value in plain_environment(**changes).items() if name not in left_out}


@pytest.mark.parametrize(
    "size",
    [
        (1, 1),
        (1, 80),
        (80, 1),
        (2, 2),
        (10, 5),
        (39, 12),
        (40, 11),
        (40, 12),
        (80, 24),
        (120, 40),
        (200, 60),
        (500, 100),
    ],
)
def test_any_size(size: tuple[int, int], environment: dict[str, str]) -> None:
    with Terminal(program(BRIEF), size, environment) as terminal:
        terminal.settle(0.5, 4)
        if size[0] >= 40 and size[1] >= 12:
            terminal.until("Putin’s")
            terminal.send("1")
            terminal.settle(0.1, 1)
            terminal.send("/oil\r")
            terminal.settle(0.2, 2)
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == []


def test_a_window_that_is_too_small_says_so(environment: dict[str, str]) -> None:
    with Terminal(program(BRIEF), (30, 8), environment) as terminal:
        terminal.until(lambda text: "too small" in " ".join(text.split()))
        terminal.resize(80, 24)
        terminal.until("KEY FIGURES")


def test_resizing_while_searching(environment: dict[str, str]) -> None:
    sizes = random.Random(20261122)
    with Terminal(program(BRIEF), (80, 24), environment) as terminal:
        terminal.until("KEY FIGURES")
        terminal.send("3")
        terminal.settle(0.1, 1)
        terminal.send("/russia")
        terminal.until("hits")
        for _ in range(60):
            terminal.resize(sizes.randint(1, 220), sizes.randint(1, 70))
            terminal.settle(0.02, 0.1)
        terminal.resize(80, 24)
        terminal.until("10 ")
        terminal.send("\r\x1b")
        terminal.settle(0.3, 2)
        for size in ((40, 12), (80, 24), (120, 40), (200, 60)):
            terminal.resize(*size)
            terminal.until("Trade")
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert acting(terminal.output) == []


@pytest.mark.parametrize("keys", ["", "/oil", "x", "?", "\x10"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_gives_the_terminal_back(number: signal.Signals, keys: str, environment: dict[str, str]) -> None:
    import os

    with Terminal(program(BRIEF), (80, 24), environment) as terminal:
        terminal.until("KEY FIGURES")
        terminal.send(keys)
        terminal.settle(0.1, 1)
        os.kill(terminal.process, number)
        assert terminal.wait() == 128 + number
        assert terminal.modes_left_on() == []


FAULTS = [
    # what is made to fail, and the keys that lead there
    ("briefing.tui.screens.reading:ReadingScreen.on_mount", ""),
    ("briefing.tui.screens.reading:ReadingScreen._find", "/oil"),
    ("briefing.tui.screens.reading:ReadingScreen.action_copy", "y"),
    ("briefing.tui.screens.reading:ReadingScreen.action_evidence", "\r"),
    ("briefing.tui.screens.over:HelpScreen.on_mount", "?"),
    ("briefing.tui.screens.export:ExportScreen.on_mount", "x"),
    ("briefing.tui.screens.library:LibraryScreen.on_mount", "b"),
    ("briefing.tui.screens.results:ResultsScreen._build", "/oil\t"),
    ("briefing.tui.widgets.pane:LinePane.render_line", ""),
    ("briefing.tui.widgets.pane:LinePane.select", "j"),
    ("briefing.tui.widgets.lines:Foot.rows", ""),
    ("briefing.tui.app:BriefingApp._settle", ""),
    ("briefing.tui.following:_stamp", ""),
    ("briefing.tui.desk:check_brief", ""),
    ("briefing.tui.screens.reading:ReadingScreen.action_finding", "!"),
    ("briefing.tui.screens.reading:ReadingScreen.show_check", ""),
    ("briefing.index.building:scan", "b"),
]


@pytest.mark.parametrize(("name", "keys"), FAULTS)
def test_a_fault_ends_in_a_sentence_and_a_report(
    name: str, keys: str, environment: dict[str, str], tmp_path: Path
) -> None:
    """70, the terminal as it was, no traceback, and a report without a word of the brief."""
    module, _, path = name.partition(":")
    *owners, attribute = path.split(".")
    code = f"""
import sys
from importlib import import_module
def fail(*_, **__):
    secret = "a quote off the record"
    raise ValueError(secret)
owner = import_module({module!r})
for name in {owners!r}:
    owner = getattr(owner, name)
setattr(owner, {attribute!r}, fail)
from briefing.launch import main
sys.exit(main([{BRIEF!r}]))
"""
    with Terminal([sys.executable, "-c", code], (80, 24), environment) as terminal:
        if keys:
            terminal.until("KEY FIGURES")
            terminal.send(keys)
        assert terminal.wait() == 70, terminal.screen()
        assert terminal.modes_left_on() == []
        assert b"Traceback" not in terminal.output
        assert b"off the record" not in terminal.output
        assert b"ValueError" in terminal.output
    (report,) = tmp_path.rglob("crash.txt")
    assert "off the record" not in report.read_text()
    assert "ValueError" in report.read_text()


def test_without_colour_no_colour_goes_out(environment: dict[str, str]) -> None:
    import re

    with Terminal(program(BRIEF), (80, 24), {**environment, "NO_COLOR": "1"}) as terminal:
        terminal.until("KEY FIGURES")
        terminal.send("/russia\r")
        terminal.until("hits")
        terminal.send("\x11")
        terminal.wait()
        codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.output) for code in found.split(b";")}
        default = {b"39", b"49"}  # the terminal's own colours
        assert not {code for code in codes - default if code[:1] in (b"3", b"4", b"9") and len(code) > 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_terminal_without_unicode(changes: dict[str, str], environment: dict[str, str]) -> None:
    with Terminal(program(BRIEF), (80, 24), {**environment, **changes}) as terminal:
        text = terminal.until("KEY FIGURES")
        assert "\\u" not in text
        terminal.send("\x11")
        assert terminal.wait() == 0


def test_a_home_that_can_not_be_written(environment: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("")  # a home that is no folder fails for root too
    with Terminal(program(BRIEF), (80, 24), {**environment, "HOME": str(home)}) as terminal:
        terminal.until("KEY FIGURES")
        terminal.send("1y")
        terminal.until(lambda text: "Copied" in text and "Not to last-copy.txt" in text)
        terminal.send("b")
        terminal.until(lambda text: "no index can be kept" in text and " is not a folder" in " ".join(text.split()))
        terminal.send("\x11")
        assert terminal.wait() == 0
