"""Time to first own content on a terminal, and memory, beside a minimal Textual app.

Run it with `python -m tests.benchmarks.first_content [ROUNDS] [LIBRARY]`; LIBRARY is a folder of briefs (as
`tests.benchmarks.libraries` makes them), whose index is brought up to date first: the list is to be there within 1.2
times what one brief takes.

limits.md: 1.15 aimed at, 1.3 the limit; memory 1.25. Both apps run by turns in one run, on compiled code, the first
round is left out. The minimal app is one that shows one Static.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.terminal import ROOT, Terminal, plain_environment, program

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("HELLO-MARK")
Minimal().run()
"""
BRIEF = ROOT / "briefs" / "india-russia-visit.toml"


def measure(command: list[str], mark: str) -> tuple[float, float]:
    """Milliseconds until a mark is on the screen, and MB."""
    with Terminal(command, (120, 36), plain_environment(PYTHONPATH=str(ROOT))) as terminal:
        terminal.until(mark)
        at = terminal.appeared(mark)
        return (at or float("nan")) * 1000, terminal.memory()


def main(rounds: int, library: Path | None = None) -> None:
    """Measure by turns and print medians and ratios."""
    compileall.compile_dir(ROOT / "briefing", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        minimal = Path(folder) / "minimal.py"
        minimal.write_text(MINIMAL)
        commands = {
            "minimal Textual app": ([sys.executable, str(minimal)], "HELLO-MARK"),
            "briefing, the shipped brief": (program(str(BRIEF)), "KEY FIGURES"),
        }
        if library is not None:
            environment = plain_environment(PYTHONPATH=str(ROOT))
            subprocess.run(program("index", str(library)), env=environment, check=True, capture_output=True)
            commands["briefing, a library"] = program(str(library)), "newest first"
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, (command, mark) in commands.items():
                result = measure(command, mark)
                if turn:
                    found[name].append(result)
    base: tuple[float, float] | None = None
    print(f"{'':32} {'first content':>14} {'ratio':>6} {'memory':>9} {'ratio':>6}   (medians of {rounds})")
    for name, results in found.items():
        time, memory = (statistics.median(column) for column in zip(*results, strict=True))
        base = base or (time, memory)
        print(f"{name:32} {time:11.0f} ms {time / base[0]:6.2f} {memory:6.1f} MB {memory / base[1]:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
