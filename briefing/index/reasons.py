"""Why an item is a hit where what is shown of it doesn't say so: another of its amounts, or where the words stand."""

from briefing.index.stored import Stored, StoredItem, StoredItems
from briefing.query import Query
from briefing.search import ANYWHERE

_COLUMNS = {"rest": "details", "note": "note", "topic": "topic", "kind": "kind", "speaker": "speaker’s name"}
"""The columns that a hit's text doesn't show, in words. The index has folded forms of them, not the words as they are
written: to read these from the brief takes 3 ms each."""


def why(item: StoredItem, stored: Stored, query: Query, *, marked: bool) -> str:
    """Say by what an item was found: "before: US$65.1 bn", "in its note"; empty where that is to be seen.

    `marked` says that words of the query are marked in the item's text.
    """
    words = "" if marked else _column(item, query)
    return "; ".join(filter(None, (_amount(item, stored, query), words)))


def _amount(item: StoredItem, stored: Stored, query: Query) -> str:
    """The first amount that is asked for, where that isn't the one that is shown."""
    met = {place for _, place in StoredItems(stored, [item]).amounts_met(query)}
    if not met or -1 in met:
        return ""
    amounts = item.found_by()
    shown = next((at for at, one in enumerate(amounts) if one.name in ("", "change")), -1)  # as `wording.number` has it
    if shown in met:
        return ""
    first = amounts[min(met)]
    return f"{first.name}: {first}"


def _column(item: StoredItem, query: Query) -> str:
    """Where the words stand, those that an item's text and number don't show."""
    words = query.words
    if not words or query.marks(item.number):
        return ""
    forms = dict(zip(ANYWHERE, item.forms, strict=False))
    found = (next((name for column, name in _COLUMNS.items() if word in forms[column]), "") for word in words)
    names = list(dict.fromkeys(filter(None, found)))
    return f"in its {' and '.join(names)}" if names else ""
