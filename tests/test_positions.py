"""Where keys, values and tables of a text stand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import tomli
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.findings import Finding, Part
from briefing.loading import parse, place
from briefing.outline import Fault, outline
from briefing.positions import MAX_EXCERPT, Places, problem, problems
from briefing.text import one_line

ROOT = Path(__file__).parents[1]
STRESS = (ROOT / "tests" / "data" / "stress.toml").read_text(encoding="utf-8")

ODD = '''\ufeff# remark with "quotes" and [brackets]
"schema" = 1
a . "b c" . 'd' = [ # a list, with remarks
  1, [2, "]"], { "x.y" = 3, z.w = 4 }, # trailing comma
]
time = 10:30
[ "quoted" . table ] # remark
text = """
  He said ""so"" \\
    and ""\\"""more"""""
other = \'\'\'it's 'fine\'\'\'\'\'
empty = ""
date = 2025-11-04 18:00:00
[[ list ]]
e = {
  f = "\\e\\x41",
}
[[list]]
[list.inner]
g = -1_000.5
[[list.inner2]]
h = 1
'''


def leaves(value, path=()):
    if isinstance(value, (dict, list)) and path:
        yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


def check_places(text: str) -> None:
    data = tomli.loads(text, parse_float=Decimal)
    places = Places(text)
    for path, value in leaves(data):
        assert places.known(path) == path
        if path in places.values:
            start, end = places.values[path]
            assert tomli.loads(f"value = {text[start:end]}", parse_float=Decimal)["value"] == value
        else:
            assert isinstance(value, (dict, list))
        if isinstance(path[-1], str):
            start, end = places.keys[path]
            assert list(tomli.loads(f"{text[start:end]} = 1")) == [path[-1]]
    assert places.repeated == []


@pytest.mark.parametrize("text", [STRESS, ODD.removeprefix("\ufeff"), STRESS.replace("\n", "\r\n")])
def test_every_value_stands_where_its_place_says(text):
    check_places(text)


SCALARS = st.text(max_size=8) | st.integers(-9, 9) | st.booleans() | st.dates()
DATA = st.dictionaries(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=4),
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab."), inner, max_size=3)
    ),
    max_size=5,
)


@given(DATA)
@settings(max_examples=200, deadline=None)
def test_every_value_of_any_toml_stands_where_its_place_says(data):
    check_places(tomli_w.dumps(data))


@given(
    st.text(alphabet='ab"\\\n\t #[]{}=,.é\u202e', max_size=30).map(lambda text: tomli_w.dumps({"a": text, "b": [text]}))
)
@settings(max_examples=200, deadline=None)
def test_the_outline_keeps_every_offset_and_no_text(text):
    outlined = outline(text)
    assert len(outlined) == len(text)
    assert set(outlined) <= set('ab= [],"\n')


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("schema",), 2, 1),
        (("a", "b c", "d"), 3, 13),
        (("a", "b c", "d", 1, 1), 4, 10),
        (("a", "b c", "d", 2, "z", "w"), 4, 31),
        (("quoted", "table"), 7, 1),
        (("quoted", "table", "other"), 11, 1),
        (("list",), 14, 1),
        (("list", 1), 18, 1),
        (("list", 1, "inner", "g"), 20, 1),
        (("list", 1, "inner2", 0), 21, 1),
    ],
)
def test_the_place_of_an_item_for_the_editor(path, line, column):
    assert place(ODD, path) == (line, column)
    assert place(ODD.replace("\n", "\r\n"), path) == (line, column)


@pytest.mark.parametrize("path", [("nothing",), ("list", 2), ("a", "b c", "x"), ("schema", "x")])
def test_what_is_not_in_the_text_has_no_place(path):
    assert place(ODD, path) is None


def test_a_text_that_is_no_toml_has_places_as_far_as_it_goes():
    places = Places('a = 1\n[b]\nc = "x"\nd 2\ne = 3\n')
    assert set(places.values) == {("a",), ("b", "c")}
    assert place("[[[", ("a",)) is None


def test_what_is_written_twice_is_noted():
    places = Places("a = 1\n[b]\nc = 1\nc = 2\n[b]\n[[d]]\n[[d]]\n[d]\n[a]\n")
    assert [path for path, _, _ in places.repeated] == [("b", "c"), ("b",), ("d",), ("a",)]


ESCAPES = {
    "\n": ["\\n", "\n", "\\u000a", "\r\n"],
    "\t": ["\\t", "\t"],
    " ": [" ", "\\u0020", "\\x20"],
    '"': ['\\"'],
    "\\": ["\\\\"],
}


@given(st.lists(st.sampled_from(' \n\tab"\\é\u202e'), max_size=20), st.data())
@settings(max_examples=300, deadline=None)
def test_parts_of_a_text_with_escapes_are_found(characters, data):
    written = "".join(
        data.draw(st.sampled_from(ESCAPES.get(one, [one, f"\\u{ord(one):04X}", f"\\\n  {one}"]))) for one in characters
    )
    text = f'key = """{written}"""'
    value = one_line(tomli.loads(text)["key"])
    places = Places(text)
    for at, character in enumerate(value):
        start, end = places.part_of_text(places.values["key",], at, 1)
        assert one_line(tomli.loads(f'key = """x{text[start:end]}x"""')["key"]).strip("x").strip() == character.strip()


def test_a_part_beyond_the_text_is_all_of_it():
    places = Places('a = "xy"\nb = 1')
    assert places.part_of_text(places.values["a",], 5, 1) == places.values["a",]
    assert places.part_of_text(places.values["b",], 0, 1) == places.values["b",]


def test_a_problem_has_one_character_of_excerpt_for_each_of_the_line():
    text = 'first\n\ta = "\x1b\u202e\x7fé"  \r\nlast'
    found = problem("x.toml", text, Fault(text.index("\x1b"), 3, "message"))
    assert (found.line, found.column, found.length) == (2, 7, 3)
    assert found.excerpt == ' a = "␛\ufffd␡é"  '
    assert found.excerpt[found.column - 1 :][: found.length] == "␛\ufffd␡"


def test_a_problem_ends_with_its_line_and_a_long_line_is_cut():
    text = "x" * 600 + '\n"""a\nb"""'
    assert problem("x", text, Fault(601, 9, "")).length == 4
    assert len(problem("x", text, Fault(0, 600, "")).excerpt) == MAX_EXCERPT
    beyond = problem("x", text, Fault(550, 5, ""))
    assert (beyond.column, beyond.length, beyond.excerpt) == (551, 1, "")
    end = problem("x", "a\n", Fault(2, 1, ""))
    assert (end.line, end.column, end.length, end.excerpt) == (2, 1, 1, "")


def test_what_a_file_says_of_itself_is_made_visible_in_a_problem():
    found = problem("a\x1b.toml", "x", Fault(0, 1, "no \u202e\nkey " + "y" * 400, "write \x07"))
    assert str(found) == "a␛.toml:1:1: error: no ⟨U+202E⟩ key " + "y" * 290 + "…"
    assert found.hint == "write ␇"


def test_problems_stand_in_the_order_of_the_file_and_only_so_many():
    text = "\n".join(f"k{number} = 1" for number in range(300))
    findings = [Finding(path=(f"k{number}",), message=str(number), part=Part.KEY) for number in reversed(range(300))]
    found = problems("x.toml", text, findings)
    assert [one.message for one in found] == [*map(str, range(200)), "100 more problems from here on"]
    assert found[-1].line == 201


# Seeded faults: each marked line, in each surrounding, must be told at its mark.

FAULTS = [
    "⟦lable = 1",
    'according_to = ⟦5',
    "value = ⟦true",
    "value = [1, ⟦\"2\"]",
    "value = ⟦1e3",
    "value = ⟦+5",
    'qualifier = ⟦"roughly"',
    'source = ⟦"nobody"',
    'source = ["report", ⟦"nobody"]',
    'evidence = { ⟦nobody = "x" }',
    'formula = "report_count - ⟦nobody"',
    'formula = "report_count +\t⟦é"',
    'previous = { value = 1, ⟦perod = "2023" }',
    'previous = [{ value = 1 }, { value = ⟦"1" }]',
    'also = [{ value = 1, unit = ⟦2 }]',
    'period = ⟦10:30',
    'note = "é😀\t⟦\u200b"',
    'note = """\né \\\n  ü ⟦\u202e"""',
    "value = ⟦.6",
    "value = ⟦1,000",
    "label = ⟦Bare words",
    'label = ⟦"é not closed',
    "⟦label: \"é\"",
    'tags = ["é", "x" ⟦"y"]',
    "⟦[topics.trade]",
]  # fmt: skip

HEAD = """schema = 1
[brief]
title = "Überschrift 😀"
as_of = 2025-01-01
[sources.report]
title = "é"
[topics.trade]
title = "Trade"
[[topics.trade.figures]]
id = "report_count"
label = "Größe"
value = 1
"""
ITEM = '[[topics.trade.figures]]\nid = "other{number}"\nlabel = "Other {number}"\nunit = "€"\n'


def surroundings(line: str):
    """The fault in eight files: at the end, in the nth item, with CRLF, BOM, tabs, no blanks, wide letters before."""
    last = ITEM.format(number=9) + ("" if line.startswith(("value", "formula")) else "value = 1\n")
    last = last.replace('label = "Other 9"\n', "") if line.startswith(("label", "⟦label")) else last
    before = "".join(ITEM.format(number=number) + "value = 1\n" for number in range(3))
    plain = HEAD + before + last + line
    yield plain
    yield plain + "\n\n" + ITEM.format(number=10) + "value = 1\n"
    yield HEAD + last + line + "\n" + before
    yield plain.replace("\n", "\r\n")
    yield plain.replace("\n", "\r\n") + "\r\n[extra]\r\nx = 1\r\n"
    yield "\ufeff" + plain
    yield "\ufeff" + plain.replace("\n", "\n\t").replace("=", "\t=\t")
    yield "# 漢字 😀 é\n\n\n" + plain.replace(" = ", "=") + "  # é"


def test_two_hundred_seeded_faults_are_told_at_their_place():
    wrong_line, wrong_column, count = [], [], 0
    for fault in FAULTS:
        for surrounded in surroundings(fault):
            marked = surrounded.removeprefix("\ufeff")
            at = marked.index("⟦")
            expected = marked.count("\n", 0, at) + 1, at - marked.rfind("\n", 0, at)
            loaded = parse(surrounded.replace("⟦", "").encode(), Path("x.toml"))
            places = [(one.line, one.column) for one in loaded.problems]
            count += 1
            if expected[0] not in [line for line, _ in places]:
                wrong_line.append((fault, expected, list(map(str, loaded.problems))))
            elif expected not in places:
                wrong_column.append((fault, expected, list(map(str, loaded.problems))))
    assert count == 200
    assert wrong_line == []
    assert wrong_column == []


def test_problems_survive_json():
    """What the command line gives to other programs."""
    text = json.dumps([str(one) for one in parse(b"\xff", Path("x.toml")).problems])
    assert "byte 0xFF" in text
