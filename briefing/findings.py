"""What is wrong with a brief, told by the path of keys that leads to it; `positions` finds its line and column."""

from collections.abc import Callable
from enum import Enum

from briefing.entries import Path
from briefing.problems import Severity
from briefing.records import record

LineOf = Callable[[Path], int]
"""Gives the line of what stands at a path, 0 where nothing does."""

Hint = str | Callable[[LineOf], str]
"""What to write instead; a function where it takes a look at other lines or at all the words that could be meant,
so that only the findings that are shown pay for it."""


class Part(Enum):
    """Which part of what stands at a path is meant."""

    KEY = "key"
    VALUE = "value"
    WHOLE = "whole"
    """The table as such, for what it lacks: its header is shown."""


@record(kw_only=True)
class Finding:
    """One thing that is wrong with what stands at a path.

    `start` and `length` are a span in the characters of a text, white space folded; `length` 0 is all of it.
    """

    path: Path
    message: str
    hint: Hint = ""
    severity: Severity = Severity.ERROR
    part: Part = Part.VALUE
    start: int = 0
    length: int = 0


def table_name(path: Path) -> str:
    """A table as its header is written: [[topics.defence.figures]], [brief]; inner ones by their key."""
    if not path:
        return "the file"
    names = [step for step in path if isinstance(step, str)]
    if len(names) > {"sources": 2, "topics": 3}.get(names[0], 1):
        return names[-1]
    dotted = ".".join(names)
    return f"[[{dotted}]]" if isinstance(path[-1], int) else f"[{dotted}]"
