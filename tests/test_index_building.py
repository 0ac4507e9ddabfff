"""The index and its library: what is read again, and what happens when a file of either is not what it should be."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from briefing.index import building, reading, store
from briefing.index.index import BROKEN, BUSY, Index
from briefing.index.store import NoFullText, index_file
from tests.benchmarks.libraries import Author

AUTHOR = Author()
BRIEF = 'schema = 1\n[brief]\ntitle = "{}"\ndate = 2025-11-04\n[[topics.trade.points]]\ntext = "{}"\n'


def write(path, title="A title", text="Oil"):
    path.write_text(BRIEF.format(title, text))
    os.utime(path, ns=(10**18, path.stat().st_mtime_ns))  # old enough to count as settled, but for its ctime


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "_UNSETTLED_NS", 0)
    folder = tmp_path / "briefs"
    folder.mkdir()
    for name in "abc":
        write(folder / f"{name}.toml", f"Brief {name}", f"Oil {name}")
    return folder


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def index(library, cache):
    found = Index.open(library, cache)
    found.refresh()
    yield found
    found.close()


@pytest.fixture
def parsed(monkeypatch):
    """The files that were parsed."""
    names = []
    parse = reading.parse
    monkeypatch.setattr(reading, "parse", lambda data, path, today: names.append(path.name) or parse(data, path, today))
    return names


def texts(index, query="oil"):
    return {hit.text for _, hit in index.search(query, limit=None).hits}


def counts(found):
    return (found.added, found.changed, found.moved, found.removed, found.unchanged)


# what is read again


def test_nothing_is_parsed_twice(index, library, cache, parsed):
    assert counts(index.refresh()) == (0, 0, 0, 0, 3)
    again = Index.open(library, cache)
    assert [row.title for row in again.briefs("title")] == ["Brief a", "Brief b", "Brief c"]
    assert counts(again.refresh()) == (0, 0, 0, 0, 3)
    assert parsed == []
    again.close()


def test_only_what_changed_is_parsed(index, library, parsed):
    write(library / "b.toml", "Other", "Gas")
    (library / "below").mkdir()
    write(library / "below" / "d.toml", "New", "Oil d")
    (library / "c.toml").unlink()
    found = index.refresh()
    assert counts(found) == (1, 1, 0, 1, 1)
    assert found.anything
    assert sorted(parsed) == ["b.toml", "d.toml"]
    assert texts(index) == {"Oil a", "Oil d"}
    assert texts(index, "gas") == {"Gas"}
    assert index.count() == 3


def large(title, items, day="2025-11-04", tag="large", lines=0):
    """A brief with so many items, and up to two bottom lines."""
    points = "".join(f'[[topics.trade.points]]\ntext = "Oil {title} {at}"\n' for at in range(items))
    head = f'schema = 1\n[brief]\ntitle = "{title}"\ndate = {day}\ntags = ["{tag}"]\n'
    above = ('bottom_line = "Oil above"\n', '[topics.trade]\nsummary = "Oil on top"\n')[:lines]
    return head + "".join(above) + points


def test_briefs_of_a_day_keep_apart_however_large_and_however_often_they_change(index, library):
    """Numbers of items lie close together: 64 items take what a brief has at least."""
    pick = random.Random(5)
    sizes, lines = dict.fromkeys("abc", 1), dict.fromkeys("abcdefg", 0)
    for turn in range(30):
        name = pick.choice("abcdefg")
        sizes[name] = pick.choice([0, 1, 63, 64, 65, 128, 129, 300])
        day = pick.choice(["2025-11-04", "2025-11-04", "2025-11-05"])
        lines[name] = turn % 3
        (library / f"{name}.toml").write_text(large(f"{name}{turn}", sizes[name], day, name, lines[name]))
        assert not index.refresh().problem
        if name in "gf" and turn % 3 == 0:
            (library / f"{name}.toml").unlink()
            del sizes[name]
            index.refresh()
        found = index.search("oil", limit=None, counted=None)
        assert {group.brief.path.stem: len(group.hits) for group in found.groups} == {
            one: count + lines[one] for one, count in sizes.items() if count + lines[one]
        }
        if name in sizes:
            own = sizes[name] + lines[name]
            assert index.search(f"tag:{name} oil", limit=None, counted=None).total == own
            assert index.search(f"tag:{name} -gas", limit=None, counted=None).total == own
        assert index.status().items == sum(sizes.values())


def test_bottom_lines_take_numbers_as_items_do(index, library):
    """With two bottom lines 64 items no longer stand in what a brief has at least: nor where they stood before."""
    figure = '[[topics.diplomacy.figures]]\nid = "ships"\nlabel = "Oil ships"\nvalue = 3\n'
    point = '[[topics.diplomacy.points]]\ntext = "Oil ships"\n'

    def found_after(**written):
        for name, lines in written.items():
            last = figure if lines else point
            (library / f"{name}.toml").write_text(large(name, 63, tag=name, lines=lines) + last)
        index.refresh()
        found = index.search("oil -gas", limit=None, counted=None)
        return {group.brief.path.stem: len(group.hits) for group in found.groups}, {
            one.brief.path.stem for one in index.figure("ships")
        }

    assert found_after(a=2, b=2, c=2) == ({"a": 66, "b": 66, "c": 66}, {"a", "b", "c"})
    assert found_after(a=0, b=2, c=0) == ({"a": 64, "b": 66, "c": 64}, {"b"})
    assert found_after(a=2, c=1) == ({"a": 66, "b": 66, "c": 65}, {"a", "b", "c"})
    assert found_after(b=0) == ({"a": 66, "b": 64, "c": 65}, {"a", "c"})
    assert index.status().items == 3 * 64


def test_a_file_that_moves_is_not_parsed(index, library, parsed):
    (library / "a.toml").rename(library / "z.toml")
    (library / "sub").mkdir()
    (library / "b.toml").rename(library / "sub" / "b.toml")
    assert counts(index.refresh()) == (0, 0, 2, 0, 1)
    assert parsed == []
    assert {brief.path for brief, _ in index.search("oil").hits} == {
        library / "z.toml", library / "sub" / "b.toml", library / "c.toml",
    }  # fmt: skip
    assert counts(index.refresh()) == (0, 0, 0, 0, 3)


def test_a_file_that_was_only_touched_is_not_parsed(index, library, parsed):
    os.utime(library / "a.toml", ns=(10**18, 1_700_000_000_000_000_000))
    found = index.refresh()
    assert (counts(found), parsed) == ((0, 0, 0, 0, 3), [])
    assert index.briefs("changes")[-1].changed == 1_700_000_000_000_000_000


def test_a_change_that_keeps_size_and_time_is_seen(index, library):
    path = library / "a.toml"
    before = path.stat()
    path.write_text(path.read_text().replace("Oil a", "Oil x"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert index.refresh().changed == 1
    assert texts(index, "x") == {"Oil x"}


def test_a_file_that_has_just_been_written_is_looked_at_again(library, cache, parsed, monkeypatch):
    monkeypatch.setattr(building, "_UNSETTLED_NS", 10**18)
    index = Index.open(library, cache)
    index.refresh()
    assert counts(index.refresh()) == (0, 0, 0, 0, 3)
    assert len(parsed) == 3
    index.close()


def test_a_hundred_files_change_at_once(index, library):
    for number in range(100):
        text = AUTHOR.brief(number) if number < 20 else BRIEF.format(f"Brief {number}", f"Oil of the well {number}")
        (library / f"n{number}.toml").write_text(text)
    assert index.refresh().added == 100
    for number in range(100):
        text = AUTHOR.brief(number) if number > 80 else BRIEF.format(f"Other {number}", f"Gas or the go {number}")
        (library / f"n{number}.toml").write_text(text)
    for name in "abc":
        (library / f"{name}.toml").unlink()
    found = index.refresh()
    assert counts(found) == (0, 100, 0, 3, 0)
    fresh = Index.open(library, library.parent / "other")
    fresh.refresh()
    for query in ("the", "arms imports", "go", "value>50 unit:%", "kind:quote oil", '"of the"', "tag:oil", "zq"):
        assert set(index.search(query, None).hits) == set(fresh.search(query, None).hits), query
    fresh.close()


def test_what_is_read_by_then_is_found_while_the_rest_is_still_read(library, cache):
    for number in range(120):
        (library / f"n{number:03}.toml").write_text(AUTHOR.brief(number))
    index = Index.open(library, cache)
    seen = []
    found = index.refresh(lambda done, total: seen.append((done, total, index.count())))
    assert found.added == 123
    assert seen == [(0, 123, 0), (50, 123, 50), (123, 123, 123)]
    index.close()


def test_what_is_done_when_it_is_stopped_stays_done(library, cache):
    for number in range(100):
        (library / f"n{number:03}.toml").write_text(AUTHOR.brief(number))
    index = Index.open(library, cache)
    asked = iter([False] * 60)
    found = index.refresh(stop=lambda: next(asked, True))
    assert found.problem == "stopped with 43 files still to read"
    assert index.count() == 60
    assert not index.status().complete
    assert index.refresh().added == 43
    assert index.status().complete
    index.close()


@pytest.fixture
def beside(monkeypatch):
    """Has even a few files read by processes beside."""
    monkeypatch.setattr(reading, "_MANY", 1)
    monkeypatch.setattr(reading, "_processes", lambda: 2)


def test_processes_beside_read_the_same(library, cache, beside, monkeypatch):
    for number in range(40):
        (library / f"n{number:03}.toml").write_text(AUTHOR.brief(number))
    (library / "empty.toml").touch()
    (library / "huge.toml").write_bytes(b" " * 6_000_000)
    os.close(os.open(os.fsencode(library) + b"/odd\xff\n.toml", os.O_CREAT))
    index = Index.open(library, cache)
    found = index.refresh()
    assert found.added == 46
    assert found.passed_over == [(library / "huge.toml", "is larger than 5 MB")]
    monkeypatch.setattr(reading, "_MANY", 1000)
    other = Index.open(library, cache.with_name("other"))
    other.refresh()
    assert index.briefs("title") == other.briefs("title")
    for query in ("the", "kind:figure", "value>50 unit:%", "of"):
        assert index.search(query, None) == other.search(query, None)
    monkeypatch.setattr(reading, "_MANY", 1)
    (library / "empty.toml").write_text(BRIEF.format("x", "y"))
    assert counts(index.refresh()) == (0, 1, 0, 0, 45)
    index.close()
    other.close()


@pytest.mark.parametrize("serve", ["raise SystemExit(1)", "print('{}', flush=True)", "print('[1, 2, 3, 4]')", "1 +"])
def test_what_processes_beside_leave_undone_is_read_here(library, cache, beside, monkeypatch, serve):
    monkeypatch.setattr(reading, "_SERVE", serve)
    index = Index.open(library, cache)
    assert index.refresh().added == 3
    index.close()


def test_without_processes_all_is_read_here(library, cache, beside, monkeypatch):
    monkeypatch.setattr(reading.sys, "executable", "/nowhere/python")
    index = Index.open(library, cache)
    assert index.refresh().added == 3
    index.close()


def test_processes_beside_end_when_reading_is_stopped(library, cache, beside):
    started = []
    start = subprocess.Popen
    for number in range(60):
        (library / f"n{number:03}.toml").write_text(AUTHOR.brief(number))
    index = Index.open(library, cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", lambda *a, **k: started.append(start(*a, **k)) or started[-1])
        assert "still to read" in index.refresh(stop=lambda: bool(started)).problem
    assert started
    assert all(process.poll() is not None for process in started)
    assert index.refresh().added == 63 - index.count() or not index.refresh().problem
    index.close()


# odd files among the briefs


def test_what_is_no_file_is_passed_over_with_a_reason(library, cache):
    os.mkfifo(library / "fifo.toml")
    (library / "loop.toml").symlink_to("loop.toml")
    (library / "nowhere.toml").symlink_to("gone.toml")
    (library / "device.toml").symlink_to("/dev/zero")
    (library / "folder.toml").symlink_to(".")
    (library / "up").symlink_to("..")
    (library / "inner.toml").mkdir()
    write(library / "inner.toml" / "d.toml", text="Oil d")
    (library / "link.toml").symlink_to("a.toml")
    with (library / "huge.toml").open("wb") as file:
        file.truncate(2_000_000_000)
    (library / "latin.toml").write_bytes(b"schema = 1 # \xff")
    os.close(os.open(os.fsencode(library) + b"/odd\xff\n.toml", os.O_CREAT))
    index = Index.open(library, cache)
    found = index.refresh()
    reasons = {path.name: why for path, why in found.passed_over}
    assert reasons == {
        "fifo.toml": "is not a regular file",
        "loop.toml": "is a symbolic link that leads in a circle",
        "nowhere.toml": "is a link that leads nowhere",
        "device.toml": "is not a regular file",
        "folder.toml": "is a link to a folder, which isn't followed",
        "huge.toml": "is larger than 5 MB",
    }
    assert found.added == 8
    assert texts(index) == {"Oil a", "Oil b", "Oil c", "Oil d"}
    listed = {os.fsencode(row.path.name): row for row in index.briefs()}
    assert listed[b"huge.toml"].problem == "is larger than 5 MB"
    assert listed[b"odd\xff\n.toml"].errors
    assert counts(index.refresh()) == (0, 0, 0, 0, 8)
    index.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_in_the_list_with_its_reason(index, library):
    (library / "a.toml").chmod(0)
    found = index.refresh()
    assert found.passed_over == [(library / "a.toml", "permission denied")]


def test_the_library_vanishes_and_comes_back(index, library, parsed):
    library.rename(library.with_name("away"))
    found = index.refresh()
    assert found.problem == f"no such folder: {library}"
    assert index.count() == 3
    assert index.search("oil").hits == ()
    library.with_name("away").rename(library)
    assert counts(index.refresh()) == (0, 0, 0, 0, 3)
    assert texts(index) == {"Oil a", "Oil b", "Oil c"}
    assert parsed == []


def test_each_library_has_an_index_of_its_own(index, library, cache, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    second = Index.open(other, cache)
    second.refresh()
    assert (second.count(), index.count()) == (0, 3)
    assert len(list(cache.glob("*.sqlite"))) == 2
    second.close()


# damage


def damage_garbage(path):
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def damage_head(path):
    with path.open("r+b") as file:
        file.write(b"\xff" * 4096)


def damage_cut(path):
    os.truncate(path, path.stat().st_size // 2)


def damage_empty(path):
    os.truncate(path, 0)


def damage_foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE words (x)")


def damage_version(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999999999")


def damage_gone(path):
    path.unlink()


def damage_folder(path):
    shutil.rmtree(path.parent)


def damage_row(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE contents SET data = zeroblob(100)")
        connection.execute("UPDATE briefs SET row = zeroblob(100)")


def damage_tables(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE contents")


def damage_schema(path):
    """SQLite's own message then quotes a name that is no UTF-8."""
    data = path.read_bytes()
    assert data.count(b"indexbriefs_by_titlebriefs") == 1
    data = data.replace(b"indexbriefs_by_title", b"index\xff\xfeiefs_by_title").replace(
        b"ON briefs (title", b"ON briefs {title"
    )
    path.write_bytes(data)


