"""The library in the app: its index, opened as it was left, then brought up to date off the screen's thread."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from textual.signal import Signal

from briefing.settings import recall, remember
from briefing.tui.ondisk import Stamp, is_small, stamp_of

if TYPE_CHECKING:
    from textual.app import App

    from briefing.index.building import Refreshed
    from briefing.index.index import Index
    from briefing.index.plain import PlainLibrary
    from briefing.index.rows import BriefRow
    from briefing.tui.listing import Asked

Result = TypeVar("Result")
Stop = Callable[[], bool]

SLOW = 0.3
"""Seconds after which it is told that the library is being read."""

BUSY_PAUSE = 2.0
"""Seconds until the index is looked at again that another window is bringing up to date."""

WAITING = "waiting for the index …"
"""What is told while another window brings it up to date, or another program has locked its file."""

GLANCE = 1.0
"""Seconds between two looks at the index's file, which another window may have written, or somebody deleted."""

PROMPT = 0.1
"""Seconds that the first frame waits for the index: it takes 2 ms, unless another program has locked its file."""

REMEMBERED = 60
"""How many briefs that were opened are remembered, of all libraries together."""

RECENT = "opened"
"""The name under which the opened briefs are remembered."""


async def in_thread(job: Callable[[Stop], Result]) -> Result:
    """What a job gives back, done in a thread; it is told to stop when nobody waits for it any more."""
    over = Event()
    try:
        return await asyncio.to_thread(job, over.is_set)
    finally:
        over.set()


class _Look(NamedTuple):
    """What a look at the library's folder has brought, and the index's file as it was then."""

    found: Refreshed
    problem: str
    passed_over: list[tuple[Path, str]]
    stamp: Stamp | None


