"""Saving a document: which formats, under which names, and never over a file that is there."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from briefing.evidence.status import Status
from briefing.export.formats import FORMATS, file_name
from briefing.export.page import Page, lay_out
from briefing.export.selection import NotLaidOut
from briefing.export.setting import Made, Setting
from briefing.files import Unwritable, reason, write
from briefing.markings import TLP_LABELS, Scale
from briefing.model import Brief
from briefing.records import record
from briefing.text import shown

_SUFFIXES = {form.suffix: name for name, form in FORMATS.items()} | {".markdown": "md", ".htm": "html"}
"""The formats by the ends of their files' names."""


class NotSaved(ValueError):
    """Why a document was not saved, as a sentence."""


class HasFindings(NotSaved):
    """A final brief has items that fail their check."""


class IsThere(NotSaved):
    """A file of the name is there already."""


@record(kw_only=True)
class Order:
    """What is to be handed over of a brief: in which formats, set how, which parts, and where to.

    `output` is a file or a folder; without one the files stand in the working folder. `force` replaces files that are
    there, and `with_findings` lets out a final brief of which items fail their check.
    """

    formats: tuple[str, ...]
    setting: Setting = field(default_factory=Setting)
    topics: tuple[str, ...] = ()
    max_marking: str | None = None
    markings: Scale = TLP_LABELS
    output: str | None = None
    force: bool = False
    with_findings: bool = False


def formats(names: str | None, output: str | None) -> tuple[str, ...]:
    """Give the names of the formats that are asked for, such as "md,json", else the one that the output ends in.

    `output` is a file, a folder, - for standard output, or nothing. Raises NotSaved for an unknown format, and for
    several in one file.
    """
    if names is None:
        suffix = Path(output or "").suffix.lower()
        if suffix and output is not None and not is_folder(output) and suffix not in _SUFFIXES:
            raise NotSaved(f"no format ends in {shown(suffix)}; say which is meant with --to")
        return (_SUFFIXES.get(suffix, "md"),)
    chosen = tuple(dict.fromkeys(name.strip().lower().removeprefix(".") for name in names.split(",")))
    for name in chosen:
        if name not in FORMATS:
            raise NotSaved(f"no such format: {name}; the formats are {', '.join(FORMATS)}")
    if len(chosen) > 1 and output is not None and not is_folder(output):
        raise NotSaved(
            f"{no_folder(output)} can't hold {len(chosen)} formats; name a folder, such as out/, or one format"
        )
    return chosen


def prepare(brief: Brief, order: Order, known: Mapping[str, Status] | None = None) -> Page:
    """Lay out what is ordered of a brief, of whose items a check has found the `known` statuses.

    Raises NotSaved where it can't be laid out, HasFindings where it may not go out as it is.
    """
    try:
        page = lay_out(brief, topics=order.topics, max_marking=order.max_marking, markings=order.markings, known=known)
    except NotLaidOut as error:
        raise NotSaved(str(error)) from error
    if page.failing and page.head.status == "final" and not order.with_findings:
        items = "1 item fails its" if page.failing == 1 else f"{page.failing} items fail their"
        raise HasFindings(
            f"the brief is final, but {items} check: see briefing check; "
            "--with-findings hands it over and says so on its face"
        )
    return page


def targets(page: Page, order: Order, taken: Collection[Path] = ()) -> list[Path]:
    """The path of each file that a document is saved in; in a folder none is called like one of the `taken`."""
    if order.output is not None and not is_folder(order.output):
        return [Path(order.output)]
    folder = Path(order.output or "")
    paths = []
    for name in order.formats:
        wanted = path = folder / file_name(page.title, FORMATS[name], order.setting)
        number = 2
        while path in taken:
            path = wanted.with_stem(f"{wanted.stem}-{number}")
            number += 1
        paths.append(path)
    return paths


def save(
    page: Page, order: Order, paths: list[Path], tell: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[Path, Made]]:
    """Write a document in the formats ordered, and give the path of each file, and what it is, once it is written.

    Unless forced nothing is written where one of the files is there already, nor where one can't be made: all are
    made first, and `tell` is told how many are. A folder that was named with a slash is made. Raises NotSaved, of
    which IsThere says that a file is there.
    """
    for path in paths:
        if os.path.lexists(path) and not os.path.isfile(path) and not os.path.islink(path):  # noqa: PTH113, PTH114  # as below
            raise NotSaved(f"{path} is not a regular file")
        if not order.force and os.path.lexists(path):
            raise IsThere(f"{path} exists already; --force replaces it")
    files = []
    for name, path in zip(order.formats, paths, strict=True):
        files.append((path, make(page, name, order.setting, path)))
        tell(len(files))
    if order.output is not None and order.output.endswith("/"):
        _make_folder(Path(order.output))
    for path, made in files:
        try:
            yield write(path, made.data, replace=order.force), made
        except Unwritable as error:
            raise NotSaved(f"{path}: {error}") from error


def make(page: Page, name: str, setting: Setting, path: Path | str) -> Made:
    """Make a document in a format, for a file that is called so. Raises NotSaved where it can't be set."""
    try:
        return FORMATS[name].make(page, setting)
    except Unwritable as error:
        raise NotSaved(f"{path}: {error}") from error


def is_folder(output: str) -> bool:
    """Whether an output is a folder: one that is there, or whatever ends in a slash."""
    return output.endswith("/") or os.path.isdir(output)  # noqa: PTH112  # Path.is_dir raises where a name is too long


def no_folder(output: str) -> str:
    """What an output that is no folder is called."""
    return "standard output" if output == "-" else output


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{path}: {reason(error)}") from error
