"""How items are put in words on every surface: number, change, share, period, citation.

The screen, the text, the exports and the clipboard all take their words from here, so that they can't disagree.
"""

from decimal import Decimal

from briefing.dates import When
from briefing.figures import Figures, full_previous
from briefing.formulas import FormulaError, tokens
from briefing.languages import language_name
from briefing.model import Amount, Brief, Figure, Head, Item, Person, Point, Quote, Source
from briefing.moves import change, change_in_words, in_words
from briefing.numbers import (
    DASH,
    QUALIFIERS,
    is_percentage,
    print_amount,
    print_number,
    print_share,
    scale_factor,
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

POINT_TITLES = {
    "background": "",
    "judgement": "Judgement",
    "objective": "Objective",
    "point_to_make": "Point to make",
    "line_to_take": "Line to take",
    "recommendation": "Recommendation",
    "red_line": "Red line",
    "risk": "Risk",
    "gap": "Not known",
}
"""What is printed before a point: nothing before a fact."""

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
    now = Amount(value=figure.value, unit=figure.unit, scale=figure.scale, qualifier=figure.qualifier)
    names = [one.period or "before" for one in figure.previous]
    values: list[tuple[str, str, Decimal]] = []
    for name, amount in zip((*names, figure.period or "now"), (*full_previous(figure), now), strict=True):
        if isinstance(amount.value, tuple) or amount.unit != figure.unit or amount.value < 0:
            return ()
        scale = None if amount.scale == figure.scale else amount.scale
        shown = print_amount(amount.value, None, scale, amount.qualifier or "exact", short=True)
        values.append((name, shown, amount.value * scale_factor(amount.scale)))
    largest = max(value for _, _, value in values)
    whole = Decimal(100) if is_percentage(figure.unit) and largest <= 100 else largest
    last = len(values) - 1
    return tuple(
        Bar(name, shown, float(value / whole) if whole else 0.0, at == last)
        for at, (name, shown, value) in enumerate(values)
    )


def share_bar(figure: Figure, figures: Figures) -> Bar | None:
    """The figure as a part of its whole, drawn on the whole; None where the one is no part of the other in numbers."""
    part, whole = figures.share(figure), figures.whole(figure)
    if part is None or whole is None or not 0 <= part.value <= 100:
        return None
    qualifiers = {figure.qualifier, whole.qualifier}
    if qualifiers & {"at_least", "at_most"}:
        return None
    rough = "" if qualifiers == {"exact"} else QUALIFIERS["about"]
    return Bar(f"of {whole.label}", rough + print_share(part.value), float(part.value) / 100, True)


def share(figure: Figure, figures: Figures) -> str:
    """What a figure is a part of, with the whole's number: 7.1 % of US$68.7 billion, India's trade with Russia."""
    whole = figures.whole(figure)
    if whole is None or whole is figure:
        return ""
    bar = share_bar(figure, figures)
    period = f", {whole.period}" if whole.period and whole.period != figure.period else ""
    return f"{bar.value if bar else 'part'} of {number(whole, figures)}, {whole.label}{period}"


def title(figure: Figure) -> str:
    """The label with the period, unless bars carry the periods already."""
    return figure.label if bars(figure) or not figure.period else f"{figure.label}, {figure.period}"


def details(figure: Figure, figures: Figures, *, with_change: bool | None = None) -> tuple[str, ...]:
    """What is said below a figure's label, a phrase each: kind, whose claim, change, other forms, formula and bounds.

    The change is among them where no bars show it, unless `with_change` says otherwise.
    """
    drawn = not bars(figure) if with_change is None else with_change
    phrases = [
        FIGURE_KINDS.get(figure.kind),
        f"according to {figure.according_to}" if figure.according_to else None,
        change(figure) if drawn else None,
        "also given as " + ", ".join(map(in_words, figure.also)) if figure.also else None,
        formula_in_words(figure, figures) if figure.formula is not None else None,
    ]
    return tuple(phrase for phrase in phrases if phrase)


def formula_in_words(figure: Figure, figures: Figures) -> str:
    """How a figure was computed, with ids as labels, and the bounds that rounding leaves."""
    formula = figure.formula or ""
    try:
        sentence, before = "=", ""
        for token in tokens(formula):
            word = _SIGNS.get(token.text, token.text)
            if token.kind == "name" and (other := figures.named(token.text, figure.period)) is not None:
                word = other.label
            sentence += word if before == "(" or token.text == ")" else f" {word}"
            before = token.text
        computed = figures.computed(figure)
    except FormulaError as error:
        return f"= {formula} ({error})"
    if computed is None or not computed.digit:
        return sentence
    low, high = computed.bounds()
    return sentence + f"; between {print_number(low)} and {print_number(high)}"


_SIGNS = {"-": "\u2212", "*": "×", "/": "÷"}


def source_numbers(brief: Brief) -> dict[str, int]:
    """The number of each source: its place in the file, from 1."""
    return {name: place for place, name in enumerate(brief.sources, 1)}


def basis(figure: Figure, figures: Figures) -> tuple[Figure, ...]:
    """The figures that a computed one rests on: those of its formula, and of their formulas where they have no source.

    Empty for a figure that isn't computed, or whose formula can't be read.
    """
    found: dict[int, Figure] = {}
    seen = {id(figure)}
    waiting = figures.operands(figure)
    for other in waiting:  # grows as it is walked
        if id(other) in seen:
            continue
        seen.add(id(other))
        if other.formula is None or other.source:
            found[id(other)] = other
        else:
            waiting.extend(figures.operands(other))
    return tuple(found.values())


def all_sources(item: Item, figures: Figures) -> tuple[str, ...]:
    """The sources of an item, and of the figures that a computed one rests on."""
    names: dict[str, None] = dict.fromkeys(item.source)
    if isinstance(item, Figure):
        if is_computed(item):
            names.update(dict.fromkeys(name for other in basis(item, figures) for name in other.source))
        for before in item.previous:
            names.update(dict.fromkeys(before.source))
    return tuple(names)


def is_computed(figure: Figure) -> bool:
    """Whether a figure has no source of its own, but a formula: its sources are those that it is computed from."""
    return figure.formula is not None and not figure.source


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
    parts = [role, str(quote.date) if quote.date else None, _translation(quote), TERMS.get(quote.terms)]
    if quote.according_to:
        parts.append(f"according to {quote.according_to}")
    return speaker, ", ".join(part for part in parts if part)


def _translation(quote: Quote) -> str | None:
    if quote.translator is None and quote.original is None:
        return None
    whose = f"translated by {quote.translator}" if quote.translator else "our translation"
    return whose + (f" from {language_name(quote.language)}" if quote.language else "")


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


def about_person(person: Person) -> tuple[str, ...]:
    """Who a person is: role, side where the role doesn't name it, native name, how to say it."""
    side = person.side if person.side and person.side not in (person.role or "") else None
    say = f"say “{person.say_it}”" if person.say_it else None
    return tuple(filter(None, (person.role, side, person.native_name, say)))


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
