"""Quotation marks: which open, which close, and what stands between them, paragraph by paragraph."""

import re
from functools import lru_cache

from briefing.evidence.extract.tables import Span
from briefing.evidence.extract.wrapping import paragraphs
from briefing.records import record

_CLOSERS = {
    "“": "”\"", "„": "“”\"", "‟": "”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "\"": "\"”", "”": "”",
    "‘": "’'", "‚": "‘’", "'": "'’",
}  # fmt: skip
"""What closes each mark that may open; the first is the proper one, the others are slips that occur."""

_SINGLE = "‘‚'"
_DOUBLE = '“„‟«»‹「『"”'
_ELISIONS = re.compile(r"['‘](?:[0-9]0s\b|em\b|tis\b|twas\b|til\b|cause\b|n['’]|round\b)", re.IGNORECASE)


@record
class Marked:
    """Words between quotation marks, without them; `closed` is whether the closing mark is there.

    `before` is where the opening mark stands, `after` where the text goes on. `continued` is whether a further
    paragraph goes on with the quotation, as its own opening mark shows.
    """

    start: int
    end: int
    paragraph: int
    before: int
    after: int
    closed: bool = True
    continued: bool = False


@lru_cache(maxsize=1)
def _mark() -> re.Pattern[str]:
    return re.compile("[“”„‟«»‹›「」『』\"‘’‚']")


def marked(text: str) -> list[Marked]:
    """All that stands between quotation marks, in order, none within another."""
    parts = paragraphs(text)
    found: list[Marked] = []
    for at, (start, end) in enumerate(parts):
        follows = text[parts[at + 1][0]] if at + 1 < len(parts) else ""
        found += _in_paragraph(text, start, end, at, follows)
    return found


def _in_paragraph(text: str, start: int, end: int, paragraph: int, follows: str) -> list[Marked]:
    """The quotations of one paragraph; `follows` is the first character of the next."""
    results: list[Marked] = []
    for _ in range(_MOST_REPAIRS):
        found, left = _pairs(text, start, end, nesting=True)
        cut = _missing(text, left, end) if left >= 0 else None
        if cut is None:
            break
        results += [_words(text, (a - 1, a, b, b + 1), paragraph) for a, b in found]
        results.append(_words(text, (left, left + 1, cut[0], cut[0]), paragraph, closed=False))
        start = cut[1]
    continued = left >= 0 and follows != "" and follows == text[left]
    if left >= 0 and not continued:
        again, left_again = _pairs(text, start, end, nesting=False)
        if left_again < 0:
            found, left = again, -1
    results += [_words(text, (a - 1, a, b, b + 1), paragraph) for a, b in found]
    if left >= 0:
        results.append(_words(text, (left, left + 1, end, end), paragraph, closed=False, continued=continued))
    return [one for one in results if one.end > one.start]


def _words(
    text: str, edges: tuple[int, int, int, int], paragraph: int, *, closed: bool = True, continued: bool = False
) -> Marked:
    """The words between two edges, without the blanks that French sets within its marks."""
    before, start, end, after = edges
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Marked(start, max(start, start + len(words.strip())), paragraph, before, after, closed, continued)


def _pairs(text: str, start: int, end: int, *, nesting: bool) -> tuple[list[Span], int]:
    """The spans between outer marks, and the offset of a mark that nothing closes, or -1."""
    found: list[Span] = []
    opened, depth = -1, 0
    closers = ""
    skip = start
    places = [match.start() for match in _mark().finditer(text, start, end)]
    singles = _Singles(text, places, start, end)
    for order, at in enumerate(places):
        mark = text[at]
        if at < skip:
            continue
        if opened < 0:
            if mark in _SINGLE:
                closing = singles.closing(order)
                if closing >= 0:
                    found.append((at + 1, closing))
                    skip = closing + 1
            elif mark in _DOUBLE and _may_open(text, at, start, end):
                opened, depth, closers = at, 1, _CLOSERS[mark]
        elif _nests(text, at, opened, start, end):
            depth += nesting
        elif mark in closers:
            depth -= 1
            if depth == 0:
                found.append((opened + 1, at))
                opened = -1
    return found, opened


