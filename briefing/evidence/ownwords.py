"""A point or an event in the preparer's own words against the passage that its evidence stands in.

The evidence is compared word by word elsewhere. Here it is seen whether the item says the same: its numbers and which
way they went, its day, and whether it states what the source denies.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from briefing.dates import Days, When
from briefing.evidence.amountmatch import Mark, Wanted, matches, whole, within
from briefing.evidence.extract.amounts import Atom, Mention, amounts
from briefing.evidence.extract.days import DayMention, days
from briefing.evidence.extraction import Reading
from briefing.evidence.manner import are_opposed, denial
from briefing.evidence.normal import normal
from briefing.evidence.periods import days_of, is_related
from briefing.evidence.polarity import contradiction, denies
from briefing.evidence.quotecheck import exact_places
from briefing.evidence.results import Judgement, Result, Span
from briefing.evidence.status import Status
from briefing.evidence.unitnames import claimed_unit, plain_unit, same, text_kind
from briefing.model import Event, Point
from briefing.text import visible

_FACTUAL = frozenset(("background", "judgement"))
"""The kinds of points that say what is so; the others say what to want or to say."""

_NUMBERED = _FACTUAL | {"risk", "point_to_make", "line_to_take"}
"""The kinds whose numbers are the source's; what is asked for is the preparer's own number."""

_BARE = re.compile(r"(?<![\w.,:/-])\d[\d,]*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
_MOST_PLACES = 20
_LEAST = 10
"""Smaller bare numbers count what the preparer lists: three points, 2 visits."""

_LOOSE = frozenset(
    ("fraction", "x", "second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year")
)
_FROM_DAY = re.compile(r"(?<![\d.,])\d{1,2}(?:st|nd|rd|th)?\s?(?:[-–—]|to|and|or)\s?$")
_DAY_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?=\D|$)")
_HALF_A_YEAR = dt.timedelta(days=183)

_SCALES = tuple(Decimal(10) ** power for power in (0, 3, 5, 6, 7, 9, 12))


def compared(item: Point | Event, evidence: str, result: Result, reading: Reading, published: When | None) -> Result:
    """The result of an item's evidence, with what the item's own words say otherwise.

    Where the evidence stands at several places, that counts where least speaks against the item. `published` is the
    source's day: a date in it without a year is of the year around that.
    """
    if result.status is not Status.VERIFIED or result.span is None:
        return result
    places = [result.span, *exact_places(evidence, reading)[:_MOST_PLACES]]
    judged = (_judged(item, span, reading, published) for span in places)
    best = min(judged, key=lambda one: (len(one.differences), len(one.warnings)))
    if any(one.kind == "negation" for one in result.warnings):  # told already
        best.warnings = [one for one in best.warnings if one.kind != "negation"]
    return replace(
        result,
        status=Status.DIFFERS if best.differences else result.status,
        differences=(*result.differences, *best.differences),
        warnings=(*result.warnings, *best.warnings),
    )


def _judged(item: Point | Event, span: Span, reading: Reading, published: When | None) -> Judgement:
    """What speaks against an item's own words at one place of its evidence."""
    judgement = Judgement()
    kind = item.kind if isinstance(item, Point) else "background"
    if isinstance(item, Event):
        _check_day(item, span, reading, published, judgement)
    if kind in _NUMBERED:
        _Numbers(item.text, span, reading, judgement, is_only=len(item.source) == 1).check()
    if kind in _FACTUAL and not any(one.kind == "negation" for one in judgement.warnings):
        _check_denial(item.text, span, reading, judgement)
    return judgement


def _check_denial(text: str, span: Span, reading: Reading, judgement: Judgement) -> None:
    """A warning where the item states what the passage denies, or denies what it states."""
    start, _ = reading.sentence(span)
    passage = normal(reading.text[start : span[1]]).text
    found = contradiction(normal(text).text, passage, normal(reading.text[slice(*span)]).text)
    if found is not None:
        said = f"look whether the source says it: one of them denies what the other states (“{visible(found)}…”)"
        judgement.warn("negation", said)


