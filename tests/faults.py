"""Kills and errors of the system at every call with which an export writes, by strace.

`python -m tests.faults` goes through all formats and prints a table; the test suite takes Markdown alone.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import ROOT, plain_environment, program

CALLS = (
    "write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,flock,"
    "fchmod,fchown,ftruncate,sendfile,copy_file_range"
)
"""The calls that change something."""

FAULTS = ("signal=KILL", "error=ENOSPC", "error=EIO", "error=EDQUOT", "error=EROFS", "error=EACCES", "error=EINTR")
OLD = b"what stood here before\n"
BRIEF = ROOT / "briefs" / "india-russia-visit.toml"
FORMATS = ("md", "json", "html", "docx", "pdf")


@dataclass(frozen=True)
class Run:
    """What came of an export during which a call failed: its status, what it said, and what the file holds then."""

    fault: str
    place: int
    status: int
    said: str
    held: bytes | None
    others: tuple[str, ...]

    def wrong(self, new: bytes) -> str:
        """What isn't as it must be, or nothing: the file is the old or the new one, and what is said of it is true."""
        if self.held not in (OLD, new):
            return f"the file holds {len(self.held or b'')} bytes, neither old nor new"
        if "Traceback" in self.said:
            return "a traceback"
        if "KILL" not in self.fault:
            if self.others:
                return f"left behind: {self.others}"
            if "Wrote" in self.said and self.held != new:
                return "said to be written, and isn't"
            if self.status != 0 and self.held == OLD and not re.search(r"^briefing: .{10,}", self.said, re.MULTILINE):
                return f"no sentence: {self.said!r}"
        return ""


def usable() -> bool:
    """Whether calls can be made to fail here: strace is there and may be used."""
    command = ["strace", "-f", "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=1", "true"]
    return (
        shutil.which("strace") is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


def export(folder: Path, form: str, *tracing: str) -> tuple[int, str]:
    """Export the shipped brief over an old file, under strace with these options."""
    output = folder / f"out.{form}"
    output.write_bytes(OLD)
    command = program("export", str(BRIEF), "--to", form, "-o", str(output), "--force")
    environment = plain_environment(HOME=str(folder), PYTHONPATH=str(ROOT), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        ["strace", "-f", *tracing, *command] if tracing else command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stderr


def calls(folder: Path, form: str) -> list[str]:
    """The names of the writing calls of an export, in their order over all its processes."""
    log = folder / "calls.log"
    export(folder, form, "-o", str(log), "-e", f"trace={CALLS}")
    found = re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    log.unlink()
    return found


def runs(folder: Path, form: str, faults: tuple[str, ...] = FAULTS) -> Iterator[Run]:
    """An export for each fault at each call. Each kind of call is counted for itself, as strace counts."""
    for name, count in Counter(calls(folder, form)).items():
        for place in range(1, count + 1):
            for fault in faults:
                status, said = export(
                    folder, form, "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:{fault}:when={place}"
                )
                output = folder / f"out.{form}"
                others = tuple(each.name for each in folder.iterdir() if each != output)
                held = output.read_bytes() if output.exists() else None
                for each in others:
                    if each.startswith(".briefing-unfinished"):
                        (folder / each).unlink()
                yield Run(f"{name} {fault}", place, status, said, held, others)


def main() -> None:
    """Print what came of all runs."""
    for form in sys.argv[1:] or FORMATS:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            assert export(folder, form)[0] == 0
            new = (folder / f"out.{form}").read_bytes()
            count = bad = 0
            for run in runs(folder, form):
                count += 1
                if wrong := run.wrong(new):
                    bad += 1
                    print(form, run.fault, run.place, "status", run.status, wrong, run.said[-200:], flush=True)
            print(f"{form}: {count} runs, {bad} wrong", flush=True)


if __name__ == "__main__":
    main()
