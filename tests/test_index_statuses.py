"""What the index knows of items' evidence: what a check says of them, until a text or the records change."""

import datetime as dt
import os

import pytest

from briefing.entries import entries
from briefing.evidence.checker import Checker
from briefing.evidence.checking import to_record
from briefing.evidence.ledger import Records, read_records, with_records_of, write_records
from briefing.evidence.status import statuses
from briefing.index import building, reading, surroundings
from briefing.index.index import Index
from briefing.library import briefs_in
from briefing.loading import load
from briefing.query import Query
from briefing.search import Searchable

BRIEF = """schema = 1
[brief]
title = "{title}"
date = 2025-11-04
[sources.speech]
title = "The speech"{file}
[sources.annex]
title = "The annex"
[[topics.trade.quotes]]
text = "We will build the pipeline together"
speaker = "A. Minister"
source = "speech"
[[topics.trade.figures]]
label = "Volume"
value = 24
unit = "%"
source = "annex"
[[topics.trade.points]]
text = "An item that names no source"
"""
BARE = 'schema = 1\n[brief]\ntitle = "Bare"\n[[topics.trade.quotes]]\ntext = "We"\nspeaker = "A. Minister"\n'
SPEECH = "The minister said: “We will build the pipeline together”, and left."
OTHER = "The minister said: “We will build the railway together”, and left."


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A library with a brief, one beside it that names no source, and settings without a folder of texts."""
    monkeypatch.setattr(building, "_UNSETTLED_NS", 0)
    monkeypatch.setattr(surroundings, "_UNSETTLED_NS", 0)
    for name in ("CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    folder = tmp_path / "briefs"
    folder.mkdir()
    (folder / "a.toml").write_text(BRIEF.format(title="Brief a", file=""))
    (folder / "bare.toml").write_text(BARE)
    return folder


@pytest.fixture
def index(library, tmp_path):
    found = Index.open(library, tmp_path / "cache")
    yield found
    found.close()


@pytest.fixture
def parsed(monkeypatch):
    """The files that were parsed."""
    names = []
    parse = reading.parse
    monkeypatch.setattr(reading, "parse", lambda data, path, today: names.append(path.name) or parse(data, path, today))
    return names


def put(folder, text=SPEECH, name="speech.txt"):
    """Store a text; never within the same tick of the clock as the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    os.utime(folder / name, ns=(10**18, 10**18 + len(text) * 7 + text.count("railway")))
    return folder / name


def record(path):
    """Keep in the records what is verified of a brief now."""
    checker, brief = Checker(), load(path).brief
    before = read_records(path.parent)
    new = to_record(checker.check(brief, path), brief, before, dt.date(2031, 5, 1))
    write_records(with_records_of(before, path, new))


def set_sources(tmp_path, folder):
    (tmp_path / "CONFIG" / "briefing").mkdir(parents=True, exist_ok=True)
    (tmp_path / "CONFIG" / "briefing" / "settings.toml").write_text(f'sources = "{folder}"\n' if folder else "")


def quote(index, name="a"):
    """The status of a brief's quotation, as the index has it; by what it is found and counted in the list, too."""
    assert not index.refresh().problem
    (hit,) = (hit for row, hit in index.search("pipeline kind:quote").hits if row.path.stem == name)
    found = {hit_.entry_key for row, hit_ in index.search(f'status:"{hit.status}"').hits if row.path.stem == name}
    assert hit.entry_key in found
    row = index.row(index.library / f"{name}.toml")
    assert dict(row.statuses)[hit.status] >= 1
    assert row.findings == sum(dict(row.statuses).get(word, 0) for word in ("DIFFERS", "NOT FOUND"))
    return hit.status


def test_without_a_text_and_records_nothing_is_checked(index):
    assert quote(index) == "UNCHECKED"
    assert not index.search("status:verified OR status:recorded OR status:differs").hits


def test_a_text_that_comes_changes_and_goes(index, library):
    assert quote(index) == "UNCHECKED"
    text = put(library / "sources")
    assert quote(index) == "VERIFIED"
    put(library / "sources", OTHER)
    assert quote(index) == "DIFFERS"
    assert [row.path.stem for row in index.briefs("findings")] == ["a", "bare"]
    text.unlink()
    assert quote(index) == "UNCHECKED"


def test_the_records_stand_for_a_text_that_goes_until_they_change(index, library):
    text = put(library / "sources")
    record(library / "a.toml")
    assert quote(index) == "VERIFIED"
    text.unlink()
    assert quote(index) == "RECORDED"
    write_records(Records(library / "records.toml"))
    assert quote(index) == "UNCHECKED"
    put(library / "sources")
    record(library / "a.toml")
    text.unlink()
    assert quote(index) == "RECORDED"
    (library / "records.toml").unlink()
    assert quote(index) == "UNCHECKED"


def test_an_item_that_is_edited_is_not_recorded_any_more(index, library):
    text = put(library / "sources")
    record(library / "a.toml")
    text.unlink()
    assert quote(index) == "RECORDED"
    path = library / "a.toml"
    path.write_text(path.read_text().replace("together", "soon"))
    assert quote(index) == "UNCHECKED"


@pytest.mark.parametrize("place", ["", "a", "sub"])
def test_a_text_in_the_folder_of_the_settings(index, library, tmp_path, place):
    if place == "sub":
        (library / "a.toml").write_text(BRIEF.format(title="Brief a", file='\nfile = "sub/speech.txt"'))
    assert quote(index) == "UNCHECKED"
    set_sources(tmp_path, tmp_path / "texts")
    assert quote(index) == "UNCHECKED"
    text = put(tmp_path / "texts" / place)
    assert quote(index) == "VERIFIED"
    put(text.parent, OTHER)
    assert quote(index) == "DIFFERS"
    set_sources(tmp_path, "")
    assert quote(index) == "UNCHECKED"
    set_sources(tmp_path, tmp_path / "texts")
    assert quote(index) == "DIFFERS"
    text.unlink()
    assert quote(index) == "UNCHECKED"