@lru_cache(maxsize=256)
def _amounts(text: str) -> tuple[Mention, ...]:
    return amounts(text)


def _is_loose(mention: Mention) -> bool:
    """Whether an amount is a manner of speaking: a third, twice, two years; or no sure amount at all."""
    return mention.confidence == "low" or any(one.unit in _LOOSE for one in mention.atoms)


class _Numbers:
    """The numbers of an item's words against those of the passage: in its evidence, and near it."""

    def __init__(self, text: str, span: Span, reading: Reading, judgement: Judgement, *, is_only: bool) -> None:
        """`is_only` is whether the item has no other source, which may give a number that this one doesn't."""
        self.text = text
        self.reading = reading
        self.judgement = judgement
        self.is_only = is_only
        self.span = span
        self.around = reading.surroundings(span)
        self.there = within(reading.amounts_in(reading.sentence(span)), span)
        self.near = whole(reading.amounts_in(self.around))

    def check(self) -> None:
        """Note every number of the item that the passage doesn't have."""
        mentions = [one for one in _amounts(self.text) if not _is_loose(one)]
        for mention in mentions:
            self._check_mention(mention)
        taken = [*(one.span for one in mentions), *(one.span for one in days(self.text))]
        for found in _BARE.finditer(self.text):
            if not any(a < found.end() and found.start() < b for a, b in taken):
                self._check_bare(found[0])

    def _check_mention(self, mention: Mention) -> None:
        for atom in mention.atoms:
            sought = _sought(mention, atom)
            counts = sought.unit.kind in ("noun", "none")
            found = matches(sought, self.there, any_unit=counts) or matches(sought, self.near, any_unit=counts)
            if found:
                self._check_manner(mention, found[0][0])
            elif not (counts and self._has_bare(atom.value)):
                alike = [mark for mark in self.there if any(_is_alike(sought, one.unit) for one in mark[1])]
                if alike or not counts or atom.value >= _LEAST:
                    self._miss(self.text[slice(*atom.span)], alike, counts=counts)

    def _check_manner(self, mine: Mention, theirs: Mention) -> None:
        """Which way both say that it went, how exact it is, and whether the source denies it."""
        if mine.direction and theirs.direction == -mine.direction:
            up, down = ("up", "down") if mine.direction > 0 else ("down", "up")
            if not any(one.kind == "direction" for one in self.judgement.differences):
                self.judgement.differ("direction", up, down)
        manner, words = denial(theirs, self.reading)
        if manner in ("at most", "denied") and not denies(normal(self.text).text) and mine.qualifier != "at_most":
            self.judgement.warn("negation", f"the source says “{visible(words)}”")
        elif not manner and are_opposed(mine.qualifier, theirs.qualifier):
            both = self.text[slice(*mine.span)], self.reading.text[slice(*theirs.span)]
            self.judgement.differ("qualifier", *both)

    def _check_bare(self, digits: str) -> None:
        value = Decimal(digits.replace(",", ""))
        if value < _LEAST or self._has_bare(value):
            return
        atoms = (one for _, each in self.near for one in each)
        if not any(one.value == value * scale for one in atoms for scale in _SCALES):
            counted = [mark for mark in self.there if text_kind(mark[1][0].unit) in ("noun", "none")]
            self._miss(digits, counted, counts=True)

    def _has_bare(self, value: Decimal) -> bool:
        """Whether the passage has a number in digits, in or near it, in which no amount is read."""
        return value in _bare(self.reading.text[slice(*self.around)])

    def _miss(self, words: str, alike: list[Mark], *, counts: bool) -> None:
        """A number that isn't there: a difference where the evidence has another of its kind in its place."""
        theirs = "; ".join(dict.fromkeys(self.reading.text[slice(*mention.span)] for mention, _ in alike))
        if not theirs and counts:
            theirs = "; ".join(self._bare_in_evidence())
        if theirs and self.is_only:
            self.judgement.differ("number", words, theirs)
        else:
            self.judgement.warn("number", f"look whether the source has “{visible(words)}”: the passage doesn't")

    def _bare_in_evidence(self) -> Iterator[str]:
        dates = self.reading.days_in(self.span)
        for found in _BARE.finditer(self.reading.text, *self.span):
            if not any(one.span[0] < found.end() and found.start() < one.span[1] for one in dates):
                yield found[0]


