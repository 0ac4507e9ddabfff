"""What is read of a file that is not TOML: all of its problems at once, and all of the brief that can be read."""

import datetime as dt
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.loading import Loaded, parse, place
from briefing.outline import Fault
from briefing.recovery import MAX_FAULTS, MAX_STATEMENTS, recover
from briefing.statements import statements
from tests.mutants import mutants

ROOT = Path(__file__).parents[1]
STRESS = (ROOT / "tests" / "data" / "stress.toml").read_text(encoding="utf-8")
TODAY = dt.date(2025, 3, 2)
HEAD = 'schema = 1\n[brief]\ntitle = "A"\nas_of = 2025-03-02\n'


def parsed(text: str) -> Loaded:
    return parse(text.encode(), Path("brief.toml"), TODAY)


def told(text: str) -> list[str]:
    return [f"{one.line}:{one.column} {one.message}" for one in parsed(text).problems]


# The statements.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n# a remark\n \t\n", []),
        ("a = 1", ["a = 1"]),
        ("a = 1 # b = 2\n[c] # d\n", ["a = 1 # b = 2", "[c] # d"]),
        ("a = [\n1, # [\n'x\"',\n]\nb = 2", ["a = [\n1, # [\n'x\"',\n]", "b = 2"]),
        ("a = [\n[true],\n[1],\n['b'],\n]\nb = 2", ["a = [\n[true],\n[1],\n['b'],\n]", "b = 2"]),
        ("a = {\n b = 1, # c\n c = 2\n}\nb = 2", ["a = {\n b = 1, # c\n c = 2\n}", "b = 2"]),
        ('a = """\n[b]\nc = 1\n"""\nd = 2', ['a = """\n[b]\nc = 1\n"""', "d = 2"]),
        ("a = '''\n\n[b]'''\nd = 2", ["a = '''\n\n[b]'''", "d = 2"]),
        # What isn't closed ends where a line plainly begins a statement.
        ('a = "x\nb = 1', ['a = "x', "b = 1"]),
        ('a = "x\nmore of it\n[b]\n', ['a = "x\nmore of it', "[b]"]),
        ('a = """x\n\nmore = or less\n', ['a = """x', "more = or less"]),
        ('a = """x\n\nmore of it\n[[b.c]]\n', ['a = """x\n\nmore of it', "[[b.c]]"]),
        ('a = """x\n[b]\nc = """y"""\nd = 2', ['a = """x', "[b]", 'c = """y"""', "d = 2"]),
        ('a = """x\n[b]\nc = """\ny"""\nd = 2', ['a = """x', "[b]", 'c = """\ny"""', "d = 2"]),
        ('a = """x\nand all the rest', ['a = """x\nand all the rest']),
        ("a = [1,\n2\n[[b]]\nc = 1", ["a = [1,\n2", "[[b]]", "c = 1"]),
        ("a = [1,\nb = 2\n", ["a = [1,", "b = 2"]),
        ("a = { b = 1\nc = 2", ["a = { b = 1", "c = 2"]),
        ("a = {\n b = 1,\n c = 2\n[d]\n", ["a = {\n b = 1,\n c = 2", "[d]"]),
        ("a = [[[1]\nb = 2", ["a = [[[1]", "b = 2"]),
        ("[a\nb = 1\n[c.'d]\ne = 2", ["[a", "b = 1", "[c.'d]", "e = 2"]),
        ("a = It's so\nb = 1", ["a = It's so", "b = 1"]),
    ],
)
def test_where_statements_begin_and_end(text, expected):
    assert [text[one.start : one.end].rstrip("\n") for one in statements(text)] == expected


def test_a_good_file_is_made_of_whole_statements():
    found = list(statements(STRESS))
    assert all(one.whole for one in found)
    for one in found:
        tomli.loads(STRESS[one.start : one.end])


def test_what_would_be_too_much_is_one_statement():
    text = "a = 1\n" * 250_000
    *_, last = statements(text)
    assert (last.whole, last.end) == (False, len(text))


