"""What to write instead: the word that was meant, and where a key belongs."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache

from briefing.entries import Path
from briefing.fields import NAME
from briefing.findings import Hint, LineOf, table_name
from briefing.model import (
    Amount,
    Brief,
    Change,
    Event,
    Figure,
    Head,
    Person,
    Point,
    Previous,
    Question,
    Quote,
    Source,
    Topic,
    file_key,
)
from briefing.text import shown

TABLES: dict[str, type] = {
    "brief": Head,
    "sources": Source,
    "topics": Topic,
    "figures": Figure,
    "quotes": Quote,
    "points": Point,
    "events": Event,
    "people": Person,
    "questions": Question,
    "previous": Previous,
    "change": Change,
    "also": Amount,
}
"""What stands in the tables of each key."""

LISTS = ("figures", "quotes", "points", "events", "people", "questions")
"""The keys of items, always written [[…]]."""

_MEANT = {
    "roughly": "about", "approximately": "about", "approx": "about", "around": "about", "circa": "about", "ca": "about",
    "some": "about", "estimated": "about", "almost": "nearly", "just under": "nearly", "under": "at_most",
    "up to": "at_most", "max": "at_most", "maximum": "at_most", "more than": "over", "above": "over",
    "min": "at_least", "minimum": "at_least", "exactly": "exact",
    "k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion", "tn": "trillion",
    "cr": "crore", "lakhs": "lakh", "measured": "actual", "real": "actual", "projection": "forecast",
    "prediction": "forecast", "planned": "target", "pledged": "announced", "fact": "background", "advice":
    "recommendation", "line": "line_to_take", "talking point": "point_to_make", "judgment": "judgement", "goal":
    "objective", "unknown": "gap", "remote": "almost no chance", "highly improbable": "very unlikely", "improbable":
    "unlikely", "roughly even odds": "roughly even chance", "probable": "likely", "probably": "likely",
    "highly probable": "very likely", "highly likely": "very likely", "nearly certain": "almost certain",
    "medium": "moderate", "published": "final", "approved": "cleared", "trip": "visit", "phone call": "call",
    "off the record": "off_record", "on the record": "on_record",
    "number": "value", "amount": "value", "date": "period", "year": "period", "title": "label", "name": "label",
    "who": "speaker", "by": "speaker", "quote": "text", "sentence": "text", "says": "according_to", "link": "url",
}  # fmt: skip
"""Words that people write for one of ours. The second terms of ICD 203's seven bands are among them."""

_MAX_WORD = 60
"""Longer words are no misspellings; comparing them takes time with the square of their length."""


@lru_cache(maxsize=1024)
def nearest(word: str, choices: tuple[str, ...], likeness: float = 0.7) -> str | None:
    """The choice that was meant by a word, or None: by letter case, by meaning, by spelling.

    `likeness` is difflib's ratio, from 0 to 1: lable and label have 0.8, sorce and source 0.91.
    """
    plain = word.strip().casefold().replace("-", "_")
    spaced = plain.replace("_", " ")
    for candidate in (plain, plain.replace(" ", "_"), spaced, _MEANT.get(spaced)):
        if candidate in choices:
            return candidate
    if len(word) > _MAX_WORD:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(plain, choices, 1, likeness)), None)


def keys_of(kind: type) -> tuple[str, ...]:
    """The keys that a table may have."""
    return tuple(file_key(one.name) for one in fields(kind))


def table_kind(path: Path) -> type:
    """What the model has at the path of a table."""
    names = [step for step in path if isinstance(step, str)]
    if names[:1] in (["sources"], ["topics"]):
        del names[1:2]
    return TABLES[names[-1]] if names else Brief


def unknown_key(path: Path, key: str) -> Hint:
    """What to write instead of a key that the table at a path doesn't have, or where the key belongs.

    A key typed at the end of a file lands in the last table, so one that only another table has belongs there.
    """

    def hint(line_of: LineOf) -> str:
        if not path and key in LISTS:
            return f"write [[topics.NAME.{key}]]"
        keys = keys_of(table_kind(path))
        owner = _owner(path, key)
        meant = nearest(key, keys, 0.85 if owner else 0.7)
        if meant is not None:
            return f"write {meant}"
        if owner is None:
            return f"its keys are {', '.join(keys)}"
        belongs = f"{nearest(key, keys_of(Head)) if not path else key} belongs to {table_name(owner)}"
        line = line_of(owner) if owner in (("brief",), path[:2]) else 0
        return f"{belongs}: move it below line {line}" if line else belongs

    return hint


def _owner(path: Path, key: str) -> Path | None:
    """The only table that has a key, or None: [brief], the item's own topic, a source or an item of another kind."""
    if not path:
        return ("brief",) if nearest(key, keys_of(Head)) else None
    owners = [name for name in ("brief", "sources", "topics", *LISTS) if key in keys_of(TABLES[name])]
    if len(owners) != 1:
        return None
    name, topic = owners[0], path[1] if path[:1] == ("topics",) else "NAME"
    inside: Path = ("topics", topic, name, 0) if name in LISTS[:3] else (name, 0)
    return {"brief": ("brief",), "sources": ("sources", "NAME"), "topics": ("topics", topic)}.get(name, inside)


def word_hint(word: str, choices: Iterable[str], declared: Mapping[str, Path], none: str) -> Hint:
    """What to write instead of a name that nothing has: the nearest or only one with its line, all, or `none`."""
    known = tuple(dict.fromkeys(filter(NAME.fullmatch, choices)))

    def hint(line_of: LineOf) -> str:
        meant = known[0] if len(known) == 1 else nearest(word, known)
        if meant is None:
            return f"write one of {shown(', '.join(known), 120)}" if known else none
        path = declared.get(meant)
        return f"write {meant}" + (f": it is declared in line {line_of(path)}" if path is not None else "")

    return hint
