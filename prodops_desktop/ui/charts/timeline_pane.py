"""What stands around a timeline wherever there is one: its scale, earlier, today and later, its lanes, a filter, and a strip of words."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from prodops_desktop.ui.charts.timeline import TimelineChart
from prodops_desktop.ui.charts.timeline_look import TimelineLook, look_at
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import Segments, button, tool_button
from prodops_desktop.ui.widgets.fields import Choice, SearchField

_STRIP_HEIGHT = growing(38)


class LookedThrough(QWidget):
    """A pane with a timeline; a subclass lays it out, says :meth:`shown_on`, and draws what is looked at.

    It emits the key of the bar that was chosen, opened or moved.
    """

    chosen = Signal(object)
    opened = Signal(object)
    moved = Signal(object, object, object)
    """What was moved, and its new first and last day."""

    def __init__(self, scales: Sequence[tuple[str, str]], scale: str, lanes: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.look: TimelineLook | None = None
        self.scale = Segments(list(scales), scale, tr("Scale"))
        self.earlier = tool_button("chevron-left", tr("Earlier (Shift+PgUp)"), lambda: self.page(-1))
        self.today = button(tr("Today"), self.go_to_today, small=True)
        self.later = tool_button("chevron-right", tr("Later (Shift+PgDown)"), lambda: self.page(1))
        self.lanes = Choice(list(lanes), caption=tr("Lanes"), snug=True)
        self.search = SearchField(tr("Filter"))
        self.timeline = TimelineChart()
        self.scale.chosen.connect(lambda _: self._on_look_changed())
        self.lanes.activated.connect(lambda _: self._on_look_changed())
        self.search.textChanged.connect(lambda _: self._on_look_changed())
        self.search.left.connect(self.timeline.setFocus)
        self.timeline.selected.connect(self.chosen)
        self.timeline.opened.connect(self.opened)
        self.timeline.paged.connect(self.page)

    def shown_on(self) -> date | None:
        """The day of today in what is shown; None as long as there is nothing."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show what is looked at."""
        raise NotImplementedError

    def begin(self, today: date) -> None:
        """Look at the days around today, unless others are looked at already."""
        if self.look is None:
            self.look = look_at(self.scale.current(), today, self.lanes.current_id())

    def page(self, steps: int) -> None:
        """Look at earlier or later days."""
        if self.look is not None:
            self.look = self.look.paged(steps)
            self.draw()

    def go_to_today(self) -> None:
        """Look at the days around today."""
        today = self.shown_on()
        if today is not None:
            self.look = look_at(self.scale.current(), today, self.lanes.current_id(), self.search.text())
            self.draw()

    def go_to(self, day: date) -> None:
        """Look at the days around another one, as far and in the lanes that are looked at."""
        if self.look is not None:
            self.look = look_at(self.look.scale, day, self.look.lanes, self.look.words)
            self.draw()

    def show_scale(self, scale: str) -> None:
        """Look at more days, or at fewer."""
        self.scale.choose(scale)
        self._on_look_changed()

    def make_strip(self) -> tuple[QFrame, QHBoxLayout]:
        """A strip below the toolbar, with its row."""
        strip = QFrame()
        strip.setObjectName("pageToolbar")
        strip.setFixedHeight(_STRIP_HEIGHT)
        row = QHBoxLayout(strip)
        row.setContentsMargins(GUTTER, 0, GUTTER, 0)
        row.setSpacing(8)
        return strip, row

    def _on_look_changed(self) -> None:
        today = self.shown_on()
        if self.look is None or today is None:
            return
        scale, lanes, words = self.scale.current(), self.lanes.current_id(), self.search.text()
        if scale == self.look.scale:
            self.look = TimelineLook(scale, self.look.first, lanes, words)
        else:
            self.look = look_at(scale, today, lanes, words)
        self.draw()
