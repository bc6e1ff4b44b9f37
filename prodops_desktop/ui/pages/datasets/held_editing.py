"""The field in which a cell of a row in quarantine is mended, in its place."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QPlainTextEdit, QStyleOptionViewItem, QWidget

from prodops_desktop.datasets.quarantine import LONGEST
from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.delegates import CellDelegate
from prodops_desktop.ui.texts import tr

Index = QModelIndex | QPersistentModelIndex
EDITOR = "cellEditor"
"""The name of the field over a cell."""
_LINES = 4
_LEAST_EDITOR = growing(180)
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONGEST_LINE = 400
_NEXT_LINE = "\u2029"
"""What Qt has between the lines of a document."""
_FILLED = "filled"


class HeldEditing(CellDelegate):
    """Opens a field over a cell, of several lines where its text has any. The edge of the current row is that of its number.

    ``first`` gives what was typed to begin with, in place of what stands in the cell.
    """

    def __init__(self, view: QAbstractItemView, first: Callable[[], str]) -> None:
        super().__init__(view)
        self._view, self._first = view, first

    has_edge = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field in the fixed-width font of raw cells."""
        del option
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        editor = _lines(parent) if "\n" in text or "\r" in text or len(text) > _LONGEST_LINE else _line(parent)
        editor.setObjectName(EDITOR)
        theme.set_font(editor, "mono")
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(tr("New text of “{header}”", header=str(head)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The whole text, or what was typed to begin with; once, for what is typed must outlive that the row is read again."""
        if editor.property(_FILLED):
            return
        editor.setProperty(_FILLED, True)  # noqa: FBT003 - Qt's own
        first = self._first()
        text = first or str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.document().setModified(bool(first))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setModified(bool(first))
            if not first:
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the text over, where anything was typed: a field shows some signs as others."""
        if isinstance(editor, QPlainTextEdit) and editor.document().isModified():
            text = editor.document().toRawText().replace(_NEXT_LINE, "\n")
            before = str(index.data(Qt.ItemDataRole.EditRole) or "")
            model.setData(index, text.replace("\n", "\r\n") if "\r\n" in before else text)
        elif isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """At least as wide as a few words, and of several lines as high as these."""
        del index
        place = option.rect.adjusted(0, 0, max(0, _LEAST_EDITOR - option.rect.width()), -1)
        if isinstance(editor, QPlainTextEdit):
            place.setHeight(_LINES * editor.fontMetrics().lineSpacing() + 12)
            place.moveBottom(min(place.bottom(), max(place.height(), self._view.viewport().height() - 1)))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes a text of several lines, too; Shift+Enter begins a new line. Undo is the field's own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _RETURNS:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and isinstance(editor, QPlainTextEdit):
                editor.insertPlainText("\n")
                return True
            if isinstance(editor, QWidget) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)


def _line(parent: QWidget) -> QWidget:
    """A field of one line; as Qt makes it, it would cut a text of more than 32,767 characters without a word."""
    field = QLineEdit(parent)
    field.setMaxLength(LONGEST + 1)
    return field


def _lines(parent: QWidget) -> QWidget:
    """A field of several lines, which Tab leaves."""
    field = QPlainTextEdit(parent)
    field.setTabChangesFocus(True)
    return field
