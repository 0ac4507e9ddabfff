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


def declared(data: Mapping[str, Any]) -> Declared:
    """The names in a parsed file."""
    topics = _tables(data.get("topics"))
    figures: dict[str, Path] = {}
    for topic, table in topics.items():
        listed = table.get("figures")
        for index, figure in enumerate(listed if isinstance(listed, list) else ()):
            for key, name in _own_name(figure):
                figures.setdefault(name, ("topics", topic, "figures", index, key))
    sources = {name: ("sources", name) for name in _tables(data.get("sources"))}
    return Declared(sources, {name: ("topics", name) for name in topics}, figures)


def _tables(value: Any) -> dict[str, dict[str, Any]]:
    return {name: table for name, table in value.items() if isinstance(table, dict)} if isinstance(value, dict) else {}


def _own_name(figure: Any) -> list[tuple[str, str]]:
    """The key that gives a figure its id, and the id; nothing where it has neither id nor label."""
    if not isinstance(figure, dict):
        return []
    if isinstance(figure.get("id"), str):
        return [("id", figure["id"])]
    return [("label", id_from(figure["label"]))] if isinstance(figure.get("label"), str) else []
