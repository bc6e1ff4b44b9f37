"""The list of steps at the left, by day: of any length, read in pages as it is looked at, moved through by keys."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.history.finding import Row
from prodops_desktop.ui.history.step_lines import StepLine, day_text, read_lines
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.page_queue import KEPT_PAGES, PAGE, PageQueue
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.tokens import ROW_HEIGHT_CONTROLS

_Index = QModelIndex | QPersistentModelIndex
_LEFT, _TIME, _ICON, _GAP = growing(20), growing(44), growing(27), growing(12)
_WHO_FROM = 500
"""From this width on there is room for who made a step."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class StepsModel(QAbstractTableModel):
    """Days and the ids of steps; a step that was read stays until it was read anew."""

    loaded = Signal()
    """A page came in."""
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[Row] = []
        self.today = date.min
        self._known: OrderedDict[int, StepLine] = OrderedDict()
        self._fresh: set[int] = set()
        self._turn = 0
        self._queue = PageQueue(self._read_page, self)

    def show(self, rows: list[Row], today: date) -> None:
        """Show these rows; lines that are at hand are shown at once, and read again."""
        self._turn += 1
        self._fresh.clear()
        self._queue.forget()
        self.today = today
        if rows == self.rows:
            self._repaint()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def line(self, row: int) -> StepLine | None:
        """The step of a row; None for a day, and while it is on its way."""
        id_ = self.step_at(row)
        if id_ is None:
            return None
        if id_ not in self._fresh:
            self._queue.want(row // PAGE)
        return self._known.get(id_)

    def step_at(self, row: int) -> int | None:
        """The id of the step in a row; None for a day."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, int) else None

    def row_of(self, step: int) -> int:
        """The row of a step, −1 when it is not there."""
        try:
            return self.rows.index(step)
        except ValueError:
            return -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many rows, days included."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """One: a step is painted as a whole."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, also for assistive technology; the tooltip says what may not have had room."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.rows[index.row()]
        if isinstance(row, str):
            return None if role == Qt.ItemDataRole.ToolTipRole else day_text(row, self.today)
        line = self.line(index.row())
        if line is None:
            return ""
        return f"{line.step.label}\n{line.step.who}" if role == Qt.ItemDataRole.ToolTipRole else line.spoken

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Days can't be chosen."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if self.step_at(index.row()) else Qt.ItemFlag.NoItemFlags

    def _read_page(self, page: int) -> None:
        turn, ids = self._turn, [row for row in self.rows[page * PAGE : (page + 1) * PAGE] if isinstance(row, int)]

        def done(lines: list[StepLine]) -> None:
            self._queue.ended(page)
            if turn == self._turn:
                self._take(lines)
                self._fresh.update(ids)
            self._repaint()
            self.loaded.emit()

        def failed(error: Exception) -> None:
            self._queue.ended(page)
            self._fresh.update(ids)  # asked for again only once something changed
            self.failed.emit(str(error))

        self._session.read(lambda store: read_lines(store, ids), done, failed)

    def _take(self, lines: Sequence[StepLine]) -> None:
        for line in lines:
            self._known[line.step.id] = line
            self._known.move_to_end(line.step.id)
        while len(self._known) > KEPT_PAGES * PAGE:
            self._fresh.discard(self._known.popitem(last=False)[0])

    def _repaint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))


