"""Writes the stored values of a dataset the way people read them, by the type of their column."""

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, shown
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.texts import tr

_TYPES = {
    "text": "text",
    "name": "name",
    "integer": "int",
    "number": "num",
    "money": "money",
    "percent": "pct",
    "boolean": "yes/no",
    "day": "date",
    "moment": "date+time",
    "time": "time",
    "duration": "h:m:s",
}
_LONGEST = 300
_ID_WORDS = frozenset({"id", "no", "nr", "code", "key", "zip", "year", "postcode"})


def type_name(column: Column) -> str:
    """A short word for the type of a column, with its currency."""
    word = tr(_TYPES.get(column.type, column.type))
    return f"{word} {column.currency}" if column.type == "money" and column.currency else word


def is_right(column: Column) -> bool:
    """Whether values stand at the right: numbers do."""
    return column.is_number


def is_code(column: Column) -> bool:
    """Whether an integer is a name for something, such as a number of a customer or a year, and has no thousands."""
    if column.type != "integer":
        return False
    words = column.header.casefold().replace("_", " ").replace(".", " ").replace("-", " ").split()
    low, high = column.minimum or "", column.maximum or ""
    year = len(low) == len(high) == 4 and low >= "1900" and high <= "2100"
    return year or (bool(words) and (words[-1] in _ID_WORDS or words[-1].endswith("id")))


def value_text(column: Column, value: Stored, decimals: int | None = None) -> str:
    """A value as text for people, numbers with ``decimals`` places where these are known; empty for a missing one."""
    if value is None:
        return ""
    if isinstance(value, str):
        if column.type == "day":
            return formats.day(value)
        if column.type == "time":
            return formats.time(value)
        return formats.moment(value) if column.type == "moment" else value
    if column.type == "boolean":
        return tr("yes") if value else tr("no")
    if column.type == "duration":
        return formats.duration(value)
    if column.type == "money":
        places = column.scale or 0
        whole = decimals == 0 and value % 10**places == 0
        return formats.number(value / 10**places, 0 if whole else places)
    if column.type == "percent":
        return formats.percent(value, decimals)
    return str(value) if is_code(column) else formats.number(value, decimals)


def exact_text(column: Column, value: Stored) -> str:
    """A value without any rounding, for the inspector."""
    if column.type == "time" and value is not None:
        return shown(column, value)
    if column.type in {"number", "percent"} and value is not None:
        return formats.exact(shown(column, value))
    return value_text(column, value)


def value_cell(column: Column, value: Stored, *, first: bool = False, decimals: int | None = None) -> Cell:
    """A cell of a grid; what is missing says so, and is never a zero."""
    if value is None:
        return Cell(tr("empty"), "text_3", right=is_right(column))
    text = value_text(column, value, decimals)
    line = " ".join(text[:_LONGEST].split()) if "\n" in text or len(text) > _LONGEST else text
    tip = text if len(text) > 40 or line != text else ""
    return Cell(line, role="name" if first else "body", right=is_right(column), tip=tip[:2000])


def range_text(column: Column) -> str:
    """From the smallest to the largest value of a column; empty for texts."""
    if column.minimum is None or column.maximum is None or column.type in {"text", "name", "boolean"}:
        return ""
    if column.is_time:
        low, high = formats.period(column.minimum[:7]), formats.period(column.maximum[:7])
        if low[-4:] == high[-4:] and low != high:
            low = low[:-5]
    elif column.type == "time":
        low, high = formats.time(column.minimum), formats.time(column.maximum)
    else:
        low, high = _bound(column, column.minimum), _bound(column, column.maximum)
    return low if low == high else f"{low} – {high}"


def _bound(column: Column, text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if column.type == "duration":
        return formats.duration(value)
    if column.type == "percent":
        return formats.percent(value)
    return text if is_code(column) else formats.number(value)
