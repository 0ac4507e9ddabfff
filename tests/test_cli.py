"""The commands, as functions of their arguments."""

import io
import json
import os
import re
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import cli
from briefing.launch import main
from tests import hostile
from tests.mutants import mutants
from tests.terminal import ROOT, Terminal, plain_environment, program

VISIT = """\
schema = 1
[brief]
title = "A visit to Lisbon"
date = 2025-11-04
marking = "TLP:GREEN"
as_of = 2025-11-01
[sources.report]
title = "A report"
[[topics.trade.figures]]
label = "Trade with Portugal"
value = 3.5
unit = "USD"
scale = "billion"
period = "2024"
source = "report"
[[topics.trade.quotes]]
text = "Cork is the future of trade"
speaker = "A. Minister"
"""

CALL = """\
schema = 1
[brief]
title = "A call from Oslo"
date = 2025-12-01
status = "final"
as_of = 2025-12-01
[[topics.energy.points]]
text = "Gas flows as before."
kind = "judgement"
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """An empty folder to work in, and a home of our own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def briefs(here):
    """A folder with two good briefs."""
    folder = here / "briefs"
    folder.mkdir()
    (folder / "visit.toml").write_text(VISIT)
    (folder / "call.toml").write_text(CALL)
    return folder


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    """The status of a command, its data and its narration."""
    status = main(list(arguments))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def data(capsys, *arguments: str):
    status, out, _ = run(capsys, *arguments)
    return status, json.loads(out)


# Help and usage


def test_the_version_is_told(capsys):
    assert run(capsys, "--version") == (0, "briefing 0.1.0\n", "")


@pytest.mark.parametrize("verb", [None, *cli.commands.commands])
def test_help_is_one_screen_and_ends_in_what_to_do(capsys, verb):
    status, out, _ = run(capsys, *([verb] if verb else []), "--help")
    assert status == 0
    assert out.startswith("Usage: briefing")
    assert not re.search(r"\w\.\.\.$", out, re.MULTILINE)  # no summary is cut off
    assert len(out.splitlines()) <= 40
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "a", "b"], "briefing list: Got unexpected extra argument"),
        (["list", "--jsn"], "Did you mean"),
        (["search"], "briefing search: Missing argument 'QUERY'."),
        (["--nothing"], "briefing: No such option"),
        (["completion", "tcsh"], "is not one of 'bash', 'zsh', 'fish'"),
        (["list", "nowhere"], "briefing: no such file or folder: nowhere"),
        (["check", "nowhere/x.toml"], "briefing: no such file or folder: nowhere/x.toml"),
        (["search", "arms", "imports"], 'briefing search "arms imports"'),
        (["search", " "], "nothing to look for"),
        (["search", "--", "-"], "nothing to look for"),
        (["list", "."], "no briefs (*.toml) in . To start one: briefing new TITLE"),
        (["new", " "], "a brief needs a title"),
    ],
)
def test_wrong_usage_ends_in_a_sentence(capsys, arguments, said):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert said in err.replace("in ..", "in .")
    assert "Traceback" not in err


def documented() -> list[str]:
    """Each command and each option as --help has it."""
    verbs = cli.commands.commands
    parameters = [
        parameter
        for command in (cli.commands, *verbs.values())
        for parameter in command.get_params(click.Context(command))
    ]
    options = {max(one.opts, key=len) for one in parameters if isinstance(one, click.Option)}
    return sorted({*options, *(f"briefing {verb}" for verb in verbs)})


@pytest.mark.parametrize("word", documented())
def test_every_command_and_option_is_in_the_readme(word):
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"{re.escape(word)}(?![\w-])", readme), f"the README doesn't mention {word}"


# list


def test_a_list_has_a_line_for_each_brief_newest_first(capsys, briefs):
    (briefs / "call.toml").write_text(CALL.replace("Gas flows", "Gas\\u001b flows"))
    assert run(capsys, "list") == (
        0,
        "2025-12-01  final  -          1 problem  A call from Oslo  briefs/call.toml\n"
        "2025-11-04  draft  TLP:GREEN  -          A visit to Lisbon  briefs/visit.toml\n",
        "",
    )


