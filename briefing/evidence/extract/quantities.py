"""Every number of a text with what it counts, one by one, before they are brought together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from briefing.evidence.extract.days import days, is_free, spans
from briefing.evidence.extract.identifiers import identifiers
from briefing.evidence.extract.nouns import counted, joined_noun
from briefing.evidence.extract.numerals import (
    SCALE_LETTERS,
    Numeral,
    digit_numerals,
    fractions,
    multiples,
    word_numerals,
)
from briefing.evidence.extract.tables import Span
from briefing.evidence.extract.units import (
    SPACE,
    Unit,
    money_before,
    percent_after_fraction,
    price_per,
    rate_after,
    unit_after,
)


@dataclass(slots=True)
class Quantity:
    """A number with its unit: the span of both, and the number's own.

    `kind` is percent, points, money, measure, rate, time, times, fraction, count or bare (a number whose unit isn't
    beside it); `own` is whether the unit stands beside this very number.
    """

    start: int
    end: int
    number: Numeral
    value: Decimal
    step: Decimal
    unit: str
    kind: str
    own: bool = True

    def take(self, other: "Quantity") -> None:
        """Take over the unit, and the scale, of the number that this one is listed with."""
        self.unit, self.kind = other.unit, other.kind if other.kind != "bare" else self.kind
        plain = not self.number.scaled and abs(self.value) == self.number.value < 10_000
        if plain and other.number.scaled:
            self.value *= other.number.factor
            self.step *= other.number.factor


def quantities(text: str, dates: Iterable[Span] | None = None) -> list[Quantity]:
    """All quantities of a text, in order; names, dates and times that hold numbers are left out."""
    barred = _merged([*(spans(days(text)) if dates is None else dates), *identifiers(text)])
    found: list[Quantity] = []
    numbers: list[tuple[Numeral, str]] = [(one, "") for one in (*fractions(text), *multiples(text))]
    taken = _merged((one.start, one.end) for one, _ in numbers)
    numbers += [(one, "") for one in word_numerals(text) if is_free((one.start, one.end), taken)]
    numbers += [pair for pair in digit_numerals(text) if is_free((pair[0].start, pair[0].end), taken)]
    for number, letter in sorted(numbers, key=lambda pair: pair[0].start):
        if number.form == "fraction" or is_free((number.start, number.end), barred):
            quantity = _read(text, number, letter)
            if quantity is not None and (not found or quantity.start >= found[-1].end or found[-1].end <= number.start):
                quantity.start = max(quantity.start, found[-1].end) if found else quantity.start
                found.append(quantity)
    return found


def _merged(found: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _read(text: str, number: Numeral, letter: str) -> Quantity | None:
    """One number with its sign and its unit, or None where it's part of a longer token."""
    if number.form in ("fraction", "multiple"):
        return _in_words(text, number)
    money = money_before(text, number.start) if number.form == "digits" else None
    sign, start = _negative(text, money.start if money is not None else number.start)
    number, unit, end = _with_letter(text, number, letter, money)
    if unit is None and money is None:
        unit = unit_after(text, end)
        unit = None if unit is not None and _misread(text, unit, number) else unit
    value, step = number.value * sign, number.step
    code = money.name if money is not None else ""
    if unit is not None:
        code, end = (unit.name if unit.kind == "money" and "/" not in unit.name else ""), unit.end
    if code:
        name, end = _paid(text, end, code, number)
        return Quantity(start, end, number, value, step, name, "money")
    if unit is not None:
        return Quantity(start, end, number, value * unit.factor, step * unit.factor, unit.name, unit.kind)
    if _token_end().match(text, end) is None:
        return None
    return _count(text, Quantity(start, end, number, value, step, "", "bare", own=False))


@lru_cache(maxsize=1)
def _token_end() -> re.Pattern[str]:
    return re.compile(r"(?![^\W_]|[_/]|[.:][0-9])")


