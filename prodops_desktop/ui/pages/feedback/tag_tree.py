"""The tags on their two levels, with how often each is mentioned and which of them the item has; Enter or a click gives or takes one."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyle, QStyleOptionViewItem, QTreeView

from prodops_desktop.feedback.model import Tag, TagGroup
from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.whole_text import WholeTextDelegate
from prodops_desktop.ui.texts import counted, tr

_ROW, _MOST_ROWS = growing(25), 13
_ID, _COUNT, _GIVEN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
"""What an item of the model holds: the id of its tag or group, its mentions, and whether it is given (of a group: how many of it)."""
_Index = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT = (int(Qt.AlignmentFlag.AlignVCenter | side) for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
_Shape = tuple[tuple[tuple[int, str], tuple[tuple[int, str], ...]], ...]
"""The groups with their tags, each by id and name."""


class TagTree(QTreeView):
    """As high as its rows, up to some; what is collapsed stays so until a filter is typed, and again after it."""

    toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tagTree")
        self.setAccessibleName(tr("Tags"))
        self._model = QStandardItemModel(self)
        self._shape: _Shape = ()
        self._collapsed: set[int] = set()
        self._filter: list[str] = []
        self._reason: str | None = None
        self.setModel(self._model)
        self.setItemDelegate(_TagDelegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._act)
        self.expanded.connect(lambda index: self._on_folded(index, collapsed=False))
        self.collapsed.connect(lambda index: self._on_folded(index, collapsed=True))
        theme.changed.connect(self.viewport().update)

    def show_tags(
        self, groups: Sequence[TagGroup], tags: Sequence[Tag], counts: Mapping[int, int], given: Collection[int], reason: str | None
    ) -> None:
        """Show these tags; ``reason`` says why none can be given or taken."""
        self._reason = reason
        self.setToolTip(reason or "")
        shape = tuple(((group.id, group.name), tuple((tag.id, tag.name) for tag in tags if tag.group == group.id)) for group in groups)
        if shape != self._shape:
            self._rebuild(shape)
        for group in self._groups():
            own = [group.child(place) for place in range(group.rowCount())]
            for item in own:
                _tell(item, counts.get(item.data(_ID), 0), given=int(item.data(_ID) in given))
            _tell(group, sum(item.data(_COUNT) for item in own), given=sum(item.data(_GIVEN) for item in own))

    def filter(self, text: str) -> None:
        """Show only the tags whose name or group has these words."""
        self._filter = text.casefold().split()
        self._fold()
        if self._filter:
            self._mark_first()

    def current_tag(self) -> int | None:
        """The tag that is marked; None for a group."""
        index = self.currentIndex()
        return int(index.data(_ID)) if index.isValid() and index.parent().isValid() else None

    def shown(self) -> list[str]:
        """What is seen, from top to bottom."""
        found, index = [], self._model.index(0, 0)
        while index.isValid():
            if not self.isRowHidden(index.row(), index.parent()):
                found.append(str(index.data()))
            index = self.indexBelow(index)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space gives or takes a tag, and folds a group; letters are left to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._act(self.currentIndex())
        elif event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(super().sizeHint().width(), _ROW * max(1, min(len(self.shown()), _MOST_ROWS)))

    def _groups(self) -> list[QStandardItem]:
        return [self._model.item(place) for place in range(self._model.rowCount())]

    def _rebuild(self, shape: _Shape) -> None:
        """Other tags, or other names: what was marked stays marked."""
        marked = self.current_tag()
        self._shape = shape
        self._model.clear()
        for (group, name), tags in shape:
            top = _item(group, name)
            top.appendRows([_item(tag, tag_name) for tag, tag_name in tags])
            self._model.appendRow(top)
        self._fold()
        again = next((item for group in self._groups() for item in _children(group) if item.data(_ID) == marked), None)
        if again is not None:
            self.setCurrentIndex(again.index())

    def _fold(self) -> None:
        """Hide what does not fit the filter, and fold the groups as they were left, or all of them open while there is one."""
        root = QModelIndex()
        for group in self._groups():
            fitting = 0
            for item in _children(group):
                fits = all(word in f"{item.text()} {group.text()}".casefold() for word in self._filter)
                self.setRowHidden(item.row(), group.index(), not fits)
                fitting += fits
            self.setRowHidden(group.row(), root, not fitting)
            with QSignalBlocker(self):
                self.setExpanded(group.index(), bool(self._filter) or group.data(_ID) not in self._collapsed)
        self._fit()

    def _fit(self) -> None:
        height = self.sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)

    def _mark_first(self) -> None:
        """Mark the first tag that fits, for Enter."""
        for group in self._groups():
            for item in _children(group):
                if not self.isRowHidden(item.row(), group.index()):
                    self.setCurrentIndex(item.index())
                    return

    def _act(self, index: _Index) -> None:
        if not index.isValid():
            return
        if not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))
        elif self._reason is None:
            self.toggled.emit(int(index.data(_ID)))

    def _on_folded(self, index: QModelIndex, *, collapsed: bool) -> None:
        if not self._filter:
            (self._collapsed.add if collapsed else self._collapsed.discard)(int(index.data(_ID)))
        self._fit()


class _TagDelegate(WholeTextDelegate):
    """Paints a row of the tree: chevron and name at the left, “given” and the count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height of a row."""
        del option, index
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        tree = self.parent()
        if not isinstance(tree, TagTree):
            return
        rect, given, is_group = QRect(option.rect), int(index.data(_GIVEN) or 0), not index.parent().isValid()
        painter.save()
        _paint_ground(painter, rect, option, tree, given=bool(given) and not is_group, marked=index == tree.currentIndex())
        if is_group:
            chevron = "chevron-down" if tree.isExpanded(index) else "chevron-right"
            icons.paint(painter, QRect(rect.left(), rect.top(), 14, rect.height()), chevron, "text_3")
        area = rect.adjusted(18 if is_group else 30, 0, -8, 0)
        area.setRight(_paint_right(painter, area, "meta", "text_3", formats.number(int(index.data(_COUNT) or 0))))
        if given and not (is_group and tree.isExpanded(index)):
            said = counted(given, "{n} given", "{n} given") if is_group else tr("given")
            area.setRight(_paint_right(painter, area, "caption", "accent", said))
        painter.setFont(theme.font("name" if is_group else "meta"))
        painter.setPen(theme.colour("text"))
        painter.drawText(area, _LEFT, painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width()))
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRect, option: Any, tree: TagTree, *, given: bool, marked: bool) -> None:
    """The accent ground of what is given, the hover ground of what is pointed at, and a ring where the keyboard is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if given or hovered:
        painter.setBrush(theme.colour("selected" if given else "hover"))
        painter.drawRoundedRect(rect.adjusted(0, 0, 0, -1), 4, 4)
    if marked and tree.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 4, 4)


def _paint_right(painter: QPainter, area: QRect, role: str, token: str, text: str) -> int:
    """Paint a text at the right; returns where the room for the next one ends."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(token))
    painter.drawText(area, _RIGHT, text)
    return area.right() - painter.fontMetrics().horizontalAdvance(text) - 8


def _item(id_: int, name: str) -> QStandardItem:
    made = QStandardItem(name)
    made.setData(id_, _ID)
    return made


def _children(group: QStandardItem) -> list[QStandardItem]:
    return [group.child(place) for place in range(group.rowCount())]


def _tell(item: QStandardItem, count: int, *, given: int) -> None:
    """Say how things stand, to people who listen, too."""
    item.setData(count, _COUNT)
    item.setData(given, _GIVEN)
    mentions = counted(count, "{n} mention", "{n} mentions")
    said = tr("given") if given else ""
    item.setData(", ".join(part for part in (item.text(), mentions, said) if part), Qt.ItemDataRole.AccessibleTextRole)