def test_a_list_as_json(capsys, briefs):
    status, listed = data(capsys, "list", "--json", str(briefs))
    assert status == 0
    assert listed["briefs"][1] == {
        "path": str(briefs / "visit.toml"),
        "title": "A visit to Lisbon",
        "date": "2025-11-04",
        "as_of": "2025-11-01",
        "marking": "TLP:GREEN",
        "status": "draft",
        "sample": False,
        "problems": 0,
        "findings": 0,
        "items": 2,
    }


def test_a_list_names_what_can_not_be_read_once(capsys, briefs):
    (briefs / "broken.toml").write_text("[[[\n")
    status, out, err = run(capsys, "list")
    assert status == 0
    assert out.splitlines()[-1].split("  ")[-2:] == ["can't be read", "briefs/broken.toml"]
    assert re.fullmatch(r"briefs/broken\.toml:\d+:\d+: error: .+\n", err)


def test_wide_letters_keep_the_columns(capsys, briefs):
    (briefs / "call.toml").write_text(CALL.replace('status = "final"', 'marking = "機密"'))
    _, out, _ = run(capsys, "list")
    call, visit = out.splitlines()
    assert call.index("A call") + len("機密") == visit.index("A visit")


def test_the_library_of_the_settings_is_the_place_where_there_are_no_briefs_here(capsys, briefs, monkeypatch):
    config = Path.home() / ".config" / "briefing"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(f'library = "{briefs}"\nthem = "x"\n')
    (briefs.parent / "other").mkdir()
    monkeypatch.chdir(briefs.parent / "other")
    status, out, err = run(capsys, "list")
    assert status == 0
    assert str(briefs / "visit.toml") in out
    assert err.endswith("settings.toml:2:1: warning: no such setting: them (did you mean theme?)\n")


# search


def test_hits_are_grouped_by_brief(capsys, briefs):
    assert run(capsys, "search", "trade") == (
        0,
        "A visit to Lisbon  briefs/visit.toml\n"
        "  Trade, figure  Trade with Portugal, 2024: US$3.5 billion\n"
        "  Trade, quote  Cork is the future of trade\n",
        "2 hits in 1 brief\n",
    )


def test_no_hit_is_a_finding(capsys, briefs):
    assert run(capsys, "search", "bananas") == (1, "", "0 hits in 0 briefs\n")
    assert data(capsys, "search", "bananas", "--json") == (
        1,
        {"query": "bananas", "total": 0, "corrected": None, "hits": []},
    )


def test_hits_as_json(capsys, briefs):
    status, found = data(capsys, "search", "cork futu", str(briefs / "visit.toml"), "--json")
    assert status == 0
    (hit,) = found["hits"]
    assert (found["query"], found["total"], found["corrected"]) == ("cork futu", 1, None)
    assert {key: hit[key] for key in ("brief", "title", "topic", "kind")} == {
        "brief": str(briefs / "visit.toml"),
        "title": "A visit to Lisbon",
        "topic": "trade",
        "kind": "quote",
    }
    assert [hit["text"][start:end] for start, end in hit["marks"]] == ["Cork", "futu"]


def test_a_hit_is_marked_on_a_terminal(briefs):
    status, written = on_a_terminal(["search", "cork"])
    assert status == 0
    assert b"\x1b[1;33mCork\x1b[0m is the future" in written


def test_what_is_odd_about_a_query_is_told(capsys, briefs):
    status, _, err = run(capsys, "search", '"of trade')
    assert status == 0
    assert "quotation mark isn't closed" in err


def test_a_brief_with_errors_is_searched_as_far_as_it_can_be_read(capsys, briefs):
    (briefs / "visit.toml").write_text(VISIT.replace("value = 3.5", 'value = "x"'))
    status, out, err = run(capsys, "search", "cork")
    assert status == 0
    assert "Cork is the future" in out
    assert "1 brief with errors" in err


# check


