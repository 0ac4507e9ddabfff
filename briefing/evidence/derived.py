"""What is computed from a brief's own figures: whether formulas and parts hold within what rounding leaves."""

from briefing.evidence.results import Difference, Result, Warned
from briefing.evidence.status import Status
from briefing.figures import Figures
from briefing.formulas import FormulaError
from briefing.model import Figure
from briefing.numbers import Interval, interval, is_percentage, print_amount, print_number
from briefing.text import visible


def check_formula(figure: Figure, figures: Figures) -> Result | None:
    """The result of computing a figure's formula again; None where it has none, or one that can't be computed.

    DERIVED where the written value is within what the operands' rounding leaves, or where none is written.
    """
    try:
        computed = figures.computed(figure)
    except FormulaError:
        return None  # told where the brief is loaded
    if computed is None:
        return None
    if figure.value is None or interval(figure.value, figure.qualifier).meets(Interval(computed.low, computed.high)):
        return Result("formula", "", Status.DERIVED)
    low, high = map(print_number, computed.bounds())
    written = print_amount(figure.value, figure.unit, figure.scale, figure.qualifier)
    said = f"number: {visible(written)} in the brief, the formula gives {low} to {high}"
    return Result("formula", "", Status.DIFFERS, differences=(Difference("number", written, f"{low} to {high}", said),))


def check_part(figure: Figure, figures: Figures) -> Warned | None:
    """A warning where a part is greater than its whole, whatever the rounding of both."""
    whole = figures.whole(figure)
    if whole is None or whole is figure or is_percentage(figure.unit) or figure.unit != whole.unit:
        return None
    if figure.value is None or whole.value is None:
        return None
    part = interval(figure.value, figure.qualifier, figure.scale)
    all_of_it = interval(whole.value, whole.qualifier, whole.scale)
    if part.low is None or all_of_it.high is None or part.low <= all_of_it.high:
        return None
    return Warned("computed", f"it is a part of “{visible(whole.label)}”, but greater than that")
