import pytest

from briefing.evidence.quotecheck import check_quote, check_words
from briefing.evidence.speakercheck import Claimed
from briefing.evidence.status import Status
from tests.evidence import INAUGURAL, reading

ROOSEVELT = Claimed(("Franklin D. Roosevelt",))


def kinds(result):
    return [one.kind for one in result.differences]


@pytest.mark.parametrize(
    "text",
    [
        "the only thing we have to fear is fear itself",
        "the only thing we have to fear is fear itself.",
        "“the only thing we have to fear is fear itself,”",
        "‘the only thing we have to fear is fear itself’",
        "the only thing we have to\u00a0fear is  fear itself",
        "So, first of all, let me assert […] that the only thing we have to fear is fear itself",
        "So, first of all, … the only thing we have to fear is fear itself",
        "the only thing [Americans] have to fear is fear itself",
        "[T]he only thing we have to fear is fear itself",
        "the only [great] thing we have to fear is fear itself",
        # interrupted by its attribution in the source, one text in the brief
        "will revive and will prosper. So, first of all, let me assert my firm belief",
        "will revive and will prosper, So, first of all",
        "In their need they have registered a mandate that they want direct, vigorous action.",
        "broad Executive power to wage a war",
    ],
)
def test_the_words_of_the_source_are_verified(text):
    result = check_quote(text, ROOSEVELT, reading(INAUGURAL))
    assert (result.status, result.differs, result.speaker) == (Status.VERIFIED, None, "confirmed")
    assert not result.warnings


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the only thing we have not to fear is fear itself", "negation"),
        ("The people of the United States have failed", "negation"),
        ("The people of the United States have … failed", "negation"),
        ("The people of the United States have [surely] failed", "negation"),
        ("the only thing we have to love is fear itself", "word"),
        ("the only thing we have fear is fear itself", "word"),
        ("the only thing we have to fear fear is itself", "word"),
        ("The only thing we have to fear is fear itself", "case"),
        ("So first of all, let me assert my firm belief", "punctuation"),
        ("the only thing we hаve to fear is fear itself", "word"),  # a Cyrillic а
        ("the only thing we have to fear is fear\u200b itself", "hidden"),
        ("the only thing we have to fear is fear \u202eitself", "hidden"),
        # two quotations in one
        ("the only thing we have to fear is fear itself. The people of the United States have not failed", "word"),
        ("the people had not failed", "quotation"),  # reported, not quoted
        ("Roosevelt said. “In their need they have registered a mandate", "quotation"),
    ],
)
def test_what_differs_is_named(text, kind):
    result = check_quote(text, ROOSEVELT, reading(INAUGURAL))
    assert result.status is Status.DIFFERS
    assert kinds(result)[0] == kind, result.differs
    assert result.span is not None


def test_a_letter_of_another_script_is_named():
    result = check_quote("the only thing we hаve to fear", Claimed(), reading(INAUGURAL))
    assert "cyrillic small letter a" in (result.differs or "")


@pytest.mark.parametrize(
    "text", ["We shall fight on the beaches and in the hills", "…", "“”", "[…]", ".", "[all of it]", "-"]
)
def test_what_the_source_does_not_have_is_not_found(text):
    result = check_quote(text, Claimed(), reading(INAUGURAL))
    assert (result.status, result.span) == (Status.NOT_FOUND, None)
    assert result.reason


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("He said: “It is well-known.”", "known"),
        ("He said: “We can't do it.”", "We can"),
        ("He said: “It fell to -5 degrees.”", "5 degrees"),
        ("He said: “We need 68.7 billion.”", "8.7 billion"),
        ("He said: “We need 36.5 of them.”", "We need 36"),
        ("He said: “In 2019-20 it fell.”", "20 it fell"),
        ("He said: “Growth of 36% is fine.”", "Growth of 36"),
        ("He said: “Non-nuclear weapons stay.”", "nuclear weapons stay"),
        ("He said: “Do you agree?”", "Do you agree."),
    ],
)
def test_parts_of_words_and_numbers_are_not_found_in_them(source, text):
    assert check_quote(text, Claimed(), reading(source)).status is not Status.VERIFIED


def test_a_negation_before_a_fragment_is_a_warning():
    result = check_quote(
        "a statement of intent", Claimed(), reading("The minister said: “This is not a statement of intent.”")
    )
    assert [one.kind for one in result.warnings] == ["negation"]


