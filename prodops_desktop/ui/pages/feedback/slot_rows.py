"""The recent tags of the triage as rows with their numbers: whether the item has them, given and taken by digit or click."""

from collections.abc import Container, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from prodops_desktop.feedback.model import Tag
from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.pages.feedback.keys import SLOTS
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.text import label

_HEIGHT, _CAP, _GAP = growing(36), growing(20), growing(8)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft.value, _MIDDLE | Qt.AlignmentFlag.AlignRight.value


class SlotRows(QWidget):
    """The tags by their numbers; a number without one has no row."""

    asked = Signal(int)
    """The number of the tag that was clicked, from 1."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.none = label(tr("No tag was given lately. Press T to give one: it takes the first number."), "meta", "3", wrap=True)
        column.addWidget(self.none)
        self.rows = [SlotRow(number) for number in range(1, SLOTS + 1)]
        for row in self.rows:
            column.addWidget(row)
            row.hide()
            row.clicked.connect(lambda _=False, number=row.number: self.asked.emit(number))

    def show_slots(self, tags: Sequence[Tag | None], given: Container[int]) -> None:
        """Show the tag of each number, and of these ids that they are given."""
        for place, row in enumerate(self.rows):
            tag = tags[place] if place < len(tags) else None
            row.show_tag(tag, given=tag is not None and tag.id in given)
            row.setVisible(tag is not None)
        self.none.setVisible(not any(tag is not None for tag in tags))


class SlotRow(QAbstractButton):
    """The key cap, the tag with its group, and at the right whether it is given."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._tag: Tag | None = None
        self.setCheckable(False)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.given = False
        theme.changed.connect(self.update)

    def show_tag(self, tag: Tag | None, *, given: bool) -> None:
        """Show another tag."""
        if (tag, given) == (self._tag, self.given):
            return
        self._tag, self.given = tag, given
        name, group = (tag.name, tag.group_name) if tag is not None else ("", "")
        self.setText(name)
        self.setAccessibleName(f"{self.number}, {name}, {group}, {tr('given') if given else tr('not given')}")
        self.setToolTip(tag.definition or "" if tag is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for most names."""
        return QSize(240, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        del event
        if self._tag is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.underMouse() or self.isDown():
            painter.fillRect(area, theme.colour("hover"))
        painter.fillRect(QRect(0, area.bottom(), area.width(), 1), theme.colour("line"))
        _paint_cap(painter, QRectF(1.5, (_HEIGHT - _CAP) / 2 - 0.5, _CAP, _CAP), str(self.number), given=self.given)
        right = self._paint_state(painter, area.adjusted(0, 0, -2, -1))
        self._paint_names(painter, QRect(_CAP + 12, 0, right - _CAP - 12 - _GAP, area.height() - 1))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -1.5), 4, 4)

    def _paint_state(self, painter: QPainter, area: QRect) -> int:
        """Say at the right whether it is given; returns where that begins."""
        painter.setFont(theme.font("meta"))
        if not self.given:
            return area.right()
        text = tr("Given")
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.setPen(theme.colour("good"))
        painter.drawText(area, _RIGHT, text)
        left = area.right() - width - 19
        icons.paint(painter, QRect(left, area.center().y() - px(7), px(15), px(15)), "check", "good")
        return left

    def _paint_names(self, painter: QPainter, area: QRect) -> None:
        tag = self._tag
        assert tag is not None
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(tag.name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, name)
        rest = area.adjusted(metrics.horizontalAdvance(name) + 2 * _GAP, 0, 0, 0)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text_3"))
        if rest.width() > 4 * _GAP:
            painter.drawText(rest, _LEFT, painter.fontMetrics().elidedText(tag.group_name, Qt.TextElideMode.ElideRight, rest.width()))


def _paint_cap(painter: QPainter, area: QRectF, text: str, *, given: bool) -> None:
    """The key; filled where its tag is given."""
    painter.setPen(theme.colour("accent" if given else "line_strong"))
    painter.setBrush(theme.colour("accent" if given else "surface"))
    painter.drawRoundedRect(area, 4, 4)
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.colour("on_accent" if given else "text_2"))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
