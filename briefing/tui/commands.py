"""The command palette: every tab, figure and quote of the open brief, every brief, and every action that has a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from briefing import wording
from briefing.model import Figure, Quote
from briefing.text import shown
from briefing.tui.briefrows import date_words
from briefing.tui.matching import LONGEST, score
from briefing.tui.render import rich_text
from briefing.tui.screens.base import key_name
from briefing.tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

Command = tuple[str, Callable[[], object], str]
"""What is shown, what it does, and what kind of command it is."""

BRIEFS = 20
"""Briefs that are offered at once."""

_LAST = 0.001
"""The score of what is said below all that matches."""


class BriefCommands(Provider):
    """Finds tabs, figures, quotes and actions by typing."""

    async def discover(self) -> Hits:
        """The tabs and actions, before anything is typed."""
        for words, command, kind in (*tab_commands(self.screen), *key_commands(self.screen)):
            yield DiscoveryHit(rich_text(shown(words, LONGEST)), command, shown(words, LONGEST), kind)

    async def search(self, query: str) -> Hits:
        """All commands that match."""
        for words, command, kind in (
            *tab_commands(self.screen),
            *key_commands(self.screen),
            *item_commands(self.screen),
        ):
            if (matched := score(query, words)) > 0:
                yield Hit(matched, rich_text(shown(words, LONGEST)), command, shown(words, LONGEST), kind)
        for words, command, kind in await brief_commands(self.app, query):
            yield Hit(
                score(query, words) or 1.0, rich_text(shown(words, LONGEST)), command, shown(words, LONGEST), kind
            )
        for words, command, kind in unread_commands(self.app, self.screen):
            yield Hit(_LAST, words, command, words, kind)


async def brief_commands(app: App[object], query: str) -> list[Command]:
    """One command for each brief of the library whose title, tags, date or file match, the newest first."""
    from briefing.tui.app import BriefingApp

    if not isinstance(app, BriefingApp) or not query.strip():
        return []
    shelf = app.shelf
    if not shelf.begun and not shelf.is_kept():
        return []
    shelf.begin()
    rows = await shelf.ask(lambda _: shelf.index.briefs(filtered=query, limit=BRIEFS))
    return [
        (row.title or row.path.name, partial(app.desk.show, row.path), f"Brief {date_words(row.date or row.as_of)}")
        for row in rows or ()
    ]


def unread_commands(app: App[object], screen: Screen[object]) -> list[Command]:
    """The command that leads to the list, and says why a brief may be missing: not all of them are read yet."""
    from briefing.tui.app import BriefingApp
    from briefing.tui.screens.library import LibraryScreen

    if not isinstance(app, BriefingApp) or isinstance(screen, LibraryScreen) or app.shelf.complete:
        return []
    words = "are being read" if app.shelf.begun else "aren't read yet"
    return [(f"The other briefs {words}: list them", app.list_briefs, "Reads the whole folder")]


def tab_commands(screen: Screen[object]) -> Iterator[Command]:
    """One command for each tab."""
    if isinstance(screen, ReadingScreen):
        for index, tab in enumerate(screen.opened.tabs):
            yield tab.title, partial(screen.action_tab, index), f"Tab {index}"


def key_commands(screen: Screen[object]) -> Iterator[Command]:
    """One command for each action of the screen that has a key."""
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id is not None and binding.tooltip:
            namespace = "app." if active.node is screen.app else ""
            yield binding.description, partial(screen.run_action, namespace + binding.action), f"Key {key_name(key)}"


def item_commands(screen: Screen[object]) -> Iterator[Command]:
    """One command for each figure and quote."""
    if not isinstance(screen, ReadingScreen):
        return
    for entry in screen.opened.entries:
        go = partial(screen.go_to, entry.key)
        match entry.item:
            case Figure() as figure:
                number = wording.number(figure, screen.opened.figures, short=True)
                yield f"{number}  {wording.title(figure)}", go, "Figure"
            case Quote() as quote:
                speaker, _ = wording.said_by(quote, screen.opened.roles)
                yield f"“{quote.text}” {speaker}", go, "Quote"
