"""Tells the whole text of a row or cell that had to be cut, in a tooltip; what has a tooltip of its own says that."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from prodops_desktop.ui import theme
from prodops_desktop.ui.tips import plain_tip


class WholeTextDelegate(QStyledItemDelegate):
    """The base of what paints rows and cells: it knows how wide a text would be, and the text that assistive technology reads."""

    def needed(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """How much room the whole content takes, in pixels."""
        return theme.face("name").metrics.horizontalAdvance(str(index.data() or ""))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Show the whole text where it is cut."""
        asked = event.type() == QEvent.Type.ToolTip and not index.data(Qt.ItemDataRole.ToolTipRole)
        if not asked or not index.data() or self.needed(index) <= option.rect.width():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(str(index.data())), view)
        return True
