"""One place where a source holds a quote's words: what speaks against it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.evidence.alignment import has_number, is_negation, negations, words
from briefing.evidence.cutting import cut_off, joined
from briefing.evidence.extract.quotations import Quotation
from briefing.evidence.extraction import Reading
from briefing.evidence.normal import Normal
from briefing.evidence.results import Judgement, Span, Speaker
from briefing.evidence.speakercheck import Claimed, is_in_sentence, is_named_anywhere, is_near, judge
from briefing.evidence.wanted import JOINT, MAX_REPLACED, Found, Wanted
from briefing.records import record
from briefing.text import hidden, visible

_SLACK = 2
"""Characters that words may stand beyond a quotation's own span: a comma, a mark."""

_SENTENCE_END = re.compile(r"[.!?](?!\w)")
_BREAK = re.compile(rf"[.!?;:](?= |$)|(?<!\w)'|'(?!\w)|{JOINT}")
_QUALIFIES = re.compile(
    r"[,;.-]?'? ?'?(?:but|although|though|unless|except|however|only|provided|if|until|as long as|so long as|yet)\b",
    re.IGNORECASE,
)
_DOUBLE_MARKS = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
_PAIRS = frozenset(
    {("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u201e", "\u201c"), ("\u201e", "\u201d"), ("\u00bb", "\u00ab")}
)
_WRAPPED = 100
"""The longest line of a text that is broken at a width, in characters."""

_TOLERATED = frozenset("\u00ad\n\t\r")
"""Hidden characters that are no more than typography."""


@record
class Place:
    """Where the words are, who says them there, and what speaks against it."""

    spans: tuple[Span, ...]
    speaker: Speaker | None
    said_by: str | None
    judgement: Judgement

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Least is best: no difference, within quotation marks, by the speaker, no warning, first in the text."""
        kinds = {one.kind for one in self.judgement.differences}
        order = {"confirmed": 0, None: 0, "unconfirmed": 1, "contradicted": 2}
        outside = int("quotation" in kinds)
        return len(kinds - {"speaker"}), outside, order[self.speaker], len(self.judgement.warnings), self.spans[0][0]


@record
class Sought:
    """A quote as the brief has it: its words, as written and as they are looked for, and the speaker's names."""

    text: str
    claim: Wanted
    speaker: Claimed


def weigh(sought: Sought, view: Normal, found: Found, reading: Reading, *, as_quotation: bool = True) -> Place:
    """All that speaks against one place: a negation left out, a hidden character, no marks, another speaker.

    The last two only with `as_quotation`: evidence stands anywhere, and is nobody's words.
    """
    judgement = Judgement()
    spans = tuple(span for one in found.spans for span in _untouched(view, one))
    quotations = _within(spans, reading, judgement) if as_quotation else ()
    _omissions(sought.claim, view, found, judgement)
    cut_off(spans, quotations, reading, judgement)
    omitted = [piece.before == "omission" for piece in sought.claim.pieces[1:]]
    pairs = pairwise(view.span(*one) for one in found.spans)
    joined([pair for pair, dots in zip(pairs, omitted, strict=True) if dots], quotations, reading, judgement)
    if not quotations or sought.claim.leading:
        _denied_before(sought.claim, view, found, judgement)
    _goes_on(sought.claim, view, found, judgement)
    _hidden(sought.text, spans, reading, judgement)
    verdict, said_by = _speaker(sought.speaker, quotations, reading, judgement) if as_quotation else (None, None)
    return Place(spans, verdict, said_by, judgement)


def _untouched(view: Normal, span: tuple[int, int]) -> list[Span]:
    """The spans of the untouched text, parted where the source interrupts the quotation."""
    parts, at = [], span[0]
    for stretch in view.text[span[0] : span[1]].split(JOINT):
        if stretch:
            parts.append(view.span(at, at + len(stretch)))
        at += len(stretch) + 1
    return parts


def whole(reading: Reading, spans: Sequence[Span]) -> str:
    """The source's text from the first of several places to the last, with all that stands between."""
    return reading.text[spans[0][0] : spans[-1][1]]


