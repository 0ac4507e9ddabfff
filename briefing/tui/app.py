"""The app: opens briefs and folders, follows their files, and does what the screens ask for."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
import signal
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from briefing.loading import Loaded, load
from briefing.settings import recall, remember
from briefing.tui.checking import (
    SLOW,
    Standing,
    Standings,
    check_brief,
    in_background,
    records_at_once,
    standing_of,
    text_places,
)
from briefing.tui.opened import OpenBrief
from briefing.tui.render import ControlFilter, Renderer
from briefing.tui.screens.base import BaseScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.themes import INK, OWN, PAPER, palette_of

if TYPE_CHECKING:
    from textual.command import Provider

    from briefing.entries import Path as ItemPath
    from briefing.model import Brief
    from briefing.settings import Settings
    from briefing.tui.screens.briefs import BriefsScreen
    from briefing.tui.screens.export import ExportScreen
    from briefing.tui.screens.problems import ProblemsScreen


SETTLED = 0.3
"""Seconds until what the first frame doesn't need is done: later than the first frame on a slow machine."""


def _brief_commands() -> type[Provider]:
    """The palette's commands, imported when it is opened first."""
    from briefing.tui.commands import BriefCommands

    return BriefCommands


class BriefingApp(App[None]):
    """Holds the open brief; screens get what they need by constructor and ask by message."""

    TITLE = "briefing"
    COMMANDS = App.COMMANDS | {_brief_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", key_display="?", id="help", tooltip="Show all keys"),
        Binding("t", "theme", "Light or dark", show=False, id="theme", tooltip="Light or dark"),
        Binding("q", "quit", "Quit", show=False, id="quit", tooltip="Leave"),
        Binding(
            "ctrl+q", "quit", "Quit", show=False, priority=True, id="quit-anywhere", tooltip="Leave, from anywhere"
        ),
    ]

    def __init__(self, path: Path, settings: Settings, *, today: dt.date | None = None) -> None:
        # Textual takes NO_COLOR out of the environment, and without `ansi_color` would answer it with greys.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.animation_level = "none"
        self.path = path
        self.settings = settings
        self.today = today or dt.date.today()
        self.fault: Exception | None = None
        self.opened: OpenBrief | None = None
        self._last_loaded: Loaded | None = None
        self._checked: dict[Path, tuple[str, Standing]] = {}
        """What the checks of this session have found, by the brief's file, with the text that it had."""
        self._records_problem = ""
        self.ascii_only = settings.ascii or not _can_unicode()
        self._filters.append(ControlFilter(ascii_only=self.ascii_only))
        for palette in OWN.values():
            self.register_theme(palette.theme)
        chosen = settings.theme or recall("theme")
        self.theme = chosen if chosen in self.available_themes else INK.name
        self.set_keymap(settings.keys)
        self.renderer = self._renderer()

    def _renderer(self) -> Renderer:
        palette = palette_of(self.current_theme, mono=self.no_color)
        return Renderer(palette, ascii_only=self.ascii_only)

    # Start and end

    def get_default_screen(self) -> Screen[None]:
        """The first screen: the brief, its problems, or the list of a folder's briefs."""
        path = self.path
        if path.is_dir():
            from briefing.library import briefs_in

            paths = briefs_in(path)
            if len(paths) != 1:
                return self._briefs_screen(path)
            path = paths[0]
        loaded = load(path, self.today)
        self.path = path
        self._last_loaded = loaded
        if loaded.errors or loaded.brief is None:
            return self._problems_screen(loaded)
        return ReadingScreen(self.renderer, self._open(loaded, loaded.brief))

    def on_load(self) -> None:
        """Catch signals before the terminal is changed."""
        self._catch_signals()

    def on_mount(self) -> None:
        """Get ready what the first frame doesn't need."""
        self.theme_changed_signal.subscribe(self, self._restyle)
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
        if (reading := self._reading_screen()) is not None:
            reading.prepare()

    def _catch_signals(self) -> None:
        """Leave the terminal as it was when the process is told to end (Textual sees to SIGINT's key only)."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT):
            loop.add_signal_handler(number, self._end_by_signal, number)

    def _end_by_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """End by an internal error without Textual's report, which prints local variables: whole quotes."""
        if self._exit:
            return  # on the way out, screens are taken down while they are still being made
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.fault is None and isinstance(cause, Exception):
            self.fault = cause
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 70
        self._close_messages_no_wait()

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

    def _briefs_screen(self, folder: Path) -> BriefsScreen:
        from briefing.tui.screens.briefs import BriefsScreen

        screen = BriefsScreen(self.renderer, folder, self.path if self.path.suffix else None)
        self.call_after_refresh(self._read_folder, screen)
        return screen

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
            self._notice(loaded)
        else:
            self.push_screen(ReadingScreen(self.renderer, opened))
            self.call_after_refresh(self._notice, loaded)
        self._name_window(brief.head.title)
        self._check()

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

    def _name_window(self, title: str) -> None:
        """Put the brief's title into the terminal's title bar."""
        from briefing.text import one_line, visible

        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]2;{visible(one_line(title))[:100]} · briefing\x07")

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
        self._checked[opened.path] = (opened.loaded.text, standing_of(opened))
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
        if self._relist(path):
            return
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
            case "briefs":
                self._list_briefs(self.path.parent)
            case "problems":
                self._show_problems()
            case "reload":
                await self._reload(self.path)
                if self._last_loaded is not None and not self._last_loaded.errors:
                    self.notify("Read again.", markup=False, timeout=2)

    def _show_problems(self) -> None:
        loaded = self._last_loaded
        if loaded is None or not loaded.problems:
            self.notify("Nothing is wrong with this file.", markup=False)
        else:
            self.push_screen(self._problems_screen(loaded))

    def _list_briefs(self, folder: Path) -> None:
        """List the briefs of a folder, over the open brief where there is one."""
        self.push_screen(self._briefs_screen(folder))

    @work(thread=True, group="list", exclusive=True)
    def _read_folder(self, screen: BriefsScreen) -> None:
        """Read all briefs of a folder off the screen's thread, showing those that are there every 50 files."""
        from textual.worker import get_current_worker

        from briefing.library import briefs_in
        from briefing.tui.screens.briefs import Listing

        worker = get_current_worker()
        standings = Standings(self._checked)
        listings: list[Listing] = []
        for path in briefs_in(screen.folder):
            loaded = load(path, self.today)
            head = loaded.brief.head if loaded.brief is not None else None
            standing = standings.of(loaded)
            listings.append(Listing(path, head, len(loaded.errors), standing.findings, standing.unchecked))
            if worker.is_cancelled:
                return
            if len(listings) % 50 == 0:
                self.call_from_thread(screen.update, tuple(listings), done=False)
        if not worker.is_cancelled and screen.is_attached:
            self.call_from_thread(screen.update, tuple(listings), done=True)

    def _relist(self, folder: Path) -> bool:
        """Read a folder again whose list of briefs is shown; gives back whether one is."""
        from briefing.tui.screens.briefs import BriefsScreen

        screen = self.screen
        if not isinstance(screen, BriefsScreen) or screen.folder != folder:
            return False
        self._read_folder(screen)
        return True

    def on_export_screen_opened(self, event: ExportScreen.Opened) -> None:
        """Show an exported file in the program that the system has for it."""
        from briefing.tui.outside import open_file

        open_file(self, event.path)

    def on_export_screen_copied(self, event: ExportScreen.Copied) -> None:
        """Copy the paths of exported files."""
        self._copy(event.text)

    async def on_briefs_screen_wanted(self, event: BriefsScreen.Wanted) -> None:
        """What the list of briefs asks for."""
        match event.what:
            case "open" if event.path is not None:
                self._show(event.path)
            case "edit" if event.path is not None:
                self._edit_at(event.path, 1)
            case "reload":
                self._read_folder(event.screen)
            case "back" if len(self.screen_stack) > 1:
                self.pop_screen()

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
                self._list_briefs(self.path.parent)
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

    def _copy(self, text: str) -> None:
        from briefing.tui.outside import copy

        self.notify(copy(self, text), markup=False, timeout=3)

    def _open_link(self, url: str) -> None:
        from briefing.tui.outside import open_source

        open_source(self, url, self.renderer)

    def _export(self) -> None:
        from briefing.tui.outside import export

        if self.opened is not None:
            export(self, self.opened, self.renderer)

    def notify(self, *arguments: Any, **options: Any) -> None:
        """Tell the reader something, in place of what was told before: toasts don't pile up over the text."""
        self.clear_notifications()
        super().notify(*arguments, **options)

    def action_help_quit(self) -> None:
        """Answer Ctrl+C where no text is selected."""
        self.notify("Nothing is selected to copy. q quits.", markup=False)

    # Help and colours

    def action_help(self) -> None:
        """Show all keys of the present screen."""
        from briefing.tui.screens.over import HelpScreen, help_groups

        screen = self.screen
        names = {screen: "This screen", self: "Everywhere"}
        bindings = [
            (names.get(active.node, "In the list"), active.binding)
            for active in screen.active_bindings.values()
            if active.binding.id is not None
        ]
        if not isinstance(screen, HelpScreen):
            self.push_screen(HelpScreen(self.renderer, help_groups(bindings)))

    def action_theme(self) -> None:
        """From light to dark and back."""
        self.theme = PAPER.name if self.current_theme.dark else INK.name
        remember("theme", self.theme)

    def _restyle(self, _theme: object) -> None:
        self.renderer = self._renderer()
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                screen.restyle(self.renderer)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands, less those that our screens have no use for."""
        unused = {"Maximize", "Minimize", "Keys", "Quit", "Screenshot"}
        return (command for command in super().get_system_commands(screen) if command.title not in unused)


def _can_unicode() -> bool:
    """Whether the terminal's encoding has our glyphs: Textual draws on standard error."""
    encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
    try:
        "▎━█“…".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
