"""The document in the terms of the template `brief.typ`: every text in its visible form, ready to be set."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from briefing.export.blocks import Block, EventBlock, FigureBlock, PointBlock, QuoteBlock, SourceLine
from briefing.export.page import Page
from briefing.export.sentences import unbroken
from briefing.export.setting import PAPERS, Setting
from briefing.model import Event, Quote
from briefing.text import one_line, visible

_LONG = 900
"""An item of more characters may break across pages; a shorter one stands on one."""
_HEAD = 48
"""The longest text of the brief's at the head of a page, in characters: in full it stands on the first page."""
_WORD = 30
"""A longer run without a blank may break after as many characters: it would stand out of the page."""


def _text(text: str) -> str:
    """A text as it is set: visible, on one line, with places to break in what has no blank.

    Control characters stand as their code: few fonts have their pictures.
    """
    line = re.sub("[\x00-\x1f\x7f]", lambda found: f"⟨U+{ord(found[0]):04X}⟩", one_line(text))
    return re.sub(rf"\S{{{_WORD},}}", _breakable, visible(line))


def _short(text: str, most: int) -> str:
    return _text(text if len(text) <= most else text[: most - 1] + "…")


def _breakable(found: re.Match[str]) -> str:
    """A long run with zero-width spaces: after the slashes of an address, and before no accent."""
    pieces, used = [], 0
    for letter in found[0]:
        if used >= _WORD and unicodedata.category(letter)[0] != "M" and letter not in "\u200c\u200d":
            pieces.append("\u200b")
            used = 0
        pieces.append(letter)
        used = _WORD if letter in "/?&" and used > _WORD // 4 else used + 1
    return "".join(pieces)


def _number(text: str) -> str:
    return unbroken(_text(text))


def _texts(texts: Iterable[str]) -> list[str]:
    return [_text(text) for text in texts]


def document(page: Page, setting: Setting, size: float, *, dated: bool) -> dict[str, Any]:
    """The document as the template reads it: its text `size` points large, with or without a date of making."""
    facts = dict(page.facts)
    known = re.fullmatch(r"([a-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Z]{2}))?", page.head.language)
    kicker = ("For", "Occasion") if setting.layout == "full" else ("For", "Occasion", "Cleared by")
    titles = {section.name: _text(section.title) for section in page.topics}
    as_of = page.head.as_of.days.last.isoformat() if page.head.as_of else "9999"
    return {
        "layout": setting.layout,
        "paper": PAPERS[setting.paper],
        "size": size,
        "lang": known[1] if known else "en",
        "region": known[2] if known else None,
        "dated": dated,
        "author": _text(page.head.prepared_by or ""),
        "keywords": _texts(filter(None, (page.marking, *page.head.tags))),
        "marking": _short(page.marking, _HEAD // 2),
        "sample": page.sample,
        "status": _capital(facts["Status"]),
        "prepared_by": _short(page.head.prepared_by or "", _HEAD),
        "as_of": facts["Facts as at"],
        "title": _text(page.title),
        "short_title": _short(page.title, _HEAD),
        "subtitle": _text(page.subtitle),
        "kicker": [_kicker(name, facts[name]) for name in kicker if name in facts],
        "facts": [(name, _text(value)) for name, value in (*page.facts, *_long_marking(page)) if name not in kicker],
        "bottom_line": _text(page.bottom_line),
        "left_out": _texts(page.left_out),
        "key_figures": [_figure(block) | {"topic": titles.get(block.entry.topic, "")} for block in page.key_figures],
        "points": [_point(block) for section in page.topics for block in section.points],
        "quotes": [_quote(block) for section in page.topics for block in section.quotes],
        "timeline": [_event(block, as_of) for block in page.timeline],
        "sources": [_source(line) for line in page.sources],
        **(_whole(page) if setting.layout == "full" else {}),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole(page: Page) -> dict[str, Any]:
    """What stands in the full document alone."""
    return {
        "topics": [
            {
                "title": _text(section.title),
                "summary": _text(section.summary),
                "figures": [_figure(block) for block in section.figures],
                "quotes": [_quote(block) for block in section.quotes],
                "points": [_point(block) for block in section.points],
            }
            for section in page.topics
        ],
        "all_figures": [
            _figure(block) | {"topic": _text(section.title)} for section in page.topics for block in section.figures
        ],
        "questions": [
            {
                **_shared(block),
                "question": _text(block.question),
                "answer": _texts(block.answer),
                "do_not_say": _text(block.do_not_say),
                "topic": _text(block.topic),
            }
            for block in page.questions
        ],
        "people": [
            {**_shared(block), "name": _text(block.name), "about": _texts(block.about)} for block in page.people
        ],
    }


def _kicker(name: str, value: str) -> str:
    return _text(value[:1].upper() + value[1:] if name == "Occasion" else f"{name}: {value}")


def _long_marking(page: Page) -> list[tuple[str, str]]:
    return [("Marking", page.marking)] if len(page.marking) > _HEAD // 2 else []


def _shared(block: Block) -> dict[str, Any]:
    """What all items have."""
    length = sum(len(value) for value in _strings(block))
    return {
        "sources": list(block.sources),
        "computed": block.computed,
        "tags": _texts(block.tags),
        "details": _texts(block.details),
        "note": _texts(block.note),
        "long": length > _LONG,
    }


def _strings(block: Block) -> Iterable[str]:
    for field in fields(block):
        value = getattr(block, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                yield one


def _figure(block: FigureBlock) -> dict[str, Any]:
    percent, drawn = block.in_percent, block.drawn
    bars = [
        {
            "name": _text(bar.name) if block.bars else "",
            "value": _number(f"{bar.value} %" if block.bars and percent else bar.value),
            "fraction": bar.fraction,
            "now": bar.now,
        }
        for bar in drawn
    ]
    return {
        **_shared(block),
        "number": _number(block.number),
        "short": _number(block.short),
        "label": _text(block.label),
        "period": _text(block.period),
        "change": _number(block.change or block.share),
        "phrases": [_number(phrase) for phrase in block.beside_chart],
        "bars": bars,
        "named": bool(block.bars),
        "track": not block.bars or percent,
        "alt": f"{_text(block.label)}: " + ", ".join(_number(f"{bar.value} {bar.name}") for bar in drawn),
        "topic": "",
    }


def _quote(block: QuoteBlock) -> dict[str, Any]:
    item = block.entry.item
    language = (isinstance(item, Quote) and item.language) or ""
    return {
        **_shared(block),
        "about": _text(block.about),
        "text": _text(block.text),
        "speaker": _text(block.speaker),
        "role": _text(block.role),
        "original": _text(block.original),
        "language": _text(block.language),
        "original_lang": language[:2] if re.fullmatch(r"[a-z]{2}(-[A-Za-z0-9]+)*", language) else "",
    }


def _point(block: PointBlock) -> dict[str, Any]:
    return {**_shared(block), "label": _text(block.label), "text": _text(block.text)}


def _event(block: EventBlock, as_of: str) -> dict[str, Any]:
    item = block.entry.item
    return {
        **_shared(block),
        "date": block.date,
        "text": _text(block.text),
        "topic": _text(block.topic),
        "ahead": isinstance(item, Event) and item.date.days.first.isoformat() > as_of,
    }


def _source(line: SourceLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "citation": _text(line.citation),
        "url": line.url,
        "address": _text(line.source.url or ""),
        "cited": line.cited,
        "long": len(line.citation) > _LONG,
    }
