"""Finding the items that meet a query: those of one brief, or of any that were prepared for it and stored."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from briefing.entries import Entry, main_text
from briefing.itemwords import ItemWords
from briefing.model import Amount, Brief, Figure, Head, Item
from briefing.numbers import CURRENCY_SIGNS, SCALES_SHORT, print_amount, scale_factor
from briefing.query import START, AnyTerm, Clause, DateTerm, Query, Term, ValueTerm, forms
from briefing.wording import title

if TYPE_CHECKING:
    from briefing.evidence.status import Status

ANYWHERE = ("main", "rest", "note", "topic", "kind", "speaker")
"""The columns in which a word is looked for where no field is named."""

COLUMNS = (*ANYWHERE, "source", "tag", "brief", "status")
"""What an item's texts are parted into: all fields of a query, and the rest by their weight."""

_SEPARATOR = 2 * START
"""Between the texts of two items: no form holds it, since a word follows each START."""


class Texts:
    """The forms of one column of all items as one string, in which a term is found without looking at each form."""

    def __init__(self, joined: str) -> None:
        self.joined = joined
        lengths = (len(form) + len(_SEPARATOR) for form in joined.split(_SEPARATOR))
        self._starts = [0, *accumulate(lengths)]

    @classmethod
    def of(cls, items: Iterable[str]) -> "Texts":
        """Join the forms of items."""
        return cls(_SEPARATOR.join(items))

    def holding(self, term: str) -> set[int]:
        """Find the places of the items that hold a term."""
        found = set()
        at = self.joined.find(term)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.add(place)
            at = self.joined.find(term, self._starts[place + 1])
        return found


def forms_of(items: list[list[str]]) -> list[list[str]]:
    """Give the forms of the texts of items; each text is folded once, since many stand in several items."""
    texts = list(dict.fromkeys(chain.from_iterable(items)))
    form = dict(zip(texts, forms(texts), strict=True))
    return [[form[text] for text in item] for item in items]


@dataclass(frozen=True, slots=True)
class FoundBy:
    """An amount as it is found: the number as written from `low` to `high`, its scale and unit, and their forms.

    `name` says which of a figure's amounts it is: before, change or also; it is empty for the value.
    """

    low: Decimal
    high: Decimal
    scale: str
    unit: str
    name: str = ""
    qualifier: str = "exact"

    @classmethod
    def of(cls, amount: Amount, name: str = "") -> "FoundBy":
        """Prepare an amount."""
        low, high = amount.value if isinstance(amount.value, tuple) else (amount.value, amount.value)
        return cls(low, high, amount.scale or "", amount.unit or "", name, amount.qualifier or "exact")

    def __str__(self) -> str:
        """The amount in words, short."""
        value = self.low if self.low == self.high else (self.low, self.high)
        return print_amount(value, self.unit or None, self.scale or None, self.qualifier, short=True)

    def meets(self, term: Term | ValueTerm) -> bool:
        """Whether it is an amount that a term asks for."""
        if isinstance(term, ValueTerm):
            factor = scale_factor(self.scale or None) if term.scaled else 1
            return term.holds(self.low * factor, self.high * factor) and (not term.unit or term.unit in self.unit_form)
        if term.field == "unit":
            return term.form in self.unit_form
        return self.scale in scales_meant(term.form)

    @property
    def unit_form(self) -> str:
        """The form by which its unit is found: as it is written, and as the sign that is printed."""
        return _form((self.unit, CURRENCY_SIGNS.get(self.unit.partition("/")[0], "")))


@lru_cache(maxsize=64)
def scales_meant(form: str) -> tuple[str, ...]:
    """The scales whose name or short form begins with the form of a word, as a query asks for them."""
    return tuple(name for name, short in SCALES_SHORT.items() if form in _form((name, short)))


@lru_cache(maxsize=1024)
def _form(texts: tuple[str, ...]) -> str:
    return "".join(forms(texts))


Pair = tuple[int, int]
"""The place of an item, and of one of its amounts; -1 stands for the item without its amounts."""


