"""What stands above the chart: the figure with its margin, gap to target and change, and the conclusion as a sentence."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.metrics.figure import Figure
from prodops_desktop.ui import formats
from prodops_desktop.ui.figure_words import said, when_text
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.pages.metrics.catalogue import trend_mark
from prodops_desktop.ui.pages.metrics.reading import Shown
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.text import Elided, Glyph, dress, label

_ROOM_FOR_BASIS, _ROOM_FOR_CHANGE = growing(620), growing(340)


class FigureHead(QWidget):
    """Conclusion before chart."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Elided("", "page")
        self.value = label("", "kpi")
        self.margin = label("", "body", "2")
        self.gap = Elided("", "body")
        self.glyph = Glyph("minus", "text_3", 12)
        self.change = Elided("", "body", "2")
        self.basis = Elided("", "meta", "3")
        self._changes = ("", "")
        self._has_gap = self._has_change = False
        self.conclusion = label("", "body", "2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        for text in (self.title, self.value, self.margin):
            line.addWidget(text)
        line.addSpacing(4)
        line.addWidget(self.gap)
        line.addWidget(self.glyph)
        line.addWidget(self.change)
        line.addStretch(1)
        line.addWidget(self.basis)
        column = QVBoxLayout(self)
        column.setContentsMargins(GUTTER, 10, GUTTER, 4)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self.conclusion)

    def show_metric(self, shown: Shown) -> None:
        """Say what the figure is and does."""
        figure = shown.figure
        self.title.setText(shown.metric.title)
        self.title.setMinimumWidth(min(170, self.title.sizeHint().width() + 2))
        known = figure.value is not None
        self.value.setText(formats.figure(figure.value, figure.unit, figure.currency) if known else formats.MISSING)
        self.value.setToolTip(formats.figure(figure.value, figure.unit, figure.currency, short=False) if known else said(figure.note))
        self.margin.setText(formats.margin(figure.margin, figure.unit, figure.currency))
        self.margin.setVisible(figure.margin is not None)
        self._show_gap(figure)
        self._show_change(figure)
        n = counted(figure.n, "{n} row", "{n} rows")
        self.basis.setText(f"{when_text(figure)} · {n}" if figure.period else "")
        self.conclusion.setText(shown.conclusion if shown.conclusion.endswith(".") else f"{shown.conclusion}.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the basis of the figure is left to the inspector."""
        super().resizeEvent(event)
        self.basis.setVisible(self.width() >= _ROOM_FOR_BASIS)
        self._say_change()
        self._leave_out()

    def _show_gap(self, figure: Figure) -> None:
        gap = figure.gap
        self._has_gap = gap is not None
        self._leave_out()
        if gap is None:
            return
        reached = figure.metric.better is not None and (gap >= 0) == (figure.metric.better == "up")
        inside = figure.margin is not None and abs(gap) <= figure.margin
        tone = "3" if figure.metric.better is None or inside else "good" if reached else "warn"
        dress(self.gap, tone=tone)
        self.gap.setText(tr("{gap} to target", gap=formats.signed(gap, figure.unit, figure.currency)) if gap else tr("on target"))
        self.gap.setMinimumWidth(self.gap.sizeHint().width() + 2)

    def _show_change(self, figure: Figure) -> None:
        self._has_change = figure.change is not None and figure.prior is not None
        self._leave_out()
        if figure.change is None or figure.prior is None:
            return
        glyph, colour = trend_mark(figure)
        self.glyph.show_icon(glyph, colour)
        dress(self.change, tone=colour if colour in ("good", "bad") else "3")
        size = formats.signed(figure.change, figure.unit, figure.currency)
        against = formats.period(figure.prior.period)
        tip = tr("{size} on {period}", size=size, period=against)
        if figure.significant is False:
            self._changes = (tr("{size} on {period}, n.s.", size=size, period=against), tr("{size} n.s.", size=size))
            tip = f"{tip}\n{tr('No change beyond the margin of both periods')}"
        else:
            self._changes = (tip, size)
        self.change.set_tip(tip)
        self._say_change()

    def _leave_out(self) -> None:
        """Where even less room is, target and change are left to the inspector, too."""
        is_roomy = self.width() >= _ROOM_FOR_CHANGE
        self.gap.setVisible(self._has_gap and is_roomy)
        for part in (self.glyph, self.change):
            part.setVisible(self._has_change and is_roomy)

    def _say_change(self) -> None:
        """Where room is short the period it is compared with is left to the tooltip."""
        self.change.setText(self._changes[self.width() < _ROOM_FOR_BASIS])
        self.change.setMinimumWidth(self.change.sizeHint().width() + 2)
