"""What all screens share: their keys in the foot, their colours, and a sentence where the window is too small."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Input

from briefing.tui.render import Renderer, content
from briefing.tui.widgets.lines import Foot, Line, Notice
from briefing.tui.widgets.pane import LinePane
from briefing.tui.widgets.search_bar import SearchBar

KEY_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "enter": "↵",
    "escape": "Esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "space": "Space",
    "tab": "⇥",
    "exclamation_mark": "!",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "left": "←",
    "right": "→",
    "down": "↓",
    "up": "↑",
    "home": "Home",
    "end": "End",
}
"""How keys are written in the foot and the help."""

SMALLEST = (40, 12)
"""Columns and rows below which the window can't show a brief."""


def key_name(key: str) -> str:
    """How a key of a binding is written: /, Esc, Ctrl+P, F1."""
    *held, last = key.split("+")
    if last in KEY_NAMES or len(last) > 1:
        last = KEY_NAMES.get(last, last.capitalize())
    elif held:
        last = last.upper()
    return "+".join([*(part.capitalize() for part in held), last])


class BaseScreen(Screen[None]):
    """A screen of lines and panes that draws itself in the app's present colours."""

    DEFAULT_CSS = """
    BaseScreen { background: $background; color: $foreground; overflow: hidden; layers: base over; }
    BaseScreen > .air { height: 0; }
    BaseScreen.-tall > .air { height: 1; }
    BaseScreen.-mono LinePane { scrollbar-size-vertical: 0; }
    BaseScreen #too-small { layer: over; display: none; width: 100%; height: 100%; background: $background; }
    BaseScreen.-tiny #too-small { display: block; }
    """
    SPLIT: ClassVar[int] = 110
    TALL: ClassVar[int] = 30
    BROAD: ClassVar[int] = 154
    """Columns from which on the list is as wide as a status still goes with its text, and the rest is beside it."""

    def __init__(self, renderer: Renderer) -> None:
        super().__init__()
        self.renderer = renderer

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout for the window's size."""
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """Choose the layout for a size; a screen that calls this before its first frame is laid out only once."""
        width, height = size
        self.set_class(width >= self.SPLIT, "-split")
        self.set_class(width >= self.BROAD, "-broad")
        self.set_class(height >= self.TALL, "-tall")
        # Without colour the scrollbar is a white slab.
        self.set_class(self.renderer.palette.mono, "-mono")
        tiny = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(tiny, "-tiny")
        if tiny:
            self._say_too_small(width, height)

    def _say_too_small(self, width: int, height: int) -> None:
        from textual.widgets import Static

        words = f"{width} x {height} is too small: briefing needs {SMALLEST[0]} x {SMALLEST[1]}."
        found = self.query("#too-small").results(Static)
        for static in found:
            static.update(content(words))
            return
        self.mount(Static(content(words), id="too-small", markup=False))

    def show_keys(self) -> None:
        """Fill the foot from the bindings that are in force, in the order in which the screen declares them."""
        shown: dict[str, tuple[str, str, str]] = {}
        for active in self.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.id is not None:
                owner = "app." if active.node is self.app else ""
                written = binding.key_display or key_name(binding.key)
                shown.setdefault(binding.id, (written, binding.description, owner + binding.action))
        declared = [one.id for one in self.BINDINGS if isinstance(one, Binding) and one.id in shown]
        ids = [*declared, *(name for name in shown if name not in declared)]
        for foot in self.query(Foot):
            foot.show(tuple(shown[str(name)] for name in ids))

    @property
    def is_whole(self) -> bool:
        """Whether all parts of the screen are there: what comes back from a thread may find them taken down."""
        return self.is_mounted and self.display  # `display` ends when Textual begins to remove a screen

    def notice(self, words: str, key: str = "") -> None:
        """Say something below the search bar that stays until its reason is gone."""
        if not self.is_mounted:
            self.call_after_refresh(self.notice, words, key)
            return
        notices = self.query(Notice)
        if words and not notices:
            self.mount(Notice(self.renderer), after=self.query_one(SearchBar))
        for notice in self.query(Notice):
            notice.show(words, key)

    def restyle(self, renderer: Renderer) -> None:
        """Draw everything in other colours."""
        self.renderer = renderer
        for line in self.query(Line):
            line.restyle(renderer)
        for pane in self.query(LinePane):
            pane.restyle(renderer)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A slash inside the words that are searched is a slash."""
        return not (action == "search" and self.is_typing)

    @property
    def is_typing(self) -> bool:
        """Whether a field has the keys."""
        return isinstance(self.focused, Input)
