"""The commands: parse, call the core, print."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import __version__, reporting
from briefing.console import Exit, OutputLost, out, out_json, out_text, say
from briefing.launch import COMPLETE, unknown
from briefing.library import briefs_in, default_place
from briefing.loading import Loaded, load

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class CannotRun(Exception):
    """What was asked for can't be done; the message is a sentence, `more` are lines below it."""

    def __init__(self, message: str, more: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.more = tuple(more)


def run(arguments: list[str]) -> int:
    """Run a command and return its exit status. Raises OutputLost where standard output takes no more."""
    try:
        return int(commands.main(arguments, prog_name="briefing", standalone_mode=False) or Exit.GOOD)
    except CannotRun as error:
        say(f"briefing: {error}")
        for line in error.more:
            say(line)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "briefing"
        say(f"{command}: {error.format_message()}")
        say(f"See {command} --help")
    except SystemExit as done:  # click has answered a shell that asked for completions
        return int(done.code or 0)
    except OSError as error:
        if error.filename is not None:
            raise
        raise OutputLost.by(error) from error  # click writes its help by itself
    return Exit.CANNOT


class _Commands(click.Group):
    """The commands in the order of a day's work, and a path in the place of a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        return list(self.commands)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click has it
        formatter.write_usage("briefing", "[PATH]")
        formatter.write_usage("briefing", "COMMAND …", prefix="       ")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word in self.commands or word.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if _exists(Path(word)):
            raise CannotRun(f"the screen opens one path and takes nothing after it: briefing {word}")
        raise CannotRun(unknown(word))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


_PATH = click.Path(path_type=Path)
_place = click.argument("path", type=_PATH, required=False)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 90})
@click.version_option(__version__, message="briefing %(version)s")
def commands() -> None:
    r"""Read, check, find and hand over briefs: key figures and quotes, each with its source.

    With a PATH, a brief or a folder of briefs, the screen opens on it. With none it opens on ./briefs, else on the
    library that the settings name, else on the briefs that come with the program. There, ? shows the keys.

    \b
    Examples:
      briefing                           read what is here
      briefing visit.toml                read one brief
      briefing new "Visit to Lisbon"     start a brief
      briefing check visit.toml          see what is wrong with it
      briefing search "arms imports"     find a figure or a quote
      briefing export visit.toml         hand it over, as Markdown

    A file that is called like a command opens by its path: briefing ./show
    """


@commands.command("list")
@_place
@_json
def list_(*, path: Path | None, as_json: bool) -> int:
    """List the briefs of a folder, newest first.

    Each line has a brief's date, status, marking, number of problems, title and path.
    """
    briefs = _load(path)
    rows = sorted(map(reporting.listed, briefs), key=lambda row: row["date"] or "", reverse=True)
    if as_json:
        out_json({"briefs": rows})
    else:
        _print(reporting.list_lines(rows))
    for loaded in briefs:
        if loaded.brief is None:
            say(str(loaded.problems[0]))
    return Exit.GOOD


@commands.command()
@click.argument("query")
@_place
@_json
def search(*, query: str, path: Path | None, as_json: bool) -> int:
    """Find figures, quotes, points and all else in the briefs of a folder, or in one brief.

    All words must be there, each as the start of a word; "a phrase" in quotation marks; -word leaves out;
    topic:energy, kind:quote, speaker:putin and source:report look there only. Quote the query for your shell; after
    -- it may begin with a hyphen. The exit status is 1 where nothing was found.
    """
    from briefing.entries import entries
    from briefing.search import Query, hits

    asked = Query.parse(query)
    if asked.problem:
        say(f"briefing search: {asked.problem}")
    if not asked:
        raise CannotRun("nothing to look for: write a word")
    briefs = _load(path)
    found = [
        reporting.Found(loaded, loaded.brief, hits(loaded.brief, entries(loaded.brief), asked))
        for loaded in briefs
        if loaded.brief is not None
    ]
    found = [each for each in found if each.hits]
    total = sum(len(each.hits) for each in found)
    if as_json:
        out_json(reporting.hits_as_data(query, found))
    else:
        for each in found:
            _print(reporting.hit_lines(each))
        say(f"{reporting.counted(total, 'hit')} in {reporting.counted(len(found), 'brief')}")
    faulty = sum(bool(loaded.errors) for loaded in briefs)
    if faulty:
        say(f"{reporting.counted(faulty, 'brief')} with errors, searched as far as can be read; see briefing check")
    return Exit.GOOD if total else Exit.FINDINGS


@commands.command()
@click.argument("paths", type=_PATH, nargs=-1, metavar="[PATH]…")
@_json
def check(*, paths: tuple[Path, ...], as_json: bool) -> int:
    """Check briefs: what is wrong in the files, and whether each item names its source.

    PATHs are files and folders. The exit status is 1 where a brief has an error, or an item that its source
    contradicts; warnings alone leave it at 0.
    """
    from briefing.evidence.status import FINDINGS

    briefs = [loaded for path in paths or (None,) for loaded in _load(path)]
    data = [reporting.checked(loaded) for loaded in briefs]
    if as_json:
        out_json({"briefs": data, "conflicts": []})
    else:
        for loaded in briefs:
            for problem in loaded.problems:
                _print(reporting.problem_lines(problem))
        say(reporting.summary(data))
    contradicted = any(item["status"] in FINDINGS for brief in data for item in brief["items"])
    return Exit.FINDINGS if contradicted or any(loaded.errors for loaded in briefs) else Exit.GOOD


@commands.command()
@click.argument("what", metavar="TITLE|FILE.toml")
def new(*, what: str) -> int:
    """Start a brief: write a file with a sample of every kind of item.

    With a TITLE the file is called after it, and stands in ./briefs where there is such a folder, else here.
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
    return (folder if folder.is_dir() else Path()) / f"{name or 'brief'}.toml", what


@commands.command()
def schema() -> int:
    """Print the JSON Schema of the format, with which editors check and complete briefs."""
    from briefing.loading import json_schema

    out_json(json_schema())
    return Exit.GOOD


@commands.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(*, shell: str) -> int:
    r"""Print what makes a shell complete commands, options and paths.

    \b
      bash   echo 'eval "$(briefing completion bash)"' >> ~/.bashrc
      zsh    echo 'eval "$(briefing completion zsh)"' >> ~/.zshrc
      fish   briefing completion fish > ~/.config/fish/completions/briefing.fish
    """
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    form = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}[shell]
    out_text(form(commands, {}, "briefing", COMPLETE).source())
    return Exit.GOOD


def _print(lines: Iterable[reporting.Line]) -> None:
    for line in lines:
        out(*line)


def _load(path: Path | None) -> list[Loaded]:
    return [load(each) for each in _paths(path)]


def _paths(path: Path | None) -> list[Path]:
    """The brief files at a path: itself, or all in a folder. Raises CannotRun where there is none."""
    place = _default_place() if path is None else path
    if not _exists(place):
        raise CannotRun(f"no such file or folder: {place}")
    if not place.is_dir():
        return [place]
    found = briefs_in(place)
    if not found:
        raise CannotRun(f"no briefs (*.toml) in {place}. To start one: briefing new TITLE")
    return found


def _exists(path: Path) -> bool:
    """Whether there is something at a path that may be looked at."""
    try:
        return path.exists()
    except OSError:  # in a folder that may not be entered
        return False


def _default_place() -> Path:
    from briefing.settings import read_settings

    settings = read_settings()
    for problem in settings.problems:
        say(str(problem), f" ({problem.hint})" if problem.hint else "")
    return default_place(settings)
