"""What a source holds and the brief doesn't use, so that a selective reading can be seen."""

from briefing.evidence.checking import Checked, reading
from briefing.evidence.extract.amounts import Mention
from briefing.evidence.extract.quotations import Quotation
from briefing.evidence.results import Span
from briefing.evidence.sourcetext import SourceText
from briefing.records import record


@record
class Coverage:
    """One source: how many quotations and amounts it holds, and those that no item of the brief rests on."""

    source: str
    text: str
    quotations: int
    amounts: int
    unused_quotations: tuple[Quotation, ...]
    unused_amounts: tuple[Mention, ...]


def coverage(checked: Checked) -> tuple[Coverage, ...]:
    """The coverage of each source whose text is there, in the order in which the brief refers to them.

    An item rests on a quotation or an amount where its words or its evidence have a character of it. Single terms
    in quotation marks aren't counted: they are titles and ironies as often as quotes.
    """
    return tuple(_coverage(checked, text) for text in checked.texts.values() if isinstance(text, SourceText))


def _coverage(checked: Checked, source: SourceText) -> Coverage:
    used = [
        span
        for item in checked.items.values()
        for result in item.results
        if result.source == source.name
        for span in result.spans
    ]
    found = reading(source)
    quotations = [one for one in found.quotations if one.kind != "term"]
    return Coverage(
        source=source.name,
        text=source.text,
        quotations=len(quotations),
        amounts=len(found.amounts),
        unused_quotations=tuple(one for one in quotations if not any(_meet(one.span, span) for span in used)),
        unused_amounts=tuple(one for one in found.amounts if not any(_meet(one.span, span) for span in used)),
    )


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