DAMAGES = [
    damage_garbage, damage_head, damage_cut, damage_empty, damage_foreign, damage_version, damage_gone, damage_folder,
    damage_row, damage_tables, damage_schema,
]  # fmt: skip


def remove_log(path):
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("while_open", [False, True])
def test_a_damaged_index_is_built_again_by_itself(library, cache, damage, while_open):
    index = Index.open(library, cache)
    index.refresh()
    path = index.status().path
    if not while_open:
        index.close()
        remove_log(path)
    damage(path)
    if not while_open:
        index = Index.open(library, cache)
    assert texts(index) <= {"Oil a", "Oil b", "Oil c"}
    assert {row.title for row in index.briefs()} <= {"Brief a", "Brief b", "Brief c"}
    write(library / "a.toml", "Brief a", "Oil new")
    assert not index.refresh().problem
    assert texts(index) == {"Oil new", "Oil b", "Oil c"}
    assert [row.title for row in index.briefs("title")] == ["Brief a", "Brief b", "Brief c"]
    assert index.status().path == path
    index.close()


def test_flipped_bits_never_show_a_text_that_no_brief_holds(library, cache):
    for number in range(12):
        (library / f"n{number}.toml").write_text(AUTHOR.brief(number))
    index = Index.open(library, cache)
    index.refresh()
    path = index.status().path
    queries = ("oil", "the", "value>10", "tag:oil", '"of the"')
    true = {query: set(index.search(query, None).hits) for query in queries}
    titles = {row.title for row in index.briefs()}
    index.close()
    whole = path.read_bytes()
    pick = random.Random(4)
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(pick.randint(1, 20)):
            data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
        remove_log(path)
        path.write_bytes(data)
        index = Index.open(library, cache)
        for query in queries:
            assert set(index.search(query, None).hits) <= true[query]
        assert {row.title for row in index.briefs()} <= titles
        assert not index.refresh().problem
        index.close()
    index = Index.open(library, cache)
    assert not index.rebuild().problem
    assert {query: set(index.search(query, None).hits) for query in queries} == true
    index.close()


