"""HTML made of elements: what isn't markup already is text, made visible and escaped in one place."""

import re
from collections.abc import Iterable
from html import escape as escaped

from briefing.text import visible


class Markup(str):
    """HTML that may stand as it is. Only `escape` and `element` make it from other text."""

    __slots__ = ()


NOTHING = Markup()

Content = str | None | Iterable["Content"]
"""What an element may hold: texts, markup, nothing, or several of them. A text is no markup."""

_INLINE = frozenset({"a", "bdi", "em", "span", "strong", "sup", "time"})
"""The elements that stand within a line; any other ends with a line break, so that the file can be read."""

_VOID = frozenset({"line", "meta"})
"""The elements without content and end: `line` is SVG's, and there the slash is needed."""


def escape(text: str) -> Markup:
    """A text as it stands in an element or an attribute: in visible form, white space folded, nothing of it live."""
    return Markup(escaped(visible(re.sub(r"[ \t\r\n]+", " ", text))))


def element(name: str, /, *content: Content, **attributes: str | None) -> Markup:
    """An element. Of an attribute's name `_` is a hyphen and a last one is dropped; one that is None is left out."""
    opening = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{opening}/>\n" if name == "line" else f"<{opening}>\n")
    end = "" if name in _INLINE else "\n"
    return Markup(f"<{opening}>{join(content)}</{name}>{end}")


def join(content: Content, between: Markup = NOTHING) -> Markup:
    """Several parts as one, `between` them; those without content are left out."""
    if content is None or isinstance(content, Markup):
        return content or NOTHING
    if isinstance(content, str):
        return escape(content)
    return Markup(between.join(filter(None, map(join, content))))
