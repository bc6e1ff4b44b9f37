"""A list of records as a sheet, whatever writes it: an export that is imported back, or the sheet of an area in a pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SheetValue = str | int | float | bool | date | None

TEXT, WHOLE, NUMBER, AMOUNT, PERCENT, DAY, MONTH, YES_NO = "text", "whole", "number", "amount", "percent", "day", "month", "yes or no"
"""What a column holds; per cent counts points (5 for 5%)."""


@dataclass(frozen=True)
class SheetColumn:
    """A column: its header, what it holds, and its width in characters."""

    title: str
    holds: str = TEXT
    width: float = 14.0


@dataclass(frozen=True)
class RecordSheet:
    """A sheet of records, a row each."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[SheetValue, ...]]
