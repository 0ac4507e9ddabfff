"""The brief: what a TOML file of schema 1 holds, as frozen values.

The classes are plain dataclasses whose annotations say how each field is read (`fields`), so that pydantic checks a
file against them (`diagnosis`) while the program's first frame doesn't wait for its import: 65 ms beside the 150 ms
that a minimal Textual app takes to start. `quickread` builds the same values without it where all is well.
Docstrings below a field are what editors show: they go into the JSON Schema.
"""

from dataclasses import field
from typing import Annotated, Any, Literal

from briefing.fields import (
    Credibility,
    Day,
    Evidence,
    Extra,
    Flag,
    Name,
    Names,
    Number,
    OneOrMany,
    Period,
    Prose,
    SchemaNumber,
    Text,
    Texts,
    TopicNames,
)
from briefing.records import record

STANDARD_TOPICS = ("defence", "energy", "trade", "diplomacy")
"""Always shown, in this order where the file doesn't say otherwise."""

Scale = Literal["thousand", "million", "billion", "trillion", "lakh", "crore", "lakh crore"]
Qualifier = Literal["exact", "about", "nearly", "over", "at_least", "at_most"]
FigureKind = Literal["actual", "estimate", "forecast", "target", "announced"]
PointKind = Literal[
    "background", "judgement", "objective", "point_to_make", "line_to_take", "recommendation", "red_line", "risk", "gap"
]
Likelihood = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"
]
"""The seven bands of ICD 203 (Intelligence Community Directive 203, Analytic Standards)."""
Terms = Literal["on_record", "background", "deep_background", "off_record"]


def file_key(name: str) -> str:
    """The key in the file of a field of the model."""
    return "brief" if name == "head" else name


_CONFIG: dict[str, Any] = {"extra": "forbid", "use_attribute_docstrings": True, "alias_generator": file_key}


@record(kw_only=True)
class Item:
    """What every item of a brief may carry."""

    __pydantic_config__ = _CONFIG

    id: Name | None = None
    """Names measure and parties; only a written id is shared between briefs."""
    source: Names = ()
    """The name of the source that says it, or a list of names."""
    evidence: Evidence = ()
    """The exact words in the source, as few as will do; for several sources a table of them."""
    according_to: Text | None = None
    """Whose claim it is, when the source only reports it."""
    credibility: Credibility | None = None
    """Admiralty grade of the item, 1 to 6."""
    key: Flag = False
    """Stands on the overview and on the one page."""
    note: Prose | None = None
    """Stands in the full brief and beside the evidence, never on the one page."""
    marking: Text | None = None
    """When not the brief's: stricter or looser."""

    def evidence_for(self, source: str) -> str | None:
        """The words that stand for this item in a source."""
        for name, words in self.evidence:
            if name in ("", source):
                return words
        return None


@record(kw_only=True)
class Amount:
    """A value with its unit, scale and qualifier."""

    __pydantic_config__ = _CONFIG

    value: Number
    """A number with the digits that the source prints, or a range [low, high]."""
    unit: Text | None = None
    """%, % of GDP, points, an ISO 4217 code, a plain noun, or a rate such as USD/barrel."""
    scale: Scale | None = None
    """What the number is multiplied with."""
    qualifier: Qualifier | None = None
    """How exact the number is."""


@record(kw_only=True)
class Previous(Amount):
    """An earlier value of the same figure; unit, scale and qualifier are the figure's where they are left out."""

    period: Period | None = None
    """When it held."""
    source: Names = ()
    """Where it is from, when not from the figure's source."""
    evidence: Evidence = ()
    """The exact words in the source."""


@record(kw_only=True)
class Change(Amount):
    """By how much a figure changed, when the start isn't given; negative is down."""

    since: Period | None = None
    """From when."""


@record(kw_only=True)
class Figure(Item):
    """A key figure. It needs a value, a change or a formula."""

    label: Text
    """What the number measures."""
    value: Number | None = None
    """A number with the digits that the source prints, or a range [low, high]."""
    unit: Text | None = None
    """%, % of GDP, points, an ISO 4217 code, a plain noun, or a rate such as USD/barrel."""
    scale: Scale | None = None
    """What the number is multiplied with."""
    qualifier: Qualifier = "exact"
    """How exact the number is."""
    kind: FigureKind = "actual"
    """Whether it was measured, estimated, forecast, set as a target or announced."""
    period: Period | None = None
    """When it holds: 2024, 2024-08, 2024 Q3, 2019–23, by 2030, or words."""
    previous: Annotated[tuple[Previous, ...], OneOrMany()] = ()
    """The value before, or a list, oldest first, never the value itself."""
    change: Change | None = None
    """By how much it changed, when the start isn't given."""
    also: tuple[Amount, ...] = ()
    """The same amount as the source also gives it."""
    of: Name | None = None
    """The id of the figure that this is a part of."""
    formula: Text | None = None
    """How it is computed from other figures, by their ids."""


