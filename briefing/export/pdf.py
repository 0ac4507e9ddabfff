"""The document as PDF, set by Typst: in full on as many pages as it takes, or fitted to one page.

The document goes to the template `brief.typ` as JSON, every text in its visible form. The PDF is PDF/UA-1: tagged,
with title and language, and never with an empty box in the place of a letter that no font has.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

from briefing.export.onepage import fewer
from briefing.export.page import Page
from briefing.export.setting import Made, Setting
from briefing.export.typstdata import document
from briefing.files import Unwritable
from briefing.text import shown, visible

SECONDS = 20
"""The most time that a document may take (safety.md, exports in a subprocess)."""

SIZE = 10.5
"""The size of the full document's text, in points."""
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
"""The sizes in which one page is tried before anything is left out of it (print.md, PDF)."""
_ONE_PAGE = 40_000
"""The longest document, in characters of its JSON, that is tried on one page: about three pages of text."""


class NotSet(Unwritable):
    """Why a document can't be set as PDF, as a sentence."""


def as_pdf(page: Page, setting: Setting) -> Made:
    """The document as PDF. Raises NotSet: a character without a font, no room on one page, too large."""
    timestamp = _timestamp(page)
    tries = [
        (json.dumps(document(each, setting, size, dated=timestamp is not None), ensure_ascii=False), each)
        for size, each in _tries(page, setting)
    ]
    if setting.layout == "one-page":
        tries = [(text, each) for text, each in tries if len(text) <= _ONE_PAGE]
    if not tries:
        raise NotSet(_no_room(page))
    job = {
        "template": Path(__file__).with_name("brief.typ").read_text("utf-8"),
        "documents": [text for text, _ in tries],
        "pages": 1 if setting.layout == "one-page" else None,
        "timestamp": timestamp or 0,
        "fonts": list(setting.fonts),
    }
    outcome, pdf = _typeset(job)
    if characters := _unknown_characters(outcome):
        raise NotSet(_no_font(characters))
    if "error" in outcome:
        raise NotSet(f"can't be set as PDF: Typst says: {shown(outcome['error'], 300)}")
    if outcome["place"] < 0:
        raise NotSet(_no_room(tries[-1][1]))
    kept = tries[outcome["place"]][1]
    return Made(pdf, kept.left_out[len(page.left_out) :])


def _tries(page: Page, setting: Setting) -> list[tuple[float, Page]]:
    """What to set, in which size: the first that fits is taken. Smaller letters come before less content."""
    if setting.layout == "full":
        return [(SIZE, page)]
    first, *others = fewer(page)
    return [(size, first) for size in SIZES] + [(SIZES[-1], less) for less in others]


def _typeset(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The outcome of a job and its PDF, from Typst in a process of its own (`typesetting`)."""
    program = Path(__file__).with_name("typesetting.py")
    try:
        done = subprocess.run(  # noqa: S603  # our own program under the Python that runs us
            [sys.executable, "-P", str(program)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotSet(f"takes longer than {SECONDS} seconds to set as PDF; export fewer topics at a time") from None
    except OSError as error:
        raise NotSet(f"can't be set as PDF: Typst can't be started: {error.strerror}") from error
    if done.returncode < 0 or b"memory" in done.stderr.lower():
        raise NotSet("can't be set as PDF: it takes more memory than 1 GB; export fewer topics at a time")
    if done.returncode:
        last = (done.stderr.decode(errors="replace").strip() or "no reason given").rpartition("\n")[2]
        raise NotSet(f"can't be set as PDF: {shown(last, 200)}")
    line, _, pdf = done.stdout.partition(b"\n")
    return json.loads(line), pdf


def _timestamp(page: Page) -> int | None:
    """The time that the PDF says it was made at: SOURCE_DATE_EPOCH, else midnight UTC of the brief's own date.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    import datetime as dt

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not re.fullmatch(r"\d{1,11}", epoch):
            raise NotSet("can't be set as PDF: SOURCE_DATE_EPOCH isn't a number of seconds since 1970")
        return int(epoch)
    own = page.head.as_of or page.head.date
    if own is None:
        return None
    first = dt.datetime.combine(own.days.first, dt.time(), dt.UTC)
    return max(0, int(first.timestamp()))


# What can't be set


def _unknown_characters(outcome: dict[str, Any]) -> list[str]:
    """The characters that no font has, as Typst's error names them: Rust's debug form of a text."""
    found = re.findall(r'the text `"(.+?)"` could not be displayed', outcome.get("error", ""))
    texts = (re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text) for text in found)
    return list(dict.fromkeys(letter for text in texts for letter in text))


_SCRIPTS = {"CJK": "Noto Sans CJK", "HIRAGANA": "Noto Sans CJK", "KATAKANA": "Noto Sans CJK", "HANGUL": "Noto Sans CJK"}


def _no_font(characters: list[str]) -> str:
    named = ", ".join(f"{_itself(letter)}U+{ord(letter):04X}" for letter in characters[:5])
    more = f" and {len(characters) - 5} more" if len(characters) > 5 else ""
    script = unicodedata.name(characters[0], "").split(" ")[0].split("-")[0]
    letter = unicodedata.category(characters[0])[0] in "LM"
    font = _SCRIPTS.get(script, f"Noto Sans {script.capitalize()}" if letter and script else "Noto Sans Symbols 2")
    return (
        f"can't be set as PDF: no font here has {named}{more}. "
        f"Install a font that does, such as {font}, or name a folder that holds one with --font-path, "
        "or write it otherwise; Markdown takes it as it is."
    )


def _itself(letter: str) -> str:
    return f"“{letter}” " if visible(letter) == letter else ""


def _no_room(page: Page) -> str:
    figures, words = len(page.key_figures), len(page.bottom_line)
    advice = []
    if figures > 6:
        advice.append(f"mark 6 figures with key = true at most ({figures} are key figures)")
    if words > 400:
        advice.append(f"shorten the bottom line ({words} characters)")
    if not advice:
        advice.append("shorten the title, the events and the labels of the key figures")
    return (
        f"doesn't fit on one page at {SIZES[-1]:g} points, even without points and quotations: "
        f"{'; '.join(advice)}; or export --layout full"
    )
