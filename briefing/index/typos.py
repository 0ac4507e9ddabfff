"""What may have been meant by a query without a hit: the nearest words that the library holds."""

import sqlite3

from briefing.index.folding import asked_words
from briefing.query import Part, Term, parts
from briefing.text import fold

_SHORTEST = 4
"""Letters of a word that is corrected: shorter ones are near to too many."""

_TWO_FROM = 7
"""Letters from which two slips are taken for one word."""

_NEAREST = 8


def corrected(connection: sqlite3.Connection, text: str, vocabulary: list[str]) -> str | None:
    """The query with each word that the library doesn't hold replaced by the nearest that it does; None without one."""
    found = text
    for part in reversed(list(parts(text))):  # from the end, so that places before stay what they are
        found = _mended(connection, found, part, vocabulary)
    return found if found != text else None


def vocabulary(connection: sqlite3.Connection) -> list[str]:
    """All words that are long enough to be meant by a slip."""
    return [
        word
        for (word,) in connection.execute("SELECT term FROM terms WHERE length(term) >= ?", (_SHORTEST - 1,))
        if word.isalpha()
    ]


def _mended(connection: sqlite3.Connection, text: str, part: Part, known: list[str]) -> str:
    for term in part.clause:
        if not isinstance(term, Term) or term.excluded or term.of_amount:
            continue
        for word in reversed(asked_words(term.form)[0]):
            if len(word) < _SHORTEST or not word.isalpha() or _begins_one(connection, word):
                continue
            near = _nearest(connection, word, known)
            folded = fold(text[part.start : part.end])
            at = folded.text.rfind(word)
            if near and at >= 0:
                start, end = folded.span(at, at + len(word))
                text = text[: part.start + start] + near + text[part.start + end :]
    return text


def _begins_one(connection: sqlite3.Connection, word: str) -> bool:
    found = connection.execute("SELECT 1 FROM terms WHERE term >= ? AND term < ?", (word, word + "\U0010ffff"))
    return found.fetchone() is not None


def _nearest(connection: sqlite3.Connection, word: str, known: list[str]) -> str:
    """The word with the fewest slips between them; of several the most frequent. Empty where none is near."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=2 if len(word) >= _TWO_FROM else 1, limit=_NEAREST
    )
    counted = [(slips, -_frequency(connection, one), one) for one, slips, _ in near]
    return min((each for each in counted if each[1]), default=(0, 0, ""))[2]


def _frequency(connection: sqlite3.Connection, word: str) -> int:
    (found,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT 1000)", (f'"{word}"',)
    ).fetchone()
    return int(found)
