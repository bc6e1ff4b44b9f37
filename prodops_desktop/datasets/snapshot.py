"""What a figure is worked out from: fixed versions and a fixed point in the history, never “current”."""

from dataclasses import dataclass

from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Snapshot:
    """One version of each dataset that counts, the newest step seen, and the day up to which facts count as known (None: all of them).

    Earlier versions of a dataset are its version's ancestors. A version changes only by a step that releases rows of it from quarantine, or
    takes that back, so figures can be cached by it.
    """

    versions: tuple[int, ...]
    change: int
    known_at: str | None = None


def current(store: Store) -> Snapshot:
    """The snapshot of what the workspace holds now."""
    rows = store.db.execute(
        "SELECT v.id FROM version v JOIN dataset d ON d.id = v.dataset WHERE d.counts = 1 "
        "AND v.number = (SELECT max(number) FROM version WHERE dataset = d.id) ORDER BY v.id"
    )
    return Snapshot(tuple(row[0] for row in rows), store.position())
