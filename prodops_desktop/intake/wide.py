"""How the rows of a long table come from those of a wide one, whose columns of periods became rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.readers.model import Cell

HEADER, VALUE = "header", "value"
EMPTY_PERIOD = "empty period"
"""The step that drops the rows of empty cells in columns of periods; a row of the sheet with no other ones keeps the first of them."""


@dataclass(frozen=True)
class Period:
    """A column of periods: its place among the columns of its table, its header, and the 1-based cell of the sheet that this stands in.

    ``written`` is the text of that cell where the header says more than it.
    """

    column: int
    header: Cell
    source_row: int
    source_column: int
    written: str | None = None


@dataclass(frozen=True)
class WidePart:
    """Rows ``start`` to before ``end`` of the wide table, all of one sheet: of its row r, period number n becomes row
    (r - 1) * stride + n + 1 + ``shift``.

    By period: ``numbers``, the codes of the ``headers``, the codes of the cells from ``start`` on, and by each of these codes that among
    the values.
    """

    start: int
    end: int
    shift: int
    numbers: tuple[int, ...]
    headers: tuple[int, ...]
    codes: tuple[Sequence[int], ...]
    maps: tuple[Sequence[int], ...]


@dataclass(frozen=True)
class Spread:
    """``stride`` rows for each row of the sheet; the columns ``header_at`` and ``value_at`` of the long table hold period and value.

    ``places`` are the header cells (1-based row and column) of the periods by number; ``written`` are the texts in the cells of headers
    that say more than these, by the code of the header.
    """

    stride: int
    header_at: int
    value_at: int
    parts: tuple[WidePart, ...]
    places: tuple[tuple[int, int], ...]
    written: dict[int, str]

    def role(self, column: int) -> str | None:
        """HEADER or VALUE for a column of the long table that is one of these."""
        return HEADER if column == self.header_at else VALUE if column == self.value_at else None


class RepeatedColumn(Column):
    """A column whose every cell stands in as many rows as there are periods; its codes are those of the wide table."""

    def __init__(self, column: Column, parts: Sequence[tuple[int, int, int]]) -> None:
        super().__init__(0, text_only=True)
        self._counts = column.counts
        self.coded, self.coder, self.codes = column.coded, column.coder, column.codes
        self.evidence = self.kept = column.evidence
        if len(parts) == 1:
            self.counts = Counter({code: count * parts[0][2] for code, count in column.counts.items()})
        else:
            for start, end, times in parts:
                self.counts.update({code: count * times for code, count in Counter(self.codes[start:end]).items()})
        self.kept_counts = self._counts

    def leave_out(self, indices: Iterable[int]) -> None:
        """See :meth:`Column.leave_out`; what is kept is weighed by the rows of the wide table, as all of it is."""
        self.keep(self._counts - Counter(self.codes[at] for at in indices))


class PeriodColumn(Column):
    """The headers of the periods, each as often as its column has cells."""

    def __init__(self, parts: Sequence[tuple[int, int, Sequence[Cell]]]) -> None:
        super().__init__(0, text_only=False)
        self._parts: list[tuple[int, int, list[int]]] = []
        for start, end, headers in parts:
            self.add(list(headers))
            self._parts.append((start, end, self.codes))
            self.codes = []
            self.counts.update(dict.fromkeys(self._parts[-1][2], end - start))

    def headers(self, part: int) -> tuple[int, ...]:
        """The codes of the headers of a part."""
        return tuple(self._parts[part][2])

    def leave_out(self, indices: Iterable[int]) -> None:
        """See :meth:`Column.leave_out`; the indices are those of the wide table."""
        listed, gone = list(indices), Counter[int]()
        for start, end, codes in self._parts:
            gone.update(dict.fromkeys(codes, sum(start <= at < end for at in listed)))
        self.keep(self.counts - gone)


class ValueColumn(Column):
    """The cells of all columns of periods as one column; ``maps`` are, by part and period, its codes by those of that column."""

    def __init__(self, parts: Sequence[tuple[int, int, Sequence[Column]]], *, text_only: bool) -> None:
        super().__init__(0, text_only=text_only)
        self._parts = parts
        self.maps: list[tuple[list[int], ...]] = []
        columns = [column for _, _, own in parts for column in own]
        self.coded = all(column.coded for column in columns)
        if not self.coded:
            self.evidence = columns[0].evidence  # they share it
            return
        for _, _, own in parts:
            self.maps.append(tuple(self._map_of(column) for column in own))

    def _map_of(self, column: Column) -> list[int]:
        self.add(column.values)
        codes, self.codes = self.codes, []
        for code, count in column.counts.items():
            self.counts[codes[code]] += count
        return codes

    def leave_out(self, indices: Iterable[int]) -> None:
        """See :meth:`Column.leave_out`; the indices are those of the wide table."""
        listed, gone = list(indices), Counter[int]()
        for (start, end, columns), maps in zip(self._parts, self.maps, strict=True):
            for column, own in zip(columns, maps, strict=True):
                gone.update(own[column.codes[at - start]] for at in listed if start <= at < end)
        self.keep(self.counts - gone)
