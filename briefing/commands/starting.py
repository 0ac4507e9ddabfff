"""`briefing new`, `schema` and `completion`: what is needed before there is a brief."""

import datetime as dt
from pathlib import Path

import click

from briefing.choosing import CannotRun
from briefing.commands.completing import SHELLS, script
from briefing.console import Exit, out_json, out_text, say


@click.command()
@click.argument("what", metavar="TITLE|FILE.toml")
def new(*, what: str) -> int:
    """Start a brief from a template.

    The file holds a sample of every kind of item. With a TITLE it is called after that, and stands in ./briefs
    where there is such a folder, else here.
    """
    from briefing.authoring import template
    from briefing.files import Unwritable, write

    path, title = _new_file(what)
    try:
        path = write(path, template(title, dt.date.today()).encode(), replace=False)
    except Unwritable as error:
        raise CannotRun(f"{path}: {error}") from error
    say(f"Started {path}. It holds samples: put your own words in their place.")
    say(f"Then: briefing check {path}, which says what is wrong with it, and briefing {path}, which shows it.")
    return Exit.GOOD


def _new_file(what: str) -> tuple[Path, str]:
    """The path and the title of a new brief; what ends in .toml is a path."""
    from briefing.text import as_name

    if not what.strip():
        raise CannotRun("a brief needs a title")
    if what.endswith(".toml"):
        return Path(what), Path(what).stem.replace("-", " ").replace("_", " ").capitalize()
    folder = Path("briefs")
    name = as_name(what)[:60].rstrip("_").replace("_", "-")
    return (folder if folder.is_dir() else Path()) / f"{name}.toml", what


@click.command()
def schema() -> int:
    """Print the JSON Schema of the format.

    Editors that know it check and complete briefs as they are written.
    """
    from briefing.loading import json_schema

    out_json(json_schema())
    return Exit.GOOD


_SHELLS = """\b
To have it in every new shell:
  bash   echo 'eval "$(briefing completion bash)"' >> ~/.bashrc
  zsh    echo 'eval "$(briefing completion zsh)"' >> ~/.zshrc
  fish   briefing completion fish > ~/.config/fish/completions/briefing.fish
"""


@click.command(epilog=_SHELLS)
@click.argument("shell", type=click.Choice(SHELLS), required=False, metavar="SHELL")
def completion(*, shell: str | None) -> int:
    """Print what makes a shell complete words.

    Commands, options and what they take, and briefs. SHELL is bash, zsh or fish.
    """
    if shell is None:
        raise click.UsageError("name the shell: bash, zsh or fish", click.get_current_context())
    out_text(script(shell))
    return Exit.GOOD
