"""Load damaged briefs and say how it went: `python -m tests.benchmarks.fuzz_loading [COUNT [SEED]]` (safety.md, R1)."""

import collections
import datetime as dt
import sys
import time
import traceback
from pathlib import Path

from briefing.loading import Loaded, parse
from briefing.text import hidden
from tests.mutants import mutants

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2025, 3, 2)
SLOW = 0.25
"""Seconds of processor time that no file of a brief's size may take: a busy machine is no fault of the file."""


def valid_files() -> list[bytes]:
    """The briefs that are damaged: our own, one with Windows line ends, one with a byte order mark."""
    texts = [
        path.read_bytes() for path in (*sorted(ROOT.glob("briefs/*.toml")), ROOT / "tests" / "data" / "stress.toml")
    ]
    return [*texts, texts[0].replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + texts[-1]]


def complaint(data: bytes, loaded: Loaded) -> str:
    """What is wrong with an outcome: a problem that isn't in the file or isn't fit to print, no brief and no error."""
    lines = data.decode(errors="replace").removeprefix("\ufeff").split("\n")
    for one in loaded.problems:
        if not 1 <= one.line <= len(lines) or not 1 <= one.column <= len(lines[one.line - 1]) + 1:
            return f"{one}: not in the file"
        if not one.message or hidden(f"{one}{one.hint}{one.excerpt}"):
            return f"{one!r}: not fit to print"
        if one.length < 1 or (one.excerpt and one.column + one.length - 1 > max(len(one.excerpt), one.column)):
            return f"{one!r}: longer than its line"
    if loaded.brief is None and not loaded.errors:
        return "neither a brief nor an error"
    order = [(one.line, one.column) for one in loaded.problems]
    return "" if order == sorted(order) else "problems out of order"


def main() -> int:
    """Say how it went on one line, and each failure on others."""
    count = int(sys.argv[1]) if sys.argv[1:] else 30_000
    seed = int(sys.argv[2]) if sys.argv[2:] else 20261122
    parse(b"warm = 1", Path("warm.toml"))
    outcomes: collections.Counter[str] = collections.Counter()
    slowest, failures = 0.0, 0
    for number, data in enumerate(mutants(valid_files(), count, seed)):
        start = time.process_time()
        try:
            loaded = parse(data, Path("brief.toml"), TODAY)
            told = complaint(data, loaded)
            outcomes["whole" if not loaded.errors else "in part" if loaded.brief else "not shown"] += 1
        except Exception:  # noqa: BLE001 - whatever it is, it must be counted and told
            told = traceback.format_exc()
        took = time.process_time() - start
        slowest = max(slowest, took)
        told = told or (f"took {took * 1000:.0f} ms" if took > SLOW else "")
        if told:
            failures += 1
            sys.stderr.write(f"case {number}: {told}\n")
    sys.stdout.write(
        f"R1 {count} cases {failures} failures (seed {seed}); slowest {slowest * 1000:.0f} ms; {dict(outcomes)}\n"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
