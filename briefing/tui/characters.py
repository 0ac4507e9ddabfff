"""The characters that the terminal can show: text comes through here before it is measured, wrapped and drawn.

What a terminal lacks is written in ASCII, and that takes other room: a text that was changed only when it is drawn
would run over the edge, and its end be lost.
"""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len

from briefing.text import visible

Spans = tuple[tuple[int, int], ...]

GLYPHS = str.maketrans(
    {
        **dict.fromkeys("▎│", "|"),
        **dict.fromkeys("━═", "="),
        **dict.fromkeys("─–—·−‐‑", "-"),
        **dict.fromkeys("█▉▊▋▌▍▏", "#"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’", "'"),
        "▲": "+", "▼": "-", "…": "...", "×": "x", "÷": "/", "●": "(*)", "○": "( )", "✓": "[x]",
        "→": "->", "↵": "Enter", "⇥": "Tab", "▔": "^", "≠": "!=", "€": "EUR ", "£": "GBP ", "₹": "INR ",
        "←": "<-", "↑": "Up", "↓": "Down", "\u27e8": "<", "\u27e9": ">", "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip
"""What stands for our glyphs where the terminal can't show them (screen.md, Glyphs)."""

_SCROLLBAR_ENDS = "▁▂▃▄▅▆▇"
"""Parts of a cell at the ends of Textual's scrollbar: a blank shows the cell's own colour."""


class _Terminal:
    """The one terminal that a process has."""

    ascii_only: ClassVar[bool] = False


def use_ascii(only: bool) -> None:  # what the terminal can show, said once at the start
    """Say whether the terminal shows nothing but ASCII."""
    _Terminal.ascii_only = only


def printable(text: str) -> str:
    """The text as the terminal can show it: nothing in it acts, and what it lacks is written in ASCII."""
    text = visible(text)
    if _Terminal.ascii_only and not text.isascii():
        return text.translate(GLYPHS).encode("ascii", "backslashreplace").decode()
    return text


def printable_marks(text: str, marks: Spans) -> Spans:
    """Spans of a visible text, as they lie in its printable form."""
    if not marks or printable(text) == text:
        return marks
    return tuple((len(printable(text[:start])), len(printable(text[:end]))) for start, end in marks)


def in_cells(text: str) -> str:
    """The text in ASCII in as many cells as it takes already: for what was laid out by others."""
    return text if text.isascii() else "".join(map(_in_its_cells, text))


def _in_its_cells(character: str) -> str:
    shown = " " if character in _SCROLLBAR_ENDS else GLYPHS.get(ord(character), character)
    if isinstance(shown, str) and len(shown) == 1 and shown.isascii():
        return shown
    return "?" * cell_len(character)
