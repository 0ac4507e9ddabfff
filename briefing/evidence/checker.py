"""Checks briefs one after the other: knows the folders of texts, and reads the records of each folder once."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.entries import entries
from briefing.evidence.ledger import Records, by_brief, read_records, recorded
from briefing.evidence.sourcetext import NoText, source_text
from briefing.evidence.status import Status
from briefing.model import Brief

if TYPE_CHECKING:
    from briefing.evidence.checking import Checked


class Checker:
    """Checks any number of briefs against the texts of their sources, and against what was recorded of them."""

    def __init__(self, sources: Iterable[Path] = ()) -> None:
        """`sources` are the folders with texts that don't stand beside the briefs."""
        self.sources = tuple(sources)
        self._records: dict[Path, Records] = {}
        self._of_briefs: dict[Path, dict[str, Records]] = {}

    def records(self, folder: Path) -> Records:
        """The records of the briefs in a folder."""
        if folder not in self._records:
            self._records[folder] = read_records(folder)
            self._of_briefs[folder] = by_brief(self._records[folder])
        return self._records[folder]

    def _of(self, brief: Path) -> Records:
        """The records of one brief: of a thousand in a folder each would else look through the entries of all."""
        records = self.records(brief.parent)
        return self._of_briefs[brief.parent].get(brief.name) or Records(records.path, problem=records.problem)

    def seen(self) -> tuple[Records, ...]:
        """The records that were read, a folder's each."""
        return tuple(self._records.values())

    def check(self, brief: Brief, path: Path, stop: Callable[[], bool] | None = None) -> "Checked":
        """What the texts and the records say of the brief in a file. Raises checking.Stopped where `stop` says so."""
        from briefing.evidence.checking import check

        return check(brief, path, sources=self.sources, records=self._of(path), stop=stop)

    def statuses(self, brief: Brief, path: Path) -> Mapping[str, Status]:
        """The statuses alone: where no text is there, by the records, without the rules that read texts (15 ms)."""
        texts = (source_text(name, source, path, self.sources) for name, source in brief.sources.items())
        if all(isinstance(text, NoText) and text.missing for text in texts):
            return recorded(brief, path, entries(brief), self._of(path))
        return self.check(brief, path).statuses