def test_what_is_found_broken_while_it_is_asked_is_said_and_right_after_a_refresh(index):
    damage_row(index.status().path)
    assert not index.refresh().anything  # it looks at the files alone
    assert index.unanswered == ""
    found = index.search("oil")
    assert (found.total, found.problem, index.unanswered) == (0, BROKEN, BROKEN)
    result = index.refresh()
    assert (result.problem, result.anything, index.unanswered) == ("", True, "")
    assert texts(index) == {"Oil a", "Oil b", "Oil c"}


@pytest.mark.parametrize("question", ["briefs", "count", "status", "figure_names"])
def test_any_question_to_broken_tables_is_said_to_be_unanswered(index, question):
    with closing(sqlite3.connect(index.status().path)) as connection, connection:
        connection.execute("UPDATE briefs SET row = zeroblob(9)")
        connection.execute("ALTER TABLE figures RENAME TO others")
        if question != "briefs":
            connection.execute("ALTER TABLE briefs RENAME TO old")
    assert getattr(index, question)() in ([], 0, index.status())
    assert index.unanswered == BROKEN


def test_a_number_of_items_that_is_wrong_is_damage(index, library):
    """Taken as it stands it would be a trillion slots to take out."""
    with closing(sqlite3.connect(index.status().path)) as connection, connection:
        connection.execute("UPDATE briefs SET items = 1 << 46")
    write(library / "a.toml", "Brief a", "Oil new")
    assert not index.refresh().problem
    assert texts(index) == {"Oil new", "Oil b", "Oil c"}


