"""What a number counts: percent, points, money, physical units, rates; each read beside the number."""

import re
from decimal import Decimal
from functools import lru_cache

from briefing.numbers import CURRENCY_SIGNS
from briefing.records import record


@record
class Unit:
    """A unit read in the text: its name, its kind (percent, points, money, measure, time, times) and where it ends.

    `factor` turns the number as printed into this unit: 0.01 for basis points, which are given as points.
    """

    name: str
    kind: str
    start: int
    end: int
    factor: Decimal = Decimal(1)


SPACE = r"[ \u00a0\u2009\u202f]"

_SIGNS: dict[str, str] = {
    **{sign: code for code, sign in CURRENCY_SIGNS.items()},
    "$": "USD", "U.S.$": "USD", "Rs.": "INR", "Rs": "INR", "RM": "MYR", "Rp": "IDR", "RMB": "CNY",
    "CN¥": "CNY", "Can$": "CAD", "AU$": "AUD", "zł": "PLN", "₺": "TRY",
    "฿": "THB", "₱": "PHP", "₦": "NGN", "₴": "UAH", "₸": "KZT",
    "Tk": "BDT",
}  # fmt: skip
"""The signs that stand before an amount of money; ¥ alone is the yen's, $ alone the US dollar's."""

ISO_CODES = (
    "USD|EUR|GBP|SGD|INR|JPY|CNY|RUB|AUD|CAD|CHF|HKD|PLN|KRW|BRL|TWD|MYR|IDR|AED|SAR|TRY|UAH|SEK|NOK|DKK|CZK|HUF|ILS"
    "|ZAR|NZD|THB|VND|PKR|BDT|PHP|EGP|NGN|KES|KZT|QAR|KWD|RON|BGN|RSD|MXN|ARS|CLP|COP|LKR|NPR|IRR|IQD|GEL|AMD|AZN"
)
"""The ISO 4217 codes that are read as such; three other capitals may be anything."""

_CURRENCY_WORDS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "złoty": "PLN", "zloty": "PLN", "rupee": "INR", "yuan": "CNY",
    "renminbi": "CNY", "yen": "JPY", "won": "KRW", "ruble": "RUB", "rouble": "RUB", "franc": "CHF", "shekel": "ILS",
    "lira": "TRY", "rand": "ZAR", "ringgit": "MYR", "rupiah": "IDR", "baht": "THB", "dirham": "AED", "riyal": "SAR",
    "hryvnia": "UAH", "krona": "SEK", "kronor": "SEK", "krone": "DKK", "kroner": "DKK", "forint": "HUF", "reais": "BRL",
    "peso": "MXN", "taka": "BDT", "tenge": "KZT", "naira": "NGN", "dong": "VND", "koruna": "CZK", "lei": "RON",
    "leu": "RON", "leva": "BGN", "lari": "GEL",
}  # fmt: skip
"""The words for money; of a name that several countries use, the one that most news texts mean."""

_OWNERS = {
    ("singapore", "dollar"): "SGD", ("australian", "dollar"): "AUD", ("canadian", "dollar"): "CAD",
    ("hong kong", "dollar"): "HKD", ("new zealand", "dollar"): "NZD", ("taiwan", "dollar"): "TWD",
    ("pakistani", "rupee"): "PKR", ("sri lankan", "rupee"): "LKR", ("nepalese", "rupee"): "NPR",
    ("egyptian", "pound"): "EGP", ("norwegian", "krone"): "NOK", ("norwegian", "kroner"): "NOK",
    ("danish", "krone"): "DKK", ("danish", "kroner"): "DKK", ("philippine", "peso"): "PHP",
    ("argentine", "peso"): "ARS", ("chilean", "peso"): "CLP", ("colombian", "peso"): "COP",
}  # fmt: skip

