"""The one way out to a terminal or a pipe: data on standard output, narration on standard error."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, TextIO

from briefing.problems import Problem
from briefing.records import record
from briefing.text import json_text, visible

COMPLETE = "_BRIEFING_COMPLETE"
"""The variable of the environment by which a shell asks for completions instead of a run."""


class Exit(IntEnum):
    """What the exit status says. A signal n ends the program with 128 + n."""

    GOOD = 0
    FINDINGS = 1
    """It ran, and found something wrong, or nothing that was looked for."""
    CANNOT = 2
    """It could not do what was asked: wrong usage, no such file, a file that can't be read or written."""
    INTERNAL = 70
    """A fault in the program itself (EX_SOFTWARE of sysexits.h)."""


class OutputLost(Exception):
    """Standard output takes no more; `closed` where its reader has gone, which is no fault."""

    def __init__(self, message: str, *, closed: bool = False) -> None:
        super().__init__(message)
        self.closed = closed

    @classmethod
    def by(cls, error: OSError) -> "OutputLost":
        """Say what an error in writing means."""
        return cls(f"cannot write to standard output: {error.strerror}", closed=isinstance(error, BrokenPipeError))


@record
class Styled:
    """A text that a terminal shows in a style: the parameters of an SGR sequence, such as "1;31"."""

    text: str
    style: str


BOLD, DIM, RED, YELLOW = "1", "2", "1;31", "1;33"


def prepare() -> None:
    """Make both streams write what their encoding lacks as an escape, so that no text can stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def takes_unicode() -> bool:
    """Whether standard output can hold any character."""
    return "utf" in (getattr(sys.stdout, "encoding", None) or "").lower()


def columns() -> int | None:
    """Give the width in cells of the terminal that standard output is; None where it is none that can be drawn on."""
    if not _can_draw(sys.stdout):
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):  # a terminal of another kind, which doesn't tell
        return 80


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


@contextmanager
def progress(total: int, label: str) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error while something is done `total` times; each call of what is given is one of them.

    Nothing is shown where standard error is no terminal.
    """
    if not _can_draw(sys.stderr):
        yield lambda: None
        return
    from click import progressbar

    with progressbar(length=total, label=label, file=sys.stderr, show_pos=True, update_min_steps=1) as bar:
        yield lambda: bar.update(1)


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error that is told how many of how many are done, once that has taken a while."""
    if not _can_draw(sys.stderr):
        yield lambda _done, _all: None
        return
    from time import monotonic

    from click import progressbar

    start, bar = monotonic(), None

    def tell(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and monotonic() - start > _A_WHILE and done < total:
            bar = progressbar(length=total, label=label, file=sys.stderr, show_pos=True)
            bar.__enter__()
        if bar is not None:
            bar.update(done - bar.pos)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)


_A_WHILE = 0.5
"""Seconds after which a bar is worth its line."""


def out(*parts: str | Styled) -> None:
    """Write one line of data for a person to standard output, with all that is hidden in it made visible.

    A line end within a part is hidden too: a file's name can't pass for a line. Raises OutputLost.
    """
    _write("".join(_shown(part, sys.stdout) for part in parts) + "\n")


def out_text(text: str) -> None:
    """Write a text of several lines to standard output, with all else that is hidden in it made visible.

    Raises OutputLost.
    """
    _write(visible(text, keep="\n"))


def out_json(data: Any) -> None:
    """Write data as JSON to standard output, so that nothing in it acts on a terminal. Raises OutputLost."""
    _write(json_text(data, only_ascii=not takes_unicode()))


def out_bytes(data: bytes) -> None:
    """Write a document to standard output: byte by byte to a pipe or a file, made visible to a terminal.

    Raises OutputLost.
    """
    if sys.stdout is None or is_terminal():
        out_text(data.decode("utf-8", "replace"))
        return
    flush()
    try:
        sys.stdout.buffer.write(data)
    except OSError as error:
        raise OutputLost.by(error) from error


def say(*parts: str | Styled) -> None:
    """Write one line of narration to standard error, with all that is hidden in it made visible.

    What can't be written there is lost: there is nowhere left to say so.
    """
    try:
        if sys.stderr is not None:
            sys.stderr.write("".join(_shown(part, sys.stderr) for part in parts) + "\n")
            sys.stderr.flush()
    except (OSError, ValueError):
        abandon(sys.stderr)


def say_problem(problem: Problem) -> None:
    """Write a problem as one line of narration: where, what, and in brackets what to write instead."""
    say(str(problem), f" ({problem.hint})" if problem.hint else "")


def flush() -> None:
    """Write what is still held back. Raises OutputLost."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        raise OutputLost.by(error) from error


def abandon(stream: TextIO | None) -> None:
    """Send what is left of a stream nowhere, or Python would fail once more over it as it ends."""
    if stream is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # no true file behind it
        return


def _write(text: str) -> None:
    if sys.stdout is None:
        raise OutputLost("cannot write to standard output: it is closed")
    try:
        sys.stdout.write(text)
    except OSError as error:
        raise OutputLost.by(error) from error


def _shown(part: str | Styled, stream: TextIO | None) -> str:
    if isinstance(part, str):
        return visible(part)
    text, style = visible(part.text), _style(part.style, stream)
    return f"\x1b[{style}m{text}\x1b[0m" if text and style else text


def _style(style: str, stream: TextIO | None) -> str:
    """What a stream takes of a style: nothing unless it is a terminal, no colour where the user wants none."""
    if not _can_draw(stream):
        return ""
    if os.environ.get("NO_COLOR"):
        return ";".join(one for one in style.split(";") if len(one) == 1)  # weight, underline, reverse
    return style


def _can_draw(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM", "dumb") not in ("", "dumb")
