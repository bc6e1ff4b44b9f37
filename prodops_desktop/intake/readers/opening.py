"""Opens any spreadsheet with the reader that its content asks for."""

from pathlib import Path

from prodops_desktop.intake.readers.delimited import open_delimited
from prodops_desktop.intake.readers.detection import detect_format
from prodops_desktop.intake.readers.model import Book
from prodops_desktop.intake.readers.workbook import open_workbook
from prodops_desktop.work.report import Report


def open_book(path: Path, report: Report) -> Book:
    """The book at ``path``; UserError with a sentence when it is none that can be read."""
    form = detect_format(path)
    return open_delimited(path) if form == "text" else open_workbook(path, form, report)
