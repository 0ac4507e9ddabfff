"""What opens where no path is given."""

import shutil
from pathlib import Path

import pytest

from briefing.choosing import SHIPPED_BRIEFS, VISIT, opens_by_itself
from briefing.launch import main
from briefing.library import briefs_in, shipped
from briefing.settings import Settings

TITLE = "visit to India"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to work in, and a home of our own."""
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def clone(here):
    """A folder with the briefs of a clone."""
    shutil.copytree(shipped(), here / "briefs")
    return here


def test_the_briefs_that_ship_are_those_that_are_named():
    assert {path.name for path in briefs_in(shipped())} == SHIPPED_BRIEFS


@pytest.mark.parametrize(
    ("added", "removed", "opens"),
    [
        ([], [], f"briefs/{VISIT}"),
        ([], ["briefing-measured.toml"], f"briefs/{VISIT}"),
        (["records.toml", "notes.txt", ".hidden.toml"], [], f"briefs/{VISIT}"),
        (["own.toml"], [], "briefs"),
        (["own.toml"], ["briefing-measured.toml"], "briefs"),
        (["2026/own.toml"], [], "briefs"),
        ([f"2026/{VISIT}"], [], "briefs"),
        ([], [VISIT], "briefs"),
        ([f"2026/{VISIT}"], [VISIT], "briefs"),
        ([], [*SHIPPED_BRIEFS], "briefs"),
    ],
)
def test_the_visit_opens_among_briefs_that_ship_and_the_list_among_others(clone, added, removed, opens):
    for name in added:
        path = clone / "briefs" / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    for name in removed:
        (clone / "briefs" / name).unlink()
    assert opens_by_itself(Settings()) == Path(opens)


def test_so_it_is_in_a_library_and_in_the_package(here):
    assert opens_by_itself(Settings()) == shipped() / VISIT
    library = here / "library"
    shutil.copytree(shipped(), library)
    assert opens_by_itself(Settings(library=library)) == library / VISIT
    (library / "own.toml").touch()
    assert opens_by_itself(Settings(library=library)) == library


@pytest.mark.parametrize("verb", ["show", "check", "export"])
def test_a_command_without_a_path_is_about_the_visit_and_says_so(clone, capsys, verb):
    assert main([verb]) == 0
    printed = capsys.readouterr()
    assert printed.err.startswith(f"No path is given: this is briefs/{VISIT}, which comes with the program.\n")
    assert {
        "show": TITLE in printed.out,
        "check": "1 brief, 0 errors, 0 warnings" in printed.err,
        "export": len(list(clone.glob("*visit-to-india.md"))) == 1,
    }[verb]


@pytest.mark.parametrize("verb", ["show", "check", "export"])
def test_with_a_brief_of_ones_own_it_is_about_that_place(clone, capsys, verb):
    (clone / "briefs" / "own.toml").write_text('schema = 1\n[brief]\ntitle = "Own"\n')
    status = main([verb])
    printed = capsys.readouterr()
    assert status == (0 if verb == "check" else 2)
    assert ("3 briefs, " if verb == "check" else "there are 3 briefs here; name one of them:") in printed.err


def test_a_named_folder_and_the_lists_are_about_all_briefs(clone, capsys):
    assert main(["check", "briefs"]) == 0
    assert "2 briefs, " in capsys.readouterr().err
    assert main(["list"]) == 0
    assert capsys.readouterr().out.count("\n") == 2