# All problems at once.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'subtitle = "a\n[[topics.trade.figures]]\nlabel = "L"\nvalue = .6\n[[topics.trade.points]]\ntxet = "x"\n',
            [
                "5:12 the text isn't closed",
                "8:9 value is not written as a number",
                "10:1 [[topics.trade.points]] has no key “txet”",
            ],
            id="of both kinds",
        ),
        pytest.param(
            "status = final\nkind = call\n",
            ["5:10 status is a text without quotation marks", "6:8 kind is a text without quotation marks"],
            id="two of a table",
        ),
        pytest.param(
            '[[topics.trade.points]\ntext = "x"\nkind = nope\n[[topics.trade.points]]\ntext = "y"\nkind = "z"\n',
            [
                "5:1 this is not the header of a table",
                "7:8 kind is a text without quotation marks",
                "10:8 kind is one of background, judgement, objective, point_to_make, line_to_take, recommendation, "
                "red_line, risk, gap",
            ],
            id="below a broken header",
        ),
        pytest.param(
            'title = "B"\nplace = "C"\nplace = "D"\nkind = "x"\n',
            [
                "5:1 title stands in line 3 already",
                "7:1 place stands in line 6 already",
                "8:8 kind is one of visit, call, meeting, country, issue",
            ],
            id="keys that stand twice",
        ),
        pytest.param(
            '[topics.trade]\n[topics.trade]\nsummary = 1\n[brief]\nkind = "x"\n',
            ["6:1 the table [topics.trade] stands in line 5 already", "8:1 the table [brief] stands in line 2 already"],
            id="tables that stand twice, and not what is below them",
        ),
        pytest.param(
            '[topics.trade]\npoints = [{ text = "a" }]\n[[topics.trade.points]]\ntext = "b"\n'
            '[[topics.trade.points]]\ntext = "c"\ntags = 3\n',
            [
                "7:1 points stands in line 6 already, in another form",
                "11:1 [[topics.trade.points]] has no key “tags”",
            ],
            id="an array and tables",
        ),
        pytest.param(
            '[[events]]\ndate = 2025\ntext = "b"\n[brief.x]\n[extra]\na = {}\na.b = 1\na.c = 1\n[extra.a]\n',
            [
                "8:8 [brief] has no key “x”",
                "11:1 what is written here belongs to something that is complete already",
                "12:1 what is written here belongs to something that is complete already",
                "13:1 the table [extra.a] stands in line 10 already",
            ],
            id="additions to what is complete",
        ),
        pytest.param(
            'people]]\nname = "A"\n', ["5:1 this is not the header of a table"], id="a header that lacks its beginning"
        ),
        pytest.param(
            '[[topics.trade.points]]\ntext = He said\nwhat he says always\n\nthe other day\nkind = "x"\n',
            [
                "6:8 text is a text without quotation marks",
                "9:1 this is neither a key with a value nor a header",
                "10:8 kind is one of background, judgement, objective, point_to_make, line_to_take, recommendation, "
                "red_line, risk, gap",
            ],
            id="lines of one text are one problem, a line apart is another",
        ),
        pytest.param(
            'previous = [\n{ value = 1, value = 2 },\n]\nplace = "x',
            ["6:14 value stands in line 6 already", "8:9 the text isn't closed"],
            id="a key twice in an inline table",
        ),
    ],
)
def test_all_problems_are_told_at_once(text, expected):
    assert told(HEAD + text) == expected
    assert told((HEAD + text).replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("before", "broken", "after"),
    [
        ("", "schema = one", '[brief]\ntitle = "A"\nas_of = 2025-03-02\n'),
        ("schema = 1\n[brief]\n", 'title = "A', "as_of = 2025-03-02\n"),
        ("schema = 1\n[brief]\n", "title: A", "as_of = 2025-03-02\n"),
        ("schema = 1\n[brief]\n", 'titel = "A', "as_of = 2025-03-02\n"),
        ('schema = 1\n[brief]\ntitle = "A"\n', "as_of = 2025-03", ""),
        ("schema = 1\n", "[brief", 'title = "A"\nas_of = 2025-03-02\n'),
        ("schema = 1\n", "brief]", 'title = "A"\n[[people]]\nname = "B"\n'),
        (HEAD, "sources.report]", 'title = "R"\n[[people]]\nname = "A"\nsource = "report"\n'),
        (HEAD, "[sources.report", 'title = "R"\n[[people]]\nname = "A"\nsource = "report"\n'),
        (HEAD + "[sources.report]\n", 'title = "R', '[[people]]\nname = "A"\nsource = "report"\n'),
        (HEAD, "[topics.water", '[[questions]]\nquestion = "A"\ntopic = "water"\n'),
        (HEAD + "[[people]]\n", "name = A", 'role = "B"\n'),
        (HEAD + "[[events]]\n", "date = 2025-02-30", 'text = "B"\n'),
        (HEAD + "[[topics.trade.figures]]\n", 'label = "A', "value = 1\n"),
        (HEAD + '[[topics.trade.figures]]\nlabel = "A"\n', "value = 1,5", ""),
        (
            HEAD + "[[topics.trade.figures]]\n",
            'id = "total',
            'label = "A"\nvalue = 1\n[[topics.trade.figures]]\nlabel = "B"\nvalue = 1\nof = "total"\n',
        ),
        (
            HEAD + "[[topics.trade.figures]]\n",
            'label = "The total',
            'value = 1\n[[topics.trade.figures]]\nlabel = "B"\nvalue = 1\nof = "the_total"\n',
        ),
        (
            HEAD + '[[topics.trade.figures]]\nid = "total"\nlabel = "A"\n',
            "value = 1,000",
            '[[topics.trade.figures]]\nlabel = "B"\nvalue = 7\nformula = "total / 2"\n',
        ),
        (
            HEAD,
            "[[topics.trade.figures]",
            'label = "A"\nvalue = 1\n[topics.trade.figures.change]\nvalue = 2\n[[topics.trade.figures.also]]\n'
            'value = 2\n[[topics.trade.points]]\ntext = "B"\n',
        ),
        (HEAD + '[[topics.trade.figures]]\nlabel = "A"\n', "[topics.trade.figures.change", "value = 2\n"),
    ],
    ids=lambda text: text.partition("\n")[0][:24],
)
def test_what_is_left_out_makes_no_second_problem(before, broken, after):
    loaded = parsed(f"{before}{broken}\n{after}")
    assert [one.line for one in loaded.problems] == [before.count("\n") + 1]
    assert loaded.brief is not None


