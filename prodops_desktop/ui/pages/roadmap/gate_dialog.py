"""Takes down how a gate of a launch stands: passed only with evidence, not applicable only with a reason."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from prodops_desktop.roadmap.launches import GateView
from prodops_desktop.roadmap.model import NOT_APPLICABLE, OPEN, PASSED, GateCheck
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.records.record_fields import optional_day_hint
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.text import label

Check = Callable[[str, str | None, str | None, date | None], None]


class GateDialog(TakingDialog):
    """``check`` gets state, evidence, name and day; what it refuses is said in place.

    A note on an open gate is no evidence yet: it is shown as a line, and stands in the fields only where the gate stays open.
    """

    def __init__(self, parent: QWidget, view: ItemView, gate: GateView, people: Sequence[str], check: Check) -> None:
        super().__init__(parent, tr("Gate of {title}", title=view.item.title), tr("Take down"), width=540, height=420)
        self._check = check
        self._noted = gate.check if gate.state == OPEN else None
        states = [(OPEN, tr("Open")), (PASSED, tr("Passed")), (NOT_APPLICABLE, tr("Does not apply"))]
        self.state = Segments(states, gate.state, tr("How it stands"))
        hint = tr("a link, a file, or what is to be seen; why, where it does not apply")
        self.evidence = EditField(FieldSpec("evidence", tr("Evidence"), placeholder=hint, lines=3), flat=False)
        self.who = EditField(FieldSpec("who", tr("Signed by"), placeholder=tr("a name")), flat=False)
        self.day = EditField(FieldSpec("day", tr("On"), read_day, tr("today"), hint=optional_day_hint), flat=False)
        self._today = view.plan.today
        self._fill(gate.check if self._noted is None else None)
        self.who.offer(people)
        due = tr("due {day}", day=formats.day(gate.due, view.plan.today)) if gate.due else tr("due once the launch has a day")
        about = f"{gate.gate.function} · {due} · {tr('evidence: {what}', what=gate.gate.evidence)}"
        self.body.addWidget(label(gate.gate.name, "name", wrap=True))
        self.body.addWidget(label(about, "meta", "3", wrap=True))
        if self._noted is not None:
            self.body.addWidget(label(tr("Noted so far: {note}", note=_note_text(self._noted)), "meta", "2", wrap=True))
        for widget in (self.state, self.evidence, self.who, self.day):
            self.body.addWidget(widget)
        more = tr("A gate is green only with evidence: a link, a file, or a name with a day.")
        self.body.addWidget(label(more, "meta", "3", wrap=True))
        self.body.addStretch(1)
        if gate.state == OPEN:
            self.state.choose(PASSED)
        self.state.chosen.connect(self._on_state_chosen)
        self.evidence.setFocus()

    def hand_over(self) -> None:
        """Take it down."""
        day: Any = self.day.value()
        self._check(self.state.current(), self.evidence.text().strip() or None, self.who.text().strip() or None, day)

    def _fill(self, found: GateCheck | None) -> None:
        self.evidence.show_text((found.evidence or "") if found else "")
        self.who.show_text((found.who or "") if found else "")
        self.day.show_text(formats.day(found.day if found and found.day else self._today))

    def _on_state_chosen(self, state: str) -> None:
        """Keep the note of a gate that stays open, as long as nothing else is typed."""
        if self._noted is not None and not any(field.is_typed() for field in (self.evidence, self.who, self.day)):
            self._fill(self._noted if state == OPEN else None)


def _note_text(found: GateCheck) -> str:
    return ", ".join(part for part in (found.evidence, found.who, formats.day(found.day) if found.day else "") if part)
