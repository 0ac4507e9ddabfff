"""Reads an HTML document back: its elements, its texts, its links."""

from html.parser import HTMLParser

VOID = frozenset({"line", "meta"})


class Reading(HTMLParser):
    """What a parser finds in a document.

    `elements` are names with attributes, in order; `structure` the names with those of their attributes, ends too;
    `texts` the texts between two tags, white space folded, without the stylesheet.
    """

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.structure: list[str] = []
        self.texts: list[str] = []
        self.style = ""
        self.open: list[str] = []
        self.feed(document)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        # What a class and a language are depends on the text: how long it is, which script it may be in.
        names = sorted(name for name, _ in attrs if name not in ("class", "lang"))
        self.structure.append(" ".join((tag, *names)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "line"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.structure.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        elif words := " ".join(data.split()):
            self.texts.append(words)

    def handle_comment(self, data: str) -> None:
        self.structure.append("comment")

    def handle_pi(self, data: str) -> None:
        self.structure.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.structure.append("declaration")

    def values(self, name: str) -> list[str]:
        """The values of an attribute, in order."""
        return [attributes[name] or "" for _, attributes in self.elements if name in attributes]