def test_a_table_that_truly_lacks_a_key_lacks_it_beside_a_slip_in_another():
    text = HEAD + '[[people]]\nrole = "x\n[[topics.trade.points]]\nside: x\n[sources.a]\ntitle = "x"\nurl = x\n'
    assert told(text) == [
        "5:1 [[people]] has no name",
        "6:8 the text isn't closed",
        "7:1 [[topics.trade.points]] has no text",
        "8:1 this is not key = value",
        "11:7 url is a text without quotation marks",
    ]


def test_names_that_stand_nowhere_are_told_beside_a_slip():
    text = HEAD + '[sources.report\ntitle = "x"\n[[people]]\nname = "A"\nsource = ["report", "reprot"]\n'
    assert told(text)[1:] == ["9:21 no source is named “reprot”"]


# What is left.


def test_each_statement_of_a_brief_may_be_broken_and_only_that_is_told():
    """Every pair and every header in turn: no problem elsewhere, no warning that wasn't there, a brief all the same."""
    for one in statements(STRESS):
        written = STRESS[one.start : one.end].partition(" # ")[0]
        key, _, value = written.partition("=")
        variants = (written.rstrip()[:-1], written.replace("[", "", 1)) if written[0] == "[" else (
            f'{key}= "{value.strip(chr(34))}', f"{key}= [{value},", f"{key}: {value}",
        )  # fmt: skip
        for broken in variants:
            if '"""' in broken and broken.startswith(f'{key}= "'):
                continue  # a text of several lines, still closed
            loaded = parsed(STRESS[: one.start] + broken + STRESS[one.end :])
            line = STRESS.count("\n", 0, one.start) + 1
            last = line + written.count("\n")
            assert loaded.errors, broken
            assert {line <= problem.line <= last for problem in loaded.problems} == {True}, (broken, loaded.problems)
            assert loaded.brief is not None


