"""Shows what restoring the tags or the gates that ship would change, and does it where that is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from prodops_desktop.feedback import taxonomy
from prodops_desktop.registry.shipped import ShippedChange
from prodops_desktop.roadmap import launches
from prodops_desktop.roadmap.model import TIERS
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace import ChangeSet, Store

_NOTHING_SIZE = (480, 180)


@dataclass(frozen=True)
class Restoring:
    """What ships and can be restored: how it is read and done, and how it is called; ``stays`` says what is left alone."""

    title: str
    thing: str
    fields: Mapping[str, str]
    stays: str
    same: str
    done: str
    changes: Callable[[Store], list[ShippedChange]]
    restore: Callable[[Store], ChangeSet]


TAGS = Restoring(
    tr("Restore the shipped tags"),
    tr("Tag"),
    {
        "name": tr("Name"),
        "group": tr("Group"),
        "definition": tr("Definition"),
        "example": tr("Example"),
        "not_this": tr("Not this"),
    },
    tr("tags of your own, and what is tagged, stay."),
    tr("The shipped tags are as they shipped; there is nothing to restore."),
    tr("Restored the shipped tags."),
    taxonomy.shipped_changes,
    taxonomy.restore_shipped,
)
GATES = Restoring(
    tr("Restore the shipped gates"),
    tr("Gate"),
    {
        "name": tr("Name"),
        "function": tr("Function"),
        "evidence": tr("Evidence"),
        **{f"tier_{tier}": tr("Tier {n}, days", n=tier) for tier in TIERS},
    },
    tr("gates of your own, and what was checked, stay."),
    tr("The shipped gates are as they shipped; there is nothing to restore."),
    tr("Restored the shipped gates."),
    launches.shipped_changes,
    launches.restore_shipped,
)


class RestoreDialog(TakingDialog):
    """A line for each change."""

    def __init__(self, parent: QWidget | None, session: Session, restoring: Restoring) -> None:
        super().__init__(parent, restoring.title, tr("Restore"), width=720, height=480)
        self._session, self._restoring = session, restoring
        words = {"added": tr("Added again"), **restoring.fields}
        self.said = label(tr("Reading…"), "meta", "2", wrap=True)
        columns = [
            Column("name", restoring.thing, lambda one: Cell(one.name, role="name"), width=170),
            Column("what", tr("What"), lambda one: Cell(words[one.what]), width=110),
            Column("before", tr("Now"), lambda one: Cell(one.before or formats.MISSING, "text_2", tip=one.before), width=0),
            Column("after", tr("As it ships"), lambda one: Cell(one.after, tip=one.after), width=0),
        ]
        self.table = RecordTable(tr("Changes"), columns, lambda one: (one.name, one.what))
        self.body.addWidget(self.said)
        self.body.addWidget(self.table, 1)
        self.save.setEnabled(False)
        self.table.setFocus()
        session.read(restoring.changes, self._on_read, lambda error: self.refuse(str(error)))

    def hand_over(self) -> None:
        """Restore them, in one step."""
        self._session.run(self._restoring.restore, self._on_restored, lambda error: self.refuse(str(error)))

    def _on_read(self, found: list[ShippedChange]) -> None:
        self.table.show_list(found)
        self.table.setVisible(bool(found))
        said = tr("{changes}; {stays}", changes=counted(len(found), "{n} change", "{n} changes"), stays=self._restoring.stays)
        self.said.setText(said if found else self._restoring.same)
        if not found:
            self.resize(*_NOTHING_SIZE)
        self.save.setEnabled(bool(found) and self._session.read_only_reason is None)

    def _on_restored(self, changes: Any) -> None:
        self._session.result(self._restoring.done, undo=True, change=changes.id)
        self.close()
