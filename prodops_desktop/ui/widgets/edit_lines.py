"""What one types into: a line, or a text of several. Leaving it ends typing, Esc drops what was typed, and other undo is the program’s."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.fields import ElidingLine


def _is_for_program(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether it is Ctrl+Z or Ctrl+Shift+Z with nothing to take back or bring back in the field, and so the program's."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    undoes, redoes = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    return (undoes and not undo) or (redoes and not redo)


class TypedLine(ElidingLine):
    """A field of one line."""

    ended = Signal()
    dropped = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.is_typed: Callable[[], bool] = lambda: False
        self.setPlaceholderText(placeholder or tr("empty"))
        self.setFixedHeight(INPUT_HEIGHT)
        self.editingFinished.connect(self.ended.emit)

    def event(self, event: QEvent) -> bool:
        """With nothing typed to undo, Ctrl+Z and Ctrl+Shift+Z are those of the program."""
        if _is_for_program(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings back what was there; with nothing typed it is for what the field stands in."""
        if event.key() == Qt.Key.Key_Escape and self.is_typed():
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class TypedLines(QPlainTextEdit):
    """A text of several lines; Ctrl+Enter or leaving it decides, Tab goes on to the next field.

    In an inspector it is as high as its text, up to twice its ``lines``. Without ``keeps_return`` it stands in a dialog: it is as high as
    its lines, and Ctrl+Enter is left to the dialog.
    """

    ended = Signal()
    dropped = Signal()

    def __init__(self, placeholder: str, lines: int, *, keeps_return: bool) -> None:
        super().__init__()
        self.is_typed: Callable[[], bool] = lambda: False
        self._keeps_return = keeps_return
        self.setPlaceholderText(placeholder or tr("empty"))
        self.setTabChangesFocus(True)
        self.setViewportMargins(2, 0, 0, 0)  # as far from the edge as the text of a field of one line
        self._most = 2 * lines
        self._show_lines(lines)
        if keeps_return:
            self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    def _fit(self) -> None:
        """Be as high as the text, or what stands there in its place."""
        lines, space = self.document().size().height(), self.fontMetrics().lineSpacing()
        if self.document().isEmpty():
            room = QRect(0, 0, self.viewport().width() - 2 * round(self.document().documentMargin()), 1000)
            lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, self.placeholderText()).height() / space
        self._show_lines(round(lines))

    def _show_lines(self, lines: int) -> None:
        self.setFixedHeight(max(1, min(lines, self._most)) * self.fontMetrics().lineSpacing() + max(14, px(14)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the text elsewhere."""
        super().resizeEvent(event)
        if self._keeps_return and event.size().width() != event.oldSize().width():
            self._fit()

    def event(self, event: QEvent) -> bool:
        """With nothing typed to undo, Ctrl+Z and Ctrl+Shift+Z are those of the program; Ctrl+Enter is its own."""
        if _is_for_program(event, undo=self.document().isUndoAvailable(), redo=self.document().isRedoAvailable()):
            event.ignore()
            return True
        if self._keeps_return and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_return(event):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it decides; what was marked is not any longer, as in a field of one line."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.ended.emit()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            place = self.textCursor()
            place.clearSelection()
            self.setTextCursor(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings back what was there; with nothing typed it is for what the field stands in."""
        if event.key() == Qt.Key.Key_Escape:
            if self.is_typed():
                self.dropped.emit()
            else:
                event.ignore()
        elif _is_return(event):
            self.ended.emit()
        else:
            super().keyPressEvent(event)


def _is_return(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Enter."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control
