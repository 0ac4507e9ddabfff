"""Statements without quotation marks: transcripts, questions and answers, and paragraphs set off after `said:`."""

import re
from functools import lru_cache
from itertools import pairwise

from briefing.evidence.extract.days import is_free
from briefing.evidence.extract.reading import Attribution
from briefing.evidence.extract.speakers import Speakers
from briefing.evidence.extract.speech import FINITE
from briefing.evidence.extract.tables import Span
from briefing.evidence.extract.wrapping import paragraphs


@lru_cache(maxsize=1)
def _turn() -> re.Pattern[str]:
    name = r"[A-Z][\w.’'-]*(?:[ ][A-Z][\w.’'-]*){0,4}(?: \([^()\n]{1,60}\))?|Q|A|Question|Answer"
    return re.compile(rf"(?P<who>{name}):[ \t]+(?=\S)")


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{FINITE}|statement|remarks|as follows)\b[^.!?:\n]{{0,60}}:\s*$")


_NOBODY = ("Q", "A", "Question", "Answer", "QUESTION", "ANSWER", "REPORTER", "MODERATOR")
_MARKS = "\"“”„«»‘'*•-–—"


def blocks(text: str, speakers: Speakers, taken: list[Span]) -> list[tuple[Span, Attribution]]:
    """The statements without marks, with who makes them; none that meets a quotation in marks."""
    parts = paragraphs(text)
    return _transcript(text, speakers, parts, taken) + _set_off(text, speakers, parts, taken)


def _transcript(text: str, speakers: Speakers, parts: list[Span], taken: list[Span]) -> list[tuple[Span, Attribution]]:
    """The turns of a transcript: at least three paragraphs open with a name and a colon, by at least one name twice."""
    turns = [(span, match) for span in parts if (match := _turn().match(text, *span)) is not None]
    names = [match["who"] for _, match in turns]
    if len(turns) < 3 or len(set(names)) == len(names) or len(set(names)) == 1:
        return []
    found = []
    for (_, end), match in turns:
        span = (match.end(), end)
        if end > match.end() and is_free(span, taken):
            who = None if match["who"] in _NOBODY else match["who"]
            found.append(
                (
                    span,
                    Attribution(
                        speakers.spelled(who), match.span("who") if who else None, "turn", "sure" if who else "low"
                    ),
                )
            )
    return found


def _set_off(text: str, speakers: Speakers, parts: list[Span], taken: list[Span]) -> list[tuple[Span, Attribution]]:
    """The paragraph after one that ends in `said:`."""
    found = []
    for (start, end), after in pairwise(parts):
        if text[end - 1] != ":" or text[after[0]] in _MARKS or not _opening().search(text, max(start, end - 200), end):
            continue
        who = speakers.introduced(start, end)
        if who.speaker is not None and is_free(after, taken) and after[1] - after[0] > 20:
            found.append((after, Attribution(who.speaker, who.span, "set off", "likely")))
    return found
