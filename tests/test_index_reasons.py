"""What a hit was found by is said where its line doesn't show it, and hits that show it come first."""

import pytest

from briefing.index.index import Index
from briefing.index.plain import PlainLibrary
from briefing.reporting import hit_lines

BRIEF = """schema = 1
[brief]
title = "Trade"
as_of = {year}-06-01
[[topics.trade_talks.figures]]
id = "turnover"
label = "Turnover"
value = {value}
scale = "billion"
unit = "USD"
previous = [
  {{ value = 65.1, qualifier = "about", period = 2023 }},
  {{ value = [40, 45], period = 2019 }},
]
change = {{ value = 3, unit = "points" }}
also = [{{ value = 5.7, unit = "INR", scale = "lakh crore" }}]
note = "Quokkatext, as a customs officer says"
[[topics.trade_talks.figures]]
id = "growth"
label = "Growth"
change = {{ value = 7, unit = "%" }}
kind = "forecast"
[[topics.trade_talks.quotes]]
text = "We shall build the port"
speaker = "A. Quill"
role = "Harbour master"
[[questions]]
question = "Why the port?"
answer = "Because quokkatext says so."
"""

OF_AMOUNTS = {
    "value:60..70 unit:USD": {"turnover": "before: about US$65.1 bn"},
    "value:42": {"turnover": "before: US$40–45 bn"},
    "unit:INR": {"turnover": "also: ₹5.7 lakh cr"},
    "unit:points": {"turnover": "change: 3 points"},
    "value:3": {"turnover": "change: 3 points"},
    "value>50 unit:USD": {"turnover": ""},
    "value:88": {"turnover": ""},
    "value:7 unit:%": {"growth": ""},  # the change is what is shown: there is no value
    "value:60..70 OR turnover": {"turnover": ""},
    "turnover -value:60..70": {},
    "value:60..70 quokka": {"turnover": "before: about US$65.1 bn; in its note"},
}

OF_WORDS = {
    "quokka": {"turnover": "in its note", "q": "in its details"},
    "harbour": {"quote": "in its details"},
    "quill": {"quote": "in its speaker’s name"},
    "forecast": {"growth": "in its details"},
    "figure quokka": {"turnover": "in its kind and note"},
    "turnover quokka": {"turnover": ""},  # a word of it is marked
    "us$88": {"turnover": ""},  # so is the number
    "talks quokka": {"turnover": "in its topic and note"},
    "kind:question": {"q": ""},
    "speaker:quill": {"quote": ""},
    "-quokka kind:quote": {"quote": ""},
    "why OR nothing": {"q": ""},
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A brief that holds each kind of amount and of text."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "a.toml").write_text(BRIEF.format(year=2025, value=88))
    return folder


@pytest.fixture(scope="module")
def both(library, tmp_path_factory):
    """The library's index, and the library without one."""
    found = Index.open(library, tmp_path_factory.mktemp("cache")), PlainLibrary(library, "none")
    for one in found:
        one.refresh()
    yield found
    found[0].close()


@pytest.mark.parametrize(("query", "whys"), [*OF_AMOUNTS.items(), *OF_WORDS.items()])
def test_what_is_not_shown_is_said(both, query, whys):
    for one in both:
        names = {hit.id if hit.kind == "figure" else hit.kind: hit.why for _, hit in one.search(query).hits}
        assert {name: names.get({"q": "question"}.get(name, name)) for name in whys} == whys
        assert len(names) == len(whys)


def test_it_stands_behind_the_hit(both):
    found = both[0].search("value:60..70")
    _, hit = hit_lines(found.groups[0])
    text = "".join(str(getattr(one, "text", one)) for one in hit)
    assert text.endswith("Turnover: US$88 billion  before: about US$65.1 bn")
    _, hit = hit_lines(both[0].search("turnover").groups[0])
    assert "".join(str(getattr(one, "text", one)) for one in hit).endswith("Turnover: US$88 billion")


def test_figures_whose_own_value_is_asked_for_come_first(tmp_path):
    """Within what is read for a page; in the order of their dates where they show it alike."""
    for year, value in ((2022, 61), (2023, 62), (2024, 90), (2025, 91)):
        (tmp_path / f"{year}.toml").write_text(BRIEF.format(year=year, value=value))
    index, plain = Index.open(tmp_path, tmp_path / "cache"), PlainLibrary(tmp_path, "none")
    index.refresh()
    plain.refresh()
    found = index.search("value:60..70 unit:USD")
    assert [brief.path.stem for brief, _ in found.hits] == ["2023", "2022", "2025", "2024"]
    pages = [index.search("value:60..70 unit:USD", 2, at) for at in (0, 2)]
    assert {hit for page in pages for hit in page.hits} == set(found.hits)
    assert set(plain.search("value:60..70 unit:USD").hits) == set(found.hits)
    index.close()
