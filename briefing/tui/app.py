"""The app: opens briefs and folders, follows their files, and does what the screens ask for."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App
from textual.screen import Screen

from briefing.loading import Loaded, load
from briefing.tui.checking import (
    SLOW,
    check_brief,
    in_background,
    records_at_once,
    text_places,
)
from briefing.tui.opened import OpenBrief
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.shell import Shell

if TYPE_CHECKING:
    from textual.command import Provider

    from briefing.entries import Path as ItemPath
    from briefing.model import Brief
    from briefing.settings import Settings
    from briefing.tui.screens.export import ExportScreen
    from briefing.tui.screens.library import LibraryScreen
    from briefing.tui.screens.problems import ProblemsScreen
    from briefing.tui.screens.results import ResultsScreen
    from briefing.tui.shelf import Shelf


SETTLED = 0.3
"""Seconds until what the first frame doesn't need is done: later than the first frame on a slow machine."""


def _brief_commands() -> type[Provider]:
    """The palette's commands, imported when it is opened first."""
    from briefing.tui.commands import BriefCommands

    return BriefCommands


class BriefingApp(Shell):
    """Holds the open brief; screens get what they need by constructor and ask by message."""

    COMMANDS = App.COMMANDS | {_brief_commands}

    def __init__(self, path: Path, settings: Settings, *, today: dt.date | None = None) -> None:
        super().__init__(settings)
        self.path = self._start = path
        self.today = today or dt.date.today()
        self.opened: OpenBrief | None = None
        self._last_loaded: Loaded | None = None
        self._records_problem = ""

    # Start and end

    def get_default_screen(self) -> Screen[None]:
        """The first screen: the brief, its problems, or the list of a folder's briefs."""
        path = self.path
        if path.is_dir():
            from briefing.library import walk

            two = list(islice(walk(path), 2))
            if len(two) != 1:
                return self._library_screen()
            path = Path(two[0].path)
        loaded = load(path, self.today)
        self.path = path
        self._last_loaded = loaded
        if loaded.errors or loaded.brief is None:
            return self._problems_screen(loaded)
        return ReadingScreen(self.renderer, self._open(loaded, loaded.brief))

    def on_mount(self) -> None:
        """Get ready what the first frame doesn't need."""
        self.set_timer(SETTLED, self._settle)

    def _settle(self) -> None:
        """After the first frame: collect garbage again, follow the file, check the brief."""
        gc.enable()
        gc.freeze()
        self._follow()
        self._check()
        if self.opened is not None:
            self._name_window(self.opened.head.title)
            self._notice(self.opened.loaded)
            self._remember_opened(self.opened.path)
        self.shelf.changed.subscribe(self, self._library_changed)
        if self._start.is_dir():
            self.shelf.begin()
        if (reading := self._reading_screen()) is not None:
            reading.prepare()

    def on_unmount(self) -> None:
        """Let go of the library."""
        if "shelf" in self.__dict__:  # it was looked at
            self.shelf.close()

    # Opening

    def _open(self, loaded: Loaded, brief: Brief) -> OpenBrief:
        before = self.opened
        self.opened = OpenBrief(loaded, brief, self.today, records_at_once(loaded.path.parent))
        if before is not None and before.path == loaded.path:
            self.opened.go_on_from(before)
        return self.opened

    def _problems_screen(self, loaded: Loaded) -> ProblemsScreen:
        from briefing.tui.screens.problems import ProblemsScreen

        return ProblemsScreen(self.renderer, loaded)

    @cached_property
    def shelf(self) -> Shelf:
        """The library that the first brief or folder belongs to."""
        from briefing.tui.shelf import Shelf, library_of

        return Shelf(self, library_of(self._start, self.settings.library))

    def _library_screen(self) -> LibraryScreen:
        from briefing.tui.screens.library import LibraryScreen

        self.call_after_refresh(self.shelf.begin)
        current = self.opened.path if self.opened is not None else None
        return LibraryScreen(self.renderer, self.shelf, self.today, self.settings.markings, current)

    def _show(self, path: Path) -> None:
        """Show a file from its start: the brief, or its problems where it has errors."""
        loaded = load(path, self.today)
        self.path = path
        if loaded.errors or loaded.brief is None:
            self._last_loaded = loaded
            self._to_first_screen()
            self.push_screen(self._problems_screen(loaded))
        else:
            self._read(loaded, loaded.brief)

    def _read(self, loaded: Loaded, brief: Brief) -> None:
        """Show a brief: on the screen at the bottom where that is one for reading, else on one of its own."""
        self._to_first_screen()
        opened = self._open(loaded, brief)
        screen = self.screen
        if isinstance(screen, ReadingScreen):
            screen.open(opened)
        else:
            self.push_screen(ReadingScreen(self.renderer, opened))
        self._opened_anew(opened)

    def _opened_anew(self, opened: OpenBrief) -> None:
        """Do what is to be done for each brief that is opened."""
        self.call_after_refresh(self._notice, opened.loaded)
        self._name_window(opened.head.title)
        self._check()
        self._remember_opened(opened.path)

    @work(group="remember")
    async def _remember_opened(self, path: Path) -> None:
        await asyncio.to_thread(self.shelf.opened, path)

    def _to_first_screen(self) -> None:
        """Back to the first screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _notice(self, loaded: Loaded) -> None:
        """Say on the reading screen what is wrong with the file that it shows."""
        self._last_loaded = loaded
        screen = self._reading_screen()
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

    def _reading_screen(self) -> ReadingScreen | None:
        found = (screen for screen in reversed(self.screen_stack) if isinstance(screen, ReadingScreen))
        return next(found, None)

    # Checking

    @work(exclusive=True, group="check")
    async def _check(self) -> None:
        """Check the open brief against its sources, and say so where that takes long."""
        opened = self.opened
        if opened is None:
            return
        slow = self.set_timer(SLOW, partial(self._tell_checking, "checking …"))
        try:
            checked, problem = await in_background(
                partial(check_brief, opened.brief, opened.path, self.settings.sources)
            )
        finally:
            slow.stop()
            self._tell_checking("")
        if not self.screen_stack:  # the app is being taken down
            return
        opened.take(checked)
        self._show_check(opened)
        if problem and problem != self._records_problem:
            self.notify(f"{problem}; nothing in it counts.", severity="warning", markup=False)
        self._records_problem = problem

    def _show_check(self, opened: OpenBrief) -> None:
        """Show what was found on the screens that show the brief."""
        reading, top = self._reading_screen(), self.screen
        if reading is not None and reading.opened is opened:
            reading.show_check()
        if top is not reading:
            from briefing.tui.screens.export import ExportScreen

            if isinstance(top, ExportScreen):
                top.show_check(opened)

    def _tell_checking(self, words: str) -> None:
        if (reading := self._reading_screen()) is not None and reading.is_mounted:
            reading.tell(words)

    # Following the file

    @work(exclusive=True, group="follow")
    async def _follow(self) -> None:
        """Read the file again whenever it or a text of its sources is saved; wait for a folder that is missing."""
        from briefing.tui.following import saves

        async for path in saves(lambda: self.path, self._texts):
            await self._reload(path)

    def _texts(self) -> tuple[list[Path], list[str]]:
        """Where the texts of the open brief's sources may be, and how they may be called."""
        opened, own = self.opened, self.settings.sources
        if opened is None or opened.path != self.path:
            return [], []
        return text_places(opened.brief, opened.path, own)

    async def _reload(self, path: Path) -> None:
        if self.opened is None and path.is_dir():
            return  # the library follows its folder itself
        loaded = await asyncio.to_thread(load, path, self.today)
        if path == self.path:
            self._update(loaded)

    def _update(self, loaded: Loaded) -> None:
        """Show a file as it was read again, with the reader's place kept."""
        from briefing.tui.screens.problems import ProblemsScreen

        on_top = [screen for screen in self.screen_stack if isinstance(screen, ProblemsScreen)]
        reading = self._reading_screen()
        # Who reads on in what could be read of a wrong file goes on with what can be read of it now.
        in_part = reading is not None and bool(reading.opened.loaded.errors) and reading is self.screen
        brief = loaded.brief if in_part or not loaded.errors else None
        if brief is not None and reading is not None and reading.opened.path == loaded.path:
            reading.update(self._open(loaded, brief))
            self._check()
            if on_top and on_top[-1] is self.screen:
                self.pop_screen()
        elif brief is not None and on_top:
            self._read(loaded, brief)
        for screen in on_top:
            if brief is None:
                screen.update(loaded)
        self._notice(loaded)

    # What the screens ask for

    @on(ReadingScreen.Wanted)
    async def _reader_wants(self, event: ReadingScreen.Wanted) -> None:
        match event.what:
            case "copy":
                self._copy(event.text)
            case "open":
                self._open_link(event.text)
            case "edit":
                self._edit(event.listed.path if event.listed is not None else ())
            case "export":
                self._export()
            case "problems":
                self._show_problems()
            case "reload":
                await self._reload(self.path)
                if self._last_loaded is not None and not self._last_loaded.errors:
                    self.notify("Read again.", markup=False, timeout=2)
            case _:
                self._look_further(event)

    def _look_further(self, event: ReadingScreen.Wanted) -> None:
        """What the reader wants of the other briefs."""
        match event.what:
            case "briefs":
                self.push_screen(self._library_screen())
            case "search":
                self._search_all(event.text)
            case "series":
                self._follow_figure(event.text)
            case "back":
                self._step_back()

    def _show_problems(self) -> None:
        loaded = self._last_loaded
        if loaded is None or not loaded.problems:
            self.notify("Nothing is wrong with this file.", markup=False)
        else:
            self.push_screen(self._problems_screen(loaded))

    def on_export_screen_opened(self, event: ExportScreen.Opened) -> None:
        """Show an exported file in the program that the system has for it."""
        from briefing.tui.outside import open_file

        open_file(self, event.path)

    def on_export_screen_copied(self, event: ExportScreen.Copied) -> None:
        """Copy the paths of exported files."""
        self._copy(event.text)

    # From brief to brief

    def open_path(self, path: Path) -> None:
        """Show another brief."""
        self._show(path)

    def on_library_screen_wanted(self, event: LibraryScreen.Wanted) -> None:
        """What the list of briefs asks for."""
        match event.what:
            case "open" if event.path is not None:
                self._show(event.path)
            case "edit" if event.path is not None:
                self._edit_at(event.path, 1)
            case "search":
                self._search_all(event.text, "titles")
            case "back":
                self._step_back()

    def _search_all(self, text: str, scope: str = "this brief") -> None:
        """Search all briefs: where that was done before on the way here, there again."""
        from briefing.tui.screens.results import ResultsScreen

        self.shelf.begin()
        before = [screen for screen in self.screen_stack if isinstance(screen, ResultsScreen)]
        if not before:
            self.push_screen(ResultsScreen(self.renderer, self.shelf, text, scope))
            return
        while self.screen is not before[-1]:
            self.pop_screen()
        before[-1].search_for(text)
        self._come_to_top()

    async def on_results_screen_wanted(self, event: ResultsScreen.Wanted) -> None:
        """What the search through all briefs asks for."""
        from briefing.tui.screens.library import LibraryScreen

        match event.what:
            case "open" if event.line is not None:
                await self._open_hit(event.line.brief.path, event.line.hit.entry_key, event.text)
            case "narrow":
                self._step_back()
                below = self.screen
                if isinstance(below, ReadingScreen):
                    below.search_for(event.text)
                elif isinstance(below, LibraryScreen):
                    below.filter_by(event.text)
            case "back":
                self._step_back()

    async def _open_hit(self, path: Path, key: str, query: str) -> None:
        """Show a brief at an item, over the hits, with the search in it."""
        loaded = await asyncio.to_thread(load, path, self.today)
        if loaded.brief is None:
            self.notify(f"{path.name} can't be read any more.", severity="warning", markup=False)
            return
        self.path = path
        opened = self._open(loaded, loaded.brief)
        self.push_screen(ReadingScreen(self.renderer, opened, (query, key)))
        self._opened_anew(opened)

    def _step_back(self) -> None:
        """To the screen below, where there is one."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
            self._come_to_top()

    def _come_to_top(self) -> None:
        """Go on with the brief of the reading screen that is left on top."""
        reading = self._reading_screen()
        opened = reading.opened if reading is not None else None
        if opened is self.opened:
            return
        self.opened = opened
        self.path = opened.path if opened is not None else self.shelf.folder
        self._last_loaded = opened.loaded if opened is not None else None
        if opened is not None:
            self._name_window(opened.head.title)
            self._reload_soon()

    def _library_changed(self, shelf: Shelf) -> None:
        if not shelf.doing:
            for screen in self.screen_stack:
                if isinstance(screen, ReadingScreen):
                    screen.forget_series()

    @work(exclusive=True, group="series")
    async def _follow_figure(self, name: str) -> None:
        """Look up what the other briefs have for a figure, where there is an index."""
        from briefing.tui.shelf import in_thread

        shelf, reading = self.shelf, self._reading_screen()
        if shelf.begun or shelf.is_kept():
            values = await in_thread(lambda _: shelf.index.figure(name))
            if reading is not None:
                reading.show_series(name, tuple(values))

    async def on_problems_screen_wanted(self, event: ProblemsScreen.Wanted) -> None:
        """What the list of problems asks for."""
        problem = event.problem
        match event.what:
            case "edit":
                self._edit_at(self.path, problem.line if problem else 1, problem.column if problem else 1)
            case "reload":
                await self._reload(self.path)
            case "copy" if problem is not None:
                self._copy("\n".join(filter(None, (str(problem), problem.hint and f"  = {problem.hint}"))))
            case "briefs":
                self.push_screen(self._library_screen())
            case "view":
                self._view()

    def _view(self) -> None:
        """From the problems to the brief: the one below, else as far as the file can be read."""
        loaded, reading = self._last_loaded, self._reading_screen()
        if reading is not None and reading.opened.path == self.path:
            self.pop_screen()
        elif loaded is not None and loaded.brief is not None:
            self._read(loaded, loaded.brief)

    # Outside of the app

    def _edit(self, item_path: ItemPath) -> None:
        """Open the editor at an item of the open brief."""
        from briefing.loading import place

        text = self.opened.loaded.text if self.opened else ""
        line, column = (place(text, item_path) if item_path else None) or (1, 1)
        self._edit_at(self.path, line, column)

    def _edit_at(self, path: Path, line: int, column: int = 1) -> None:
        from briefing.tui.outside import edit

        if words := edit(self, path, line, column):
            self.notify(words, severity="warning", markup=False)
        self._reload_soon()

    def _reload_soon(self) -> None:
        """Read the file again after the editor, also where no notice of the save comes."""
        self.call_later(self._reload, self.path)

    def _export(self) -> None:
        from briefing.tui.outside import export

        if self.opened is not None:
            export(self, self.opened, self.renderer)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
