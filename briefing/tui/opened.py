"""An open brief, prepared once for the screen: its items, their status, its tabs and what stands on each."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from briefing import wording
from briefing.entries import (
    Entry,
    bottom_lines,
    entries,
    key_figures,
    main_text,
    roles,
    timeline,
    topic_names,
    topic_title,
)
from briefing.evidence.ledger import recorded
from briefing.evidence.status import FINDINGS, Status, statuses
from briefing.figures import Figures
from briefing.model import Brief, Item, Point, Source
from briefing.records import record

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from briefing.entries import Path as ItemPath
    from briefing.evidence.checking import Checked
    from briefing.evidence.ledger import Records
    from briefing.evidence.results import ItemResult
    from briefing.evidence.sourcetext import NoText, SourceText
    from briefing.loading import Loaded
    from briefing.query import Query
    from briefing.search import Searchable


@record
class Tab:
    """A tab: its kind (overview, topic, timeline, sources), the topic's name, its title."""

    kind: str
    name: str
    title: str


@record
class SourceRow:
    """A source as an item of the sources tab."""

    name: str
    number: int
    source: Source

    @property
    def key(self) -> str:
        """What names the row within its brief."""
        return f"source:{self.name}"

    @property
    def path(self) -> ItemPath:
        """What leads to the source in the file."""
        return ("sources", self.name)


Listed = Entry | SourceRow


@record
class Section:
    """A heading and the items below it; `note` stands where there are none."""

    title: str
    items: tuple[Listed, ...]


