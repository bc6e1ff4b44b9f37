"""How the history window is put together: the list with its filters at the left, what it shows of a step at the right, actions below."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.ui.history.actions import Actions, Doing
from prodops_desktop.ui.history.comparing import ComparingPane
from prodops_desktop.ui.history.filters import FilterBar
from prodops_desktop.ui.history.finding import Wanted
from prodops_desktop.ui.history.going_back import GoingPane
from prodops_desktop.ui.history.reading import today
from prodops_desktop.ui.history.step_list import StepList
from prodops_desktop.ui.history.step_pane import StepPane
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments, button, tool_button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import Elided, Glyph

_WIDTH, _HEIGHT = 1258, 760
_AROUND = (48, 40)
"""What is left to see of the window behind it."""
_LIST_SHARE = 0.44
STEP, COMPARE = "step", "compare"


class HistoryFrame(Dialog):
    """The parts of the window in their places; the history window says what they do."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        room = parent.window().size()
        width, height = min(_WIDTH, room.width() - _AROUND[0]), min(_HEIGHT, room.height() - _AROUND[1])
        super().__init__(parent, tr("History"), note=tr("who changed what, in every area of the file"), width=width, height=height)
        self._session = session

    def _make_head(self, title: str) -> QFrame:
        head = QFrame()
        head.setObjectName("dialogHead")
        self.title = Elided(title, "page")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.whole_file = button(tr("History of the whole file"), self.leave_record, role="link")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(10)
        for widget in (Glyph("history", "text", 18), self.title, self.note, self.whole_file):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(tool_button("close", tr("Close (Esc)"), self.close))
        return head

    def build(self, doing: Doing) -> None:
        """Make the parts and lay them out."""
        self.filters = FilterBar(today)
        self.list = StepList(tr("Steps"), self._session)
        self.nothing = EmptyState(tr("Reading the history…"), tr("Show all steps"), self.filters.clear, icon="history")
        self.nothing.action.hide()
        self.about_all = Elided("", "meta", "3")
        self.pane, self.going, self.comparing = StepPane(today), GoingPane(), ComparingPane()
        self.wrong = Note("bad", "")
        self.sides = Segments([(STEP, tr("Steps")), (COMPARE, tr("Compare two days"))], name=tr("What is shown of the record"))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_left())
        row.addWidget(self._make_right(), 1)
        self.body.addLayout(row, 1)
        self.foot_actions = Actions(self.foot, doing)

    def _make_left(self) -> QFrame:
        left = QFrame()
        left.setObjectName("listPane")
        left.setFixedWidth(round(self.width() * _LIST_SHARE))
        self._lists = QStackedWidget()
        self._lists.addWidget(self.nothing)
        self._lists.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 9, 12, 9)
        foot.addWidget(self.about_all)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._lists, 1)
        column.addLayout(foot)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget()
        self._panes = QStackedWidget()
        self._blank = QWidget()
        for pane in (self._blank, self.pane, self.going, self.comparing):
            self._panes.addWidget(pane)
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 10, 20, 0)
        bar.addWidget(self.sides)
        bar.addStretch(1)
        around = QVBoxLayout()
        around.setContentsMargins(20, 0, 20, 0)
        around.addWidget(self.wrong)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(around)
        column.addWidget(self._panes, 1)
        return right

    def show_scope(self, *, one: bool) -> None:
        """Be the history of ``one`` record, whose title comes later, or of the whole file."""
        self.sides.setVisible(one)
        self.whole_file.setVisible(one)
        self.note.setVisible(not one)
        if not one:
            self.say_title(tr("History"))
            self.sides.choose(STEP)

    def say_title(self, title: str) -> None:
        """Say whose history it is."""
        self.setWindowTitle(title)
        self.title.setText(title)

    def say_nothing(self, wanted: Wanted) -> None:
        """Say why no step is listed."""
        if not wanted.is_anything:
            self.nothing.say(tr("No step fits these filters."))
        elif wanted.record is not None:
            self.nothing.say(tr("No step changed this record."), tr("It ships with the program, or came with rows of a sheet."))
        else:
            self.nothing.say(tr("Nothing has been changed in this file yet."), tr("Each change is listed here, with what it changed."))
        self.nothing.action.setVisible(not wanted.is_anything)

    def say_wrong(self, text: str) -> None:
        """Say what went wrong; an empty text takes it away."""
        self.wrong.say("bad", text)

    def leave_record(self) -> None:
        """Show the history of the whole file."""
        raise NotImplementedError