def test_good_briefs_have_a_summary_alone(capsys, here):
    (here / "visit.toml").write_text(
        VISIT.replace('speaker = "A. Minister"', 'speaker = "A. Minister"\nsource = "report"')
    )
    assert run(capsys, "check", "visit.toml") == (
        0,
        "",
        "visit.toml: 2 items UNCHECKED against [report]: no text: sources/report.txt isn't there\n"
        "1 brief, 0 errors, 0 warnings; items: 2 UNCHECKED\n",
    )


def test_an_error_is_shown_where_it_is(capsys, here):
    (here / "visit.toml").write_text(VISIT.replace("label =", "labl ="))
    status, out, err = run(capsys, "check", "visit.toml")
    assert status == 1
    lines = out.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("visit.toml:10:1: error: "))
    assert lines[at + 1] == '10 | labl = "Trade with Portugal"'
    assert lines[at + 2] == "   | ^^^^"
    assert lines[at + 3].startswith("   = ")
    assert err.startswith("1 brief, ")


def test_files_and_folders_are_checked_in_one_go(capsys, briefs, here):
    (here / "third.toml").write_text("schema = 1\n")
    status, checked = data(capsys, "check", "--json", str(briefs), "third.toml")
    assert status == 1
    assert [brief["title"] for brief in checked["briefs"]][:2] == ["A call from Oslo", "A visit to Lisbon"]
    assert checked["conflicts"] == []
    problem = checked["briefs"][2]["problems"][0]
    assert set(problem) == {"severity", "line", "column", "message", "hint"}


def test_items_as_json_say_that_nothing_was_looked_into(capsys, briefs):
    _, checked = data(capsys, "check", "--json", str(briefs / "visit.toml"))
    assert checked["briefs"][0]["items"][0] == {
        "topic": "trade",
        "kind": "figure",
        "id": "trade_with_portugal",
        "status": "UNCHECKED",
        "source": "report",
        "span": None,
        "found": None,
        "differs": None,
        "speaker": None,
        "warnings": [],
    }
    assert checked["briefs"][0]["items"][1]["status"] == "no source"


# new, schema


@pytest.mark.parametrize(
    ("what", "path", "title"),
    [
        ("Visit to Lisbon", "visit-to-lisbon.toml", "Visit to Lisbon"),
        ("Łódź: 1 & 2!", "lodz-1-2.toml", "Łódź: 1 & 2!"),
        ("deep/my-visit_2.toml", "deep/my-visit_2.toml", "My visit 2"),
        ("../../etc/passwd", "etc-passwd.toml", "../../etc/passwd"),
        ("मुलाक़ात", "n-f66f6356.toml", "मुलाक़ात"),
        ("x" * 300, "x" * 60 + ".toml", "x" * 300),
    ],
)
def test_a_new_brief_is_a_file_that_checks_well(capsys, here, what, path, title):
    (here / "deep").mkdir()
    status, out, err = run(capsys, "new", what)
    assert (status, out) == (0, "")
    assert f"Started {here.resolve() / path}." in err
    assert run(capsys, "check", path)[0] == 0
    assert data(capsys, "list", path, "--json")[1]["briefs"][0]["title"] == title
    status, _, err = run(capsys, "new", what)
    assert status == 2
    assert "exists already" in err


def test_a_new_brief_stands_among_the_others(capsys, briefs):
    assert run(capsys, "new", "A summit")[0] == 0
    assert (briefs / "a-summit.toml").is_file()


def test_a_new_brief_needs_a_folder(capsys):
    status, _, err = run(capsys, "new", "nowhere/x.toml")
    assert status == 2
    assert err.startswith("briefing: nowhere/x.toml: no such folder: ")


def test_the_schema_is_json(capsys):
    status, schema = data(capsys, "schema")
    assert status == 0
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


# show


def test_a_brief_is_plain_text_in_a_pipe(capsys, briefs):
    status, out, err = run(capsys, "show", "briefs/visit.toml")
    assert (status, err) == (0, "")
    assert "A visit to Lisbon" in out
    assert "US$3.5 billion" in out
    assert "\x1b" not in out


def test_a_brief_is_drawn_on_a_terminal_and_plain_where_that_is_asked_for(capsys, briefs):
    _, plain, _ = run(capsys, "show", "briefs/visit.toml")
    assert b"\x1b[1m" in on_a_terminal(["show", "briefs/visit.toml"])[1]
    assert on_a_terminal(["show", "--plain", "briefs/visit.toml"])[1].decode() == plain


