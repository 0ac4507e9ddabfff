"""The start of the program: the screen or a command, and what its end says."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from briefing import console
from briefing.console import COMPLETE, Exit, OutputLost

if TYPE_CHECKING:
    from pathlib import Path

VERBS = ("show", "list", "search", "check", "export", "new", "index", "schema", "completion")
"""The commands. They are named here too, so that the screen opens without click, which takes 10 ms to import."""


class Stopped(BaseException):
    """A signal asks the program to end. No Exception, so that nothing on the way takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main(argv: list[str] | None = None) -> int:
    """Run the program with these arguments, by default the command line's, and return its exit status.

    Never raises: bad input ends in a sentence and CANNOT, a fault of the program in a report and INTERNAL.
    """
    arguments = sys.argv[1:] if argv is None else argv
    console.prepare()
    try:
        status = _run(arguments)
        console.flush()
    except OutputLost as lost:
        console.abandon(sys.stdout)
        if lost.closed:
            return 128 + signal.SIGPIPE
        console.say(f"briefing: {lost}")
        return Exit.CANNOT
    except Stopped as stopped:
        return 128 + stopped.number
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Exception as error:  # noqa: BLE001 - whatever comes up to here is a fault of the program
        return _report(error)
    return status


def _run(arguments: list[str]) -> int:
    if is_for_screen(arguments):
        return _open_screen(arguments[-1] if arguments else None)
    with _signals():
        from briefing import cli

        return cli.run(arguments)


def is_for_screen(arguments: list[str]) -> bool:
    """Say whether the arguments ask for the screen: none at all, or one path. A verb is never a path: ./show is."""
    if COMPLETE in os.environ:
        return False
    match arguments:
        case [] | ["--", _]:
            return True
        case [word]:
            return word not in VERBS and not word.startswith("-")
    return False


def _open_screen(word: str | None) -> int:
    from pathlib import Path

    if word is not None and not os.access(word, os.F_OK):
        from briefing.cli import unknown

        console.say(f"briefing: {unknown(word)}")
        return Exit.CANNOT
    lack = _lack_of_terminal()
    from briefing.choosing import opens_by_itself
    from briefing.settings import read_settings

    settings = read_settings()
    path = opens_by_itself(settings) if word is None else Path(word)
    if lack:
        console.say(f"briefing: {lack}. {_as_text(path, f' {word}' if word else '')}")
        return Exit.CANNOT
    from briefing.tui.start import run

    for problem in settings.problems:
        console.say_problem(problem)  # seen once the screen is left
    return run(path, settings)


def _as_text(path: "Path", named: str) -> str:
    """Say how to read without the screen what would open on it; `named` is how it was named, after a blank."""
    if path.is_dir():
        return f"To see which briefs there are: briefing list{named}; to read one as text: briefing show BRIEF"
    return f"To read the brief as text: briefing show{named}"


def _lack_of_terminal() -> str:
    """Say why the screen can't be drawn, or nothing where it can. Textual draws on stderr and would wait for ever."""
    if not all(map(os.isatty, range(3))):
        return "the screen needs a terminal for its input and output"
    if os.environ.get("TERM", "") in ("", "dumb"):
        return "the screen needs a terminal that can place text, and TERM says that this one can't"
    return ""


@contextmanager
def _signals() -> Iterator[None]:
    """End by an exception on the signals that ask for it, so that a file in the making is removed."""

    def stop(number: int, _: FrameType | None) -> None:
        raise Stopped(number)

    before = {}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup, or a shell's background job
            before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(error: Exception) -> int:
    from briefing import crash

    path = crash.write_report(error)
    where = f" What is known of it is in {path}, without a word of your briefs." if path else ""
    console.say(f"briefing: a fault in the program itself: {crash.place(error)}.{where} Please report it.")
    return Exit.INTERNAL
