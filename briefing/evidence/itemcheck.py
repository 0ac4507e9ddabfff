"""One item of a brief against one source's text: which of its words and numbers are looked for, and how."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.dates import When
from briefing.evidence.amountcheck import check_amount
from briefing.evidence.amountmatch import Claim
from briefing.evidence.extraction import Reading
from briefing.evidence.ownwords import compared
from briefing.evidence.quotecheck import check_quote, check_words
from briefing.evidence.results import Result, Span
from briefing.evidence.speakercheck import Claimed
from briefing.evidence.status import Status
from briefing.figures import difference, full_previous
from briefing.languages import language_name
from briefing.model import Amount, Change, Event, Figure, Item, Person, Point, Quote
from briefing.numbers import Value


def check_item(
    item: Item, reading: Reading, people: Mapping[str, Claimed], published: When | None = None
) -> Iterator[Result]:
    """The results of an item against one of its sources, `published` then; `people` are the brief's by name."""
    source = reading.source.name
    evidence = item.evidence_for(source)
    if isinstance(item, Figure):
        yield from _figure(item, evidence, reading)
        return
    if isinstance(item, Quote):
        yield _quote(item, reading, people)
    if evidence is not None:
        found = check_words(evidence, reading)
        yield compared(item, evidence, found, reading, published) if isinstance(item, (Point, Event)) else found
    elif isinstance(item, Person) and (named := check_words(item.name, reading)).status is Status.VERIFIED:
        yield named
    elif not isinstance(item, Quote):
        yield Result(
            "evidence", source, Status.UNCHECKED, reason="no evidence is given: there are no words to look for"
        )


def _quote(quote: Quote, reading: Reading, people: Mapping[str, Claimed]) -> Result:
    """The words, or those of the original where only they stand in the source."""
    speaker = people.get(quote.speaker, Claimed((quote.speaker,))) if quote.speaker else Claimed()
    if quote.role:
        speaker = Claimed(speaker.names, quote.role)
    result = check_quote(quote.text, speaker, reading)
    if quote.original is None:
        return result
    if result.status is Status.VERIFIED:
        return replace(result, notes=(*result.notes, "the source has the translation"))
    original = check_quote(quote.original, speaker, reading, "original")
    if original.status is not Status.VERIFIED and result.status is Status.DIFFERS:
        return result
    whose = f"the translation is by {quote.translator}" if quote.translator else "the translation is ours"
    language = f" in {language_name(quote.language)}" if quote.language else ""
    return replace(original, notes=(*original.notes, f"the source has the original{language}; {whose}"))


def _figure(figure: Figure, evidence: str | None, reading: Reading) -> Iterator[Result]:
    """The value, each earlier one, the change and the other forms, as far as they are this source's."""
    source = reading.source.name
    near: list[Span] = []
    own = source in figure.source
    if own and figure.value is not None:
        result = check_amount(_value(figure, figure.value), evidence, reading, "value")
        if result.span is not None and result.status is Status.VERIFIED:
            near = [result.span, reading.sentence(result.span)]
        yield result
    for index, (before, amount) in enumerate(zip(figure.previous, full_previous(figure), strict=True), 1):
        if source in (before.source or figure.source):
            words = next((one for name, one in before.evidence if name in ("", source)), None)
            claim = replace(_claim(figure, amount), period=before.period, main_period=figure.period, is_earlier=True)
            yield check_amount(claim, words, reading, f"previous {index}", near)
    if own and figure.change is not None:
        words = evidence if figure.value is None else None
        yield check_amount(_change(figure, figure.change), words, reading, "change", near)
    for index, other in enumerate(figure.also if own else (), 1):
        claim = _claim(figure, other)
        claim = replace(claim, qualifier=other.qualifier or figure.qualifier)
        yield check_amount(claim, None, reading, f"also {index}", near)


def _claim(figure: Figure, amount: Amount) -> Claim:
    qualifier = amount.qualifier or "exact"
    measured = figure.kind in ("actual", "estimate")
    return Claim(amount.value, amount.unit, amount.scale, qualifier, figure.label, is_measured=measured)


def _value(figure: Figure, value: Value) -> Claim:
    amount = Amount(value=value, unit=figure.unit, scale=figure.scale, qualifier=figure.qualifier)
    return replace(_claim(figure, amount), period=figure.period, direction=_direction(figure))


def _direction(figure: Figure) -> int:
    """Which way the brief says that the figure went: by its written change, else by its earlier value."""
    if figure.change is not None:
        return _sign(figure.change.value)
    by = difference(figure)
    return _sign(by) if by is not None else 0


def _sign(value: Value) -> int:
    low, high = value if isinstance(value, tuple) else (value, value)
    return (low > 0) - (high < 0)


def _change(figure: Figure, change: Change) -> Claim:
    """A written change, with the figure's unit and scale where it has none of its own."""
    amount = Amount(
        value=change.value,
        unit=change.unit or figure.unit,
        scale=change.scale if change.unit or change.scale else figure.scale,
        qualifier=change.qualifier,
    )
    return replace(_claim(figure, amount), direction=_sign(change.value), is_change=True)
