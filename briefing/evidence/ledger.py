"""The records: which items were verified against which text, so that this is known where the text isn't.

One file for a folder of briefs, beside them, written by a check and kept under version control like a lock file:
news text can't be handed on, the proof that it was checked can. An entry is void once its item or its text changes.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from sys import intern
from typing import Any

try:  # hashlib loads OpenSSL: 5 ms of the first frame for a checksum that needs none of it
    from _blake2 import blake2b as _blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b as _blake2b

from briefing.dates import When
from briefing.entries import Entry
from briefing.evidence.status import Status, has_source
from briefing.files import Unreadable, Unwritable, read_bytes, write
from briefing.model import Brief, Figure, Item
from briefing.records import record
from briefing.text import shown
from briefing.wording import is_computed

NAME = "records.toml"
"""The file of records, in the folder of the briefs."""

VERSION = 1
_LIMIT = 20_000_000
_HEAD = (
    b"# What was checked against which text, written by `briefing check --record`. Not to be edited by hand:\n"
    b"# an entry holds while its item and the text are what they were.\n\n"
)
_CHECKSUM = re.compile(r"[0-9a-f]{64}")

NOT_CHECKED = frozenset({"id", "key", "note", "marking", "credibility", "terms", "likelihood", "confidence"})
"""Keys of an item that say nothing about what its source says; a change in any other makes its entries void."""


@record
class Recorded:
    """One entry: an item that was verified against a source's text.

    `item` is the entry's key within its brief; `checksum` that of the item's checked content; `text` that of the
    text's bytes; `span` where the words are in it; `date` when it was checked, in ISO form.
    """

    brief: str
    item: str
    source: str
    checksum: str
    text: str
    span: tuple[int, int]
    date: str


@record
class Records:
    """The records of one folder, and why they can't be read where they can't."""

    path: Path
    entries: tuple[Recorded, ...] = ()
    problem: str = ""

    def of(self, brief: Path) -> dict[tuple[str, str], Recorded]:
        """The entries of one brief by item and source."""
        return {(one.item, one.source): one for one in self.entries if one.brief == brief.name}


def read_records(folder: Path) -> Records:
    """The records of the briefs in a folder; without entries where there are none. Never raises.

    Where the file can't be read, `problem` says why and all that it held counts as not recorded; an entry that
    makes no sense is passed over.
    """
    path = folder / NAME
    try:
        data = read_bytes(path, _LIMIT)
    except Unreadable as error:
        missing = isinstance(error.__cause__, FileNotFoundError)
        return Records(path, problem="" if missing else f"{shown(str(path), 200)} {error}")
    return parse_records(data, path)


def by_brief(records: Records) -> dict[str, Records]:
    """The records of a folder, parted by the names of its briefs."""
    groups: dict[str, list[Recorded]] = {}
    for one in records.entries:
        groups.setdefault(one.brief, []).append(one)
    return {name: Records(records.path, tuple(group), records.problem) for name, group in groups.items()}


def parse_records(data: bytes, path: Path) -> Records:
    """The records that the bytes of a file hold; as `read_records`."""
    import tomli

    where = shown(str(path), 200)
    try:
        table = tomli.loads(data.decode())
    except UnicodeDecodeError:
        return Records(path, problem=f"{where} is not UTF-8")
    except (tomli.TOMLDecodeError, RecursionError, ValueError) as error:  # nested too deep, or a number too long
        return Records(path, problem=f"{where} is not TOML: {shown(str(error), 200)}")
    version = table.get("version")
    if version != VERSION:
        return Records(path, problem=f"{where} is written for another version of this program")
    listed = table.get("record", [])
    found = map(_entry, listed if isinstance(listed, list) else [])
    return Records(path, tuple(one for one in found if one is not None))


def _entry(value: Any) -> Recorded | None:
    if not isinstance(value, dict):
        return None
    texts = [value.get(key) for key in ("brief", "item", "source", "checksum", "text")]
    span, date = value.get("span"), value.get("date")
    if not all(isinstance(one, str) for one in texts) or not isinstance(span, list) or len(span) != 2:
        return None
    if not all(isinstance(at, int) and not isinstance(at, bool) and at >= 0 for at in span):
        return None
    if not isinstance(date, dt.date):
        return None
    if not all(_CHECKSUM.fullmatch(one) for one in texts[3:] if one is not None):
        return None
    # The same few texts in thousands of entries: kept once, an entry takes 430 bytes instead of 700.
    brief, item, source, checksum, text, day = map(intern, (*map(str, texts), date.isoformat()[:10]))
    return Recorded(brief, item, source, checksum, text, (span[0], span[1]), day)


def write_records(records: Records) -> Path:
    """Write the records beside their briefs and return the path.

    Raises files.Unwritable, also where the file that is there couldn't be read: what it held would be lost. A brief
    whose name can't be written in UTF-8 is left out. The order is that of the entries: by brief, then as the items
    stand in it, so that a change shows as one.
    """
    import tomli_w

    if records.problem:
        raise Unwritable("is broken: mend it or remove it first")
    table = {
        "version": VERSION,
        "record": [
            {
                "brief": one.brief,
                "item": one.item,
                "source": one.source,
                "checksum": one.checksum,
                "text": one.text,
                "span": list(one.span),
                "date": dt.date.fromisoformat(one.date),
            }
            for one in records.entries
            if one.brief.isprintable()
        ],
    }
    return write(records.path, _HEAD + _one_line_spans(tomli_w.dumps(table)).encode(), replace=True)


def _one_line_spans(toml: str) -> str:
    """tomli-w sets each number of a list on a line of its own."""
    return re.sub(r"^span = \[\n +(\d+),\n +(\d+),\n\]$", r"span = [\1, \2]", toml, flags=re.MULTILINE)


def with_records_of(records: Records, brief: Path, entries: Iterable[Recorded]) -> Records:
    """The records with those of one brief exchanged; the briefs stay in the order of their names."""
    new = [*(one for one in records.entries if one.brief != brief.name), *entries]
    return Records(records.path, tuple(sorted(new, key=lambda one: one.brief)), records.problem)


def recorded(brief: Brief, path: Path, all_entries: Sequence[Entry], records: Records) -> dict[str, Status]:
    """RECORDED for each entry that was verified against all of its sources and hasn't changed since.

    What `statuses` needs as `known`. Reads no text: 60 items take a millisecond.
    """
    of_brief = records.of(path)
    if not of_brief:
        return {}
    return {
        entry.key: Status.RECORDED
        for entry in all_entries
        if has_source(entry.item, brief) and _holds(entry, brief, of_brief)
    }


def _holds(entry: Entry, brief: Brief, of_brief: Mapping[tuple[str, str], Recorded]) -> bool:
    found = [of_brief.get((entry.key, source)) for source in item_sources(entry.item, brief)]
    if not found or any(one is None for one in found):
        return False
    checksum = item_checksum(entry.item)
    return all(one is not None and one.checksum == checksum for one in found)


def item_sources(item: Item, brief: Brief) -> tuple[str, ...]:
    """The declared sources that an item is checked against: its own and those of its earlier values."""
    names = dict.fromkeys(item.source)
    if isinstance(item, Figure) and not is_computed(item):
        names.update(dict.fromkeys(name for before in item.previous for name in before.source))
    return tuple(name for name in names if name in brief.sources)


def item_checksum(item: Item) -> str:
    """BLAKE2 checksum, 32 bytes, of an item's checked content in canonical form.

    All written keys save NOT_CHECKED count, in the model's order, numbers with the digits that were written; what
    isn't written doesn't, so that a key that a later version adds changes nothing.
    """
    return _blake2b(repr(_canonical(item)).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def _canonical(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, When):
        return value.iso
    if isinstance(value, tuple):
        return [_canonical(one) for one in value]
    pairs = ((name, default, getattr(value, name)) for name, default in _checked_fields(type(value)))
    return [type(value).__name__, *((name, _canonical(one)) for name, default, one in pairs if one != default)]


_fields: dict[type, tuple[tuple[str, Any], ...]] = {}


def _checked_fields(cls: type) -> tuple[tuple[str, Any], ...]:
    if cls not in _fields:
        _fields[cls] = tuple((one.name, one.default) for one in fields(cls) if one.name not in NOT_CHECKED)
    return _fields[cls]
