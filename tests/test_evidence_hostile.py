"""Source texts and claims that are made to hurt: bounded in time, and never verified by accident."""

import time

import pytest

from briefing.evidence.checking import check
from briefing.evidence.extraction import Reading, extract
from briefing.evidence.quotecheck import check_quote
from briefing.evidence.sourcetext import SourceText
from briefing.evidence.speakercheck import Claimed
from tests.evidence import brief_on, reading, with_source

SIZE = 15_000  # below what the cache keeps

HOSTILE = {
    "one long word": "a" * SIZE,
    "no line ends": "he said it fell by 3 per cent " * (SIZE // 30),
    "all opening marks": "“" * SIZE,
    "all straight marks": '"' * SIZE,
    "all apostrophes": "'" * SIZE,
    "marks within marks": "“‘" * (SIZE // 4) + "’”" * (SIZE // 4),
    "all digits": "1" * SIZE,
    "all numbers": "1,2.3 " * (SIZE // 6),
    "all line ends": "\n" * SIZE,
    "all blanks": " " * SIZE,
    "all dashes": " - " * (SIZE // 3),
    "all dots": "." * SIZE,
    "all hyphenated lines": "ab-\n" * (SIZE // 4),
    "all brackets": "[" * SIZE,
    "all combining marks": "e" + "\u0301" * SIZE,
    "all controls": "\x1b[2J\u202e" * (SIZE // 5),
    "the claim's first word": "fear " * (SIZE // 5),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_bounded_time(tmp_path, name):
    items = (
        '[[topics.trade.quotes]]\ntext = "fear … itself [and] more … of it"\nsource = "s"\nspeaker = "A B"\n'
        '[[topics.trade.figures]]\nlabel = "fear"\nvalue = 7.7\nunit = "%"\nsource = "s"\n'
        '[[topics.trade.points]]\ntext = "P"\nsource = "s"\nevidence = "fear a b c d e"\n'
    )
    start = time.perf_counter()
    checked = check(brief_on(items), with_source(tmp_path, HOSTILE[name]))
    assert time.perf_counter() - start < 5
    assert "VERIFIED" not in {str(one.status) for one in checked.items.values()}


@pytest.mark.parametrize(
    "claim",
    [
        "… " * 200 + "itself",
        "fear … " * 100,
        "[a] fear " * 100,
        "fear [x] " * 100 + "zzz",
        "[" * 500,
        "]" * 500,
        "[[[a]]] fear",
        "(" * 300,
        "\\" * 300,
        "fear" * 3000,
        "fear " * 3000,
        "\u0301" * 500,
        "\ue000\ue001 fear",
    ],
)
def test_a_hostile_claim_takes_bounded_time(claim):
    text = HOSTILE["the claim's first word"]
    source = reading("“" + text + "”")
    start = time.perf_counter()
    check_quote(claim, Claimed(("(" * 50, "A" * 5000)), source)
    assert time.perf_counter() - start < 5


def test_marks_of_the_program_in_a_text_are_only_characters(tmp_path):
    text = "“We\ue000will not\ue001go,” said Attlee."
    source = Reading(SourceText("s", tmp_path, text, ""), extract(text))
    assert str(check_quote("We will go", Claimed(), source).status) != "VERIFIED"
