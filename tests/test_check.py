"""`briefing check` against stored texts: what it prints, what it gives to scripts, what it records."""

import json
import re

import pytest

from briefing.launch import main

TEXT = """The harbour of Port Aster handled 4.2 million tonnes in 2024, up from 3.9 million tonnes in 2023.
“We will never close the northern quay,” said Mara Oldfield, the harbour master, on Tuesday.
About a third of the cargo was grain. The council plans a second crane by 2030.
"""

BRIEF = """schema = 1
[brief]
title = "Port Aster"
as_of = 2025-01-10
[sources.gazette]
title = "Harbour Gazette"
[[topics.trade.figures]]
id = "cargo"
label = "Cargo handled in Port Aster"
value = 4.2
unit = "tonnes"
scale = "million"
period = "2024"
previous = { value = 3.9, period = "2023" }
source = "gazette"
[[topics.trade.quotes]]
text = "We will never close the northern quay"
speaker = "Mara Oldfield"
source = "gazette"
[[topics.trade.points]]
text = "Much of the cargo is grain."
source = "gazette"
evidence = "a third of the cargo was grain"
"""


@pytest.fixture
def harbour(tmp_path, monkeypatch):
    """A folder with a brief and its source's text."""
    monkeypatch.chdir(tmp_path)
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name))
    (tmp_path / "briefs" / "sources").mkdir(parents=True)
    (tmp_path / "briefs" / "port.toml").write_text(BRIEF)
    (tmp_path / "briefs" / "sources" / "gazette.txt").write_text(TEXT)
    return tmp_path / "briefs"


def run(capsys, *arguments):
    status = main(["check", *map(str, arguments)])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def change(path, *pairs):
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def test_a_brief_that_its_source_bears_out(capsys, harbour):
    assert run(capsys, harbour) == (0, "", "1 brief, 0 errors, 0 warnings; items: 3 VERIFIED\n")


@pytest.mark.parametrize(
    ("old", "new", "status", "said"),
    [
        ("value = 4.2", "value = 4.3", "DIFFERS", "4.3"),
        ("never close the northern", "close the northern", "DIFFERS", "negation"),
        ("northern quay", "southern quay", "DIFFERS", "southern"),
        ("Mara Oldfield", "Jon Adder", "DIFFERS", "Jon Adder"),
        ("value = 3.9", "value = 3.4", "DIFFERS", "3.4"),
        ("a third of the cargo was grain", "pilots board beyond the outer bar", "NOT FOUND", "no passage"),
    ],
)
def test_what_the_source_says_otherwise(capsys, harbour, old, new, status, said):
    change(harbour / "port.toml", (old, new))
    exit_status, out, err = run(capsys, harbour)
    assert exit_status == 1
    lines = out.splitlines()
    assert re.match(rf"{re.escape(str(harbour))}/port\.toml:\d+:1: {status}: Trade, (figure|quote|point) “", lines[0])
    assert said in out
    assert f"1 {status}" in err
    if status == "DIFFERS":
        gutter, words = next(line for line in lines if line.startswith("gazette.txt:")).split(" | ", 1)
        marker = lines[[line.startswith("gazette.txt:") for line in lines].index(True) + 1]
        assert re.fullmatch(rf" {{{len(gutter)}}} \|  *\^[\^ ]*", marker)
        assert words in TEXT or words.startswith("…") or words.endswith("…")


def test_each_item_for_scripts(capsys, harbour):
    change(harbour / "port.toml", ("northern quay", "southern quay"))
    status, out, _ = run(capsys, harbour, "--json")
    figure, quote, point = json.loads(out)["briefs"][0]["items"]
    assert status == 1
    assert (figure["status"], quote["status"], point["status"]) == ("VERIFIED", "DIFFERS", "VERIFIED")
    assert TEXT[slice(*figure["span"])] == figure["found"]
    assert "southern" in quote["differs"]
    assert quote["speaker"] is None  # nobody was found to have said these words
    assert set(figure) == {
        *("topic", "kind", "id", "status", "source", "span", "found", "differs", "speaker", "warnings")
    }


