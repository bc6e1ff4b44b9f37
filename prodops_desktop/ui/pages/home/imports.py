"""The card of the latest imports: dataset and file, rows and warnings; Enter or a double click opens the dataset."""

from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.pages.home.model import Import
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import TWO_LINE_ROW

_Index = QModelIndex | QPersistentModelIndex


class ImportsModel(QAbstractListModel):
    """The latest imports, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.imports: tuple[Import, ...] = ()
        self.today: date | None = None

    def show(self, imports: tuple[Import, ...], today: date) -> None:
        """Show other imports."""
        self.beginResetModel()
        self.imports, self.today = imports, today
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many imports are shown."""
        return 0 if parent.isValid() else len(self.imports)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The whole line as one text, for assistive technology and tooltips."""
        one = self.imports[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(filter(None, (title_of(one), where_of(one), counts_of(one), *one.version.warnings)))
        return None


def title_of(one: Import) -> str:
    """Dataset and version."""
    return f"{one.name} v{one.version.number}"


def where_of(one: Import) -> str:
    """File and sheet."""
    return " › ".join(filter(None, (one.version.file, one.version.sheet)))


def counts_of(one: Import) -> str:
    """Rows in, and rows that were not accepted."""
    rows = counted(one.version.rows_accepted, "{n} row", "{n} rows")
    out = one.version.rows_quarantined
    return f"{rows} · {tr('{n} in quarantine', n=formats.number(out))}" if out else rows


class ImportsList(QListView):
    """Emits the id of the dataset that is to be opened."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.imports = ImportsModel(self)
        self.setModel(self.imports)
        self.setItemDelegate(_ImportDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Recent imports"))
        self.activated.connect(self._on_activated)

    def show_imports(self, imports: tuple[Import, ...], today: date) -> None:
        """Show other imports and keep what was selected; nothing moves when they are the same as before."""
        if (imports, today) == (self.imports.imports, self.imports.today):
            return
        chosen = self.current()
        self.imports.show(imports, today)
        for row, one in enumerate(imports):
            if chosen is not None and one.version.id == chosen.version.id:
                self.setCurrentIndex(self.imports.index(row))
        self.setFixedHeight(max(1, len(imports)) * TWO_LINE_ROW)

    def current(self) -> Import | None:
        """The import that is selected."""
        row = self.currentIndex().row()
        return self.imports.imports[row] if 0 <= row < len(self.imports.imports) else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab chooses the first import; a keyboard that merely comes back chooses nothing."""
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            super().focusInEvent(event)
        else:
            self.viewport().update()

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.imports.imports[index.row()].version.dataset)


class _ImportDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines."""
        del option, index
        return QSize(0, TWO_LINE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Name and counts above, file and day below, warnings beside."""
        model = index.model()
        if not isinstance(model, ImportsModel):
            return
        one, area = model.imports[index.row()], QRect(option.rect)
        painter.save()
        _paint_ground(painter, area, option, last=index.row() == len(model.imports) - 1)
        inside = area.adjusted(42, 8, -14, -8)
        warnings = len(one.version.warnings)
        kind, colour = ("alert-outline", "warn") if warnings else ("file-table-outline", "text_2")
        if one.version.rows_quarantined:
            kind, colour = "shield-alert-outline", "warn"
        icons.paint(painter, QRect(area.left() + 14, area.center().y() - 8, 16, 16), kind, colour)
        day = formats.moment(one.version.imported_at, model.today)
        upper, lower = inside.adjusted(0, 0, 0, -inside.height() // 2), inside.adjusted(0, inside.height() // 2, 0, 0)
        said = counted(warnings, "{n} warning", "{n} warnings") if warnings else ""
        _paint_pair(painter, upper, title_of(one), counts_of(one), "name", "text" if one.newest else "text_2", "text")
        _paint_pair(painter, lower, where_of(one), " · ".join(filter(None, (said, day))), "meta", "text_3", "warn" if said else "text_3")
        painter.restore()


def _paint_ground(painter: QPainter, area: QRect, option: QStyleOptionViewItem, *, last: bool) -> None:
    selected, hovered = (bool(option.state & flag) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver))
    active = bool(option.state & QStyle.StateFlag.State_Active)
    if selected or hovered:
        painter.fillRect(area, theme.colour("selected" if selected and active else "hover"))
    if selected:
        painter.fillRect(QRect(area.left(), area.top(), 2, area.height()), theme.colour("accent" if active else "line_strong"))
    if not last:
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.colour("line"))


def _paint_pair(painter: QPainter, area: QRect, left: str, right: str, role: str, left_colour: str, right_colour: str) -> None:
    """A text at the left that gives way to the one at the right."""
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour(right_colour))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), right)
    room = area.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(right) - 12, 0)
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(left_colour))
    text = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
