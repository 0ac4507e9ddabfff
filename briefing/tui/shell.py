"""The app apart from briefs: the terminal, its end and its faults, themes, help, clipboard, what is told."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from briefing.settings import recall, remember
from briefing.tui.characters import printable, use_ascii
from briefing.tui.render import ControlFilter, Renderer
from briefing.tui.screens.base import BaseScreen
from briefing.tui.themes import INK, OWN, PAPER, palette_of

if TYPE_CHECKING:
    from briefing.settings import Settings


class Shell(App[None]):
    """What every screen has below it, whatever it shows."""

    TITLE = "briefing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", key_display="?", id="help", tooltip="Show all keys"),
        Binding("t", "theme", "Light or dark", show=False, id="theme", tooltip="Light or dark"),
        Binding("q", "quit", "Quit", show=False, id="quit", tooltip="Leave"),
        Binding(
            "ctrl+q", "quit", "Quit", show=False, priority=True, id="quit-anywhere", tooltip="Leave, from anywhere"
        ),
    ]

    def __init__(self, settings: Settings) -> None:
        # Textual takes NO_COLOR out of the environment, and without `ansi_color` would answer it with greys.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.animation_level = "none"
        self.settings = settings
        self.fault: Exception | None = None
        self.ascii_only = settings.ascii or not _can_unicode()
        use_ascii(self.ascii_only)
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

    def on_load(self) -> None:
        """Catch signals before the terminal is changed."""
        self._catch_signals()

    def on_mount(self) -> None:
        """Follow the theme."""
        self.theme_changed_signal.subscribe(self, self._restyle)

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

    # The terminal

    def name_window(self, title: str) -> None:
        """Put the brief's title into the terminal's title bar."""
        from briefing.text import one_line

        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]2;{printable(one_line(title))[:100]} {printable('·')} briefing\x07")

    def _copy(self, text: str) -> None:
        from briefing.tui.outside import copy

        self.notify(copy(self, text), markup=False, timeout=3)

    def _open_link(self, url: str) -> None:
        from briefing.tui.outside import open_source

        open_source(self, url, self.renderer)

    def notify(self, message: str, **options: Any) -> None:
        """Tell the reader something, in place of what was told before: toasts don't pile up over the text."""
        self.clear_notifications()
        super().notify("\n".join(map(printable, message.split("\n"))), **options)

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
