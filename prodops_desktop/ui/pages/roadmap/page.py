"""The panel Roadmap: board, timeline, scores, launches, goals and delivery, and the inspector of an item."""

from datetime import date
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from prodops_desktop.answers.roadmap import NEWEST, TABLES, PlanReader
from prodops_desktop.roadmap.briefs import find_brief
from prodops_desktop.roadmap.model import Brief
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.roadmap.actions import RoadmapActions
from prodops_desktop.ui.pages.roadmap.board_pane import BoardPane
from prodops_desktop.ui.pages.roadmap.commands import roadmap_commands
from prodops_desktop.ui.pages.roadmap.copies import Copies
from prodops_desktop.ui.pages.roadmap.inspector import ItemInspector
from prodops_desktop.ui.pages.roadmap.lists import DeliveryPane, GoalsPane, LaunchesPane
from prodops_desktop.ui.pages.roadmap.reading import Detail, Shown, read_detail, read_page
from prodops_desktop.ui.pages.roadmap.scores_pane import ScoresPane
from prodops_desktop.ui.pages.roadmap.tabs import BOARD, DELIVERY, GOALS, LAUNCHES, SCORES, TIMELINE, tabs_of
from prodops_desktop.ui.pages.roadmap.timeline_pane import TimelinePane
from prodops_desktop.ui.pages.roadmap.wording import STAYS, plan_text
from prodops_desktop.ui.records.detail_reading import DetailReading
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.tabbed_page import TabbedPage
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.workspace.links import End


