"""Names of people and organisations in a text, the fullest form of each, and who holds a role."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from briefing.evidence.extract.speech import SILENT_STOP, spelled
from briefing.evidence.extract.tables import table
from briefing.records import record

PARTICLES = table("el al bin ibn de del della der van von da di la le dos das ter den zu af ul ur")
_LINKS = table("of and for the & on")
"""Words that join the parts of an organisation's name: Bank of the West."""

_STOPS = "." + SILENT_STOP

HONORIFICS = table(
    "Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Sen Rep Gov Gen Lt Col Maj Adm Capt Cpt Sgt Cmdr Rev Fr"
    " Hon Shri Smt Sheikh Ayatollah Madam Madame Monsieur Herr Frau Sens Reps Brig"
)

ROLES = table(
    "president minister premier chancellor secretary spokesman spokeswoman spokesperson columnist analyst professor"
    " director chief head chair chairman chairwoman chairperson commissioner ambassador envoy senator representative"
    " congressman congresswoman general admiral commander colonel governor mayor king queen prince princess leader"
    " author scientist researcher economist expert adviser advisor official officer executive ceo founder lawmaker"
    " deputy diplomat candidate lawyer attorney judge historian journalist editor strategist manager partner"
    " lecturer fellow member correspondent student engineer trader farmer pope bishop archbishop cardinal captain"
    " major lieutenant brigadier marshal sergeant speaker vice-president co-founder co-author activist resident"
    " owner pilot doctor nurse teacher coach campaigner coordinator negotiator organiser organizer superintendent"
    " inspector sheriff prosecutor undersecretary legislator counsel consul treasurer councillor taoiseach emir"
    " sultan"
)
"""Words for what a person is, in small letters."""

_NOT_NAMES = table(
    "The A An In On At By It He She They We I But And Or If As When While After Before Since This That These Those"
    " There Here His Her Their Its Our Your My For From To With According However Meanwhile Still Also Later Earlier"
    " Today Yesterday Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April"
    " May June July August September October November December Despite Although Though Because Under Over During"
    " Speaking Asked One Two Three Four Five Six Seven Eight Nine Ten What Who Why How Not No Yes So Then Now Many"
    " Most Some All Both Each Every Several Former Late Last Next Such Even Of Facing Another Other Others Among"
    " Without Within Through Against Once Until Till Where Which Whose Currently Recently Additionally Furthermore"
    " Moreover Finally First Second Third Per Via Responding Replying Writing Commenting Quoting Citing Addressing"
    " Announcing Following Unlike Like Instead Nevertheless Nonetheless Thus Hence Overall Elsewhere Only Just Well"
    " Let Mid Amid Around About Between Separately Similarly Asking Adding Saying Noting Nor Yet Should Would Could"
    " Can Will Have Has Had Do Does Did Is Are Was Were Be Never Always Perhaps Maybe Indeed Nobody Everyone Someone"
    " Anyone Nothing Everything Q Officials Experts Analysts Critics Witnesses Researchers Lawmakers Leaders"
    " Residents Police Authorities Supporters Opponents Sources Investigators Campaigners Diplomats Activists"
    " Protesters Doctors Soldiers Farmers Traders Economists"
)
"""Words that are capitalised because they open a sentence, and days and months."""

_ORG_WORDS = table(
    "United Nations States Union European Kingdom House White State Department Ministry Agency Bank Council"
    " Commission Party Parliament Congress Senate Government Institute University Company Corporation Group"
    " Association Federation Affairs Foreign Defence Defense Energy Finance Interior Trade Industry Commerce Health"
    " Justice Transport Justice Economy External Security Army Navy Force Forces Times Post News Journal Press Court"
    " Committee Organization Organisation Office Authority Board Centre Center College Fund International National"
    " Central Republic"
)
"""Words in the names of organisations and offices, never in a person's."""


