"""Opens OpenDocument workbooks and streams their sheets."""

from collections.abc import Iterator
from zipfile import BadZipFile

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.batching import in_batches
from prodops_desktop.intake.readers.markup import parsed
from prodops_desktop.intake.readers.model import Batch, Book, Cell, Sheet, SheetFacts
from prodops_desktop.intake.readers.oddities import Oddities
from prodops_desktop.intake.readers.ods.cells import SheetCells
from prodops_desktop.intake.readers.ods.outline import Outlines
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.zipped import Archive, PartBrokenError
from prodops_desktop.work.report import Report

_CONTENT, _STYLES = "content.xml", "styles.xml"
_MB = 1_000_000
_SAVE_AGAIN = "Open the file where it came from and save it again."


def open_ods(source: Source, form: str, report: Report) -> Book:
    """The book in ``source``; UserError when there is no sheet in it, or it declares a document type."""
    try:
        archive = Archive(source)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise UserError(f"It is a damaged workbook: its parts cannot be unpacked. {_SAVE_AGAIN}") from None
    outlines = Outlines()
    for part in (_STYLES, _CONTENT):
        size = archive.size(part) // _MB
        try:
            for taken in parsed(archive.pieces(part), outlines.start, outlines.end, outlines.text):
                report(taken // _MB, max(size, taken // _MB), "Looking through MB")
        except PartBrokenError:
            continue  # reading the cells says how far it goes
    if not outlines.sheets:
        raise UserError(f"It is a damaged workbook, or one without a sheet. {_SAVE_AGAIN}")
    sheets: list[Sheet] = []
    for number, outline in enumerate(outlines.sheets):
        name = outline.name or f"Sheet {number + 1}"
        sheets.append(OdsSheet(archive, number, name, outlines.state_of(outline), outline.facts(), report))
    return Book(form, sheets)


class OdsSheet:
    """One sheet, streamed anew on each pass; what stands in front of it is passed over."""

    first_column = 1
    text_only = False

    def __init__(self, archive: Archive, number: int, name: str, state: str, facts: SheetFacts, report: Report) -> None:
        self.name = name
        self.state = state
        self.facts = facts
        self.warnings: list[str] = []
        self._archive = archive
        self._number = number
        self._report = report
        self._taken = 0

    @property
    def visible(self) -> bool:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self.state == "visible"

    def release(self) -> None:
        """Nothing is kept between passes."""

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        self.warnings.clear()
        yield from in_batches(self._rows(), lambda: (self._taken // _MB, self._megabytes, "MB"))

    @property
    def _megabytes(self) -> int:
        return max(self._archive.size(_CONTENT), self._taken) // _MB

    def _rows(self) -> Iterator[tuple[int, list[Cell]]]:
        odd = Oddities(self.name)
        cells = SheetCells(self._number, self.name, odd)
        try:
            for taken in parsed(self._archive.pieces(_CONTENT), cells.start, cells.end, cells.text):
                self._taken = taken
                self._report(taken // _MB, self._megabytes, "Reading MB")
                yield from cells.taken()
                if cells.done:
                    break
        except PartBrokenError:
            yield from cells.taken()
            where = f"breaks off behind row {cells.last_row:,}" if cells.last_row else "is damaged from its beginning"
            self.warnings.append(f"The sheet “{self.name}” {where}, and what follows there is lost. {_SAVE_AGAIN}")
        self.warnings.extend(odd.sentences())
