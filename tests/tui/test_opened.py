"""An open brief: what is found in it is what the screen shows."""

import datetime as dt

from briefing.evidence.checking import check
from briefing.loading import parse
from briefing.query import Query
from briefing.tui.opened import OpenBrief
from tests.evidence import with_source

BRIEF = b"""schema = 1
[brief]
title = "A visit"
[sources.s]
title = "The address"
[[topics.trade.quotes]]
text = "the only thing we have to fear is fear itself"
speaker = "Franklin D. Roosevelt"
source = "s"
"""


def test_items_are_found_by_the_status_that_is_shown(tmp_path):
    loaded = parse(BRIEF, with_source(tmp_path), dt.date.min)
    opened = OpenBrief(loaded, loaded.brief, dt.date(2031, 5, 1))

    def found(word):
        return opened.hits(Query.parse(f"status:{word}"))

    assert (len(found("unchecked")), len(found("verified"))) == (1, 0)
    opened.take(check(opened.brief, opened.path))
    assert (len(found("unchecked")), len(found("verified"))) == (0, 1)
