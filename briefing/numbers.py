"""Amounts as exact decimals with unit, scale and qualifier: the interval that each stands for, and its words."""

import math
import re
from decimal import Context, Decimal, localcontext

from briefing.records import record

SCALES = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "lakh": 5,
    "crore": 7,
    "lakh crore": 12,
}
"""The power of ten of each scale word."""

SCALES_SHORT = {
    "thousand": "k",
    "million": "mn",
    "billion": "bn",
    "trillion": "tn",
    "lakh": "lakh",
    "crore": "cr",
    "lakh crore": "lakh cr",
}
"""The scale words where a column is narrow."""

CURRENCY_SIGNS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "C$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "NZD": "NZ$",
    "RUB": "₽",
    "SGD": "S$",
    "TWD": "NT$",
    "UAH": "₴",
    "USD": "US$",
    "VND": "₫",
}
"""ISO 4217 codes whose sign is set before the number; other codes stand before it as they are."""

_CURRENCY_CODE = re.compile(r"[A-Z]{3}")

QUALIFIERS = {
    "about": "about ",
    "nearly": "nearly ",
    "over": "over ",
    "at_least": "at least ",
    "at_most": "at most ",
}
"""What is set before a number that isn't exact."""

MINUS = "\u2212"
DASH = "\u2013"

MAX_DIGITS = 40
"""The most digits that a number may have, before and after the point: far above any real figure."""

CONTEXT = Context(prec=200)
"""Holds every number that is read or computed (formulas.MAX_SIZE), and a product of two, exactly."""

Value = Decimal | tuple[Decimal, Decimal]
"""A number, or a range from low to high."""


@record
class Interval:
    """All the values that a printed number may stand for; None is an open end."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return not (
            (self.high is not None and other.low is not None and self.high < other.low)
            or (other.high is not None and self.low is not None and other.high < self.low)
        )


def last_digit(number: Decimal) -> Decimal:
    """One unit of the number's last printed digit: 0.1 for 68.7, 1 for 36."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0, CONTEXT)


def scale_factor(scale: str | None) -> Decimal:
    """What a number with this scale word is multiplied with."""
    return Decimal(1).scaleb(SCALES[scale], CONTEXT) if scale else Decimal(1)


def interval(value: Value, qualifier: str = "exact", scale: str | None = None) -> Interval:
    """The interval that a value stands for, in units (scale applied).

    format.md, Meaning: exact is plus or minus half the last printed digit; about, 5 % both ways; nearly, up to
    5 % below; over, up to 5 % above; at_least and at_most are open.
    """
    low, high = value if isinstance(value, tuple) else (value, value)
    factor = scale_factor(scale)
    twentieth = Decimal("0.05")
    with localcontext(CONTEXT):
        below, above = abs(low) * twentieth, abs(high) * twentieth
        match qualifier:
            case "about":
                low, high = low - below, high + above
            case "nearly":
                low = low - below
            case "over":
                high = high + above
            case "at_least":
                return Interval(low * factor, None)
            case "at_most":
                return Interval(None, high * factor)
            case _:
                low, high = low - last_digit(low) / 2, high + last_digit(high) / 2
        return Interval(low * factor, high * factor)


def print_number(number: Decimal) -> str:
    """The number with the digits that were written, groups of three and a true minus sign."""
    digits = f"{number.copy_abs():,f}"  # abs() would round to the 28 digits of the default context
    return digits if number >= 0 else MINUS + digits


def print_amount(
    value: Value,
    unit: str | None = None,
    scale: str | None = None,
    qualifier: str = "exact",
    *,
    short: bool = False,
) -> str:
    """An amount in words: 36 %, US$68.7 billion (short: US$68.7 bn), nearly £40 billion, 45–60 %."""
    if isinstance(value, tuple):
        low, high = value
        dash = f" to {print_number(high)}" if low < 0 or high < 0 else f"{DASH}{print_number(high)}"
        number = print_number(low) + dash
    else:
        number = print_number(value)
    if scale:
        number += " " + (SCALES_SHORT[scale] if short else scale)
    before, after = _unit_parts(unit or "")
    number = MINUS + before + number[1:] if before and number.startswith(MINUS) else before + number
    return QUALIFIERS.get(qualifier, "") + number + after


def _unit_parts(unit: str) -> tuple[str, str]:
    """What stands before and after the number for a unit."""
    head, slash, rate = unit.partition("/")
    if not _CURRENCY_CODE.fullmatch(head):
        return "", f" {unit}" if unit else ""
    sign = CURRENCY_SIGNS.get(head, head + " ")
    return sign, f" per {rate}" if slash else ""


def is_percentage(unit: str | None) -> bool:
    """Whether the unit is a share in hundredths, so that a change between two values is in points."""
    return bool(unit) and str(unit).startswith("%")


def print_share(percentage: Decimal) -> str:
    """A computed percentage for reading: two significant digits below 10, none after the point above."""
    size = abs(percentage)
    digits = 0 if size >= 10 or not size else min(6, 1 - math.floor(math.log10(size)))
    return f"{print_number(round(percentage, digits))} %"
