"""How well a command's words match what is typed into the palette."""

from functools import lru_cache

from briefing.text import fold

LONGEST = 160
"""The characters of a command that are shown, and those of it and of the query that are looked at."""


def score(query: str, words: str) -> float:
    """How well a command matches, from 0 (not at all): all words of the query in it, else all its letters in order.

    Textual's own matcher tries every way to lay the letters of the query into the words: a quotation of 300 letters
    and a query of six kept the screen from answering for seconds. This one looks at each letter once.
    """
    wanted, found = _folded(query[:LONGEST]), _folded(words[:LONGEST])
    if not wanted.strip():
        return 0.0
    places = [found.find(word) for word in wanted.split()]
    if min(places) >= 0:
        at_starts = sum(place == 0 or not found[place - 1].isalnum() for place in places)
        return 2.0 + at_starts / len(places) + 1 / (1 + places[0]) + (found == wanted)
    letters = iter(found)
    return len(wanted) / (len(found) + 1) if all(letter in letters for letter in wanted if letter != " ") else 0.0


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text).text