def _in_words(text: str, number: Numeral) -> Quantity:
    """A fraction, of percent too, or a multiple."""
    start, end, value, step = number.start, number.end, number.value, number.step
    if number.form == "multiple":
        return Quantity(start, end, number, value, step, "x", "times")
    part = percent_after_fraction(text, end)
    if part is None:
        return Quantity(start, end, number, value, step, "fraction", "fraction")
    return Quantity(start, part.end, number, value, step, part.name, part.kind)


def _paid(text: str, end: int, code: str, number: Numeral) -> tuple[str, int]:
    """The unit of an amount of money that ends at `end`, with what it is paid for, and where that ends."""
    after = unit_after(text, end)
    if after is not None and after.kind == "money" and after.name.partition("/")[0] == code:
        return after.name, after.end
    rate, end = rate_after(text, end) if number.scaled else price_per(text, end)
    return code + rate, end


def _negative(text: str, start: int) -> tuple[int, int]:
    """-1 and where the minus stands, for a number with one before it that is no hyphen or dash."""
    if start and text[start - 1] in "-−" and (start == 1 or text[start - 2] in " \u00a0\t\n(“\"'‘"):
        return -1, start - 1
    match = re.compile(rf"\b(?:minus|negative){SPACE}$", re.IGNORECASE).search(text, max(0, start - 10), start)
    return (-1, match.start()) if match is not None else (1, start)


def _with_letter(text: str, number: Numeral, letter: str, money: Unit | None) -> tuple[Numeral, Unit | None, int]:
    """The number with the letter close to it read: $5m are millions, 20k are thousands, 30m are metres or millions."""
    if not letter:
        return number, None, number.end
    end = number.end + 1
    noun = counted(text, end) is not None or re.compile(rf"{SPACE}(?:tonnes|tons|barrels|dollars|euros|b/d)").match(
        text, end
    )
    if money is not None or letter in "kK" or (letter in "mMbB" and noun):
        factor = Decimal(10) ** SCALE_LETTERS[letter]
        scaled = Numeral(number.start, end, number.value * factor, number.step * factor, number.form, factor)
        return scaled, None, end
    name = {"m": "meter", "t": "tonne"}.get(letter)
    return (number, Unit(name, "measure", number.end, end), end) if name else (number, None, number.end)


@lru_cache(maxsize=1)
def _weight() -> re.Pattern[str]:
    return re.compile(rf"{SPACE}(?:of|in{SPACE}weight)\b")


@lru_cache(maxsize=1)
def _compared() -> re.Pattern[str]:
    return re.compile(rf"{SPACE}(?:as|more|the|its|their|his|her|what|over|less|[a-z]+er)\b")


def _misread(text: str, unit: Unit, number: Numeral) -> bool:
    """Whether what looks like a unit is none: `12 won medals`, `200 pounds of rice`, `5 a.m.`, `one second`."""
    word = text[unit.start : unit.end].strip(" -\u00a0").lower()
    if word == "won":
        return not number.scaled and number.value < 1000
    if unit.kind == "money" and word.startswith("pound") and not number.scaled:
        return _weight().match(text, unit.end) is not None
    if unit.kind == "times" and word == "times" and number.form == "words":
        return _compared().match(text, unit.end) is None
    return unit.kind == "points" and word in ("point", "points") and number.form == "words"


@lru_cache(maxsize=1)
def _loose() -> re.Pattern[str]:
    return re.compile(rf"\+|-odd|-plus|{SPACE}(?:or{SPACE}so|or{SPACE}more|or{SPACE}fewer|or{SPACE}less)(?!\w)")


def _count(text: str, bare: Quantity) -> Quantity | None:
    """A number of things; without a noun beside it, the bare number; None where a hyphen ties it to a name."""
    number, end = bare.number, bare.end
    hyphened = joined_noun(text, end) if number.form == "digits" or number.value > 10 else None
    if text[end : end + 1] == "-" and hyphened is None and text[end + 1 : end + 2].isalpha():
        return None
    loose = _loose().match(text, end)
    noun = hyphened or counted(text, loose.end() if loose is not None else end)
    if noun is None:
        return bare
    rate, stop = rate_after(text, noun[1]) if hyphened is None else ("", noun[1])
    return Quantity(bare.start, stop, number, bare.value, bare.step, noun[0] + rate, "count")
