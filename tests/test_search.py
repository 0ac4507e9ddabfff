"""The query language and finding within one brief."""

import json
import re
import unicodedata
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.dates import read_when
from briefing.entries import entries, searchable_entries
from briefing.model import (
    Amount,
    Brief,
    Event,
    Figure,
    Head,
    Item,
    Person,
    Point,
    Previous,
    Question,
    Quote,
    Source,
    Topic,
)
from briefing.query import FIELDS, Query
from briefing.search import Searchable, shown_text
from briefing.text import fold

HOSTILE = Path(__file__).parents[2] / "shared" / "hostile" / "strings.json"

ARMS = Figure(
    label="Russia's share of India's arms imports",
    value=Decimal(36),
    unit="%",
    period="2019–23",
    previous=(Previous(value=Decimal(76), period="2009–13"),),
    source=("sipri",),
)
TRADE = Figure(
    id="trade",
    label="Trade in both directions",
    value=Decimal("168.7"),
    unit="USD",
    scale="billion",
    qualifier="nearly",
    period="2024–25",
    also=(Amount(value=Decimal("215.1"), unit="SGD", scale="billion"),),
)
EXPORTS = Figure(
    label="Exports", value=Decimal("4.88"), unit="USD", scale="billion", period="2024–25", of="trade", kind="forecast"
)
FALL = Figure(label="Oil price", value=Decimal("-0.4"), unit="points", note="Ein Rückgang.\n\nZweiter Absatz.")
INTENT = Quote(text="a statement of intent", about="the visit", speaker="Harsh V Pant", source=("report",))
HINDI = Quote(text="old friends", original="पुराने दोस्त हिन्दी में", speaker="Modi", language="hi", role="Premier")
GAP = Point(text="The year isn’t given; co-operation is.", kind="gap", according_to="BBC")
LINE = Point(text="We take “note”.", kind="line_to_take", side="Österreich", source=("report",))
ARRIVAL = Event(date=read_when("2025-11-04"), text="Arrival", topic="diplomacy")
XI = Person(name="Xi Jinping", native_name="习近平主席", say_it="shee", role="President", side="China")
SEOUL = Person(name="Lee", native_name="대한민국")
ASKED = Question(question="Why now?", answer="Ask Łódź.", topic="trade", do_not_say="no comment")

BRIEF = Brief(
    schema=1,
    head=Head(title="A brief"),
    sources={"sipri": Source(title="Trends in transfers"), "report": Source(title="A newspaper's report")},
    topics={
        "defence": Topic(figures=(ARMS,), points=(GAP,)),
        "trade": Topic(title="Trade and money", figures=(TRADE, EXPORTS, FALL)),
        "diplomacy": Topic(quotes=(INTENT, HINDI), points=(LINE,)),
    },
    events=(ARRIVAL,),
    people=(XI, SEOUL),
    questions=(ASKED,),
)
ENTRIES = entries(BRIEF)
EVERYTHING = [entry.item for entry in ENTRIES]
SEARCHABLE = Searchable(BRIEF, ENTRIES)


def found(query):
    return [entry.item for entry in SEARCHABLE.find(Query.parse(query))]


