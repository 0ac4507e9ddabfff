"""Who says a quotation: by the verb of speech beside it, by its sentence, or by what came before."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from briefing.evidence.extract.days import Span
from briefing.evidence.extract.marks import Marked
from briefing.evidence.extract.names import Name, Names
from briefing.evidence.extract.phrases import Phrase, Phrases
from briefing.evidence.extract.speech import (
    FINITE,
    HELPERS,
    PARTICIPLES,
    PRONOUN,
    STRICT,
    THINKING,
    sentence_ends,
    silenced,
    spelled,
)

Confidence = Literal["sure", "likely", "low"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, where the text names them, the rule that found it and how sure that is.

    `beside` is whether the attribution stands right beside the quotation, `verb` whether a verb of speech ties it,
    `naming` whether that verb only names things (dubbed, called).
    """

    speaker: str | None
    span: Span | None
    rule: str
    confidence: Confidence
    beside: bool = False
    verb: bool = False
    naming: bool = False


NOBODY = Attribution(None, None, "none", "low")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    source = {
        "said x": rf"[\s,]*(?:(?:also|[a-z]+ly)\s)?(?P<verb>{STRICT})\s(?!that\b|in\b|on\b|at\b)",
        "x said": rf"[\s,]*(?P<x>[^.;:\x01\n!?]{{1,140}}?)\s(?:{HELPERS}\s)*(?P<verb>{STRICT})\b",
        "participle": rf"(?:^|[\s,])(?P<verb>{PARTICIPLES})\b(?P<rest>[^.;\x01]*)$",
        "verb": rf"(?<![\w-])(?P<verb>{FINITE}|{PARTICIPLES})(?![\w-])",
        "thinking": rf"(?<![\w-])(?P<verb>{THINKING})(?![\w-])",
        "according": r"\b(?:[Aa]ccording to|[Ii]n the words of|[Aa]s told by)\s",
        "quoted as": r"\b(?:quoted|quotes|quoting|cited|cites|citing)\s(?=[^.;\x01]{2,100}\sas\s(?:saying|telling|writing))",
        "after according": r"[\s,]*(?:according to|in the words of)\s",
        "issued": r"\b(?:statement|report|letter|memo|note|post|paper|article|release|message|communiqu[eé]|interview)\b[^,.;:\x01]{0,40}?\s(?:by|from|with)\s",
        "passive": r"\b(?:was|were|been|being|is|are|be|not|to)\s(?:[a-z]+ly\s)?$",
        "by": rf"\b(?:{FINITE})\s(?:[a-z]+\s)?by\s",
        "turn": r"\s*(?P<x>[^\W\d_][^:\n\x01]{0,120}):\s*$",
        "pronoun": rf"(?:^|[\s,(])(?P<pronoun>{PRONOUN})$",
    }
    return {name: re.compile(pattern, re.IGNORECASE if name == "pronoun" else 0) for name, pattern in source.items()}


