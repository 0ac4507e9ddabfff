"""What is left of a text that is not TOML without the statements that keep it from being read, and what they were."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import tomli

from briefing.entries import Path, id_from
from briefing.hints import LISTS
from briefing.outline import Fault, excess, outline
from briefing.positions import Places
from briefing.records import record
from briefing.statements import Statement, statements
from briefing.syntax import HALF_HEADER, NO_STATEMENT, complete_already, repeated_fault, syntax_fault

MAX_FAULTS = 50
MAX_STATEMENTS = 50_000
"""Behind so many faults or statements the rest of a file isn't read; the latter take 0.4 s."""


@record
class Recovered:
    """A text in which blanks stand for what can't be read, so that all offsets are as they were.

    `places` are those of the text, `tree` is what it holds. `lost` are the keys that were left out with the path of
    their table in the tree: None stands for a key that can't be told. `names` are those that may be declared in what
    was left out, None for any.
    """

    places: Places
    tree: dict[str, Any]
    faults: tuple[Fault, ...]
    lost: tuple[tuple[Path, str | None], ...]
    names: frozenset[str] | None


def recover(text: str) -> Recovered | Fault:
    """Read a text that the parser refuses as far as it can be read; a Fault where it is beyond what a brief may hold.

    Takes time in proportion to the text's length: each statement is parsed on its own, and the whole only as often
    as _EFFORT allows.
    """
    found = _Statements(text)
    closed = found.closed()
    if closed != text and (too_much := excess(outline(closed))) is not None:
        return too_much
    found.leave_out_unreadable()
    places = Places(found.readable())
    found.leave_out_repeated(places)
    tree, readable = found.leave_out_what_does_not_fit()
    if readable != places.text:
        places = Places(readable)
    return Recovered(places, tree, tuple(found.faults), tuple(found.lost(places)), found.names())


_EFFORT = 2_000_000
"""How many characters the parser may read again for faults that only the whole text shows: 0.1 s."""
_AT_ONCE = 100
_MAX_NAMES_IN = 100_000
"""In more characters than this nobody looks for names."""


