"""The query language: what is asked for, the same for the search bar, `briefing search` and the index of a library.

A query is words and phrases, all of which an item must hold; OR between two of them asks for either. A hyphen in
front leaves out what holds them. A field and a colon look in that field alone, `after:` and `before:` at the brief's
date, and `value>50`, `unit:%`, `scale:billion` at an item's amounts. What a query asks (`Query`) knows nothing of
where it is looked for (`briefing.search`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from functools import lru_cache

from briefing.dates import read_period
from briefing.numbers import MAX_DIGITS, SCALES, SCALES_SHORT, scale_factor
from briefing.text import Folded, fold, folded

FIELDS = ("topic", "kind", "speaker", "source", "tag", "brief", "status", "unit", "scale")
"""What can stand before a colon to look for words in one field alone."""

AMOUNT_FIELDS = ("unit", "scale")
"""The fields that belong to an amount, of which an item may have several."""

DATE_FIELDS = ("after", "before")

START, END = "\n", "\r"
"""Before each word, and after each text: folding turns both into blanks, so no folded text holds them."""

SPACELESS = (
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
    return re.sub(f"[{SPACELESS}]", "", marks)


@lru_cache(maxsize=256)
def _word(marks: str) -> re.Pattern[str]:
    r"""Match a word, or one character of any other kind, and the blanks after it.

    `\w` knows no marks, and a class of all 2,400 takes 15 ms to make, so each text brings those of its own scripts.
    """
    letters = rf"[0-9a-z]+|[^\W_{SPACELESS}]+"
    word = rf"(?:{letters}|[{marks}]+)+" if marks else rf"(?:{letters})+"
    plain = f"[0-9a-z]+[ {END}]+"  # nearly all words: tried first, three times as fast as the class of all letters
    return re.compile(rf"{plain}|(?:{word}|[^ {START}{END}])[ {END}]*")


_BLANKS = re.compile("  +")
_BEFORE_PERCENT = re.compile(r" (?=%)(?<=\d )")
_MAYBE_MARKS = re.compile("[\u0483-\U0010ffff]")
"""Characters among which there may be marks: folding keeps none below."""


def word_form(text: str) -> str:
    """Put START before each word of a folded text, so that what starts with a word there is found as it stands.

    Blanks that make no difference are gone: those at the start, all but the first of several, and those between a
    number and its per cent sign.
    """
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if " %" in text:
        text = _BEFORE_PERCENT.sub("", text)
    blocks = () if text.isascii() else sorted({ord(one) >> 8 for one in _MAYBE_MARKS.findall(text)})
    found = _word("".join(map(_marks, blocks))).findall(text)
    return START + START.join(found) if found else ""


def forms(texts: Iterable[str]) -> list[str]:
    """The forms of texts, each with END after it where it isn't blank: all at once, which is quicker."""
    joined = END.join(["x", *map(folded, texts), ""])
    pieces = [piece.strip(" ") for piece in word_form(joined).split(END)[1:-1]]
    return [piece + END if piece else "" for piece in pieces]


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a query, folded: `form` as it is looked for, in one field or (`""`) in all texts."""

    form: str
    field: str = ""
    excluded: bool = False

    @property
    def of_amount(self) -> bool:
        """Whether it looks at an item's amounts."""
        return self.field in AMOUNT_FIELDS


@dataclass(frozen=True, slots=True)
class ValueTerm:
    """Asks for an amount from `low` to `high`; None is an open end.

    Where `scaled`, the bounds are in units and compared with the amount in units, in whatever scale it is written;
    else they are compared with the number as it is written. `unit` is the form of its unit, or empty.
    """

    low: Decimal | None
    high: Decimal | None
    with_low: bool = True
    with_high: bool = True
    unit: str = ""
    scaled: bool = False
    excluded: bool = False

    of_amount = True

    def holds(self, low: Decimal, high: Decimal) -> bool:
        """Whether a number, or one of a range from low to high, is among those asked for."""
        above = self.low is None or high > self.low or (self.with_low and high == self.low)
        below = self.high is None or low < self.high or (self.with_high and low == self.high)
        return above and below


