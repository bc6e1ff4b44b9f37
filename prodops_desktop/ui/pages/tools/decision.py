"""Takes down what was decided about a contract: renew, drop or renegotiate, why, by whom and when."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.tools.model import CHOICES
from prodops_desktop.tools.views import ContractView, ToolView
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.pages.tools.cells import CHOICES as WORDS
from prodops_desktop.ui.records.record_fields import day_examples, day_hint
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec, typed_day
from prodops_desktop.ui.widgets.text import label

Record = Callable[[str, str, str, date], None]


class DecisionDialog(TakingDialog):
    """``record`` gets choice, reason, owner and day; what it refuses is said in place."""

    def __init__(self, parent: QWidget, view: ToolView, one: ContractView, today: date, people: Sequence[str], record: Record) -> None:
        super().__init__(parent, tr("Decide about {tool}", tool=view.tool.name), tr("Record decision"), width=520, height=400)
        self._record = record
        before = one.decision
        self.choice = Segments([(choice, WORDS[choice]) for choice in CHOICES], before.choice if before else "renew", tr("Decision"))
        self.reason = EditField(FieldSpec("reason", tr("Because"), lines=4, placeholder=tr("what speaks for it")), flat=False)
        self.owner = EditField(FieldSpec("owner", tr("Owner")), flat=False)
        self.day = EditField(FieldSpec("day", tr("Decided on"), read_day, hint=day_hint), flat=False)
        self.owner.offer(people)
        self.reason.show_text(before.reason if before else "")
        self.owner.show_text((before.owner if before else view.tool.owner) or "")
        self.day.show_text(before.day if before else today.isoformat())
        if one.deadline is not None:
            days = tr("Notice can be given until {day}; the term ends on {end}.", day=formats.day(one.deadline.day, today),
                      end=formats.day(one.deadline.term_end, today))  # fmt: skip
            self.body.addWidget(label(days, "meta", "2", wrap=True))
        for widget in (self.choice, self.reason, self.owner, self.day):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.choice.setFocus()

    def hand_over(self) -> None:
        """Take the decision down."""
        day = typed_day(self.day)
        if day is None:
            raise UserError(tr("Type the day on which it was decided, such as {days}.", days=day_examples()))
        self._record(self.choice.current(), self.reason.text(), self.owner.text(), day)
