"""What is wrong with a text that is not TOML, in words for somebody who writes a brief and not a parser."""

import re
from collections.abc import Iterator
from datetime import date

import tomli

from briefing.entries import Path
from briefing.hints import LISTS, TABLES, keys_of
from briefing.numbers import SCALES
from briefing.outline import Fault, outline, unclosed
from briefing.positions import MAX_EXCERPT, Places, Span
from briefing.text import as_name, shown

HALF_HEADER = re.compile(r"[ \t]*[A-Za-z][A-Za-z0-9_. -]*\]{1,2}[ \t]*(?:#.*)?\Z")
"""The line of a header that lacks its opening brackets."""

NO_STATEMENT = "this is neither a key with a value nor a header"


def syntax_fault(text: str, error: tomli.TOMLDecodeError, line: int = 1) -> Fault:
    """What the parser has stumbled over in a statement that begins in a line of its file, where to mend it and how."""
    at = min(error.pos, len(text))
    outlined = outline(text)
    if text[at : at + 1] == "\r":
        return Fault(at, 1, "a carriage return stands alone", "end each line with a newline")
    if at >= len(outlined) and text[len(outlined) : len(outlined) + 1] in ("'", '"'):
        return _open_text(text, len(outlined))
    if at >= len(text.rstrip()) and text[:1] != "[" and unclosed(outlined) is not None:
        return _unclosed(text, outlined, at)
    if error.msg.startswith(("Cannot", "Duplicate")):
        again = next(iter(Places(text).repeated), None)
        return complete_already(text, at) if again is None else repeated_fault(text, *again, line)
    told = _TOLD.get("Escaped" if "hex value" in error.msg else error.msg.split()[0])
    return told(text, outlined, at) if told is not None else _statement(text, outlined, at, error.msg)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _open_text(text: str, at: int) -> Fault:
    marks = text[at : at + 3] if text.startswith(('"""', "'''"), at) else text[at]
    hint = f"write {marks} at its end" + (", or \\ before each quotation mark in it" if marks == '"' else "")
    return Fault(at, _line_end(text, at) - at, "the text isn't closed", hint)


def complete_already(text: str, at: int) -> Fault:
    """The line of an offset adds to a table or a list that can't be added to."""
    start = text.rfind("\n", 0, at) + 1
    message = "what is written here belongs to something that is complete already"
    hint = "write it where that stands, or under another name"
    return Fault(start, _line_end(text, start) - start, message, hint)


def repeated_fault(text: str, path: Path, before: Span, again: Span, first_line: int = 1) -> Fault:
    """A key or a table that stands there already; `first_line` is the line of its file in which the text begins."""
    line = text.count("\n", 0, before[0]) + first_line
    key = str(path[-1])
    if key in LISTS:
        message = f"{key} stands in line {line} already, in another form"
        hint = f"write [[{shown('.'.join(map(str, path)), 80)}]] both times: items are always [[…]] tables"
    elif text.startswith("[", again[0]):
        message = f"the table {shown(text[again[0] : again[1]])} stands in line {line} already"
        hint = "put the keys of both below one header"
    else:
        message = f"{shown(key)} stands in line {line} already"
        hint = "leave one of the two out"
    return Fault(again[0], again[1] - again[0], message, hint)


_NEXT_STATEMENT = re.compile(r'[\w."-]+[ \t]*=|\[')


def _unclosed(text: str, outlined: str, at: int) -> Fault:
    start = unclosed(outlined[:at])
    start = at if start is None else start
    opening = text[start : start + 1]
    closing = {"{": "}"}.get(opening, "]")
    begins_line = not text[text.rfind("\n", 0, at) + 1 : at].strip()
    if at < len(text) and not (begins_line and _NEXT_STATEMENT.match(text, at)):
        hint = f"write a comma between two values, {closing} behind the last"
        return Fault(at, 1, f"a comma or {closing} is missing here", hint)
    what = "table" if opening == "{" else "list"
    return Fault(start, _line_end(text, start) - start, f"the {what} isn't closed", f"write {closing} at its end")


