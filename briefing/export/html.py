"""The document as one HTML file: no script, no request, a stylesheet of its own, pictures as inline SVG.

Every text goes through `markup.escape`; the only addresses are those that `briefing.links` has let through. The same
header and footer carry the marking on the screen and on every printed page.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from briefing.export.blocks import TopicSection
from briefing.export.htmlitems import DOT, SPACE, Items, language, tag
from briefing.export.markup import Content, Markup, element, join
from briefing.export.page import Page
from briefing.records import record


def as_html(page: Page) -> bytes:
    """The document as HTML in UTF-8: the same bytes for the same document."""
    style = Path(__file__).with_name("brief.css").read_text("utf-8")
    parts = _parts(page)
    body = element("body", _running(page, _before(page)), _main(page, parts), _running(page, _behind(page), "footer"))
    document = element("html", _head(page, style), body, lang=language(page.head.language) or "en")
    return f"<!DOCTYPE html>\n{document}".encode()


def _head(page: Page, style: str) -> Markup:
    """What stands before the body. The policy lets nothing in but the one stylesheet, by its checksum."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", page.title),
        Markup(f"<style>{style}</style>\n"),
    )


@record
class _Part:
    """A section of the document: its identifier, its title, what it holds."""

    name: str
    title: str
    content: Content


def _main(page: Page, parts: list[_Part]) -> Markup:
    """The contents, where there is more than one part, and the document itself."""
    links = [element("li", element("a", part.title, href=f"#{part.name}")) for part in parts]
    contents = element("nav", element("p", "Contents", id="contents"), element("ol", links), aria_labelledby="contents")
    sections = [
        element(
            "section",
            element("h2", part.title, id=f"{part.name}-title"),
            part.content,
            id=part.name,
            aria_labelledby=f"{part.name}-title",
        )
        for part in parts
    ]
    main = element("main", _title(page), sections)
    return (
        element("div", contents, main, class_="page") if len(parts) > 1 else element("div", main, class_="page alone")
    )


# Head and foot


def _before(page: Page) -> Iterable[str]:
    return filter(None, (page.head.prepared_by, page.head.status.capitalize()))


def _behind(page: Page) -> Iterable[str]:
    return (f"Facts as at {dict(page.facts)['Facts as at']}", page.title)


def _running(page: Page, words: Iterable[str], name: str = "header") -> Markup:
    """What stands at head and foot of the document and of each printed page: some words, SAMPLE, the marking."""
    loud = filter(None, ("SAMPLE" if page.sample else "", page.marking))
    bar = element(
        "div",
        element("p", join((element("span", word) for word in words), DOT)),
        element("p", join(map(tag, loud), SPACE), class_="loud"),
        class_="bar",
    )
    return element(name, bar, class_="running")


_LONG = 48
"""A marking of more characters stands among the facts too: on printed pages there is no room for all of it."""
_KICKER = ("For", "Occasion")
"""The facts that stand above the title."""


def _title(page: Page) -> Markup:
    """Title, bottom line, and what is said of the brief as a whole."""
    facts = dict(page.facts)
    kicker = [_kicker(page, name, facts[name]) for name in _KICKER if name in facts]
    long = [("Marking", page.marking)] if len(page.marking) > _LONG else []
    others = [
        (element("dt", name), element("dd", value)) for name, value in (*page.facts, *long) if name not in _KICKER
    ]
    return element(
        "div",
        element("p", join(kicker, DOT), class_="kicker") if kicker else None,
        element("h1", page.title),
        element("p", page.subtitle, class_="subtitle") if page.subtitle else None,
        element("p", page.bottom_line, class_="bottom-line") if page.bottom_line else None,
        element("dl", [element("div", pair) for pair in others], class_="facts"),
        [element("p", words, class_="left-out") for words in page.left_out],
        class_="title",
    )


def _kicker(page: Page, name: str, value: str) -> Markup:
    """A fact above the title. The occasion needs no name, and begins with a capital where its first word is ours."""
    if name != "Occasion":
        return element("span", f"{name}: {value}")
    return element("span", value[:1].upper() + value[1:] if page.head.kind else value)


# The parts


def _parts(page: Page) -> list[_Part]:
    """The parts of the document in their order; one that holds nothing isn't there."""
    holding = [(section.title, (*section.figures, *section.quotes, *section.points)) for section in page.topics]
    items = Items(page, [*holding, ("Timeline", page.timeline), ("If asked", page.questions), ("People", page.people)])
    topics = {section.name: (f"topic-{at}", section.title) for at, section in enumerate(page.topics, 1)}
    cards = [
        items.card(block, f"key-{at}-chart", topics.get(block.entry.topic or ""))
        for at, block in enumerate(page.key_figures, 1)
    ]
    parts = [
        _Part("key-figures", "Key figures", _holder("div", "cards two" if len(cards) in (1, 2, 4) else "cards", cards)),
        *(_Part(*topics[section.name], _topic(section, items)) for section in page.topics),
        _Part("timeline", "Timeline", _holder("ol", "timeline", map(items.event, page.timeline))),
        _Part("if-asked", "If asked", _holder("div", "questions", map(items.question, page.questions))),
        _Part("people", "People", _holder("ul", "people", map(items.person, page.people))),
        _Part("all-figures", "All figures", _table(page, items)),
        _Part("sources", "Sources", _holder("ol", "sources", map(items.source, page.sources))),
    ]
    return [part for part in parts if part.content]


def _holder(name: str, kind: str, content: Iterable[Markup]) -> Content:
    found = list(content)
    return element(name, found, class_=kind) if found else None


def _topic(section: TopicSection, items: Items) -> Content:
    """What stands under the title of a topic: summary, figures, quotations, points."""
    return (
        element("p", section.summary, class_="summary") if section.summary else None,
        [items.figure(block) for block in section.figures],
        [items.quote(block) for block in section.quotes],
        _holder("ul", "points", map(items.point, section.points)),
    )


_COLUMNS = ("Topic", "Figure", "Number", "Period", "Change or share")


def _table(page: Page, items: Items) -> Content:
    """All figures in one table, each linked to where it stands."""
    rows = [items.row(block, section.title) for section in page.topics for block in section.figures]
    if not rows:
        return None
    head = element("thead", element("tr", [element("th", name, scope="col") for name in _COLUMNS]))
    return element(
        "table",
        element("caption", "Every figure of this brief, in the order of its topics."),
        head,
        element("tbody", rows),
    )
