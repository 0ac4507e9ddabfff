"""What no single value shows: names that nothing declares, items that stand twice, dates, links, markings.

Runs on every load, on the finished values and without pydantic.
"""

import datetime as dt
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from briefing.dates import When
from briefing.declared import Declared
from briefing.entries import Kind, Path, items, own_id
from briefing.figurechecks import check_figure, check_identity, check_names
from briefing.figures import Figures
from briefing.findings import Finding, Hint, Part
from briefing.hints import word_hint
from briefing.judgements import check_judgement
from briefing.markings import TLP_LABELS
from briefing.model import STANDARD_TOPICS, Brief, Event, Figure, Head, Item, Point, Question, Quote, Source
from briefing.problems import Severity
from briefing.text import first_hidden, is_hidden, one_line, shown


def crosschecks(
    brief: Brief, declared: Declared, today: dt.date, intact: Callable[[Path], bool] = lambda _: True
) -> Iterator[Finding]:
    """All findings about a brief as a whole, in no order.

    `intact` tells whether everything in the item or table at a path could be read: of one with a hole only the
    names are checked, since what it seems to lack may be what couldn't be read.
    """
    yield from _head(brief.head, declared, today)
    if intact(("brief",)):
        yield from _head_lacks(brief.head, today)
    for name, source in brief.sources.items():
        yield from _source(source, ("sources", name))
    whole: list[tuple[Figure, Path]] = []
    holed: set[str] = set()
    final = brief.head.status == "final"
    for _, _, item, path in items(brief):
        yield from _marking(item.marking, path)
        yield from _names(item, path, declared)
        if isinstance(item, Figure):
            yield from check_names(item, path, declared)
        if not intact(path):
            holed.update({own_id(item)} if isinstance(item, Figure) else ())
            continue
        yield from _evidences(item, path, declared)
        match item:
            case Figure():
                whole.append((item, path))
            case Quote(speaker=None) if final:
                yield _absent(path, "the quote has no speaker, and the brief is final", 'write speaker = "…"')
            case Point():
                yield from _point(item, path)
                yield from check_judgement(item, path)
            case Event():
                yield from _span(item.date, item.end_date, path)
    yield from _figures(brief, whole, holed)
    yield from _twice(brief, intact)


def _figures(brief: Brief, whole: list[tuple[Figure, Path]], holed: set[str]) -> Iterator[Finding]:
    """Findings about the figures that could be read whole; `holed` are the ids of the others."""
    figures = Figures(brief)
    unsure = _resting_on(holed, [one for one, _ in whole]) if holed else set()
    for figure, path in whole:
        found = check_figure(figure, path, figures)
        yield from (one for one in found if own_id(figure) not in unsure or one.path[-1] not in ("formula", "value"))
    yield from check_identity(whole)