class _Statements:
    """The statements of a text and which of them are left out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self._all: list[Statement] = []
        self._end = len(text)
        self._left_out: set[int] = set()
        unclosed = 0
        for index, statement in enumerate(statements(text)):
            self._all.append(statement)
            unclosed += not statement.whole
            if unclosed > MAX_FAULTS or index == MAX_STATEMENTS:
                self._cut(index)
                break

    def closed(self) -> str:
        """The text without the statements that aren't closed."""
        return self._without(index for index, statement in enumerate(self._all) if not statement.whole)

    def readable(self) -> str:
        """The text without what is left out."""
        return self._without(sorted(self._left_out))

    def _without(self, left_out: Iterable[int]) -> str:
        pieces, at = [], 0
        for index in left_out:
            start, end, _ = self._all[index]
            pieces += [self.text[at:start], _blanks(self.text[start:end])]
            at = end
        return "".join((*pieces, self.text[at : self._end])).rstrip(" \n")

    def _cut(self, index: int) -> None:
        """Read nothing from a statement on."""
        self._end = self._all[index].start
        del self._all[index:]
        self._left_out = {one for one in self._left_out if one < index}
        self.faults = [one for one in self.faults if one.start < self._end]
        message = "there may be more problems: from here on nothing has been read"
        self.faults.append(Fault(self._end, 1, message, "mend the others first"))

    def _tell(self, index: int, fault: Fault) -> bool:
        """Note what is wrong with a statement; whether there is room for it."""
        if len(self.faults) >= MAX_FAULTS:
            self._cut(index)
            return False
        self.faults.append(fault)
        return True

    def leave_out_unreadable(self) -> None:
        """Leave out each statement that isn't TOML on its own, and what stands below a header that isn't."""
        before = -1
        for index, fault in self._unreadable():
            told = fault.message == NO_STATEMENT and before == index - 1 and self._adjoins(index)
            if not told and not self._tell(index, fault):
                return
            self._leave_out(index)
            before = index

    def _unreadable(self) -> Iterator[tuple[int, Fault]]:
        """The statements that aren't TOML on their own; many at once are parsed in a third of the time."""
        for first in range(0, len(self._all), _AT_ONCE):
            some = self._all[first : first + _AT_ONCE]
            if all(one.whole for one in some) and _is_toml(self.text[some[0].start : some[-1].end]):
                continue
            for index, statement in enumerate(some, first):
                fault = _fault(self.text, statement)
                if fault is not None:
                    yield index, fault

    def _adjoins(self, index: int) -> bool:
        """Whether a statement stands in the line below the one before it: it may be that one's next line."""
        return index > 0 and self.text.count("\n", self._all[index - 1].end, self._all[index].start) <= 1

    def _leave_out(self, index: int) -> None:
        """Leave a statement out; with a header all that stands below it, which else would fall to the table above."""
        if index in self._left_out:
            return  # with the header above it, and all that stands below
        self._left_out.add(index)
        if not self._is_header(index):
            return
        for below in range(index + 1, len(self._all)):
            if self._is_header(below) and not _is_part_of_item(self._names(below)):
                return
            self._left_out.add(below)

    def _is_header(self, index: int) -> bool:
        start, end, _ = self._all[index]
        return self._starts(index, "[") or HALF_HEADER.match(self.text, start, min(end, start + 200)) is not None

    def _starts(self, index: int, sign: str) -> bool:
        return self.text.startswith(sign, self._all[index].start)

    def _names(self, index: int) -> list[str]:
        start, end, _ = self._all[index]
        return _WORD.findall(self.text, start, min(end, start + 200))

    def _at(self, offset: int) -> int:
        """The statement at an offset."""
        return max(0, bisect_right(self._all, offset, key=lambda one: one.start) - 1)

    def leave_out_repeated(self, places: Places) -> None:
        """Leave out the keys and the tables that stand there already."""
        for path, before, again in places.repeated:
            first, index = self._at(before[0]), self._at(again[0])
            if first in self._left_out or index in self._left_out:
                continue
            if not self._tell(index, repeated_fault(places.text, path, before, again)):
                return
            items = path[-1] in LISTS and self._starts(index, "[[") and not self._starts(first, "[[")
            self._leave_out(first if items else index)  # of [[…]] tables and another form it is the other that is wrong

    def leave_out_what_does_not_fit(self) -> tuple[dict[str, Any], str]:
        """Leave out what else the parser refuses, as additions to a finished table; gives the rest with its text."""
        tries = 1 + _EFFORT // (len(self.text) + 1)
        while True:
            readable = self.readable()
            try:
                return tomli.loads(readable, parse_float=Decimal), readable
            except tomli.TOMLDecodeError as error:
                index, tries = self._at(error.pos), tries - 1
                if tries == 0 or index in self._left_out:
                    self._cut(index)
                elif self._tell(index, complete_already(readable, error.pos)):
                    self._leave_out(index)

    def lost(self, places: Places) -> Iterable[tuple[Path, str | None]]:
        """The keys that were left out, each with the path of its table."""
        headers = sorted((span[0], path) for path, span in places.headers.items())
        starts = [start for start, _ in headers]

        def table_at(offset: int) -> Path:
            above = bisect_right(starts, offset) - 1
            return headers[above][1] if above >= 0 else ()

        below = False
        for index in sorted(self._left_out):
            start = self._all[index].start
            words = self._names(index)
            if self._is_header(index):
                below = True
                yield (), next(iter(words), None)
                yield tuple(words), None
                if _is_part_of_item(words):
                    yield table_at(start), None
            elif not (below and index - 1 in self._left_out):
                below = False
                key = _KEY.match(self.text[start : start + 200])
                yield table_at(start), key[1] if key is not None else None
        if self._end < len(self.text):
            yield table_at(self._end), None
            yield (), None

    def names(self) -> frozenset[str] | None:
        """The names that may be declared in what is left out; None for any."""
        spans = [self._all[index] for index in sorted(self._left_out)]
        if self._end < len(self.text) or sum(end - start for start, end, _ in spans) > _MAX_NAMES_IN:
            return None
        pieces = [self.text[start:end] for start, end, _ in spans]
        found = {word for piece in pieces for word in _WORD.findall(piece)}
        return frozenset(found | {id_from(_KEY.sub("", piece, count=1)) for piece in pieces})


def _is_toml(text: str) -> bool:
    try:
        tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError:
        return False
    return True


_MAX_UNCLOSED = 10_000
"""How many characters of an unclosed statement are looked through for what isn't closed."""

_WORD = re.compile(r"[A-Za-z0-9_-]+")
_KEY = re.compile(r"""\A["']?([A-Za-z0-9_-]+)""")


def _is_part_of_item(names: list[str]) -> bool:
    """Whether a header of these names is that of a table in the item above it."""
    if names[:1] == ["topics"]:
        return len(names) > 3 and names[2] in LISTS
    return len(names) > 1 and names[0] in LISTS


def _fault(text: str, statement: Statement) -> Fault | None:
    """What is wrong with a statement on its own, at its place in the text; None where it is TOML."""
    start, end, whole = statement
    piece = text[start : end + 1 if whole else min(end, start + _MAX_UNCLOSED)]
    fault = None if whole else excess(outline(piece))
    if fault is None:
        try:
            tomli.loads(piece, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            fault = syntax_fault(piece, error, text.count("\n", 0, start) + 1)
        else:
            fault = None if whole else Fault(0, 1, "what begins here is too long", "split the file into several briefs")
    return Fault(start + fault.start, fault.length, fault.message, fault.hint) if fault is not None else None


_BLANKS = bytes(10 if code == 10 else 32 for code in range(256))


def _blanks(text: str) -> str:
    """As many blanks as a text has characters, with its line ends: in 5 ms for 5 MB of any kind."""
    return text.encode("ascii", "replace").translate(_BLANKS).decode("ascii")
