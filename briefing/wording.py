"""How items are put in words on every surface: number, change, share, period, citation.

The screen, the text, the exports and the clipboard all take their words from here, so that they can't disagree.
"""

from decimal import Decimal

from briefing.dates import When
from briefing.figures import Figures, difference, full_previous
from briefing.model import Brief, Figure, Head, Item, Point, Quote, Source
from briefing.numbers import (
    DASH,
    FormulaError,
    is_percentage,
    print_amount,
    print_number,
    print_share,
    scale_factor,
    tokens,
)
from briefing.records import record

FIGURE_KINDS = {
    "estimate": "estimate",
    "forecast": "forecast",
    "target": "target",
    "announced": "announced",
}
"""What is said of a figure that isn't simply a measured one."""

POINT_KINDS = {
    "background": "fact",
    "judgement": "judgement",
    "objective": "objective",
    "point_to_make": "to make",
    "line_to_take": "line",
    "recommendation": "advice",
    "red_line": "red line",
    "risk": "risk",
    "gap": "gap",
}
"""The kind of a point in one short word."""

TERMS = {
    "background": "on background",
    "deep_background": "on deep background",
    "off_record": "off the record",
}
"""The terms on which a quote was given, where they restrict its use."""


def number(figure: Figure, figures: Figures, *, short: bool = False) -> str:
    """The figure's number: its value, else what its formula gives, else its change."""
    if figure.value is not None:
        return print_amount(figure.value, figure.unit, figure.scale, figure.qualifier, short=short)
    if figure.formula is not None:
        try:
            computed = figures.computed(figure)
        except FormulaError:
            computed = None
        if computed is not None:
            return print_amount(computed.rounded(), figure.unit, figure.scale, short=short)
    if figure.change is not None:
        return change_in_words(figure, short=short) or "?"
    return "?"


@record
class Move:
    """How a figure moved: up (1), down (-1) or not at all (0), by how much, from what, since when."""

    direction: int
    amount: str
    start: str = ""
    since: str = ""

    def __str__(self) -> str:
        """The move in words: down 40 points from 76 % (2009–13)."""
        if not self.direction:
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

    Between two percentages the difference is in points, never in per cent.
    """
    written = figure.change
    if written is not None:
        value = written.value
        low = value[0] if isinstance(value, tuple) else value
        size = (abs(value[1]), abs(value[0])) if isinstance(value, tuple) and low < 0 else value
        size = size if isinstance(size, tuple) else abs(size)
        amount = print_amount(size, written.unit, written.scale, written.qualifier or "exact", short=short)
        return Move(_sign(low), amount, since=written.since or "")
    by = difference(figure)
    if by is None:
        return None
    before = full_previous(figure)[-1]
    start = print_amount(before.value, before.unit, before.scale, before.qualifier or "exact", short=short)
    by = by.normalize() if by == by.to_integral_value() and by.as_tuple().exponent != 0 else by
    by = by.quantize(Decimal(1)) if by == by.to_integral_value() else by
    unit = "points" if is_percentage(figure.unit) else figure.unit
    amount = print_amount(abs(by), unit, figure.scale, short=short)
    return Move(_sign(by), amount, start, figure.previous[-1].period or "")


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def change_in_words(figure: Figure, *, short: bool = False) -> str:
    """The written change of a figure without a value, with its sign: +70 %, −0.4 points."""
    moved = move(figure, short=short)
    if moved is None:
        return ""
    return {1: "+", -1: "\u2212", 0: ""}[moved.direction] + moved.amount


@record
class Bar:
    """One bar of a figure: its name (a period, or what it is a part of), its value in words, its length from 0 to 1."""

    name: str
    value: str
    fraction: float
    now: bool


def bars(figure: Figure) -> tuple[Bar, ...]:
    """The previous values and the present one as bars on one scale, oldest first.

    Shares are drawn on a scale from 0 to 100, anything else from 0 to the largest. None where there is no previous
    value, or where a value is a range, negative or in another unit: a bar would say more than the brief does.
    """
    if not figure.previous or figure.value is None:
        return ()
    series = [
        (one.period or "before", amount) for one, amount in zip(figure.previous, full_previous(figure), strict=True)
    ]
    values: list[tuple[str, str, Decimal]] = []
    for name, amount in series:
        if isinstance(amount.value, tuple) or amount.unit != figure.unit:
            return ()
        shown = (
            print_number(amount.value)
            if amount.scale == figure.scale
            else print_amount(amount.value, None, amount.scale, short=True)
        )
        values.append((name, shown, amount.value * scale_factor(amount.scale)))
    if isinstance(figure.value, tuple):
        return ()
    values.append((figure.period or "now", print_number(figure.value), figure.value * scale_factor(figure.scale)))
    if any(value < 0 for _, _, value in values):
        return ()
    largest = max(value for _, _, value in values)
    whole = Decimal(100) if is_percentage(figure.unit) and largest <= 100 else largest
    last = len(values) - 1
    return tuple(
        Bar(name, shown, float(value / whole) if whole else 0.0, at == last)
        for at, (name, shown, value) in enumerate(values)
    )


def share_bar(figure: Figure, figures: Figures) -> Bar | None:
    """The figure as a part of its whole, drawn on the whole."""
    part, whole = figures.share(figure), figures.whole(figure)
    if part is None or whole is None or not 0 <= part.value <= 100:
        return None
    return Bar(f"of {whole.label}", print_share(part.value), float(part.value) / 100, True)


def title(figure: Figure) -> str:
    """The label with the period, unless bars carry the periods already."""
    return figure.label if bars(figure) or not figure.period else f"{figure.label}, {figure.period}"


def details(figure: Figure, figures: Figures) -> tuple[str, ...]:
    """What is said below a figure's label, a phrase each: kind, whose claim, other forms, formula and bounds."""
    phrases = []
    if figure.kind in FIGURE_KINDS:
        phrases.append(FIGURE_KINDS[figure.kind])
    if figure.according_to:
        phrases.append(f"according to {figure.according_to}")
    moved = move(figure) if figure.value is not None or figure.formula is not None else None
    if moved is not None and not bars(figure):
        phrases.append(str(moved))
    elif moved is None and figure.value is not None and figure.previous:
        before = full_previous(figure)[-1]
        start = print_amount(before.value, before.unit, before.scale, before.qualifier or "exact")
        when = figure.previous[-1].period
        phrases.append(f"from {start}" + (f" ({when})" if when else ""))
    if figure.value is None and figure.formula is None and figure.change is not None and figure.change.since:
        phrases.append(f"since {figure.change.since}")
    if figure.also:
        forms = (print_amount(one.value, one.unit, one.scale, one.qualifier or "exact") for one in figure.also)
        phrases.append("also given as " + ", ".join(forms))
    if figure.formula is not None:
        phrases.append(formula_in_words(figure, figures))
    return tuple(phrases)


