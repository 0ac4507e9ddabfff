"""Libraries as large as wanted, with invented briefs whose words are as frequent as words are: for search and index.

Run it with `python -m tests.benchmarks.libraries BRIEFS FOLDER`. Ten thousand briefs take half a minute; the same
seed gives the same files.

The frequency of a word falls with its rank as Zipf and Mandelbrot found it in running text: 1 / (rank + 2.7) ** 1.07.
The most frequent are English function words, then the words of the desk, then 40,000 that are put together from
syllables and endings. One brief in four holds passages in another script: Russian, Hindi, Arabic or Chinese.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from bisect import bisect
from itertools import accumulate, islice, product
from pathlib import Path

WORDS = {
    name: words.split()
    for name, _, words in (
        line.partition(":") for line in Path(__file__).with_name("words.txt").read_text("utf-8").splitlines()
    )
}
"""English function words and words of the desk, the most frequent first; words of other scripts."""

COMMON, DESK = WORDS["common"], WORDS["desk"]
STARTS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "br",
    "ch",
    "cl",
    "cr",
    "dr",
    "fl",
    "gr",
    "pl",
    "pr",
    "qu",
    "sh",
    "sp",
    "st",
    "str",
    "th",
    "tr",
    "wh",
)
MIDDLES = ("a", "a", "e", "e", "i", "i", "o", "o", "u", "ai", "ea", "ee", "ie", "ou")
ENDS = ("", "", "l", "m", "n", "n", "r", "r", "s", "t", "ct", "nd", "nt", "rm", "st")
AFTER = ("", "", "", "s", "ed", "ing", "ion", "al", "ment", "able", "ity", "er", "ance", "ly")
PERIODS = ("2023", "2024", "2024-25", "2019–23", "2025 Q1", "2025-08", "by 2030")
UNITS = ("%", "%", "USD", "USD", "EUR", "INR", "tonnes", "barrels", "people", "% of GDP")
SCALES = ("thousand", "million", "million", "billion", "billion", "trillion")
FIGURE_IDS = tuple(f"{a}_{b}" for a, b in product(DESK[:12], ("india", "russia", "japan", "brazil")))


def vocabulary(seed: int = 7, size: int = 40_000) -> list[str]:
    """As many words, the most frequent first."""
    pick = random.Random(seed)
    found = dict.fromkeys([*COMMON, *DESK])
    while len(found) < size:
        syllables = range(pick.choice((1, 2, 2, 3)))
        word = "".join(pick.choice(STARTS) + pick.choice(MIDDLES) + pick.choice(ENDS) for _ in syllables)
        found[word + pick.choice(AFTER)] = None
    return list(found)


class Author:
    """Writes briefs, each from its own number and the seed alone."""

    def __init__(self, seed: int = 7) -> None:
        self.seed = seed
        self.words = vocabulary(seed)
        self._weights = list(accumulate((rank + 2.7) ** -1.07 for rank in range(len(self.words))))

    def brief(self, number: int) -> str:
        """The text of one brief, about 8 kB."""
        pick = random.Random(f"{self.seed} {number}")
        words, weights, top = self.words, self._weights, self._weights[-1]

        def take(count: int) -> str:
            return " ".join([words[bisect(weights, pick.random() * top)] for _ in range(count)]).capitalize()

        def name() -> str:
            return take(2).title()

        foreign = self._foreign(number, pick)
        day = dt.date(2020, 1, 1) + dt.timedelta(days=number * 7919 % 2200)
        parts = [
            f'schema = 1\n[brief]\ntitle = "{take(6)}"\nsample = true\nstatus = "{pick.choice(("draft", "final"))}"\n'
            f'date = {day}\nas_of = {day}\ntags = ["{pick.choice(DESK)}", "{pick.choice(DESK)}"]\n'
            f'bottom_line = "{take(18)}."\n'
        ]
        parts += [
            f'[sources.s{n}]\ntitle = "{take(7)}"\npublisher = "{name()}"\nurl = "https://example.org/{number}/{n}"\n'
            for n in range(1, 5)
        ]
        topics = ("defence", "energy", "trade", "diplomacy")
        parts += [self._figure(pick, take, topics[n % 4], named=n == 0) for n in range(8)]
        for n in range(8):
            original = f'original = "{foreign}"\nlanguage = "{"ru" if n % 2 else "hi"}"\n' if foreign and n < 2 else ""
            parts.append(
                f'[[topics.{topics[n % 4]}.quotes]]\ntext = "{take(22)}"\n{original}speaker = "{name()}"\n'
                f'role = "{take(3)}"\nsource = "s{n % 4 + 1}"\n'
            )
        for n in range(14):
            note = f'note = "{take(10)}"\n' if n % 3 == 0 else ""
            parts.append(
                f'[[topics.{topics[n % 4]}.points]]\ntext = "{take(18)}."\n'
                f'kind = "{pick.choice(("background", "background", "objective", "risk", "line_to_take"))}"\n'
                f'{note}source = "s{n % 4 + 1}"\n'
            )
        parts += [f'[[events]]\ndate = {day - dt.timedelta(days=30 * n)}\ntext = "{take(12)}"\n' for n in range(4)]
        native = f'native_name = "{foreign[:12].strip()}"\n' if foreign else ""
        parts += [f'[[people]]\nname = "{name()}"\n{native}role = "{take(4)}"\n' for _ in range(4)]
        parts += [
            f'[[questions]]\nquestion = "{take(9)}?"\nanswer = "{take(20)}."\ntopic = "trade"\n' for _ in range(2)
        ]
        return "".join(parts)

    def _figure(self, pick: random.Random, take, topic: str, *, named: bool) -> str:
        unit = pick.choice(UNITS)
        value = f"{pick.randint(1, 99)}" if unit.startswith("%") else f"{pick.randint(1, 99_999) / 100:.2f}"
        scale = "" if unit.startswith("%") else f'scale = "{pick.choice(SCALES)}"\n'
        before = f"previous = {{ value = {pick.randint(1, 99)}, period = 2020 }}\n" if pick.random() < 0.5 else ""
        identity = f'id = "{pick.choice(FIGURE_IDS)}"\nkey = true\n' if named else ""
        note = f'note = "{take(10)}"\n' if pick.random() < 0.3 else ""
        return (
            f'[[topics.{topic}.figures]]\n{identity}label = "{take(5)}"\nvalue = {value}\nunit = "{unit}"\n{scale}'
            f'period = "{pick.choice(PERIODS)}"\n{before}{note}source = "s{pick.randint(1, 4)}"\n'
        )

    @staticmethod
    def _foreign(number: int, pick: random.Random) -> str:
        script = {0: "russian", 4: "hindi", 8: "arabic", 12: "chinese", 16: "latin"}.get(number % 20)
        if script is None:
            return ""
        return ("" if script == "chinese" else " ").join(pick.choices(WORDS[script], k=14))


def write_library(folder: Path, briefs: int, seed: int = 7, start: int = 0) -> None:
    """Write briefs into a folder, a thousand in each of its folders."""
    author = Author(seed)
    for number in range(start, start + briefs):
        below = folder / f"{number // 1000:03}"
        if number % 1000 == 0 or number == start:
            below.mkdir(parents=True, exist_ok=True)
        (below / f"brief-{number:06}.toml").write_text(author.brief(number), encoding="utf-8")


def main() -> None:
    """Write as many briefs as the command line asks for."""
    briefs, folder = int(sys.argv[1]), Path(sys.argv[2])
    started = time.perf_counter()
    write_library(folder, briefs)
    size = sum(path.stat().st_size for path in islice(folder.rglob("*.toml"), 200)) / 200
    print(f"{briefs} briefs of {size / 1000:.1f} kB in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
