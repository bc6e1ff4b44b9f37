"""Shows what restoring the tags that ship would change, and does it where that is wanted."""

from typing import Any

from PySide6.QtWidgets import QWidget

from prodops_desktop.feedback.taxonomy import ShippedChange, restore_shipped, shipped_changes
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.text import label

_WHAT = {
    "added": tr("Added again"),
    "name": tr("Name"),
    "group": tr("Group"),
    "definition": tr("Definition"),
    "example": tr("Example"),
    "not_this": tr("Not this"),
}
_NOTHING_SIZE = (480, 180)


class RestoreDialog(TakingDialog):
    """A line for each change; tags of one's own, and what is tagged, stay."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent, tr("Restore the shipped tags"), tr("Restore"), width=720, height=480)
        self._session = session
        self.said = label(tr("Reading…"), "meta", "2", wrap=True)
        columns = [
            Column("tag", tr("Tag"), lambda one: Cell(one.tag, role="name"), width=170),
            Column("what", tr("What"), lambda one: Cell(_WHAT[one.what]), width=110),
            Column("before", tr("Now"), lambda one: Cell(one.before or formats.MISSING, "text_2", tip=one.before), width=0),
            Column("after", tr("As it ships"), lambda one: Cell(one.after, tip=one.after), width=0),
        ]
        self.table = RecordTable(tr("Changes"), columns, lambda one: (one.tag, one.what))
        self.body.addWidget(self.said)
        self.body.addWidget(self.table, 1)
        self.save.setEnabled(False)
        session.read(shipped_changes, self._on_read, lambda error: self.refuse(str(error)))

    def hand_over(self) -> None:
        """Restore them, in one step."""
        self._session.run(restore_shipped, self._on_restored, lambda error: self.refuse(str(error)))

    def _on_read(self, found: list[ShippedChange]) -> None:
        self.table.show_list(found)
        self.table.setVisible(bool(found))
        said = counted(
            len(found),
            "{n} change; tags of your own, and what is tagged, stay.",
            "{n} changes; tags of your own, and what is tagged, stay.",
        )
        self.said.setText(said if found else tr("The shipped tags are as they shipped; there is nothing to restore."))
        if not found:
            self.resize(*_NOTHING_SIZE)
        self.save.setEnabled(bool(found) and self._session.read_only_reason is None)

    def _on_restored(self, changes: Any) -> None:
        self._session.result(tr("Restored the shipped tags."), undo=True, change=changes.id)
        self.close()
