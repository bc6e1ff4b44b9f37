"""The second pass over one column: its distinct values become what is stored, or a reason why their rows can't be accepted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from prodops_desktop.intake.converting import Converter, Stored
from prodops_desktop.intake.readers.model import Cell, raw_text
from prodops_desktop.intake.reading import ReadColumn


class ColumnWriter:
    """Turns the distinct values of one column into what is stored, and knows which of them are odd or can't be accepted."""

    def __init__(self, column: ReadColumn, names: "Names") -> None:
        self.column = column
        self.converter = Converter(column.plan)
        self._names = names
        self.filled = 0
        self.gone: Counter[int] = Counter()
        """Cells by code in rows that are not stored (coded scans only)."""
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
            if (why := self._refusal(value, made.value, made.reason)) is not None:
                bad[code] = why
            if kind is not None and result is not None:
                result = self._names.id_of(kind, str(result))
            stored.append(result)
        empty = {code for code, value in enumerate(stored) if value is None}
        return Converted(stored, odd, bad, unread, empty)

    def _refusal(self, cell: Cell, value: Stored, reason: str | None) -> str | None:
        """Why a row with this cell can't be accepted; None when it can."""
        column = self.column
        if value is None:
            if not column.required:
                return None
            raw = raw_text(cell).strip()
            return f"“{column.header}” is “{_short(raw)}”: {reason}." if raw else f"“{column.header}” is empty."
        if (column.low is None and column.high is None) or isinstance(value, str):
            return None
        number = value / 10 ** (column.plan.scale or 0) if column.plan.type == "money" else value
        if (column.low is None or number >= column.low) and (column.high is None or number <= column.high):
            return None
        bounds = f"{_bound(column.low)} or more" if column.high is None else f"{_bound(column.low)} to {_bound(column.high)}"
        return f"“{column.header}” is {_short(raw_text(cell).strip())}; it must be {bounds}."

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


def _short(text: str) -> str:
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
