"""Small libraries for the tests of the list and of the search through it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path


def brief_text(number: int, title: str = "", word: str = "") -> str:
    """A brief with a figure that others have too, a point and a quote; the higher the number, the newer."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=number)
    return f"""schema = 1
[brief]
title = "{title or f"Brief {number:03}"}"
date = {day}
marking = "{"TLP:RED" if number == 7 else "TLP:GREEN"}"
bottom_line = "Volumes have recovered in {day.year}."
tags = ["{"even" if number % 2 == 0 else "odd"}"]
[sources.report]
title = "Report {number}"
[[topics.trade.figures]]
id = "trade"
label = "Trade in goods"
value = {50 + number}
unit = "USD"
scale = "billion"
period = "{1900 + number}"
source = "report"
key = true
[[topics.trade.points]]
text = "The corridor of number {number} is open{f" to {word}" if word else ""}."
source = "report"
[[topics.trade.quotes]]
text = "We will buy where it is cheapest"
speaker = "An official"
source = "report"
"""


def write(folder: Path, count: int, start: int = 0) -> Path:
    """A folder with as many briefs; gives the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(start, start + count):
        (folder / f"brief-{number:03}.toml").write_text(brief_text(number))
    return folder


SAMPLES = (
    ("Russia's share of India's arms imports", "2025-10-21", "TLP:GREEN", "cleared"),
    ("Russian oil in India's crude imports", "2025-10-14", "TLP:GREEN", "cleared"),
    ("US tariffs on India: August and October", "2025-10-08", "TLP:AMBER", "draft"),
    ("S-400: outstanding deliveries", "2025-09-30", "TLP:AMBER", "final"),
    ("Market access: pharmaceuticals, automobiles, agriculture", "2025-09-12", "TLP:CLEAR", "cleared"),
    ("Pakistan: the J-35 enters service", "2025-08-28", "TLP:RED", "draft"),
    ("Eastern Maritime Corridor: volumes after a year", "2025-08-11", "TLP:AMBER", "final"),
    ("Kudankulam: units 3 to 6", "2025-07-30", "TLP:CLEAR", "final"),
    ("Rupee and rouble settlement", "2025-07-14", "TLP:GREEN", "draft"),
    ("Fertiliser contracts, 2025–26", "2025-06-20", "TLP:GREEN", "final"),
    ("Labour mobility agreement", "2025-06-02", "TLP:CLEAR", "draft"),
    ("North–South corridor: the first hundred trains", "2025-05-19", "TLP:CLEAR", "final"),
    ("BrahMos exports", "2025-04-08", "TLP:AMBER", "final"),
)
"""Invented briefs on real subjects: title, date, marking, status."""


def write_samples(folder: Path) -> Path:
    """A library for pictures, its numbers invented and marked as such; gives the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, (title, day, marking, status) in enumerate(SAMPLES):
        (folder / f"sample-{place:02}.toml").write_text(f"""schema = 1
[brief]
title = "{title}"
sample = true
date = {day}
marking = "{marking}"
status = "{status}"
{"review_by = 2025-10-01" if marking == "TLP:RED" else ""}
bottom_line = "A sample: volumes have recovered since the spring, and the question of payment is still open."
tags = ["India", "sample"]
[sources.report]
title = "Quarterly report"
[[topics.trade.figures]]
id = "india_russia_trade"
label = "Trade in goods"
value = {48 + 3 * (place * 5 % 7)}.7
unit = "USD"
scale = "billion"
period = "{2012 + place}"
source = "report"
key = true
[[topics.defence.figures]]
label = "Contracts under way"
value = {30 - place}
unit = "contracts"
period = "{day[:7]}"
source = "report"
key = true
[[topics.energy.points]]
text = "Officials expect the oil tariff to be lifted before the summit, whatever is said in public."
kind = "risk"
source = "report"
[[topics.trade.quotes]]
text = "We shall buy oil where it is cheapest"
speaker = "A sample official"
source = "report"
""")
    return folder
