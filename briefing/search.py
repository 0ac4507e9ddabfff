"""The query language, and finding the items of one brief with it: the same for the search bar and `briefing search`.

A query is words and phrases, all of which an item must hold. A hyphen in front leaves out what holds them, and
`topic:`, `kind:`, `speaker:` and `source:` look in that field alone. What a query asks (`Query`) knows nothing of
where it is looked for (`Searchable`).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.entries import Entry, main_text, roles, topic_title
from briefing.figures import Figures, full_previous
from briefing.model import Brief, Event, Figure, Person, Point, Question, Quote
from briefing.numbers import print_amount
from briefing.text import fold
from briefing.wording import (
    FIGURE_KINDS,
    all_sources,
    date_span,
    details,
    move,
    number,
    point_label,
    point_tail,
    said_by,
    share_bar,
    title,
)

FIELDS = ("topic", "kind", "speaker", "source")
"""What can stand before a colon to look in one field alone."""

_START, _END = "\n", "\r"
"""Before each word, and after each text: folding turns both into blanks, so no folded text holds them."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df"  # Thai, Lao, Burmese, Khmer, Tai
    "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"  # Hangul, which folding takes apart
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\uf900-\ufaff"  # Han, kana, Yi
    "\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
"""Scripts in which words aren't parted by blanks, so that any of their characters may start one."""


@lru_cache(maxsize=256)
def _marks(block: int) -> str:
    """Find the marks among the 256 characters of a block, such as the vowel signs within the words of Indic scripts."""
    characters = map(chr, range(block << 8, (block + 1) << 8))
    marks = "".join(one for one in characters if unicodedata.category(one)[0] == "M")
    return re.sub(f"[{_SPACELESS}]", "", marks)


@lru_cache(maxsize=256)
def _word(marks: str) -> re.Pattern[str]:
    r"""Match a word, or one character of any other kind, and the blanks after it.

    `\w` knows no marks, and a class of all 2,400 takes 15 ms to make, so each text brings those of its own scripts.
    """
    letters = rf"[^\W_{_SPACELESS}]+"
    word = rf"(?:{letters}|[{marks}]+)+" if marks else letters
    return re.compile(rf"(?:{word}|[^ {_START}{_END}])[ {_END}]*")


def _form(folded: str) -> str:
    """Put `_START` before each word of a folded text, so that what starts with a word there is found as it stands.

    Blanks that make no difference are gone: those at the start, all but the first of several, and those between a
    number and its per cent sign.
    """
    text = re.sub("  +", " ", re.sub(r"(?<=\d) +(?=%)", "", folded))
    blocks = {ord(one) >> 8 for one in re.findall("[\u0483-\U0010ffff]", text)}  # folding keeps no mark below
    word = _word("".join(map(_marks, sorted(blocks))))
    return "".join([_START + found for found in word.findall(text)])


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a query, folded: `form` as it is looked for, in one field or (`""`) in all texts."""

    form: str
    field: str = ""
    excluded: bool = False


_TERM = (
    rf"(?P<hyphens>-*)(?:(?P<field>{'|'.join(FIELDS)}):)?"
    r'(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>(?:[^ "]|(?<=\d) +(?=%))*))'
)
"""One term of a folded query. It matches anything, even nothing, so no query fails."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: `terms`, all of which an item must meet, and what is odd about the text (`problem`)."""

    terms: tuple[Term, ...] = ()
    problem: str = ""

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Read a query from any text; typed letter by letter, each state of it is a query.

        "Phrases" stand in straight or curly quotation marks; `-` leaves out; FIELDS look in one field. A hyphen
        alone asks for nothing, and a colon after any other word belongs to the word.
        """
        folded = fold(text)
        terms: list[Term] = []
        problem = ""
        for found in re.finditer(_TERM, folded.text):
            words, hyphens = found["phrase"] or found["word"] or "", found["hyphens"]
            if hyphens and text[folded.starts[found.start()]] != "-":
                words, hyphens = hyphens + words, ""  # a minus sign, as the brief prints it: −0.4
            form = _form(words.strip(" "))
            if form:
                terms.append(Term(form, found["field"] or "", bool(hyphens)))
            elif found["field"]:
                problem = problem or f"{found['field']}: needs a word right after it"
            if found["phrase"] is not None and not found["closed"]:
                problem = problem or "the quotation mark isn't closed: the phrase is read to the end"
        return cls(tuple(dict.fromkeys(terms)), problem)

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.terms)

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where its words and phrases stand in a text: spans of the text as it is, apart from each other, ascending.

        Words of a field and words to be left out have no marks.
        """
        folded = fold(text)
        form = _form(folded.text)
        words = [term.form for term in self.terms if not term.field and not term.excluded]
        places = [(at, at + len(word)) for word in words for at in _places(form, word)]
        if not places:
            return ()
        shown = (at for at, character in enumerate(folded.text) if character != " ")
        origins = [0 if character in (_START, " ") else next(shown) for character in form]
        spans = (folded.span(origins[start + 1], origins[end - 1] + 1) for start, end in places)
        return tuple(_merged(sorted(spans)))