def _may_open(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at an offset can open: nothing but space, a bracket or a dash before, a word after."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] in "“„‟«‹「『":
        return True
    if text[at] == "»":  # »so« is set in German and Danish books
        return not before.isalnum() and before not in ".,!?…" and not after.isspace()
    return not before.isalnum() and before not in ".!?…" and not after.isspace()


def _nests(text: str, at: int, opened: int, start: int, end: int) -> bool:
    """Whether a mark within a quotation opens another one of the same kind."""
    mark, outer = text[at], text[opened]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark == outer and mark in '"»”':
        return before in " \u00a0([—–" and after.isalnum()
    return mark in "“„«" and outer in (mark, '"') and (before.isspace() or before in "([—–-" or at == start)


class _Singles:
    """Finds what closes a single quotation mark: apostrophes look the same."""

    def __init__(self, text: str, places: list[int], start: int, end: int) -> None:
        self.text, self.places, self.start, self.end = text, places, start, end
        self.kinds = [self._kind(at) for at in places]
        self.next_sure = self._following("sure")
        self.next_likely = self._following("likely")
        self.next_open = self._following("open")

    def _kind(self, at: int) -> str:
        """What a mark may be: open, sure (closes after a stop or comma), likely (closes after a letter), or nothing."""
        text = self.text
        mark = text[at]
        before = text[at - 1] if at > self.start else " "
        after = text[at + 1] if at + 1 < self.end else " "
        if (
            mark in _SINGLE
            and not before.isalnum()
            and before not in ".,!?…"
            and not after.isspace()
            and not _ELISIONS.match(text, at)
        ):
            return "open"
        if mark in "’'" and not after.isalnum():
            return "sure" if before in '.,!?…—–”"' else "likely" if not before.isspace() else ""
        return ""

    def _following(self, kind: str) -> list[int]:
        """For each mark the place in the list of the next mark of a kind, or -1."""
        following, last = [-1] * len(self.places), -1
        for order in range(len(self.places) - 1, -1, -1):
            following[order] = last
            if self.kinds[order] == kind:
                last = order
        return following

    def closing(self, order: int) -> int:
        """The offset of the mark that closes the one at `order`, or -1 where that one is an apostrophe."""
        if self.kinds[order] != "open":
            return -1
        sure, likely, opens = self.next_sure[order], self.next_likely[order], self.next_open[order]
        bound = opens if opens >= 0 else len(self.places)
        if 0 <= sure < bound or (sure >= 0 and likely < 0):
            chosen = sure
        elif 0 <= likely < bound:
            chosen = likely
        else:
            return -1
        if 0 <= likely < chosen and self._is_term(order, likely):
            chosen = likely
        return self.places[chosen]

    def _is_term(self, order: int, likely: int) -> bool:
        """Whether a close after a letter ends a term of few words: the 'quasi-state of war' that..."""
        words = self.text[self.places[order] + 1 : self.places[likely]]
        return len(words) <= 40 and not words.endswith("s") and not re.search(r"[.,;!?]", words)


@lru_cache(maxsize=1)
def _attribution() -> re.Pattern[str]:
    return re.compile(
        r"[,?!]\s(?:(?:[a-z]+\s)?(?:he|she|they|it)\s|(?:[A-Z][\w.’'-]*\s){1,4}|the\s[a-z]+\s(?:[a-z]+\s)?)?"
        r"(?:said|says|added|told|wrote)\b"
    )


def _missing(text: str, opened: int, end: int) -> tuple[int, int] | None:
    """Where the words end whose closing mark is missing, and where their attribution does: “We never were, he said."""
    cut = _attribution().search(text, opened, min(end, opened + 1000))
    if cut is None or any(mark in text[opened + 1 : cut.start() + 1] for mark in _CLOSERS[text[opened]]):
        return None
    return cut.start() + 1, cut.end()


_MOST_REPAIRS = 5
"""How many missing closing marks of one paragraph are looked for: a bound on the work, not met in real texts."""
