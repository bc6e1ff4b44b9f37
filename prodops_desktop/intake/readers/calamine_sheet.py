"""One sheet through calamine, with what calamine leaves out put back, and set beside the second reader where there is a doubt."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, repeat
from typing import TYPE_CHECKING

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.comparing import Comparison
from prodops_desktop.intake.readers.markup import DeclaredTypeError, HarmfulError
from prodops_desktop.intake.readers.model import BATCH_ROWS, FIRST_ROWS, NO_FACTS, Batch, Book, Cell, Sheet, SheetFacts
from prodops_desktop.intake.readers.ooxml.census import Census
from prodops_desktop.intake.readers.ooxml.references import LAST_COLUMN, LAST_ROW
from prodops_desktop.intake.readers.package import Package
from prodops_desktop.intake.readers.seconds import SECOND
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import Report

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ALWAYS_COMPARED = 4_000_000
"""Bytes up to which both readers read all of a file; of the xlsx family those of its sheets and texts when unpacked."""


@dataclass(frozen=True)
class Place:
    """Where a sheet is: its 0-based numbers in the workbook and among the sheets with cells, and its name."""

    number: int
    among_sheets: int
    name: str


class SecondReader:
    """The second reader of a file, which opens it when it is first needed."""

    def __init__(self, source: Source, form: str, report: Report) -> None:
        self._source = source
        self._form = form
        self._report = report

    @property
    def is_exact(self) -> bool:
        """Whether it gives what the file holds, letter by letter; the one of xls makes something of it, as the first one does."""
        return self._form != "xls"

    @cached_property
    def _book(self) -> Book | None:
        if self._form not in SECOND:
            return None
        try:
            return SECOND[self._form](self._source, self._form, self._report)
        except HarmfulError:
            raise
        except UserError:
            return None

    def sheet(self, place: Place) -> Sheet | None:
        """The same sheet through it; None when it can't be had."""
        if self._book is None:
            return None
        sheets = self._book.sheets
        if place.among_sheets < len(sheets) and sheets[place.among_sheets].name == place.name:
            return sheets[place.among_sheets]
        return next((sheet for sheet in sheets if sheet.name == place.name), None)


def reason_of(error: BaseException) -> str:
    """The first line of what calamine says, which panics with more."""
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


