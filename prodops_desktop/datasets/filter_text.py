"""Reads what is typed to filter a column, by the column's type: “contains”, ranges, days, “empty”; nothing is guessed.

What can't be read raises :class:`UnreadableError`, whose sentence says what would be. :mod:`filter_writing` is the way back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from prodops_desktop.datasets import filter_days, filter_numbers
from prodops_desktop.datasets.filter_spans import Habits, ReasonError, Span, UnreadableError, ends_of
from prodops_desktop.datasets.filters import Between, Contains, Missing, OneOf, Test
from prodops_desktop.datasets.model import Column

__all__ = ["Habits", "UnreadableError", "read_filter"]

EMPTY, FILLED = "empty", "not empty"
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True)
class _Kind:
    """How spans of a type are read, and what is shown as an example of them."""

    span: Callable[[str, Column, Habits], Span]
    example: str


_KINDS = {
    "integer": _Kind(filter_numbers.number_span, "≥ 100, <5 or 100–200"),
    "number": _Kind(filter_numbers.number_span, "≥ 100, <5 or 100–200"),
    "money": _Kind(filter_numbers.number_span, "≥ 100k, <5 or 100–200"),
    "percent": _Kind(filter_numbers.number_span, "≥ 50%, <5% or 10–20"),
    "duration": _Kind(filter_numbers.duration_span, "≥ 2 h, <90 min or 1:00:00–2:30:00"),
    "day": _Kind(filter_days.day_span, "Nov 2026, ≥ 2026-11-01 or next 12 months"),
    "moment": _Kind(filter_days.moment_span, "Nov 2026, ≥ 2026-11-01 or last 30 days"),
    "time": _Kind(filter_days.time_span, "≥ 14:30 or 9:00–17:00"),
}


def example_of(column: Column) -> str:
    """What can be typed for a column, as an example."""
    if column.type == "boolean":
        return "yes or no"
    kind = _KINDS.get(column.type)
    return kind.example if kind is not None else "a part of the text, or !part for those without it"


def read_filter(text: str, column: Column, habits: Habits) -> Test | None:
    """The test that a typed text stands for; None for an empty one."""
    typed = " ".join(text.split())
    if not typed:
        return None
    plain = typed.casefold()
    if plain == EMPTY:
        return Missing(wanted=True)
    if plain in {FILLED, f"!{EMPTY}", f"! {EMPTY}"}:
        return Missing(wanted=False)
    if column.type == "boolean":
        return _boolean(typed)
    kind = _KINDS.get(column.type)
    if kind is None:
        return _contains(text.strip())
    typed = habits.plain(typed)
    try:
        low, high = ends_of(typed, lambda part: kind.span(part, column, habits))
    except ValueError as error:
        reason = str(error) if isinstance(error, ReasonError) else f"“{typed}” can’t be read here."
        raise UnreadableError(f"{reason} Type {kind.example}, empty or not empty.") from None
    return Between(low, high)


def _contains(text: str) -> Contains:
    wanted = not text.startswith("!")
    rest = text if wanted else text[1:].strip()
    if len(rest) >= 2 and rest[0] == rest[-1] == '"':
        rest = rest[1:-1]
    if not rest:
        missing = "Between quotation marks stands" if wanted else "After ! stands"
        raise UnreadableError(f"{missing} the text that rows must {'' if wanted else 'not '}have. Type part, !part, empty or not empty.")
    return Contains(rest, wanted)


def _boolean(typed: str) -> OneOf:
    plain = typed.casefold()
    turned = plain.startswith("!")
    plain = plain.removeprefix("!").strip()
    if plain not in _YES | _NO:
        raise UnreadableError(f"“{typed}” is neither yes nor no. Type yes, no, empty or not empty.")
    return OneOf((int((plain in _YES) != turned),))