FINDS = {
    # from the first letter, at a word's start, in any of an item's texts
    "x": [XI],
    "jinp": [XI],
    "inping": [],
    "PANT": [INTENT],
    "sha": [ARMS],
    "arms share": [ARMS],
    "share arms": [ARMS],
    "arms intent": [],
    "premier": [HINDI],
    "visit": [INTENT],
    "bbc": [GAP],
    "shee": [XI],
    "no comment": [ASKED],
    "absatz": [FALL],
    "down 40": [ARMS],
    "2009-13": [ARMS],
    "215.1": [TRADE],
    "nearly": [TRADE],
    "4 nov": [ARRIVAL],
    "2.9 %": [EXPORTS],  # of the trade, as the bar says it
    "forecast": [EXPORTS],
    # folding
    "rückgang": [FALL],
    "ruckgang": [FALL],
    "lodz": [ASKED],
    "osterreich": [LINE],
    "isn't": [GAP],
    "2019–23": [ARMS],
    "2019-23": [ARMS],
    # numbers
    "36%": [ARMS],
    "36 %": [ARMS],
    "36  %": [ARMS],
    "36 % arms": [ARMS],
    "6%": [],
    "68.7": [],
    "168.7": [TRADE],
    "$168.7 bn": [TRADE],
    "us$168.7 billion": [TRADE],
    '"us$168.7 billion"': [TRADE],
    "−0.4": [FALL],  # pasted from the screen: a minus sign, no hyphen
    # scripts without blanks, and scripts with marks within words
    "近平": [XI],
    "主席": [XI],
    "민국": [SEOUL],
    "हिन्दी": [HINDI],
    "न्दी": [],
    # phrases
    '"statement of int"': [INTENT],
    "“statement of intent”": [INTENT],
    "„statement of": [INTENT],
    '"of statement"': [],
    '"tatement of"': [],
    '"a  statement"': [INTENT],
    '"two texts" shee': [],
    '"jinping shee"': [],
    '"operation is"': [GAP],
    # exclusion
    "diplomacy -quote": [LINE, ARRIVAL],
    'diplomacy -"of intent" -arrival': [HINDI, LINE],
    "-figure -quote -point -event -person": [ASKED],
    "diplomacy -": [INTENT, HINDI, LINE, ARRIVAL],
    "diplomacy --quote": [LINE, ARRIVAL],
    # fields
    "topic:def": [ARMS, GAP],
    "TOPIC:Déf": [ARMS, GAP],
    'topic:"trade and"': [TRADE, EXPORTS, FALL, ASKED],
    "topic:money": [TRADE, EXPORTS, FALL, ASKED],
    "topic:oney": [],
    "topic:def topic:trade": [],
    "-topic:trade figure": [ARMS],
    "kind:fig -forecast": [ARMS, TRADE, FALL],
    "kind:gap": [GAP],
    'kind:"line to"': [LINE],
    'kind:"point"': [GAP, LINE],
    "speaker:pan": [INTENT],
    'speaker:"harsh v"': [INTENT],
    "speaker:“harsh v”": [INTENT],
    "-speaker:pant kind:quote": [HINDI],
    "speaker:intent": [],
    "source:transf": [ARMS],
    "source:sipri": [ARMS],
    "transfers": [],  # a source's title is found by its field only
    "topic:": EVERYTHING,
    'topic:""': EVERYTHING,
    # anything else is words
    "": EVERYTHING,
    " \t\n": EVERYTHING,
    "-": EVERYTHING,
    '"': EVERYTHING,
    "nosuch:arms": [],
    ":": [],
    "*": [],
    "OR": [],
    "NOT arms": [],
    "'; DROP TABLE quotes;--": [],
}


@pytest.mark.parametrize("query", FINDS)
def test_finds(query):
    assert found(query) == FINDS[query]


@pytest.mark.parametrize(
    ("query", "asks", "problem"),
    [
        ("", False, ""),
        ("-", False, ""),
        ("arms", True, ""),
        ("-arms", True, ""),
        ("foo:bar", True, ""),
        ('"of intent"', True, ""),
        ("topic:", False, "topic: needs a word right after it"),
        ("topic: energy", True, "topic: needs a word right after it"),
        ('-speaker:"" x', True, "speaker: needs a word right after it"),
        ('say "of int', True, "the quotation mark isn't closed: the phrase is read to the end"),
        ('fox"', True, "the quotation mark isn't closed: the phrase is read to the end"),
    ],
)
def test_what_a_query_asks_and_what_is_odd_about_it(query, asks, problem):
    read = Query.parse(query)
    assert (bool(read), read.problem) == (asks, problem)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("arm", "Arms and armour, disarmed", ["Arm", "arm"]),
        ("cafe", "le café, le cafe\u0301!", ["café", "cafe\u0301"]),
        ('"statement of"', "a  Statement  of intent", ["Statement  of"]),
        ("36%", "36 % or 36% of 136 %", ["36 %", "36%"]),
        ("co-op", "Co‑operation – co", ["Co‑op"]),
        ("st state", "a statement", ["state"]),
        ('"a b" b', "a b c", ["a b"]),
        ("fi", "the ﬁnal ﬁ", ["ﬁ", "ﬁ"]),
        ("-arms topic:def quote", "arms, defence, quote", ["quote"]),
        ("中", "在中国中", ["中", "中"]),
        ("ab", "中ab国", ["ab"]),
        ("x", "", []),
        ("", "all of it", []),
    ],
)
def test_marks(query, text, marked):
    assert [text[start:end] for start, end in Query.parse(query).marks(text)] == marked


