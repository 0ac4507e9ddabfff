"""One file to a brief or to all of its problems: whatever the file, a place and a sentence, never a traceback."""

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import tomli
from pydantic import TypeAdapter, ValidationError

from briefing import loading
from briefing.hints import TABLES
from briefing.library import briefs_in
from briefing.loading import load, parse
from briefing.model import Item
from briefing.text import hidden
from tests import broken
from tests.benchmarks.fuzz_loading import complaint
from tests.mutants import mutants

ROOT = Path(__file__).parents[1]
GOOD = [*briefs_in(ROOT / "briefs"), ROOT / "tests" / "data" / "stress.toml"]
PROTOTYPES = ROOT.parent / "shared" / "prototypes" / "format"
TODAY = dt.date(2025, 3, 2)
HEAD = 'schema = 1\n[brief]\ntitle = "x"\nas_of = 2025-03-02\n'


def parsed(text: str) -> loading.Loaded:
    return parse(text.encode(), Path("brief.toml"), TODAY)


def messages(text: str) -> list[str]:
    return [one.message for one in parsed(text).problems]


# What is right.


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_briefs_load_without_a_problem(path):
    loaded = load(path, TODAY)
    assert loaded.problems == ()
    assert loaded.brief is not None
    assert loaded.text == path.read_text(encoding="utf-8")


@pytest.mark.skipif(not PROTOTYPES.exists(), reason="the prototypes aren't part of the repository")
@pytest.mark.parametrize("name", ["stress", "ten", "visit"])
def test_the_files_that_the_format_was_tried_on_load_without_an_error(name):
    loaded = load(PROTOTYPES / f"{name}.toml", TODAY)
    assert loaded.errors == ()
    assert [one.message.partition(":")[0] for one in loaded.warnings] == (
        ["[brief] has no as_of"] if name == "ten" else []
    )


def test_a_byte_order_mark_and_other_line_ends_change_nothing():
    plain = parsed((ROOT / "tests" / "data" / "stress.toml").read_text(encoding="utf-8"))
    other = parse(b"\xef\xbb\xbf" + plain.text.replace("\n", "\r\n").encode(), plain.path, TODAY)
    assert other.brief == plain.brief
    assert other.problems == ()


def test_toml_1_1_is_read():
    loaded = parsed(
        HEAD + 'subtitle = "a\\x20b"\n[[topics.trade.figures]]\nlabel = "x"\nvalue = 1\nprevious = {\n  value = 2,\n}\n'
    )
    assert loaded.problems == ()
    assert loaded.brief.head.subtitle == "a b"


