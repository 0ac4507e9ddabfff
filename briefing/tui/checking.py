"""The check of the open brief against its sources: off the screen's thread, and what is known before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from briefing.evidence.ledger import NAME as RECORDS
from briefing.evidence.ledger import Records, read_records

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.evidence.checking import Checked
    from briefing.model import Brief

SLOW = 0.3
"""Seconds after which a check that still goes on is told."""

_AT_ONCE = 50_000
"""The largest file of records that is read before the first frame, in bytes: 160 entries, 3 ms. A larger one is read
by the check."""

_one_at_a_time = Lock()
"""Of several saves in a row only the last is checked, once the running check has been stopped."""

Stop = Callable[[], bool]
"""Whether nobody waits any longer."""

Result = TypeVar("Result")


def records_at_once(folder: Path) -> Records | None:
    """The records beside a brief where there are any, and few enough to be read before the first frame."""
    try:
        few = (folder / RECORDS).stat().st_size <= _AT_ONCE
    except (OSError, ValueError):  # there is none
        return None
    return read_records(folder) if few else None


def check_brief(brief: Brief, path: Path, sources: Path | None, stop: Stop | None = None) -> tuple[Checked, str]:
    """Check a brief against its sources' texts and its records; also says why the records can't be read.

    Raises evidence.checking.Stopped where `stop` says so.
    """
    from briefing.evidence.checker import Checker

    checker = Checker((sources,) if sources is not None else ())
    checked = checker.check(brief, path, stop)
    return checked, checker.records(path.parent).problem


def text_places(brief: Brief, path: Path, sources: Path | None) -> tuple[list[Path], list[str]]:
    """The usual folders of the texts of a brief's sources, and the names that the texts may have there."""
    folders = [path.parent / "sources", *((sources, sources / path.stem) if sources is not None else ())]
    files = (source.file.replace("\\", "/").rpartition("/")[2] for source in brief.sources.values() if source.file)
    return folders, [*(f"{name}.txt" for name in brief.sources), *files]


async def in_background(job: Callable[[Stop], Result]) -> Result:
    """What a job gives back, done in a thread of its own, and told when nobody waits any longer; raises what it raises.

    Nobody waits for the thread when the program ends, as would be the case with `asyncio.to_thread`: a check of a
    long text takes seconds. A job whose waiting was given up before it began isn't begun.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def settle(finish: Callable[[], None]) -> None:
        if not future.done():
            finish()

    def run() -> None:
        with _one_at_a_time:
            if future.cancelled():
                return
            try:
                finish = partial(future.set_result, job(future.cancelled))
            except Exception as error:  # noqa: BLE001 - raised again where it is waited for
                finish = partial(future.set_exception, error)
        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(settle, finish)

    Thread(target=run, name="check", daemon=True).start()
    return await future
