"""What TOML allows and a brief doesn't: numbers in other than plain digits, items as arrays or inline tables.

The parser gives 16 for 0x10 and takes `figures = [{…}]` for [[…]] tables, so both are looked for in the text.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from briefing.entries import Path
from briefing.findings import Finding, Part
from briefing.hints import LISTS
from briefing.numbers import MAX_DIGITS
from briefing.text import shown

Span = tuple[int, int]

_ODD_NUMBER = re.compile(r"[=\[,][ \t\n]*+(\+[\d.]|[-+]?(?:inf|nan)\b|0[xob]|[-+]?\d[\d_]*(?:\.[\d_]+)?[eE])")
_ITEMS_KEYS = tuple(re.compile(rf"{key}[\"']?[ \t]*=") for key in LISTS)
"""One pattern a key: each begins with a plain word, which `re` looks for four times as fast as for one of six."""


def check_notation(text: str, outlined: str) -> list[Finding]:
    """Findings about how values are written in a text that is valid TOML; `outlined` is its outline."""
    if not _ODD_NUMBER.search(outlined) and not any(pattern.search(text) for pattern in _ITEMS_KEYS):
        return []
    from briefing.positions import Places

    places = Places(text)
    return [*_odd_numbers(places.values, text, outlined), *_item_arrays(places.values, outlined)]


def _odd_numbers(values: Mapping[Path, Span], text: str, outlined: str) -> Iterator[Finding]:
    starts = {found.start(1) for found in _ODD_NUMBER.finditer(outlined)}
    for path, (start, end) in values.items():
        if start in starts and path[0] != "extra":
            key = next(step for step in reversed(path) if isinstance(step, str))
            written = text[start:end]
            plain = _plain(written)
            hint = f"leave {shown(key)} out" if plain is None else f"write {plain}"
            if plain is not None and path[-1] == key:
                hint = f"write {shown(key)} = {plain}"
            message = f"{shown(key)} is {shown(written)}, which is not in plain digits"
            yield Finding(path=path, message=message, hint=hint)


def _plain(number: str) -> str | None:
    """The number in plain digits, or None where it has none that anybody would write."""
    digits = number.replace("_", "").lower()
    if digits[:2] in ("0x", "0o", "0b"):
        plain = str(int(digits, 0)) if len(digits) <= 40 else ""
        return plain if len(plain) <= MAX_DIGITS else None
    value = Decimal(digits)
    return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < MAX_DIGITS else None


def _item_arrays(values: Mapping[Path, Span], outlined: str) -> Iterator[Finding]:
    for path, (start, _) in values.items():
        if _is_item_list(path) and outlined[start] == "[":
            message = f"{path[-1]} stands as an array, and items are always [[…]] tables"
            hint = f"write [[{shown('.'.join(map(str, path)), 80)}]] above each, with its keys below"
            yield Finding(path=path, message=message, hint=hint, part=Part.KEY)


def _is_item_list(path: Path) -> bool:
    if len(path) == 1:
        return path[0] in LISTS[3:]
    return len(path) == 3 and path[0] == "topics" and path[2] in LISTS[:3]
