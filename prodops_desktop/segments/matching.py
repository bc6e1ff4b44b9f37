"""Whether a value is what a condition asks for."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from prodops_desktop.registry.entries import name_key
from prodops_desktop.segments.accounts import id_key
from prodops_desktop.segments.attributes import Field, Value
from prodops_desktop.segments.rule import AT_LEAST, CONTAINS, IS, IS_NOT, KNOWN, UNKNOWN, Condition, Limit, parse_day, parse_number

Match = Callable[[Value], bool]


def matcher(condition: Condition, field: Field) -> Match:
    """What tells the values of a field that a condition asks for.

    Texts are the same whatever their capitals and blanks. “is not” takes whatever “is” does not, also where nothing is known.
    A limit takes no value that is not of its sort.
    """
    if condition.test == KNOWN:
        return lambda value: value is not None
    if condition.test == UNKNOWN:
        return lambda value: value is None
    if condition.test == CONTAINS:
        parts = [name_key(text) for text in condition.values]
        return lambda value: value is not None and any(part in name_key(_shown(value)) for part in parts)
    if condition.limit is not None:
        return _within(condition.limit, least=condition.test == AT_LEAST)
    among = _among(condition, field)
    return (lambda value: not among(value)) if condition.test == IS_NOT else among


def is_of_its_sort(value: Value, limit: Limit) -> bool:
    """Whether a value can be compared with a limit: a number with a number, a day with a day."""
    return (_day(value) if isinstance(limit, date) else _number(value)) is not None


def is_value(field: Field, text: str) -> bool:
    """Whether an account or user has this text in a field."""
    match = _among(Condition(field.title, IS, (text,)), field)
    return any(map(match, set(field.values)))


def _among(condition: Condition, field: Field) -> Match:
    key = id_key if field.is_id else name_key
    texts = {key(text) for text in condition.values}
    numbers = {Fraction(number) for text in condition.values if (number := parse_number(text)) is not None}

    def match(value: Value) -> bool:
        if value is None:
            return False
        return key(value) in texts if isinstance(value, str) else value in numbers or _shown(value) in texts

    return match


def _within(limit: Limit, *, least: bool) -> Match:
    if isinstance(limit, date):
        return lambda value: (day := _day(value)) is not None and (day >= limit if least else day <= limit)
    bound = Fraction(limit)
    return lambda value: (number := _number(value)) is not None and (number >= bound if least else number <= bound)


def _number(value: Value) -> int | float | Fraction | None:
    if not isinstance(value, str):
        return value
    number = parse_number(value)
    return None if number is None else Fraction(number)


def _day(value: Value) -> date | None:
    return parse_day(value[:10]) if isinstance(value, str) else None


def _shown(value: str | int | float | Fraction) -> str:
    return value if isinstance(value, str) else str(value).removesuffix(".0")
