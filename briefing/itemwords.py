"""What an item is found by: its own texts, the words in which it is shown, and its amounts."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from briefing.entries import BottomLine, Entry, main_text, roles, topic_title
from briefing.figures import Figures, full_previous
from briefing.formulas import FormulaError
from briefing.model import Amount, Brief, Event, Figure, Item, Person, Point, Question, Quote
from briefing.moves import full_change, move
from briefing.numbers import print_amount
from briefing.wording import (
    FIGURE_KINDS,
    all_sources,
    date_span,
    details,
    number,
    point_label,
    point_tail,
    said_by,
    share_bar,
)

if TYPE_CHECKING:
    from briefing.evidence.status import Status


class ItemWords:
    """What an item is found by, in columns: its own texts, and the words in which it is shown."""

    def __init__(self, brief: Brief, all_entries: tuple[Entry, ...], known: "Mapping[str, Status] | None") -> None:
        self._brief = brief
        self._entries = all_entries
        self._known = known
        self._figures = Figures(brief)
        self._roles = roles(brief)
        self._statuses: dict[str, str] | None = None
        self.columns: dict[str, Callable[[Entry], Iterator[str]]] = {
            "main": self._main,
            "rest": self._rest,
            "note": self._note,
            "topic": self._topic,
            "kind": self._kind,
            "speaker": self._speaker,
            "source": self._source,
            "tag": lambda _: iter(brief.head.tags),
            "brief": lambda _: filter(None, (brief.head.title, brief.head.subtitle)),
            "status": self._status,
        }

    def _main(self, entry: Entry) -> Iterator[str]:
        item = entry.item
        yield f"{item.label}, {item.period}" if isinstance(item, Figure) and item.period else main_text(item)

    def _rest(self, entry: Entry) -> Iterator[str]:
        item = entry.item
        yield from filter(None, (item.according_to,))
        match item:
            case Figure():
                yield from self._figure(item)
            case Quote():
                yield from (item.original or "", item.about or "", said_by(item, self._roles)[1])
            case Point():
                yield point_tail(item)
            case Event():
                yield date_span(item.date, item.end_date)
            case Person():
                yield from filter(None, (item.native_name, item.say_it, item.role, item.side))
            case Question():
                yield from filter(None, (item.answer, item.do_not_say))

    def _note(self, entry: Entry) -> Iterator[str]:
        yield from filter(None, (entry.item.note,))

    def _topic(self, entry: Entry) -> Iterator[str]:
        if entry.topic:
            yield topic_title(self._brief, entry.topic)
            yield entry.topic.replace("_", " ")

    def _kind(self, entry: Entry) -> Iterator[str]:
        yield entry.kind.replace("_", " ")
        match entry.item:
            case Figure(kind=kind) if kind in FIGURE_KINDS:
                yield FIGURE_KINDS[kind]
            case Point() as point:
                yield point_label(point)
                yield point.kind.replace("_", " ")
            case BottomLine():
                yield entry.kind  # as the data of `search --json` have it

    def _speaker(self, entry: Entry) -> Iterator[str]:
        if isinstance(entry.item, Quote):
            yield said_by(entry.item, self._roles)[0]

    def _source(self, entry: Entry) -> Iterator[str]:
        for name in all_sources(entry.item, self._figures):
            yield name.replace("_", " ")
            if name in self._brief.sources:
                yield self._brief.sources[name].title

    def _status(self, entry: Entry) -> Iterator[str]:
        if self._statuses is None:
            from briefing.evidence.status import statuses

            found = statuses(self._brief, self._entries, self._known)
            self._statuses = {key: str(status) for key, status in found.items() if status}
        yield from filter(None, (self._statuses.get(entry.key),))
        yield self._brief.head.status

    def amounts(self, item: Item) -> Iterator[tuple[str, Amount]]:
        """The amounts of a figure: its value or what its formula gives, the values before, its change, other forms.

        Each has the name that `FoundBy` gives it.
        """
        if not isinstance(item, Figure):
            return
        value = self.value(item)
        if value is not None:
            yield "", value
        yield from (("before", amount) for amount in full_previous(item))
        if item.change is not None:
            yield "change", full_change(item, item.change, item.change.value)
        yield from (("also", amount) for amount in item.also)

    def value(self, item: Item) -> Amount | None:
        """A figure's value or what its formula gives."""
        if not isinstance(item, Figure):
            return None
        if item.value is not None:
            return Amount(value=item.value, unit=item.unit, scale=item.scale)
        try:
            computed = self._figures.computed(item)
        except FormulaError:
            return None
        return Amount(value=computed.rounded(), unit=item.unit, scale=item.scale) if computed else None

    def _figure(self, figure: Figure) -> Iterator[str]:
        for short in (False, True):
            yield number(figure, self._figures, short=short)
        for before, amount in zip(figure.previous, full_previous(figure), strict=True):
            words = print_amount(amount.value, amount.unit, amount.scale, amount.qualifier or "exact")
            yield f"{words} ({before.period})" if before.period else words
        moved = move(figure)
        if moved is not None:
            yield str(moved)
        part = share_bar(figure, self._figures)
        if part is not None:
            yield f"{part.name} {part.value}"
        yield from details(figure, self._figures)
