"""Gathers feedback from sheets that were imported before the program knew feedback, or whose gathering was undone."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.feedback.gathering import FeedbackGathering
from prodops_desktop.feedback.said import READERS
from prodops_desktop.workspace import ChangeSet, Store, Workspace


@dataclass(frozen=True)
class Earlier:
    """An imported version that says something and was not gathered."""

    dataset: str
    version: int
    part: int
    kind: str
    as_of: str
    rows: int


def ungathered(store: Store) -> list[Earlier]:
    """The versions that bring feedback and were not gathered, the oldest first."""
    query = (
        "SELECT d.name, v.id, p.part, v.kind, v.as_of, a.rows FROM version_part p JOIN part a ON a.id = p.part "
        "JOIN version v ON v.id = p.version JOIN dataset d ON d.id = v.dataset WHERE p.part NOT IN (SELECT part FROM feedback_batch) "
        f"AND v.kind IN ({', '.join('?' * len(READERS))}) ORDER BY v.id"
    )
    return [Earlier(*row) for row in store.db.execute(query, tuple(READERS))]


def gather_earlier(
    workspace: Workspace, on_rows: Callable[[int, int], None] | None = None, cancelled: threading.Event | None = None
) -> ChangeSet:
    """Gather all of them in one step of the history; ``on_rows`` is told how many rows of how many are through.

    Raises Cancelled; then nothing of it is seen. Raises UserError where all of them were gathered or taken back meanwhile.
    """
    with workspace.reading() as store:
        found, began = ungathered(store), store.position()
    done, total = 0, sum(one.rows for one in found)

    def told(more: int) -> None:
        nonlocal done
        done += more
        if on_rows is not None:
            on_rows(done, total)
        if cancelled is not None and cancelled.is_set():
            raise Cancelled

    gathered = []
    for one in found:
        gathering = FeedbackGathering(one.part, one.kind, one.as_of)
        workspace.bulk(partial(gathering.steps, on_rows=told)).result()
        gathered.append((gathering, one))

    def hold(store: Store) -> ChangeSet:
        waiting = set(ungathered(store))
        left = [(gathering, one.version) for gathering, one in gathered if one in waiting]
        if not left:
            raise UserError("There is nothing left to gather; it was gathered or taken back meanwhile.")
        with store.edit("Gather feedback from what was imported", kind="import", started_after=began) as edit:
            for gathering, version in left:
                gathering.hold(store, version)
        return edit.changes

    return workspace.run(hold).result()
