"""The brief: what a TOML file of schema 1 holds, as frozen values.

The classes are plain dataclasses with pydantic's types and rules in their annotations, so that pydantic checks a
file against them (`faults.check`) while the program's first frame doesn't wait for its import: 65 ms beside the
150 ms that a minimal Textual app takes to start. `quickread.read` builds the same values without it where all is well.
Docstrings below a field are what editors show: they go into the JSON Schema.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal
from zlib import crc32

from briefing.dates import MONTHS, When, read_when
from briefing.numbers import MAX_DIGITS, Value
from briefing.text import fold, one_line, paragraphs

SCHEMA = 1
"""The version of the format that this program reads."""

STANDARD_TOPICS = ("defence", "energy", "trade", "diplomacy")
"""Always shown, in this order where the file doesn't say otherwise."""


class WrongValue(ValueError):
    """A value that a field can't take: what it must be, and what to write instead.

    The message follows the field's key ("is a number, not a text"); in the hint `{key}` stands for it.
    `at` leads from the value to the part of it that is wrong: an index in a list, a key of a table.
    """

    def __init__(self, message: str, hint: str = "", at: tuple[int | str, ...] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.at = at


class Reads:
    """How a TOML value becomes a field's value, for pydantic and for the quick reader alike.

    `function` takes the raw value and returns the field's, or raises WrongValue; `schema` is what the
    JSON Schema says of it.
    """

    def __init__(self, function: Callable[[Any], Any], schema: dict[str, Any]) -> None:
        self.function = function
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.function)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return self.schema


def _plain_text(value: Any) -> str:
    if not isinstance(value, str):
        written = f'write {{key}} = "{value}"' if is_number(value) else 'write {key} = "…"'
        raise WrongValue(f"is a text, not {kind_of(value)}", written)
    if not value.strip(" \t\r\n"):
        raise WrongValue("is empty", "write a text, or leave {key} out")
    return value


def kind_of(value: Any) -> str:
    """What a TOML value is, in words."""
    if isinstance(value, bool):
        return "true or false"
    if is_number(value):
        return "a number"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date"


