"""The quick reader: a parsed TOML file as a Brief, by the same rules as pydantic's but without importing it.

It gives up at the first thing that it can't take and says nothing about it: finding all errors, and their words,
is the business of `diagnosis`. A test holds the two equal.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from briefing.fields import OneOrMany, Reads, WrongValue
from briefing.model import Brief, file_key

Read = Callable[[Any], Any]


class _GaveUp(Exception):
    """The data isn't a brief without an error."""


def read(data: dict[str, Any]) -> Brief | None:
    """The brief that parsed TOML holds, or None where anything is wrong with it."""
    try:
        brief: Brief = _table(Brief, data)
    except (WrongValue, _GaveUp):
        return None
    return brief


def _table(kind: type, data: Any) -> Any:
    if not isinstance(data, dict):
        raise _GaveUp
    readers, required = _readers(kind)
    values = {}
    for key, value in data.items():
        if key not in readers:
            raise _GaveUp
        name, reader = readers[key]
        values[name] = reader(value)
    if not required <= values.keys():
        raise _GaveUp
    return kind(**values)


@cache
def _readers(kind: Any) -> tuple[dict[str, tuple[str, Read]], frozenset[str]]:
    """By key in the file: the field's name and how it is read; and the names of the fields that must be there."""
    readers = {file_key(one.name): (one.name, _reader(one.type)) for one in fields(kind)}
    required = (one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING)
    return readers, frozenset(required)


def _reader(annotation: Any) -> Read:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _ruled(inner[0], inner[1])
    if origin in (Union, UnionType):  # X | None: TOML has no null, so None only stands for a key left out
        return _reader(next(one for one in inner if one is not type(None)))
    if origin is Literal:
        return lambda value: _chosen(inner, value)
    if origin is tuple:
        each = _reader(inner[0])
        return lambda value: _listed(each, value)
    if origin is dict:
        name, each = map(_reader, inner)
        return lambda value: _named(name, each, value)
    if isinstance(annotation, type) and is_dataclass(annotation):
        return lambda value: _table(annotation, value)
    raise TypeError(f"no rule reads {annotation}")


def _ruled(annotation: Any, rule: Any) -> Read:
    if isinstance(rule, Reads):
        return rule.function
    if not isinstance(rule, OneOrMany):
        raise TypeError(f"no rule reads {annotation} with {rule}")
    many = _reader(annotation)
    return lambda value: many(rule.listed(value))


def _chosen(choices: tuple[str, ...], value: Any) -> Any:
    if not isinstance(value, str) or value not in choices:
        raise _GaveUp
    return value


def _listed(each: Read, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _GaveUp
    return tuple(map(each, value))


def _named(name: Read, each: Read, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _GaveUp
    return {name(key): each(inner) for key, inner in value.items()}
