"""Moves an item: other days, its launch and tier, why, and whether what waits for it moves along; shown before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.model import TIERS
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.roadmap.vague_days import later_by
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.pages.roadmap.wording import pushes_text
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.vague_text import read_vague, write_vague
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec, typed_day
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label


@dataclass(frozen=True)
class Move:
    """What was decided: days with their precision, the launch, and whether what waits for the item moves along."""

    starts: tuple[date | None, str]
    due: tuple[date | None, str]
    launch: date | None
    tier: int | None
    reason: str
    along: bool


class MoveDialog(TakingDialog):
    """``move`` gets what was decided; what it refuses is said in place.

    A launch on a day of its own goes along with the day that the item is due, unless another day is typed for it.
    """

    def __init__(self, parent: QWidget, view: ItemView, move: Callable[[Move], None]) -> None:
        super().__init__(parent, tr("Move {title}", title=view.item.title), tr("Move"), width=560, height=520)
        self._view, self._move = view, move
        one = view.item
        tiers = (("", tr("no launch")), *((str(tier), tr("tier {n}", n=tier)) for tier in TIERS))
        vague = tr("26 Jan 2027, Mar 2027, H2 2027")
        self.starts = EditField(FieldSpec("starts", tr("Start"), lambda text: read_vague(text, end=False), vague), flat=False)
        self.due = EditField(FieldSpec("due", tr("Due"), lambda text: read_vague(text, end=True), vague), flat=False)
        self.tier = EditField(FieldSpec("tier", tr("Launch"), lambda text: int(text) if text else None, choices=tiers), flat=False)
        self.launch = EditField(FieldSpec("launch", tr("Launches on"), read_day, tr("the day it is due")), flat=False)
        self.reason = EditField(FieldSpec("reason", tr("Because"), placeholder=tr("why it moves, for whoever asks next month")), flat=False)
        self.along = QCheckBox(tr("Move what waits for it along"))
        self.along.setChecked(True)
        self.preview = Note("note", "")
        self.starts.show_text(write_vague(one.starts, one.starts_precision))
        self.due.show_text(write_vague(one.due, one.due_precision))
        self.tier.show_text("" if one.tier is None else str(one.tier))
        self.launch.show_text(formats.day(one.launch) if one.launch else "")
        self.body.addWidget(label(one.label, "name", wrap=True))
        for widget in (self.starts, self.due, self.tier, self.launch, self.reason, self.along, self.preview):
            self.body.addWidget(widget)
        self.body.setAlignment(self.along, Qt.AlignmentFlag.AlignLeft)  # its ring is no wider than it
        self.body.addStretch(1)
        for field in (self.starts, self.due, self.tier, self.launch):
            field.decided.connect(lambda *_: self._look())
            if isinstance(field.editor, QLineEdit):
                field.editor.textChanged.connect(lambda *_: self._look())
        self._look()
        self.due.setFocus()

    def hand_over(self) -> None:
        """Move it."""
        starts, due = self._typed(self.starts), self._typed(self.due)
        launch: Any = self.launch.value()
        tier: Any = self.tier.value()
        self._move(Move(starts, due, launch, tier, self.reason.text().strip(), self.along.isChecked()))

    def _typed(self, field: EditField) -> tuple[date | None, str]:
        try:
            found: Any = field.value()
        except UserError:
            field.setFocus()
            raise UserError(tr("“{typed}” is no date. Type one such as 26 Jan 2027, Mar 2027 or H2 2027.", typed=field.text())) from None
        day, precision = found
        return day, precision

    def _look(self) -> None:
        """Say what would move along, and whether it would launch too early."""
        try:
            starts, due = self._typed_quietly(self.starts), self._typed_quietly(self.due)
        except ValueError:
            self.preview.say("warn", tr("One of the dates can’t be read yet."))
            return
        self._take_launch_along(due)
        pushed = self._view.plan.waits.pushed({self._view.item.id: (starts, due)}) if due is not None else {}
        self.along.setEnabled(bool(pushed))
        launch = typed_day(self.launch) if self.tier.text() else None
        early = due is not None and launch is not None and launch < due
        said = pushes_text(self._view.plan, pushed.values())
        if early:
            said = "\n".join((tr("It would launch on {day}, before it is due.", day=formats.day(launch)), said))
        self.preview.say("warn" if pushed or early else "note", said)

    def _take_launch_along(self, due: date | None) -> None:
        """Move the launch by as many days as the item is due later, unless a day is typed for it."""
        one = self._view.item
        if one.launch is not None and one.due is not None and not self.launch.is_typed():
            later = (due - one.due).days if due is not None else 0
            self.launch.show_text(formats.day(later_by(one.launch, later)))

    def _typed_quietly(self, field: EditField) -> date | None:
        """The day that is typed so far; raises ValueError."""
        return read_vague(field.text(), end=field is self.due)[0]
