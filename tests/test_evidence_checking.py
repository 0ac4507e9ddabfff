import pytest

from briefing.evidence import cache
from briefing.evidence.checking import Stopped, check, reading
from briefing.evidence.conflicts import conflicts
from briefing.evidence.coverage import coverage
from tests.briefs import SHIPPED, brief_in, brief_of_text
from tests.evidence import CORPUS, INAUGURAL, brief_on, with_source

QUOTE = '[[topics.trade.quotes]]\nid = "q"\ntext = "{}"\nsource = {}\n'


def figure(name, keys):
    return f'[[topics.trade.figures]]\nid = "{name}"\nlabel = "{name}"\n{keys}\n'


def test_an_item_without_a_text_is_unchecked_with_its_reason(tmp_path):
    checked = check(brief_on(QUOTE.format("fear itself", '"s"')), tmp_path / "b.toml")
    item = checked.items["quote:q"]
    assert str(item.status) == "UNCHECKED"
    assert "sources/s.txt isn't there" in item.main.reason


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_check_that_nobody_waits_for_stops(tmp_path, before):
    brief = brief_on(QUOTE.format("fear itself", '"s"') + QUOTE.format("love itself", '"s"').replace('"q"', '"r"'))
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > before

    with pytest.raises(Stopped):
        check(brief, with_source(tmp_path), stop=stop)
    assert len(asked) == before + 1
    assert str(check(brief, with_source(tmp_path), stop=lambda: False).items["quote:q"].status) == "VERIFIED"


def test_every_entry_has_a_result_and_what_needs_no_source_no_status(tmp_path):
    brief = brief_on('[[topics.trade.points]]\nid = "p"\ntext = "P"\nkind = "gap"\n')
    assert check(brief, tmp_path / "b.toml").items["point:p"].status is None


@pytest.mark.parametrize(
    ("item", "status"),
    [
        ('[[topics.trade.points]]\nid = "x"\ntext = "P"\nsource = "s"\nevidence = "4,000 banks failed"\n', "VERIFIED"),
        ('[[topics.trade.points]]\nid = "x"\ntext = "P"\nsource = "s"\nevidence = "5,000 banks failed"\n', "DIFFERS"),
        ('[[topics.trade.points]]\nid = "x"\ntext = "P"\nsource = "s"\nevidence = "gold was seized"\n', "NOT FOUND"),
        ('[[topics.trade.points]]\nid = "x"\ntext = "P"\nsource = "s"\n', "UNCHECKED"),
        (
            '[[events]]\nid = "x"\ndate = 1933-03-04\ntext = "E"\nsource = "s"\nevidence = "oath of office"\n',
            "VERIFIED",
        ),
        ('[[questions]]\nid = "x"\nquestion = "Q"\nsource = "s"\nevidence = "oath of office"\n', "VERIFIED"),
        ('[[people]]\nid = "x"\nname = "Herbert Hoover"\nsource = "s"\n', "VERIFIED"),
        ('[[people]]\nid = "x"\nname = "Al Smith"\nsource = "s"\n', "UNCHECKED"),
        (QUOTE.format("fear itself", '"s"').replace('"q"', '"x"') + 'evidence = "is fear itself"\n', "VERIFIED"),
        (QUOTE.format("fear itself", '"s"').replace('"q"', '"x"') + 'evidence = "love itself"\n', "NOT FOUND"),
    ],
)
def test_items_by_their_evidence(tmp_path, item, status):
    checked = check(brief_on(item), with_source(tmp_path))
    (found,) = (one for key, one in checked.items.items() if key.endswith(":x"))
    assert str(found.status) == status


