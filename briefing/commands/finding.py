"""`briefing list`, `search` and `index`: what briefs there are, and what stands in all of them."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from briefing import reporting
from briefing.choosing import CannotRun, exists, folder_of, load_all
from briefing.commands.options import checker_of, json_option, place_argument, print_lines
from briefing.console import Exit, counting, out_json, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefing.evidence.status import Status
    from briefing.index.building import Refreshed
    from briefing.index.index import Index
    from briefing.index.listing import Sort
    from briefing.index.searching import Results
    from briefing.loading import Loaded

_Answer = TypeVar("_Answer")

LIMIT = 100
"""How many lines or hits are printed where no other number is asked for."""

_TOLD = 20
"""Of how many briefs that can't be read it is said why."""

WAIT = 4.0
"""Seconds to wait for another window that brings the same index up to date."""

_limit = click.option(
    "--limit", type=click.IntRange(min=0), default=LIMIT, metavar="N", help=f"At most N; 0 for all. By default {LIMIT}."
)


def asked(folder: Path, question: "Callable[[Index], _Answer]") -> "_Answer":
    """Ask the index of a folder of briefs, brought up to date; on a terminal with a bar where that takes long.

    What turns out to be broken is built anew and asked again; where another program holds the index's file, it is done
    without. Raises CannotRun where this Python can't hold an index, or none can be read.
    """
    from briefing.index.index import BUSY

    with closing(_open(folder)) as index_:
        found = _refresh(index_)
        answer = question(index_)
        if index_.unanswered:
            if found.problem or index_.unanswered == BUSY:
                index_.leave_file()
            found = _refresh(index_)
            answer = question(index_)
        if index_.unanswered:
            raise CannotRun(f"{index_.unanswered}; briefing index --rebuild does that")
        without_file = index_.status().problem
    if without_file:
        say(without_file)
    if found.problem:
        say(f"{found.problem}: what is found may be older")
    for path, why in found.passed_over:
        say(f"{path}: {why}")
    return answer


def _open(folder: Path) -> "Index":
    from briefing.index.index import Index
    from briefing.index.store import NoFullText

    try:
        return Index.open(folder)
    except NoFullText as error:
        raise CannotRun(f"{error}; it takes one with FTS5 to search and list folders") from error


def _refresh(index_: "Index") -> "Refreshed":
    with counting("Reading briefs") as tell:
        return index_.refresh(tell, wait=WAIT)


@click.command("list")
@place_argument
@click.option(
    "--sort", type=click.Choice(["date", "title", "findings", "changes"]), default="date", help="In which order."
)
@_limit
@json_option
def list_(*, path: Path | None, sort: "Sort", limit: int, as_json: bool) -> int:
    """List the briefs of a folder, newest first.

    Each line has a brief's date, status, marking, number of problems, title and path.
    """
    from briefing.index.preparing import kept
    from briefing.loading import load

    folder = folder_of(path)
    if folder is None:
        (loaded,) = load_all(path)
        rows, total = [reporting.row_as_data(kept(loaded, 0, _known(loaded))[0])], 1
    else:
        found, total = asked(folder, lambda one: (one.briefs(sort, limit=limit or None), one.count()))
        rows = list(map(reporting.row_as_data, found))
    if as_json:
        out_json({"total": total, "briefs": rows})
    else:
        print_lines(reporting.list_lines(rows))
    for path_ in [row["path"] for row in rows if row["title"] is None][:_TOLD]:
        for problem in load(Path(path_)).errors[:1]:
            say(str(problem))
    if total > len(rows):
        say(f"and {total - len(rows)} more; --limit 0 lists all")
    return Exit.GOOD


