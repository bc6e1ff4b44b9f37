"""What all painted charts do alike: a ring for the keyboard, a copy as picture and as table, and shades that follow the theme."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.tokens import CONTROL_RADIUS


class PaintedChart(QWidget):
    """A chart that paints itself; what it is made of overrides :meth:`draw`, :meth:`lay_out` and :meth:`as_table`.

    ``plain`` is on while a picture for elsewhere is taken: nothing that only tells where mouse and keyboard are belongs there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.plain = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.follow(self, self._dress)

    def draw(self, painter: QPainter) -> None:
        """Paint the chart."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Measure and place everything for the width there is."""
        raise NotImplementedError

    def as_table(self) -> list[tuple[str, ...]]:
        """The chart as rows, the head first."""
        raise NotImplementedError

    def copy_picture(self) -> None:
        """Copy the chart as a picture."""
        self.plain = True
        try:
            QGuiApplication.clipboard().setPixmap(self.grab())
        finally:
            self.plain = False

    def copy_table(self) -> None:
        """Copy the chart as a table."""
        QGuiApplication.clipboard().setText(tabbed(self.as_table()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, and a ring when the keyboard is here."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self.hasFocus() and not self.plain:
            paint_ring(painter, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the picture; everything else is left to what is around."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def _dress(self) -> None:
        """Another theme may bring another font, so what was measured is no longer true."""
        self.lay_out()
        self.update()


class PointedChart(PaintedChart):
    """A painted chart of parts that are raised under the mouse, and told in words by :meth:`tip_at`."""

    def __init__(self) -> None:
        super().__init__()
        self._hovered: Any = None

    def tip_at(self, place: QPoint) -> str:
        """What is at a place, in words; empty where there is nothing."""
        raise NotImplementedError

    def hover(self, part: object) -> None:
        """Raise the part that is under the mouse now; None for none."""
        if part != self._hovered:
            self._hovered = part
            self.setCursor(Qt.CursorShape.ArrowCursor if part is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is gone."""
        super().leaveEvent(event)
        self.hover(None)

    def event(self, event: QEvent) -> bool:
        """Say all of what is under the mouse, as long as it is there."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = event.pos()
            QToolTip.showText(event.globalPos(), self.tip_at(place), self, QRect(place - QPoint(4, 4), QSize(9, 9)))
            return True
        return super().event(event)


def paint_ring(painter: QPainter, widget: QWidget) -> None:
    """Say that the keyboard is on ``widget``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawRoundedRect(widget.rect().adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)


def tabbed(rows: Iterable[Sequence[str]]) -> str:
    """Rows as spreadsheets take them; a cell with a tab or a line break in it would fall into two."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def second_blue() -> QColor:
    """The shade for what stands behind the accent: quieter than it, and still a blue in both themes."""
    t = theme.tokens()
    return QColor(t.sequential[4 if t.dark else 3])


def fill_of(tone: str) -> QColor:
    """The shade that fills a shape of ``tone``: words have a darker one than bars."""
    return (
        second_blue() if tone == "accent" else theme.colour({"bad": "bad_fill", "warn": "warn_fill", "good": "good_fill"}.get(tone, tone))
    )


def bold_caption() -> QFont:
    """The font of the label that is chosen; labels are measured with it, so that choosing moves nothing."""
    font = theme.font("caption")
    font.setWeight(QFont.Weight.DemiBold)
    return font