def test_importing_and_loading_a_good_brief_imports_nothing_heavy():
    program = (
        "import sys; from pathlib import Path; from briefing.loading import load\n"
        "assert load(Path(sys.argv[1])).brief\n"
        "print(*(sorted(name.partition('.')[0] for name in sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(ROOT / "briefs" / "india-russia-visit.toml")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert not set(done.stdout.split()) & {"pydantic", "pydantic_core", "tree_sitter", "difflib", "textual", "rich"}


# What is wrong.


@pytest.mark.parametrize("path", broken.files(), ids=lambda path: path.stem)
def test_the_problems_of_a_broken_file(path):
    loaded = parse(path.read_bytes(), path, broken.TODAY)
    assert broken.told(loaded) == path.with_suffix(".problems").read_text(encoding="utf-8")
    assert complaint(path.read_bytes(), loaded) == ""


@pytest.mark.parametrize("path", broken.files(), ids=lambda path: path.stem)
def test_the_problems_are_the_same_with_windows_line_ends_and_a_byte_order_mark(path):
    plain = parse(path.read_bytes(), path, broken.TODAY)
    other = parse(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"), path, broken.TODAY)
    assert other.problems == plain.problems
    assert other.brief == plain.brief


@pytest.mark.parametrize(("text", "said"), broken.cases())
def test_the_problem_of_a_text_that_is_no_toml(text, said):
    assert said
    assert broken.said_of(text) == said


def test_what_the_screen_shows_of_a_slip():
    """The tone and the places of the design's picture of the problems screen."""
    loaded = parsed(
        HEAD
        + '[sources.report]\ntitle = "x"\n\n[[topics.defence.figures]]\n'
        + 'lable = "Russia’s share of India’s arms imports"\n'
        + 'value = "36 per cent"\n[[topics.defence.quotes]]\ntext = "x"\nsource = "reprot"\n'
    )
    first, second, third = loaded.problems
    assert (first.line, first.column, first.length) == (9, 1, 5)
    assert first.message == "[[topics.defence.figures]] has no key “lable”"
    assert first.hint == "write label"
    assert first.excerpt == 'lable = "Russia’s share of India’s arms imports"'
    assert (second.line, second.column, second.length) == (10, 9, 13)
    assert second.message == "value must be a number, not text"
    assert second.hint == 'write value = 36 and unit = "%"'
    assert third.message == "no source is named “reprot”"
    assert third.hint == "write report: it is declared in line 5"


def test_what_is_wrong_is_left_out_and_the_rest_is_shown():
    loaded = parse((broken.FOLDER / "keys.toml").read_bytes(), Path("a-file.toml"), TODAY)
    brief = loaded.brief
    assert brief.head.title == "a-file"
    assert brief.head.place == "Sampletown"
    assert list(brief.sources) == ["report"]
    assert [figure.label for figure in brief.topics["trade"].figures] == ["Sample exports"]
    assert brief.topics["trade"].figures[0].previous[0].value == 2
    assert brief.topics["trade"].figures[0].change is None
    assert (brief.topics["trade"].quotes, brief.people) == ((), ())
    assert [question.question for question in brief.questions] == ["The last table of the file?"]


@pytest.mark.parametrize(
    ("name", "title"), [("a b.toml", "a b"), (" .toml", "untitled"), ("\n\t.toml", "untitled"), ("", "untitled")]
)
def test_a_brief_without_a_title_has_its_file_s_name(name, title):
    assert parse(b"schema = 1\n[brief]\ntitle = 5\n", Path(name), TODAY).brief.head.title == title
    assert parse(b"", Path(name), TODAY).brief.head.title == title


def test_a_slip_in_a_source_is_one_problem_and_not_one_for_each_item_that_names_it():
    text = (
        HEAD
        + '[sources.report]\ntitel = "x"\n'
        + '[[topics.trade.quotes]]\ntext = "x"\nspeaker = "y"\nsource = "report"\n' * 3
    )
    assert messages(text) == ["[sources.report] has no key “titel”"]
    assert len(parsed(text).brief.topics["trade"].quotes) == 3


def test_a_wrong_value_makes_no_second_problem():
    figure = '[[topics.trade.figures]]\nid = "a"\nlabel = "A"\n'
    text = (
        HEAD
        + figure
        + 'value = "1"\nperiod = 10:30\n'
        + figure
        + "value = 2\n"
        + figure.replace('"a"', '"b"')
        + 'formula = "a"\n'
    )
    assert messages(text) == ["value must be a number, not text", "period must be a period of time, not a time of day"]


def test_with_thousands_of_errors_there_is_no_brief_and_the_first_are_told():
    loaded = parsed(HEAD + "".join(f"k{number} = 1\n" for number in range(6_000)))
    assert loaded.brief is None
    assert len(loaded.problems) == 201
    assert loaded.problems[0].message == "[brief] has no key “k0”"
    assert loaded.problems[-1].message.endswith("more problems from here on")


def test_among_hundreds_of_errors_words_are_not_compared():
    """It is one slip for one problem only where somebody may read them all."""
    events = "".join(f'[[events]]\ndate = 2025\ntxet{number} = "x"\n' for number in range(150))
    assert sum("has no text" in message for message in messages(HEAD + events)) > 50


def test_only_so_many_wrong_elements_of_a_list_are_told():
    assert len(messages(HEAD + f"tags = [{'1, ' * 150}]")) == 100


def test_a_carriage_return_alone_is_told_where_it_stands():
    loaded = parsed(HEAD + "\nplace = 2\rkind = 3\n")
    assert [(one.line, one.column, one.message) for one in loaded.problems] == [
        (6, 10, "a carriage return stands alone")
    ]


def test_a_newer_schema_is_all_that_is_said_of_a_file():
    loaded = parsed('schema = 3\nnews = "x"\n[brief]\nheadline = 5\n')
    assert [(one.line, one.column, one.message) for one in loaded.problems] == [
        (1, 10, "written for schema 3, this program reads 1")
    ]
    assert loaded.brief is None


def test_stale_and_undated_are_warnings_by_the_day_of_reading():
    text = 'schema = 1\n[brief]\ntitle = "x"\nreview_by = 2025-03-02\n'
    assert [one.severity for one in parse(text.encode(), Path("x"), TODAY).problems] == ["warning"]
    later = parse(text.encode(), Path("x"), TODAY + dt.timedelta(1))
    assert [one.message for one in later.warnings] == [
        "[brief] has no as_of: nobody can tell how old its information is",
        "the brief is stale: it was to be reviewed by 2 Mar 2025",
    ]
    assert later.errors == ()


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"\xff", 1, 1, "the file is not UTF-8: byte 0xFF"),
        ("é = 1\na = 'é\n".encode() + b"ab\xe9c", 3, 3, "the file is not UTF-8: byte 0xE9"),
        (b'a = "\xed\xa0\x80"', 1, 6, "the file is not UTF-8: byte 0xED"),
        (b'\xef\xbb\xbfab = "\xc3', 1, 7, "the file is not UTF-8: byte 0xC3"),
        ("\ufeffa = 1".encode("utf-16-le"), 1, 1, "the file is UTF-16, not UTF-8"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa = 1", 1, 1, "a byte order mark stands where a line begins"),
    ],
)
def test_bytes_that_are_no_text(data, line, column, message):
    loaded = parse(data, Path("x.toml"), TODAY)
    assert [(one.line, one.column, one.message) for one in loaded.problems] == [(line, column, message)]
    assert loaded.brief is None
    assert loaded.text == ("" if "UTF" in message else "\ufeffa = 1")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("\na = " + "[" * 65 + "]" * 65, 2, 69, "lists and tables are nested more than 64 deep"),
        ("a = 1\n" + ".".join("a" * 33) + " = 1", 2, 1, "a key has more than 32 parts"),
        ("a = 1\n[" + " . ".join(["'x'"] * 33) + "]", 2, 2, "a key has more than 32 parts"),
        ("\na = " + "9" * 201, 2, 5, "a number or a key has more than 200 characters"),
        ("\na = 1e-99999", 2, 5, "the exponent is too large"),
        ("a = 1\n" * 100_001, 1, 1, "the file holds too many keys and values for a brief"),
        ("a = [" + "1," * 200_001 + "]", 1, 1, "the file holds too many keys and values for a brief"),
    ],
)
def test_what_goes_beyond_a_brief_is_refused_with_its_place(text, line, column, message):
    loaded = parsed(text)
    assert [(one.line, one.column, one.message) for one in loaded.problems] == [(line, column, message)]


