"""How each kind of value is read from TOML: the types of the model's fields, and what is said of a wrong one."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Annotated, Any

from briefing.dates import MONTHS, When, read_when
from briefing.numbers import MAX_DIGITS, Value
from briefing.text import as_name, one_line, paragraphs, shown

SCHEMA = 1
"""The version of the format that this program reads."""

NAME = re.compile(r"[a-z][a-z0-9_]*")
"""What a topic, a source or an id may be called."""

MAX_DEPTH = 64
"""How deep the house's own fields may be nested: JSON must be able to hold them."""


class WrongValue(ValueError):
    """A value that a field can't take: what it must be, and what to write instead.

    The message follows the field's key ("must be a number, not a text"); in the hint `{key}` stands for it.
    `at` leads from the value to the part of it that is wrong: an index in a list, a key of a table.
    """

    def __init__(self, message: str, hint: str = "", at: tuple[int | str, ...] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.at = at
        self.others: tuple[WrongValue, ...] = ()
        """What else is wrong with the value, where it has several parts."""


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
        from copy import deepcopy

        return deepcopy(self.schema)  # pydantic writes titles and defaults into what it is given


def _plain_text(value: Any) -> str:
    if not isinstance(value, str):
        written = f'write {{key}} = "{value}"' if is_number(value) else 'write {key} = "…"'
        raise WrongValue(f"must be text, not {kind_of(value)}", written)
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
        return "text"
    named = {list: "a list", dict: "a table", dt.time: "a time of day"}
    return next((words for kind, words in named.items() if isinstance(value, kind)), "a date")


def is_number(value: Any) -> bool:
    """Whether a TOML value is a number: true and false are none."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _text(value: Any) -> str:
    return one_line(_plain_text(value))


def _prose(value: Any) -> str:
    return paragraphs(_plain_text(value))


def _name(value: Any) -> str:
    text = _plain_text(value)
    if NAME.fullmatch(text):
        return text
    raise WrongValue(
        f"must be a name, not “{text}”", f'write "{as_name(text)}": small letters, digits and _, a letter first'
    )


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise WrongValue(
        f"must be true or false, not {kind_of(value)}", "write {key} = true, without quotes, or leave it out"
    )


def _number(value: Any) -> Decimal:
    if not is_number(value):
        raise WrongValue(f"must be a number, not {kind_of(value)}", _number_hint(value))
    if isinstance(value, int):
        if abs(value) >= 10**MAX_DIGITS:
            raise WrongValue(f"is a number with more than {MAX_DIGITS} digits", "write fewer digits, and a scale")
        return Decimal(value)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise WrongValue("must be a number, not inf or nan", "write its digits, or leave {key} out")
    if len(value.as_tuple().digits) > MAX_DIGITS or exponent > 0 or -exponent > MAX_DIGITS:
        raise WrongValue(
            f"is a number with an exponent or more than {MAX_DIGITS} digits", "write plain digits, and a scale"
        )
    return Decimal(value)


def _number_hint(value: Any) -> str:
    """What to write instead of a number in quotes, with its unit and scale where it holds them."""
    if not isinstance(value, str):
        return "write digits, such as {key} = 36"
    found = re.fullmatch(
        rf"\s*(?P<digits>[-+\u2212]?(?:\d|\d[\d.,]{{,{MAX_DIGITS}}}\d))\s*"
        r"(?P<scale>thousand|million|billion|trillion|lakh crore|lakh|crore)?\s*(?P<percent>%|per ?cent)?\s*",
        value,
    )
    if found is None:
        return "write digits, such as {key} = 36, and unit and scale as keys of their own"
    digits = found["digits"].replace(",", "").replace("\u2212", "-").lstrip("+")
    hint = f"write {{key}} = {digits}"
    hint += f' and scale = "{found["scale"]}"' if found["scale"] else ""
    hint += ' and unit = "%"' if found["percent"] else ""
    return hint if found["scale"] or found["percent"] else hint + " without quotes"


MAX_WRONG = 100
"""How many wrong elements of one list are told: nobody reads more, and 50,000 took a second."""


def _each(read: Callable[[Any], Any], values: Iterable[tuple[int | str, Any]]) -> tuple[Any, ...]:
    """Each value as it is read; errors are told at its index or key, all of them at once."""
    found, errors = [], []
    for at, value in values:
        try:
            found.append(read(value))
        except WrongValue as error:
            errors.append(WrongValue(str(error), error.hint, (at, *error.at)))
            if len(errors) == MAX_WRONG:
                break
    if errors:
        errors[0].others = tuple(errors[1:])
        raise errors[0]
    return tuple(found)


def _value(value: Any) -> Value:
    if not isinstance(value, list):
        return _number(value)
    if len(value) != 2:
        raise WrongValue(f"is one number or a range of two, not a list of {len(value)}", "write {key} = [low, high]")
    low, high = _each(_number, enumerate(value))
    if low == high:
        raise WrongValue("is a range with two equal ends", f"write {{key}} = {low}")
    if low > high:
        raise WrongValue("is a range that falls", f"write {{key}} = [{high}, {low}]")
    return low, high


def _when(value: Any) -> When:
    when = read_when(value)
    if when is None:
        raise WrongValue(f"must be a date, not {_shown_kind(value)}", _date_hint(value))
    return when


def _shown_kind(value: Any) -> str:
    return f"“{shown(value)}”" if isinstance(value, str) else kind_of(value)


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
            f"must be a period of time, not {_shown_kind(value)}",
            'write {key} = "2024–25", "2024 Q3", "2024-08" or 2024',
        )
    return when.iso


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (_name(value),)
    if not value:
        raise WrongValue("is an empty list", "write a name, or leave {key} out")
    return _each(_name, enumerate(value))


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongValue(f"must be a list of texts, not {kind_of(value)}", _list_hint(value, '["…", "…"]'))
    return _each(_text, enumerate(value))


def _topic_names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongValue(f"must be a list of names, not {kind_of(value)}", _list_hint(value, '["defence", "energy"]'))
    return _each(_name, enumerate(value))


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
    return _each(
        lambda pair: (_name(pair[0]), _text(pair[1])), ((name, (name, words)) for name, words in value.items())
    )


def _anything(value: Any) -> Any:
    if not isinstance(value, dict):
        raise WrongValue(f"must be a table, not {kind_of(value)}", "write [extra]")
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level if isinstance(one, (dict, list)) for inner in _inner(one)]
    if level:
        raise WrongValue(f"is nested more than {MAX_DEPTH} deep", "close some of its tables")
    return value


def _inner(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _schema_number(value: Any) -> int:
    if value == SCHEMA and isinstance(value, int) and not isinstance(value, bool):
        return SCHEMA
    if isinstance(value, int) and value > SCHEMA:
        raise WrongValue(f"is {value}, and this program reads {SCHEMA}", "install a newer version of briefing")
    raise WrongValue(f"is the number {SCHEMA}, the version of the format", f"write schema = {SCHEMA}")


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise WrongValue(f"is a whole number from {low} to {high}", f"write {{key}} = {low}, or up to {high}")

    return read


_NAME_SCHEMA = {"type": "string", "pattern": f"^{NAME.pattern}$"}
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
