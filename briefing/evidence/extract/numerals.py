"""Numbers in running text, in digits and in words, with the value, the scale and the last digit of each."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from briefing.numbers import MAX_DIGITS, last_digit
from briefing.records import record


@record
class Numeral:
    """One number: its value with the scale multiplied in, the unit of its last digit, and how it is written.

    `form` is digits, words or fraction; `factor` is what a scale word multiplied it with.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: str
    factor: Decimal = Decimal(1)

    @property
    def scaled(self) -> bool:
        """Whether a scale word or letter belongs to it."""
        return self.factor != 1


SCALE_WORDS = {
    "hundred": 2, "thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12,
    "trillions": 12, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7, "lakh crore": 12, "lakh crores": 12,
    "mn": 6, "mln": 6, "mio": 6, "bn": 9, "bln": 9, "mrd": 9, "tn": 12, "trn": 12, "cr": 7, "lac": 5, "lacs": 5,
    "milliarden": 9, "millionen": 6,
}  # fmt: skip
"""The power of ten of each word after a number."""

SCALE_LETTERS = {"k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9, "t": 12, "T": 12}
"""The power of ten of a letter set close to a number; `m`, `b` and `t` count only with money or people."""

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORD_SCALES = ("hundred", "thousand", "million", "billion", "trillion", "lakh", "crore", "dozen")

_WORDS: dict[str, tuple[str, int]] = {
    **{word: ("one", value) for value, word in enumerate(_ONES)},
    **{word: ("teen", value + 10) for value, word in enumerate(_TEENS)},
    **{word: ("ten", 10 * value + 20) for value, word in enumerate(_TENS)},
    **{word: ("scale", 12 if word == "dozen" else 10 ** SCALE_WORDS[word]) for word in _WORD_SCALES},
}
"""The kind and the value of each word that numbers are made of."""

_MOST_WORDS = 12
"""The most words that one number may have: nine hundred and ninety-nine thousand nine hundred and ninety-nine has 9."""

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6,
    "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10,
    "tenths": 10, "sixteenth": 16, "sixteenths": 16, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
"""The denominators in words."""

_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}

_SPACE = r"[ \u00a0\u2009\u202f]"


