"""What is checked of figures: that they have a number, that formulas can be computed, that none stands twice."""

from collections.abc import Iterable, Iterator

from briefing.declared import Declared
from briefing.entries import Path, own_id
from briefing.figures import EndlessFormula, Figures, full_previous
from briefing.findings import Finding, Hint, LineOf, Part
from briefing.formulas import FormulaError, Token, names
from briefing.hints import word_hint
from briefing.model import Figure
from briefing.numbers import Interval, interval, print_amount, print_number
from briefing.problems import Severity
from briefing.text import shown


def check_names(figure: Figure, path: Path, declared: Declared) -> Iterator[Finding]:
    """Findings about the ids that a figure names in `of` and in its formula."""
    if figure.of is not None and figure.of not in declared.figures:
        hint = word_hint(figure.of, declared.figures, declared.figures, "give the whole an id and name that")
        yield Finding(path=(*path, "of"), message=f"no figure has the id “{shown(figure.of)}”", hint=hint)
    for token in _names(figure.formula):
        if token.text not in declared.figures:
            hint = word_hint(token.text, declared.figures, declared.figures, "give the figure that is meant an id")
            message = f"formula names {shown(token.text)}, which is no figure's id"
            yield Finding(
                path=(*path, "formula"), message=message, hint=hint, start=token.column, length=len(token.text)
            )


def _names(formula: str | None) -> list[Token]:
    try:
        return names(formula or "")
    except FormulaError:
        return []  # told where the formula is computed


def check_figure(figure: Figure, path: Path, figures: Figures) -> Iterator[Finding]:
    """Findings about one figure, all of which could be read."""
    if figure.value is None and figure.change is None and figure.formula is None:
        hint = "write value = 36, or a change or a formula"
        yield Finding(path=path, message="the figure has no value", hint=hint, part=Part.WHOLE)
    if figure.of == own_id(figure):
        hint = "write the id of the whole, or leave of out"
        yield Finding(path=(*path, "of"), message="of names the figure itself", hint=hint)
    if figure.previous and figure.value is not None:
        yield from _previous(figure, path)
    if figure.formula is not None:
        yield from _formula(figure, figure.formula, path, figures)


def _previous(figure: Figure, path: Path) -> Iterator[Finding]:
    """format.md: previous is oldest first, never the value itself."""
    last, amount = figure.previous[-1], full_previous(figure)[-1]
    same = (amount.value, amount.unit, amount.scale) == (figure.value, figure.unit, figure.scale)
    if same and last.period in (None, figure.period):
        yield Finding(
            path=(*path, "previous", len(figure.previous) - 1),
            message="the last previous value is the value itself",
            hint="write the value before, or leave previous out",
            severity=Severity.WARNING,
        )


_INSTEAD = {
    "can't": "look the numbers over",
    "divides": "look over what it divides by",
    "rests": "give that figure a single value",
}
"""What to do about a formula, by the first word of its error."""


def _formula(figure: Figure, formula: str, path: Path, figures: Figures) -> Iterator[Finding]:
    if not all(figures.named(token.text, figure.period) for token in _names(formula)):
        return  # told as an unknown name, or what it names can't be read
    try:
        computed = figures.computed(figure)
    except FormulaError as error:
        length = 0 if (error.column, error.length) == (0, 1) else error.length
        hint = _INSTEAD.get(str(error).split()[0], "a formula has ids of figures, numbers, + - * / and brackets")
        if isinstance(error, EndlessFormula):
            hint = "give one of the figures a value in place of its formula"
        message = f"formula {error}"
        yield Finding(path=(*path, "formula"), message=message, hint=hint, start=error.column, length=length)
        return
    if computed is None or figure.value is None:
        return
    if not interval(figure.value, figure.qualifier).meets(Interval(computed.low, computed.high)):
        low, high = map(print_number, computed.bounds())
        written = print_amount(figure.value, figure.unit, figure.scale, figure.qualifier)
        yield Finding(
            path=(*path, "value"),
            message=f"value is {written}, but the formula gives {low} to {high}",
            hint="look the numbers over: one of them is wrong, or the formula is",
            severity=Severity.WARNING,
        )


def check_identity(figures: Iterable[tuple[Figure, Path]]) -> Iterator[Finding]:
    """Findings about figures that have an id in common.

    format.md, Identity: (id, period, kind, source) is unique in a file; the same id with another label or unit is
    a warning. An id that is only made from the label is local, so that two alike are no more than doubtful.
    """
    first: dict[str, tuple[Figure, Path]] = {}
    seen: dict[tuple[object, ...], Path] = {}
    for figure, path in figures:
        name, key = own_id(figure), "id" if figure.id else "label"
        identity = (name, figure.period, figure.kind, figure.source)
        if identity in seen:
            yield Finding(
                path=(*path, key),
                message=f"the {key} “{shown(getattr(figure, key))}” stands twice with the same period, kind and source",
                hint=_twice(seen[identity]),
                severity=Severity.ERROR if figure.id else Severity.WARNING,
            )
        seen.setdefault(identity, path)
        before, place = first.setdefault(name, (figure, path))
        if figure.id:
            yield from _differs(figure, before, path, place)


def _twice(before: Path) -> Hint:
    return lambda line_of: f"it stands in line {line_of(before)}: write this one's own period, kind, source or id"


def _differs(figure: Figure, before: Figure, path: Path, place: Path) -> Iterator[Finding]:
    for key, new, old in (("label", figure.label, before.label), ("unit", figure.unit, before.unit)):
        if new != old:

            def hint(line_of: LineOf, key: str = key, old: str | None = old) -> str:
                return (
                    f'line {line_of(place)} has {key} = "{shown(old)}"'
                    if old
                    else f"line {line_of(place)} has no {key}"
                )

            message = f"the id {shown(own_id(figure))} has another {key} than before"
            yield Finding(path=(*path, key), message=message, hint=hint, severity=Severity.WARNING)
