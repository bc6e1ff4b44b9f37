"""The days of all items as they were agreed, kept under a name: what slips are measured against."""

from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.model import Baseline, BaselineDates
from prodops_desktop.workspace import ChangeSet, Store, rows, settings
from prodops_desktop.workspace.columns import day_in, one_line

_SELECT = "SELECT id, name, day FROM baseline"
_KEPT = "starts, due, due_precision, launch"
_LONGEST = 80


def all_baselines(store: Store) -> list[Baseline]:
    """The baselines, the newest first."""
    return [_baseline(*row) for row in store.db.execute(f"{_SELECT} ORDER BY day DESC, id DESC")]


def find_baseline(store: Store, baseline: int) -> Baseline:
    """The baseline with this id; raises UserError when it is gone."""
    row = store.db.execute(f"{_SELECT} WHERE id = ?", (baseline,)).fetchone()
    if row is None:
        raise UserError("This baseline is no longer there; it was deleted or undone.")
    return _baseline(*row)


def baseline_dates(store: Store, baseline: int) -> dict[int, BaselineDates]:
    """The days that each item had in a baseline, by the id of the item; what was added since is not in it."""
    found = store.db.execute(f"SELECT item, {_KEPT} FROM baseline_date WHERE baseline = ?", (baseline,))
    return {item: BaselineDates(day_in(starts), day_in(due), precision, day_in(launch)) for item, starts, due, precision, launch in found}


def take_baseline(store: Store, name: str, day: date | None = None) -> tuple[ChangeSet, int]:
    """Keep the days of all items as they are, as agreed on ``day`` (today unless it is given); returns its id too.

    Raises UserError for a name that is empty or that another baseline has, and where there is no item.
    """
    name, day = _checked(store, name), day or settings.today(store)
    if store.db.execute("SELECT 1 FROM roadmap_item LIMIT 1").fetchone() is None:
        raise UserError("There is no item on the roadmap yet, so there are no days to keep.")
    with store.edit(f"Take baseline {name}") as edit:
        baseline = rows.insert(store, "baseline", {"name": name, "key": name_key(name), "day": day.isoformat()})
        store.db.execute(
            f"INSERT INTO baseline_date (baseline, item, {_KEPT}) SELECT ?, id, {_KEPT} FROM roadmap_item ORDER BY id", (baseline,)
        )
    return edit.changes, baseline


def delete_baseline(store: Store, baseline: int) -> ChangeSet:
    """Take a baseline out; the items keep their days, and undo brings it back."""
    found = find_baseline(store, baseline)
    with store.edit(f"Delete baseline {found.name}") as edit:
        store.db.execute("DELETE FROM baseline WHERE id = ?", (baseline,))
    return edit.changes


def _checked(store: Store, written: str) -> str:
    """The name in one line, if a baseline can have it."""
    name = one_line(written)
    if name is None:
        raise UserError("A baseline needs a name of at least one character, such as Q4 plan.")
    if len(name) > _LONGEST:
        raise UserError(f"The name of a baseline has {_LONGEST} characters at most. Shorten it.")
    taken = store.db.execute(f"{_SELECT} WHERE key = ?", (name_key(name),)).fetchone()
    if taken is not None:
        raise UserError(f"There is a baseline “{taken['name']}” already, of {taken['day']}. Choose another name.")
    return name


def _baseline(id_: int, name: str, day: str) -> Baseline:
    return Baseline(id_, name, date.fromisoformat(day))
