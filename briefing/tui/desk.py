"""The open brief in the app: shown, read again whenever its file is saved, and checked against its sources."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from briefing.loading import Loaded, load
from briefing.tui.checking import SLOW, check_brief, in_background, records_at_once, text_places
from briefing.tui.opened import OpenBrief
from briefing.tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from textual.worker import WorkType

    from briefing.model import Brief
    from briefing.tui.screens.problems import ProblemsScreen
    from briefing.tui.shell import Shell


class Desk:
    """Holds the open brief, and keeps the screens that show it or its problems as its file is."""

    def __init__(self, app: Shell, path: Path, today: dt.date) -> None:
        self.path = path
        """The file that is followed; the library's folder while no brief is open."""
        self.today = today
        self.opened: OpenBrief | None = None
        self.loaded: Loaded | None = None
        """The file as it was read last: where that has errors, `opened` is the last good version."""
        self._app = app
        self._inodes: dict[Path, int] = {}
        """Of the files that were opened, by which they are known under another name."""
        self._records_problem = ""

    @property
    def reading(self) -> ReadingScreen | None:
        """The uppermost screen that shows a brief."""
        found = (screen for screen in reversed(self._app.screen_stack) if isinstance(screen, ReadingScreen))
        return next(found, None)

    def _start(self, job: WorkType[None], group: str, *, exclusive: bool = True) -> None:
        """Begin a job, if exclusive in place of that of its group that goes on.

        The job is no coroutine: one that is given up before it began would warn that nobody awaited it.
        """
        self._app.run_worker(job, group=group, exclusive=exclusive)

    # Opening

    def screen(self, path: Path) -> ReadingScreen | ProblemsScreen:
        """A file's screen, from its start: the brief, or its problems where it has errors."""
        self.path = path
        self.loaded = loaded = load(path, self.today)
        if loaded.errors or loaded.brief is None:
            return self._problems_screen(loaded)
        return ReadingScreen(self._app.renderer, self._open(loaded, loaded.brief))

    def begin(self) -> None:
        """Do what the first frame doesn't wait for: follow the file, check the brief, get its tabs ready."""
        self._start(self._follow, "follow")
        if self.opened is not None:
            self._notice(self.opened.loaded)
            self._go_on_with(self.opened)
        if self.reading is not None:
            self.reading.spread.prepare()

    def show(self, path: Path) -> None:
        """Show a file in place of what is shown: the brief, or its problems where it has errors."""
        loaded = load(path, self.today)
        self.path = path
        if loaded.errors or loaded.brief is None:
            self.loaded = loaded
            self._to_first_screen()
            self._app.push_screen(self._problems_screen(loaded))
        else:
            self._read(loaded, loaded.brief)

    async def show_hit(self, path: Path, key: str, query: str) -> None:
        """Show a brief at an item, over the hits, with the search in it."""
        loaded = await asyncio.to_thread(load, path, self.today)
        if loaded.brief is None:
            self._app.notify(f"{path.name} can't be read any more.", severity="warning", markup=False)
            return
        self.path = path
        opened = self._open(loaded, loaded.brief)
        self._app.push_screen(ReadingScreen(self._app.renderer, opened, (query, key)))
        self._opened_anew(opened)

    def come_back(self, folder: Path) -> None:
        """Go on with the brief of the reading screen that is left on top, else with none, in the library's folder."""
        opened = self.reading.opened if self.reading is not None else None
        path = opened.path if opened is not None else folder
        if opened is self.opened and path == self.path:
            return
        self.opened, self.path = opened, path
        self.loaded = opened.loaded if opened is not None else None
        if opened is not None:
            self._app.name_window(opened.head.title)
            self.reload_soon()

    def view(self) -> None:
        """From the problems of a file to as much of it as can be read."""
        if self.loaded is not None and self.loaded.brief is not None:
            self._read(self.loaded, self.loaded.brief)

    def show_problems(self) -> None:
        """Show what is wrong with the file, over the brief."""
        if self.loaded is None or not self.loaded.problems:
            self._app.notify("Nothing is wrong with this file.", markup=False)
        else:
            self._app.push_screen(self._problems_screen(self.loaded, over_brief=True))

    def _problems_screen(self, loaded: Loaded, *, over_brief: bool = False) -> ProblemsScreen:
        from briefing.tui.screens.problems import ProblemsScreen

        return ProblemsScreen(self._app.renderer, loaded, over_brief=over_brief)

    def _read(self, loaded: Loaded, brief: Brief) -> None:
        """Show a brief: on the screen at the bottom where that is one for reading, else on one of its own."""
        self._to_first_screen()
        opened = self._open(loaded, brief)
        screen = self._app.screen
        if isinstance(screen, ReadingScreen):
            screen.open(opened)
        else:
            self._app.push_screen(ReadingScreen(self._app.renderer, opened))
        self._opened_anew(opened)

    def _to_first_screen(self) -> None:
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()

    def _open(self, loaded: Loaded, brief: Brief) -> OpenBrief:
        before = self.opened
        self.opened = OpenBrief(loaded, brief, self.today, records_at_once(loaded.path.parent))
        with suppress(OSError):
            self._inodes[loaded.path] = loaded.path.lstat().st_ino
        if before is not None and before.path == loaded.path:
            self.opened.go_on_from(before)
        return self.opened

    def _opened_anew(self, opened: OpenBrief) -> None:
        """Do what is to be done for each brief that is opened, once it is shown."""
        self._app.call_after_refresh(self._notice, opened.loaded)
        self._go_on_with(opened)

    def _go_on_with(self, opened: OpenBrief) -> None:
        from briefing.tui.shelf import remember_opened

        self._app.name_window(opened.head.title)
        self._check_soon()
        self._start(partial(asyncio.to_thread, remember_opened, opened.path), "remember", exclusive=False)

    def _notice(self, loaded: Loaded) -> None:
        """Say on the reading screen what is wrong with the file that it shows."""
        self.loaded = loaded
        screen = self.reading
        if screen is None:
            return
        errors = len(loaded.errors)
        if errors and loaded is not screen.opened.loaded and not loaded.path.is_file():
            screen.notice("The file is gone: this is the last version that was read.")
        elif errors and loaded is not screen.opened.loaded:
            screen.notice("Saved with errors: this is the last good version.", "p Problems")
        elif errors:
            screen.notice(f"{_count(errors, 'problem')} in the file: not all of it is shown.", "p Problems")
        elif loaded.warnings:
            screen.notice(f"{_count(len(loaded.warnings), 'warning')} in the file.", "p Problems")
        else:
            screen.notice("")

    # Following the file

    async def _follow(self) -> None:
        """Read the file again whenever it or a text of its sources is saved; wait for a folder that is missing."""
        from briefing.tui.following import saves

        async for _ in saves(lambda: self.path, self._texts):
            await self.reload()

    def _texts(self) -> tuple[list[Path], list[str]]:
        """Where the texts of the open brief's sources may be, and how they may be called."""
        opened = self.opened
        if opened is None or opened.path != self.path:
            return [], []
        return text_places(opened.brief, opened.path, self._app.settings.sources)

    async def reload(self) -> None:
        """Read the file again."""
        path = self.path
        if self.opened is None and path.is_dir():
            return  # the library follows its folder itself
        loaded = await asyncio.to_thread(load, path, self.today)
        if loaded.brief is None and not path.exists():
            loaded = await asyncio.to_thread(self._renamed, path, loaded)
        if path == self.path:
            self._update(loaded)

    def _renamed(self, path: Path, gone: Loaded) -> Loaded:
        """The open brief as it is under another name where its file has only got that, else as it is gone."""
        from briefing.tui.following import renamed

        found = renamed(path, self._inodes[path]) if path in self._inodes else None
        loaded = load(found, self.today) if found is not None else gone
        return gone if loaded.errors else loaded

    def reload_soon(self) -> None:
        """Read the file again where no notice of a save may come: after the editor, or another brief."""
        self._app.call_later(self.reload)

    def _update(self, loaded: Loaded) -> None:
        """Show a file as it was read again, with the reader's place kept."""
        from briefing.tui.screens.problems import ProblemsScreen

        before, self.path = self.path, loaded.path  # another where the file has got another name
        on_top = [screen for screen in self._app.screen_stack if isinstance(screen, ProblemsScreen)]
        reading = self.reading
        # Who reads on in what could be read of a wrong file goes on with what can be read of it now.
        in_part = reading is not None and bool(reading.opened.loaded.errors) and reading is self._app.screen
        brief = loaded.brief if in_part or not loaded.errors else None
        if brief is not None and reading is not None and reading.opened.path == before:
            reading.update(self._open(loaded, brief))
            self._check_soon()
            if on_top and on_top[-1] is self._app.screen:
                self._app.pop_screen()
        elif brief is not None and on_top:
            self._read(loaded, brief)
        for screen in on_top:
            if brief is None:
                screen.update(loaded)
        self._notice(loaded)

    # Checking

    def _check_soon(self) -> None:
        self._start(self._check, "check")

    async def _check(self) -> None:
        """Check the open brief against its sources, and say so where that takes long."""
        opened = self.opened
        if opened is None:
            return
        slow = self._app.set_timer(SLOW, partial(self._tell, "checking …"))
        try:
            checked, problem = await in_background(
                partial(check_brief, opened.brief, opened.path, self._app.settings.sources)
            )
        finally:
            slow.stop()
            self._tell("")
        if not self._app.screen_stack:  # the app is being taken down
            return
        opened.take(checked)
        self._show_check(opened)
        if problem and problem != self._records_problem:
            self._app.notify(f"{problem}; nothing in it counts.", severity="warning", markup=False)
        self._records_problem = problem

    def _tell(self, doing: str) -> None:
        """Say on the reading screen what goes on."""
        if (reading := self.reading) is not None and reading.is_mounted:
            reading.tell(doing)

    def _show_check(self, opened: OpenBrief) -> None:
        """Show what was found on the screens that show the brief."""
        reading, top = self.reading, self._app.screen
        if reading is not None and reading.opened is opened:
            reading.show_check()
        if top is not reading:
            from briefing.tui.screens.export import ExportScreen

            if isinstance(top, ExportScreen):
                top.show_check(opened)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