class Items(ABC):
    """Items that can be searched: their texts by column, their amounts, and the day of their brief."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._columns: dict[str, Texts] = {}

    @abstractmethod
    def texts(self, column: str) -> Texts:
        """Give the texts of one of COLUMNS, or (`""`) of all that are looked into where no field is named."""

    @abstractmethod
    def amounts(self) -> list[tuple[FoundBy, ...]]:
        """Give the amounts of each item."""

    @abstractmethod
    def day(self) -> int:
        """Give the day of the brief, as `date.toordinal` counts; 0 where it has none."""

    def places(self, query: Query) -> list[int]:
        """Find the places of the items that meet a query, ascending; all of them where it asks for nothing.

        What a query asks of amounts, one and the same amount of an item must meet.
        """
        left = set(range(self._count))
        pairs: set[Pair] | None = None
        for clause in query.clauses:
            if any(term.of_amount and not term.excluded for term in clause):
                found = self._pairs(clause)
                pairs = found if pairs is None else pairs & found
            else:
                left &= self._holding(clause[0]) if len(clause) == 1 else set().union(*map(self._holding, clause))
            if not left:
                return []
        return sorted(left if pairs is None else left & {place for place, _ in pairs})

    def amounts_met(self, query: Query) -> set[Pair]:
        """Find the amounts that meet all that a query asks of amounts; none where it asks nothing of them."""
        asked = [clause for clause in query.clauses if any(one.of_amount and not one.excluded for one in clause)]
        return set.intersection(*map(self._pairs, asked)) if asked else set()

    def _pairs(self, clause: Clause) -> set[Pair]:
        amounts = self.amounts()
        found = set()
        for term in clause:
            if term.of_amount and not term.excluded:
                found |= self._meeting(term)
            else:
                found |= {(place, at) for place in self._holding(term) for at in range(-1, len(amounts[place]))}
        return found

    def _meeting(self, term: AnyTerm) -> set[Pair]:
        if isinstance(term, DateTerm):
            return set()
        amounts = enumerate(self.amounts())
        return {(place, at) for place, each in amounts for at, amount in enumerate(each) if amount.meets(term)}

    def _holding(self, term: AnyTerm) -> set[int]:
        everything = set(range(self._count))
        if term.of_amount:
            found = {place for place, _ in self._meeting(term)}
        elif isinstance(term, DateTerm):
            found = everything if term.holds(self.day()) else set()
        elif isinstance(term, Term):
            found = self._column(term.field).holding(term.form)
        return everything - found if term.excluded else found

    def _column(self, column: str) -> Texts:
        if column not in self._columns:
            self._columns[column] = self.texts(column)
        return self._columns[column]


class Searchable(Items):
    """The items of one brief, prepared for searching; the texts are folded at the first search."""

    def __init__(
        self, brief: Brief, all_entries: tuple[Entry, ...], known: "Mapping[str, Status] | None" = None
    ) -> None:
        """`all_entries` may be the `searchable_entries`; `known` is what a check or the records say, by keys."""
        super().__init__(len(all_entries))
        self._brief = brief
        self._entries = all_entries
        self._words = ItemWords(brief, all_entries, known)
        self._amounts: list[tuple[FoundBy, ...]] | None = None

    def find(self, query: Query) -> tuple[Entry, ...]:
        """Give the items that meet the query, in reading order; all of them where it asks for nothing."""
        return tuple(self._entries[place] for place in self.places(query))

    def texts(self, column: str) -> Texts:
        """Give the texts of one of COLUMNS, or (`""`) of all that are looked into where no field is named."""
        columns = [self._words.columns[name] for name in ((column,) if column else ANYWHERE)]
        found = [[text for texts in columns for text in texts(entry)] for entry in self._entries]
        return Texts.of(map("".join, forms_of(found)))

    def words_of(self, column: str, entry: Entry) -> Iterator[str]:
        """Give the texts of one entry in one of COLUMNS, as they stand in the brief."""
        return self._words.columns[column](entry)

    def amounts(self) -> list[tuple[FoundBy, ...]]:
        """Give the amounts of each item."""
        if self._amounts is None:
            found = (self._words.amounts(entry.item) for entry in self._entries)
            self._amounts = [tuple(FoundBy.of(amount, name) for name, amount in each) for each in found]
        return self._amounts

    def value(self, item: Item) -> FoundBy | None:
        """Give the amount that is a figure's value; None where it has none."""
        value = self._words.value(item)
        return FoundBy.of(value) if value is not None else None

    def day(self) -> int:
        """Give the day of the brief, as `date.toordinal` counts; 0 where it has none."""
        return day_of(self._brief.head)


def day_of(head: Head) -> int:
    """The day by which a brief is found and sorted: what it is about, else its cut-off; 0 where it has neither."""
    when = head.date or head.as_of
    return when.days.first.toordinal() if when else 0


def shown_text(item: Item) -> str:
    """The text by which an item is shown in a list of hits."""
    return title(item) if isinstance(item, Figure) else main_text(item)