class Speakers:
    """Attributes the quotations of one text, in their order."""

    def __init__(self, text: str, found: list[Marked]) -> None:
        """Read the names and sentences of the text around the quotations."""
        self.text = text
        self.found = found
        self.plain = _masked(silenced(text), found)
        self.names = Names(self.plain)
        self.phrases = Phrases(self.plain, self.names)
        ends = set(sentence_ends(self.plain))
        ends.update(one.after for one in found if one.closed and _ends_sentence(text, one))
        self.ends = sorted(ends)
        self.given: list[Attribution] = []

    def attribution(self, at: int) -> Attribution:
        """Who says the quotation `at`; asked for in their order, since one leans on those before."""
        one = self.found[at]
        for rule in (self._beside, self._in_sentence, self._later_in_sentence, self._continued, self._carried):
            who = rule(at, one)
            if who is not None:
                break
        else:
            who = NOBODY
        self.given.append(who)
        return who

    def introduced(self, start: int, end: int) -> Attribution:
        """Who is said to speak by a paragraph that ends in a colon."""
        begin = max(start, self._sentence_start(end))
        return self._by_verb(begin, end, len(self.given)) or NOBODY

    def spelled(self, name: str | None) -> str | None:
        """The fullest form of a speaker's name in a transcript; capitals are matched by surname."""
        if name is None:
            return None
        known = self.names.people.get(name.split()[-1].casefold())
        return known.text if known is not None else name

    def _sentence_start(self, offset: int) -> int:
        place = bisect_right(self.ends, offset)
        return self.ends[place - 1] if place else 0

    def _sentence_stop(self, offset: int) -> int:
        place = bisect_right(self.ends, offset)
        return self.ends[place] if place < len(self.ends) else len(self.plain)

    def _right(self, at: int, one: Marked) -> tuple[int, int]:
        """The span of the sentence's rest after a quotation, up to the next one."""
        start = min(one.after, len(self.plain))
        stop = self._sentence_stop(one.end)
        stop = max(stop, self._sentence_stop(start)) if stop <= start else stop
        if at + 1 < len(self.found):
            stop = min(stop, self.found[at + 1].before)
        return start, max(start, min(stop, start + 300))

    def _left(self, one: Marked) -> tuple[int, int]:
        """The span of the sentence's part before a quotation."""
        end = one.before
        return max(self._sentence_start(end), end - 600), end

    def _beside(self, at: int, one: Marked) -> Attribution | None:
        """“…,” said X; “…,” X said; “…,” according to X; X: “…”."""
        start, stop = self._right(at, one)
        right = self.plain[start:stop]
        words = self.text[one.start : one.end].rstrip()
        full_stop = words.endswith((".", "…")) and not right.lstrip().startswith(",")
        patterns = _patterns()
        match = patterns["after according"].match(right)
        if match is not None and not full_stop:
            return self._named(self.phrases.after(start + match.end(), stop), "according to", at, "sure")
        match = patterns["said x"].match(right)
        if match is not None and not (full_stop and not words.endswith("…")):
            phrase = self.phrases.after(start + match.end(), stop)
            who = self._named(phrase, "said X", at, "sure")
            if who is not None:
                return who
        match = patterns["x said"].match(right)
        if match is not None and not full_stop and self._may_follow(words, right, match, at):
            who = self._subject(start + match.start("x"), start + match.end("x"), at, "X said")
            if who is not None:
                return who
        return None

    def _may_follow(self, words: str, right: str, match: re.Match[str], at: int) -> bool:
        """Whether `X said` after a quotation speaks of it, not of the next one."""
        clause = match["x"]
        if re.search(r"\b(?:but|and|which|is|was|while|are|were|has|have|that|who)\b", clause) and not re.search(
            r",.*,|\bwho\b", clause
        ):
            return False
        if words.endswith(",") or right.lstrip().startswith(","):
            return True
        introduces = (
            at + 1 < len(self.found)
            and re.fullmatch(r"[^.]{0,40}?[,:]?\s*", right[match.end() :]) is not None
            and not right.rstrip().endswith(".")
        )
        return words.endswith(("?", "!", "”", "’", "—", "–")) and not introduces

    def _in_sentence(self, at: int, one: Marked) -> Attribution | None:
        """X said: “…”; according to X, “…”; X, the minister, told reporters that “…”."""
        start, end = self._left(one)
        left = self.plain[start:end]
        if not left.strip(" \t\n\x01"):
            return None
        turn = _patterns()["turn"].match(left)
        if turn is not None and not _patterns()["verb"].search(turn["x"]):
            who = self._named(self.phrases.whole(start + turn.start("x"), start + turn.end("x")), "X:", at, "sure")
            return who
        return self._by_source(start, end, at) or self._by_verb(start, end, at)

    def _by_source(self, start: int, end: int, at: int) -> Attribution | None:
        """According to X; a statement issued by X; hailed by X as."""
        left = self.plain[start:end]
        verbs = [match.end() for match in self._verbs(left)]
        for name, rule in (("quoted as", "quoted X as saying"), ("according", "according to"), ("by", "said by X")):
            match = None
            for match in _patterns()[name].finditer(left):
                pass
            if match is None or (
                name == "according"
                and verbs
                and verbs[-1] > match.end()
                and "," in left[match.end() : verbs[-1]]
                and not left[match.end() :].startswith("a ")
                and self._own_subject(left, match.end(), verbs[-1])
            ):
                continue
            if name == "by" and verbs and verbs[-1] > match.end():
                continue
            issued = _patterns()["issued"].match(left[match.end() :].removeprefix("a ").removeprefix("the "))
            skip = (
                (issued.end() + 2)
                if issued is not None and left.startswith("a ", match.end())
                else (issued.end() + 4)
                if issued is not None and left.startswith("the ", match.end())
                else issued.end()
                if issued is not None
                else 0
            )
            phrase = self.phrases.after(start + match.end() + skip, end)
            if name == "by" and (phrase is None or phrase.name is None):
                continue
            who = self._named(phrase, rule, at, "sure" if name == "according" else "likely")
            if who is not None:
                return replace(who, verb=True)
        return None

    def _verbs(self, words: str) -> list[re.Match[str]]:
        """The verbs of speech in the active voice; those of thinking where there is none of speech."""
        for kind in ("verb", "thinking"):
            found = [
                match
                for match in _patterns()[kind].finditer(words)
                if not _patterns()["passive"].search(words[max(0, match.start() - 24) : match.start()])
            ]
            if found:
                return found
        return []

    def _own_subject(self, left: str, after: int, verb: int) -> bool:
        """Whether the verb after `according to X,` has a subject of its own."""
        return re.search(rf"\b(?:{PRONOUN})\s|[A-Z]", left[left.index(",", after) : verb]) is not None

    def _by_verb(self, start: int, end: int, at: int) -> Attribution | None:
        """The subject of the last verb of speech before the quotation."""
        left = self.plain[start:end]
        tail = left.rfind("\x01") + 1
        verbs = self._verbs(left)
        if not verbs:
            return None
        verb = verbs[-1]
        naming = verb["verb"] in _NAMING
        begin = start if verb.start() < tail else start + tail
        if re.fullmatch(PARTICIPLES, verb["verb"]):
            who = self._main_subject(start, start + verb.start(), at, "participle")
        else:
            who = self._subject(begin, start + verb.start(), at, "X said")
            if who is None or who.speaker is None:
                who = self._main_subject(start, start + verb.start(), at, "subject of the sentence")
        if who is None:
            return None
        near = len(left) - verb.end() <= 60
        return replace(
            who, verb=True, naming=naming, confidence=who.confidence if near or who.confidence == "low" else "likely"
        )

    def _main_subject(self, start: int, end: int, at: int, rule: str) -> Attribution | None:
        """The first person, else the first name, else the pronoun, of a sentence; else who spoke in it before."""
        previous = self._previous_in_sentence(start, at)
        inside = self.plain[start:end]
        pronoun = re.match(rf"\s*(?:[A-Z][a-z]+ly,\s)?(?P<pronoun>{PRONOUN})\b", inside, re.IGNORECASE)
        if pronoun is not None:
            return self._pronoun(start, at, rule)
        if previous is not None and previous.speaker is not None and "\x01" in inside:
            return replace(previous, rule=rule, confidence=previous.confidence if previous.beside else "likely")
        found = [one for one in self.names.within(start, end) if not self.phrases.is_inner(one)]
        people = [one for one in found if self.names.is_person(one)]
        if people or found:
            return self._name((people or found)[0], rule, "likely")
        phrase = self.phrases.opening(start, end)
        return self._named(phrase, rule, at, "likely")

    def _previous_in_sentence(self, start: int, at: int) -> Attribution | None:
        inside = at > 0 and at <= len(self.given) and self.found[at - 1].end > start
        return self.given[at - 1] if inside else None

    def _subject(self, start: int, end: int, at: int, rule: str) -> Attribution | None:
        """The subject that ends at a verb: `X`, `X, the minister of Y,`, `he`, `the ministry's spokesman`."""
        clause = self.plain[start:end].rstrip()
        clause = re.sub(rf"(?:[\s,]+{HELPERS})+$", "", clause)
        if re.search(r"\b(?:and|but|or|then)$", clause):
            return None
        clause = re.sub(r",?\s(?:who|which)$", "", clause)
        pronoun = _patterns()["pronoun"].search(clause)
        if pronoun is not None:
            return self._pronoun(start + pronoun.start("pronoun"), at, rule)
        phrase = self.phrases.before(start, start + len(clause))
        return self._named(phrase, rule, at, "sure")

    def _named(self, phrase: Phrase | None, rule: str, at: int, confidence: Confidence) -> Attribution | None:
        """The attribution to what a noun phrase names or describes."""
        if phrase is None:
            return None
        if phrase.pronoun:
            return self._pronoun(phrase.start, at, rule)
        if phrase.name is not None:
            return self._name(phrase.name, rule, confidence)
        holder = self.names.holder(phrase.role, phrase.start) if phrase.role else None
        if holder is not None:
            return Attribution(
                self.names.full(holder),
                (phrase.start, phrase.end),
                f"{rule}, by role",
                "likely",
                beside=True,
                verb=True,
            )
        words = self.text[phrase.start : phrase.end]
        return Attribution(words, (phrase.start, phrase.end), rule, "likely", beside=True, verb=True)

    def _name(self, name: Name, rule: str, confidence: Confidence) -> Attribution:
        return Attribution(
            self.names.full(name), (name.start, name.end), rule, confidence, beside=confidence == "sure", verb=True
        )

    def _pronoun(self, offset: int, at: int, rule: str) -> Attribution | None:
        """Whom a pronoun means: who spoke last, nearby, else the person named last before it."""
        rule = f"{rule}, pronoun"
        word = re.compile(r"\w*").match(self.plain, offset)
        gender = _GENDERS.get(word[0].lower(), "") if word is not None else ""
        start = offset
        for back in range(_SENTENCES_BACK):
            stop, start = start, self._sentence_start(max(0, start - 1))
            found = self._spoken_in(start, stop, at) or self._person_in(start, stop, gender, known=back > 1)
            if found is not None:
                return Attribution(found.speaker, found.span, rule, "low", beside=True, verb=True)
            if start == 0:
                break
        return Attribution(None, None, rule, "low", beside=True, verb=True)

    def _spoken_in(self, start: int, stop: int, at: int) -> Attribution | None:
        """Who spoke the last quotation of a sentence."""
        last = min(at, len(self.given)) - 1
        while last >= 0 and self.found[last].start >= stop:
            last -= 1
        inside = last >= 0 and self.found[last].end >= start and self.given[last].speaker is not None
        return self.given[last] if inside else None

    def _person_in(self, start: int, stop: int, gender: str, *, known: bool) -> Attribution | None:
        """The first person of a sentence whom a pronoun can mean."""
        for one in self.names.within(start, stop):
            fits = self.names.gender(one) in ("", gender) or not gender
            person = self.names.is_person(one) or (not known and self.names.may_be_person(one))
            if person and fits and not self.phrases.is_inner(one):
                return Attribution(self.names.full(one), (one.start, one.end), "", "low")
        return None

    def _later_in_sentence(self, at: int, one: Marked) -> Attribution | None:
        """“…” is the aim, X said."""
        start, stop = self._right(at, one)
        words = self.text[one.start : one.end].rstrip()
        if words.endswith((".", "!", "?")) and not self.plain[start : start + 1] == ",":
            return None
        match = re.compile(rf",\s(?P<x>[^,.;:\x01\n]{{2,80}}?)\s(?:{HELPERS}\s)*(?:{STRICT})\b").search(
            self.plain, start, stop
        )
        if match is None:
            return self._guess(at, one)
        return self._subject(match.start("x"), match.end("x"), at, "X said, later")

    def _guess(self, at: int, one: Marked) -> Attribution | None:
        """The first person of the sentence that the quotation stands in."""
        start, end = self._left(one)
        if not self.plain[start:end].strip(' \x01"“'):
            return None
        introduced = self.plain[start:end].rstrip().endswith((",", ":"))
        people = [
            name
            for name in self.names.within(start, end)
            if self.names.is_person(name) and not self.phrases.is_inner(name)
        ]
        if people:
            who = self._name(people[0], "person in the sentence", "low")
            return replace(who, beside=False, verb=introduced)
        pronoun = re.match(rf"\s*{PRONOUN}\b", self.plain[start:end], re.IGNORECASE)
        who_else = self._pronoun(start, at, "subject") if pronoun is not None and introduced else None
        return who_else

    def _continued(self, at: int, one: Marked) -> Attribution | None:
        """A further quotation in a paragraph whose speaker is known."""
        if at == 0 or self.found[at - 1].paragraph != one.paragraph or self.given[at - 1].speaker is None:
            return None
        last = self.given[at - 1]
        between = self.plain[self.found[at - 1].after : one.before]
        short = len(self.text[one.start : one.end].split()) <= 4
        direct = last.verb and len(between) < 120 and last.confidence != "low"
        return Attribution(last.speaker, last.span, "same paragraph", "likely" if direct else "low", verb=not short)

    def _carried(self, at: int, one: Marked) -> Attribution | None:
        """A quotation that opens a paragraph with nothing to say whose it is: whoever spoke, or was named, before."""
        start, _ = self._left(one)
        opens = not self.plain[start : one.before].strip(" \t*•–—-\x01")
        if not opens:
            return None
        stop = one.before
        who = self._pronoun(stop, at, "named before")
        nearby = who is not None and "\n" not in self.plain[who.span[0] if who.span else 0 : stop]
        if (
            not nearby
            and at > 0
            and one.paragraph - self.found[at - 1].paragraph <= 2
            and self.given[at - 1].speaker is not None
        ):
            last = self.given[at - 1]
            return Attribution(last.speaker, last.span, "carried over", "low", verb=True)
        return who if who is None or who.speaker is None else replace(who, rule="named before", beside=False)


_SENTENCES_BACK = 7
"""How far back a pronoun's person is looked for."""

_GENDERS = {"he": "he", "she": "she"}

_NAMING = frozenset(
    "called calls calling dubbed dubbing labelled labeled labels labelling labeling termed terms".split()
)


def _ends_sentence(text: str, one: Marked) -> bool:
    """Whether a sentence ends within the marks: the words end in a stop and a capital follows."""
    words = text[one.start : one.end].rstrip()
    if not words.endswith((".", "!", "?", "…")):
        return False
    after = text[one.after : one.after + 40].lstrip()
    return words.endswith((".", "…")) and (not after or not (after[0].islower() or after[0] in ",;"))


def _masked(text: str, found: list[Marked]) -> str:
    """The text with each quotation and its marks overwritten by \\x01."""
    pieces, at = [], 0
    for one in found:
        start, end = max(at, one.before), one.after
        pieces += [text[at:start], "\x01" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
