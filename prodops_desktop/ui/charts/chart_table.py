"""Any chart as a table: which charts are in sight, and the dialog that shows one as its sentence and its rows."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.ui.charts.figures import Figure
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.reading_order import in_order
from prodops_desktop.ui.widgets.text import label

_Row = tuple[int, tuple[str, ...]]
"""A row of a table after its number."""
_LETTER, _LEAST, _WIDEST = 8, 72, 260


@runtime_checkable
class Charted(Protocol):
    """What every chart can say of itself, beside its accessible name and description."""

    @property
    def sentence(self) -> str:
        """What it shows, in one sentence."""

    def as_table(self) -> list[tuple[str, ...]]:
        """It as rows, the head first; nothing while it shows nothing. What is a :class:`Figure` stands at the right of its column."""


def charts_in(root: QWidget) -> list[QWidget]:
    """The charts in sight, in the order in which one reads them."""
    return [one for one in in_order(root) if isinstance(one, Charted)]


def chart_at(root: QWidget) -> QWidget | None:
    """The chart that the keyboard is in, else the first one in sight."""
    charts, focus = charts_in(root), QApplication.focusWidget()
    held = next((one for one in charts if focus is not None and (one is focus or one.isAncestorOf(focus))), None)
    return held or (charts[0] if charts else None)


class ChartTable(Dialog):
    """A chart as a table; Esc closes it, and the keyboard is back where it was."""

    def __init__(self, parent: QWidget, chart: QWidget) -> None:
        assert isinstance(chart, Charted)
        rows, name = chart.as_table(), chart.accessibleName() or tr("Chart")
        super().__init__(parent, name, width=760, height=520)
        head, body = (rows[0] if rows else (tr("Nothing is shown"),)), rows[1:]
        self.note.setText(counted(len(body), "{n} row", "{n} rows"))
        self.sentence = label(chart.sentence, "meta", "2", wrap=True, selectable=True)
        self.table = RecordTable(tr("{name} as a table", name=name), _columns(head, body), _number)
        self.table.setAccessibleDescription(chart.sentence)
        self.table.setMinimumHeight(240)
        self.table.show_list(list(enumerate(body)))
        self.table.left.connect(self.close)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.table, 1)
        self.foot.insertWidget(0, button(tr("Copy the table"), self.table.copy_all, icon="content-copy"))
        self.table.choose(0)
        self.table.setFocus()


def _number(row: _Row) -> int:
    return row[0]


def _columns(head: Sequence[str], body: Sequence[tuple[str, ...]]) -> list[Column]:
    """A column for each part of the head, as wide as its longest text, figures at the right; the last one takes what is left."""
    made = []
    for place, title in enumerate(head):
        cells = [row[place] for row in body]
        texts = [_shown(cell) for cell in cells]
        width = min(_WIDEST, max(_LEAST, 24 + _LETTER * max(map(len, (title, *texts)))))
        right = any(cells) and all(not cell or isinstance(cell, Figure) for cell in cells)
        cell = partial(_cell, place=place, right=right)
        exact = partial(_exact, place=place)
        made.append(Column(f"c{place}", title, cell, right=right, width=width if place < len(head) - 1 or right else 0, exact=exact))
    return made


def _cell(row: _Row, *, place: int, right: bool) -> Cell:
    text = _shown(row[1][place])
    return Cell(text, right=right, tip=text if len(text) * _LETTER > _WIDEST else "")


def _exact(row: _Row, *, place: int) -> str:
    return row[1][place]


def _shown(cell: str) -> str:
    return cell.shown if isinstance(cell, Figure) else cell
