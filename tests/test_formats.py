"""The table of formats, the names of files, and the document as data."""

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.entries import entries
from briefing.export.data import as_data, as_json
from briefing.export.formats import FORMATS, MAX_NAME, Format, file_name
from briefing.export.page import lay_out
from briefing.loading import parse
from briefing.numbers import print_amount
from tests.briefs import READING, SHIPPED, brief_in, brief_of_text, check_golden
from tests.hostile import OWN, acting, brief_of

BRIEF = brief_in(READING)


def test_every_format_is_called_by_its_name():
    assert list(FORMATS) == ["pdf", "html", "docx", "md", "json"]
    for name, form in FORMATS.items():
        assert form.name == name
        assert form.suffix == f".{name}"
        assert form.title
        data = form.render(lay_out(BRIEF))
        assert data[-22:-18] == b"PK\5\6" if name == "docx" else data.endswith(b"%%EOF" if name == "pdf" else b"\n")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Putin's state visit to India", "putins-state-visit-to-india.md"),
        ("Kim’s visit", "kims-visit.md"),
        ("  A/B\\C:D  ", "a-b-c-d.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        (".hidden", "hidden.md"),
        ("-rf ~", "rf.md"),
        ("v1.2 (final).md", "v1-2-final-md.md"),
        ("Визит в Дели", "визит-в-дели.md"),
        ("दिल्ली यात्रा", "दिल्ली-यात्रा.md"),
        ("…", "brief.md"),
        ("", "brief.md"),
        ("a\x00b\x1b[2Jc\u202ed", "a-b-2jc-d.md"),
        ("con", "con-brief.md"),
        ("AUX", "aux-brief.md"),
        ("com1", "com1-brief.md"),
        ("COM¹", "com1-brief.md"),  # Windows takes the raised digits too
        ("lpt9.txt", "lpt9-txt.md"),
        ("CONIN$", "conin-brief.md"),
        ("Concord", "concord.md"),
        ("x" * 300, "x" * (MAX_NAME - 3) + ".md"),
        ("-" * 300, "brief.md"),
    ],
)
def test_the_name_of_a_file(title, expected):
    assert file_name(title, FORMATS["md"]) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.sampled_from(list(FORMATS.values())))
def test_any_title_gives_a_name_that_is_safe_everywhere(title, form: Format):
    name = file_name(title, form)
    stem, dot, suffix = name.rpartition(".")
    assert dot + suffix == form.suffix
    assert stem
    assert not re.search(r'[<>:"/\\|?*.\s\x00-\x1f\x7f]', stem)
    assert not stem.startswith("-")
    assert len(name.encode()) <= MAX_NAME
    assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", stem)
    assert not acting(name.encode())
    assert file_name(title, form) == name


def test_the_data_of_the_reading_brief():
    check_golden("reading.json", as_json(lay_out(BRIEF)))


def test_data_has_every_item_with_its_id_and_status():
    page = lay_out(BRIEF, on_screen=True)
    data = as_data(page)
    found = [
        item for topic in data["topics"].values() for kind in ("figures", "quotes", "points") for item in topic[kind]
    ]
    found += data["events"] + data["people"] + data["questions"]
    assert sorted(item["id"] for item in found) == sorted(entry.id for entry in entries(BRIEF))
    assert all("status" in item for item in found)


def test_a_decimal_keeps_its_digits():
    data = json.loads(as_json(lay_out(BRIEF)))
    trade = data["topics"]["trade"]["figures"][0]
    assert [one["value"] for one in trade["previous"]] == ["24.30", "31", "39800"]
    assert trade["number"] == print_amount(Decimal(trade["value"]), trade["unit"], trade["scale"])
    assert data["topics"]["energy"]["figures"][2]["value"] == ["45", "60"]
    assert data["extra"] == {"registry": "2031/17", "weight": "1.50", "days": ["2031-05-06", "2031-05-07"]}


def test_evidence_stands_as_it_is_written():
    text = (
        '[sources.s]\ntitle = "S"\n[sources.t]\ntitle = "T"\n'
        '[[topics.trade.points]]\ntext = "P"\nsource = "s"\nevidence = "words"\n'
        '[[topics.trade.points]]\ntext = "R"\nsource = ["s", "t"]\nevidence = { s = "one", t = "two" }\n'
    )
    points = as_data(lay_out(brief_of_text(text)))["topics"]["trade"]["points"]
    assert [point["evidence"] for point in points] == ["words", {"s": "one", "t": "two"}]
    assert points[0]["source"] == ["s"]


@pytest.mark.parametrize("name", OWN)
def test_json_is_exact_and_never_acts(name):
    brief = parse(brief_of(OWN[name]), READING).brief
    page = lay_out(brief)
    data = as_json(page)
    assert not acting(data)
    assert json.loads(data) == as_data(page)
    assert data.decode().isprintable() or not data.decode().replace("\n", "").replace("\u00a0", "").isascii()


def test_the_shipped_brief_is_data_too():
    data = json.loads(as_json(lay_out(brief_in(SHIPPED))))
    assert data["schema"] == 1
    assert data["page"] == {"marking": "TLP:CLEAR", "sample": False, "failing": 0, "left_out": []}
    assert data["topics"]["defence"]["figures"][0]["number"] == "36 %"
