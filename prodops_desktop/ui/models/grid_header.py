"""The header of a grid: names with marks of order, filter and pin, a profile of each column, and the row in which filters are typed."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from prodops_desktop.datasets.profile import Profile
from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.cells import CellModel
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.headers import ClickHeader, paint_head
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.models.pinned_table import PinnedTable
from prodops_desktop.ui.models.profile_paint import PROFILE_HEIGHT, paint_profile
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT

_ARROW, _MARK, _ICON = growing(15), growing(16), growing(14)
"""The room of the small arrow that opens the menu of a column."""


@dataclass(frozen=True)
class _Drawn:
    """The edge of a column that stays, as it is drawn: where that began, and how wide the column was."""

    section: int
    from_x: int
    width: int


class GridHeader(ClickHeader):
    """A click sorts, the small arrow and a right click open the menu of a column, a drag moves it; pinned columns are painted last."""

    menu_asked = Signal(int, QPoint)
    moved = Signal(int, int)
    """A column was dragged from one place to another."""

    def __init__(self, table: PinnedTable) -> None:
        super().__init__(table)
        self._table = table
        self.profiles: dict[int, Profile] = {}
        self.with_profile = True
        self.open_menu = -1
        self.below: QWidget | None = None
        self._hovered = -1
        self._shift = 0.0
        self._drawn: _Drawn | None = None
        self._putting_back = False
        self.setMouseTracking(True)
        self.setSectionsMovable(True)
        self.setAccessibleName(tr("Columns with their profile"))
        self.sectionMoved.connect(self._on_section_moved)
        self.fit()

    def show_profiles(self, profiles: dict[int, Profile]) -> None:
        """Show the profile of each column by its position."""
        self.profiles = profiles
        self.viewport().update()

    def want_profile(self, *, wanted: bool) -> None:
        """Show the profile row, or only the names."""
        self.with_profile = wanted
        self.fit()

    def show_below(self, widget: QWidget) -> None:
        """Have a widget below the names and profiles, as long as it is not hidden."""
        self.below = widget
        widget.setParent(self)
        self.fit()

    def fit(self) -> None:
        """Be as high as what there is."""
        self.setFixedHeight(self._height())
        self.updateGeometry()
        self._place_below()

    def sizeHint(self) -> QSize:
        """As high as all rows of it."""
        return QSize(super().sizeHint().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands below goes along."""
        super().resizeEvent(event)
        self._place_below()

    def section_at(self, pos: QPoint) -> int:
        """The column under a point, pinned or not."""
        pinned = self._table.pinned_at(pos.x())
        return pinned if pinned >= 0 else self.logicalIndexAt(pos)

    def section_rect(self, section: int) -> QRect:
        """Where the name of a column stands."""
        return QRect(self._table.section_x(section), 0, self.sectionSize(section), HEADER_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns, and over them those that stay."""
        super().paintEvent(event)
        if self._table.pinned_at(0) < 0:
            return
        with QPainter(self.viewport()) as painter:
            for section in range(self._table.staying):
                rect = self.section_rect(section)
                rect.setHeight(self.height())
                painter.save()
                painter.setClipRect(rect)
                self.paintSection(painter, rect, section)
                painter.restore()
            painter.fillRect(QRect(self._table.pinned_width() - 1, 0, 1, self.height()), theme.colour("line_strong"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The small arrow opens the menu; a pinned column is where it is seen."""
        spot = event.position().toPoint()
        section = self.section_at(spot)
        edge = self._edge_at(spot)
        if event.button() == Qt.MouseButton.LeftButton and edge >= 0:
            self._drawn = _Drawn(edge, spot.x(), self.sectionSize(edge))
            return
        if event.button() == Qt.MouseButton.LeftButton and section >= 0 and self._arrow(section).contains(spot) and not self._at_edge():
            self._pressed = -1
            self.menu_asked.emit(section, self.mapToGlobal(QPoint(self._table.section_x(section), HEADER_HEIGHT)))
            return
        self._shift = self._hidden_by(spot)
        super().mousePressEvent(self._shifted(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the small arrow of the column under the mouse, or draw the edge that is held."""
        spot, drawn = event.position().toPoint(), self._drawn
        if drawn is not None:
            self.resizeSection(drawn.section, max(self.minimumSectionSize(), drawn.width + spot.x() - drawn.from_x))
            return
        if not event.buttons() and self._edge_at(spot) >= 0:
            self.setCursor(Qt.CursorShape.SplitHCursor)
            return
        if not event.buttons():
            self._hover(self.section_at(spot) if spot.y() < HEADER_HEIGHT else -1)
            self._shift = self._hidden_by(spot)
        super().mouseMoveEvent(self._shifted(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click sorts by the column that is seen there."""
        if self._drawn is not None:
            self._drawn = None
            return
        super().mouseReleaseEvent(self._shifted(event))
        self._shift = 0.0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on an edge fits the column."""
        edge = self._edge_at(event.position().toPoint())
        if edge >= 0:
            self.sectionHandleDoubleClicked.emit(edge)
            return
        self._shift = self._hidden_by(event.position().toPoint())
        super().mouseDoubleClickEvent(self._shifted(event))

    def leaveEvent(self, event: QEvent) -> None:
        """No column is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the column."""
        section = self.section_at(event.pos())
        if section >= 0:
            self.menu_asked.emit(section, event.globalPos())

    def _paint_inside(self, painter: QPainter, rect: QRect, model: CellModel, section: int) -> None:
        if not isinstance(model, GridModel):
            return
        column = model.column_at(section)
        top = QRect(rect.left(), rect.top(), rect.width(), HEADER_HEIGHT)
        if section in (self.open_menu, self._hovered):
            painter.fillRect(top.adjusted(0, 0, 0, -1), theme.colour("selected" if section == self.open_menu else "hover"))
        self._paint_name(painter, top.adjusted(PADDING, 0, -PADDING, 0), model, section)
        if self._table.hasFocus() and section == self._table.currentIndex().column():
            painter.fillRect(QRect(top.left(), top.bottom() - 1, top.width(), 2), theme.colour("accent"))
        if self.with_profile:
            painter.fillRect(QRect(rect.left(), top.bottom(), rect.width(), 1), theme.colour("line"))
            if column is not None:
                area = QRect(rect.left() + PADDING, top.bottom() + px(7), rect.width() - 2 * PADDING, PROFILE_HEIGHT - px(12))
                paint_profile(painter, area, column, self.profiles.get(column.position))

    def _paint_name(self, painter: QPainter, area: QRect, model: GridModel, section: int) -> None:
        head, marks = model.head(section), marks_of(model, section)
        column = model.column_at(section)
        is_key = column is not None and any(key[0] == column.position for key in model.keys)
        font = theme.font("header")
        if is_key:
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        widths = [int(_MARK) if icon else metrics.horizontalAdvance(text) + 1 for icon, text in marks]
        room = sum(widths) + (3 if marks else 0)
        text = min(metrics.horizontalAdvance(head.text) + 1, max(0, area.width() - room))
        left = area.right() + 1 - text - room if head.right else area.left()
        paint_head(painter, QRect(left, area.top(), text, area.height()), head, font, "text" if is_key else "text_2")
        left += text + 3
        for (icon, word), width in zip(marks, widths, strict=True):
            if icon:
                icons.paint(
                    painter, QRect(left, area.center().y() - _ICON // 2, _ICON, _ICON), icon, "text_3" if icon == "pin" else "accent"
                )
            else:
                painter.setPen(theme.colour("accent"))
                painter.drawText(QRect(left, area.top(), width, area.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
            left += width
        if section in (self.open_menu, self._hovered) and column is not None:
            arrow = self._arrow(section).translated(area.left() - PADDING - self._table.section_x(section), 0)
            painter.fillRect(arrow.adjusted(0, 1, 0, -1), theme.colour("selected" if section == self.open_menu else "hover"))
            icons.paint(painter, QRect(arrow.left(), arrow.center().y() - _ARROW // 2, _ARROW, _ARROW), "menu-down", "text_2")

    def _arrow(self, section: int) -> QRect:
        """Where the small arrow is: at the end of the name, which for numbers is the left one."""
        rect = self.section_rect(section)
        if self._table.grid.column_at(section) is None:
            return QRect()
        right = self._table.grid.head(section).right
        return QRect(rect.left() + 2 if right else rect.right() - _ARROW - 2, rect.top(), _ARROW, HEADER_HEIGHT)

    def _edge_at(self, spot: QPoint) -> int:
        """The column whose right edge is at a point, where it stays while others have scrolled: Qt looks for that edge elsewhere."""
        if not self._table.overlaid:
            return -1
        grip = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self)
        rights = ((section, self.section_rect(section).right() + 1) for section in range(self._table.staying))
        return next((section for section, right in rights if abs(spot.x() - right) <= grip), -1)

    def _hidden_by(self, spot: QPoint) -> float:
        """How far the pinned column under a point is from where it would have scrolled to."""
        section = self._table.pinned_at(spot.x())
        return float(self.sectionViewportPosition(section) - self._table.section_x(section)) if section >= 0 else 0.0

    def _shifted(self, event: QMouseEvent) -> QMouseEvent:
        """The event where Qt takes a pinned column to be."""
        if not self._shift:
            return event
        spot = event.position() + QPointF(self._shift, 0)
        return QMouseEvent(
            event.type(), spot, event.scenePosition(), event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def _at_edge(self) -> bool:
        return bool(self.cursor().shape() == Qt.CursorShape.SplitHCursor)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _on_section_moved(self, section: int, before: int, after: int) -> None:
        """The model has the order of the columns: what Qt has moved goes back, and the model moves it."""
        del section
        if self._putting_back:
            return

        def put_back() -> None:
            self._putting_back = True
            self.moveSection(after, before)
            self._putting_back = False
            self.moved.emit(before, after)

        QTimer.singleShot(0, self, put_back)

    def _height(self) -> int:
        below = self.below.sizeHint().height() if self.below is not None and not self.below.isHidden() else 0
        return HEADER_HEIGHT + (PROFILE_HEIGHT if self.with_profile else 0) + below

    def _place_below(self) -> None:
        if self.below is not None and not self.below.isHidden():
            height = self.below.sizeHint().height()
            self.below.setGeometry(0, self.height() - height, self.width(), height)


def marks_of(model: GridModel, section: int) -> list[tuple[str, str]]:
    """The marks behind the name of a column, as icons or texts: pinned, its place in the order, filtered, grouped by."""
    column = model.column_at(section)
    if column is None:
        return []
    marks = [("pin", "")] if column.position in model.state.plan.pinned else []
    place = next((at for at, key in enumerate(model.keys) if key[0] == column.position), -1)
    if place >= 0:
        marks.append(("arrow-down" if model.keys[place][1] else "arrow-up", ""))
        if len(model.keys) > 1:
            marks.append(("", str(place + 1)))
    if column.position in model.state.filters:
        marks.append(("filter-variant", ""))
    return marks