def test_one_topic_of_a_brief(capsys, briefs):
    status, out, _ = run(capsys, "show", "briefs/visit.toml", "--topic", "energy", "--topic", "trade")
    assert status == 0
    assert "Cork" in out
    assert "Cork" not in run(capsys, "show", "briefs/visit.toml", "--topic", "energy")[1]
    status, out, err = run(capsys, "show", "briefs/visit.toml", "--topic", "x")
    assert (status, out) == (2, "")
    assert "no topic is named “x”" in err


def test_a_brief_as_json_is_its_export(capsys, briefs):
    status, shown = data(capsys, "show", "--json", "briefs/visit.toml")
    assert status == 0
    assert shown == data(capsys, "export", "briefs/visit.toml", "--to", "json", "-o", "-")[1]


def test_the_only_brief_needs_no_name(capsys, briefs):
    (briefs / "call.toml").unlink()
    assert run(capsys, "show") == run(capsys, "show", str(briefs)) == run(capsys, "show", "briefs/visit.toml")


def test_of_a_brief_with_errors_as_much_is_shown_as_can_be_read(capsys, briefs):
    (briefs / "visit.toml").write_text(VISIT.replace("value = 3.5", 'value = "x"'))
    status, out, err = run(capsys, "show", "briefs/visit.toml")
    assert status == 2
    assert "Cork is the future" in out
    assert re.match(r"briefs/visit\.toml:11:\d+: error: .+ \(.+\)\n", err)


@pytest.mark.parametrize("content", [b"", b"[[[", b"\xff", b"schema = 9\n"])
def test_of_what_is_no_brief_nothing_is_shown(capsys, here, content):
    (here / "x.toml").write_bytes(content)
    status, _, err = run(capsys, "show", "x.toml")
    assert status == 2
    assert re.match(r"x\.toml:\d+:\d+: error: ", err)


def test_a_folder_in_the_place_of_a_file_and_a_pipe_are_refused(capsys, here):
    os.mkfifo(here / "pipe.toml")
    status, out, err = run(capsys, "show", "pipe.toml")
    assert (status, out) == (2, "")
    assert err == "pipe.toml:1:1: error: is not a regular file\n"


# export


def test_an_export_stands_here_and_is_called_after_the_title(capsys, briefs, here):
    assert run(capsys, "export", "briefs/visit.toml") == (0, "", f"Wrote {here.resolve()}/a-visit-to-lisbon.md\n")
    assert "# A visit to Lisbon" in (here / "a-visit-to-lisbon.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "written"),
    [
        (["--to", "md,json"], ["a-visit-to-lisbon.md", "a-visit-to-lisbon.json"]),
        (["--to", ".JSON, json"], ["a-visit-to-lisbon.json"]),
        (["-o", "out.json"], ["out.json"]),
        (["--to", "md", "-o", "out.txt"], ["out.txt"]),
        (["-o", "folder"], ["folder/a-visit-to-lisbon.md"]),
        (["--to", "json,md", "-o", "folder/"], ["folder/a-visit-to-lisbon.json", "folder/a-visit-to-lisbon.md"]),
    ],
)
def test_an_export_goes_where_it_is_told_to(capsys, briefs, here, options, written):
    (here / "folder").mkdir()
    status, out, err = run(capsys, "export", "briefs/visit.toml", *options)
    assert (status, out) == (0, "")
    assert err.splitlines() == [f"Wrote {here.resolve() / path}" for path in written]
    for path in written:
        content = (here / path).read_bytes()
        assert (json.loads(content)["schema"] == 1) if path.endswith("json") else content.startswith(b"---\n")


def test_an_export_to_standard_output_is_data_alone(capsys, briefs):
    status, out, err = run(capsys, "export", "briefs/visit.toml", "-o", "-", "--to", "json")
    assert (status, err) == (0, "")
    assert json.loads(out)["brief"]["title"] == "A visit to Lisbon"


