"""The items of a brief in reading order, each with its topic, its kind and an id of its own; and its bottom lines."""

from collections.abc import Iterable, Iterator
from typing import Literal

from briefing.model import (
    STANDARD_TOPICS,
    Brief,
    Event,
    Figure,
    Item,
    Person,
    Point,
    Question,
    Quote,
)
from briefing.records import record
from briefing.text import as_name

Kind = Literal["figure", "quote", "point", "event", "person", "question", "bottom_line"]
KINDS: tuple[Kind, ...] = ("figure", "quote", "point", "event", "person", "question")
"""The kinds of items, which a bottom line is none of."""

Path = tuple[str | int, ...]


@record(kw_only=True)
class BottomLine(Item):
    """The sentence that stands above the items of the brief, or of a topic: searched as they are, and no item."""

    text: str


@record
class Entry:
    """One item of a brief, or what is searched like one (`searchable_entries`).

    `id` is unique among the brief's entries of one kind and stays when other items are added; `path` leads
    to the item in the file, such as ("topics", "defence", "figures", 0).
    """

    topic: str
    kind: Kind
    id: str
    item: Item
    path: Path

    @property
    def key(self) -> str:
        """What names the entry within its brief."""
        return f"{self.kind}:{self.id}"


def topic_names(brief: Brief) -> tuple[str, ...]:
    """The topics in the order of their tabs: the file's order where it gives one, else the four standard ones first."""
    first = brief.head.topics or STANDARD_TOPICS
    return tuple(dict.fromkeys((*first, *STANDARD_TOPICS, *brief.topics)))


def topic_title(brief: Brief, name: str) -> str:
    """The title of a topic's tab."""
    topic = brief.topics.get(name)
    return (topic.title if topic else None) or name.replace("_", " ").capitalize()


def main_text(item: Item) -> str:
    """The text that stands for an item: a figure's label, a quote's words, a person's name."""
    match item:
        case Figure(label=text) | Quote(text=text) | Point(text=text) | Event(text=text) | BottomLine(text=text):
            return text
        case Person(name=text) | Question(question=text):
            return text
    raise TypeError(f"no item: {type(item).__name__}")


def own_id(item: Item) -> str:
    """The written id, else one made from the item's text: all of a label, the first words of anything else."""
    if item.id:
        return item.id
    text = main_text(item)
    return id_from(text if isinstance(item, Figure) else " ".join(text.split()[:8]))


def id_from(text: str) -> str:
    """The id of an item that has none of its own: its text as a name, in at most 80 characters."""
    return as_name(text)[:80]


def entries(brief: Brief) -> tuple[Entry, ...]:
    """All items in reading order: the topics in the order of their tabs, then timeline, people, questions."""
    seen: dict[str, int] = {}

    def entry(topic: str, kind: Kind, item: Item, path: Path) -> Entry:
        name = own_id(item)
        key = f"{kind}:{name}"
        seen[key] = count = seen.get(key, 0) + 1
        return Entry(topic, kind, name if count == 1 else f"{name}-{count}", item, path)

    return tuple(entry(*each) for each in items(brief))


def items(brief: Brief) -> Iterator[tuple[str, Kind, Item, Path]]:
    """Topic, kind, value and path of each item, in reading order."""
    for name in topic_names(brief):
        topic = brief.topics.get(name)
        if topic is None:
            continue
        for index, figure in enumerate(topic.figures):
            yield name, "figure", figure, ("topics", name, "figures", index)
        for index, quote in enumerate(topic.quotes):
            yield name, "quote", quote, ("topics", name, "quotes", index)
        for index, point in enumerate(topic.points):
            yield name, "point", point, ("topics", name, "points", index)
    for index, event in enumerate(brief.events):
        yield event.topic or "", "event", event, ("events", index)
    for index, person in enumerate(brief.people):
        yield "", "person", person, ("people", index)
    for index, question in enumerate(brief.questions):
        yield question.topic or "", "question", question, ("questions", index)


def bottom_lines(brief: Brief) -> tuple[Entry, ...]:
    """The bottom line of the brief (its topic is empty), then those of the topics in the order of their tabs."""
    found = [_bottom_line("", "brief", brief.head.bottom_line, ("brief", "bottom_line"))]
    for name in topic_names(brief):
        if name in brief.topics:
            # No name has a hyphen, so that this one is nobody else's.
            key = "brief-topic" if name == "brief" else name
            found.append(_bottom_line(name, key, brief.topics[name].summary, ("topics", name, "summary")))
    return tuple(filter(None, found))


def _bottom_line(topic: str, name: str, text: str | None, path: Path) -> Entry | None:
    return Entry(topic, "bottom_line", name, BottomLine(text=text, key=True), path) if text else None


def searchable_entries(brief: Brief) -> tuple[Entry, ...]:
    """What a search looks through: the bottom lines, found like key items, and all items."""
    return (*bottom_lines(brief), *entries(brief))


def timeline(all_entries: tuple[Entry, ...]) -> list[Entry]:
    """The events, oldest first; events of one day stay in the file's order."""
    events = [(entry.item.date.days.first, entry) for entry in all_entries if isinstance(entry.item, Event)]
    return [entry for _, entry in sorted(events, key=lambda pair: pair[0])]


def key_figures(all_entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The figures that matter most: those that are marked as key, else the first of each topic."""
    figures = [entry for entry in all_entries if isinstance(entry.item, Figure)]
    marked = tuple(entry for entry in figures if entry.item.key)
    first: dict[str, Entry] = {}
    for entry in figures:
        first.setdefault(entry.topic, entry)
    return marked or tuple(first.values())


def roles(brief: Brief) -> dict[str, str]:
    """The role of each person who has one, by name."""
    return {person.name: person.role for person in brief.people if person.role}