class StepList(QTableView):
    """J, K and arrows move from step to step, Enter goes on to what the step changed."""

    chosen = Signal(int)
    """The id of the step that became current."""
    entered = Signal()

    def __init__(self, name: str, session: Session) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.steps = StepsModel(session, self)
        self._quiet = False
        self.setModel(self.steps)
        self.setItemDelegate(StepDelegate(self))
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_HEIGHT_CONTROLS)
        rows.setDefaultSectionSize(ROW_HEIGHT_CONTROLS)  # one height for all: a list of any length is laid out at once
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.hide()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: list[Row], today: date) -> None:
        """Show other rows: what is current and what is seen stays; where the current step is gone, the first one follows it."""
        before, place, seen = self.current(), self.verticalScrollBar().value(), self._seen()
        self._quiet = True
        self.steps.show(rows, today)
        row = self.steps.row_of(before) if before is not None else -1
        if row >= 0:
            self.setCurrentIndex(self.steps.index(row, 0))
            self._stay(place, seen)
        self._quiet = False
        if row < 0:
            self.go_to(0)

    def current(self) -> int | None:
        """The id of the current step."""
        return self.steps.step_at(self.currentIndex().row())

    def choose(self, step: int) -> bool:
        """Make a step current and scroll to it; False when it is not in the list."""
        row = self.steps.row_of(step)
        if row >= 0:
            self.setCurrentIndex(self.steps.index(row, 0))
            self.scrollTo(self.steps.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        return row >= 0

    def go_to(self, row: int, by: int = 1) -> None:
        """Make the step of a row current, or the next one ``by`` the direction where a day stands there."""
        while 0 <= row < self.steps.rowCount() and self.steps.step_at(row) is None:
            row += by
        if self.steps.step_at(row) is not None:
            self.setCurrentIndex(self.steps.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K move, Enter goes on; typing does not search."""
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_J, Qt.Key.Key_K) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            by = 1 if key == Qt.Key.Key_J else -1
            self.go_to(row + by, by)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(*((0, 1) if key == Qt.Key.Key_Home else (self.steps.rowCount() - 1, -1)))
        elif (
            event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ) or key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
            if self.current() is None:  # a page ended at a day
                self.go_to(self.currentIndex().row())

    def _seen(self) -> dict[int, int]:
        """The steps that are seen with their rows, the top one first."""
        top = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        rows = range(max(0, top), (last if last >= 0 else self.steps.rowCount() - 1) + 1)
        return {step: row for row in rows if (step := self.steps.step_at(row)) is not None}

    def _stay(self, place: int, seen: dict[int, int]) -> None:
        """Have the topmost of the steps that were ``seen`` where it was; a list that was not scrolled shows what is new above it."""
        moved = next((now - row for step, row in seen.items() if (now := self.steps.row_of(step)) >= 0), None)
        if moved is not None:
            self.verticalScrollBar().setValue(place + moved * ROW_HEIGHT_CONTROLS if place else 0)

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        step = self.steps.step_at(current.row())
        if step is not None and not self._quiet:
            self.chosen.emit(step)


class StepDelegate(QStyledItemDelegate):
    """Paints a day, or a step with its columns in line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        model, view = index.model(), self.parent()
        if not isinstance(model, StepsModel) or not isinstance(view, QAbstractItemView):
            return
        painter.save()
        row = model.rows[index.row()]
        if isinstance(row, str):
            painter.setFont(theme.font("section"))
            painter.setPen(theme.colour("text_2"))
            painter.drawText(option.rect.adjusted(_LEFT, 6, -_LEFT, 0), int(_MIDDLE), day_text(row, model.today))
        else:
            _paint_ground(painter, option, view, current=index.row() == view.currentIndex().row())
            _paint_step(painter, QRect(option.rect), model.line(index.row()))
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.colour("line"))
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, view: QAbstractItemView, *, current: bool) -> None:
    if current:
        painter.fillRect(option.rect, theme.colour("selected" if view.isActiveWindow() else "hover"))
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), theme.colour("accent"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, theme.colour("hover"))


def _paint_step(painter: QPainter, area: QRect, line: StepLine | None) -> None:
    inside = area.adjusted(_LEFT, 0, -16, -1)
    if line is None:
        _text(painter, inside, "–", "body", "disabled")
        return
    quiet = line.step.undone
    size_room = max(76, _width("meta", line.size))
    who_room = min(max(90, inside.width() // 5), 130) if area.width() >= _WHO_FROM else 0
    _text(painter, inside, line.time, "body", "text_3")
    left = inside.left() + _TIME
    icons.paint(painter, QRect(left, inside.center().y() - px(7), px(15), px(15)), line.icon, "text_3" if quiet else "text_2")
    left += _ICON
    right = inside.right() - size_room
    size = QRect(right, inside.top(), size_room + 1, inside.height())
    _text(painter, size, line.size, "meta", "text_3" if quiet else "text_2", right=True)
    if who_room:
        right -= _GAP + who_room
        _text(painter, QRect(right, inside.top(), who_room, inside.height()), line.step.who, "meta", "text_3")
    room = QRect(left, inside.top(), right - _GAP - left, inside.height())
    _text(painter, room, line.step.label, "name", "text_3" if quiet else "text", struck=quiet)


def _text(painter: QPainter, area: QRect, text: str, role: str, tone: str, *, right: bool = False, struck: bool = False) -> None:
    font = QFont(theme.font(role))
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(_MIDDLE | side), shown)


def _width(role: str, text: str) -> int:
    return theme.face(role).metrics.horizontalAdvance(text)
