"""The name of a dataset above its grid, renamed in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.text import Elided


class _Editor(QLineEdit):
    ended = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the name, Esc leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit(True)  # noqa: FBT003 - a signal
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit(False)  # noqa: FBT003 - a signal
        else:
            super().keyPressEvent(event)


class TitleField(QStackedWidget):
    """A title that becomes a field on F2 or a double click; Enter or leaving it renames, Esc does not."""

    renamed = Signal(str)
    asked = Signal()
    """A double click on the title."""
    ended = Signal()
    """Naming ended, with or without another name; whether a name is being typed is :attr:`editing`."""

    def __init__(self) -> None:
        super().__init__()
        self.label = Elided("", "page")
        self.editor = _Editor()
        self.editor.setAccessibleName(tr("Name of the dataset"))
        self.editor.setMaxLength(120)
        self.editing = False
        self.addWidget(self.label)
        self.addWidget(self.editor)
        self.setFixedHeight(px(28))
        self.editor.ended.connect(lambda taken: self._end(taken=taken))
        self.editor.editingFinished.connect(lambda: self._end(taken=True))

    def show_name(self, name: str) -> None:
        """Show a name, unless it is being typed."""
        self.label.setText(name)
        if not self.editing:
            self._fit()

    def begin(self) -> None:
        """Type another name."""
        self.editing = True
        self.editor.setText(self.label.text())
        self.setCurrentWidget(self.editor)
        self._fit()
        self.editor.setFocus()
        self.editor.selectAll()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click asks to rename."""
        del event
        self.asked.emit()

    def _end(self, *, taken: bool) -> None:
        if not self.editing:
            return
        self.editing = False  # first: the field tells that it ends when it is hidden, too
        self.setCurrentWidget(self.label)
        self._fit()
        name = self.editor.text().strip()
        if taken and name and name != self.label.text():
            self.renamed.emit(name)
        self.ended.emit()

    def _fit(self) -> None:
        wide = 300 if self.editing else self.label.sizeHint().width() + 4
        self.setMaximumWidth(max(px(60), wide))
        self.setMinimumWidth(px(160) if self.editing else min(px(220), self.maximumWidth()))
