"""What of a query the tables are asked: expressions and bounds that no item that meets the query falls outside of."""

import sqlite3
from dataclasses import dataclass, field
from typing import TypeAlias

from briefing.index.folding import SPOKEN, asked_pairs, asked_words
from briefing.index.schema import LAST, numbers_before, numbers_from
from briefing.numbers import scale_factor
from briefing.query import AnyTerm, Clause, DateTerm, Query, Term, ValueTerm
from briefing.search import ANYWHERE, scales_meant

INDEXED = 4
"""Up to how many letters the tables hold the starts of words; the words with a longer start are looked up."""

_MAX_CLAUSES = 24
"""How many clauses are looked up; what more a query asks is tried on the items found."""

_MAX_ENDINGS = 32
"""So many words with the same start are asked for one by one: the tables then give their items as they are wanted,
instead of collecting those of all words first."""

_MAX_NAMES, _MAX_STARTS = 256, 64
"""As many names of speakers, and two first letters of the next word in a phrase: there each item holds few of them."""

_LAST_LETTER = "\U0010ffff"

OF_BRIEF = ("source", "tag", "brief", "status")
"""The fields that are looked up by brief."""

_Words: TypeAlias = tuple[str, tuple[str, ...], bool]
"""A field of `about` or nothing, words that must all be there, and whether the last may be the start of one."""


_FIGURE: _Words = ("", ("figure",), False)
_QUOTE: _Words = ("", ("quote",), False)
"""The kinds of items that alone have amounts, and a speaker."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the tables are asked: all items that meet the query are among those that meet this.

    `wanted` and `unwanted` are asked of the items' words, `beside` of their pairs, `about` of the briefs' words;
    `value`, the forms `units` and the factors `scales` are asked of one amount; `low` and `high` bound the items'
    numbers. What is `titled` puts an item first where its main text holds it. `exact` says that what meets this meets
    the query.
    """

    wanted: tuple[tuple[_Words, ...], ...]
    unwanted: tuple[_Words, ...]
    titled: tuple[tuple[_Words, ...], ...]
    beside: tuple[tuple[str, bool], ...]
    paired: bool
    """Whether what holds the pairs holds all words too, or nearly: the query is a phrase, or a speaker."""
    about: tuple[tuple[_Words, ...], ...]
    value: ValueTerm | None
    units: tuple[str, ...]
    scales: frozenset[float] | None
    low: int
    high: int
    exact: bool
    letters: int
    """The letters of all words that are looked for."""

    @property
    def of_amount(self) -> bool:
        """Whether anything is asked of an amount."""
        return self.value is not None or bool(self.units) or self.scales is not None

    def of_titles(self, connection: sqlite3.Connection) -> str:
        """The FTS5 expression for the words of main texts; empty where they tell nothing.

        A start with too many endings isn't asked there: that table has no index of starts, and collecting all of
        its items took 100 ms in 100,000 briefs.
        """
        few = (clause for clause in self.titled if all(_has_few(connection, one) for one in clause))
        return _all_of(connection, tuple(few), expand=True)

    def of_items(self, connection: sqlite3.Connection) -> str:
        """The FTS5 expression for the items' words; empty where they tell nothing."""
        wanted = _all_of(connection, self.wanted)
        unwanted = " OR ".join(_expression(connection, one) for one in self.unwanted)
        return f"({wanted}) NOT ({unwanted})" if wanted and unwanted else wanted

    def of_pairs(self, connection: sqlite3.Connection) -> str:
        """The FTS5 expression for the items' pairs; empty where they tell nothing."""
        return " AND ".join(filter(None, (_beside(connection, token, starts) for token, starts in self.beside)))

    def of_briefs(self, connection: sqlite3.Connection) -> str:
        """The FTS5 expression for the briefs' words; empty where they tell nothing."""
        return _all_of(connection, self.about)


def match(query: Query) -> Match:
    """Say what the tables are asked for a query."""
    asked = _Asked()
    for clause in query.clauses[:_MAX_CLAUSES]:
        asked.add(clause)
    return asked.match(whole=len(query.clauses) <= _MAX_CLAUSES)


