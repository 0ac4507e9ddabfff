"""What holds of every quote and every amount: no change of meaning passes, and no mere typography fails."""

import random
import re
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.evidence.amountcheck import check_amount
from briefing.evidence.amountmatch import Claim
from briefing.evidence.extract.quotations import Quotation
from briefing.evidence.quotecheck import check_quote
from briefing.evidence.speakercheck import Claimed
from briefing.evidence.status import Status
from tests.evidence import CORPUS, INAUGURAL, reading

TEXTS = [INAUGURAL, *(path.read_bytes().decode() for path in sorted((CORPUS / "texts").glob("*.txt")))]
QUOTES = [(text, one) for text in TEXTS for one in reading(text).quotations if len(one.text.split()) > 3]
AMOUNTS = [
    (text, mention, atom)
    for text in TEXTS
    for mention in reading(text).amounts
    for atom in mention.atoms
    if atom.unit in ("%", "USD", "EUR", "GBP") and atom.value > 0
]
NOTHING = Claimed()


def status(words: str, text: str) -> Status:
    return check_quote(words, NOTHING, reading(text)).status


quotes = st.sampled_from(QUOTES)


@settings(max_examples=150, deadline=None)
@given(quotes, st.data())
def test_two_words_changed_about_never_pass(quote, data):
    text, one = quote
    words = one.text.split()
    at = data.draw(st.integers(0, len(words) - 2))
    assume(words[at] != words[at + 1])
    words[at], words[at + 1] = words[at + 1], words[at]
    assert status(" ".join(words), text) is not Status.VERIFIED


@settings(max_examples=150, deadline=None)
@given(quotes, st.data())
def test_a_word_left_out_within_never_passes(quote, data):
    text, one = quote
    words = one.text.split()
    at = data.draw(st.integers(1, len(words) - 2))
    around = "".join(words[at - 1 : at + 2])
    assume("…" not in around and "..." not in around and "[" not in around)  # there it is what the dots stand for
    del words[at]
    assert status(" ".join(words), text) is not Status.VERIFIED


@settings(max_examples=100, deadline=None)
@given(quotes, st.data())
def test_another_digit_or_letter_never_passes(quote, data):
    text, one = quote
    places = [at for at, sign in enumerate(one.text) if sign.isalnum()]
    at = data.draw(st.sampled_from(places))
    sign = data.draw(st.sampled_from("0123456789" if one.text[at].isdigit() else "abzАе\u200dX"))
    assume(sign != one.text[at] and "[" not in one.text)
    assert status(one.text[:at] + sign + one.text[at + 1 :], text) is not Status.VERIFIED


def test_no_negation_can_be_dropped():
    tried = 0
    for text, one in QUOTES:
        for found in re.finditer(r"\b(?:not|never|no) |n['’]t\b", one.text):
            tried += 1
            assert status(one.text[: found.start()] + one.text[found.end() :], text) is not Status.VERIFIED
    assert tried


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([(text, a, b) for text, a in QUOTES for other, b in QUOTES if other is text and a is not b]))
def test_two_quotations_put_together_never_pass(pair):
    text, one, other = pair
    assume(not interrupted(text, one, other))
    assert status(f"{one.text.rstrip('.,')}. {other.text}", text) is not Status.VERIFIED


def interrupted(text: str, one: Quotation, other: Quotation) -> bool:
    """Whether one quotation follows another in its paragraph, so that they may be a single one that is interrupted."""
    return 0 <= other.span[0] - one.span[1] < 200 and "\n" not in text[one.span[1] : other.span[0]]


@settings(max_examples=200, deadline=None)
@given(quotes, st.randoms(use_true_random=False))
def test_no_mix_of_typographic_forms_fails(quote, chance):
    text, one = quote
    result = check_quote(typographic(one.text, chance), NOTHING, reading(text))
    assert result.status is Status.VERIFIED, result
    assert result.span is not None
    start, end = result.span
    assert words_of(text[start:end]) == words_of(one.text)


def typographic(words: str, chance: random.Random) -> str:
    """The words with other marks, blanks, dashes and line breaks."""
    forms = {"'": "'’‘", "’": "'’", " ": [" "] * 6 + ["  ", "\u00a0", "\n", "\u202f "], "-": "-‐‑–", "“": '"“„«'}
    words = "".join(chance.choice(forms.get(sign, sign)) for sign in words)
    at = chance.randrange(1, len(words))
    if words[at].isalpha() and words[at - 1].isalpha():
        words = words[:at] + "\u00ad" + words[at:]
    words = words.rstrip(".,") if chance.random() < 0.3 else words
    before, after = chance.choice([("", ""), ("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), (" ", "\n")])
    return before + words + after


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", ""))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(AMOUNTS), st.data())
def test_another_digit_of_an_amount_never_passes(amount, data):
    text, _, atom = amount
    digits = f"{atom.value.normalize():f}"
    at = data.draw(st.sampled_from([at for at, sign in enumerate(digits) if sign.isdigit()]))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[at]]))
    value = type(atom.value)(digits[:at] + digit + digits[at + 1 :])
    others = {each.value for mention in reading(text).amounts for each in mention.atoms}
    assume(not any(abs(value - each) <= each.copy_abs() / 20 for each in others - {atom.value}))
    result = check_amount(Claim(value, atom.unit, None), None, reading(text), "value")
    assert result.status is not Status.VERIFIED


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(AMOUNTS))
def test_every_amount_is_found_where_it_stands(amount):
    text, mention, atom = amount
    words = text[slice(*mention.span)]
    claim = Claim(atom.value, atom.unit, None, is_change=atom.role == "by", is_earlier=atom.role == "from")
    result = check_amount(claim, words, reading(text), "value")
    assert result.status is Status.VERIFIED, result
    assert result.found == text[slice(*result.spans[0])]


@settings(max_examples=100, deadline=None)
@given(quotes, st.text("“”‘’'\"…[]. aб\n-", max_size=30))
def test_no_words_at_all_raise_and_spans_always_point_into_the_text(quote, words):
    text, _ = quote
    result = check_quote(words, NOTHING, reading(text))
    for (start, end), following in pairwise([*result.spans, (len(text), len(text))]):
        assert 0 <= start < end <= following[0]
    assert result.span is None or text[slice(*result.span)] == result.found