@pytest.mark.parametrize("file", ["texts/speech of may.txt", "speech.txt", "./below/../speech.txt", "Rede – März.txt"])
def test_a_text_where_the_source_says(index, library, file):
    (library / "below").mkdir()
    (library / "a.toml").write_text(BRIEF.format(title="Brief a", file=f'\nfile = "{file}"'))
    assert quote(index) == "UNCHECKED"
    place = library / file
    put(place.parent, name=place.name)
    assert quote(index) == "VERIFIED"


def test_a_link_that_leads_elsewhere(index, library):
    put(library / "sources", name="old.txt")
    put(library / "sources", OTHER, name="new.txt")
    link = library / "sources" / "speech.txt"
    for target, status in (("old.txt", "VERIFIED"), ("new.txt", "DIFFERS"), ("none.txt", "UNCHECKED")):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert quote(index) == status


def test_many_texts_in_one_folder(index, library):
    for number in range(surroundings._FEW + 4):
        text = BRIEF.format(title=f"Brief {number}", file="").replace("speech", f"speech_{number}")
        (library / f"b{number}.toml").write_text(text)
    assert quote(index, "b7") == "UNCHECKED"
    put(library / "sources", name="speech_7.txt")
    assert quote(index, "b7") == "VERIFIED"
    assert quote(index, "b8") == "UNCHECKED"


def test_a_brief_that_moves_away_from_its_text_and_its_records(index, library):
    put(library / "sources")
    record(library / "a.toml")
    assert quote(index) == "VERIFIED"
    (library / "below").mkdir()
    (library / "a.toml").rename(library / "below" / "a.toml")
    found = index.refresh()
    assert (found.moved, found.added, found.removed, found.unchanged) == (1, 0, 0, 1)
    assert [hit.status for _, hit in index.search("pipeline").hits] == ["UNCHECKED"]
    (library / "sources" / "speech.txt").unlink()
    (library / "below" / "a.toml").rename(library / "a.toml")
    assert quote(index) == "RECORDED"
    (library / "a.toml").rename(library / "z.toml")  # the records are those of a.toml
    assert quote(index, "z") == "UNCHECKED"


def test_only_briefs_of_which_something_else_is_known_are_written_again(index, library, parsed):
    (library / "below").mkdir()
    (library / "below" / "c.toml").write_text(BRIEF.format(title="Brief c", file=""))
    put(library / "sources")
    index.refresh()
    del parsed[:]
    assert index.refresh().unchanged == 3
    assert parsed == []
    put(library / "sources", SPEECH + " ")
    found = index.refresh()
    assert (parsed, found.changed, found.unchanged) == (["a.toml"], 0, 3)
    put(library / "sources", OTHER)
    found = index.refresh()
    assert (parsed, found.changed, found.unchanged) == (["a.toml"] * 2, 1, 2)
    os.utime(library / "bare.toml")
    index.refresh()
    assert parsed == ["a.toml"] * 2


def test_a_text_that_has_just_changed_is_looked_at_once_more(index, library, parsed, monkeypatch):
    monkeypatch.setattr(surroundings, "_UNSETTLED_NS", 10**18)
    put(library / "sources")
    assert quote(index) == "VERIFIED"
    monkeypatch.setattr(surroundings, "_UNSETTLED_NS", 0)
    del parsed[:]
    assert index.refresh().unchanged == 2
    assert index.refresh().unchanged == 2
    assert parsed == ["a.toml"]


def test_processes_beside_and_a_plain_scan_say_the_same(index, library, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_MANY", 1)
    monkeypatch.setattr(reading, "_processes", lambda: 2)
    monkeypatch.setattr(reading, "read_one", lambda *_: pytest.fail("was read here"))
    set_sources(tmp_path, tmp_path / "texts")
    for number in range(12):
        below = library / f"f{number % 3}"
        below.mkdir(exist_ok=True)
        text = BRIEF.format(title=f"Brief {number}", file="").replace("speech", "speech" if number % 2 else "talk")
        (below / f"b{number}.toml").write_text(text)
    put(library / "f0" / "sources")
    record(library / "f0" / "b3.toml")
    (library / "f0" / "sources" / "speech.txt").unlink()
    put(library / "f1" / "sources", OTHER, name="talk.txt")
    put(tmp_path / "texts" / "b5")
    assert index.refresh().added == 14
    checker, wanted = Checker((tmp_path / "texts",)), {}
    for path in briefs_in(library):
        brief = load(path).brief
        known, all_entries = checker.statuses(brief, path), entries(brief)
        wanted[path] = statuses(brief, all_entries, known)
        for word in ("verified", "recorded", "differs", "unchecked", '"no source"'):
            own = {entry.key for entry in Searchable(brief, all_entries, known).find(Query.parse(f"status:{word}"))}
            hits = index.search(f"status:{word}", None, counted=None).hits
            assert {hit.entry_key for row, hit in hits if row.path == path} == own
    seen = {word for each in wanted.values() for word in each.values()}
    assert seen >= {"VERIFIED", "RECORDED", "DIFFERS", "UNCHECKED"}
    for row in index.briefs():
        counts = dict(row.statuses)
        assert counts == {word: list(wanted[row.path].values()).count(word) for word in counts}
        assert sum(counts.values()) == sum(word is not None for word in wanted[row.path].values())
