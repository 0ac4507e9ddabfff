"""The search in the open brief: the words, the items that they find, and the way from hit to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.records import record

if TYPE_CHECKING:
    from briefing.query import Query
    from briefing.tui.opened import OpenBrief

SHOW_ALL = "Esc shows all"
"""How to get back the items without a hit."""

FROM_FOUND = "/ then Esc shows all"
"""The same where the brief was opened from the hits in all briefs: Esc alone leads back to these."""


@record
class Hits:
    """What a search finds; `keys` is None where there is no word to search for."""

    text: str = ""
    """What is typed."""
    query: Query | None = None
    keys: frozenset[str] | None = None
    walk: tuple[tuple[int, str], ...] = ()
    """The hits in the order of the tabs, each once, as tab and key."""
    way: str = SHOW_ALL
    """How to get back the items without a hit, in words."""
    above: frozenset[str] = frozenset()
    """The keys of bottom lines that stand above other hits of their tab: who goes to these sees them."""
    problem: str = ""
    """What is odd about what is typed."""
    corrected: str = ""
    """What was searched for instead, where nothing holds what is typed."""

    def told(self) -> list[str]:
        """What is to be said above the hits, as above those in all briefs."""
        found = [f"{self.problem}."] if self.problem else []
        return [*found, f"No hit for “{self.text}”. These are for “{self.corrected}”."] if self.corrected else found

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
        stops = [stop for stop in self.walk if stop[1] not in self.above]
        if here in stops:
            return stops[(stops.index(here) + step) % len(stops)]
        return stops[0 if step > 0 else -1]


def search(opened: OpenBrief, text: str, way: str = SHOW_ALL) -> Hits:
    """What a brief has for what is typed, else for what may have been meant.

    `way` says how to get back the items without a hit.
    """
    from briefing.query import Query

    query = Query.parse(text)
    if not query:
        return Hits(text, problem=query.problem)
    keys, problem, corrected = opened.hits(query), query.problem, ""
    if not keys:
        problem, corrected = _instead(opened, query)
    if corrected:
        query = Query.parse(corrected)
        keys = opened.hits(query)
    tops = ((opened.bottom_line(tab), opened.keys(tab)) for tab in opened.tabs)
    above = frozenset(line.key for line, below in tops if line is not None and not keys.isdisjoint(below))
    return Hits(text, query, keys, tuple(opened.walk(keys)), way, above, problem, corrected)


def _instead(opened: OpenBrief, query: Query) -> tuple[str, str]:
    """What is odd about a query without a hit, and the query that may have been meant, where that has hits."""
    from briefing.index.advice import problem
    from briefing.index.typos import corrected_by
    from briefing.query import Query

    meant = corrected_by(query.text, opened.words)
    if meant is not None and opened.hits(Query.parse(meant)):
        return query.problem, meant
    return problem(query, 0), ""
