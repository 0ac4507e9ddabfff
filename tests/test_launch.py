"""The start of the program and its end: terminals, signals, faults."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import cli, launch
from briefing.launch import VERBS, is_for_screen, main
from briefing.settings import state_folder
from tests.terminal import Terminal, plain_environment, program

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of our own, and a working folder that isn't in it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def briefing(*arguments: str, **options) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "briefing", *arguments]
    return subprocess.run(command, check=False, timeout=60, **{"capture_output": True, **options})


@pytest.mark.parametrize(
    ("arguments", "screen"),
    [
        ([], True),
        (["visit.toml"], True),
        (["./show"], True),
        (["--", "--help"], True),
        (["--", "show"], True),
        (["show"], False),
        (["--help"], False),
        (["--version"], False),
        (["-h"], False),
        (["a.toml", "b.toml"], False),
        (["check", "visit.toml"], False),
    ],
)
def test_one_path_is_for_the_screen_and_all_else_is_a_command(arguments, screen):
    assert is_for_screen(arguments) is screen


def test_a_shell_that_asks_for_completions_never_gets_the_screen(monkeypatch):
    monkeypatch.setenv("_BRIEFING_COMPLETE", "bash_complete")
    assert not is_for_screen([])


def test_the_commands_are_those_that_are_named_without_click():
    assert tuple(cli.commands.commands) == VERBS


# The terminal


@pytest.mark.parametrize("lacking", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_the_screen_is_refused_in_a_sentence(lacking):
    ours, theirs = pty.openpty()
    try:
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
        streams[lacking] = subprocess.DEVNULL if lacking == "stdin" else subprocess.PIPE
        done = briefing(env={**os.environ, "TERM": "xterm"}, capture_output=False, **streams)
        os.close(theirs)
        shown = (done.stderr or b"") + (b"" if lacking == "stderr" else os.read(ours, 10_000))
    finally:
        os.close(ours)
    assert done.returncode == 2
    assert b"the screen needs a terminal" in shown
    assert b"briefing show" in shown
    assert b"\x1b" not in shown


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        ([], "To read the brief as text: briefing show"),
        (["a.toml"], "To read the brief as text: briefing show a.toml"),
        (["own"], "To see which briefs there are: briefing list own; to read one as text: briefing show BRIEF"),
    ],
)
def test_without_a_terminal_it_is_said_how_to_read(capsys, monkeypatch, home, arguments, advice):
    monkeypatch.setattr(launch, "_lack_of_terminal", lambda: "the screen needs one")
    (home / "a.toml").touch()
    (home / "own").mkdir()
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"briefing: the screen needs one. {advice}\n")


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_a_terminal_that_can_not_place_text_gets_a_sentence(term):
    environment = {**os.environ, "TERM": term or ""}
    if term is None:
        del environment["TERM"]
    ours, theirs = pty.openpty()
    try:
        done = briefing(env=environment, capture_output=False, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        shown = os.read(ours, 10_000)
    finally:
        os.close(ours)
    assert done.returncode == 2
    assert b"TERM says that this one can't" in shown
    assert b"\x1b" not in shown


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("serch", "no such file or folder: serch. Did you mean “search”?"),
        ("nowhere/x.toml", "no such file or folder: nowhere/x.toml. See briefing --help"),
        ("\x1b[31m", "no such file or folder: ␛[31m. See briefing --help"),
    ],
)
def test_what_is_neither_a_path_nor_a_command_is_told(capsys, word, sentence):
    assert main([word]) == 2
    assert main([word, "--plain"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"briefing: {sentence}\n" * 2


def test_the_screen_takes_one_path(capsys, home):
    (home / "a.toml").touch()
    assert main(["a.toml", "b.toml"]) == 2
    assert "the screen opens one path" in capsys.readouterr().err


def test_the_screen_opens_on_the_path_or_on_the_place(monkeypatch, home):
    from briefing.tui import start

    opened = []
    monkeypatch.setattr(launch, "_lack_of_terminal", lambda: "")
    monkeypatch.setattr(start, "run", lambda path, settings: opened.append(path) or 7)
    (home / "show").touch()
    (home / "briefs").mkdir()
    assert (main(["./show"]), main(["--", "show"]), main([])) == (7, 7, 7)
    assert opened == [Path("./show"), Path("show"), Path("briefs")]


def test_the_screen_opens_on_the_visit_where_all_briefs_came_with_the_program(monkeypatch):
    from briefing.tui import start

    opened = []
    monkeypatch.setattr(launch, "_lack_of_terminal", lambda: "")
    monkeypatch.setattr(start, "run", lambda path, settings: opened.append(path) or 7)
    assert main([]) == 7
    assert opened == [Path(SHIPPED)]


def test_what_opens_first_is_the_visit_with_the_list_behind_it(home):
    """As a reader types it: the brief, b for the list, Esc back, q to leave."""
    with Terminal(program(), environment=plain_environment(PYTHONPATH=str(ROOT)), folder=home) as terminal:
        terminal.until("KEY FIGURES")
        terminal.send("b")
        terminal.until("briefing, measured")
        terminal.send("\x1b")
        terminal.until("KEY FIGURES")
        terminal.send("q")
        assert terminal.wait() == 0


# Signals

KILLED = """
import os, signal, sys, time
from briefing import cli, launch
def run(arguments):
    os.kill(os.getpid(), {number})
    time.sleep(60)  # the signal comes before it ends
    return 5
