"""How the tables of words in these modules are written."""


def table(text: str) -> frozenset[str]:
    """The words of a table, which is written as running text."""
    return frozenset(text.split())
