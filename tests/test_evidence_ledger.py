import datetime as dt
from dataclasses import replace

import pytest

from briefing.entries import entries
from briefing.evidence.checking import check, to_record
from briefing.evidence.ledger import (
    NAME,
    Recorded,
    Records,
    item_checksum,
    parse_records,
    read_records,
    recorded,
    with_records_of,
    write_records,
)
from briefing.evidence.status import statuses
from briefing.files import Unwritable
from briefing.library import briefs_in
from tests.evidence import brief_on, with_source

ITEMS = """
[[topics.trade.quotes]]
text = "the only thing we have to fear is fear itself"
speaker = "Franklin D. Roosevelt"
source = "s"

[[topics.trade.figures]]
id = "unemployment"
label = "Unemployment"
value = 24.9
unit = "%"
source = "s"
evidence = "24.9 per cent in 1933"

[[topics.trade.figures]]
id = "twice"
label = "Twice that"
unit = "%"
formula = "2 * unemployment"
"""
TODAY = dt.date(2031, 5, 1)


@pytest.fixture
def kept(tmp_path):
    """A folder with records of a brief whose source's text is gone since."""
    brief, path = brief_on(ITEMS), with_source(tmp_path)
    new = to_record(check(brief, path), brief, read_records(tmp_path), TODAY)
    write_records(with_records_of(read_records(tmp_path), path, new))
    (tmp_path / "sources" / "s.txt").unlink()
    return brief, path


def states(brief, path):
    found = entries(brief)
    known = recorded(brief, path, found, read_records(path.parent))
    return {key: str(status) for key, status in statuses(brief, found, known).items()}


def test_records_stand_for_a_text_that_is_not_here(kept):
    brief, path = kept
    expected = ["RECORDED", "DERIVED", "RECORDED"]
    assert sorted(states(brief, path).values()) == sorted(expected)
    checked = check(brief, path, records=read_records(path.parent))
    assert sorted(map(str, checked.statuses.values())) == sorted(expected)
    (result,) = checked.items["figure:unemployment"].results
    assert result.span is not None
    assert "2031-05-01" in result.notes[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [("24.9\n", "24.90\n"), ("24.9 per", "4.9 per"), ("Unemployment", "Unemployed"), ('unit = "%"\nsource', "source")],
)
def test_an_edited_item_is_not_recorded_any_more(kept, old, new):
    _, path = kept
    assert states(brief_on(ITEMS.replace(old, new)), path)["figure:unemployment"] == "UNCHECKED"


@pytest.mark.parametrize("more", ['note = "N"', "key = true", 'marking = "TLP:RED"', "credibility = 2"])
def test_what_says_nothing_of_the_source_may_change(kept, more):
    _, path = kept
    brief = brief_on(ITEMS.replace('unit = "%"\nsource', f'unit = "%"\n{more}\nsource'))
    assert states(brief, path)["figure:unemployment"] == "RECORDED"


def test_another_text_is_checked_anew(kept, tmp_path):
    brief, path = kept
    with_source(tmp_path, "Unemployment was 30 per cent.")
    checked = check(brief, path, records=read_records(tmp_path))
    assert str(checked.items["figure:unemployment"].status) == "NOT FOUND"
    assert [one.item for one in to_record(checked, brief, read_records(tmp_path), TODAY)] == []


def test_an_unreadable_text_is_unchecked_though_recorded(kept, tmp_path):
    brief, path = kept
    (tmp_path / "sources" / "s.txt").write_bytes(b"\0")
    result = check(brief, path, records=read_records(tmp_path)).items["figure:unemployment"]
    assert str(result.status) == "UNCHECKED"
    assert "NUL" in result.results[0].reason


def test_recording_again_changes_nothing(kept, tmp_path):
    brief, path = kept
    before = (tmp_path / NAME).read_bytes()
    checked = check(brief, path, records=read_records(tmp_path))
    new = to_record(checked, brief, read_records(tmp_path), dt.date(2032, 1, 1))
    write_records(with_records_of(read_records(tmp_path), path, new))
    assert (tmp_path / NAME).read_bytes() == before
    assert before.startswith(b"#")


def test_the_records_of_other_briefs_stay(tmp_path):
    one = Recorded("a.toml", "quote:x", "s", "0" * 64, "1" * 64, (3, 7), "2031-05-01")
    records = Records(tmp_path / NAME, (one, replace(one, brief="c.toml")))
    write_records(with_records_of(records, tmp_path / "b.toml", [replace(one, brief="b.toml")]))
    assert [each.brief for each in read_records(tmp_path).entries] == ["a.toml", "b.toml", "c.toml"]


def test_a_broken_file_is_never_written_over(tmp_path):
    (tmp_path / NAME).write_text("version = ")
    records = with_records_of(read_records(tmp_path), tmp_path / "b.toml", [])
    with pytest.raises(Unwritable, match="is broken"):
        write_records(records)
    assert (tmp_path / NAME).read_text() == "version = "


def test_a_brief_with_an_impossible_name_is_left_out(tmp_path):
    one = Recorded("a\udcff.toml", "quote:x", "s", "0" * 64, "1" * 64, (3, 7), "2031-05-01")
    write_records(Records(tmp_path / NAME, (one, replace(one, brief="b.toml"))))
    assert [each.brief for each in read_records(tmp_path).entries] == ["b.toml"]


def test_the_records_are_no_brief(kept):
    _, path = kept
    path.write_text("schema = 1")
    assert briefs_in(path.parent) == [path]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff", "is not UTF-8"),
        (b"version = ", "is not TOML"),
        (b"[" * 10000, "is not TOML"),
        (b"version = 2", "another version"),
        (b"", "another version"),
        (b"version = [1]", "another version"),
        (b"version = " + b"9" * 5000, "is not TOML"),
    ],
)
def test_a_broken_file_is_a_problem_and_holds_nothing(tmp_path, data, problem):
    found = parse_records(data, tmp_path / NAME)
    assert problem in found.problem
    assert found.entries == ()


GOOD = (
    '[[record]]\nbrief = "b"\nitem = "i"\nsource = "s"\nchecksum = "{0}"\ntext = "{0}"\nspan = [1, 2]\n'
    "date = 2031-05-01\n".format("a" * 64)
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('brief = "b"', "brief = 1"),
        ("[1, 2]", "[1]"),
        ("[1, 2]", "[-1, 2]"),
        ("[1, 2]", "[true, 2]"),
        ("[1, 2]", '"1"'),
        ("a" * 64, "a" * 63),
        ('item = "i"\n', ""),
        ("date = 2031-05-01", 'date = "2031-05-01"'),
        ("date = 2031-05-01\n", ""),
    ],
)
def test_an_entry_that_makes_no_sense_is_passed_over(tmp_path, old, new):
    whole = parse_records(f"version = 1\n{GOOD}".encode(), tmp_path / NAME)
    assert len(whole.entries) == 1
    found = parse_records(f"version = 1\n{GOOD.replace(old, new)}{GOOD}".encode(), tmp_path / NAME)
    assert found.problem == ""
    assert len(found.entries) == 1


def test_no_records_are_no_problem(tmp_path):
    assert read_records(tmp_path).problem == ""
    (tmp_path / NAME).mkdir()
    assert "is a folder" in read_records(tmp_path).problem


def test_a_checksum_tells_the_checked_content_only():
    (one,) = [entry.item for entry in entries(brief_on('[[people]]\nname = "A"\n'))]
    assert item_checksum(one) == item_checksum(replace(one, note="N", id="x"))
    assert item_checksum(one) != item_checksum(replace(one, role="R"))
