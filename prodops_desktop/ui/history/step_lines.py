"""How a step is shown in one line: its time, icon, name, who made it, and how much it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.areas import AREAS
from prodops_desktop.ui import formats
from prodops_desktop.ui.history.finding import touched_by
from prodops_desktop.ui.history.row_names import RowNames
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store, history
from prodops_desktop.workspace.history import Step
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.tracking import TWIN

_ICONS = {
    "tools": "toolbox-outline",
    "experiments": "flask-outline",
    "feedback": "message-text-outline",
    "roadmap": "map-outline",
    "metrics": "chart-line",
    "datasets": "database-outline",
    "agenda": "bullseye-arrow",
    "names": "account-outline",
    "links": "link-variant",
    "settings": "cog-outline",
}
_KIND_ICONS = {"import": "tray-arrow-down", "undo": "undo-variant", "redo": "redo-variant", "back": "history", "erase": "eraser"}
_KINDS = {
    "import": tr("Import"),
    "undo": tr("Taken back"),
    "redo": tr("Brought back"),
    "back": tr("Gone back"),
    "repair": tr("Repair"),
    "erase": tr("Erasing"),
}


@dataclass(frozen=True)
class StepLine:
    """A step as the list shows it."""

    step: Step
    size: str

    @property
    def time(self) -> str:
        """The time of its day."""
        return formats.time(self.step.moment[11:16])

    @property
    def icon(self) -> str:
        """By what it was, else by where it was."""
        areas = touched_by(self.step)
        return _KIND_ICONS.get(self.step.kind) or (_ICONS[areas[0]] if areas else "pencil-outline")

    @property
    def spoken(self) -> str:
        """All of it as text, for assistive technology."""
        return ", ".join(part for part in (self.time, self.step.label, self.step.who, self.size, areas_text(self.step)) if part)


def read_lines(store: Store, ids: Sequence[int]) -> list[StepLine]:
    """The lines of these steps, without those that are gone."""
    names = RowNames(store)
    return [StepLine(step, _size(store, names, step)) for step in history.steps_of(store, ids)]


def plain_line(step: Step) -> StepLine:
    """The line of a step by what it says itself."""
    return StepLine(step, tr("taken back") if step.undone else rows_text(step.rows))


def kind_text(step: Step) -> str:
    """What kind of step it is, in a word."""
    return _KINDS.get(step.kind, tr("Edit"))


def areas_text(step: Step) -> str:
    """The areas that a step touched."""
    return ", ".join(tr(AREAS[area].name) for area in touched_by(step))


def rows_text(rows: int) -> str:
    """How much a step changed."""
    return counted(rows, "{n} row", "{n} rows")


def day_text(day: str, today: date) -> str:
    """The heading of a day: Today, Yesterday, or the day with its weekday."""
    own = date.fromisoformat(day)
    near = {today: tr("Today"), today - timedelta(days=1): tr("Yesterday")}
    return near.get(own) or formats.day(own, today, weekday=True)


def _size(store: Store, names: RowNames, step: Step) -> str:
    """How much it changed: of an import the rows that it took, which are no changes of rows that were there."""
    if step.undone or step.kind != "import":
        return plain_line(step).size
    versions = store.db.execute(f"SELECT DISTINCT id FROM {TWIN}version WHERE change = ? AND op = 'I'", (step.id,)).fetchall()
    taken = sum(int(names.image(End("version", row[0])).get("rows_accepted") or 0) for row in versions)
    return rows_text(taken or step.rows)
