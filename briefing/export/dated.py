"""The time that a document says it was made at."""

import os
import re

from briefing.export.page import Page
from briefing.export.setting import NotSet


def timestamp(page: Page) -> int | None:
    """SOURCE_DATE_EPOCH, else midnight UTC of the brief's own date, in seconds since 1970; None where there is neither.

    Raises NotSet. https://reproducible-builds.org/specs/source-date-epoch/
    """
    import datetime as dt

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not re.fullmatch(r"[0-9]{1,11}", epoch):
            raise NotSet("can't be dated: SOURCE_DATE_EPOCH isn't a number of seconds since 1970")
        return int(epoch)
    own = page.head.as_of or page.head.date
    if own is None:
        return None
    first = dt.datetime.combine(own.days.first, dt.time(), dt.UTC)
    return max(0, int(first.timestamp()))
