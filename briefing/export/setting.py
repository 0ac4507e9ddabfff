"""How a document is to be set, and what comes of it."""

from typing import Literal

from briefing.records import record

Layout = Literal["full", "one-page"]
Paper = Literal["a4", "letter"]

LAYOUTS: tuple[Layout, ...] = ("full", "one-page")
PAPERS: dict[Paper, str] = {"a4": "a4", "letter": "us-letter"}
"""The papers, and what Typst calls them."""


@record
class Setting:
    """The layout, the paper, and folders to look for more fonts in.

    A format without one page sets the whole document, and one without paper or fonts takes no notice of those.
    """

    layout: Layout = "full"
    paper: Paper = "a4"
    fonts: tuple[str, ...] = ()


@record
class Made:
    """The bytes of a file, and sentences about what of the document isn't in it."""

    data: bytes
    left_out: tuple[str, ...] = ()
