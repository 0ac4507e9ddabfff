"""Every role can be read on its ground, in our themes and in all of Textual's."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from briefing.tui.themes import OWN, TLP_COLOURS, Palette, palette_of


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""

    def luminance(value: str) -> float:
        def linear(part: float) -> float:
            return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

        red, green, blue = (linear(part / 255) for part in Color.parse(value).rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


ROLES = [
    # text, its ground, and the least contrast: 4.5 for text, 3 for what is drawn (WCAG 2.2, 1.4.3 and 1.4.11)
    ("text", "ground", 4.5),
    ("strong", "ground", 4.5),
    ("muted", "ground", 4.5),
    ("muted", "raised", 4.5),
    ("accent", "ground", 4.5),
    ("accent", "track", 3.0),
    ("before", "track", 3.0),
    ("mark_text", "mark", 4.5),
]


@pytest.mark.parametrize("palette", OWN.values(), ids=lambda palette: palette.name)
@pytest.mark.parametrize(("text", "ground", "least"), ROLES)
def test_our_themes(palette: Palette, text: str, ground: str, least: float) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= least


@pytest.mark.parametrize("name", [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi])
def test_other_themes_can_be_read(name: str) -> None:
    palette = palette_of(BUILTIN_THEMES[name], mono=False)
    assert contrast(palette.text, palette.ground) >= 4.0
    assert contrast(palette.strong, palette.ground) >= 4.5
    assert palette.styles["number"].bold


def test_the_colours_of_tlp_on_black() -> None:
    assert all(contrast(colour, "#000000") >= 4.5 for colour in TLP_COLOURS.values())


def test_without_colour_there_is_none() -> None:
    for palette in OWN.values():
        mono = palette_of(palette.theme, mono=True)
        assert all(style.color is None and style.bgcolor is None for style in mono.styles.values())