@pytest.mark.parametrize(
    "text",
    [
        "[extra]\na = " + "[" * 63 + "]" * 63,
        "[extra]\n" + ".".join("a" * 32) + " = 1",
        '[extra]\na = "' + "[" * 100 + ". " * 100 + "9" * 300 + '" # ' + "[" * 100 + "." * 100,
        "[extra]\na = '''\n" + "{" * 100 + "\n1e99999\n'''",
    ],
)
def test_what_only_looks_excessive_is_read(text):
    assert parsed(HEAD + text).errors == ()


def test_a_file_that_cannot_be_read_is_a_problem_of_its_first_line(tmp_path):
    missing = load(tmp_path / "no\x1bne.toml")
    assert [str(one) for one in missing.problems] == [f"{tmp_path}/no␛ne.toml:1:1: error: no such file"]
    assert (missing.brief, missing.text) == (None, "")
    assert load(tmp_path).errors[0].message == "is a folder, not a file"


def test_errors_and_warnings_are_told_apart():
    loaded = parsed(HEAD + 'marking = "TLP:WHITE"\nkind = "x"\n')
    assert [one.message.split()[0] for one in loaded.errors] == ["kind"]
    assert [one.message.split()[0] for one in loaded.warnings] == ["“TLP:WHITE”"]
    assert set(loaded.problems) == {*loaded.errors, *loaded.warnings}


def test_no_problem_lets_a_hidden_character_through():
    name = "x\x1b]0;t\x07\u202e\u200b"
    text = HEAD + f'"{name}" = 1\n'.replace("\x1b", "\\u001b").replace("\x07", "\\u0007") + f"kind = '{name[-2:]}'\n"
    for one in (*parsed(text).problems, *parsed(f"{name} = 1").problems, *parsed(f"[{name}]\na = {name}").problems):
        assert not hidden(f"{one}{one.hint}{one.excerpt}")


