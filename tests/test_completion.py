"""What a shell completes: in a real bash, and what the others are told."""

import os
import re
import shutil
import sys

import pytest

from briefing.launch import main
from tests.terminal import ROOT, Terminal, plain_environment

BRIEF = """\
schema = 1
[brief]
title = "A visit"
[[topics.transit.points]]
text = "By night train."
"""
FILES = ("visit.toml", "My notes.toml", "briefs/measured.toml", "paper.pdf", "papers/x.pdf", "home/house.toml")


def fill(folder):
    for name in FILES:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(BRIEF)
    return folder


@pytest.fixture(scope="module")
def bash(tmp_path_factory):
    """An interactive bash with the completion, in a folder with briefs and other files."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash here")
    folder, program = fill(tmp_path_factory.mktemp("bash")), tmp_path_factory.mktemp("bin") / "briefing"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefing "$@"\n')
    program.chmod(0o755)
    environment = {
        **plain_environment(),
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder / "home"),
        "PS1": "$ ",
        "INPUTRC": os.devnull,
    }
    command = [shutil.which("bash"), "--norc", "--noprofile", "-i"]
    terminal = Terminal(command, (100, 24), environment, folder)
    terminal.until("$")
    terminal.send('eval "$(briefing completion bash)"; clear; echo ready\r')
    terminal.until(lambda text: text.startswith("ready"))
    yield terminal
    terminal.close()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("briefing se", "briefing search ."),
        ("briefing vis", "briefing visit.toml ."),
        ("briefing br", "briefing briefs/."),
        ("briefing briefs/m", "briefing briefs/measured.toml ."),
        ("briefing pa", "briefing papers/."),  # paper.pdf is no brief
        ("briefing check vis", "briefing check visit.toml ."),
        ("briefing show My", "briefing show My\\ notes.toml ."),
        ('briefing show "My', 'briefing show "My notes.toml" .'),
        ("briefing show ~/h", "briefing show ~/house.toml ."),
        ("briefing list --js", "briefing list --json ."),
        ("briefing list --sort t", "briefing list --sort title ."),
        ("briefing export --layout o", "briefing export --layout one-page ."),
        ("briefing export --to h", "briefing export --to html ."),
        ("briefing export --to pdf,h", "briefing export --to pdf,html ."),
        ("briefing export --to=pdf,h", "briefing export --to=pdf,html ."),
        ("briefing export -o pa", "briefing export -o papers/."),
        ("briefing show visit.toml --topic trans", "briefing show visit.toml --topic transit ."),
        ("briefing export briefs --topic trans", "briefing export briefs --topic transit ."),
        ("briefing completion f", "briefing completion fish ."),
    ],
)
def test_bash_completes(bash, typed, completed):
    """A full stop is typed after it, so that the blank that bash sets after a whole word is seen."""
    bash.send("\x15\x0c" + typed + "\t.")
    bash.until(lambda text: f"$ {completed}" in text.splitlines()[0], limit=10)


# What bash, zsh and fish are told

PROTOCOL = {
    "bash": lambda value: f"plain,{value}",
    "zsh": lambda value: f"plain\n{value}\n_",
    "fish": lambda value: f"plain,{value}",
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with briefs and other files to work in, and a home of our own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(fill(folder))
    return folder


def told(monkeypatch, capsys, shell: str, *words: str) -> str:
    """What the program tells a shell of the words before the cursor, the last of them unfinished."""
    monkeypatch.setenv("_BRIEFING_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
    assert main([]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.removesuffix("\n")


@pytest.mark.parametrize("shell", PROTOCOL)
@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("export --to docx,", ["docx,pdf", "docx,html", "docx,md", "docx,json"]),
        ("export --to x", []),
        ("show visit.toml --topic tra", ["trade", "transit"]),
        ("show --topic=tra", ["trade", "transit"]),  # of the one brief in ./briefs
        ("export visit.toml papers --topic trans", ["transit"]),
        ("show nowhere.toml --topic trans", []),
        ("show paper.pdf --topic trans", ["transit"]),  # what it holds counts, not what it is called
        ("search --sort d", ["date"]),
        ("export --paper l", ["letter"]),
    ],
)
def test_a_shell_is_told_what_goes_on_from_a_word(here, monkeypatch, capsys, shell, words, values):
    assert told(monkeypatch, capsys, shell, "briefing", *words.split()) == "\n".join(map(PROTOCOL[shell], values))


@pytest.mark.parametrize(
    ("shell", "answer"),
    [
        ("bash", "plain,search\nfile,se"),
        ("zsh", "plain\nsearch\nFind figures, quotes and all other items.\nfile\nse\n_"),
        ("fish", "plain,search\tFind figures, quotes and all other items.\nfile,se"),
    ],
)
def test_a_shell_is_told_commands_and_that_there_may_be_files(here, monkeypatch, capsys, shell, answer):
    assert told(monkeypatch, capsys, shell, "briefing", "se") == answer


def test_without_a_brief_of_ones_own_the_topics_are_those_of_the_visit(here, monkeypatch, capsys):
    shutil.rmtree(here / "briefs")
    answer = told(monkeypatch, capsys, "bash", "briefing", "show", "--topic", "d")
    assert answer == "plain,defence\nplain,diplomacy"


@pytest.mark.parametrize("shell", PROTOCOL)
def test_a_shell_gets_a_script_that_asks_the_program_and_completes_briefs_alone(capsys, shell):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"_BRIEFING_COMPLETE={shell}_complete" in script
    assert re.search(r"(\*| )\.toml", script)
    assert "_briefing_completion briefing" in script or "--command briefing" in script


def test_the_shells_are_named_where_none_is(capsys):
    assert main(["completion"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "briefing completion: name the shell: bash, zsh or fish\nSee briefing completion --help\n"
