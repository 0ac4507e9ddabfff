"""What of a brief may stand in a document: by topic, by marking, and by the terms on which a quote was given."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from briefing.entries import Entry, entries, topic_names, topic_title
from briefing.figures import Figures
from briefing.markings import Scale, is_known, may_show
from briefing.model import Brief, Event, Figure, Head, Person, Point, Question, Quote, Topic
from briefing.records import record
from briefing.text import shown

EXTRACT = "Extract from a brief"
"""The title where the brief's own may not be shown: like all of its texts it carries the brief's marking."""


class NotLaidOut(ValueError):
    """Why a brief can't be laid out as it was asked for, in words that can stand after "briefing: "."""


@record
class Selection:
    """What was chosen: all items, the chosen ones in reading order, and the brief without what may not be shown.

    `left_out` says in sentences what isn't there; `topics` are the names of those chosen, none where all are; `whole`
    is False where items were chosen by topic or by marking.
    """

    brief: Brief
    every: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    topics: tuple[str, ...]
    whole: bool


def select(
    brief: Brief, *, topics: Collection[str] | None, max_marking: str | None, every_quote: bool, markings: Scale
) -> Selection:
    """Choose what may stand in a document. Raises NotLaidOut for an unknown topic or label.

    No topics are all of them. `every_quote` lets stand what wasn't said on the record; `markings` is the scale on
    which markings are compared.
    """
    topics = _named(brief, topics or ())
    _check(brief, max_marking, markings)
    every = entries(brief)
    allowed = every if max_marking is None else _allowed(brief, every, max_marking, markings)
    wanted = [entry for entry in allowed if not topics or entry.topic in topics]
    found = [entry for entry in wanted if every_quote or _on_record(entry)]
    left_out = []
    if max_marking is not None:
        hidden = sum(not topics or entry.topic in topics for entry in every) - len(wanted)
        head_hidden = not may_show(brief.head.marking, max_marking, markings)
        left_out += _hidden_sentences(hidden, max_marking, head_hidden=head_hidden)
        brief = _without_hidden(brief, allowed, head_hidden=head_hidden)
    if silent := len(wanted) - len(found):
        quotes = "1 quotation that isn't" if silent == 1 else f"{silent} quotations that aren't"
        left_out.append(f"Left out: {quotes} on the record.")
    if topics:
        left_out.insert(0, _named_topics(brief, topics))
    return Selection(brief, every, tuple(found), tuple(left_out), topics, not topics and max_marking is None)


def _named(brief: Brief, topics: Collection[str]) -> tuple[str, ...]:
    """The names of topics that are given by their names or titles, in small letters or large."""
    names = topic_names(brief)
    known = {topic_title(brief, name).casefold(): name for name in names} | {name.casefold(): name for name in names}
    for topic in topics:
        if topic.casefold() not in known:
            raise NotLaidOut(f"no topic is named “{shown(topic)}”; the topics are {', '.join(names)}")
    return tuple(known[topic.casefold()] for topic in topics)


def _check(brief: Brief, max_marking: str | None, markings: Scale) -> None:
    if max_marking is None or is_known(max_marking, markings):
        return
    used = dict.fromkeys(filter(None, (brief.head.marking, *(entry.item.marking for entry in entries(brief)))))
    if max_marking.casefold() not in map(str.casefold, used):
        known = ", ".join((*map(shown, markings), *(shown(word) for word in used if not is_known(word, markings))))
        raise NotLaidOut(f"no such marking: “{shown(max_marking)}”; known are {known}")


def _on_record(entry: Entry) -> bool:
    return not isinstance(entry.item, Quote) or entry.item.terms == "on_record"


def _allowed(brief: Brief, every: Sequence[Entry], max_marking: str, markings: Scale) -> tuple[Entry, ...]:
    """The items that may be shown.

    A figure that is computed from a hidden one is hidden too, and a part of a hidden whole is a part of nothing.
    """
    figures = Figures(brief)
    hidden = {
        id(entry.item)
        for entry in every
        if not may_show(entry.item.marking or brief.head.marking, max_marking, markings)
    }
    dependents: dict[int, list[Figure]] = {}
    for entry in every:
        if isinstance(entry.item, Figure) and entry.item.formula is not None:
            for operand in figures.operands(entry.item):
                dependents.setdefault(id(operand), []).append(entry.item)
    waiting = list(hidden)
    for operand_id in waiting:  # grows as it is walked
        for figure in dependents.get(operand_id, ()):
            if id(figure) not in hidden:
                hidden.add(id(figure))
                waiting.append(id(figure))
    return tuple(_apart(entry, figures, hidden) for entry in every if id(entry.item) not in hidden)


def _apart(entry: Entry, figures: Figures, hidden: Collection[int]) -> Entry:
    if isinstance(entry.item, Figure) and id(figures.whole(entry.item)) in hidden:
        return replace(entry, item=replace(entry.item, of=None))
    return entry


def _without_hidden(brief: Brief, allowed: Sequence[Entry], *, head_hidden: bool) -> Brief:
    """The brief with the allowed items alone, and without its own texts where those are hidden."""
    items = [(entry.topic, entry.item) for entry in allowed]
    topics = {}
    for name, topic in brief.topics.items():
        own = [item for place, item in items if place == name]
        kept = Topic(
            title=None if head_hidden else topic.title,
            summary=None if head_hidden else topic.summary,
            figures=tuple(item for item in own if isinstance(item, Figure)),
            quotes=tuple(item for item in own if isinstance(item, Quote)),
            points=tuple(item for item in own if isinstance(item, Point)),
        )
        if own or not head_hidden:
            topics[name] = kept
    return replace(
        brief,
        head=_bare_head(brief.head, topics) if head_hidden else brief.head,
        topics=topics,
        events=tuple(item for _, item in items if isinstance(item, Event)),
        people=tuple(item for _, item in items if isinstance(item, Person)),
        questions=tuple(item for _, item in items if isinstance(item, Question)),
        extra={} if head_hidden else brief.extra,
    )


def _bare_head(head: Head, topics: Collection[str]) -> Head:
    """What a document must say of its brief even where the brief's own texts may not be shown."""
    return Head(
        title=EXTRACT,
        as_of=head.as_of,
        review_by=head.review_by,
        prepared_by=head.prepared_by,
        cleared_by=head.cleared_by,
        status=head.status,
        language=head.language,
        topics=tuple(name for name in head.topics if name in topics),
        sample=head.sample,
    )


def _named_topics(brief: Brief, topics: Collection[str]) -> str:
    titles = [topic_title(brief, name) for name in topic_names(brief) if name in topics]
    words = " and ".join(filter(None, (", ".join(titles[:-1]), titles[-1])))
    return f"This is a part of the brief: {words} only."


def _hidden_sentences(count: int, max_marking: str, *, head_hidden: bool) -> list[str]:
    """How many items were left out, never what they are (print.md, content rules)."""
    items = "1 item" if count == 1 else f"{count} items"
    sentences = []
    if count:
        sentences.append(f"Left out: {items} marked stricter than {max_marking}, or not marked.")
    if head_hidden:
        sentences.append("Left out: the brief's own title and texts, for the same reason.")
    return sentences
