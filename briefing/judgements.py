"""A likelihood and a confidence in one sentence, which ICD 203 keeps apart: one is of the event, one of its basis.

The two keys can't stand together; here the words of the text are looked at, which may name either.
"""

import re
from collections.abc import Iterator
from functools import cache

from briefing.entries import Path
from briefing.findings import Finding
from briefing.model import Point
from briefing.problems import Severity
from briefing.text import one_line


def check_judgement(point: Point, path: Path) -> Iterator[Finding]:
    """Warnings about a judgement whose text names what must not stand beside its key, or both in one sentence.

    What stands in quotation marks is somebody else's judgement.
    """
    if point.kind != "judgement" or (point.likelihood is not None and point.confidence is not None):
        return
    keyed = point.likelihood is not None or point.confidence is not None
    if not keyed and "confidence" not in point.text.casefold():
        return
    likelihood, confidence, quoted, sentence = _patterns()
    own = quoted.sub(lambda found: " " * len(found[0]), one_line(point.text))
    for part in sentence.finditer(own):
        likely, sure = likelihood.search(part[0]), confidence.search(part[0])
        found, named, beside = likely, "a likelihood", "the same sentence a confidence"
        if point.likelihood is not None:
            found, named, beside = sure, "a confidence", "the point has a likelihood"
        elif point.confidence is not None:
            beside = "the point has a confidence"
        if found is not None and (keyed or sure is not None):
            yield Finding(
                path=(*path, "text"),
                message=f"“{found[1]}” names {named}, and {beside}",
                hint="leave one of them out, or say it in a point of its own",
                severity=Severity.WARNING,
                start=part.start() + found.start(1),
                length=len(found[1]),
            )
            return


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A likelihood (both terms of each of ICD 203's bands, and their adverbs), a confidence, a quotation, a sentence.

    Made when a point needs them: they take 2 ms, and most briefs name no confidence. `likely` alone is an estimate in
    all its uses; `remote` is not, nor is `probable cause`, and of confidence only what is held `with` a level.
    """
    likelihood = (
        r"(?<![\w-])((?:very |highly |quite |more |most |rather )?(?:un)?likely(?! story)"
        r"|(?:very |highly |most )?(?:im)?probabl(?:y|e(?! cause))"
        r"|(?:almost|nearly|virtually) certain(?:ly)?"
        r"|almost no (?:chance|possibility)|remote (?:chance|possibility)|(?:roughly )?even (?:chance|odds))(?![\w-])"
    )
    level = r"(?:very )?(?:low|moderate|medium|high)(?:[- ]to[- ](?:moderate|medium|high))?"
    confidence = (
        rf"(?:^|[(:;,–—]|\b(?:with|have|has|our|only))[ ]*({level} confidence)\b"
        r"(?! (?:of|among|from|vote|in (?!(?:this|that|the|our|its) (?:judgement|judgment|assessment|estimate))))"
    )
    quoted = r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|‘[^’]*’|(?<!\w)'[^']*'(?!\w)"
    return (
        re.compile(likelihood, re.IGNORECASE),
        re.compile(confidence, re.IGNORECASE),
        re.compile(quoted),
        re.compile(r"(?:[^.!?]|[.!?](?![ ]+[^a-z ]))+[.!?]?"),
    )
