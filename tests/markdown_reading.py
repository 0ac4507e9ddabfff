"""Reads Markdown back as CommonMark with tables, footnotes and front matter: its structure and its texts."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

PARSER = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)

WORDS = frozenset({"text", "text_special", "softbreak"})


def tokens(markdown: str) -> list[Token]:
    """All tokens of a document, without its front matter."""
    return [token for token in PARSER.parse(markdown) if token.type != "front_matter"]


def folded(text: str) -> str:
    """The text with each run of white space as one blank."""
    return " ".join(text.split())


def texts(markdown: str) -> list[str]:
    """What a reader reads, one text a paragraph, heading or cell; a footnote's mark is set as ⁂."""
    return [folded("".join(_words(token))) for token in tokens(markdown) if token.type == "inline"]


def _words(inline: Token) -> Iterator[str]:
    for child in inline.children or ():
        if child.type in WORDS:
            yield child.content or " "
        elif child.type == "footnote_ref":
            yield "⁂"


def structure(markdown: str) -> list[str]:
    """The document without its words: every block, emphasis, link and footnote, in order."""
    found = []
    for token in tokens(markdown):
        if token.type != "inline":
            found.append(f"{token.type} {token.tag} {token.level}")
        found += [f"  {child.type}" for child in token.children or () if child.type not in WORDS]
    return found


def links(markdown: str) -> list[str]:
    """The addresses of all links and images, and all HTML."""
    found = []
    for token in tokens(markdown):
        for one in (token, *(token.children or ())):
            if one.type in ("html_block", "html_inline"):
                found.append(one.content)
            found += [str(one.attrs[name]) for name in ("href", "src") if name in one.attrs]
    return found
