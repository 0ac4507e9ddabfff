"""Where briefs are."""

import os
import tomllib
from pathlib import Path

import pytest

from briefing.library import briefs_in, default_place, shipped
from briefing.settings import Settings


def test_briefs_are_found_in_folders_below_too_and_sorted(tmp_path):
    for name in ("b.toml", "a/z.toml", "a/deep/er/x.toml", "B.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in briefs_in(tmp_path)]
    assert found == ["B.toml", "a/deep/er/x.toml", "a/z.toml", "b.toml"]


@pytest.mark.parametrize(
    "name", ["x.txt", "x.toml.bak", ".x.toml", ".hidden/x.toml", "settings.toml", "records.toml", "pyproject.toml"]
)
def test_what_is_no_brief_is_left_out(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert briefs_in(tmp_path) == []


def test_nothing_but_regular_files_is_found(tmp_path):
    """Nor does any of these make it wait or go round in a circle."""
    inside = tmp_path / "library"
    inside.mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "far.toml").touch()
    os.mkfifo(inside / "pipe.toml")
    (inside / "folder.toml").mkdir()
    (inside / "device.toml").symlink_to("/dev/zero")
    (inside / "circle.toml").symlink_to("circle.toml")
    (inside / "nowhere.toml").symlink_to("nowhere")
    (inside / "again").symlink_to(inside)
    (inside / "other").symlink_to(outside)
    assert briefs_in(inside) == []
    (inside / "near.toml").symlink_to(outside / "far.toml")
    assert briefs_in(inside) == [inside / "near.toml"]


def test_a_very_deep_folder_is_searched_to_its_end(tmp_path):
    here = tmp_path.joinpath(*"d" * 300)
    here.mkdir(parents=True)
    (here / "x.toml").touch()
    assert briefs_in(tmp_path) == [here / "x.toml"]


def test_a_name_that_is_not_utf8_is_found(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b.toml"))
    path.touch()
    assert briefs_in(tmp_path) == [path]


@pytest.mark.parametrize("name", ["nothing", "file", "a\0b"])
def test_what_is_no_folder_holds_no_briefs(tmp_path, name):
    (tmp_path / "file").touch()
    assert briefs_in(tmp_path / name) == []


def test_the_place_is_here_then_the_library_then_what_ships(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    library = tmp_path / "library"
    assert default_place(Settings()) == shipped()
    assert default_place(Settings(library=library)) == library
    (tmp_path / "briefs").mkdir()
    assert default_place(Settings(library=library)) == Path("briefs")


def test_the_briefs_that_ship_are_there():
    assert "india-russia-visit.toml" in [path.name for path in briefs_in(shipped())]


def test_an_installed_package_carries_its_briefs():
    """They go into the wheel as briefing/briefs, which is where `shipped` looks first."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"briefs": "briefing/briefs"}
