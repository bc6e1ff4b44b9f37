"""Gives a group of tags another name."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from prodops_desktop.feedback.model import TagGroup
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.text import label


class GroupDialog(TakingDialog):
    """``keep`` gets the group and its new name; what it refuses is said in place. ``first`` is the group to begin with."""

    def __init__(self, parent: QWidget, groups: Sequence[TagGroup], first: int | None, keep: Callable[[int, str], None]) -> None:
        super().__init__(parent, tr("Rename a tag group"), tr("Rename"), width=460, height=280)
        self._keep = keep
        self._names = {str(group.id): group.name for group in groups}
        self.group = Choice(list(self._names.items()), caption=tr("Group"), name=tr("Group"))
        self.name = EditField(FieldSpec("name", tr("New name")), flat=False)
        begin = str(first) if first is not None else next(iter(self._names), "")
        self.group.choose(begin)
        self.name.show_text(self._names.get(begin, ""))
        self.group.currentIndexChanged.connect(lambda _: self.name.show_text(self._names.get(self.group.current_id(), "")))
        self.body.addWidget(self.group)
        self.body.addWidget(self.name)
        self.body.addWidget(label(tr("With the name of another group the two become one; one undo parts them."), "meta", "3", wrap=True))
        self.body.addStretch(1)
        self.name.setFocus()

    def hand_over(self) -> None:
        """Rename it."""
        self._keep(int(self.group.current_id()), self.name.text())
