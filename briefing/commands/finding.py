"""`briefing list`, `search` and `index`: what briefs there are, and what stands in all of them."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import reporting
from briefing.choosing import CannotRun, exists, folder_of, load_all
from briefing.commands.options import checker_of, json_option, place_argument, print_lines
from briefing.console import Exit, counting, out, out_json, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.evidence.status import Status
    from briefing.index.index import Index
    from briefing.index.listing import Sort
    from briefing.index.searching import Results
    from briefing.loading import Loaded
    from briefing.query import Query

LIMIT = 100
"""How many lines or hits are printed where no other number is asked for."""

_TOLD = 20
"""Of how many briefs that can't be read it is said why."""

WAIT = 5.0
"""Seconds to wait for another window that brings the same index up to date."""

_limit = click.option(
    "--limit", type=click.IntRange(min=0), default=LIMIT, metavar="N", help=f"At most N; 0 for all. By default {LIMIT}."
)


def opened(folder: Path) -> "Index":
    """Open the index of a folder of briefs, brought up to date; on a terminal with a bar where that takes long.

    Raises CannotRun where this Python can't hold an index.
    """
    from briefing.index.index import Index
    from briefing.index.store import NoFullText

    try:
        index_ = Index.open(folder)
    except NoFullText as error:
        raise CannotRun(f"{error}; it takes one with FTS5 to search and list folders") from error
    with counting("Reading briefs") as tell:
        result = index_.refresh(tell, wait=WAIT)
    if result.problem:
        say(f"{result.problem}: what is found may be older")
    for path, why in result.passed_over:
        say(f"{path}: {why}")
    return index_


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
        with closing(opened(folder)) as found:
            rows = [reporting.row_as_data(row) for row in found.briefs(sort, limit=limit or None)]
            total = found.count()
    if as_json:
        out_json({"briefs": rows})
    else:
        print_lines(reporting.list_lines(rows))
    for path_ in [row["path"] for row in rows if row["title"] is None][:_TOLD]:
        for problem in load(Path(path_)).errors[:1]:
            say(str(problem))
    if total > len(rows):
        say(f"and {total - len(rows)} more; --limit 0 lists all")
    return Exit.GOOD


@click.command()
@click.argument("query", required=False)
@place_argument
@click.option("--figure", metavar="ID", help="Print the values of the figure with this id in all briefs.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", help="In which order.")
@_limit
@json_option
def search(*, query: str | None, path: Path | None, figure: str | None, sort: str, limit: int, as_json: bool) -> int:
    """Find figures, quotes and all other items.

    PATH is a folder of briefs, or one brief. All words must be there, each as the start of a word; "a phrase" in
    quotation marks; -word leaves out, OR takes either; topic:energy, kind:quote, speaker:putin, source:report,
    tag:, brief: and status: look there only; after:2025-06, before:2026; value>50, unit:%, value:60..70 unit:USD
    scale:billion. Quote the query for your shell; after -- it may begin with a hyphen. The exit status is 1 where
    nothing was found.
    """
    if figure is not None:
        return _series(figure, Path(query) if query is not None and path is None else path, as_json=as_json)
    if query is None:
        raise click.UsageError("Missing argument 'QUERY'.", click.get_current_context())
    return _hits(query, path, sort, limit, as_json=as_json)


def _hits(query: str, path: Path | None, sort: str, limit: int, *, as_json: bool) -> int:
    """Search all briefs of a place, or one. Raises CannotRun."""
    from briefing.query import Query

    asked = Query.parse(query)
    if asked.problem:
        say(f"briefing search: {asked.problem}")
    if not asked:
        raise CannotRun("nothing to look for: write a word")
    if path is not None and not exists(path):
        hint = f'a query of several words stands in quotation marks: briefing search "{query} {path}"'
        raise CannotRun(f"no such file or folder: {path}; {hint}")
    folder = folder_of(path)
    if folder is None:
        found, faulty = _in_file(load_all(path)[0], asked)
    else:
        with closing(opened(folder)) as index_:
            found = index_.search(query, None if sort == "date" else limit or None, counted=None)
            faulty = sum(bool(row.errors) for row in index_.briefs())
    groups = reporting.sorted_groups(found.groups, sort, limit)
    shown = sum(len(group.hits) for group in groups)
    if as_json:
        out_json(reporting.hits_as_data(query, found, groups))
    else:
        if found.corrected is not None:
            say(f"Nothing holds “{query}”. Did you mean “{found.corrected}”?")
        for group in groups:
            print_lines(reporting.hit_lines(group))
        more = f"; {shown} shown, --limit 0 shows all" if shown < found.total else ""
        say(f"{reporting.counted(found.total, 'hit')} in {reporting.counted(len(groups), 'brief')}{more}")
    if faulty:
        say(f"{reporting.counted(faulty, 'brief')} with errors, searched as far as can be read; see briefing check")
    return Exit.GOOD if found.total else Exit.FINDINGS