cli.run = run
{before}
sys.exit(launch.main(["list"]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_command_quietly(number):
    # The tests themselves may run where signals are ignored: behind nohup, or in the background.
    before = f"signal.signal({int(number)}, signal.SIG_DFL)"
    done = subprocess.run(
        [sys.executable, "-c", KILLED.format(number=int(number), before=before)],
        capture_output=True,
        check=False,
        timeout=50,
    )
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, b"", b"")


def test_a_signal_that_is_ignored_stays_ignored():
    before = "signal.signal(1, signal.SIG_IGN); time.sleep = lambda _: None"
    done = subprocess.run(
        [sys.executable, "-c", KILLED.format(number=1, before=before)], capture_output=True, check=False, timeout=50
    )
    assert (done.returncode, done.stderr) == (5, b"")


def test_handlers_are_as_they_were_afterwards(capsys):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    main(["--version"])
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


def test_an_interrupt_on_the_way_to_the_screen_is_quiet(monkeypatch, capsys):
    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(launch, "_lack_of_terminal", interrupt)
    assert main([]) == 130
    assert capsys.readouterr() == ("", "")


# Faults of the program


def fail(_: list[str]) -> int:
    secret = "the secret quote"
    try:
        return {}[secret]
    except KeyError as error:
        raise ValueError(f"{secret} is wrong") from error


def test_a_fault_ends_in_a_sentence_and_a_report_without_any_text_of_a_brief(monkeypatch, capsys):
    monkeypatch.setattr(cli, "run", lambda _: cli.unknown(3))
    assert main(["list"]) == 70
    printed = capsys.readouterr()
    report = state_folder() / "crash.txt"
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "briefing: a fault in the program itself: TypeError at briefing/cli.py:" in printed.err
    assert str(report) in printed.err
    lines = report.read_text("utf-8").splitlines()
    assert "builtins.TypeError" in lines
    assert any(line.startswith("  briefing/launch.py:") and line.endswith(" in main") for line in lines)


def test_a_report_names_what_led_to_the_fault_but_not_what_it_said(monkeypatch, capsys):
    monkeypatch.setattr(cli, "run", fail)
    assert main(["list"]) == 70
    report = (state_folder() / "crash.txt").read_text("utf-8")
    assert report.index("builtins.ValueError") < report.index("builtins.KeyError")
    assert "secret" not in report + capsys.readouterr().err
    assert "test_launch" not in report


def test_a_fault_is_told_where_no_report_can_be_written(monkeypatch, capsys, home):
    (home.parent / "home").write_text("a file where a folder should be")
    monkeypatch.setattr(cli, "run", fail)
    assert main(["list"]) == 70
    assert "Please report it." in capsys.readouterr().err


@pytest.mark.parametrize("error", [RecursionError, MemoryError, UnicodeError, AssertionError, OSError(5, "x", "a")])
def test_whatever_fails_the_status_is_the_same(monkeypatch, capsys, error):
    def run(_: list[str]) -> int:
        raise error

    monkeypatch.setattr(cli, "run", run)
    assert main(["list"]) == 70


# Standard output


def test_a_reader_that_has_left_is_no_fault():
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = briefing("--help", capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("verb", [["--help"], ["--version"], ["list"], ["completion", "bash"]])
def test_a_full_disk_under_standard_output_is_told(verb):
    with Path("/dev/full").open("wb") as full:
        done = briefing(*verb, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.endswith(b"briefing: cannot write to standard output: No space left on device\n")
    assert done.stderr.count(b"Traceback") == 0


def test_closed_streams_are_no_fault():
    shell = f'"{sys.executable}" -m briefing list'
    for redirection, status in (("<&-", 0), (">&-", 2), ("2>&-", 0), ("<&- >&- 2>&-", 2)):
        done = subprocess.run(["sh", "-c", f"{shell} {redirection}"], capture_output=True, check=False, timeout=50)
        assert done.returncode == status, redirection
        assert b"Traceback" not in done.stderr


SHIPPED = str(ROOT / "briefs" / "india-russia-visit.toml")
VERBS_TO_RUN = [
    ["--help"],
    ["show", SHIPPED],
    ["show", "--json", SHIPPED],
    ["list", SHIPPED],
    ["search", "India", SHIPPED],
    ["search", "–", SHIPPED],
    ["search", "India", "--json", SHIPPED],
    ["check", SHIPPED],
    ["export", SHIPPED, "-o", "-"],
    ["export", SHIPPED, "-o", "-", "--to", "json"],
    ["schema"],
    ["nö such cömmand"],
]


@pytest.mark.parametrize("arguments", VERBS_TO_RUN, ids=lambda arguments: " ".join(arguments[:3])[-40:])
def test_in_the_c_locale_all_output_is_valid(arguments):
    """Data for other programs is UTF-8 in any locale; what people read is ASCII there, the rest escaped."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = briefing(*arguments, env=environment)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    done.stderr.decode("ascii")
    if arguments[0] == "export":
        assert "India’s" in done.stdout.decode() or "India's" in done.stdout.decode()
    else:
        done.stdout.decode("ascii")
    if "json" in arguments[-1] or "--json" in arguments:
        json.loads(done.stdout)


@pytest.mark.parametrize("arguments", [one for one in VERBS_TO_RUN if one[0] in ("show", "list", "search", "schema")])
def test_without_room_under_standard_output_every_command_says_so(arguments):
    with Path("/dev/full").open("wb") as full:
        done = briefing(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr
