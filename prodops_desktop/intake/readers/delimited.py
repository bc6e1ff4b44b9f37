"""Text files of rows and columns: csv, tsv and their kin in any encoding and with any delimiter."""

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.delimiters import SIGNS, Dialect, find_dialect
from prodops_desktop.intake.readers.encodings import Encoding, chosen_encoding, find_encoding
from prodops_desktop.intake.readers.model import BATCH_ROWS, FIRST_ROWS, NO_FACTS, Batch, Book, TextReading
from prodops_desktop.intake.readers.packed import unpacked
from prodops_desktop.intake.readers.quoting import CarefulRows, line_breaks, swallows_rows
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import Report

_SAMPLE = 1 << 17
_FEW = 0.02
_FEW_ZEROS = 20
_COUNTED_IN_MB = 10_000_000
_END_OF_DOS = "\x1a"
_LOOKED_AT = 500
_MOSTLY = 0.8
_ALIGNED = re.compile(r"\S {2,}\S")
_WORD_TO_JUDGE = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\W\d_]*")
"""A word with a letter or sign that is another one in another encoding."""
_LONGEST_QUOTE = 40
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods")


def open_delimited(source: Source, *, encoding: str | None = None, delimiter: str | None = None, report: Report | None = None) -> Book:
    """The one sheet of a text file, named after its stem; UserError when it is not text, or not as it was said to be."""
    found = find_encoding(source, report)
    used = found if encoding is None else chosen_encoding(source, encoding, report)
    with unpacked(source) as (content, _), used.reading(content) as file:
        sample = file.read(_SAMPLE).lstrip("\ufeff").replace("\x00", "")
    _refuse_binary(sample, used, source.size)
    declared = _declared(sample)
    told = sample.partition("\n")[2] if declared else sample
    dialect = find_dialect(told, whole=len(sample) < _SAMPLE, delimiter=declared if delimiter is None else delimiter)
    is_called_workbook = source.path.suffix.casefold() in _WORKBOOKS
    if dialect.width == 1 and is_called_workbook:
        raise UserError(
            f"Its name ends in {source.path.suffix}, but it holds plain text without columns. Export it again where it came from."
        )
    sheet = DelimitedSheet(source, used, dialect, skip=int(declared is not None))
    book = Book("tsv" if dialect.delimiter == "\t" else "csv", [sheet])
    book.text = TextReading(used.name, dialect.delimiter, _offered(found, used))
    if is_called_workbook:
        book.warnings.append(f"Its name ends in {source.path.suffix}, but it holds plain text and was read as such.")
    book.warnings += [*_about(used, encoding, sample), *_about_columns(dialect, told, delimiter)]
    return book


