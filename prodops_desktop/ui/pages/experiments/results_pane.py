"""The tab Results: the experiments with something to read, and of one its conclusion, checks, variants and forest plot."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.model import Reading
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.forest import ForestPlot
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.delegates import Lines
from prodops_desktop.ui.models.lists import RecordList
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.experiments.results_more import MorePane
from prodops_desktop.ui.pages.experiments.results_view import Check, checks_of, exposed_sentences, forest_of, variant_columns, variant_lines
from prodops_desktop.ui.pages.experiments.wording import days_text, outcome_text, state_text
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER, HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.ui.widgets.buttons import Segments, button, tool_button
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.reflow import Reflow
from prodops_desktop.ui.widgets.stacks import stack_on
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import Elided, Glyph, label

_LIST_WIDTH = growing(232)
_ICONS = {"good": "check-circle-outline", "warn": "alert-outline", "bad": "alert-octagon-outline", "note": "information-outline"}
_ALL, _TO_DECIDE = "all", "decide"


@dataclass(frozen=True)
class ReadingActions:
    """What can be done with readings."""

    record: Callable[[], None]
    change: Callable[[Reading], None]
    delete: Callable[[Reading], None]


class ResultsPane(QWidget):
    """Emits the id of the experiment that was chosen."""

    chosen = Signal(object)

    def __init__(self, actions: ReadingActions) -> None:
        super().__init__()
        self._actions = actions
        self._board: Board | None = None
        self._view: ExperimentView | None = None
        self._reason: str | None = None
        self.which = Segments([(_ALL, tr("All")), (_TO_DECIDE, tr("To decide"))], _ALL, tr("Which"))
        self.search = SearchField(tr("Filter results"))
        self.list = RecordList(tr("Results"), _lines, lambda view: view.experiment.id)
        self.title = Elided("", "section")
        self.about = Elided("", "meta", "3")
        self.record = button(tr("Record reading"), actions.record, icon="plus", small=True)
        self.headline = label("", "item", wrap=True, selectable=True)
        self.problems = Note("warn", "")
        self.remarks = Note("note", "")
        self.checks = QWidget()
        self.check_cards = Reflow(self.checks, least=growing(128))
        self.variants = RecordTable(tr("Variants"), variant_columns(), lambda line: line.variant.name)
        self.primary = Elided("", "meta", "3")
        self.forest = ForestPlot()
        self.more = MorePane()
        self._rows = QWidget()
        self.readings = QVBoxLayout(self._rows)
        self.nothing = EmptyState(
            tr("Nothing was read of this experiment yet."),
            tr("Record a reading"),
            actions.record,
            icon="flask-outline",
            more=tr("Type the totals of each variant, or drop a sheet with them on this window."),
        )
        self.empty = EmptyState(
            tr("No experiment runs or is over yet."), more=tr("Results of those that were imported or typed in stand here.")
        )
        self._build()
        self._connect()

    @property
    def table(self) -> RecordTable:
        """The table that is copied."""
        return self.variants

    def show_board(self, board: Board, reason: str | None) -> None:
        """Show another reading of the board; ``reason`` says why nothing can be changed."""
        self._board, self._reason = board, reason
        self.which.set_text(_ALL, tr("All {n}", n=len(board.read)))
        self.which.set_text(_TO_DECIDE, tr("To decide {n}", n=sum(view.asks_decision for view in board.read)))
        self.stack.setCurrentIndex(0 if board.read else 1)
        for control in (self.record, self.nothing.action):
            control.setEnabled(reason is None)
            control.setToolTip(reason or "")
        self._fill()

    def choose(self, view: ExperimentView | None) -> None:
        """Show the result of an experiment without telling anyone."""
        self._view = view
        self.list.choose(view.experiment.id if view is not None else None)
        self._show()

    def _build(self) -> None:
        pane = QFrame()
        pane.setObjectName("listPane")
        pane.setFixedWidth(_LIST_WIDTH)
        top = QVBoxLayout()
        top.setContentsMargins(GUTTER, 10, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.which)
        top.addWidget(self.search)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 1, 0)  # the list leaves the line at the edge to be seen
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.detail, both = QStackedWidget(), QWidget()
        self.stack = stack_on(self, both, self.empty)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(pane)
        row.addWidget(self.detail, 1)
        self.detail.addWidget(self._make_detail())
        self.detail.addWidget(self.nothing)

    def _make_detail(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GUTTER, 14, GUTTER, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.about, 1)
        head.addWidget(self.record)
        column.addLayout(head)
        for widget in (self.headline, self.problems, self.remarks, self.checks):
            column.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(label(tr("Variants"), "section"))
        line.addWidget(self.primary, 1)
        column.addLayout(line)
        for policy in (self.variants.setVerticalScrollBarPolicy, self.variants.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.variants)
        column.addWidget(self.forest)
        column.addWidget(self.more)
        column.addWidget(label(tr("Readings"), "section"))
        self.readings.setContentsMargins(0, 0, 0, 0)
        self.readings.setSpacing(2)
        column.addWidget(self._rows)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _connect(self) -> None:
        self.which.chosen.connect(lambda _: self._fill())
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.left.connect(self.list.setFocus)
        self.list.chosen.connect(self.chosen)
        self.list.entered.connect(self.forest.setFocus)

    def _fill(self) -> None:
        if self._board is None:
            return
        words = self.search.text().casefold().split()
        kept = [view for view in self._board.read if self.which.current() == _ALL or view.asks_decision]
        kept = [view for view in kept if all(word in f"{view.experiment.title} {state_text(view)}".casefold() for word in words)]
        self.list.show_records(kept)
        self.list.choose(self._view.experiment.id if self._view is not None else None)

    def _show(self) -> None:
        view = self._view
        self.detail.setCurrentIndex(0 if view is not None and view.readings else 1)
        if view is None:
            self.nothing.say(tr("Choose an experiment."))
            self.nothing.action.hide()
            return
        self.nothing.action.show()
        arms = [view.mismatch.sentence, *exposed_sentences(view)] if view.mismatch is not None else []
        self.nothing.say(tr("Nothing was read of {title} yet.", title=view.experiment.title),
                         " ".join([*arms, tr("Type the totals of each variant, or drop a sheet with them on this window.")]))  # fmt: skip
        if view.analysis is None:
            return
        one = view.experiment
        self.title.setText(one.title)
        about = (days_text(one, view.board.today), one.surface, one.segment or tr("everybody"))
        self.about.setText(" · ".join(part for part in about if part))
        self.headline.setText(view.analysis.headline)
        self.problems.say("warn", " ".join([*view.analysis.problems, *exposed_sentences(view)]))
        self.remarks.say("note", " ".join(view.analysis.remarks))
        self._show_checks(checks_of(view))
        primary = one.primary
        self.primary.setText(tr("Primary: {metric}", metric=primary.name) if primary is not None else "")
        lines = variant_lines(view)
        self.variants.show_list(lines)
        self.variants.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * len(lines) + 4)
        self.forest.show_forest(forest_of(view), tr("No metric can be compared in this reading."))
        self.more.show_result(view)
        self._show_readings(view)

    def _show_checks(self, checks: list[Check]) -> None:
        clear_layout(self.check_cards)
        self.check_cards.set_most(len(checks))
        for check in checks:
            card = QFrame()
            card.setProperty("card", "true")
            column = QVBoxLayout(card)
            column.setContentsMargins(10, 8, 10, 8)
            column.setSpacing(3)
            head = QHBoxLayout()
            head.setSpacing(6)
            head.addWidget(Glyph(_ICONS[check.tone], "text_2" if check.tone == "note" else check.tone, 14))
            head.addWidget(label(check.title, "meta", "2"), 1)
            column.addLayout(head)
            column.addWidget(Elided(check.text, "name"))
            card.setToolTip(check.tip)
            card.setAccessibleName(f"{check.title}: {check.text}")
            self.check_cards.addWidget(card)
            card.show()

    def _show_readings(self, view: ExperimentView) -> None:
        if has_keyboard(self._rows):
            self.record.setFocus()  # what stands nearest, and stays
        clear_layout(self.readings)
        today = view.board.today
        for reading in view.readings:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            day = formats.day(reading.day, today)
            said = counted(len(reading.totals), "{n} total", "{n} totals")
            early = view.experiment.ends is not None and reading.day < view.experiment.ends
            when = tr(", before the planned end") if early else ""
            line.addWidget(label(f"{day}{when}", "meta"))
            line.addWidget(Elided(" · ".join(part for part in (said, reading.note) if part), "meta", "3"), 1)
            if self._reason is None:
                line.addWidget(button(tr("Edit"), partial(self._actions.change, reading), role="link"))
                line.addWidget(tool_button("close", tr("Delete the reading of {day}", day=day), partial(self._actions.delete, reading)))
            self.readings.addWidget(row)
            row.show()


def _lines(view: ExperimentView) -> Lines:
    text, tone = outcome_text(view)
    return Lines(view.experiment.name, text, f"{view.experiment.code} · {state_text(view)}", value_tone=tone)
