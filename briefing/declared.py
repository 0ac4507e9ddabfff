"""The names that a file declares, with the paths where: what items may refer to.

Taken from the parsed data, not from the brief: what has an error is declared all the same, so that one slip in a
source doesn't turn every item that names it into another.
"""

from collections.abc import Mapping
from typing import Any

from briefing.entries import Path, id_from
from briefing.records import record


@record
class Declared:
    """Sources, topics and figures by name, each with the path where it is declared."""

    sources: Mapping[str, Path]
    topics: Mapping[str, Path]
    figures: Mapping[str, Path]


class Names(dict[str, Path]):
    """Names with the paths where they are declared; those that may be declared elsewhere are in it too.

    `elsewhere` are the names in what couldn't be read of a file, None for any name: what may be there isn't unknown.
    """

    def __init__(self, found: Mapping[str, Path], elsewhere: frozenset[str] | None) -> None:
        super().__init__(found)
        self._elsewhere = elsewhere

    def __contains__(self, name: object) -> bool:
        return self._elsewhere is None or super().__contains__(name) or name in self._elsewhere


def declared(data: Mapping[str, Any], elsewhere: frozenset[str] | None = frozenset()) -> Declared:
    """The names in a parsed file; `elsewhere` are those in what couldn't be parsed, None for any."""
    topics = _tables(data.get("topics"))
    figures: dict[str, Path] = {}
    for topic, table in topics.items():
        listed = table.get("figures")
        for index, figure in enumerate(listed if isinstance(listed, list) else ()):
            for key, name in _own_name(figure):
                figures.setdefault(name, ("topics", topic, "figures", index, key))
    sources = {name: ("sources", name) for name in _tables(data.get("sources"))}
    tables = {name: ("topics", name) for name in topics}
    return Declared(*(Names(found, elsewhere) for found in (sources, tables, figures)))


def _tables(value: Any) -> dict[str, dict[str, Any]]:
    return {name: table for name, table in value.items() if isinstance(table, dict)} if isinstance(value, dict) else {}


def _own_name(figure: Any) -> list[tuple[str, str]]:
    """The key that gives a figure its id, and the id; nothing where it has neither id nor label."""
    if not isinstance(figure, dict):
        return []
    if isinstance(figure.get("id"), str):
        return [("id", figure["id"])]
    return [("label", id_from(figure["label"]))] if isinstance(figure.get("label"), str) else []
