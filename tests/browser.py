"""A real browser, Debian's Chromium, driven by Playwright: for tests of what it makes of a file."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIETER = ("--disable-component-update", "--disable-sync", "--no-sandbox")  # as root it has no sandbox


def missing() -> str:
    """What isn't there of what a test in a browser needs; empty where all of it is."""
    packages = [name for name in ("playwright", "axe_playwright_python") if find_spec(name) is None]
    return ", ".join(packages if CHROMIUM else ["chromium", *packages])


@contextmanager
def browser() -> Iterator["Browser"]:
    """A browser without a window, which asks nobody for anything."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *QUIETER])
        yield started
        started.close()


@dataclass
class Visit:
    """A file that is open in a browser, what it said at the console, and what it asked for."""

    page: "Page"
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def visit(started: "Browser", path: Path, scheme: str = "light", width: int = 1280) -> Iterator[Visit]:
    """Open a file in a window of a width in pixels, in the light or the dark scheme."""
    page = started.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = Visit(page)
    page.on("console", lambda message: found.messages.append(message.text))
    page.on("pageerror", lambda error: found.messages.append(str(error)))
    page.on("request", lambda request: found.requests.append(request.url))
    page.goto(path.as_uri())
    yield found
    page.close()
