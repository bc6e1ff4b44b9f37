"""Prunes the history by hand: before which day, and what goes and what stays, said before anything happens."""

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.backup_keeper import BackupKeeper
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec, typed_day
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.work import clock
from prodops_desktop.workspace import pruning
from prodops_desktop.workspace.pruning import Prunable

_YEAR = timedelta(days=365)


class PruneDialog(TakingDialog):
    """Counts anew with each day that is typed."""

    def __init__(self, parent: QWidget | None, session: Session, keeper: BackupKeeper) -> None:
        super().__init__(parent, tr("Prune the history"), tr("Prune"), width=520, height=330)
        self._session, self._keeper = session, keeper
        hint = tr("Type a day, such as 2026-01-31.")
        self.before = EditField(FieldSpec("before", tr("Values before"), read_day, hint, hint=hint), flat=False)
        self.before.show_text(formats.day(clock.today() - _YEAR))
        self.going = label(tr("Reading…"), "body", wrap=True)
        stays = tr(
            "What was done, when and by whom stays in the history, and so does everything as it is now. Only what stood there before can "
            "no longer be looked up."
        )
        self.body.addWidget(self.before)
        self.body.addWidget(self.going)
        self.body.addWidget(label(stays, "meta", "2", wrap=True))
        barred = tr("None of these steps can be undone any more, and neither can this be. A backup is made first.")
        self.body.addWidget(Note("warn", barred))
        self.body.addStretch(1)
        if isinstance(self.before.editor, QLineEdit):
            self.before.editor.textChanged.connect(lambda _: self._count())
        self.before.setFocus()
        self._count()

    def hand_over(self) -> None:
        """Prune in the background: the line above the foot of the window says what was done."""
        day = self.before.value()
        if isinstance(day, date):
            self._keeper.prune(day, by_hand=True)
            self.close()

    def _count(self) -> None:
        day = typed_day(self.before)
        self.save.setEnabled(False)
        if day is None:
            self.going.setText(tr("Type the day before which values are dropped, such as 2026-01-31."))
            return
        self._session.read(lambda store: pruning.prunable(store, day), lambda found: self._show(day, found), key=self)

    def _show(self, day: date, going: Prunable) -> None:
        self.save.setEnabled(going.steps > 0)
        if not going.steps:
            self.going.setText(tr("No step before {day} has values that could be dropped.", day=formats.day(day)))
            return
        text = tr(
            "{steps} before {day} changed {rows}. What stood in these before is dropped.",
            steps=counted(going.steps, "{n} step", "{n} steps"),
            day=formats.day(day),
            rows=counted(going.rows, "{n} row", "{n} rows"),
        )
        self.going.setText(text)
