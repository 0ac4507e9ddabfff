"""The brief that comes with the package."""

import re
from pathlib import Path

import pytest

from briefing.entries import entries
from briefing.loading import load
from briefing.model import Figure, Quote

ROOT = Path(__file__).parents[1]
REPORT = ROOT.parent / "shared" / "reading" / "visit-report.txt"


@pytest.fixture(scope="module")
def items():
    loaded = load(ROOT / "briefs" / "india-russia-visit.toml")
    assert loaded.problems == ()
    return [entry.item for entry in entries(loaded.brief)]


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
    assert len(words) > 50
    for piece in words:
        assert piece in report
        assert all(len(piece) < 0.8 * len(sentence) for sentence in sentences if piece in sentence), piece
    for quote in (item for item in items if isinstance(item, Quote)):
        for piece in re.split(r"(?<=\.) ", quote.text):  # the report sets the attribution between two sentences
            assert piece.rstrip(".") in report
