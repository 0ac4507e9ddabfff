"""Slips are corrected by the words of a library, or of one brief, in any script."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.entries import entries
from briefing.index.index import Index
from briefing.index.typos import corrected_by, words_of
from briefing.loading import load
from briefing.search import Searchable

ROOT = Path(__file__).parents[1]

BRIEF = """schema = 1
[brief]
title = "Scripts"
[[topics.trade.points]]
text = "भारतीय प्रधानमंत्री ने अर्थव्यवस्था पर बात की"
[[topics.trade.points]]
text = "Российская экономика растёт, the missile tariff too"
[[topics.trade.points]]
text = "Two missions, one missive, and a missile"
"""

MEANT = {
    "भारतिय": "भारतीय",
    "भारतीयय": "भारतीय",
    "प्रधानमंत्रि": "प्रधानमंत्री",
    "अर्थव्यवास्था": "अर्थव्यवस्था",
    "भारतिय बात": "भारतीय बात",
    "экономкиа": "экономика",
    "missle": "missile",
    "-mission missle": "-mission missile",
    '"missle tarif"': '"missile tarif"',
    "topic:trdae": "topic:trade",
    "missile": None,
    "miss": None,
    "भार": None,
    "qqqqqqq": None,
    "unit:missle": None,
    "": None,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A library of one brief."""
    found = tmp_path_factory.mktemp("library")
    (found / "a.toml").write_text(BRIEF)
    return found


@pytest.fixture(scope="module")
def index(folder, tmp_path_factory):
    """Its index."""
    found = Index.open(folder, tmp_path_factory.mktemp("cache"))
    found.refresh()
    yield found
    found.close()


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_what_was_meant_in_one_brief(folder, typed, meant):
    brief = load(folder / "a.toml").brief
    assert brief is not None
    assert corrected_by(typed, words_of(Searchable(brief, entries(brief)))) == meant


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_what_was_meant_in_all_briefs(index, typed, meant):
    found = index.search(typed)
    assert found.corrected == meant
    assert meant is None or found.total


def test_of_words_that_are_as_near_the_most_frequent_is_meant():
    assert corrected_by("tarif", ["tarin", "tariz", "tariz"]) == "tariz"
    assert corrected_by("tarif", ["tariz", "tarin", "tarin"]) == "tarin"


def test_nothing_is_imported_for_it_before_a_search_finds_nothing():
    program = (
        "import sys; from briefing.index.typos import corrected_by; from briefing.index import searching; "
        "assert corrected_by('tariff', {'tariffs'}) is None; assert 'rapidfuzz' not in sys.modules; "
        "assert corrected_by('missle', {'missile'}) == 'missile'"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