class Shelf:
    """A library's index, kept up to date while the app runs.

    `changed` is published on the screen's thread whenever something has come, gone or changed, or `doing`, what goes
    on, and `problem`, why the index isn't what it should be, say something else.
    """

    def __init__(self, app: App[Any], folder: Path) -> None:
        self.folder = folder
        self.changed: Signal[Shelf] = Signal(app, "shelf")
        self.doing = ""
        self.problem = ""
        self.complete = False
        self.passed_over: list[tuple[Path, str]] = []
        """What is called like a brief and isn't in the list, because it can't be read; each with the reason."""
        self.version = 0
        """Grows with each change of what is in the index."""
        self.asked: Asked | None = None
        """The filter and the order of the list, as they were left."""
        self._app = app
        self._index: Index | PlainLibrary | None = None
        self._opening = Lock()
        self._begun = self._busy = self._again = False
        self._stamp: Stamp | None = None

    @property
    def index(self) -> Index | PlainLibrary:
        """The index, opened as it was left when it is first asked for; where there can be none, a plain reading."""
        with self._opening:
            if self._index is None:
                self._index = _open(self.folder)
            return self._index

    def begin(self) -> None:
        """Bring the index up to date, and keep it so, from now on."""
        if not self._begun:
            self._begun = True
            self.refresh()
            self._app.run_worker(self._watch(), group="shelf-watch", exclusive=True)
            self._app.run_worker(self._glance(), group="shelf-glance", exclusive=True)

    def begin_if_small(self) -> None:
        """Begin where that isn't much for one brief that was opened: there is an index, or there are few briefs."""
        self._app.run_worker(self._begin_if_small(), group="shelf")

    async def _begin_if_small(self) -> None:
        if await in_thread(lambda _: self.is_kept() or is_small(self.folder)):
            self.begin()

    @property
    def begun(self) -> bool:
        """Whether the index is kept up to date."""
        return self._begun

    def is_kept(self) -> bool:
        """Whether an index of this library was made before."""
        return stamp_of(self.folder) is not None

    async def ask(self, question: Callable[[Stop], Result]) -> Result | None:
        """What the index answers to a question, asked in a thread; None where it can't, because it is broken or locked.

        It is then put right, and `version` grows: who follows `changed` asks again.
        """
        answer = await in_thread(question)
        return None if self.index.unanswered else answer

    def ask_at_once(self, question: Callable[[], Result]) -> Result | None:
        """What the index answers, for the first frame; None where it can't, or not soon: then ask again in a thread."""
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(1)
        try:
            answer = pool.submit(question).result(PROMPT)
        except TimeoutError:
            return None
        finally:
            pool.shutdown(wait=False)
        return None if self.index.unanswered else answer

    def refresh(self) -> None:
        """Look for what has changed in the folder; once more where that goes on already."""
        if self._busy:
            self._again = True
        else:
            self._busy = True
            self._app.run_worker(self._refresh(), group="shelf")

    async def _refresh(self) -> None:
        from briefing.index.index import BUSY

        try:
            while True:
                self._again = False
                slow = self._app.set_timer(SLOW, lambda: self._tell("looking for briefs …"))
                try:
                    look = await self._look_at_folder()
                finally:
                    slow.stop()
                self._take(look)
                if look.problem == BUSY:
                    await asyncio.sleep(BUSY_PAUSE)
                elif not self._again:
                    break
        finally:
            self._busy = False

    async def _look_at_folder(self) -> _Look:
        loop = asyncio.get_running_loop()

        def progress(done: int, of: int) -> None:
            if of > 1:
                loop.call_soon_threadsafe(self._progressed, done, of)

        def look(stop: Stop) -> _Look:
            index = self.index
            found = index.refresh(progress, stop)
            # What has a line in the list says there that it can't be read.
            passed_over = [(path, why) for path, why in found.passed_over if index.row(path) is None]
            return _Look(found, found.problem or index.status().problem, passed_over, stamp_of(self.folder))

        return await in_thread(look)

    def _progressed(self, done: int, of: int) -> None:
        self.version += 1
        self._tell(f"reading {done:,} of {of:,} …")

    def _take(self, look: _Look) -> None:
        from briefing.index.index import BUSY

        busy, before = look.problem == BUSY, (self.complete, self.problem)
        self.complete = not look.found.problem
        self.problem = "" if busy else look.problem
        if not busy:
            self.passed_over = look.passed_over
        # What another window has written counts as well, and so does a folder that is there again.
        self.version += bool(look.found.anything or busy or before != (self.complete, self.problem))
        self._note(look.stamp)
        self._tell(WAITING if busy else "")

    def _note(self, stamp: Stamp | None) -> None:
        """Note how the index's file is: what is in the index may be something else where that is another."""
        if stamp != self._stamp:
            self.version += 1
            self._stamp = stamp

    def _tell(self, doing: str) -> None:
        self.doing = doing
        self.changed.publish(self)

    async def _watch(self) -> None:
        from briefing.tui.following import changes

        async for _ in changes(self.folder):
            self.refresh()

    async def _glance(self) -> None:
        """Look at the index's file now and then: show what another window writes, build again what is lost."""
        while True:
            await asyncio.sleep(GLANCE)
            before = self._stamp
            stamp = await in_thread(lambda _: stamp_of(self.folder))
            if before is self._stamp:  # else a refresh has ended meanwhile
                self._heed(stamp)

    def _heed(self, stamp: Stamp | None) -> None:
        before, version = self._stamp, self.version
        lost = before is not None and (stamp is None or stamp.inode != before.inode)
        if not self._busy and (lost or (self._index is not None and self._index.unanswered)):
            self.complete = False
            self.refresh()
        self._note(stamp)
        if self.version != version:
            self._tell(self.doing)

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()

    def recent(self, limit: int, but: Path | None = None) -> list[BriefRow]:
        """The briefs of this library that were opened last, but for one of them, the last first."""
        left_out = os.path.abspath(but) if but is not None else ""  # noqa: PTH100  # as above
        found: list[BriefRow] = []
        for path in _recalled():
            if len(found) == limit:
                break
            if path != left_out and (row := self.index.row(Path(path))) is not None:
                found.append(row)
        return found


def remember_opened(path: Path) -> None:
    """Remember that a brief was opened."""
    whole = os.path.abspath(path)  # noqa: PTH100  # Path's own follows links, and the list shows the link
    before = [one for one in _recalled() if one != whole]
    remember(RECENT, [whole, *before][:REMEMBERED])


def _recalled() -> list[str]:
    found = recall(RECENT)
    return [one for one in found if isinstance(one, str)][:REMEMBERED] if isinstance(found, list) else []


def _open(folder: Path) -> Index | PlainLibrary:
    from briefing.index.index import Index
    from briefing.index.store import NoFullText

    try:
        return Index.open(folder)
    except NoFullText as error:
        from briefing.index.plain import PlainLibrary

        return PlainLibrary(folder, f"There is no index: {error}")


def library_of(path: Path, settings_library: Path | None) -> Path:
    """The library that a brief belongs to: the reader's own where it lies in that, else its folder."""
    folder = path if path.is_dir() else path.parent
    if settings_library is not None:
        own, here = os.path.realpath(settings_library), os.path.realpath(folder)
        if here == own or here.startswith(os.path.join(own, "")):  # noqa: PTH118  # the end of a folder's name counts
            return settings_library
    return folder
