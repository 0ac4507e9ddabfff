from decimal import Decimal

import pytest

from briefing.entries import entries
from briefing.evidence.itemcheck import check_item
from tests.evidence import INAUGURAL, brief_on, reading

SENTENCES = """\
Exports rose from US$5.1 billion in 2021 to US$6.4 billion in 2023, up 25 per cent.
Inflation fell 3.4 percentage points to 9.1 per cent in March 2024.
The bank raised its rate by 25 basis points to 4.75 per cent.
About 7,000 soldiers and nearly 300 tanks crossed the border.
The port handled 68.7 million tonnes in 2024, and the target for 2030 is 90 million tonnes.
Growth was minus 2.3 per cent. Aid of between 5 and 7 billion dollars is planned.
The army ordered equipment for Rs 1.27 lakh crore (US$15.2 billion).
A third of the fleet is 20 years old. Oil costs $62.50 a barrel; 1.8 million barrels per day flow.
"""


def results(keys: str, text: str = SENTENCES, label: str = "Figure"):
    brief = brief_on(f'[[topics.trade.figures]]\nlabel = "{label}"\nsource = "s"\n{keys}\n')
    (entry,) = entries(brief)
    return list(check_item(entry.item, reading(text), {}))


@pytest.mark.parametrize(
    "keys",
    [
        'value = 6.4\nunit = "USD"\nscale = "billion"',
        'value = 6400\nunit = "USD"\nscale = "million"',
        'value = 6400000000\nunit = "USD"',
        'value = 6.4\nunit = "USD"\nscale = "billion"\nperiod = "2023"',
        'value = 6.4\nunit = "USD"\nscale = "billion"\nevidence = "to US$6.4 billion in 2023"',
        'value = 6.4\nunit = "USD"\nscale = "billion"\n'
        'previous = { value = 5.1, period = "2021" }\nperiod = "2023"\nchange = { value = 25, unit = "%" }',
        'value = 9.1\nunit = "%"\nperiod = "2024-03"\nchange = { value = -3.4, unit = "points" }',
        'value = 4.75\nunit = "%"\nchange = { value = 25, unit = "basis points" }',
        'value = 4.75\nunit = "%"\nchange = { value = 0.25, unit = "points" }',
        'value = 7000\nunit = "soldiers"\nqualifier = "about"',
        'value = 300\nunit = "tanks"\nqualifier = "nearly"',
        'value = 68.7\nunit = "tonnes"\nscale = "million"\nperiod = "2024"',
        'value = 90\nunit = "tonnes"\nscale = "million"\nkind = "target"\nperiod = "by 2030"',
        'value = -2.3\nunit = "%"',
        'value = [5, 7]\nunit = "USD"\nscale = "billion"\nkind = "announced"',
        'value = 1.27\nunit = "INR"\nscale = "lakh crore"\nalso = [{ value = 15.2, unit = "USD", scale = "billion" }]',
        'value = 33\nunit = "%"',
        'value = 62.50\nunit = "USD/barrel"',
        'value = 1.8\nunit = "barrels/day"\nscale = "million"',
    ],
)
def test_what_the_source_gives_is_verified(keys):
    found = results(keys)
    assert [(one.part, str(one.status), one.differs, one.reason) for one in found] == [
        (one.part, "VERIFIED", None, "") for one in found
    ]
    assert not [one for one in found if one.warnings], found


