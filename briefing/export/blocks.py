"""What a document is made of: the items of a brief in words, a topic's section, a line of the list of sources."""

from briefing.entries import Entry
from briefing.evidence.status import Status
from briefing.model import Figure, Source
from briefing.numbers import is_percentage
from briefing.records import record
from briefing.wording import Bar


@record(kw_only=True)
class Block:
    """An item as it is set.

    `tags` must stand with it wherever it is set: SAMPLE, the status word, its own marking. `sources` are the numbers
    of its sources, from which it was `computed` where it has none of its own; `details` are phrases, `note` paragraphs.
    """

    entry: Entry
    status: Status | None
    tags: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    computed: bool = False
    details: tuple[str, ...] = ()
    note: tuple[str, ...] = ()


MOST_BARS = 8
"""A figure with more values shows the latest as bars, and names all of them."""


@record(kw_only=True)
class FigureBlock(Block):
    """A figure: its number in full and in short, what it measures and when, how it moved, what it is a part of.

    `earlier` are the previous values that `change` doesn't name; `bars` are empty where a bar would say too much.
    """

    number: str
    short: str
    label: str
    period: str
    change: str
    earlier: tuple[str, ...]
    share: str
    bars: tuple[Bar, ...]
    share_bar: Bar | None

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that is said below the label, a phrase each."""
        before = "earlier " + ", ".join(self.earlier) if self.earlier else ""
        return tuple(filter(None, (*self.details, self.change, before, self.share)))

    @property
    def drawn(self) -> tuple[Bar, ...]:
        """The bars of its chart: its latest values, else its share of the whole."""
        return self.bars[-MOST_BARS:] or ((self.share_bar,) if self.share_bar else ())

    @property
    def beside_chart(self) -> tuple[str, ...]:
        """The phrases without the earlier values, where the chart shows every one of them."""
        all_drawn = 0 < len(self.bars) <= MOST_BARS
        return tuple(filter(None, (*self.details, self.change, self.share))) if all_drawn else self.phrases

    @property
    def in_percent(self) -> bool:
        """Whether it is a percentage: its bars then stand on a track, and their values lack the sign."""
        return isinstance(self.entry.item, Figure) and is_percentage(self.entry.item.unit)


@record(kw_only=True)
class QuoteBlock(Block):
    """A quotation: what it is about, the words, who said them in which role and language, and the words as spoken."""

    about: str
    text: str
    speaker: str
    role: str
    original: str
    language: str


@record(kw_only=True)
class PointBlock(Block):
    """A sentence, and what it is: "Objective, India", or nothing for a plain fact."""

    label: str
    text: str


@record(kw_only=True)
class EventBlock(Block):
    """An event with its date in words and the title of its topic."""

    date: str
    text: str
    topic: str


@record(kw_only=True)
class PersonBlock(Block):
    """A person, and what is said of them, a phrase each."""

    name: str
    about: tuple[str, ...]


@record(kw_only=True)
class QuestionBlock(Block):
    """A question, the paragraphs of its answer, what must not be said, and the title of its topic."""

    question: str
    answer: tuple[str, ...]
    do_not_say: str
    topic: str


@record(kw_only=True)
class TopicSection:
    """What stands under the title of a topic."""

    name: str
    title: str
    summary: str
    figures: tuple[FigureBlock, ...]
    quotes: tuple[QuoteBlock, ...]
    points: tuple[PointBlock, ...]


@record(kw_only=True)
class SourceLine:
    """A source with its number; `url` is its address where that may be a link, and `cited` whether an item names it."""

    name: str
    number: int
    source: Source
    citation: str
    url: str
    cited: bool
