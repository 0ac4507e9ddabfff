"""`briefing list`, `search` and `index` on a folder of briefs."""

import json
import os
import sqlite3
from contextlib import closing

import pytest

from briefing.index import store
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


def index_of(tmp_path):
    (file,) = (tmp_path / "home").rglob("*.sqlite")
    return file


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
    assert "3 hits; 2 shown, in 2 briefs; --limit 0 shows all" in err
    assert "3 hits; 1 shown, in 1 brief" in run(capsys, "search", "gas", desk, "--limit", "1")[2]
    assert "3 hits in 3 briefs\n" in run(capsys, "search", "gas", desk, "--limit", "0")[2]


def test_one_figure_through_all_briefs(capsys, desk):
    status, out, _ = run(capsys, "search", "--figure", "gas_share", desk)
    assert status == 0
    assert [line[:4] for line in out.splitlines()] == ["2023", "2024", "2025"]
    assert "48 %" in out
    values = json.loads(run(capsys, "search", "--figure", "gas_share", desk, "--json")[1])["values"]
    assert [value["value"] for value in values] == ["41 %", "45 %", "48 %"]
    status, out, err = run(capsys, "search", "--figure", "gas_share", desk, "--limit", "2")
    assert [line[:4] for line in out.splitlines()] == ["2024", "2025"]
    assert "3 values of gas_share; the latest 2 shown" in err
    found = json.loads(run(capsys, "search", desk, "--figure", "gas_share", "--limit", "1", "--json")[1])
    assert (found["total"], [value["value"] for value in found["values"]]) == (3, ["48 %"])


def test_an_id_that_no_figure_has_is_answered_with_the_nearest(capsys, desk):
    status, _, err = run(capsys, "search", "--figure", "Gas-shar", desk)
    assert (status, err) == (1, "0 values of Gas-shar\nDid you mean gas_share?\n")
    assert "No figure has an id like" in run(capsys, "search", "--figure", "oil", desk)[2]


def test_a_query_beside_a_figure_is_refused(capsys, desk):
    status, out, err = run(capsys, "search", "gas", desk, "--figure", "gas_share")
    assert (status, out) == (2, "")
    assert "--figure takes no QUERY" in err


def test_a_query_that_begins_with_a_hyphen_is_told_where_it_may_stand(capsys, desk):
    status, out, err = run(capsys, "search", "-gas", desk)
    assert (status, out) == (2, "")
    assert 'behind all options: -- "-gas" PATH' in err
    assert run(capsys, "search", "--", "-gas", desk)[2] == "3 hits in 3 briefs\n"
    assert "hyphen" not in run(capsys, "search", "gas", desk, "--limt", "3")[2]


def test_one_brief_is_searched_without_an_index(capsys, desk, tmp_path):
    status, out, _ = run(capsys, "search", "gas", desk / "b.toml")
    assert (status, out.count("gas imports")) == (0, 1)
    assert not list((tmp_path / "home").rglob("*.sqlite"))


@pytest.mark.parametrize("place", ["desk", "desk/b.toml"])
@pytest.mark.parametrize(
    ("query", "topics"),
    [
        ("exports", [None]),
        ("queues", ["energy"]),
        ("kind:bottom", [None, "energy"]),
        ("kind:bottom topic:energy", ["energy"]),
        ("source:ministry queues", []),
    ],
)
def test_bottom_lines_are_found_in_a_folder_and_in_one_brief(capsys, desk, place, query, topics):
    brief, lines = desk / "b.toml", {None: "Exports of 12 % have stopped.", "energy": "Queues at the ports."}
    head = f'bottom_line = "{lines[None]}"\n[topics.energy]\nsummary = "{lines["energy"]}"\n[sources.ministry]'
    brief.write_text(brief.read_text().replace("[sources.ministry]", head))
    found = json.loads(run(capsys, "search", query, place, "--json")[1])
    shown = [(hit["kind"], hit["id"], hit["topic"], hit["text"]) for hit in found["hits"]]
    assert shown == [("bottom_line", topic or "brief", topic, lines[topic]) for topic in topics]
    for hit in found["hits"]:
        words = [hit["text"][start:end].lower() for start, end in hit["marks"]]
        assert words == ([] if "kind" in query else [query])
    status, out, _ = run(capsys, "search", query, place)
    assert (status, out.count("bottom line  ")) == (0 if topics else 1, len(topics))
    (row,) = json.loads(run(capsys, "list", "desk/b.toml", "--json")[1])["briefs"]
    assert row["items"] == 2


def test_one_brief_is_shown_as_its_folder_shows_it(capsys, desk):
    (desk / "b.toml").write_text((desk / "b.toml").read_text().replace("as_of", "sample = true\nas_of"))
    one, whole = (run(capsys, "search", "gas", place)[1] for place in (desk / "b.toml", desk))
    assert "SAMPLE" in one
    assert one in whole


