"""Keeps a search under a name, and says whether what it finds is wanted in the inbox."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.model import SavedSearch
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.text import label

Keep = Callable[[str, bool], None]


class SearchDialog(TakingDialog):
    """``keep`` gets the name and whether the search catches; what it refuses is said in place. ``before`` is the search as it was kept."""

    def __init__(self, parent: QWidget, query: str, keep: Keep, before: SavedSearch | None = None) -> None:
        super().__init__(parent, tr("Keep this search"), tr("Keep"), width=480, height=300)
        self._keep = keep
        self.name = EditField(FieldSpec("name", tr("Name"), placeholder=tr("such as Export limits")), flat=False)
        self.catches = QCheckBox(tr("Tickets that it catches come into the inbox"))
        why = tr("Else of the tickets only urgent ones and feature requests come into the inbox when a sheet is imported.")
        self.name.show_text(before.name if before else "")
        self.catches.setChecked(before is not None and before.catches)
        self.body.addWidget(label(query, "name", wrap=True, selectable=True))
        self.body.addWidget(self.name)
        self.body.addWidget(self.catches, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(label(why, "meta", "3", wrap=True))
        self.body.addStretch(1)
        self.name.setFocus()

    def hand_over(self) -> None:
        """Keep it."""
        name = self.name.text().strip()
        if not name:
            raise UserError(tr("Type a name to find this search by."))
        self._keep(name, self.catches.isChecked())
