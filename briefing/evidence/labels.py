"""How well a figure's label fits the words around an amount in the source: for warnings, never for a verdict."""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefing.text import fold

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_][\w'-]+")
_SMALL_WORDS = """
    the a an of in on to from for by and or at as its it is was were be with than per cent percent that this these
    those each total said share number level amount value about over under between
"""
_STOP = frozenset(_SMALL_WORDS.split())
_ENDINGS = (
    ("ies", "y"), ("ments", "ment"), ("ations", "ate"), ("ation", "ate"), ("ing", ""), ("ed", ""), ("ers", "er"),
    ("es", "e"), ("s", ""),
)  # fmt: skip
_NEAR, _WIDE = 1.0, 0.35
"""The weight of a label's word that stands beside the amount, and of one elsewhere in its sentence."""


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def stem_of(word: str) -> str:
    """The stem of one word in small letters; empty for a small word."""
    return "" if word in _STOP or len(word) < 2 else _stem(word)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, without the small ones."""
    found = (word.removesuffix("'s") for word in _WORD.findall(fold(text).text))
    return frozenset(_stem(word) for word in found if word not in _STOP)


class Contexts:
    """The words around each amount of a text, and how rare each word is among its sentences.

    `rarest` is the rarity of a word that only one sentence has.
    """

    def __init__(self, text: str, sentences: Sequence[Span], amounts: Iterable[Span]) -> None:
        self._text = text
        self._sentences = {span: stems(text[slice(*span)]) for span in sentences}
        counts: dict[str, int] = {}
        for words in self._sentences.values():
            for word in words:
                counts[word] = counts.get(word, 0) + 1
        self.rarest = math.log(1 + len(sentences))
        self._rarity = {word: math.log(1 + len(sentences) / count) for word, count in counts.items()}
        self._around = self._surroundings(sorted(amounts))

    def _surroundings(self, amounts: Sequence[Span]) -> dict[Span, tuple[frozenset[str], frozenset[str]]]:
        """For each amount the stems between its neighbours in its sentence, and those of the whole sentence."""
        found: dict[Span, tuple[frozenset[str], frozenset[str]]] = {}
        at = 0
        for start, end in self._sentences:
            inside: list[Span] = []
            while at < len(amounts) and amounts[at][0] < end:
                if amounts[at][0] >= start:
                    inside.append(amounts[at])
                at += 1
            for index, span in enumerate(inside):
                low = inside[index - 1][1] if index else start
                high = inside[index + 1][0] if index + 1 < len(inside) else end
                found[span] = stems(self._text[min(low, span[0]) : max(high, span[1])]), self._sentences[start, end]
        return found

    def fit(self, label: str, amount: Span) -> float:
        """How much of a label stands around an amount: the rarity of its words ln(1 + sentences / those with it)."""
        beside, around = self._around.get(amount, (frozenset(), frozenset()))
        return sum(
            self._rarity.get(word, 0.0) * (_NEAR if word in beside else _WIDE if word in around else 0.0)
            for word in stems(label)
        )