def formula_in_words(figure: Figure, figures: Figures) -> str:
    """How a figure was computed, with ids as labels, and the bounds that rounding leaves."""
    formula = figure.formula or ""
    try:
        words = []
        for token in tokens(formula):
            if token.kind == "name":
                other = figures.named(token.text, figure.period)
                words.append(other.label if other is not None else token.text)
            else:
                words.append({"-": "\u2212", "*": "×", "/": "÷"}.get(token.text, token.text))
        computed = figures.computed(figure)
    except FormulaError as error:
        return f"= {formula} ({error})"
    sentence = "= " + " ".join(words).replace("( ", "(").replace(" )", ")")
    if computed is None or not computed.digit:
        return sentence
    low, high = computed.bounds()
    return sentence + f"; between {print_number(low)} and {print_number(high)}"


def source_numbers(brief: Brief) -> dict[str, int]:
    """The number of each source: its place in the file, from 1."""
    return {name: place for place, name in enumerate(brief.sources, 1)}


def all_sources(item: Item, figures: Figures) -> tuple[str, ...]:
    """The sources of an item, and of the figures that a computed one rests on."""
    names: dict[str, None] = dict.fromkeys(item.source)
    if isinstance(item, Figure):
        if not item.source and item.formula is not None:
            waiting, seen = figures.operands(item), {id(item)}
            while waiting:
                other = waiting.pop(0)
                if id(other) not in seen:
                    seen.add(id(other))
                    names.update(dict.fromkeys(other.source))
                    waiting.extend(figures.operands(other))
        for before in item.previous:
            names.update(dict.fromkeys(before.source))
    return tuple(names)


def citation(source: Source) -> str:
    """A source as it is listed: author, title, publisher, date, when read, what it derives from."""
    parts = [source.author, source.title, source.publisher, str(source.published) if source.published else None]
    words = ", ".join(part for part in parts if part)
    if source.origin:
        words += f"; from {source.origin}"
    if source.accessed:
        words += f"; read {source.accessed}"
    if source.reliability:
        words += f"; reliability {source.reliability}"
    return words


def said_by(quote: Quote, roles: dict[str, str]) -> tuple[str, str]:
    """The speaker and, in one phrase, role, date, language and terms."""
    speaker = quote.speaker or "speaker not named"
    role = quote.role or (roles.get(quote.speaker) if quote.speaker else None)
    if quote.original and quote.language:
        whose = f"translated by {quote.translator}" if quote.translator else "our translation"
        language = f"{whose} from {quote.language}"
    else:
        language = f"translated by {quote.translator}" if quote.translator else None
    parts = [role, str(quote.date) if quote.date else None, language, TERMS.get(quote.terms)]
    if quote.according_to:
        parts.append(f"according to {quote.according_to}")
    return speaker, ", ".join(part for part in parts if part)


def point_label(point: Point) -> str:
    """The kind of a point, in one or two words."""
    return POINT_KINDS[point.kind]


def point_tail(point: Point) -> str:
    """Whose a point is and how sure, in one phrase."""
    parts = [
        f"{point.side}" if point.side else None,
        point.likelihood,
        f"{point.confidence} confidence" if point.confidence else None,
        f"according to {point.according_to}" if point.according_to else None,
    ]
    return ", ".join(part for part in parts if part)


def date_span(first: When | None, last: When | None) -> str:
    """One date, or two as a span: 4 Nov 2025, 4–5 Nov 2025, Feb 2022 – Nov 2025."""
    if first is None:
        return ""
    if last is None or last == first:
        return str(first)
    one, other = str(first), str(last)
    if len(first.iso) == len(last.iso) == 10 and first.iso[:7] == last.iso[:7]:
        return f"{first.days.first.day}{DASH}{other}"
    return f"{one} {DASH} {other}"


def head_line(head: Head) -> str:
    """Kind, place and date of what the brief is about, in one phrase."""
    parts = [head.kind, head.place, date_span(head.date, head.end_date)]
    return ", ".join(part for part in parts if part)
