import pytest

from briefing.entries import entries
from briefing.evidence.status import statuses
from tests.briefs import brief_of_text

SOURCE = '[sources.s]\ntitle = "S"\n'


def figure(name: str, keys: str) -> str:
    return f'[[topics.trade.figures]]\nid = "{name}"\nlabel = "{name}"\n{keys}\n'


SOURCED = figure("a", 'value = 1\nsource = "s"')
UNSOURCED = figure("b", "value = 2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SOURCED, {"a": "UNCHECKED"}),
        (UNSOURCED, {"b": "no source"}),
        # the source of an earlier value says nothing of the value
        (figure("a", 'value = 1\nprevious = { value = 2, source = "s" }'), {"a": "no source"}),
        # what is computed has the worst status of what it rests on
        (SOURCED + figure("c", 'formula = "a * 2"'), {"a": "UNCHECKED", "c": "UNCHECKED"}),
        (SOURCED + UNSOURCED + figure("c", 'formula = "a + b"'), {"c": "no source"}),
        (SOURCED + UNSOURCED + figure("c", 'formula = "a + b"') + figure("d", 'formula = "c + a"'), {"d": "no source"}),
        (SOURCED + UNSOURCED + figure("c", 'formula = "a + b"\nsource = "s"'), {"c": "UNCHECKED"}),
        (figure("c", 'formula = "2 * 3"'), {"c": "no source"}),
        ('[[topics.trade.quotes]]\nid = "q"\ntext = "Q"\n', {"q": "no source"}),
        ('[[topics.trade.quotes]]\nid = "q"\ntext = "Q"\nsource = "s"\n', {"q": "UNCHECKED"}),
        ('[[topics.trade.points]]\nid = "p"\ntext = "P"\n', {"p": "no source"}),
        ('[[topics.trade.points]]\nid = "p"\ntext = "P"\nkind = "judgement"\n', {"p": None}),
        ('[[topics.trade.points]]\nid = "p"\ntext = "P"\nkind = "gap"\nsource = "s"\n', {"p": "UNCHECKED"}),
        ('[[people]]\nid = "p"\nname = "P"\n', {"p": None}),
    ],
)
def test_the_status_of_an_item(text, expected):
    brief = brief_of_text(SOURCE + text)
    found = entries(brief)
    states = statuses(brief, found)
    got = {entry.id: states[entry.key] and str(states[entry.key]) for entry in found if entry.id in expected}
    assert got == expected


def test_a_name_that_the_brief_does_not_declare_is_no_source():
    brief = brief_of_text(SOURCE + SOURCED)
    brief.sources.clear()
    found = entries(brief)
    assert str(statuses(brief, found)[found[0].key]) == "no source"


def test_a_circle_of_formulas_ends():
    from dataclasses import replace

    brief = brief_of_text(SOURCED.replace('source = "s"', "") + figure("c", 'formula = "a"'))
    topic = brief.topics["trade"]
    circle = replace(topic.figures[0], value=None, formula="c")
    brief = replace(brief, topics={"trade": replace(topic, figures=(circle, topic.figures[1]))})
    found = entries(brief)
    assert {str(status) for status in statuses(brief, found).values()} == {"no source"}
