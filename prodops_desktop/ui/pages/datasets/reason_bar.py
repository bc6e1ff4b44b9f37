"""Asks in place why rows are dismissed; reasons that were given before are offered."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from prodops_desktop.datasets.rulings import LONGEST_REASON
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER, INPUT_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import label


class _Field(QLineEdit):
    """Enter dismisses, Esc leaves the rows, arrow down shows the reasons that were given before."""

    taken = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is Enter here, and not what it is in the page; with nothing typed Ctrl+Z is that of the program."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and self.completer() is not None:
            self.completer().setCompletionPrefix("")
            self.completer().complete()
        else:
            super().keyPressEvent(event)


class ReasonBar(QFrame):
    """Hidden until rows are to be dismissed."""

    given = Signal(str)
    ended = Signal()
    """It was left, with or without a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pageToolbar")
        self.ask = label("", "meta", "2")
        self.field = _Field()
        self.field.setPlaceholderText(tr("Why, in a few words"))
        self.field.setFixedHeight(INPUT_HEIGHT)
        self.field.setMaxLength(LONGEST_REASON)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.take = button(tr("Dismiss"), self._give, role="bad", small=True)
        self.drop = button(tr("Cancel"), self._leave, small=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.take)
        row.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(GUTTER, 7, 12, 8)
        column.setSpacing(5)
        column.addWidget(self.ask)
        column.addLayout(row)
        self.field.taken.connect(self._give)
        self.field.left.connect(self._leave)
        self.field.textChanged.connect(lambda text: self.take.setEnabled(bool(text.strip())))
        self.hide()

    def begin(self, rows: int, given: Sequence[str]) -> None:
        """Ask for the reason of so many rows, with the last one that was given filled in."""
        self.ask.setText(counted(rows, "Why is {n} row left out?", "Why are {n} rows left out?"))
        self.field.setAccessibleName(self.ask.text())
        self._known.setStringList(list(given))
        self.field.setText(given[0] if given else "")
        self.take.setEnabled(bool(given))
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def end(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self.hide()
            self.ended.emit()

    def _give(self) -> None:
        reason = self.field.text().strip()
        if reason:
            self.end()
            self.given.emit(reason)

    def _leave(self) -> None:
        self.end()
