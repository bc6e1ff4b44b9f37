"""Takes down why somebody lives with a conflict."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.ui.pages.experiments.wording import conflict_body, conflict_head
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.text import label


class AcceptDialog(TakingDialog):
    """``accept`` gets reason and owner; what it refuses is said in place."""

    def __init__(
        self, parent: QWidget, view: ExperimentView, conflict: Conflict, people: Sequence[str], accept: Callable[[str, str], None]
    ) -> None:
        super().__init__(parent, tr("Accept a risk"), tr("Accept the risk"), width=520, height=400)
        self._accept = accept
        own = view.experiment.id
        self.reason = EditField(FieldSpec("reason", tr("Because"), lines=4, placeholder=tr("why it does no harm")), flat=False)
        self.owner = EditField(FieldSpec("owner", tr("Owner")), flat=False)
        self.owner.offer(people)
        self.owner.show_text(view.experiment.owner or "")
        self.body.addWidget(label(f"{view.experiment.title} · {conflict_head(conflict, own)}", "name", wrap=True))
        self.body.addWidget(label(conflict_body(conflict, view.board.today), "meta", "2", wrap=True))
        self.body.addWidget(label(tr("It stands open again when it grows worse than it is now."), "meta", "3", wrap=True))
        for widget in (self.reason, self.owner):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.reason.setFocus()

    def hand_over(self) -> None:
        """Accept it."""
        self._accept(self.reason.text(), self.owner.text())
