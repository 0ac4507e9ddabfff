"""Without an index the same is listed and found as with one."""

from pathlib import Path

import pytest

from briefing.index import surroundings
from briefing.index.index import Index
from briefing.index.plain import PlainLibrary
from tests.tui.libraries import brief_text, write

QUERIES = (
    "corridor",
    "corridor 17",
    "kind:quote cheap",
    "value>70 unit:USD",
    "after:2024-01-20 open",
    "tag:odd open -corridor",
    '"number 1" OR "number 2"',
    "kind:bottom recovered 17",
    "volumes OR corridor",
    "nothing",
    "",
)
FILTERS = ("", "odd", "Brief 01", "red", "after:2024-01-10 before:2024-01-20 -even")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-five briefs, one of them wrong."""
    folder = write(tmp_path_factory.mktemp("library"), 25)
    (folder / "brief-003.toml").write_text(brief_text(3).replace("value = 53", 'value = "53"'))
    return folder


@pytest.fixture
def both(library: Path, tmp_path: Path) -> tuple[Index, PlainLibrary]:
    """The index of the library, and the library read without one."""
    index, plain = Index.open(library, tmp_path), PlainLibrary(library, "there is none")
    index.refresh()
    plain.refresh()
    return index, plain


@pytest.mark.parametrize("query", QUERIES)
def test_the_same_is_found(both: tuple[Index, PlainLibrary], query: str) -> None:
    found = [
        {(row.path, hit.entry_key, hit.text, hit.marks) for row, hit in one.search(query, None).hits} for one in both
    ]
    assert found[0] == found[1]
    assert both[0].search(query, None).total == both[1].search(query, None).total


@pytest.mark.parametrize("filtered", FILTERS)
@pytest.mark.parametrize("sort", ["date", "title", "findings"])
def test_the_same_is_listed(both: tuple[Index, PlainLibrary], sort: str, filtered: str) -> None:
    lists = [[row.path for row in one.briefs(sort, filtered)] for one in both]  # type: ignore[arg-type]  # of the four
    assert lists[0] == lists[1]
    assert both[1].count(filtered) == len(lists[1])
    assert both[1].briefs(sort, filtered, 3, 2) == both[1].briefs(sort, filtered)[2:5]  # type: ignore[arg-type]  # as above
    for path in lists[1][:3]:
        assert both[0].place(path, sort, filtered) == both[1].place(path, sort, filtered) == lists[1].index(path)  # type: ignore[arg-type]  # as above


def test_a_figure_is_followed(both: tuple[Index, PlainLibrary]) -> None:
    series = [[(value.brief.path, value.number, value.period) for value in one.figure("trade")] for one in both]
    assert series[0] == series[1]
    assert len(series[0]) > 20


def test_hits_come_in_pages(both: tuple[Index, PlainLibrary]) -> None:
    _, plain = both
    whole = plain.search("open", None).hits
    assert plain.search("open", 4, 3).hits == whole[3:7]
    assert plain.search("open", stop=lambda: True).stopped


def test_only_what_has_changed_is_read(library: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "own", 5)
    plain = PlainLibrary(folder, "there is none")
    assert plain.refresh().added == 5
    (folder / "brief-001.toml").unlink()
    (folder / "brief-002.toml").write_text(brief_text(2, "Another"))
    (folder / "brief-009.toml").write_text(brief_text(9))
    found = plain.refresh()
    assert (found.added, found.changed, found.removed, found.unchanged) == (1, 1, 1, 3)
    assert [row.title for row in plain.briefs()] == ["Brief 009", "Brief 004", "Brief 003", "Another", "Brief 000"]
    assert plain.row(folder / "brief-001.toml") is None
    assert plain.status().briefs == 5
    assert plain.refresh(stop=lambda: True).problem == ""
    folder.rename(tmp_path / "elsewhere")
    assert plain.refresh().problem == f"no such folder: {folder}"
    assert plain.count() == 5


def test_what_a_check_says_of_an_item_is_found_and_follows_the_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "_UNSETTLED_NS", 0)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "a.toml").write_text(
        'schema = 1\n[brief]\ntitle = "A"\n[sources.speech]\ntitle = "The speech"\n'
        '[[topics.trade.quotes]]\ntext = "We will build it"\nspeaker = "A. Minister"\nsource = "speech"\n'
    )
    text = tmp_path / "sources" / "speech.txt"
    text.parent.mkdir()
    plain = PlainLibrary(tmp_path, "there is none")
    seen = []
    for said in (
        None,
        "The minister said: “We will build it”, and left.",
        "The minister said: “We won’t build it.”",
        None,
    ):
        if said is None:
            text.unlink(missing_ok=True)
        else:
            text.write_text(said)
        found = plain.refresh()
        seen += [(found.added + found.changed, hit.status) for _, hit in plain.search("build").hits]
        assert plain.refresh().unchanged == 1
    assert seen == [(1, "UNCHECKED"), (1, "VERIFIED"), (1, "DIFFERS"), (1, "UNCHECKED")]
