"""The child's side of an export of rows: it reads a page after the other and writes it, whatever there are of them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from prodops_desktop.datasets.filters import Arrangement, Filter, read_test
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.reading import Condition, Stored, shown
from prodops_desktop.packs.place import check_name
from prodops_desktop.packs.seen_cells import CellWriter
from prodops_desktop.packs.styles import Styles
from prodops_desktop.packs.workbook import TEXT_IS_TEXT, put_in_place
from prodops_desktop.packs.xlsx import sheet_names
from prodops_desktop.work.report import Report

MOST_ROWS = 1_048_575
"""Rows that a sheet of Excel takes below its header."""
_FORMULA_SIGNS = ("=", "+", "-", "@")
_PAGE = 2_000
_MEASURED = 200
"""So many first rows say how wide a column is."""


class _Seen:
    """The rows that are written, and their columns."""

    def __init__(self, grid: Grid, positions: list[int] | None, report: Report) -> None:
        self.rows, self._grid, self._report = grid.count, grid, report
        places = {column.position: place for place, column in enumerate(grid.columns)}
        self._places = list(places.values()) if positions is None else [places[position] for position in positions]
        self.columns: list[Column] = [grid.columns[place] for place in self._places]

    def read(self, first: int, count: int) -> Iterator[list[Stored]]:
        """The values of some rows."""
        for start in range(first, min(first + count, self.rows), _PAGE):
            self._report(start, self.rows, "Writing rows")
            for row in self._grid.rows(start, min(_PAGE, first + count - start)):
                yield [row.values[place] for place in self._places]


def write(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """``spec`` {workspace, version, out, aside, scratch (a folder), columns, condition, keys, find, filters, group, spellings, period} →
    {out, rows, sheets, cut, like_formulas}; UserError when the file can't be written."""
    out, aside, workspace_path = Path(spec["out"]), Path(spec["aside"]), Path(spec["workspace"])
    check_name(out, workspace_path, (".xlsx", ".csv"))
    report(0, None, "Putting the rows in order")
    condition = None if spec["condition"] is None else Condition(spec["condition"][0], tuple(spec["condition"][1]))
    filters = tuple(Filter(position, read_test(kind, tuple(values))) for position, kind, values in spec["filters"])
    keys = tuple((int(position), bool(descends)) for position, descends in spec["keys"])
    with open_workspace(workspace_path, read_only=True) as workspace:
        with workspace.reading() as store:
            query = "SELECT d.name FROM dataset d JOIN version v ON v.dataset = d.id WHERE v.id = ?"
            title = str(store.db.execute(query, (spec["version"],)).fetchone()[0])
        grid = Grid(workspace, spec["version"], condition)
        grid.arrange(Arrangement(keys, spec["find"], filters, spec["group"], tuple(spec["spellings"]), spec["period"]))
        seen = _Seen(grid, spec["columns"], report)
        with put_in_place(out, aside):
            if out.suffix.lower() == ".csv":
                sheets, cut, odd = list[str](), 0, _write_csv(seen, aside)
            else:
                (sheets, cut), odd = _write_workbook(seen, title, aside, spec["scratch"]), 0
    return {"out": str(out), "rows": seen.rows, "sheets": sheets, "cut": cut, "like_formulas": odd}


def _write_csv(seen: _Seen, aside: Path) -> int:
    """How many texts begin like formulas: they are written as they are, so that other programs read what stood there."""
    odd, worded = 0, [column.type in {"text", "name"} for column in seen.columns]
    with aside.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.header for column in seen.columns)
        for values in seen.read(0, seen.rows):
            writer.writerow(shown(column, value) for column, value in zip(seen.columns, values, strict=True))
            odd += sum(words and str(value or "").startswith(_FORMULA_SIGNS) for words, value in zip(worded, values, strict=True))
    return odd


def _write_workbook(seen: _Seen, title: str, aside: Path, scratch: str) -> tuple[list[str], int]:
    """The names of its sheets, and how many texts were cut."""
    book = xlsxwriter.Workbook(str(aside), {"constant_memory": True, "tmpdir": scratch, **TEXT_IS_TEXT})
    book.use_zip64()
    styles = Styles(book)
    cells = [CellWriter(column, styles) for column in seen.columns]
    names = sheet_names([title] * max(1, -(-seen.rows // MOST_ROWS)))
    for number, name in enumerate(names):
        _write_sheet(book.add_worksheet(name), seen, cells, styles, number * MOST_ROWS)
    book.close()
    return names, sum(cell.cut for cell in cells)


def _write_sheet(page: Any, seen: _Seen, cells: list[CellWriter], styles: Styles, first: int) -> None:
    count = min(MOST_ROWS, seen.rows - first)
    start = list(seen.read(first, min(count, _MEASURED)))
    for at, cell in enumerate(cells):
        page.set_column(at, at, cell.width([values[at] for values in start]))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, count), len(cells) - 1)
    page.repeat_rows(0)
    for at, cell in enumerate(cells):
        page.write_string(0, at, cell.column.header, styles.label(right=cell.right))
    for row, values in enumerate(seen.read(first, count), start=1):
        for at, value in enumerate(values):
            if value is not None:
                cells[at].write(page, row, at, value)
