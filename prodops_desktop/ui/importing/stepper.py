"""The row of steps at the head of the dialog: what is done, where one is, what comes."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr

_HEIGHT, _DISC, _GAP, _EDGE = growing(46), growing(20), growing(8), growing(20)


class Stepper(QWidget):
    """Painted; a click on a step that is done goes back to it."""

    chosen = Signal(int)

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names, self._current = names, 0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Mark the step where one is."""
        self._current = step
        self.setAccessibleName(tr("Step {n} of {all}: {name}", n=step + 1, all=len(self._names), name=self._names[step]))
        self.update()

    @property
    def step(self) -> int:
        """The step where one is, counted from 0."""
        return self._current

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(600, _HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go back to a step that is done."""
        for index, area in enumerate(self._areas()):
            if index < self._current and area.contains(event.position().toPoint()):
                self.chosen.emit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint discs, names and the lines between them."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        areas = self._areas()
        for index, area in enumerate(areas):
            self._paint_disc(painter, QRectF(area.left(), area.center().y() - _DISC / 2, _DISC, _DISC), index)
            painter.setFont(theme.font("section" if index == self._current else "name"))
            painter.setPen(theme.colour("text" if index == self._current else "text_2"))
            text = area.adjusted(_DISC + _GAP, 0, 0, 0)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._names[index])
            if index:
                y = area.center().y()
                painter.fillRect(
                    QRect(areas[index - 1].right() + 14, y, area.left() - areas[index - 1].right() - 28, 1), theme.colour("line_strong")
                )

    def _paint_disc(self, painter: QPainter, disc: QRectF, index: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if index < self._current:
            painter.setBrush(theme.colour("selected"))
            painter.drawEllipse(disc)
            icons.paint(painter, disc.adjusted(3, 3, -3, -3), "check", "accent")
            return
        if index == self._current:
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(disc)
        else:
            painter.setPen(QPen(theme.colour("line_strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(theme.font("header"))
        painter.setPen(theme.colour("on_accent" if index == self._current else "text_3"))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(index + 1))

    def _areas(self) -> list[QRect]:
        """Where each step stands: the first at the left, the last at the right, the others between."""
        metrics = theme.face("section").metrics
        widths = [_DISC + _GAP + metrics.horizontalAdvance(name) + 2 for name in self._names]
        gap = (self.width() - 2 * _EDGE - sum(widths)) // max(1, len(widths) - 1)
        areas, left = [], _EDGE
        for width in widths:
            areas.append(QRect(left, 0, width, _HEIGHT - 1))
            left += width + gap
        return areas
