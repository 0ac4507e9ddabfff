"""What a PDF takes beside Typst alone on the same source: `python -m tests.benchmarks.paper [ROUNDS]`.

Whole processes in one run, turn by turn, on compiled code: `briefing export --to pdf`, our own start (`briefing export
--to md`), and Typst alone on the template and the data that we hand it. What counts is ours less our own start, as a
ratio to Typst alone (limits.md: 1.5).
"""

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import briefing
from briefing.export import pdf
from briefing.export.page import lay_out
from briefing.export.setting import LAYOUTS, Setting
from briefing.export.typesetting import PACKAGES
from briefing.export.typstdata import document
from briefing.loading import load
from tests.briefs import SHIPPED

ALONE = """
import sys, typst
data = open(sys.argv[2], encoding="utf-8").read()
from importlib.util import find_spec
own = [path for name in sys.argv[5:] for path in find_spec(name).submodule_search_locations]
fonts = typst.Fonts(include_system_fonts=False, font_paths=own)
typst.compile(sys.argv[1], output=sys.argv[3], font_paths=fonts, pdf_standards="ua-1",
              sys_inputs={"document": data, "families": sys.argv[4], "sans": "yes"})
"""


def run(command: list[str]) -> float:
    """Seconds that a command takes, which must succeed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians and the ratio for both layouts."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(str(Path(briefing.__file__).parent), quiet=1)
    brief = load(SHIPPED).brief
    assert brief is not None
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        template = folder / "brief.typ"
        template.write_text(Path(pdf.__file__).with_name("brief.typ").read_text("utf-8"), "utf-8")
        for layout in LAYOUTS:
            data = folder / "data.json"
            page = document(lay_out(brief), Setting(layout), pdf.SIZE, dated=True)
            if layout == "one-page":
                page |= {"points": page["points"][:8], "quotes": page["quotes"][:3]}
            data.write_text(json.dumps(page, ensure_ascii=False), "utf-8")
            export = [sys.executable, "-m", "briefing", "export", str(SHIPPED), "--force", "-o"]
            commands = {
                "ours": [*export, str(folder / "ours.pdf"), "--layout", layout],
                "start": [*export, str(folder / "ours.md")],
                "typst": [
                    *(sys.executable, "-c", ALONE, str(template), str(data), str(folder / "typst.pdf")),
                    *(json.dumps(["Noto Sans Devanagari"]), *PACKAGES),
                ],
            }
            times: dict[str, list[float]] = {name: [] for name in commands}
            for _ in range(rounds):
                for name, command in commands.items():
                    times[name].append(run(command))
            middle = {name: statistics.median(found) * 1000 for name, found in times.items()}
            ratio = (middle["ours"] - middle["start"]) / middle["typst"]
            print(
                layout,
                {name: round(each) for name, each in middle.items()},
                f"ms; on top of our start {ratio:.2f} x typst",
            )


if __name__ == "__main__":
    main()
