"""The invented texts of tests/data/extract with what they hold, and how it is compared."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from briefing.evidence.extract.amounts import Mention, amounts
from briefing.evidence.extract.quotations import quotations

DATA = Path(__file__).parent / "data" / "extract"


@dataclass(frozen=True)
class Case:
    """One text with the quotations, amounts and dates that it holds."""

    name: str
    text: str
    quotes: list[list[str]]
    amounts: list[str]
    days: list[str]

    def __str__(self) -> str:
        return self.name


def cases() -> list[Case]:
    """All invented texts."""
    return [Case(**one) for path in sorted(DATA.glob("texts*.toml")) for one in _load(path)["text"]]


def _load(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


def offered_quotes(text: str) -> list[tuple[str, str]]:
    """The words and the speaker of each part of each quotation but single terms."""
    return [
        (text[start:end].strip(), one.speaker or "")
        for one in quotations(text)
        if one.kind != "term"
        for start, end in one.parts
    ]


def offered_amounts(text: str) -> list[Mention]:
    """The amounts but for incidental counts."""
    return [one for one in amounts(text) if one.confidence != "low"]


def atoms(mentions: list[Mention]) -> Counter[tuple[Decimal, str]]:
    """Value and unit of each atom."""
    return Counter((atom.value.normalize(), atom.unit) for mention in mentions for atom in mention.atoms)


def wanted(lines: list[str]) -> list[tuple[str, list[tuple[Decimal, str]]]]:
    """Relation and atoms of each line: `range: 5 %, 7 %` or `6 %`."""
    found = []
    for line in lines:
        relation, colon, rest = line.rpartition(": ")
        pairs = [one.split(" ", 1) for one in (rest if colon else line).split(", ")]
        found.append((relation, [(Decimal(value).normalize(), unit) for value, unit in pairs]))
    return found


def assert_linear(read: Callable[[str], object], piece: str) -> None:
    """Reading four times as much must take far less than the sixteen times that quadratic work would take."""
    short, long = (_seconds(read, (piece * size)[:size]) for size in (1_500, 6_000))
    assert long < 9 * short + 0.02, (short, long)


def _seconds(read: Callable[[str], object], text: str) -> float:
    """The least processor time of two readings."""
    found = []
    for _ in range(2):
        start = time.process_time()
        read(text)
        found.append(time.process_time() - start)
    return min(found)
