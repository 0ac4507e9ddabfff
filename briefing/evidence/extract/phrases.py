"""Noun phrases around a verb of speech: the name in them, or the description that stands for one."""

import re
from functools import lru_cache

from briefing.evidence.extract.names import ROLES, Name, Names
from briefing.evidence.extract.speech import PRONOUN
from briefing.evidence.extract.tables import table
from briefing.records import record


@record
class Phrase:
    """Who a noun phrase means: a name, a pronoun, or a description with the role that it ends in."""

    start: int
    end: int
    name: Name | None = None
    role: str = ""
    pronoun: bool = False


@lru_cache(maxsize=1)
def _stop() -> re.Pattern[str]:
    return re.compile(
        r"[,.;:\x01\n!?]|\s(?:in|on|at|during|after|before|when|while|that|as|via|to|who|which|amid|following"
        r"|about|this|last|yesterday"
        r"|today|whose|because|if|since|under|against|into|later|earlier|recently|adding|calling|saying"
        r"|and (?:said|added|called)|over"
        r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    )


@lru_cache(maxsize=1)
def _inner() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:of|for|from|in|at|with|to|by|near|against|on|via|than|between|about|into|over)\s(?:the\s|a\s|an\s"
        r"|former\s|[a-z]+\s)?$"
    )


class Phrases:
    """Reads the noun phrases of one text."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names

    def is_inner(self, name: Name, floor: int = 0) -> bool:
        """Whether a name only belongs to another noun: of Egypt, for President Roe, Niger's.

        Nothing before `floor` counts.
        """
        before = self.text[max(floor, name.lead - 24) : max(floor, name.lead)]
        if self.text[name.end : name.end + 2] in ("’s", "'s"):
            return True
        return _inner().search(before) is not None

    def after(self, start: int, limit: int) -> Phrase | None:
        """The phrase that starts at an offset, after `said` or `according to`."""
        pronoun = re.compile(rf"(?:{PRONOUN})\b", re.IGNORECASE).match(self.text, start)
        if pronoun is not None:
            return Phrase(start, pronoun.end(), pronoun=True)
        stop = _stop().search(self.text, start, limit)
        end = stop.start() if stop is not None else limit
        phrase = self.whole(start, end)
        comma = self.text.find(", ", end, min(limit, end + 40))
        if (
            phrase is not None
            and phrase.name is None
            and comma >= 0
            and all(map(self.is_inner, self.names.within(end, comma)))
        ):
            end = comma
            beyond = re.compile(r"[,.;:\x01\n]").search(self.text, end + 2, limit)
            close = beyond.start() if beyond is not None else limit
            named = [one for one in self.names.within(end + 2, close) if one.start - end <= 30]
            if (
                named
                and (self.names.is_person(named[0]) or self.names.may_be_person(named[0]))
                and not self.is_inner(named[0])
            ):
                return Phrase(named[0].start, named[0].end, named[0])
        return phrase

    def before(self, start: int, end: int) -> Phrase | None:
        """The phrase that ends at an offset, before a verb; an apposition between commas is passed over."""
        clause = self.text[start:end].rstrip()
        if clause.endswith(","):
            opening = clause.rfind(",", 0, -1)
            if opening > 0:
                head = self.before(start, start + opening)
                aside = self.whole(start + opening + 1, start + len(clause) - 1)
                if (
                    head is not None
                    and head.name is None
                    and aside is not None
                    and aside.name is not None
                    and self.names.is_person(aside.name)
                ):
                    return aside
                return head or aside
            clause = clause[:-1]
        first = start + self._segment(clause)
        return self.whole(first, start + len(clause))

    def _segment(self, clause: str) -> int:
        """Where the last part of a clause starts: after the last comma, or the last verb's `and`."""
        comma = clause.rfind(", ")
        start = comma + 2 if comma >= 0 else 0
        return start + 3 if clause.startswith("as ", start) else start

    def whole(self, start: int, end: int) -> Phrase | None:
        """Who the phrase from start to end means."""
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip())
        start, words = start + lead, words.strip(" \t\n\x01")
        end = start + len(words)
        if not words:
            return None
        found = self.names.within(start, end)
        free = [one for one in found if not self.is_inner(one, start)]
        people = [one for one in free if self.names.is_person(one)]
        if people:
            return Phrase(start, end, people[-1])
        if free and not re.search(r"[a-z]", _bare(self.text[free[-1].end : end])):
            return Phrase(start, end, free[-1])
        return self._described(start, end, bool(found))

    def _described(self, start: int, end: int, named: bool) -> Phrase | None:
        """A description: the commissioner, a ministry spokesman, officials; without what goes before it."""
        words = self.text[start:end]
        match = None
        for match in re.finditer(
            r"(?:^|\s)(?=(?:the|The|a|A|an|An|its|Its|his|her|their|one|two|three|several|Several|some|Some|many"
            r"|Many|another|Another|senior|Senior)\s)",
            words,
        ):
            tail = words[match.end() :]
            if re.match(r"\S+\s", tail) and not _inner().search(words[: match.end()]):
                break
        else:
            match = None
        if match is not None:
            start += match.end()
            words = self.text[start:end]
        if len(words.split()) > 12 or not re.search(r"[^\W\d_]", words):
            return None
        head = re.split(r"\s(?:of|for|from|at|in|with|who)\s", words)[0]
        last = re.findall(r"[\w-]+", head)[-1:] or [""]
        definite = re.match(r"(?:the|his|her|its)\s", words, re.IGNORECASE) is not None
        is_group = (
            words.split()[0].islower()
            or words.split()[0].lower() in _GROUPS
            or not words.isascii()
            or definite
            or named
        )
        if not is_group and last[0].lower().rstrip("s") not in ROLES and last[0].lower() not in _GROUPS:
            return None
        role = last[0].lower() if definite and last[0].lower() in ROLES else ""
        return Phrase(start, end, role=role)

    def opening(self, start: int, end: int) -> Phrase | None:
        """The phrase that opens a sentence: The ministry, Officials."""
        match = re.compile(
            r"\s*(?P<x>(?:The|A|An|Its|His|Her|Their|Two|Three|Several|Some|Many)\s[a-z’'-]+(?:\s[a-z’'-]+)?"
            r"|[A-Z][a-z]+s)\b"
        ).match(self.text, start, end)
        if match is None:
            return None
        words = match["x"].split()
        keep = [word for word in words if word not in ("said", "says", "was", "is", "has", "had")]
        return self.whole(match.start("x"), match.start("x") + len(" ".join(keep)))


def _bare(words: str) -> str:
    """Words after a name without an acronym or an age in brackets or a genitive."""
    return re.sub(
        r"\([^()]*\)|[’']s?\b|\b(?:himself|herself|itself|also|both|all)\b|\bof\s.*|\bin\s.*|\bfrom\s.*|\bat\s.*"
        r"|\bfor\s.*",
        "",
        words,
    )


_GROUPS = table(
    "officials residents witnesses experts analysts critics police authorities lawmakers leaders researchers organisers"
    " organizers ministry government spokespeople diplomats protesters sources statement report letter communique"
    " declaration agency union company court army bank document"
)
"""What speaks without being a person."""
