"""Which second reader a format has: it reads what the first one refuses, and what it gives is compared with what the first one gave."""

from collections.abc import Callable

from prodops_desktop.intake.readers.model import Book
from prodops_desktop.intake.readers.ods.reader import open_ods
from prodops_desktop.intake.readers.ooxml.reader import open_ooxml
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.xls import open_xls
from prodops_desktop.intake.readers.xlsb.reader import open_xlsb
from prodops_desktop.work.report import Report

OOXML = ("xlsx", "xlsm", "xltx", "xltm")

SECOND: dict[str, Callable[[Source, str, Report], Book]] = {
    **dict.fromkeys(OOXML, open_ooxml),
    "xlsb": open_xlsb,
    "ods": open_ods,
    "xls": open_xls,
}
"""Format → the second reader, which takes the file, its format and a report, and raises UserError when it can't read it either."""
