"""The history window: the steps of the file, of an area or of one record, what each changed, and taking them back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.history.actions import Doing
from prodops_desktop.ui.history.finding import Found, Wanted, find
from prodops_desktop.ui.history.frame import COMPARE, HistoryFrame
from prodops_desktop.ui.history.reading import (
    Lifetime,
    StepDetail,
    copy_text,
    go_back_as_shown,
    read_comparison,
    read_going,
    read_lifetime,
    read_step,
    today,
)
from prodops_desktop.ui.history.wording import ChangeLine
from prodops_desktop.ui.records.places import PAGES, PARTS
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import ChangeSet, undo
from prodops_desktop.workspace.history import Step
from prodops_desktop.workspace.links import End

_PAUSE_MS = 40


class HistoryWindow(HistoryFrame):
    """Opens at the whole file, or at one ``record``; shows at once what there is, and reads the rest on threads."""

    def __init__(self, parent: QWidget, session: Session, record: End | None = None, *, area: str = "") -> None:
        super().__init__(parent, session)
        self._record = record
        self._wanted = Wanted(record=record)
        self._found: Found | None = None
        self._step: int | None = None
        self._is_new = True
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.build(Doing(self.copy_shown, self.open_record, self.ask_to_go_back, self.take_back, self.stay, self.go_back))
        self._connect()
        self.show_scope(one=record is not None)
        if area:
            self.filters.want_area(area)
        else:
            self._find()

    @property
    def pending(self) -> bool:
        """Whether something is about to be read."""
        return self._soon.isActive() or self.filters.pending

    @property
    def _marked(self) -> StepDetail | None:
        """The step that is marked in the list; None while another one is still shown."""
        detail = self.pane.detail
        return detail if detail is not None and detail.step.id == self._step else None

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_wanted)
        self.filters.left.connect(self._on_search_left)
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self._enter_pane)
        self.list.steps.failed.connect(self.say_wrong)
        self.pane.all_asked.connect(self._read_step)
        self.pane.opened.connect(self._open_line)
        self.pane.table.moved.connect(lambda _: self._offer_actions())
        self.comparing.wanted.connect(self._compare)
        self.sides.chosen.connect(lambda _: self._show_side())
        for table in (self.pane.table, self.going.table, self.comparing.table):
            table.left.connect(self._leave_table)
        self._soon.timeout.connect(self._read_step)
        self._session.changed.connect(self._on_session_changed)
        self._session.open_requested.connect(self._on_open_requested)
        for key, step in ((QKeySequence.StandardKey.Undo, self._session.undo), (QKeySequence.StandardKey.Redo, self._session.redo)):
            QShortcut(key, self, self._unless_reading(step))
        QShortcut(QKeySequence.StandardKey.Find, self, self.filters.search.setFocus)

    def leave_record(self) -> None:
        """Show the history of the whole file, at the step that is current."""
        self._record = None
        self.show_scope(one=False)
        self._on_wanted(self.filters.wanted)

    def copy_shown(self) -> None:
        """Copy the step with its values, or the comparison, as spreadsheets take them."""
        if self._panes.currentWidget() is self.comparing:
            QGuiApplication.clipboard().setText(self.comparing.table_text())
        elif self.pane.detail is not None:
            QGuiApplication.clipboard().setText(copy_text(self.pane.detail, self.pane.lines()))

    def open_record(self) -> None:
        """Show the record of the value that is marked, in its place in the window."""
        line = self.pane.current_line()
        if line is not None:
            self._open_line(line)

    def take_back(self) -> None:
        """Take the current step back, and nothing else."""
        detail = self._marked
        if detail is not None and self.foot_actions.take.isEnabled():
            self.foot_actions.take.setEnabled(False)
            step = detail.step
            self._session.run(lambda store: undo.undo_change(store, step.id), self._on_changed, self._on_failed)

    def ask_to_go_back(self) -> None:
        """Show what going back to the current step takes away; nothing is done yet."""
        detail = self._marked
        if detail is None or not self.foot_actions.back.isEnabled():
            return
        self.say_wrong("")
        self._read_going(detail.step)

    def go_back(self) -> None:
        """Take back what is listed, in one step."""
        step = self.going.step
        if step is not None and self.going.going:
            self.foot_actions.go.setEnabled(False)
            shown = [one.id for one in self.going.going]
            self._session.run(lambda store: go_back_as_shown(store, step.id, shown), self._on_gone_back, self._on_failed)

    def stay(self) -> None:
        """Go back to nothing: show the step again."""
        self._show_pane(self.pane)
        self.list.setFocus()

    def reject(self) -> None:
        """Esc leaves what is asked first, and only then the window."""
        if self._panes.currentWidget() is self.going:
            self.stay()
        else:
            super().reject()

    def _unless_reading(self, run: Callable[[], None]) -> Callable[[], None]:
        return lambda: run() if self._session.read_only_reason is None else self.say_wrong(self._session.read_only_reason)

    def _find(self) -> None:
        wanted = self._wanted
        self._session.read(lambda store: find(store, wanted), self._on_found, self._on_failed, key="history: find")
        record = self._record
        if record is not None:
            self._session.read(lambda store: read_lifetime(store, record), self._on_lifetime_read, self._on_failed, key="history: life")

    def _on_found(self, found: Found) -> None:
        self._found = found
        self.filters.offer(found.whos)
        some = tr("{n} of {all}", n=formats.number(found.steps), all=found.about_all)
        self.about_all.setText(found.about_all if self._wanted == Wanted() else some)
        self.list.show_rows(found.rows, today())
        self._lists.setCurrentWidget(self.list if found.steps else self.nothing)
        if not found.steps:
            self.say_nothing(self._wanted)
            self._step = None
            self.pane.detail = None
            self._show_side()
            return
        self._step = self.list.current()
        self._soon.start()
        if self._is_new:
            self._is_new = False
            self.list.setFocus()

    def _on_wanted(self, wanted: Wanted) -> None:
        self._wanted = replace(wanted, record=self._record)
        self._find()

    def _on_search_left(self) -> None:
        if self.list.steps.rowCount():
            self.list.setFocus()

    def _on_chosen(self, step: int) -> None:
        self._step = step
        if self._panes.currentWidget() is self.going:
            self._show_pane(self.pane)
        self._offer_actions()
        self._soon.start()

    def _read_step(self) -> None:
        step, record, detail = self._step, self._record, self.pane.detail
        if step is None:
            return
        whole = self.pane.wants_all and detail is not None and detail.step.id == step
        reading = partial(read_step, change=step, record=record, whole=whole)
        self._session.read(reading, self._on_step_read, self._on_failed, key="history: step")

    def _on_step_read(self, detail: StepDetail) -> None:
        self.say_wrong("")
        self.pane.show_step(detail)
        if self._panes.currentWidget() is not self.going:
            self._show_side()
        self._offer_actions()

    def _read_going(self, step: Step) -> None:
        reading = partial(read_going, change=step.id)
        self._session.read(reading, lambda going: self._on_going_read(step, going), self._on_failed, key="history: going")

    def _on_going_read(self, step: Step, going: list[Step]) -> None:
        if step.id != self._step:
            return  # another one was chosen meanwhile
        self.going.show_going(step, going, today())
        self._show_pane(self.going)
        (self.foot_actions.go if going else self.foot_actions.cancel).setFocus()

    def _on_changed(self, changes: ChangeSet) -> None:
        """The step that takes back is the newest one, but the one that was taken back stays the current one."""
        del changes
        self.list.setFocus()

    def _on_gone_back(self, changes: ChangeSet) -> None:
        self._session.result(changes.label + ".", undo=True, change=changes.id)
        self._show_pane(self.pane)
        self.list.setFocus()

    def _on_lifetime_read(self, life: Lifetime) -> None:
        self.say_title(tr("History of {title}", title=life.title))
        self.comparing.begin(life, today())

    def _compare(self, first: object, last: object) -> None:
        record = self._record
        if record is None or not isinstance(first, date) or not isinstance(last, date):
            return
        reading = partial(read_comparison, record=record, first=first, last=last)
        self._session.read(reading, self.comparing.show_comparison, lambda error: self.comparing.refuse(str(error)), key="history: compare")

    def _show_side(self) -> None:
        if self._record is not None and self.sides.current() == COMPARE:
            self._show_pane(self.comparing)
        else:
            self._show_pane(self.pane if self.pane.detail is not None else self._blank)

    def _show_pane(self, pane: QWidget) -> None:
        self._panes.setCurrentWidget(pane)
        self._offer_actions()

    def _enter_pane(self) -> None:
        table = self.comparing.table if self._panes.currentWidget() is self.comparing else self.pane.table
        if table.isVisible() and table.shown:
            table.setFocus()
            table.go_to(max(0, table.currentIndex().row()))

    def _leave_table(self) -> None:
        if self._panes.currentWidget() is self.going:
            self.stay()
        else:
            self.list.setFocus()

    def _open_line(self, line: ChangeLine) -> None:
        end = line.shown
        if end is None:
            return
        if end.table in PAGES:
            self._session.open(PAGES[end.table], end if end.table in PARTS else end.id)
        else:
            self._session.open("records", end)

    def _offer_actions(self) -> None:
        """Show the actions of what is shown."""
        shown, detail = self._panes.currentWidget(), self.pane.detail
        reason = self._session.read_only_reason
        if shown is self.going:
            self.foot_actions.offer_going(reason, len(self.going.going))
        elif shown is self.pane and detail is not None:
            line = self.pane.current_line()
            has_record, newest = line is not None and line.shown is not None, self._found.newest if self._found is not None else 0
            is_marked = self._marked is not None
            self.foot_actions.offer_step(reason, detail, newest, has_record=has_record, is_marked=is_marked)
        else:
            self.foot_actions.offer_copy(reason, wanted=shown is self.comparing)

    def _on_open_requested(self, _page: str) -> None:
        """The record is shown elsewhere: give way to it."""
        self.close()

    def _on_failed(self, error: Exception) -> None:
        if self._panes.currentWidget() is self.going:
            self.going.refuse(str(error))
            self.foot_actions.go.setEnabled(True)
        else:
            self.say_wrong(str(error))
            self._offer_actions()

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        del tables  # each step is one line of the history, whatever it changed
        self._find()
        if self._panes.currentWidget() is self.going and self.going.step is not None:
            self._read_going(self.going.step)
        if self.comparing.days is not None and self._record is not None:
            self._compare(*self.comparing.days)
