"""The same figure in several briefs, with numbers that can't both be right."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from briefing.dates import Days, read_period
from briefing.entries import Entry, entries
from briefing.model import Brief, Figure
from briefing.numbers import Interval, Value, interval, print_amount
from briefing.records import record


@record
class Held:
    """What one brief holds: the figure's number in words, and the titles of its sources."""

    path: Path
    title: str
    key: str
    words: str
    sources: tuple[str, ...]


@record
class Conflict:
    """One figure, by its written id, for one period, of which briefs give numbers that have no value in common."""

    id: str
    period: str
    unit: str
    kind: str
    held: tuple[Held, ...]


@record
class _Value:
    held: Held
    period: str
    unit: str
    stands_for: Interval
    as_of: Days | None


def conflicts(briefs: Iterable[tuple[Path, Brief]]) -> tuple[Conflict, ...]:
    """The conflicts among briefs, by the figures' ids.

    format.md, Meaning: two items are compared only with the same written id, unit, period and kind, and only where
    the period can be read. Of two briefs with different as_of the later one is an update, not a conflict.
    """
    groups: dict[tuple[str, str, str, Days], list[_Value]] = {}
    for path, brief in briefs:
        for entry in entries(brief):
            figure = entry.item
            if not isinstance(figure, Figure) or figure.id is None or figure.value is None:
                continue
            days = read_period(figure.period) if figure.period else None
            if days is not None:
                key = (figure.id, (figure.unit or "").casefold(), figure.kind, days)
                groups.setdefault(key, []).append(_value(path, brief, entry, figure, figure.value))
    found = []
    for (name, _, kind, _), values in sorted(groups.items(), key=lambda one: one[0][:3]):
        against = [pair for pair in combinations(values, 2) if _conflict(*pair)]
        held = dict.fromkeys(one.held for pair in against for one in pair)
        if held:
            found.append(Conflict(name, values[0].period, values[0].unit, kind, tuple(held)))
    return tuple(found)


def _value(path: Path, brief: Brief, entry: Entry, figure: Figure, value: Value) -> _Value:
    words = print_amount(value, figure.unit, figure.scale, figure.qualifier)
    titles = tuple(brief.sources[name].title for name in figure.source if name in brief.sources)
    return _Value(
        held=Held(path, brief.head.title, entry.key, words, titles),
        period=figure.period or "",
        unit=figure.unit or "",
        stands_for=interval(value, figure.qualifier, figure.scale),
        as_of=brief.head.as_of.days if brief.head.as_of else None,
    )


def _conflict(one: _Value, other: _Value) -> bool:
    if one.stands_for.meets(other.stands_for):
        return False
    return one.as_of is None or other.as_of is None or one.as_of == other.as_of
