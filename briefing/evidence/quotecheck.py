"""Whether a source holds a quote: these words, in this order, within quotation marks, by this speaker."""

from collections.abc import Iterator, Sequence
from itertools import islice

from briefing.evidence.alignment import differences, nearest, words
from briefing.evidence.extraction import Reading
from briefing.evidence.normal import Normal
from briefing.evidence.quoteplace import Place, Sought, weigh, whole
from briefing.evidence.results import Difference, Result, Span, difference
from briefing.evidence.speakercheck import Claimed
from briefing.evidence.status import Status
from briefing.evidence.wanted import Found, Piece, Wanted, places, stands, wanted

_MOST_PLACES = 100
"""How many places of the same words are weighed; more never stand in one article."""


def check_quote(text: str, speaker: Claimed, reading: Reading, part: str = "quote") -> Result:
    """The result of looking for a quote's words; `speaker` has no names where the brief names none.

    evidence.md, Quotes: all places count; one within quotation marks is preferred, then one by the speaker.
    """
    claim, name = wanted(text), reading.source.name
    if not any(character.isalnum() for piece in claim.pieces for character in piece.text):
        return Result(part, name, Status.NOT_FOUND, reason="the quote holds no words")
    sought = Sought(text, claim, speaker)
    weighed = [weigh(sought, view, found, reading) for view, found in _places(claim, reading)]
    return _result(weighed, reading, part) if weighed else _nearest(claim, reading, part)


def check_words(text: str, reading: Reading, part: str = "evidence") -> Result:
    """The result of looking for exact words, wherever they stand: an item's evidence."""
    claim = wanted(text)
    sought = Sought(text, claim, Claimed())
    found = islice(_exact(claim, reading), _MOST_PLACES)
    weighed = [weigh(sought, view, one, reading, as_quotation=False) for view, one in found]
    return _result(weighed, reading, part) if weighed else _nearest(claim, reading, part)


def _result(weighed: Sequence[Place], reading: Reading, part: str) -> Result:
    """The result at the best of several places."""
    best = min(weighed, key=lambda one: one.rank)
    return Result(
        part=part,
        source=reading.source.name,
        status=Status.DIFFERS if best.judgement.differences else Status.VERIFIED,
        spans=best.spans,
        found=whole(reading, best.spans),
        differences=tuple(best.judgement.differences),
        speaker=best.speaker,
        said_by=best.said_by,
        warnings=tuple(best.judgement.warnings),
        notes=tuple(best.judgement.notes),
        passage=reading.passage(best.spans),
    )


def exact_places(text: str, reading: Reading) -> list[Span]:
    """Every place of exact words, from the first of them to the last."""
    found = islice(_exact(wanted(text), reading), _MOST_PLACES)
    return [view.span(one.start, one.end) for view, one in found]


def _exact(claim: Wanted, reading: Reading) -> Iterator[tuple[Normal, Found]]:
    """The places in the first form of the text that has any."""
    for view in reading.views:
        found = False
        for one in places(claim, view, reading.text, possessive=True):
            found = True
            yield view, one
        if found:
            return


def _places(claim: Wanted, reading: Reading) -> Iterator[tuple[Normal, Found]]:
    seen: set[Span] = set()
    for view in (*reading.views, *reading.interrupted):
        for found in places(claim, view, reading.text):
            span = view.span(found.start, found.end)
            if span not in seen:
                seen.add(span)
                yield view, found
            if len(seen) >= _MOST_PLACES:
                return


def _nearest(claim: Wanted, reading: Reading, part: str) -> Result:
    """The passage that is clearly the one meant and what differs in it; else NOT FOUND."""
    name, view = reading.source.name, reading.plain
    missing = [piece for piece in claim.pieces if not stands(piece, view)]
    for piece in missing or claim.pieces:
        place = nearest(words(piece.text), reading.words)
        if place is not None:
            first, last = reading.words[place[0]], reading.words[place[1] - 1]
            spans = (view.span(first.span[0], last.span[1]),)
            found = _different(claim, piece, view.text[first.span[0] : last.span[1]])
            words_there = whole(reading, spans)
            return Result(part, name, Status.DIFFERS, spans, words_there, found, passage=reading.passage(spans))
    return Result(part, name, Status.NOT_FOUND, reason="the source has no such passage")


def _different(claim: Wanted, piece: Piece, theirs: str) -> tuple[Difference, ...]:
    found = differences(piece.text, theirs)
    if found:
        return found
    if len(claim.pieces) > 1:
        said = "the source has these pieces, but not close together in this order"
        return (difference("word", claim.text, "", said),)
    return (difference("word", piece.text, theirs),)
