"""The fields of a sheet of the roadmap in the values that items hold, and items with other values of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from prodops_desktop.roadmap.model import Item, Reach
from prodops_desktop.roadmap.taking.days import When

_COLUMNS = {"item": "title", "risk_reduction": "risk", "job_size": "size", "arr_behind": "stated_arr"}
"""Fields of the sheet that are called otherwise in the record."""
FIELDS = (
    *("item", "problem", "outcome", "goal", "team", "area", "owner", "status", "horizon", "start", "due", "done", "points"),
    *("reach", "reach_unit", "impact", "confidence", "effort", "value", "urgency", "risk_reduction", "job_size", "arr_behind"),
    *("tier", "launch", "note"),
)
"""The fields that a sheet can say something about, beside the key, what an item waits for and what is committed."""


@dataclass(frozen=True)
class Promise:
    """What a sheet says was committed for a period; ``points`` and ``as_of``, the day of the sheet, make no difference."""

    period: str
    committed: bool
    points: float | None = field(default=None, compare=False)
    as_of: date | None = field(default=None, compare=False)


def value_of(item: Item, name: str) -> object:
    """What a record holds, as a field of a sheet."""
    if name in ("start", "due"):
        day, precision = (item.starts, item.starts_precision) if name == "start" else (item.due, item.due_precision)
        return None if day is None else When(day, precision)
    if name in ("reach", "reach_unit"):
        return None if item.reach is None else item.reach.value if name == "reach" else item.reach.unit
    return getattr(item, _COLUMNS.get(name, name))


def changed(item: Item, values: Mapping[str, object]) -> Item:
    """The item with these values of fields of a sheet; a reach that was counted and is said otherwise is an estimate."""
    special = ("start", "due", "reach", "reach_unit", "depends_on", "committed")
    columns: dict[str, Any] = {_COLUMNS.get(name, name): value for name, value in values.items() if name not in special}
    for name, column in (("start", "starts"), ("due", "due")):
        if isinstance(when := values.get(name), When):
            columns |= {column: when.day, f"{column}_precision": when.precision}
    reach, unit = values.get("reach"), values.get("reach_unit")
    if isinstance(reach, float) and (item.reach is None or item.reach.value != reach):
        columns["reach"] = Reach(reach, item.reach.unit) if item.reach else Reach(reach)
    if isinstance(unit, str) and (known := columns.get("reach", item.reach)) is not None:
        columns["reach"] = replace(known, unit=unit)
    return replace(item, **columns)
