"""The items of a document as HTML elements, with the links between them and their sources."""

import re
from collections.abc import Sequence

from briefing.evidence.status import FINDINGS
from briefing.export.blocks import (
    Block,
    EventBlock,
    FigureBlock,
    PersonBlock,
    PointBlock,
    QuestionBlock,
    QuoteBlock,
    SourceLine,
)
from briefing.export.charts import chart
from briefing.export.markup import Content, Markup, element, join
from briefing.export.page import Page
from briefing.export.sentences import unbroken
from briefing.markings import TLP_LABELS
from briefing.model import Event, Quote

DOT = Markup('\u00a0<span class="dot">·</span> ')
"""What stands between two phrases of a line; it never begins one."""
SPACE = Markup(" ")
_COMMA = Markup(",\u202f")


def language(tag: str | None) -> str | None:
    """A language tag of the usual parts, language, script and region, else None: browsers ignore others."""
    return tag if tag and re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", tag) else None


def tag(text: str) -> Markup:
    """A word that must stand with an item or at the head: SAMPLE, a status, a marking."""
    kind = ""
    if text == "SAMPLE":
        kind = " sample"
    elif text in FINDINGS:
        kind = " finding"
    elif text.upper() in TLP_LABELS:
        kind = " tlp " + text.upper().removeprefix("TLP:").partition("+")[0].lower()
    return element("span", text, class_=f"tag{kind}")


def _quiet(*phrases: str) -> Content:
    """Phrases in brackets behind a text; nothing where there are none."""
    words = "; ".join(filter(None, phrases))
    return (SPACE, element("span", f"({words})", class_="quiet")) if words else None


def _tags(block: Block) -> Content:
    """The words that must stand with an item."""
    return [(SPACE, tag(word)) for word in block.tags]


def _aside(block: Block) -> Content:
    """The same words in a column of their own, where items follow each other as lines."""
    return element("p", _tags(block), class_="tags") if block.tags else None


def _note(block: Block) -> Content:
    if not block.note:
        return None
    first, *others = block.note
    paragraphs = [element("p", element("em", "Note:"), SPACE, first), *(element("p", words) for words in others)]
    return element("div", paragraphs, class_="note")


