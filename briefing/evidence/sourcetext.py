"""The stored text of a source: where it is looked for, and how it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefing.files import Unreadable, read_bytes
from briefing.model import Source
from briefing.text import shown

LIMIT = 2_000_000
"""The largest text that is read, in bytes: a book of a thousand pages. It takes about ten seconds to check."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source's text as it is stored, and the checksum of the file's bytes."""

    name: str
    path: Path
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
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
    for folder, path in _places(name, source, brief, folders):
        try:
            real, root = path.resolve(), folder.resolve()
            if not path.exists() and not path.is_symlink():
                continue
        except (OSError, ValueError, RuntimeError):  # a circle of links, a NUL or a lone surrogate in the path
            continue
        if not real.is_relative_to(root):
            outside = outside or NoText(name, f"{shown(str(path), 200)} leads out of {shown(str(folder), 200)}")
            continue
        return _read(name, real, path)
    wanted = source.file or f"sources/{name}.txt"
    return outside or NoText(name, f"no text: {shown(wanted, 200)} isn't there", missing=True)


def _places(name: str, source: Source, brief: Path, folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
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
    except Unreadable as error:
        return NoText(name, f"{where} {error}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return NoText(name, f"{where} is UTF-16: save it as UTF-8")
    if b"\0" in data:
        return NoText(name, f"{where} is no text: it holds a NUL byte")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return NoText(name, f"{where} is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}")
    if not text.strip("\ufeff \t\r\n"):
        return NoText(name, f"{where} is empty")
    return SourceText(name, path, text, sha256(data).hexdigest())