class CalamineSheetReader:
    """One sheet; it is parsed as a whole when its batches are first asked for, and kept for the second pass."""

    text_only = False

    def __init__(
        self,
        workbook: "CalamineWorkbook",
        place: Place,
        state: str,
        source: Source,
        package: Package | None,
        second: SecondReader,
        report: Report,
    ) -> None:
        self.name = place.name
        self.state = state
        self.warnings: list[str] = []
        self.first_column = 1
        self._workbook = workbook
        self._place = place
        self._source = source
        self._package = package
        self._part = found.part if package and (found := package.sheet(place.number, place.name)) else None
        self._second = second
        self._report = report
        self._loaded: CalamineSheet | None = None
        self._census = Census(whole=False)
        self._twin: Sheet | None = None
        """The sheet through the second reader, where that is to be asked."""
        self._is_refused = False
        self._is_settled = False
        self._is_unconfirmed = False

    @property
    def visible(self) -> bool:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self.state == "visible"

    @cached_property
    def facts(self) -> SheetFacts:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        if self._package is None:
            return self._twin.facts if self._twin else NO_FACTS
        return self._census.facts

    def release(self) -> None:
        """Let the parsed sheet go; the next pass parses it again."""
        self._loaded = None
        if self._twin is not None:
            self._twin.release()

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        self.warnings.clear()
        self._load()
        if self._twin is None:
            assert self._loaded is not None
            if self._is_unconfirmed:
                self.warnings.append(self._about_one_reader())
            self.first_column = _first_column(self._loaded)
            yield from self._batches(self._loaded)
            return
        if self._loaded is None:
            yield from self._batches_of_twin(self._twin)
        else:
            self.first_column = 1
            comparison = Comparison(self.name, second_is_exact=self._second.is_exact)
            yield from comparison.batches(self._batches(self._loaded), _first_column(self._loaded), self._twin)
            self.warnings.extend(comparison.sentences())
        self.warnings.extend(self._twin.warnings)

    def _about_one_reader(self) -> str:
        errors = "" if self._package else " Cells with an error such as #N/A are empty there."
        return f"Only one reader of this program could read “{self.name}”, so that nothing confirms its cells.{errors}"

    def _batches_of_twin(self, twin: Sheet) -> Iterator[Batch]:
        self.warnings.append(f"The usual reader refused the sheet “{self.name}”; it was read by a second one.")
        for batch in twin.batches():
            self.first_column = twin.first_column
            yield batch

    def _batches(self, sheet: "CalamineSheet") -> Iterator[Batch]:
        rows = iter(sheet.iter_rows()) if sheet.start else iter(())
        total = sheet.end[0] + 1 if sheet.end else 0
        first_column = _first_column(sheet)
        first = 1
        while batch := list(islice(rows, FIRST_ROWS if first == 1 else BATCH_ROWS)):
            if self._census.errors:
                _put_errors(self._census.errors, first, first_column, batch)
            yield Batch(first, batch, first + len(batch) - 1, total)
            first += len(batch)

    def _load(self) -> None:
        """Parse the sheet if it isn't kept, and settle the first time whether the second reader is to be asked."""
        if self._loaded is not None or self._is_refused:
            return
        census = None if self._is_settled else _CensusBeside(self._package, self._part)
        if census is not None:
            census.start()
        size = self._package.archive.size(self._part) if self._package and self._part else self._source.size * 20
        self._report.silence(size, f"Reading the sheet {self.name}")
        given = self._parse()
        if census is not None:
            self._census = census.finished()
            if self._is_refused or self._is_to_be_compared(given):
                self._twin = self._second.sheet(self._place)
                self._is_unconfirmed = self._twin is None
            self._is_settled = True

    def _parse(self) -> int:
        """Parse the sheet, and count the cells with a value; where calamine refuses it, the second reader must have it."""
        try:
            loaded = self._workbook.get_sheet_by_index(self._place.number)
            given = _values_in(loaded)  # and there may be one that can't be had
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - calamine panics with a BaseException
            if self._second.sheet(self._place) is None:
                reason = f"The sheet “{self.name}” cannot be read: {reason_of(error)}. Open the file and save it as xlsx."
                raise UserError(reason) from None
            self._is_refused = True
            return 0
        self._loaded = loaded
        return given

    def _is_to_be_compared(self, given: int) -> bool:
        """Whether the file is small, or the values that calamine gave are not as many as were counted."""
        if self._package is None or self._part is None:
            return True  # nothing else tells of errors, which the first reader leaves empty, nor of what is hidden
        if self._package.size <= ALWAYS_COMPARED or self._census.is_doubtful or _goes_beyond(self._loaded):
            return True
        given += sum(map(len, self._census.errors.values()))
        return given != self._census.contents and given != self._package.count_values(self._part)


def _first_column(sheet: "CalamineSheet") -> int:
    return 1 + (sheet.start[1] if sheet.start else 0)


def _goes_beyond(sheet: "CalamineSheet | None") -> bool:
    """Whether it has cells beyond the edge of a sheet."""
    return sheet is not None and sheet.end is not None and (sheet.end[0] >= LAST_ROW or sheet.end[1] >= LAST_COLUMN)


def _values_in(sheet: "CalamineSheet") -> int:
    """How many cells are not empty."""
    if sheet.start is None or sheet.end is None:
        return 0
    cells = (sheet.end[0] + 1) * (sheet.end[1] + 1 - sheet.start[1])
    return cells - sum(map(list.count, sheet.iter_rows(), repeat("")))


def _put_errors(errors: dict[int, dict[int, str]], first_row: int, first_column: int, rows: list[list[Cell]]) -> None:
    """Put the texts of error cells into the rows, where calamine leaves empty cells."""
    for number, row in enumerate(rows, first_row):
        for column, text in errors.get(number, {}).items():
            index = column - first_column
            if 0 <= index < len(row) and row[index] == "":
                row[index] = text


class _CensusBeside(threading.Thread):
    """Takes the census while calamine parses, which lets go of the interpreter."""

    def __init__(self, package: Package | None, part: str | None) -> None:
        super().__init__(daemon=True)
        self._package = package
        self._part = part
        self._found = Census(whole=False)
        self._refusal: DeclaredTypeError | MemoryError | None = None

    def run(self) -> None:
        if self._package is None or self._part is None:
            return
        try:
            self._found = self._package.census(self._part)
        except (DeclaredTypeError, MemoryError) as error:
            self._refusal = error

    def finished(self) -> Census:
        """What was found; raises DeclaredTypeError or MemoryError."""
        self.join()
        if self._refusal is not None:
            raise self._refusal
        return self._found
