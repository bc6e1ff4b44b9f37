"""A small window over the page to check some of many things: a search, the list with its counts, and what to do with them."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.popup import Popup
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.text import Elided

_WIDTH, _HEIGHT, _ROW = growing(300), growing(360), growing(26)
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """Something to check, with what stands at its right."""

    key: Hashable
    text: str
    aside: str = ""
    checked: bool = False


class CheckPopup(Popup):
    """Closed by Esc or a click beside it; ↓ leads from the search into the list, the blank key checks, Enter takes."""

    toggled = Signal(object, bool)
    taken = Signal()
    searched = Signal(str)

    def __init__(self, parent: QWidget, name: str, search: str) -> None:
        super().__init__(parent, name)
        self.field = SearchField(search)
        self.list = _List(name)
        self.said = Elided("", "meta", "3")
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addLayout(self.foot)
        self.resize(_WIDTH, _HEIGHT)
        self.field.textChanged.connect(self.searched)
        self.field.left.connect(self._on_field_left)
        self.list.itemChanged.connect(self._on_item_changed)

    def add_action(self, text: str, run: Callable[[], object], *, primary: bool = False) -> QWidget:
        """Add a button to the foot."""
        made = button(text, run, role="primary" if primary else "link", small=True)
        self.foot.addWidget(made)
        return made

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these to check."""
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addTopLevelItems([_item(entry) for entry in entries])
            first = self.list.topLevelItem(0)
            if first is not None:
                self.list.setCurrentItem(first)

    def open_at(self, spot: QPoint) -> None:
        """Open below a point of the screen, inside of it, with the keyboard in the search."""
        screen = QGuiApplication.screenAt(spot) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(spot.x(), room.right() - self.width()))
        top = max(room.top(), min(spot.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.field.setFocus()

    def take(self) -> None:
        """Say that it is taken as it is checked now."""
        self.taken.emit()

    def _on_field_left(self) -> None:
        """↓ goes on to the list."""
        self.list.setFocus()

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.toggled.emit(item.data(0, _KEY), item.checkState(0) == Qt.CheckState.Checked)


class _List(QTreeWidget):
    """Two columns, of which the first one gives way."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._on_item_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc are for the window around the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_item_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        """A click on the count checks, too."""
        if column == 1:
            checked = item.checkState(0) == Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)


def _item(entry: Entry) -> QTreeWidgetItem:
    item = QTreeWidgetItem([entry.text, entry.aside])
    item.setData(0, _KEY, entry.key)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Checked if entry.checked else Qt.CheckState.Unchecked)
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setForeground(1, theme.colour("text_3"))
    item.setSizeHint(0, QSize(0, _ROW))
    item.setToolTip(0, plain_tip(entry.text) if len(entry.text) > 30 else "")
    return item
