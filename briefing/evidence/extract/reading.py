"""A text as the attribution of its quotations reads it: names, sentences, and who has spoken so far."""

from bisect import bisect_right
from typing import Literal

from briefing.evidence.extract.marks import Marked
from briefing.evidence.extract.names import Name, Names
from briefing.evidence.extract.phrases import Phrases
from briefing.evidence.extract.speech import sentence_ends, silenced
from briefing.evidence.extract.tables import Span
from briefing.evidence.extract.wrapping import unwrapped
from briefing.records import record

Confidence = Literal["sure", "likely", "low"]

QUOTED = "\x01"
"""What overwrites quoted words, so that nothing is found in them."""

_FARTHEST_LEFT, _FARTHEST_RIGHT = 600, 300
"""How many characters of a sentence are read before and after a quotation: a bound on the work."""


@record
class Attribution:
    """Who says it, where the text names them, the rule that found it and how sure that is.

    `beside` is whether the attribution stands right beside the quotation, `verb` whether a verb of speech ties it,
    `naming` whether that verb only names things (dubbed, called).
    """

    speaker: str | None
    span: Span | None
    rule: str
    confidence: Confidence
    beside: bool = False
    verb: bool = False
    naming: bool = False


class Reading:
    """One text with its quotations; `plain` is the text with what is quoted overwritten, at the same offsets."""

    def __init__(self, text: str, found: list[Marked]) -> None:
        """Read the names and the sentences around the quotations."""
        self.text = text
        self.found = found
        self.plain = _masked(silenced(unwrapped(text)), found)
        self.names = Names(self.plain)
        self.phrases = Phrases(self.plain, self.names)
        self.given: list[Attribution] = []
        """The attributions so far, in the order of the quotations."""
        ends = set(sentence_ends(self.plain))
        ends.update(one.after for one in found if one.closed and _ends_sentence(text, one))
        self.ends = sorted(ends)

    def words(self, one: Marked) -> str:
        """The quoted words."""
        return self.text[one.start : one.end]

    def sentence_start(self, offset: int) -> int:
        """Where the sentence of an offset starts."""
        place = bisect_right(self.ends, offset)
        return self.ends[place - 1] if place else 0

    def _sentence_stop(self, offset: int) -> int:
        place = bisect_right(self.ends, offset)
        return self.ends[place] if place < len(self.ends) else len(self.plain)

    def right_of(self, at: int) -> Span:
        """The span of the sentence's rest after a quotation, up to the next one."""
        one = self.found[at]
        start = min(one.after, len(self.plain))
        stop = self._sentence_stop(one.end)
        stop = max(stop, self._sentence_stop(start)) if stop <= start else stop
        if at + 1 < len(self.found):
            stop = min(stop, self.found[at + 1].before)
        return start, max(start, min(stop, start + _FARTHEST_RIGHT))

    def left_of(self, at: int) -> Span:
        """The span of the sentence's part before a quotation."""
        end = self.found[at].before
        return max(self.sentence_start(end), end - _FARTHEST_LEFT), end

    def people(self, start: int, end: int) -> list[Name]:
        """The people in a span who are named for themselves, not within another noun's phrase."""
        return [one for one in self.free_names(start, end) if self.names.is_person(one)]

    def free_names(self, start: int, end: int) -> list[Name]:
        """The names in a span that stand for themselves."""
        return [one for one in self.names.within(start, end) if not self.phrases.is_inner(one)]

    def spoken_by(self, name: Name, rule: str, confidence: Confidence) -> Attribution:
        """The attribution to a name, in its fullest form."""
        span = (name.start, name.end)
        return Attribution(self.names.full(name), span, rule, confidence, beside=confidence == "sure", verb=True)


def _ends_sentence(text: str, one: Marked) -> bool:
    """Whether a sentence ends within the marks: the words end in a stop and a capital follows."""
    if not text[one.start : one.end].endswith((".", "…")):
        return False
    after = text[one.after : one.after + 40].lstrip()
    return not after or not (after[0].islower() or after[0] in ",;")


def _masked(text: str, found: list[Marked]) -> str:
    """The text with each quotation and its marks overwritten."""
    pieces, at = [], 0
    for one in found:
        start = max(at, one.before)
        pieces += [text[at:start], QUOTED * (one.after - start)]
        at = one.after
    return "".join([*pieces, text[at:]])
