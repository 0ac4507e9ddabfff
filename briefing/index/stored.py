"""The items of a brief as the index keeps them: what they are shown by, and the forms in which they are searched."""

import zlib
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from briefing.index.sealing import Damaged, as_json, from_json, sealed, unsealed
from briefing.search import ANYWHERE, FoundBy, Items, Texts

ITEM_COLUMNS = (*ANYWHERE, "source", "status")
"""The columns whose texts differ from item to item; those of `tag` and `brief` are the brief's."""

SPEAKER, SOURCE, STATUS = map(ITEM_COLUMNS.index, ("speaker", "source", "status"))
"""The places of columns that are looked up by themselves."""


_BLOCK = 12
"""So many items are compressed together: a search reads one or two of a brief, and unpacking all took a third of it."""


class StoredItem(NamedTuple):
    """An item as the index keeps it: what it is shown by, the forms of its texts by ITEM_COLUMNS, its amounts."""

    topic: str
    topic_title: str
    kind: str
    id: str
    text: str
    number: str
    period: str
    status: str
    key: bool
    forms: list[str]
    amounts: list[list[str]]
    value: list[str] | None
    """The amount that is the figure's value; None where it has none."""
    sources: list[str]
    name: str
    """A figure's written id."""

    def found_by(self) -> tuple[FoundBy, ...]:
        """Give its amounts."""
        return tuple(FoundBy(Decimal(low), Decimal(high), *rest) for low, high, *rest in self.amounts)


class Stored:
    """The items of one brief as the index keeps them; those that come from the tables are read when asked for."""

    def __init__(self, day: int, tags: str, titles: str, items: Sequence[StoredItem]) -> None:
        """`tags` and `titles` are forms, as those of the items are."""
        self.day = day
        self.of_brief = {"tag": tags, "brief": titles}
        self._items: list[StoredItem | bytes | None] = list(items)
        self._blocks: list[bytes] = []

    def __len__(self) -> int:
        """How many items there are."""
        return len(self._items)

    def item(self, place: int) -> StoredItem:
        """Read an item. Raises Damaged."""
        try:
            if self._items[place] is None:
                first = place - place % _BLOCK
                self._items[first : first + _BLOCK] = zlib.decompress(self._blocks[place // _BLOCK]).split(b"\n")
            item = self._items[place]
            if isinstance(item, bytes):
                item = self._items[place] = StoredItem(*from_json(item))
        except (ValueError, TypeError, IndexError, zlib.error) as error:
            raise Damaged(str(error)) from error
        if item is None:
            raise Damaged("an item is missing")
        return item

    def packed(self) -> bytes:
        """Give all of it as bytes, with a checksum: a line of JSON, then some items at a time."""
        lines = list(map(as_json, self._items))
        blocks = [zlib.compress(b"\n".join(lines[at : at + _BLOCK]), 3) for at in range(0, len(lines), _BLOCK)]
        head = [self.day, self.of_brief["tag"], self.of_brief["brief"], len(lines), list(map(len, blocks))]
        return sealed(b"\n".join([as_json(head), b"".join(blocks)]))

    @classmethod
    def unpacked(cls, data: bytes) -> "Stored":
        """Read what `packed` gave. Raises Damaged."""
        try:
            head, _, rest = unsealed(data).partition(b"\n")
            day, tags, titles, count, lengths = from_json(head)
            stored = cls(day, tags, titles, ())
            stored._items = [None] * count
            ends = list(accumulate(lengths))
            stored._blocks = [rest[end - length : end] for end, length in zip(ends, lengths, strict=True)]
        except (ValueError, TypeError) as error:
            raise Damaged(str(error)) from error
        return stored


class StoredItems(Items):
    """Some items of a stored brief, for searching them by the rules of a plain search."""

    def __init__(self, stored: Stored, items: list[StoredItem]) -> None:
        super().__init__(len(items))
        self._stored = stored
        self._items = items

    def texts(self, column: str) -> Texts:
        """Give the texts of one column, or (`""`) of all that are looked into where no field is named."""
        if not column:
            return Texts.of("".join(item.forms[: len(ANYWHERE)]) for item in self._items)
        if column in self._stored.of_brief:
            return Texts.of([self._stored.of_brief[column]] * len(self._items))
        at = ITEM_COLUMNS.index(column)
        return Texts.of(item.forms[at] for item in self._items)

    def amounts(self) -> list[tuple[FoundBy, ...]]:
        """Give the amounts of each item."""
        return [item.found_by() for item in self._items]

    def day(self) -> int:
        """Give the day of the brief."""
        return self._stored.day