def _bare(text: str) -> set[Decimal]:
    return {Decimal(one.replace(",", "")) for one in _BARE.findall(text)}


def _sought(mention: Mention, atom: Atom) -> Wanted:
    """A number of the item as it is looked for; nearly 70 is as exact as its last digit that isn't 0."""
    unit = claimed_unit(atom.unit)
    step = atom.step
    if mention.qualifier != "exact" and atom.value:
        step = max(step, Decimal(1).scaleb(int(atom.value.normalize().as_tuple().exponent)))
    return Wanted((atom.value * unit.factor,), step * unit.factor, unit)


def _is_alike(sought: Wanted, unit: str) -> bool:
    """Whether a unit of the passage is of the kind sought: two sums of money, two counts, two percentages."""
    counts, kind = ("noun", "none"), text_kind(unit)
    if sought.unit.kind in counts:
        return kind in counts
    return kind == sought.unit.kind and (kind != "measure" or same(sought.unit, plain_unit(unit)[0]))


def _check_day(event: Event, span: Span, reading: Reading, published: When | None, judgement: Judgement) -> None:
    """The passage's days must be the event's, where it gives any; a year alone only after `in`."""
    there = [_whole_span(one, reading) for one in reading.days_in(span) if not is_related(one, reading)]
    there = [one for one in there if _is_telling(one, reading)]
    last = event.end_date or event.date
    mine = Days(event.date.days.first, last.days.last)
    if not there or any(_agrees(mine, one, reading, published) for one in there):
        return
    found = "; ".join(reading.text[slice(*one.span)] for one in there)
    said = f"“{event.date}” in the brief, “{visible(found)}” in the source"
    judgement.differ("period", event.date.iso, found, said)


def _is_telling(day: DayMention, reading: Reading) -> bool:
    return len(day.iso) > 5 or day.iso.startswith("--") or reading.text[: day.span[0]].endswith("in ")


def _whole_span(day: DayMention, reading: Reading) -> DayMention:
    """A day with the one that it is the end of: 12-13 May, 12 to 13 May; May 12-13 is one date as it stands."""
    first = _FROM_DAY.search(reading.text, max(0, day.span[0] - 14), day.span[0])
    return replace(day, span=(first.start(), day.span[1])) if first is not None else day


def _agrees(mine: Days, day: DayMention, reading: Reading, published: When | None) -> bool:
    """Whether a date of the source meets the event's days; one without a year may be of those around its own day."""
    years = {mine.first.year}
    if day.iso.startswith("--") and published is not None:
        first = published.days.first
        years = {first.year, (first - _HALF_A_YEAR).year, (first + _HALF_A_YEAR).year}
    for year in years:
        found = days_of(day.iso, year)
        if found is not None and found.first == found.last:
            found = _spread(found.first, reading.text[slice(*day.span)])
        if found is not None and found.first <= mine.last and mine.first <= found.last:
            return True
    return False


def _spread(day: dt.date, words: str) -> Days:
    """The days of a date whose words give two days of one month: 12-13 May."""
    numbers = [int(one) for one in _DAY_NUMBER.findall(words)]
    try:
        both = [day.replace(day=one) for one in numbers] if len(numbers) == 2 else [day]
    except ValueError:  # the 31st of a shorter month
        both = [day]
    return Days(min(both), max(both))
