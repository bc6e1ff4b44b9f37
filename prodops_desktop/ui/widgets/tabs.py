"""The tabs of a page: their names, and how many things stand on each in a quieter tone."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionTab, QStylePainter, QTabBar

from prodops_desktop.ui import theme
from prodops_desktop.ui.tokens import CONTROL_RADIUS

_RING, _LINE = 5, 2
"""How far the ring of the keyboard stands from the words of its tab, and how high the line below the chosen one is."""


class CountedTabs(QTabBar):
    """A tab bar that draws the count after a name quieter than the name; the text of a tab is both, for assistive technology."""

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.set_font(self, "name")

    def set_names(self, names: list[str]) -> None:
        """Say what the tabs are called: what follows in the text of one is its count."""
        self._names = names

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below the chosen tab, and the words of each."""
        del event
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.count()):
            option = QStyleOptionTab()
            self.initStyleOption(option, place)
            painter.drawControl(QStyle.ControlElement.CE_TabBarTabShape, option)
            self._paint_words(painter, place, option)

    def _paint_words(self, painter: QPainter, place: int, option: QStyleOptionTab) -> None:
        text, state = self.tabText(place), option.state.value
        chosen = place == self.currentIndex()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver.value)
        face, counts = theme.face("name"), theme.face("body")
        area = self.tabRect(place).adjusted(0, 0, 0, -_LINE)
        wide = face.across(text)
        area.setLeft(area.left() + (area.width() - wide) // 2)
        if chosen and self.hasFocus():
            self._paint_ring(painter, QRect(area.left(), area.top(), wide, area.height()))
        enabled = self.isTabEnabled(place) and self.isEnabled()
        painter.setPen(theme.colour("disabled" if not enabled else "text" if chosen or hovered else "text_2"))
        name = self._names[place] if place < len(self._names) and text.startswith(self._names[place]) else text
        face.draw(painter, area, face.whole(name))
        if count := text[len(name) :]:
            area.setLeft(area.left() + face.across(name))
            painter.setPen(theme.colour("text_3" if enabled else "disabled"))
            counts.draw(painter, area, counts.whole(count))

    def _paint_ring(self, painter: QPainter, words: QRect) -> None:
        """Say that the keyboard is on the tabs."""
        high = self.fontMetrics().height() + 2 * _RING
        ring = QRect(words.left() - _RING, words.center().y() - high // 2, words.width() + 2 * _RING, high)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ring, CONTROL_RADIUS, CONTROL_RADIUS)
