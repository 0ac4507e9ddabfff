"""Texts as the index takes them: their words, folded and parted so that the index finds what a plain search finds.

A match in the index is wider than one in a plain search: it knows neither the order of words, nor blanks, nor common
punctuation. What it finds is tried again on the item's own texts.
"""

import re
from itertools import pairwise

from briefing.query import END, SPACELESS, START

_PAIR = re.compile(rf"\n([{SPACELESS}])(?=\n([{SPACELESS}]))")
_ENDS_IN_PAIR = re.compile(rf"\n[{SPACELESS}]\n[{SPACELESS}]$")
_TOKEN = re.compile(r"[0-9A-Za-z_%$&@#+=<>|~^*\\\u0080-\U0010ffff]+")
"""What the tokenizer takes for a word (`schema.TABLES`): all but ASCII's blanks, controls and common punctuation."""

_NO_WORDS = frozenset({"", *map(chr, range(0x20)), *"!\"'(),-./:;?[]`{}\x7f"})
"""What stands between the words of a form and is none: the rest of ASCII."""

_MAX_WORDS = 32
"""How many words of a phrase are looked up; the rest is compared in the items found."""


SPOKEN = "speaker="
"""Before the words of a speaker's name, by which quotes are found among the pairs."""


def tokens(form: str) -> str:
    """A form as the tokenizer takes it; where words aren't parted by blanks, pairs of characters.

    A single Chinese character stands in so many items that a list of them is no help; pairs tell words apart.
    """
    return form if form.isascii() else storable(_PAIR.sub(r"\n\1\2", form))


def words(form: str) -> set[str]:
    """All words of a form, as the tokenizer finds them in its tokens."""
    return set(_elements(tokens(form))) - _NO_WORDS


def pairs(form: str) -> str:
    """The tokens that stand for words beside each other: each word with two letters of the next.

    A phrase of common words is in few items, though nearly all hold its words. Two letters, since the last word of a
    phrase may not be typed to its end; with three letters of the first too, a quarter of the time to write was saved,
    and phrases took five times as long to find. Of texts that stand beside each other the pair across them is harmless.
    """
    found = _elements(form if form.isascii() else storable(form))
    return " ".join([f"{one}~{after[:2]}" for one, after in pairwise(found) if one > "/" < after])


def asked_pairs(form: str) -> list[tuple[str, bool]]:
    """The pairs of a phrase of a query, as `pairs` has them, and whether each may be the start of one."""
    found = _elements(storable(form))
    return [
        (f"{one}~{after[:2]}", len(after) < 2 and place == len(found) - 1)
        for place, (one, after) in enumerate(pairwise(found), 1)
        if one > "/" < after
    ]


def _elements(form: str) -> list[str]:
    """The words of a form, and the characters between them, in their order."""
    return form.replace(" ", "").replace(END, "").split(START)[1:]


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
