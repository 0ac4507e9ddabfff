"""What several commands share: arguments and options, and how they print and warn."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands import completing
from briefing.console import Styled, out, say_problem

if TYPE_CHECKING:
    from briefing.evidence.checker import Checker
    from briefing.loading import Loaded

PATH = click.Path(path_type=Path)
brief_argument = click.argument("brief", type=PATH, required=False)
place_argument = click.argument("path", type=PATH, required=False)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
topics_option = click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="NAME",
    shell_complete=completing.topics,
    help="Only this topic; may be repeated.",
)
sources_option = click.option(
    "--sources",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder with texts of sources that don't stand beside the briefs; may be repeated.",
)


def print_lines(lines: Iterable[tuple[str | Styled, ...]]) -> None:
    """Print lines of data for a person."""
    for line in lines:
        out(*line)


def warn_of(loaded: "Loaded") -> None:
    """Say what is wrong with a file."""
    for problem in loaded.errors:
        say_problem(problem)


def checker_of(folders: tuple[Path, ...]) -> "Checker":
    """Make what checks briefs, with the folder of texts that the settings name where none is given."""
    from briefing.evidence.checker import Checker
    from briefing.settings import read_settings

    own = read_settings().sources
    return Checker(folders or ((own,) if own else ()))
