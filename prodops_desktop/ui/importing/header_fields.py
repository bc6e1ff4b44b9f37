"""Two small fields that say from which row of a sheet to which the header goes, and a tick for a table without one."""

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.text import label

_LAST_ROW = 1_048_576
_WAIT_MS = 300
"""How long typing must rest before the file is looked at again."""


class _RowField(QSpinBox):
    """↑ and ↓ go to the next row; the wheel scrolls what the field stands in."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setRange(1, _LAST_ROW)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.setFixedSize(px(66), INPUT_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class HeaderFields(QWidget):
    """Both fields follow each other, so that the last row never lies before the first."""

    header_chosen = Signal(object)
    """The first and the last header row; an empty tuple for none."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = _RowField(tr("First header row")), _RowField(tr("Last header row"))
        self.none = QCheckBox(tr("No header"))
        self._own = (1, 1)
        """The rows as they were shown or typed, without those that only gave way to the other one."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (label(tr("Row"), "body", "2"), self.first, label(tr("to"), "body", "2"), self.last):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.none)
        self._rest = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._rest.timeout.connect(self._tell)
        self.first.valueChanged.connect(self._on_first_changed)
        self.last.valueChanged.connect(self._on_last_changed)
        self.none.clicked.connect(lambda _: self._tell())

    def show_header(self, header: tuple[int, ...], last_row: int = _LAST_ROW) -> None:
        """Show the rows, up to the last one of the sheet; with an empty tuple they stay, for when the tick is taken away."""
        if self._rest.isActive():
            return
        blocked = [QSignalBlocker(widget) for widget in (self.first, self.last, self.none)]
        for field in (self.first, self.last):
            field.setMaximum(max(1, last_row, *header))
        if header:
            self._own = (header[0], header[-1])
            self.first.setValue(header[0])
            self.last.setValue(header[-1])
        self.none.setChecked(not header)
        for field in (self.first, self.last):
            field.setEnabled(bool(header))
        del blocked

    def _on_first_changed(self, row: int) -> None:
        self._own = (row, self._own[1])
        with QSignalBlocker(self.last):
            self.last.setValue(max(row, self._own[1]))
        self._rest.start()

    def _on_last_changed(self, row: int) -> None:
        self._own = (self._own[0], row)
        with QSignalBlocker(self.first):
            self.first.setValue(min(row, self._own[0]))
        self._rest.start()

    def _tell(self) -> None:
        self._rest.stop()
        self.header_chosen.emit(() if self.none.isChecked() else (self.first.value(), self.last.value()))
