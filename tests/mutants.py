"""Seeded damage to valid brief files: what slips, bad copies, broken disks and spite do to them."""

import random
from collections.abc import Iterator

_TOKENS = (
    '"', "'", '"""', "'''", "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", "\\", "\n", "\r", "\r\n", "\t", " ",
    "\0", "\x1b", "\x7f", "\ufeff", "\u202e", "\u2028", "é", "“", "”", "–", "😀", "nan", "inf", "-", "+", "0x10", "1e3",
    "1e99999", "1_000", ".6", "6.", "36%", "true", "True", "2025-11-04", "2025-13-45", "12:30", "\\u202e", "\\x", "\\e",
    "9" * 50, "key = ", "[brief]\n", "[[events]]\n", "[topics.defence]\n", "[topics.X]\n", 'source = "nobody"\n',
    "value = [2, 1]\n", "schema = 2\n", "title = 5\n", 'formula = "a + b"\n', "= \n", "figures = [1]\n",
    "{a = {b = {c = 1}}}",
)  # fmt: skip


def mutants(files: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """`count` damaged copies of the files; the same for the same seed."""
    chance = random.Random(seed)
    broken = (_bytes, _bits, _insert, _delete, _swap_lines, _repeat, _truncate, _splice, _drop_mark)
    slips = (_value, _value, _value, _key, _drop_line, _swap_lines)
    for _ in range(count):
        data = chance.choice(files)
        damages = chance.choice((broken, slips))  # most of the first kind are no TOML, most of the second are
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
            data = chance.choice(damages)(data, chance, files)
        yield data


def _spot(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _bytes(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    at = _spot(data, chance)
    return data[:at] + chance.randbytes(chance.randrange(1, 4)) + data[at + chance.randrange(3) :]


def _bits(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _insert(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    at = _spot(data, chance)
    return data[:at] + chance.choice(_TOKENS).encode() + data[at:]


def _delete(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    at = _spot(data, chance)
    return data[:at] + data[at + chance.choice((1, 1, 2, 5, 40)) :]


def _swap_lines(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _repeat(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(lines[:at] + lines[at : at + chance.randrange(1, 8)] * 2 + lines[at:])


def _truncate(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    return data[: _spot(data, chance)]


def _splice(data: bytes, chance: random.Random, files: list[bytes]) -> bytes:
    other = chance.choice(files)
    start = _spot(other, chance)
    at = _spot(data, chance)
    return data[:at] + other[start : start + chance.randrange(200)] + data[at:]


def _drop_mark(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    spots = [at for at, byte in enumerate(data) if byte in b"\"'[]{}=,."]
    if not spots:
        return data
    at = chance.choice(spots)
    return data[:at] + data[at + 1 :]


_VALUES = (
    "5", "-2.50", "1e3", "0x1F", "nan", "true", '"text"', '""', '"2025-11"', "2025-11-04",
    "10:30:00", "[]", "[1, 2]", "[2, 1]",
    '["report", "nobody"]', "{}", '{ value = 1, unit = "%" }', "[{ value = 2 }]",
    '"india_russia_trade / 0"', '"\\u202e"',
    '"draft"', '"final"', '"likely"', '"low"', '"roughly"', '"javascript:x"', '"../../x"', '"TLP:WHITE"', "9" * 45,
)  # fmt: skip


def _pair(data: bytes, chance: random.Random) -> tuple[list[bytes], int]:
    """The lines, and the number of one that sets a key, if there is one."""
    lines = data.split(b"\n")
    pairs = [number for number, line in enumerate(lines) if b" = " in line]
    return lines, chance.choice(pairs or [0])


def _value(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines, at = _pair(data, chance)
    lines[at] = lines[at].split(b" = ")[0] + b" = " + chance.choice(_VALUES).encode()
    return b"\n".join(lines)


def _key(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines, at = _pair(data, chance)
    spot = chance.randrange(4)
    lines[at] = lines[at][:spot] + chance.choice("abelst_").encode() + lines[at][spot + chance.randrange(2) :]
    return b"\n".join(lines)


def _drop_line(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines, at = _pair(data, chance)
    return b"\n".join(lines[:at] + lines[at + 1 :])
