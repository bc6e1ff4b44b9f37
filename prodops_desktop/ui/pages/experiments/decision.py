"""Takes down what was decided about an experiment: the choice, why, what was learnt, by whom and when."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.statistics.results import SHIP as SUGGEST_SHIP
from prodops_desktop.experiments.store import SHIP, STOP, Verdict, choices_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.pages.experiments.wording import choice_title
from prodops_desktop.ui.records.record_fields import day_examples, day_hint
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec, typed_day
from prodops_desktop.ui.widgets.text import label

Record = Callable[[Verdict], None]


class DecisionDialog(TakingDialog):
    """``record`` gets the verdict; what it refuses is said in place."""

    def __init__(self, parent: QWidget, view: ExperimentView, people: Sequence[str], record: Record) -> None:
        one, before = view.experiment, view.decision
        super().__init__(parent, tr("Decide about {title}", title=one.title), tr("Record decision"), width=560, height=600)
        self._record, self._ends = record, one.ends
        self.choices = self._make_choices(view)
        self.reason = _field("reason", tr("Because"), lines=3, placeholder=tr("what speaks for it"))
        self.learning = _field("learning", tr("Learning"), lines=3, placeholder=tr("what the next one should know"))
        self.early = _field("early", tr("Why before its end"), lines=2)
        self.owner = _field("owner", tr("Owner"))
        self.day = EditField(FieldSpec("day", tr("Decided on"), read_day, hint=day_hint), flat=False)
        self.owner.offer(people)
        self.reason.show_text(before.reason if before else "")
        self.learning.show_text(one.learning or "")
        self.early.show_text(one.early_reason or "")
        self.owner.show_text((before.owner if before else one.owner) or "")
        self.day.show_text(before.day if before else view.board.today.isoformat())
        self._add_what_speaks(view)
        for widget in (self.reason, self.learning, self.early, self.owner, self.day):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.day.decided.connect(lambda *_: self._show_early())
        self._show_early()
        (self.choices[self._current()]).setFocus()

    def hand_over(self) -> None:
        """Take the decision down."""
        day = typed_day(self.day)
        if day is None:
            raise UserError(tr("Type the day on which it was decided, such as {days}.", days=day_examples()))
        verdict = Verdict(self._current(), self.reason.text(), self.owner.text(), day, self.learning.text(), self.early.text())
        self._record(verdict)

    def choose(self, choice: str) -> None:
        """Mark a choice."""
        self.choices[choice].setChecked(True)

    def _current(self) -> str:
        return next((choice for choice, radio in self.choices.items() if radio.isChecked()), STOP)

    def _make_choices(self, view: ExperimentView) -> dict[str, QRadioButton]:
        """A radio button a choice; what the figures suggest is chosen as long as nobody decided otherwise."""
        group, holder = QButtonGroup(self), QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        made: dict[str, QRadioButton] = {}
        for choice in choices_of(view.experiment):
            radio = QRadioButton(choice_title(choice))
            group.addButton(radio)
            column.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
            made[choice] = radio
        suggested = (
            next((f"{SHIP} {one.variant}" for one in view.analysis.suggestions if one.choice == SUGGEST_SHIP), STOP)
            if view.analysis is not None
            else STOP
        )
        chosen = view.decision.choice if view.decision is not None else suggested
        made.get(chosen, made[STOP]).setChecked(True)
        self.body.addWidget(label(tr("Decision"), "section"))
        self.body.addWidget(holder)
        return made

    def _add_what_speaks(self, view: ExperimentView) -> None:
        """What the figures say, so that nobody has to remember them."""
        if view.analysis is None:
            self.body.addWidget(label(tr("No reading of it was recorded."), "meta", "3", wrap=True))
            return
        said = [view.analysis.headline, *(f"{one.variant}: {one.reason}" for one in view.analysis.suggestions)]
        day = formats.day(view.readings[0].day, view.board.today)
        self.body.addWidget(label(tr("{said} (Reading of {day}.)", said=" ".join(said), day=day), "meta", "2", wrap=True))

    def _show_early(self) -> None:
        """Whoever decides before the planned end is asked why."""
        day = typed_day(self.day)
        self.early.setVisible(self._ends is not None and day is not None and day < self._ends)


def _field(id_: str, title: str, *, lines: int = 1, placeholder: str = "") -> EditField:
    return EditField(FieldSpec(id_, title, lines=lines, placeholder=placeholder), flat=False)