def test_the_rest_is_shown():
    loaded = parsed(
        HEAD + 'place = "B\n[sources.report]\ntitle = "R"\n[[topics.trade.figures]\nlabel = "lost"\nvalue = 1\n'
        '[[topics.trade.figures]]\nlabel = "kept"\nvalue = 2\nsource = "report"\nnote = """lost\n'
        '[[topics.trade.points]]\ntext = """\nkept"""\n[[people]]\nname = lost\n[[people]]\nname = "kept"\n'
    )
    brief = loaded.brief
    assert (brief.head.title, brief.head.place) == ("A", None)
    assert [(one.label, one.source, one.note) for one in brief.topics["trade"].figures] == [("kept", ("report",), None)]
    assert [one.text for one in brief.topics["trade"].points] == ["kept"]
    assert [one.name for one in brief.people] == ["kept"]
    assert place(loaded.text, ("topics", "trade", "figures", 0)) == (11, 1)
    assert place(loaded.text, ("topics", "trade", "points", 0, "text")) == (17, 1)


def test_of_a_file_with_nothing_readable_nothing_is_shown():
    loaded = parsed("Dear colleague,\nplease find below what I have.\n\nYours\n")
    assert loaded.brief is None
    assert [one.line for one in loaded.problems] == [1, 4]


def test_a_newer_schema_is_still_all_that_is_said():
    assert told('schema = 2\ntitle = "x\n') == ["1:10 written for schema 2, this program reads 1"]


def test_behind_so_many_faults_no_more_is_read():
    loaded = parsed(HEAD + "".join(f"[[people]]\nname = n{number}\n" for number in range(80)) + "kind = 1\n")
    assert len(loaded.problems) == MAX_FAULTS + 1
    last = loaded.problems[-1]
    assert (last.line, last.message) == (
        4 + 2 * MAX_FAULTS + 2,
        "there may be more problems: from here on nothing has been read",
    )
    assert loaded.brief.head.title == "A"


def test_behind_so_many_statements_no_more_is_read():
    text = HEAD + "[extra]\n" + "".join(f"k{number} = 1\n" for number in range(MAX_STATEMENTS)) + "x\n"
    loaded = parsed(text)
    assert [one.message for one in loaded.problems] == [
        "there may be more problems: from here on nothing has been read"
    ]
    assert len(loaded.brief.extra) == MAX_STATEMENTS - 5


def test_a_cut_leaves_no_name_unknown():
    text = HEAD + '[[people]]\nname = "A"\nsource = "below"\n' + "x\n\n" * 60 + '[sources.below]\ntitle = "R"\n'
    assert not [one for one in told(text) if "no source" in one]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_recovered_is_the_file_with_blanks(seed):
    for data in mutants([STRESS.encode()], 200, seed):
        text = data.decode(errors="replace").replace("\r\n", "\n").removeprefix("\ufeff")
        found = recover(text)
        if isinstance(found, Fault):
            continue
        readable = found.places.text
        assert tomli.loads(readable).keys() == found.tree.keys()
        assert all(new in (old, " ") for old, new in zip(text, readable, strict=False))
        assert readable.count("\n") == text.count("\n", 0, len(readable))
        try:
            tomli.loads(text)
        except ValueError:
            assert found.faults
        else:
            assert found.faults == ()
            assert readable == text.rstrip(" \n")


LINES = st.sampled_from(
    [
        "a = 1", 'a = "', 'b = """', "'''", '"""', "c = [", "]", "d = {", "}", "e = 2,", "[f]", "[[g]]", "[[g", "[f.h]",
        "f.h = 1", "[g.i]", "f = {}", "g = []", "#", "prose it's", '"k" = 1', "\\", "", " , ",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join))
@settings(max_examples=200, deadline=None)
def test_whatever_the_lines_a_file_is_read_on(text):
    try:
        tomli.loads(text)
    except ValueError:
        found = recover(text)
        assert not isinstance(found, Fault)
        assert found.faults
        assert tomli.loads(found.places.text) == found.tree
