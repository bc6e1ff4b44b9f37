"""A card of one figure: value with its margin, rows behind it, target, prior and the line that leads there."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from prodops_desktop.metrics.figure import Figure, as_sentence, when_text
from prodops_desktop.metrics.model import Metric
from prodops_desktop.metrics.wording import rows_noun
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.home.model import Tile
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.sparkline import Sparkline
from prodops_desktop.ui.widgets.text import Elided, dress, label, restyle

_ARROWS = {"up": "▲", "down": "▼", "flat": "▬"}


class FigureTile(QFrame):
    """Chosen by a click or the keyboard; a double click or Enter opens the metric."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(int)
    """An arrow key asks for the tile so many places on."""

    def __init__(self, metric: Metric) -> None:
        super().__init__()
        self.about = metric
        self.tile: Tile | None = None
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tr("Enter or a double click opens it in Metrics"))
        self.setAccessibleName(metric.title)
        self.title = Elided(_title(metric), "body", "2")
        self.rows = label("", "caption", "3")
        self.value = label("", "kpi")
        self.unit = label("", "body", "2")
        self.unit.setContentsMargins(0, 0, 0, 4)
        self.line = Sparkline()
        self.target, self.gap = label("", "meta"), label("", "meta")
        self.prior, self.change = label("", "meta"), label("", "meta")
        self.note = Elided("", "meta", "3")
        self._target_name, self._prior_name = label(tr("Target"), "meta", "3"), label(tr("Prior"), "meta", "3")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 11, 13, 11)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.rows)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(5)
        middle.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBottom)
        middle.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBottom)
        middle.addStretch(1)
        middle.addWidget(self.line, 3)
        column.addLayout(middle)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, 46)
        grid.setColumnStretch(1, 1)
        for row, parts in enumerate(((self._target_name, self.target, self.gap), (self._prior_name, self.prior, self.change))):
            for place, widget in enumerate(parts):
                grid.addWidget(widget, row, place)
            parts[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addSpacing(2)
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addStretch(1)
        self.note.hide()

    def show_tile(self, tile: Tile) -> None:
        """Show a figure; the same one again costs nothing."""
        if tile == self.tile:
            return
        self.tile = tile
        one = tile.figure
        self.value.setText(_value_text(one))
        self.unit.setText(_unit_text(one))
        self.rows.setText(_rows_text(one))
        self.line.show_values(tile.line, one.target, from_zero=one.unit == "count")
        self._show_target(one)
        self._show_prior(one)
        self.note.setText(_note_text(one))
        self.note.setVisible(bool(self.note.text()))
        self.note.set_tip("\n".join(one.notes))
        self.setAccessibleDescription(as_sentence(one))

    def _show_target(self, one: Figure) -> None:
        has = one.target is not None
        self._target_name.setText(tr("Target") if has else tr("Period"))
        self.target.setText(formats.figure(one.target, one.unit, one.currency) if has else when_text(one) or formats.MISSING)
        gap = one.gap
        if gap is None:
            self.gap.setText("")
        elif one.margin is not None and abs(gap) <= one.margin:
            self.gap.setText(tr("within margin"))
            dress(self.gap, tone="2")
        else:
            self.gap.setText(formats.signed(gap, one.unit, one.currency))
            better = one.metric.better
            met = None if better is None else (gap >= 0) == (better == "up")
            dress(self.gap, tone="2" if met is None else "good" if met else "warn")

    def _show_prior(self, one: Figure) -> None:
        prior = one.prior
        value = prior.value if prior is not None else None
        if prior is None or value is None:
            self.prior.setText(formats.MISSING)
            self.change.setText("")
            return
        self.prior.setText(
            " ".join(filter(None, (formats.figure(value, one.unit, one.currency), formats.margin(prior.margin, one.unit, one.currency))))
        )
        self.prior.setToolTip(formats.period(prior.period))
        arrow = _ARROWS["up" if (one.change or 0) > 0 else "down" if (one.change or 0) < 0 else "flat"]
        ns = f" {tr('n.s.')}" if one.significant is False else ""
        self.change.setText(f"{arrow} {formats.change(one.change, one.unit, one.currency)}{ns}")
        self.change.setToolTip(tr("Not significant: the change lies inside the margin") if ns else "")
        dress(self.change, tone="2" if one.good is None else "good" if one.good else "bad")

    def choose(self, *, chosen: bool) -> None:
        """Mark it as what the inspector speaks of."""
        self.setProperty("chosen", str(chosen).lower())
        restyle(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer came."""
        super().enterEvent(event)
        self.setProperty("hovered", "true")
        restyle(self)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        super().leaveEvent(event)
        self.setProperty("hovered", "false")
        restyle(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard came: the inspector follows."""
        super().focusInEvent(event)
        self.chosen.emit(self.about.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.about.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        del event
        self.opened.emit(self.about.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows go on."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1000, Qt.Key.Key_Down: 1000}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.about.key)
        elif event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def _title(metric: Metric) -> str:
    return metric.title if metric.dataset is None else metric.group


def _value_text(one: Figure) -> str:
    if one.value is None:
        return formats.MISSING
    return (
        formats.number(one.value, 0 if one.value == int(one.value) else 1)
        if one.unit == "percent"
        else formats.figure(one.value, one.unit, one.currency)
    )


def _unit_text(one: Figure) -> str:
    if one.value is None:
        return ""
    return "%" if one.unit == "percent" else formats.margin(one.margin, one.unit, one.currency)


def _rows_text(one: Figure) -> str:
    return tr("n = {n}", n=formats.number(one.n)) if one.unit == "score" else rows_noun(one.metric.measure, one.n)


def _note_text(one: Figure) -> str:
    """Why there is no value; else what is counted, and the period where a target has taken its place."""
    if one.value is None:
        return one.note
    what = one.metric.title if one.metric.dataset is not None else ""
    return " · ".join(filter(None, (what, when_text(one) if one.target is not None else "")))
