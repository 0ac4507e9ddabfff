"""Score the extractor on a corpus of news texts with gold: python tests/benchmarks/scoring.py CORPUS [NAME ...] [-v].

CORPUS is a folder with score.py and texts/NAME.txt, texts/NAME.gold.json. Prints one line a text and the sum.
"""

import importlib.util
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from briefing.evidence.extract.amounts import Mention, amounts
from briefing.evidence.extract.days import days
from briefing.evidence.extract.quotations import quotations


def scorer(corpus: Path) -> ModuleType:
    """The corpus's own score.py."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.gold = lambda name: json.loads((corpus / "texts" / f"{name}.gold.json").read_text(encoding="utf-8"))
    return module


def predictions(text: str) -> dict[str, Any]:
    """What the extractor finds, in the schema of score.py.

    Left out is what a draft offers switched off: single terms in quotation marks and incidental counts. Parts of an
    interrupted quotation are scored one by one, as the gold lists them.
    """
    return {
        "quotes": [
            {"span": part, "text": text[part[0] : part[1]], "speaker": one.speaker}
            for one in quotations(text)
            if one.kind != "term"
            for part in one.parts
        ],
        "figures": [_figure(one, text) for one in amounts(text) if one.confidence != "low"],
        "dates": [{"span": one.span, "iso": one.iso} for one in days(text)],
    }


def _figure(mention: Mention, text: str) -> dict[str, Any]:
    values = []
    for atom in mention.atoms:
        basis = atom.unit == "points" and text[atom.span[0] : atom.span[1]].rstrip().endswith(
            ("basis points", "bps", "basis point")
        )
        unit = "basis point" if basis else "percentage point" if atom.unit == "points" else atom.unit
        values.append({"value": float(atom.value * 100 if basis else atom.value), "unit": unit})
    return {"span": mention.span, "values": values, "relation": mention.relation}


def score(corpus: Path, names: Iterable[str], *, verbose: bool = False) -> dict[str, dict[str, Any]]:
    """The counts of score.py by text."""
    module = scorer(corpus)
    counts = {}
    for name in names:
        if verbose:
            print("##", name)
        counts[name] = module.score_doc(name, predictions(module.text(name)), verbose)
    return counts


def f1(counts: list[int]) -> float:
    """F1 of true positives, false positives and misses; 1 where there is nothing to find."""
    hits, extra, missed = counts
    return 2 * hits / (2 * hits + extra + missed) if hits + extra + missed else 1.0


def main() -> None:
    """Print the table."""
    arguments = [one for one in sys.argv[1:] if one != "-v"]
    corpus = Path(arguments[0])
    names = arguments[1:] or scorer(corpus).ALL
    counts = score(corpus, names, verbose="-v" in sys.argv)
    total: dict[str, list[int]] = {}
    print(f"{'text':18}{'quotes':>8}{'speakers':>10}{'figures':>9}{'relations':>11}{'dates':>7}")
    for name, one in counts.items():
        for key, values in one.items():
            total[key] = [a + b for a, b in zip(total.get(key, [0] * len(values)), values, strict=True)]
        print(_line(name, one))
    print(_line("all", total))


def _line(name: str, one: dict[str, list[int]]) -> str:
    speakers, relations = one["spk"], one["rel"]
    return (
        f"{name:18}{f1(one['q']):8.3f}{f'{speakers[0]}/{speakers[2]}':>10}{f1(one['f']):9.3f}"
        f"{f'{relations[0]}/{relations[1]}':>11}{f1(one['date']):7.3f}"
    )


if __name__ == "__main__":
    main()
