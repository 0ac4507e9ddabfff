"""A brief as text: plain in a pipe and for screen readers, on a grid on a terminal."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.console import Styled
from briefing.entries import entries
from briefing.evidence.status import Status
from briefing.export.page import lay_out
from briefing.export.plain import as_text, wrap
from briefing.launch import main
from briefing.loading import parse
from briefing.showing import NARROW, REVERSE, on_day, show
from briefing.text import visible, width
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text, check_golden
from tests.hostile import OWN, acting, brief_of

BRIEF = brief_in(READING)
WIDTHS = (20, 40, 59, 60, 72, 80, 100, 132, 240)
HOSTILE = [text for name, text in OWN.items() if name not in ("long word", "many words")]


def words(line) -> str:
    return "".join(part.text if isinstance(part, Styled) else part for part in line)


def drawn(page, columns, **options) -> list[str]:
    return [words(line) for line in show(page, columns, **options)]


def test_the_kept_plain_text():
    check_golden("reading.txt", as_text(lay_out(BRIEF, on_screen=True)).encode())


def test_the_kept_grid():
    page = lay_out(BRIEF, on_screen=True)
    for columns in (80, 110):
        check_golden(f"reading-{columns}.txt", ("\n".join(drawn(page, columns)) + "\n").encode())


def test_the_kept_grid_in_ascii():
    page = lay_out(BRIEF, on_screen=True, topics=["energy"])
    check_golden("energy-ascii.txt", ("\n".join(drawn(page, 72, ascii_only=True)) + "\n").encode())


@pytest.mark.parametrize("path", [READING, SHIPPED], ids=lambda path: path.stem)
@pytest.mark.parametrize("columns", WIDTHS)
def test_no_line_is_wider_than_the_terminal(path, columns):
    page = lay_out(brief_in(path), on_screen=True)
    assert max(map(width, as_text(page, columns).splitlines())) <= columns
    assert max(map(width, drawn(page, columns))) <= columns


def test_plain_text_has_no_drawing_and_no_colour():
    """A screen reader reads box lines and blocks out one by one."""
    text = as_text(lay_out(BRIEF, on_screen=True))
    assert not [letter for letter in text if 0x2500 <= ord(letter) <= 0x25FF]
    assert "\x1b" not in text
    assert all(isinstance(part, str) for line in show(lay_out(BRIEF), NARROW - 1) for part in line)


def unbroken(text: str) -> str:
    """A text without its blanks, and so without its line breaks."""
    return "".join(text.split())


@pytest.mark.parametrize("columns", [20, 59, 60, 80, 132])
def test_every_text_of_the_brief_is_found_again(columns):
    """On the grid only the rows of a text stand apart from what stands beside them, so words are looked for there."""
    page = lay_out(BRIEF, on_screen=True)
    plain = unbroken(as_text(page, columns))
    grid = "\n".join(drawn(page, columns))
    for entry in entries(BRIEF):
        for name in (
            "label",
            "text",
            "speaker",
            "question",
            "answer",
            "do_not_say",
            "name",
            "native_name",
            "note",
            "original",
        ):
            text = getattr(entry.item, name, None)
            if text:
                assert unbroken(text) in plain
                for word in text.split():
                    assert word in grid or columns < NARROW


def test_past_its_review_the_brief_says_that_it_is_stale():
    text = 'schema = 1\n[brief]\ntitle = "T"\nreview_by = 2025-03-02\n'
    page = lay_out(brief_of_text(text), on_screen=True)
    late = on_day(page, dt.date(2025, 3, 3))
    assert on_day(page, dt.date(2025, 3, 2)) is page
    assert on_day(lay_out(BRIEF), dt.date.max).facts[0][0] == ("STALE" if BRIEF.head.review_by else "For")
    assert "STALE: it was to be reviewed by 2 Mar 2025" in as_text(late)
    assert next(line for line in drawn(late, 80) if "STALE" in line).strip() == "STALE"
    assert Styled(" STALE ", REVERSE) in next(show(late, 80))
    assert "STALE" not in as_text(page) + "".join(drawn(page, 80))


def test_show_says_all_that_is_wrong_with_a_file_and_that_it_is_stale(tmp_path, capsys):
    path = tmp_path / "late.toml"
    path.write_text('schema = 1\n[brief]\ntitle = "T"\nreview_by = 2025-03-02\nplace = x\nkind = "y"\n')
    assert main(["show", str(path)]) == 2
    printed = capsys.readouterr()
    assert "STALE: it was to be reviewed by 2 Mar 2025" in printed.out
    said = [line.partition("late.toml:")[2].partition(" (")[0] for line in printed.err.splitlines()]
    assert said == [
        "4:13: warning: the brief is stale: it was to be reviewed by 2 Mar 2025",
        "5:9: error: place is a text without quotation marks",
        "6:8: error: kind is one of visit, call, meeting, country, issue",
    ]
    path.write_text('schema = 1\n[brief]\ntitle = "T"\n')
    assert main(["show", str(path)]) == 0
    assert "warning: [brief] has no as_of" in capsys.readouterr().err


def test_the_status_stands_with_every_item():
    page = lay_out(BRIEF, on_screen=True)
    text = "\n".join(drawn(page, 100))
    blocks = [*page.timeline, *page.questions, *page.people, *page.key_figures]
    blocks += [block for topic in page.topics for block in (*topic.figures, *topic.quotes, *topic.points)]
    for word in ("SAMPLE, UNCHECKED", "SAMPLE, no source", "SAMPLE, UNCHECKED, TLP:RED", "computed from [1, 2]"):
        assert word in text
    assert text.count("UNCHECKED") == sum(block.status is Status.UNCHECKED for block in blocks)
    assert text.count("SAMPLE") == len(blocks) + 2


def test_a_finding_is_the_loudest_on_the_page():
    known = {entry.key: Status.DIFFERS for entry in entries(brief_in(SHIPPED))}
    lines = show(lay_out(brief_in(SHIPPED), on_screen=True, known=known), 80)
    styles = {part.style for line in lines for part in line if isinstance(part, Styled) and "DIFFERS" in part.text}
    assert styles == {REVERSE}


@pytest.mark.parametrize(
    ("fraction", "now", "ascii_only", "expected"),
    [
        (0.5, True, False, "█" * 20 + "·" * 20),
        (0.36, True, False, "█" * 14 + "▍" + "·" * 25),
        (1.0, True, False, "█" * 40),
        (0.0, True, False, "·" * 40),
        (0.0001, True, False, "▏" + "·" * 39),  # above zero at least an eighth
        (0.0001, False, False, "▒" + "·" * 39),
        (0.76, False, False, "▒" * 30 + "·" * 10),
        (0.36, True, True, "#" * 14 + "." * 26),
        (0.76, False, True, "-" * 30 + "." * 10),
        (7.0, True, False, "█" * 40),
    ],
)
def test_a_bar(fraction, now, ascii_only, expected):
    from briefing.showing import _Grid
    from briefing.wording import Bar

    bar = Bar("", "", fraction, now)
    assert "".join(_Grid(100, ascii_only=ascii_only).bar(bar, 40)) == expected


def test_bars_stand_below_each_other_with_their_values():
    rows = [row for row in drawn(lay_out(brief_in(SHIPPED), topics=["defence"]), 80) if "·····" in row]
    assert [row.split()[0] for row in rows] == ["2009–13", "2019–23"]
    assert [row.split()[-1] for row in rows] == ["76", "36"]
    assert len({re.search("[▒█]", row).start() for row in rows}) == 1
    assert len(set(map(width, rows))) == 1


def test_ascii_draws_nothing_else():
    text = (
        '[[topics.trade.figures]]\nlabel = "L"\nvalue = 1\nunit = "%"\nprevious = { value = 3 }\n'
        '[[topics.trade.quotes]]\ntext = "Q"\noriginal = "O"\n[[topics.trade.points]]\ntext = "P"\n'
        '[[topics.trade.points]]\ntext = "R"\n'
    )
    rows = drawn(lay_out(brief_of_text(text)), 80, ascii_only=True)
    assert all(row.isascii() for row in rows)
    assert not all(row.isascii() for row in drawn(lay_out(brief_of_text(text)), 80))


def test_one_topic_alone():
    text = as_text(lay_out(BRIEF, topics=["defence"], on_screen=True))
    assert "Defence and coast guard\n" in text
    for other in ("Trade\n", "Energy\n", "Key figures", "People", "ferry ride"):
        assert other not in text


@pytest.mark.parametrize("columns", [20, 80])
@pytest.mark.parametrize("name", OWN)
def test_a_hostile_string_is_shown_and_never_acts(name, columns):
    brief = parse(brief_of(OWN[name]), READING).brief
    page = lay_out(brief, on_screen=True)
    rows = drawn(page, columns)
    for text in (as_text(page, columns), "\n".join(rows)):
        assert not acting(text.encode("utf-8", "replace"))
    assert max(map(width, rows)) <= columns
    assert unbroken(visible(brief.head.title)) in unbroken(as_text(page, columns))


# Line breaks


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.text("abc%é国हि\u0301👍", min_size=1, max_size=12), st.sampled_from(HOSTILE)), max_size=8),
    st.integers(8, 40),
)
def test_wrapped_text_fits_and_is_whole(parts, room):
    text = " ".join(" ".join(visible(part).split()) for part in parts)
    rows = wrap(text, room)
    assert all(width(row) <= room for row in rows)
    assert unbroken("".join(rows)) == unbroken(text)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("down from 38.5 % today", 14, ["down from", "38.5 % today"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("国防国防", 5, ["国防", "国防"]),
        ("e\u0301" * 6, 4, ["e\u0301" * 4, "e\u0301" * 2]),  # a letter keeps its accent
        ("ab👩\u200d👧cd", 5, ["ab", "👩\u200d👧c", "d"]),  # and a family its child
    ],
)
def test_where_a_line_breaks(text, room, expected):
    assert wrap(text, room) == expected
