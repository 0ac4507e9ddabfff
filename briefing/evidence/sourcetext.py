"""The stored text of a source: where it is looked for, and how it is read."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from briefing.files import read_bytes
from briefing.model import Source
from briefing.records import record
from briefing.text import shown

LIMIT = 2_000_000
"""The largest text that is read, in bytes: a book of a thousand pages. It takes about ten seconds to check."""


_MARKS = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_MANY_MARKS, _MOST_MARKS = 2000, 0.15
"""From so many quotation marks on, and from this part of a text, nothing can be told of what they mark: news has 0.03,
and quotations within quotations, ten thousand deep, would take minutes to pair."""


@record
class SourceText:
    """A source's text as it is stored, and the checksum of the file's bytes."""

    name: str
    path: Path
    text: str
    sha256: str


@record
class NoText:
    """Why there is no text to check against; `missing` where no file was found, so that a record may stand for it."""

    name: str
    reason: str
    missing: bool = False


def source_text(name: str, source: Source, brief: Path, folders: Sequence[Path] = ()) -> SourceText | NoText:
    """The text of a source of the brief in the file `brief`. Never raises: what can't be read has a reason.

    Looked for beside the brief (`file`, by default sources/NAME.txt), then in each of the folders as
    BRIEF/NAME.txt, as `file`, as its last part and as NAME.txt. A path that leaves its folder, through .. or a
    symbolic link, is refused.
    """
    outside = None
    for folder, path in places(name, source, brief, folders):
        try:
            if not path.exists() and not path.is_symlink():
                continue
            real, root = path.resolve(), folder.resolve()
        except (OSError, ValueError, RuntimeError):  # a circle of links, a NUL or a lone surrogate in the path
            continue
        if not real.is_relative_to(root):
            outside = outside or NoText(name, f"{shown(str(path), 200)} leads out of {shown(str(folder), 200)}")
            continue
        return _read(name, real, path)
    wanted = source.file or f"sources/{name}.txt"
    return outside or NoText(name, f"no text: {shown(wanted, 200)} isn't there", missing=True)


def places(name: str, source: Source, brief: Path, folders: Sequence[Path] = ()) -> Iterator[tuple[Path, Path]]:
    """Where `source_text` looks for the text of a source, in its order: the folder not to be left, and the path."""
    file = (source.file or "").replace("\\", "/")
    yield brief.parent, brief.parent / (file or f"sources/{name}.txt")
    for folder in folders:
        yield folder, folder / brief.stem / f"{name}.txt"
        if file:
            yield folder, folder / file
            yield folder, folder / Path(file).name
        yield folder, folder / f"{name}.txt"


def _read(name: str, real: Path, path: Path) -> SourceText | NoText:
    where = shown(str(path), 200)
    try:
        data = read_bytes(real, LIMIT)
        text = _decode(data)
    except ValueError as error:  # Unreadable too
        return NoText(name, f"{where} {error}")
    return SourceText(name, path, text, sha256(data).hexdigest())


def _decode(data: bytes) -> str:
    """The text that bytes are. Raises ValueError in words that follow the file's path."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("is UTF-16: save it as UTF-8")
    if b"\0" in data:
        raise ValueError("is no text: it holds a NUL byte")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}") from error
    if not text.strip("\ufeff \t\r\n"):
        raise ValueError("is empty")
    marks = sum(map(text.count, _MARKS))
    if marks > _MANY_MARKS and marks > len(text) * _MOST_MARKS:
        raise ValueError("is no text: it is mostly quotation marks")
    return text