def test_several_sources_have_a_status_each(tmp_path):
    with_source(tmp_path, "“It is well,” said Attlee.", "t")
    sources = '[sources.s]\ntitle = "S"\n[sources.t]\ntitle = "T"\n[sources.u]\ntitle = "U"\n'
    brief = brief_on(QUOTE.format("fear itself", '["s", "t", "u"]'), sources)
    item = check(brief, with_source(tmp_path)).items["quote:q"]
    assert [(one.source, str(one.status)) for one in item.results] == [
        ("s", "VERIFIED"),
        ("t", "NOT FOUND"),
        ("u", "UNCHECKED"),
    ]
    assert str(item.status) == "NOT FOUND"
    assert item.main.source == "t"


def test_sources_of_one_origin_are_no_two_sources(tmp_path):
    sources = '[sources.s]\ntitle = "S"\norigin = "AFP"\n[sources.t]\ntitle = "T"\norigin = "afp"\n'
    checked = check(brief_on(QUOTE.format("fear itself", '["s", "t"]'), sources), tmp_path / "b.toml")
    assert [str(one) for one in checked.items["quote:q"].warnings] == ["s and t are one origin: AFP"]
    assert [one.kind for one in checked.warnings] == ["origin"]


@pytest.mark.parametrize(
    ("formula", "value", "status"),
    [
        ("unemployment - before", "", "DERIVED"),
        ("unemployment - before", "value = 21.7", "DERIVED"),
        ("unemployment - before", "value = 21.6", "DERIVED"),  # within what rounding leaves
        ("unemployment - before", "value = 22.7", "DIFFERS"),
        ("unemployment - wrong", "", "DIFFERS"),
    ],
)
def test_formulas_are_computed_again(tmp_path, formula, value, status):
    items = (
        figure("unemployment", 'value = 24.9\nunit = "%"\nsource = "s"\nevidence = "24.9 per cent in 1933"')
        + figure("before", 'value = 3.2\nunit = "%"\nsource = "s"\nevidence = "3.2 per cent in 1929"')
        + figure("wrong", 'value = 3.3\nunit = "%"\nsource = "s"\nevidence = "3.2 per cent in 1929"')
        + figure("rise", f'formula = "{formula}"\nunit = "%"\n{value}')
    )
    assert str(check(brief_on(items), with_source(tmp_path)).items["figure:rise"].status) == status


def test_a_part_is_not_greater_than_its_whole(tmp_path):
    items = figure("all", 'value = 57.2\nunit = "USD"\nscale = "billion"\nsource = "s"') + figure(
        "part", 'value = 104.6\nunit = "USD"\nscale = "billion"\nsource = "s"\nof = "all"'
    )
    checked = check(brief_on(items), with_source(tmp_path))
    assert "computed" in [one.kind for one in checked.items["figure:part"].warnings]
    assert checked.items["figure:all"].warnings == ()


@pytest.mark.parametrize(
    ("text", "original", "status", "note"),
    [
        ("fear itself", "die Furcht selbst", "VERIFIED", "the source has the translation"),
        ("die Furcht selbst", "fear itself", "VERIFIED", "the translation is ours"),
        ("die Furcht selbst", "love itself", "NOT FOUND", ""),
    ],
)
def test_a_translated_quote(tmp_path, text, original, status, note):
    brief = brief_on(QUOTE.format(text, '"s"') + f'original = "{original}"\nlanguage = "de"\n')
    item = check(brief, with_source(tmp_path)).items["quote:q"]
    assert str(item.status) == status
    assert note in " ".join(item.main.notes)


def test_a_speaker_by_the_name_in_another_script(tmp_path):
    people = '[[people]]\nname = "Lev Trotsky"\nnative_name = "Лев Троцкий"\n'
    brief = brief_on(QUOTE.format("Мы не уйдём", '"s"') + 'speaker = "Lev Trotsky"\n' + people)
    source = with_source(tmp_path, "Лев Троцкий: “Мы не уйдём”, — и вышел.")
    assert check(brief, source).items["quote:q"].main.speaker != "contradicted"


