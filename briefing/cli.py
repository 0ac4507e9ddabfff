"""The command line: which command is meant, and how it ends."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import __version__
from briefing.choosing import CannotRun, exists
from briefing.commands.checking import check
from briefing.commands.exporting import export
from briefing.commands.finding import index, list_, search
from briefing.commands.showing import show
from briefing.commands.starting import completion, new, schema
from briefing.console import COMPLETE, Exit, OutputLost, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def run(arguments: list[str]) -> int:
    """Run a command and return its exit status. Raises OutputLost where standard output takes no more."""
    if COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(commands, {}, "briefing", COMPLETE, os.environ[COMPLETE])
    try:
        with commands.make_context("briefing", list(arguments)) as context:
            return int(commands.invoke(context))
    except click.exceptions.Exit as done:  # after --help and --version
        return done.exit_code
    except CannotRun as error:
        say(f"briefing: {error}")
        for line in error.more:
            say(line)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "briefing"
        say(f"{command}: {error.format_message()}")
        say(f"See {command} --help")
    except OSError as error:
        if error.filename is not None:
            raise
        raise OutputLost.by(error) from error  # click writes its help by itself
    return Exit.CANNOT


def unknown(word: str) -> str:
    """Say of a word that is neither a command nor a path what might have been meant."""
    from difflib import get_close_matches

    near = get_close_matches(word, commands.commands, n=1)
    return f"no such file or folder: {word}. " + (f"Did you mean “{near[0]}”?" if near else "See briefing --help")


class _Commands(click.Group):
    """The commands in the order of a day's work, and a path in the place of a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        return list(self.commands)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click has it
        formatter.write_usage("briefing", "[PATH]")
        formatter.write_usage("briefing", "COMMAND ...", prefix="       ")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word in self.commands or word.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if exists(Path(word)):
            raise CannotRun(f"the screen opens one path and takes nothing after it: briefing {word}")
        raise CannotRun(unknown(word))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


_EXAMPLES = """\b
Examples:
  briefing                           read what is here
  briefing visit.toml                read one brief
  briefing new "Visit to Lisbon"     start a brief
  briefing check visit.toml          see what is wrong with it
  briefing search "arms imports"     find a figure or a quote
  briefing export visit.toml         hand it over; --to pdf for paper
  briefing export briefs -o out/     hand all of them over

A file that is called like a command opens by its path: briefing ./show
"""


@click.group(cls=_Commands, context_settings={"help_option_names": ["--help", "-h"]}, epilog=_EXAMPLES)
@click.version_option(__version__, message="briefing %(version)s")
def commands() -> None:
    """Read, check, find and hand over briefs: key figures and quotes, each with its source.

    With a PATH, a brief or a folder of briefs, the screen opens on it. With none it opens on ./briefs, else on the
    library that the settings name, else on the briefs that come with the program; where there are no others, at once
    on the one about a state visit. There, ? shows the keys.
    """


for command in (show, list_, search, check, export, new, index, schema, completion):
    commands.add_command(command)
