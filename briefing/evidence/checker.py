"""Checks briefs one after the other: knows the folders of texts, and reads the records of each folder once."""

from collections.abc import Iterable
from pathlib import Path

from briefing.evidence.checking import Checked, check
from briefing.evidence.ledger import Records, read_records
from briefing.model import Brief


class Checker:
    """Checks any number of briefs against the texts of their sources, and against what was recorded of them."""

    def __init__(self, sources: Iterable[Path] = ()) -> None:
        """`sources` are the folders with texts that don't stand beside the briefs."""
        self.sources = tuple(sources)
        self._records: dict[Path, Records] = {}

    def records(self, folder: Path) -> Records:
        """The records of the briefs in a folder."""
        if folder not in self._records:
            self._records[folder] = read_records(folder)
        return self._records[folder]

    def seen(self) -> tuple[Records, ...]:
        """The records that were read, a folder's each."""
        return tuple(self._records.values())

    def check(self, brief: Brief, path: Path) -> Checked:
        """What the texts and the records say of the brief in a file."""
        return check(brief, path, sources=self.sources, records=self.records(path.parent))
