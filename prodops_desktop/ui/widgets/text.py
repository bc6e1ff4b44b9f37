"""Labels by role: plain, eliding with the full text as tooltip, chips, keys and painted icons."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyle, QToolTip, QWidget

from prodops_desktop.ui import icons
from prodops_desktop.ui.faces import Face, bounds, face_like
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.tokens import ICON

_CAPS = {"Return": "↵", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
"""What keys are called on their caps."""
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight.value, Qt.AlignmentFlag.AlignHCenter.value


def label(text: str = "", role: str = "body", tone: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label in a role of type; ``tone`` is 2, 3, accent, bad, warn, good or empty for the primary text."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    dress(made, role, tone)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def dress(widget: QWidget, role: str | None = None, tone: str | None = None) -> None:
    """Give a label another role or tone."""
    changed = False
    for name, value in (("role", role), ("tone", tone)):
        if value is not None and widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:  # looking at the style sheet again takes long
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at the properties of a widget again; one that was never shown is looked at when it is."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def key(text: str) -> QLabel:
    """A key to press, as on a key cap; Qt's “Ctrl+K” becomes “Ctrl K”."""
    made = QLabel(cap_text(text))
    made.setProperty("key", "true")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def cap_text(text: str) -> str:
    """“Ctrl+Shift+Left” as it is written on key caps: “Ctrl Shift ←”; a plus that is a key stays one."""
    return " ".join(_CAPS.get(part, part) for part in re.split(r"\+(?=.)", text))


def chip(text: str, tone: str = "") -> QLabel:
    """A small fact on a soft ground; ``tone`` is good, warn, bad, accent or empty."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("chip", "true")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def line(*, upright: bool = False) -> QFrame:
    """A one pixel line between two parts."""
    made = QFrame()
    made.setObjectName("line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Elided(QLabel):
    """A label of one line that ends in “…” when there is no room, and then has the whole text as its tooltip.

    With a short form of the text, that stands there before anything is cut.
    """

    def __init__(self, text: str = "", role: str = "body", tone: str = "", *, middle: bool = False) -> None:
        super().__init__(text)
        self._middle = middle
        self._face: Face | None = None
        self._tip, self._short = "", ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        dress(self, role, tone)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._look()

    def set_short(self, text: str) -> None:
        """Have a short form of the text for where it has no room."""
        self._short = text
        self.update()

    def set_tip(self, text: str) -> None:
        """Say more than the text in the tooltip."""
        self._tip = text
        self._look()

    def minimumSizeHint(self) -> QSize:
        """It may shrink to an ellipsis."""
        return QSize(self.fontMetrics().horizontalAdvance("M…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as tooltip when it no longer fits."""
        super().resizeEvent(event)
        self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        del event
        left, top, across, down = bounds(self.contentsRect())
        face, text = self._face_now(), self.text()
        if self._short and face.across(text) > across:
            text = self._short
        fitted, painter = face.fitted(text, across, middle=self._middle), QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        face.write(painter, left + (across - fitted.width) * _before(self.alignment()), top, down, fitted)
        painter.end()

    def _face_now(self) -> Face:
        font = self.font()
        if self._face is None or self._face.font != font:
            self._face = face_like(font)
        return self._face

    def _is_cut(self) -> bool:
        return self._face_now().across(self.text()) > self.contentsRect().width()

    def _look(self) -> None:
        cut = self._is_cut()
        parts = [part for part in (self.text() if cut else "", self._tip) if part]
        tip = plain_tip("\n".join(parts))
        if tip != self.toolTip():
            self.setToolTip(tip)


def _before(alignment: Qt.AlignmentFlag) -> float:
    """The share of the room beside a text that is at the left of it."""
    side = alignment.value
    return 1 if side & _RIGHT else 0.5 if side & _CENTRE else 0


def told_whole(widget: QWidget, event: QEvent, cut: Callable[[], str]) -> bool:
    """Answer the wish for a tooltip with the whole text of a control, where it is ``cut``, before what its tooltip says anyhow.

    Of all the events that a control gets only that wish looks at how much room its text has, which takes long.
    """
    if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
        return False
    text = cut()
    if not text:
        return False
    QToolTip.showText(event.globalPos(), "\n".join(part for part in (plain_tip(text), widget.toolTip()) if part), widget)
    return True


class Glyph(QWidget):
    """A painted icon that follows the theme."""

    def __init__(self, name: str, colour: str = "text_2", size: int = ICON) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        side = size if size is ICON else px(size)
        self.setFixedSize(side, side)

    def show_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour or self._colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon in the colour of the theme that is on."""
        del event
        painter = QPainter(self)
        icons.paint(painter, QRect(0, 0, self.width(), self.height()), self._name, self._colour if self.isEnabled() else "disabled")


def indicator_rect(widget: QWidget) -> QRect:
    """Where a square of the height of an icon fits at the right of a control."""
    metric = widget.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
    side = min(ICON, metric)
    return QRect(widget.width() - side - 7, (widget.height() - side) // 2, side, side)
