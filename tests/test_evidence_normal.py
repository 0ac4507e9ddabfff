import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence.normal import LINE_END, normal


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("“It’s fine”", "'It's fine'"),
        ('"It\'s fine"', "'It's fine'"),
        ("«Да», „ja“, ‹oui›, ‘yes’", "'Да', 'ja', 'oui', 'yes'"),
        ("well—known", "well-known"),
        ("a – b", "a-b"),
        ("a -- b", "a-b"),
        ("minus −5", "minus-5"),
        ("and so on . . .", "and so on …"),
        ("and so on...", "and so on…"),
        ("two\u00a0words\tand\r\nmore", "two words and more"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("ﬁne", "fine"),
        ("cafe\u0301", "café"),
        ("１２", "12"),
        ("Quoi\u202f?", "Quoi?"),
        ("«\u00a0oui\u00a0»", "'oui'"),
        ("\ufeffstart", "start"),
        ("  both ends \n", "both ends"),
    ],
)
def test_forms_of_one_character_are_one(text, same):
    assert normal(text).text == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),  # a superscript isn't a digit
        ("5½", "51/2"),
        ("①", "1"),
        ("Moscow", "moscow"),
        ("а", "a"),  # Cyrillic
        ("résumé", "resume"),
        ("well-known", "wellknown"),
        ("8.7", "87"),
    ],
)
def test_what_counts_stays_different(one, other):
    assert normal(one).text != normal(other).text


def test_a_hyphen_at_a_line_end_is_read_both_ways():
    assert normal("govern-\nment").text == "govern-ment"
    assert normal("govern-\n  ment", line_ends=True).text == f"govern{LINE_END}ment"
    assert normal("2019-\n20", line_ends=True).text == "2019-20"


TEXTS = st.text(st.sampled_from("ab1“”‘’'\"-–— \u00a0\u00ad\u200b.…\n\te\u0301ﬁ½ж«»?!\u202fक्"), max_size=60)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.booleans())
def test_every_character_leads_back_to_its_own(text, line_ends):
    found = normal(text, line_ends=line_ends)
    assert len(found.starts) == len(found.text) + 1
    assert list(found.starts) == sorted(found.starts)
    for at, character in enumerate(found.text):
        start, end = found.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        alone = normal(text[start:end], line_ends=line_ends).text
        assert character == LINE_END or alone == "" or character in alone


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_normalising_twice_changes_nothing(text):
    once = normal(text).text
    assert normal(once).text == once