def _speaker(
    claimed: Claimed, quotations: Sequence[Quotation], reading: Reading, judgement: Judgement
) -> tuple[Speaker | None, str | None]:
    if not claimed.names:
        return None, next((one.speaker for one in quotations if one.speaker), None)
    verdict, said_by = judge(claimed, quotations, reading)
    name = claimed.names[0]
    if verdict == "contradicted":
        judgement.differ("speaker", name, said_by or "")
    elif verdict == "unconfirmed" and not is_named_anywhere(claimed, reading):
        judgement.warn("speaker", f"the source doesn't name {visible(name)}")
    elif verdict == "unconfirmed" and said_by and _may_contradict(claimed, quotations, reading):
        judgement.warn("speaker", f"the source seems to give these words to {visible(said_by)}")
    return verdict, said_by


def _may_contradict(claimed: Claimed, quotations: Sequence[Quotation], reading: Reading) -> bool:
    """Whether an attribution to somebody else deserves a look.

    A likely one does where the sentence doesn't name the brief's speaker too, any other one where the paragraph and
    the one before don't.
    """
    return any(
        not (is_in_sentence if one.confidence == "likely" else is_near)(claimed, one, reading) for one in quotations
    )


def _within(spans: Sequence[Span], reading: Reading, judgement: Judgement) -> tuple[Quotation, ...]:
    """The quotations that hold the words; a difference where they don't hold all of them, or are several people's."""
    holding: list[Quotation] = []
    touched: list[Quotation] = []
    for start, end in spans:
        near = reading.quotations_at((start, end))
        touched += near
        full = (one for one in near if any(a - _SLACK <= start and end <= b + _SLACK for a, b in one.parts))
        holding += [one for one, _ in zip(full, range(1), strict=False)]
    if len(holding) == len(spans):
        voices = {one.speaker for one in holding if one.speaker and one.confidence == "sure"}
        if len(voices) > 1:
            said = "these words are put together from what several people say: " + ", ".join(
                sorted(map(visible, voices))
            )
            judgement.differ("quotation", "", "", said)
        return tuple(dict.fromkeys(holding))
    if _between_marks(spans, reading):
        return tuple(dict.fromkeys(touched))
    if _unbalanced(spans, reading):
        judgement.notes.append("a quotation mark is missing here in the source")
    elif touched:
        said = "only a part of these words stands within quotation marks in the source"
        judgement.differ("quotation", "", whole(reading, spans), said)
    else:
        said = "the source has these words, but not as a quotation"
        judgement.differ("quotation", "", whole(reading, spans), said)
    return tuple(dict.fromkeys(touched))


def _between_marks(spans: Sequence[Span], reading: Reading) -> bool:
    """Whether the words stand between an opening and a closing mark: a quotation that the extractor hasn't seen.

    Marks that tell opening from closing may stand lines apart. Straight ones are counted within the paragraph, or
    within the lines up to the next empty ones where the text is broken at a width.
    """
    span = spans[0][0], spans[-1][1]
    start, end = reading.block(span)
    lines = reading.text[start:end].split("\n")
    if max(map(len, lines)) > _WRAPPED:
        start, end = reading.paragraph(span)
    before = _DOUBLE_MARKS.findall(reading.text, start, span[0])
    after = _DOUBLE_MARKS.findall(reading.text, span[1], end)
    if _DOUBLE_MARKS.search(reading.text, *span) or not before or not after:
        return False
    if before[-1] == after[0] == '"':
        return before.count('"') % 2 == 1 and after.count('"') % 2 == 1
    return (before[-1], after[0]) in _PAIRS


def _unbalanced(spans: Sequence[Span], reading: Reading) -> bool:
    """Whether the words stand behind a quotation mark that the source never closes, or before one never opened."""
    start, end = reading.paragraph((spans[0][0], spans[-1][1]))
    if len(_DOUBLE_MARKS.findall(reading.text, start, end)) % 2 == 0:
        return False
    before = len(_DOUBLE_MARKS.findall(reading.text, start, spans[0][0]))
    after = len(_DOUBLE_MARKS.findall(reading.text, spans[-1][1], end))
    return before % 2 == 1 or (after % 2 == 1 and before == 0)


