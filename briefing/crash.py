"""The report on a fault of the program itself: where it happened, and no word of any brief."""

from collections.abc import Iterator
from pathlib import Path

from briefing import __version__
from briefing.settings import keep

NAME = "crash.txt"
"""The report on the last fault, in the state folder."""

_PACKAGE = Path(__file__).parent


def place(error: BaseException) -> str:
    """Say what kind of error it was and where in the program it came up: "KeyError at briefing/cli.py:20"."""
    frames = list(_frames(error))
    return type(error).__name__ + (f" at {frames[-1].split(' ')[0]}" if frames else "")


def write_report(error: BaseException) -> Path | None:
    """Write the report to the state folder and return its path, or None where it can't be written.

    It holds types of errors and lines of this program alone: messages and local variables may hold what a brief
    says, and a report is meant to be sent on.
    """
    import platform

    lines = [f"briefing {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"]
    lines += [f"{name} {version}" for name, version in _versions()]
    for each in _chain(error):
        kind = type(each)
        lines += ["", f"{kind.__module__}.{kind.__qualname__}", *(f"  {frame}" for frame in _frames(each))]
    return keep(NAME, ("\n".join(lines) + "\n").encode())


def _versions() -> Iterator[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("textual", "rich", "pydantic", "tomli", "click"):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Give the error and those that led to it, the last first."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


def _frames(error: BaseException) -> Iterator[str]:
    """Give the lines of this program that the error came through: "briefing/cli.py:20 in show"."""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        if path.is_relative_to(_PACKAGE):
            yield f"{path.relative_to(_PACKAGE.parent)}:{trace.tb_lineno} in {code.co_qualname}"
        trace = trace.tb_next