class Items:
    """Sets items. It knows which sources are listed and where each item stands, for the links both ways."""

    def __init__(self, page: Page, parts: Sequence[tuple[str, Sequence[Block]]]) -> None:
        """The parts are all those that hold items that can be linked to, by their titles."""
        self.listed = {line.number for line in page.sources}
        as_of = page.head.as_of
        self.last_day = as_of.days.last if as_of else None
        self.ids: dict[str, str] = {}
        self.cited: dict[int, dict[str, list[str]]] = {}
        for title, blocks in parts:
            for block in blocks:
                own = self.ids[block.entry.key] = f"item-{len(self.ids) + 1}"
                for number in block.sources:
                    self.cited.setdefault(number, {}).setdefault(title, []).append(own)

    def tail(self, block: Block, *details: str) -> Content:
        """What follows an item: its details in brackets, its sources, the words that must stand with it."""
        return (_quiet(*details), self.marks(block), _tags(block))

    def marks(self, block: Block) -> Content:
        """The numbers of an item's sources."""
        if not block.sources:
            return None
        computed = (SPACE, element("span", "computed from", class_="quiet"), SPACE) if block.computed else None
        return (computed, element("sup", join(map(self.mark, block.sources), _COMMA)))

    def mark(self, number: int) -> Markup:
        """The number of a source, linked to the source."""
        if number not in self.listed:
            return element("span", str(number))
        return element("a", str(number), href=f"#source-{number}", aria_label=f"Source {number}")

    def card(self, block: FigureBlock, name: str, topic: tuple[str, str] | None) -> Markup:
        """A key figure; `topic` is the identifier and the title of its section."""
        period = "" if block.bars else block.period
        return element(
            "article",
            element(
                "h3",
                (element("a", topic[1], href=f"#{topic[0]}", class_="topic"), SPACE) if topic else None,
                element("span", ", ".join(filter(None, (block.label, period)))),
                self.tail(block),
            ),
            self.big(block.short),
            self.phrases(block),
            chart(block, name),
            class_="card",
        )

    def figure(self, block: FigureBlock) -> Markup:
        """A figure in its topic: words at the left, its bars at the right, its note below."""
        own = self.ids[block.entry.key]
        words = element(
            "div",
            element("h3", block.label, self.tail(block)),
            self.big(block.number, block.period),
            self.phrases(block),
        )
        bars = chart(block, f"{own}-chart")
        return element("article", words, bars, _note(block), id=own, class_="figure" if bars else "figure plain")

    def big(self, number: str, period: str = "") -> Markup:
        """A number in large letters, and its period."""
        kind = "number" + (" long" if len(number) > 16 else " mid" if len(number) > 6 else "")
        after = (SPACE, element("span", period, class_="period")) if period else None
        return element("p", element("strong", unbroken(number)), after, class_=kind)

    def phrases(self, block: FigureBlock) -> Content:
        """What else is said of a figure; not what its bars say already."""
        phrases = block.beside_chart
        words = "; ".join(filter(None, phrases))
        return element("p", unbroken(words), class_="phrases") if words else None

    def quote(self, block: QuoteBlock) -> Markup:
        """A quotation: the words, the words as spoken, who said them."""
        item = block.entry.item
        spoken = language(item.language) if isinstance(item, Quote) else None
        about = (element("span", f"{block.about}: ", class_="quiet"), SPACE) if block.about else None
        said = element("p", about, element("bdi", f"“{block.text}”", class_="said"), self.marks(block))
        original = None
        if block.original:
            label = f"As spoken ({block.language}):" if block.language else "As spoken:"
            words = element("bdi", f"“{block.original}”", lang=spoken)
            original = element("p", element("span", label, class_="quiet"), SPACE, words, class_="original")
        role = (Markup(", "), element("span", block.role)) if block.role else None
        who = element(
            "figcaption", element("strong", block.speaker), role, _quiet(*block.details), _tags(block), _note(block)
        )
        return element(
            "figure",
            element("blockquote", said, original),
            who,
            id=self.ids[block.entry.key],
            class_="quote",
        )

    def point(self, block: PointBlock) -> Markup:
        """A sentence, with what it is before it."""
        label = (element("strong", f"{block.label}:", class_="label"), SPACE) if block.label else None
        words = element("p", label, block.text, _quiet(*block.details), self.marks(block))
        return element("li", words, _aside(block), _note(block), id=self.ids[block.entry.key])

    def event(self, block: EventBlock) -> Markup:
        """An event, its date first; what is ahead of the brief's own date has a class of its own."""
        item = block.entry.item
        ahead = isinstance(item, Event) and self.last_day is not None and item.date.days.first > self.last_day
        return element(
            "li",
            element("p", block.date, class_="when"),
            element("p", block.text, _quiet(block.topic, *block.details), self.marks(block)),
            _aside(block),
            _note(block),
            id=self.ids[block.entry.key],
            class_="ahead" if ahead else None,
        )

    def question(self, block: QuestionBlock) -> Markup:
        """A question, its answer, what must not be said."""
        never = (
            (element("strong", "Do not say:", class_="label"), SPACE, block.do_not_say) if block.do_not_say else None
        )
        return element(
            "article",
            element("h3", block.question, self.tail(block, block.topic, *block.details)),
            [element("p", words) for words in block.answer],
            element("p", never) if never else None,
            _note(block),
            id=self.ids[block.entry.key],
            class_="question",
        )

    def person(self, block: PersonBlock) -> Markup:
        """A person and what is said of them."""
        about = join((element("bdi", words) for words in block.about), DOT)
        return element(
            "li",
            element("p", element("strong", element("bdi", block.name)), self.tail(block, *block.details)),
            element("p", about) if about else None,
            _note(block),
            id=self.ids[block.entry.key],
        )

    def row(self, block: FigureBlock, topic: str) -> Markup:
        """A figure in the table of all."""
        label = element("a", block.label, href=f"#{self.ids[block.entry.key]}")
        return element(
            "tr",
            element("td", topic, class_="topic"),
            element("th", label, self.tail(block), scope="row"),
            element("td", element("strong", unbroken(block.short)), class_="short"),
            element("td", block.period, class_="period"),
            element("td", unbroken(block.change or block.share), class_="change"),
        )

    def source(self, line: SourceLine) -> Markup:
        """A source with its address, and the way back to each item that cites it."""
        address = line.source.url or ""
        shown = element("a", address, href=line.url, rel="noreferrer") if line.url else element("span", address)
        back = join((_back(title, names) for title, names in self.cited.get(line.number, {}).items()), DOT)
        return element(
            "li",
            element("span", str(line.number), class_="mark"),
            element(
                "div",
                element(
                    "p",
                    line.citation,
                    (Markup(". "), shown) if address else None,
                    None if line.cited else _quiet("not cited"),
                ),
                element("p", "Cited in", SPACE, back, class_="cited") if back else None,
            ),
            id=f"source-{line.number}",
        )


def _back(title: str, names: list[str]) -> Markup:
    """The title of a part, and a link to each of its items that cite a source."""
    places = (element("a", str(at), href=f"#{name}") for at, name in enumerate(names, 1))
    return element("span", title, SPACE, join(places, SPACE))