def test_changed_bytes_anywhere_lead_to_no_error_and_after_a_refresh_to_right_answers(library, cache):
    for number in range(8):
        (library / f"n{number}.toml").write_text(AUTHOR.brief(number))
    index = Index.open(library, cache)
    index.refresh()

    def answers():
        found = [set(index.search(query, None).hits) for query in ("oil", "the", "value>10", "a", '"of the"')]
        return found, index.briefs(), index.status().items, index.row(library / "n3.toml"), index.figure_names()

    true, path = answers(), index.status().path
    index.close()
    whole = path.read_bytes()
    for seed in range(30):
        pick = random.Random(seed)
        data = bytearray(whole)
        for _ in range(pick.choice([1, 10, 100, 300])):
            data[pick.randrange(len(data))] ^= pick.randrange(1, 256)
        remove_log(path)
        path.write_bytes(data)
        index = Index.open(library, cache)
        index.refresh()
        found = answers()
        if index.unanswered:
            index.refresh()
            found = answers()
        assert found == true, seed
        assert index.unanswered == "", seed
        assert seed % 10 or not index.rebuild().problem
        index.close()


# where no file can be written


def test_a_cache_folder_that_cannot_be_made_leaves_the_index_in_memory(library, tmp_path):
    (tmp_path / "file").write_text("")
    index = Index.open(library, tmp_path / "file" / "cache")
    assert index.refresh().added == 3
    status = index.status()
    assert (status.path, status.briefs) == (None, 3)
    assert (
        status.problem
        == f"no index can be kept in {tmp_path}/file/cache: no such file: a part of its path is not a folder"
    )
    assert texts(index) == {"Oil a", "Oil b", "Oil c"}
    write(library / "a.toml", text="Oil new")
    index.refresh()
    assert texts(index) == {"Oil new", "Oil b", "Oil c"}
    index.rebuild()
    assert index.count() == 3
    index.close()


