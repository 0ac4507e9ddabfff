"""How long a library's index takes to build and to answer, beside ripgrep, a scan in Python and bare FTS5.

Run it with `python -m tests.benchmarks.searching [BRIEFS] [FOLDER]`; FOLDER keeps the library for the next run.

limits.md: 10 ms newest first (up to three letters) and 30 ms ranked, p95 of each key typed, for 10,000 and 100,000
briefs; the list 1 ms of database work after a second start; verification at most twice a walk and stat; a cold load
within 6 times the TOML parser alone. All of it is measured in one run, so that the ratios hold on any machine.
"""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from pathlib import Path

import tomli

from briefing.entries import searchable_entries
from briefing.index.index import Index
from briefing.library import briefs_in
from briefing.library import walk as walk_files
from briefing.loading import load
from briefing.query import Query
from briefing.search import Searchable
from briefing.text import folded
from tests.benchmarks.libraries import COMMON, DESK, vocabulary, write_library

ROUNDS = 40
"""Queries of each kind."""

RECALLED = 20_000
"""Up to how many briefs the plain scan that recall is measured by reads: 6 ms each."""


def main() -> None:
    """Measure, and print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        library, cache = place / f"library-{count}", Path(temporary) / "cache"
        if not library.is_dir():
            write_library(library, count)
        paths = briefs_in(library)
        index = build(library, cache, paths)
        starts(library, cache, paths)
        queries(index, library, paths)
        if count <= RECALLED:
            recall(index, paths)
        index.close()


def build(library: Path, cache: Path, paths: list[Path]) -> Index:
    """Build the index, and say how that compares to reading and parsing alone."""
    read, sizes = timed(lambda: [len(path.read_bytes()) for path in paths])
    size = sum(sizes)
    sample = [path.read_text() for path in paths[:1000]]
    parse = timed(lambda: [tomli.loads(text, parse_float=Decimal) for text in sample])[0] / len(sample) * len(paths)
    before = memory()
    index = Index.open(library, cache)
    began = time.process_time()
    first: list[float] = []
    began_wall = time.perf_counter()
    wall, refreshed = timed(
        lambda: index.refresh(lambda done, _all: first.append(time.perf_counter()) if done else None)
    )
    work = time.process_time() - began
    took = index.status()
    print(f"{len(paths):,} briefs, {size / 1e6:.0f} MB of TOML, {took.items:,} items; {refreshed.added:,} added")
    row("read all bytes", read)
    row("TOML parser alone", parse)
    row(
        "index built",
        wall,
        f"{wall / parse:.1f} x the parser; {work:.1f} s of this process's time, {work / parse:.1f} x",
    )
    row("first briefs to be found", first[0] - began_wall)
    print(f"{'size of the index':42} {took.size / 1e6:9.0f} MB   {took.size / size:.1f} x the briefs")
    print(f"{'memory that building took':42} {memory() - before:9.0f} MB   peak of the process {memory():.0f} MB")
    bare, bare_size = bare_fts5(paths, cache)
    row("bare FTS5 built, whole files", bare, f"index is {took.size / bare_size:.1f} x its {bare_size / 1e6:.0f} MB")
    return index


def starts(library: Path, cache: Path, paths: list[Path]) -> None:
    """Start again, after one file has changed, and after a text has come: all briefs of a folder share its name."""
    walk = min(timed(lambda: [entry.stat() for entry in walk_files(library)])[0] for _ in range(3))
    opened, index = timed(lambda: Index.open(library, cache))
    listed = min(timed(lambda: index.briefs(limit=100))[0] for _ in range(5))
    row("second start: index opened", opened)
    row("second start: first 100 lines of the list", listed)
    row("walk and stat", walk)
    again, _ = timed(index.refresh)
    row("nothing has changed", again, f"{again / walk:.1f} x walk and stat")
    paths[0].write_bytes(paths[0].read_bytes().replace(b"status = ", b"status =  "))
    changed, found = timed(index.refresh)
    row("one brief has changed", changed, f"{found.changed} read again, {(changed - again) * 1e3:.0f} ms for it")
    text = paths[0].parent / "sources" / "s1.txt"
    text.parent.mkdir(exist_ok=True)
    text.write_text("Nothing that a brief says.")
    came, found = timed(index.refresh)
    row(
        "a text of many briefs has come",
        came,
        f"{found.changed:,} checked again, {came / found.changed * 1e3:.1f} ms each",
    )
    text.unlink()
    index.refresh()
    index.close()


def queries(index: Index, library: Path, paths: list[Path]) -> None:
    """Search for what people search for, with the index and with its peers."""
    pick = random.Random(3)
    words = [*COMMON[20:], *DESK, *islice(vocabulary(), 200, 3000, 20)]
    kinds: dict[str, list[str]] = {f"{letters} letters typed": [] for letters in range(1, 9)}
    for letters in range(1, 9):
        long = [word for word in words if len(word) >= letters]
        kinds[f"{letters} letters typed"] = [pick.choice(long)[:letters] for _ in range(ROUNDS)]
    kinds["two words"] = [f"{pick.choice(words)} {pick.choice(words)[:3]}" for _ in range(ROUNDS)]
    kinds["three words"] = [" ".join(pick.sample(DESK, 3)) for _ in range(ROUNDS)]
    kinds["a phrase of a text"] = [phrase(pick, paths) for _ in range(ROUNDS)]
    kinds["a phrase as it is typed"] = [begun(pick, phrase(pick, paths)) for _ in range(ROUNDS)]
    kinds["two words as a phrase"] = [f'"{pick.choice(DESK)} {pick.choice(COMMON[:8])}"' for _ in range(ROUNDS)]
    kinds["word and field"] = [f"{pick.choice(words)} kind:{pick.choice(('quote', 'fig'))}" for _ in range(ROUNDS)]
    kinds["word and speaker"] = [f"{pick.choice(words)} speaker:{pick.choice(words)[:4]}" for _ in range(ROUNDS)]
    kinds["an amount"] = [f"value:{n}..{n + 2} unit:usd scale:billion" for n in pick.sample(range(1, 900), ROUNDS)]
    kinds["an amount and a word"] = [f"value>{pick.randint(1, 90)} {pick.choice(DESK)}" for _ in range(ROUNDS)]
    kinds["fields as they are typed"] = [begun(pick, with_fields(pick, words)) for _ in range(2 * ROUNDS)]
    kinds["other scripts"] = [
        pick.choice(("банк", "Банк пов", "中国", "经济增长", "बैंक", "हिन्दी", "النفط")) for _ in range(ROUNDS)
    ]
    kinds["no hit"] = [f"zq{n}x" for n in range(ROUNDS)]
    kinds["a slip"] = [slip(pick.choice([word for word in words if len(word) > 6]), pick) for _ in range(ROUNDS)]
    scan, grep = scanner(paths), grepper(library)
    bare = sqlite3.connect(library.parent / "bare.sqlite")
    print(
        f"\n{'':24} {'p50':>8} {'p95':>8}   {'bare FTS5':>10} {'scan':>9} {'ripgrep':>9}   milliseconds; x: of our p50"
    )
    for kind, asked in kinds.items():
        own = [timed(lambda query=query: index.search(query))[0] * 1e3 for query in asked]
        middle = percentile(own, 50)
        plain = asked[0].split()[0].strip('"') if "value" not in asked[0] else "68"
        peers = [
            percentile([timed(lambda q=query: ask_bare(bare, q))[0] * 1e3 for query in asked[:10]], 50),
            scan(plain),
            grep(plain),
        ]
        shown = " ".join("        -" if each is None else f"{each:9.1f}" for each in peers)
        ratios = " ".join("-" if each is None else f"{each / middle:.0f}x" for each in peers)
        print(f"{kind:24} {middle:8.1f} {percentile(own, 95):8.1f}   {shown}   {ratios}")
    bare.close()
    (library.parent / "bare.sqlite").unlink()
    print(f"memory after all searches: {memory():.0f} MB")


def recall(index: Index, paths: list[Path]) -> None:
    """Ask 200 random queries of the index and of a plain scan of every brief, and say where they differ."""
    pick = random.Random(11)
    words = [*COMMON, *DESK, *islice(vocabulary(), 200, 20_000, 50)]
    asked = [
        Query.parse(
            pick.choice(
                (
                    f"{pick.choice(words)} {pick.choice(words)[:4]}",
                    f"{pick.choice(words)[:5]} -{pick.choice(COMMON)}",
                    phrase(pick, paths),
                    f"{pick.choice(DESK)} speaker:{pick.choice(words)[:3]}",
                    f"value:{pick.randint(1, 900)} scale:billion {pick.choice(words)}",
                    f"{pick.choice(words)} OR {pick.choice(words)} after:2025",
                    f"tag:{pick.choice(DESK)} {pick.choice(words)[:3]} kind:quote",
                    pick.choice(("банк пов", "中国 经济", "बैंक", "النفط")),
                )
            )
        )
        for _ in range(200)
    ]
    wanted: list[set[tuple[Path, str]]] = [set() for _ in asked]
    for path in paths:
        brief = load(path).brief
        if brief is not None:
            searchable = Searchable(brief, searchable_entries(brief))
            for query, found in zip(asked, wanted, strict=True):
                found.update((path, entry.key) for entry in searchable.find(query))
    differ = 0
    for query, expected in zip(asked, wanted, strict=True):
        hits = index.search(query, limit=None, counted=None).hits
        differ += {(brief.path, hit.entry_key) for brief, hit in hits} != expected
    total = sum(map(len, wanted))
    print(f"recall: {len(asked)} random queries, {total:,} hits of a plain scan: {differ} queries differ")


def phrase(pick: random.Random, paths: list[Path]) -> str:
    """Three words that stand beside each other in one of the briefs."""
    texts = [line for line in pick.choice(paths).read_text().splitlines() if line.startswith("text = ")]
    words = pick.choice(texts)[8:-2].split()
    at = pick.randrange(len(words) - 3)
    return f'"{" ".join(words[at : at + 3])}"'


def begun(pick: random.Random, query: str) -> str:
    """A query as it stands after one of its keys, from the second on."""
    return query[: pick.randint(2, len(query))]


def with_fields(pick: random.Random, words: list[str]) -> str:
    """A query with a field, or with an amount."""
    word, other = pick.choice(words), pick.choice(DESK)
    return pick.choice(
        (
            f"topic:energy {word}",
            f"kind:figure {word} {other}",
            f"tag:{other} {word}",
            f"source:{word} {other}",
            f"brief:{word} {other}",
            f"speaker:{word} {other}",
            f"status:draft {word}",
            f"after:2024 {word} -{other}",
            f"value>{pick.randint(1, 90)} unit:% {word}",
            f"value:{pick.randint(1, 50)}..{pick.randint(51, 99)} unit:USD scale:billion",
            f"unit:usd {word}",
            f"scale:billion {word}",
        )
    )


def slip(word: str, pick: random.Random) -> str:
    """The word with two of its letters exchanged."""
    at = pick.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] + "q"


def bare_fts5(paths: list[Path], cache: Path) -> tuple[float, int]:
    """The least that a program could do: whole files in FTS5 with its own tokenizer. Seconds, and bytes."""
    file = paths[0].parents[1].parent / "bare.sqlite"
    file.unlink(missing_ok=True)

    def make() -> None:
        connection = sqlite3.connect(file)
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text, content = '', prefix = '1 2 3')")
        rows = ((number, path.read_text()) for number, path in enumerate(paths))
        connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", rows)
        connection.commit()
        connection.close()

    return timed(make)[0], file.stat().st_size


def ask_bare(connection: sqlite3.Connection, query: str) -> int:
    """Ask bare FTS5 for the 50 best files."""
    words = [word for word in query.replace('"', " ").split() if ":" not in word and "value" not in word] or ["oil"]
    match = " AND ".join(f'"{word}"*' for word in words)
    statement = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"
    return len(connection.execute(statement, (match,)).fetchall())


def scanner(paths: list[Path]) -> Callable[[str], float]:
    """Reading and folding every file for each query: of 500 of the files, times as many as there are more."""
    some = paths[:: max(1, len(paths) // 500)]

    def scan(word: str) -> float:
        wanted = folded(word)
        took = timed(lambda: sum(wanted in folded(path.read_text()) for path in some))[0]
        return took * 1e3 * len(paths) / len(some)

    return scan


def grepper(library: Path) -> Callable[[str], float | None]:
    """Milliseconds that ripgrep takes to name the files with a word, or None where it isn't installed."""
    program = shutil.which("rg")
    if program is None:
        print("ripgrep isn't installed: its column stays empty")
        return lambda _word: None

    def grep(word: str) -> float:
        command = [program, "--fixed-strings", "--ignore-case", "--files-with-matches", "--", word, str(library)]
        return timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False))[0] * 1e3

    return grep


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds, and what the work gave."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def percentile(values: list[float], share: int) -> float:
    """The value below which so many in a hundred lie."""
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]


def memory() -> float:
    """The most memory that this process has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(what: str, seconds: float, more: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:42} {seconds * 1e3:9.1f} ms   {more}")


if __name__ == "__main__":
    main()
