"""What the tabs Needs and By segment have in common: filters above, a note where something is wrong, and a table or an empty state."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.feedback.needs.model import Needs
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.feedback.need_filters import NeedFilters
from prodops_desktop.ui.pages.feedback.need_wording import empty_text, summary_texts, summary_tip
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.ui.widgets.toolbar import PageToolbar


class NeedTab(QWidget):
    """Emits the tag of the need that was chosen, or entered; ``triage_wanted`` is what an empty tab offers."""

    chosen = Signal(int)
    entered = Signal(int, str)
    """A need was entered, in the column of a segment, or empty."""
    triage_wanted = Signal()

    def __init__(self, table: RecordTable, content: QWidget) -> None:
        super().__init__()
        self.table, self._content = table, content
        self.search = SearchField(tr("Filter needs"))
        self.search.setMinimumWidth(px(110))
        self.search.setMaximumWidth(px(150))
        self.filters = NeedFilters(self)
        self.summary = Elided("", "meta", "3")
        self._summaries = ("", "")
        """The same in more and in fewer words."""
        self.wrong = Note("bad", "")
        self.empty = EmptyState("", tr("Go to the triage"), self.triage_wanted.emit, icon="tag-outline", more=" ")
        self.stack = QStackedWidget()
        self.stack.addWidget(content)
        self.stack.addWidget(self.empty)
        self.search.textChanged.connect(table.filter)
        self.search.left.connect(self.focus)
        table.left.connect(self.search.setFocus)
        table.chosen.connect(lambda tag: self.chosen.emit(tag))
        table.entered_row.connect(lambda row: self.entered.emit(table.records.key_at(row), self.entered_segment()))

    def build(self, toolbar: PageToolbar, *notes: QWidget) -> None:
        """Put everything in its place."""
        toolbar.add_right(self.summary)
        self._toolbar = toolbar
        self._around = QWidget()
        inside = QVBoxLayout(self._around)
        inside.setContentsMargins(GUTTER, 8, GUTTER, 8)
        inside.setSpacing(8)
        for note in (self.wrong, *notes):
            inside.addWidget(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(toolbar)
        column.addWidget(self._around)
        column.addWidget(self.stack, 1)
        self._around.hide()

    def entered_segment(self) -> str:
        """The segment that the current column is of; empty for every other column."""
        return ""

    def show_head(self, needs: Needs, *, any_shown: bool) -> None:
        """Choose what was asked for, and say what that is; or why nothing is shown."""
        self.filters.show_needs(needs)
        self._summaries = summary_texts(needs)
        self._say_summary()
        self.summary.set_tip(summary_tip(needs))
        self.say()
        self.empty.say(*empty_text(needs))
        self.stack.setCurrentWidget(self._content if any_shown else self.empty)

    def show_error(self, sentence: str) -> None:
        """Say in place why there are no needs to show, such as that nobody knows who is in the segment."""
        self.say(sentence)
        self._summaries = ("", "")
        self._say_summary()
        self.summary.set_tip("")
        self.stack.setCurrentWidget(self._content)
        self.table.show_list([])

    def say(self, wrong: str = "", *, more: bool = False) -> None:
        """Say what is wrong, if anything; ``more`` is whether another note is shown."""
        self.wrong.say("bad", wrong)
        self._around.setVisible(bool(wrong) or more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._say_summary()

    def choose(self, tag: int | None) -> bool:
        """Mark a need without telling anyone; False where it is not shown."""
        return self.table.choose(tag)

    def focus(self) -> None:
        """The keyboard goes to the table, or to the one thing that can be done."""
        if self.stack.currentWidget() is self.empty:
            self.empty.action.setFocus()
            return
        if self.table.records.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.table.setFocus()

    def _say_summary(self) -> None:
        """Say the summary in more words where that makes nothing else fold or be cut."""
        more, fewer = self._summaries
        metrics = self.summary.fontMetrics()
        room = self._toolbar.room_of(self.summary, metrics.horizontalAdvance(fewer), self.width())
        self.summary.setText(more if metrics.horizontalAdvance(more) < room else fewer)
