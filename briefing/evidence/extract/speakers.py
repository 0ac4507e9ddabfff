"""Who says a quotation: by the verb of speech beside it, by its sentence, or by what came before."""

import re
from dataclasses import replace
from functools import lru_cache

from briefing.evidence.extract.carrying import carried, continued, pronoun
from briefing.evidence.extract.marks import Marked
from briefing.evidence.extract.phrases import Phrase
from briefing.evidence.extract.reading import QUOTED, Attribution, Confidence, Reading
from briefing.evidence.extract.speech import FINITE, HELPERS, PARTICIPLES, PRONOUN, STRICT, THINKING, spelled
from briefing.evidence.extract.tables import table

NOBODY = Attribution(None, None, "none", "low")

_NAMING = table("called calls calling dubbed dubbing labelled labeled labels labelling labeling termed terms")

_NEAR = 60
"""The most characters between a verb and the quotation that it surely introduces."""

_KINDS = {
    "said x": rf"[\s,]*(?:(?:also|[a-z]+ly)\s)?(?:{STRICT})\s(?!that\b|in\b|on\b|at\b)",
    "x said": rf"[\s,]*(?P<x>[^.;:\x01\n!?]{{1,140}}?)\s(?:{HELPERS}\s)*(?:{STRICT})\b",
    "x said later": rf",\s(?P<x>[^,.;:\x01\n]{{2,80}}?)\s(?:{HELPERS}\s)*(?:{STRICT})\b",
    "verb": rf"(?<![\w-])(?P<verb>{FINITE}|{PARTICIPLES})(?![\w-])",
    "thinking": rf"(?<![\w-])(?P<verb>{THINKING})(?![\w-])",
    "according": r"\b(?:[Aa]ccording to|[Ii]n the words of|[Aa]s told by)\s",
    "quoted as": r"\b(?:quoted|quotes|quoting|cited|cites|citing)\s(?=[^.;\x01]{2,100}\sas\s(?:saying|telling"
    r"|writing))",
    "by": rf"\b(?:{FINITE})\s(?:[a-z]+\s)?by\s",
    "after according": r"[\s,]*(?:according to|in the words of)\s",
    "issued": r"(?:an?\s|the\s)?(?:[a-z]+\s)?(?:statement|report|letter|memo|note|post|paper|article|release|message"
    r"|communiqu[eé]|interview)\b[^,.;:\x01]{0,40}?\s(?:by|from|with)\s",
    "passive": r"\b(?:was|were|been|being|is|are|be|not|to|when|if|once|while|whether|though)\s(?:[a-z]+ly\s)?$",
    "turn": r"\s*(?P<x>[^\W\d_][^:\n\x01]{0,120}):\s*$",
    "other subject": rf",.*(?:\b(?:{PRONOUN})\s|[A-Z])",
    "clause": r"\b(?:but|and|which|is|was|while|are|were|has|have|that)\b",
    "apposition": r",.*,|\bwho\b",
    "introduction": r"[^.]{0,40}?[,:]?\s*",
}


@lru_cache(maxsize=len(_KINDS))
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(_KINDS[kind], re.DOTALL)


@lru_cache(maxsize=1)
def _pronouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:^|[\s,(])(?P<pronoun>{PRONOUN})$", re.IGNORECASE),
        re.compile(rf"\s*(?:[A-Z][a-z]+ly,\s)?{PRONOUN}\b", re.IGNORECASE),
    )


