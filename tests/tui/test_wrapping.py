"""Line breaks: rows fit their width, and nothing but the blanks at breaks is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.text import one_line, visible
from briefing.tui.wrapping import balanced, truncate, wrap

TEXTS = st.text(st.characters(codec="utf-8"), max_size=200).map(one_line).map(visible)


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("one", 10, ["one"]),
        ("one two three", 7, ["one two", "three"]),
        ("a longer-than-the-row word", 6, ["a", "longer", "-than-", "the-ro", "w word"]),
        ("国防预算 增加", 4, ["国防", "预算", "增加"]),
        ("国", 1, ["国"]),
        ("wide ends here", 4, ["wide", "ends", "here"]),
    ],
)
def test_rows(text: str, width: int, rows: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == rows


@given(TEXTS, st.integers(2, 40))
def test_rows_fit_and_keep_every_letter(text: str, width: int) -> None:
    rows = [text[start:end] for start, end in wrap(text, width)]
    assert all(cell_len(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.integers(21, 60))
def test_balanced_rows_are_as_many_and_no_wider(text: str, width: int) -> None:
    rows, even = wrap(text, width), balanced(text, width)
    assert len(even) == len(rows)
    assert all(cell_len(text[start:end]) <= width for start, end in even)


def test_no_last_row_of_one_word() -> None:
    text = "Russia still arms the front line of India, but its share of imports has halved."
    assert [text[start:end] for start, end in balanced(text, 76)][-1].count(" ") > 3


@given(TEXTS, st.integers(0, 40))
def test_a_truncated_text_fits_and_says_so(text: str, width: int) -> None:
    short = truncate(text, width)
    assert cell_len(short) <= width
    assert short == text or short.endswith("…") or not width