@dataclass(frozen=True, slots=True)
class DateTerm:
    """Asks for briefs from a day on (`after`) or up to the day before it; days as `date.toordinal` counts them."""

    day: int
    after: bool
    excluded: bool = False

    of_amount = False

    def holds(self, day: int) -> bool:
        """Whether a brief of this day is asked for; 0 stands for one without a date, which never is."""
        return day != 0 and (day >= self.day) == self.after


AnyTerm = Term | ValueTerm | DateTerm
Clause = tuple[AnyTerm, ...]
"""Alternatives, one of which an item must meet."""


_NUMBER = r"-?(?:\d[\d,]*(?:\.\d+)?|\.\d+)"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})?(?P<dots>\.{{2,3}}|(?<=\d)-)(?P<high>{_NUMBER})?(?P<percent> ?%)?")
_SINGLE = re.compile(rf"(?P<number>{_NUMBER})(?P<percent> ?%)?")

_TERM = re.compile(
    rf"(?P<hyphens>-*)(?:(?P<field>{'|'.join((*FIELDS, *DATE_FIELDS))}):"
    r"|value(?: *(?P<sign><=|>=|[<>=≤≥])(?: +(?=[-.\d]))?|(?P<colon>:)))?"
    r'(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>(?:[^ "]|(?<=\d) +(?=%))*))'
)
"""One term of a folded query. It matches anything, even nothing, so no query fails."""


