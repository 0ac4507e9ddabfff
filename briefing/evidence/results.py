"""What a check of an item finds: plain values that every surface can show."""

from dataclasses import field
from typing import Literal

from briefing.evidence.status import Status, worst
from briefing.records import record
from briefing.text import visible

Span = tuple[int, int]
"""Character offsets into a source's text as it is stored, the end excluded."""

Speaker = Literal["confirmed", "contradicted", "unconfirmed"]

DifferenceKind = Literal[
    "negation",
    "number",
    "unit",
    "qualifier",
    "direction",
    "change",
    "period",
    "word",
    "case",
    "punctuation",
    "hidden",
    "quotation",
    "speaker",
]

WarningKind = Literal[
    "measure",
    "negation",
    "number",
    "qualifier",
    "aim",
    "period",
    "rounded",
    "quotation",
    "speaker",
    "origin",
    "computed",
]


@record
class Difference:
    """One thing in which a brief and its source differ; an empty side has nothing there."""

    kind: DifferenceKind
    brief: str
    source: str
    words: str
    """The difference in a sentence's words: "number: 50 in the brief, 36 in the source"."""

    def __str__(self) -> str:
        return self.words


@record
class Warned:
    """Something that the preparer should look at although the source has the words."""

    kind: WarningKind
    words: str

    def __str__(self) -> str:
        return self.words


class Judgement:
    """What speaks against a place while it is weighed: it only grows."""

    def __init__(self) -> None:
        self.differences: list[Difference] = []
        self.warnings: list[Warned] = []
        self.notes: list[str] = []

    def differ(self, kind: DifferenceKind, brief: str, source: str, words: str = "") -> None:
        """Add a difference; `words` say it where the two sides alone don't."""
        self.differences.append(difference(kind, brief, source, words))

    def warn(self, kind: WarningKind, words: str) -> None:
        """Add a warning."""
        self.warnings.append(Warned(kind, words))


def difference(kind: DifferenceKind, brief: str, source: str, words: str = "") -> Difference:
    """A difference put in words: “36” in the brief, “38” in the source."""
    mine, theirs = visible(brief), visible(source)
    if not words and not source:
        words = f"the source doesn't have “{mine}”"
    elif not words and not brief:
        words = f"the brief leaves out “{theirs}”"
    return Difference(kind, brief, source, f"{kind}: {words or f'“{mine}” in the brief, “{theirs}” in the source'}")


@record
class Passage:
    """The place in the source: its text as stored with the lines around, and where the words are within it."""

    text: str
    marks: tuple[Span, ...]
    """Offsets into `text`."""
    start: int
    """The offset of `text` in the source."""
    line: int
    """The line of the source, from 1, on which the first mark starts."""


@record
class Result:
    """One part of an item against one source."""

    part: str
    """What of the item: quote, original, value, change, previous 1, also 1, evidence, formula, part of."""
    source: str
    status: Status
    spans: tuple[Span, ...] = ()
    """Where the words are; several where the brief leaves something out or the source interrupts them."""
    found: str | None = None
    """The source's text at `span`."""
    differences: tuple[Difference, ...] = ()
    """Worst first."""
    speaker: Speaker | None = None
    said_by: str | None = None
    """Who says it in the source."""
    warnings: tuple[Warned, ...] = ()
    notes: tuple[str, ...] = ()
    """What is worth knowing and no fault: what was left out, what brackets stand for, how the sentence goes on."""
    passage: Passage | None = None
    reason: str = ""
    """Why it is UNCHECKED."""

    @property
    def span(self) -> Span | None:
        """From the first of the words to the last."""
        return (self.spans[0][0], self.spans[-1][1]) if self.spans else None

    @property
    def differs(self) -> str | None:
        """What differs, in words."""
        return "; ".join(map(str, self.differences)) or None


@record
class ItemResult:
    """All that was found of one item."""

    key: str
    status: Status | None
    results: tuple[Result, ...] = ()
    warnings: tuple[Warned, ...] = field(default=())
    """Those of the results, and those of the item as a whole."""

    @property
    def main(self) -> Result | None:
        """The result that says most: the first of the item's status."""
        same = [one for one in self.results if one.status == self.status]
        return next(iter(same or self.results), None)


def worst_of(results: tuple[Result, ...]) -> Status | None:
    """The worst status among results: a figure with a wrong earlier value isn't verified."""
    return worst(one.status for one in results)
