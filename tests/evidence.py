"""Source texts for the tests of the evidence, ready to be checked against, and briefs that rest on them."""

from functools import lru_cache
from pathlib import Path

from briefing.evidence.extraction import Reading, extract
from briefing.evidence.sourcetext import SourceText
from briefing.model import Brief
from tests.briefs import DATA, brief_of_text

EVIDENCE = DATA / "evidence"
INAUGURAL = (EVIDENCE / "inaugural.txt").read_text("utf-8")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
"""Beside the repository where the project is worked on; not part of it."""


@lru_cache(maxsize=64)
def reading(text: str) -> Reading:
    """A text as a source's that is called s."""
    return Reading(SourceText("s", Path("sources/s.txt"), text, "0" * 64), extract(text))


def brief_on(items: str, sources: str = '[sources.s]\ntitle = "S"\n') -> Brief:
    """A brief with items in TOML that rest on the source s."""
    return brief_of_text(sources + items)


def with_source(folder: Path, text: str = INAUGURAL, name: str = "s") -> Path:
    """The path of a brief in a folder in which the text of the source is stored."""
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / f"{name}.txt").write_text(text, "utf-8")
    return folder / "brief.toml"
