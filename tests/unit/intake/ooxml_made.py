"""Makes workbooks of the xlsx family by hand, so that a test can write down what no well-behaved tool would."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from prodops_desktop.intake.readers import zipped
from prodops_desktop.intake.readers.model import Book, Cell, Sheet
from prodops_desktop.intake.readers.ooxml.reader import open_ooxml
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.workbook import open_workbook
from prodops_desktop.work.report import ignored

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
BOOK_RELATIONS = f"""<Relationships xmlns="{RELATIONS}">
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"""

Parts = Mapping[str, str | bytes | None]


def sheet_part(rows: str, before: str = "", after: str = "") -> str:
    """The part of a sheet with these rows."""
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def book_part(sheets: str = '<sheet name="S" sheetId="1" r:id="rId1"/>', before: str = "") -> str:
    """The part that lists the sheets."""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets></workbook>'


def styles_part(*codes: str | int) -> str:
    """Styles from 1 on with these formats: codes, or numbers of formats that every program knows."""
    own = "".join(
        f'<numFmt numFmtId="{170 + at}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for at, code in enumerate(codes)
        if isinstance(code, str)
    )
    styles = "".join(f'<xf numFmtId="{code if isinstance(code, int) else 170 + at}"/>' for at, code in enumerate(codes))
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'


def strings_part(*items: str) -> str:
    """Shared texts, each as the XML within its item."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def make_workbook(path: Path, rows: str = "", parts: Parts | None = None) -> Path:
    """A workbook with one sheet “S” of these rows; ``parts`` stand for or beside the usual ones, None leaves one out."""
    usual: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": book_part(),
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet_part(rows),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**usual, **(parts or {})}.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def second_book(path: Path) -> Book:
    """The book through the own reader alone."""
    return open_ooxml(Source(path), "xlsx", ignored())


def both_book(path: Path) -> Book:
    """The book as the program reads it, with two readers."""
    return open_workbook(Source(path), "xlsx", ignored())


def grid(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """The cells that are not empty by their 1-based row and column."""
    found = {}
    for batch in sheet.batches():
        for row, cells in enumerate(batch.rows, batch.first_row):
            for column, cell in enumerate(cells, sheet.first_column):
                if cell != "":
                    assert (row, column) not in found
                    found[row, column] = cell
    return found


def row_of(sheet: Sheet, number: int = 1) -> list[Cell]:
    """The cells of one row up to its last one that is not empty; blanks are the empty text."""
    cells = {column: cell for (row, column), cell in grid(sheet).items() if row == number}
    return [cells.get(column, "") for column in range(1, max(cells, default=0) + 1)]


@contextmanager
def small_pieces(size: int) -> Iterator[None]:
    """Parts come in pieces of so many bytes, which cut everything that can be cut."""
    with patch.object(zipped, "PIECE", size):
        yield
