"""From a loaded brief to what the index keeps of it, and the words by which it is found."""

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from briefing.entries import KINDS, Entry, searchable_entries, topic_title
from briefing.evidence.status import FINDINGS, Status
from briefing.figures import Figures
from briefing.index.folding import SPOKEN, pairs, storable, tokens, words
from briefing.index.rows import BriefRow
from briefing.index.stored import ITEM_COLUMNS, SOURCE, SPEAKER, STATUS, Stored, StoredItem
from briefing.loading import Loaded
from briefing.model import Brief, Figure
from briefing.numbers import scale_factor
from briefing.query import forms
from briefing.search import ANYWHERE, FoundBy, Searchable, day_of, forms_of, shown_text
from briefing.wording import number


class Words(NamedTuple):
    """The texts by which a brief is found: each item's words, their pairs, main texts; the brief's own by column."""

    keys: list[bool]
    words: list[str]
    pairs: list[str]
    titles: list[str]
    about: list[str]


def stored_words(stored: Stored) -> Words:
    """Give the words by which a stored brief is found: always the same, so that they can be taken out again."""
    return _words(stored, [stored.item(place) for place in range(len(stored))])


class Prepared(NamedTuple):
    """A brief as it goes into the tables: plain values, so that another process can prepare it.

    `contents` are its bottom lines and items; `filtered` is the form by which the list is filtered; `figures` are the
    written ids of figures, and `amounts` all amounts (from, to, scale, form of the unit), with the places of their
    items.
    """

    row: BriefRow
    day: int
    contents: bytes
    words: Words
    terms: list[str]
    filtered: str
    figures: list[tuple[str, int]]
    amounts: list[tuple[int, float, float, float, str]]

    @property
    def searched(self) -> int:
        """How many entries are searched: its items and its bottom lines."""
        return len(self.words.keys)


def prepare(loaded: Loaded, changed: int, known: Mapping[str, Status] | None = None) -> Prepared:
    """Take from a loaded brief what goes into the tables; the arguments are those of `kept`."""
    row, stored = kept(loaded, changed, known)
    items = [stored.item(place) for place in range(len(stored))]
    figures = {(item.name, place) for place, item in enumerate(items) if item.name}
    amounts = [
        (place, float(one.low), float(one.high), float(scale_factor(one.scale or None)), one.unit_form)
        for place, item in enumerate(items)
        for one in item.found_by()
    ]
    found = _words(stored, items)
    names = words("".join(item.forms[SPEAKER] for item in items))
    terms = [*words("".join(found.words)), *(SPOKEN + name for name in names)]
    return Prepared(row, stored.day, stored.packed(), found, terms, filtered(row), sorted(figures), amounts)


def kept(loaded: Loaded, changed: int, known: Mapping[str, Status] | None = None) -> tuple[BriefRow, Stored]:
    """Take from a loaded brief its line, and its bottom lines and items; the line counts items alone.

    `changed` is its file's time of change in nanoseconds; `known` is what a check or the records say of its items.
    """
    brief = loaded.brief
    if brief is None:
        row = BriefRow(
            loaded.path,
            errors=len(loaded.errors),
            warnings=len(loaded.warnings),
            problem=_first_error(loaded),
            changed=changed,
        )
        return row, Stored(0, "", "", [])
    items = _items(brief, searchable_entries(brief), known)
    titles = [text for text in (brief.head.title, brief.head.subtitle) if text]
    stored = Stored(day_of(brief.head), "".join(forms(brief.head.tags)), "".join(forms(titles)), items)
    return _row(loaded, brief, [item for item in items if item.kind in KINDS], changed), stored


def _first_error(loaded: Loaded) -> str:
    return loaded.errors[0].message if loaded.errors else ""


def _row(loaded: Loaded, brief: Brief, items: list[StoredItem], changed: int) -> BriefRow:
    head = brief.head
    counts: dict[str, int] = {}
    for item in items:
        if item.status:
            counts[item.status] = counts.get(item.status, 0) + 1
    return BriefRow(
        loaded.path,
        title=head.title,
        kind=head.kind or "",
        date=head.date.iso if head.date else "",
        as_of=head.as_of.iso if head.as_of else "",
        review_by=head.review_by.iso if head.review_by else "",
        status=head.status,
        marking=head.marking or "",
        tags=head.tags,
        sample=head.sample,
        items=len(items),
        statuses=tuple(counts.items()),
        findings=sum(counts.get(status, 0) for status in FINDINGS),
        errors=len(loaded.errors),
        warnings=len(loaded.warnings),
        problem=_first_error(loaded),
        changed=changed,
    )


def _items(brief: Brief, all_entries: tuple[Entry, ...], known: Mapping[str, Status] | None) -> list[StoredItem]:
    searchable = Searchable(brief, all_entries, known)
    figures = Figures(brief)
    titles = {"": ""}
    found = []
    columns = [[list(searchable.words_of(column, entry)) for column in ITEM_COLUMNS] for entry in all_entries]
    formed = forms_of([[text for texts in each for text in texts] for each in columns])
    for entry, amounts, texts, its_forms in zip(all_entries, searchable.amounts(), columns, formed, strict=True):
        if entry.topic not in titles:
            titles[entry.topic] = topic_title(brief, entry.topic)
        item = entry.item
        in_words, period = (number(item, figures), item.period or "") if isinstance(item, Figure) else ("", "")
        value = searchable.value(item)
        left = iter(its_forms)
        found.append(
            StoredItem(
                topic=entry.topic,
                topic_title=titles[entry.topic],
                kind=entry.kind,
                id=entry.id,
                text=shown_text(item),
                number=in_words,
                period=period,
                status=texts[-1][0] if len(texts[-1]) > 1 else "",
                key=item.key,
                forms=["".join(islice(left, len(column))) for column in texts],
                amounts=[[*_stored_amount(one), one.name, one.qualifier] for one in amounts],
                value=_stored_amount(value) if value else None,
                sources=[brief.sources[name].title for name in item.source if name in brief.sources],
                name=item.id or "" if isinstance(item, Figure) else "",
            )
        )
    return found


def _stored_amount(amount: FoundBy) -> list[str]:
    return [str(amount.low), str(amount.high), amount.scale, amount.unit]


def _words(stored: Stored, items: list[StoredItem]) -> Words:
    of_items = ["".join(item.forms[: len(ANYWHERE)]) for item in items]
    sources, states = ("".join({item.forms[at] for item in items}) for at in (SOURCE, STATUS))
    about = (sources, stored.of_brief["tag"], stored.of_brief["brief"], states)
    return Words(
        [item.key for item in items],
        list(map(tokens, of_items)),
        [f"{pairs(form)}{_spoken(item.forms[SPEAKER])}" for form, item in zip(of_items, items, strict=True)],
        [tokens(item.forms[0]) for item in items],
        list(map(tokens, about)),
    )


def _spoken(form: str) -> str:
    return "".join(f" {SPOKEN}{word}" for word in words(form)) if form else ""


def filtered(row: BriefRow) -> str:
    """The form of a line's words, by which the list is filtered."""
    texts = (row.title, row.kind, row.status, row.date, row.as_of, row.marking, *row.tags, row.path.stem)
    return storable("".join(forms(texts)))