def _places(text: str, term: str) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + 1)


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ascending spans, with those that overlap or touch as one."""
    start, end = 0, -1
    for first, last in spans:
        if first > end:
            if end >= 0:
                yield start, end
            start = first
        end = max(end, last)
    if end >= 0:
        yield start, end


class _Texts:
    """The texts of all items as one string, in which a term is found without looking at each text."""

    def __init__(self, items: Iterable[Iterable[str]]) -> None:
        self._starts = [0]
        pieces = []
        forms: dict[tuple[str, ...], str] = {}  # a field has few values for many items
        for texts in map(tuple, items):
            if texts not in forms:
                forms[texts] = _form("".join(fold(text).text + _END for text in texts))
            pieces.append(forms[texts])
            self._starts.append(self._starts[-1] + len(pieces[-1]))
        self._all = "".join(pieces)

    def holding(self, term: str) -> set[int]:
        """Find the places of the items that hold a term."""
        found = set()
        at = self._all.find(term)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.add(place)
            at = self._all.find(term, self._starts[place + 1])
        return found


class Searchable:
    """The items of one brief, prepared for searching; the texts are folded at the first search."""

    def __init__(self, brief: Brief, all_entries: tuple[Entry, ...]) -> None:
        self._brief = brief
        self._entries = all_entries
        self._fields: dict[str, _Texts] = {}

    def find(self, query: Query) -> tuple[Entry, ...]:
        """Give the items that meet the query, in reading order; all of them where it asks for nothing."""
        left = set(range(len(self._entries)))
        for term in query.terms:
            holding = self._texts(term.field).holding(term.form)
            left = left - holding if term.excluded else left & holding
            if not left:
                break
        return tuple(self._entries[place] for place in sorted(left))

    def _texts(self, field: str) -> _Texts:
        if field not in self._fields:
            words = _Words(self._brief)
            fields = {"topic": words.topic, "kind": words.kind, "speaker": words.speaker, "source": words.source}
            self._fields[field] = _Texts(map(fields.get(field, words.all), self._entries))
        return self._fields[field]


class _Words:
    """What an item is found by: its own texts, and the words in which it is shown."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._figures = Figures(brief)
        self._roles = roles(brief)

    def topic(self, entry: Entry) -> Iterator[str]:
        if entry.topic:
            yield topic_title(self._brief, entry.topic)
            yield entry.topic.replace("_", " ")

    def kind(self, entry: Entry) -> Iterator[str]:
        yield entry.kind
        match entry.item:
            case Figure(kind=kind) if kind in FIGURE_KINDS:
                yield FIGURE_KINDS[kind]
            case Point() as point:
                yield point_label(point)
                yield point.kind.replace("_", " ")

    def speaker(self, entry: Entry) -> Iterator[str]:
        if isinstance(entry.item, Quote):
            yield said_by(entry.item, self._roles)[0]

    def source(self, entry: Entry) -> Iterator[str]:
        for name in all_sources(entry.item, self._figures):
            yield name.replace("_", " ")
            if name in self._brief.sources:
                yield self._brief.sources[name].title

    def all(self, entry: Entry) -> Iterator[str]:
        item = entry.item
        yield from self.topic(entry)
        yield from self.kind(entry)
        yield from filter(None, (item.note, item.according_to))
        match item:
            case Figure():
                yield from self._figure(item)
            case Quote():
                yield from (item.text, item.original or "", item.about or "", *said_by(item, self._roles))
            case Point():
                yield from (item.text, point_tail(item))
            case Event():
                yield from (item.text, date_span(item.date, item.end_date))
            case Person():
                yield item.name
                yield from filter(None, (item.native_name, item.say_it, item.role, item.side))
            case Question():
                yield item.question
                yield from filter(None, (item.answer, item.do_not_say))

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield f"{figure.label}, {figure.period}" if figure.period else figure.label
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


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that meets a query: its main text as it is shown, and where the query's words stand in that text."""

    entry: Entry
    text: str
    marks: tuple[tuple[int, int], ...]


def hits(brief: Brief, all_entries: tuple[Entry, ...], query: Query) -> tuple[Hit, ...]:
    """Find the items of a brief that meet a query, in reading order."""
    found = Searchable(brief, all_entries).find(query)
    shown = [title(entry.item) if isinstance(entry.item, Figure) else main_text(entry.item) for entry in found]
    return tuple(Hit(entry, text, query.marks(text)) for entry, text in zip(found, shown, strict=True))
