"""What the screen shows of a check: words, counts, passages, findings one by one; and that nobody waits for it."""

from __future__ import annotations

import asyncio
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region

from briefing.evidence.checker import Checker
from briefing.evidence.checking import to_record
from briefing.evidence.ledger import NAME, with_records_of, write_records
from briefing.evidence.status import Status
from briefing.loading import load
from briefing.settings import Settings
from briefing.tui import checking, desk
from briefing.tui.app import BriefingApp
from briefing.tui.checking import in_background, records_at_once
from briefing.tui.screens.export import ExportScreen
from briefing.tui.screens.library import LibraryScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.widgets.lines import Head
from tests.terminal import Terminal, plain_environment
from tests.tui.conftest import ROOT, TODAY, Drive, checked, screen_text
from tests.tui.libraries import brief_text
from tests.tui.test_following import ready, until

HARBOUR = ROOT / "tests" / "data" / "harbour"
WIDE = (120, 40)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A copy of the brief on a harbour, with the text of one of its sources."""
    shutil.copytree(HARBOUR, tmp_path / "briefs")
    return tmp_path / "briefs" / "harbour.toml"


def gazette(brief: Path) -> Path:
    return brief.parent / "sources" / "gazette.txt"


def record(brief: Path) -> None:
    """Record what is verified, as `briefing check --record` does."""
    loaded = load(brief, TODAY)
    assert loaded.brief is not None
    checker = Checker()
    own = to_record(checker.check(loaded.brief, brief), loaded.brief, checker.records(brief.parent), TODAY)
    assert own
    write_records(with_records_of(checker.records(brief.parent), brief, own))


def reading(app: BriefingApp) -> ReadingScreen:
    found = [screen for screen in app.screen_stack if isinstance(screen, ReadingScreen)]
    assert found
    return found[-1]


def row(app: BriefingApp, words: str) -> str:
    """The row of the list, or of what stands above it, that holds some words."""
    rows = (line.partition("│")[0].rstrip() for line in screen_text(app).splitlines())
    return next((line for line in rows if words in line), "")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Checks that don't end before the event is set."""
    gate = threading.Event()

    def wait(*arguments: Any) -> Any:
        gate.wait(30)
        return checking.check_brief(*arguments)

    monkeypatch.setattr(desk, "check_brief", wait)
    yield gate
    gate.set()


STATUSES = [
    # the words of an item's row, and its status there
    ("Cargo handled", "VERIFIED [1]"),
    ("Ships that called", " DIFFERS  [1]"),
    ("Berths", "UNCHECKED [2]"),
    ("We have never seen", "VERIFIED [1]"),
    ("The town will not pay", " DIFFERS  [1]"),
    ("An entirely invented", " NOT FOUND  [1]"),
]


