"""The check of evidence in numbers: the tampered claims by kind, quotes changed at random, and the time it takes.

python -m tests.benchmarks.evidence [CHANGES]
"""

import datetime as dt
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.entries import entries
from briefing.evidence import checking
from briefing.evidence.alignment import is_negation
from briefing.evidence.checking import check, to_record
from briefing.evidence.ledger import read_records, recorded, with_records_of, write_records
from briefing.evidence.quotecheck import check_quote
from briefing.evidence.speakercheck import Claimed
from briefing.evidence.status import Status
from tests.briefs import SHIPPED, brief_in
from tests.evidence import CORPUS, reading
from tests.test_evidence_properties import QUOTES, interrupted, typographic
from tests.test_tampered import claims, outcome

HIDDEN = "\u200b\u200d\u2060\u202e\u200e\ufeff"
LOOK_ALIKE = dict(zip("aeocpi", "аеосрі", strict=True))


def tampered() -> None:
    """Print for each kind of claim how many there are, and what the check says of them."""
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for case in claims():
        kind = (case["kind"], "soft" if case.get("soft") else case["expected"], case["tamper"])
        counts.setdefault(kind, Counter())[outcome(case)] += 1
    for kind, found in sorted(counts.items()):
        print(
            f"{kind[0]:7}{kind[1]:5} {kind[2]:48}",
            *(f"{name} {found[name]:3}" for name in ("fails", "warning", "passes")),
        )


def changed(words: str, others: list[str], chance: random.Random) -> tuple[str, str] | None:
    """The words with one change of meaning, and what was done; None where it can't be done to them."""
    parts, at = words.split(" "), chance.randrange(1, len(words) - 1)
    match chance.choice(
        ["negation dropped", "digit", "swapped", "name", "look-alike", "hidden", "spliced", "dropped", "case"]
    ):
        case "negation dropped":
            found = [each for each, part in enumerate(parts) if is_negation(part.lower().strip(".,"))]
            return ("negation dropped", " ".join(parts[: found[0]] + parts[found[0] + 1 :])) if found else None
        case "digit" if words[at].isdigit():
            return "digit", words[:at] + str((int(words[at]) + chance.randrange(1, 10)) % 10) + words[at + 1 :]
        case "swapped" if parts[0] != parts[1]:
            one = chance.randrange(len(parts) - 1)
            parts[one : one + 2] = reversed(parts[one : one + 2])
            return "swapped", " ".join(parts)
        case "name":
            names = [each for each, part in enumerate(parts) if each and part[:1].isupper()]
            return ("name", words.replace(parts[names[0]], "Ruritania", 1)) if names else None
        case "look-alike" if words[at] in LOOK_ALIKE:
            return "look-alike", words[:at] + LOOK_ALIKE[words[at]] + words[at + 1 :]
        case "hidden":
            return "hidden", words[:at] + chance.choice(HIDDEN) + words[at:]
        case "spliced" if others:
            return "spliced", f"{words.rstrip('.,')}. {chance.choice(others)}"
        case "dropped":
            one = chance.randrange(1, len(parts) - 1)
            near_dots = any(sign in "".join(parts[one - 1 : one + 2]) for sign in ("...", "…"))
            return None if near_dots else ("dropped", " ".join(parts[:one] + parts[one + 1 :]))
        case "case" if words[at].isalpha():
            return "case", words[:at] + words[at].swapcase() + words[at + 1 :]
    return None


def honesty(changes: int) -> None:
    """Print how many changed quotes pass (safety.md, R26: none), and how many of 2,000 with other typography do."""
    chance = random.Random(26)
    genuine = 0
    for _ in range(2000):
        text, one = chance.choice(QUOTES)
        genuine += check_quote(typographic(one.text, chance), Claimed(), reading(text)).status is Status.VERIFIED
    print(f"genuine, other typography: {genuine} of 2000 verified")
    done: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    while done.total() < changes:
        text, one = chance.choice(QUOTES)
        others = [
            each.text
            for other, each in QUOTES
            if other is text and each is not one and not interrupted(text, one, each)
        ]
        change = changed(one.text, others, chance)
        if change is None or change[1] == one.text:
            continue
        done[change[0]] += 1
        passed[change[0]] += check_quote(change[1], Claimed(), reading(text)).status is Status.VERIFIED
    print("changed:", dict(done), "verified:", {kind: count for kind, count in passed.items() if count})


def times() -> None:
    """Print the time of the check: the shipped brief on its report, on 300 kB, from the cache, and of its records."""
    brief = brief_in(SHIPPED)
    report = (CORPUS.parent / "reading" / "visit-report.txt").read_text("utf-8")
    news = "".join(path.read_text("utf-8") for path in sorted((CORPUS / "texts").glob("*.txt")))
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = name
        for size, text in (("4 kB", report), ("300 kB", (news * 20)[:290_000] + "\n" + report)):
            (folder / "report.txt").write_text(text, "utf-8")
            for when in ("first", "again", "by another process"):
                if when == "by another process":
                    checking.reading.cache_clear()
                start = time.perf_counter()
                checked = check(brief, SHIPPED, sources=[folder])
                print(f"{size} {when}: {1000 * (time.perf_counter() - start):.0f} ms")
        records = read_records(folder)
        write_records(with_records_of(records, SHIPPED, to_record(checked, brief, records, dt.date(2031, 5, 1))))
        start = time.perf_counter()
        known = recorded(brief, SHIPPED, entries(brief), read_records(folder))
        print(f"records of {len(known)} items: {1000 * (time.perf_counter() - start):.1f} ms")


if __name__ == "__main__":
    tampered()
    honesty(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    times()
