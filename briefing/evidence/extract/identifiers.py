"""Numbers that are names, addresses, times or ages, and so no amounts: S-400, Article 5, 10.30 pm, Smith, 45."""

import re
from functools import lru_cache

from briefing.evidence.extract.tables import Span

_NUMBERED = (
    r"No|Nos|Number|number|numbers|Section|section|sections|Sec|Article|article|Articles|articles|Art|Unit|Units"
    r"|Chapter"
    r"|chapter|Figure|Fig|Table|Page|page|pages|pp|p|Paragraph|paragraph|para|Resolution|resolution|Title|Rule|rule"
    r"|Regulation|Directive|Form|Room|Route|Highway|Flight|flight|Boeing|Airbus|Falcon|Apollo|Group|Bill|Act|Law"
    r"|Decree"
    r"|decree|Order|Phase|phase|Grade|Type|Mark|Mk|Level|level|Category|category|Day|Part|Annex|Appendix|Clause"
    r"|clause"
    r"|Protocol|Version|version|Channel|Track|Pier|Gate|Block|Lot|Item|Step|Question|Area|Zone|Sector|Site"
    r"|Reactor|reactor"
    r"|Windows|Windows|Formula|Volume|Vol|Issue|Line|Platform|Terminal|Berth|Class|class|ISO|RFC|Agenda|Vision"
    r"|Mission"
    r"|District|Ward|Precinct|Station|Camp|Hall|Building|Battalion|Brigade|Division|Regiment|Squadron|Fleet"
    r"|posts?|Posts?"
    r"|H\.R|HR|Pub\.L|Euro|MiG|Sukhoi|Rafale|Leopard|Abrams|Challenger|Patriot|Type|Model|Series|Serie|Studio"
    r"|Covid|COVID"
)
"""The words after which a number is a name."""


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], ...]:
    gap = r"[ \u00a0\u2009\u202f]"
    number = r"[0-9]++(?:[.,:][0-9]++)*+"
    return (
        re.compile(r"(?:https?://|www\.)\S++|[\w.+-]{1,64}+@[\w-]++\.\S++"),
        re.compile(r"(?<![\w.])(?:\+[0-9]{1,3}[ -]?)?(?:\([0-9]{2,5}\)[ -]?"
        r"|(?:1-)?[0-9]{3}[-.])[0-9]{3,4}[-. ][0-9]{3,4}(?!\w)"),
        re.compile(r"(?<![\w.])\+[0-9]{1,3}(?:[ -][0-9]{2,8}){1,5}(?![\w%])"),
        re.compile(r"(?<![\w.:,])[0-2]?[0-9](?:[:.][0-5][0-9]){0,2}" + gap + r"?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?"
        r"|o[’']clock|noon)"),
        re.compile(r"(?<![\w.:,])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![\w:])"),
        re.compile(r"(?<![\w.:,])[0-2][0-9]h?[0-5][0-9]" + gap + r"?(?:hrs|hours\b(?= on| local| GMT| UTC)|GMT"
        r"|UTC|IST|CET|EST|EDT|BST|local time)\b"),
        re.compile(r"\b(?:GMT|UTC)" + gap + r"?[+−-][0-9]{1,2}(?::[0-9]{2})?"),
        re.compile(rf"\b(?:{_NUMBERED})\.?{gap}(?:[A-Z]-)?{number}(?:\([0-9a-z]+\))*(?:[/-][0-9]++)*+(?:(?:,|"
        rf" and| or| to|[-–]){gap}?{number}(?![\w%]|{gap}(?:million|billion|per|percent)))*+(?![\w%])"),
        re.compile(r"§{1,2}" + gap + r"?" + number),
        re.compile(r"#[0-9]++"),
        re.compile(r"(?<![\w])(?:[A-Za-z]{0,12}[A-Z]|[A-Z][a-z]{1,11})[-‑][0-9]++(?:\.[0-9]++)?(?![0-9,])"),
        re.compile(r"(?<![\w.,])[0-9]++(?:st|nd|rd|th|ths|s)\b(?!" + gap + r"of\b)", re.IGNORECASE),
        re.compile(r"(?<![\w.,])[0-9]++(?:\.[0-9]++){2,}+"),
        re.compile(rf"(?<![\w.,-])(?:[0-9]{{1,2}}|10[0-9])(?:-year-olds?|{gap}years?{gap}old)\b"),
        re.compile(rf"\b[Aa]ged?{gap}(?:of{gap})?[0-9]{{1,3}}\b(?!%)"),
        re.compile(r"(?<=[a-z]), [1-9][0-9](?=, (?:who|was|said|a|an|the|of|is|told|from|has|had|died|and)\b"
        r"|,? (?:said|told|was|of)\b)"),
        re.compile(r"(?<![\w/.,])[0-9]++(?:/[0-9]++){1,3}(?![\w/])"),
        re.compile(r"(?m)^[ \t]*\(?[0-9]{1,2}[.)][ \t]"),
        re.compile(r"\[[0-9]{1,3}\]"),
        re.compile(r"\b(?:Group|G|Top|Five|Big)[ -](?:of )?[0-9]{1,2}\b(?! ?(?:%|per|mill|bill))"),
        re.compile(r"\bmid-?[0-9]0s\b"),
    )  # fmt: skip


def identifiers(text: str) -> list[Span]:
    """The spans of what holds a number but is no amount, sorted, joined where they meet."""
    found = sorted(match.span() for shape in _shapes() for match in shape.finditer(text))
    joined: list[Span] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
