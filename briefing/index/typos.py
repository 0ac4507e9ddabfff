"""What may have been meant by a query without a hit: the nearest words that the library holds, or one brief."""

import unicodedata
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.index.folding import asked_words, words
from briefing.query import Part, Term, parts
from briefing.text import fold

if TYPE_CHECKING:
    import sqlite3

    from briefing.search import Items

_SHORTEST = 4
"""Letters of a word that is corrected: shorter ones are near to too many."""

_TWO_FROM = 7
"""Letters from which two slips are taken for one word."""

_NEAREST = 8


def corrected(connection: "sqlite3.Connection", text: str, vocabulary: Sequence[str]) -> str | None:
    """The query with each word that the library doesn't hold replaced by the nearest that it does; None without one."""
    return _corrected(text, _Library(connection, vocabulary))


def corrected_by(text: str, known: Iterable[str]) -> str | None:
    """The same by the words of one brief (`words_of`); of those that are as near the most frequent is taken."""
    return _corrected(text, _Brief(known))


def vocabulary(connection: "sqlite3.Connection") -> list[str]:
    """All words that are long enough to be meant by a slip."""
    found = connection.execute("SELECT term FROM terms WHERE length(term) >= ?", (_SHORTEST - 1,))
    return [word for (word,) in found if _is_word(word)]


def words_of(items: "Items") -> set[str]:
    """All words of some items, folded."""
    return words(items.texts("").joined)


def _is_word(text: str) -> bool:
    """Whether a text is all letters, and marks: the vowel signs within the words of Indic scripts are no letters."""
    return text.isalpha() or (not text.isascii() and all(unicodedata.category(one)[0] in "LM" for one in text))


class _Known(ABC):
    """The words that may be meant."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._vocabulary = vocabulary

    @abstractmethod
    def begins(self, start: str) -> bool:
        """Whether a word begins so: then it is no slip."""

    @abstractmethod
    def frequency(self, word: str) -> int:
        """In how many items a word is, or how often."""

    def nearest(self, word: str) -> str:
        """The word with the fewest slips between them; of several the most frequent. Empty where none is near."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) >= _TWO_FROM else 1
        near = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=_NEAREST)
        counted = [(slips, -self.frequency(one), one) for one, slips, _ in near]
        return min((each for each in counted if each[1]), default=(0, 0, ""))[2]


class _Library(_Known):
    """The words that an index holds."""

    def __init__(self, connection: "sqlite3.Connection", vocabulary: Sequence[str]) -> None:
        super().__init__(vocabulary)
        self._connection = connection

    def begins(self, start: str) -> bool:
        bounds = (start, start + "\U0010ffff")
        found = self._connection.execute("SELECT 1 FROM terms WHERE term >= ? AND term < ?", bounds)
        return found.fetchone() is not None

    def frequency(self, word: str) -> int:
        (found,) = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT 1000)", (f'"{word}"',)
        ).fetchone()
        return int(found)


class _Brief(_Known):
    """The words of a brief."""

    def __init__(self, known: Iterable[str]) -> None:
        self._counted = Counter(known)
        super().__init__([word for word in self._counted if len(word) >= _SHORTEST - 1 and _is_word(word)])

    def begins(self, start: str) -> bool:
        return any(word.startswith(start) for word in self._counted)

    def frequency(self, word: str) -> int:
        return self._counted[word]


def _corrected(text: str, known: _Known) -> str | None:
    found = text
    for part in reversed(list(parts(text))):  # from the end, so that places before stay what they are
        found = _mended(found, part, known)
    return found if found != text else None


def _mended(text: str, part: Part, known: _Known) -> str:
    for term in part.clause:
        if not isinstance(term, Term) or term.excluded or term.of_amount:
            continue
        for word in reversed(asked_words(term.form)[0]):
            if len(word) < _SHORTEST or not _is_word(word) or known.begins(word):
                continue
            near = known.nearest(word)
            folded = fold(text[part.start : part.end])
            at = folded.text.rfind(word)
            if near and at >= 0:
                start, end = folded.span(at, at + len(word))
                text = text[: part.start + start] + near + text[part.start + end :]
    return text
