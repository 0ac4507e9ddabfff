"""Whether a source holds an amount: this value, in this unit, moving this way, for this period, so qualified."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from briefing.evidence.amountmatch import (
    Claim,
    Mark,
    is_rounded,
    matches,
    role_is_wrong,
    same_unit,
    wanted,
    whole,
    within,
)
from briefing.evidence.extract.amounts import Atom, Mention
from briefing.evidence.extraction import Reading
from briefing.evidence.manner import judge_manner
from briefing.evidence.periods import Verdict, compare_period
from briefing.evidence.quotecheck import check_words, exact_places
from briefing.evidence.results import DifferenceKind, Judgement, Result, Span, Warned
from briefing.evidence.status import Status
from briefing.evidence.subjects import other_subject
from briefing.evidence.unitnames import are_apart, both_nouns, same
from briefing.text import visible

_MARGIN = 1.0
"""How much better the label must fit another amount of the same unit before a warning, in words that only one
sentence has: one of them that stands beside the other and not beside this one. None of the corpus' 37 true
figures is warned of, nor would be with 0.3; of its 16 on the wrong measure 7 are, with 0.3 it were 9."""

_NUMBER = re.compile(r"(?<![\w.,-])-?\d[\d,]*(?:\.\d+)?(?![\w-]|[.,]\d)")


def check_amount(claim: Claim, evidence: str | None, reading: Reading, part: str, near: Sequence[Span] = ()) -> Result:
    """The result of looking for an amount: in the evidence's exact words where the brief gives them, else anywhere.

    `near` are places where it is rather to be expected, such as that of the figure itself for its earlier value.
    """
    check = _Check(claim, reading, part)
    return check.anywhere(near) if evidence is None else check.in_evidence(evidence)


class _Check:
    """One amount of a brief against one text."""

    def __init__(self, claim: Claim, reading: Reading, part: str) -> None:
        self.claim = claim
        self.reading = reading
        self.part = part
        self.sought = wanted(claim)

    def in_evidence(self, evidence: str) -> Result:
        """The result where the brief gives the source's exact words: the number must stand in them."""
        places = exact_places(evidence, self.reading)
        if not places:
            return check_words(evidence, self.reading, self.part)
        there = [mark for place in places for mark in within(self.reading.amounts, place)]
        found = matches(self.sought, there)
        if found:
            return self._judge(self._best(found), places)
        loose = matches(self.sought, there, any_unit=True)
        nouns = self._counted(loose)
        if nouns:
            return self._judge(nouns[0], places)
        if not there and self._digits_stand(places):
            said = f"the number stands there, but not plainly as {self.claim.words}: look what it counts in the source"
            return self._result(Status.VERIFIED, places[0], Judgement(), Warned("measure", said))
        theirs = "; ".join(self._words(one.span) for _, atoms in loose or there for one in atoms)
        return self._other("unit" if loose else "number", theirs or "no amount", places[0])

    def anywhere(self, near: Sequence[Span]) -> Result:
        """The result without evidence: the mention that holds the number, else the one that is clearly meant."""
        every = whole(self.reading.amounts)
        close = [mark for mark in every if any(_meet(mark[0].span, one) for one in near)]
        found = matches(self.sought, close) or matches(self.sought, every)
        if found:
            best = self._best(found)
            result = self._judge(best)
            rival = None if close else self._rival(best)
            return result if rival is None else replace(result, warnings=(*result.warnings, rival))
        loose = matches(self.sought, every, any_unit=True)
        nouns = self._counted(loose)
        if nouns:
            return self._judge(self._best(nouns))
        if loose:
            meant = max((mention for mention, _ in loose), key=self._fit)
            return self._other("unit", self._words(meant.span), meant.span)
        return self._nearest(close, every)

    def _nearest(self, close: Sequence[Mark], every: Sequence[Mark]) -> Result:
        """The mention in the same unit whose surroundings speak of the same thing; else NOT FOUND."""
        marks = self._of_period(every, close[0][0]) if close else []
        alike = [mention for mention, atoms in marks or close or every if self._has_unit(atoms)]
        best = max(alike, key=lambda one: self._fit(one) + self._slip(one), default=None)
        if best is not None and (close or self._fit(best) + self._slip(best) > 0):
            return self._other("number", self._words(best.span), best.span)
        return Result(self.part, self._source, Status.NOT_FOUND, reason="the source has no such amount")

    def _of_period(self, marks: Sequence[Mark], near: Mention) -> list[Mark]:
        """Those in the paragraph of a mention that the source gives for the brief's period, if any, in its unit."""
        start, end = self.reading.paragraph(near.span)
        return [
            (mention, atoms)
            for mention, atoms in marks
            if start <= mention.span[0] < end and self._has_unit(atoms) and self._period(atoms, None)[0] == "same"
        ]

    def _has_unit(self, atoms: Sequence[Atom]) -> bool:
        return any(same_unit(self.sought, one) for one in atoms)

    def _best(self, marks: Sequence[Mark]) -> Mark:
        """The mention most likely meant: by its part, its period, its digits, the label around it, its place."""

        def rank(mark: Mark) -> tuple[float, ...]:
            mention, atoms = mark
            wrong = sum(role_is_wrong(self.claim, mention, one) for one in atoms)
            other = self._period(atoms, None)[0] == "other"
            return wrong, other, self._rounds(atoms), -self._fit(mention), mention.span[0]

        return min(marks, key=rank) if len(marks) > 1 else marks[0]

    def _rival(self, best: Mark) -> Warned | None:
        """A warning of another amount in the same unit that the label fits clearly better."""
        own = self._fit(best[0])
        for mention in self.reading.amounts:
            if mention is best[0] or not self._has_unit(mention.atoms):
                continue
            if self._fit(mention) - own >= _MARGIN * self.reading.contexts.rarest:
                words = visible(self._words(mention.span))
                return Warned("measure", f"the number may be that of something else: the label fits “{words}” better")
        return None

    def _judge(self, mark: Mark, places: Sequence[Span] = ()) -> Result:
        """The result for a mention that holds the number; `places` are those of the evidence."""
        mention, atoms = mark
        span = min(one.span[0] for one in atoms), max(one.span[1] for one in atoms)
        place = next((one for one in places if one[0] <= span[0] and span[1] <= one[1] + 1), None)
        judgement = Judgement()
        self._check_direction(mention, judgement)
        self._check_period(atoms, place, judgement)
        self._check_manner(mention, atoms, judgement)
        return self._result(Status.DIFFERS if judgement.differences else Status.VERIFIED, place or span, judgement)

    def _check_direction(self, mention: Mention, judgement: Judgement) -> None:
        mine, theirs = self.claim.direction, mention.direction
        if mine and theirs and mine != theirs:
            judgement.differ("direction", *("up" if one > 0 else "down" for one in (mine, theirs)))

    def _period(self, atoms: Sequence[Atom], place: Span | None) -> tuple[Verdict, str]:
        """How the period compares: by the dates in the evidence where it has any, else by those in the sentence."""
        span = atoms[0].span
        dated = place if place is not None and self.reading.days_in(place) else self.reading.sentence(span)
        return compare_period(self.claim.period, span, dated, self.reading, self.claim.main_period)

    def _check_period(self, atoms: Sequence[Atom], place: Span | None, judgement: Judgement) -> None:
        verdict, theirs = self._period(atoms, place)
        mine = self.claim.period or ""
        if verdict == "other":
            judgement.differ("period", mine, theirs)
        elif verdict == "doubtful":
            said = f"“{visible(mine)}” in the brief, “{visible(theirs)}” beside the number in the source"
            judgement.warn("period", f"the period may be another: {said}")

    def _check_manner(self, mention: Mention, atoms: Sequence[Atom], judgement: Judgement) -> None:
        """How the source says it: denied, qualified, planned, rounded, of something else."""
        unit = self.sought.unit
        judge_manner(self.claim, mention, atoms, self.reading, judgement)
        if self._rounds(atoms):
            judgement.warn("rounded", f"the brief rounds: the source has {self._words(mention.span)}")
        if unit.kind == "noun" and not same(unit, atoms[0].unit):
            if are_apart(unit.name, atoms[0].unit):
                judgement.differ("unit", self.claim.unit or "", atoms[0].unit)
            else:
                judgement.warn("measure", f"the source counts “{visible(atoms[0].unit)}”")
        if self.claim.label and not self.claim.is_earlier:
            other = other_subject(self.claim.label, mention, self.reading, self._is_rival)
            if other is not None:
                judgement.warn("measure", f"the number may be that of something else: {other}")

    def _is_rival(self, mention: Mention) -> bool:
        return self._has_unit(mention.atoms)

    def _rounds(self, atoms: Sequence[Atom]) -> bool:
        return any(is_rounded(value, one) for value, one in zip(self.sought.values, atoms, strict=True))

    def _counted(self, marks: Sequence[Mark]) -> list[Mark]:
        """Those that count something by another noun: troops for soldiers is a doubt, dollars for soldiers is wrong."""
        return [mark for mark in marks if both_nouns(self.sought.unit, mark[1][0].unit)]

    def _digits_stand(self, places: Sequence[Span]) -> bool:
        """Whether the number stands digit for digit in words in which the extractor reads no amount."""
        if isinstance(self.claim.value, tuple):
            return False
        digits = {f"{self.claim.value:f}", f"{self.claim.value:,f}"}
        return any(not digits.isdisjoint(_NUMBER.findall(self._words(place))) for place in places)

    def _other(self, kind: DifferenceKind, theirs: str, span: Span) -> Result:
        judgement = Judgement()
        judgement.differ(kind, self.claim.words, theirs)
        return self._result(Status.DIFFERS, span, judgement)

    def _result(self, status: Status, span: Span, judgement: Judgement, *more: Warned) -> Result:
        return Result(
            part=self.part,
            source=self._source,
            status=status,
            spans=(span,),
            found=self._words(span),
            differences=tuple(judgement.differences),
            warnings=(*judgement.warnings, *more),
            passage=self.reading.passage((span,)),
        )

    @cached_property
    def _source(self) -> str:
        return self.reading.source.name

    def _fit(self, mention: Mention) -> float:
        return self.reading.contexts.fit(self.claim.label, mention.span)

    def _slip(self, mention: Mention) -> float:
        """As much as a telling word of the label, where the brief's number may be a slip for one of a mention."""
        slips = any(_is_slip(value, one.value) for value in self.sought.values for one in mention.atoms)
        return self.reading.contexts.rarest if slips else 0.0

    def _words(self, span: Span) -> str:
        return self.reading.text[span[0] : span[1]]


def _is_slip(value: Decimal, other: Decimal) -> bool:
    """Whether two numbers have the same digits in another order or at another place, or one has lost its first."""
    one, two = ("".join(map(str, each.normalize().as_tuple().digits)) for each in (value, other))
    return len(one) > 1 and (sorted(one) == sorted(two) or two.endswith(one))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
