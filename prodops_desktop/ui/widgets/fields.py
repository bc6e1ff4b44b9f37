"""Fields to type and choose in: search with its icon and Esc, and a combo box with a painted arrow."""

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStylePainter,
    QWidget,
)

from prodops_desktop.ui import icons
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.icon_field import IconField
from prodops_desktop.ui.widgets.text import indicator_rect, told_whole

_BEFORE, _ARROW = growing(9), growing(26)
"""Room before the text of a choice, and for the arrow after it."""


class ElidingLine(QLineEdit):
    """A field whose text ends in “…” where it has no room, as long as nobody types in it; its tooltip then tells all of it."""

    def is_cut(self) -> bool:
        """Whether not all of the text is seen."""
        return bool(self.text()) and self.fontMetrics().horizontalAdvance(self.text()) > self._room(self._option()).width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field with as much of its text as there is room for."""
        if self.hasFocus() or not self.is_cut():
            super().paintEvent(event)
            return
        option, painter = self._option(), QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        room = self._room(option)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        side = int(self.alignment() | Qt.AlignmentFlag.AlignVCenter)
        painter.drawItemText(room, side, self.palette(), self.isEnabled(), text, self.foregroundRole())

    def event(self, event: QEvent) -> bool:
        """Tell the whole text where it is cut."""
        return told_whole(self, event, lambda: self.text() if self.is_cut() and not self.hasFocus() else "") or super().event(event)

    def _option(self) -> QStyleOptionFrame:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return option

    def _room(self, option: QStyleOptionFrame) -> QRect:
        """Where the text stands: Qt keeps two pixels at its sides."""
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).adjusted(2, 0, -2, 0)


class SearchField(IconField):
    """Filters what stands below it; Esc clears it, arrow down leaves it for the list."""

    left = Signal()
    """Arrow down or Enter: the keyboard goes on to the list."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("search", "true")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFixedHeight(INPUT_HEIGHT)
        self.begin_with("magnify", "text_3")
        self.end_with("close", "text_3", tr("Clear (Esc)"), self.clear)
        self.show_end(shown=False)
        self.textChanged.connect(lambda text: self.show_end(shown=bool(text)))

    def is_cut(self) -> bool:
        """Whether not all is seen of what this field asks for."""
        return not self.text() and self.fontMetrics().horizontalAdvance(self.placeholderText()) > self.room()

    def event(self, event: QEvent) -> bool:
        """With nothing typed to undo, Ctrl+Z and Ctrl+Shift+Z are those of the program; what is asked for is told whole."""
        if told_whole(self, event, lambda: self.placeholderText() if self.is_cut() else ""):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            if (undo and not self.isUndoAvailable()) or (redo and not self.isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears; arrow down goes on."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Choice(QComboBox):
    """A combo box; ``caption`` is painted before the value (“Compare to **Prior quarter**”).

    A ``snug`` one is as wide as what is chosen needs, and not as the longest of its choices.
    """

    def __init__(self, choices: list[tuple[str, str]] | None = None, *, caption: str = "", name: str = "", snug: bool = False) -> None:
        super().__init__()
        self._caption, self._snug = caption, snug
        if snug:
            self.currentTextChanged.connect(lambda _: self.updateGeometry())
        self.setAccessibleName(name or caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not bring the keyboard along
        self.setFixedHeight(INPUT_HEIGHT)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one of a popup does not ask the style sheet
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for id_, text in choices or []:
            self.addItem(text, id_)

    def current_id(self) -> str:
        """The id of what is chosen."""
        return str(self.currentData() or "")

    def choose(self, id_: str) -> None:
        """Choose by id without telling anyone."""
        index = self.findData(id_)
        if index >= 0:
            with QSignalBlocker(self):
                self.setCurrentIndex(index)

    def sizeHint(self) -> QSize:
        """Room for the caption, too."""
        hint = super().sizeHint()
        if self._snug:
            hint.setWidth(_BEFORE + self.fontMetrics().horizontalAdvance(self.currentText()) + _ARROW + 4)
        return QSize(hint.width() + self._caption_width(), hint.height())

    def is_cut(self) -> bool:
        """Whether not all of what is chosen is seen."""
        return self._caption_width() + self.fontMetrics().horizontalAdvance(self.currentText()) > self.width() - _BEFORE - _ARROW

    def event(self, event: QEvent) -> bool:
        """Tell the whole text where it is cut."""
        return told_whole(self, event, self._cut_text) or super().event(event)

    def _cut_text(self) -> str:
        return f"{self._caption} {self.currentText()}".strip() if self.is_cut() else ""

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few letters and the arrow."""
        return QSize(64 + self._caption_width(), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls what it stands in: it must not decide anything on the way."""
        event.ignore()

    def showPopup(self) -> None:
        """As wide as the longest choice."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _ARROW)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the caption, the value and the arrow."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        area = self.rect().adjusted(_BEFORE, 0, -_ARROW, 0)
        palette = self.palette()
        if self._caption and not self.is_cut():  # where room is short, what is chosen says more
            painter.setPen(palette.placeholderText().color())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), self._caption)
            area.setLeft(area.left() + self._caption_width())
        painter.setPen(palette.text().color())
        text = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), text)
        icons.paint(painter, indicator_rect(self), "chevron-down", "text_2" if self.isEnabled() else "disabled")

    def _caption_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._caption) + 5 if self._caption else 0
