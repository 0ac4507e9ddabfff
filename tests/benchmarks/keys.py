"""Time from a key to the new pane on a terminal, on the shipped brief and on large ones.

Run it with `python -m tests.benchmarks.keys [ROUNDS]`.

limits.md: p95 15 ms, and 5,000 items at most 1.2 times what 100 cost. A first visit lays the tab out, a later one finds
the reader's place again; both count. The peer is the same key in a Textual app whose four tabs are Statics in a
TabbedContent, 100 lines each, without animation.
"""

from __future__ import annotations

import compileall
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.large import large_brief
from tests.terminal import ROOT, Terminal, plain_environment, program

PEER = """
from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Static, TabbedContent, TabPane
class Peer(App):
    BINDINGS = [(str(n), f"go({n})", "") for n in range(1, 5)]
    def compose(self):
        with TabbedContent():
            for n in range(1, 5):
                with TabPane(f"Pane {n}", id=f"p{n}"), VerticalScroll():
                    for line in range(100):
                        yield Static(f"pane {n} line {line} with some words of a figure", markup=False)
    def action_go(self, n):
        self.query_one(TabbedContent).active = f"p{n}"
app = Peer()
app.animation_level = "none"
app.run()
"""


BURST = 0.012
"""Seconds without a byte that end a frame: what comes later (the scrollbar's size) isn't the new pane."""


def switches(command: list[str], ready: str, rounds: int) -> list[float]:
    """Milliseconds from each of many tab keys to the last byte of the frame that it makes."""
    found = []
    with Terminal(command, (120, 36), plain_environment(PYTHONPATH=str(ROOT))) as terminal:
        terminal.until(ready, limit=60)
        terminal.settle(1.5)  # all that the first frame left for later is done
        for turn in range(rounds * 4):
            before = len(terminal.chunks)
            sent = terminal.send(str(turn % 4 + 1))
            terminal.settle(0.06, 2)
            fresh = terminal.chunks[before:]
            last = sent
            for at, _ in fresh:
                if at - last > BURST and last > sent:
                    break
                last = at
            found.append((last - sent) * 1000)
            time.sleep(0.02)
    return found


def main(rounds: int) -> None:
    """Measure each and print median, p95 and ratios."""
    compileall.compile_dir(ROOT / "briefing", quiet=2)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        peer = Path(folder) / "peer.py"
        peer.write_text(PEER)
        commands = {
            "100 Statics a tab": ([sys.executable, str(peer)], "line 5"),
            "the shipped brief": (program(str(ROOT / "briefs" / "india-russia-visit.toml")), "KEY FIGURES"),
        }
        for count in (100, 5000):
            path = Path(folder) / f"large-{count}.toml"
            path.write_text(large_brief(count))
            commands[f"a brief of {count:,} items"] = program(str(path)), "KEY FIGURES"
        print(f"{'':28} {'median':>8} {'p95':>8} {'most':>8}   ({rounds * 4} keys each)")
        for name, (command, ready) in commands.items():
            times = sorted(switches(command, ready, rounds))
            p95 = times[int(0.95 * len(times))]
            print(f"{name:28} {statistics.median(times):5.1f} ms {p95:5.1f} ms {times[-1]:5.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
