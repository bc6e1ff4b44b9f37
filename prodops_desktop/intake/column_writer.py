"""The second pass over one column: its distinct values become what is stored, or a reason why their rows can't be accepted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from prodops_desktop.intake.column_types import Plan
from prodops_desktop.intake.converting import AMBIGUOUS_DAY, Converter, Stored
from prodops_desktop.intake.readers.model import Cell, raw_text
from prodops_desktop.intake.reading import ReadColumn


class ColumnWriter:
    """Turns the distinct values of one column into what is stored, and knows which of them are odd or can't be accepted."""

    def __init__(self, column: ReadColumn, names: "Names") -> None:
        self.column = column
        self.converter = Converter(column.plan)
        self._names = names
        self.filled = 0
        self.distinct: set[Stored] | None = set()
        self.low: Any = None
        self.high: Any = None

    def convert(self, values: Sequence[Cell]) -> "Converted":
        """Stored values by code, with the reasons for odd and for unacceptable ones."""
        stored: list[Stored] = []
        odd: dict[int, str] = {}
        bad: dict[int, str] = {}
        unread: set[int] = set()
        kind = self.column.name_kind
        for code, value in enumerate(values):
            made = self.converter(value)
            result = made.value
            if made.reason is not None:
                odd[code] = made.reason
            if not made.readable:
                unread.add(code)
            if (why := refusal(self.column, value, made.value, made.reason)) is not None:
                bad[code] = why
            if kind is not None and result is not None:
                result = self._names.id_of(kind, str(result))
            stored.append(result)
        empty = {code for code, value in enumerate(stored) if value is None}
        return Converted(stored, odd, bad, unread, empty)

    def measure(self, stored: Iterable[Stored]) -> None:
        """Take stored values into account for distinct, lowest and highest."""
        values = {value for value in stored if value is not None}
        if self.distinct is not None:
            self.distinct |= values
            if len(self.distinct) > 2_000_000:
                self.distinct = None
        if values and self.column.plan.type not in ("text", "name"):
            low, high = min(values), max(values)
            self.low = low if self.low is None else min(self.low, low)
            self.high = high if self.high is None else max(self.high, high)


class Demanding(Protocol):
    """A column with what its field asks of its cells."""

    @property
    def header(self) -> str:
        """What it is called."""

    @property
    def plan(self) -> Plan:
        """How its cells are read."""

    @property
    def required(self) -> bool:
        """Whether no cell may be empty."""

    @property
    def low(self) -> float | None:
        """The least number that is taken."""

    @property
    def high(self) -> float | None:
        """The greatest number that is taken."""


def refusal(column: Demanding, cell: Cell, value: Stored, reason: str | None) -> str | None:
    """Why a row with this cell, which was read as ``value``, can't be accepted; None when it can."""
    if value is None:
        if not column.required and reason != AMBIGUOUS_DAY:
            return None
        raw = raw_text(cell).strip()
        return f"“{column.header}” is “{shortened(raw)}”: {reason}." if raw else f"“{column.header}” is empty."
    if (column.low is None and column.high is None) or isinstance(value, str):
        return None
    number = value / 10 ** (column.plan.scale or 0) if column.plan.type == "money" else value
    if (column.low is None or number >= column.low) and (column.high is None or number <= column.high):
        return None
    bounds = f"{_bound(column.low)} or more" if column.high is None else f"{_bound(column.low)} to {_bound(column.high)}"
    return f"“{column.header}” is {shortened(raw_text(cell).strip())}; it must be {bounds}."


def none_has_value(headers: Sequence[str]) -> str:
    """Why a row can't be accepted that has a value in none of these columns, of which it needs one."""
    named = [f"“{header}”" for header in headers]
    if len(named) == 1:
        return f"{named[0]} has no value."
    return f"Neither {', '.join(named[:-1])} nor {named[-1]} has a value."


def shortened(text: str) -> str:
    """A text of a cell as sentences quote it."""
    return text if len(text) <= 60 else text[:59] + "…"


def _bound(value: float | None) -> str:
    return "−" + f"{-value:g}" if value is not None and value < 0 else f"{value:g}"


@dataclass(frozen=True)
class Converted:
    """By code: stored values, reasons for a raw text to be kept, reasons for quarantine, and codes that were not understood."""

    stored: list[Stored]
    odd: dict[int, str]
    bad: dict[int, str]
    unread: set[int]
    empty: set[int]


class Names:
    """Ids for the distinct texts of account, user and feature cells."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], int] = {}

    def id_of(self, kind: str, text: str) -> int:
        """The id of ``text`` among the names of ``kind``."""
        return self._ids.setdefault((kind, text), len(self._ids) + 1)

    def rows(self, used: set[int]) -> Iterator[tuple[int, str, str, str]]:
        """Rows for the table ``name``: those ids that stored rows use; a total row must not make an account called Total."""
        return ((number, kind, text, text.casefold()) for (kind, text), number in self._ids.items() if number in used)
