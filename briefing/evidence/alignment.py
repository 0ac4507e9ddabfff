"""Where two texts differ, word by word: to say what differs, never to let something pass."""

import re
import unicodedata
from collections.abc import Sequence

from briefing.evidence.results import Difference, DifferenceKind, Span, difference
from briefing.records import record
from briefing.text import hidden, visible

_TOKEN = re.compile(r"\w+(?:['.,/:-]\w+)*%?|[^\w\s]")
_WORD = re.compile(r"\w")
_DIGIT = re.compile(r"\d")

_NEGATIONS = """
    not no never none neither nor without cannot nobody nothing nowhere hardly scarcely barely
    nicht kein keine keinen nie niemals ohne ne pas jamais sans non nunca sin не нет ни никогда без नहीं न मत
"""
"""Words that turn a sentence into its opposite, in the languages that quotes of this desk come in."""

_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
    trillion lakh crore half third quarter first second
"""

NEGATIONS = frozenset(_NEGATIONS.split())
_NUMBER_WORDS = frozenset(_NUMBERS.split())

_ORDER: tuple[DifferenceKind, ...] = ("negation", "number", "word", "hidden", "case", "punctuation")
MAX_TOKENS = 400
"""The longest pair of texts that is aligned word by word: the work grows with the product, 400 take 50 ms."""


_SMALL = 3
"""The longest word that may stand anywhere, in letters: a passage isn't known by an of the."""


@record
class Word:
    """A word or sign of a normalised text, as written and folded, and where it is."""

    text: str
    low: str
    span: Span


def words(text: str) -> list[Word]:
    """The words and signs of a normalised text."""
    return [Word(found[0], found[0].lower(), found.span()) for found in _TOKEN.finditer(text)]


def is_negation(word: str) -> bool:
    """Whether a word says no: not, never, don't."""
    return word in NEGATIONS or word.endswith("n't")


def negations(text: str) -> list[str]:
    """The words of a normalised text that say no, small, in their order."""
    return [word.low for word in words(text) if is_negation(word.low)]


def has_number(text: str) -> bool:
    """Whether a normalised text holds a number, in digits or as a word."""
    return any(_DIGIT.search(word.low) or word.low in _NUMBER_WORDS for word in words(text))


def nearest(claim: Sequence[Word], source: Sequence[Word]) -> tuple[int, int] | None:
    """The stretch of the source's words that the claim is most like, or None where it is like none.

    It is where at least half of its words stand there in order, two of two or three, and not only small ones.

    Every word that both have votes for the shift that would bring them together, rare words more than frequent
    ones; around the best shift the two are aligned.
    """
    places: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        places.setdefault(word.low, []).append(at)
    votes: dict[int, float] = {}
    for at, word in enumerate(claim[:MAX_TOKENS]):
        found = places.get(word.low, ())
        if not found or len(found) > 2000 or not _WORD.search(word.low):
            continue
        weight = 1 / (1 + len(found))
        for place in found:
            votes[place - at] = votes.get(place - at, 0) + weight
    if not votes:
        return None
    spread = range(-5, 6)
    shift = max(votes, key=lambda one: (sum(votes.get(one + off, 0) for off in spread), votes[one], -one))
    low, high = max(0, shift - 8), min(len(source), shift + len(claim) + 9)
    pairs = _matches([one.low for one in claim[:MAX_TOKENS]], [one.low for one in source[low:high][:MAX_TOKENS]])
    pairs = [(a, b) for a, b in pairs if _WORD.search(claim[a].low)]
    real = sum(1 for one in claim[:MAX_TOKENS] if _WORD.search(one.low))
    telling = any(len(claim[a].low) > _SMALL for a, _ in pairs)
    if not telling or 2 * len(pairs) < real or len(pairs) < min(2, real):
        return None
    start = low + max(0, pairs[0][1] - pairs[0][0])
    end = low + pairs[-1][1] + (min(len(claim), MAX_TOKENS) - pairs[-1][0])
    return start, max(start + 1, min(end, high))


def differences(claim: str, source: str) -> tuple[Difference, ...]:
    """What differs between two normalised texts, worst first: negation, number, word, case, punctuation."""
    mine, theirs = words(claim)[:MAX_TOKENS], words(source)[:MAX_TOKENS]
    found: list[Difference] = []
    at_claim = at_source = 0
    for a, b in [*_matches([one.low for one in mine], [one.low for one in theirs]), (len(mine), len(theirs))]:
        found += _gap(mine[at_claim:a], theirs[at_source:b])
        if a < len(mine) and mine[a].text != theirs[b].text:
            found.append(difference("case", mine[a].text, theirs[b].text))
        at_claim, at_source = a + 1, b + 1
    serious = [one for one in found if one.kind != "punctuation"]
    return tuple(sorted(serious or found, key=lambda one: _ORDER.index(one.kind)))


def _gap(mine: Sequence[Word], theirs: Sequence[Word]) -> list[Difference]:
    if not mine and not theirs:
        return []
    left, right = " ".join(one.text for one in mine), " ".join(one.text for one in theirs)
    lows = [one.low for one in (*mine, *theirs)]
    if [*filter(is_negation, (one.low for one in mine))] != [*filter(is_negation, (one.low for one in theirs))]:
        kind: DifferenceKind = "negation"
    elif any(_DIGIT.search(low) or low in _NUMBER_WORDS for low in lows):
        kind = "number"
    elif any(_WORD.search(low) for low in lows):
        kind = "word"
        foreign = next(filter(None, map(_foreign_letter, left.split())), None)
        if foreign is not None:
            name = unicodedata.name(foreign, "letter of another script").lower()
            said = f"“{visible(left)}” in the brief has a {name} in it, “{visible(right)}” in the source"
            return [difference(kind, left, right, said)]
    elif hidden(left + right):
        kind = "hidden"
    else:
        kind = "punctuation"
    return [difference(kind, left, right)]


def _foreign_letter(word: str) -> str | None:
    """A letter of another script than the word's first: the Cyrillic а that looks like the Latin one."""
    letters = [one for one in word if one.isalpha()]
    scripts = [unicodedata.name(one, "").split(" ")[0] for one in letters]
    common = max(scripts, key=scripts.count, default="")
    return next((one for one, script in zip(letters, scripts, strict=True) if script != common), None)


def _matches(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of a longest common subsequence: equal ends are taken off first, the rest by dynamic programming."""
    head = 0
    while head < min(len(mine), len(theirs)) and mine[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(mine), len(theirs)) - head and mine[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    one, other = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        row, below, word = lengths[i], lengths[i + 1], one[i]
        for j in range(len(other) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == other[j] else max(below[j], row[j + 1])
    pairs = [(at, at) for at in range(head)]
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            pairs.append((head + i, head + j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs + [(len(mine) - at, len(theirs) - at) for at in range(tail, 0, -1)]
