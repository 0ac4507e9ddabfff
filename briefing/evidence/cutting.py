"""What a brief cuts off a quotation: a negation of the words it keeps, or what stands between two that it joins."""

import re
from collections.abc import Iterable, Sequence

from briefing.evidence.extract.quotations import Quotation
from briefing.evidence.extraction import Reading
from briefing.evidence.normal import normal
from briefing.evidence.polarity import Reach, denial_after, denial_before
from briefing.evidence.results import Judgement, Span
from briefing.text import visible

_SENTENCE_ENDED = re.compile(r"[.!?\u2026]'? ")
_OUTSIDE = " ,.;:\n\t\"'\u2018\u2019\u201c\u201d\u00ab\u00bb"
_SLACK = 2
"""Characters that words may stand beyond a quotation's own span: a comma, a mark."""


def cut_off(spans: Sequence[Span], quotations: Sequence[Quotation], reading: Reading, judgement: Judgement) -> None:
    """Note what the brief cuts off the sentence of the quotation that holds its words.

    A negation of what is kept is a difference, a sign that it is somebody else's claim a warning.
    """
    if not quotations:
        return
    first, last = quotations[0], quotations[-1]
    fragment = normal(reading.text[spans[0][0] : spans[-1][1]]).text
    before = _SENTENCE_ENDED.split(_said(first, reading, first.span[0], spans[0][0]))[-1]
    after = _said(last, reading, spans[-1][1], last.span[1])
    _lose(denial_before(before, fragment), "before", judgement)
    _lose(denial_after(f" {after}" if after[:1].isalnum() else after), "after", judgement)


def _lose(lost: tuple[Reach, str] | None, where: str, judgement: Judgement) -> None:
    """Note what was cut off, as a difference where the words then say the opposite."""
    if lost is None:
        return
    reach, by = lost
    if reach == "denied":
        judgement.differ("negation", "", by, f"the brief cuts off “{visible(by)}”, which turns these words")
    elif reach == "term":
        judgement.warn("negation", f"the source has “{visible(by)}” right before these words")
    else:
        frame = "these words may not be the speaker's own view"
        judgement.warn("negation", f"{frame}: the source has “{visible(by)}” {where} them")


def _said(quotation: Quotation, reading: Reading, start: int, end: int) -> str:
    """What a quotation says between two places, normalised, without the attribution that may interrupt it."""
    parts = ((max(a, start), min(b, end)) for a, b in quotation.parts)
    return normal(" ".join(reading.text[a:b] for a, b in parts if a < b)).text


def joined(
    pairs: Iterable[tuple[Span, Span]], quotations: Sequence[Quotation], reading: Reading, judgement: Judgement
) -> None:
    """Warn where dots join two quotations, between which the source has words of its own.

    `pairs` are the places before and after each set of dots.
    """
    for before, after in pairs:
        one, other = (next((each for each in quotations if _holds(each, span)), None) for span in (before, after))
        if one is None or other is None or one is other:
            continue
        between = reading.text[one.span[1] : other.span[0]]
        if any(map(str.isalpha, between)):
            said = f"the dots join two quotations, between which the source has “{visible(between.strip(_OUTSIDE))}”"
            judgement.warn("quotation", said)


def _holds(quotation: Quotation, span: Span) -> bool:
    return any(a - _SLACK <= span[0] and span[1] <= b + _SLACK for a, b in quotation.parts)
