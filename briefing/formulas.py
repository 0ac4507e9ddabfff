"""Formulas on figures: read, and computed with the bounds that the rounding of the operands leaves."""

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, DecimalException, localcontext

from briefing.numbers import CONTEXT, MAX_DIGITS, interval, last_digit, scale_factor
from briefing.records import record

MAX_SIZE = 60
"""The largest power of ten of a computed number, and the smallest: it must stay printable."""


class FormulaError(ValueError):
    """A formula that can't be read or computed; `column` counts from 0 within the formula."""

    def __init__(self, message: str, column: int = 0, length: int = 1) -> None:
        super().__init__(message)
        self.column = column
        self.length = length


@record
class Computed:
    """A computed number: its value, the bounds that the operands' rounding leaves, and its last sure digit.

    `digit` is one unit of the last digit that the least precise operand carries; 0 where all were constants.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    digit: Decimal

    def rounded(self) -> Decimal:
        """The value with no more digits than the least precise operand gives; constants alone leave MAX_DIGITS."""
        if not self.digit:
            return Context(prec=MAX_DIGITS).plus(self.value)
        return self.value.quantize(self.digit, ROUND_HALF_EVEN, CONTEXT)

    def bounds(self, extra_digits: int = 1) -> tuple[Decimal, Decimal]:
        """Low and high, rounded outward, with one digit more than the rounded value."""
        digit = self.digit.scaleb(-extra_digits, CONTEXT) if self.digit else last_digit(self.value)
        return (
            self.low.quantize(digit, ROUND_FLOOR, CONTEXT),
            self.high.quantize(digit, ROUND_CEILING, CONTEXT),
        )

    def times(self, factor: Decimal) -> "Computed":
        """The same in a unit that is `factor` times smaller; the factor is exact."""
        with localcontext(CONTEXT):
            ends = sorted((self.low * factor, self.high * factor))
            digit = (self.digit * abs(factor)).normalize()
            digit = Decimal(1).scaleb(digit.adjusted()) if digit else digit
            return Computed(self.value * factor, ends[0], ends[1], digit)


def exactly(number: Decimal) -> Computed:
    """A constant: no rounding, no least digit."""
    return Computed(number, number, number, Decimal(0))


def measured(value: Decimal, qualifier: str = "exact", scale: str | None = None) -> Computed:
    """A printed amount as an operand, in units; open ends stand at the value itself."""
    bounds = interval(value, qualifier, scale)
    factor = scale_factor(scale)
    with localcontext(CONTEXT):
        base = value * factor
        return Computed(
            base,
            base if bounds.low is None else bounds.low,
            base if bounds.high is None else bounds.high,
            last_digit(value) * factor,
        )


def _combine(operator: str, left: Computed, right: Computed) -> Computed:
    with localcontext(CONTEXT):
        match operator:
            case "+":
                value, ends = left.value + right.value, [left.low + right.low, left.high + right.high]
            case "-":
                value, ends = left.value - right.value, [left.low - right.high, left.high - right.low]
            case "*":
                value = left.value * right.value
                ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
            case _:
                if right.low <= 0 <= right.high:
                    raise FormulaError("divides by a number that may be zero")
                value = left.value / right.value
                ends = [a / b for a in (left.low, left.high) for b in (right.low, right.high)]
        digit = max(left.digit, right.digit) if operator in "+-" else _significant(value, left, right)
        return Computed(value, min(ends), max(ends), digit)


def _significant(value: Decimal, left: Computed, right: Computed) -> Decimal:
    """One unit of the last digit of `value` that the operand with the fewest significant digits leaves."""
    counts = [(one.value or one.digit).adjusted() - one.digit.adjusted() + 1 for one in (left, right) if one.digit]
    if not counts or not value:
        return max(left.digit, right.digit) if not value else Decimal(0)
    return Decimal(1).scaleb(value.adjusted() - max(1, min(counts)) + 1)


_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<sign>[-+*/()\u2212\u00d7]))")
_SIGNS = {"\u2212": "-", "\u00d7": "*"}
MAX_FORMULA = 500
"""The most characters that a formula may have; bounds the depth of its brackets too."""


@record
class Token:
    """One word of a formula: its kind (number, name, sign), its text and where it starts."""

    kind: str
    text: str
    column: int


def tokens(formula: str) -> list[Token]:
    """The formula's words. Raises FormulaError for what is none."""
    if len(formula) > MAX_FORMULA:
        raise FormulaError(f"is longer than {MAX_FORMULA} characters")
    found: list[Token] = []
    at = 0
    end = len(formula.rstrip())
    while at < end:
        match = _TOKEN.match(formula, at)
        if match is None or match.lastgroup is None:
            column = at + len(formula[at:]) - len(formula[at:].lstrip())
            raise FormulaError(f"has {formula[column]}, which isn't a number, an id or one of + - * / ( )", column)
        kind = match.lastgroup
        found.append(Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return found


def names(formula: str) -> list[Token]:
    """The ids that a formula uses. Raises FormulaError."""
    return [token for token in tokens(formula) if token.kind == "name"]


MAX_BRACKETS = 10
"""How deep the brackets of a formula may go; bounds the recursion below."""


class _Reading:
    """One pass over a formula by recursive descent: a total of products of factors."""

    def __init__(self, formula: str, operand: Callable[[str], Computed]) -> None:
        self.end = max(0, len(formula) - 1)
        self.words = tokens(formula)
        self.operand = operand
        self.position = 0
        self.brackets = 0

    def peek(self) -> str:
        """The next word: a sign as itself, else its kind; empty at the end."""
        if self.position >= len(self.words):
            return ""
        token = self.words[self.position]
        return _SIGNS.get(token.text, token.text) if token.kind == "sign" else token.kind

    def total(self) -> Computed:
        result = self.product()
        while (sign := self.peek()) in ("+", "-"):
            self.position += 1
            result = _combine(sign, result, self.product())
        return result

    def product(self) -> Computed:
        result = self.factor()
        while (sign := self.peek()) in ("*", "/"):
            self.position += 1
            result = _combine(sign, result, self.factor())
        return result

    def factor(self) -> Computed:
        negative = False
        while self.peek() == "-":
            negative = not negative
            self.position += 1
        value = self.single()
        return _combine("*", exactly(Decimal(-1)), value) if negative else value

    def single(self) -> Computed:
        kind = self.peek()
        if not kind:
            raise FormulaError("ends too early", self.end)
        token = self.words[self.position]
        self.position += 1
        if kind == "number":
            return exactly(Decimal(token.text))
        if kind == "name":
            return self.operand(token.text)
        if kind == "(":
            return self.bracket(token)
        raise FormulaError(f"has {token.text} where a number or an id should stand", token.column)

    def bracket(self, opening: Token) -> Computed:
        self.brackets += 1
        if self.brackets > MAX_BRACKETS:
            raise FormulaError(f"has more than {MAX_BRACKETS} brackets in each other", opening.column)
        inner = self.total()
        if self.peek() != ")":
            raise FormulaError("has a bracket that isn't closed", opening.column)
        self.position += 1
        self.brackets -= 1
        return inner


def compute(formula: str, operand: Callable[[str], Computed]) -> Computed:
    """The formula's value in units, on intervals.

    `operand` gives the value of an id, in units. Raises FormulaError where the formula can't be read, divides
    by zero or gives a number beyond 10 ** MAX_SIZE, and what `operand` raises. Rounding rule: for sums the
    coarsest last digit of the operands, for products the fewest significant digits (the usual rule for
    measured numbers).
    """
    reading = _Reading(formula, operand)
    try:
        result = reading.total()
    except DecimalException as error:
        raise FormulaError("can't be computed: a number gets too large or too small") from error
    if reading.peek():
        left = reading.words[reading.position]
        raise FormulaError(f"has {left.text} too much", left.column, len(left.text))
    return _printable(result)


def _printable(result: Computed) -> Computed:
    if any(one and abs(one.adjusted()) > MAX_SIZE for one in (result.value, result.low, result.high, result.digit)):
        raise FormulaError("can't be computed: a number gets too large or too small")
    return result


def share(part: Computed, whole: Computed) -> Computed:
    """What percentage of `whole` the `part` is. Raises FormulaError where the whole may be zero."""
    return _printable(_combine("/", part, whole)).times(Decimal(100))
