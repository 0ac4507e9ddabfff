"""The look: which role of a text has which colour, for our two themes, any of Textual's, and for none.

screen.md, Colour: quiet tones and one accent; every contrast there was computed by WCAG 2. Colour never carries
meaning alone, so the roles without colour (NO_COLOR) are told apart by weight, underline and reverse.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from rich.style import Style
from textual.theme import Theme


@dataclass(frozen=True)
class Palette:
    """The tones of one theme; `mono` is for NO_COLOR."""

    name: str
    dark: bool
    ground: str
    raised: str
    text: str
    strong: str
    muted: str
    rule: str
    accent: str
    before: str
    track: str
    mark: str
    mark_text: str
    mono: bool = False

    @cached_property
    def styles(self) -> dict[str, Style]:
        """Role to style: the only place where a role becomes a colour."""
        return _plain_styles() if self.mono else self._coloured_styles()

    def _coloured_styles(self) -> dict[str, Style]:
        return {
            "text": Style(color=self.text),
            "strong": Style(color=self.strong, bold=True),
            "number": Style(color=self.accent, bold=True),
            "muted": Style(color=self.muted),
            "rule": Style(color=self.rule),
            "heading": Style(color=self.muted, bold=True),
            "accent": Style(color=self.accent),
            "quote": Style(color=self.strong),
            "finding": Style(color=self.ground, bgcolor=self.strong, bold=True),
            "unchecked": Style(color=self.text, underline=True),
            "hit": Style(color=self.mark_text, bgcolor=self.mark),
            "hit_now": Style(color=self.ground, bgcolor=self.accent, bold=True),
            "passage": Style(color=self.mark_text, bgcolor=self.mark),
            "now": Style(color=self.accent, bgcolor=self.track),
            "before": Style(color=self.before, bgcolor=self.track),
            "selected": Style(color=self.mark_text, bgcolor=self.mark),
        }

    @property
    def theme(self) -> Theme:
        """The Textual theme, for the stock widgets (Input, palette, scrollbar, toasts)."""
        return Theme(
            name=self.name,
            primary=self.accent,
            secondary=self.muted,
            accent=self.accent,
            foreground=self.text,
            background=self.ground,
            surface=self.ground,
            panel=self.raised,
            warning=self.accent,
            error=self.strong,
            success=self.accent,
            dark=self.dark,
            variables={
                "tone-muted": self.muted,
                "tone-rule": self.rule,
                "tone-raised": self.raised,
                "input-cursor-background": self.accent,
                "input-cursor-foreground": self.ground,
                "input-selection-background": self.mark,
                "scrollbar": self.track,
                "scrollbar-hover": self.before,
                "scrollbar-active": self.accent,
                "scrollbar-background": self.ground,
                "scrollbar-background-hover": self.ground,
                "scrollbar-background-active": self.ground,
                "scrollbar-corner-color": self.ground,
            },
        )


def _plain_styles() -> dict[str, Style]:
    """The roles without any colour."""
    bold, dim, plain, reverse = Style(bold=True), Style(dim=True), Style(), Style(reverse=True)
    hit = Style(bold=True, underline=True)
    return {
        "text": plain,
        "strong": bold,
        "number": bold,
        "muted": dim,
        "rule": dim,
        "heading": bold,
        "accent": bold,
        "quote": plain,
        "finding": Style(reverse=True, bold=True),
        "unchecked": Style(underline=True),
        "hit": hit,
        "hit_now": reverse,
        "passage": hit,
        "now": plain,
        "before": dim,
        "selected": reverse,
    }


INK = Palette(
    name="ink",
    dark=True,
    ground="#11151a",
    raised="#191f26",
    text="#d8d4c9",
    strong="#fbf7ec",
    muted="#939aa2",
    rule="#38414a",
    accent="#86b8ea",
    before="#6a7683",
    track="#222a32",
    mark="#274a6e",
    mark_text="#fbf7ec",
)
PAPER = Palette(
    name="paper",
    dark=False,
    ground="#fbf8f1",
    raised="#f2ede1",
    text="#2b2e33",
    strong="#0b0e12",
    muted="#63676d",
    rule="#cfc8b8",
    accent="#174a80",
    before="#84816f",
    track="#e9e3d5",
    mark="#cbdff4",
    mark_text="#0b0e12",
)
OWN = {palette.name: palette for palette in (INK, PAPER)}

TLP_COLOURS = {
    "TLP:CLEAR": "#FFFFFF",
    "TLP:GREEN": "#33FF00",
    "TLP:AMBER": "#FFC000",
    "TLP:AMBER+STRICT": "#FFC000",
    "TLP:RED": "#FF2B2B",
}
"""The text colours that TLP 2.0 (FIRST, 2022) prescribes, each on #000000."""


def palette_of(theme: Theme, *, mono: bool) -> Palette:
    """The palette of one of our themes, or one made from the colours of another Textual theme."""
    own = OWN.get(theme.name)
    if own is None:
        own = _from_theme(theme)
    return replace(own, mono=True) if mono else own


def _from_theme(theme: Theme) -> Palette:
    from textual.color import Color

    colours = theme.to_color_system().generate()
    ground, text, accent = (Color.parse(colours[name]).rgb for name in ("background", "foreground", "primary"))

    def mix(one: tuple[int, int, int], other: tuple[int, int, int], part: float) -> str:
        red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
        return f"#{red:02x}{green:02x}{blue:02x}"

    return Palette(
        name=theme.name,
        dark=theme.dark,
        ground=mix(ground, ground, 0),
        raised=mix(ground, text, 0.06),
        text=mix(text, text, 0),
        strong=mix(text, (255, 255, 255) if theme.dark else (0, 0, 0), 0.7),
        muted=mix(text, ground, 0.35),
        rule=mix(ground, text, 0.22),
        accent=mix(accent, text, 0.25),
        before=mix(ground, text, 0.45),
        track=mix(ground, text, 0.1),
        mark=mix(ground, accent, 0.35),
        mark_text=mix(text, (255, 255, 255) if theme.dark else (0, 0, 0), 0.7),
    )
