"""Whether the check sees that a brief says something else with the source's words: cases in data/evidence."""

import tomllib

import pytest

from briefing.evidence.checking import check
from tests.evidence import EVIDENCE, brief_on, with_source

CASES = tomllib.loads((EVIDENCE / "meaning.toml").read_text("utf-8"))
TABLES = {
    "quote": '[[topics.t.quotes]]\nspeaker = "{speaker}"\n',
    "figure": "[[topics.t.figures]]\n",
    "point": "[[topics.t.points]]\n",
    "event": "[[events]]\n",
}


@pytest.mark.parametrize(
    ("table", "case"),
    [pytest.param(name, one, id=f"{name}{at}") for name in TABLES for at, one in enumerate(CASES[name])],
)
def test_what_the_check_says_of_an_item(tmp_path, table, case):
    head = TABLES[table].format(speaker=case.get("speaker", "Anna Berg"))
    published = f"published = {case['published']}\n" if "published" in case else ""
    item = case["item"].replace("\\n", "\n")
    brief = brief_on(f'{head}{item}\nsource = "s"\n', f'[sources.s]\ntitle = "S"\n{published}')
    (found,) = check(brief, with_source(tmp_path, case["source"])).items.values()
    kinds = [one.kind for result in found.results for one in result.differences]
    said = [(one.part, str(one.status), one.differs) for one in found.results]
    assert str(found.status) == ("DIFFERS" if "kind" in case else "VERIFIED"), said
    assert set(kinds) == ({case["kind"]} if "kind" in case else set()), said
    assert "kind" in case or [one.kind for one in found.warnings] == case.get("warns", []), found.warnings
    assert case.get("says", "") in " ".join(one.differs or "" for one in found.results)


def test_every_kind_of_alarm_has_genuine_cases_beside_it():
    for cases in CASES.values():
        silent = [one for one in cases if "kind" not in one and "warns" not in one]
        assert len(silent) >= len(cases) // 4
