"""Opens workbooks of the xlsx family and streams their sheets, whatever tool wrote them."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.batching import in_batches
from prodops_desktop.intake.readers.markup import parsed
from prodops_desktop.intake.readers.model import NO_FACTS, Batch, Book, Cell, Sheet, SheetFacts
from prodops_desktop.intake.readers.oddities import Odd, Oddities
from prodops_desktop.intake.readers.ooxml.cells import Row, SheetCells
from prodops_desktop.intake.readers.ooxml.census import Census
from prodops_desktop.intake.readers.ooxml.outline import SheetPart
from prodops_desktop.intake.readers.ooxml.strings import Strings, read_strings
from prodops_desktop.intake.readers.package import Package, package_of
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.zipped import ChecksumError, PartBrokenError
from prodops_desktop.work.report import Report

_SAVE_AGAIN = "Open the file where it came from and save it again."
_MB = 1_000_000


def open_ooxml(source: Source, form: str, report: Report) -> Book:
    """The book in ``source``; UserError when it is not even the ruin of one, or declares a document type."""
    package = package_of(source)
    if package is None:
        raise UserError("It is a damaged workbook: its parts cannot be unpacked. Open it where it came from and save it again.")
    texts = _Texts(package)
    sheets: list[Sheet] = [OoxmlSheet(package, sheet, texts, report) for sheet in package.outline.sheets if sheet.holds_cells]
    if not sheets:
        raise UserError("There is no sheet with cells in it. Open it where it came from and save it again.")
    return Book(form, sheets, list(_about_parts(package)))


def _about_parts(package: Package) -> Iterator[str]:
    if guessed := package.outline.guessed:
        names = ", ".join(f"“{name}”" for name in guessed[:5]) + (" and others" if len(guessed) > 5 else "")
        yield f"The file does not say where the cells of {names} lie; they were taken from the parts that are usually called so."
    if not package.styles.whole:
        yield f"The formats in the file are damaged, so that days and times may be read as numbers. {_SAVE_AGAIN}"


class _Texts:
    """The shared texts, read when the first sheet is."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def strings(self) -> Strings:
        """All of them."""
        return read_strings(self._package.archive, self._package.outline.strings)


class OoxmlSheet:
    """One sheet, streamed anew on each pass."""

    first_column = 1
    text_only = False

    def __init__(self, package: Package, sheet: SheetPart, texts: _Texts, report: Report) -> None:
        self.name = sheet.name
        self.state = sheet.state
        self.warnings: list[str] = []
        self._package = package
        self._part = sheet.part
        self._texts = texts
        self._report = report
        self._taken = 0

    @property
    def visible(self) -> bool:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self.state == "visible"

    @property
    def facts(self) -> SheetFacts:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self._census.facts if self._part else NO_FACTS

    @cached_property
    def _census(self) -> Census:
        assert self._part is not None
        return self._package.census(self._part, lambda taken: self._say(taken, "Looking through"))

    def release(self) -> None:
        """Nothing is kept between passes."""

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        self.warnings.clear()
        if self._part is None:
            self.warnings.append(f"The cells of “{self.name}” are missing in the file. {_SAVE_AGAIN}")
            return
        odd = Oddities(self.name)
        rows = self._rows(self._part, odd)
        rows = _rising(rows, odd) if self._census.in_order else _sorted(rows, odd)
        yield from in_batches(rows, lambda: (self._taken // _MB, self._megabytes, "MB"))
        self.warnings[:0] = odd.sentences()

    @property
    def _megabytes(self) -> int:
        return max(self._package.archive.size(self._part or ""), self._taken) // _MB

    def _say(self, taken: int, verb: str) -> None:
        self._taken = taken
        self._report(taken // _MB, self._megabytes, f"{verb} MB")

    def _rows(self, part: str, odd: Oddities) -> Iterator[Row]:
        strings, styles = self._texts.strings, self._package.styles
        cells = SheetCells(strings.texts, styles.shown, odd, since_1904=self._package.outline.since_1904)
        try:
            for taken in parsed(self._package.archive.pieces(part), cells.start, cells.end, cells.text):
                self._say(taken, "Reading")
                yield from cells.taken()
        except ChecksumError:
            self.warnings.append(f"The checksum of the sheet “{self.name}” is wrong: some of its cells may be damaged. {_SAVE_AGAIN}")
        except PartBrokenError:
            where = f"breaks off at row {cells.last_row:,}" if cells.last_row else "is damaged from its beginning"
            self.warnings.append(f"The sheet “{self.name}” {where}, and what follows there is lost. {_SAVE_AGAIN}")
        yield from cells.broken_off()
        if not strings.whole:
            self.warnings.append(f"The texts in the file are damaged: those of “{self.name}” may be missing. {_SAVE_AGAIN}")


def _rising(rows: Iterable[Row], odd: Oddities) -> Iterator[Row]:
    """The rows as they come, which were seen to be in order; one that is not all the same comes too late."""
    last = 0
    for number, cells in rows:
        if number > last:
            yield number, cells
            last = number
        else:
            for at, cell in enumerate(cells, 1):
                if cell != "":
                    odd.note(Odd.LATE, number, at)


def _sorted(rows: Iterable[Row], odd: Oddities) -> Iterator[Row]:
    """The rows sorted, and those of one number as one; this takes the whole sheet into memory, and few files need it."""
    found: dict[int, list[Cell]] = {}
    for number, cells in rows:
        known = found.setdefault(number, cells)
        if known is not cells:
            found[number] = _together(number, known, cells, odd)
    for number in sorted(found):
        yield number, found.pop(number)


def _together(row: int, known: list[Cell], more: list[Cell], odd: Oddities) -> list[Cell]:
    """Two rows of one number as one: a later value stands for an earlier one."""
    wide = known + [""] * (len(more) - len(known))
    for at, cell in enumerate(more):
        if cell != "":
            if wide[at] not in ("", cell):
                odd.note(Odd.TWICE, row, at + 1)
            wide[at] = cell
    return wide
