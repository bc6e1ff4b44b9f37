"""What the page Roadmap does: adds, moves, links, checks and writes; each edit is one step that undo takes back."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from prodops_desktop.answers.roadmap import NEWEST
from prodops_desktop.roadmap import baselines, launches
from prodops_desktop.roadmap import store as item_store
from prodops_desktop.roadmap.launches import GateView
from prodops_desktop.roadmap.model import DONE, IDEA, Item, Reach
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.roadmap.replanning import replan
from prodops_desktop.ui.jobs import Failed
from prodops_desktop.ui.pages.roadmap.baseline_dialog import BaselineDialog
from prodops_desktop.ui.pages.roadmap.brief_actions import BriefActions
from prodops_desktop.ui.pages.roadmap.gate_dialog import GateDialog
from prodops_desktop.ui.pages.roadmap.inspector import InspectorActions
from prodops_desktop.ui.pages.roadmap.move_dialog import Move, MoveDialog
from prodops_desktop.ui.pages.roadmap.need_picker import NeedPicker
from prodops_desktop.ui.pages.roadmap.period_wording import deleted_commitments_text
from prodops_desktop.ui.pages.roadmap.reach_dialog import ReachDialog
from prodops_desktop.ui.pages.roadmap.reasons import Reasons
from prodops_desktop.ui.pages.roadmap.stake_section import NeedActions
from prodops_desktop.ui.pages.roadmap.wording import COLUMNS
from prodops_desktop.ui.records.erase_dialog import EraseDialog
from prodops_desktop.ui.records.record_form import Change
from prodops_desktop.ui.records.restore_dialog import GATES, RestoreDialog
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.roadmap.page import RoadmapPage


class RoadmapActions:
    """The functions behind the commands, the inspector and the buttons of the page."""

    def __init__(self, page: "RoadmapPage") -> None:
        self._page = page
        self.briefs = BriefActions(page)

    def for_inspector(self) -> InspectorActions:
        """What the inspector hands its decisions to."""
        return InspectorActions(
            self.save,
            NeedActions(self.choose_need, self.remove_need, self._page.choose),
            self.open_gate,
            self.briefs.open,
            self.briefs.add,
            self.move,
            self.take_reach,
            self.briefs.open_first,
        )

    def add(self, horizon: str | None = None) -> None:
        """Add an item under a key that is free, in a column where one is named, and put the keyboard where it gets its title."""
        title = tr("New item")

        def change(store: Store) -> tuple[ChangeSet, int]:
            return item_store.save_item(store, Item(0, item_store.next_code(store), title, status=IDEA, horizon=horizon))

        self._session.run(change, self._on_added)

    def duplicate(self) -> None:
        """Copy the item, without its days."""
        view = self._page.view
        if view is not None:
            self._session.run(lambda store: item_store.duplicate_item(store, view.item.id), self._on_added)

    def _on_added(self, made: tuple[ChangeSet, int]) -> None:
        self._page.choose_new(made[1], "title")

    def edit(self, field: str = "") -> None:
        """Put the keyboard into a field of the inspector: the problem unless another one is named."""
        page = self._page
        page.inspector_wanted.emit()
        target = page.detail.field(field or "problem")
        if target is not None:
            page.detail.focus_field(target)

    def delete(self) -> None:
        """Delete the item; the line that says so offers to undo it."""
        view = self._page.view
        if view is not None:
            promised = deleted_commitments_text(self._page.plan, [view.item.id])
            rest = tr("with its briefs and gates, and {commitments}", commitments=promised) if promised else tr("with its briefs and gates")
            said = tr("Deleted {title} {rest}.", title=view.item.label, rest=rest)
            self._session.run_and_say(lambda store: item_store.delete_items(store, [view.item.id]), said)

    def erase(self) -> None:
        """Ask whether the item is to be erased with its history and all that quotes it."""
        view = self._page.view
        if view is not None:
            EraseDialog(self._page.window(), self._session, End("roadmap_item", view.item.id), view.item.label).open()

    def save(self, shown: Item, change: Change, refuse: Failed) -> None:
        """Save what was decided about an item, into the item as it stands by then; what gets done without a day is done today."""
        today = self._session.today

        def edit(store: Store) -> tuple[ChangeSet, int]:
            before = item_store.find_item(store, shown.id)
            after = change(before)
            if after.status == DONE != before.status and after.done is None:
                after = replace(after, done=today)
            return item_store.save_item(store, after)

        self._session.run(edit, failed=refuse)

    def to_column(self, item: object, horizon: object) -> None:
        """Put an item into a column of the board; where that is refused, its card stands again where it was."""
        if isinstance(item, int) and isinstance(horizon, str):
            self._session.run(
                lambda store: item_store.move_to_horizon(store, [item], horizon, COLUMNS[horizon]), failed=self._on_card_failed
            )

    def chosen_to_column(self, horizon: str | None) -> None:
        """Put the item that is chosen into a column, or where its days say."""
        view = self._page.view
        if view is not None:
            name = COLUMNS[horizon] if horizon is not None else tr("the column of its days")
            self._session.run(lambda store: item_store.move_to_horizon(store, [view.item.id], horizon, name), failed=self._on_card_failed)

    def _on_card_failed(self, error: Exception) -> None:
        self._session.problem(str(error))
        self._page.board.put_back()

    def move_days(self, item: object, starts: object, ends: object) -> None:
        """Give an item other days, and move along what waits for it; where that is refused, its bar stands again where it was."""
        plan = self._page.plan
        view = plan.find(item) if isinstance(item, int) else None
        if view is None or not isinstance(starts, date) or not isinstance(ends, date):
            return
        first = starts if view.item.starts is not None else None
        moves: dict[int, tuple[date | None, date | None]] = {view.item.id: (first, ends)}
        pushed = plan.waits.pushed(moves)
        moves |= {push.item: (push.starts, push.due) for push in pushed.values()}
        names = ", ".join(other.item.title for push in list(pushed.values())[:3] if (other := plan.find(push.item)) is not None)
        more = tr(" and {n} more", n=len(pushed) - 3) if len(pushed) > 3 else ""

        def moved(changes: ChangeSet) -> None:
            if pushed:
                said = tr("Moved along: {names}{more}.", names=names, more=more)
                self._session.result(said, undo=True, change=changes.id)

        self._session.run(lambda store: item_store.move_items(store, moves), moved, self._on_move_failed)

    def _on_move_failed(self, error: Exception) -> None:
        self._session.problem(str(error))
        self._page.timeline.put_back()

    def move(self) -> None:
        """Ask for other days of the item, its launch, and why."""
        view, page = self._page.view, self._page
        if self._refuses_writing() or view is None:
            return

        def move(decided: Move) -> None:
            self._session.run(partial(_move, view=view, decided=decided), lambda _: dialog.close(), lambda error: dialog.refuse(str(error)))

        dialog = MoveDialog(page.window(), view, move)
        dialog.open()

    def choose_need(self) -> None:
        """Choose what the item waits for."""
        view, page = self._page.view, self._page
        if self._refuses_writing() or view is None:
            return

        def add(other: int) -> None:
            self._session.run(
                lambda store: item_store.add_need(store, view.item.id, other), lambda _: picker.close(), lambda error: picker.fail(error)
            )

        picker = NeedPicker(page.window(), view, add)
        picker.open()

    def remove_need(self, other: int) -> None:
        """Let the item no longer wait for another one."""
        view = self._page.view
        if view is not None:
            self._session.run(lambda store: item_store.remove_need(store, view.item.id, other))

    def open_gate(self, gate: GateView) -> None:
        """Take down how a gate stands."""
        view, page = self._page.view, self._page
        if self._refuses_writing() or view is None or page.shown is None:
            return

        def check(state: str, evidence: str | None, who: str | None, day: date | None) -> None:
            self._session.run(
                lambda store: launches.check_gate(store, view.item.id, gate.gate.id, state, evidence, who, day),
                lambda _: dialog.close(),
                lambda error: dialog.refuse(str(error)),
            )

        dialog = GateDialog(page.window(), view, gate, page.shown.people, check)
        dialog.open()

    def open_next_gate(self) -> None:
        """Take down the gate that is due first, or say why there is none."""
        view, reason = self._page.view, Reasons(self._page).launch()
        if reason is not None:
            self._session.problem(reason)
        elif view is not None and view.readiness is not None:
            self.open_gate(view.readiness.open_[0])

    def take_reach(self) -> None:
        """Take the reach from the accounts that are linked, or from a dataset of usage."""
        view, page = self._page.view, self._page
        if self._refuses_writing() or view is None:
            return

        def take(reach: Reach) -> None:
            self._session.run(
                partial(_save_reach, item=view.item.id, reach=reach), lambda _: dialog.close(), lambda error: dialog.refuse(str(error))
            )

        dialog = ReachDialog(page.window(), self._session, view, take)
        dialog.open()

    def take_baseline(self) -> None:
        """Keep the days of all items under a name."""
        page = self._page
        if self._refuses_writing() or page.shown is None:
            return

        def take(name: str, day: date) -> None:
            self._session.run(
                lambda store: baselines.take_baseline(store, name, day),
                self._on_baseline_taken(dialog),
                lambda error: dialog.refuse(str(error)),
            )

        dialog = BaselineDialog(page.window(), page.plan, take)
        dialog.open()

    def _on_baseline_taken(self, dialog: BaselineDialog) -> Any:
        def taken(_: object) -> None:
            dialog.close()
            self._page.show_baseline(NEWEST)

        return taken

    def delete_baseline(self) -> None:
        """Forget the baseline that is shown; the line that says so offers to undo it."""
        chosen = self._page.plan.baseline if self._page.shown is not None else None
        if chosen is not None:
            said = tr("Deleted the baseline {name}.", name=chosen.name)
            self._session.run_and_say(lambda store: baselines.delete_baseline(store, chosen.id), said)

    def choose_next_slipped(self) -> None:
        """Choose the item that slipped most, or the one after the one that is chosen."""
        slipped = [view.item.id for view in self._page.plan.slipped]
        current = self._page.view.item.id if self._page.view is not None else None
        if slipped:
            at = slipped.index(current) + 1 if current in slipped else 0
            self._page.choose(slipped[at % len(slipped)])

    def open_records(self, table: str) -> None:
        """Open the register of goals, teams or gates."""
        self._session.open("records", End(table, 0))

    def restore_gates(self) -> None:
        """Show what differs from the gates that ship, and restore them where that is wanted."""
        RestoreDialog(self._page.window(), self._session, GATES).open()

    def link(self) -> None:
        """Link the item to feedback, a tag, an experiment or another record."""
        self._page.detail.links.choose()

    @property
    def _session(self) -> Session:
        return self._page.session

    def _refuses_writing(self) -> bool:
        reason = self._session.read_only_reason
        if reason is not None:
            self._session.problem(reason)
        return reason is not None


def _move(store: Store, view: ItemView, decided: Move) -> ChangeSet:
    """Give an item the days, tier and launch that were decided, and move along what waits for it, as one step."""
    return replan(
        store,
        view.item.id,
        starts=decided.starts,
        due=decided.due,
        launch=decided.launch,
        tier=decided.tier,
        reason=decided.reason,
        along=view.plan.waits.pushed({view.item.id: (decided.starts[0], decided.due[0])}) if decided.along else {},
    )


def _save_reach(store: Store, item: int, reach: Reach | None) -> ChangeSet:
    found = item_store.find_item(store, item)
    return item_store.save_item(store, replace(found, reach=reach), label=tr("Take the reach of {title} from data", title=found.label))[0]
