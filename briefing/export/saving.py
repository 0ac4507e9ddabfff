"""Saving a document: which formats, under which names, and never over a file that is there."""

from collections.abc import Iterator
from pathlib import Path

from briefing.export.formats import FORMATS, file_name
from briefing.export.page import Page
from briefing.export.setting import Made, Setting
from briefing.files import Unwritable, write


class NotSaved(ValueError):
    """Why a document was not saved, as a sentence."""


def formats(names: str | None, output: str | None) -> list[str]:
    """Give the names of the formats that are asked for, such as "md,json", else the one that the output ends in.

    `output` is a file, a folder, - for standard output, or nothing. Raises NotSaved for an unknown format, and for
    several in one file.
    """
    if names is None:
        suffix = Path(output or "").suffix.lower()
        return [next((name for name, form in FORMATS.items() if form.suffix == suffix), "md")]
    chosen = list(dict.fromkeys(name.strip().lower().removeprefix(".") for name in names.split(",")))
    for name in chosen:
        if name not in FORMATS:
            raise NotSaved(f"no such format: {name}; the formats are {', '.join(FORMATS)}")
    if len(chosen) > 1 and output is not None and not _is_folder(output):
        raise NotSaved(f"{output} can't hold {len(chosen)} formats; name a folder, or one format")
    return chosen


def save(
    page: Page, chosen: list[str], output: str | None, setting: Setting, *, force: bool
) -> Iterator[tuple[Path, Made]]:
    """Write a document in the formats chosen, and give the path of each file, and what it is, once it is written.

    Without an output the files stand in the working folder, called after the title. Unless forced nothing is written
    where one of the files is there already, nor where one can't be made. Raises NotSaved.
    """
    folder = output is None or _is_folder(output)
    paths = [
        Path(output or "") / file_name(page.title, FORMATS[name]) if folder else Path(output or "") for name in chosen
    ]
    for path in paths:
        if not force and path.exists():
            raise NotSaved(f"{path} exists already; --force replaces it")
    files = [(path, make(page, name, setting, path)) for name, path in zip(chosen, paths, strict=True)]
    for path, made in files:
        try:
            yield write(path, made.data, replace=force), made
        except Unwritable as error:
            raise NotSaved(f"{path}: {error}") from error


def make(page: Page, name: str, setting: Setting, path: Path | str) -> Made:
    """Make a document in a format, for a file that is called so. Raises NotSaved where it can't be set."""
    try:
        return FORMATS[name].make(page, setting)
    except Unwritable as error:
        raise NotSaved(f"{path}: {error}") from error


def _is_folder(output: str) -> bool:
    return output.endswith("/") or Path(output).is_dir()