@pytest.mark.parametrize(
    ("written", "column", "said"),
    [
        ("a\u202eb", 13, "U+202E, right-to-left override, which doesn't show"),
        ("\u202e\u202e", 12, "U+202E, right-to-left override, which doesn't show"),
        (
            "he \u202e said \\u001b[31mred",
            15,
            "U+202E, right-to-left override and U+001B, a control character, which don't show",
        ),
        (
            "\u200b\u2066\u200b\u2069",
            12,
            "U+200B, zero width space; U+2066, left-to-right isolate and U+2069, pop directional isolate, "
            "which don't show",
        ),
        (
            "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff",
            12,
            "U+200B, zero width space; U+2060, word joiner; U+2061, function application; U+2062, invisible times; "
            "U+2063, invisible separator and 2 more, which don't show",
        ),
        ("a\u200db \u200d\u202e", 16, "U+200D, zero width joiner and U+202E, right-to-left override, which don't show"),
    ],
)
def test_all_hidden_characters_of_a_text_are_named_in_one_warning(written, column, said):
    loaded = parsed(HEAD + f'subtitle = "{written}"\n')
    (one,) = loaded.problems
    assert (one.severity, one.line, one.column) == ("warning", 5, column + 1)
    assert one.message == f"the text holds {said}"
    assert one.hint == ("leave it out" if "doesn't" in said else "leave them out")


def test_a_topic_that_is_also_a_standard_one_is_named_once_in_a_hint():
    text = HEAD + '[topics.trade]\n[topics.water]\n[[questions]]\nquestion = "x"\ntopic = "qqqqq"\n'
    assert [one.hint for one in parsed(text).problems] == ["write one of trade, water, defence, energy, diplomacy"]


def test_what_rests_on_something_unread_is_no_second_problem():
    figure = '[[topics.trade.figures]]\nlabel = "x"\nid = '
    text = (
        HEAD
        + figure
        + '"a"\nvalue = "1"\n'
        + figure
        + '"b"\nvalue = 7\nformula = "a * 2"\n'
        + figure
        + '"c"\nformula = "1 / (b - b)"\n'
        + "[[people]]\nname = 1\n" * 2
    )
    assert messages(text) == ["value must be a number, not text", *["name must be text, not a number"] * 2]
    assert "formula divides" in messages(text.replace('"1"', "1").replace("name = 1", 'name = "x"'))[1]


# Any value in any field.

LITERALS = [
    '"text"', '""', '"2025-11"', '"report"', "'Bad Name'", "1", "-5", "0", "2.50", "1e3", "0x10", "nan", "true",
    "2025-11-04", "2025-11-04T10:00:00Z", "10:30:00", "[]", "[1, 2]", '["a", "b"]', "[{ a = 1 }]", "{}",
    '{ value = 1, report = "x" }',
]  # fmt: skip
HEADERS = {
    "brief": "[brief]",
    "sources": "[sources.report]",
    "topics": "[topics.trade]",
    "figures": "[[topics.trade.figures]]",
    "quotes": "[[topics.trade.quotes]]",
    "points": "[[topics.trade.points]]",
    "events": "[[events]]",
    "people": "[[people]]",
    "questions": "[[questions]]",
    "previous": "[topics.trade.figures.previous]",
    "change": "[topics.trade.figures.change]",
    "also": "[[topics.trade.figures.also]]",
}
REQUIRED = {
    "brief": "title", "sources": "title", "figures": "label", "quotes": "text", "points": "text", "people": "name",
    "questions": "question",
}  # fmt: skip
BASE = {field.name for field in fields(Item)}
FIELDS = [
    (table, one) for table, kind in TABLES.items() for one in fields(kind) if table == "figures" or one.name not in BASE
]


