"""The row above the chart: range, length of period, comparison, and what can be taken away from it."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from prodops_desktop.ui import icons
from prodops_desktop.ui.pages.metrics.reading import RANGES, View
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments, tool_button
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.toolbar import PageToolbar

_UNITS = {"month": "mo", "quarter": "q", "year": "y"}


class CopyButton(QObject):
    """A button with the two ways to take the chart elsewhere."""

    picture = Signal()
    table = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = tool_button("content-copy", tr("Copy the chart"))
        menu = QMenu(self.button)
        menu.addAction(icons.icon("image-outline"), tr("Copy as picture"), self.picture.emit)
        menu.addAction(icons.icon("table-arrow-right"), tr("Copy as table"), self.table.emit)
        self.button.setMenu(menu)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setStyleSheet("QToolButton::menu-indicator { image: none; }")


class MetricToolbar(PageToolbar):
    """Says what was chosen as a :class:`View`."""

    changed = Signal(object)
    table_wanted = Signal(bool)

    def __init__(self) -> None:
        self.range = Segments([("short", "12 mo"), ("long", "24 mo"), ("all", tr("All"))], "long", tr("Range"))
        grains = [("month", tr("Month")), ("quarter", tr("Quarter")), ("year", tr("Year"))]
        self.grain = Choice(grains, caption=tr("By"), name=tr("Length of a period"))
        self.compare = Choice([("year", tr("Prior year")), ("", tr("None"))], caption=tr("vs"), name=tr("Compare with"))
        super().__init__(self.range, self.grain, self.compare)
        self.may_fold(self.grain, self.compare)
        self.table_button = tool_button("table", tr("View as table"), checkable=True)
        self.copy = CopyButton()
        self.add_right(self.table_button, self.copy.button)
        self._view = View()
        self.range.chosen.connect(lambda id_: self._say(replace(self._view, periods=id_)))
        self.grain.activated.connect(lambda _: self._say(replace(self._view, grain=self.grain.current_id())))
        self.compare.activated.connect(lambda _: self._say(replace(self._view, compare=self.compare.current_id() == "year")))
        self.table_button.toggled.connect(self.table_wanted)

    def show_view(self, view: View, grain: str) -> None:
        """Show what is chosen, without telling anyone."""
        self._view = view
        for id_, count in zip(("short", "long"), RANGES[grain], strict=True):
            self.range.set_text(id_, f"{count} {tr(_UNITS[grain])}")
        self.range.choose(view.periods)
        self.grain.choose(grain)
        self.compare.choose("year" if view.compare else "")
        self.grain.setToolTip(tr("By {period}", period=self.grain.currentText()))
        self.compare.setToolTip(tr("Compare with: {what}", what=self.compare.currentText()))

    def _say(self, view: View) -> None:
        self._view = view
        self.changed.emit(view)
