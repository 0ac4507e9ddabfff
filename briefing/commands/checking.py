"""`briefing check`: what is wrong in briefs, and what their sources say otherwise."""

import datetime as dt
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.choosing import CannotRun, load_all
from briefing.commands.options import PATH, checker_of, json_option, print_lines, sources_option
from briefing.console import Exit, out_json, progress, say
from briefing.reporting import counted

if TYPE_CHECKING:
    from briefing.evidence.checker import Checker
    from briefing.evidence.checking import Checked
    from briefing.loading import Loaded


@click.command()
@click.argument("paths", type=PATH, nargs=-1, metavar="[PATH]...")
@sources_option
@click.option("--coverage", "with_coverage", is_flag=True, help="List what the sources hold and the briefs don't.")
@click.option("--record", "to_record", is_flag=True, help="Keep what is verified in records.toml, beside the briefs.")
@click.option("--strict", is_flag=True, help="Count warnings and what couldn't be checked as findings.")
@json_option
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
    PATHs are files and folders, without one what opens by itself; figures with the same id are compared across them.
    The exit status is 1 where a brief has an error, an item that its source contradicts or doesn't hold, or a conflict.
    """
    from briefing.checkreport import as_data, conflict_as_data, conflict_lines, problem_lines, summary
    from briefing.evidence.conflicts import conflicts

    briefs = [loaded for path in paths or (None,) for loaded in load_all(path)]
    checker = checker_of(folders)
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
                print_lines(problem_lines(problem))
            _print_evidence(loaded, found, with_coverage=with_coverage)
        for clash in clashes:
            print_lines(conflict_lines(clash))
        say(summary(data, len(clashes)))
    _say_records(checker)
    if to_record:
        _record(checker, [(loaded, found) for loaded, found in zip(briefs, checks, strict=True) if found])
    return _verdict(briefs, data, strict=strict, conflicts=len(clashes))


_MANY = 20
"""From so many briefs on a check shows how far it is."""


def _print_evidence(loaded: "Loaded", found: "Checked | None", *, with_coverage: bool) -> None:
    from briefing.checkreport import coverage_lines, evidence_lines, unchecked
    from briefing.evidence.coverage import coverage
    from briefing.evidence.sourcetext import SourceText

    if found is None or loaded.brief is None:
        return
    print_lines(evidence_lines(loaded, loaded.brief, found))
    for sentence in unchecked(loaded, found):
        say(sentence)
    for one in coverage(found) if with_coverage else ():
        if isinstance(text := found.texts[one.source], SourceText):
            print_lines(coverage_lines(one, str(text.path)))


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
        say(f"Recorded {counted(count, 'item')} in {path}")


def _verdict(briefs: "list[Loaded]", data: list[dict[str, Any]], *, strict: bool, conflicts: int) -> Exit:
    """Give the exit status of a check."""
    from briefing.evidence.status import FINDINGS, Status

    failing = {*FINDINGS, Status.UNCHECKED, Status.NO_SOURCE} if strict else FINDINGS
    items = [item for brief in data for item in brief["items"]]
    found = conflicts or any(item["status"] in failing for item in items) or any(loaded.errors for loaded in briefs)
    warned = any(loaded.problems for loaded in briefs) or any(item["warnings"] for item in items)
    return Exit.FINDINGS if found or (strict and warned) else Exit.GOOD
