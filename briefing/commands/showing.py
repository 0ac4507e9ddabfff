"""`briefing show`: a brief as text."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.choosing import CannotRun, load_one
from briefing.commands.options import brief_argument, checker_of, json_option, print_lines, topics_option
from briefing.console import Exit, columns, out_json, out_text, say_problem, takes_unicode

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.export.page import Page
    from briefing.model import Brief


@click.command()
@brief_argument
@topics_option
@click.option("--plain", is_flag=True, help="No colour and no drawing: for screen readers and other programs.")
@json_option
def show(*, brief: Path | None, topics: tuple[str, ...], plain: bool, as_json: bool) -> int:
    """Print a brief as text.

    BRIEF is a file, or a folder with one brief in it; without it, the one brief that opens by itself (briefing --help).
    In a pipe the text is always plain. Of a file with errors as much is shown as can be read, and the exit status is 2.
    """
    from briefing.export.page import lay_out
    from briefing.settings import read_settings
    from briefing.showing import on_day

    loaded = load_one(brief)
    for problem in loaded.problems:
        say_problem(problem)
    if loaded.brief is None:
        return Exit.CANNOT
    markings, known = read_settings().markings, checker_of(()).statuses(loaded.brief, loaded.path)
    page = _laid_out(
        lambda found: lay_out(found, topics=topics, on_screen=True, markings=markings, known=known), loaded.brief
    )
    if as_json:
        from briefing.export.data import as_data

        out_json(as_data(page))
    else:
        _print_page(on_day(page, dt.date.today()), None if plain else columns())
    return Exit.CANNOT if loaded.errors else Exit.GOOD


def _laid_out(lay_out: "Callable[[Brief], Page]", brief: "Brief") -> "Page":
    from briefing.export.selection import NotLaidOut

    try:
        return lay_out(brief)
    except NotLaidOut as error:
        raise CannotRun(str(error)) from error


def _print_page(page: "Page", cells: int | None) -> None:
    """Print a document drawn on a terminal of so many columns, or plainly."""
    if cells is None:
        from briefing.export.plain import as_text

        out_text(as_text(page))
        return
    from briefing.settings import read_settings
    from briefing.showing import show as draw

    print_lines(draw(page, cells, ascii_only=read_settings().ascii or not takes_unicode()))
