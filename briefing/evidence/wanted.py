"""A claim's words as they are looked for: pieces that must follow each other, with what may stand between."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

from briefing.evidence.normal import LINE_END, Normal, normal
from briefing.records import record

JOINT = "\ue000"
"""Stands in a quotation's text where the source interrupts it by its attribution."""

MAX_OMITTED = 1000
"""The most characters that … may stand for: a longer stretch is another passage."""

MAX_REPLACED = 60
"""The most characters that [word] may stand for: a few words."""

_MAX_PLACES = 2000
"""How often a first piece is tried: bounds the work on a text that repeats itself."""

_OMISSION = re.compile(r" ?(?:\[ ?\u2026 ?\]|\( ?\u2026 ?\)|\u2026) ?")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_ONE_LETTER = re.compile(r"\[([^\W\d_])\](?=\w)")
_PAUSE = re.compile(r"[,.]? ")
_SENTENCE_END = re.compile(r"[.!?](?!\w)|\u2026")

Before = Literal["", "omission", "bracket"]


@record
class Piece:
    """Words to be found as they stand, and what the brief puts before them; `bracket` are the editor's words."""

    text: str
    before: Before
    bracket: str = ""
    within_word: bool = False
    """Whether the bracket before is a part of a word: con[c]essions."""


@record
class Wanted:
    """A claim, normalised, without the marks around it and without its final comma or stop."""

    text: str
    pieces: tuple[Piece, ...]
    final: str
    """The comma or stop that was taken off."""
    leading: str = ""
    trailing: str = ""
    """What the editor put at the very beginning and end, in brackets."""


@record
class Found:
    """Where the pieces of a claim stand in a normalised text."""

    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the first piece starts."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.spans[-1][1]


def wanted(claim: str) -> Wanted:
    """What is looked for of a claim."""
    text = normal(claim).text.strip(" ")
    while len(text) > 1 and text[0] == "'" and text[-1] == "'":
        text = text[1:-1].strip(" ")
    final = text[-1:] if text[-1:] in {",", "."} else ""
    text = text[: len(text) - len(final)].rstrip(" ")
    pieces: list[Piece] = []
    leading = trailing = ""
    for index, stretch in enumerate(_OMISSION.split(text)):
        before: Before = "omission" if index else ""
        bracket, within = "", False
        for literal, following in _literals(stretch):
            if literal:
                pieces.append(Piece(literal, before if pieces else "", bracket, within))
                if len(pieces) == 1 and bracket:
                    leading = bracket
                before, bracket, trailing = "bracket", "", ""
            if following is not None:
                bracket, within = following
                trailing = bracket
    return Wanted(text, tuple(pieces), final, leading, trailing)


def _literals(stretch: str) -> Iterator[tuple[str, tuple[str, bool] | None]]:
    """The words between brackets, each with the bracket that follows it and whether that is within a word."""
    at = 0
    for found in _BRACKET.finditer(stretch):
        if _ONE_LETTER.match(stretch, found.start()) and not stretch[: found.start()][-1:].isalnum():
            continue  # [T]his: a letter in another case
        within = stretch[found.start() - 1 : found.start()].isalnum() or stretch[found.end() :][:1].isalnum()
        yield stretch[at : found.start()].strip(" "), (found[0], within)
        at = found.end()
    yield stretch[at:].strip(" "), None


@lru_cache(maxsize=1024)
def _pattern(literal: str, *, line_ends: bool = False) -> re.Pattern[str]:
    """Matches the words as they stand; a blank, with a comma or stop before it, may be where the source interrupts.

    With `line_ends` a line may end within each word, with a hyphen of the word's own or with one that is none.
    """
    parts: list[str] = []
    at = 0
    for found in _PAUSE.finditer(literal):
        parts += [_letters(literal[at : found.start()], line_ends), f"(?:{re.escape(found[0])}|{JOINT})"]
        at = found.end()
    return re.compile("".join([*parts, _letters(literal[at:], line_ends)]))


def _letters(text: str, line_ends: bool) -> str:
    parts = _ONE_LETTER.split(text)
    return "".join(
        f"(?:\\[{re.escape(part)}\\]|[{part.lower()}{part.upper()}])" if index % 2 else _literal(part, line_ends)
        for index, part in enumerate(parts)
    )


def _literal(text: str, line_ends: bool) -> str:
    if not line_ends:
        return re.escape(text)
    signs = (f"[-{LINE_END}]" if sign == "-" else re.escape(sign) for sign in text)
    return f"{LINE_END}?".join(signs)


Search = Callable[[Piece, int, int], "tuple[int, int] | None"]