def marked(query: Query, item: Item) -> list[str]:
    """What a query marks in the text by which an item is shown."""
    text = shown_text(item)
    return [text[start:end] for start, end in query.marks(text)]


def test_hits_show_the_text_and_where_the_words_stand():
    query = Query.parse("import 2019 76")
    (hit,) = SEARCHABLE.find(query)
    assert hit.item is ARMS
    assert marked(query, hit.item) == ["import"]
    query = Query.parse("exports 2024")
    (hit,) = SEARCHABLE.find(query)
    assert marked(query, hit.item) == ["Exports", "2024"]


SUMMED_UP = Brief(
    schema=1,
    head=Head(title="A visit", bottom_line="Tariffs of 25 % hurt, isn’t it?", status="final"),
    sources={"tariffs": Source(title="Tariffs")},
    topics={
        "energy": Topic(summary="Refiners bought 4,711 tonnes", points=(GAP,)),
        "trade": Topic(title="Money", figures=(TRADE,)),
        "arms_control": Topic(summary="Nothing is signed"),
    },
)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("tariffs", ["brief"]),
        ('"hurt, isn\'t"', ["brief"]),
        ("25%", ["brief"]),
        ("refiners 4,711", ["energy"]),
        ("tariffs refiners", []),
        ("tariffs OR refiners", ["brief", "energy"]),
        ("kind:bottom", ["brief", "energy", "arms_control"]),
        ('kind:"bottom line"', ["brief", "energy", "arms_control"]),
        ("kind:bottom_line -refiners", ["brief", "arms_control"]),
        ("bottom signed", ["arms_control"]),
        ("topic:energy -bbc", ["energy"]),
        ('topic:"arms control"', ["arms_control"]),
        ("topic:energy kind:bottom", ["energy"]),
        ("status:final kind:bottom", ["brief", "energy", "arms_control"]),
        ("status:source kind:bottom", []),
        ("source:tariffs", []),
        ("speaker:tariffs", []),
        ("speaker:not", []),
        ("value:25", []),
        ("value:4711", []),
        ("unit:% tariffs", []),
        ("brief:visit signed", ["arms_control"]),
        ("visit", []),
    ],
)
def test_bottom_lines_are_found_like_items(query, keys):
    found = Searchable(SUMMED_UP, searchable_entries(SUMMED_UP)).find(Query.parse(query))
    assert [entry.id for entry in found] == keys
    assert {entry.kind for entry in found} <= {"bottom_line"}


def test_a_hit_shows_a_bottom_line_with_its_marks():
    query = Query.parse("25% hurt")
    (hit,) = Searchable(SUMMED_UP, searchable_entries(SUMMED_UP)).find(query)
    assert shown_text(hit.item) == SUMMED_UP.head.bottom_line
    assert marked(query, hit.item) == ["25 %", "hurt"]


def test_each_letter_typed_narrows_what_the_letters_before_it_found():
    for query in FINDS:
        if "-" not in query and ":" not in query:
            steps = [found(query[:end]) for end in range(1, len(query) + 1)]
            for before, after in pairwise(steps):
                assert [item for item in before if item in after] == after


def test_words_keep_their_marks_in_every_script():
    for code in range(0x300, 0x110000):
        mark = chr(code)
        if unicodedata.category(mark)[0] == "M" and fold(mark).text == mark and not spaceless(mark):
            assert not Query.parse("b").marks(f"a{mark}b"), hex(code)


# A slow and plain account of the same rules, on a text's folded characters.


def spaceless(character):
    name = unicodedata.name(character, "")
    scripts = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "BOPOMOFO", "YI ", "NEW TAI")
    return name.startswith(("IDEOGRAPHIC", "HANGZHOU", "VERTICAL KANA", "COMBINING KATAKANA", "TAI LE", *scripts))


