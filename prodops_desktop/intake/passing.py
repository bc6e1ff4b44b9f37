"""The rows of one table while the batches of its sheet pass by: cut out, merged cells filled, hidden rows left out."""

from array import array
from collections.abc import Sequence

from prodops_desktop.intake.merged import Filler
from prodops_desktop.intake.readers.model import Batch, Cell, Sheet
from prodops_desktop.intake.tables import Table


class PassingRows:
    """Takes the rows of ``table`` out of the batches of ``sheet``, in order from the first batch; used once a pass."""

    def __init__(self, sheet: Sheet, table: Table, *, hidden_rows: bool) -> None:
        self._table = table
        first = sheet.first_column + table.left
        last = None if table.right is None else sheet.first_column + table.right
        named = next((at for at, name in enumerate(table.names) if name), 0)
        self.filler = Filler(sheet.facts.merges, first, last, table.data + 1, first + named)
        self._hidden = frozenset() if hidden_rows else sheet.facts.hidden_rows
        self._is_cut = bool(table.left) or table.right is not None
        self.hidden = 0
        """How many hidden rows with something in them were left out, and how many cells of them."""
        self.hidden_cells = 0

    def take(self, batch: Batch) -> tuple[Sequence[int], list[list[Cell]]]:
        """The rows of a batch that belong to the table and are not blank, with their row numbers in the sheet."""
        start, rows = self._cut(batch)
        if not rows:
            return (), []
        rows = self.filler.fill(start, rows)
        if not self._hidden and not _some_blank(rows):
            return range(start, start + len(rows)), rows
        kept = [(number, row) for number, row in enumerate(rows, start) if row.count("") < len(row)]
        if self._hidden:
            left_out = [row for number, row in kept if number in self._hidden]
            self.hidden += len(left_out)
            self.hidden_cells += sum(len(row) - row.count("") for row in left_out)
            kept = [(number, row) for number, row in kept if number not in self._hidden]
        return array("i", (number for number, _ in kept)), [row for _, row in kept]

    def _cut(self, batch: Batch) -> tuple[int, list[list[Cell]]]:
        table, rows, start = self._table, batch.rows, batch.first_row
        skip = max(0, table.data + 1 - start)
        end = len(rows) if table.bottom is None else max(0, table.bottom + 2 - start)
        if skip or end < len(rows):
            rows = rows[skip:end]
        if self._is_cut:
            right = None if table.right is None else table.right + 1
            rows = [row[table.left : right] for row in rows]
        return start + skip, rows


def _some_blank(rows: list[list[Cell]]) -> bool:
    """Whether a row has nothing in it."""
    return any([""] * width in rows for width in set(map(len, rows)))
