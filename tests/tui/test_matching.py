"""The palette's matching: what comes first, and that it never takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.tui.matching import score

WORDS = ["Theme", "Export the brief", "36 %  Russia's share of arms imports", "“We are friends” A. Speaker"]


@pytest.mark.parametrize(
    ("query", "best"),
    [("theme", 0), ("thm", 0), ("EXP", 1), ("brief export", 1), ("russia imports", 2), ("36%", 2), ("we are", 3)],
)
def test_the_command_that_is_meant_comes_first(query: str, best: int) -> None:
    scores = [score(query, words) for words in WORDS]
    assert scores.index(max(scores)) == best
    assert max(scores) > 0


@pytest.mark.parametrize("query", ["", " ", "zzz", "emeht"])
def test_what_isnt_there_matches_nothing(query: str) -> None:
    assert [score(query, words) for words in WORDS] == [0.0] * len(WORDS)


def test_a_long_quotation_takes_no_longer_than_its_letters() -> None:
    """Textual's matcher tries some 10^30 ways here."""
    assert score("aaaaaaaaaaaaaaaaaaaab", "a" * 5000) == 0.0


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_texts_have_a_score(query: str, words: str) -> None:
    assert score(query, words) >= 0
