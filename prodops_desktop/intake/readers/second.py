"""The second reader, openpyxl: slower, but it reads workbooks that the first one refuses and keeps the texts of error cells."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import BATCH_ROWS, NO_FACTS, Batch, Book, Cell, Sheet

_STATES = {"hidden": "hidden", "veryHidden": "very hidden"}


def open_second(path: Path, form: str, reason: str) -> Book:
    """The book at ``path``; ``reason`` is why the first reader gave up, for the sentence when this one gives up too."""
    import warnings

    import openpyxl

    refused = UserError(f"It is damaged or of an unusual make: {reason}. Open it where it came from and save it again as xlsx.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that do not concern the cells
            workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parts raise on damaged files
        raise refused from None
    sheets: list[Sheet] = [SecondSheet(sheet, _STATES.get(str(sheet.sheet_state), "visible")) for sheet in workbook.worksheets]
    if not sheets:
        raise refused
    return Book(form, sheets)


class SecondSheet:
    """One sheet, streamed anew on each pass."""

    first_column = 1
    text_only = False
    facts = NO_FACTS

    def __init__(self, sheet: Any, state: str) -> None:
        self.name: str = sheet.title
        self.state = state
        self.warnings: list[str] = []
        self._sheet = sheet

    @property
    def visible(self) -> bool:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self.state == "visible"

    def release(self) -> None:
        """Nothing is kept between passes."""

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        self._sheet.reset_dimensions()  # the file's own statement is often false, and as wide as a sheet can be
        rows = self._rows()
        first = 1
        while batch := list(islice(rows, BATCH_ROWS)):
            yield Batch(first, batch, first + len(batch) - 1, None)
            first += len(batch)

    def _rows(self) -> Iterator[list[Cell]]:
        try:
            for row in self._sheet.iter_rows(values_only=True):
                yield ["" if cell is None else cell for cell in row]
        except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, IndexError, OSError) as error:
            raise UserError(f"The sheet “{self.name}” is damaged ({error}). Open the file where it came from and save it again.") from None
