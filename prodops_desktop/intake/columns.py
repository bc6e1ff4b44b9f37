"""The columns of a table as codes: every cell is a small number, and each distinct value is stored once with its count.

What is done with values is then done once a value, however long the column. Where too many values differ, the codes are given up and
only what the column is evidence of is kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest

from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.readers.model import Cell


class _Coder(dict[Cell, int]):
    def __missing__(self, value: Cell) -> int:
        code = self[value] = len(self)
        return code


class Column:
    """One column of the table: codes of its cells and the values behind them, or only its evidence when there are too many."""

    def __init__(self, blanks: int, *, text_only: bool) -> None:
        self._text_only = text_only
        self._has_bools = False
        self.counts: Counter[int] = Counter()
        self.kept_counts: Counter[int] = Counter()
        self.kept: Evidence
        """The evidence of data rows only; the same as ``evidence`` until rows are dropped."""
        self._values: list[Cell] | None = None
        self.coder = _Coder()
        self.codes: list[int] = []
        self.evidence = Evidence()
        self.coded = True
        if blanks:
            self.codes.extend([self.coder[""]] * blanks)

    def add(self, cells: tuple[Cell, ...] | list[Cell]) -> None:
        """Take in the cells of a batch."""
        if self._has_bools:
            cells = _bools_as_text(cells)
        if not self.coded:
            if not self._text_only and bool in set(map(type, cells)):
                cells = _bools_as_text(cells)
            self.evidence.absorb(Counter(cells).items())
            return
        coder, known, size = self.coder, len(self.coder), len(self.codes)
        self.codes.extend(map(coder.__getitem__, cells))
        if not self._text_only and (1 in coder or 0 in coder) and bool in set(map(type, cells)):
            # True == 1 shared its code: take the batch back and let such cells be the texts that a sheet shows for them.
            self._has_bools = True
            del self.codes[size:]
            self.coder = _Coder(islice(coder.items(), known))
            self.codes.extend(map(self.coder.__getitem__, _bools_as_text(cells)))

    def give_up_codes(self) -> None:
        """Keep only the evidence from here on."""
        self._absorb()
        self.coded = False
        self.coder = _Coder()
        self.codes = []

    def finish(self) -> None:
        """Weigh what was gathered; called once, after the last batch."""
        if self.coded:
            self._absorb()
        self.kept, self.kept_counts = self.evidence, self.counts

    def leave_out(self, indices: Iterable[int]) -> None:
        """Weigh the column again without the rows at ``indices`` (coded columns only)."""
        self.keep(self.counts - Counter(self.codes[index] for index in indices))

    def keep(self, counts: Counter[int]) -> None:
        """Weigh the column again with only these of its cells, given by code."""
        self.kept_counts = counts
        self.kept = Evidence()
        values = self.values
        self.kept.absorb((values[code], count) for code, count in counts.items())

    def weigh(self) -> None:
        """Weigh the column by the counts of its codes, or say that what it gathered is all."""
        values = self.values
        self.evidence.absorb((values[code], count) for code, count in self.counts.items())
        self.kept, self.kept_counts = self.evidence, self.counts

    def _absorb(self) -> None:
        values = self.values
        self.counts = Counter(self.codes)
        self.evidence.absorb((values[code], count) for code, count in self.counts.items())

    @property
    def values(self) -> list[Cell]:
        """The distinct values by code."""
        if self._values is None or len(self._values) != len(self.coder):
            self._values = list(self.coder)
        return self._values

    def counted(self) -> list[tuple[Cell, int]]:
        """Distinct non-empty values with their numbers of cells, in order of their first occurrence (coded columns only)."""
        counts = self.kept_counts
        return [(value, counts[code]) for value, code in self.coder.items() if value != "" and code in counts]


def _bools_as_text(cells: tuple[Cell, ...] | list[Cell]) -> list[Cell]:
    return ["TRUE" if cell is True else "FALSE" if cell is False else cell for cell in cells]


def columns_of(rows: list[list[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """The rows turned into columns; short rows are filled up with empty cells."""
    if len(set(map(len, rows))) == 1:
        return zip(*rows, strict=True)
    return zip_longest(*rows, fillvalue="")
