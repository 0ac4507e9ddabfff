"""The app: starts with a brief or a folder, and does what the screens ask for."""

from __future__ import annotations

import datetime as dt
import gc
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App
from textual.screen import Screen

from briefing.tui.desk import Desk
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.shell import Shell

if TYPE_CHECKING:
    from textual.command import Provider

    from briefing.entries import Path as ItemPath
    from briefing.settings import Settings
    from briefing.tui.screens.export import ExportScreen
    from briefing.tui.screens.library import LibraryScreen
    from briefing.tui.screens.problems import ProblemsScreen
    from briefing.tui.screens.results import ResultsScreen
    from briefing.tui.shelf import Shelf
    from briefing.tui.widgets.spread import Spread


SETTLED = 0.3
"""Seconds until what the first frame doesn't need is done: later than the first frame on a slow machine."""


def _brief_commands() -> type[Provider]:
    """The palette's commands, imported when it is opened first."""
    from briefing.tui.commands import BriefCommands

    return BriefCommands


IDLE = 1.0
"""Seconds after that until the other briefs are looked at where one was opened: its own check comes first."""


class BriefingApp(Shell):
    """The open brief is on the desk, the others stand on the shelf; screens ask by message."""

    COMMANDS = App.COMMANDS | {_brief_commands}

    def __init__(self, path: Path, settings: Settings, *, today: dt.date | None = None) -> None:
        super().__init__(settings)
        self.desk = Desk(self, path, today or dt.date.today())
        self._start = path

    @cached_property
    def shelf(self) -> Shelf:
        """The library that the first brief or folder belongs to."""
        from briefing.tui.shelf import Shelf, library_of

        return Shelf(self, library_of(self._start, self.settings.library))

    # Start and end

    def get_default_screen(self) -> Screen[None]:
        """The first screen: the brief, its problems, or the list of a folder's briefs."""
        path = self._start
        if path.is_dir():
            from briefing.library import walk

            two = list(islice(walk(path), 2))
            if len(two) != 1:
                return self._library_screen()
            path = Path(two[0].path)
        return self.desk.screen(path)

    def on_mount(self) -> None:
        """Get ready what the first frame doesn't need."""
        self.set_timer(SETTLED, self._settle)

    def _settle(self) -> None:
        """After the first frame: collect garbage again, begin with what goes on beside the screen."""
        gc.enable()
        gc.freeze()
        if not self.is_running:  # left at once
            return
        self.desk.begin()
        self.shelf.changed.subscribe(self, self._library_changed)
        if self._start.is_dir():
            self.shelf.begin()
        else:
            self.set_timer(IDLE, self._look_beside)

    def _look_beside(self) -> None:
        """After the brief's own check: look at the other briefs of its folder, where that isn't much."""
        if self.is_running:
            self.shelf.begin_if_small()

    def on_unmount(self) -> None:
        """Let go of the library."""
        if "shelf" in self.__dict__:  # it was looked at
            self.shelf.close()

    # What the screens ask for

    @on(ReadingScreen.Wanted)
    async def _reader_wants(self, event: ReadingScreen.Wanted) -> None:
        match event.what:
            case "copy":
                self._copy(event.text)
            case "open":
                self._open_link(event.text)
            case "edit":
                self._edit_item(event.listed.path if event.listed is not None else ())
            case "export":
                self._export()
            case "problems":
                self.desk.show_problems()
            case "reload":
                await self._read_again()
            case "briefs":
                self.list_briefs()
            case "search":
                self._search_all(event.text)
            case "back":
                self._step_back()

    async def on_problems_screen_wanted(self, event: ProblemsScreen.Wanted) -> None:
        """What the list of problems asks for."""
        problem = event.problem
        match event.what:
            case "edit":
                self._edit(self.desk.path, problem.line if problem else 1, problem.column if problem else 1)
            case "reload":
                await self.desk.reload()
            case "copy" if problem is not None:
                self._copy("\n".join(filter(None, (str(problem), problem.hint and f"  = {problem.hint}"))))
            case "briefs":
                self.list_briefs()
            case "view":
                self.desk.view()
            case "back":
                self._step_back()

    def on_library_screen_wanted(self, event: LibraryScreen.Wanted) -> None:
        """What the list of briefs asks for."""
        match event.what:
            case "open" if event.path is not None:
                self.desk.show(event.path)
            case "edit" if event.path is not None:
                self._edit(event.path)
            case "search":
                self._search_all(event.text, "titles")
            case "back":
                self._step_back()

    async def on_results_screen_wanted(self, event: ResultsScreen.Wanted) -> None:
        """What the search through all briefs asks for."""
        from briefing.tui.screens.library import LibraryScreen

        match event.what:
            case "open" if event.line is not None:
                await self.desk.show_hit(event.line.brief.path, event.line.hit.entry_key, event.text)
            case "narrow":
                self._step_back()
                below = self.screen
                if isinstance(below, ReadingScreen):
                    below.search_for(event.text)
                elif isinstance(below, LibraryScreen):
                    below.filter_by(event.text)
            case "back":
                self._step_back()

    def on_export_screen_opened(self, event: ExportScreen.Opened) -> None:
        """Show an exported file in the program that the system has for it."""
        from briefing.tui.outside import open_file

        open_file(self, event.path)

    def on_export_screen_copied(self, event: ExportScreen.Copied) -> None:
        """Copy the paths of exported files."""
        self._copy(event.text)

    async def _read_again(self) -> None:
        """Read the file again, and say so: where nothing has changed, nothing else would be seen."""
        await self.desk.reload()
        if self.desk.loaded is not None and not self.desk.loaded.errors:
            self.notify("Read again.", markup=False, timeout=2)

    # From brief to brief

    def list_briefs(self) -> None:
        """Show the list of all briefs."""
        self.push_screen(self._library_screen())

    def _library_screen(self) -> LibraryScreen:
        from briefing.tui.screens.library import LibraryScreen

        self.call_after_refresh(self.shelf.begin)
        opened = self.desk.opened
        current = opened.path if opened is not None else None
        return LibraryScreen(self.renderer, self.shelf, self.desk.today, self.settings.markings, current)

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
        self.desk.come_back(self.shelf.folder)

    def _step_back(self) -> None:
        """To the screen below, where there is one."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
            self.desk.come_back(self.shelf.folder)

    def _library_changed(self, shelf: Shelf) -> None:
        if not shelf.doing:
            for screen in self.screen_stack:
                if isinstance(screen, ReadingScreen) and screen.is_whole:
                    screen.spread.forget_series()

    @work(exclusive=True, group="series")
    async def on_spread_series_wanted(self, event: Spread.SeriesWanted) -> None:
        """Look up what the other briefs have for a figure, where there is an index."""
        shelf, reading = self.shelf, self.desk.reading
        if shelf.begun or shelf.is_kept():
            values = await shelf.ask(lambda _: shelf.index.figure(event.name))
            if values is None or (len(values) < 2 and not shelf.complete):
                return  # asked again when the briefs are read: nobody knows yet that this one is alone
            if reading is not None and reading.is_whole:
                reading.spread.show_series(event.name, tuple(values))

    # Outside of the app

    def _edit_item(self, item_path: ItemPath) -> None:
        """Open the editor at an item of the open brief."""
        from briefing.loading import place

        text = self.desk.opened.loaded.text if self.desk.opened else ""
        self._edit(self.desk.path, *((place(text, item_path) if item_path else None) or (1, 1)))

    def _edit(self, path: Path, line: int = 1, column: int = 1) -> None:
        from briefing.tui.outside import edit

        if words := edit(self, path, line, column):
            self.notify(words, severity="warning", markup=False)
        self.desk.reload_soon()

    def _export(self) -> None:
        from briefing.tui.outside import export

        if self.desk.opened is not None:
            export(self, self.desk.opened, self.renderer)
