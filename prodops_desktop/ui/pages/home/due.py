"""The card of what is due: a line for each deadline, renewal, experiment, launch and source, in groups; Enter opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.pages.home.due_words import title_of, why_of
from prodops_desktop.ui.pages.home.rows import CardList, Heading, Index, RowsModel, paint_ground, paint_pair
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import ROW_HEIGHT

if TYPE_CHECKING:
    from datetime import date

    from prodops_desktop.answers.due import Due, DueList

_ICONS = {
    "notice": "toolbox-outline",
    "renewal": "domain",
    "experiment": "flask-outline",
    "item": "map-outline",
    "event": "calendar-alert",
    "source": "database-outline",
}
_LEAST_ROOM, _ICON = growing(48), growing(16)


def group_text(days: int) -> str:
    """What a group is called by the last of its days."""
    return tr("Today and overdue") if days == 0 else tr("Next {n} days", n=days)


def amount_text(one: Due, currency: str) -> str:
    """What hangs on it; empty where nothing does."""
    return formats.money(one.amount, currency) if one.amount is not None else ""


class DueCardList(CardList["Due"]):
    """Emits what is to be opened."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(RowsModel(title_of, self.spoken), tr("What is due"))
        self.due: DueList | None = None
        self._unfolded: set[tuple[int, str]] = set()
        """The groups and kinds of which every line is shown."""
        self.setItemDelegate(_DueDelegate(self))
        self.activated.connect(self._on_activated)

    def show_due(self, due: DueList) -> None:
        """Show what is due."""
        self.due = due
        rows: list[Due | Heading] = []
        for days, group in due.groups:
            rows.append(Heading(group_text(days), formats.number(sum(one.count for one in group))))
            lines = [inner for one in group for inner in (one.folded if (days, one.kind) in self._unfolded and one.folded else (one,))]
            lines.sort(key=lambda one: one.day)
            rows += lines
        self.show_rows(tuple(rows), lambda one, other: _about(one) == _about(other))

    def unfold(self, line: Due) -> None:
        """Show all those that a line stands for, in its place, and choose the first of them."""
        if self.due is None:
            return
        self._unfolded |= {(days, line.kind) for days, group in self.due.groups if line in group}
        self.show_due(self.due)
        if line.folded[0] in self.lines.rows:
            self.setCurrentIndex(self.lines.index(self.lines.rows.index(line.folded[0])))

    def when(self, one: Due) -> str:
        """The day as it stands in the row."""
        return formats.day(one.day, self._today())

    def why(self, one: Due) -> str:
        """Why it stands there."""
        return why_of(one, self.due.today) if self.due is not None else ""

    def is_late(self, one: Due) -> bool:
        """Whether its day has passed."""
        today = self._today()
        return today is not None and one.day < today

    def amount(self, one: Due) -> str:
        """What hangs on it."""
        return amount_text(one, self.due.currency) if self.due is not None else ""

    def spoken(self, one: Due) -> str:
        """All that a row says."""
        late = tr("overdue since {day}", day=self.when(one)) if self.is_late(one) else self.when(one)
        return ", ".join(filter(None, (title_of(one), self.why(one), self.amount(one), late)))

    def _today(self) -> date | None:
        return self.due.today if self.due is not None else None

    def _on_activated(self, index: QModelIndex) -> None:
        one = self.lines.record(index.row())
        if one is not None:
            self.opened.emit(one)


class _DueDelegate(QStyledItemDelegate):
    def __init__(self, view: DueCardList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        del option, index
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A heading, or icon, title, why, amount and day."""
        one, area = self._view.lines.rows[index.row()], QRect(option.rect)
        painter.save()
        if isinstance(one, Heading):
            paint_pair(painter, area.adjusted(14, 4, -14, 0), one.text, one.note, "section", "text_2", "text_3")
        else:
            self._paint_row(painter, area, option, one)
        painter.restore()

    def _paint_row(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, one: Due) -> None:
        view = self._view
        late = view.is_late(one)
        paint_ground(painter, area, option, last=True)
        icons.paint(
            painter, QRect(area.left() + 14, area.center().y() - _ICON // 2, _ICON, _ICON), _ICONS[one.kind], "warn" if late else "text_2"
        )
        inside = area.adjusted(26 + _ICON, 0, -14, 0)
        right = " · ".join(filter(None, (view.amount(one), view.when(one))))
        left = paint_pair(
            painter, inside, title_of(one), right, "body", "text" if one.count == 1 else "text_2", "warn" if late else "text_2"
        )
        why = view.why(one)
        if why and left > _LEAST_ROOM:
            self._paint_why(painter, inside, why, right, left)

    def _paint_why(self, painter: QPainter, inside: QRect, why: str, right: str, room: int) -> None:
        """Why it is due, in what is left between the title and what stands at the right."""
        face = theme.face("meta")
        end = inside.right() - face.across(right) - 12
        place = QRect(end - room + 8, inside.top(), room - 8, inside.height())
        painter.setPen(theme.colour("text_3"))
        face.draw(painter, place, face.fitted(why, place.width()))


def _about(one: Due) -> tuple[object, ...]:
    """What makes a line the same as before."""
    return one.kind, one.target, one.act, one.name, bool(one.folded)
