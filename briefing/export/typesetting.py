"""Runs Typst in a process of its own: `python -P typesetting.py`, started by `pdf` and by nothing else.

It reads a job as JSON and writes the outcome as a line of JSON, then the PDF. It imports nothing of the program, so
that it starts as quickly as Typst alone. A document can't take more than its memory and its time, can't read a file
(its root holds the template alone), and what it holds stays data: the template evaluates none of it.
"""

import json
import re
import resource
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Fonts

MEMORY = 1_000_000_000
"""The most that Typst may take, in bytes of memory of its own (safety.md, exports in a subprocess).

Not of address space: the system's fonts are mapped into that, and a machine with many of them has gigabytes.
"""


def main() -> None:
    """Do the job of standard input."""
    with suppress(ValueError, OSError):  # a system that sets no such limit, or a lower one already
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    outcome, pdf = typeset(json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(json.dumps(outcome).encode() + b"\n" + pdf)


def typeset(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Set the first of the job's documents that takes no more than `pages` pages, where that is given.

    Gives `place`, the document's place, or -1 where none fits, or the `error` of Typst; and the PDF. The fonts that
    come with the program are tried first: most documents look the same everywhere, and start no search for fonts.
    """
    from typst import Fonts, TypstError

    with TemporaryDirectory() as root:
        template = Path(root, "brief.typ")  # as bytes it couldn't be asked for its number of pages
        template.write_text(job["template"], "utf-8")
        try:
            own = Fonts(include_system_fonts=False, font_paths=[path for name in PACKAGES for path in _package(name)])
            return _first_that_fits(job, template, own, _families(own))
        except TypstError as error:
            if NO_GLYPH not in error.diagnostic:
                return {"error": error.diagnostic}, b""
        fonts = _all_fonts(job["fonts"])
        try:
            return _first_that_fits(job, template, fonts, _families(fonts))
        except TypstError as error:
            return {"error": error.diagnostic}, b""


PACKAGES = ("fontpkg_source_sans_3", "fontpkg_noto_sans_devanagari")
"""The packages of fonts that this program requires."""

SANS = "Source Sans 3"
"""The family for what isn't said."""

NO_GLYPH = "could not be displayed with font"
"""What Typst's error says where a font is missing (typst-pdf, PDF/UA-1)."""


def _first_that_fits(
    job: dict[str, Any], template: Path, fonts: "Fonts", families: list[str]
) -> tuple[dict[str, Any], bytes]:
    from typst import Compiler

    own = {"families": json.dumps(families), "sans": "yes" if SANS in fonts.families() else "no"}
    for place, document in enumerate(job["documents"]):
        compiler = Compiler(
            input=str(template),
            root=str(template.parent),
            font_paths=fonts,
            sys_inputs=own | {"document": document},
        )
        # Counted before the PDF is made of it: that takes as long again as laying it out.
        if job["pages"] and int(compiler.query("<pages>", field="value", one=True)) > job["pages"]:
            continue
        pdf: Any = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=job["timestamp"])
        return {"place": place}, pdf
    return {"place": -1}, b""


def _package(name: str) -> list[str]:
    """The folder of an installed package, or nothing."""
    from importlib.util import find_spec

    found = find_spec(name)
    return list(found.submodule_search_locations or ()) if found else []


_BOXES = re.compile(r"\.?(last ?resort|adobe blank|adobe notdef|unifont)", re.IGNORECASE)
"""Fonts that have a glyph for everything and a letter for nothing, or only coarse ones."""


def _all_fonts(folders: list[str]) -> "Fonts":
    """The fonts of the wheel, of some folders, of packages such as fontpkg-noto-sans-devanagari, and of the system."""
    from importlib.metadata import entry_points

    from typst import Fonts

    found_in = [*folders]
    for entry in sorted(entry_points(group="fontpkg.family"), key=lambda entry: entry.value):
        found_in += _package(entry.value)
    return Fonts(include_system_fonts=True, font_paths=found_in)


def _families(fonts: "Fonts") -> list[str]:
    """The families to look for letters in, those first that are the same everywhere."""
    names = {name for name in fonts.families() if not _BOXES.match(name)}
    return sorted(names, key=lambda name: (not name.startswith("Noto Serif"), not name.startswith("Noto Sans"), name))


if __name__ == "__main__":
    main()