def _searching(text: str) -> Search:
    """How a piece is looked for in a text: a plain search, but where the text is interrupted or has line ends."""
    line_ends, plain = LINE_END in text, JOINT not in text

    def search(piece: Piece, start: int, end: int) -> tuple[int, int] | None:
        if plain and not line_ends and "[" not in piece.text:
            at = text.find(piece.text, start, end)
            return (at, at + len(piece.text)) if at >= 0 else None
        found = _pattern(piece.text, line_ends=line_ends).search(text, start, end)
        return found.span() if found is not None else None

    return search


def stands(piece: Piece, text: Normal) -> bool:
    """Whether a piece stands anywhere in a text."""
    return _searching(text.text)(piece, 0, len(text.text)) is not None


def places(claim: Wanted, text: Normal, source: str, *, possessive: bool = False) -> Iterator[Found]:
    """Each place of a normalised text at which all pieces of a claim follow each other, in whole words.

    With `possessive` a name may end where the source puts it in the genitive: Vladimir Putin’s.
    """
    if not claim.pieces:
        return
    search, end = _searching(text.text), len(text.text)
    at, tried = 0, 0
    while tried < _MAX_PLACES and (first := search(claim.pieces[0], at, end)) is not None:
        tried += 1
        at = first[0] + 1
        spans = _follow(claim, search, text.text, first)
        if spans is None:
            continue
        genitive = possessive and _GENITIVE.match(text.text, spans[-1][1]) is not None and _is_name(claim.text)
        if _whole_words(claim, spans, text, source, genitive=genitive):
            yield Found(spans)
            at = max(at, spans[-1][1])


def _follow(claim: Wanted, search: Search, text: str, first: tuple[int, int]) -> tuple[tuple[int, int], ...] | None:
    """The spans of all pieces, each the nearest after the one before; None where one isn't close enough."""
    spans = [first]
    for piece in claim.pieces[1:]:
        at = spans[-1][1]
        limit = MAX_OMITTED if piece.before == "omission" else MAX_REPLACED
        end = min(len(text), at + limit + 2 * len(piece.text))
        place = search(piece, at, end)
        while place is not None and not _may_stand_between(piece, text[at : place[0]], limit):
            place = search(piece, place[0] + 1, end) if place[0] - at <= limit else None
        if place is None:
            return None
        spans.append(place)
    return tuple(spans)


def _may_stand_between(piece: Piece, gap: str, limit: int) -> bool:
    if len(gap) > limit:
        return False
    if piece.before == "omission":
        return True
    if gap.strip(" ") == piece.bracket:
        return True
    if piece.within_word:
        return re.fullmatch(r"\[?\w{0,3}\]?", gap) is not None
    return (gap == "" or gap[0] in " '" or gap[-1] in " '") and _SENTENCE_END.search(gap) is None and JOINT not in gap


_GENITIVE = re.compile(r"'s\b")


def _is_name(words: str) -> bool:
    return words.rsplit(" ", maxsplit=1)[-1][:1].isupper()


def _whole_words(
    claim: Wanted, spans: tuple[tuple[int, int], ...], text: Normal, source: str, *, genitive: bool
) -> bool:
    """Whether each run of pieces begins and ends with whole words and whole numbers."""
    for index, (piece, span) in enumerate(zip(claim.pieces, spans, strict=True)):
        following = claim.pieces[index + 1] if index + 1 < len(spans) else None
        if not (piece.before == "bracket" and piece.within_word) and not _edge_before(span[0], text, source):
            return False
        last_of_name = genitive and following is None
        if not last_of_name and not (following and following.within_word) and not _edge_after(span[1], text, source):
            return False
    return True


def _edge_before(at: int, text: Normal, source: str) -> bool:
    """Whether a word or number may begin at a place: not within well-known, 68.7, −5 or don't."""
    here = text.text[at]
    if at == 0 or not here.isalnum():
        return True
    before, earlier = text.text[at - 1], text.text[at - 2 : at - 1]
    if before == "-":  # within a compound, or a minus sign; a dash with blanks is neither
        written = source[text.starts[at - 1] : text.starts[at]]
        spaced = written != written.strip() or written in "\u2014\u2015"
        return written[-1:].isspace() if here.isdigit() else spaced
    in_word = before.isalnum() or before == LINE_END or (before == "'" and earlier.isalnum())
    return not in_word and not (here.isdigit() and before in ".," and earlier.isdigit())


def _edge_after(at: int, text: Normal, source: str) -> bool:
    """Whether a word or number may end at a place."""
    before, here, later = text.text[at - 1], text.text[at : at + 1], text.text[at + 1 : at + 2]
    if not here or not before.isalnum():
        return True
    if here == "-":
        written = source[text.starts[at] : text.starts[at + 1]]
        return written != written.strip() or written in "\u2014\u2015"
    if here == "'":
        return not later.isalnum()
    in_number = before.isdigit() and (here == "%" or (here in ".," and later.isdigit()))
    return not (here.isalnum() or here == LINE_END or in_number)
