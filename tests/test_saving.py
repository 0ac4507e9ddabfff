"""What is handed over, under which names, and what isn't."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.entries import entries
from briefing.evidence.status import Status
from briefing.export.formats import FORMATS
from briefing.export.saving import HasFindings, IsThere, NotSaved, Order, formats, prepare, save, targets
from briefing.export.setting import Setting
from briefing.loading import parse
from briefing.model import Brief

BRIEF = """schema = 1
[brief]
title = "A call"
status = "final"
marking = "INTERNAL"
[sources.report]
title = "Report"
[[topics.trade.figures]]
label = "Exports"
value = 5
source = "report"
[[topics.trade.figures]]
label = "Imports"
value = 7
source = "report"
marking = "TLP:GREEN"
"""


def brief(text: str = BRIEF) -> Brief:
    found = parse(text.encode(), Path("call.toml")).brief
    assert found is not None
    return found


def failing(found: Brief) -> dict[str, Status]:
    """A check that finds that the first item isn't what its source says."""
    return {entries(found)[0].key: Status.DIFFERS}


def test_a_final_brief_with_a_failing_item_goes_out_only_when_asked():
    order = Order(formats=("md",))
    with pytest.raises(HasFindings, match="the brief is final, but 1 item fails its check"):
        prepare(brief(), order, failing(brief()))
    laid_out = prepare(brief(), replace(order, with_findings=True), failing(brief()))
    assert laid_out.failing == 1
    for name, form in FORMATS.items():
        if name in ("md", "html"):
            assert b"though 1 item fails its check" in form.render(laid_out)
    assert b'"failing": 1' in FORMATS["json"].render(laid_out)


def test_a_draft_or_a_part_without_the_failing_item_goes_out():
    draft = brief(BRIEF.replace('"final"', '"draft"'))
    assert prepare(draft, Order(formats=("md",)), failing(draft)).failing == 1
    looser = Order(formats=("md",), max_marking="TLP:GREEN")
    assert prepare(brief(), looser, failing(brief())).failing == 0


def test_house_words_have_the_order_of_the_settings():
    order = Order(formats=("md",), markings=("TLP:RED", "TLP:AMBER", "TLP:GREEN", "INTERNAL", "TLP:CLEAR"))
    assert prepare(brief(), order).marking == "TLP:GREEN"
    assert prepare(brief(), replace(order, markings=())).marking == "INTERNAL / TLP:GREEN"
    assert len(prepare(brief(), replace(order, max_marking="INTERNAL")).topics[0].figures) == 1
    assert len(entries(brief())) == 2


def test_names_that_are_taken_get_a_number():
    found = prepare(brief(), Order(formats=("md", "json")))
    order = Order(formats=("md", "json"), output="out/")
    first = targets(found, order)
    assert first == [Path("out/a-call.md"), Path("out/a-call.json")]
    assert targets(found, order, first) == [Path("out/a-call-2.md"), Path("out/a-call-2.json")]
    one = Order(formats=("pdf", "md"), setting=Setting("one-page"))
    assert targets(found, one) == [Path("a-call-one-page.pdf"), Path("a-call.md")]


def test_nothing_is_written_where_one_file_is_there(tmp_path):
    order = Order(formats=("md", "json"), output=str(tmp_path))
    found = prepare(brief(), order)
    paths = targets(found, order)
    paths[1].write_text("mine")
    with pytest.raises(IsThere, match=r"a-call\.json exists already; --force replaces it"):
        list(save(found, order, paths))
    assert not paths[0].exists()
    assert [path for path, _ in save(found, replace(order, force=True), paths)] == paths


@pytest.mark.parametrize("output", ["\0.md", "x" * 300 + ".md", "no/such/folder.md", "no/such/folder/"])
def test_what_is_no_place_for_a_file_is_told(output, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    order = Order(formats=("md",), output=output)
    found = prepare(brief(), order)
    with pytest.raises(NotSaved):
        list(save(found, order, targets(found, order)))
    assert not list(tmp_path.iterdir())


def test_a_device_is_never_replaced():
    order = Order(formats=("md",), output="/dev/null", force=True)
    found = prepare(brief(), order)
    with pytest.raises(NotSaved, match="/dev/null is not a regular file"):
        list(save(found, order, targets(found, order)))


@pytest.mark.parametrize(
    ("names", "output", "expected"),
    [
        (None, None, ("md",)),
        (None, "x.pdf", ("pdf",)),
        (None, "x.HTM", ("html",)),
        (None, "x", ("md",)),
        (None, "-", ("md",)),
        ("PDF, md", "out/", ("pdf", "md")),
    ],
)
def test_the_format_is_what_is_asked_for_or_what_the_file_ends_in(names, output, expected):
    assert formats(names, output) == expected


def test_an_end_that_no_format_has_is_no_markdown():
    with pytest.raises(NotSaved, match=r"no format ends in \.xyz; say which is meant with --to"):
        formats(None, "x.xyz")


def test_a_topic_is_named_as_it_is_read(tmp_path):
    for name in ("trade", "Trade", "TRADE"):
        assert len(prepare(brief(), Order(formats=("md",), topics=(name,))).topics) == 1
