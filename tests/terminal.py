"""A program on a real pseudo-terminal: what it writes, when, and what is on the screen after it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[1]
_PRIVATE = re.compile(
    rb"\x1b[P\]_^X].*?(?:\x07|\x1b\\)|\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?u", re.DOTALL
)
"""What pyte would print instead of passing over it: device strings and private queries."""

MODES = {b"?1049": "alternate screen", b"?1000": "mouse", b"?1003": "mouse", b"?2004": "bracketed paste"}
"""Terminal modes that a program must give back."""


class Terminal:
    """Runs a command on a terminal of a size; keeps every chunk that it writes with its time in seconds."""

    def __init__(
        self,
        command: Sequence[str],
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        columns, rows = size
        self.size = size
        self.chunks: list[tuple[float, bytes]] = []
        self.ended = False
        self.status: int | None = None
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.flags_before = termios.tcgetattr(slave)
        self.slave = slave
        self.start = time.perf_counter()
        self.process = os.fork()
        if self.process == 0:
            self._become(command, master, slave, environment, folder)
        self.master = master

    @staticmethod
    def _become(
        command: Sequence[str], master: int, slave: int, environment: Mapping[str, str] | None, folder: Path | None
    ) -> None:
        try:
            os.close(master)
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(slave, descriptor)
            if folder is not None:
                os.chdir(folder)
            os.execve(command[0], list(command), dict(environment if environment is not None else plain_environment()))
        finally:
            os._exit(127)

    @property
    def output(self) -> bytes:
        """All that was written."""
        return b"".join(data for _, data in self.chunks)

    def read(self, timeout: float) -> bool:
        """Take one chunk; False when none came in time or the program has ended."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return False
        self.chunks.append((time.perf_counter() - self.start, data))
        return True

    def settle(self, quiet: float = 0.3, limit: float = 20.0) -> None:
        """Read until nothing comes for `quiet` seconds after the first output, or the program has ended."""
        end = time.perf_counter() + limit
        while not self.ended and time.perf_counter() < end:
            if not self.read(quiet) and self.chunks:
                return

    def until(self, holds: Callable[[str], bool] | str, limit: float = 20.0) -> str:
        """Read until the screen's text holds something; gives back the text. Raises TimeoutError."""
        wanted = (lambda text: holds in text) if isinstance(holds, str) else holds
        end = time.perf_counter() + limit
        while True:
            self.settle(0.05, max(0.05, end - time.perf_counter()))
            text = self.screen()
            if wanted(text):
                return text
            if self.ended or time.perf_counter() > end:
                raise TimeoutError(f"not on the screen: {holds}\n{text}")

    def send(self, keys: str | bytes) -> float:
        """Type keys; gives back when."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)
        return time.perf_counter() - self.start

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.size = columns, rows
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.process, signal.SIGWINCH)

    def screen(self) -> str:
        """The text on the screen now."""
        return "\n".join(line.rstrip() for line in self.replay().display)

    def replay(self) -> pyte.Screen:
        """The screen that the output so far makes."""
        screen = pyte.Screen(*self.size)
        pyte.ByteStream(screen).feed(_PRIVATE.sub(b"", self.output))
        return screen

    def appeared(self, text: str) -> float | None:
        """When a text was first on the screen, in seconds from the start."""
        screen = pyte.Screen(*self.size)
        stream = pyte.ByteStream(screen)
        for at, data in self.chunks:
            stream.feed(_PRIVATE.sub(b"", data))
            if any(text in line for line in screen.display):
                return at
        return None

    def memory(self) -> float:
        """The most memory that the program has taken so far, in MB (Linux)."""
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.process}/status").read_text())
        return int(found[1]) / 1024 if found else float("nan")

    def wait(self, limit: float = 20.0) -> int:
        """Read on until the program ends; gives back its exit status, minus the signal that killed it.

        Raises TimeoutError, and kills the program, when it doesn't end in time.
        """
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            self.read(0.02)
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                while self.read(0.02):
                    pass
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        self.status = -signal.SIGKILL
        raise TimeoutError(f"the program doesn't end\n{self.screen()}")

    def close(self) -> None:
        """End the program if it still runs, and give the terminal back."""
        if self.status is None:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            self.status = -signal.SIGKILL
        os.close(self.master)
        os.close(self.slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def modes_left_on(self) -> list[str]:
        """The terminal's modes that the program turned on and didn't turn off, by name."""
        return sorted({name for mode, name in MODES.items() if self._last(mode) == b"h"} | self._line_flags())

    def _last(self, mode: bytes) -> bytes:
        found = re.findall(rb"\x1b\[" + re.escape(mode) + rb"([hl])", self.output)
        return found[-1] if found else b"l"

    def _line_flags(self) -> set[str]:
        now = termios.tcgetattr(self.slave)
        return set() if now[:4] == self.flags_before[:4] else {"raw line"}


def plain_environment(**changes: str) -> dict[str, str]:
    """The environment without what would change the program's look or start, and with compiled code allowed."""
    left_out = ("NO_COLOR", "PYTHONDONTWRITEBYTECODE", "EDITOR", "VISUAL", "BROWSER", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **changes}


def program(*arguments: str) -> list[str]:
    """The command that runs this program."""
    return [sys.executable, "-m", "briefing", *arguments]