def test_an_export_never_replaces_a_file_unless_told_and_then_writes_all_or_nothing(capsys, briefs, here):
    (here / "a-visit-to-lisbon.json").write_text("mine")
    command = ["export", "briefs/visit.toml", "--to", "md,json"]
    status, _, err = run(capsys, *command)
    assert (status, err) == (2, "briefing: a-visit-to-lisbon.json exists already; --force replaces it\n")
    assert (here / "a-visit-to-lisbon.json").read_text() == "mine"
    assert not (here / "a-visit-to-lisbon.md").exists()
    assert run(capsys, *command, "--force")[0] == 0
    assert (here / "a-visit-to-lisbon.json").read_text() != "mine"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "doc"], "no such format: doc; the formats are pdf, html, docx, md, json"),
        (["--to", "md,json", "-o", "x.md"], "x.md can't hold 2 formats; name a folder, such as out/, or one format"),
        (["--to", "md,json", "-o", "-"], "standard output can't hold 2 formats"),
        (["-o", "nowhere/x.md"], "nowhere/x.md: no such folder: "),
        (["--topic", "fishing"], "no topic is named “fishing”; the topics are defence, energy, trade, diplomacy"),
        (["--max-marking", "TLP:PINK"], "no such marking: “TLP:PINK”; known are TLP:"),
    ],
)
def test_an_export_that_can_not_be_says_why(capsys, briefs, here, options, said):
    before = sorted(here.rglob("*"))
    status, out, err = run(capsys, "export", "briefs/visit.toml", *options)
    assert (status, out) == (2, "")
    assert said in err
    assert sorted(here.rglob("*")) == before


def test_several_briefs_are_handed_over_at_once(capsys, briefs, here):
    for name in ("two", "three"):
        (briefs / f"{name}.toml").write_text(VISIT)
    (briefs / "wrong.toml").write_text(VISIT.replace("value = 3.5", 'value = "x"'))
    status, out, err = run(capsys, "export", "briefs", "briefs/two.toml", "--to", "md,json", "-o", "out/")
    assert (status, out) == (2, "")
    lines = err.splitlines()
    assert re.match(r"briefs/wrong\.toml:11:\d+: error: ", lines[0])
    assert lines[-1] == f"Exported {len(list(briefs.glob('*.toml'))) - 1} briefs to out/; 1 not"
    names = {path.name for path in (here / "out").iterdir()}
    assert {"a-visit-to-lisbon.md", "a-visit-to-lisbon-2.md", "a-visit-to-lisbon-3.json"} <= names
    assert run(capsys, "export", "briefs", "--to", "md", "-o", "x.md")[2].endswith("; name a folder, such as out/\n")


def test_one_page_stands_beside_the_whole(capsys, briefs, here):
    for layout in ("full", "one-page"):
        status, _, err = run(capsys, "export", "briefs/visit.toml", "--to", "pdf", "--layout", layout)
        assert status == 0, err
    assert {path.name for path in here.glob("*.pdf")} == {"a-visit-to-lisbon.pdf", "a-visit-to-lisbon-one-page.pdf"}


def test_many_briefs_show_a_bar_on_a_terminal(briefs, here):
    (briefs / "two.toml").write_text(VISIT)
    with Terminal(
        program("export", "briefs", "-o", "out/"), (80, 10), plain_environment(PYTHONPATH=str(ROOT))
    ) as shell:
        assert shell.wait() == 0
        assert "[####" in shell.screen()
        assert "Exported" in shell.screen()


def test_what_an_export_leaves_out_is_told(capsys, briefs):
    command = ["export", "briefs/visit.toml", "-o", "-", "--max-marking", "TLP:CLEAR"]
    status, out, err = run(capsys, *command)
    assert status == 0
    assert "Left out: 2 items marked stricter than TLP:CLEAR, or not marked." in err
    assert "Portugal" not in out


def test_a_brief_with_errors_is_not_handed_over(capsys, briefs, here):
    (briefs / "visit.toml").write_text(VISIT.replace("value = 3.5", 'value = "x"'))
    status, out, err = run(capsys, "export", "briefs/visit.toml")
    assert (status, out) == (2, "")
    lines = err.splitlines()
    assert re.match(r"briefs/visit\.toml:11:\d+: error: ", lines[0])
    assert lines[-1] == "briefing: briefs/visit.toml has 1 error; mend it before it goes out"
    assert not list(here.glob("*.md"))