_NATIONS = (
    r"U\.?S\.?|American|Singapore|Australian|Canadian|Hong Kong|New Zealand|Taiwan|British|Indian|Pakistani|Sri"
    r" Lankan"
    r"|Nepalese|Polish|Russian|Egyptian|Norwegian|Danish|Swedish|Swiss|Turkish|Chinese|Japanese|South Korean"
    r"|South African|Mexican|Philippine|Argentine|Chilean|Colombian|Czech|Hungarian|Ukrainian|Malaysian|Indonesian"
)

_MEASURES = {
    r"km/h|kph|kmph|kilomet(?:er|re)s? (?:per|an) hour": "km/h", r"mph|miles? (?:per|an) hour": "mph",
    r"bpd|b/d|bbl/d|barrels?/day": "barrel/day", r"mmbpd|mm?b/d|mbpd|mbd": "million barrel/day",
    r"kb/d|kbpd": "thousand barrel/day", r"boe/d|boepd": "boe/day", r"mm?boe/d|mboepd": "million boe/day",
    r"mtpa|MTPA|Mtpa": "mtpa", r"[Mm]cm": "mcm", r"[Tt]cm": "tcm",
    r"square kilomet(?:er|re)s?|sq\.? km|km²|km2": "square km", r"square miles?|sq\.? mi": "square mile",
    r"square met(?:er|re)s?|sq\.? m|m²|m2": "square meter", r"square f(?:ee|oo)t|sq\.? ft": "square foot",
    r"cubic met(?:er|re)s?|cu\.? m|m³|m3": "cubic meter", r"cubic f(?:ee|oo)t": "cubic foot", r"[Bb]cm": "bcm",
    r"cubic kilomet(?:er|re)s?": "cubic km", r"[Bb]cf": "bcf", r"[TtMm]cf": "mcf", r"bbl|barrels?": "barrel",
    r"tonnes?": "tonne", r"metric tons?": "metric ton", r"(?:short |long )?tons?": "ton", r"kilotons?": "kiloton",
    r"kilomet(?:er|re)s?|kms?": "km", r"nautical miles?": "nautical mile", r"miles?": "mile",
    r"centimet(?:er|re)s?|cm": "cm", r"millimet(?:er|re)s?|mm": "mm", r"micromet(?:er|re)s?|microns?"
    r"|µm": "micrometer",
    r"met(?:er|re)s?": "meter", r"f(?:ee|oo)t|ft": "foot", r"inch(?:es)?": "inch", r"yards?": "yard",
    r"gallons?": "gallon", r"lit(?:er|re)s?": "liter", r"kilograms?|kilos?|kg": "kg", r"grams?": "gram",
    r"acres?": "acre", r"hectares?|ha": "hectare", r"MW|megawatts?": "MW", r"GW|gigawatts?": "GW",
    r"TW|terawatts?": "TW", r"kW|kilowatts?": "kW", r"GWh|gigawatt[- ]hours?": "GWh", r"MWh|megawatt[- ]hours?": "MWh",
    r"TWh|terawatt[- ]hours?": "TWh", r"kWh|kilowatt[- ]hours?": "kWh", r"BTUs?|mmBtu|MMBtu": "BTU",
    r"°C|degrees? Celsius|degrees? C": "degree Celsius", r"°F|degrees? Fahrenheit|degrees? F": "degree Fahrenheit",
    r"degrees?": "degree", r"knots?": "knot", r"hertz|Hz": "hertz", r"GHz|gigahertz": "gigahertz", r"kt": "kiloton",
    r"ppm|parts per million": "ppm", r"volts?": "volt",
}  # fmt: skip
"""Physical units by the ways in which they are written."""

_TIMES = r"(?P<time>second|minute|hour|day|week|fortnight|month|quarter|year|decade|century|centurie)s?"

_PER_WHAT = (
    r"second|minute|hour|day|week|month|quarter|year|barrel|gallon|tonne|ton|capita|head|person|household"
    r"|lit(?:er|re)"
    r"|kilogram|kg|pound|ounce|share|unit|vehicle|student|employee|worker|km|kilomet(?:er|re)|mile|hectare|acre"
    r"|kWh|MWh"
    r"|kilowatt[- ]hour|megawatt[- ]hour|cubic met(?:er|re)|square met(?:er|re)|square kilomet(?:er|re)|square mile"
    r"|MMBtu|bushel|night|passenger|flight|shipment|dose|shot|round|piece|copy|1,000|1000|10,000|100,000|million"
)

