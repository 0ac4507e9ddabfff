import pytest

from briefing.evidence.quotecheck import check_quote
from briefing.evidence.speakercheck import Claimed, is_named, likeness
from tests.evidence import INAUGURAL, reading


@pytest.mark.parametrize(
    ("claimed", "found", "expected"),
    [
        ("Dmitry Peskov", "Dmitry Peskov", "same"),
        ("Dmitry Peskov", "Kremlin spokesperson Dmitry Peskov", "same"),
        ("Dmitry Peskov", "Mr Peskov", "same"),
        ("Peskov", "Dmitry Peskov", "same"),
        ("Ursula von der Leyen", "von der Leyen", "same"),
        ("Gáspár Maróth", "Gaspar Maroth", "same"),
        ("Harry S. Truman", "Harry Truman", "same"),
        ("H. Truman", "Harry Truman", "same"),
        ("Xi Jinping", "Xi", "same"),
        ("Narendra Modi", "PM Narendra Modi", "same"),
        ("IMF", "International Monetary Fund", "same"),
        ("International Monetary Fund", "IMF", "same"),
        ("a spokeswoman", "spokeswoman", "same"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "maybe"),
        ("Clement Attlee", "the prime minister", "maybe"),
        ("Clement Attlee", "two officials", "maybe"),
        ("Emirati Defence Ministry", "Ministry of Defence", "maybe"),
        ("Clement Attlee", "Harry Truman", "other"),
        ("Barbara Bush", "George Bush", "other"),
        ("Kim Jong-un", "Kim Yo-jong", "other"),
        ("International Monetary Fund", "World Bank", "other"),
    ],
)
def test_names_of_one_person(claimed, found, expected):
    assert likeness(claimed, found, reading("Nobody spoke.")) == expected


def test_an_abbreviation_that_the_source_explains():
    text = "The Korean Central News Agency (KCNA) said: “It is so.” “It is done,” added KCNA."
    assert likeness("Korean Central News Agency", "KCNA", reading(text)) == "same"


@pytest.mark.parametrize(
    ("text", "speaker", "verdict"),
    [
        ("fear itself", Claimed(("Franklin D. Roosevelt",)), "confirmed"),
        ("fear itself", Claimed(("Roosevelt",)), "confirmed"),
        ("fear itself", Claimed(("Herbert Hoover",)), "contradicted"),
        ("have not failed", Claimed(("Eleanor Roosevelt",)), "contradicted"),
        ("fear itself", Claimed(("Eleanor Roosevelt",)), "contradicted"),
        ("fear itself", Claimed(("Рузвельт", "Franklin D. Roosevelt")), "confirmed"),
        ("fear itself", Claimed(), None),
        ("Prosperity cannot be restored", Claimed(("Herbert Hoover",)), "confirmed"),
    ],
)
def test_the_verdict_on_a_speaker(text, speaker, verdict):
    result = check_quote(text, speaker, reading(INAUGURAL))
    assert result.speaker == verdict
    assert (str(result.status) == "DIFFERS") is (verdict == "contradicted")
    assert ([one.kind for one in result.differences] == ["speaker"]) is (verdict == "contradicted")


def test_somebody_in_the_speakers_role_may_be_the_speaker():
    source = "The Kremlin said: “We will not sign.” Nobody else spoke of it."
    claimed = Claimed(("Dmitry Peskov",), "Kremlin spokesman")
    assert check_quote("We will not sign", claimed, reading(source)).speaker == "unconfirmed"
    assert check_quote("We will not sign", Claimed(("Dmitry Peskov",)), reading(source)).speaker != "confirmed"


def test_a_speaker_whom_the_source_never_names_is_a_warning():
    source = "It was called “a complete success” afterwards."
    result = check_quote("a complete success", Claimed(("Harry Truman",)), reading(source))
    assert (str(result.status), result.speaker) == ("VERIFIED", "unconfirmed")
    assert [str(one) for one in result.warnings] == ["the source doesn't name Harry Truman"]


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (("Gáspár Maróth",), "Mr Maroth spoke.", True),
        (("Harry Truman",), "TRUMAN spoke.", True),
        (("Harry Truman",), "Trumans were there.", False),
        (("(",), "He (she) spoke.", False),
        (("",), "Anything.", False),
    ],
)
def test_whether_a_text_names_somebody(names, text, expected):
    assert is_named(names, text) is expected
