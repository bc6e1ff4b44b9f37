"""The card of the latest imports: dataset and file, rows and warnings; Enter or a double click opens the dataset."""

from datetime import date

from PySide6.QtCore import QModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from prodops_desktop.ui import formats, icons
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.pages.home.model import Import
from prodops_desktop.ui.pages.home.rows import CardList, Index, RowsModel, paint_ground, paint_pair
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import TWO_LINE_ROW


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


def _spoken(one: Import) -> str:
    return "\n".join(filter(None, (title_of(one), where_of(one), counts_of(one), *one.version.warnings)))


class ImportsList(CardList[Import]):
    """Emits the import whose dataset is to be opened."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(RowsModel(lambda one: one.name, _spoken), tr("Recent imports"))
        self.today: date | None = None
        self.setItemDelegate(_ImportDelegate(self))
        self.activated.connect(self._on_activated)

    @property
    def imports(self) -> tuple[Import, ...]:
        """The imports that are shown, newest first."""
        return tuple(one for row in range(len(self.lines.rows)) if (one := self.lines.record(row)) is not None)

    def show_imports(self, imports: tuple[Import, ...], today: date) -> None:
        """Show other imports."""
        self.today = today
        self.show_rows(imports, lambda one, other: one.version.id == other.version.id)

    def _on_activated(self, index: QModelIndex) -> None:
        one = self.lines.record(index.row())
        if one is not None:
            self.opened.emit(one)


class _ImportDelegate(QStyledItemDelegate):
    def __init__(self, view: ImportsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        del option, index
        return QSize(0, TWO_LINE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name and counts above, file and day below, warnings beside."""
        lines, area = self._view.lines, QRect(option.rect)
        one = lines.record(index.row())
        if one is None:
            return
        painter.save()
        paint_ground(painter, area, option, last=index.row() == lines.rowCount() - 1)
        inside = area.adjusted(26 + px(16), 8, -14, -8)
        warnings = len(one.version.warnings)
        kind, colour = ("alert-outline", "warn") if warnings else ("file-table-outline", "text_2")
        if one.version.rows_quarantined:
            kind, colour = "shield-alert-outline", "warn"
        icons.paint(painter, QRect(area.left() + 14, area.center().y() - px(8), px(16), px(16)), kind, colour)
        day = formats.moment(one.version.imported_at, self._view.today)
        upper, lower = inside.adjusted(0, 0, 0, -inside.height() // 2), inside.adjusted(0, inside.height() // 2, 0, 0)
        said = counted(warnings, "{n} warning", "{n} warnings") if warnings else ""
        paint_pair(painter, upper, title_of(one), counts_of(one), "name", "text" if one.newest else "text_2", "text")
        paint_pair(painter, lower, where_of(one), " · ".join(filter(None, (said, day))), "meta", "text_3", "warn" if said else "text_3")
        painter.restore()
