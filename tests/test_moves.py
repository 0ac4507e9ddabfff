"""How a figure has moved, in words."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import moves
from briefing.model import Figure, Previous
from tests.briefs import figures_in


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        # from one percentage to another is points, never %
        ('value = 36\nunit = "%"\nprevious = { value = 76, period = "2009–13" }', "down 40 points from 76 % (2009–13)"),
        ('value = 35\nunit = "%"\nprevious = { value = 2.5 }', "up 32.5 points from 2.5 %"),
        ('value = 9.1\nunit = "%"\nchange = { value = 3.4, unit = "%" }', "up 3.4 points"),
        ('value = 9.1\nunit = "%"\nchange = { value = -1 }', "down 1 point"),
        ('value = 3\nunit = "% of GDP"\nprevious = { value = 2 }', "up 1 point from 2 % of GDP"),
        ('value = 9.1\nunit = "%"\nchange = { value = [2, 3], unit = "points" }', "up 2–3 points"),
        # what has another unit changes in per cent
        ('value = 9\nunit = "ships"\nchange = { value = 12, unit = "%", since = 2022 }', "up 12 % since 2022"),
        ('value = 9\nunit = "USD"\nscale = "million"\nchange = { value = -2 }', "down US$2 million"),
        ('value = 9\nprevious = { value = 9, period = "2020" }', "unchanged at 9 (2020)"),
        ('value = 9\nchange = { value = 0, unit = "%", since = 2020 }', "unchanged since 2020"),
        ('value = 9\nchange = { value = [-2, 3], unit = "%" }', "changed by −2 to 3 %"),
        ('value = 9\nchange = { value = [-3, -2], unit = "%" }', "down 2–3 %"),
        ('value = 9\nchange = { value = [0, 2], unit = "%" }', "up 0–2 %"),
        (
            'value = 48.6\nscale = "billion"\nprevious = { value = 39800, scale = "million" }',
            "up 8.8 billion from 39,800 million",
        ),
        ("value = 60.50\nprevious = { value = 0.50 }", "up 60 from 0.50"),
        # a difference of rough numbers is rough, and of mere bounds there is none
        ('value = 36\nprevious = { value = 30, qualifier = "nearly" }', "up about 6 from nearly 30"),
        ('value = 36\nqualifier = "over"\nprevious = { value = 30 }', "up about 6 from 30"),
        ('value = 36\nqualifier = "at_least"\nprevious = { value = 30, period = "2020" }', "from 30 (2020)"),
        ("value = [36, 40]\nprevious = { value = 30 }", "from 30"),
        ('value = 36\nunit = "USD"\nprevious = { value = 30, unit = "EUR" }', "from €30"),
        (
            'value = 36\nprevious = { value = 30 }\nchange = { value = 20, unit = "%", since = 2020 }',
            "up 20 % since 2020, from 30",
        ),
        ('change = { value = 20, unit = "%", since = 2020 }\nprevious = { value = 30 }', "from 30 since 2020"),
        ("value = 36", ""),
    ],
)
def test_a_change(keys, expected):
    (figure,), _ = figures_in(keys)
    assert moves.change(figure) == expected


@settings(max_examples=150, deadline=None)
@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=1), st.sampled_from(["%", "% of GDP"]))
def test_a_change_between_percentages_is_never_in_per_cent(now, before, unit):
    figure = Figure(label="L", value=now, unit=unit, previous=(Previous(value=before),))
    moved = moves.move(figure)
    assert moved is not None
    assert moved.direction == (now > before) - (now < before)
    assert moved.amount.split()[1] in ("point", "points")
    assert "%" not in moved.amount
    assert Decimal(moved.amount.split()[0].replace(",", "")) == abs(now - before)
