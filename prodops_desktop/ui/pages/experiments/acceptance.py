"""Takes down why somebody lives with a conflict."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.ui.pages.experiments.wording import conflict_body, conflict_head
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label


class AcceptDialog(Dialog):
    """``accept`` gets reason and owner; what it refuses is said in place."""

    def __init__(
        self, parent: QWidget, view: ExperimentView, conflict: Conflict, people: Sequence[str], accept: Callable[[str, str], None]
    ) -> None:
        super().__init__(parent, tr("Accept a risk"), width=520, height=360)
        self._accept = accept
        own = view.experiment.id
        self.reason = EditField(FieldSpec("reason", tr("Because"), lines=4, placeholder=tr("why it does no harm")), flat=False)
        self.owner = EditField(FieldSpec("owner", tr("Owner")), flat=False)
        self.owner.offer(people)
        self.owner.show_text(view.experiment.owner or "")
        self.wrong = Note("bad", "")
        self.body.addWidget(label(f"{view.experiment.title} · {conflict_head(conflict, own)}", "name", wrap=True))
        self.body.addWidget(label(conflict_body(conflict, view.board.today), "meta", "2", wrap=True))
        self.body.addWidget(label(tr("It stands open again when it grows worse than it is now."), "meta", "3", wrap=True))
        for widget in (self.reason, self.owner, self.wrong):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.save = button(tr("Accept the risk"), self.take, role="primary")
        self.save.setShortcut("Ctrl+Return")
        self.foot.insertWidget(1, self.save)
        self.reason.setFocus()

    def take(self) -> None:
        """Accept it."""
        self.save.setEnabled(False)
        self._accept(self.reason.text(), self.owner.text())

    def refuse(self, reason: str) -> None:
        """Say what is missing."""
        self.save.setEnabled(True)
        self.wrong.say("bad", reason)
