"""The commands: parse, call the core, print."""

import datetime as dt
import os
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing import __version__, reporting
from briefing.choosing import CannotRun, exists, load_all, load_one, paths_of
from briefing.console import (
    COMPLETE,
    Exit,
    OutputLost,
    columns,
    is_terminal,
    out,
    out_bytes,
    out_json,
    out_text,
    progress,
    say,
    say_problem,
    takes_unicode,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from briefing.evidence.checker import Checker
    from briefing.evidence.checking import Checked
    from briefing.export.page import Page
    from briefing.export.saving import Order
    from briefing.export.setting import Layout, Paper
    from briefing.loading import Loaded
    from briefing.model import Brief


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


_PATH = click.Path(path_type=Path)
_brief = click.argument("brief", type=_PATH, required=False)
_place = click.argument("path", type=_PATH, required=False)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
_topics = click.option("--topic", "topics", multiple=True, metavar="NAME", help="Only this topic; may be repeated.")


_EXAMPLES = """\b
Examples:
  briefing                           read what is here
  briefing visit.toml                read one brief
  briefing new "Visit to Lisbon"     start a brief
  briefing check visit.toml          see what is wrong with it
  briefing search "arms imports"     find a figure or a quote
  briefing export visit.toml         hand it over; --to pdf for paper
  briefing export -o visit.pdf       hand it over on paper

A file that is called like a command opens by its path: briefing ./show
"""


@click.group(cls=_Commands, context_settings={"help_option_names": ["--help", "-h"]}, epilog=_EXAMPLES)
@click.version_option(__version__, message="briefing %(version)s")
def commands() -> None:
    """Read, check, find and hand over briefs: key figures and quotes, each with its source.

    With a PATH, a brief or a folder of briefs, the screen opens on it. With none it opens on ./briefs, else on the
    library that the settings name, else on the briefs that come with the program. There, ? shows the keys.
    """


@commands.command()
@_brief
@_topics
@click.option("--plain", is_flag=True, help="No colour and no drawing: for screen readers and other programs.")
@_json
def show(*, brief: Path | None, topics: tuple[str, ...], plain: bool, as_json: bool) -> int:
    """Print a brief as text.

    BRIEF is a file, or a folder with one brief in it; without it, the one brief of the place that opens by itself. In
    a pipe the text is always plain. Of a file with errors as much is shown as can be read, and the exit status is 2.
    """
    from briefing.export.page import lay_out
    from briefing.settings import read_settings

    loaded = load_one(brief)
    if loaded.errors:
        _warn_of(loaded)
    if loaded.brief is None:
        return Exit.CANNOT
    markings, known = read_settings().markings, _checker(()).check(loaded.brief, loaded.path).statuses
    page = _laid_out(
        lambda found: lay_out(found, topics=topics, on_screen=True, markings=markings, known=known), loaded.brief
    )
    if as_json:
        from briefing.export.data import as_data

        out_json(as_data(page))
    else:
        _print_page(page, None if plain else columns())
    return Exit.CANNOT if loaded.errors else Exit.GOOD


@commands.command("list")
@_place
@_json
def list_(*, path: Path | None, as_json: bool) -> int:
    """List the briefs of a folder, newest first.

    Each line has a brief's date, status, marking, number of problems, title and path.
    """
    briefs = load_all(path)
    rows = sorted(map(reporting.listed, briefs), key=lambda row: row["date"] or row["as_of"] or "", reverse=True)
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
    """Find figures, quotes and all other items.

    PATH is a folder of briefs, or one brief. All words must be there, each as the start of a word; "a phrase" in
    quotation marks; -word leaves out; topic:energy, kind:quote, speaker:putin and source:report look there only.
    Quote the query for your shell; after -- it may begin with a hyphen. The exit status is 1 where nothing was
    found.
    """
    from briefing.entries import entries
    from briefing.search import Query, hits

    asked = Query.parse(query)
    if asked.problem:
        say(f"briefing search: {asked.problem}")
    if not asked:
        raise CannotRun("nothing to look for: write a word")
    if path is not None and not exists(path):
        hint = f'a query of several words stands in quotation marks: briefing search "{query} {path}"'
        raise CannotRun(f"no such file or folder: {path}; {hint}")
    briefs = load_all(path)
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


_sources = click.option(
    "--sources",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder with texts of sources that don't stand beside the briefs; may be repeated.",
)


@commands.command()
@click.argument("paths", type=_PATH, nargs=-1, metavar="[PATH]...")
@_sources
@click.option("--coverage", "with_coverage", is_flag=True, help="List what the sources hold and the briefs don't.")
@click.option("--record", "to_record", is_flag=True, help="Keep what is verified in records.toml, beside the briefs.")
@click.option("--strict", is_flag=True, help="Count warnings and what couldn't be checked as findings.")
@_json
def check(
    *,
    paths: tuple[Path, ...],
    folders: tuple[Path, ...],
    with_coverage: bool,
    to_record: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Say what is wrong in briefs, and where.

    Checks the files, and each item against the stored text of its source: its quotes word by word, its figures by
    value, unit and direction. A text stands in sources/NAME.txt beside the brief, or where the source's `file` says.
    PATHs are files and folders; figures with the same id are compared across them. The exit status is 1 where a brief
    has an error, an item that its source contradicts or doesn't hold, or a conflict.
    """
    from briefing.checkreport import as_data, conflict_as_data, conflict_lines, problem_lines, summary
    from briefing.evidence.conflicts import conflicts

    briefs = [loaded for path in paths or (None,) for loaded in load_all(path)]
    checker = _checker(folders)
    data, checks = [], []
    with progress(len(briefs), "Checking") if len(briefs) > _MANY else nullcontext(lambda: None) as step:
        for loaded in briefs:
            found = checker.check(loaded.brief, loaded.path) if loaded.brief else None
            data.append(as_data(loaded, found))
            checks.append(found)
            step()
    clashes = conflicts((loaded.path, loaded.brief) for loaded in briefs if loaded.brief is not None)
    if as_json:
        out_json({"briefs": data, "conflicts": list(map(conflict_as_data, clashes))})
    else:
        for loaded, found in zip(briefs, checks, strict=True):
            for problem in loaded.problems:
                _print(problem_lines(problem))
            _print_evidence(loaded, found, with_coverage=with_coverage)
        for clash in clashes:
            _print(conflict_lines(clash))
        say(summary(data, len(clashes)))
    _say_records(checker)
    if to_record:
        _record(checker, [(loaded, found) for loaded, found in zip(briefs, checks, strict=True) if found])
    return _verdict(briefs, data, strict=strict, conflicts=len(clashes))


_MANY = 20
"""From so many briefs on a check shows how far it is."""


def _checker(folders: tuple[Path, ...]) -> "Checker":
    """Make what checks briefs, with the folder of texts that the settings name where none is given."""
    from briefing.evidence.checker import Checker
    from briefing.settings import read_settings

    own = read_settings().sources
    return Checker(folders or ((own,) if own else ()))


def _print_evidence(loaded: "Loaded", found: "Checked | None", *, with_coverage: bool) -> None:
    from briefing.checkreport import coverage_lines, evidence_lines, unchecked
    from briefing.evidence.coverage import coverage
    from briefing.evidence.sourcetext import SourceText

    if found is None or loaded.brief is None:
        return
    _print(evidence_lines(loaded, loaded.brief, found))
    for sentence in unchecked(loaded, found):
        say(sentence)
    for one in coverage(found) if with_coverage else ():
        if isinstance(text := found.texts[one.source], SourceText):
            _print(coverage_lines(one, str(text.path)))


def _say_records(checker: "Checker") -> None:
    """Say which records couldn't be read."""
    for records in checker.seen():
        if records.problem:
            say(f"{records.problem}; nothing in it counts")


def _record(checker: "Checker", checked: "list[tuple[Loaded, Checked]]") -> None:
    """Write the records of the folders of some briefs. Raises CannotRun where a file of records can't be used."""
    from briefing.evidence.checking import to_record
    from briefing.evidence.ledger import with_records_of, write_records
    from briefing.files import Unwritable

    for records in checker.seen():
        if records.problem:
            raise CannotRun(f"{records.problem}; mend or remove it, then record again")
        count, new = 0, records
        for loaded, found in checked:
            if loaded.brief is not None and loaded.path.parent == records.path.parent:
                own = to_record(found, loaded.brief, records, dt.date.today())
                count += len(own)
                new = with_records_of(new, loaded.path, own)
        try:
            path = write_records(new)
        except Unwritable as error:
            raise CannotRun(f"{records.path}: {error}") from error
        say(f"Recorded {reporting.counted(count, 'item')} in {path}")


def _verdict(briefs: "list[Loaded]", data: list[dict[str, Any]], *, strict: bool, conflicts: int) -> Exit:
    """Give the exit status of a check."""
    from briefing.evidence.status import FINDINGS, Status

    failing = {*FINDINGS, Status.UNCHECKED, Status.NO_SOURCE} if strict else FINDINGS
    items = [item for brief in data for item in brief["items"]]
    found = conflicts or any(item["status"] in failing for item in items) or any(loaded.errors for loaded in briefs)
    warned = any(loaded.problems for loaded in briefs) or any(item["warnings"] for item in items)
    return Exit.FINDINGS if found or (strict and warned) else Exit.GOOD


@commands.command()
@click.argument("briefs", type=_PATH, nargs=-1, metavar="[BRIEF]...")
@click.option(
    "--to",
    "names",
    metavar="FORMATS",
    help="pdf, html, docx, md, json, or several: pdf,docx; without it what FILE ends in, or md.",
)
@click.option("-o", "--output", metavar="FILE|DIR|-", help="A file, a folder, or - for standard output.")
@_topics
@click.option("--max-marking", metavar="MARKING", help="Leave out what is marked stricter, or not marked.")
@click.option("--layout", type=click.Choice(["full", "one-page"]), default="full", help="Of a PDF: all, or one page.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="Of a PDF and a Word file.")
@click.option(
    "--font-path",
    "fonts",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with fonts for letters that no other font has; may be repeated.",
)
@_sources
@click.option("--with-findings", is_flag=True, help="Hand over even a final brief with items that fail their check.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
def export(
    *,
    briefs: tuple[Path, ...],
    names: str | None,
    output: str | None,
    topics: tuple[str, ...],
    max_marking: str | None,
    layout: "Layout",
    paper: "Paper",
    fonts: tuple[str, ...],
    folders: tuple[Path, ...],
    with_findings: bool,
    force: bool,
) -> int:
    """Write briefs to files that can be handed over.

    A BRIEF is a file, or a folder of briefs; without one, it is the one brief of the place that opens by itself.
    Without -o the files stand here and are called after the brief's title. A brief with errors is refused: what they
    hold would be missing, and nobody would see it. On one page stand the key figures, the points and quotations that
    matter most, and the latest events; what has no room is counted.
    """
    from briefing.export.saving import NotSaved, Order, formats
    from briefing.export.setting import Setting
    from briefing.loading import load
    from briefing.settings import read_settings

    try:
        order = Order(
            formats=formats(names, output),
            setting=Setting(layout, paper, fonts),
            topics=topics,
            max_marking=max_marking,
            markings=read_settings().markings,
            output=output,
            force=force,
            with_findings=with_findings,
        )
        paths, checker = paths_of(briefs), _checker(folders)
        if len(paths) > 1:
            return _export_several(paths, order, checker)
        return _export_one(load(paths[0]), order, checker)
    except NotSaved as error:
        raise CannotRun(str(error)) from error


def _export_one(loaded: "Loaded", order: "Order", checker: "Checker") -> int:
    """Save one brief, checked against its sources. Raises CannotRun, NotSaved."""
    from briefing.export.saving import make, prepare, save, targets

    if loaded.brief is None or loaded.errors:
        _warn_of(loaded)
        raise CannotRun(
            f"{loaded.path} has {reporting.counted(len(loaded.errors), 'error')}; mend it before it goes out"
        )
    page = prepare(loaded.brief, order, checker.check(loaded.brief, loaded.path).statuses)
    left_out = list(page.left_out)
    if order.output == "-":
        if order.formats[0] in ("pdf", "docx") and is_terminal():
            raise CannotRun(f"{order.formats[0]} is nothing that a terminal can show; name a file: -o FILE")
        made = make(page, order.formats[0], order.setting, "standard output")
        out_bytes(made.data)
        left_out += made.left_out
    else:
        for path, made in save(page, order, targets(page, order)):
            say(f"Wrote {path}")
            left_out += made.left_out
    for sentence in left_out:
        say(sentence)
    return Exit.GOOD


def _export_several(paths: list[Path], order: "Order", checker: "Checker") -> int:
    """Save many briefs, with a bar on a terminal; what was left out of which, and which couldn't be saved, at the end.

    Raises CannotRun where the output can't hold several.
    """
    from briefing.export.saving import is_folder
    from briefing.export.several import hand_over

    if order.output is not None and not is_folder(order.output):
        raise CannotRun(f"{order.output} can't hold {len(paths)} briefs; name a folder, such as {order.output}/")
    written, told = 0, []
    with progress(len(paths), "Exporting") as step:
        for outcome in hand_over(paths, order, checker):
            written += bool(not outcome.trouble)
            sentence = " ".join(outcome.left_out)
            told += [outcome.trouble] if outcome.trouble else [f"{outcome.brief}: {sentence}"] if sentence else []
            step()
    for line in told:
        say(line)
    where = f" to {order.output}" if order.output else ""
    rest = f"; {len(paths) - written} not" if written < len(paths) else ""
    say(f"Exported {reporting.counted(written, 'brief')}{where}{rest}")
    return Exit.GOOD if written == len(paths) else Exit.CANNOT


@commands.command()
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


@commands.command()
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


@commands.command(epilog=_SHELLS)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(*, shell: str) -> int:
    """Print what makes a shell complete commands and paths."""
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    form = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}[shell]
    out_text(form(commands, {}, "briefing", COMPLETE).source())
    return Exit.GOOD


def _print(lines: Iterable[reporting.Line]) -> None:
    for line in lines:
        out(*line)


def _print_page(page: "Page", cells: int | None) -> None:
    """Print a document drawn on a terminal of so many columns, or plainly."""
    if cells is None:
        from briefing.export.plain import as_text

        out_text(as_text(page))
        return
    from briefing.settings import read_settings
    from briefing.showing import show as draw

    _print(draw(page, cells, ascii_only=read_settings().ascii or not takes_unicode()))


def _warn_of(loaded: "Loaded") -> None:
    for problem in loaded.errors:
        say_problem(problem)


def _laid_out(lay_out: "Callable[[Brief], Page]", brief: "Brief") -> "Page":
    from briefing.export.selection import NotLaidOut

    try:
        return lay_out(brief)
    except NotLaidOut as error:
        raise CannotRun(str(error)) from error
