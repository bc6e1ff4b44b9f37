"""The second reader of xls: xlrd, which keeps the texts of errors and reads workbooks that the first reader refuses."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.batching import in_batches
from prodops_desktop.intake.readers.model import NO_FACTS, Batch, Book, Cell, Merge, Sheet, SheetFacts, filled_up
from prodops_desktop.intake.readers.serials import Shown, cell_of_serial, shown_by, zeros_of
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import Report

if TYPE_CHECKING:
    import xlrd
    from xlrd.compdoc import CompDoc

_STATES = {1: "hidden", 2: "very hidden"}
_READ_WITH_FORMATS = 50_000_000
"""Bytes up to which formats and what is hidden are read too, which takes a sixth more memory."""
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)
_LAST_COLUMN = 256
_CURRENCIES = "€$£¥₹"
_DAMAGED = "It is a damaged xls workbook, or of an unusual make. Open it where it came from and save it as xlsx."
_STREAM = 2  # the type of such an entry of the directory
_BOF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def open_xls(source: Source, form: str, report: Report) -> Book:
    """The book in ``source``; UserError when it is damaged."""
    report.silence(source.size * 50, "Opening the workbook")
    try:
        workbook = _opened(source)
        names = list(zip(workbook.sheet_names(), workbook._sheet_visibility, strict=False))
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - xlrd raises whatever its parts raise on damaged files
        raise UserError(_DAMAGED) from None
    if not names:
        raise UserError("There is no sheet with cells in it. Open it where it came from and save it as xlsx.")
    sheets: list[Sheet] = [
        XlsSheet(workbook, number, name, _STATES.get(state, "visible"), source, report) for number, (name, state) in enumerate(names)
    ]
    return Book(form, sheets)


def _opened(source: Source, *, without_formats: bool = False) -> "xlrd.Book":
    """The workbook with its formats where it is small; without them where they are damaged and its cells may not be."""
    with source.open() as file:
        content = file.read()
    directory = _directory(content)
    if len(content) <= _READ_WITH_FORMATS and not without_formats:
        try:
            return _book(content, directory, with_formats=True)
        except (KeyboardInterrupt, MemoryError):
            raise
        except Exception:  # noqa: BLE001, S110 - as on opening
            pass
    return _book(content, directory, with_formats=False)


def _book(content: bytes, directory: "CompDoc | None", *, with_formats: bool) -> "xlrd.Book":
    import xlrd

    told: dict[str, Any] = {"logfile": io.StringIO(), "on_demand": True, "ragged_rows": True, "formatting_info": with_formats}
    try:
        return xlrd.open_workbook(file_contents=content, **told)
    except xlrd.XLRDError:
        stream = _odd_stream(directory) if directory else None
        if stream is None:
            raise
        return xlrd.open_workbook(file_contents=stream, **told)


def refuse_damaged(source: Source) -> None:
    """Raise a UserError where the compound file is damaged, which makes a parser ask for more memory than there is."""
    with source.open() as file:
        content = file.read()
    try:
        _directory(content)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as on opening
        raise UserError(_DAMAGED) from None


def _directory(content: bytes) -> "CompDoc | None":
    """The directory of a compound file, None for another file; xlrd would follow a chain of small sectors that loops without end."""
    from xlrd.compdoc import SIGNATURE, CompDoc, CompDocError

    if not content.startswith(SIGNATURE):
        return None
    directory = CompDoc(content, logfile=io.StringIO())
    for entry in directory.dirlist:
        sector = entry.first_SID if entry.etype == _STREAM and entry.tot_size < directory.min_size_std_stream else -1
        for _ in range(len(directory.SSAT) + 1):
            if not 0 <= sector < len(directory.SSAT):
                break
            sector = directory.SSAT[sector]
        else:
            raise CompDocError("a chain of sectors loops")
    return directory


def _odd_stream(directory: "CompDoc") -> bytes | None:
    """The stream of a compound file that holds a workbook under another name than usual; None when there is none."""
    for entry in directory.dirlist:
        stream = directory.get_named_stream(entry.name) if entry.etype == _STREAM else None
        if stream and stream.startswith(_BOF):
            return bytes(stream)
    return None


class XlsSheet:
    """One sheet; it is parsed as a whole, and let go after each pass."""

    first_column = 1
    text_only = False

    def __init__(self, workbook: "xlrd.Book", number: int, name: str, state: str, source: Source, report: Report) -> None:
        self.name = name
        self.state = state
        self.facts = NO_FACTS
        self.warnings: list[str] = []
        self._workbook = workbook
        self._number = number
        self._source = source
        self._report = report

    @property
    def visible(self) -> bool:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        return self.state == "visible"

    def release(self) -> None:
        """Let the parsed sheet go; the next pass parses it again."""
        self._workbook.unload_sheet(self._number)

    def batches(self) -> Iterator[Batch]:
        """See :class:`~prodops_desktop.intake.readers.model.Sheet`."""
        self._report.silence(self._source.size * 50, f"Reading the sheet {self.name}")
        try:
            sheet = self._parsed()
        except (KeyboardInterrupt, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - as on opening
            damaged = f"The sheet “{self.name}” is damaged, and its cells are lost. Open the file where it came from and save it as xlsx."
            if self._workbook.nsheets == 1:
                raise UserError(damaged) from None
            self.warnings.append(damaged)
            return
        if self._workbook.formatting_info:
            self.facts = _facts(self._workbook, sheet)
        yield from in_batches(self._rows(sheet))

    def _parsed(self) -> "xlrd.sheet.Sheet":
        """The sheet; without its formats where these are damaged and its cells may not be."""
        try:
            return self._workbook.sheet_by_index(self._number)
        except (KeyboardInterrupt, MemoryError):
            raise
        except Exception:
            if not self._workbook.formatting_info:
                raise
        self.warnings.append(f"The formats of “{self.name}” are damaged and were left aside: what is hidden or merged there is not known.")
        self._workbook = _opened(self._source, without_formats=True)
        return self._workbook.sheet_by_index(self._number)

    def _rows(self, sheet: "xlrd.sheet.Sheet") -> Iterator[tuple[int, list[Cell]]]:
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)
            values = sheet.row_values(row)
            if any(kind in (_NUMBER, _DATE, _BOOLEAN, _ERROR) for kind in kinds):
                values = [self._cell(sheet, row, *cell) for cell in enumerate(zip(kinds, values, strict=True))]
            if any(value != "" for value in values):
                yield row + 1, values

    def _cell(self, sheet: "xlrd.sheet.Sheet", row: int, column: int, cell: tuple[int, Any]) -> Cell:
        import xlrd

        kind, value = cell
        if kind == _DATE:
            return cell_of_serial(value, self._shown(sheet, row, column), since_1904=bool(self._workbook.datemode))
        if kind == _BOOLEAN:
            return bool(value)
        if kind == _ERROR:
            return str(xlrd.error_text_from_code.get(value, f"#ERROR {value}"))
        return value if kind in (_TEXT, _NUMBER) else ""

    def _shown(self, sheet: "xlrd.sheet.Sheet", row: int, column: int) -> Shown:
        """How xlrd’s dates are shown: without formats it does not tell lengths of time from them."""
        if not self._workbook.formatting_info:
            return Shown.MOMENT
        is_length = shown_by(_code(self._workbook, sheet.cell_xf_index(row, column))) is Shown.ELAPSED
        return Shown.ELAPSED if is_length else Shown.MOMENT


def _code(workbook: "xlrd.Book", style: int) -> str:
    """The number format of a style; old workbooks may hold cells of styles that they don't hold."""
    if style >= len(workbook.xf_list):
        return ""
    known = workbook.format_map.get(workbook.xf_list[style].format_key)
    return str(known.format_str or "") if known else ""


def _facts(workbook: "xlrd.Book", sheet: "xlrd.sheet.Sheet") -> SheetFacts:
    codes = [_code(workbook, style) for style in range(len(workbook.xf_list))]
    percents, money, zeros = set[int](), set[int](), dict[int, set[int]]()
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == _NUMBER:
                style = sheet.cell_xf_index(row, column)
                code = codes[style] if style < len(codes) else ""
                if "%" in code:
                    percents.add(column + 1)
                if any(sign in code for sign in _CURRENCIES):
                    money.add(column + 1)
                zeros.setdefault(column + 1, set()).add(zeros_of(code))
    return SheetFacts(
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden and column < _LAST_COLUMN),
        tuple(Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        frozenset(percents),
        frozenset(money),
        zeros=filled_up(zeros),
    )