@pytest.mark.parametrize(
    ("keys", "part", "kind"),
    [
        ('value = 6.5\nunit = "USD"\nscale = "billion"', "value", "number"),
        ('value = 6.4\nunit = "EUR"\nscale = "billion"', "value", "unit"),
        ('value = 6.4\nunit = "USD"\nscale = "million"', "value", "number"),
        ('value = 9.1\nunit = "USD"', "value", "unit"),
        ('value = 7000\nunit = "tonnes"', "value", "unit"),
        ('value = 2.3\nunit = "%"', "value", "number"),
        ('value = 6.4\nunit = "USD"\nscale = "billion"\nperiod = "2019"', "value", "period"),
        ('value = 6.4\nunit = "USD"\nscale = "billion"\nevidence = "from US$5.1 billion in 2021"', "value", "number"),
        ('value = 6.4\nunit = "USD"\nscale = "billion"\nevidence = "to US$6.4 million in 2023"', "value", "number"),
        ("value = 9.1", "value", "unit"),
        ('value = 5.1\nunit = "USD"\nscale = "billion"\nprevious = { value = 6.4 }', "value", "direction"),
        ('value = 9.1\nunit = "%"\nchange = { value = 3.4, unit = "points" }', "change", "direction"),
        ('value = 9.1\nunit = "%"\nchange = { value = -3.5, unit = "points" }', "change", "number"),
        ('value = 6.4\nunit = "USD"\nscale = "billion"\nprevious = { value = 5.2 }', "previous 1", "number"),
        (
            'value = 1.27\nunit = "INR"\nscale = "lakh crore"\n'
            'also = [{ value = 15.3, unit = "USD", scale = "billion" }]',
            "also 1",
            "number",
        ),
        ('value = [5, 8]\nunit = "USD"\nscale = "billion"', "value", "number"),
        ('value = 62.50\nunit = "USD/tonne"', "value", "unit"),
    ],
)
def test_what_differs_is_named(keys, part, kind):
    wrong = [one for one in results(keys, label="Exports, growth and aid") if str(one.status) != "VERIFIED"]
    assert part in [one.part for one in wrong], wrong
    assert kind in [difference.kind for one in wrong for difference in one.differences], wrong
    assert all(str(one.status) == "DIFFERS" and one.passage for one in wrong)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ('value = 7000\nunit = "soldiers"', "qualifier"),
        ('value = 300\nunit = "tanks"\nqualifier = "at_most"', "qualifier"),
        ('value = 90\nunit = "tonnes"\nscale = "million"', "aim"),
        ('value = 5\nunit = "USD"\nscale = "billion"\nkind = "announced"', "qualifier"),
        ('value = 69\nunit = "tonnes"\nscale = "million"', "rounded"),
        ('value = 1.3\nunit = "INR"\nscale = "lakh crore"', "rounded"),
        ('value = 7000\nunit = "recruits"\nqualifier = "about"', "measure"),
    ],
)
def test_what_is_said_in_another_manner_is_a_warning(keys, kind):
    (found,) = results(keys)
    assert str(found.status) == "VERIFIED", found
    assert [one.kind for one in found.warnings] == [kind]


def test_the_number_of_something_else_is_a_warning():
    text = "Wheat exports to Egypt reached 12 million tonnes. Barley exports to Jordan were 8 million tonnes."
    brief = brief_on(
        '[[topics.trade.figures]]\nlabel = "Wheat exports to Egypt"\nvalue = 8\nunit = "tonnes"\n'
        'scale = "million"\nsource = "s"\n'
    )
    (found,) = check_item(entries(brief)[0].item, reading(text), {})
    assert (str(found.status), [one.kind for one in found.warnings]) == ("VERIFIED", ["measure"])


@pytest.mark.parametrize("value", ["8.7", "68", "6.87", "687", "7.86"])
def test_digits_are_never_looked_for(value):
    (found,) = results(f'value = {value}\nunit = "tonnes"\nscale = "million"')
    assert str(found.status) != "VERIFIED"


@pytest.mark.parametrize("value", ["8.7", "6.87", "687", "7.86"])
def test_a_slip_shows_the_number_that_is_meant(value):
    (found,) = results(f'value = {value}\nunit = "tonnes"\nscale = "million"')
    assert (str(found.status), found.found) == ("DIFFERS", "68.7 million tonnes")


def test_an_amount_that_nothing_is_like_is_not_found():
    (found,) = results('value = 12\nunit = "submarines"')
    assert (str(found.status), found.span, bool(found.reason)) == ("NOT FOUND", None, True)


def test_the_spans_are_those_of_the_evidence():
    keys = (
        'value = 24.9\nunit = "%"\nperiod = "1933"\nevidence = "24.9 per cent in 1933"\n'
        'previous = { value = 3.2, period = "1929" }'
    )
    value, before = results(keys, INAUGURAL)
    assert value.found == "24.9 per cent in 1933"
    assert before.found == "3.2 per cent"
    assert Decimal("24.9") in {atom.value for one in reading(INAUGURAL).amounts for atom in one.atoms}
