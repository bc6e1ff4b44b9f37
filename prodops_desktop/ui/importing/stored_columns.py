"""The columns as they will be stored, for the summary: field, type, how full, and from what to what."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.column_pane import type_title
from prodops_desktop.ui.importing.look import field_title
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column, RecordModel
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT

_ROW = growing(28)
_BOUNDED = {"integer", "number", "money", "percent", "day", "moment", "time", "duration"}


class StoredColumns(DataTable):
    """As high as its rows; it scrolls with the page around it."""

    def __init__(self) -> None:
        super().__init__(tr("Columns as they will be stored"), row_height=_ROW, cell_focus=False)
        self._kind, self._rows = "other", 0
        columns = [
            Column("header", tr("Column"), lambda one: Cell(one["header"], role="name", tip=one["header"]), width=0),
            Column("field", tr("Field"), self._field_cell, width=124),
            Column("type", tr("Type"), lambda one: Cell(_type_text(one), "text_2"), width=92),
            Column("filled", tr("Filled"), self._filled_cell, right=True, width=68),
            Column("range", tr("From – to"), _range_cell, width=0),
        ]
        self.records = RecordModel(columns, lambda one: one["position"], self)
        self.setModel(self.records)
        self.show_columns(self.records)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.copied.connect(self.copy_cells)

    def show_found(self, found: dict[str, Any]) -> None:
        """Show what staging found of each column."""
        self._kind, self._rows = found["kind"], int(found["rows_accepted"])
        self.records.show(found["columns"])
        self.setFixedHeight(HEADER_HEIGHT + _ROW * len(found["columns"]))

    def _field_cell(self, column: dict[str, Any]) -> Cell:
        title = field_title(self._kind, column["field"])
        return Cell(title) if title else Cell(tr("no field"), "text_3")

    def _filled_cell(self, column: dict[str, Any]) -> Cell:
        share = 100 * column["filled"] / self._rows if self._rows else 0.0
        whole = share in (0.0, 100.0)
        text = formats.percent(round(share)) if whole else formats.percent(min(99.9, max(0.1, round(share, 1))))
        return Cell(text, "text_2", right=True, tip=tr("{n} cells", n=formats.number(column["filled"])))


def _type_text(column: dict[str, Any]) -> str:
    currency = column["currency"]
    return f"{type_title(column['type'])} {currency}" if currency else type_title(column["type"])


def _range_cell(column: dict[str, Any]) -> Cell:
    low, high = column["minimum"], column["maximum"]
    if low is None or high is None or column["type"] not in _BOUNDED:
        return Cell("", "text_2")
    return Cell(f"{_bound(column, low)} – {_bound(column, high)}", "text_2")


def _bound(column: dict[str, Any], text: str) -> str:
    if column["type"] in {"day", "moment"}:
        return formats.day(text[:10])
    if column["type"] == "time":
        return formats.time(text)
    value = float(text)
    if column["type"] == "duration":
        return formats.duration(value)
    return formats.percent(value) if column["type"] == "percent" else formats.number(value)
