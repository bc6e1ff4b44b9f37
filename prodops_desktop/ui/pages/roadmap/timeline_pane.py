"""The tab Timeline: what to look at, slips in a line, and the bars that are moved, with what would move along shown before."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.ui.charts.swatches import SwatchLegend
from prodops_desktop.ui.charts.timeline_look import HALF, QUARTER, YEAR, TimelineLook
from prodops_desktop.ui.charts.timeline_pane import LookedThrough
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.pages.roadmap.next_launches import NextLaunches
from prodops_desktop.ui.pages.roadmap.timeline_view import (
    BY_AREA,
    BY_GOAL,
    BY_TEAM,
    days_of,
    overload_text,
    overloads,
    timeline_of,
)
from prodops_desktop.ui.pages.roadmap.wording import figure_text, pushes_text, slip_tone
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.ui.widgets.toolbar import PageToolbar

_LEGEND = (
    ("filled", tr("In progress")),
    ("planned", tr("Planned")),
    ("ghost", tr("Baseline")),
    ("diamond", tr("Launch")),
)
_CHIP_HEIGHT = growing(22)
_LEAST_LANES = 500
"""How high toolbar, strip and lanes are at least before anything else has room below them."""
NO_BASELINE = "none"


class TimelinePane(LookedThrough):
    """Its bars are items, by their ids."""

    def __init__(
        self,
        today: Callable[[], date],
        add: Callable[[str | None], None],
        show_baseline: Callable[[int | None], None],
        next_slipped: Callable[[], None],
    ) -> None:
        scales = [(QUARTER, tr("Quarter")), (HALF, tr("Half")), (YEAR, tr("Year"))]
        super().__init__(scales, HALF, [(BY_TEAM, tr("Team")), (BY_GOAL, tr("Goal")), (BY_AREA, tr("Area"))])
        self._plan: Plan | None = None
        self._may_move = True
        self._brought: object = None
        """The item that was brought into sight last, with the days that it had."""
        self._next_slipped = next_slipped
        self.baseline = Choice(caption=tr("Baseline"), snug=True)
        self.search.setMinimumWidth(min(150, px(110)))
        self.search.setMaximumWidth(px(150))
        self.legend = SwatchLegend(tr("What bars look like"), _LEGEND)
        self.legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it has what the words leave
        self.add = button(tr("Item"), lambda: add(None), icon="plus")
        self.launches = Elided("", "name")
        self.beside = QWidget()
        self.chips = QHBoxLayout(self.beside)
        self.slip = Elided("", "meta", "3")
        self.overloaded = Elided("", "meta", "warn")
        self.preview = Elided("", "meta", "warn")
        self.timeline.setAccessibleName(tr("Timeline"))
        self.next_launches = NextLaunches(today)
        self._build()
        self._connect(show_baseline)

    def show_plan(self, plan: Plan, *, may_move: bool) -> None:
        """Show another reading of the plan; what is looked at stays."""
        self._plan, self._may_move = plan, may_move
        self.begin(plan.today)
        self._offer_baselines(plan)
        self.next_launches.show_plan(plan)
        self._make_room()
        self.draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The next launches give way to the bars, and the median slip to what stands beside it."""
        super().resizeEvent(event)
        self._make_room()
        self._fit_strip()

    def choose(self, item: int | None) -> None:
        """Mark an item without telling anyone; bring its days into sight once it is another one, or has other days."""
        view = self._plan.find(item) if self._plan is not None else None
        look = self.look
        if view is not None and look is not None and self._plan is not None and view in self._plan.dated:
            starts, ends = days_of(view)
            brought = (view.item.id, starts, ends)
            if brought != self._brought and self.isVisible() and (ends < look.first or starts > look.last):
                self.go_to(starts)
            self._brought = brought
        self.timeline.select(item)
        self.next_launches.choose(item)

    def put_back(self) -> None:
        """Show a bar again where it was: moving it was refused."""
        self.timeline.revert()
        self._preview("")

    def shown_on(self) -> date | None:
        """Today as the plan knows it."""
        return self._plan.today if self._plan is not None else None

    def draw(self) -> None:
        """Show the plan as it is looked at."""
        plan, look = self._plan, self.look
        if plan is not None and look is not None:
            self._preview("")
            self.timeline.show_timeline(timeline_of(plan, look, may_move=self._may_move))
            self._show_strip(plan, look)

    def as_table(self) -> list[tuple[str, ...]]:
        """The bars as rows, the head first."""
        return self.timeline.as_table()

    def picture(self, width: int) -> QImage:
        """All lanes as a picture."""
        return self.timeline.picture(width)

    def _build(self) -> None:
        toolbar = PageToolbar(self.scale, self.earlier, self.today, self.later, self.lanes, self.baseline, self.search)
        toolbar.add_right(self.add)
        toolbar.may_fold(self.lanes, self.baseline, self.search)
        self._strip, row = self.make_strip()
        self.chips.setContentsMargins(0, 0, 0, 0)
        self.chips.setSpacing(8)
        row.addWidget(self.launches)
        row.addWidget(self.beside)
        row.addWidget(self.overloaded)
        row.addWidget(self.preview)
        row.addStretch()
        row.addWidget(self.slip)
        row.addWidget(self.legend, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (toolbar, self._strip):
            column.addWidget(widget)
        column.addWidget(self.timeline, 1)
        column.addWidget(self.next_launches)

    def _connect(self, show_baseline: Callable[[int | None], None]) -> None:
        def baseline_chosen() -> None:
            wanted = self.baseline.current_id()
            show_baseline(None if wanted == NO_BASELINE else int(wanted))

        self.baseline.activated.connect(lambda _: baseline_chosen())
        self.timeline.moved.connect(self._on_moved)
        self.timeline.dragging.connect(self._on_dragging)
        self.timeline.cancelled.connect(lambda: self._preview(""))
        self.next_launches.chosen.connect(self.chosen)

    def _make_room(self) -> None:
        has_room = self.height() - self.next_launches.height() >= _LEAST_LANES
        if not has_room and has_keyboard(self.next_launches):
            self.timeline.setFocus()
        self.next_launches.setVisible(has_room and bool(self.next_launches.shown))

    def _on_moved(self, key: object, starts: object, ends: object) -> None:
        self._preview("")
        self.moved.emit(key, starts, ends)

    def _on_dragging(self, key: object, starts: object, ends: object) -> None:
        """Say while it is dragged what would move along."""
        plan = self._plan
        if plan is None or not isinstance(key, int) or not isinstance(starts, date) or not isinstance(ends, date):
            return
        pushed = plan.waits.pushed({key: (starts, ends)})
        self.timeline.show_live({}, shifted={push.item: (push.starts or push.due, push.due) for push in pushed.values()})
        self._preview(pushes_text(plan, pushed.values()) if pushed else "")

    def _preview(self, text: str) -> None:
        """Say what would move along, which has all of the row; without a text the row is as it was."""
        self.preview.setText(text)
        for widget in (self.launches, self.beside, self.overloaded, self.legend):
            widget.setVisible(not text)
        self._fit_strip()

    def _fit_strip(self) -> None:
        """The median slip gives way first, then what of the legend has no room."""
        row = (self.launches, self.beside, self.overloaded, self.slip, self.legend)
        needed = sum(widget.sizeHint().width() + 8 for widget in row) + 2 * GUTTER
        self.slip.setVisible(not self.preview.text() and needed <= self.width())

    def _offer_baselines(self, plan: Plan) -> None:
        wanted = [(str(one.id), one.name) for one in plan.baselines] + [(NO_BASELINE, tr("none"))]
        there = [(str(self.baseline.itemData(place)), self.baseline.itemText(place)) for place in range(self.baseline.count())]
        if there != wanted:
            with QSignalBlocker(self.baseline):
                self.baseline.clear()
                for id_, name in wanted:
                    self.baseline.addItem(name, id_)
        self.baseline.choose(str(plan.baseline.id) if plan.baseline is not None else NO_BASELINE)

    def _show_strip(self, plan: Plan, look: TimelineLook) -> None:
        """How many launches, what slipped, and which team is planned for more than it can do."""
        until = plan.today + timedelta(days=183)
        days = [view.item.launches for view in plan.ahead]
        ahead = sum(day is not None and plan.today <= day <= until for day in days)
        self.launches.setText(counted(ahead, "{n} launch in 6 months", "{n} launches in 6 months"))
        if has_keyboard(self._strip):
            self.timeline.setFocus()  # the chip that has it goes away
        clear_layout(self.chips)
        if plan.slipped:
            first = plan.slipped[0]
            text = tr("{title} slipped {days}", title=first.item.title, days=counted(first.slip or 0, "{n} day", "{n} days"))
            made = button(text, self._next_slipped, role="chip")
            made.setFixedHeight(_CHIP_HEIGHT)
            made.setProperty("tone", slip_tone(first.slip))
            made.setToolTip("\n".join(f"{view.item.title}: {view.slip} d" for view in plan.slipped[:8]))
            self.chips.addWidget(made)
            made.show()
        over = overloads(plan, look)
        more = counted(len(over) - 1, " and {n} more team", " and {n} more teams") if len(over) > 1 else ""
        self.overloaded.setText(overload_text(*over[0]) + more if over else "")
        self.overloaded.set_tip("\n".join(overload_text(name, load) for name, load in over))
        self._show_slip(plan)

    def _show_slip(self, plan: Plan) -> None:
        median, base = plan.median_slip, plan.baseline
        self.slip.setText(tr("Median slip {n} d", n=figure_text(median)) if median is not None else "")
        self.slip.setToolTip(tr("Since the baseline {name}", name=base.name) if base is not None else "")
        self._fit_strip()