@record
class Name:
    """A run of capitalised words: its span and its text without honorifics or a genitive's ending."""

    start: int
    end: int
    text: str
    titled: bool
    """Whether an honorific or a role stands before it."""
    lead: int
    """Where that starts; the name's own start where there is none."""


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_][.{SILENT_STOP}])++|[^\W\d_](?:\w|[’'‑-](?=\w))*+{SILENT_STOP}?")


def is_capital(word: str) -> bool:
    """Whether a word is written as a name is: el-Sisi, von der Leyen's Leyen, ISIS, S."""
    return word[0].isupper() or (word[:3] in ("el-", "al-", "Al-") and word[3:4].isupper())


class Names:
    """The names of a text: all their places, and the fullest form of each person's and organisation's."""

    def __init__(self, text: str) -> None:
        """Read the names of a text, in which quoted words have been overwritten."""
        self.text = text
        self.found = _runs(text)
        self.starts = [one.start for one in self.found]
        self.people: dict[str, Name] = {}
        self.organisations: dict[str, Name] = {}
        self.genders: dict[str, str] = {}
        self.holders: dict[str, list[Name]] = {}
        self._register()

    def within(self, start: int, end: int) -> list[Name]:
        """The names that lie within a span."""
        return [
            one
            for one in self.found[bisect_left(self.starts, start) : bisect_right(self.starts, end)]
            if one.end <= end
        ]

    def is_person(self, name: Name) -> bool:
        """Whether a name is known to be a person's."""
        return _surname(name.text) in self.people

    def may_be_person(self, name: Name) -> bool:
        """Whether a name has the form of a person's: two to four words, none of an organisation's."""
        words = name.text.split()
        return 2 <= len(words) <= 4 and not _ORG_WORDS.intersection(words) and not _LINKS.intersection(words)

    def full(self, name: Name) -> str:
        """The fullest form of a name in the text."""
        words = name.text.split()
        if len(words) == 1:
            known = self.people.get(_surname(name.text)) or self.organisations.get(name.text)
            return known.text if known is not None else name.text
        return name.text

    def gender(self, name: Name) -> str:
        """The pronoun of a person, where an honorific or a role tells it anywhere in the text; else empty."""
        return self.genders.get(_surname(name.text), "")

    def holder(self, role: str, before: int) -> Name | None:
        """Who was last named with a role (`commissioner`) before an offset."""
        named = self.holders.get(role.lower(), [])
        place = bisect_left(named, before, key=lambda one: one.start)
        return named[place - 1] if place else None

    def _register(self) -> None:
        """Note who is a person, what role they hold, and what an acronym stands for."""
        alone = {one.text for one in self.found if " " not in one.text}
        for one in self.found:
            surname = _surname(one.text)
            sign = _gender().search(self.text, max(0, one.start - 14), one.start)
            if sign is not None:
                self.genders.setdefault(surname, "he" if sign["he"] else "she")
            role = self._role(one)
            if role is not None:
                self.holders.setdefault(role, []).append(one)
            known = one.titled or role is not None or one.text.split()[-1] in alone or self._speaks(one)
            if (_is_full(one) and known) or (one.titled and " " not in one.text):
                self.people.setdefault(surname, one)
            short = _acronym().match(self.text, one.end, one.end + 12)
            if short is not None and " " in one.text:
                self.organisations.setdefault(short[1], one)
        fullest = {_surname(one.text): one for one in reversed(self.found) if _is_full(one)}
        for surname, one in self.people.items():
            if " " not in one.text:
                self.people[surname] = fullest.get(surname, one)

    def _role(self, one: Name) -> str | None:
        """The role that stands right before a name, or right after it between commas."""
        before = re.search(r"([\w-]+)[,]?\s$", self.text[max(0, one.start - 24) : one.start])
        if before is not None and before[1].lower().rstrip("s") in ROLES:
            return before[1].lower()
        first = one.text.split()[0].lower()
        after = _apposition().match(self.text, one.end, one.end + 90)
        if after is not None:
            for word in re.findall(r"[\w-]+", after[1].lower()):
                if word in ROLES:
                    return str(word)
        return first if first in ROLES else None

    def _speaks(self, one: Name) -> bool:
        return _speech().match(self.text, one.end, one.end + 16) is not None


@lru_cache(maxsize=1)
def _gender() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w])(?:(?P<he>Mr|Sir|Lord|King|Prince|[a-z]*(?:spokes|chair|congress)man)|Mrs|Ms|Miss|Lady|Dame"
        r"|Queen|Princess"
        rf"|[a-z]*(?:spokes|chair|congress)woman)[.{SILENT_STOP}]?\s$"
    )


@lru_cache(maxsize=1)
def _acronym() -> re.Pattern[str]:
    return re.compile(r"\s\(([A-Z][A-Za-z]*[A-Z])\b")


@lru_cache(maxsize=1)
def _apposition() -> re.Pattern[str]:
    return re.compile(r",\s((?:the|a|an|its|his|her|their|who|[a-zA-Z][\w’'-]*)\s[^,.;:\n]{2,80}|[a-z]+)[,.]")


@lru_cache(maxsize=1)
def _speech() -> re.Pattern[str]:
    return re.compile(r",?\s(?:said|says|told|added|wrote|tweeted|warned|argued|noted|explained|stated)\b")


def _is_full(one: Name) -> bool:
    """Whether a name has a given name too, and no word of an organisation's."""
    words = one.text.split()
    return 2 <= len(words) <= 5 and not _ORG_WORDS.intersection(words)


