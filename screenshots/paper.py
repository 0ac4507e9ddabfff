"""Makes the pictures of what the reader gets: `python screenshots/paper.py`. Needs pdftoppm and a Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from briefing.export.formats import FORMATS  # noqa: E402  # of the checkout
from briefing.export.page import Page, lay_out  # noqa: E402
from briefing.export.setting import Setting  # noqa: E402
from briefing.loading import load  # noqa: E402

BRIEF = ROOT / "briefs" / "india-russia-visit.toml"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)


def shipped() -> Page:
    """The shipped brief as a document."""
    from briefing.evidence.checker import Checker

    brief = load(BRIEF).brief
    assert brief is not None
    return lay_out(brief, known=Checker().statuses(brief, BRIEF))


def keep(name: str, picture: Path) -> None:
    """Keep a picture in few colours: a third of the size, and nobody sees it."""
    Image.open(picture).convert("RGB").quantize(128).save(HERE / name, optimize=True)


def pdf(name: str, setting: Setting, folder: Path) -> None:
    """The first page of the PDF."""
    file = folder / "page.pdf"
    file.write_bytes(FORMATS["pdf"].make(shipped(), setting).data)
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", file, folder / "page"], check=True)
    keep(name, folder / "page.png")


def html(name: str, size: tuple[int, int], folder: Path, *more: str) -> None:
    """The top of the HTML, in a window of a size in pixels."""
    file, picture = folder / "page.html", folder / "page.png"
    file.write_bytes(FORMATS["html"].render(shipped()))
    window = f"--window-size={size[0]},{size[1]}"
    profile = f"--user-data-dir={folder / 'profile'}"
    subprocess.run([BROWSER, *QUIET, profile, window, *more, f"--screenshot={picture}", file.as_uri()], check=True)
    keep(name, picture)


def main() -> None:
    """Make all of them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pdf("one-page-a4.png", Setting("one-page"), folder)
        pdf("full-a4.png", Setting(), folder)
        html("html-light.png", (1280, 1500), folder)
        html("html-dark.png", (1280, 1500), folder, "--blink-settings=preferredColorScheme=0")


if __name__ == "__main__":
    main()