def _illegal(text: str, _: str, at: int) -> Fault:
    code = f"U+{ord(text[at]):04X}" if at < len(text) else "the end"
    return Fault(at, 1, f"here stands {code}, a control character", "leave it out")


def _escape(text: str, _: str, at: int) -> Fault:
    start = max(text.rfind("\\", 0, at + 1), text.rfind("\n", 0, at) + 1)
    hint = r"write \\ for a backslash, or put the text in '…' where a backslash is a backslash"
    return Fault(
        start, max(1, min(at, _line_end(text, start)) - start), "the backslash begins no escape that TOML has", hint
    )


_TOLD = {
    "Unclosed": _unclosed,
    "Illegal": _illegal,
    "Found": _illegal,
    "Unescaped": _escape,
    "Escaped": _escape,
}
"""What tells more of an error of tomli, by the first word of its message."""

_KEY_BEFORE = re.compile(r"([\w.-]+)[ \t]*=[ \t]*\Z")
_DELIMITER = re.compile(r"[=,\[{\n]")


def _statement(text: str, outlined: str, at: int, message: str) -> Fault:
    first = text.rfind("\n", 0, at) + 1
    line = text[first : _line_end(text, first)]
    if (line.lstrip().startswith("[") and "=" not in outlined[first:at]) or HALF_HEADER.match(line):
        return _header(first, line)
    if message.startswith(("Invalid value", "Invalid date", "Expected newline")):
        start = max((found.end() for found in _DELIMITER.finditer(outlined, first, at)), default=first)
        start += len(text[start:at]) - len(text[start:at].lstrip())
        key = _KEY_BEFORE.search(text[first:start])
        return _value(text, start, at, key[1] if key is not None else "")
    return _no_pair(first, line)


def _header(first: int, line: str) -> Fault:
    start = first + len(line) - len(line.lstrip())
    inner = line.strip().split("#")[0].strip(" []")
    hint = "write [topics.defence], or [[topics.defence.figures]] for an item"
    if inner and len(inner) < 80:
        name = ".".join(as_name(part) for part in inner.split(".") if part.strip(" \"'"))
        hint = f"write [[{name}]]" if ("[[" if "[" in line else "]]") in line else f"write [{name}]"
    return Fault(start, len(line.strip()), "this is not the header of a table", hint)


_NEARLY_PAIRS = (
    re.compile(r"""\s*["“”']?([^\W\d][\w -]*?)["“”']?\s*[:=]+\s*(.*?)[\s,]*"""),
    re.compile(r"""\s*["“”']?([^\W\d][\w-]*)["“”']?\s+(.*?)[\s,]*"""),
)
_BEGINS_VALUE = re.compile(r"[\"'\[{\d]|(?:true|false)\b")


def _no_pair(first: int, line: str) -> Fault:
    """A line that is neither key = value nor a header."""
    start, length = first + len(line) - len(line.lstrip()), len(line.strip())
    if line.startswith("\ufeff"):
        return Fault(
            first, 1, "a byte order mark stands where a line begins", "leave it out: one may begin the file, no more"
        )
    for pattern in _NEARLY_PAIRS:
        found = pattern.fullmatch(line[:MAX_EXCERPT])
        if found is not None:
            key, value = as_name(found[1]), found[2]
            written = value if _BEGINS_VALUE.match(value) else f'"{value}"'
            sure = pattern is _NEARLY_PAIRS[0] or key in _KEYS or written == value
            if sure and _is_toml(f"{key} = {written}"):
                return Fault(start, length, "this is not key = value", f"write {key} = {shown(written, 80)}")
    return Fault(start, length, NO_STATEMENT, "write key = value, or # before a remark")


_KEYS = frozenset(key for table in TABLES.values() for key in keys_of(table))


def _is_toml(line: str) -> bool:
    try:
        tomli.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