def _surname(name: str) -> str:
    words = name.split()
    last = words[-2] if len(words) > 1 and words[-1].rstrip(_STOPS) in ("Jr", "Sr", "II", "III", "IV") else words[-1]
    return re.sub(r"^(?:[ea]l-)", "", last.casefold())


def _runs(text: str) -> list[Name]:
    """The runs of capitalised words, with particles and links between them, without what opens a sentence."""
    found: list[Name] = []
    run: list[tuple[int, int, str]] = []
    waiting: list[tuple[int, int, str]] = []
    for match in _word().finditer(text):
        word = (match.start(), match.end(), match[0])
        last = (waiting or run)[-1] if run else None
        near = last is not None and text[last[1] : word[0]] in (" ", "\u00a0", "–", "-")
        if run and not near:
            found += _name(run)
            run, waiting = [], []
        if is_capital(word[2]) and word[2] not in _DAYS:
            run, waiting = [*run, *waiting, word], []
            if re.search(r"[’']s$", word[2]) or len(run) > 12:
                found += _name(run)
                run = []
        elif run and (word[2].lower() in PARTICLES or word[2] in _LINKS) and len(waiting) < 3:
            waiting.append(word)
        elif run:
            found += _name(run)
            run, waiting = [], []
    return found + _name(run)


def _name(run: list[tuple[int, int, str]]) -> list[Name]:
    """The name in a run of words: one, or two where `and` joins two people's or `of` leads to a place."""
    pieces: list[list[tuple[int, int, str]]] = [[]]
    organisation = any(word[2] in _ORG_WORDS for word in run)
    for word in run:
        before = [one[2] for one in pieces[-1]]
        person = len(before) > 1 and not _ORG_WORDS.intersection(before) and word[2] in ("of", "for")
        if word[2] in _LINKS and (person or not organisation):
            pieces.append([])
        else:
            pieces[-1].append(word)
    return [name for piece in pieces for name in _one_name(piece)]


def _one_name(piece: list[tuple[int, int, str]]) -> list[Name]:
    titled, lead = False, -1
    while piece and (piece[0][2] in _NOT_NAMES or piece[0][2].lower() in _LINKS):
        piece = piece[1:]
    last_title = max((at for at, word in enumerate(piece[:-1]) if _is_role(word[2])), default=-1)
    if last_title >= 0:
        first = last_title
        while first > 0 and _is_title(piece[first - 1][2]):
            first -= 1
        titled, lead = True, piece[first][0]
        piece = piece[last_title + 1 :]
    while piece and piece[0][2] in _LINKS:
        piece = piece[1:]
    if not piece or (len(piece) == 1 and (_is_role(piece[0][2]) or len(piece[0][2]) == 1)):
        return []
    last = re.sub(r"[’']s$", "", piece[-1][2])
    words = [*(word[2] for word in piece[:-1]), last]
    office = _leading_office(words)
    words, piece = words[office:], piece[office:]
    start, end = piece[0][0], piece[-1][1] - (len(piece[-1][2]) - len(last))
    return [Name(start, end, spelled(" ".join(words)), titled, lead if titled else start)]


def _is_role(word: str) -> bool:
    bare = word.rstrip(_STOPS)
    return bare in HONORIFICS or bare.lower() in ROLES


def _is_title(word: str) -> bool:
    return _is_role(word) or word in _RANKS


_DAYS = table(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February September October November December"
)
"""Capitalised words that are in no name."""

_MINISTRIES = table("Defence Defense Energy Finance Interior Trade Industry Commerce Health Justice Transport Economy")

_RANKS = table("Prime Foreign Deputy Vice Former Acting First Chief Assistant") | _MINISTRIES
"""Words that stand before a role."""

_OFFICES = (
    ("United", "Nations"), ("European", "Union"), ("European", "Commission"), ("White", "House"), ("United", "States"),
    ("United", "Kingdom"), ("Foreign", "Affairs"), ("External", "Affairs"), ("Foreign", "Minister"),
    ("State", "Department"), ("Home", "Affairs"), ("Defence", "Ministry"), ("Foreign", "Ministry"),
)  # fmt: skip
"""What a person's title may end with: ambassador to the United Nations Jane Roe."""


def _leading_office(words: list[str]) -> int:
    """How many words before a person's name belong to the office; two must remain, none of them an office's."""
    rest = [word for word in words[2:] if word not in _LINKS]
    if tuple(words[:2]) in _OFFICES and len(rest) >= 2 and not _ORG_WORDS.intersection(rest):
        return 2
    if words[0] in _MINISTRIES and len(words) > 2 and not _ORG_WORDS.intersection(words[1:]):
        return 1
    return 0
