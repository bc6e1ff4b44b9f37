"""Keeps the days of all items under a name, so that later slips are seen against them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.records.record_fields import optional_day_hint
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.text import label


class BaselineDialog(TakingDialog):
    """``take`` gets name and day; what it refuses is said in place."""

    def __init__(self, parent: QWidget, plan: Plan, take: Callable[[str, date], None]) -> None:
        super().__init__(parent, tr("Take a baseline"), tr("Take the baseline"), width=520, height=340)
        self._take = take
        self.name = EditField(FieldSpec("name", tr("Name")), flat=False)
        self.day = EditField(FieldSpec("day", tr("As of"), read_day, hint=optional_day_hint), flat=False)
        today = formats.day(plan.today, plan.today)
        self.name.show_text(tr("{day} plan", day=today))
        self.day.show_text(formats.day(plan.today))
        dated = sum(view.item.due is not None or view.item.launch is not None for view in plan.views)
        about = counted(dated, "The days of {n} item are kept as they stand now.", "The days of {n} items are kept as they stand now.")
        self.body.addWidget(label(about, "meta", "2", wrap=True))
        for widget in (self.name, self.day):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.name.setFocus()

    def hand_over(self) -> None:
        """Take it."""
        day: Any = self.day.value()
        if not isinstance(day, date):
            raise UserError(tr("A baseline needs the day that it speaks of, such as 2026-10-01."))
        self._take(self.name.text(), day)
