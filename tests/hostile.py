"""Strings that must not bite, briefs that hold them in every text field, and what may come out at a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import tomli_w

SHARED = Path(__file__).parents[2] / "shared" / "hostile" / "strings.json"

OWN = {
    "editorial brackets": "he [sic] said [B] of [50%] and [$100]",
    "closing tag": "[/] and [/b]",
    "click action": "[@click=app.quit]x[/]",
    "nested click action": "[@click=app.pwn('[0]')]x[/]",
    "link markup": "[link=file:///etc/passwd]x[/link]",
    "emoji code": ":warning: :skull:",
    "clear and home": "\x1b[2J\x1b[Hgone",
    "colour left on": "\x1b[31;7mred",
    "clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07paste",
    "title": "\x1b]0;owned\x07title",
    "title by C1": "\x9d0;owned\x9c",
    "CSI by C1": "\x9b2J\x9b31m",
    "hyperlink": "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "device attributes": "\x1b[c\x1b[6n",
    "device string": "\x1bP$qm\x1b\\",
    "bell, backspace, delete": "a\x07b\x08c\x7fd",
    "carriage return": "truth\rlies",
    "line separators": "one\u2028two\u2029three\x85four",
    "right to left": "user\u202etxt.exe",
    "isolates": "\u2066a\u2067b\u2069\u2069",
    "zero width": "in\u200bvis\u2060ible\ufeff",
    "tag letters": "x\U000e0041\U000e0042y",
    "variation selectors": "a\ufe00b\U000e0100c",
    "soft hyphen": "co\u00adoperate",
    "combining storm": "Z" + "\u0300\u0321\u035f" * 60 + "algo",
    "wide and joined": "国防 👩‍👩‍👧‍👦 \u0915\u094d\u0937 العربية",
    "long word": "x" * 10_000,
    "many words": "word " * 2_000,
    "private use": "\ue000\uf8ff",
    "Markdown": "# head\n- *b* `c` ![x](http://evil.example/i.png) <b>",
    "percent and braces": "%s {0} ${HOME} $(id) `id`",
    "status spoof": "quote \x1b[1A\x1b[40GVERIFIED [1]",
}


def strings() -> dict[str, str]:
    """All hostile strings by name: our own, and those beside the repository where they are."""
    found = dict(OWN)
    if SHARED.exists():
        for entry in json.loads(SHARED.read_text("utf-8")):
            if entry["toml_ok"] and entry["payload"].strip():
                found[f"shared {entry['name']}"] = entry["payload"]
    return found


def brief_of(text: str) -> bytes:
    """A brief that holds a text in every field that takes any text."""
    item = {"source": "s", "evidence": text, "according_to": text, "note": f"{text}\n\n{text}", "marking": text}
    figure = {**item, "label": text, "value": 36, "unit": text, "period": text, "key": True}
    return tomli_w.dumps(
        {
            "schema": 1,
            "brief": {
                "title": text,
                "subtitle": text,
                "place": text,
                "as_of": 2025,
                "prepared_by": text,
                "cleared_by": text,
                "audience": text,
                "marking": text,
                "language": text,
                "tags": [text],
                "bottom_line": text,
            },
            "sources": {"s": {"title": text, "publisher": text, "author": text, "origin": text}},
            "topics": {
                "defence": {
                    "title": text,
                    "summary": text,
                    "figures": [
                        {**figure, "previous": [{"value": 76, "unit": text, "period": text}]},
                        {**item, "label": text, "change": {"value": -4, "unit": text, "since": text}},
                        {"label": text, "value": 7, "unit": text, "also": [{"value": 8, "unit": text}]},
                    ],
                    "quotes": [
                        {
                            **item,
                            "text": text,
                            "about": text,
                            "speaker": text,
                            "role": text,
                            "original": text,
                            "language": text,
                            "translator": text,
                            "key": True,
                        }
                    ],
                    "points": [
                        {**item, "text": text, "side": text, "kind": "gap"},
                        {**item, "text": text, "key": True},
                    ],
                },
            },
            "events": [{**item, "date": 2025, "text": text, "topic": "defence"}],
            "people": [{**item, "name": text, "native_name": text, "say_it": text, "role": text, "side": text}],
            "questions": [{**item, "question": text, "answer": text, "do_not_say": text}],
        }
    ).encode()


SEQUENCES = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours and weight
    rb"|\x1b\[[0-9]+;[0-9]+H|\x1b\[H"  # the cursor's place
    rb"|\x1b\[\?(?:25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048|7)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[<>=][0-9;]*u|\x1b\[\?u|\x1b\[>?c|\x1b\[6n|\x1b\[2J|\x1b\[>1?q"  # what it asks
    rb"|\x1b\]2;[^\x00-\x1f\x7f]*\x07"  # the window's title
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # the clipboard, when the reader copies
    rb"|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)"  # the mouse's shape
    rb"|\x1bP\+q[0-9A-F;]*\x1b\\|\x1b\[\?1049h"
)
"""All that the program itself may send to a terminal beside text."""

_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufe00-\ufe0d\U000e0000-\U000e0fff]"
)


def acting(output: bytes) -> list[str]:
    """What is left in an output that could act on a terminal or deceive its reader, once our own sequences are out."""
    text = SEQUENCES.sub(b"", output).decode("utf-8", "replace")
    return [repr(text[max(0, found.start() - 20) : found.end() + 20]) for found in _FORBIDDEN.finditer(text)]
