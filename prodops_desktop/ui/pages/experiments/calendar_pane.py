"""The tab Calendar: what to look at, the conflicts in a line, and the timeline on which experiments are moved."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.experiments.board import Board
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.collisions.interference import GRADES as ALL_GRADES
from prodops_desktop.experiments.collisions.interference import HIGH, MEDIUM, at_least
from prodops_desktop.experiments.collisions.plans import Window
from prodops_desktop.ui.charts.timeline_look import MONTH, QUARTER, YEAR
from prodops_desktop.ui.charts.timeline_pane import LookedThrough
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.pages.experiments.calendar_view import (
    BY_GOAL,
    BY_SURFACE,
    BY_TEAM,
    live_marks,
    timeline_of,
    weeks_of,
)
from prodops_desktop.ui.pages.experiments.status_legend import StatusLegend
from prodops_desktop.ui.pages.experiments.wording import GRADES, conflict_sentence, conflicts_text, load_by_week, load_text, short_name
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.ui.widgets.toolbar import PageToolbar

_PAUSE_MS = 100
"""While a bar is dragged, the least time between two tellings of what it would collide with.

Elsewhere that is laid out as text, which takes as long as a step of the drag itself; nobody reads faster.
"""
_SOON_MS = 2
"""How soon it is told, and asked again whether the bars are painted."""


class CalendarPane(LookedThrough):
    """Its bars are experiments, by their ids."""

    considered = Signal(object, object)
    """An experiment that is being dragged, and what it would collide with, at times; what it collides with once the drag was given up."""

    def __init__(self, add: Callable[[], None]) -> None:
        scales = [(MONTH, tr("Month")), (QUARTER, tr("Quarter")), (YEAR, tr("Year"))]
        super().__init__(scales, QUARTER, [(BY_SURFACE, tr("Surface")), (BY_TEAM, tr("Team")), (BY_GOAL, tr("Goal"))])
        self._board: Board | None = None
        self._may_move = True
        self._brought: object = None
        """The experiment that was brought into sight last, with the days that it had."""
        self.search.setFixedWidth(px(92))
        self.legend = StatusLegend()
        self.add = button(tr("Experiment"), add, icon="plus")
        self.conflicts = label("", "name")
        self.chips = QHBoxLayout()
        self.load = Elided("", "meta", "3")
        self.unknown = Note("warn", "")
        self._waiting: tuple[int, Sequence[Conflict]] | None = None
        self._pause = QTimer(self, singleShot=True)
        self._build()
        self._connect()

    def show_board(self, board: Board, *, may_move: bool) -> None:
        """Show another reading of the board; what is looked at stays."""
        self._forget_considered()
        self._board, self._may_move = board, may_move
        self.begin(board.today)
        self.draw()
        self._show_conflicts(board)
        self.legend.show_counts(board)
        self.load.setText(load_text(board))

    def choose(self, experiment: int | None) -> None:
        """Mark an experiment without telling anyone; bring its days into sight once it is another one, or has other days."""
        view = self._board.find(experiment) if self._board is not None else None
        one, look = view.experiment if view is not None and view in self._board_dated() else None, self.look
        if one is not None and one.starts is not None and one.ends is not None and look is not None:
            brought = (one.id, one.starts, one.ends)
            if brought != self._brought and (one.ends < look.first or one.starts > look.last):
                self.go_to(one.starts)
            self._brought = brought
        self.timeline.select(experiment)

    def put_back(self) -> None:
        """Show a bar again where it was, with what it collides with there: moving it was refused."""
        self.timeline.revert()
        self._on_cancelled()

    def shown_on(self) -> date | None:
        """Today as the board knows it."""
        return self._board.today if self._board is not None else None

    def draw(self) -> None:
        """Show the board as it is looked at."""
        if self._board is not None and self.look is not None:
            self.timeline.show_timeline(timeline_of(self._board, self.look, may_move=self._may_move))

    def _board_dated(self) -> tuple[object, ...]:
        return self._board.dated if self._board is not None else ()

    def _build(self) -> None:
        toolbar = PageToolbar(self.scale, self.earlier, self.today, self.later, self.lanes, self.search)
        toolbar.add_right(self.legend, self.add)
        toolbar.may_fold(self.lanes, self.search)
        toolbar.may_follow(self.legend)
        self._strip, row = self.make_strip()
        self.chips.setSpacing(8)
        row.addWidget(self.conflicts)
        row.addLayout(self.chips)
        row.addStretch(1)
        row.addWidget(self.load)
        note = QWidget()
        around = QVBoxLayout(note)
        around.setContentsMargins(GUTTER, 8, GUTTER, 8)
        around.addWidget(self.unknown)
        self._note = note
        note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (toolbar, self._strip, note):
            column.addWidget(widget)
        column.addWidget(self.timeline, 1)

    def _connect(self) -> None:
        self.timeline.moved.connect(self.moved)
        self.timeline.dragging.connect(self._on_dragging)
        self.timeline.cancelled.connect(self._on_cancelled)
        self._pause.timeout.connect(self._tell_considered)

    def _on_dragging(self, key: object, starts: object, ends: object) -> None:
        """Say while it is dragged what it would collide with, and how much would be live."""
        board, look = self._board, self.look
        plan = board.book.plans.get(key) if board is not None and isinstance(key, int) else None
        if board is None or look is None or plan is None or not isinstance(starts, date) or not isinstance(ends, date):
            return
        book = board.book.moved(plan.moved(starts, ends))
        load = load_by_week(board).moved((plan.starts, plan.ends), (starts, ends))
        self.timeline.show_live(live_marks(board, book, plan.id), weeks_of(load, look, board.today))
        self._waiting = plan.id, book.by_experiment.get(plan.id, ())
        if not self._pause.isActive():
            self._pause.start(_SOON_MS)

    def _tell_considered(self) -> None:
        """Say it once the bars are painted: who shows it has much to lay out, and both at once would hold the window up."""
        if self.timeline.is_unpainted:
            self._pause.start(_SOON_MS)
            return
        told, self._waiting = self._waiting, None
        if told is not None:
            self.considered.emit(*told)
            self._pause.start(_PAUSE_MS)

    def _forget_considered(self) -> None:
        self._waiting = None
        self._pause.stop()

    def _on_cancelled(self) -> None:
        self._forget_considered()
        key = self.timeline.current
        if self._board is not None and key is not None:
            self.considered.emit(key, self._board.book.by_experiment.get(key, ()))

    def _choose_next(self, colliding: Sequence[int]) -> None:
        """Choose the first of those that collide, or the one after the one that is chosen."""
        ordered = list(dict.fromkeys(colliding))
        current = self.timeline.current
        at = ordered.index(current) + 1 if current in ordered else 0
        self.chosen.emit(ordered[at % len(ordered)])

    def _show_conflicts(self, board: Board) -> None:
        self.conflicts.setText(conflicts_text(board))
        if has_keyboard(self._strip):
            self.timeline.setFocus()  # the chip that has it goes away
        clear_layout(self.chips)
        for grade in ALL_GRADES:
            found = board.open_conflicts[grade]
            if not found:
                continue
            first = found[0]
            text = f"{GRADES[grade]} {len(found)}"
            if grade == ALL_GRADES[0]:
                text = f"{text}: {_what_blocks(first)}"
            made = button(text, partial(self._choose_next, [one.moved_plan.id for one in found]), role="chip")
            made.setProperty("tone", "bad" if at_least(grade, HIGH) else "warn" if grade == MEDIUM else "")
            made.setToolTip("\n".join(conflict_sentence(one, one.moved_plan.id) for one in found[:6]))
            self.chips.addWidget(made)
            made.show()
        unknown = sorted({name for view in board.dated if (name := view.experiment.segment) and board.populations.size(name) is None})
        said = (
            tr("Nobody knows yet who is in {names}: {why}", names=", ".join(unknown[:3]), why=board.populations.why_unknown(unknown[0]))
            if unknown
            else ""
        )
        self.unknown.say("warn", said)
        self._note.setVisible(bool(said))


def _what_blocks(conflict: Conflict) -> str:
    """“EXP-43 in freeze”, “EXP-41 and EXP-44”."""
    code = conflict.a.experiment.code
    if isinstance(conflict.b, Window):
        return tr("{code} in freeze", code=code)
    return tr("{code} and {other}", code=code, other=short_name(conflict.b))
