"""Speakers who aren't named beside their words: pronouns, further quotations, whoever was named before."""

import re
from dataclasses import replace

from briefing.evidence.extract.reading import QUOTED, Attribution, Reading

_SENTENCES_BACK = 7
"""How far back a pronoun's person is looked for."""

_NEAR = 120
"""The most characters between two quotations of one speaker that needs no new name."""

_SHORT = 4
"""Up to so many quoted words may be a mere term."""


def pronoun(reading: Reading, offset: int, at: int, rule: str) -> Attribution:
    """Whom the pronoun at an offset means: in the nearest sentence before it, who spoke there, or its first person."""
    rule = f"{rule}, pronoun"
    word = re.compile(r"\w*").match(reading.plain, offset)
    gender = word[0].lower() if word is not None and word[0].lower() in ("he", "she") else ""
    start = offset
    for back in range(_SENTENCES_BACK):
        stop, start = start, reading.sentence_start(max(0, start - 1))
        found = _spoken_in(reading, start, stop, at) or _person_in(reading, start, stop, gender, known=back > 1)
        if found is not None:
            return Attribution(found.speaker, found.span, rule, "low", beside=True, verb=True)
        if start == 0:
            break
    return Attribution(None, None, rule, "low", beside=True, verb=True)


def _spoken_in(reading: Reading, start: int, stop: int, at: int) -> Attribution | None:
    """Who spoke the last quotation of a sentence."""
    last = min(at, len(reading.given)) - 1
    while last >= 0 and reading.found[last].start >= stop:
        last -= 1
    inside = last >= 0 and reading.found[last].end >= start and reading.given[last].speaker is not None
    return reading.given[last] if inside else None


def _person_in(reading: Reading, start: int, stop: int, gender: str, *, known: bool) -> Attribution | None:
    """The first person of a sentence whom a pronoun can mean; one who is `known` as a person where that is asked."""
    for one in reading.free_names(start, stop):
        fits = not gender or reading.names.gender(one) in ("", gender)
        person = reading.names.is_person(one) or (not known and reading.names.may_be_person(one))
        if person and fits:
            return reading.spoken_by(one, "", "low")
    return None


def continued(reading: Reading, at: int) -> Attribution | None:
    """A further quotation in a paragraph whose speaker is known."""
    if at == 0 or reading.found[at - 1].paragraph != reading.found[at].paragraph:
        return None
    one, before, last = reading.found[at], reading.found[at - 1], reading.given[at - 1]
    if last.speaker is None:
        return None
    direct = last.verb and last.confidence != "low" and one.before - before.after < _NEAR
    is_speech = len(reading.words(one).split()) > _SHORT
    return Attribution(last.speaker, last.span, "same paragraph", "likely" if direct else "low", verb=is_speech)


def carried(reading: Reading, at: int) -> Attribution | None:
    """A quotation that opens a sentence with nothing to say whose it is: whoever was named, or spoke, before."""
    one = reading.found[at]
    start, stop = reading.left_of(at)
    if reading.plain[start:stop].strip(f" \t*•–—-{QUOTED}"):
        return None
    who = pronoun(reading, stop, at, "named before")
    nearby = who.span is not None and "\n" not in reading.plain[who.span[0] : stop]
    last = reading.given[at - 1] if at > 0 and one.paragraph - reading.found[at - 1].paragraph <= 2 else None
    if not nearby and last is not None and last.speaker is not None:
        return Attribution(last.speaker, last.span, "carried over", "low", verb=True)
    return replace(who, rule="named before", beside=False) if who.speaker is not None else None