def _omissions(claim: Wanted, view: Normal, found: Found, judgement: Judgement) -> None:
    """What the dots and brackets of a claim stand for."""
    for piece, before, after in zip(claim.pieces[1:], found.spans, found.spans[1:], strict=False):
        gap = view.text[before[1] : after[0]].replace(JOINT, " ").strip(" ")
        if piece.before == "omission":
            _left_out(_quoted(gap), judgement)
        elif gap and gap != piece.bracket:
            judgement.notes.append(f"{visible(piece.bracket)} stands for “{visible(gap)}”")
            _replaced(piece.bracket, gap, judgement)


def _quoted(gap: str) -> str:
    """What of a stretch that was left out is quotation: the attribution between two parts isn't."""
    parts = re.split(r"(?<!\w)'|'(?!\w)", gap)
    return "".join(parts[::2]) if len(parts) > 1 and len(parts) % 2 else gap


def _left_out(words_left_out: str, judgement: Judgement) -> None:
    """A note of what the dots stand for; a negation among it changes the sentence, or at least what is heard."""
    if words_left_out.strip(" \u2026") == "":
        return
    judgement.notes.append(f"left out: “{visible(words_left_out)}”")
    lost = negations(words_left_out)
    if lost and _SENTENCE_END.search(words_left_out):
        judgement.warn("negation", f"what was left out says “{visible(lost[0])}”")
    elif lost:
        judgement.differ("negation", "\u2026", words_left_out, f"what was left out says “{visible(lost[0])}”")


def _replaced(bracket: str, gap: str, judgement: Judgement) -> None:
    """What is wrong with words in brackets for what the source has in their place."""
    inner = bracket[1:-1]
    if "[" in gap:  # the source's own brackets, which the brief changes
        judgement.differ("word", bracket, gap)
    elif len(negations(gap)) != len(negations(inner)):
        judgement.differ("negation", bracket, gap)
    elif has_number(gap) and gap.lower() != inner.lower():
        judgement.warn("rounded", f"“{visible(bracket)}” stands for a number in the source: “{visible(gap)}”")


def _denied_before(claim: Wanted, view: Normal, found: Found, judgement: Judgement) -> None:
    """A negation right before the words, or anywhere before them in what the editor's brackets stand for."""
    before = _BREAK.split(view.text[max(0, found.start - MAX_REPLACED) : found.start])[-1]
    near = words(before) if claim.leading else words(before)[-2:]
    lost = [one.text for one in near if is_negation(one.low)]
    if not lost or any(one.kind == "negation" for one in judgement.differences):
        return
    if claim.leading:
        judgement.differ("negation", claim.leading, before.strip(" "))
    else:
        judgement.warn("negation", f"the source has “{visible(lost[-1])}” right before these words")


def _goes_on(claim: Wanted, view: Normal, found: Found, judgement: Judgement) -> None:
    """What follows the words at once, as far as it changes what they mean."""
    after = view.text[found.end : found.end + MAX_REPLACED]
    if claim.final == "." and after[:1] == "?":
        judgement.differ("punctuation", ".", "?")
    if _QUALIFIES.match(after):
        clause = re.split(r"[.!?](?= |$|')", after.lstrip(".,;'- "))[0]
        judgement.notes.append(f"the source goes on: “{visible(clause.strip(' '))}”")


def _hidden(text: str, spans: Sequence[Span], reading: Reading, judgement: Judgement) -> None:
    """An invisible character in the brief's words is a difference, unless the source has it too."""
    suspects = {text[at] for at in hidden(text)} - _TOLERATED
    there = "".join(reading.text[start:end] for start, end in spans)
    for character in sorted(suspects - set(there)):
        judgement.differ("hidden", character, "", f"the brief holds {visible(character)}, which doesn't show")
