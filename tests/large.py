"""Briefs as large as wanted, with invented items: for what must stay quick."""

from __future__ import annotations

import random

TOPICS = ("defence", "energy", "trade", "diplomacy")
WORDS = (
    *("delivery", "share", "imports", "exports", "tariff", "pipeline", "crude", "volume", "minister", "talks"),
    *("agreement", "customs", "transit", "grain", "vessels", "budget", "contract", "supplier", "storage", "treaty"),
    *("envoy", "summit", "quota", "licence", "reserve", "output", "forecast", "corridor"),
)


def large_brief(items: int, seed: int = 1) -> str:
    """A brief of `items` figures, quotes and points, a third each, spread over the four topics; all of it a sample."""
    pick = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(pick.choices(WORDS, k=count)).capitalize()

    parts = [
        'schema = 1\n[brief]\ntitle = "A large sample"\nsample = true\nas_of = 2025-11-04\n'
        'bottom_line = "Invented from end to end."\n[sources.sample]\ntitle = "Nowhere"\n'
    ]
    for index in range(items):
        topic = TOPICS[index % 4]
        match index // 4 % 3:
            case 0:
                parts.append(
                    f'[[topics.{topic}.figures]]\nlabel = "{words(5)} {index}"\nvalue = {pick.randint(1, 99)}\n'
                    f'unit = "%"\nperiod = 2024\nprevious = {{ value = {pick.randint(1, 99)}, period = 2020 }}\n'
                    'source = "sample"\n'
                )
            case 1:
                parts.append(
                    f'[[topics.{topic}.quotes]]\ntext = "{words(14)}"\nspeaker = "{words(2)}"\nsource = "sample"\n'
                )
            case _:
                parts.append(f'[[topics.{topic}.points]]\ntext = "{words(18)}."\nsource = "sample"\n')
    return "".join(parts)
