import pytest

from briefing.markings import TLP_LABELS, WrongScale, is_known, may_show, scale, strictest


@pytest.mark.parametrize(
    ("markings", "expected"),
    [
        ([], ""),
        ([None, None], ""),
        ([None, "TLP:CLEAR"], "TLP:CLEAR"),
        (["TLP:CLEAR", "TLP:GREEN", None], "TLP:GREEN"),
        (["TLP:AMBER+STRICT", "TLP:AMBER"], "TLP:AMBER+STRICT"),
        (["TLP:RED", "TLP:AMBER+STRICT"], "TLP:RED"),
        (["TLP:RED", "EYES ONLY"], "EYES ONLY"),  # an unknown word counts as strictest
        (["EYES ONLY", "TLP:RED", "HOUSE"], "EYES ONLY / HOUSE"),
        (["tlp:amber", "TLP:GREEN"], "tlp:amber"),
        (["TLP:WHITE", "TLP:RED"], "TLP:WHITE"),  # no label of TLP 2.0
    ],
)
def test_the_strictest_of_some_markings(markings, expected):
    assert strictest(markings) == expected


@pytest.mark.parametrize(
    ("marking", "most", "expected"),
    [
        ("TLP:GREEN", "TLP:GREEN", True),
        ("TLP:CLEAR", "TLP:GREEN", True),
        ("TLP:AMBER", "TLP:GREEN", False),
        ("TLP:AMBER+STRICT", "TLP:AMBER", False),
        ("TLP:AMBER", "TLP:AMBER+STRICT", True),
        ("tlp:green", "TLP:AMBER", True),
        (None, "TLP:RED", False),
        ("HOUSE", "TLP:RED", False),
        ("HOUSE", "HOUSE", True),
        ("HOUSE", "OTHER", False),
        ("TLP:CLEAR", "HOUSE", False),  # nobody has said that it is looser
    ],
)
def test_what_may_be_shown(marking, most, expected):
    assert may_show(marking, most) is expected


def test_of_two_labels_exactly_one_may_stand_below_the_other():
    for place, strict in enumerate(TLP_LABELS):
        assert is_known(strict)
        for loose in TLP_LABELS[place + 1 :]:
            assert may_show(loose, strict)
            assert not may_show(strict, loose)
            assert strictest([loose, strict]) == strictest([strict, loose]) == strict


@pytest.mark.parametrize(
    ("house", "expected"),
    [
        ([], TLP_LABELS),
        (["SECRET", "INTERNAL"], ("SECRET", "INTERNAL", *TLP_LABELS)),
        (
            ["SECRET", "TLP:RED", "INTERNAL", "tlp:clear", "PUBLIC"],
            ("SECRET", "TLP:RED", "INTERNAL", *TLP_LABELS[1:], "PUBLIC"),
        ),
    ],
)
def test_a_house_places_its_own_words(house, expected):
    assert scale(house) == expected


@pytest.mark.parametrize("house", [["TLP:CLEAR", "TLP:RED"], ["A", "TLP:RED", "TLP:RED"], ["Secret", "SECRET"]])
def test_an_order_that_contradicts_itself_is_refused(house):
    with pytest.raises(WrongScale):
        scale(house)
