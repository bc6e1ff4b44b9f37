"""Writes the stored values of a column as what they are in Excel: days, times, amounts, shares; text never as anything else."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, shown
from prodops_desktop.packs.styles import Styles
from prodops_desktop.work.amounts import sign_of

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel takes."""
_EXACT = 999_999_999_999_999
"""Excel keeps fifteen digits."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel has a 29 February 1900, and no day before that year."""
_FORMATS = {
    "integer": "0",
    "number": "General",
    "percent": "0.##########%",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "time": "hh:mm:ss",
    "duration": "[h]:mm:ss",
}
_NARROWEST, _WIDEST = 9.0, 60.0


class CellWriter:
    """Writes the cells of one column; ``cut`` counts the texts that were too long for a cell."""

    def __init__(self, column: Column, styles: Styles) -> None:
        self.column, self.cut = column, 0
        self.right = column.is_number or column.is_time or column.type == "time"
        self._style = styles.get(num_format=_format(column), align="right" if self.right else "left", valign="top")
        self._text = styles.get(num_format="@", align="right" if self.right else "left", valign="top")

    def width(self, values: Sequence[Stored]) -> float:
        """The width in characters that some values and the header need."""
        longest = max((len(line) for value in values for line in shown(self.column, value).split("\n")[:3]), default=0)
        return min(_WIDEST, max(_NARROWEST, longest + 2.0, len(self.column.header) + 4.0))

    def write(self, page: Any, row: int, at: int, value: str | int | float) -> None:
        """Write a value; what Excel can't hold exactly is written as text."""
        held = _held(self.column, value)
        if isinstance(held, str):
            if len(held) > LONGEST_TEXT:
                self.cut += 1
                held = held[:LONGEST_TEXT]
            page.write_string(row, at, held, self._text)
        elif isinstance(held, bool):
            page.write_boolean(row, at, held, self._style)
        elif isinstance(held, (int, float)):
            page.write_number(row, at, held, self._style)
        else:
            page.write_datetime(row, at, held, self._style)


def _format(column: Column) -> str:
    if column.type == "money":
        symbol = sign_of(column.currency or "")
        digits = "#,##0." + "0" * column.scale if column.scale else "#,##0"
        return f'"{symbol}"{digits}' if symbol and '"' not in symbol else digits
    return _FORMATS.get(column.type, "@")


def _held(column: Column, value: str | int | float) -> str | int | float | bool | date | time | timedelta:
    """The value as Excel holds it."""
    if isinstance(value, str):
        return _moment(column, value)
    if column.type == "boolean":
        return bool(value)
    if isinstance(value, int) and abs(value) > _EXACT:
        return shown(column, value)
    if column.type == "money":
        return float(value / 10 ** (column.scale or 0))
    if column.type == "percent":
        return value / 100
    if column.type == "duration":
        return timedelta(milliseconds=value) if value >= 0 else shown(column, value)
    return value


def _moment(column: Column, value: str) -> str | date | time:
    """A day or time of day as Excel holds it; before 1900, and below a millisecond, it has none."""
    try:
        if column.type == "day":
            day = date.fromisoformat(value)
            return day if day >= _FIRST_DAY else value
        if column.type == "moment":
            moment = datetime.fromisoformat(value)
            return moment if moment.date() >= _FIRST_DAY and not moment.microsecond % 1000 else shown(column, value)
        if column.type == "time":
            return time.fromisoformat(value)
    except ValueError:  # a time such as 24:00:00
        return shown(column, value)
    return value