def test_a_home_that_is_not_there_leaves_the_index_in_memory(library, monkeypatch):
    from briefing import settings

    def no_home():
        raise settings.NoHome("there is no home folder")

    monkeypatch.setattr(settings, "cache_folder", no_home)
    index = Index.open(library)
    assert index.refresh().added == 3
    assert index.status().problem == "there is no home folder"
    index.close()


def failing(code, message):
    def fail(*_):
        error = sqlite3.OperationalError(message)
        error.sqlite_errorcode = code
        raise error

    return fail


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (sqlite3.SQLITE_FULL, "database or disk is full"),
        (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
        (sqlite3.SQLITE_IOERR, "disk I/O error"),
    ],
)
def test_a_disk_that_takes_no_more_leaves_the_index_in_memory(library, cache, monkeypatch, code, message):
    index = Index.open(library, cache)
    put_in = building.put_in
    on_disk = failing(code, message)

    def put(connection, *rest):
        (put_in if not connection.execute("PRAGMA database_list").fetchone()[2] else on_disk)(connection, *rest)

    monkeypatch.setattr(building, "put_in", put)
    found = index.refresh()
    if code == sqlite3.SQLITE_IOERR:
        assert found.problem  # it was built again, and again it failed
    else:
        assert found.added == 3
        assert index.status().problem == f"no index can be kept in {cache}: {message}"
        assert texts(index) == {"Oil a", "Oil b", "Oil c"}
    index.close()