class DelimitedSheet:
    """The rows of a text file, parsed anew on each pass."""

    state = "visible"
    visible = True
    facts = NO_FACTS
    first_column = 1
    text_only = True

    def __init__(self, source: Source, encoding: Encoding, dialect: Dialect, skip: int = 0) -> None:
        path = source.path
        self.name = (Path(path.stem) if path.suffix.casefold() == ".gz" else path).stem
        self.warnings: list[str] = []
        self._source = source
        self._encoding = encoding
        self._dialect = dialect
        self._skip = skip

    def release(self) -> None:
        """Nothing is kept between passes."""

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`; progress is counted in bytes, for nobody knows the rows yet."""
        first, line = 1, self._skip
        with self._text(line) as (lines, raw):
            reader = self._dialect.rows(lines, strict=True)
            while True:
                batch: list[list[str]] = []
                try:
                    batch.extend(islice(reader, FIRST_ROWS if first == 1 else BATCH_ROWS))
                    trouble = None
                except csv.Error:
                    trouble = len(batch)
                has_line_ends = self._skip + reader.line_num > line + len(batch)
                if has_line_ends:
                    trouble = next((at for at, row in enumerate(batch) if swallows_rows(row, self._dialect)), trouble)
                if trouble is not None:
                    batch = batch[:trouble]
                line += len(batch)
                if has_line_ends:
                    line += sum(line_breaks(cell) for row in batch for cell in row if "\n" in cell or "\r" in cell)
                if trouble is None and not batch:
                    return
                if batch := _without_end(batch):
                    yield self._batch(first, batch, raw)
                    first += len(batch)
                if trouble is not None:
                    break
        yield from self._carefully(first, line)

    def _carefully(self, first: int, line: int) -> Iterator[Batch]:
        """The rows from row ``first`` on, behind so many lines."""
        with self._text(line) as (lines, raw):
            rows = CarefulRows(lines, self._dialect, line + 1)
            while batch := list(islice(rows, FIRST_ROWS if first == 1 else BATCH_ROWS)):
                if batch := _without_end(batch):
                    yield self._batch(first, batch, raw)
                    first += len(batch)
        self.warnings[:] = rows.warnings

    @contextmanager
    def _text(self, skip: int) -> Iterator[tuple[Iterable[str], BinaryIO]]:
        """The lines behind the first ``skip``, and the file as it lies on the disk."""
        with unpacked(self._source) as (content, raw), self._encoding.reading(content) as file:
            lines = self._dialect.lines(self._cleaned(file))
            try:
                for _ in islice(lines, skip):
                    pass
                yield lines, raw
            except UnicodeError as error:
                raise UserError(f"The text breaks off: {error}. Open it where it came from and export it again.") from None

    def _cleaned(self, file: TextIO) -> Iterable[str]:
        """The lines without what is no part of any text; most files have nothing of it."""
        if not self._encoding.zeros and not self._encoding.marks:
            return file
        return (line.replace("\x00", "").replace("\ufeff", "") for line in file)

    def _batch(self, first: int, rows: list[list[str]], raw: BinaryIO) -> Batch:
        size = self._source.size
        unit, length = ("MB", 1_000_000) if size >= _COUNTED_IN_MB else ("kB", 1000)
        return Batch(first, rows, -(-raw.tell() // length), -(-size // length), unit)  # type: ignore[arg-type]  # a text is a Cell


def _without_end(batch: list[list[str]]) -> list[list[str]]:
    """The rows without the sign by which old systems end a text."""
    return batch[:-1] if batch and batch[-1] == [_END_OF_DOS] else batch


def _declared(sample: str) -> str | None:
    """The delimiter that the first line names for Excel, such as "sep=;"."""
    line = sample.partition("\n")[0].rstrip("\r").strip('"')
    if line[:4].casefold() != "sep=" or not 1 <= len(line[4:]) <= 3:
        return None
    return line[4:] if line[4:] in SIGNS or not line[4:].isalnum() else None


def _refuse_binary(sample: str, encoding: Encoding, size: int) -> None:
    start = sample[:20_000]
    odd = sum(1 for sign in start if sign < " " and sign not in f"\t\r\n\x01\x1e\x1f\x0b\x0c{_END_OF_DOS}")
    if odd > _FEW * len(start) or encoding.zeros > max(_FEW_ZEROS, _FEW * size):
        raise UserError("It is neither a spreadsheet nor text. Export the table as xlsx or csv.")


def _offered(found: Encoding, used: Encoding) -> tuple[str, ...]:
    """What the file could be read as, what was found first and what was chosen among them."""
    offered = (found.name, *found.others)
    return offered if used.name in offered else (*offered, used.name)


def _about(encoding: Encoding, chosen: str | None, sample: str) -> list[str]:
    told = []
    if chosen is None and encoding.name not in ("utf-8", "utf-8-sig"):
        word = _WORD_TO_JUDGE.search(sample)
        such = f", in which it says “{word.group()[:_LONGEST_QUOTE]}”, for example" if word and not encoding.name.startswith("utf") else ""
        told.append(f"The text is not UTF-8; it was read as {encoding.name}{such}.")
    if encoding.odd:
        places = "At one place" if encoding.odd == 1 else f"At {encoding.odd:,} places"
        told.append(f"{places} the text is not {encoding.name}; what stands there was guessed.")
    if encoding.zeros:
        told.append(f"{_counted(encoding.zeros, 'byte')} of zero in the text {'was' if encoding.zeros == 1 else 'were'} left out.")
    if encoding.marks > 0:
        marks = _counted(encoding.marks, "byte order mark")
        told.append(f"{marks} amid the text {'was' if encoding.marks == 1 else 'were'} left out.")
    return told


def _about_columns(dialect: Dialect, sample: str, chosen: str | None) -> Iterator[str]:
    """What to say where no sign was found that keeps cells apart."""
    if chosen is not None and chosen not in sample:
        yield f"The delimiter “{_shown(chosen)}” does not occur in the first lines, so that each line is one cell."
    elif dialect.width == 1 and chosen is None:
        lines = [line.strip() for line in sample.splitlines()[:_LOOKED_AT] if line.strip()]
        if len(lines) > 2 and sum(bool(_ALIGNED.search(line)) for line in lines) > _MOSTLY * len(lines):
            yield "Its columns seem to be kept apart by several blanks, which tell no empty cells, so a line is one cell. Export it as csv."


def _shown(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else delimiter[:_LONGEST_QUOTE]


def _counted(number: int, what: str) -> str:
    return f"One {what}" if number == 1 else f"{number:,} {what}s"
