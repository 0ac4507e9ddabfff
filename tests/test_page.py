"""The one document behind all exports: what stands in it, and what must never."""

import re
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.entries import entries
from briefing.evidence.status import Status
from briefing.export.blocks import Block
from briefing.export.data import as_data
from briefing.export.markdown import as_markdown
from briefing.export.page import lay_out
from briefing.export.plain import as_text
from briefing.export.selection import EXTRACT, NotLaidOut
from briefing.markings import TLP_LABELS, may_show, strictest
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text

BRIEF = brief_in(READING)
MARKINGS = st.sampled_from([None, *TLP_LABELS, "HOUSE"])


def blocks(page):
    """All items of a document."""
    own = [*page.timeline, *page.questions, *page.people]
    return own + [block for topic in page.topics for block in (*topic.figures, *topic.quotes, *topic.points)]


def strings(value):
    """All texts in a document, its data among them, but not the names of kinds and keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def surfaces(page):
    """The document as every format gives it."""
    return "\n".join((as_markdown(page).decode(), as_text(page), str(as_data(page)), *strings(page)))


def test_order():
    page = lay_out(BRIEF)
    assert [topic.title for topic in page.topics] == ["Trade", "Energy", "Defence and coast guard", "Harbours"]
    assert [block.date for block in page.timeline] == ["Nov 2027", "6–7 May 2031"]
    assert [block.label for block in page.key_figures] == [
        "Trade between Arvenia and Tolmark",
        "Tolmark's share of Arvenia's power imports",
    ]
    assert [line.number for line in page.sources] == [1, 2, 3, 4]
    assert [line.cited for line in page.sources] == [True, True, True, False]


def test_what_the_brief_is_about():
    page = lay_out(BRIEF)
    assert page.facts == (
        ("For", "Minister for Bridges"),
        ("Occasion", "meeting, Port Ilmar, 6–7 May 2031"),
        ("Facts as at", "2 May 2031"),
        ("Prepared by", "Northern desk"),
        ("Cleared by", "Head of the northern desk"),
        ("Status", "cleared"),
        ("To be reviewed by", "9 May 2031"),
    )
    assert lay_out(brief_of_text("")).facts == (("Facts as at", "not given"), ("Status", "draft"))


def test_a_topic_with_nothing_in_it_has_no_section():
    page = lay_out(brief_of_text('[topics.trade]\nsummary = "S"\n[topics.energy]\ntitle = "E"\n'))
    assert [topic.name for topic in page.topics] == ["trade"]


def test_without_a_key_figure_the_first_of_each_topic_stands_at_the_top():
    keys = '\nlabel = "{}"\nvalue = 1\n'
    text = "".join(f"[[topics.{name}.figures]]" + keys.format(name + n) for name in ("trade", "energy") for n in "ab")
    assert [block.label for block in lay_out(brief_of_text(text)).key_figures] == ["energya", "tradea"]


def test_a_figure_in_words():
    trade, exports, imports, *_ = lay_out(BRIEF).topics[0].figures
    assert (trade.number, trade.short, trade.period) == ("US$48.6 billion", "US$48.6 bn", "2030")
    assert trade.change == "up US$8.8 billion from US$39,800 million (2028)"
    assert trade.earlier == ("US$24.30 billion (2024)", "about US$31 billion (2026)")
    assert [bar.name for bar in trade.bars] == ["2024", "2026", "2028", "2030"]
    assert trade.sources == (1, 2)
    assert len(trade.note) == 2
    assert exports.share == "14 % of US$48.6 billion, Trade between Arvenia and Tolmark"
    assert imports.computed
    assert imports.sources == (1, 2)
    assert imports.number == "US$41.7 billion"


def test_no_two_announced_steps_make_one_number():
    assert "35 %" not in surfaces(lay_out(BRIEF))  # 25 % in July and a further 10 % in September
    assert "75 %" not in "".join(block.number + str(block.phrases) for block in figures(lay_out(brief_in(SHIPPED))))


def figures(page):
    return [block for topic in page.topics for block in topic.figures]


@pytest.mark.parametrize("path", [READING, SHIPPED], ids=lambda path: path.stem)
def test_every_item_has_its_status_word_wherever_it_is_set(path):
    page = lay_out(brief_in(path))
    for block in blocks(page):
        assert (str(block.status) in block.tags) is (block.status is not None)
        assert ("SAMPLE" in block.tags) is page.sample
    assert any("no source" in block.tags for block in blocks(page)) is page.sample


def test_the_period_of_every_figure_is_printed_on_every_surface():
    page = lay_out(BRIEF)
    for text in (as_markdown(page).decode(), " ".join(as_text(page).split())):
        for block in figures(page):
            assert f"{block.label}, {block.period}" in text if block.period else block.label in text


def test_a_verified_status_is_quiet_on_paper_and_stands_on_the_screen():
    known = {entry.key: Status.VERIFIED for entry in entries(BRIEF)}
    assert not any("VERIFIED" in block.tags for block in blocks(lay_out(BRIEF, known=known)))
    assert any("VERIFIED" in block.tags for block in blocks(lay_out(BRIEF, on_screen=True, known=known)))


def test_an_own_marking_stands_with_its_item():
    marked = {block.tags[-1] for block in blocks(lay_out(BRIEF)) if block.tags[-1].startswith("TLP")}
    assert marked == {"TLP:AMBER", "TLP:RED"}


def test_what_was_not_said_on_the_record_is_left_out_and_counted():
    page = lay_out(BRIEF)
    assert page.left_out == ("Left out: 2 quotations that aren't on the record.",)
    text = surfaces(page)
    for hidden in ("light enough", "Нам хватает света", "before the autumn"):
        assert hidden not in text
    assert lay_out(BRIEF, topics=["energy"]).left_out[1] == "Left out: 1 quotation that isn't on the record."


def test_the_preparers_own_screen_shows_every_quote_with_its_terms():
    page = lay_out(BRIEF, on_screen=True)
    assert page.left_out == ()
    roles = {block.text: block.role for topic in page.topics for block in topic.quotes}
    assert "on background" in roles["We have light enough."]
    assert "off the record" in roles["Nobody will sign before the autumn."]


# Markings


def test_the_page_carries_the_strictest_marking_of_what_stands_in_it():
    assert lay_out(BRIEF).marking == "TLP:RED"
    assert lay_out(BRIEF, topics=["trade"]).marking == "TLP:AMBER"
    assert lay_out(BRIEF, topics=["harbours"]).marking == "TLP:GREEN"
    assert lay_out(BRIEF, max_marking="TLP:AMBER").marking == "TLP:AMBER"
    assert lay_out(brief_of_text("")).marking == ""


def test_what_is_stricter_is_left_out_and_counted_without_a_word_of_it():
    page = lay_out(BRIEF, max_marking="TLP:GREEN")
    assert page.left_out[0] == "Left out: 2 items marked stricter than TLP:GREEN, or not marked."
    assert page.title == BRIEF.head.title
    text = surfaces(page)
    for hidden in ("Further tariff", "September", "storm like that", "TLP:AMBER", "TLP:RED"):
        assert hidden not in text


def test_the_briefs_own_texts_carry_its_marking_too():
    page = lay_out(BRIEF, max_marking="TLP:CLEAR")
    assert page.title == EXTRACT
    assert page.topics == page.people == page.key_figures == page.sources == ()
    items = len(entries(BRIEF))
    assert page.left_out[:2] == (
        f"Left out: {items} items marked stricter than TLP:CLEAR, or not marked.",
        "Left out: the brief's own title and texts, for the same reason.",
    )
    text = surfaces(page)
    head = BRIEF.head
    for hidden in (head.title, head.subtitle, head.place, head.audience, head.bottom_line, "2031/17", *head.tags):
        assert hidden not in text
    assert ("Facts as at", "2 May 2031") in page.facts
    assert page.sample


PARTS = """
[brief]
title = "T"
marking = "TLP:GREEN"
[sources.s]
title = "Secret source"
[sources.o]
title = "Open source"
[[topics.trade.figures]]
id = "whole"
label = "Secret whole"
value = 100
marking = "TLP:RED"
source = "s"
[[topics.trade.figures]]
id = "part"
label = "Part"
value = 7
of = "whole"
source = "o"
[[topics.trade.figures]]
id = "rest"
label = "Rest"
formula = "whole - part"
[[topics.trade.figures]]
label = "Half of the rest"
formula = "rest / 2"
[[topics.trade.figures]]
label = "Twice the part"
formula = "part * 2"
[[topics.trade.quotes]]
text = "Q"
speaker = "Ansa Vell"
source = "o"
[[people]]
name = "Ansa Vell"
role = "Secret keeper"
marking = "TLP:AMBER"
"""


def test_nothing_of_what_is_hidden_shows_through_what_rests_on_it():
    """Neither the whole of a part, nor a result, nor the role of a speaker, nor a source."""
    page = lay_out(brief_of_text(PARTS), max_marking="TLP:GREEN")
    assert [block.label for block in figures(page)] == ["Part", "Twice the part"]
    assert figures(page)[0].share == ""
    assert page.left_out == ("Left out: 4 items marked stricter than TLP:GREEN, or not marked.",)
    text = surfaces(page)
    for hidden in ("Secret", "whole", "93", "46"):
        assert hidden not in text
    assert [(line.number, line.citation) for line in page.sources] == [(2, "Open source")]


def test_a_hidden_value_of_another_period_does_not_stand_for_the_whole():
    text = PARTS + '[[topics.trade.figures]]\nid = "whole"\nlabel = "Secret whole"\nvalue = 50\nperiod = "1999"\n'
    page = lay_out(brief_of_text(text), max_marking="TLP:GREEN")
    assert next(block for block in figures(page) if block.label == "Part").sources == (2,)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(TLP_LABELS))
def test_no_marking_stricter_than_the_limit_gets_through(data, most):
    def mark(item):
        return replace(item, marking=data.draw(MARKINGS))

    topics = {
        name: replace(
            topic,
            figures=tuple(map(mark, topic.figures)),
            quotes=tuple(map(mark, topic.quotes)),
            points=tuple(map(mark, topic.points)),
        )
        for name, topic in BRIEF.topics.items()
    }
    head = replace(BRIEF.head, marking=data.draw(MARKINGS))
    brief = replace(BRIEF, head=head, topics=topics, events=tuple(map(mark, BRIEF.events)))
    page = lay_out(brief, max_marking=most)
    effective = [block.entry.item.marking or head.marking for block in blocks(page)]
    assert all(may_show(marking, most) for marking in effective)
    assert page.title == (head.title if may_show(head.marking, most) else EXTRACT)
    assert not page.marking or may_show(page.marking, most)
    assert page.marking == strictest([head.marking if page.title == head.title else None, *effective])
    hidden = sum(not may_show(entry.item.marking or head.marking, most) for entry in entries(brief))
    told = re.match(r"Left out: (\d+) items? marked", " ".join(page.left_out))
    assert (int(told[1]) if told else 0) >= hidden  # and what rests on the hidden


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"topics": ["nope"]}, "no topic is named “nope”; the topics are trade, energy, defence, harbours, diplomacy"),
        ({"topics": ["trade", "x\x1b[2J"]}, "no topic is named “x␛[2J”"),
        ({"max_marking": "TLP:GREN"}, "no such marking: “TLP:GREN”; known are TLP:RED"),
        ({"max_marking": "TLP:WHITE"}, "no such marking: “TLP:WHITE”"),
    ],
)
def test_what_can_not_be_laid_out(options, message):
    with pytest.raises(NotLaidOut) as error:
        lay_out(BRIEF, **options)
    assert str(error.value).startswith(message)


def test_a_house_word_lets_pass_only_itself():
    text = PARTS.replace("TLP:GREEN", "HOUSE")
    page = lay_out(brief_of_text(text), max_marking="HOUSE")
    assert page.marking == "HOUSE"
    assert [block.label for block in figures(page)] == ["Part", "Twice the part"]


# Topics


def test_one_topic():
    page = lay_out(BRIEF, topics=["trade"])
    assert [topic.name for topic in page.topics] == ["trade"]
    assert page.left_out == ("This is a part of the brief: Trade only.",)
    assert page.key_figures == ()
    assert page.people == ()
    assert [block.topic for block in (*page.timeline, *page.questions)] == ["Trade", "Trade"]
    assert [line.name for line in page.sources] == ["gazette", "yearbook"]


def test_two_topics_stand_in_the_briefs_order():
    page = lay_out(BRIEF, topics=["energy", "trade"])
    assert [topic.name for topic in page.topics] == ["trade", "energy"]
    assert page.left_out[0] == "This is a part of the brief: Trade and Energy only."
    assert len(page.key_figures) == 2


def test_no_topics_are_all():
    assert lay_out(BRIEF, topics=()) == lay_out(BRIEF)


def test_a_part_of_a_figure_in_another_topic_keeps_its_share():
    text = (
        '[[topics.trade.figures]]\nid = "w"\nlabel = "W"\nvalue = 10\n'
        '[[topics.energy.figures]]\nlabel = "P"\nvalue = 1\nof = "w"\n'
    )
    page = lay_out(brief_of_text(text), topics=["energy"])
    assert figures(page)[0].share == "10 % of 10, W"


def test_a_source_that_is_no_link_has_no_address():
    urls = {"a": "https://example.org", "b": "mailto:a@example.org"}
    text = "".join(f'[sources.{name}]\ntitle = "T"\nurl = "{url}"\n' for name, url in urls.items())
    brief = brief_of_text(text)
    bad = replace(brief.sources["a"], url="javascript:alert(1)")
    page = lay_out(replace(brief, sources={**brief.sources, "c": bad}))
    assert [line.url for line in page.sources] == ["https://example.org/", "mailto:a@example.org", ""]


def test_a_block_knows_its_item():
    assert all(isinstance(block, Block) and block.entry in entries(BRIEF) for block in blocks(lay_out(BRIEF)))