@lru_cache(maxsize=1)
def _digits() -> re.Pattern[str]:
    """A number in digits with its scale; every repetition is possessive, so that no input makes it go back."""
    thin = r"[\u00a0\u2009\u202f’]"
    scales = "|".join(sorted(map(re.escape, SCALE_WORDS), key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w.,])(?P<number>
              [0-9]{{1,3}}(?:{thin}[0-9]{{3}})++(?![0-9])(?:\.[0-9]++)?
            | [1-9][0-9]{{0,2}}(?:[ ][0-9]{{3}})++(?![ ]?[0-9]|[.,/-][0-9])
            | [0-9]{{1,2}}(?:,[0-9]{{2}}(?=,))++,[0-9]{{3}}(?![0-9])(?:\.[0-9]++)?
            | [0-9]{{1,3}}(?:,[0-9]{{3}})++(?![0-9])(?:\.[0-9]++)?
            | (?P<comma>[0-9]{{1,3}},[0-9]{{1,2}})(?={_SPACE}?(?:%|€|Mrd|Mio|Milliarden|Millionen|Prozent|Euro))
            | [0-9]++(?:\.[0-9]++)?(?!,[0-9])
            | \.[0-9]++
          )
          (?P<sign>[½⅓⅔¼¾⅕⅛])?
          (?:{_SPACE}?(?P<half>and{_SPACE}a{_SPACE}half))?
          (?:(?:{_SPACE}|-)?(?P<scale>(?i:{scales}))(?!\w)(?:(?<=[Mm]rd|[Mm]io)\.)?|(?P<letter>[kKmMbBtT])(?!\w))?""",
        re.VERBOSE,
    )


def digit_numerals(text: str) -> Iterator[tuple[Numeral, str]]:
    """The numbers in digits, each with the scale letter that stands close to it, which is not multiplied in."""
    for match in _digits().finditer(text):
        written = match["number"].replace(",", "." if match["comma"] else "")
        written = re.sub(r"[^0-9.]", "", written)
        if len(written) > MAX_DIGITS:
            continue
        value = Decimal(written)
        step = last_digit(value)
        if match["sign"] or match["half"]:
            over, under = _SIGNS[match["sign"] or "½"]
            value, step = value + Decimal(over) / under, Decimal("0.1")
        letter = match["letter"] or ""
        factor = Decimal(10) ** SCALE_WORDS[match["scale"].lower()] if match["scale"] else Decimal(1)
        end = match.end() - len(letter)
        yield Numeral(match.start(), end, value * factor, step * factor, "digits", factor), letter


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_WORDS)})(?:-(?:{'|'.join(_WORDS)}))*+(?![\w’'])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    return re.compile(rf"{_SPACE}(?:and{_SPACE})?")


@lru_cache(maxsize=1)
def _with_half() -> re.Pattern[str]:
    return re.compile(
        rf"(?:-and-a-half|{_SPACE}and{_SPACE}a{_SPACE}half)(?:[- ](?P<scale>hundred|thousand|million|billion"
        rf"|trillion))?"
        r"(?![\w-])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _article() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:a|an|half[ -]an?)[ -]$", re.IGNORECASE)


def word_numerals(text: str) -> Iterator[Numeral]:
    """The numbers in words: twelve, one hundred and five, two dozen, a million, half a billion, two-and-a-half."""
    run: list[tuple[int, int, str, int]] = []
    for match in _word().finditer(text):
        if run and not _joint().fullmatch(text, run[-1][1], match.start()):
            yield from _numbers(run, text)
            run = []
        start = match.start()
        for word in match[0].split("-"):
            run.append((start, start + len(word), *_WORDS[word.lower()]))
            start += len(word) + 1
    yield from _numbers(run, text)


def _numbers(run: list[tuple[int, int, str, int]], text: str) -> Iterator[Numeral]:
    """The numbers that a run of number words makes: `two hundred` is one, `one, two` and `six six` are two."""
    first = 0
    for at in range(1, len(run) + 1):
        if at == len(run) or not _continues(run, first, at, text):
            number = _number(run[first:at], text)
            if number is not None:
                yield number
            first = at


def _continues(run: list[tuple[int, int, str, int]], first: int, at: int, text: str) -> bool:
    """Whether the word at `at` belongs to the number that starts at `first`."""
    if at - first >= _MOST_WORDS:
        return False
    before, kind, value = run[at - 1], run[at][2], run[at][3]
    joined_by_and = "and" in text[before[1] : run[at][0]]
    if joined_by_and and (before[2] != "scale" or kind == "scale"):
        return False
    if kind == "scale":
        return before[2] != "scale" or before[3] < value
    if before[2] == "scale":
        return before[3] != 12 and (joined_by_and or first < at - 1 or before[3] == 100)
    return before[2] == "ten" and kind == "one" and value > 0


def _number(words: list[tuple[int, int, str, int]], text: str) -> Numeral | None:
    """The number that these words make; None for a scale that nothing counts, as in `several million`."""
    start, end = words[0][0], words[-1][1]
    total = current = 0
    factor = 1
    for at, (_, _, kind, value) in enumerate(words):
        if kind != "scale":
            current += value
        elif value < 1000:
            current = max(current, 1) * value
        else:
            total, current = total + max(current, 1) * value, 0
        if kind == "scale" and at == len(words) - 1:
            factor = value
    number = Decimal(total + current)
    half = _with_half().match(text, end)
    if half is not None:
        number, end = number + Decimal("0.5"), half.end()
        if half["scale"]:
            factor = 10 ** SCALE_WORDS[half["scale"].lower()]
            number *= factor
    if words[0][2] == "scale":
        article = _article().search(text, max(0, start - 10), start)
        if article is None:
            return None
        start = article.start()
        number = number / 2 if article[0].lower().startswith("half") else number
    step = Decimal(factor) / 10 if number % factor else Decimal(factor)
    return Numeral(start, end, number, step, "words", Decimal(factor))


_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_FOLDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twenty": 20}


@lru_cache(maxsize=1)
def _multiple() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<verb>{'|'.join(_MULTIPLES)})(?:ed|ing)|(?P<fold>{'|'.join(_FOLDS)})fold)(?![\w-])",
        re.IGNORECASE,
    )


def multiples(text: str) -> Iterator[Numeral]:
    """The words that hold a multiple: doubled, tripling, tenfold."""
    for match in _multiple().finditer(text):
        value = _MULTIPLES[match["verb"].lower()] if match["verb"] else _FOLDS[match["fold"].lower()]
        yield Numeral(*match.span(), Decimal(value), Decimal(1), "multiple")


@lru_cache(maxsize=1)
def _fraction() -> re.Pattern[str]:
    counts = "one|two|three|four|five|six|seven|eight|nine|a|an"
    parts = "|".join(sorted(_PARTS, key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w/.,-])(?:
              (?P<count>{counts})[- ](?P<part>{parts})(?![\w-])
            | (?P<over>[1-9])/(?P<under>[2-9]|10)(?:(?:rds?|ths?|nds?)(?!\w)|(?=[ ](?:of|majority|vote|share)\b))
            | (?P<sign>[½⅓⅔¼¾⅕⅛])
            | (?P<half>half)(?=[ ](?:of|the|its|their|his|her|our|all|as)\b|[ ](?:an?[ ])?(?:per|point)|[.,;)])
          )""",
        re.VERBOSE | re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _fraction_context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            r"\b(?:by|about|around|nearly|almost|over|roughly|than|up|cut|fell|down|some|just|in)[ ]$", re.IGNORECASE
        ),
        re.compile(
            r"[ ](?:of|the|its|their|to|from|in|more|less|lower|higher|fewer|majority|vote|share|stake|as|are"
            r"|were)\b|[.;:)]|$"
        ),
    )


def fractions(text: str) -> Iterator[Numeral]:
    """The fractions: two-thirds of, by a quarter, 2/3, half of; a third term is none, nor is a quarter of a year."""
    leads, follows = _fraction_context()
    for match in _fraction().finditer(text):
        if match["part"]:
            one = match["count"].lower() in ("a", "an", "one")
            over, under = (1 if one else _WORDS[match["count"].lower()][1]), _PARTS[match["part"].lower()]
            led = leads.search(text, max(0, match.start() - 14), match.start())
            if (one and not follows.match(text, match.end()) and not led) or _is_period(match, text):
                continue
        elif match["over"]:
            over, under = int(match["over"]), int(match["under"])
        elif match["sign"]:
            over, under = _SIGNS[match["sign"]]
        else:
            over, under = 1, 2
        if over < under:
            value = (Decimal(over) / under).quantize(Decimal("0.0001")).normalize()
            yield Numeral(match.start(), match.end(), value, Decimal("0.01"), "fraction")


def _is_period(match: re.Match[str], text: str) -> bool:
    """Whether `a quarter` or `half` is a time: a quarter of an hour, three quarters of growth, half a year."""
    following = text[match.end() : match.end() + 20]
    return (
        re.match(r"[ ](?:of (?:an?|the|this|last|next) )?(?:year|hour|century|decade|month|day|mile)\b", following)
        is not None
    )
