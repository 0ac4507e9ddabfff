"""Quotations in running text: the words between marks, who says them, and how that is known."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from briefing.evidence.extract.blocks import blocks
from briefing.evidence.extract.marks import Marked, marked
from briefing.evidence.extract.reading import Attribution, Confidence
from briefing.evidence.extract.speakers import Speakers
from briefing.evidence.extract.tables import Span
from briefing.records import record

Kind = Literal["direct", "term", "block"]


@record
class Quotation:
    """What a text gives as somebody's own words.

    `span` and `parts` are within the marks; a quotation that its attribution interrupts in the middle of a sentence
    has several parts, and `text` joins them with a blank. `speaker` is the fullest name, or the description, that the
    text has. `kind` is direct, term (scare quotes, titles, single words) or block (no marks: a transcript, a set-off
    statement). `confidence` is that of the attribution: low for a pronoun or one carried over.
    """

    span: Span
    text: str
    parts: tuple[Span, ...]
    speaker: str | None
    speaker_span: Span | None
    kind: Kind
    rule: str
    confidence: Confidence


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in their order, each with its speaker where the text names one."""
    found = marked(text)
    speakers = Speakers(text, found)
    given = _looked_ahead(text, found, speakers.attributions())
    direct = [_quotation(text, one, who) for one, who in zip(found, given, strict=True)]
    joined = _joined(text, direct)
    apart = blocks(text, speakers, [one.span for one in joined])
    offered = [
        Quotation(span, text[span[0] : span[1]], (span,), who.speaker, who.span, "block", who.rule, who.confidence)
        for span, who in apart
    ]
    return tuple(sorted((*joined, *offered), key=lambda one: one.span))


def _looked_ahead(text: str, found: list[Marked], given: list[Attribution]) -> list[Attribution]:
    """The attributions, those that are missing taken from the next part of the same speech: its further paragraph."""
    given = list(given)
    for at in range(len(found) - 2, -1, -1):
        one, after = found[at], given[at + 1]
        goes_on = one.continued or not text[one.after : found[at + 1].before].strip(" ")
        if (
            goes_on
            and not given[at].beside
            and given[at].confidence == "low"
            and after.beside
            and after.confidence != "low"
        ):
            given[at] = replace(after, rule="goes on", confidence="likely", beside=False)
    return given


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return re.compile(
        r"(?:[A-Z][\w’'-]*|of|the|and|a|in|to|for|on|with|[0-9]+)(?:\s(?:[A-Z][\w’'-]*|of|the|and|a|in|to|for|on|with|[0-9]+))*[,.]?"
    )


def _quotation(text: str, one: Marked, who: Attribution) -> Quotation:
    words = text[one.start : one.end]
    span = (one.start, one.end)
    kind: Kind = "term" if _is_term(words, who) else "direct"
    rule = who.rule if one.closed or one.continued else f"{who.rule}, no closing mark"
    confidence: Confidence = who.confidence if one.closed or one.continued else "low"
    return Quotation(span, words, (span,), who.speaker, who.span, kind, rule, confidence)


def _is_term(words: str, who: Attribution) -> bool:
    """Whether quoted words are a term, a title or a scare quote, not somebody's statement."""
    count = len(words.split())
    ended = words.endswith((".", "!", "?", "…"))
    if _title().fullmatch(words) and count <= 8 and sum(word[0].isupper() for word in words.split()) >= 2:
        return True
    if who.beside or (ended and count > 1):
        return False
    if who.speaker is None:
        return count <= 8
    return count <= 4 and (not who.verb or who.naming)


def _joined(text: str, found: list[Quotation]) -> list[Quotation]:
    """The quotations with those put together that an attribution interrupts within a sentence."""
    results: list[Quotation] = []
    for one in found:
        before = results[-1] if results else None
        if before is not None and _interrupted(text, before, one):
            parts = (*before.parts, *one.parts)
            words = " ".join(text[start:end].strip() for start, end in parts)
            results[-1] = replace(before, span=(before.span[0], one.span[1]), text=words, parts=parts, kind="direct")
        else:
            results.append(one)
    return results


def _interrupted(text: str, before: Quotation, one: Quotation) -> bool:
    """Whether two quotations are one that its attribution interrupts: “We agreed,” he said, “that it is done”."""
    gap = text[before.span[1] + 1 : one.span[0] - 1]
    first = text[before.span[0] : before.span[1]].rstrip()
    if len(gap) > 160 or "\n" in gap or before.kind == "term" or not (first.endswith(",") or gap.startswith(",")):
        return False
    return gap.rstrip().endswith(",") and text[one.span[0]].islower() and before.speaker == one.speaker
