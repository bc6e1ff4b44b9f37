"""The section of the inspector that says when and why an item got another day, from the baseline on."""

from collections.abc import Sequence
from datetime import date

from prodops_desktop.roadmap.model import DAY, Item
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.roadmap.wording import base_text
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.vague_text import write_vague
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.workspace.record_history import RecordStep, StoredRow

_MOST = 8
_LONGEST_WORD = 36
"""A word, such as the name of a file, that is longer may not fit on a line, so that the text can't wrap."""


class MovesSection:
    """The day that the baseline had, then each step that changed it, with what it was called."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def show(self, view: ItemView, steps: Sequence[RecordStep]) -> None:
        """Show what moved an item; hidden while nothing did."""
        section, plan = self.section, view.plan
        found = [step for step in steps if step.table == "roadmap_item" and step.in_effect and _moved(step)]
        section.setVisible(bool(found))
        section.clear()
        if not found:
            return
        section.note.setText(formats.number(len(found)))
        if plan.baseline is not None and view.base is not None:
            self._add(formats.day(plan.baseline.day, plan.today), base_text(view), plan.baseline.name)
        for step in reversed(found[:_MOST]):
            self._add(formats.day(step.moment[:10], plan.today), _day(view.item, step.values[0].row_after), step.label)

    def _add(self, when: str, day: str, name: str) -> None:
        """Add a line of when it was decided and for which day, and one of what that was called."""
        self.section.facts([(when, day)])
        if max(map(len, name.split()), default=0) > _LONGEST_WORD:
            self.section.add(Elided(name, "meta", "3"))
        else:
            self.section.text(name, "3")


def _moved(step: RecordStep) -> bool:
    """Whether a step gave an item that was there another day to be due or to launch on."""
    return step.what == "changed" and any(change.column in ("due", "launch") for change in step.values)


def _day(item: Item, row: StoredRow) -> str:
    launch, due = row.get("launch"), row.get("due")
    if item.tier is not None and launch:
        return write_vague(date.fromisoformat(str(launch)), DAY)
    return write_vague(date.fromisoformat(str(due)), str(row.get("due_precision") or DAY)) if due else tr("no day")
