"""Tooltips say what stands in the data, even where that looks like a page of the web."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip

from prodops_desktop.ui.models.cells import Cell, CellModel, Index
from prodops_desktop.ui.models.delegates import CellDelegate
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.widgets.text import Elided
from tests.ui.contract import dress

SHARE = '<img src="//server/share/x.png"> & a <b>long</b> note'


class Notes(CellModel):
    """One cell with a tip of its own, and one that is told whole where it is cut."""

    def rowCount(self, parent: Index | None = None) -> int:
        return 1

    def columnCount(self, parent: Index | None = None) -> int:
        return 2

    def cell(self, row: int, column: int) -> Cell:
        return Cell(SHARE, tip="" if column else SHARE)

    def head(self, column: int) -> Cell:
        return Cell(SHARE, tip=SHARE)


def seen(tip: object) -> str:
    """What a tooltip shows."""
    assert isinstance(tip, str)
    document = QTextDocument()
    document.setHtml(tip)
    assert "<img" not in tip
    return document.toPlainText()


def test_cells_and_headers_are_told_as_they_stand(qapp: QApplication) -> None:
    dress(qapp)
    model = Notes()
    assert seen(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)) == SHARE
    assert seen(model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)) == SHARE
    assert model.index(0, 0).data() == SHARE


def test_what_is_cut_is_told_as_it_stands(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    dress(qapp)
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: told.append(text))
    table, model, option = DataTable("Notes"), Notes(), QStyleOptionViewItem()
    table.setModel(model)
    option.rect.setWidth(20)
    CellDelegate(table).helpEvent(QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)), table, option, model.index(0, 1))
    assert [seen(tip) for tip in told] == [SHARE]
    label = Elided(SHARE)
    label.resize(20, 20)
    label.show()
    assert seen(label.toolTip()) == SHARE
    label.close()
    table.deleteLater()
