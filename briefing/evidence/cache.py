"""What the extractor found in a long text, kept for the next check: 300 kB take a second to read, 30 ms to recall.

A file of JSON for each text, named by the checksums of the text and of the extractor's own rules, in the user's
cache folder and for the user's eyes alone. A file that can't be read or makes no sense counts as none.
"""

import json
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.evidence import extract as rules
from briefing.evidence.extract.amounts import Atom, Mention
from briefing.evidence.extract.days import DayMention
from briefing.evidence.extract.quotations import Quotation
from briefing.evidence.extraction import Extracted, extract
from briefing.evidence.sourcetext import SourceText
from briefing.files import Unreadable, Unwritable, read_bytes, write
from briefing.settings import NoHome, cache_folder

_WORTH_KEEPING = 20_000
"""The shortest text that is kept, in characters: shorter ones are read in less time than a file is written."""

_LIMIT = 50_000_000
_MOST_FILES = 200


def extracted(source: SourceText) -> Extracted:
    """What the extractor finds in a source's text, from the cache where it is there."""
    if len(source.text) < _WORTH_KEEPING:
        return extract(source.text)
    try:
        path = cache_folder() / "evidence" / f"{source.sha256[:32]}-{rules_version()}.json"
    except NoHome:
        return extract(source.text)
    found = _read(path, len(source.text))
    if found is None:
        found = extract(source.text)
        _keep(path, found)
    return found


@lru_cache(maxsize=1)
def rules_version() -> str:
    """The checksum of the extractor's own source, so that changed rules never meet old results."""
    checksum = sha256()
    for path in sorted(Path(rules.__file__).parent.glob("*.py")):
        checksum.update(path.read_bytes())
    return checksum.hexdigest()[:16]


def _keep(path: Path, found: Extracted) -> None:
    with suppress(OSError, Unwritable):  # no cache is no fault: the next check takes a second longer
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(path, json.dumps(_data(found), separators=(",", ":")).encode("utf-8", "surrogatepass"), replace=True)
        old = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
        for one in old[:-_MOST_FILES]:
            one.unlink()


def _data(found: Extracted) -> dict[str, Any]:
    return {
        "quotations": [
            [one.span, one.text, one.parts, one.speaker, one.speaker_span, one.kind, one.rule, one.confidence]
            for one in found.quotations
        ],
        "amounts": [
            [
                one.span,
                [[atom.span, str(atom.value), str(atom.step), atom.unit, atom.role] for atom in one.atoms],
                one.relation,
                one.direction,
                one.qualifier,
                one.aim,
                one.rule,
                one.confidence,
            ]
            for one in found.amounts
        ],
        "days": [[one.span, one.iso] for one in found.days],
    }


def _read(path: Path, length: int) -> Extracted | None:
    try:
        data = json.loads(read_bytes(path, _LIMIT).decode("utf-8", "surrogatepass"))
        return _extracted(data, length)
    except (Unreadable, ValueError, RecursionError, TypeError, KeyError, IndexError, InvalidOperation):
        return None  # no such file, or not one of ours


def _extracted(data: Any, length: int) -> Extracted:
    def span(value: Any) -> tuple[int, int]:
        start, end = value
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length):
            raise ValueError("no span of this text")
        return start, end

    quotations = tuple(
        Quotation(span(at), str(text), tuple(map(span, parts)), speaker, by and span(by), kind, rule, confidence)
        for at, text, parts, speaker, by, kind, rule, confidence in data["quotations"]
    )
    mentions = []
    for at, listed, relation, direction, qualifier, aim, rule, confidence in data["amounts"]:
        atoms = tuple(Atom(span(a), Decimal(value), Decimal(step), unit, role) for a, value, step, unit, role in listed)
        mentions.append(Mention(span(at), atoms, relation, direction, qualifier, aim, rule, confidence))
    return Extracted(quotations, tuple(mentions), tuple(DayMention(span(at), str(iso)) for at, iso in data["days"]))