def test_a_slip_is_corrected_in_one_brief_too(capsys, desk):
    status, out, err = run(capsys, "search", "kind:quote pipelime", desk / "b.toml")
    assert (status, out.count("pipeline")) == (0, 1)
    assert "Did you mean “kind:quote pipeline”?" in err
    assert json.loads(run(capsys, "search", "pipelime", desk / "b.toml", "--json")[1])["corrected"] == "pipeline"
    assert run(capsys, "search", "zebra", desk / "b.toml")[0] == 1


def test_the_index_says_how_it_stands_and_is_built_anew(capsys, desk, tmp_path):
    assert "briefs   3" in run(capsys, "index", desk)[1]
    file = index_of(tmp_path)
    file.write_bytes(b"no index")
    assert "briefs   3" in run(capsys, "index", desk, "--rebuild")[1]
    assert run(capsys, "index", desk / "b.toml")[0] == 2


def test_the_state_of_an_index_is_told_without_touching_it(capsys, desk, tmp_path):
    def told():
        before = files()
        status, out, _ = run(capsys, "index", desk, "--status")
        assert (status, files()) == (0, before)
        return out

    def files():
        return {path: path.stat().st_mtime_ns for path in (tmp_path / "home").rglob("*")}

    assert "state    there is none yet" in told()
    run(capsys, "index", desk)
    assert "briefs   3" in told()
    assert "since    no file has changed" in told()
    (desk / "b.toml").unlink()
    (desk / "d.toml").write_text("")
    (desk / "e.toml").write_text("")
    os.utime(desk / "c.toml", ns=(1, 1))
    assert "since    2 files new, 1 changed, 1 gone" in told()
    with closing(sqlite3.connect(index_of(tmp_path))) as connection:
        connection.execute("PRAGMA user_version = 7")
    assert "state    of another version" in told()
    index_of(tmp_path).write_bytes(b"no index")
    assert "state    broken" in told()
    status, out, err = run(capsys, "index", desk, "--status", "--rebuild")
    assert (status, out) == (2, "")
    assert "--status only looks" in err


def test_the_state_of_an_index_that_a_window_has_open_is_told(capsys, desk, tmp_path):
    run(capsys, "index", desk)
    with closing(sqlite3.connect(index_of(tmp_path), isolation_level=None)) as window:
        window.execute("DELETE FROM briefs WHERE id = 1")
        assert "briefs   2" in run(capsys, "index", desk, "--status")[1]
        window.execute("PRAGMA locking_mode = EXCLUSIVE")
        window.execute("BEGIN EXCLUSIVE")
        window.execute("DELETE FROM briefs WHERE id = 2")
        assert "holds the file" in run(capsys, "index", desk, "--status")[1]


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        (["search", "gas"], "gas imports"),
        (["search", "--figure", "gas_share"], "Share of gas"),
        (["list"], "Call of"),
    ],
)
def test_a_broken_index_is_built_anew_before_it_is_answered(capsys, desk, tmp_path, arguments, out):
    run(capsys, "index", desk)
    with closing(sqlite3.connect(index_of(tmp_path))) as connection, connection:
        connection.execute("UPDATE contents SET data = zeroblob(100)")
        connection.execute("UPDATE briefs SET row = zeroblob(100)")
    status, printed, err = run(capsys, *arguments, desk)
    assert (status, printed.count(out)) == (0, 3)
    assert "may be older" not in err


def test_an_index_that_another_program_holds_is_done_without(capsys, desk, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_PATIENCE_MS", 50)
    run(capsys, "index", desk)
    file = index_of(tmp_path)
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        holder.execute("CREATE TABLE other (x)")
        status, out, err = run(capsys, "search", "gas", desk)
    assert (status, out.count("gas imports")) == (0, 3)
    assert err == f"no index can be kept in {file.parent}: another program holds the file\n3 hits in 3 briefs\n"
    assert "no index" not in run(capsys, "search", "gas", desk)[2]


def test_a_list_for_a_script_says_how_many_there_are(capsys, desk):
    listed = json.loads(run(capsys, "list", desk, "--limit", "1", "--json")[1])
    assert (listed["total"], len(listed["briefs"])) == (3, 1)


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
    status, out, err = run(capsys, "search", "gas", desk)
    assert (status, out.count("gas imports")) == (0, 3)
    assert "no index can be kept in" in err
    assert "in memory" in run(capsys, "index", desk)[1]


def test_a_cache_folder_that_is_a_file_is_called_that(capsys, desk, tmp_path, monkeypatch):
    (tmp_path / "briefing").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    err = run(capsys, "search", "gas", desk)[2]
    assert f"no index can be kept in {tmp_path}/briefing: it is a file, not a folder\n" in err
