"""Reads and writes what was read of experiments: the totals of each metric in each variant, a reading a day."""

from collections.abc import Mapping
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.checks import check_reading
from prodops_desktop.experiments.model import Covariate, Reading, Total
from prodops_desktop.experiments.store import find_experiment
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import ChangeSet, Store, rows

_VALUES = """
    SELECT r.id, r.experiment, r.day, r.note, v.name AS variant, m.name AS metric, x.units, x.successes, x.mean, x.sd, x.accounts,
        x.pre_mean, x.pre_sd, x.pre_correlation
    FROM reading r LEFT JOIN reading_value x ON x.reading = r.id LEFT JOIN variant v ON v.id = x.variant
    LEFT JOIN experiment_metric m ON m.id = x.metric
    WHERE ?1 IS NULL OR r.experiment = ?1 ORDER BY r.day DESC, r.id DESC, m.position, v.position
"""


def all_readings(store: Store, experiment: int | None = None) -> dict[int, tuple[Reading, ...]]:
    """The readings by experiment, of all or of one, the newest first."""
    totals: dict[int, list[Total]] = {}
    heads: dict[int, tuple[int, date, str | None]] = {}
    for row in store.db.execute(_VALUES, (experiment,)):
        heads[row["id"]] = (row["experiment"], date.fromisoformat(row["day"]), row["note"])
        own = totals.setdefault(row["id"], [])
        if row["variant"] is not None:
            values = (row["units"], row["successes"], row["mean"], row["sd"], row["accounts"])
            before = Covariate(row["pre_mean"], row["pre_sd"], row["pre_correlation"]) if row["pre_mean"] is not None else None
            own.append(Total(row["variant"], row["metric"], *values, before))
    found: dict[int, list[Reading]] = {}
    for id_, (owner, day, note) in heads.items():
        found.setdefault(owner, []).append(Reading(id_, day, tuple(totals[id_]), note))
    return {owner: tuple(readings) for owner, readings in found.items()}


def readings_of(store: Store, experiment: int) -> tuple[Reading, ...]:
    """The readings of an experiment, the newest first."""
    return all_readings(store, experiment).get(experiment, ())


def save_reading(store: Store, experiment: int, reading: Reading) -> tuple[ChangeSet, int]:
    """Take down a reading (id 0), or make the one with its id, or else that of the same day, as this one; returns its id too.

    Raises UserError for totals that can't be, and for variants and metrics that the experiment has not.
    """
    found = find_experiment(store, experiment)
    check_reading(found, reading)
    day = reading.day.isoformat()
    there = store.db.execute("SELECT id FROM reading WHERE experiment = ? AND day = ?", (experiment, day)).fetchone()
    if reading.id and there is not None and there["id"] != reading.id:
        raise UserError(f"{found.code} has a reading of {day} already. Change that one, or choose another day.")
    id_ = reading.id or (int(there["id"]) if there else 0)
    with store.edit(f"{'Change' if id_ else 'Record'} reading of {found.title}") as edit:
        head: dict[str, rows.Value] = {"experiment": experiment, "day": day, "note": (reading.note or "").strip() or None}
        if id_:
            own = store.db.execute("SELECT 1 FROM reading WHERE id = ? AND experiment = ?", (id_, experiment)).fetchone()
            if own is None:
                raise UserError("This reading is no longer there; it was deleted or undone.")
            rows.update(store, "reading", id_, head)
        else:
            id_ = rows.insert(store, "reading", head)
        _save_totals(store, experiment, id_, reading)
    return edit.changes, id_


def delete_reading(store: Store, reading: int) -> ChangeSet:
    """Take a reading out; undo brings it back."""
    row = store.db.execute("SELECT experiment FROM reading WHERE id = ?", (reading,)).fetchone()
    if row is None:
        raise UserError("This reading is no longer there; it was deleted or undone.")
    with store.edit(f"Delete a reading of {find_experiment(store, row['experiment']).title}") as edit:
        store.db.execute("DELETE FROM reading WHERE id = ?", (reading,))
    return edit.changes


def _save_totals(store: Store, experiment: int, reading: int, wanted: Reading) -> None:
    """Bring the totals to what they should be, touching only those that differ."""
    variants, metrics = _ids(store, "variant", experiment), _ids(store, "experiment_metric", experiment)
    there = {
        (row["variant"], row["metric"]): row["id"]
        for row in store.db.execute("SELECT id, variant, metric FROM reading_value WHERE reading = ?", (reading,))
    }
    for total in wanted.totals:
        pair = variants[name_key(total.variant)], metrics[name_key(total.metric)]
        values: dict[str, rows.Value] = {
            "units": total.units,
            "successes": total.successes,
            "mean": total.mean,
            "sd": total.sd,
            "accounts": total.accounts,
            "pre_mean": total.before.mean if total.before else None,
            "pre_sd": total.before.sd if total.before else None,
            "pre_correlation": total.before.correlation if total.before else None,
        }
        id_ = there.pop(pair, None)
        if id_ is None:
            rows.insert(store, "reading_value", {"reading": reading, "variant": pair[0], "metric": pair[1], **values})
        else:
            rows.update(store, "reading_value", id_, values)
    store.db.executemany("DELETE FROM reading_value WHERE id = ?", [(id_,) for id_ in there.values()])


def _ids(store: Store, table: str, experiment: int) -> Mapping[str, int]:
    return {row["key"]: row["id"] for row in store.db.execute(f"SELECT id, key FROM {table} WHERE experiment = ?", (experiment,))}
