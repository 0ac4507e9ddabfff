"""A likelihood and a confidence in one judgement: told where the author names both, and nowhere else."""

from pathlib import Path

import pytest

from briefing.loading import parse
from briefing.model import Point

KEYS = {"": "", "likelihood": 'likelihood = "likely"\n', "confidence": 'confidence = "low"\n'}


def warnings(text: str, key: str = "", kind: str = "judgement") -> list[str]:
    brief = (
        'schema = 1\n[brief]\ntitle = "x"\nas_of = 2025-03-02\n[[topics.trade.points]]\n'
        f"text = '''{text}'''\nkind = \"{kind}\"\n{KEYS[key]}"
    )
    loaded = parse(brief.encode(), Path("brief.toml"))
    assert loaded.errors == ()
    for one in loaded.warnings:
        assert one.excerpt[one.column - 1 :][: one.length] == one.message[1:].partition("”")[0]
    return [one.message for one in loaded.warnings]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A summit is likely by May.", "likely"),
        ("A summit is very likely.", "very likely"),
        ("A summit is highly unlikely.", "highly unlikely"),
        ("They will probably meet.", "probably"),
        ("An agreement is improbable.", "improbable"),
        ("They will almost certainly meet.", "almost certainly"),
        ("A deal is nearly certain.", "nearly certain"),
        ("There is almost no chance of a deal.", "almost no chance"),
        ("There is a remote chance of a deal.", "remote chance"),
        ("There is a roughly even chance of a deal.", "roughly even chance"),
        ("The odds are set. Even odds, as it were.", "Even odds"),
        ("He said “never”, but it is likely.", "likely"),
    ],
)
def test_a_likelihood_in_words_beside_the_key_of_a_confidence(text, words):
    assert warnings(text, "confidence") == [f"“{words}” names a likelihood, and the point has a confidence"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("With high confidence: the deal holds.", "high confidence"),
        ("Low confidence: the deal holds.", "Low confidence"),
        ("The deal holds (moderate confidence).", "moderate confidence"),
        ("We have low to moderate confidence that the deal holds.", "low to moderate confidence"),
        ("The deal holds. We judge so with low confidence.", "low confidence"),
        ("Sources agree. High confidence.", "High confidence"),
        ("We have high confidence in this judgement.", "high confidence"),
    ],
)
def test_a_confidence_in_words_beside_the_key_of_a_likelihood(text, words):
    assert warnings(text, "likelihood") == [f"“{words}” names a confidence, and the point has a likelihood"]


def test_both_in_one_sentence():
    told = ["“likely” names a likelihood, and the same sentence a confidence"]
    assert warnings("We judge with low confidence that a summit is likely.") == told
    assert warnings("It rains. A summit is likely (high confidence), and so on.") == told
    assert warnings("A summit on 1 May is likely, with low confidence.") == told


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A summit is likely. We say so with low confidence.", ""),  # two sentences
        ("A summit is likely by May.", ""),
        ("A summit is likely by May.", "likelihood"),
        ("The summit takes place, with high confidence.", "confidence"),
        ("“A summit is unlikely”, the minister said.", "confidence"),  # the minister's judgement
        ('The words "probably never" are his.', "confidence"),
        ("Business confidence is low and likely to stay so.", ""),
        ("Confidence-building measures are likely.", ""),
        ("Investors are likely to act with high confidence in the rupee.", ""),
        ("A vote of no confidence is likely.", ""),
        ("Remote regions gain most.", "confidence"),
        ("There is probable cause for an inquiry.", "confidence"),
        ("Certain goods are exempt, and no chance is left out.", "confidence"),
        ("The unlikelihood of it isn't the point.", "confidence"),
    ],
)
def test_what_is_none_of_it(text, key):
    assert warnings(text, key) == []


@pytest.mark.parametrize("kind", ["background", "risk", "line_to_take"])
def test_only_a_judgement_judges(kind):
    assert warnings("A summit is likely, with low confidence.", kind=kind) == []


def test_of_two_keys_the_error_is_enough():
    text = (
        'schema = 1\n[brief]\ntitle = "x"\nas_of = 2025-03-02\n[[topics.trade.points]]\nkind = "judgement"\n'
        'text = "A summit is likely, with low confidence."\nlikelihood = "likely"\nconfidence = "low"\n'
    )
    loaded = parse(text.encode(), Path("brief.toml"))
    assert [one.message for one in loaded.problems] == ["confidence stands in one point with a likelihood"]
    assert isinstance(loaded.brief.topics["trade"].points[0], Point)