def test_a_full_disk(library, cache):
    index = Index.open(library, cache)
    connect = index._store._connect

    def small(**how):
        connection = connect(**how)
        connection.execute("PRAGMA max_page_count = 60")
        return connection

    index._store._connect = small
    for number in range(60):
        (library / f"n{number}.toml").write_text(AUTHOR.brief(number))
    assert index.refresh().added == 63
    assert index.status().problem == f"no index can be kept in {cache}: database or disk is full"
    assert texts(index, "oil a") >= {"Oil a"}
    index.close()


def test_without_full_text_search_it_says_so(library, cache, monkeypatch):
    class Bare:
        def execute(self, _statement):
            raise sqlite3.OperationalError("no such module: fts5")

        def close(self):
            pass

    monkeypatch.setattr(store.sqlite3, "connect", lambda _path: Bare())
    with pytest.raises(NoFullText, match=r"^SQLite 3\.\d+\.\d+ of this Python is built without FTS5$"):
        Index.open(library, cache)


def test_the_file_is_for_the_users_eyes_alone(index):
    path = index.status().path
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


# several instances


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def test_an_index_that_another_program_holds_can_still_be_read(index, library, monkeypatch):
    monkeypatch.setattr(store, "_PATIENCE_MS", 50)
    path = index.status().path
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        assert texts(index) == {"Oil a", "Oil b", "Oil c"}
        write(library / "a.toml", text="Oil new")
        assert index.refresh().problem == BUSY
        assert texts(index) == {"Oil new", "Oil b", "Oil c"}  # from the file itself
        holder.stdin.close()
    assert index.refresh().changed == 1


LOCKER = HOLDER.replace('"BEGIN', '"PRAGMA locking_mode = EXCLUSIVE")\nconnection.execute("BEGIN').replace(
    "print", 'connection.execute("CREATE TABLE other (x)")\nprint'
)


