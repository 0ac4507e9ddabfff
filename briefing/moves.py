"""How a figure has moved, in words: from its written change, or from the values before."""

from decimal import Context, Decimal

from briefing.figures import difference, full_previous
from briefing.model import Amount, Change, Figure
from briefing.numbers import MAX_DIGITS, QUALIFIERS, Value, is_percentage, print_amount
from briefing.records import record


@record
class Move:
    """How a figure moved: up (1), down (-1) or neither (0), by how much, from what, since when.

    `open_end` is True of a range from a fall to a rise, which is neither.
    """

    direction: int
    amount: str
    start: str = ""
    since: str = ""
    open_end: bool = False

    def __str__(self) -> str:
        """The move in words: down 40 points from 76 % (2009–13)."""
        if self.open_end:
            words = f"changed by {self.amount}"
        elif not self.direction:
            words = "unchanged"
        else:
            words = f"{'up' if self.direction > 0 else 'down'} {self.amount}"
        if self.start:
            words += f" from {self.start}" if self.direction else f" at {self.start}"
        return words + (
            f" ({self.since})" if self.start and self.since else f" since {self.since}" if self.since else ""
        )


def move(figure: Figure, *, short: bool = False) -> Move | None:
    """How the figure moved, from its written change or from its last previous value; None where neither is there.

    Between two percentages the difference is in points, never in per cent. What is only a bound (at least, at most)
    moves by nobody knows how much, and from or to a rough number it moves by about the difference.
    """
    if figure.change is not None:
        return _written_move(figure, figure.change, short=short)
    by = difference(figure)
    if by is None:
        return None
    before = full_previous(figure)[-1]
    qualifiers = {figure.qualifier, before.qualifier or "exact"}
    if qualifiers & {"at_least", "at_most"}:
        return None
    size = by.copy_abs()
    if before.scale != figure.scale or size == size.to_integral_value():
        size = size.normalize(Context(prec=2 * MAX_DIGITS))  # 47.700 and 60.0 have zeros that nobody wrote
    unit = ("point" if size == 1 else "points") if is_percentage(figure.unit) else figure.unit
    amount = print_amount(size, unit, figure.scale, "exact" if qualifiers == {"exact"} else "about", short=short)
    return Move(_sign(by), amount, in_words(before, short=short), figure.previous[-1].period or "")


def _written_move(figure: Figure, written: Change, *, short: bool) -> Move:
    value = written.value
    low, high = value if isinstance(value, tuple) else (value, value)
    mixed = low < 0 < high
    if isinstance(value, tuple):
        size: Value = value if low >= 0 or mixed else (high.copy_abs(), low.copy_abs())
    else:
        size = value.copy_abs()
    amount = in_words(full_change(figure, written, size), short=short)
    return Move(0 if mixed else _sign(low) or _sign(high), amount, since=written.since or "", open_end=mixed)


def full_change(figure: Figure, written: Change, value: Value) -> Amount:
    """A written change with the figure's unit and scale where it has no unit of its own.

    Beside a percentage a change in per cent is one in points (format.md, Units).
    """
    unit = written.unit or figure.unit
    scale = written.scale if written.unit or written.scale else figure.scale
    if is_percentage(figure.unit) and is_percentage(unit) and (figure.value is not None or not written.unit):
        unit = "point" if value == 1 else "points"
    return Amount(value=value, unit=unit, scale=scale, qualifier=written.qualifier)


def in_words(amount: Amount, *, short: bool = False) -> str:
    """An amount in words, with its qualifier."""
    return print_amount(amount.value, amount.unit, amount.scale, amount.qualifier or "exact", short=short)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def change_in_words(figure: Figure, *, short: bool = False) -> str:
    """The written change of a figure without a value, with its sign: +70 %, about −0.4 points."""
    if figure.change is None:
        return ""
    amount = full_change(figure, figure.change, figure.change.value)
    low = amount.value[0] if isinstance(amount.value, tuple) else amount.value
    words = print_amount(amount.value, amount.unit, amount.scale, short=short)
    return QUALIFIERS.get(amount.qualifier or "", "") + ("+" if low > 0 else "") + words


def change(figure: Figure) -> str:
    """What is said of how a figure came to its value: the move, or where it came from; empty where nothing is."""
    moved = move(figure)
    start = "" if moved is not None and moved.start else f"from {earlier(figure)[-1]}" if figure.previous else ""
    if figure.value is None and figure.formula is None:  # the change itself is the figure's number
        since = f"since {figure.change.since}" if figure.change is not None and figure.change.since else ""
        return " ".join(filter(None, (start, since)))
    return ", ".join(filter(None, (str(moved) if moved else "", start)))


def earlier(figure: Figure) -> tuple[str, ...]:
    """The previous values with their periods, oldest first: 76 % (2009–13)."""
    return tuple(
        in_words(amount) + (f" ({one.period})" if one.period else "")
        for one, amount in zip(figure.previous, full_previous(figure), strict=True)
    )
