"""Text files of rows and columns: csv, tsv and their kin in any encoding and with any delimiter."""

import codecs
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import BATCH_ROWS, NO_FACTS, Batch, Book, Cell
from prodops_desktop.intake.readers.packed import unpacked

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t|:~^\x1f\x01"
_SAMPLE = 1 << 17
_BLOCK = 1 << 20
_COUNTED_IN_MB = 10_000_000


def open_delimited(path: Path) -> Book:
    """The one sheet of a text file, named after its stem; UserError when it is not text."""
    encoding = detect_encoding(path)
    with unpacked(path) as (content, _), io.TextIOWrapper(content, encoding, newline="") as file:
        sample = file.read(_SAMPLE)
    _refuse_binary(sample)
    declared = sample[:6].lower().startswith("sep=") and sample[4:5] in _DELIMITERS and sample[5:6] in "\r\n"
    delimiter = sample[4] if declared else sniff_delimiter(sample, whole=len(sample) < _SAMPLE)
    name = Path(path.stem) if path.suffix.lower() == ".gz" else path
    called_workbook = path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
    if delimiter is None and called_workbook:
        raise UserError(f"Its name ends in {path.suffix}, but it holds plain text without columns. Export it again where it came from.")
    sheet = DelimitedSheet(path, encoding, delimiter or ",", skip=int(declared), name=name.stem)
    book = Book("tsv" if delimiter == "\t" else "csv", [sheet])
    if called_workbook:
        book.warnings.append(f"Its name ends in {path.suffix}, but it holds plain text and was read as such.")
    if encoding not in ("utf-8", "utf-8-sig"):
        book.warnings.append(f"The text is not UTF-8; it was read as {encoding}.")
    return book


class DelimitedSheet:
    """The rows of a text file, parsed anew on each pass."""

    state = "visible"
    visible = True
    facts = NO_FACTS
    first_column = 1
    text_only = True

    def __init__(self, path: Path, encoding: str, delimiter: str, skip: int = 0, name: str = "") -> None:
        self.name = name or path.stem
        self.delimiter = delimiter
        self.encoding = encoding
        self._path = path
        self._skip = skip
        self.warnings: list[str] = []

    def release(self) -> None:
        """Nothing is kept between passes."""

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`; progress is counted in bytes, for nobody knows the rows yet."""
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        size = self._path.stat().st_size
        unit, length = ("MB", 1_000_000) if size >= _COUNTED_IN_MB else ("kB", 1000)
        total = -(-size // length)
        with (
            unpacked(self._path) as (content, raw),
            io.TextIOWrapper(content, self.encoding, newline="") as file,
        ):
            for _ in range(self._skip):
                file.readline()
            reader = csv.reader(file, delimiter=self.delimiter)
            first = 1
            while batch := self._next(reader):
                yield Batch(first, batch, -(-raw.tell() // length), total, unit)
                first += len(batch)

    def _next(self, reader: "Iterator[list[str]]") -> list[list[Cell]]:
        try:
            return list(islice(reader, BATCH_ROWS))  # type: ignore[arg-type]  # list is invariant, and a text is a Cell
        except (csv.Error, UnicodeError) as error:
            raise UserError(f"The text breaks off: {error}. Open it where it came from and export it again.") from None


def detect_encoding(path: Path) -> str:
    """Byte order mark, else UTF-8 when all of it is, else what detection says and the whole file confirms."""
    with unpacked(path) as (content, _):
        head = content.read(_SAMPLE * 2)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    pairs = head[: len(head) // 2 * 2]
    for wide, zeros in (("utf-16-le", pairs[1::2]), ("utf-16-be", pairs[::2])):
        if len(zeros) >= 8 and zeros.count(0) > 0.7 * len(zeros):
            return wide
    if _decodes(path, "utf-8"):
        return "utf-8"
    import chardet

    # Detection needs bytes that say something: the first ASCII megabyte of a file doesn't.
    telling = b"\n".join(line for line in _lines(path) if not line.isascii())[:200_000]
    guess = chardet.detect(telling)["encoding"]
    for guessed in (guess, "cp1252"):
        if guessed and _decodes(path, guessed):
            return guessed.lower()
    return "latin-1"


def _lines(path: Path) -> Iterator[bytes]:
    with unpacked(path) as (content, _):
        yield from islice(content, 200_000)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        with unpacked(path) as (content, _):
            while block := content.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except (UnicodeError, LookupError):
        return False
    return True


def _refuse_binary(sample: str) -> None:
    odd = sum(1 for sign in sample[:20_000] if sign < " " and sign not in "\t\r\n\x00\x01\x1f\x0b\x0c\x1a")
    if odd > 0.02 * min(len(sample), 20_000) or sample.count("\x00") > 0.3 * len(sample):
        raise UserError("It is neither a spreadsheet nor text. Export the table as xlsx or csv.")


def sniff_delimiter(sample: str, *, whole: bool) -> str | None:
    """The delimiter that splits the sample into the steadiest columns; None when it has one column only."""
    best: tuple[float, str | None] = (0.0, None)
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        rows = _parsed(sample, delimiter, whole=whole)
        score = _steadiness(rows, delimiter)
        if score > best[0] + 1e-9:
            best = (score, delimiter)
    return best[1]


def _parsed(sample: str, delimiter: str, *, whole: bool) -> list[list[str]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return []
    return rows if whole or len(rows) < 2 else rows[:-1]  # the sample cuts through the last one


def _steadiness(rows: list[list[str]], delimiter: str) -> float:
    """How well ``delimiter`` explains the rows: the share of rows of one width, and a little for more columns."""
    widths = Counter(len(row) for row in rows)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    near = sum(number for other, number in wide.items() if abs(other - width) <= 1)
    share = (count + 0.5 * (near - count)) / len(rows)
    stray = sum(1 for row in rows[:500] for cell in row if '"' in cell.strip('"')) / max(1, sum(map(len, rows[:500])))
    rarity = 0.7 if delimiter in ":~^" else 1.0
    return share * rarity * (1 - min(0.5, stray)) * (1 + 0.05 * min(width, 12))
