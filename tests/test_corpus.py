"""The floors on the news texts that lie beside the repository: quotations, speakers and figures found."""

from pathlib import Path

import pytest

from tests.benchmarks.scoring import f1, score, scorer

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not (CORPUS / "score.py").is_file(), reason="the corpus isn't beside the repository")


def test_the_floors_hold() -> None:
    total: dict[str, list[int]] = {}
    for counts in score(CORPUS, scorer(CORPUS).ALL).values():
        for key, values in counts.items():
            total[key] = [a + b for a, b in zip(total.get(key, [0] * len(values)), values, strict=True)]
    right, _, known = total["spk"]
    assert f1(total["q"]) >= 0.97
    assert f1(total["f"]) >= 0.97
    assert f1(total["date"]) >= 0.97
    assert right / known >= 0.95
    assert total["rel"][0] == total["rel"][1]