def test_a_negation_in_a_sentence_left_out_is_a_warning():
    source = "The minister said: “We will pay. We will not wait. We will build.”"
    result = check_quote("We will pay. … We will build.", Claimed(), reading(source))
    assert (result.status, [one.kind for one in result.warnings]) == (Status.VERIFIED, ["negation"])
    assert result.notes == ("left out: “We will not wait.”",)


def test_brackets_hide_no_negation_before_the_words():
    source = "The minister said: “We do not have enough time.”"
    assert kinds(check_quote("[They] have enough time", Claimed(), reading(source))) == ["negation"]


def test_the_clause_that_qualifies_is_shown():
    result = check_quote("We will sign", Claimed(), reading("The minister said: “We will sign, but only in March.”"))
    assert result.notes == ("the source goes on: “but only in March”",)


def test_the_place_by_the_speaker_is_preferred():
    source = "“We will sign,” said Harry Truman.\n\n“We will sign,” said Clement Attlee.\n"
    result = check_quote("We will sign", Claimed(("Clement Attlee",)), reading(source))
    assert result.speaker == "confirmed"
    assert result.span == (source.rindex("We"), source.rindex(",”"))


def test_words_in_marks_are_preferred_to_the_same_words_reported():
    source = "The leaders issued a statement of intent. Attlee called it “a statement of intent”."
    result = check_quote("a statement of intent", Claimed(), reading(source))
    assert result.status is Status.VERIFIED
    assert result.span == (source.rindex("a statement"), source.rindex("”"))


def test_a_missing_quotation_mark_in_the_source_is_noted():
    source = "“We will sign, said Attlee, and went home."
    result = check_quote("We will sign", Claimed(), reading(source))
    assert result.status is Status.VERIFIED


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("«Мы не уйдём», — сказал министр.", "Мы не уйдём"),
        ("मंत्री ने कहा, “हम पीछे नहीं हटेंगे।”", "हम पीछे नहीं हटेंगे"),
        ("‘We won’t go back,’ said Attlee. ‘It is over.’", "We won't go back. It is over."),
        (
            "He said: “The govern-\nment will act in its self-\ninterest.”",
            "The government will act in its self-interest",
        ),
    ],
)
def test_other_scripts_and_printed_columns(source, text):
    assert check_quote(text, Claimed(), reading(source)).status is Status.VERIFIED


def test_a_quotation_over_two_paragraphs_is_one():
    source = "Churchill told the Commons:\n\n“We shall never surrender.\n\n“We shall go on to the end.”\n"
    claim = "We shall never surrender. We shall go on to the end."
    assert check_quote(claim, Claimed(), reading(source)).status is Status.VERIFIED
    closed = source.replace("surrender.", "surrender.”")
    assert check_quote(claim, Claimed(), reading(closed)).status is Status.DIFFERS


def test_a_quotation_in_lines_broken_at_a_width():
    source = 'Churchill said that\nthe fight "would go on to the\nend, whatever the cost may be".\nIt did go on.\n'
    claim = "would go on to the end, whatever the cost may be"
    assert check_quote(claim, Claimed(), reading(source)).status is Status.VERIFIED
    assert check_quote("It did go on", Claimed(), reading(source)).status is Status.DIFFERS


def test_two_pieces_far_apart_are_no_quotation():
    source = f"He said: “We will pay {'for this and that ' * 80}and build.”"
    assert check_quote("We will pay … and build", Claimed(), reading(source)).status is Status.DIFFERS


def test_evidence_is_found_outside_of_quotation_marks_and_names_in_the_genitive():
    source = "Russian President Vladimir Putin’s two-day visit began."
    result = check_words("Russian President Vladimir Putin", reading(source))
    assert (result.status, result.found) == (Status.VERIFIED, "Russian President Vladimir Putin")
    assert check_words("Russian President Vladimir Putina", reading(source)).status is Status.DIFFERS


def test_evidence_hides_no_negation():
    source = "The visit shows that Russia is not isolated."
    assert kinds(check_words("Russia is … isolated", reading(source))) == ["negation"]
    assert [one.kind for one in check_words("isolated", reading(source)).warnings] == ["negation"]
    assert check_words("Russia is not isolated", reading(source)).status is Status.VERIFIED


def test_a_passage_shows_the_words_with_what_stands_around():
    result = check_quote("Prosperity cannot be restored", Claimed(), reading(INAUGURAL))
    passage = result.passage
    assert passage is not None
    (start, end), *_ = passage.marks
    assert passage.text[start:end] == result.found == "Prosperity cannot be restored"
    assert INAUGURAL[passage.start :].startswith(passage.text)
    assert INAUGURAL.splitlines()[passage.line - 1].startswith("Herbert Hoover")
