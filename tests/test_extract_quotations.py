"""Quotations: what stands between which marks, who says it, and that no input breaks or slows the reading."""

import string

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence.extract.quotations import Quotation, quotations
from briefing.evidence.extract.wrapping import paragraphs
from tests.extraction import DATA, Case, assert_linear, cases, offered_quotes

PIECES_OF_MARKS = (
    '"', "“", "”", "'", "‘", "’", "(", "«", "“a” ", '"a" ', "‘a ", "said ", "A ", "Ab ", "of ", " ", "\n", "X: a\n\n",
    ".", "A. ", "“a, said x ", "“a,” said X. ", "X, who ", "A of ", "minister Ann Roe “a,” he said. ",
)  # fmt: skip

RULES = tomli.loads((DATA / "quotations.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", cases(), ids=str)
def test_every_quotation_of_a_text_is_found_with_its_speaker(case: Case) -> None:
    found = offered_quotes(case.text)
    assert [words for words, _ in found] == [words for words, _ in case.quotes]
    for (words, speaker), (_, expected) in zip(found, case.quotes, strict=True):
        assert expected in speaker if expected else speaker == "", words


@pytest.mark.parametrize("case", RULES, ids=lambda case: case["text"][:50])
def test_rule(case: dict) -> None:
    found = [[one.kind, one.text, one.speaker or "", one.confidence] for one in quotations(case["text"])]
    assert found == case["found"]


def test_an_interrupted_quotation_is_one_with_its_parts() -> None:
    text = "“We agreed,” said Ms Tan, “that it is done.” “It is late,” she added."
    first, second = quotations(text)
    assert first.text == "We agreed, that it is done."
    assert [text[start:end] for start, end in first.parts] == ["We agreed,", "that it is done."]
    assert text[first.span[0] : first.span[1]].startswith("We agreed,”")
    assert second.parts == (second.span,)


def test_the_speaker_has_its_place_in_the_text() -> None:
    text = "Minister Ana Lopez spoke. “No,” Lopez said."
    (one,) = quotations(text)
    assert one.speaker == "Ana Lopez"
    assert one.speaker_span is not None
    assert text[slice(*one.speaker_span)] == "Lopez"


WRAPPED = """The mayor of the town spoke for an hour in front of the new bridge and its three
arches. "We have built it in the rain, and we will open it in the sun," said
the mayor, Ann Roe. "It carries
forty tonnes."

It cost 3.5 million
euros."""


def test_a_text_broken_at_a_fixed_width_is_read_by_its_paragraphs() -> None:
    start, end = paragraphs(WRAPPED)[0]
    assert WRAPPED[start:end].endswith('said\nthe mayor, Ann Roe. "It carries')
    first = quotations(WRAPPED)[0]
    assert (first.text, first.speaker, first.confidence) == (
        "We have built it in the rain, and we will open it in the sun,",
        "Ann Roe",
        "sure",
    )


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "The first line is a paragraph of its own, as it is in most texts.\nThe second is another.\n\nThe third too."
    assert [text[start:end] for start, end in paragraphs(text)] == [one for one in text.split("\n") if one]


pieces = st.sampled_from(
    ["“", "”", '"', "'", "‘", "’", "«", "»", "„", "said ", "He ", "Ann Roe ", "the minister ", ", ", ". ", "? ",
     "\n", "\n\n", "according to ",
     "we go", "don't ", ": ", "… ", "(", ") ", "Mr. ", "U.S. ", "\u00a0", "‘90s ", "\u2028", "я ", "\x00", "A", "1"]
)  # fmt: skip
texts = st.lists(pieces, max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = quotations(text)
    assert [one.span for one in found] == sorted(one.span for one in found)
    last = -1
    for one in found:
        _check_spans(text, one)
        assert one.parts[0][0] > last
        last = one.parts[-1][1]


def _check_spans(text: str, one: Quotation) -> None:
    assert 0 <= one.span[0] < one.span[1] <= len(text)
    assert one.span == (one.parts[0][0], one.parts[-1][1])
    if len(one.parts) == 1:
        assert text[slice(*one.span)] == one.text
    if one.speaker_span is not None:
        assert text[slice(*one.speaker_span)].strip()


@settings(max_examples=60, deadline=None)
@given(texts, st.text(string.ascii_lowercase + " ", min_size=1, max_size=20))
def test_a_paragraph_before_shifts_the_spans(text: str, words: str) -> None:
    before = f"x{words.strip()}.\n\n"
    moved = quotations(before + text)
    plain = quotations(text)
    shift = len(before)
    assert [(one.span[0] - shift, one.span[1] - shift) for one in moved] == [one.span for one in plain]
    assert [one.text for one in moved] == [one.text for one in plain]


@pytest.mark.parametrize("piece", PIECES_OF_MARKS)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    assert_linear(quotations, piece)


@pytest.mark.parametrize("piece", ['"', "(", "“", "a ", "‘", " "])
def test_a_long_text_of_one_piece_is_read(piece: str) -> None:
    assert len(quotations((piece * 50_000)[:50_000])) <= 1
