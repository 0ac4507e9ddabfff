"""What is stored as bytes: JSON, with a checksum that tells whether it is still what was written.

JSON and never pickle: reading a file of the cache must not run what is in it.
"""

import json
import zlib
from typing import Any


class Damaged(Exception):
    """What was stored isn't what was written: the index must be built anew."""


def as_json(data: Any) -> bytes:
    """Data as JSON; the name of a file, and so a title made from it, need not be text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode(
        "utf-8", "surrogatepass"
    )


def from_json(data: bytes) -> Any:
    """What `as_json` gave."""
    return json.loads(data.decode("utf-8", "surrogatepass"))


def sealed(data: bytes) -> bytes:
    """Bytes with a checksum in front: SQLite notices few of the bits that a disk loses."""
    return zlib.crc32(data).to_bytes(4, "big") + data


def unsealed(data: bytes) -> bytes:
    """What was given to `sealed`. Raises Damaged."""
    if zlib.crc32(data[4:]) != int.from_bytes(data[:4], "big"):
        raise Damaged("a checksum is wrong")
    return data[4:]