def _in_file(loaded: "Loaded", asked: "Query") -> "tuple[Results, int]":
    """Search one brief, which no index need know of; and whether it has errors."""
    from briefing.entries import entries, topic_title
    from briefing.evidence.status import statuses
    from briefing.figures import Figures
    from briefing.index.rows import BriefRow
    from briefing.index.searching import BriefHits, ItemHit, Results
    from briefing.model import Figure
    from briefing.search import hits
    from briefing.wording import number

    brief = loaded.brief
    if brief is None:
        return Results(), 1
    figures, all_entries, known = Figures(brief), entries(brief), _known(loaded)
    states = statuses(brief, all_entries, known)
    found = tuple(
        ItemHit(
            topic=hit.entry.topic or "",
            topic_title=topic_title(brief, hit.entry.topic) if hit.entry.topic else "",
            kind=hit.entry.kind,
            id=hit.entry.id,
            text=hit.text,
            number=number(hit.entry.item, figures) if isinstance(hit.entry.item, Figure) else "",
            period="",
            status=str(states[hit.entry.key] or ""),
            marks=tuple(hit.marks),
        )
        for hit in hits(brief, all_entries, asked, known)
    )
    groups = (BriefHits(BriefRow(loaded.path, brief.head.title), found),) if found else ()
    return Results(total=len(found), groups=groups), bool(loaded.errors)


def _known(loaded: "Loaded") -> "Mapping[str, Status]":
    """What the texts of its sources, and the records, say of the items of one brief."""
    return checker_of(()).statuses(loaded.brief, loaded.path) if loaded.brief is not None else {}


def _series(name: str, path: Path | None, *, as_json: bool) -> int:
    """Print the values of a figure in all briefs of a place."""
    folder = folder_of(path)
    if folder is None:
        raise CannotRun("name a folder of briefs: a figure is followed through several")
    with closing(opened(folder)) as index_:
        values = index_.figure(name)
    if as_json:
        out_json({"figure": name, "values": list(map(reporting.value_as_data, values))})
    else:
        print_lines(reporting.value_lines(values))
        say(f"{reporting.counted(len(values), 'value')} of {name}")
    return Exit.GOOD if values else Exit.FINDINGS


@click.command()
@place_argument
@click.option("--status", "status_only", is_flag=True, help="Only say how the index stands.")
@click.option("--rebuild", is_flag=True, help="Throw the index away and build it anew.")
def index(*, path: Path | None, status_only: bool, rebuild: bool) -> int:
    """Bring the index of a folder of briefs up to date.

    Searching and listing do that by themselves; the index is a file in the cache folder, and can be deleted.
    """
    folder = folder_of(path)
    if folder is None:
        raise CannotRun("name a folder of briefs")
    from briefing.index.index import Index

    with closing(Index.open(folder)) as index_:
        if rebuild or not status_only:
            with counting("Building the index") as tell:
                result = index_.rebuild(tell) if rebuild else index_.refresh(tell)
            for passed, why in result.passed_over:
                say(f"{passed}: {why}")
            if result.problem:
                raise CannotRun(result.problem)
        stands = index_.status()
    out(f"index    {stands.path or 'in memory: ' + stands.problem}")
    out(f"briefs   {stands.briefs:,}")
    out(f"items    {stands.items:,}")
    out(f"size     {stands.size / 1e6:.1f} MB")
    return Exit.GOOD