def around(table: str, name: str) -> tuple[str, str]:
    """What stands before and after the line under test."""
    lines = [f'{REQUIRED[table]} = "x"'] if REQUIRED.get(table, name) != name else []
    if table == "events":
        lines = [line for line in ("date = 2025", 'text = "x"') if not line.startswith(name)]
    if table in ("previous", "change", "also") and name != "value":
        lines = ["value = 1"]
    if table == "figures" and name != "value":
        lines += ["value = 1"]
    if name == "end_date" and table == "brief":
        lines += ["date = 2020"]
    before = "schema = 1\n"
    before += "" if table == "brief" else '[brief]\ntitle = "x"\nas_of = 2025-01-01\n'
    before += "" if table == "sources" else '[sources.report]\ntitle = "x"\n'
    before += '[[topics.trade.figures]]\nlabel = "x"\nvalue = 1\n' if table in ("previous", "change", "also") else ""
    return f"{before}{HEADERS[table]}\n" + "".join(f"{line}\n" for line in lines), '\n[[people]]\nname = "last"\n'


def accepts(field, literal: str) -> bool:
    """Whether a field takes a value, by pydantic; odd numbers are refused as they are written."""
    if literal in ("1e3", "0x10", "nan"):
        return False
    try:
        TypeAdapter(field.type).validate_python(tomli.loads(f"x = {literal}", parse_float=Decimal)["x"])
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda case: getattr(case, "name", case))
def test_a_wrong_value_is_told_on_its_line(table, field):
    before, after = around(table, field.name)
    line = before.count("\n") + 1
    for literal in LITERALS:
        loaded = parsed(f"{before}{field.name} = {literal}{after}")
        lines = {one.line for one in loaded.errors}
        assert lines <= {line}, literal
        assert lines or accepts(field, literal), literal
        assert loaded.brief is not None


# Damage and spite.


@pytest.mark.parametrize("seed", [1, 2])
def test_damaged_files_have_problems_with_places_and_no_traceback(seed):
    """30,000 by `python -m tests.benchmarks.fuzz_loading`."""
    stress = (ROOT / "tests" / "data" / "stress.toml").read_bytes()
    files = [stress, stress.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + stress]
    for data in mutants(files, 750, seed):
        assert complaint(data, parse(data, Path("brief.toml"), TODAY)) == "", data


def test_bombs_cost_little_time_and_memory():
    """A small part of the largest size here; all of it by `python -m tests.benchmarks.bombs_loading`."""
    command = [sys.executable, "-m", "tests.benchmarks.bombs_loading", "200000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("R2 ")


# The schema.


def schema_data(value):
    """Parsed TOML as an editor gives it to a JSON Schema: dates as texts, decimals as numbers."""
    if isinstance(value, dict):
        return {key: schema_data(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [schema_data(inner) for inner in value]
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


SCHEMA = json.loads((ROOT / "briefs" / "brief.schema.json").read_text(encoding="utf-8"))


def test_the_schema_that_ships_is_the_model_s():
    """Written by `briefing schema`."""
    assert loading.json_schema() == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_briefs_follow_the_schema(path):
    data = tomli.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    jsonschema.Draft202012Validator(SCHEMA).validate(schema_data(data))


@pytest.mark.parametrize("name", ["keys", "values", "tables"])
def test_broken_briefs_do_not_follow_the_schema(name):
    data = tomli.loads((broken.FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(schema_data(data))


def test_every_field_is_explained_in_the_schema():
    for kind in (SCHEMA, *SCHEMA["$defs"].values()):
        for name, rule in kind["properties"].items():
            assert rule.get("description"), name


def test_a_brief_is_a_value_that_can_be_replaced():
    loaded = parsed(HEAD)
    assert replace(loaded, problems=()).brief == loaded.brief


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("value = 2,49", "write value = 2.49"),
        ("value = 1,250", "write value = 1250"),
        ("value = 1,250,000", "write value = 1250000"),
        ("value = 0,5", "write value = 0.5"),
    ],
)
def test_a_comma_is_a_point_where_no_thousands_stand_so(line, hint):
    text = f'schema = 1\n[brief]\ntitle = "T"\n[[topics.trade.figures]]\nlabel = "L"\n{line}\n'
    assert [problem.hint for problem in parse(text.encode(), Path("x.toml")).errors] == [hint]


@pytest.mark.parametrize("marking", ["GREEN", "red", "amber + strict", "tlp:green"])
def test_the_bare_colour_of_a_label_is_told(marking):
    text = f'schema = 1\n[brief]\ntitle = "T"\nmarking = "{marking}"\n'
    (warning,) = [one for one in parse(text.encode(), Path("x.toml")).warnings if "TLP" in one.hint]
    assert warning.hint == f"write TLP:{marking.upper().removeprefix('TLP:').replace(' ', '')}"
