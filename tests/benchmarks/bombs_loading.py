"""Load files made to cost time or memory: `python -m tests.benchmarks.bombs_loading [SIZE]` (safety.md, R2)."""

import datetime as dt
import resource
import sys
import time
from pathlib import Path

from briefing.loading import parse
from tests.bombs import LARGEST, bombs

SECONDS = 1.0
"""Of processor time: a busy machine is no fault of the file."""
MEMORY = 256 << 20
"""Bytes of address space, the interpreter and all libraries included."""


def worst(size: int) -> tuple[int, float, list[str]]:
    """How many files were loaded, the longest time in seconds, and each failure."""
    parse(b"warm = 1", Path("warm.toml"))
    count, slowest, failures = 0, 0.0, []
    for data in bombs(size):
        count += 1
        start = time.process_time()
        try:
            loaded = parse(data, Path("bomb.toml"), dt.date(2025, 3, 2))
        except (ValueError, ArithmeticError, LookupError, RecursionError, MemoryError) as error:
            failures.append(f"{data[:60]!r}: {type(error).__name__}: {error}"[:200])
            continue
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > SECONDS:
            failures.append(f"{data[:60]!r}: {took:.1f} s")
        if loaded.brief is None and not loaded.errors:
            failures.append(f"{data[:60]!r}: neither a brief nor an error")
    return count, slowest, failures


def main() -> int:
    """Say how it went on one line, and each failure on another."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    size = int(sys.argv[1]) if sys.argv[1:] else LARGEST
    count, slowest, failures = worst(size)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stderr.write("".join(f"{one}\n" for one in failures))
    sys.stdout.write(
        f"R2 {count} cases {len(failures)} failures (size {size}); slowest {slowest * 1000:.0f} ms; peak {peak} MB\n"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