def test_an_index_that_another_program_has_locked_holds_nothing_up_and_is_read_again_later(
    index, library, cache, monkeypatch
):
    assert store._PATIENCE_MS <= 500
    monkeypatch.setattr(store, "_PATIENCE_MS", 100)
    path = index.status().path
    index.close()
    with subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as locker:
        assert locker.stdout.readline() == "held\n"
        start = time.monotonic()
        window = Index.open(library, cache)
        questions = [window.count, window.briefs, lambda: window.row(library / "a.toml"), window.status, window.refresh]
        for question in questions:
            question()
        found = window.search("oil")
        assert time.monotonic() - start < 5
        assert (found.problem, window.unanswered, window.refresh().problem) == (BUSY, BUSY, BUSY)
        other = Index.open(library, cache)
        other.leave_file()
        assert other.refresh().added == 3
        assert texts(other) == {"Oil a", "Oil b", "Oil c"}
        other.close()
        locker.stdin.close()
    result = window.refresh()
    assert (counts(result), result.anything, window.unanswered) == ((0, 0, 0, 0, 3), True, "")
    assert texts(window) == {"Oil a", "Oil b", "Oil c"}
    window.close()


def test_one_window_writes_at_a_time(index, library, cache, monkeypatch):
    monkeypatch.setattr(store, "_PATIENCE_MS", 50)
    other = Index.open(library, cache)
    with index._store.writing():
        assert other.refresh().problem == BUSY
        assert other.count() == 3
        assert other.rebuild(wait=0).problem == BUSY
    assert not other.refresh().problem
    other.close()


WINDOW = """
import sys
from pathlib import Path
from briefing.index.index import BUSY, Index
library, cache = map(Path, sys.argv[1:3])
for turn in range(4):
    index = Index.open(library, cache)
    found = index.rebuild(wait=20) if turn == int(sys.argv[3]) else index.refresh(wait=20)
    assert found.problem in ("", BUSY), found.problem
    hits = index.search("oil", None)
    assert not hits.problem or "built again" in hits.problem, hits.problem
    assert {hit.text for _, hit in hits.hits} <= {"Oil a", "Oil b", "Oil c"}
    index.close()
index = Index.open(library, cache)
assert not index.refresh(wait=20).problem
assert index.search("oil", None).total == 3, index.search("oil", None)
print("well")
"""


def test_four_instances_at_once(library, cache):
    root = Path(__file__).parents[1]
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(library), str(cache), str(turn)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(root)},
        )
        for turn in range(4)
    ]  # fmt: skip
    for window in windows:
        out, problem = window.communicate(timeout=60)
        assert (out, problem) == ("well\n", "")


def test_searches_and_a_refresh_at_the_same_time(index, library):
    for number in range(60):
        (library / f"n{number}.toml").write_text(AUTHOR.brief(number))
    problems = []

    def search():
        for query in ("oil", "the", "go", "value>50", "import") * 6:
            found = index.search(query)
            if found.problem:
                problems.append(found.problem)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert index.refresh().added == 60
    for thread in threads:
        thread.join()
    assert problems == []


def test_nothing_is_left_open(library, cache):
    def descriptors():
        return len(list(Path("/proc/self/fd").iterdir()))

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("no /proc here")
    before = descriptors()
    for _ in range(20):
        index = Index.open(library, cache)
        index.refresh()
        index.search("oil")
        index.briefs()
        index.close()
    assert descriptors() == before


def test_the_name_of_an_index_comes_from_where_its_library_really_is(tmp_path, library):
    (tmp_path / "link").symlink_to(library)
    assert index_file(tmp_path, library) == index_file(tmp_path, tmp_path / "link")
    assert index_file(tmp_path, library) != index_file(tmp_path, tmp_path)


def test_a_search_sees_one_state_while_the_same_brief_is_written_again(index, library):
    long = BRIEF.format("Brief a", "Oil a") + "".join(
        f'[[topics.trade.points]]\ntext = "Oil {number}"\n' for number in range(300)
    )
    stop = threading.Event()

    def write_again():
        turn = 0
        while not stop.is_set():
            turn += 1
            (library / "a.toml").write_text(long if turn % 2 else BRIEF.format("Brief a", "Oil a"))
            assert not index.refresh().problem

    writer = threading.Thread(target=write_again)
    writer.start()
    try:
        for _ in range(60):
            found = index.search("oil", 200)
            assert not found.problem
            assert {"Oil b", "Oil c"} <= {hit.text for _, hit in found.hits}
    finally:
        stop.set()
        writer.join()