def within_word(before, after):
    return all(unicodedata.category(one)[0] in "LMN" and not spaceless(one) for one in (before, after))


def plain(text):
    words = re.sub(" +", " ", fold(text).text.strip(" "))
    return re.sub("([0-9]) %", r"\1%", words)


def holds(text, words):
    text, words = plain(text), plain(words)
    return any(
        text.startswith(words, at) and not (at and within_word(text[at - 1], text[at])) for at in range(len(text))
    )


PHRASES = st.text("abä'’%1. -–中नि्\u0301\u3099กี\u00ad_é$ﬁ½", max_size=8).filter(plain)
TEXTS = st.one_of(st.just("x"), PHRASES, st.tuples(PHRASES, PHRASES).map(" ".join))


@st.composite
def questions(draw):
    """A query's text, and what it means: words, the field that they belong to, whether they are left out."""
    texts, meant = [], []
    for words in draw(st.lists(PHRASES, max_size=3)):
        field, out = draw(st.sampled_from(["", "topic"])), draw(st.booleans())
        # A per cent sign joins the number before it, and a hyphen in front leaves out, unless they are quoted.
        quoted = " " in fold(words.strip(" ")).text or plain(words)[0] in "-%" or draw(st.booleans())
        texts.append("-" * out + (f"{field}:" if field else "") + (f'"{words}"' if quoted else words.strip(" ")))
        meant.append((words, field, out))
    return " ".join(texts), meant


@settings(max_examples=300, deadline=None)
@given(questions(), st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_find_agrees_with_a_plain_account(question, items):
    text, meant = question
    topics = {f"t{n}": Topic(title=title, points=(Point(text=words),)) for n, (title, words) in enumerate(items)}
    brief = Brief(schema=1, head=Head(title="x"), topics=topics)
    all_entries = entries(brief)
    expected = []
    for entry in all_entries:
        where = [topics[entry.topic].title, entry.topic]
        everywhere = [*where, "point", "fact", "background", entry.item.text]
        if all(
            any(holds(one, words) for one in (where if field else everywhere)) != out for words, field, out in meant
        ):
            expected.append(entry)
    assert list(Searchable(brief, all_entries).find(Query.parse(text))) == expected


ANY_TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*FIELDS, ":", '"', "“", "-", "−", " ", "%", "3", "a", "ß", "İ", "ﷺ", "न", "ि"])).map(
        "".join
    ),
)


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_any_text_is_a_query_and_marks_lie_on_what_it_asks(query, text):
    read = Query.parse(query)
    SEARCHABLE.find(read)
    end = -1
    for start, last in read.marks(text):
        assert end < start < last <= len(text)
        end = last


@settings(max_examples=200, deadline=None)
@given(TEXTS, PHRASES)
def test_marks_stand_where_a_text_holds_the_words(text, words):
    marks = Query.parse(f'"{words}"').marks(text)
    assert bool(marks) == holds(text, words)
    for start, end in marks:
        assert plain(text[start:end]).startswith(plain(words))
        assert plain(text[start:end]).endswith(plain(words)) or text[end - 1] in "½ﬁ"  # marked whole


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared collection of hostile strings isn't here")
def test_hostile_strings_are_queries_like_any_other():
    strings = [one["payload"] for one in json.loads(HOSTILE.read_text()) if len(one["payload"]) < 100_000]
    assert len(strings) > 200
    for payload in strings:
        for end in {*range(1, min(len(payload), 40)), len(payload)}:
            query = Query.parse(payload[:end])
            SEARCHABLE.find(query)
            assert all(0 <= start < last <= len(payload) for start, last in query.marks(payload))
        stored = Brief(schema=1, head=Head(title="x"), topics={"t": Topic(points=(Point(text=payload),))})
        words = payload.replace('"', " ").split()[:1]
        if words and fold(words[0]).text.strip(" ") and '"' not in fold(words[0]).text:
            assert Searchable(stored, entries(stored)).find(Query.parse(f'"{words[0]}"')), payload
