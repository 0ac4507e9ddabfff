"""`briefing export`: one brief or many, in files that can be handed over."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.choosing import CannotRun, paths_of
from briefing.commands.completing import format_names, output_folders
from briefing.commands.options import PATH, checker_of, sources_option, topics_option, warn_of
from briefing.console import Exit, is_terminal, out_bytes, progress, say
from briefing.reporting import counted

if TYPE_CHECKING:
    from briefing.evidence.checker import Checker
    from briefing.export.saving import Order
    from briefing.export.setting import Layout, Paper
    from briefing.loading import Loaded


@click.command()
@click.argument("briefs", type=PATH, nargs=-1, metavar="[BRIEF]...")
@click.option(
    "--to",
    "names",
    metavar="FORMATS",
    shell_complete=format_names,
    help="pdf, html, docx, md, json, or several: pdf,docx; without it what FILE ends in, or md.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR|-",
    shell_complete=output_folders,
    help="A file, a folder, or - for standard output.",
)
@topics_option
@click.option("--max-marking", metavar="MARKING", help="Leave out what is marked stricter, or not marked.")
@click.option(
    "--layout",
    type=click.Choice(["full", "one-page"], case_sensitive=False),
    default="full",
    help="Of a PDF: all, or one page.",
)
@click.option(
    "--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), default="a4", help="Of a PDF and a Word file."
)
@click.option(
    "--font-path",
    "fonts",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with fonts for letters that no other font has; may be repeated.",
)
@sources_option
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

    A BRIEF is a file, or a folder of briefs; without one, it is the one brief that opens by itself.
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
        _say_what_is_odd(order)
        paths, checker = paths_of(briefs), checker_of(folders)
        if len(paths) > 1:
            return _export_several(paths, order, checker)
        return _export_one(load(paths[0]), order, checker)
    except NotSaved as error:
        raise CannotRun(str(error)) from error


def _say_what_is_odd(order: "Order") -> None:
    """Say what of an order is done, but perhaps not meant."""
    from briefing.export.formats import FORMATS

    whole = [FORMATS[name].title for name in order.formats if not FORMATS[name].one_page]
    if order.setting.layout == "one-page" and whole:
        say(f"Only a PDF is set on one page; {' and '.join(whole)} will hold all.")
    suffix = Path(order.output or "").suffix.lower()
    other = [form.title for form in FORMATS.values() if form.suffix == suffix and form.name not in order.formats]
    if other:
        say(f"{order.output} is called like {other[0]}, and will hold {FORMATS[order.formats[0]].title}.")


def _export_one(loaded: "Loaded", order: "Order", checker: "Checker") -> int:
    """Save one brief, checked against its sources. Raises CannotRun, NotSaved."""
    from briefing.export.saving import make, prepare, save, targets

    if loaded.brief is None or loaded.errors:
        warn_of(loaded)
        raise CannotRun(f"{loaded.path} has {counted(len(loaded.errors), 'error')}; mend it before it goes out")
    page = prepare(loaded.brief, order, checker.statuses(loaded.brief, loaded.path))
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
    from briefing.export.saving import is_folder, no_folder
    from briefing.export.several import hand_over

    if order.output is not None and not is_folder(order.output):
        raise CannotRun(f"{no_folder(order.output)} can't hold {len(paths)} briefs; name a folder, such as out/")
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
    say(f"Exported {counted(written, 'brief')}{where}{rest}")
    return Exit.GOOD if written == len(paths) else Exit.CANNOT
