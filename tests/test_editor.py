"""The command that opens the user's editor."""

from pathlib import Path

import pytest

from briefing.authoring import editor_command

PATH = Path("/briefs/a {b}.toml")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+call cursor(12,5)", "/briefs/a {b}.toml"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+call cursor(12,5)", "/briefs/a {b}.toml"]),
        ("nano", ["nano", "+12,5", "/briefs/a {b}.toml"]),
        ("vi", ["vi", "+12", "/briefs/a {b}.toml"]),
        ("emacs -nw", ["emacs", "-nw", "+12:5", "/briefs/a {b}.toml"]),
        ("code", ["code", "--wait", "--goto", "/briefs/a {b}.toml:12:5"]),
        ("hx", ["hx", "/briefs/a {b}.toml:12:5"]),
        ("kate", ["kate", "--line", "12", "--column", "5", "/briefs/a {b}.toml"]),
        ("mate", ["mate", "--wait", "--line", "12:5", "/briefs/a {b}.toml"]),
        ("'/my editors/unheard of' --quiet", ["/my editors/unheard of", "--quiet", "/briefs/a {b}.toml"]),
        ("vim; rm x", ["vim;", "rm", "x", "/briefs/a {b}.toml"]),
    ],
)
def test_the_editor_opens_the_file_at_the_place(editor, command):
    assert editor_command(PATH, 12, 5, {"EDITOR": editor}) == command


@pytest.mark.parametrize(
    ("environment", "editor"),
    [
        ({"VISUAL": "kak", "EDITOR": "nano"}, "kak"),
        ({"VISUAL": " ", "EDITOR": "nano"}, "nano"),
        ({"VISUAL": "'unclosed", "EDITOR": "nano"}, "nano"),
    ],
)
def test_visual_goes_before_editor(environment, editor):
    assert editor_command(PATH, environment=environment)[0] == editor


def test_without_either_a_usual_editor_is_looked_for(tmp_path):
    assert editor_command(PATH, environment={"PATH": str(tmp_path)}) is None
    (tmp_path / "vi").touch(0o755)
    assert editor_command(PATH, environment={"PATH": str(tmp_path)}) == ["vi", "+1", "/briefs/a {b}.toml"]


@pytest.mark.parametrize("name", ["-c quit.toml", "+12.toml"])
def test_a_name_is_never_an_option(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert editor_command(Path(name), environment={"EDITOR": "ed"}) == ["ed", str(tmp_path / name)]
