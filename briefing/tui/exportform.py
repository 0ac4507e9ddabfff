"""What the export form asks and what was chosen: fields with options, and the order that comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from briefing.entries import topic_title
from briefing.evidence.status import FINDINGS
from briefing.export.formats import FORMATS, file_name
from briefing.export.saving import Order, is_folder
from briefing.export.selection import EXTRACT
from briefing.export.setting import LAYOUTS, PAPERS, Layout, Paper, Setting
from briefing.markings import Scale, is_known, may_show, strictest
from briefing.settings import recall, remember

if TYPE_CHECKING:
    from threading import Event

    from briefing.tui.opened import OpenBrief

NAME = "export"
"""The name under which the last choice is remembered."""

_BRIEFS = 200
"""Of how many briefs the choice of topics is remembered."""

_ALL = ""
"""The option of the marking that leaves nothing out."""


@dataclass
class Field:
    """One question of the form: its options by their values, those chosen, and where the cursor stands among them.

    Of `many` any number may be chosen but none at all, else exactly one.
    """

    name: str
    options: dict[str, str]
    chosen: list[str]
    many: bool = False
    at: int = 0

    def move(self, step: int) -> None:
        """Go to another option; where one alone can be chosen, it is."""
        values = list(self.options)
        self.at = max(0, min(self.at + step, len(values) - 1))
        if not self.many:
            self.chosen = [values[self.at]]

    def toggle(self) -> None:
        """Choose the option under the cursor, or no longer; the last one stays."""
        value = list(self.options)[self.at]
        if not self.many:
            self.chosen = [value]
        elif value not in self.chosen:
            self.chosen = [each for each in self.options if each in (*self.chosen, value)]
        elif len(self.chosen) > 1:
            self.chosen.remove(value)

    def choose(self, wanted: object) -> None:
        """Choose what was remembered, as far as it is still an option."""
        values = [value for value in self.options if isinstance(wanted, list) and value in wanted]
        if values:
            self.chosen = values if self.many else values[:1]
        self.at = list(self.options).index(self.chosen[0])


@dataclass
class ExportForm:
    """All fields of the form for a brief, where the files go, and which field is active."""

    opened: OpenBrief
    markings: Scale
    fields: dict[str, Field] = field(default_factory=dict)
    output: str = ""

    def __post_init__(self) -> None:
        """Set the fields to what was chosen last: the topics to what was chosen for this brief."""
        last = recall(NAME)
        last = last if isinstance(last, dict) else {}
        brief, head = self.opened.brief, self.opened.head
        topics = {tab.name: topic_title(brief, tab.name) for tab in self.opened.tabs if tab.kind == "topic"}
        self.fields = {
            each.name: each
            for each in (
                Field("Format", {name: form.title for name, form in FORMATS.items()}, ["pdf"], many=True),
                Field("Layout", dict(zip(LAYOUTS, ("full", "one page"), strict=True)), ["full"]),
                Field("Paper", dict(zip(PAPERS, ("A4", "Letter"), strict=True)), ["a4"]),
                Field("Topics", topics, list(topics), many=True),
                Field("Marking", self._looser(head.marking), [_ALL]),
            )
            if len(each.options) > 1
        }
        for name, each in self.fields.items():
            each.choose(_table(last, "topics").get(str(self.opened.path)) if name == "Topics" else last.get(name))
        folder = last.get("folder")
        self.output = folder if isinstance(folder, str) and Path(folder).expanduser().is_dir() else at_home(Path.cwd())

    def _looser(self, own: str | None) -> dict[str, str]:
        """What may be the strictest: everything, or any known marking of the brief that isn't its strictest."""
        used = {entry.item.marking or own for entry in self.opened.entries} | {own}
        known = [marking for marking in self.markings if marking in used and is_known(marking, self.markings)]
        most = strictest(used, self.markings)
        looser = {marking: f"at most {marking}" for marking in known if marking != most}
        return {_ALL: f"all of it, {most}" if most else "all of it", **looser}

    def chosen(self, name: str) -> list[str]:
        """What is chosen in a field; of one that isn't asked, because it has one option at most, nothing."""
        return self.fields[name].chosen if name in self.fields else []

    @property
    def active(self) -> list[Field]:
        """The fields that matter for the formats chosen: the layout of what has pages, the paper of what has one."""
        paged = any(FORMATS[name].one_page for name in self.chosen("Format"))
        on_paper = paged or "docx" in self.chosen("Format")
        without = {"Layout": paged, "Paper": on_paper}
        return [each for name, each in self.fields.items() if without.get(name, True)]

    def order(self, *, force: bool = False, with_findings: bool = False, stop: Event | None = None) -> Order:
        """What is to be handed over."""
        topics = tuple(self.chosen("Topics"))
        layout, paper = (next(iter(self.chosen(name)), "") for name in ("Layout", "Paper"))
        return Order(
            formats=tuple(self.chosen("Format")),
            setting=Setting(cast("Layout", layout), cast("Paper", paper), stop=stop),
            topics=() if len(topics) == len(self.fields["Topics"].options if topics else ()) else topics,
            max_marking=next(iter(self.chosen("Marking")), _ALL) or None,
            markings=self.markings,
            output=str(Path(self.output).expanduser()) + ("/" if self.output.endswith("/") else ""),
            force=force,
            with_findings=with_findings,
        )

    def files(self) -> list[str]:
        """The names of the files that come of it."""
        order = self.order()
        if order.output and not is_folder(order.output):
            return [Path(order.output).name]
        most = order.max_marking
        hidden = most is not None and not may_show(self.opened.head.marking, most, self.markings)
        title = EXTRACT if hidden else self.opened.head.title
        return [file_name(title, FORMATS[name], order.setting) for name in order.formats]

    def findings(self) -> tuple[int, str]:
        """How many of the items that go out fail their check, and where they are."""
        topics = self.order().topics
        found = [
            entry
            for entry in self.opened.entries
            if self.opened.status(entry) in FINDINGS and (not topics or entry.topic in topics)
        ]
        places = dict.fromkeys(topic_title(self.opened.brief, entry.topic) for entry in found if entry.topic)
        return len(found), ", ".join(places)

    def keep(self) -> None:
        """Remember what is chosen, for the next time."""
        last = recall(NAME)
        topics = _table(last if isinstance(last, dict) else {}, "topics")
        topics.pop(str(self.opened.path), None)
        topics[str(self.opened.path)] = self.chosen("Topics")
        data: dict[str, Any] = {name: self.chosen(name) for name in ("Format", "Layout", "Paper")}
        folder = self.output if is_folder(str(Path(self.output).expanduser())) else str(Path(self.output).parent)
        remember(NAME, data | {"folder": folder, "topics": dict(list(topics.items())[-_BRIEFS:])})


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return dict(found) if isinstance(found, dict) else {}


def at_home(path: Path) -> str:
    """The path as people write it: with ~ for the home folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or no home
        return str(path)
