"""The settings file, the folders, and what is remembered."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from briefing.problems import Severity
from briefing.settings import (
    NAME,
    Settings,
    config_folder,
    read_settings,
    recall,
    remember,
    state_folder,
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of our own, with nothing in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    return tmp_path


def read(folder: Path, source: str | bytes) -> Settings:
    path = folder / NAME
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return read_settings(path)


def test_without_a_file_all_is_at_its_default():
    assert read_settings() == Settings()


def test_the_folders_are_the_users_own(home, monkeypatch):
    folders = (config_folder, state_folder)
    assert all(folder().is_relative_to(home) and folder().name == "briefing" for folder in folders)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "elsewhere"))
    assert config_folder() == home / "elsewhere" / "briefing"


def test_every_setting_is_read_from_the_users_own_place(home):
    config_folder().mkdir(parents=True)
    (config_folder() / NAME).write_text(
        '\ufefftheme = "paper"\r\nlibrary = "~/briefs"\r\nascii = true\r\n[keys]\r\nquit = "q,ctrl+q"\r\n', "utf-8"
    )
    assert read_settings() == Settings(
        theme="paper", library=home / "briefs", ascii=True, keys={"quit": "q,ctrl+q"}, problems=()
    )


@pytest.mark.parametrize(
    ("source", "place", "message", "hint"),
    [
        ('\n  them = "x"\n', (2, 3), "no such setting: them", "did you mean theme?"),
        (
            "zzz = 1\n",
            (1, 1),
            "no such setting: zzz",
            "the settings are theme, library, sources, keys, ascii, markings",
        ),
        ('# theme\n"theme" = 1\n', (2, 2), "theme is the name of a theme", 'write theme = "…"'),
        ('theme = ""', (1, 1), "theme is the name of a theme", 'write theme = "…"'),
        ('library = "briefs"', (1, 1), "library is the whole path of a folder", 'write library = "~/…" or "/…"'),
        ('library = "~no such user/x"', (1, 1), "library is the whole path", "write"),
        ("sources = 3", (1, 1), "sources is the whole path", "write"),
        ("library = 3", (1, 1), "library is the whole path", "write"),
        ('ascii = "yes"', (1, 1), "ascii is true or false", "without quotes"),
        ('markings = "SECRET"', (1, 1), "markings is a list of words", "strictest first"),
        ('markings = ["TLP:CLEAR", "TLP:RED"]', (1, 1), "in markings TLP:RED stands after a looser label", "write"),
        ("keys = 3", (1, 1), "keys is a table", "write [keys]"),
        ('[keys]\nquit = "q"\nhelp = 1\n', (3, 1), "the keys of help are a text", "write help ="),
        ('keys.quit = "q"\nkeys.help = [1]\n', (2, 6), "the keys of help are a text", "write help ="),
        ('keys = { quit = "" }\n', (1, 1), "the keys of quit are a text", "write quit ="),
        ("[them]\n", (1, 2), "no such setting: them", "did you mean theme?"),
        ("theme = \n", (1, 9), "is not TOML: Invalid value", ""),
        ("theme = 'a", (1, 11), "is not TOML: ", ""),
        (b"ascii = true\ntheme = 'a\xff'\n", (2, 11), "is not UTF-8", "save the file as UTF-8"),
        ("x = " + "[" * 500 + "]" * 500, (1, 1), "is not TOML: ", ""),
        ("x = " + "1" * 5000, (1, 1), "is not TOML: ", ""),
    ],
)
def test_a_wrong_setting_is_told_with_its_place_and_never_stops_anything(tmp_path, source, place, message, hint):
    found = read(tmp_path, source)
    (problem,) = found.problems
    assert (problem.file, problem.severity) == (str(tmp_path / NAME), Severity.WARNING)
    assert (problem.line, problem.column) == place
    assert problem.message.startswith(message)
    assert hint in problem.hint
    assert (found.theme, found.library, found.ascii) == (None, None, False)


def test_one_wrong_setting_leaves_the_others(tmp_path):
    found = read(tmp_path, 'theme = "paper"\nascii = 1\nlibrery = "/x"\n')
    assert found.theme == "paper"
    assert [problem.line for problem in found.problems] == [2, 3]
    assert found.problems[0].excerpt == "ascii = 1"


def test_a_settings_file_that_is_no_file_is_told(tmp_path):
    (tmp_path / NAME).mkdir()
    (problem,) = read_settings(tmp_path / NAME).problems
    assert problem.message == "is a folder, not a file"


@run(deadline=None, max_examples=100)
@given(st.text(max_size=60) | st.text('theme="\n[]keys.1# ', max_size=40) | st.binary(max_size=40))
def test_any_bytes_are_settings_or_problems_with_a_place(tmp_path_factory, source):
    try:
        found = read(tmp_path_factory.mktemp("s"), source)
    except UnicodeEncodeError:  # a lone surrogate can't be in a file
        return
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found.problems)


# What is remembered


@pytest.mark.parametrize("data", [None, 1, "x", ["a", {"b": 2.5}], "भारत \udcff \x1b", {"folder": "/tmp/ü"}])
def test_what_is_remembered_is_recalled(data):
    remember("thing", data)
    assert recall("thing") == data


def test_what_was_never_remembered_is_none():
    assert recall("thing") is None


def test_what_is_remembered_is_for_the_user_alone():
    remember("thing", 1)
    assert state_folder().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_damaged_is_forgotten(damage):
    remember("thing", 1)
    (state_folder() / "thing.json").write_bytes(damage)
    assert recall("thing") is None
    remember("thing", 2)
    assert recall("thing") == 2


def test_a_home_that_can_not_be_written_is_no_trouble(home):
    (home / ".local").write_text("a file where a folder should be")
    remember("thing", 1)
    assert recall("thing") is None


def test_without_a_home_nothing_is_written_where_one_happens_to_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    remember("thing", 1)
    assert recall("thing") is None
    assert read_settings() == Settings()
    assert list(tmp_path.iterdir()) == []


def test_what_is_remembered_is_plain_json():
    remember("thing", {"a": "é"})
    assert json.loads((state_folder() / "thing.json").read_bytes()) == {"a": "é"}
