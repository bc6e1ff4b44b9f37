"""Filters that outlive the day, the version and the way of writing in which they were typed: in saved views and in what is remembered."""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from prodops_desktop.datasets.filter_spans import Habits, Stored
from prodops_desktop.datasets.filter_writing import reads_as, written
from prodops_desktop.datasets.filters import Between, Missing, OneOf, Test
from prodops_desktop.datasets.model import Column

_ALIKE = (frozenset({"integer", "number"}), frozenset({"text", "name"}))
"""Types whose values can be compared with each other."""
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Typed:
    """What was typed, and the signs of its numbers and the order of its days as they were written then."""

    text: str
    point: str = "."
    group: str = ","
    day_first: bool | None = None

    @classmethod
    def by(cls, text: str, habits: Habits) -> "Typed":
        """What is typed by somebody with these habits."""
        return cls(text, habits.point, habits.group, habits.day_first)


@dataclass(frozen=True)
class Unit:
    """What the values of a test are: of this type, and amounts of 10^-``scale`` ``currency``."""

    type: str
    scale: int | None = None
    currency: str | None = None

    @classmethod
    def of(cls, column: Column) -> "Unit":
        """The unit of a column."""
        return cls(column.type, column.scale, column.currency)


def fitted(test: Test, unit: Unit, column: Column) -> Test | None:
    """A test as it fits a column of another version; None where it speaks of another type or another currency."""
    own = Unit.of(column)
    if isinstance(test, Missing) or unit == own:
        return test
    if unit.type != own.type and not any(alike.issuperset({unit.type, own.type}) for alike in _ALIKE):
        return None
    if own.type == "money" and unit.currency != own.currency:
        return None
    by = own.scale - unit.scale if own.scale is not None and unit.scale is not None else 0
    if isinstance(test, Between):
        return Between(_rescaled(test.low, by, own, ROUND_CEILING), _rescaled(test.high, by, own, ROUND_FLOOR))
    if isinstance(test, OneOf):
        up, down = ([_rescaled(value, by, own, way) for value in test.values] for way in (ROUND_CEILING, ROUND_FLOOR))
        values = tuple(one for one, other in zip(up, down, strict=True) if one == other)
        return OneOf(values) if values else None
    return test


def restored(test: Test, typed: Typed | None, column: Column, now: Habits) -> tuple[str, Test]:
    """A filter as it would be typed today, and what it means today: what was typed means what it did then, but by the day that it is."""
    if typed is None:
        return written(column, test, now), test
    then = replace(now, point=typed.point, group=typed.group, day_first=typed.day_first)
    meant = reads_as(typed.text, column, then) or test
    return (typed.text if reads_as(typed.text, column, now) == meant else written(column, meant, now)), meant


def _rescaled(value: Stored, by: int, own: Unit, rounding: str) -> Stored:
    """A number with ``by`` more decimals; where such a column holds whole ones only, the next one in a direction."""
    if value is None or isinstance(value, str) or (own.type == "number" and not by):
        return value
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return max(-_LARGEST, min(_LARGEST, int(exact.scaleb(by).to_integral_value(rounding))))
