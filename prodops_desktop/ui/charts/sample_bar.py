"""Whether a test can be read, as a bar: how much of the population counts, and a tick at how much is needed."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.figures import as_figure
from prodops_desktop.ui.charts.painted import fill_of
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import BAR_RADIUS

_TICK_OVER, _BAR, _GAP, _LINE = growing(4), growing(8), growing(6), growing(15)
"""How far the tick stands out of the bar, the height of the bar, the room below it, and the line of the captions."""
_BETWEEN = growing(12)


class SampleBar(QWidget):
    """A track as long as the population, filled up to what counts of it: green where that is enough, red where it is too few."""

    def __init__(self) -> None:
        super().__init__()
        self._effective: float | None = None
        self._needed: float | None = None
        self._population: float | None = None
        self._captions = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_TICK_OVER + _BAR + _GAP + _LINE)
        self.setMinimumWidth(px(120))
        self.setAccessibleName(tr("Sample size"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As in an inspector."""
        return QSize(288, self.height())

    @property
    def tone(self) -> str:
        """Good where what counts is enough, bad where it is not, accent where either is not known."""
        if self._effective is None or self._needed is None:
            return "accent"
        return "good" if self._effective >= self._needed else "bad"

    @property
    def sentence(self) -> str:
        """What the bar shows, in words."""
        wording = {"good": "{n} needed: enough", "bad": "{n} needed: too few"}.get(self.tone, "{n} needed")
        needed = tr(wording, n=formats.number(self._needed, 0)) if self._needed is not None else ""
        said = "; ".join(part for part in (self._captions[0], needed, self._captions[1]) if part)
        return f"{said}." if said else ""

    def as_table(self) -> list[tuple[str, ...]]:
        """The counts as rows, the head first; one that is not known is left out."""
        counts = ((tr("What counts"), self._effective), (tr("Needed"), self._needed), (tr("There are"), self._population))
        known = [(name, as_figure(formats.number(count, 0))) for name, count in counts if count is not None]
        return [(tr("Units"), tr("How many")), *known]

    def show_sample(
        self, effective: float | None, needed: float | None, population: float | None, left_text: str = "", right_text: str = ""
    ) -> None:
        """Show other counts of units, None where one is not known, with a caption below each end."""
        self._effective, self._needed, self._population = effective, needed, population
        self._captions = (left_text, right_text)
        self.setAccessibleDescription(self.sentence)
        self.setToolTip(self.sentence)
        self.update()

    def x_of(self, count: float) -> float:
        """Where a count of units stands, in pixels."""
        most = max((one for one in (self._effective, self._needed, self._population) if one is not None), default=0)
        return self.width() * max(0.0, count) / most if most > 0 else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, the tick and the captions."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter)
        if self._needed is not None:
            x = min(max(1.0, round(self.x_of(self._needed))), self.width() - 1.0)
            painter.fillRect(QRectF(x - 1, 0, 2, _BAR + 2 * _TICK_OVER), theme.colour("text"))
        self._paint_captions(painter)

    def _paint_bar(self, painter: QPainter) -> None:
        """The track up to the population, dots from there to what is needed if that is more than there are, and what counts."""
        end = self.width() if self._population is None else self.x_of(self._population)
        if end < self.width():
            painter.setPen(QPen(theme.colour("line_strong"), 2, Qt.PenStyle.DotLine))
            middle = _TICK_OVER + _BAR / 2
            painter.drawLine(QPointF(end, middle), QPointF(self.width(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(QRectF(0, _TICK_OVER, end, _BAR), BAR_RADIUS, BAR_RADIUS)
        if self._effective:
            painter.setBrush(fill_of(self.tone))
            painter.drawRoundedRect(QRectF(0, _TICK_OVER, max(2.0, self.x_of(self._effective)), _BAR), BAR_RADIUS, BAR_RADIUS)

    def _paint_captions(self, painter: QPainter) -> None:
        """The right one in whole if it has half of the width, the left one in what is left."""
        font = theme.font("caption")
        metrics = QFontMetrics(font)
        left, right = (metrics.horizontalAdvance(text) for text in self._captions)
        room = self.width() - (_BETWEEN if left and right else 0)
        right_room = max(room // 2, room - left)
        left_room = max(0, room - min(right, right_room))
        painter.setFont(font)
        painter.setPen(theme.colour("text_3"))
        area = QRectF(0, _TICK_OVER + _BAR + _GAP, self.width(), _LINE)
        for text, side, own in zip(
            self._captions, (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), (left_room, right_room), strict=True
        ):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, own)
            painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
