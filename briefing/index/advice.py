"""What may have been meant by a query that is read without a fault and finds nothing."""

import re
from typing import get_args

from briefing.entries import KINDS
from briefing.hints import nearest
from briefing.model import PointKind
from briefing.query import DATE_FIELDS, FIELDS, Part, Query, Term, ValueTerm, forms, parts
from briefing.text import folded, shown
from briefing.wording import FIGURE_KINDS, POINT_KINDS

_FIELDS = (*FIELDS, *DATE_FIELDS, "value")

_MEANT = {
    **dict.fromkeys(("date", "year", "day"), ("after", "before")),
    "since": ("after",), "from": ("after",), "until": ("before",), "till": ("before",),
    "title": ("brief",), "type": ("kind",), "country": ("topic",), "subject": ("topic",), "name": ("speaker",),
    "amount": ("value",), "number": ("value",), "currency": ("unit",),
}  # fmt: skip
"""Words that people write for one of our fields, and that `hints.nearest` doesn't know."""

_KINDS = "".join(forms((*KINDS, "bottom line", *FIGURE_KINDS, *get_args(PointKind), *POINT_KINDS.values())))

_FIELD = re.compile(r"([^\W\d_]+):(?!/)(.*)", re.DOTALL)
_START = re.compile(r"([^*]+)\*+")

_OPERATORS = {
    **dict.fromkeys(("|", "||"), "write OR for {}"),
    **dict.fromkeys(("or", "Or"), "between alternatives OR stands in capitals"),
    **dict.fromkeys(("and", "And", "AND", "&", "&&", "+"), "all words are asked for anyway: leave out {}"),
    "NOT": "write -word for NOT word",
}
"""What other searches have between words."""


def problem(query: Query, total: int) -> str:
    """What is odd about a query that has found so many items; of one that has found none, what may have been meant.

    Of others nothing more is said: a text may hold "colour:red", or a bracket.
    """
    if total or query.problem:
        return query.problem
    return next(filter(None, (_of_part(query.text[part.start : part.end], part) for part in parts(query.text))), "")


def _of_part(written: str, part: Part) -> str:
    if part.operator or part.problem:
        return ""
    term = part.clause[0] if part.clause else None
    if isinstance(term, ValueTerm):
        return _of_value(term)
    word = written.lstrip("-")
    if isinstance(term, Term) and term.field:
        is_known = term.field != "kind" or term.excluded or term.form in _KINDS
        return "" if is_known else f"kind: is {', '.join(KINDS[:-1])} or {KINDS[-1]}"
    return _of_word(word)


def _of_value(term: ValueTerm) -> str:
    if term.low is None or term.high is None or term.low <= term.high:
        return ""
    low, high = f"{term.low:f}", f"{term.high:f}"
    return f"{low}..{high} falls: write {high}..{low}"


def _of_word(word: str) -> str:
    if '"' in folded(word):
        return ""
    if field := _FIELD.match(word):
        return _of_field(field[1], field[2])
    if word in _OPERATORS:
        return _OPERATORS[word].format(word)
    if word.startswith("(") or word.endswith(")"):
        return "leave out the brackets: oil OR gas tariff asks for tariff and one of the other two"
    if "|" in word.strip("|"):
        return "write " + shown(" OR ".join(word.strip("|").split("|")))
    return _of_star(word)


def _of_star(word: str) -> str:
    if start := _START.fullmatch(word):
        return f"words are starts already: write {shown(start[1])}"
    return "words are found by how they begin: leave out the *" if "*" in word else ""


def _of_field(name: str, rest: str) -> str:
    plain = folded(name)
    near = nearest(plain, _FIELDS)
    meant = _MEANT.get(plain) or ((near,) if near else ())
    if not meant:
        return f"there is no field {shown(name)}: there are {', '.join(_FIELDS[:-1])} and value"
    written = " or ".join(f"{one}:{shown(rest) or '…'}" for one in meant)
    return f"there is no field {shown(name)}: write {written}"
