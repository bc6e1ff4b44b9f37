"""The values that metrics are meant to reach."""

import math

from prodops_desktop.errors import UserError
from prodops_desktop.work.plain_numbers import plain_number
from prodops_desktop.workspace import ChangeSet, Store


def all_targets(store: Store) -> dict[str, float]:
    """Target by the key of its metric."""
    return {row["metric"]: row["value"] for row in store.db.execute("SELECT metric, value FROM target ORDER BY metric")}


def find_target(store: Store, metric: str) -> float | None:
    """The target of a metric, if it has one."""
    row = store.db.execute("SELECT value FROM target WHERE metric = ?", (metric,)).fetchone()
    return float(row[0]) if row else None


def id_of(store: Store, metric: str) -> int | None:
    """The id under which the target of a metric is linked, if it has one."""
    row = store.db.execute("SELECT id FROM target WHERE metric = ?", (metric,)).fetchone()
    return int(row[0]) if row else None


def metric_of(store: Store, target: int) -> str | None:
    """The key of the metric that a target is of; None where the target is gone."""
    row = store.db.execute("SELECT metric FROM target WHERE id = ?", (target,)).fetchone()
    return str(row[0]) if row else None


def set_target(store: Store, metric: str, title: str, value: float | None) -> ChangeSet:
    """Decide the target of the metric with the key ``metric``, or with None take it away; ``title`` names it in the history."""
    if value is not None and not math.isfinite(value):
        raise UserError("A target is a plain number, such as 38.")
    label = f"Set target of {title} to {plain_number(value)}" if value is not None else f"Remove target of {title}"
    with store.edit(label) as edit:
        if value is None:
            store.db.execute("DELETE FROM target WHERE metric = ?", (metric,))
        elif find_target(store, metric) != value:
            store.db.execute(
                "INSERT INTO target (metric, value) VALUES (?, ?) ON CONFLICT (metric) DO UPDATE SET value = excluded.value",
                (metric, value),
            )
    return edit.changes
