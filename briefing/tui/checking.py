"""The check of the open brief against its sources: off the screen's thread, and what is known before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from briefing.entries import entries
from briefing.evidence.ledger import NAME as RECORDS
from briefing.evidence.ledger import Recorded, Records, read_records, recorded
from briefing.evidence.status import FINDINGS, Status, statuses
from briefing.records import record

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.evidence.checking import Checked
    from briefing.loading import Loaded
    from briefing.model import Brief
    from briefing.tui.opened import OpenBrief

SLOW = 0.3
"""Seconds after which a check that still goes on is told."""

_AT_ONCE = 50_000
"""The largest file of records that is read before the first frame, in bytes: 160 entries, 3 ms. A larger one is read
by the check."""

_one_at_a_time = Lock()
"""A check can't be stopped: of several saves in a row only the last is checked, once the running check has ended."""

Result = TypeVar("Result")


def records_at_once(folder: Path) -> Records | None:
    """The records beside a brief where there are any, and few enough to be read before the first frame."""
    try:
        few = (folder / RECORDS).stat().st_size <= _AT_ONCE
    except (OSError, ValueError):  # there is none
        return None
    return read_records(folder) if few else None


def check_brief(brief: Brief, path: Path, sources: Path | None) -> tuple[Checked, str]:
    """Check a brief against its sources' texts and its records; also says why the records can't be read."""
    from briefing.evidence.checker import Checker

    checker = Checker((sources,) if sources is not None else ())
    checked = checker.check(brief, path)
    return checked, checker.records(path.parent).problem


def text_places(brief: Brief, path: Path, sources: Path | None) -> tuple[list[Path], list[str]]:
    """The usual folders of the texts of a brief's sources, and the names that the texts may have there."""
    folders = [path.parent / "sources", *((sources, sources / path.stem) if sources is not None else ())]
    files = (source.file.replace("\\", "/").rpartition("/")[2] for source in brief.sources.values() if source.file)
    return folders, [*(f"{name}.txt" for name in brief.sources), *files]


async def in_background(job: Callable[[], Result]) -> Result:
    """What a job gives back, done in a thread of its own; raises what it raises.

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
                finish = partial(future.set_result, job())
            except Exception as error:  # noqa: BLE001 - raised again where it is waited for
                finish = partial(future.set_exception, error)
        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(settle, finish)

    Thread(target=run, name="check", daemon=True).start()
    return await future


@record
class Standing:
    """What is known of a brief's evidence without checking it: its findings, and whether anything isn't checked."""

    findings: int
    unchecked: bool


def standing_of(opened: OpenBrief) -> Standing:
    """How a brief stands that was checked."""
    return _standing(opened.statuses.values())


class Standings:
    """How briefs stand without checking them: as a check of this session found them, else by their records."""

    def __init__(self, checked: Mapping[Path, tuple[str, Standing]]) -> None:
        """`checked` are the checks of this session by the brief's file, each with the text that this had."""
        self._checked = dict(checked)
        self._records: dict[Path, dict[str, Records]] = {}

    def of(self, loaded: Loaded) -> Standing:
        """How a brief stands; the records of each folder are read once."""
        brief, path = loaded.brief, loaded.path
        text, standing = self._checked.get(path, (None, None))
        if standing is not None and text == loaded.text:
            return standing
        if brief is None or not brief.sources:
            return Standing(0, unchecked=False)
        if path.parent not in self._records:
            self._records[path.parent] = _by_brief(read_records(path.parent))
        records = self._records[path.parent].get(path.name)
        if records is None:
            return Standing(0, unchecked=True)
        listed = entries(brief)
        return _standing(statuses(brief, listed, recorded(brief, path, listed, records)).values())


def _by_brief(records: Records) -> dict[str, Records]:
    """The records of a folder, parted: of a thousand briefs each would else look through the entries of all."""
    groups: dict[str, list[Recorded]] = {}
    for one in records.entries:
        groups.setdefault(one.brief, []).append(one)
    return {name: Records(records.path, tuple(group)) for name, group in groups.items()}


def _standing(found: Iterable[Status | None]) -> Standing:
    states = list(found)
    return Standing(sum(one in FINDINGS for one in states), unchecked=Status.UNCHECKED in states)