_NUMBER = re.compile(
    r"(?P<sign>[-+\u2212]?)(?P<currency>[$€£¥₹₽]?)(?P<digits>(?:\d[\d,_' ]*)?(?:\.\d*)?)[ \t]*"
    rf"(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))}|)[ \t]*(?P<percent>%|per ?cent|)"
)
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB"}
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[-–—]|to)\s*(\d+(?:\.\d+)?)\s*(%|)")
_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?=$|[T ])")


def _value(text: str, start: int, at: int, key: str) -> Fault:
    """A value that TOML can't read: where it begins, what it seems to be, and how that is written."""
    end = _line_end(text, start)
    remark = text.find("#", max(start, at), end)
    written = text[start : end if remark < 0 else remark].rstrip(" \t\r,")
    name = f"{key} = " if key else ""
    if text[start : start + 1] == "=":
        return Fault(start, 1, "there is one = too many", "leave it out")
    if text[start : start + 1] in (",", "]", "}"):
        return Fault(start, 1, "a value is missing here", "write one, or leave out the comma before it")
    if not written:
        return Fault(start, 1, f"{key or 'the key'} has no value", f'write {name}"…", or leave {key or "it"} out')
    rest = max(1, start + len(written) - at)
    if _NEXT_STATEMENT.match(text, at) and at > start:
        return Fault(at, rest, "two keys stand on one line", "begin a new line")
    if written[0] in "\"'":
        hint = 'write \\" for a quotation mark inside of a text, # before a remark'
        return Fault(
            at,
            rest,
            "something stands behind the end of the text",
            'put the text in "…"' if written[0] == "'" else hint,
        )
    message, hint = next(_guesses(written, key or "the value", name))
    return Fault(start, len(written), message, hint)


def _guesses(written: str, key: str, name: str) -> Iterator[tuple[str, str]]:
    """What a value seems to be, the most likely first: what to say of it, and what to write."""
    found = _DATE.match(written)
    if found is not None and key not in ("period", "since"):
        yield f"{key} is not written as a date", _whole_date(found, name)
    span = _RANGE.fullmatch(written)
    if span is not None and key not in ("period", "since"):
        yield f"{key} is a range", f"write {name}[{span[1]}, {span[2]}]" + (' and unit = "%"' if span[3] else "")
    number = _NUMBER.fullmatch(written)
    if number is not None and any(character.isdigit() for character in number["digits"]):
        yield f"{key} is not written as a number", f"write {name}{_digits(number)}"
    if written.casefold() in ("true", "yes", "on", "false", "no", "off"):
        plain = "true" if written.casefold() in ("true", "yes", "on") else "false"
        yield f"{key} is not written as true or false", f"write {name}{plain}"
    bare = written.strip("“”„«»‘’")
    if bare != written:
        yield "a text stands in straight quotation marks", f'write {name}"{shown(bare, 80)}"'
    if any(character.isalpha() for character in written) or key in ("period", "since"):
        yield f"{key} is a text without quotation marks", f'write {name}"{shown(bare, 80)}"'
    yield f"{key} is no value that TOML has", "write a text in quotes, a number in plain digits, or a date"


def _whole_date(found: re.Match[str], name: str) -> str:
    year, month, day = found[1], int(found[2]), int(found[3] or 1)
    try:
        date(int(year), month, day)
    except ValueError:
        return "write a day that the calendar has, such as 2025-11-04"
    return f"write {name}{year}-{month:02}-{day:02}" if found[3] else f'write {name}"{year}-{month:02}"'


def _digits(found: re.Match[str]) -> str:
    digits = found["digits"]
    if re.fullmatch(r"\d+,(?:\d{1,2}|\d{4,})", digits):
        digits = digits.replace(",", ".")  # no thousands stand so: 2,49 is how many countries write 2.49
    whole, _, after = re.sub(r"[,_' ]", "", digits).partition(".")
    sign = "-" if found["sign"] in ("-", "\u2212") else ""
    unit = "%" if found["percent"] else _CURRENCIES.get(found["currency"])
    written = f"{sign}{whole.lstrip('0') or '0'}" + (f".{after}" if after else "")
    written += f' and scale = "{found["scale"]}"' if found["scale"] else ""
    return written + (f' and unit = "{unit}"' if unit else "")