@record(kw_only=True)
class Quote(Item):
    """What somebody said, word for word."""

    text: Text
    """The words; […] and [word] are the editor's own."""
    about: Text | None = None
    """What a fragment speaks of; printed before the words."""
    speaker: Text | None = None
    """Who said it."""
    role: Text | None = None
    """The speaker's role; by default that of the person of this name."""
    date: Day | None = None
    """When it was said."""
    original: Text | None = None
    """The words as spoken, in `language`."""
    language: Text | None = None
    """BCP 47 tag of the language of `original`."""
    translator: Text | None = None
    """Whose translation `text` is."""
    terms: Terms = "on_record"
    """On which terms it was said."""


@record(kw_only=True)
class Point(Item):
    """A sentence of the brief."""

    text: Text
    """The sentence."""
    kind: PointKind = "background"
    """What the sentence is for."""
    side: Text | None = None
    """Whose it is."""
    likelihood: Likelihood | None = None
    """How likely a judgement holds, in one of ICD 203's seven bands."""
    confidence: Literal["low", "moderate", "high"] | None = None
    """How sure the judgement is; never together with a likelihood."""


@record(kw_only=True)
class Event(Item):
    """Something that happened or will happen on a date."""

    date: Day
    """When."""
    end_date: Day | None = None
    """The last day of a span."""
    text: Text
    """What."""
    topic: Name | None = None
    """The topic that it belongs to."""


@record(kw_only=True)
class Person(Item):
    """Somebody whom the reader will meet or hear of."""

    name: Text
    """The name as it is to be printed."""
    native_name: Text | None = None
    """The name in its own script."""
    say_it: Text | None = None
    """How it is pronounced."""
    role: Text | None = None
    """What they are."""
    side: Text | None = None
    """Whose they are."""


@record(kw_only=True)
class Question(Item):
    """A question that may be asked, and what to say."""

    question: Text
    """The question."""
    answer: Prose | None = None
    """What to say."""
    topic: Name | None = None
    """The topic that it belongs to."""
    do_not_say: Text | None = None
    """What must not be said."""


@record(kw_only=True)
class Source:
    """Where items come from."""

    __pydantic_config__ = _CONFIG

    title: Text
    """The source's title."""
    publisher: Text | None = None
    """Who published it."""
    author: Text | None = None
    """Who wrote it."""
    url: Text | None = None
    """Where it can be read: http, https or mailto."""
    published: Day | None = None
    """When it was published."""
    accessed: Day | None = None
    """When it was read."""
    origin: Text | None = None
    """The wire or statement that it derives from."""
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    """Admiralty grade of the source, A to F."""
    file: Text | None = None
    """The stored text, relative, inside the brief's folder; default sources/NAME.txt."""


@record(kw_only=True)
class Topic:
    """One tab of the brief."""

    __pydantic_config__ = _CONFIG

    title: Text | None = None
    """The tab's title; by default the topic's name, title-cased."""
    summary: Text | None = None
    """The topic in one sentence."""
    figures: tuple[Figure, ...] = ()
    """Its key figures: [[topics.NAME.figures]]."""
    quotes: tuple[Quote, ...] = ()
    """Its quotes: [[topics.NAME.quotes]]."""
    points: tuple[Point, ...] = ()
    """Its points: [[topics.NAME.points]]."""


@record(kw_only=True)
class Head:
    """What the brief is: the [brief] table."""

    __pydantic_config__ = _CONFIG

    title: Text
    """The brief's title."""
    subtitle: Text | None = None
    """A line below the title."""
    kind: Literal["visit", "call", "meeting", "country", "issue"] | None = None
    """What it is a brief for."""
    date: Day | None = None
    """The day that the brief is about."""
    end_date: Day | None = None
    """The last day of a span."""
    place: Text | None = None
    """Where."""
    as_of: Day | None = None
    """The cut-off of the information."""
    review_by: Day | None = None
    """Past this day the brief shows as stale."""
    prepared_by: Text | None = None
    """Who prepared it."""
    cleared_by: Text | None = None
    """Who cleared it."""
    audience: Text | None = None
    """Whom it is for."""
    status: Literal["draft", "cleared", "final"] = "draft"
    """How far it has come."""
    marking: Text | None = None
    """A TLP 2.0 label, or the house's own word."""
    language: Text = "en"
    """BCP 47 tag of the brief's language."""
    tags: Texts = ()
    """Words to find it by."""
    topics: TopicNames = ()
    """The order of the tabs, when not the standard one."""
    bottom_line: Text | None = None
    """One or two sentences that could stand alone."""
    sample: Flag = False
    """True: every item and every export says SAMPLE."""


@record(kw_only=True)
class Brief:
    """One brief: the whole file."""

    __pydantic_config__ = _CONFIG

    schema: SchemaNumber
    """The version of the format: 1."""
    head: Head
    """What the brief is."""
    sources: dict[Name, Source] = field(default_factory=dict)
    """Where items come from: [sources.NAME]."""
    topics: dict[Name, Topic] = field(default_factory=dict)
    """The tabs: [topics.NAME]."""
    events: tuple[Event, ...] = ()
    """The timeline: [[events]]."""
    people: tuple[Person, ...] = ()
    """Who is who: [[people]]."""
    questions: tuple[Question, ...] = ()
    """If asked: [[questions]]."""
    extra: Extra = field(default_factory=dict)
    """The house's own fields: ignored, kept in JSON."""