def test_every_item_has_its_word_and_the_counts_stand_in_head_and_tabs(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        for words, status in STATUSES:
            assert row(app, words).endswith(status.rstrip()), words
        assert " ! 5 " in row(app, "The harbour at Port Alba")
        under_tabs = screen_text(app).splitlines()[4]
        assert "!4" in under_tabs
        assert "!1" in under_tabs
        assert "checking" not in screen_text(app)

    drive(check, "3", size=WIDE)


def test_a_row_says_what_the_source_has_instead(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        assert "source has 951 ships called" in screen_text(app)
        assert "source names Jonas Berg" in screen_text(app)
        assert "source has not a single crane has stood idle" in screen_text(app)

    drive(check, "3", size=WIDE)


PROOFS = [
    # keys from the start, and what the evidence pane must hold
    (["3"], ["VERIFIED  the source says it", "gazette.txt, line 3"]),
    (["3", "j"], ["brief   915 · number", "source  951", "gazette.txt, line 7", "cited: “915 ships called”"]),
    (["3", "j", "j"], ["UNCHECKED", "no text: sources/lost.txt isn't there"]),
    (["3", "j", "j", "j"], ["said by Marta Lind: confirmed", "gazette.txt, line 5"]),
    (["3", "j", "j", "j", "j"], ["brief   Marta Lind · speaker", "contradicted", "names Jonas Berg"]),
    (["3", "G"], ["NOT FOUND", "the source has no such passage", "(gazette.txt)"]),
    (["2", "G"], ["warning: the source says “nearly”, the"]),
    (["2", "j", "j"], ["DERIVED", "= Fees from ships − Costs of the port", "between 11.0 and 13.0"]),
    (["5"], ["brief   February · word", "source  January", "gazette.txt, line 11"]),
    (["6"], ["SHA-256", "sources/gazette.txt"]),
]


@pytest.mark.parametrize(("keys", "wanted"), PROOFS, ids=[" ".join(keys) for keys, _ in PROOFS])
def test_the_evidence_of_an_item(drive: Drive, keys: list[str], wanted: list[str]) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        await pilot.pause()
        pane = "".join(line.partition("│")[2] for line in screen_text(app).splitlines())
        for words in wanted:
            assert "".join(words.split()) in "".join(pane.split()), words

    drive(check, *keys, size=WIDE)


def test_the_words_are_marked_in_the_passage(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        sheet = reading(app).spread.proof.sheet
        marked = [piece.text for one in sheet.rows for piece in one.pieces if piece.role == "passage"]
        assert " ".join(marked) == "4.2 million tonnes 3.6 million tonnes"

    drive(check, "3", size=WIDE)


def test_findings_are_walked_through_all_tabs_then_the_warnings(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        seen = []
        for _ in range(7):
            await pilot.press("exclamation_mark")
            await pilot.pause()
            selected = reading(app).spread.selected
            assert selected is not None
            seen.append((reading(app).tab.title, selected.key.partition(":")[2]))
            if len(seen) == 1:
                assert "finding 1 of 5" in screen_text(app)
            if len(seen) == 6:
                assert "warning 1 of 1" in screen_text(app)
        assert seen == [
            ("Trade", "ships_that_called"),
            ("Trade", "the_town_will_not_pay_for_another_quay"),
            ("Trade", "not_one_crane_has_stood_idle"),
            ("Trade", "an_entirely_invented_sentence_about_whales_and_lighthouses"),
            ("Timeline", "the_navy_leaves_its_quay"),
            ("Energy", "jobs_at_the_port"),
            ("Trade", "ships_that_called"),
        ]
        await pilot.press("j")
        await pilot.pause()
        assert "finding" not in screen_text(app)

    drive(check)


def test_a_narrow_window_says_which_finding_it_is(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert screen_text(app).splitlines()[1].endswith("…  finding 1 of 5")

    drive(check, size=(44, 20))


def test_a_walk_to_a_finding_ends_the_search(drive: Drive) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert reading(app).hits.keys is None
        assert "Ships that called" in screen_text(app)

    drive(check, "slash", *"navy", "enter")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No finding, but 9 items are not checked."),
        (None, "Not checked yet."),
    ],
)
def test_without_a_finding_it_says_how_far_that_goes(
    drive: Drive, brief: Path, slow: threading.Event, text: str | None, words: str
) -> None:
    shutil.rmtree(brief.parent / "sources")
    brief.write_text(brief.read_text().replace('speaker = "Marta Lind"\n', ""))

    async def check(pilot: Any, app: BriefingApp) -> None:
        if text is not None:
            slow.set()
            await checked(pilot)
        await pilot.press("exclamation_mark")
        found = " ".join(note.message for note in app._notifications)
        left = sum(status is Status.UNCHECKED for status in reading(app).opened.statuses.values())
        assert found == words.replace("9", str(left))

    drive(check)


def test_what_is_recorded_stands_there_from_the_first_frame(drive: Drive, brief: Path, slow: threading.Event) -> None:
    record(brief)
    shutil.rmtree(brief.parent / "sources")

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert app.desk.opened is not None
        assert app.desk.opened.checked is None
        assert "RECORDED [1]" in row(app, "Cargo handled")
        assert "UNCHECKED [1]" in row(app, "Ships that called")
        slow.set()
        await checked(pilot)
        assert "RECORDED [1]" in row(app, "Cargo handled")
        pane = " ".join(" ".join(line.partition("│")[2] for line in screen_text(app).splitlines()).split())
        assert "checked on 2025-11-05 against a text with the SHA-256" in pane

    drive(check, "3", size=WIDE)


def test_a_changed_item_is_recorded_no_longer(drive: Drive, brief: Path, slow: threading.Event) -> None:
    record(brief)
    brief.write_text(brief.read_text().replace("value = 4.2", "value = 4.3"))

    async def check(pilot: Any, app: BriefingApp) -> None:
        assert "UNCHECKED [1]" in row(app, "Cargo handled")

    drive(check, "3", size=WIDE)


def test_records_cost_little_and_many_of_them_wait_for_the_check(brief: Path) -> None:
    assert records_at_once(brief.parent) is None
    record(brief)
    assert (found := records_at_once(brief.parent)) is not None
    assert found.entries
    (brief.parent / NAME).write_bytes((brief.parent / NAME).read_bytes() + b"#" * 50_000)
    assert records_at_once(brief.parent) is None


def test_damaged_records_are_told(drive: Drive, brief: Path) -> None:
    (brief.parent / NAME).write_text("version = \x00")

    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        assert any("nothing in it counts" in note.message for note in app._notifications)

    drive(check)


def test_a_save_is_checked_and_the_place_stays(drive: Drive, brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        await checked(pilot)
        screen = reading(app)
        assert screen.spread.selected is not None
        before = (screen.tab.name, screen.spread.selected.key, screen.spread.items.top)
        brief.write_text(brief.read_text().replace("value = 915", "value = 951").replace('"915 s', '"951 s'))
        await until(pilot, lambda: "VERIFIED [1]" in row(app, "951 ships"))
        assert (screen.tab.name, screen.spread.selected.key, screen.spread.items.top) == before
        assert " ! 4 " in screen_text(app)

    drive(check, "3", "j")


def test_items_that_a_save_left_alone_keep_their_word_until_the_check_is_done(
    drive: Drive, brief: Path, slow: threading.Event
) -> None:
    slow.set()

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        await checked(pilot)
        slow.clear()
        brief.write_text(brief.read_text().replace("value = 915", "value = 916"))
        await until(pilot, lambda: bool(row(app, "916 ships")))
        assert "UNCHECKED [1]" in row(app, "916 ships")
        assert "VERIFIED [1]" in row(app, "Cargo handled")
        assert "NOT FOUND  [1]" in row(app, "An entirely invented")
        slow.set()
        await until(pilot, lambda: "DIFFERS  [1]" in row(app, "916 ships"))

    drive(check, "3", size=WIDE)


def test_a_text_that_is_saved_is_checked_again(drive: Drive, brief: Path) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        await checked(pilot)
        gazette(brief).write_text(gazette(brief).read_text().replace("951", "915"))
        await until(pilot, lambda: "VERIFIED [1]" in row(app, "915 ships"))
        shutil.rmtree(brief.parent / "sources")
        await until(pilot, lambda: "UNCHECKED [1]" in row(app, "915 ships"))

    drive(check, "3", size=WIDE)


def test_texts_of_the_settings_folder_count(drive: Drive, brief: Path, tmp_path: Path) -> None:
    (brief.parent / "sources").rename(tmp_path / "texts")

    async def check(pilot: Any, app: BriefingApp) -> None:
        await ready(pilot, app)
        await checked(pilot)
        assert "VERIFIED [1]" in row(app, "Cargo handled")
        text = tmp_path / "texts" / "gazette.txt"
        text.write_text(text.read_text().replace("951", "915"))
        await until(pilot, lambda: "VERIFIED [1]" in row(app, "915 ships"))

    drive(check, "3", size=WIDE, settings=Settings(sources=tmp_path / "texts"))


def test_a_check_redraws_only_the_rows_that_differ(
    drive: Drive, brief: Path, slow: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the first item that fails all rows stay where they are, and a row without a status isn't drawn again."""

    async def check(pilot: Any, app: BriefingApp) -> None:
        pane = reading(app).spread.items
        drawn: list[int] = []
        whole: list[Region] = []
        lines, refresh = pane.refresh_lines, pane.refresh

        def note_lines(start: int, count: int = 1) -> None:
            drawn.extend(range(start, start + count))
            lines(start, count)

        def note_refresh(*regions: Region, **options: bool) -> Any:
            whole.extend(regions or [Region()])
            return refresh(*regions, **options)

        monkeypatch.setattr(pane, "refresh_lines", note_lines)
        monkeypatch.setattr(pane, "refresh", note_refresh)
        before = list(pane.sheet.rows)
        slow.set()
        await checked(pilot)
        after = pane.sheet.rows
        assert len(after) == len(before)
        assert {line for line in drawn if line < len(after)} == {
            line for line, (old, new) in enumerate(zip(before, after, strict=True)) if old != new
        }
        assert Region() not in whole

    drive(check, "1", size=WIDE)


def test_rows_that_come_above_the_view_do_not_move_it(drive: Drive, slow: threading.Event) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        pane = reading(app).spread.items
        assert pane.top > 0
        before = screen_text(app).splitlines().index(row(app, "An entirely invented"))
        place = (pane.index, pane.top)
        slow.set()
        await checked(pilot)
        await pilot.pause()
        assert screen_text(app).splitlines().index(row(app, "An entirely invented")) == before
        assert "NOT FOUND" in row(app, "An entirely invented")
        assert pane.index == place[0]
        assert pane.top > place[1]

    drive(check, "3", "G", size=(80, 16))


def test_a_long_check_is_told_and_a_quick_one_is_not(drive: Drive, slow: threading.Event) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        assert app.screen.query_one(Head).doing == ""
        await until(pilot, lambda: "checking …" in screen_text(app))
        slow.set()
        await checked(pilot)
        assert "checking" not in screen_text(app)

    drive(check)


def test_nobody_who_leaves_waits_for_a_check(brief: Path, slow: threading.Event) -> None:
    async def go() -> None:
        app = BriefingApp(brief, Settings(), today=TODAY)
        async with app.run_test() as pilot:
            await until(pilot, lambda: "checking …" in screen_text(app))
            await pilot.press("q")

    start = time.monotonic()
    asyncio.run(go())
    assert time.monotonic() - start < 5  # most of it is the start; the check itself would hold it up for 30 s


def test_a_check_that_ends_while_the_app_is_taken_down_is_dropped(drive: Drive, slow: threading.Event) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: any(worker.group == "check" for worker in app.workers))
        (worker,) = (worker for worker in app.workers if worker.group == "check")
        stack = app._screen_stacks[app._current_mode]
        screens = stack[:]
        stack.clear()
        slow.set()
        await worker.wait()
        stack.extend(screens)
        assert app.fault is None
        assert app.desk.opened is not None
        assert app.desk.opened.checked is None

    drive(check)


def test_the_program_ends_although_a_check_goes_on(brief: Path, tmp_path: Path) -> None:
    code = f"""
import sys, time
from briefing.tui import desk
desk.check_brief = lambda *_: time.sleep(60)
from briefing.launch import main
sys.exit(main([{str(brief)!r}]))
"""
    environment = plain_environment(HOME=str(tmp_path), PYTHONPATH=str(ROOT))
    with Terminal([sys.executable, "-c", code], (80, 24), environment) as terminal:
        terminal.until("checking …")
        terminal.send("\x11")
        assert terminal.wait(15) == 0
        assert terminal.modes_left_on() == []


def test_of_many_saves_during_a_check_only_the_last_is_checked(
    drive: Drive, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    seen: list[str] = []
    text = brief.read_text()

    def wait(found: Any, *arguments: Any) -> Any:
        seen.append(found.head.title)
        gate.wait(30)
        return checking.check_brief(found, *arguments)

    monkeypatch.setattr(desk, "check_brief", wait)

    async def check(pilot: Any, app: BriefingApp) -> None:
        await until(pilot, lambda: len(seen) == 1)
        for number in range(5):
            brief.write_text(text.replace('title = "The', f'title = "{number} The', 1))
            await app.desk.reload()
            await pilot.pause(0.05)
        gate.set()
        await checked(pilot)
        assert set(seen[1:]) == {"4 The harbour at Port Alba"}

    drive(check)


def test_a_fault_of_the_check_ends_the_app_as_any_fault_does(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("a fault")

    monkeypatch.setattr(desk, "check_brief", fail)

    async def go() -> BriefingApp:
        app = BriefingApp(brief, Settings(), today=TODAY)
        with pytest.raises(Exception, match="a fault"):
            async with app.run_test() as pilot:
                await until(pilot, lambda: app.fault is not None)
        return app

    app = asyncio.run(go())
    assert isinstance(app.fault, ValueError)
    assert app.return_code == 70


def test_what_is_done_in_the_background_comes_back_or_raises() -> None:
    def fail(_: object) -> None:
        raise ValueError("a fault")

    async def go() -> None:
        assert await in_background(lambda _: 3) == 3
        with pytest.raises(ValueError, match="a fault"):
            await in_background(fail)

    asyncio.run(go())


COPIES: list[tuple[list[str], Callable[[str], bool]]] = [
    # print.md: VERIFIED and RECORDED are quiet, all else stands with the item
    (["3"], lambda text: "VERIFIED" not in text and "Alba Gazette" in text),
    (["3", "j"], lambda text: "DIFFERS" in text),
    (["3", "j", "j"], lambda text: "UNCHECKED" in text),
    (["3", "G"], lambda text: "NOT FOUND" in text),
    (["2", "j", "j"], lambda text: "DERIVED" in text),
]


@pytest.mark.parametrize(("keys", "holds"), COPIES, ids=[" ".join(keys) for keys, _ in COPIES])
def test_what_is_copied_carries_its_word(drive: Drive, keys: list[str], holds: Callable[[str], bool]) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        await checked(pilot)
        await pilot.press("y")
        assert holds(app.clipboard), app.clipboard

    drive(check, *keys)


def test_the_export_form_waits_for_the_check_and_knows_its_findings(
    drive: Drive, brief: Path, slow: threading.Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    brief.write_text(brief.read_text().replace('status = "draft"', 'status = "final"'))

    async def check(pilot: Any, app: BriefingApp) -> None:
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        screen.form.fields["Format"].choose(["md"])
        await pilot.press("enter")
        assert "Checking against the sources" in screen_text(app)
        slow.set()
        await until(pilot, lambda: "items fail their check" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Copy the path" in screen_text(app))
        (written,) = tmp_path.glob("*.md")
        assert written.read_text().count("DIFFERS") == 4

    drive(check, "x", size=WIDE)


def test_the_export_form_shows_the_findings_once_they_are_known(drive: Drive, slow: threading.Event) -> None:
    async def check(pilot: Any, app: BriefingApp) -> None:
        assert "go out with their words" not in screen_text(app)
        slow.set()
        await until(pilot, lambda: "5  go out with their words" in screen_text(app))

    drive(check, "x", size=WIDE)


def test_the_list_says_what_is_known_of_each_brief(drive: Drive, brief: Path) -> None:
    brief.with_name("other.toml").write_text(brief_text(0, "Another"))

    async def check(pilot: Any, app: BriefingApp) -> None:
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and "Another" in screen_text(app))
        assert row(app, "The harbour at").endswith(" !5")
        assert row(app, "Another").endswith(" ?")
        assert "problems and findings" in screen_text(app)
        assert "not all of it checked" in screen_text(app)

    drive(check)
