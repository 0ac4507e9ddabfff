"""What the app does outside of itself: the clipboard, the editor, the browser, files of exports."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from briefing.text import shown, visible

if TYPE_CHECKING:
    from briefing.tui.opened import OpenBrief
    from briefing.tui.render import Renderer

SHORT = 60
"""The most characters of a copied text that the reader is told."""

LAST_COPY = "last-copy.txt"
"""The file, in the state folder, with what was copied last: for terminals that can't fill the clipboard."""


def copy(app: App[None], text: str) -> str:
    """Put a text into the clipboard and into the last-copy file; gives back what to tell the reader.

    The text goes out in visible form: pasted into a shell, it must not act either.
    """
    from briefing.settings import keep

    text = visible(text, keep="\n")
    app.copy_to_clipboard(text)  # by OSC 52, which the terminal may ignore
    kept = keep(LAST_COPY, text.encode() + b"\n")
    told = f"Copied: {shown(text, SHORT)}"
    return told if kept else f"{told}\nNot to {LAST_COPY}, which can't be written."


def edit(app: App[None], path: Path, line: int, column: int) -> str:
    """Open the reader's editor at a place of a file and wait until it is left; gives back what went wrong."""
    from briefing.authoring import editor_command

    command = editor_command(path, line, column)
    if command is None:
        return "No editor is set: export EDITOR=… (nano, vim, …) and start briefing again."
    # Looked for before: what fails while the screen is given away leaves it so.
    if shutil.which(command[0]) is None:
        return f"No program {visible(command[0])} is there. Set EDITOR to your editor."
    try:
        with app.suspend():
            status = _run(command)
    except SuspendNotSupported:
        return "The editor can't be opened from here."
    app.refresh()
    return f"{visible(command[0])} ended with status {status}." if status else ""


def _run(command: list[str]) -> int:
    """Run a program to its end; gives back its exit status, 127 where it can't be started."""
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603  # the reader's own editor, without a shell
    except OSError:
        return 127


def open_source(app: App[None], url: str, renderer: Renderer) -> None:
    """Show an address as it will be opened, with what speaks against it, and open it when the reader agrees."""
    from briefing.links import Link, NoBrowser, WrongLink, open_link, read_link
    from briefing.tui.screens.over import ConfirmScreen

    try:
        found: Link = read_link(url)
    except WrongLink as error:
        app.notify(f"Not opened: {visible(url)[:200]} {error}.", markup=False, severity="warning")
        return

    def go(agreed: bool | None) -> None:  # what the screen gives back
        if not agreed:
            return
        try:
            open_link(found)
        except NoBrowser as error:
            app.notify(str(error), markup=False, severity="warning")
        else:
            app.notify(f"Opened {found.url[:200]}", markup=False)

    app.push_screen(ConfirmScreen(renderer, f"Open {found.url}", found.doubts), go)


def export(app: App[None], opened: OpenBrief, renderer: Renderer) -> None:
    """Ask what goes out in which formats, write it, say where it is."""
    from briefing.settings import read_settings
    from briefing.tui.exportform import ExportForm
    from briefing.tui.screens.export import ExportScreen

    app.push_screen(ExportScreen(renderer, ExportForm(opened, read_settings().markings)))


def open_file(app: App[None], path: Path) -> None:
    """Show a file in the program that the system has for its kind."""
    from briefing.links import NoBrowser, open_path

    try:
        open_path(path)
    except NoBrowser as error:
        app.notify(f"{error}. y copies the path.", markup=False, severity="warning")
    else:
        app.notify(f"Opened {visible(path.name)}", markup=False)
