"""A brief against the stored texts of its sources: every item that names one, its earlier values, its formulas."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from briefing.entries import Entry, entries
from briefing.evidence.cache import extracted
from briefing.evidence.derived import check_formula, check_part
from briefing.evidence.extraction import Reading
from briefing.evidence.itemcheck import check_item
from briefing.evidence.ledger import Recorded, Records, item_checksum, item_sources
from briefing.evidence.results import ItemResult, Result, Warned, worst_of
from briefing.evidence.sourcetext import NoText, SourceText, source_text
from briefing.evidence.speakercheck import Claimed
from briefing.evidence.status import Status, statuses
from briefing.figures import Figures
from briefing.model import Brief, Figure
from briefing.records import record
from briefing.text import visible
from briefing.wording import is_computed

One = TypeVar("One")


@record
class Checked:
    """What the check of one brief found."""

    path: Path
    items: Mapping[str, ItemResult]
    """By the entries' keys, in reading order, all of them."""
    texts: Mapping[str, SourceText | NoText]
    """By the sources' names, those that an item refers to."""
    warnings: tuple[Warned, ...]
    """Of the brief as a whole."""

    @property
    def statuses(self) -> dict[str, Status]:
        """What `status.statuses` takes as `known`."""
        return {key: one.status for key, one in self.items.items() if one.status is not None}


class Stopped(Exception):
    """A check was told to stop before its end."""


def check(
    brief: Brief,
    path: Path,
    *,
    sources: Sequence[Path] = (),
    records: Records | None = None,
    stop: Callable[[], bool] | None = None,
) -> Checked:
    """Check a brief, read from the file `path`, against its sources' texts.

    `sources` are folders in which texts are looked for besides the brief's own; `records` stand in for texts that
    aren't there. What can't be checked is UNCHECKED and has its reason. `stop` is asked between sources and items:
    Stopped is raised when it says yes, since nobody waits for the answer any more.
    """
    listed = entries(brief)
    figures = Figures(brief)
    used = dict.fromkeys(name for entry in listed for name in item_sources(entry.item, brief))
    texts = {name: source_text(name, brief.sources[name], path, sources) for name in _until(used, stop)}
    job = _Job(brief, figures, texts, records.of(path) if records else {}, _people(brief))
    found = {entry.key: job.results(entry) for entry in _until(listed, stop)}
    known = {key: status for key, results in found.items() if (status := worst_of(results)) is not None}
    states = statuses(brief, listed, known)
    items = {
        entry.key: ItemResult(
            entry.key, states[entry.key], found[entry.key], tuple(job.warnings(entry, found[entry.key]))
        )
        for entry in listed
    }
    return Checked(path, items, texts, tuple(_one_origin(brief.sources, brief)))


def _until(many: Iterable[One], stop: Callable[[], bool] | None) -> Iterator[One]:
    """Each of many, until told to stop; raises Stopped."""
    for one in many:
        if stop is not None and stop():
            raise Stopped
        yield one


def _people(brief: Brief) -> dict[str, Claimed]:
    """The brief's people as speakers: each name as printed and in its own script, and the role."""
    return {
        one.name: Claimed((one.name, one.native_name) if one.native_name else (one.name,), one.role or "")
        for one in brief.people
    }


@record
class _Job:
    """All that the check of one brief's items needs."""

    brief: Brief
    figures: Figures
    texts: Mapping[str, SourceText | NoText]
    records: Mapping[tuple[str, str], Recorded]
    people: dict[str, Claimed]

    def results(self, entry: Entry) -> tuple[Result, ...]:
        """The results of an item: against each of its sources, and of its formula."""
        item = entry.item
        found = [one for name in item_sources(item, self.brief) for one in self._against(entry, name)]
        if isinstance(item, Figure) and is_computed(item):
            formula = check_formula(item, self.figures)
            found += [formula] if formula is not None else []
        return tuple(found)

    def _against(self, entry: Entry, name: str) -> Iterator[Result]:
        text = self.texts[name]
        if isinstance(text, SourceText):
            published = self.brief.sources[name].published
            yield from check_item(entry.item, reading(text), self.people, published)
            return
        record = self.records.get((entry.key, name))
        if record is not None and text.missing and record.checksum == item_checksum(entry.item):
            note = f"checked on {record.date} against a text with the SHA-256 {record.text[:12]}…"
            yield Result("item", name, Status.RECORDED, (record.span,), notes=(note,))
        else:
            yield Result("item", name, Status.UNCHECKED, reason=text.reason)

    def warnings(self, entry: Entry, results: Iterable[Result]) -> Iterator[Warned]:
        """The warnings of an item's results, and those of the item as a whole."""
        for result in results:
            yield from result.warnings
        item = entry.item
        yield from _one_origin(item.source, self.brief)
        if isinstance(item, Figure):
            part = check_part(item, self.figures)
            if part is not None:
                yield part
            formula = check_formula(item, self.figures) if item.source else None
            if formula is not None and formula.differs:
                yield Warned("computed", formula.differs.partition(": ")[2])


@lru_cache(maxsize=8)
def reading(text: SourceText) -> Reading:
    """A source's text made ready for checking; the last few are kept, since a brief is checked at every save."""
    return Reading(text, extracted(text))


def _one_origin(names: Iterable[str], brief: Brief) -> Iterator[Warned]:
    """A warning for each origin that several sources derive from: four papers on one wire are one origin."""
    by_origin: dict[str, list[str]] = {}
    for name in names:
        origin = brief.sources[name].origin if name in brief.sources else None
        if origin:
            by_origin.setdefault(origin.casefold(), []).append(name)
    for same in by_origin.values():
        if len(same) > 1:
            origin = visible(brief.sources[same[0]].origin or "")
            yield Warned("origin", f"{' and '.join(same)} are one origin: {origin}")


def to_record(checked: Checked, brief: Brief, records: Records, today: dt.date) -> list[Recorded]:
    """The entries of a brief after a check: of each item that is verified now, and of those that still hold.

    An item is recorded against a source where all of its results there are VERIFIED; a date stays where item and
    text are what they were.
    """
    before = records.of(checked.path)
    found: list[Recorded] = []
    for entry in entries(brief):
        results = checked.items[entry.key].results
        for name in item_sources(entry.item, brief):
            own = [one for one in results if one.source == name]
            text, old = checked.texts[name], before.get((entry.key, name))
            if own and all(one.status is Status.RECORDED for one in own) and old is not None:
                found.append(old)
            elif own and all(one.status is Status.VERIFIED for one in own) and isinstance(text, SourceText):
                new = Recorded(
                    brief=checked.path.name,
                    item=entry.key,
                    source=name,
                    checksum=item_checksum(entry.item),
                    text=text.sha256,
                    span=own[0].span or (0, 0),
                    date=today.isoformat(),
                )
                same = old is not None and (old.checksum, old.text, old.span) == (new.checksum, new.text, new.span)
                found.append(old if same and old is not None else new)
    return found