def test_texts_of_another_folder_and_of_the_settings(capsys, harbour, tmp_path):
    texts = harbour / "sources"
    texts.rename(tmp_path / "texts")
    status, _, err = run(capsys, harbour)
    assert status == 0
    assert "3 items UNCHECKED against [gazette]: no text: sources/gazette.txt isn't there" in err
    assert run(capsys, harbour, "--strict")[0] == 1
    assert "3 VERIFIED" in run(capsys, harbour, "--sources", tmp_path / "texts")[2]
    config = tmp_path / "home" / "CONFIG" / "briefing"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(f'sources = "{tmp_path / "texts"}"\n')
    assert "3 VERIFIED" in run(capsys, harbour)[2]


def test_records_stand_in_for_a_text_until_the_item_changes(capsys, harbour):
    status, _, err = run(capsys, harbour, "--record")
    assert (status, err.splitlines()[-1]) == (0, f"Recorded 3 items in {harbour / 'records.toml'}")
    kept = (harbour / "records.toml").read_bytes()
    run(capsys, harbour, "--record")
    assert (harbour / "records.toml").read_bytes() == kept
    (harbour / "sources" / "gazette.txt").unlink()
    assert "items: 3 RECORDED" in run(capsys, harbour)[2]
    change(harbour / "port.toml", ("value = 4.2", "value = 4.3"))
    assert "2 RECORDED, 1 UNCHECKED" in run(capsys, harbour)[2]


def test_records_that_can_not_be_read_are_told_and_never_replaced(capsys, harbour):
    (harbour / "records.toml").write_text("version = [")
    status, _, err = run(capsys, harbour, "--record")
    assert status == 2
    assert "mend or remove it" in err
    assert (harbour / "records.toml").read_text() == "version = ["


def test_what_the_source_holds_and_the_brief_does_not(capsys, harbour):
    status, out, _ = run(capsys, harbour, "--coverage")
    lines = out.splitlines()
    assert status == 0
    assert re.match(r".*gazette\.txt: 1 of 1 quotation and \d of \d figures are in the brief", lines[0])
    assert all(re.match(r".*gazette\.txt:\d+: not in the brief: (figure|quotation) ", line) for line in lines[1:])


def test_two_briefs_that_contradict_each_other(capsys, harbour):
    (harbour / "other.toml").write_text(BRIEF.replace("4.2", "5.2").replace('source = "gazette"', "note = 'x'"))
    status, out, err = run(capsys, harbour)
    assert status == 1
    assert "conflict: cargo, 2024" in out
    assert ", 1 conflict; items: " in err
    _, out, _ = run(capsys, harbour, "--json")
    (clash,) = json.loads(out)["conflicts"]
    assert {value["value"] for value in clash["values"]} == {"4.2 million tonnes", "5.2 million tonnes"}


@pytest.mark.parametrize("data", [b"\x00\x01\xff", b"\xff\xfeA\0", b"\xc3("])
def test_a_text_that_is_none_has_a_reason(capsys, harbour, data):
    (harbour / "sources" / "gazette.txt").write_bytes(data)
    status, out, err = run(capsys, harbour)
    assert (status, out) == (0, "")
    assert "3 items UNCHECKED against [gazette]: " in err


def test_an_export_carries_what_the_check_found(capsys, harbour):
    change(
        harbour / "port.toml",
        ("northern quay", "southern quay"),
        ('"Port Aster"\n', '"Port Aster"\nstatus = "final"\n'),
    )
    path = str(harbour / "port.toml")
    status = main(["export", path, "-o", "-"])
    printed = capsys.readouterr()
    assert (status, printed.out) == (2, "")
    assert "the brief is final, but 1 item fails its check" in printed.err
    assert main(["export", path, "-o", "-", "--with-findings"]) == 0
    out = capsys.readouterr().out
    assert "DIFFERS" in out
    assert "final, though 1 item fails its check" in out
    assert "VERIFIED" not in out
    assert main(["show", path]) == 0
    assert "VERIFIED" in capsys.readouterr().out
