"""A figure's bars as inline SVG, with their names and values as text beside them."""

from briefing.export.blocks import FigureBlock
from briefing.export.markup import Markup, element

_LEAST = 0.6
"""The shortest bar of a value above zero, in hundredths of the width: it can still be seen."""


def chart(block: FigureBlock, name: str) -> Markup | None:
    """The bars of a figure, on a track where they're parts of a whole; None where it has none.

    `name` tells the identifiers of this chart from those of any other.
    """
    bars, percent = block.drawn, block.in_percent
    if not bars:
        return None
    named, track = bool(block.bars), percent or not block.bars
    values = [f"{bar.value}\u202f%" if named and percent else bar.value.replace(" %", "\u202f%") for bar in bars]
    drawn = [
        line
        for place, bar in enumerate(bars)
        for line in (
            _line("track", place, 1) if track else None,
            _line("now" if bar.now else "before", place, bar.fraction) if bar.fraction else None,
        )
    ]
    picture = element(
        "svg",
        element("title", f"Bars: {block.label}", id=f"{name}-title"),
        element(
            "desc",
            "; ".join(f"{bar.name}: {value}" for bar, value in zip(bars, values, strict=True)),
            id=f"{name}-desc",
        ),
        drawn,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 100 {len(bars)}",
        preserveAspectRatio="none",
    )
    words = [
        (
            element("span", bar.name, class_="name now" if bar.now else "name") if named else None,
            element("span", value, class_="value now" if bar.now else "value"),
        )
        for bar, value in zip(bars, values, strict=True)
    ]
    return element("div", picture, words, class_=f"chart rows-{len(bars)}" + ("" if named else " unnamed"))


def _line(kind: str, place: int, fraction: float) -> Markup:
    """A bar as a line: its thickness stays the same however the picture is stretched."""
    length = round(max(100 * fraction, _LEAST), 2)
    height = f"{place + 0.5}"
    return element(
        "line", class_=kind, vector_effect="non-scaling-stroke", x1="0", x2=f"{length:g}", y1=height, y2=height
    )
