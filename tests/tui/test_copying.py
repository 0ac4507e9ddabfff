"""What is copied of an item and what stands above its evidence: its words, and all that must travel with them."""

import datetime as dt

import pytest

from briefing.loading import load
from briefing.tui.copying import bare_text, cited_text
from briefing.tui.opened import OpenBrief
from briefing.tui.proof import proof_sheet
from tests.tui.conftest import ROOT

GAZETTE = "O. Brask, The bridge that nobody crosses, Ilmar Gazette, 28 Apr 2031"


@pytest.fixture(scope="module")
def opened() -> OpenBrief:
    loaded = load(ROOT / "tests" / "data" / "reading.toml", dt.date(2031, 5, 1))
    assert loaded.brief is not None
    return OpenBrief(loaded, loaded.brief, dt.date(2031, 5, 1))


def cited(opened: OpenBrief, words: str) -> str:
    """The copy of the first item whose bare words begin so."""
    return next(cited_text(opened, entry) for entry in opened.entries if bare_text(opened, entry).startswith(words))


COPIES: list[tuple[str, str, list[str]]] = [
    # the item's words, how its copy begins, what else is in it
    ("US$48.6 billion", "US$48.6 billion: Trade between", ["2030", "up US$8.8 billion", "earlier US$24.3", "XAR"]),
    ("US$6.9 billion", "US$6.9 billion: Arvenia's exports", ["14 % of US$48.6 billion"]),
    ("US$41.7 billion", "US$41.7 billion: Arvenia", ["(computed from [O. Brask", "] [Statistical", "between"]),
    ("25 %", "25 %: Tariff on ferries, July", ["announced", "according to the harbour office"]),
    ("10 %", "10 %: Further", ["TLP:AMBER"]),
    ("It is [the] longest", "the crossing: “It is [the] longest", ["\n— Ansa Vell, Minister for Ferries, 30 Apr 2031"]),
    ("We have light", "“We have light enough.”", ["Нам хватает света.", "Keeper of the lighthouse", "on background"]),
    ("Nobody will sign", "“Nobody will sign", ["off the record"]),
    ("Ferries carry", "Ferries carry 9 of 10 containers. [", []),
    ("Tolmark will offer", "Judgement: Tolmark", ["likely"]),
    ("Whoever opens", "Line to take, Arvenia: Whoever", []),
    ("What the repairs", "Not known: What the repairs cost.", []),
    ("A storm like", "Risk: A storm", ["according to Tolmark's grid", "TLP:RED"]),
    ("No foreign boat", "Red line, Tolmark: No", ["moderate confidence"]),
    ("The talks", "6–7 May 2031: The talks", ["Trade"]),
    ("A storm closes", "Nov 2027: A storm", ["according to the harbour office"]),
    ("Ansa Vell", "Ansa Vell: Minister for Ferries; Tolmark; Анса Велл", ["AN-sa VELL"]),
    ("Who pays", "Who pays for the bridge?", ["\nArvenia has named no sum.", "\nDo not say: any sum at all"]),
]


@pytest.mark.parametrize(("words", "start", "inside"), COPIES, ids=[words for words, _, _ in COPIES])
def test_what_must_travel_with_an_item_is_copied(opened: OpenBrief, words: str, start: str, inside: list[str]) -> None:
    text = cited(opened, words)
    assert text.startswith(start), text
    assert [part for part in inside if part not in text] == [], text


def proof(opened: OpenBrief, words: str) -> str:
    """The evidence of the first item whose bare words begin so, as it is shown."""
    entry = next(entry for entry in opened.entries if bare_text(opened, entry).startswith(words))
    sheet = proof_sheet(opened, entry, 79)
    sheet.reach(1000)
    return "\n".join(row.plain.strip() for row in sheet.rows)


PROOFS: list[tuple[str, list[str]]] = [
    # the item's words, what stands in its evidence
    ("The talks", ["6–7 May 2031  The talks at Port Ilmar."]),
    ("A storm closes", ["Nov 2027  A storm closes the bridge."]),
    ("Tolmark will offer", ["judgement, likely"]),
    ("No foreign boat", ["red line, Tolmark, moderate confidence"]),
    ("Ferries carry", ["fact"]),
    ("Ansa Vell", ["Minister for Ferries, Tolmark, Анса Велл, say “AN-sa VELL”"]),
    ("Who pays", ["WHAT TO SAY", "Arvenia has named no sum.", "DO NOT SAY", "any sum at all, such as $5 bn"]),
]


@pytest.mark.parametrize(("words", "inside"), PROOFS, ids=[words for words, _ in PROOFS])
def test_the_evidence_says_what_the_item_is(opened: OpenBrief, words: str, inside: list[str]) -> None:
    text = proof(opened, words)
    assert [part for part in inside if part not in text] == [], text


def test_every_copy_says_its_status_its_marking_and_that_it_is_a_sample(opened: OpenBrief) -> None:
    for entry in opened.entries:
        text = cited_text(opened, entry)
        assert "SAMPLE" in text
        assert (entry.item.marking or "TLP:GREEN") in text
        if entry.item.source:
            assert "UNCHECKED" in text


def test_sources_are_named_not_numbered(opened: OpenBrief) -> None:
    assert f"[{GAZETTE}" in cited(opened, "25 %")
    assert "[1]" not in cited(opened, "25 %")


def test_a_note_stays_with_the_brief(opened: OpenBrief) -> None:
    assert "Crosses by ferry" not in cited(opened, "Ansa Vell")
