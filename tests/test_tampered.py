"""Claims about real news texts, true and tampered with: what must raise an alarm does, and nothing else.

The texts and the claims lie beside the repository, since they aren't ours to hand on.
"""

import json
from collections import Counter
from decimal import Decimal
from functools import lru_cache

import pytest

from briefing.evidence.amountcheck import check_amount
from briefing.evidence.amountmatch import Claim
from briefing.evidence.extraction import Reading
from briefing.evidence.quotecheck import check_quote
from briefing.evidence.results import Result
from briefing.evidence.speakercheck import Claimed
from briefing.evidence.status import Status
from tests.evidence import CORPUS, reading

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the repository and isn't here")

UNITS = {"bps": "basis points"}
NOT_CLAIMED = {"qualifier", "aim"}
"""Warnings of what the claims say nothing about: they give no qualifier and no kind."""


@lru_cache(maxsize=1)
def claims():
    return json.loads((CORPUS / "tampered.json").read_text("utf-8"))["cases"]


def text_of(case) -> Reading:
    return reading((CORPUS / "texts" / f"{case['doc']}.txt").read_bytes().decode())


def quote_results(case) -> list[Result]:
    speaker = case["claim"]["speaker"]
    return [check_quote(case["claim"]["text"], Claimed((speaker,) if speaker else ()), text_of(case))]


def number(value: float) -> Decimal:
    exact = Decimal(repr(value))
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def amount_results(case) -> list[Result]:
    claim = case["claim"]
    values = [number(one) for one in claim["values"]]
    units = [UNITS.get(one, one) for one in claim["units"]]
    if claim["relation"] == "range":
        values, units = [tuple(sorted(values))], units[:1]
    results: list[Result] = []
    for value, unit in zip(values, units, strict=True):
        near = [one.span for one in results[:1] if one.span]
        wanted = Claim(value, unit, None, label=claim["label"], period=claim["period"])
        results.append(check_amount(wanted, None, text_of(case), "value", near))
    return results


def outcome(case) -> str:
    results = quote_results(case) if case["kind"] == "quote" else amount_results(case)
    if any(one.status is not Status.VERIFIED for one in results):
        return "fails"
    warned = any(one.kind not in NOT_CLAIMED for result in results for one in result.warnings)
    return "warning" if warned else "passes"


@pytest.mark.parametrize("kind", ["quote", "figure"])
def test_claims_as_the_source_has_them_raise_no_alarm(kind):
    true = [case for case in claims() if case["kind"] == kind and case["expected"] == "pass"]
    assert len(true) > 30
    assert [(case["id"], outcome(case)) for case in true if outcome(case) != "passes"] == []


@pytest.mark.parametrize("kind", ["quote", "figure"])
def test_tampered_claims_raise_an_alarm(kind):
    """evidence.md, The floors: 99 of 100; a number of something else (`soft`) can only be a warning."""
    false = [case for case in claims() if case["kind"] == kind and case["expected"] == "fail" and not case.get("soft")]
    found = Counter(outcome(case) for case in false)
    missed = [(case["id"], case["tamper"]) for case in false if outcome(case) == "passes"]
    assert len(missed) <= len(false) // 100, missed
    assert found["fails"] >= 0.98 * len(false), found


def test_what_fails_is_told_by_its_kind():
    kinds = {
        "negation": "negation",
        "number": "number",
        "word": "word",
        "speaker": "speaker",
        "not-quoted": "quotation",
    }
    wrong, told = [], 0
    for case in claims():
        kind = kinds.get(case["expected_issue"] or "")
        if case["kind"] == "quote" and kind and outcome(case) == "fails":
            told += 1
            found = {one.kind for result in quote_results(case) for one in result.differences}
            if kind not in found:
                wrong.append((case["id"], case["tamper"], kind, found))
    assert len(wrong) <= 0.03 * told, wrong
