"""What going back to a step takes away, shown before it is done."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.history.step_lines import plain_line, rows_text
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace.history import Step


class GoingPane(QWidget):
    """The steps that would be taken away, newest first; whether it is done the foot of the window asks."""

    def __init__(self) -> None:
        super().__init__()
        self.step: Step | None = None
        self.going: list[Step] = []
        self.title = label("", "page", wrap=True)
        self.said = label("", "meta", "2", wrap=True)
        columns = [
            Column("when", tr("When"), lambda step: Cell(formats.moment(step.moment[:16], self._today), "text_3"), width=112),
            Column("label", tr("Step"), lambda step: Cell(step.label, role="name", tip=step.label), width=0),
            Column("who", tr("Who"), lambda step: Cell(step.who, "text_3"), width=104, folds=1),
            Column("size", tr("Changed"), lambda step: Cell(plain_line(step).size, "text_2", right=True), right=True, width=104),
        ]
        self._today = date.min
        self.table = RecordTable(tr("What would be taken away"), columns, lambda step: step.id)
        self.wrong = Note("bad", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 12)
        column.setSpacing(8)
        for widget in (self.title, self.said, self.wrong):
            around = QVBoxLayout()
            around.setContentsMargins(20, 0, 20, 0)
            around.addWidget(widget)
            column.addLayout(around)
        table = QHBoxLayout()
        table.setContentsMargins(10, 0, 10, 0)  # its texts begin where those above do
        table.addWidget(self.table)
        column.addLayout(table, 1)

    def show_going(self, step: Step, going: list[Step], today: date) -> None:
        """Show what going back to ``step`` takes away."""
        self.step, self.going, self._today = step, going, today
        when = formats.moment(step.moment[:16], today)
        self.title.setText(tr("Go back to “{label}” of {when}", label=step.label, when=when))
        gone = counted(len(going), "It takes back {n} later step", "It takes back {n} later steps")
        rows = rows_text(sum(one.rows for one in going))
        said = tr("{gone}, which changed {rows}. That is one step: Undo brings all of it back.", gone=gone, rows=rows)
        self.said.setText(said if going else tr("No later step is in effect: this is how the file stands now."))
        self.wrong.say("bad", "")
        self.table.setVisible(bool(going))
        self.table.show_list(going)

    def refuse(self, reason: str) -> None:
        """Say why it can't be done."""
        self.wrong.say("bad", reason)


def take_text(going: int) -> str:
    """The button that does it."""
    return counted(going, "Take back {n} step", "Take back {n} steps")
