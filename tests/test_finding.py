"""`briefing list`, `search` and `index` on a folder of briefs."""

import json
import os

import pytest

from briefing.launch import main

BRIEF = """schema = 1
[brief]
title = "{title}"
as_of = {year}-06-01
[sources.ministry]
title = "Energy statistics"
[[topics.energy.figures]]
id = "gas_share"
label = "Share of gas imports from the north"
value = {value}
unit = "%"
period = "{year}"
source = "ministry"
[[topics.energy.quotes]]
text = "We will build the pipeline"
speaker = "A. Minister"
source = "ministry"
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with three briefs of three years, one of them below it."""
    monkeypatch.chdir(tmp_path)
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name))
    folder = tmp_path / "desk"
    (folder / "old").mkdir(parents=True)
    for year, value, place in ((2023, 41, "old/a"), (2024, 45, "b"), (2025, 48, "c")):
        (folder / f"{place}.toml").write_text(BRIEF.format(title=f"Call of {year}", year=year, value=value))
    return folder


def run(capsys, *arguments):
    status = main(list(map(str, arguments)))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize(
    ("options", "years"),
    [
        ([], [2025, 2024, 2023]),
        (["--sort", "title"], [2023, 2024, 2025]),
        (["--limit", "1"], [2025]),
        (["--limit", "0"], [2025, 2024, 2023]),
    ],
)
def test_a_list_in_any_order(capsys, desk, options, years):
    status, out, err = run(capsys, "list", desk, *options)
    assert status == 0
    assert [int(line.partition("Call of ")[2][:4]) for line in out.splitlines()] == years
    assert ("2 more" in err) == (options == ["--limit", "1"])


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("gas", 3),
        ('"gas imports"', 3),
        ("pipeline OR gas", 6),
        ("kind:quote", 3),
        ("value>44 unit:%", 2),
        ("value:45..46", 1),
        ("gas after:2024", 2),
        ("gas before:2024", 1),
        ("brief:2025 gas", 1),
        ("status:unchecked kind:figure", 3),
        ("zebra", 0),
    ],
)
def test_a_search_through_all_briefs(capsys, desk, query, total):
    status, out, _ = run(capsys, "search", query, desk, "--json")
    found = json.loads(out)
    assert (status, found["total"], len(found["hits"])) == (0 if total else 1, total, total)
    assert all(hit["text"][start:end] for hit in found["hits"] for start, end in hit["marks"])


@pytest.fixture
def checked(desk):
    """The folder with a text for its three briefs, of which one has another number, and one is only recorded."""
    folders = [desk, desk / "old"]
    text = "The minister said: “We will build the pipeline.” Gas imports from the north had a share of {} % in {}."
    for folder in folders:
        (folder / "sources").mkdir()
    (desk / "sources" / "ministry.txt").write_text(text.format(45, 2024) + " " + text.format(48, 2025))
    assert main(["check", "--record", str(desk)]) == 0
    (desk / "sources" / "ministry.txt").unlink()
    (desk / "old" / "sources" / "ministry.txt").write_text(text.format(39, 2023))
    return desk


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("status:recorded", {("b", "figure"), ("b", "quote"), ("c", "figure"), ("c", "quote")}),
        ("status:recorded kind:quote before:2025", {("b", "quote")}),
        ("status:verified", {("a", "quote")}),
        ('status:differs OR status:"not found"', {("a", "figure")}),
        ("status:unchecked", set()),
    ],
)
def test_items_are_found_by_what_a_check_says_of_them(capsys, checked, query, hits):
    def found(place):
        out = run(capsys, "search", query, place, "--json")[1]
        return {(hit["brief"].rpartition("/")[2][:1], hit["kind"]) for hit in json.loads(out)["hits"]}

    assert found(checked) == hits
    for file in ("old/a", "b", "c"):  # without an index the same
        assert found(checked / f"{file}.toml") == {hit for hit in hits if hit[0] == file[-1]}


def test_the_list_by_findings(capsys, checked):
    def listed(place):
        return json.loads(run(capsys, "list", place, "--sort", "findings", "--json")[1])["briefs"]

    rows = listed(checked)
    assert [row["path"].rpartition("/")[2] for row in rows] == ["a.toml", "c.toml", "b.toml"]
    assert [row["findings"] for row in rows] == [1, 0, 0]
    assert listed(checked / "old" / "a.toml") == rows[:1]
    (checked / "old" / "sources" / "ministry.txt").unlink()
    assert [row["findings"] for row in listed(checked)] == [0, 0, 0]


def test_a_typo_is_searched_as_it_was_meant(capsys, desk):
    status, out, err = run(capsys, "search", "pipelin gas imprts", desk)
    assert status == 1
    assert out == ""
    status, out, err = run(capsys, "search", "pipelime", desk)
    assert (status, "Did you mean “pipeline”?" in err) == (0, True)
    assert "3 hits in 3 briefs" in err
    assert json.loads(run(capsys, "search", "pipelime", desk, "--json")[1])["corrected"] == "pipeline"


def test_the_newest_first_and_no_more_than_asked_for(capsys, desk):
    status, out, err = run(capsys, "search", "gas", desk, "--sort", "date", "--limit", "2")
    assert status == 0
    assert out.startswith("Call of 2025")
    assert "3 hits" in err
    assert "2 shown, --limit 0 shows all" in err


def test_one_figure_through_all_briefs(capsys, desk):
    status, out, _ = run(capsys, "search", "--figure", "gas_share", desk)
    assert status == 0
    assert [line[:4] for line in out.splitlines()] == ["2023", "2024", "2025"]
    assert "48 %" in out
    values = json.loads(run(capsys, "search", "--figure", "gas_share", desk, "--json")[1])["values"]
    assert [value["value"] for value in values] == ["41 %", "45 %", "48 %"]
    assert run(capsys, "search", "--figure", "nothing", desk)[0] == 1


def test_one_brief_is_searched_without_an_index(capsys, desk, tmp_path):
    status, out, _ = run(capsys, "search", "gas", desk / "b.toml")
    assert (status, out.count("gas imports")) == (0, 1)
    assert not list((tmp_path / "home").rglob("*.sqlite"))


def test_the_index_says_how_it_stands_and_is_built_anew(capsys, desk, tmp_path):
    assert "briefs   0" in run(capsys, "index", desk, "--status")[1]
    assert "briefs   3" in run(capsys, "index", desk)[1]
    (file,) = (tmp_path / "home").rglob("*.sqlite")
    file.write_bytes(b"no index")
    assert "briefs   3" in run(capsys, "index", desk, "--rebuild")[1]
    assert run(capsys, "index", desk / "b.toml")[0] == 2


def test_what_changes_is_found_at_once(capsys, desk):
    run(capsys, "search", "gas", desk)
    (desk / "b.toml").unlink()
    (desk / "d.toml").write_text(BRIEF.format(title="Call of 2026", year=2026, value=50))
    os.utime(desk / "c.toml")
    _, out, _ = run(capsys, "search", "gas", desk)
    assert [line[:12] for line in out.splitlines() if line.startswith("Call")] == [
        *("Call of 2026", "Call of 2025", "Call of 2023")
    ]


def test_without_a_cache_folder_it_goes_on_in_memory(capsys, desk, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    status, out, _ = run(capsys, "search", "gas", desk)
    assert (status, out.count("gas imports")) == (0, 3)
    assert "in memory" in run(capsys, "index", desk)[1]
