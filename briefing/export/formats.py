"""The formats that a document can be handed over in: one entry each, by the name that `briefing export --to` takes."""

import re
import unicodedata
from collections.abc import Callable

from briefing.export.data import as_json
from briefing.export.markdown import as_markdown
from briefing.export.page import Page
from briefing.export.setting import Made, Setting
from briefing.records import record
from briefing.text import is_hidden


@record
class Format:
    """A format: its name, its title for people, the end of its files' names, what makes a file of it.

    Formats with `one_page` can set a document on one page.
    """

    name: str
    title: str
    suffix: str
    make: Callable[[Page, Setting], Made]
    one_page: bool = False

    def render(self, page: Page) -> bytes:
        """The bytes of the whole document, set as it is where nothing else is asked for. Raises as `make` does."""
        return self.make(page, Setting()).data


def _html(page: Page, _: Setting) -> Made:
    """The document as HTML; what that needs is imported when it is needed."""
    from briefing.export.html import as_html

    return Made(as_html(page))


def _pdf(page: Page, setting: Setting) -> Made:
    """The document as PDF; what that needs is imported when it is needed."""
    from briefing.export.pdf import as_pdf

    return as_pdf(page, setting)


def _docx(page: Page, setting: Setting) -> Made:
    """The document for Word; what that needs is imported when it is needed."""
    from briefing.export.docx import as_docx

    return Made(as_docx(page, setting))


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("pdf", "PDF", ".pdf", _pdf, one_page=True),
        Format("html", "HTML", ".html", _html),
        Format("docx", "Word", ".docx", _docx),
        Format("md", "Markdown", ".md", lambda page, _: Made(as_markdown(page))),
        Format("json", "JSON", ".json", lambda page, _: Made(as_json(page))),
    )
}

MAX_NAME = 120
"""The longest file name that is proposed, in bytes of UTF-8, suffix included: systems end at 255, some at 143."""

_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|conin|conout|clock")
"""Names that Windows keeps for devices, whatever their suffix."""


def file_name(title: str, form: Format, setting: Setting | None = None) -> str:
    """The name that is proposed for a document's file: its title in small letters and digits of any script, hyphens.

    It is none that a system keeps for itself or takes for an option, at most MAX_NAME bytes long and never empty. What
    is set on one page is called so: it may stand beside the whole.
    """
    end = ("-one-page" if setting and form.one_page and setting.layout == "one-page" else "") + form.suffix
    letters = unicodedata.normalize("NFKC", title).lower().replace("'", "").replace("\u2019", "")
    kept = (letter if _stands(letters, at) else "-" for at, letter in enumerate(letters))
    name = re.sub(r"-+", "-", "".join(kept)).strip("-")
    name = name.encode()[: MAX_NAME - len(end)].decode(errors="ignore").strip("-") or "brief"
    return (f"{name}-brief" if _RESERVED.fullmatch(name) else name) + end


def _stands(text: str, at: int) -> bool:
    return unicodedata.category(text[at])[0] in "LMN" and not is_hidden(text, at)
