"""Opens any file as a book of sheets, with the reader that its content asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prodops_desktop.errors import RefusedError
from prodops_desktop.intake.readers.delimited import open_delimited
from prodops_desktop.intake.readers.detection import LOCKED, SEALED, detect_format
from prodops_desktop.intake.readers.model import Book
from prodops_desktop.intake.readers.protected import is_locked, unlocked
from prodops_desktop.intake.readers.sealed import unsealed
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.workbook import open_workbook
from prodops_desktop.intake.readers.xls import refuse_damaged
from prodops_desktop.work.report import Report

NO_OTHER_READER = "no other reader"
"""The kind of the refusal when the second reader is asked for and there is none that may help."""


@dataclass(frozen=True)
class Opening:
    """How a file is to be opened; None is found out.

    ``encoding`` and ``delimiter`` are of text files. ``second`` asks for the second reader alone, ``streaming`` for one that keeps
    little in memory besides.
    """

    encoding: str | None = None
    delimiter: str | None = None
    password: str | None = field(default=None, repr=False)
    second: bool = False
    streaming: bool = False

    @staticmethod
    def of_spec(spec: Mapping[str, Any]) -> "Opening":
        """The opening among the keys of ``spec``."""
        return Opening(**{key: spec[key] for key in Opening.__dataclass_fields__ if key in spec})


def open_book(path: Path, report: Report, opening: Opening = Opening()) -> Book:
    """The sheets of the file at ``path``, whatever its name says; UserError with a sentence when it is no spreadsheet."""
    source = Source(path)
    form = detect_format(source)
    if form == LOCKED:
        source = unlocked(source, opening.password, report)
        form = detect_format(source)
    elif form == SEALED:
        source, form = unsealed(source, opening.password, report), "ods"
    elif form == "xls" and is_locked(source):
        source = unlocked(source, opening.password, report)
    if form == "xls" and opening.streaming:
        refuse_damaged(source)
    if opening.second and (form == "text" or (form == "xls" and opening.streaming)):
        raise RefusedError("No other reader would read it.", NO_OTHER_READER)
    if form == "text":
        return open_delimited(source, encoding=opening.encoding, delimiter=opening.delimiter, report=report)
    return open_workbook(source, form, report, second=opening.second)
