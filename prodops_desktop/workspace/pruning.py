"""Drops what rows held before old steps, by hand or from a set age on; the headings of the steps stay for good."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from prodops_desktop.errors import Cancelled
from prodops_desktop.work import clock
from prodops_desktop.workspace import settings
from prodops_desktop.workspace.history import PRUNED, bar, first_known
from prodops_desktop.workspace.pacing import paced
from prodops_desktop.workspace.store import Store
from prodops_desktop.workspace.tracking import TWIN, tracked_tables
from prodops_desktop.workspace.workspace import Workspace

_LONG_AGO = timedelta(days=60)


@dataclass(frozen=True)
class Prunable:
    """How many steps still have images that could be dropped, and how many rows these are of."""

    steps: int
    rows: int


def prune(
    workspace: Workspace, before: date, progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None
) -> int:
    """Drop the images that the steps of the days before ``before`` left, and bar these steps from being undone; how many images.

    Waits for the writer, so it is called on a thread of its own. ``progress`` takes the share that is done. Raises Cancelled: steps are
    barred by then, and what is left of their images goes with the next pruning. Parts and files that only they could have brought back
    are orphans now, which the caller sweeps.
    """
    dropped = 0

    def steps(store: Store) -> Iterator[None]:
        nonlocal dropped
        last = _last(store, before)
        if last > first_known(store):
            bar(store, PRUNED, f"what was there before {clock.spoken(before)} was dropped from the history", last)
        yield
        total = _count(store, last)
        for table in tracked_tables(store.db):
            for rows in _drop(store, table, last):
                dropped += rows
                if progress is not None:
                    progress(dropped / total)
                yield
                if cancelled is not None and cancelled():
                    raise Cancelled

    workspace.bulk(steps).result()
    return dropped


def prunable(store: Store, before: date) -> Prunable:
    """What :func:`prune` would drop now, also what a cancelled one has left."""
    last = _last(store, before)
    images = " UNION ".join(f"SELECT change FROM {TWIN}{table} WHERE change <= {last}" for table in tracked_tables(store.db))
    return Prunable(int(store.db.execute(f"SELECT count(*) FROM ({images})").fetchone()[0]), _count(store, last))


def due(store: Store) -> date | None:
    """The day before which the history is to be pruned now by the age in the settings, or to end a pruning that was ended by a kill.

    None when nothing is left of what is that old, and while nothing has been done for so long that the clock may be far ahead.
    """
    newest = store.db.execute("SELECT at FROM change ORDER BY id DESC LIMIT 1").fetchone()
    if newest is not None and clock.now() - datetime.fromisoformat(newest[0]) > _LONG_AGO:
        return None
    days = int(settings.get(store, "history_keep_days"))
    before = clock.today() - timedelta(days=days) if days else _first_day_after(store, _pruned_to(store))
    last = _last(store, before)
    holds = f"SELECT EXISTS (SELECT 1 FROM {TWIN}{{}} WHERE change <= ?)"
    return before if any(store.db.execute(holds.format(table), (last,)).fetchone()[0] for table in tracked_tables(store.db)) else None


def _last(store: Store, before: date) -> int:
    """The last step whose images go, which are also those that an earlier pruning has barred and left."""
    return max(_last_before(store, before), _pruned_to(store))


def _pruned_to(store: Store) -> int:
    return int(store.db.execute("SELECT coalesce(max(change), 0) FROM barrier WHERE kind = ?", (PRUNED,)).fetchone()[0])


def _first_day_after(store: Store, change: int) -> date:
    row = store.db.execute("SELECT at FROM change WHERE id > ? ORDER BY id LIMIT 1", (change,)).fetchone()
    return datetime.fromisoformat(row[0]).date() if row else clock.today()


def _last_before(store: Store, before: date) -> int:
    """The last of the steps that were made before a day, and so was all before them: the clock may have been set back."""
    query = "SELECT coalesce(min(id) - 1, (SELECT coalesce(max(id), 0) FROM change)) FROM change WHERE at >= ?"
    return int(store.db.execute(query, (before.isoformat(),)).fetchone()[0])


def _count(store: Store, last: int) -> int:
    query = f"SELECT count(*) FROM {TWIN}{{}} WHERE change <= ?"
    return sum(int(store.db.execute(query.format(table), (last,)).fetchone()[0]) for table in tracked_tables(store.db))


def _drop(store: Store, table: str, last: int) -> Iterator[int]:
    some = f"SELECT seq FROM {TWIN}{table} WHERE change <= ? ORDER BY change LIMIT ?"
    yield from paced(lambda most: store.db.execute(f"DELETE FROM {TWIN}{table} WHERE seq IN ({some})", (last, most)).rowcount, 2000)
