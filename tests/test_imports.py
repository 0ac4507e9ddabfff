"""What each command imports, and that imports go down only."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = str(ROOT / "briefs")
BRIEF = str(ROOT / "briefs" / "india-russia-visit.toml")

PROGRAM = """
import json, os, sys
from briefing.launch import main
status = main(json.loads(sys.argv[1]))
sys.stdout = open(os.devnull, "w")
print(json.dumps([status, sorted(name.partition(".")[0] for name in sys.modules)]), file=sys.stderr)
"""

HEAVY = {"textual", "rich", "pydantic", "pydantic_core", "tree_sitter", "tree_sitter_toml", "watchfiles", "tomli_w"}


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["list", SHIPPED], set()),
        (["search", "India", SHIPPED], set()),
        (["check", SHIPPED], set()),
        (["show", "--plain", BRIEF], set()),
        (["show", "--json", BRIEF], set()),
        (["export", BRIEF, "--to", "md", "-o", "-"], set()),
        (["--help"], set()),
        (["completion", "bash"], set()),
        (["schema"], {"pydantic", "pydantic_core"}),
    ],
    ids=lambda case: " ".join(map(os.path.basename, case)) if isinstance(case, list) else "",
)
def test_a_command_imports_nothing_heavy(tmp_path, arguments, allowed):
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(arguments)], capture_output=True, check=True, env=environment
    )
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    assert HEAVY & set(modules) <= allowed


def test_the_start_of_the_program_waits_for_no_click():
    program = "import sys, briefing.launch; sys.exit('click' in sys.modules or 'pathlib' in sys.modules)"
    subprocess.run([sys.executable, "-S", "-c", program], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


FRAME = """
import asyncio, json, sys
from pathlib import Path
from briefing.settings import Settings
from briefing.tui.app import BriefingApp

async def go():
    app = BriefingApp(Path(sys.argv[1]), Settings())
    app._settle = lambda: None  # what comes after the first frame
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print(json.dumps(sorted(sys.modules)))

asyncio.run(go())
"""


def test_the_first_frame_waits_for_no_check(tmp_path):
    """Of the evidence only the status words and the records are imported before it."""
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", FRAME, BRIEF], capture_output=True, check=True, env=environment)
    modules = set(json.loads(done.stdout.splitlines()[-1]))
    assert {name for name in modules if name.startswith("briefing.evidence.")} <= {
        "briefing.evidence.ledger",
        "briefing.evidence.status",
    }
    assert {"briefing.export", "briefing.index"}.isdisjoint(modules)
    assert {"pydantic", "tree_sitter", "watchfiles", "tomli_w", "click", "typst"}.isdisjoint(modules)


def test_imports_go_down_only():
    """The contracts are in pyproject.toml."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stdout
