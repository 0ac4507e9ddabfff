"""How a document is to be set, and what comes of it."""

from typing import TYPE_CHECKING, Literal

from briefing.files import Unwritable
from briefing.records import record

if TYPE_CHECKING:
    from threading import Event

Layout = Literal["full", "one-page"]
Paper = Literal["a4", "letter"]

LAYOUTS: tuple[Layout, ...] = ("full", "one-page")
PAPERS: dict[Paper, str] = {"a4": "a4", "letter": "us-letter"}
"""The papers, and what Typst calls them."""


@record
class Setting:
    """The layout, the paper, folders to look for more fonts in, and what tells that nobody waits any longer.

    A format without one page sets the whole document, and one without paper or fonts takes no notice of those.
    """

    layout: Layout = "full"
    paper: Paper = "a4"
    fonts: tuple[str, ...] = ()
    stop: "Event | None" = None


@record
class Made:
    """The bytes of a file, and sentences about what of the document isn't in it."""

    data: bytes
    left_out: tuple[str, ...] = ()


class NotSet(Unwritable):
    """Why a document can't be set, as a sentence."""
