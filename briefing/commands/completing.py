"""What a shell completes where click alone can't know it: formats, and the topics of a brief."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.choosing import opens_by_itself

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")
"""The shells that have completion."""

_LOOKED_INTO = 20
"""In how many briefs topics are looked for: a shell waits for the answer."""


def script(shell: str) -> str:
    """What a shell runs to have completion.

    They aren't click's: its bash script drops the commands where there may be files too, and none leaves out what is
    no brief. What they get from click is its protocol: plain words, or that files or folders are to be looked for.
    """
    return (Path(__file__).parent / "shells" / f"briefing.{shell}").read_text("utf-8")


def format_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The formats of an export that go on from a list such as `pdf,h`, without those that it has."""
    from briefing.export.formats import FORMATS

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in FORMATS if name.startswith(last) and name not in before.split(",")]


def output_folders(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The folders that may hold what is written."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def topics(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The topics of the briefs that stand on the line before, else of what opens by itself."""
    from briefing.entries import topic_names
    from briefing.library import briefs_in
    from briefing.loading import load
    from briefing.settings import read_settings

    # click leaves the arguments unsorted where the line ends in an option, and sorts them after --topic=
    told = context.params.get("briefs") or context.params.get("brief") or context.args
    places = [Path(each) for each in ([told] if isinstance(told, Path) else told)] or [opens_by_itself(read_settings())]
    paths = (path for place in places for path in (briefs_in(place) if place.is_dir() else (place,)))
    briefs = (load(path).brief for path in islice(paths, _LOOKED_INTO))
    names = dict.fromkeys(name for brief in briefs if brief for name in topic_names(brief))
    return [name for name in names if name.startswith(incomplete)]
