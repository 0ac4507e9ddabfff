"""The search in the open brief: the words, the items that they find, and the way from hit to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.records import record

if TYPE_CHECKING:
    from briefing.search import Query
    from briefing.tui.opened import OpenBrief


@record
class Hits:
    """What a search finds; `keys` is None where there is no word to search for."""

    text: str = ""
    """What is typed."""
    query: Query | None = None
    keys: frozenset[str] | None = None
    walk: tuple[tuple[int, str], ...] = ()
    """The hits in the order of the tabs, each once, as tab and key."""

    def words(self, here: tuple[int, str] | None) -> str:
        """How many hits there are, and which of them is the one `here`, if it is one."""
        if self.keys is None:
            return ""
        count = {0: "no hits", 1: "1 hit"}.get(len(self.keys), f"{len(self.keys)} hits")
        return f"{self.walk.index(here) + 1} of {count}" if here in self.walk else count

    def counts(self, tabs: int) -> tuple[int, ...]:
        """How many hits each tab has, an item that stands in two of them counted once, as it is walked."""
        found = [0] * tabs
        for tab, _ in self.walk:
            found[tab] += 1
        return tuple(found)

    def beyond(self, here: tuple[int, str], step: int) -> tuple[int, str]:
        """The next hit or, with a step of -1, the one before, and round; from elsewhere the first or the last."""
        if here in self.walk:
            return self.walk[(self.walk.index(here) + step) % len(self.walk)]
        return self.walk[0 if step > 0 else -1]


def search(opened: OpenBrief, text: str) -> Hits:
    """What a brief has for the words that are typed."""
    from briefing.search import Query

    query = Query.parse(text)
    if not query:
        return Hits(text)
    keys = opened.hits(query)
    return Hits(text, query, keys, tuple(opened.walk(keys)))
