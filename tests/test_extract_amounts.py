"""Amounts: value, unit, scale, part and relation, by tables of sentences, and that no input slows the reading."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence.extract.amounts import Mention, amounts
from briefing.evidence.extract.nouns import singular
from tests.extraction import DATA, Case, assert_linear, atoms, cases, offered_amounts, wanted

SENTENCES = tomli.loads((DATA / "amounts.toml").read_text(encoding="utf-8"))["case"]
EDGES = Path(__file__).parents[2] / "shared" / "corpus" / "edge_cases.json"
WAYS = {1: "up", -1: "down", 0: "still"}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_every_amount_of_a_text_is_found(case: Case) -> None:
    lines = wanted(case.amounts)
    found = offered_amounts(case.text)
    expected = [pair for _, pairs in lines for pair in pairs]
    assert {(value, unit): count for (value, unit), count in atoms(found).items()} == {
        pair: expected.count(pair) for pair in expected
    }


@pytest.mark.parametrize("case", cases(), ids=str)
def test_what_belongs_together_is_one_mention(case: Case) -> None:
    found = offered_amounts(case.text)
    for relation, pairs in wanted(case.amounts):
        if relation:
            assert any(
                one.relation == relation and {(atom.value.normalize(), atom.unit) for atom in one.atoms} >= set(pairs)
                for one in found
            ), pairs


def as_words(one: Mention) -> str:
    parts = ", ".join(f"{atom.value.normalize():f} {atom.unit} {atom.role}" for atom in one.atoms)
    words = f"{one.relation or 'single'} {WAYS[one.direction]} {one.qualifier}{' aim' if one.aim else ''}: {parts}"
    return f"({words})" if one.confidence == "low" else words


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:60])
def test_sentence(case: dict) -> None:
    assert [as_words(one) for one in amounts(case["text"])] == case["found"]


@pytest.mark.skipif(not EDGES.is_file(), reason="the corpus isn't beside the repository")
def test_the_edge_cases_of_the_corpus() -> None:
    for text, expected, relation in json.loads(EDGES.read_text(encoding="utf-8"))["figures"]:
        found = amounts(text)
        have = sorted((float(atom.value), atom.unit) for one in found for atom in one.atoms)
        want = sorted(_contract(value, unit) for value, unit in expected)
        assert [unit for _, unit in have] == [unit for _, unit in want], text
        assert [value for value, _ in have] == pytest.approx([value for value, _ in want], rel=1e-3), text
        assert relation is None or found[0].relation == relation, text


def _contract(value: float, unit: str) -> tuple[float, str]:
    """The corpus's units in the extractor's: points, also for a hundredth of one."""
    if unit == "basis point":
        return value / 100, "points"
    return value, "points" if unit == "percentage point" else unit


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("68.7 billion dollars", "68700000000", "100000000"),
        ("$36", "36", "1"),
        ("$36.50", "36.50", "0.01"),
        ("Rs 1.27 lakh crore", "1270000000000", "10000000000"),
        ("25 basis points", "0.25", "0.01"),
        ("two dozen ships", "24", "12"),
        ("−4.5 °C", "-4.5", "0.1"),
        ("a third of it", "0.3333", "0.01"),
        ("three and a half million people", "3500000", "100000"),
    ],
)
def test_the_step_is_one_unit_of_the_last_digit(text: str, value: str, step: str) -> None:
    (one,) = amounts(text)
    assert (one.atoms[0].value, one.atoms[0].step) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    ("plural", "one"),
    [("countries", "country"), ("people", "person"), ("boxes", "box"), ("cargoes", "cargo"), ("buses", "bus"),
     ("losses", "loss"),
     ("clinics", "clinic"), ("houses", "house"), ("shoes", "shoe"), ("aircraft", "aircraft"), ("Tanks", "tank"),
     ("politics", "politics")],
)  # fmt: skip
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


pieces = st.sampled_from(
    ["1", "12", "3.4", "1,200", "%", " per cent", "$", "€", "Rs ", " million", " crore", "bn", " to ", "–", "-",
     " and ", ", ", "from ", "between ",
     " (", ") ", " ships", " of ", "the ", "rose ", "fell by ", "minus ", "two ", "hundred ", "a third ",
     "half ", " a barrel", " in 2019", ". ",
     "\n", "½", "\u202f", "May ", "S-400 ", "1/2", " or more", "doubled ", "9999999999", "٣"]
)  # fmt: skip
texts = st.lists(pieces, max_size=30).map("".join)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for one in amounts(text):
        assert last <= one.span[0] < one.span[1] <= len(text)
        last = one.span[1]
        inner = one.span[0]
        for atom in one.atoms:
            assert inner <= atom.span[0] < atom.span[1] <= one.span[1]
            assert atom.value.is_finite()
            assert atom.step > 0
            inner = atom.span[1]


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_paragraph_before_shifts_the_spans(text: str) -> None:
    before = "An opening.\n\n"
    moved, plain = amounts(before + text), amounts(text)
    assert [(one.span[0] - len(before), one.span[1] - len(before)) for one in moved] == [one.span for one in plain]
    assert [one.atoms[0].value for one in moved] == [one.atoms[0].value for one in plain]


@pytest.mark.parametrize(
    "piece",
    ['"', "(", "1,", "a ", "1 to ", "“", "1", "1 ", "1.", "1-", "-1 ", "$", "$1 ", "1% ", "one ", "one hundred ",
     "million ", "half ", "May ", "2019-", " ",
     "\n", "1 of the ", "1 and ", "12, ", "a1 ", "a@", "www.", "+1 ", "(1) ", "5 ships ", "from 1 ",
     "ships rose to 5 "],
)  # fmt: skip
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    assert_linear(amounts, piece)


@pytest.mark.parametrize("piece", ['"', "(", "1,", "a ", "“", "1", " "])
def test_a_long_text_of_one_piece_is_read(piece: str) -> None:
    assert amounts((piece * 50_000)[:50_000]) == ()
