"""Workbooks of all formats through calamine, completed by what it leaves out and by a second reader where it gives up."""

import threading
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.detection import PROTECTED
from prodops_desktop.intake.readers.model import BATCH_ROWS, NO_FACTS, Batch, Book, Cell, Sheet, SheetFacts
from prodops_desktop.intake.readers.package import Package
from prodops_desktop.intake.readers.second import SecondSheet, open_second
from prodops_desktop.work.report import Report

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIPPED_XML = ("xlsx", "xlsm")
_STATES = {"Hidden": "hidden", "VeryHidden": "very hidden"}


def open_workbook(path: Path, form: str, report: Report) -> Book:
    """The book at ``path`` of the format ``form``; UserError when no reader understands it."""
    import python_calamine

    report.silence(path.stat().st_size * 20, "Opening the workbook")
    try:
        workbook = python_calamine.load_workbook(path)
        metadata = workbook.sheets_metadata
    except python_calamine.PasswordError:
        raise UserError(PROTECTED) from None
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - calamine panics with a BaseException, and the second reader may still read it
        return _by_second_reader(path, form, error)
    package = Package(path) if form in _ZIPPED_XML else None
    sheets: list[Sheet] = []
    for number, sheet in enumerate(metadata):
        if str(sheet.typ).rpartition(".")[2] in ("WorkSheet", "MacroSheet"):
            state = _STATES.get(str(sheet.visible).rpartition(".")[2], "visible")
            sheets.append(CalamineSheetReader(workbook, number, sheet.name, state, package, path, report))
    if not sheets:
        raise UserError("There is no sheet with cells in it. Open it where it came from and save it again.")
    return Book(form, sheets)


def _by_second_reader(path: Path, form: str, error: BaseException) -> Book:
    reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    if form not in _ZIPPED_XML:
        raise UserError(f"It is damaged or of an unusual make: {reason}. Open it where it came from and save it as xlsx.") from None
    book = open_second(path, form, reason)
    book.warnings.append("The usual reader refused this file; it was read by a second one.")
    return book


class CalamineSheetReader:
    """One sheet; it is parsed as a whole when its batches are first asked for, and kept for the second pass."""

    def __init__(
        self, workbook: "CalamineWorkbook", number: int, name: str, state: str, package: Package | None, path: Path, report: Report
    ) -> None:
        self.name = name
        self.state = state
        self.warnings: list[str] = []
        self.first_column = 1
        self.text_only = False
        self._workbook = workbook
        self._number = number
        self._package = package
        self._path = path
        self._report = report
        self._loaded: CalamineSheet | SecondSheet | None = None
        self._errors: dict[int, dict[int, str]] = {}

    @property
    def visible(self) -> bool:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self.state == "visible"

    @cached_property
    def facts(self) -> SheetFacts:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        if self._package is None:
            return NO_FACTS
        formats = self._package.column_formats(self.name)
        return SheetFacts(
            percent_columns=frozenset(column for column, forms in formats.items() if any("%" in form for form in forms)),
            money_columns=frozenset(column for column, forms in formats.items() if any(sign in form for form in forms for sign in "€$£¥₹")),
            records_only=self._package.records_only,
        )

    def release(self) -> None:
        """Let the parsed sheet go; the next pass parses it again."""
        self._loaded = None

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        sheet = self._load()
        if isinstance(sheet, SecondSheet):
            self.first_column = sheet.first_column
            yield from sheet.batches()
            return
        start = sheet.start
        self.first_column = 1 + (start[1] if start else 0)
        rows = iter(sheet.iter_rows()) if start else iter(())
        total = sheet.end[0] + 1 if sheet.end else 0
        first = 1
        while batch := list(islice(rows, BATCH_ROWS)):
            if self._errors:
                self._put_errors(first, batch)
            yield Batch(first, batch, first + len(batch) - 1, total)
            first += len(batch)

    def _load(self) -> "CalamineSheet | SecondSheet":
        if self._loaded is not None:
            return self._loaded
        # The scan for error cells, which calamine returns as empty text, runs beside the parser: both let go of the interpreter.
        scan = _ErrorScan(self._package, self.name)
        scan.start()
        size = self._package.size(self.name) if self._package else self._path.stat().st_size * 20
        self._report.silence(size, f"Reading the sheet {self.name}")
        try:
            self._loaded = self._workbook.get_sheet_by_index(self._number)
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - as on opening
            if self._package is None:
                raise UserError(f"The sheet “{self.name}” cannot be read: {error}. Open the file and save it as xlsx.") from None
            self._loaded = self._second(str(error))
        scan.join()
        if scan.lost:
            self._loaded = self._second("error cells without a place")
        elif scan.found:
            self._keep_errors(scan.found)
        return self._loaded

    def _second(self, reason: str) -> SecondSheet:
        for sheet in open_second(self._path, "xlsx", reason).sheets:
            if sheet.name == self.name and isinstance(sheet, SecondSheet):
                return sheet
        raise UserError(f"The sheet “{self.name}” cannot be read: {reason}. Open the file and save it again.")

    def _keep_errors(self, found: dict[tuple[int, int], str]) -> None:
        for (row, column), text in found.items():
            self._errors.setdefault(row, {})[column] = text

    def _put_errors(self, first: int, batch: list[list[Cell]]) -> None:
        for number in range(first, first + len(batch)):
            for column, text in self._errors.get(number, {}).items():
                row = batch[number - first]
                index = column - self.first_column
                if 0 <= index < len(row) and row[index] == "":
                    row[index] = text


class _ErrorScan(threading.Thread):
    def __init__(self, package: Package | None, sheet: str) -> None:
        super().__init__(daemon=True)
        self._package = package
        self._sheet = sheet
        self.found: dict[tuple[int, int], str] = {}
        self.lost = 0

    def run(self) -> None:
        if self._package is not None:
            self.found, self.lost = self._package.error_cells(self._sheet)