class Speakers:
    """Attributes the quotations of one text, in their order."""

    def __init__(self, text: str, found: list[Marked]) -> None:
        """Read the text around the quotations."""
        self.reading = Reading(text, found)
        self.plain = self.reading.plain
        self.phrases = self.reading.phrases

    def attributions(self) -> list[Attribution]:
        """Who says each quotation; each attribution may lean on those before it."""
        reading = self.reading
        for at in range(len(reading.found)):
            reading.given.append(
                self._beside(at)
                or self._in_sentence(at)
                or self._around(at)
                or continued(reading, at)
                or carried(reading, at)
                or NOBODY
            )
        return reading.given

    def introduced(self, start: int, end: int) -> Attribution:
        """Who is said to speak by a paragraph that ends in a colon."""
        begin = max(start, self.reading.sentence_start(end))
        return self._by_verb(begin, end, len(self.reading.given)) or NOBODY

    def spelled(self, name: str | None) -> str | None:
        """The fullest form of a speaker's name in a transcript; capitals are matched by surname."""
        if name is None:
            return None
        known = self.reading.names.people.get(name.split()[-1].casefold())
        return known.text if known is not None else name

    def _beside(self, at: int) -> Attribution | None:
        """“…,” said X; “…,” X said; “…,” according to X."""
        start, stop = self.reading.right_of(at)
        right = self.plain[start:stop]
        words = self.reading.words(self.reading.found[at])
        has_comma = right.lstrip().startswith(",")
        if words.endswith(".") and not has_comma:
            return None
        trails_off = words.endswith("…") and not has_comma
        match = _pattern("after according").match(right)
        if match is not None and not trails_off:
            return self._named(self.phrases.after(start + match.end(), stop), "according to", at, "sure")
        match = _pattern("said x").match(right)
        if match is not None:
            who = self._named(self.phrases.after(start + match.end(), stop), "said X", at, "sure")
            if who is not None:
                return who
        match = _pattern("x said").match(right)
        if match is not None and not trails_off and self._may_follow(words, right, match, at):
            return self._subject(start + match.start("x"), start + match.end("x"), at, "X said")
        return None

    def _may_follow(self, words: str, right: str, match: re.Match[str], at: int) -> bool:
        """Whether `X said` after a quotation speaks of it, not of the next one."""
        if _pattern("clause").search(match["x"]) and not _pattern("apposition").search(match["x"]):
            return False
        if words.endswith(",") or right.lstrip().startswith(","):
            return True
        is_last = at + 1 == len(self.reading.found)
        introduces = not is_last and _pattern("introduction").fullmatch(right, match.end()) is not None
        return words.endswith(("?", "!", "”", "’", "—", "–")) and (not introduces or right.rstrip().endswith("."))

    def _in_sentence(self, at: int) -> Attribution | None:
        """X said: “…”; X: “…”; according to X, “…”; X, the minister, told reporters that “…”."""
        start, end = self.reading.left_of(at)
        left = self.plain[start:end]
        if not left.strip(f" \t\n{QUOTED}"):
            return None
        turn = _pattern("turn").match(left)
        if turn is not None and not _pattern("verb").search(turn["x"]):
            return self._named(self.phrases.whole(start + turn.start("x"), start + turn.end("x")), "X:", at, "sure")
        return self._by_source(start, end, at) or self._by_verb(start, end, at)

    def _by_source(self, start: int, end: int, at: int) -> Attribution | None:
        """Quoted X as saying; according to X, also to a statement issued by X; hailed by X as."""
        left = self.plain[start:end]
        verb = self._last_verb(left)
        for kind, rule in (("quoted as", "quoted X as saying"), ("according", "according to"), ("by", "said by X")):
            found = list(_pattern(kind).finditer(left))
            if not found:
                continue
            after = found[-1].end()
            later = verb is not None and verb.end() > after
            if later and kind == "by":
                continue
            if verb is not None and later and self._has_subject(left, after, verb.end()):
                continue
            issued = _pattern("issued").match(left, after)
            phrase = self.phrases.after(start + (issued.end() if issued is not None else after), end)
            if kind == "by" and (phrase is None or phrase.name is None):
                continue
            who = self._named(phrase, rule, at, "sure" if kind == "according" else "likely")
            if who is not None:
                return replace(who, verb=True)
        return None

    def _has_subject(self, left: str, after: int, verb_end: int) -> bool:
        """Whether the verb after `according to X,` has a subject of its own."""
        return not left.startswith("a ", after) and _pattern("other subject").search(left, after, verb_end) is not None

    def _last_verb(self, words: str) -> re.Match[str] | None:
        """The last verb of speech in the active voice; of thinking where there is none of speech."""
        for kind in ("verb", "thinking"):
            for match in reversed(list(_pattern(kind).finditer(words))):
                if not _pattern("passive").search(words, max(0, match.start() - 24), match.start()):
                    return match
        return None

    def _by_verb(self, start: int, end: int, at: int) -> Attribution | None:
        """The subject of the last verb of speech before the quotation."""
        left = self.plain[start:end]
        verb = self._last_verb(left)
        if verb is None:
            return None
        who = None
        rule = "participle"
        if not re.fullmatch(PARTICIPLES, verb["verb"]):
            tail = left.rfind(QUOTED) + 1
            begin = start if verb.start() < tail else start + tail
            who = self._subject(begin, start + verb.start(), at, "X said")
            rule = "subject of the sentence"
        if who is None or who.speaker is None:
            who = self._main_subject(start, start + verb.start(), at, rule)
        if who is None:
            return None
        far = len(left) - verb.end() > _NEAR and who.confidence == "sure"
        naming = verb["verb"] in _NAMING
        return replace(who, verb=True, naming=naming, confidence="likely" if far else who.confidence)

    def _main_subject(self, start: int, end: int, at: int, rule: str) -> Attribution | None:
        """The pronoun that opens a sentence, else who spoke in it before, else its first person or name."""
        inside = self.plain[start:end]
        if _pronouns()[1].match(inside):
            return pronoun(self.reading, start, at, rule)
        if 0 < at <= len(self.reading.given) and QUOTED in inside and self.reading.found[at - 1].end > start:
            before = self.reading.given[at - 1]
            if before.speaker is not None:
                return replace(before, rule=rule, confidence=before.confidence if before.beside else "likely")
        found = self.reading.people(start, end) or self.reading.free_names(start, end)
        if found:
            return self.reading.spoken_by(found[0], rule, "likely")
        return self._named(self.phrases.opening(start, end), rule, at, "likely")

    def _subject(self, start: int, end: int, at: int, rule: str) -> Attribution | None:
        """The subject that ends at a verb: `X`, `X, the minister of Y,`, `he`, `the ministry's spokesman`."""
        clause = re.sub(rf"(?:[\s,]+{HELPERS})+$", "", self.plain[start:end].rstrip())
        if re.search(r"\b(?:and|but|or|then)$", clause):
            return None
        clause = re.sub(r",?\s(?:who|which)$", "", clause)
        match = _pronouns()[0].search(clause)
        if match is not None:
            return pronoun(self.reading, start + match.start("pronoun"), at, rule)
        return self._named(self.phrases.before(start, start + len(clause)), rule, at, "sure")

    def _named(self, phrase: Phrase | None, rule: str, at: int, confidence: Confidence) -> Attribution | None:
        """The attribution to what a noun phrase names or describes."""
        if phrase is None:
            return None
        if phrase.pronoun:
            return pronoun(self.reading, phrase.start, at, rule)
        if phrase.name is not None:
            return self.reading.spoken_by(phrase.name, rule, confidence)
        span = (phrase.start, phrase.end)
        holder = self.reading.names.holder(phrase.role, phrase.start) if phrase.role else None
        if holder is not None:
            full = self.reading.names.full(holder)
            return Attribution(full, span, f"{rule}, by role", "likely", beside=True, verb=True)
        return Attribution(spelled(self.plain[slice(*span)]), span, rule, "likely", beside=True, verb=True)

    def _around(self, at: int) -> Attribution | None:
        """“…” is the aim, X said; else the first person of the sentence that the quotation stands in."""
        start, stop = self.reading.right_of(at)
        words = self.reading.words(self.reading.found[at])
        if words.endswith((".", "!", "?")) and not self.plain.startswith(",", start):
            return None
        match = _pattern("x said later").search(self.plain, start, stop)
        if match is not None:
            return self._subject(match.start("x"), match.end("x"), at, "X said, later")
        start, end = self.reading.left_of(at)
        introduced = self.plain[start:end].rstrip().endswith((",", ":"))
        people = self.reading.people(start, end)
        if people:
            return replace(self.reading.spoken_by(people[0], "person in the sentence", "low"), verb=introduced)
        if introduced and _pronouns()[1].match(self.plain[start:end]):
            return pronoun(self.reading, start, at, "subject")
        return None