@dataclass(frozen=True, slots=True)
class Part:
    """A term as it stands in the text of a query: the span that it was read from, and what is odd about it."""

    start: int
    end: int
    clause: Clause = ()
    operator: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: `clauses`, all of which an item must meet, and what is odd about the text (`problem`).

    A part of the text that can't be understood is told and left out.
    """

    clauses: tuple[Clause, ...] = ()
    problem: str = ""
    text: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Read a query from any text; typed letter by letter, each state of it is a query.

        "Phrases" stand in straight or curly quotation marks; `-` leaves out; OR stands between alternatives; FIELDS
        look in one field. A hyphen alone asks for nothing, and a colon after any other word belongs to the word.
        """
        found = list(parts(text))
        problem = next((part.problem for part in found if part.problem), "")
        clauses: list[Clause] = []
        waiting = False  # for an alternative
        alone = False  # an OR here stands behind something by itself that is left out
        for part in found:
            if part.operator:
                waiting = bool(clauses) and not alone
            elif part.clause and waiting:
                clauses[-1] += part.clause
            elif part.clause:
                clauses += [(term,) for term in part.clause]
            if not part.operator and (part.clause or part.problem):
                alone = not part.clause and not waiting
                waiting = False
        return cls(tuple(dict.fromkeys(_with_scale(clauses))), problem, text)

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.clauses)

    @property
    def terms(self) -> tuple[AnyTerm, ...]:
        """All terms, whether an item must meet them or one of their alternatives."""
        return tuple(term for clause in self.clauses for term in clause)

    @property
    def words(self) -> tuple[str, ...]:
        """The forms of the words and phrases that are looked for in all texts."""
        return tuple(
            term.form for term in self.terms if isinstance(term, Term) and not term.field and not term.excluded
        )

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where its words and phrases stand in a text: spans of the text as it is, apart from each other, ascending.

        Words of a field and words to be left out have no marks.
        """
        words = self.words
        if not words:
            return ()
        plain = fold(text)
        form = word_form(plain.text)
        places = [(at, at + len(word)) for word in words for at in _places(form, word)]
        if not places:
            return ()
        shown = [at for at, character in enumerate(plain.text) if character != " "]
        spans = (plain.span(shown[_shown(form, start)], shown[_shown(form, end) - 1] + 1) for start, end in places)
        return tuple(_merged(sorted(spans)))


def _shown(form: str, end: int) -> int:
    """How many characters of a form up to a place are neither blanks nor marks of words."""
    return end - form.count(START, 0, end) - form.count(" ", 0, end)


def parts(text: str) -> Iterator[Part]:
    """Read the terms and operators of a query in their order; of terms that ask for nothing, those with a problem."""
    plain = fold(text)
    pieces = [found for found in _TERM.finditer(plain.text) if found.end() > found.start()]
    for at, found in enumerate(pieces):
        span = plain.span(found.start(), found.end())
        if text[slice(*span)] == "OR" and at:
            yield Part(*span, operator=True)
        else:
            yield _part(text, plain, found, span)


def _part(text: str, plain: Folded, found: re.Match[str], span: tuple[int, int]) -> Part:
    words, hyphens = (found["phrase"] or found["word"] or "").strip(" "), found["hyphens"]
    if hyphens and text[plain.starts[found.start()]] != "-":
        words, hyphens = hyphens + words, ""  # a minus sign, as the brief prints it: −0.4
    excluded, unclosed = bool(hyphens), found["phrase"] is not None and not found["closed"]
    sign = found["sign"] or found["colon"]
    problem = "the quotation mark isn't closed: the phrase is read to the end" if unclosed else ""
    if sign:
        clause = _values(sign, words, excluded=excluded)
        return Part(*span, clause, problem=problem if clause else _VALUE_PROBLEM)
    if found["field"] in DATE_FIELDS:
        days = read_period(words.upper())
        if days is None:
            return Part(*span, problem=f"{found['field']}: needs a date, such as 2025-11-04, 2025-11 or 2025")
        return Part(*span, (DateTerm(days.first.toordinal(), found["field"] == "after", excluded),), problem=problem)
    form, field_ = word_form(words), found["field"] or ""
    if form and (field_ != "scale" or _scales(form)):
        return Part(*span, (Term(form, field_, excluded),), problem=problem)
    if field_:
        problem = _SCALE_PROBLEM if form else f"{field_}: needs a word right after it"
    return Part(*span, problem=problem)


_SCALE_PROBLEM = "scale: is one of " + ", ".join(SCALES)
_VALUE_PROBLEM = "value needs a number, such as value>50, value:36 or value:60..70"


def _values(sign: str, words: str, *, excluded: bool) -> Clause:
    """Read what stands after `value`: a bound, a number or a range, and with a per cent sign its unit too."""
    single, span = _SINGLE.fullmatch(words), _RANGE.fullmatch(words)
    if single:
        number = _number(single["number"])
        if number is None:
            return ()
        low, high = (None if sign in ("<", "<=", "≤") else number), (None if sign in (">", ">=", "≥") else number)
        percent = single["percent"]
    elif span and sign in ":=" and (span["low"] or span["high"]):
        low, high = _number(span["low"]), _number(span["high"])
        if (low is None) != (span["low"] is None) or (high is None) != (span["high"] is None):
            return ()
        percent = span["percent"]
    else:
        return ()
    unit = word_form("%") if percent else ""
    return (ValueTerm(low, high, with_low=sign != ">", with_high=sign != "<", unit=unit, excluded=excluded),)


def _number(text: str | None) -> Decimal | None:
    digits = (text or "").replace(",", "")
    return Decimal(digits) if digits and len(digits) <= 2 * MAX_DIGITS else None


def _scales(form: str) -> list[str]:
    """The scales that a word may mean: one that has this name, or those whose names begin so."""
    words = form.replace(START, "")
    named = [name for name in SCALES if words in (name, SCALES_SHORT[name])]
    return named or [name for name in SCALES if name.startswith(words)]


def _with_scale(clauses: list[Clause]) -> list[Clause]:
    """Let a scale that stands by itself hold for all values: then 68,700 million are among 60 to 70 billion."""
    scales = [clause[0] for clause in clauses if len(clause) == 1 and isinstance(clause[0], Term)]
    scales = [term for term in scales if term.field == "scale" and not term.excluded]
    values = any(isinstance(term, ValueTerm) for clause in clauses for term in clause)
    if not scales or not values:
        return clauses
    scale = scales[0]
    factor = scale_factor(_scales(scale.form)[0])
    return [
        tuple(_scaled(term, factor) if isinstance(term, ValueTerm) else term for term in clause)
        for clause in clauses
        if clause != (scale,)
    ]


def _scaled(term: ValueTerm, factor: Decimal) -> ValueTerm:
    with localcontext() as context:
        context.prec = 4 * MAX_DIGITS
        low, high = (None if bound is None else bound * factor for bound in (term.low, term.high))
    return replace(term, low=low, high=high, scaled=True)


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
