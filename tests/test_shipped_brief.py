"""The briefs that come with the package."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from briefing.entries import entries
from briefing.loading import load
from briefing.model import Figure, Point, Quote

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "briefs" / "india-russia-visit.toml"
BRIEFS = (SHIPPED, ROOT / "briefs" / "briefing-measured.toml")
REPORT = ROOT.parent / "shared" / "reading" / "visit-report.txt"


@pytest.fixture(scope="module")
def items():
    loaded = load(SHIPPED)
    assert loaded.problems == ()
    return [entry.item for entry in entries(loaded.brief)]


@pytest.fixture(scope="module")
def every():
    """The items of all briefs that ship."""
    return [entry.item for path in BRIEFS for entry in entries(load(path).brief)]


def test_what_matters_most_fits_a_glance(items):
    kinds = [type(item) for item in items if item.key]
    assert kinds.count(Figure) in range(4, 7)
    assert kinds.count(Quote) in range(1, 3)
    assert len(kinds) == kinds.count(Figure) + kinds.count(Quote)


def test_what_the_report_is_said_to_say_carries_its_words(items):
    for item in items:
        assert not item.source or item.evidence or isinstance(item, Quote), item


@pytest.mark.skipif(not REPORT.exists(), reason="the report isn't ours to ship, and isn't here")
def test_the_words_stand_in_the_report_letter_for_letter(items):
    report = REPORT.read_text(encoding="utf-8")
    sentences = re.split(r"\n|(?<=\.)\s+(?=[A-Z“])", report)
    words = [words for item in items for _, words in item.evidence]
    words += [
        words for item in items if isinstance(item, Figure) for before in item.previous for _, words in before.evidence
    ]
    assert len(words) > 45
    for piece in words:
        assert report.count(piece) == 1, piece
        assert all(len(piece) < 0.8 * len(sentence) for sentence in sentences if piece in sentence), piece
    for quote in (item for item in items if isinstance(item, Quote)):
        for piece in re.split(r"(?<=\.) ", quote.text):  # the report sets the attribution between two sentences
            assert piece.rstrip(".") in report
    letters = set()
    for piece in words:
        start = report.index(piece)
        letters |= {at for at in range(start, start + len(piece)) if report[at].isalnum()}
    assert len(letters) < 0.4 * sum(map(str.isalnum, report))  # enough to find the places, not to hand the report on


def test_what_follows_from_the_figures_is_computed(items):
    formulas = {item.id: item.formula for item in items if isinstance(item, Figure) and item.formula}
    assert formulas == {
        "india_imports_from_russia": "india_russia_trade - india_exports_to_russia",
        "india_trade_balance_with_russia": "2 * india_exports_to_russia - india_russia_trade",
        "india_share_of_india_russia_trade": "india_exports_to_russia / india_russia_trade",
    }


def test_a_gap_has_no_mark_and_a_count_says_what_is_counted(every):
    for item in every:
        assert not (isinstance(item, Point) and item.kind == "gap" and item.source), item
        assert not isinstance(item, Figure) or item.unit, item


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_apostrophes_are_those_of_the_quotation_marks(path):
    words = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("evidence = ")]
    assert re.findall(r"\w+'\w*", "\n".join(words)) == []


def test_a_fresh_clone_shows_what_was_checked(capsys):
    """One brief against the text that comes with it, the other by the records: its report isn't ours to hand on."""
    from briefing.launch import main

    assert main(["check", str(SHIPPED.parent), "--json"]) == 0
    statuses = {
        brief["title"]: Counter(item["status"] for item in brief["items"] if item["status"])
        for brief in json.loads(capsys.readouterr().out)["briefs"]
    }
    assert statuses == {
        "briefing, measured": {"VERIFIED": 9, "DERIVED": 2},
        "President Putin’s visit to India": {"RECORDED": 57, "DERIVED": 3},
    }


@pytest.mark.skipif(not REPORT.exists(), reason="the report behind the brief isn't here: it isn't ours to hand on")
def test_every_item_is_in_the_report_and_nothing_of_it_is_left_out(tmp_path, capsys):
    from briefing.launch import main

    (tmp_path / "report.txt").write_bytes(REPORT.read_bytes())
    assert main(["check", str(SHIPPED), "--sources", str(tmp_path), "--coverage", "--strict"]) == 0
    printed = capsys.readouterr()
    assert "items: 57 VERIFIED, 3 DERIVED" in printed.err
    first, *unused = printed.out.splitlines()
    assert "5 of 5 quotations" in first
    assert [line.partition("figure ")[2].split("  ")[0] for line in unused] == ["two nations"]
