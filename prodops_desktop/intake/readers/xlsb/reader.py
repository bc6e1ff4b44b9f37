"""Opens xlsb workbooks and streams their sheets."""

import struct
from collections.abc import Iterator
from functools import cached_property
from zipfile import BadZipFile

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.batching import in_batches
from prodops_desktop.intake.readers.model import Batch, Book, Cell, Merge, Sheet, SheetFacts
from prodops_desktop.intake.readers.oddities import Oddities
from prodops_desktop.intake.readers.ooxml.references import LAST_COLUMN
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.xlsb.cells import BLANK, FORMULA_ERROR, ROW, RowCells, style_of
from prodops_desktop.intake.readers.xlsb.records import BROKEN, u32
from prodops_desktop.intake.readers.xlsb.workbook import Workbook, read_workbook
from prodops_desktop.intake.readers.zipped import Archive
from prodops_desktop.work.report import Report

_COLUMNS, _SHEET_DATA_END, _MERGED = 60, 146, 176
_ROW_IS_HIDDEN, _COLUMNS_ARE_HIDDEN = 0x10, 0x01
_SAVE_AGAIN = "Open it where it came from and save it as xlsx."


def open_xlsb(source: Source, form: str, report: Report) -> Book:
    """The book in ``source``; UserError when its parts can't be understood."""
    try:
        workbook = read_workbook(Archive(source), report)
    except (*BROKEN, BadZipFile, OSError):
        raise UserError(f"It is a damaged xlsb workbook, or of an unusual make. {_SAVE_AGAIN}") from None
    sheets: list[Sheet] = [XlsbSheet(workbook, one.name, one.state, one.part) for one in workbook.sheets]
    if not any(one.part for one in workbook.sheets):
        raise UserError(f"It is an xlsb workbook without a sheet that can be read. {_SAVE_AGAIN}")
    told = [f"The {what} in the file are damaged, so that some of them are missing. {_SAVE_AGAIN}" for what in workbook.damaged]
    return Book(form, sheets, told)


class XlsbSheet:
    """One sheet, streamed anew on each pass."""

    first_column = 1
    text_only = False

    def __init__(self, workbook: Workbook, name: str, state: str, part: str | None) -> None:
        self.name = name
        self.state = state
        self.warnings: list[str] = []
        self._workbook = workbook
        self._part = part

    @property
    def visible(self) -> bool:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self.state == "visible"

    @cached_property
    def facts(self) -> SheetFacts:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        gathered = _Facts(self._workbook)
        try:
            for kind, content in self._workbook.records(self._part) if self._part else ():
                gathered.take(kind, content)
        except BROKEN:
            pass  # reading the cells says so
        return gathered.facts()

    def release(self) -> None:
        """Nothing is kept between passes."""

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        self.warnings.clear()
        if self._part is None:
            self.warnings.append(f"The cells of “{self.name}” are missing in the file. {_SAVE_AGAIN}")
            return
        yield from in_batches(self._rows(self._part))

    def _rows(self, part: str) -> Iterator[tuple[int, list[Cell]]]:
        odd = Oddities(self.name)
        row = RowCells(self._workbook, odd)
        broken = not self._workbook.archive.size(part)
        try:
            for kind, content in self._workbook.records(part):
                if kind in (ROW, _SHEET_DATA_END) and row.cells:
                    yield row.number, row.taken()
                if kind == _SHEET_DATA_END:
                    break
                row.take(kind, content)
        except BROKEN:
            broken = True
        if row.cells:
            yield row.number, row.taken()
        self.warnings.extend(odd.sentences())
        if broken:
            where = f"breaks off behind row {row.number:,}" if row.number else "is damaged from its beginning"
            self.warnings.append(f"The sheet “{self.name}” {where}, and what follows there is lost. {_SAVE_AGAIN}")


class _Facts:
    """Gathers what a sheet's part says beside its cells."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merges: list[Merge] = []
        self._percents: set[int] = set()
        self._money: set[int] = set()

    def take(self, kind: int, content: bytes) -> None:
        """A record of the part."""
        if kind == ROW:
            if content[11] & _ROW_IS_HIDDEN:
                self._hidden_rows.add(u32(content, 0) + 1)
        elif BLANK < kind <= FORMULA_ERROR:
            style = style_of(content)
            if style in self._workbook.percents:
                self._percents.add(u32(content, 0) + 1)
            if style in self._workbook.money:
                self._money.add(u32(content, 0) + 1)
        elif kind == _COLUMNS and content[16] & _COLUMNS_ARE_HIDDEN:
            self._hidden_columns.update(range(u32(content, 0) + 1, min(u32(content, 4) + 1, LAST_COLUMN) + 1))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            self._merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))

    def facts(self) -> SheetFacts:
        """What was gathered."""
        return SheetFacts(
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            tuple(self._merges),
            frozenset(self._percents),
            frozenset(self._money),
        )
