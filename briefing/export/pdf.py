"""The document as PDF, set by Typst: in full on as many pages as it takes, or fitted to one page.

The document goes to the template `brief.typ` as JSON, every text in its visible form. The PDF is PDF/UA-1: tagged,
with title and language, and never with an empty box in the place of a letter that no font has.
"""

import json
import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.export.dated import timestamp
from briefing.export.onepage import fewer
from briefing.export.page import Page
from briefing.export.setting import Made, NotSet, Setting
from briefing.export.typstdata import document
from briefing.text import shown, visible

if TYPE_CHECKING:
    from threading import Event

SECONDS = 20
"""The most time that a document may take (safety.md, exports in a subprocess)."""

_STEP = 0.1
"""Seconds after which to look whether somebody still waits for the document."""

SIZE = 10.0
"""The size of the full document's text, in points."""
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
"""The sizes in which one page is tried before anything is left out of it (print.md, PDF)."""
_ONE_PAGE = 40_000
"""The longest document, in characters of its JSON, that is tried on one page: about three pages of text."""


def as_pdf(page: Page, setting: Setting) -> Made:
    """The document as PDF. Raises NotSet: a character without a font, no room on one page, too large."""
    made_at = timestamp(page)
    tries = [
        (json.dumps(document(each, setting, size, dated=made_at is not None), ensure_ascii=False), each)
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
        "timestamp": made_at or 0,
        "fonts": list(setting.fonts),
    }
    outcome, pdf = _typeset(job, setting.stop)
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


def _typeset(job: dict[str, Any], stop: "Event | None" = None) -> tuple[dict[str, Any], bytes]:
    """The outcome of a job and its PDF, from Typst in a process of its own (`typesetting`)."""
    program = Path(__file__).with_name("typesetting.py")
    try:
        with subprocess.Popen(  # noqa: S603  # our own program under the Python that runs us
            [sys.executable, "-P", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                written, errors = _communicate(process, json.dumps(job).encode(), stop)
            finally:
                process.kill()
    except OSError as error:
        raise NotSet(f"can't be set as PDF: Typst can't be started: {error.strerror}") from error
    if process.returncode < 0 or b"memory" in errors.lower():
        raise NotSet("can't be set as PDF: it takes more memory than 1 GB; export fewer topics at a time")
    if process.returncode:
        last = (errors.decode(errors="replace").strip() or "no reason given").rpartition("\n")[2]
        raise NotSet(f"can't be set as PDF: {shown(last, 200)}")
    line, _, pdf = written.partition(b"\n")
    return json.loads(line), pdf


def _communicate(process: "subprocess.Popen[bytes]", job: bytes, stop: "Event | None") -> tuple[bytes, bytes]:
    """What the process writes, to the end. Raises NotSet where that takes too long or nobody waits for it any more."""
    end = time.monotonic() + SECONDS
    rest: bytes | None = job
    while not (stop and stop.is_set()):
        left = end - time.monotonic()
        if left <= 0:
            raise NotSet(f"takes longer than {SECONDS} seconds to set as PDF; export fewer topics at a time")
        try:
            return process.communicate(rest, timeout=min(left, _STEP) if stop else left)
        except subprocess.TimeoutExpired:
            rest = None  # it goes on where it was, and takes its input once
    raise NotSet("was given up")


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
    symbols = "Noto Emoji" if characters[0] >= "\U0001f300" else "Noto Sans Symbols 2"
    font = _SCRIPTS.get(script, f"Noto Sans {script.capitalize()}" if letter and script else symbols)
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
