"""How many experiments stand where, each with the look of its bars on the calendar; what has no room is left out."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from prodops_desktop.experiments.board import Board
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, RUNNING, SCHEDULED
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.pages.experiments.wording import STATUSES
from prodops_desktop.ui.texts import tr

_SWATCH, _BETWEEN, _APART = 9, 5, 12


class StatusLegend(QWidget):
    """Running, scheduled, draft and done with their counts."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)
        self.setAccessibleName(tr("How many experiments stand where"))
        theme.changed.connect(self.update)

    def show_counts(self, board: Board) -> None:
        """Count the experiments on the calendar."""
        found = [view.experiment.status for view in board.dated]
        names = {**STATUSES, CONCLUDED: tr("Done")}
        self._entries = [(status, f"{names[status]} {formats.number(found.count(status))}") for status in
                         (RUNNING, SCHEDULED, DRAFT, CONCLUDED)]  # fmt: skip
        said = ", ".join(text for _, text in self._entries)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as all of it."""
        metrics = QFontMetrics(theme.font("meta"))
        widths = [_SWATCH + _BETWEEN + metrics.horizontalAdvance(text) for _, text in self._entries]
        return QSize(sum(widths) + _APART * max(0, len(widths) - 1) + 2, 24)

    def minimumSizeHint(self) -> QSize:
        """It may go away altogether."""
        return QSize(0, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries that have room, from the left."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("meta"))
        left = 1.0
        for status, text in self._entries:
            width = painter.fontMetrics().horizontalAdvance(text)
            if left + _SWATCH + _BETWEEN + width > self.width():
                break
            _paint_swatch(painter, QRectF(left, (self.height() - _SWATCH) / 2, _SWATCH, _SWATCH), status)
            left += _SWATCH + _BETWEEN
            painter.setPen(theme.colour("text_2"))
            painter.drawText(QRectF(left, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
            left += width + _APART


def _paint_swatch(painter: QPainter, area: QRectF, status: str) -> None:
    filled = {RUNNING: "accent", CONCLUDED: "track"}.get(status)
    pen = QPen(theme.colour("text_3" if status == DRAFT else "accent"), 1.2)
    if status == DRAFT:
        pen.setDashPattern([2, 2])
    painter.setPen(Qt.PenStyle.NoPen if filled else pen)
    painter.setBrush(theme.colour(filled) if filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, 2, 2)