def is_number(value: Any) -> bool:
    """Whether a TOML value is a number: true and false are none."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _text(value: Any) -> str:
    return one_line(_plain_text(value))


def _prose(value: Any) -> str:
    return paragraphs(_plain_text(value))


def _name(value: Any) -> str:
    text = _plain_text(value)
    if re.fullmatch(r"[a-z][a-z0-9_]*", text):
        return text
    raise WrongValue(
        f"is a name, not “{text}”", f'write "{as_name(text)}": small letters, digits and _, a letter first'
    )


def as_name(text: str) -> str:
    """The name nearest to a text: small letters, digits and underscores, a letter first.

    A text without a Latin letter or digit gets a name from its checksum, so that two texts have two names.
    """
    name = re.sub(r"[^a-z0-9]+", "_", fold(text).text).strip("_")
    if not name:
        return f"n_{crc32(text.encode(errors='surrogatepass')):08x}"
    return name if name[0].isalpha() else f"n_{name}"


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise WrongValue(f"is true or false, not {kind_of(value)}", "write {key} = true, without quotes, or leave it out")


def _number(value: Any) -> Decimal:
    if not is_number(value):
        raise WrongValue(f"is a number, not {kind_of(value)}", _number_hint(value))
    if isinstance(value, int):
        if abs(value) >= 10**MAX_DIGITS:
            raise WrongValue(f"is a number with more than {MAX_DIGITS} digits", "write fewer digits, and a scale")
        return Decimal(value)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise WrongValue("is a number, not inf or nan", "write its digits, or leave {key} out")
    if len(value.as_tuple().digits) > MAX_DIGITS or exponent > 0 or -exponent > MAX_DIGITS:
        raise WrongValue(
            f"is a number with an exponent or more than {MAX_DIGITS} digits", "write plain digits, and a scale"
        )
    return Decimal(value)


def _number_hint(value: Any) -> str:
    """What to write instead of a number in quotes, with its unit and scale where it holds them."""
    if not isinstance(value, str):
        return "write {key} = and digits"
    found = re.fullmatch(
        rf"\s*(?P<digits>[-+\u2212]?(?:\d|\d[\d.,]{{,{MAX_DIGITS}}}\d))\s*"
        r"(?P<scale>thousand|million|billion|trillion|lakh crore|lakh|crore)?\s*(?P<percent>%|per ?cent)?\s*",
        value,
    )
    if found is None:
        return "write {key} = and digits, with unit and scale as keys of their own"
    digits = found["digits"].replace(",", "").replace("\u2212", "-").lstrip("+")
    hint = f"write {{key}} = {digits}"
    hint += f' and scale = "{found["scale"]}"' if found["scale"] else ""
    hint += ' and unit = "%"' if found["percent"] else ""
    return hint if found["scale"] or found["percent"] else hint + " without quotes"


def _each(read: Callable[[Any], Any], values: Any) -> tuple[Any, ...]:
    """Each value as it is read; an error is told at its index."""
    found = []
    for index, value in enumerate(values):
        try:
            found.append(read(value))
        except WrongValue as error:  # noqa: PERF203 - the index is needed
            raise WrongValue(str(error), error.hint, (index, *error.at)) from None
    return tuple(found)


def _value(value: Any) -> Value:
    if not isinstance(value, list):
        return _number(value)
    if len(value) != 2:
        raise WrongValue(f"is one number or a range of two, not a list of {len(value)}", "write {key} = [low, high]")
    low, high = _each(_number, value)
    if low == high:
        raise WrongValue("is a range with two equal ends", f"write {{key}} = {low}")
    if low > high:
        raise WrongValue("is a range that falls", f"write {{key}} = [{high}, {low}]")
    return low, high


def _when(value: Any) -> When:
    when = read_when(value)
    if when is None:
        raise WrongValue(f"is a date, not {_shown_kind(value)}", _date_hint(value))
    return when


def _shown_kind(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str) else kind_of(value) if is_number(value) else _no_date(value)


def _no_date(value: Any) -> str:
    kind = kind_of(value)
    return "a time of day" if kind == "a date" else kind


def _date_hint(value: Any) -> str:
    """What to write for a date in words: 4 November 2025, November 2025."""
    found = (
        re.fullmatch(r"\s*(?:(\d{1,2})\.? )?([A-Za-z]{3})[a-z]*\.?,? (\d{4})\s*", value)
        if isinstance(value, str)
        else None
    )
    if found is not None and found[2].title() in MONTHS:
        month = f"{found[3]}-{MONTHS.index(found[2].title()) + 1:02}"
        return f"write {{key}} = {month}-{int(found[1]):02}" if found[1] else f'write {{key}} = "{month}"'
    return 'write {key} = 2025-11-04, "2025-11" or 2025'


def _period(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    when = read_when(value)
    if when is None:
        raise WrongValue(
            f"is a period, not {_shown_kind(value)}", 'write {key} = "2024–25", "2024 Q3", "2024-08" or 2024'
        )
    return when.iso


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (_name(value),)
    if not value:
        raise WrongValue("is an empty list", "write a name, or leave {key} out")
    return _each(_name, value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongValue(f"is a list of texts, not {kind_of(value)}", _list_hint(value, '["…", "…"]'))
    return _each(_text, value)


def _topic_names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongValue(f"is a list of names, not {kind_of(value)}", _list_hint(value, '["defence", "energy"]'))
    return _each(_name, value)


def _list_hint(value: Any, example: str) -> str:
    return (
        f'write {{key}} = ["{one_line(value)}"]'
        if isinstance(value, str) and len(value) < 60
        else f"write {{key}} = {example}"
    )


def _evidence(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        return (("", _text(value)),)
    if not value:
        raise WrongValue("is an empty table", 'write {key} = { source = "…" }, or leave it out')
    found = []
    for name, words in value.items():
        try:
            found.append((_name(name), _text(words)))
        except WrongValue as error:
            raise WrongValue(str(error), error.hint, (name, *error.at)) from None
    return tuple(found)


def _anything(value: Any) -> Any:
    if not isinstance(value, dict):
        raise WrongValue(f"is a table, not {kind_of(value)}", "write [extra]")
    return value


def _schema_number(value: Any) -> int:
    if value == SCHEMA and isinstance(value, int) and not isinstance(value, bool):
        return SCHEMA
    if isinstance(value, int) and value > SCHEMA:
        raise WrongValue(f"is {value}, and this program reads {SCHEMA}", "install a newer version of briefing")
    raise WrongValue(f"is {SCHEMA}, the version of the format", f"write schema = {SCHEMA}")


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise WrongValue(f"is a whole number from {low} to {high}", f"write {{key}} = {low}, or up to {high}")

    return read


_NAME_SCHEMA = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
_NUMBER_SCHEMA = {"type": "number"}
_TEXT_SCHEMA = {"type": "string", "minLength": 1}
_WHEN_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1000, "maximum": 9999}]}

Text = Annotated[str, Reads(_text, _TEXT_SCHEMA)]
Prose = Annotated[str, Reads(_prose, _TEXT_SCHEMA)]
Name = Annotated[str, Reads(_name, _NAME_SCHEMA)]
Names = Annotated[
    tuple[str, ...],
    Reads(_names, {"anyOf": [_NAME_SCHEMA, {"type": "array", "items": _NAME_SCHEMA, "minItems": 1}]}),
]
Texts = Annotated[tuple[str, ...], Reads(_texts, {"type": "array", "items": _TEXT_SCHEMA})]
TopicNames = Annotated[tuple[str, ...], Reads(_topic_names, {"type": "array", "items": _NAME_SCHEMA})]
Flag = Annotated[bool, Reads(_flag, {"type": "boolean"})]
Number = Annotated[
    Value,
    Reads(
        _value, {"anyOf": [_NUMBER_SCHEMA, {"type": "array", "items": _NUMBER_SCHEMA, "minItems": 2, "maxItems": 2}]}
    ),
]
Day = Annotated[When, Reads(_when, _WHEN_SCHEMA)]
Period = Annotated[str, Reads(_period, {"anyOf": [_TEXT_SCHEMA, {"type": "integer"}]})]
Evidence = Annotated[
    tuple[tuple[str, str], ...],
    Reads(_evidence, {"anyOf": [_TEXT_SCHEMA, {"type": "object", "additionalProperties": _TEXT_SCHEMA}]}),
]
Credibility = Annotated[int, Reads(_whole(1, 6), {"type": "integer", "minimum": 1, "maximum": 6})]
Extra = Annotated[dict[str, Any], Reads(_anything, {"type": "object"})]
SchemaNumber = Annotated[int, Reads(_schema_number, {"const": SCHEMA})]

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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous(Amount):
    """An earlier value of the same figure; unit, scale and qualifier are the figure's where they are left out."""

    period: Period | None = None
    """When it held."""
    source: Names = ()
    """Where it is from, when not from the figure's source."""
    evidence: Evidence = ()
    """The exact words in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Amount):
    """By how much a figure changed, when the start isn't given; negative is down."""

    since: Period | None = None
    """From when."""


class OneOrMany:
    """A list that may be written as its only element."""

    @staticmethod
    def listed(value: Any) -> Any:
        """The value as a list."""
        return [value] if isinstance(value, dict) else value

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.listed, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
