"""The corpus of broken files and what is to be said of each: `python -m tests.broken` writes the latter anew."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from briefing.loading import Loaded, parse

FOLDER = Path(__file__).parent / "data" / "broken"
TODAY = dt.date(2025, 3, 2)
_SAID = "-----\n"
_NEXT = "=====\n"


def told(loaded: Loaded, apart_from: str = "") -> str:
    """All problems as text: place, length, severity, message and hint; none that begins with certain words."""
    return "".join(
        f"{one.line}:{one.column}+{one.length} {one.severity}: {one.message}\n  → {one.hint}\n"
        for one in loaded.problems
        if not apart_from or not one.message.startswith(apart_from)
    )


def files() -> list[Path]:
    """The broken files, each with a .problems file beside it."""
    return sorted(FOLDER.glob("*.toml"))


def cases() -> Iterator[tuple[str, str]]:
    """The broken texts of syntax.cases, each with what is to be said of it."""
    text = (FOLDER / "syntax.cases").read_text(encoding="utf-8")
    for case in text.split("\n", 1)[1].split(_NEXT)[:-1]:
        broken, _, said = case.partition(_SAID)
        yield broken, said


def said_of(broken: str) -> str:
    """What is said of a text, apart from what it lacks as a brief."""
    return told(parse(broken.encode(), Path("brief.toml"), TODAY), apart_from="the file has no ")


def _write() -> None:
    for path in files():
        path.with_suffix(".problems").write_text(told(parse(path.read_bytes(), path, TODAY)), encoding="utf-8")
    path = FOLDER / "syntax.cases"
    remark = path.read_text(encoding="utf-8").split("\n", 1)[0]
    blocks = (f"{broken}{_SAID}{said_of(broken)}{_NEXT}" for broken, _ in list(cases()))
    path.write_text(f"{remark}\n" + "".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    _write()
