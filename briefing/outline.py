"""The outline of a TOML text: the text with its strings and comments blanked, so that only structure is left.

It is as long as the text, so that an offset in one is an offset in the other. What a file may hold at all is
checked on it before the parser sees the file: tomli needs 6.7 s and 950 MB for the worst 5 MB that it takes.
"""

import re

from briefing.records import record

QUOTED = '"'
"""What stands in the outline for each character of a string, quotation marks included."""

_OPAQUE = re.compile(
    r'''
      (?P<text> """ (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
              | \'\'\' (?: [^']++ | '{1,2}(?!') )*+ '{3,5}
              | " (?!"") (?: [^"\\\n]++ | \\[^\n] )*+ "
              | ' (?!'') [^'\n]*+ ' )
    | (?P<comment> \# [^\n]*+ (?: \n [ \t\r\n]*+ \# [^\n]*+ )*+ )
    | (?P<open> ["'] )
    ''',
    re.DOTALL | re.VERBOSE,
)

MAX_NESTING = 64
MAX_KEY_PARTS = 32
MAX_WORD = 200
"""The longest number or unquoted key, in characters."""
MAX_KEYS = 100_000
"""How many keys a file may set: 5,000 items with twenty each."""
MAX_MARKS = 200_000
"""How many brackets, commas, dots and equals signs may stand outside of the texts."""

_BETWEEN_WORDS = str.maketrans(dict.fromkeys('[]{}=,."', " "))
_LONG_WORD = re.compile(rf'[^\s\[\]{{}}=,."]{{{MAX_WORD + 1}}}')
_LONG_KEY = re.compile(rf'(?:^|[\s,{{\[])((?:["\w-]++[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}})')
_EXPONENT = re.compile(r"[eE][+-]?\d{5}")
_LONG_EXPONENT = re.compile(r"(?:^|[\s=,\[])([+-]?\d[\d_.]*[eE][+-]?\d{5})")
"""An exponent of five digits: Decimal raises InvalidOperation from about 10^18 on, and no brief needs 10^10000."""


@record
class Fault:
    """Something wrong at a span of the text, before anything is known of keys and values."""

    start: int
    length: int
    message: str
    hint: str = ""


def outline(text: str) -> str:
    """The text with each string as quotation marks and each comment as blanks.

    It is cut at a string that isn't closed, and behind more strings than a brief may have.
    """
    pieces: list[str] = []
    at = 0
    for found in _OPAQUE.finditer(text):
        start, end = found.span()
        pieces.append(text[at:start])
        at = end
        if found.lastgroup == "open":
            break  # the parser gets no further; looking on would scan the rest anew from each quotation mark
        pieces.append((QUOTED if found.lastgroup == "text" else " ") * (end - start))
        if len(pieces) > 2 * MAX_MARKS:
            break  # more strings than the marks between them may be
    else:
        pieces.append(text[at:])
    return "".join(pieces)


def excess(outlined: str) -> Fault | None:
    """What in a file goes beyond what a brief can hold, or None. Takes time in proportion to the outline's length."""
    if outlined.count("=") > MAX_KEYS or sum(map(outlined.count, "[]{}=,.")) > MAX_MARKS:
        return Fault(0, 1, "the file holds too many keys and values for a brief", "split it into several briefs")
    # The patterns take 0.5 ms for a 9 kB brief; what stands before them tells in 0.1 ms that they needn't be tried.
    if max(map(len, outlined.translate(_BETWEEN_WORDS).split()), default=0) > MAX_WORD:
        message = f"a number or a key has more than {MAX_WORD} characters"
        return _at(_LONG_WORD.search(outlined), message, "put a text in quotes")
    if _may_have_long_key(outlined) and (found := _LONG_KEY.search(outlined)):
        return _at(found, f"a key has more than {MAX_KEY_PARTS} parts", "no key of a brief has more than four")
    if _EXPONENT.search(outlined) and (found := _LONG_EXPONENT.search(outlined)):
        return _at(found, "the exponent is too large", "write plain digits, and a scale")
    return _deep(outlined)


def _may_have_long_key(outlined: str) -> bool:
    if outlined.count(".") < MAX_KEY_PARTS:
        return False
    return max(line.count(".") for line in outlined.split("\n")) >= MAX_KEY_PARTS


def _at(found: re.Match[str] | None, message: str, hint: str) -> Fault:
    start, end = found.span(found.lastindex or 0) if found is not None else (0, 1)
    return Fault(start, end - start, message, hint)


_BRACKET = re.compile(r"[\[\]{}]")


def _deep(outlined: str) -> Fault | None:
    depth = 0
    for found in _BRACKET.finditer(outlined):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > MAX_NESTING:
            return Fault(
                found.start(), 1, f"lists and tables are nested more than {MAX_NESTING} deep", "close some of them"
            )
    return None


def unclosed(outlined: str) -> int | None:
    """The offset of the innermost bracket that the outline doesn't close, or None."""
    waiting: list[int] = []
    for found in _BRACKET.finditer(outlined):
        if found[0] in "[{":
            waiting.append(found.start())
        elif waiting:
            waiting.pop()
    return waiting[-1] if waiting else None