def _resting_on(names: set[str], figures: Iterable[Figure]) -> set[str]:
    """The ids of the figures that are computed from figures of some names, or from figures that are."""
    based: dict[str, list[str]] = {}
    for figure in figures:
        for name in set(re.findall(r"[a-z][a-z0-9_]*", figure.formula or "")):
            based.setdefault(name, []).append(own_id(figure))
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        for name in based.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _absent(path: Path, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(path=path, message=message, hint=hint, severity=severity, part=Part.WHOLE)


def _head(head: Head, declared: Declared, today: dt.date) -> Iterator[Finding]:
    path: Path = ("brief",)
    yield from _marking(head.marking, path)
    if head.date is not None:
        yield from _span(head.date, head.end_date, path)
    if head.review_by is not None and head.review_by.days.last < today:
        yield Finding(
            path=(*path, "review_by"),
            message=f"the brief is stale: it was to be reviewed by {head.review_by}",
            hint="look it over, then write a later day",
            severity=Severity.WARNING,
        )
    for index, name in enumerate(head.topics):
        yield from _topic(name, path, declared, ("topics", index))


def _head_lacks(head: Head, today: dt.date) -> Iterator[Finding]:
    path: Path = ("brief",)
    if head.date is None and head.end_date is not None:
        yield _absent(path, "[brief] has an end_date but no date", "write date, or date in place of end_date")
    if head.as_of is None:
        message = "[brief] has no as_of: nobody can tell how old its information is"
        yield _absent(path, message, f"write as_of = {today}", Severity.WARNING)


def _span(first: When, last: When | None, path: Path) -> Iterator[Finding]:
    if last is not None and last.days.last < first.days.first:
        message = f"end_date is {last}, before date, {first}"
        yield Finding(path=(*path, "end_date"), message=message, hint="write a later day, or exchange the two")


def _topic(name: str | None, path: Path, declared: Declared, key: Path = ("topic",)) -> Iterator[Finding]:
    if name is None or name in STANDARD_TOPICS or name in declared.topics:
        return
    hint = word_hint(name, (*declared.topics, *STANDARD_TOPICS), declared.topics, "")
    yield Finding(path=(*path, *key), message=f"no topic is named “{shown(name)}”", hint=hint)


def _names(item: Item, path: Path, declared: Declared) -> Iterator[Finding]:
    yield from _sources(item.source, path, declared)
    if isinstance(item, (Event, Question)):
        yield from _topic(item.topic, path, declared)
    if isinstance(item, Figure):
        for index, before in enumerate(item.previous):
            yield from _sources(before.source, (*path, "previous", index), declared)


def _evidences(item: Item, path: Path, declared: Declared) -> Iterator[Finding]:
    yield from _evidence(item.evidence, item.source, path, declared)
    if isinstance(item, Figure):
        for index, before in enumerate(item.previous):
            where = (*path, "previous", index)
            yield from _evidence(before.evidence, before.source or item.source, where, declared)


def _sources(names: tuple[str, ...], path: Path, declared: Declared) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if name not in declared.sources:
            hint = word_hint(name, declared.sources, declared.sources, f"declare it: [sources.{shown(name)}]")
            yield Finding(path=(*path, "source", index), message=f"no source is named “{shown(name)}”", hint=hint)


def _evidence(
    evidence: tuple[tuple[str, str], ...], sources: tuple[str, ...], path: Path, declared: Declared
) -> Iterator[Finding]:
    misspelt = any(source not in declared.sources for source in sources)
    for name, _ in evidence:
        known = name in declared.sources
        if name and name not in sources and not (known and misspelt):
            hint = word_hint(name, sources, declared.sources, f"declare it: [sources.{name}]")
            yield Finding(
                path=(*path, "evidence", name),
                message=f"evidence names “{shown(name)}”, which is not a source of this item",
                hint=f'add "{name}" to source' if known else hint,
                part=Part.KEY,
            )


def _marking(marking: str | None, path: Path) -> Iterator[Finding]:
    if marking is None or marking in TLP_LABELS:
        return
    label = marking.upper().replace(" ", "")
    if f"TLP:{label}" in (*TLP_LABELS, "TLP:WHITE"):  # the bare colour: a house's own word is never one
        label = f"TLP:{label}"
    if not label.startswith("TLP:"):
        return
    meant, first = (label, "") if label in TLP_LABELS else (None, "")
    if label == "TLP:WHITE":
        meant, first = "TLP:CLEAR", ", but the name of TLP:CLEAR in TLP 1"
    yield Finding(
        path=(*path, "marking"),
        message=f"“{shown(marking)}” is not a label of TLP 2.0{first}",
        hint=f"write {meant}" if meant else f"write one of {', '.join(TLP_LABELS)}",
        severity=Severity.WARNING,
    )


def _point(point: Point, path: Path) -> Iterator[Finding]:
    if point.likelihood is not None and point.confidence is not None:
        message = "confidence stands in one point with a likelihood"  # ICD 203 keeps the two apart
        hint = "leave one of them out, or say it in a point of its own"
        yield Finding(path=(*path, "confidence"), message=message, hint=hint)


def _source(source: Source, path: Path) -> Iterator[Finding]:
    if source.url is not None:
        yield from _url(source.url, (*path, "url"))
    if source.file is not None and _leaves_folder(source.file):
        message = "file lies outside of the brief's folder" if ".." in source.file else "file is not a relative path"
        hint = f"write the path from the brief's folder: sources/{shown(str(path[-1]))}.txt"
        yield Finding(path=(*path, "file"), message=message, hint=hint)


def _url(url: str, path: Path) -> Iterator[Finding]:
    from briefing.links import WrongLink, link, read_link

    try:
        read_link(url)
    except WrongLink as error:
        whole = f"https://{url}"
        hint = f'write url = "{shown(whole, 200)}"' if ":" not in url and link(whole) else 'write url = "https://…"'
        yield Finding(path=path, message=f"url {error}", hint=hint)


def _leaves_folder(file: str) -> bool:
    """Whether a path is absolute, on Windows too, or leads out of its folder."""
    path = file.replace("\\", "/")
    return path.startswith(("/", "~")) or path[1:2] == ":" or posixpath.normpath(path).split("/")[0] == ".."


def _twice(brief: Brief, intact: Callable[[Path], bool]) -> Iterator[Finding]:
    """Other items than figures whose written id, and people whose name, has been used before."""
    ids: dict[tuple[Kind, str], Path] = {}
    for _, kind, item, path in items(brief):
        if item.id is not None and kind != "figure":
            before = ids.setdefault((kind, item.id), path)
            if before != path:
                message = f"the id “{shown(item.id)}” is used twice"
                yield Finding(path=(*path, "id"), message=message, hint=_stands(before, "write another"))
    people: dict[str, Path] = {}
    for index, person in enumerate(brief.people):
        path = ("people", index)
        if not intact(path):
            continue  # the name may be one that only stands in for what couldn't be read
        before = people.setdefault(person.name, path)
        if before != path:
            message = f"“{shown(person.name)}” stands twice among the people"
            hint = _stands(before, "make one of the two")
            yield Finding(path=(*path, "name"), message=message, hint=hint, severity=Severity.WARNING)


def _stands(before: Path, do: str) -> Hint:
    return lambda line_of: f"it stands in line {line_of(before)} already: {do}"


_ESCAPE = re.compile(r"\\[ubfexU]")


def hidden_characters(text: str, data: Mapping[str, Any]) -> Iterator[Finding]:
    """A warning for each value with characters that show nothing, or that act on a terminal instead of showing.

    The values are walked only where the file has such a character or an escape that may make one: 0.1 ms for most.
    """
    plain = not any(is_hidden(character, 0) for character in set(text) - set("\n\t\r"))
    if plain and not _ESCAPE.search(text):
        return
    for path, value in _texts(data):
        line = one_line(value)
        at = first_hidden(line)
        if at is not None:
            *named, last = _named(line)
            yield Finding(
                path=path,
                message=f"the text holds {'; '.join(named)} and {last}, which don't show"
                if named
                else f"the text holds {last}, which doesn't show",
                hint="leave them out" if named else "leave it out",
                severity=Severity.WARNING,
                start=at,
                length=1,
            )


_MAX_NAMED = 5


def _named(line: str) -> list[str]:
    """The hidden characters of a text in their order, each once; of more than _MAX_NAMED the number at the end."""
    from unicodedata import name

    named: list[str] = []
    while len(named) < _MAX_NAMED and (at := first_hidden(line)) is not None:
        character = line[at]
        named.append(f"U+{ord(character):04X}, {name(character, 'a control character').lower()}")
        line = line.replace(character, "?")
    more = sum(is_hidden(f"a{character}a", 1) for character in set(line))
    return [*named, f"{more} more"] if more else named


def _texts(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, (dict, list)):
            inner: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
            waiting.extend(((*path, step), one) for step, one in inner)
