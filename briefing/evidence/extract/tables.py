"""How the tables of words in these modules are written, and what a span is."""

Span = tuple[int, int]
"""Start and end of a piece of text, as character offsets."""


def table(text: str) -> frozenset[str]:
    """The words of a table, which is written as running text."""
    return frozenset(text.split())
