"""The one normalisation in which a claim and its source are compared, with the way back to the untouched text.

What is folded, and nothing else:

- characters: Unicode NFKC, except for superscripts, subscripts, fractions and circled digits (10² is not 102);
- quotation marks and apostrophes of every form, doubled or single: one apostrophe, since a quotation within a
  quotation changes its marks when it is quoted;
- dashes and hyphens of every form with the blanks around them: one hyphen;
- an ellipsis of dots: …;
- runs of blanks, line ends, no-break and thin spaces: one blank; none before the French ? ! ; : and inside « »;
- soft hyphens, zero-width spaces and byte order marks: nothing;
- a hyphen at the end of a line, with what follows up to the next word: one hyphen, or with `line_ends` the sign
  LINE_END, for nobody knows whether the word has a hyphen of its own.

Case, accents and every other character count.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache

from briefing.records import record

Span = tuple[int, int]

MARKS = (
    "\"'\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2018\u2019\u201a\u201b\u2032\u2033\u02bc`\u00b4"
    "\u300c\u300d\u300e\u300f\uff02\uff07"
)
"""Quotation marks and apostrophes."""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""Hyphens, dashes and minus signs."""

DROPPED = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, byte order mark: they only say where a line may or may not break."""

LINE_END = "\ue001"
"""Stands in a normalised text where a hyphen ends a line within a word."""

_SIGNS = {"mark": "'", "dash": "-", "dots": "\u2026", "nothing": "", "line_end": LINE_END}
"""What the characters of each other kind become."""

_KEPT_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>")
_DASH = f"[{re.escape(DASHES)}]"
_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010][^\S\n]*\r?\n\s*(?=[^\W\d_])")


@record
class Normal:
    """A text in its compared form, and where each of its characters came from.

    `starts` has one entry more than `text` has characters: the offset in the untouched text of each, and where
    the last one ends.
    """

    text: str
    starts: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The span of the untouched text that the characters from `start` to `end` came from."""
        first, last = self.starts[start], self.starts[end - 1]
        while end < len(self.text) and self.starts[end] == last:
            end += 1  # one character became several: take it whole
        return first, self.starts[end]


def normal(text: str, *, line_ends: bool = False) -> Normal:
    """The normalised text; with `line_ends`, LINE_END stands where a line ends within a word."""
    rule, at = _rule(text, line_ends=line_ends), 0
    pieces: list[str] = []
    starts = array("Q")
    for found in rule.finditer(text):
        start, end = found.span()
        replacement = _folded(found[0], found.lastgroup or "")
        if start > at:
            pieces.append(text[at:start])
            starts.extend(range(at, start))
        pieces.append(replacement)
        if len(replacement) == end - start and found.lastgroup != "cluster":
            starts.extend(range(start, end))
        else:
            starts.extend([start] * len(replacement))
        at = end
    pieces.append(text[at:])
    starts.extend(range(at, len(text) + 1))
    whole = "".join(pieces)
    first = len(whole) - len(whole.lstrip(" "))
    last = max(first, len(whole.rstrip(" ")))
    return Normal(whole[first:last], starts[first : last + 1])


def has_line_end_hyphens(text: str) -> bool:
    """Whether the text parts words at line ends, so that it is worth normalising it both ways."""
    return _LINE_END_HYPHEN.search(text) is not None


@lru_cache(maxsize=4096)
def _folded(found: str, kind: str) -> str:
    if kind == "gap":
        return " " if any(map(str.isspace, found)) else ""
    if kind == "cluster":
        return unicodedata.normalize("NFC", "".join(_character(one) for one in found if one not in DROPPED))
    return _character(found) if kind == "character" else _SIGNS[kind]


@lru_cache(maxsize=4096)
def _character(character: str) -> str:
    if unicodedata.decomposition(character).startswith(_KEPT_FORMS):
        return character
    return unicodedata.normalize("NFKC", character)


def _rule(text: str, *, line_ends: bool) -> re.Pattern[str]:
    """What of a text is replaced: made from the characters that it has, so that all others cost nothing."""
    distinct = set(text) if not text.isascii() else set()
    marks = "".join(sorted(one for one in distinct if unicodedata.combining(one) or "\u1160" <= one <= "\u11ff"))
    skip = set(MARKS + DASHES + DROPPED)
    changed = "".join(sorted(one for one in distinct if one not in skip and _character(one) != one))
    return _compiled(marks, changed, line_ends)


@lru_cache(maxsize=64)
def _compiled(marks: str, changed: str, line_ends: bool) -> re.Pattern[str]:
    dropped, quotes = f"[{DROPPED}]", f"[{re.escape(MARKS)}]"
    gap = rf"[\s{DROPPED}]"
    nothing = [
        r"[\u00a0\u202f\u2009](?=[?!;:\u00bb])|(?<=\u00ab)[\u00a0\u202f\u2009]",
        r"\u00ad\s*\n\s*",
    ]
    rules = [
        f"(?P<line_end>{_LINE_END_HYPHEN.pattern})" if line_ends else "",
        f"(?P<nothing>{'|'.join(nothing)})",
        f"(?P<dash>{gap}*{_DASH}(?:{gap}|{_DASH})*)",
        rf"(?P<dots>\u2026|\.(?:{dropped}*[ \u00a0]?{dropped}*\.){{2,}})",
        f"(?P<cluster>[^\\s.\u2026{DROPPED}{re.escape(MARKS + DASHES)}](?:{dropped}*[{re.escape(marks)}])+)"
        if marks
        else "",
        f"(?P<mark>{quotes})",
        f"(?P<gap>{gap}{{2,}}|[^\\S ]|{dropped})",
        f"(?P<character>[{re.escape(changed)}])" if changed else "",
    ]
    return re.compile("|".join(filter(None, rules)))
