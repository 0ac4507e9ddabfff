"""Load damaged briefs and say how it went: `python -m tests.benchmarks.fuzz_loading [COUNT [SEED]]` (safety.md, R1)."""

import collections
import datetime as dt
import sys
import time
from pathlib import Path

from briefing.loading import Loaded, parse
from tests.mutants import mutants

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2025, 11, 5)
SLOW = 0.25
"""Seconds that no file of a brief's size may take."""


def files() -> list[bytes]:
    """The valid briefs that are damaged: the repository's own, one with Windows line ends, one with a byte order mark."""
    texts = [path.read_bytes() for path in (*ROOT.glob("briefs/*.toml"), *ROOT.glob("tests/data/*.toml"))]
    return [*texts, texts[0].replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + texts[-1]]


def complaint(data: bytes, loaded: Loaded) -> str:
    """What is wrong with the outcome: an error without a place in the file, no brief and no error."""
    lines = data.decode(errors="replace").removeprefix("\ufeff").split("\n")
    for one in loaded.problems:
        if not 1 <= one.line <= len(lines) or not 1 <= one.column <= len(lines[one.line - 1]) + 1:
            return f"{one}: not in the file"
        if not one.message or not str(one).isprintable() or not one.hint.isprintable() or not one.excerpt.isprintable():
            return f"{one!r}: not fit to print"
        if one.length < 1 or (one.excerpt and one.column + one.length - 1 > max(len(one.excerpt), one.column)):
            return f"{one!r}: longer than its line"
    if loaded.brief is None and not loaded.errors:
        return "neither a brief nor an error"
    order = [(one.line, one.column) for one in loaded.problems]
    return "" if order == sorted(order) else "problems out of order"


def main() -> int:
    """Print one line of outcome, and each case that went wrong."""
    count, seed = (int(sys.argv[1]) if sys.argv[1:] else 30_000), (int(sys.argv[2]) if sys.argv[2:] else 20261122)
    parse(b"x", Path("warm.toml"))
    parse(b"x = 1", Path("warm.toml"))
    outcomes: collections.Counter[str] = collections.Counter()
    slowest = 0.0
    wrong = 0
    for number, data in enumerate(mutants(files(), count, seed)):
        start = time.perf_counter()
        try:
            loaded = parse(data, Path("brief.toml"), TODAY)
        except Exception as error:  # noqa: BLE001 - counting them is what this is for
            told, loaded = f"{type(error).__name__}: {error}", None
        else:
            told = complaint(data, loaded)
        took = time.perf_counter() - start
        slowest = max(slowest, took)
        if took > SLOW:
            told = told or f"took {took * 1000:.0f} ms"
        if told:
            wrong += 1
            print(f"case {number}: {told}", file=sys.stderr)
            Path(f"/tmp/ld/case-{number}.toml").write_bytes(data)
        if loaded is not None:
            shown = "whole" if not loaded.errors else "in part" if loaded.brief else "not shown"
            outcomes[shown] += 1
    print(f"R1 {count} cases {wrong} failures (seed {seed}); slowest {slowest * 1000:.0f} ms; {dict(outcomes)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