_SAME_RATE = {"litre": "liter", "kilometre": "km", "kilometer": "km", "kilogram": "kg", "head": "capita"}


_SHORT = {"d": "day", "yr": "year", "h": "hour", "s": "second"}


@lru_cache(maxsize=1)
def _percent() -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<bps>{SPACE}?(?:basis{SPACE}points?|bps?)\b|-basis-point\b)
        | (?P<points>{SPACE}?(?:percentage|per{SPACE}?cent|%)[ -]?points?\b|{SPACE}?(?:pp|ppts?)\b|[ -]points?\b)
        | (?P<percent>{SPACE}?%|(?:{SPACE}|-)?per{SPACE}?cents?\b|{SPACE}?(?:pct|pc)\b\.?|{SPACE}?Prozent\b)""",
        re.VERBOSE | re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _of_percent() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{SPACE}of{SPACE}(?:one|an?|1)|{SPACE}an?)?{SPACE}(?:(?P<points>(?:percentage{SPACE})?points?)"
        rf"|per{SPACE}?cent)\b"
    )


def percent_after_fraction(text: str, end: int) -> Unit | None:
    """The percent or point that a fraction is a part of: one-tenth of one percent, half a percentage point."""
    match = _of_percent().match(text, end, end + 40)
    if match is None:
        return None
    return Unit("points" if match["points"] else "%", "points" if match["points"] else "percent", end, match.end())


@lru_cache(maxsize=1)
def _money_before() -> re.Pattern[str]:
    signs = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
    return re.compile(rf"(?<![\w$])(?P<sign>{signs}|{ISO_CODES}){SPACE}?$")


@lru_cache(maxsize=1)
def _money_after() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _CURRENCY_WORDS), key=len, reverse=True))
    return re.compile(
        rf"""(?:{SPACE}|-)?(?:
              (?:of{SPACE})?(?:(?P<nation>{_NATIONS}){SPACE})?(?P<word>(?i:{words}))(?:s|es)?(?!\w)
            | (?P<code>{ISO_CODES}|RMB)(?!\w)
            | (?P<sign>€|£|₹|¥|zł|US\$|\$)(?![\w0-9])
          )""",
        re.VERBOSE,
    )


@lru_cache(maxsize=1)
def _measure() -> tuple[re.Pattern[str], tuple[str, ...]]:
    names = tuple(_MEASURES.values())
    choices = "|".join(f"(?P<u{at}>{shape})" for at, shape in enumerate(_MEASURES))
    return re.compile(rf"(?:{SPACE}|-)?(?:crude )?(?:{choices})(?![\w²³])"), names


@lru_cache(maxsize=1)
def _time() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{SPACE}|-)?(?:(?:calendar|consecutive|straight|more|full|whole|working|business) )?{_TIMES}(?!\w)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _rate() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{SPACE}?/(?P<short>d|yr|h|s)(?!\w)|(?:{SPACE}?/{SPACE}?"
        rf"|(?:{SPACE}of{SPACE}[a-z]+(?:{SPACE}[a-z]+)?)??{SPACE}(?:per|an?|each|every)(?:{SPACE}single)?{SPACE})"
        rf"(?P<what>{_PER_WHAT})(?![\w-])(?!{SPACE}(?:earlier|ago|later|before|after)\b))"
    )


@lru_cache(maxsize=1)
def _frequency() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{SPACE}[a-z]+){{0,3}}?{SPACE}(?:per|for{SPACE}every|in{SPACE}every|out{SPACE}of{SPACE}every"
        rf"|in{SPACE}each)"
        rf"{SPACE}(?P<base>10,000|100,000|1,000|1000|10000|100000|100|thousand|million)(?![\w,.]*[0-9])"
        rf"(?:{SPACE}(?:people|persons|inhabitants|residents|population|live births|births|women|men|children"
        rf"|workers))?"
    )


@lru_cache(maxsize=1)
def _multiple() -> re.Pattern[str]:
    return re.compile(rf"(?:{SPACE}|-)?(?:times|fold|x(?!{SPACE}?[0-9]))(?!\w)", re.IGNORECASE)


def money_before(text: str, start: int) -> Unit | None:
    """The currency that stands before the number at `start`."""
    match = _money_before().search(text, max(0, start - 7), start)
    if match is None:
        return None
    return Unit(_SIGNS.get(match["sign"], match["sign"]), "money", match.start(), start)


def unit_after(text: str, end: int) -> Unit | None:
    """The unit that stands after the number that ends at `end`, with what it is counted by: barrel/day."""
    window = text[end : end + 64]
    percent = _percent().match(window)
    if percent is not None:
        stop = end + percent.end()
        if percent["percent"]:
            return Unit("%", "percent", end, stop)
        factor = Decimal("0.01") if percent["bps"] else Decimal(1)
        return Unit("points", "points", end, stop, factor)
    often = _frequency().match(window)
    if often is not None:
        return Unit(f"per {often['base']}", "rate", end, end + often.end())
    found = _plain_unit(window)
    if found is None:
        return None
    name, kind, length = found
    if kind != "times":
        rate, length = _per(window, length) if kind != "time" else ("", length)
        name += rate
    return Unit(name, kind, end, end + length)


def _plain_unit(window: str) -> tuple[str, str, int] | None:
    """Name, kind and length of the unit at the start of a text."""
    multiple = _multiple().match(window)
    if multiple is not None:
        return "x", "times", multiple.end()
    money = _money_after().match(window)
    if money is not None:
        return _currency(money), "money", money.end()
    pattern, names = _measure()
    measure = pattern.match(window)
    if measure is not None and measure.lastgroup is not None:
        return names[int(measure.lastgroup[1:])], "measure", measure.end()
    time = _time().match(window)
    if time is not None:
        return time["time"].lower().replace("centurie", "century"), "time", time.end()
    return None


def _currency(match: re.Match[str]) -> str:
    if match["word"]:
        word = match["word"].lower()
        return _OWNERS.get(((match["nation"] or "").lower(), word), _CURRENCY_WORDS[word])
    code = match["code"] or _SIGNS[match["sign"]]
    return "CNY" if code == "RMB" else str(code)


def _per(window: str, length: int) -> tuple[str, int]:
    """What a unit is counted by, as /day, and where that ends."""
    match = _rate().match(window, length)
    if match is None:
        return "", length
    what = match["what"] or _SHORT[match["short"]]
    return "/" + _SAME_RATE.get(what, what), match.end()


@lru_cache(maxsize=1)
def _price() -> re.Pattern[str]:
    return re.compile(
        rf"{SPACE}(?:(?:per|for{SPACE}each|for{SPACE}every){SPACE}(?P<per>[a-z]{{3,}})"
        rf"|an?{SPACE}(?P<each>[a-z]{{3,}})"
        r"(?=[.,;:)]|\s(?:in|on|for|to|and|from|at|this|last|by|but|or|under|over|than|before|after|as|while)\b|$))"
    )


def price_per(text: str, end: int) -> tuple[str, int]:
    """What an amount of money without a scale is paid for, named by any noun: $60 a lorry."""
    rate, stop = rate_after(text, end)
    match = None if rate else _price().match(text, end, end + 40)
    return (rate, stop) if match is None else ("/" + (match["per"] or match["each"]), match.end())


def rate_after(text: str, end: int) -> tuple[str, int]:
    """What the amount that ends at `end` is counted by (/barrel), and where that ends; empty where by nothing."""
    rate, length = _per(text[end : end + 64], 0)
    return rate, end + length