class OpenBrief:
    """A brief and all that the screen asks of it; made anew at each load, and told once what a check has found."""

    def __init__(self, loaded: Loaded, brief: Brief, today: dt.date, records: Records | None = None) -> None:
        """`records` say what is known until the brief is checked."""
        self.loaded = loaded
        self.path: Path = loaded.path
        self.brief = brief
        self.head = brief.head
        self.entries = entries(brief)
        self._bottom_lines = {line.topic: line for line in bottom_lines(brief)}
        self.checked: Checked | None = None
        self.results: Mapping[str, ItemResult] = {}
        self.texts: Mapping[str, SourceText | NoText] = {}
        self._know(recorded(brief, loaded.path, self.entries, records) if records is not None else {})
        self.figures = Figures(brief)
        self.roles = roles(brief)
        self.numbers = wording.source_numbers(brief)
        self.stale = brief.head.review_by is not None and brief.head.review_by.days.last < today
        self.tabs = _tabs(brief)
        self._sections: dict[Tab, tuple[Section, ...]] = {}

    def _know(self, known: Mapping[str, Status], found: Mapping[str, Status | None] | None = None) -> None:
        """Take over what is known of items; `found` are the statuses that follow from it where they are at hand."""
        self.known = dict(known)
        self.statuses = dict(found) if found is not None else statuses(self.brief, self.entries, self.known)
        for made in ("findings", "searchable"):
            self.__dict__.pop(made, None)

    def take(self, checked: Checked) -> None:
        """Take over what a check has found: from then on it is what is known of each item."""
        self.checked = checked
        self.results = checked.items
        self.texts = checked.texts
        self._know(checked.statuses, {key: result.status for key, result in checked.items.items()})

    def go_on_from(self, before: OpenBrief) -> None:
        """Until this version of the brief is checked, items that haven't changed keep what was found of them."""
        if self.brief.sources != before.brief.sources:
            return
        old = {entry.key: entry.item for entry in before.entries}
        same = {entry.key for entry in self.entries if old.get(entry.key) == entry.item}
        self.texts = before.texts
        self.results = {key: result for key, result in before.results.items() if key in same}
        self._know({**self.known, **{key: status for key, status in before.known.items() if key in same}})

    @cached_property
    def searchable(self) -> Searchable:
        """The brief prepared for searching, at the first search after something new is known of its items."""
        from briefing.search import Searchable

        return Searchable(self.brief, (*self._bottom_lines.values(), *self.entries), self.known)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words by which its items are found, folded."""
        from briefing.index.typos import words_of

        return frozenset(words_of(self.searchable))

    @cached_property
    def findings(self) -> tuple[int, ...]:
        """The number of items of each tab that need the preparer's eye, each counted once."""
        failing = [key for key, status in self.statuses.items() if status in FINDINGS]
        counts = [0] * len(self.tabs)
        for index, _ in self.walk(failing) if failing else ():
            counts[index] += 1
        return tuple(counts)

    def walk(self, keys: Container[str]) -> list[tuple[int, str]]:
        """Bottom lines and items in the order of the tabs, each once: on the overview only what no other tab holds."""
        found = [[key for key in self._all_keys(tab) if key in keys] for tab in self.tabs]
        places: dict[str, int] = {}
        for index in reversed(range(len(found))):
            places.update({key: index for key in found[index] if key not in places})
        return [(index, key) for index, on_tab in enumerate(found) for key in on_tab if places[key] == index]

    def flags(self) -> tuple[str, ...]:
        """What is to be seen of the whole brief at once: that it is a sample, stale, or has findings."""
        failing = sum(self.findings)
        flags = (("SAMPLE", self.head.sample), ("STALE", self.stale), (f"! {failing}", failing))
        return tuple(flag for flag, on in flags if on)

    def to_look_at(self) -> list[tuple[int, str, str]]:
        """The items that a check has something to say of, those that fail it first: tab, key, which of how many."""
        failing = {key for key, status in self.statuses.items() if status in FINDINGS}
        warned = {key for key, result in self.results.items() if result.warnings} - failing
        return [*_counted("finding", self.walk(failing)), *_counted("warning", self.walk(warned))]

    def all_clear(self) -> str:
        """What to say where there is nothing to look at: how far that goes."""
        if self.checked is None:
            return "Not checked yet."
        left = sum(status is Status.UNCHECKED for status in self.statuses.values())
        are = "1 item is" if left == 1 else f"{left} items are"
        return "No finding and no warning." if not left else f"No finding, but {are} not checked."

    def hits(self, query: Query) -> frozenset[str]:
        """The keys of all bottom lines and items that a query finds; sources are found by their title."""
        found = {entry.key for entry in self.searchable.find(query)}
        rows = self.source_rows()
        return frozenset(found | {row.key for row in rows if query.marks(wording.citation(row.source))})

    def found_by(self, entry: Entry, tab: Tab) -> Iterator[tuple[str, str]]:
        """The words by which an item is found although its row on a tab doesn't show them, each with what it is."""
        columns = [("note", "note"), ("also", "rest"), ("speaker", "speaker")]
        if tab.name != entry.topic:
            columns.append(("topic", "topic"))
        if entry.kind in ("point", "bottom_line"):  # other kinds stand in the sections' headings
            columns.append(("kind", "kind"))
        for name, column in columns:
            for words in self.searchable.words_of(column, entry):
                yield name, words

    def text(self, source: str) -> SourceText | None:
        """The text of a source against which items were checked."""
        if source not in self.texts:
            return None
        from briefing.evidence.sourcetext import SourceText

        found = self.texts[source]
        return found if isinstance(found, SourceText) else None

    def no_text(self, source: str) -> str:
        """Why there is no text of a source; empty where there is, or where nothing was to be checked."""
        return getattr(self.texts.get(source), "reason", "")

    def source_rows(self) -> tuple[SourceRow, ...]:
        """The sources with their numbers."""
        return tuple(SourceRow(name, self.numbers[name], source) for name, source in self.brief.sources.items())

    def address(self, listed: Listed) -> str:
        """The first address that is given among an item's sources; empty where there is none."""
        names = [listed.name] if isinstance(listed, SourceRow) else listed.item.source
        sources = filter(None, map(self.brief.sources.get, names))
        return next((source.url for source in sources if source.url), "")

    def mark(self, item: Item) -> str:
        """The numbers of an item's sources: [1], [1, 3]."""
        found = [self.numbers[name] for name in wording.all_sources(item, self.figures) if name in self.numbers]
        return f"[{', '.join(map(str, sorted(found)))}]" if found else ""

    def status(self, entry: Entry) -> Status | None:
        """What is known of an item."""
        return self.statuses.get(entry.key)

    def result(self, entry: Entry) -> ItemResult | None:
        """What a check has found of an item; None before there was one."""
        return self.results.get(entry.key)

    def bottom_line(self, tab: Tab) -> Entry | None:
        """The sentence at the top of a tab: the brief's or a topic's bottom line."""
        return self._bottom_lines.get(tab.name) if tab.kind in ("overview", "topic") else None

    def summary(self, tab: Tab) -> str:
        """The text of the sentence at the top of a tab."""
        line = self.bottom_line(tab)
        return main_text(line.item) if line is not None else ""

    def sections(self, tab: Tab) -> tuple[Section, ...]:
        """What stands on a tab, in order; sections without an item are left out."""
        if tab not in self._sections:
            self._sections[tab] = tuple(section for section in self._listed(tab) if section.items)
        return self._sections[tab]

    def keys(self, tab: Tab) -> list[str]:
        """The keys of the items that stand on a tab, in order."""
        return [item.key for section in self.sections(tab) for item in section.items]

    def _all_keys(self, tab: Tab) -> list[str]:
        line = self.bottom_line(tab)
        return [line.key, *self.keys(tab)] if line is not None else self.keys(tab)

    def _listed(self, tab: Tab) -> list[Section]:
        match tab.kind:
            case "overview":
                return self._overview()
            case "timeline":
                return [Section("Timeline", tuple(timeline(self.entries)))]
            case "sources":
                return [Section("Sources", self.source_rows())]
            case _:
                own = [entry for entry in self.entries if entry.topic == tab.name]
                return [
                    Section("Key figures", _of_kind(own, "figure")),
                    Section("Quotes", _of_kind(own, "quote")),
                    Section("Points", _of_kind(own, "point")),
                    Section("If asked", _of_kind(own, "question")),
                ]

    def _overview(self) -> list[Section]:
        by_topic = [entry for entry in self.entries if entry.kind in ("figure", "quote", "point")]
        key = [entry for entry in by_topic if entry.item.key]
        figures = key_figures(self.entries)
        points = tuple(entry for entry in _of_kind(key, "point") if not _is_gap(entry.item))
        return [
            Section("Key figures", figures),
            Section("Quotes", _of_kind(key, "quote")),
            Section("Points", points),
            Section("People", _of_kind(self.entries, "person")),
            Section("Not known", tuple(entry for entry in by_topic if _is_gap(entry.item))),
            Section("If asked", tuple(entry for entry in _of_kind(self.entries, "question") if not entry.topic)),
        ]


def _tabs(brief: Brief) -> tuple[Tab, ...]:
    topics = [Tab("topic", name, topic_title(brief, name)) for name in topic_names(brief)]
    return (Tab("overview", "", "Overview"), *topics, Tab("timeline", "", "Timeline"), Tab("sources", "", "Sources"))


def _of_kind(found: list[Entry] | tuple[Entry, ...], kind: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in found if entry.kind == kind)


def _is_gap(item: Item) -> bool:
    return isinstance(item, Point) and item.kind == "gap"


def _counted(what: str, walk: list[tuple[int, str]]) -> list[tuple[int, str, str]]:
    return [(tab, key, f"{what} {place} of {len(walk)}") for place, (tab, key) in enumerate(walk, 1)]
