"""Visible forms, white space, folding with the way back, names."""

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text import (
    as_name,
    first_hidden,
    fold,
    hidden,
    is_hidden,
    json_text,
    one_line,
    paragraphs,
    shown,
    visible,
    width,
)

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any characters, lone surrogates included."""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain [sic] text", "plain [sic] text"),
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("\x00\x1f\x7f", "␀␟␡"),
        ("tab\there", "tab␉here"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("user\u202etxt", "user⟨U+202E⟩txt"),
        ("in\u200bvisible\ufeff", "in⟨U+200B⟩visible⟨U+FEFF⟩"),
        ("tag \U000e0041", "tag ⟨U+E0041⟩"),
        ("filler \u3164.", "filler ⟨U+3164⟩."),
        ("line\u2028end", "line⟨U+2028⟩end"),
        ("private \ue000, unassigned \u0378, lone \ud800", "private ⟨U+E000⟩, unassigned ⟨U+0378⟩, lone ⟨U+D800⟩"),
        ("न\u094d\u200dय", "न\u094d\u200dय"),  # a joiner that the script needs
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("a \u200d b", "a ⟨U+200D⟩ b"),  # the same joiner where it joins nothing
        ("\u200dx", "⟨U+200D⟩x"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_shows_nothing_gets_a_visible_form(text, seen):
    assert visible(text) == seen


def test_kept_characters_stay():
    assert visible("a\nb\tc\x07", keep="\n") == "a\nb␉c␇"


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_nothing_hidden_is_left_and_nothing_else_changes(text):
    seen = visible(text)
    assert not hidden(seen)
    assert visible(seen) == seen
    assert hidden(text) == [at for at in range(len(text)) if is_hidden(text, at)]
    if not hidden(text):
        assert seen == text
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Co") for character in seen)


@given(TEXTS | st.text("a \u200d\u094d\u202e1_", max_size=20))
@settings(max_examples=300, deadline=None)
def test_the_first_hidden_character_is_the_first_of_all(text):
    assert first_hidden(text) == next(iter(hidden(text)), None)


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("a\x1bb", 3), ("\u202e", 8), ("", 0)]
)
def test_the_width_on_a_terminal(text, cells):
    assert width(text) == cells


@given(st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)))
@settings(max_examples=100, deadline=None)
def test_json_hides_nothing_and_stays_the_same_data(data):
    written = json_text(data)
    assert json.loads(written) == data
    assert not any(hidden(line) for line in written.split("\n"))
    assert json_text(data, only_ascii=True).isascii()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a \t b\r\n c ", "a b c"),
        ("", ""),
        ("\n", ""),
        ("a\u00a0 b", "a\u00a0 b"),
    ],
)
def test_white_space_folds_to_one_blank(text, line):
    assert one_line(text) == line


def test_an_empty_line_parts_paragraphs():
    assert paragraphs("\n one\ntwo \r\n \t\r\n\r\n three\n\n\n") == "one two\n\nthree"


def test_a_long_text_is_cut():
    assert shown("x" * 40) == "x" * 40
    assert shown("x" * 41) == "x" * 39 + "…"
    assert shown(" " * 200 + "y") == "…"
    assert shown("a\x1b\nb") == "a␛ b"
    assert len(shown("word " * 100, 20)) == 20


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Naïve CAFÉ", "naive cafe"),
        ("“Łódź” – Øresund", '"lodz" - oresund'),
        ("Straße", "strasse"),
        ("हिन्दी", "हिन्दी"),
        ("１２", "12"),
        ("a\u00a0b\tc", "a b c"),
        ("rock ’n’ roll", "rock 'n' roll"),
    ],
)
def test_folding(text, folded):
    assert fold(text).text == folded


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_folded_spans_lead_back(text):
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert folded.starts[len(folded.text)] == len(text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold(text[start:end]).text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russia's share of India's arms imports", "russia_s_share_of_india_s_arms_imports"),
        ("Łódź 2024", "lodz_2024"),
        ("2024 deal", "n_2024_deal"),
        ("__x__", "x"),
    ],
)
def test_the_nearest_name(text, name):
    assert as_name(text) == name


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_every_text_has_a_name(text):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", as_name(text))


def test_texts_without_a_latin_letter_have_names_of_their_own():
    assert as_name("Экспорт") != as_name("Импорт")