def test_coverage_lists_what_the_brief_does_not_use(tmp_path):
    checked = check(brief_on(QUOTE.format("fear itself", '"s"')), with_source(tmp_path))
    (found,) = coverage(checked)
    unused = [one.text for one in found.unused_quotations]
    assert any("Prosperity" in one for one in unused)
    assert not any("fear itself" in one for one in unused)
    assert len(unused) == found.quotations - 1
    amounts = [INAUGURAL[slice(*one.span)] for one in found.unused_amounts]
    assert len(amounts) == found.amounts
    assert any("24.9 per cent" in one for one in amounts)


HEAD = '[brief]\ntitle = "{}"\nas_of = {}\n[sources.s]\ntitle = "S {}"\n'


@pytest.mark.parametrize(
    ("one", "other", "later", "conflict"),
    [
        ("value = 68.7", "value = 65.7", False, True),
        ("value = 68.7", "value = 68.72", False, False),
        ("value = 68.7", 'value = 69\nqualifier = "nearly"', False, False),
        ("value = 68.7", "value = 65.7", True, False),  # an update
        ("value = 68.7", 'value = 65.7\nperiod = "2023"', False, False),
        ("value = 68.7", 'value = 65.7\nkind = "target"', False, False),
        ("value = 68.7", 'value = 65.7\nunit = "EUR"', False, False),
        ("value = 68.7", 'value = [60, 66]\nqualifier = "about"', False, False),
        ("value = 68.7", "value = [60, 66]", False, True),
    ],
)
def test_conflicts_across_briefs(tmp_path, one, other, later, conflict):
    briefs = []
    for name, keys, day in (("a", one, "2024-05-01"), ("b", other, "2024-06-01" if later else "2024-05-01")):
        more = "" if "period" in keys else '\nperiod = "2024"'
        more += "" if "unit" in keys else '\nunit = "USD"'
        text = HEAD.format(name, day, name) + figure("trade", f'{keys}{more}\nscale = "billion"\nsource = "s"')
        briefs.append((tmp_path / f"{name}.toml", brief_of_text(text)))
    found = conflicts(briefs)
    assert len(found) == conflict
    if conflict:
        assert (found[0].id, found[0].period, found[0].unit) == ("trade", "2024", "USD")
        assert [(held.path.name, held.sources) for held in found[0].held] == [
            ("a.toml", ("S a",)),
            ("b.toml", ("S b",)),
        ]


def test_what_was_extracted_is_kept_and_a_broken_cache_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(cache, "_WORTH_KEEPING", 100)
    brief, path = brief_on(QUOTE.format("fear itself", '"s"')), with_source(tmp_path)

    def results():
        reading.cache_clear()
        return check(brief, path).items

    first = results()
    (kept,) = (tmp_path / "cache" / "evidence").iterdir()
    monkeypatch.setattr(cache, "extract", lambda text: pytest.fail("read again"))
    assert results() == first
    monkeypatch.undo()
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(cache, "_WORTH_KEEPING", 100)
    good = kept.read_bytes()
    for broken in (
        b"",
        b"[]",
        b"{}",
        b"\xff",
        good[:-20],
        good.replace(b'"amounts":[[[', b'"amounts":[[[9'),
        b"[" * 99999,
    ):
        kept.write_bytes(broken)
        assert results() == first
        assert kept.read_bytes() == good


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the report lies beside the repository and isn't here")
def test_the_shipped_brief_is_verified_against_its_report(tmp_path):
    report = (CORPUS.parent / "reading" / "visit-report.txt").read_text("utf-8")
    (tmp_path / "report.txt").write_text(report, "utf-8")
    checked = check(brief_in(SHIPPED), SHIPPED, sources=[tmp_path])
    wrong = {
        key: item for key, item in checked.items.items() if str(item.status) not in ("VERIFIED", "DERIVED", "None")
    }
    assert wrong == {}
    assert [key for key, item in checked.items.items() if item.warnings] == []
    for item in checked.items.values():
        for result in item.results:
            assert result.span is None or report[slice(*result.span)] == result.found