class RoadmapPage(TabbedPage):
    """One item at a time in the inspector, whichever of the six tabs it was chosen in."""

    id = "roadmap"
    title = tr("Roadmap")
    icon = "map-outline"
    digit = 8
    tables = TABLES | {"person", "taken"}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown: Shown | None = None
        self._reader = PlanReader()
        self._baseline: int | None = NEWEST
        self._item: int | None = None
        self._unfilled: set[str] = set()
        """The tabs that don’t show the newest plan yet."""
        self._edit_next = ""
        self._brief_next: Brief | None = None
        self._lost: int | None = None
        """The item that was chosen until it was deleted: undo brings it back to the inspector, too."""
        self.roadmap_actions = actions = RoadmapActions(self)
        self.copies = Copies(self)
        self.board = BoardPane(actions.add)
        self.timeline = TimelinePane(self._today, actions.add, self.show_baseline, actions.choose_next_slipped)
        self.scores = ScoresPane(session, actions.add)
        self.launches = LaunchesPane(self._today, lambda: actions.open_records("event"))
        self.goals = GoalsPane(lambda: actions.open_records("goal"))
        self.delivery = DeliveryPane(self._today)
        self.detail = ItemInspector(session, actions.for_inspector())
        self.inspector = self.detail
        self._behind = DetailReading(session, self.detail, self.detail.show_detail)
        empty = EmptyState(
            tr("Nothing is on the roadmap yet."),
            tr("Import a plan"),
            lambda: session.import_files(),
            icon="map-outline",
            more=tr(
                "Drop the plan of a team on this window: items with dates, and what they wait for. Or press Ctrl+N to type the first one."
            ),
        )
        for control in (empty.action, self.board.add, self.timeline.add, self.scores.list.action):
            control.setEnabled(session.read_only_reason is None)
            control.setToolTip(session.read_only_reason or "")
        panes = (self.board, self.timeline, self.scores, self.launches, self.goals, self.delivery)
        self.lay_out(dict(zip((BOARD, TIMELINE, SCORES, LAUNCHES, GOALS, DELIVERY), panes, strict=True)), empty)
        self._connect()

    @property
    def plan(self) -> Plan:
        """The plan that is shown; only once it was read."""
        assert self.shown is not None
        return self.shown.plan

    @property
    def view(self) -> ItemView | None:
        """The item that is chosen."""
        return self.plan.find(self._item) if self.shown is not None else None

    @property
    def reader(self) -> PlanReader:
        """What reads the plan, and knows the customers behind it."""
        return self._reader

    def refresh(self) -> None:
        """Read the plan again; what is chosen stays chosen."""
        reader, baseline, item = self._reader, self._baseline, self._item
        self.session.read(lambda store: read_page(store, reader, baseline, item), self._on_read, key=self)

    def show_baseline(self, baseline: int | None) -> None:
        """Compare with another baseline, the newest one (NEWEST), or none."""
        self._baseline = baseline
        self.refresh()

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """The board, the timeline and the lists."""
        return tabs_of(self.shown.plan if self.shown is not None else None)

    def show_tab(self, tab: str) -> None:
        """Show another tab, filled before it is seen."""
        self._fill(tab)
        super().show_tab(tab)

    def turned(self) -> None:
        """Mark what is chosen on it."""
        self._mark_chosen()

    def open(self, target: object) -> None:
        """Show the item with this id, or a brief with its item."""
        if isinstance(target, End) and target.table == "brief":
            brief = target.id
            self.session.read(lambda store: find_brief(store, brief), self._open_brief)
            return
        if isinstance(target, End):
            target = target.id
        if isinstance(target, int):
            self._item = target
            if self.shown is not None:
                self._show_item()

    def _open_brief(self, brief: Brief) -> None:
        self._item = brief.item
        if self.shown is not None:
            self._show_item()
            self.roadmap_actions.briefs.open(brief)
        else:
            self._brief_next = brief

    def place(self) -> int | str | None:
        """The item that is shown."""
        return self._item

    def showEvent(self, event: QShowEvent) -> None:
        """Have the keyboard where work begins, before Qt gives it to the first button."""
        super().showEvent(event)
        if not event.spontaneous() and self.focusWidget() is None:
            self.focus_tab()

    def commands(self) -> list[Command]:
        """What can be done with the roadmap."""
        return roadmap_commands(self)

    def table(self) -> Any:
        """The table that is shown; None on board and timeline."""
        return None if self._tab in (BOARD, TIMELINE) else self.pane().table

    def is_seen(self) -> bool:
        """Whether what is shown holds the item that is chosen."""
        if self._tab == BOARD:
            return self.board.board.current == self._item
        if self._tab == TIMELINE:
            return self.timeline.timeline.current == self._item
        return self._tab != GOALS and self.table().current() is not None

    def choose(self, item: int | None) -> None:
        """Show another item in the inspector."""
        self._item, self._lost = item, None
        self._show_item()

    def choose_new(self, item: int, field: str) -> None:
        """Show an item that was added just now, and put the keyboard into a field of it as soon as it is read."""
        self._item, self._edit_next = item, field
        if self._tab not in (BOARD, SCORES):
            self.go_to_tab(BOARD)
        self.refresh()

    def _today(self) -> date:
        return self.session.today

    def focus_tab(self) -> None:
        """Put the keyboard on the board, the timeline or the list."""
        drawn: dict[str, QWidget] = {BOARD: self.board.board, TIMELINE: self.timeline.timeline}
        (drawn.get(self._tab) or self.table()).setFocus()

    def _connect(self) -> None:
        actions = self.roadmap_actions
        for pane in (self.board, self.timeline, self.scores):
            pane.chosen.connect(self._on_chosen)
            pane.opened.connect(lambda _: actions.edit())
        self.board.moved.connect(actions.to_column)
        self.timeline.moved.connect(actions.move_days)
        self.board.board.refused.connect(lambda _, why: self.session.problem(why))
        self.timeline.timeline.refused.connect(lambda _: self._say_why_not())
        self.launches.table.chosen.connect(self._on_chosen)
        for launches in (self.launches.table, self.timeline.next_launches):
            launches.entered_row.connect(lambda _: actions.open_next_gate())
        self.delivery.chosen.connect(self._on_chosen)
        self.goals.table.entered_row.connect(lambda _: self._show_goal())

    def _show_goal(self) -> None:
        """Show the items of the goal that is chosen among the scores."""
        row = self.goals.table.current()
        if row is not None:
            self.go_to_tab(SCORES)
            self.scores.list.search.setText(row.goal.title)
            self.scores.list.go_to_table()

    def _on_chosen(self, item: object) -> None:
        if isinstance(item, int):
            self.choose(item)

    def _say_why_not(self) -> None:
        self.session.problem(self.session.read_only_reason or STAYS)

    def _on_read(self, found: tuple[Shown, Detail | None]) -> None:
        shown, detail = found
        self.shown, wanted = shown, self._item
        plan = shown.plan
        has_lost_keyboard = self.show_panes(filled=bool(plan.views))
        self._settle_choice()
        self._unfilled = set(self._panes)
        self._fill(self._tab)
        self.tabs_changed.emit()
        self.set_summary(plan_text(plan), plan.notes)
        self._show_item(detail)
        if has_lost_keyboard:
            self.focus_first()
        field, self._edit_next = self._edit_next, ""
        if field and self._item == wanted:
            self.roadmap_actions.edit(field)
        brief, self._brief_next = self._brief_next, None
        if brief is not None:
            self.roadmap_actions.briefs.open(brief)

    def _fill(self, tab: str) -> None:
        """Show the plan in what a tab shows; the other tabs get it once they are gone to."""
        if self.shown is None or tab not in self._unfilled:
            return
        self._unfilled.discard(tab)
        reason = self.session.read_only_reason
        if tab == BOARD:
            self.board.show_plan(self.plan, reason)
        elif tab == TIMELINE:
            self.timeline.show_plan(self.plan, may_move=reason is None)
        else:
            self._panes[tab].show_plan(self.plan)

    def _settle_choice(self) -> None:
        """Keep what is chosen, take the one that undo brought back, or for one that is gone the one that stands first."""
        if self._lost is not None and self.plan.find(self._lost) is not None:
            self._item, self._lost = self._lost, None
        if self.view is None:
            self._lost = self._item
            first = next(iter((*self.plan.column("now"), *self.plan.ranked, *self.plan.views)), None)
            self._item = first.item.id if first is not None else None

    def _mark_chosen(self) -> None:
        if self.shown is not None and self._tab != GOALS:
            self.pane().choose(self._item)

    def _show_item(self, detail: Detail | None = None) -> None:
        """Show the item that is chosen; what stands behind it is read unless ``detail`` is that."""
        view, shown = self.view, self.shown
        if view is None or shown is None:
            self.detail.show_nothing()
            return
        self._mark_chosen()
        item = view.item.id
        known = detail if detail is not None and detail.item == item else None
        self._behind.show(lambda: self.detail.show_item(view, shown), known, lambda store: read_detail(store, view))
