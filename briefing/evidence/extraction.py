"""A source's text made ready for checking: what is said in it, its amounts and days, and its normalised forms."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from briefing.evidence.alignment import Word, words
from briefing.evidence.extract.amounts import Mention, amounts
from briefing.evidence.extract.days import DayMention, days
from briefing.evidence.extract.quotations import Quotation, quotations
from briefing.evidence.labels import Contexts
from briefing.evidence.normal import Normal, has_line_end_hyphens, normal
from briefing.evidence.results import Passage, Span
from briefing.evidence.sourcetext import SourceText
from briefing.evidence.wanted import JOINT
from briefing.records import record

MOST_AROUND = 3000
"""Characters that surround a place at most: a text may be one long line."""

_AROUND = 160
"""Characters that a passage shows before and after the words."""


@record
class Extracted:
    """What the extractor finds in a text, in its order."""

    quotations: tuple[Quotation, ...]
    amounts: tuple[Mention, ...]
    days: tuple[DayMention, ...]


def extract(text: str) -> Extracted:
    """Run the whole extractor over a text."""
    return Extracted(quotations(text), amounts(text), days(text))


_SENTENCE_END = re.compile(r"[.!?][\"'\u2019\u201d\u00bb)\]]*\s+(?=[\"'\u2018\u201c\u00ab(\[]*[^\W\d_a-z])")


_NEXT_PARAGRAPH = re.compile("\\s*\\n\\s*[\"'\u2018\u201c\u201e\u00ab]")
"""A new paragraph that opens a quotation again, where the one before hasn't been closed."""

_ATTRIBUTION = 200
"""The longest attribution that interrupts a quotation, in characters."""


def _start(mention: Mention) -> int:
    return mention.span[0]


class Reading:
    """One source's text and all that a check asks of it, each made once."""

    def __init__(self, source: SourceText, extracted: Extracted) -> None:
        self.source = source
        self.text = source.text
        self.quotations = extracted.quotations
        self.amounts = extracted.amounts
        self.days = extracted.days
        self.named: dict[tuple[str, ...], bool] = {}
        """Which names have been looked for in the text, and whether they are there."""

    @cached_property
    def plain(self) -> Normal:
        """The whole text, normalised."""
        return normal(self.text)

    @cached_property
    def views(self) -> tuple[Normal, ...]:
        """The forms of the text in which words are looked for: as it stands, and with its line ends marked."""
        return (self.plain, normal(self.text, line_ends=True)) if has_line_end_hyphens(self.text) else (self.plain,)

    @cached_property
    def interrupted(self) -> tuple[Normal, ...]:
        """The quotations that the source interrupts, each as one text with JOINT where its attribution stands."""
        groups: list[list[Quotation]] = []
        for one in self.quotations:
            if groups and self._goes_on(groups[-1][-1], one):
                groups[-1].append(one)
            else:
                groups.append([one])
        parts = [[part for one in group for part in one.parts] for group in groups]
        return tuple(self._bridged(one) for one in parts if len(one) > 1)

    def _goes_on(self, first: Quotation, second: Quotation) -> bool:
        """Whether between two quotations stands nothing but who says both.

        “Yes,” said she. “We will.” is one statement; “Yes,” said she. “We will,” she added: that is two, since the
        second has an attribution of its own. A quotation that isn't closed goes on in the next paragraph.
        """
        start, end, by = first.span[1], second.span[0], first.speaker_span
        if _NEXT_PARAGRAPH.fullmatch(self.text, start, end):
            return True
        return (
            by is not None
            and by == second.speaker_span
            and (second.text[-1:] in ".!?" or second.text[:1].islower())
            and start <= by[0] < by[1] <= end <= start + _ATTRIBUTION
            and "\n" not in self.text[start:end]
        )

    def _bridged(self, parts: Sequence[Span]) -> Normal:
        text, starts = "", list[int]()
        for index, part in enumerate(parts):
            view = self.view(part)
            end = len(view.text) if index == len(parts) - 1 else len(view.text.rstrip(",. '"))
            text += view.text[:end] + JOINT
            starts += [*view.starts[:end], view.starts[end]]
        return Normal(text[:-1], starts)

    def view(self, span: Span) -> Normal:
        """The normalised form of a stretch of the text."""
        first = bisect_left(self.plain.starts, span[0])
        last = max(first, bisect_left(self.plain.starts, span[1]))
        return Normal(self.plain.text[first:last], self.plain.starts[first : last + 1])

    @cached_property
    def words(self) -> list[Word]:
        """The words of the normalised text."""
        return words(self.plain.text)

    def quotations_at(self, span: Span) -> list[Quotation]:
        """The quotations that have a character in common with a span."""
        return [one for one in self.quotations if any(part[0] < span[1] and span[0] < part[1] for part in one.parts)]

    def passage(self, spans: Sequence[Span]) -> Passage:
        """The words with the lines around them, cut between words."""
        first, last = spans[0][0], spans[-1][1]
        start, end = self.paragraph((first, last))
        if first - start > _AROUND:
            start = self.text.find(" ", first - _AROUND, first) + 1 or first - _AROUND
        if end - last > _AROUND:
            at = self.text.rfind(" ", last, last + _AROUND)
            end = at if at > 0 else last + _AROUND
        line = self.text.count("\n", 0, first) + 1
        return Passage(self.text[start:end], tuple((a - start, b - start) for a, b in spans), start, line)

    @cached_property
    def contexts(self) -> Contexts:
        """The words around each amount."""
        starts = [0, *(one.end() for one in _SENTENCE_END.finditer(self.text)), len(self.text)]
        breaks = sorted({*starts, *(one.end() for one in re.finditer(r"\n", self.text))})
        sentences = list(pairwise(breaks))
        return Contexts(self.text, sentences, [one.span for one in self.amounts])

    def days_in(self, span: Span) -> list[DayMention]:
        """The dates that stand in a span."""
        return [one for one in self.days if span[0] <= one.span[0] and one.span[1] <= span[1]]

    def amounts_in(self, span: Span) -> Sequence[Mention]:
        """The amounts that start in a span."""
        first = bisect_left(self.amounts, span[0], key=_start)
        return self.amounts[first : bisect_left(self.amounts, span[1], key=_start)]

    def sentence(self, span: Span) -> Span:
        """The sentence that a span stands in, or the sentences where it reaches over several."""
        start, end = self.paragraph(span)
        for found in _SENTENCE_END.finditer(self.text, start, end):
            if found.end() <= span[0]:
                start = found.end()
            elif found.start() >= span[1]:
                return start, found.start() + 1
        return start, end

    def block(self, span: Span) -> Span:
        """The lines around a span up to the next empty ones."""
        end = self.text.find("\n\n", span[1])
        return self.text.rfind("\n\n", 0, span[0]) + 1, len(self.text) if end < 0 else end

    def paragraph(self, span: Span) -> Span:
        """The lines that a span stands on."""
        end = self.text.find("\n", span[1])
        return self.text.rfind("\n", 0, span[0]) + 1, len(self.text) if end < 0 else end

    def surroundings(self, span: Span) -> Span:
        """The paragraph of a span and the one before, no more than MOST_AROUND characters to either side."""
        start, end = self.paragraph(span)
        low = max(0, start - MOST_AROUND)
        start = self.text.rfind("\n", 0, low + len(self.text[low:start].rstrip())) + 1
        return max(start, span[0] - MOST_AROUND), min(end, span[1] + MOST_AROUND)
