"""What the history of a roadmap item says: its columns by name, and what stood in them, in words."""

from collections.abc import Mapping
from datetime import date

from prodops_desktop.roadmap.model import DAY
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.roadmap.wording import COLUMNS, STATUSES
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.vague_text import write_vague
from prodops_desktop.workspace.record_history import StoredRow

_REGISTERS = {"owner": "person", "goal": "goal", "needs": "roadmap_item", "gate": "gate", "item": "roadmap_item"}
_SHARES = ("confidence",)


def history_names() -> dict[str, str]:
    """What the columns of the tables are called for people."""
    return {
        "roadmap_item.code": tr("Key"),
        "roadmap_item.starts": tr("Start"),
        "roadmap_item.reach_unit": tr("Reach counted in"),
        "roadmap_item.reach_source": tr("Source of the reach"),
        "roadmap_item.reach_as_of": tr("Reach as of"),
        "roadmap_item.stated_arr": tr("ARR stated"),
        "roadmap_item.urgency": tr("Time criticality"),
        "roadmap_item.risk": tr("Risk reduction"),
        "roadmap_item.size": tr("Job size"),
        "roadmap_item.due_precision": tr("Due known to the"),
        "roadmap_item.starts_precision": tr("Start known to the"),
        "roadmap_need.needs": tr("Waits for"),
        "roadmap_need.lag": tr("Days after it"),
        "gate_check.gate": tr("Gate"),
        "roadmap_commitment.later": tr("Said later"),
        "roadmap_commitment.later_as_of": tr("Said later on"),
    }


def write_stored(names: Mapping[tuple[str, int], str], _table: str, column: str, row: StoredRow) -> str:
    """A stored value as it stands in the history; ``names`` are those of people, goals, items and gates."""
    value = row.get(column)
    if value is None:
        return tr("by its days") if column == "horizon" else formats.MISSING
    if column in _REGISTERS and isinstance(value, int):
        return names.get((_REGISTERS[column], value), formats.MISSING)
    if column in ("starts", "due"):
        return write_vague(date.fromisoformat(str(value)), str(row.get(f"{column}_precision") or DAY))
    if column in ("launch", "done", "day", "as_of", "later_as_of", "reach_as_of"):
        return formats.day(str(value))
    if column in _SHARES and isinstance(value, int | float):
        return formats.percent(value)
    if column in ("committed", "later"):
        return tr("yes") if value else tr("no")
    if column == "status":
        return STATUSES.get(str(value), str(value))
    if column == "horizon":
        return COLUMNS.get(str(value), str(value))
    return formats.number(value) if isinstance(value, float) else str(value)