class _Search(click.Command):
    """A command whose first argument may begin with a hyphen, and then is taken for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            word = next((one for one in given if one.startswith("-") and one[1:2] != "-"), None)
            if word is None:
                raise
            way_out = f'a query that begins with a hyphen stands after --, behind all options: -- "{word}" PATH'
            raise click.UsageError(f"{error.format_message()}; {way_out}", ctx) from error


@click.command(cls=_Search)
@click.argument("query", required=False)
@place_argument
@click.option("--figure", metavar="ID", help="Print the values of the figure with this id in all briefs.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", help="In which order.")
@_limit
@json_option
def search(*, query: str | None, path: Path | None, figure: str | None, sort: str, limit: int, as_json: bool) -> int:
    """Find figures, quotes and all other items.

    PATH is a folder of briefs, or one brief; bottom lines are found too. All words must be there, each as the start of
    a word; "a phrase" in quotation marks; -word leaves out, OR takes either; topic:energy, kind:quote, speaker:putin,
    source:report, tag:, brief: and status: look there only; after:2025-06, before:2026; value>50, unit:%,
    value:60..70 unit:USD scale:billion. Quote the query for your shell; after -- it may begin with a hyphen. A part
    that can't be understood is told and left out. The exit status is 1 where nothing was found, and 2 where nothing is
    left to look for.
    """
    if figure is not None:
        if query is not None and path is not None:
            raise click.UsageError("--figure takes no QUERY, only a PATH", click.get_current_context())
        return _series(figure, path if query is None else Path(query), limit, as_json=as_json)
    if query is None:
        raise click.UsageError("Missing argument 'QUERY'.", click.get_current_context())
    return _hits(query, path, sort, limit, as_json=as_json)


def _hits(query: str, path: Path | None, sort: str, limit: int, *, as_json: bool) -> int:
    """Search all briefs of a place, or one. Raises CannotRun."""
    from briefing.query import Query

    parsed = Query.parse(query)
    if not parsed:
        raise CannotRun(parsed.problem or "nothing to look for: write a word")
    if path is not None and not exists(path):
        hint = f'a query of several words stands in quotation marks: briefing search "{query} {path}"'
        raise CannotRun(f"no such file or folder: {path}; {hint}")
    folder = folder_of(path)
    if folder is None:
        found, faulty = _in_file(load_all(path)[0], query)
    else:
        most = None if sort == "date" else limit or None
        found, rows = asked(folder, lambda one: (one.search(query, most, counted=None), one.briefs()))
        faulty = sum(bool(row.errors) for row in rows)
    if found.problem:
        say(f"briefing search: {found.problem}")
    groups = reporting.sorted_groups(found.groups, sort, limit)
    if as_json:
        out_json(reporting.hits_as_data(query, found, groups))
    else:
        if found.corrected is not None:
            say(f"Nothing holds “{query}”. Did you mean “{found.corrected}”?")
        for group in groups:
            print_lines(reporting.hit_lines(group))
        say(reporting.total_line(found.total, groups))
    if faulty:
        say(f"{reporting.counted(faulty, 'brief')} with errors, searched as far as can be read; see briefing check")
    return Exit.GOOD if found.total else Exit.FINDINGS


def _in_file(loaded: "Loaded", query: str) -> "tuple[Results, int]":
    """Search one brief, which no index need know of, as an index does; and whether it has errors."""
    from briefing.index import typos
    from briefing.index.advice import problem
    from briefing.index.preparing import kept
    from briefing.index.searching import BriefHits, ItemHit, Results
    from briefing.index.stored import StoredItems
    from briefing.query import Query

    if loaded.brief is None:
        return Results(), 1
    row, stored = kept(loaded, 0, _known(loaded))
    items = list(map(stored.item, range(len(stored))))

    def hits(asked_for: Query) -> tuple[ItemHit, ...]:
        return tuple(ItemHit.of(items[at], stored, asked_for) for at in StoredItems(stored, items).places(asked_for))

    parsed, corrected = Query.parse(query), None
    found = hits(parsed)
    if not found and (meant := typos.corrected_by(query, typos.words_of(StoredItems(stored, items)))) is not None:
        found = hits(Query.parse(meant))
        corrected = meant if found else None
    groups = (BriefHits(row, found),) if found else ()
    results = Results(total=len(found), groups=groups, corrected=corrected, problem=problem(parsed, len(found)))
    return results, bool(loaded.errors)


def _known(loaded: "Loaded") -> "Mapping[str, Status]":
    """What the texts of its sources, and the records, say of the items of one brief."""
    return checker_of(()).statuses(loaded.brief, loaded.path) if loaded.brief is not None else {}


def _series(name: str, path: Path | None, limit: int, *, as_json: bool) -> int:
    """Print the values of a figure in all briefs of a place: the latest, in the order of their periods."""
    folder = folder_of(path)
    if folder is None:
        raise CannotRun("name a folder of briefs: a figure is followed through several")
    values, names = asked(folder, lambda one: (one.figure(name), one.figure_names()))
    shown = values[-limit:]
    if as_json:
        out_json({"figure": name, "total": len(values), "values": list(map(reporting.value_as_data, shown))})
    else:
        print_lines(reporting.value_lines(shown))
        more = f"; the latest {len(shown)} shown, --limit 0 shows all" if len(shown) < len(values) else ""
        say(f"{reporting.counted(len(values), 'value')} of {name}{more}")
    if not values:
        say(_did_you_mean(name, names))
    return Exit.GOOD if values else Exit.FINDINGS


def _did_you_mean(name: str, names: list[str]) -> str:
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    near = [
        one for one, *_ in process.extract(name, names, scorer=ratio, processor=str.casefold, score_cutoff=60, limit=3)
    ]
    return f"Did you mean {' or '.join(near)}?" if near else f"No figure has an id like {name}"


@click.command()
@place_argument
@click.option("--status", "status_only", is_flag=True, help="Only say how the index stands.")
@click.option("--rebuild", is_flag=True, help="Throw the index away and build it anew.")
def index(*, path: Path | None, status_only: bool, rebuild: bool) -> int:
    """Bring the index of a folder of briefs up to date.

    Searching and listing do that by themselves; the index is a file in the cache folder, and can be deleted.
    """
    if status_only and rebuild:
        raise click.UsageError("--status only looks: give it without --rebuild", click.get_current_context())
    folder = folder_of(path)
    if folder is None:
        raise CannotRun("name a folder of briefs")
    if status_only:
        from briefing.index.looking import look

        print_lines(reporting.standing_lines(look(folder)))
        return Exit.GOOD
    with closing(_open(folder)) as index_:
        with counting("Building the index") as tell:
            result = index_.rebuild(tell) if rebuild else index_.refresh(tell)
        for passed, why in result.passed_over:
            say(f"{passed}: {why}")
        if result.problem:
            raise CannotRun(result.problem)
        stands = index_.status()
    print_lines(reporting.status_lines(stands))
    return Exit.GOOD
