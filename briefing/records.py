"""Frozen values, made without generated code: what a frozen dataclass is, in a twentieth of its time.

`dataclass` writes and compiles six methods for each class: 0.5 ms, and the first frame of the program needs thirty
classes, while a whole minimal Textual app is on the screen after 150 ms. Here all classes share the same methods;
`dataclasses.fields` and `replace`, pydantic and mypy take them for dataclasses, which they are.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform, overload

Class = TypeVar("Class", bound=type)


@overload
def record(cls: Class, /) -> Class: ...
@overload
def record(*, kw_only: bool = False) -> Callable[[Class], Class]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: Class | None = None, /, *, kw_only: bool = False) -> Class | Callable[[Class], Class]:
    """Make a class of annotated fields a frozen dataclass with slots, compared and hashed by its values."""

    def make(plain: Class) -> Class:
        made: Class = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(plain)  # type: ignore[assignment]  # typeshed knows only of type[T], not of what is bound to type
        for name, method in _METHODS.items():
            setattr(made, name, method)
        return made

    return make if cls is None else make(cls)


def _init(self: Any, *values: Any, **named: Any) -> None:
    """Set the fields in their order, then by name; what is missing has its default."""
    for name, default, make, positional in _plan(type(self)):
        if values and positional:
            value, values = values[0], values[1:]
        elif name in named:
            value = named.pop(name)
        elif default is not MISSING:
            value = default
        elif make is not MISSING:
            value = make()
        else:
            raise TypeError(f"{type(self).__name__} needs {name}")
        object.__setattr__(self, name, value)
    if values or named:
        raise TypeError(f"{type(self).__name__} has no {', '.join(named) or 'further field'}")


_plans: dict[type, list[tuple[str, Any, Any, bool]]] = {}


def _plan(cls: type) -> list[tuple[str, Any, Any, bool]]:
    """Name, default, default factory and place of each field of a class, looked up once."""
    found = _plans.get(cls)
    if found is None:
        found = _plans[cls] = [(one.name, one.default, one.default_factory, not one.kw_only) for one in fields(cls)]
    return found


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name, *_ in _plan(type(self)))


def _repr(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name, *_ in _plan(type(self)))})"


def _eq(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _set(self: Any, name: str, _value: object) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be set")


def _delete(self: Any, name: str) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be deleted")


_METHODS: dict[str, Any] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _set,
    "__delattr__": _delete,
}
