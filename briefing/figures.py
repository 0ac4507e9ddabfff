"""What follows from a brief's figures: computed values, shares of a whole, changes between two periods."""

from decimal import Decimal, localcontext

from briefing.entries import own_id
from briefing.formulas import Computed, FormulaError, compute, measured, names, share
from briefing.model import Amount, Brief, Figure
from briefing.numbers import is_percentage, scale_factor

MAX_CHAIN = 12
"""How many formulas may rest on each other; bounds the recursion."""


class EndlessFormula(FormulaError):
    """A formula that comes back to itself, or rests on too long a chain of others."""


class Figures:
    """The figures of a brief by id, and what is computed from them."""

    def __init__(self, brief: Brief) -> None:
        self._by_id: dict[str, list[Figure]] = {}
        self._evaluated: dict[int, Computed] = {}
        for topic in brief.topics.values():
            for figure in topic.figures:
                self._by_id.setdefault(own_id(figure), []).append(figure)

    def named(self, name: str, period: str | None) -> Figure | None:
        """The figure with an id: the one of the same period where there are several, else the last."""
        found = self._by_id.get(name)
        if found is None:
            return None
        same = [figure for figure in found if figure.period == period]
        return (same or found)[-1]

    def computed(self, figure: Figure) -> Computed | None:
        """The value of a figure's formula in its own unit and scale; None where it has no formula.

        Raises FormulaError where the formula can't be read, names no figure, goes round in a circle or
        rests on a figure without a single value.
        """
        if figure.formula is None:
            return None
        result = self._evaluate(figure, figure.formula, ())
        return result.times(1 / scale_factor(figure.scale)) if figure.scale else result

    def _evaluate(self, figure: Figure, formula: str, above: tuple[int, ...]) -> Computed:
        """The formula's value in units, percentages in hundredths.

        Each is evaluated once: figures that name each other twice over would double the work at every step.
        """
        if id(figure) in self._evaluated:
            return self._evaluated[id(figure)]
        if id(figure) in above:
            raise EndlessFormula(f"goes round in a circle through {own_id(figure)}")
        if len(above) >= MAX_CHAIN:
            raise EndlessFormula(f"rests on a chain of more than {MAX_CHAIN} formulas")
        places = {token.text: token for token in reversed(names(formula))}

        def operand(name: str) -> Computed:
            other = self.named(name, figure.period)
            token = places[name]
            if other is None:
                raise FormulaError(f"names {name}, which is no figure's id", token.column, len(name))
            if other is figure:
                raise EndlessFormula("names the figure itself", token.column, len(name))
            return self._operand(other, (*above, id(figure)), name, token.column)

        result = compute(formula, operand)
        result = result.times(Decimal(100)) if is_percentage(figure.unit) else result
        self._evaluated[id(figure)] = result
        return result

    def _operand(self, figure: Figure, above: tuple[int, ...], name: str, column: int) -> Computed:
        if isinstance(figure.value, tuple):
            raise FormulaError(f"rests on {name}, which is a range", column, len(name))
        if figure.value is not None:
            value = measured(figure.value, figure.qualifier, figure.scale)
        elif figure.formula is not None:
            value = self._computed_operand(figure, figure.formula, above, name, column)
        else:
            raise FormulaError(f"rests on {name}, which has no value", column, len(name))
        return value.times(Decimal("0.01")) if is_percentage(figure.unit) else value

    def _computed_operand(
        self, figure: Figure, formula: str, above: tuple[int, ...], name: str, column: int
    ) -> Computed:
        """The value of an operand's own formula; an error is told at the operand's name in the formula above."""
        try:
            return self._evaluate(figure, formula, above)
        except EndlessFormula as error:
            raise EndlessFormula(str(error), column, len(name)) from error
        except FormulaError as error:
            raise FormulaError(f"rests on {name}, which can't be computed", column, len(name)) from error

    def operands(self, figure: Figure) -> list[Figure]:
        """The figures that a formula rests on directly, each once; none where it can't be read."""
        try:
            found = [self.named(token.text, figure.period) for token in names(figure.formula or "")]
        except FormulaError:
            return []
        return list({id(other): other for other in found if other is not None}.values())

    def whole(self, figure: Figure) -> Figure | None:
        """The figure that this one is a part of."""
        return self.named(figure.of, figure.period) if figure.of else None

    def share(self, figure: Figure) -> Computed | None:
        """What percentage of its whole a figure is; None where that can't be computed."""
        whole = self.whole(figure)
        if whole is None or whole is figure or is_percentage(figure.unit) or figure.unit != whole.unit:
            return None
        try:
            part, total = (self._operand(one, (), own_id(one), 0) for one in (figure, whole))
            return share(part, total)
        except FormulaError:
            return None


def full_previous(figure: Figure) -> tuple[Amount, ...]:
    """A figure's previous values with the figure's own unit, scale and qualifier where they give none."""
    return tuple(
        Amount(
            value=one.value,
            unit=one.unit or figure.unit,
            scale=one.scale or figure.scale,
            qualifier=one.qualifier or "exact",
        )
        for one in figure.previous
    )


def difference(figure: Figure) -> Decimal | None:
    """The value minus the last previous one, in the figure's unit and scale; None where they can't be compared."""
    before = full_previous(figure)
    if not before or isinstance(figure.value, tuple) or figure.value is None:
        return None
    last = before[-1]
    if isinstance(last.value, tuple) or last.unit != figure.unit:
        return None
    with localcontext() as context:
        context.prec = 80
        return figure.value - last.value * scale_factor(last.scale) / scale_factor(figure.scale)
