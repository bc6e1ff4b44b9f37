"""Workbooks of all formats through calamine, or through a second reader where it gives up."""

from typing import TYPE_CHECKING

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.calamine_sheet import CalamineSheetReader, Place, SecondReader, reason_of
from prodops_desktop.intake.readers.model import Book, Sheet
from prodops_desktop.intake.readers.package import package_of
from prodops_desktop.intake.readers.protected import PROTECTED
from prodops_desktop.intake.readers.seconds import OOXML, SECOND
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import Report

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_STATES = {"Hidden": "hidden", "VeryHidden": "very hidden"}
_WITH_CELLS = ("WorkSheet", "MacroSheet")


def open_workbook(source: Source, form: str, report: Report, *, second: bool = False) -> Book:
    """The book in ``source`` of the format ``form``, read by the second reader alone if ``second``; UserError when none understands it."""
    if second:
        return _by_second_reader(source, form, report, "the usual reader could not read it")
    import python_calamine

    package = package_of(source) if form in OOXML else None
    report.silence(source.size * 20, "Opening the workbook")
    try:
        workbook = _loaded(source, form)
        metadata = workbook.sheets_metadata
    except python_calamine.PasswordError:
        raise UserError(PROTECTED) from None
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - calamine panics with a BaseException, and the second reader may still read it
        return _by_second_reader(source, form, report, reason_of(error))
    if len({sheet.name for sheet in metadata}) < len(metadata):  # calamine finds sheets by their names
        return _told_apart(_by_second_reader(source, form, report, "two sheets have one name"))
    other = SecondReader(source, form, report)
    sheets: list[Sheet] = []
    for number, sheet in enumerate(metadata):
        if str(sheet.typ).rpartition(".")[2] in _WITH_CELLS:
            state = _STATES.get(str(sheet.visible).rpartition(".")[2], "visible")
            place = Place(number, len(sheets), sheet.name or f"Sheet {number + 1}")
            sheets.append(CalamineSheetReader(workbook, place, state, source, package, other, report))
    if not sheets:
        raise UserError("There is no sheet with cells in it. Open it where it came from and save it again.")
    return Book(form, sheets)


def _loaded(source: Source, form: str) -> "CalamineWorkbook":
    """The workbook by its path where the ending says what it is, which makes for clearer errors; else by its content."""
    import python_calamine

    if source.content is None and source.path.suffix.lower() == f".{form}":
        return python_calamine.load_workbook(source.path)
    with source.open() as file:
        return python_calamine.load_workbook(file)


def _by_second_reader(source: Source, form: str, report: Report, reason: str) -> Book:
    if form not in SECOND:
        raise UserError(f"It is damaged or of an unusual make: {reason}. Open it where it came from and save it as xlsx.")
    book = SECOND[form](source, form, report)
    book.warnings.append("The usual reader refused this file; it was read by a second one.")
    return book


def _told_apart(book: Book) -> Book:
    """The book with its sheets of one name numbered, so that each of them can be chosen."""
    names: set[str] = set()
    for sheet in book.sheets:
        wanted, number = sheet.name, 1
        while sheet.name in names:
            number += 1
            sheet.name = f"{wanted} ({number})"
        names.add(sheet.name)
    book.warnings.append("Several sheets have the same name; they were numbered.")
    return book
