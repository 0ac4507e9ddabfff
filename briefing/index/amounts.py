"""Which items have an amount that a query asks for: listed where they are few, else walked or asked one by one."""

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from briefing.index.matching import Match

FEW = 5_000
"""So many items are listed; where more have such an amount, a walk through all of them soon comes upon some."""

_MOST_KINDS = 2_000
"""Up to how many pairs of unit and scale are looked through for those that are asked for: 10 ms."""


class AskedAmounts:
    """What a query asks of one and the same amount of an item. Raises sqlite3.Error.

    What is found may be a little more than what meets the query: bounds are widened by what rounding may change.
    """

    def __init__(self, connection: sqlite3.Connection, asked: Match) -> None:
        self._connection = connection
        self._bounds = asked.low, asked.high
        value = asked.value
        self._scaled = value is not None and value.scaled
        self._low = _widened(value.low if value is not None else None, -1)
        self._high = _widened(value.high if value is not None else None, 1)
        self._kind, self._kinds = self._kinds_asked(asked)
        self._few = self._listed(by_number=value is not None)

    @property
    def few(self) -> set[int] | None:
        """The numbers of all items that have such an amount; None where there are too many."""
        return self._few

    def has(self, number: int) -> bool:
        """Whether an item has such an amount."""
        if self._few is not None:
            return number in self._few
        return next(self._walked(number, number), None) is not None

    def walk(self) -> Iterator[int]:
        """The numbers of the items that have one, the newest first."""
        return iter(sorted(self._few)) if self._few is not None else self._walked(*self._bounds)

    def _walked(self, first: int, last: int) -> Iterator[int]:
        low, high = self._columns()
        rows = self._connection.execute(  # "+" keeps SQLite to the order of the items, which no other index has
            f"SELECT DISTINCT item FROM amounts WHERE item BETWEEN ? AND ? "  # noqa: S608 - all of it ours
            f"AND +{low} <= ? AND +{high} >= ?{_aside(self._kind)} ORDER BY item",
            (first, last, self._high, self._low, *self._kinds),
        )
        return (number for (number,) in rows)

    def _listed(self, *, by_number: bool) -> set[int] | None:
        low, high = self._columns()
        of_kind = self._up_to_few(f"1{self._kind}", ()) if self._kind or not by_number else None
        if not by_number:
            return of_kind
        kind = self._kind if of_kind is not None else _aside(self._kind)
        within = self._up_to_few(f"{low} BETWEEN ? AND ?{kind}", (self._low, self._high))
        across = self._up_to_few(f"low < high AND {low} < ? AND {high} >= ?{kind}", (self._low, self._low))
        return None if within is None or across is None else within | across

    def _up_to_few(self, condition: str, values: tuple[float, ...]) -> set[int] | None:
        rows = self._connection.execute(
            f"SELECT item FROM amounts WHERE {condition} LIMIT ?",  # noqa: S608 - all of it ours
            (*values, *self._kinds, FEW + 1),
        ).fetchall()
        return None if len(rows) > FEW else {number for (number,) in rows}

    def _columns(self) -> tuple[str, str]:
        """The ends of an amount: as they are written, or in units of one."""
        return ("(low * scale)", "(high * scale)") if self._scaled else ("low", "high")

    def _kinds_asked(self, asked: Match) -> tuple[str, tuple[str | float, ...]]:
        """The condition on unit and scale, and its values; nothing where none is asked for, or there are too many."""
        if not asked.units and asked.scales is None:
            return "", ()
        kinds = list(islice(self._kinds_there(), _MOST_KINDS + 1))
        if len(kinds) > _MOST_KINDS:
            return "", ()
        met = [
            (unit, scale)
            for unit, scale in kinds
            if all(form in unit for form in asked.units) and (asked.scales is None or scale in asked.scales)
        ]
        units, scales = (sorted(set(each)) for each in zip(*met, strict=True)) if met else ([], [])
        places = [", ".join("?" * len(each)) for each in (units, scales)]
        return f" AND unit IN ({places[0]}) AND scale IN ({places[1]})", (*units, *scales)

    def _kinds_there(self) -> Iterator[tuple[str, float]]:
        """All pairs of a unit's form and a scale that amounts have, each looked up from the one before."""
        next_unit = "SELECT min(unit) FROM amounts WHERE unit > ?"
        next_scale = "SELECT min(scale) FROM amounts WHERE unit = ? AND scale > ?"
        (unit,) = self._connection.execute("SELECT min(unit) FROM amounts").fetchone()
        while unit is not None:
            (scale,) = self._connection.execute(next_scale, (unit, -1.0)).fetchone()
            while scale is not None:
                yield unit, scale
                (scale,) = self._connection.execute(next_scale, (unit, scale)).fetchone()
            (unit,) = self._connection.execute(next_unit, (unit,)).fetchone()


def _aside(condition: str) -> str:
    """A condition as SQLite tests it without an index: where many amounts are of a kind, few have such a number."""
    return condition.replace("AND ", "AND +")


def _widened(bound: Decimal | None, sign: int) -> float:
    """A bound as the tables hold numbers, a little further out than where rounding may have put it."""
    if bound is None:
        return sign * float("inf")
    return float(bound) + sign * (abs(float(bound)) * 1e-12 + 1e-300)