@dataclass(slots=True)
class _Asked:
    """What a query's clauses ask of the tables, gathered one by one; as in `Match`."""

    wanted: list[tuple[_Words, ...]] = field(default_factory=list)
    unwanted: list[_Words] = field(default_factory=list)
    titled: list[tuple[_Words, ...]] = field(default_factory=list)
    beside: list[tuple[str, bool]] = field(default_factory=list)
    paired: bool = True
    about: list[tuple[_Words, ...]] = field(default_factory=list)
    values: list[ValueTerm] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    scales: frozenset[float] | None = None
    spoken: bool = False
    low: int = 0
    high: int = LAST
    exact: bool = True

    def add(self, clause: Clause) -> None:
        one = clause[0] if len(clause) == 1 else None
        if isinstance(one, DateTerm) and not one.excluded:
            found = numbers_from(one.day) if one.after else numbers_before(one.day)
            self.low, self.high = max(self.low, found[0]), min(self.high, found[1])
        elif one is not None and one.of_amount and not one.excluded:
            self._add_amount(one)
        elif isinstance(one, Term) and one.excluded and _is_exact(one):
            self.unwanted.append(_words(one))
        else:
            self._add_words(clause, one)

    def _add_amount(self, one: AnyTerm) -> None:
        self.exact = False
        if isinstance(one, ValueTerm):
            self.values.append(one)
            self.units += [one.unit] if one.unit else []
        elif isinstance(one, Term) and one.field == "unit":
            self.units.append(one.form)
        elif isinstance(one, Term):
            meant = frozenset(float(scale_factor(name)) for name in scales_meant(one.form))
            self.scales = meant if self.scales is None else self.scales & meant

    def _add_words(self, clause: Clause, one: AnyTerm | None) -> None:
        words = tuple(_words(each) for each in clause if isinstance(each, Term))
        self.exact = self.exact and all(
            isinstance(each, Term) and not each.excluded and _is_exact(each) for each in clause
        )
        if _looked_up(clause, ("", *ANYWHERE)):
            self.wanted.append(words)
            self.titled += [words] if _looked_up(clause, ("",)) else []
            beside = _pairs(one) if isinstance(one, Term) else []
            self.beside += beside
            self.paired = self.paired and bool(beside)
            self.spoken = self.spoken or _looked_up(clause, ("speaker",))
        elif _looked_up(clause, OF_BRIEF):
            self.about.append(words)

    def match(self, *, whole: bool) -> Match:
        letters = sum(len(word) for alternatives in self.wanted for _, words, _ in alternatives for word in words)
        exact = whole and self.exact and bool(self.wanted)
        if self.wanted and (self.values or self.units or self.scales is not None):
            self.wanted.append((_FIGURE,))
        if self.spoken:
            self.wanted.append((_QUOTE,))
        return Match(
            wanted=tuple(self.wanted),
            unwanted=tuple(self.unwanted),
            titled=tuple(self.titled),
            beside=tuple(self.beside),
            paired=self.paired,
            about=tuple(self.about),
            value=self.values[0] if self.values else None,
            units=tuple(self.units),
            scales=self.scales,
            low=self.low,
            high=self.high,
            exact=exact,
            letters=letters,
        )


def _looked_up(clause: Clause, columns: tuple[str, ...]) -> bool:
    """Whether one table can tell which items or briefs may meet one of the alternatives."""
    return all(
        isinstance(one, Term) and not one.excluded and one.field in columns and bool(_words(one)[1]) for one in clause
    )


def _words(term: Term) -> _Words:
    words, starts = asked_words(term.form)
    return term.field if term.field in OF_BRIEF else "", tuple(words), starts


def _pairs(term: Term) -> list[tuple[str, bool]]:
    """What is asked of the pairs for a term, and whether each is a start: nothing for a single word."""
    if term.field == "speaker":
        *words, last = asked_words(term.form)[0]
        return [*((SPOKEN + word, False) for word in words), (SPOKEN + last, True)]
    return [] if term.field else asked_pairs(term.form)


def _beside(connection: sqlite3.Connection, token: str, starts: bool) -> str:
    """The FTS5 expression for a token of pairs; empty where it is the start of too many.

    That table has no index of starts: collecting the items of all of them took seconds in 100,000 briefs.
    """
    if not starts:
        return f'"{token}"'
    if token.startswith(SPOKEN):
        found = _endings(connection, token, _MAX_NAMES)
    else:
        found = [token[:-1] + start for start in _starts(connection, token[-1])]
    expression = " OR ".join(f'"{one}"' for one in found)
    return f"({expression})" if expression else ""


def _starts(connection: sqlite3.Connection, letter: str) -> list[str]:
    """A letter, and the first two of all words that begin with it; none where there are too many."""
    found, after = [letter], letter
    while len(found) <= _MAX_STARTS:
        statement = "SELECT min(term) FROM terms WHERE term > ? AND term < ?"
        (word,) = connection.execute(statement, (after, letter + _LAST_LETTER)).fetchone()
        if word is None:
            return found
        found.append(word[:2])
        after = word[:2] + _LAST_LETTER
    return []


def _is_exact(term: Term) -> bool:
    """Whether the table of items knows just what the term asks: a single word, anywhere in an item."""
    words, starts = asked_words(term.form)
    return not term.field and starts and len(words) == 1 and words[0] == term.form[1:]


def _has_few(connection: sqlite3.Connection, asked: _Words) -> bool:
    _field, words, starts = asked
    return not starts or bool(_endings(connection, words[-1]))


def _all_of(connection: sqlite3.Connection, clauses: tuple[tuple[_Words, ...], ...], *, expand: bool = False) -> str:
    expressions = ([_expression(connection, one, expand=expand) for one in clause] for clause in clauses)
    return " AND ".join(f"({' OR '.join(alternatives)})" for alternatives in expressions)


def _expression(connection: sqlite3.Connection, asked: _Words, *, expand: bool = False) -> str:
    """An FTS5 expression for words; only letters, digits and symbols stand between its quotation marks."""
    field, words, starts = asked
    column = f"{field} : " if field else ""
    *whole, last = words
    found = [f'{column}"{word}"' for word in whole]
    endings = _endings(connection, last) if starts and (expand or len(last) > INDEXED) else []
    if endings:
        alternatives = [f'{column}"{word}"' for word in endings]
        found.append(f"({' OR '.join(alternatives)})")
    else:
        found.append(f'{column}"{last}"' + "*" * starts)
    return f"({' AND '.join(found)})"


def _endings(connection: sqlite3.Connection, start: str, most: int = _MAX_ENDINGS) -> list[str]:
    """The words that begin so; none where there are more than `most`, or none."""
    rows = connection.execute(
        "SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?", (start, start + _LAST_LETTER, most + 1)
    ).fetchall()
    return [] if len(rows) > most else [term for (term,) in rows]
