"""Writes lists of records as a formatted Excel workbook that can be filtered, edited and imported back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from prodops_desktop.datasets.sheets import AMOUNT, DAY, MONTH, NUMBER, PERCENT, TEXT, WHOLE, RecordSheet, SheetColumn, SheetValue
from prodops_desktop.intake.readers.package import RECORDS_ONLY
from prodops_desktop.packs.place import aside_of, check_name
from prodops_desktop.packs.styles import Styles
from prodops_desktop.packs.workbook import move_into_place, workbook_bytes

_FORMATS = {
    WHOLE: "#,##0",
    NUMBER: "0.##########",
    AMOUNT: "#,##0.00####",
    PERCENT: "0.##########",
    DAY: "d mmm yyyy",
    MONTH: "mmm yyyy",
    TEXT: "@",
}
_RIGHT = (WHOLE, NUMBER, AMOUNT, PERCENT, DAY, MONTH)


def write_records(sheets: Sequence[RecordSheet], path: Path, workspace: Path | None = None) -> None:
    """Write the sheets to ``path``, whole or not at all; raises UserError when it can't be written, or is ``workspace`` itself."""
    check_name(path, workspace)
    move_into_place(workbook_bytes(lambda book: _fill(book, sheets)), path, aside_of(path))


def _fill(book: Any, sheets: Sequence[RecordSheet]) -> None:
    styles = Styles(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), styles, sheet)
    book.set_properties({"comments": "Made by Prodops Desktop. Edited, it can be imported again; an empty cell leaves what is there."})
    book.set_custom_property(*RECORDS_ONLY)


def _write(page: Any, styles: Styles, sheet: RecordSheet) -> None:
    last = len(sheet.columns) - 1
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(sheet.rows)), last)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L&9{sheet.name}&R&9Page &P of &N")
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.title, styles.label(right=column.holds in _RIGHT))
    cells = [_style(styles, column) for column in sheet.columns]
    for row, values in enumerate(sheet.rows, start=1):
        for at, value in enumerate(values):
            _put(page, row, at, value, cells[at])


def _style(styles: Styles, column: SheetColumn) -> Any:
    right = column.holds in _RIGHT
    side = "right" if right else "left"
    return styles.cell(num_format=_FORMATS.get(column.holds, "General"), align=side, text_wrap=not right, valign="top")


def _put(page: Any, row: int, column: int, value: SheetValue, style: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        page.write_string(row, column, "yes" if value else "no", style)
    elif isinstance(value, str):
        page.write_string(row, column, value, style)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, style)
    else:
        page.write_number(row, column, value, style)
