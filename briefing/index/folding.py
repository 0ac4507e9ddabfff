"""Texts as the index takes them: their words, folded and parted so that the index finds what a plain search finds.

A match in the index is wider than one in a plain search: it knows neither the order of words, nor blanks, nor common
punctuation. What it finds is tried again on the item's own texts.
"""

import re
from collections.abc import Iterable

from briefing.query import END, SPACELESS, word_form
from briefing.text import fold

_PAIR = re.compile(rf"\n([{SPACELESS}])(?=\n([{SPACELESS}]))")
_ENDS_IN_PAIR = re.compile(rf"\n[{SPACELESS}]\n[{SPACELESS}]$")
_TOKEN = re.compile(r"[0-9A-Za-z_%$&@#+=<>|~^*\\\u0080-\U0010ffff]+")
"""What the tokenizer takes for a word (`schema.TABLES`): all but ASCII's blanks, controls and common punctuation."""

_PLAIN = re.compile(r"[0-9a-z]+|[_%$&@#+=<>|~^*\\]")
"""The same in small letters that are all ASCII, which need neither folding nor a form: four times as fast."""

_MAX_WORDS = 32
"""How many words of a phrase are looked up; the rest is compared in the items found."""


def words(texts: Iterable[str]) -> set[str]:
    """All words of some texts; where words aren't parted by blanks, pairs of characters.

    A single Chinese character stands in so many items that a list of them is no help; pairs tell words apart.
    """
    joined = END.join(texts)
    if joined.isascii():
        return set(_PLAIN.findall(joined.lower()))
    form = word_form(END.join([fold(text).text for text in joined.split(END)]))
    return set(_TOKEN.findall(storable(_PAIR.sub(r"\n\1\2", form))))


def storable(text: str) -> str:
    """The text with a question mark for each half of a character: a file's name may hold such, a table can't."""
    return text.encode(errors="replace").decode()


def asked_words(form: str) -> tuple[list[str], bool]:
    """The words of a word or phrase of a query, and whether the last may be the start of a longer one.

    None where it is all punctuation, or text that no file can hold.
    """
    whole = storable(_PAIR.sub(r"\n\1\2", form))
    found = _TOKEN.findall(whole)
    starts = bool(found) and whole.endswith(found[-1])
    if _ENDS_IN_PAIR.search(form):
        del found[-1]  # it is part of the pair before it
        starts = False
    return found[:_MAX_WORDS], starts and len(found) <= _MAX_WORDS
