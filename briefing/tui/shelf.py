"""The library in the app: its index, opened as it was left, then brought up to date off the screen's thread."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, TypeVar

from textual.signal import Signal

from briefing.settings import recall, remember

if TYPE_CHECKING:
    from textual.app import App

    from briefing.index.building import Refreshed
    from briefing.index.index import Index
    from briefing.index.plain import PlainLibrary
    from briefing.index.rows import BriefRow

Result = TypeVar("Result")
Stop = Callable[[], bool]

SLOW = 0.3
"""Seconds after which it is told that the library is being read."""

BUSY_PAUSE = 2.0
"""Seconds until the index is looked at again that another window is bringing up to date."""

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
        self.version = 0
        """Grows with each change of what is in the index."""
        self._app = app
        self._index: Index | PlainLibrary | None = None
        self._opening = Lock()
        self._begun = self._busy = self._again = False

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

    @property
    def begun(self) -> bool:
        """Whether the index is kept up to date."""
        return self._begun

    def is_kept(self) -> bool:
        """Whether an index of this library was made before."""
        from briefing.index.store import index_file
        from briefing.settings import NoHome, cache_folder

        try:
            return index_file(cache_folder(), self.folder).exists()
        except (NoHome, OSError):
            return False

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
                    found = await self._look_at_folder()
                finally:
                    slow.stop()
                self._take(found)
                if found.problem == BUSY:
                    await asyncio.sleep(BUSY_PAUSE)
                elif not self._again:
                    break
        finally:
            self._busy = False

    async def _look_at_folder(self) -> Refreshed:
        loop = asyncio.get_running_loop()

        def progress(done: int, of: int) -> None:
            if of > 1:
                loop.call_soon_threadsafe(self._progressed, done, of)

        return await in_thread(lambda stop: self.index.refresh(progress, stop))

    def _progressed(self, done: int, of: int) -> None:
        self.version += 1
        self._tell(f"reading {done:,} of {of:,} …")

    def _take(self, found: Refreshed) -> None:
        from briefing.index.index import BUSY

        self.complete = not found.problem
        self.problem = "" if found.problem == BUSY else found.problem or self.index.status().problem
        # What another window writes isn't told: the list is made anew each time.
        self.version += found.anything or found.problem == BUSY
        self._tell(BUSY if found.problem == BUSY else "")

    def _tell(self, doing: str) -> None:
        self.doing = doing
        self.changed.publish(self)

    async def _watch(self) -> None:
        from briefing.tui.following import changes

        async for _ in changes(self.folder):
            self.refresh()

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