@pytest.mark.parametrize("verb", ["show", "export"])
def test_among_several_briefs_one_must_be_named(capsys, briefs, verb):
    status, out, err = run(capsys, verb)
    assert (status, out) == (2, "")
    assert err == "briefing: there are 2 briefs here; name one of them:\n  briefs/call.toml\n  briefs/visit.toml\n"


# Whatever a file holds

OF_A_FOLDER = [
    ["list"],
    ["list", "--json"],
    ["search", "kind:quote"],
    ["search", "x", "--json"],
    ["check"],
    ["check", "--json"],
]
OF_A_BRIEF = [
    ["show"],
    ["show", "--plain"],
    ["show", "--json"],
    ["export", "-o", "-"],
    ["export", "-o", "-", "--to", "json"],
]


class Screen(io.TextIOWrapper):
    """A standard stream that says that it is a terminal, and what has come out at it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def isatty(self) -> bool:
        return True

    def written(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()


def on_a_terminal(arguments: list[str]) -> tuple[int, bytes]:
    """The status of a command, and all that comes out at a terminal with colours."""
    with pytest.MonkeyPatch.context() as patch:
        screen = Screen()
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "stderr", screen)
        patch.setenv("TERM", "xterm-256color")
        patch.delenv("NO_COLOR", raising=False)
        return main(arguments), screen.written()


@pytest.mark.parametrize("command", OF_A_FOLDER, ids=" ".join)
def test_no_hostile_string_acts_on_a_terminal_or_stops_a_command(here, command):
    for number, text in enumerate(hostile.strings().values()):
        (here / f"{number}.toml").write_bytes(hostile.brief_of(text))
    status, written = on_a_terminal([*command, str(here)])
    assert status in (0, 1)
    assert written
    assert hostile.acting(written) == []


@pytest.mark.parametrize("command", OF_A_BRIEF, ids=" ".join)
def test_no_hostile_string_acts_in_the_text_of_a_brief(here, command):
    """Eight in each brief: what sets the text has tests of its own, with each alone."""
    path = here / "x.toml"
    texts = list(hostile.strings().values())
    for start in range(0, len(texts), 8):
        path.write_bytes(hostile.brief_of("\n".join(texts[start : start + 8])))
        status, written = on_a_terminal([*command, str(path)])
        assert status in (0, 2)
        assert hostile.acting(written) == []


@settings(deadline=None, max_examples=30)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    name=st.text("a\x1b\n\u202eé\udcff", max_size=5),
)
def test_any_text_and_any_file_name_is_shown_and_never_acts(tmp_path_factory, text, name):
    folder = tmp_path_factory.mktemp("any")
    path = folder / f"x{name}.toml"
    path.write_bytes(hostile.brief_of(text))
    for command in OF_A_FOLDER:
        status, written = on_a_terminal([*command, str(folder)])
        assert status in (0, 1)
        assert hostile.acting(written) == []


@pytest.mark.parametrize("verb", ["check", "show", "export"])
def test_whatever_is_wrong_with_a_file_is_told_with_its_place(capsys, here, verb):
    """300 damaged copies of two good briefs (safety.md, R1)."""
    path = here / "x.toml"
    good = [VISIT.encode(), (ROOT / "briefs" / "india-russia-visit.toml").read_bytes()]
    seen = set()
    for data in mutants(good, 300, seed=20251122):
        path.write_bytes(data)
        options = ["-o", "-"] if verb == "export" else []
        status, out, err = run(capsys, verb, str(path), *options)
        seen.add(status)
        told = out if verb == "check" else err
        if status in (1, 2):
            assert any(re.match(r".+:\d+:\d+: error: ", line) for line in told.splitlines())
        if status == 2:
            assert re.match(r".+:\d+:\d+: (error|warning): ", err)
    assert seen == ({0, 1} if verb == "check" else {0, 2})
