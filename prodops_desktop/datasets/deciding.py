"""Decides about held rows as an earlier version did about the same ones: mended, released or dismissed, in one step."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from prodops_desktop.datasets.decided_before import Before, decided_before
from prodops_desktop.datasets.quarantine import dataset_name, find_held, mends_of
from prodops_desktop.datasets.releasing import Decisions, Released, Releasing, publish_in_steps
from prodops_desktop.datasets.rulings import DISMISSED, RELEASED, counted_rows
from prodops_desktop.datasets.taking import Takers
from prodops_desktop.errors import UserError
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Store, Workspace


def decide_as_before(store: Store, version: int, rows: Sequence[int], takers: Takers) -> Released:
    """Decide about rows (ids of the quarantine) at once; see :func:`decide_many_as_before` for any number of them.

    Cells that were mended since stay as they are. Raises UserError where nothing was decided about any of them, or one is not held any
    more.
    """
    store.refuse_reading_only()
    deciding = _deciding(store, version, rows, takers)
    with store.edit(deciding.label(store)) as edit:
        for _ in deciding.steps(store):
            pass
        released = deciding.publish(store)
    return replace(released, changes=edit.changes)


def decide_many_as_before(
    workspace: Workspace,
    version: int,
    rows: Sequence[int],
    takers: Takers,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: threading.Event | None = None,
) -> Released:
    """Decide about any number of rows in short steps, seen at once in the end; blocks, so it runs on a thread of its own.

    Raises UserError as :func:`decide_as_before` does, and Cancelled; then the workspace is as it was.
    """
    workspace.run(lambda store: store.refuse_reading_only()).result()
    with workspace.reading() as store:
        deciding = _deciding(store, version, rows, takers)
    return publish_in_steps(workspace, deciding, on_progress, cancelled)


def _deciding(store: Store, version: int, rows: Sequence[int], takers: Takers) -> Releasing:
    places = {one.id: (one.part, one.row) for one in find_held(store, version, rows)}
    known = decided_before(store, version, places)
    if not known:
        raise UserError("Nothing was decided about these rows before.")
    label = f"Decide {counted_rows(len(known))} of {dataset_name(store, version)} as before"
    released = [id_ for id_, before in known.items() if before.ruling == RELEASED]
    return Releasing(version, released, takers, Decisions(label, _mends(store, places, known), _dismissed(places, known)))


def _mends(store: Store, places: Mapping[int, tuple[int, int]], known: Mapping[int, Before]) -> dict[tuple[int, int], dict[int, str]]:
    """What was written over cells then, where nothing is over them now."""
    there = mends_of(store, places.values())
    found = {}
    for id_, before in known.items():
        own = there.get(places[id_], {})
        if texts := {position: text for position, text in before.mends.items() if position not in own}:
            found[places[id_]] = texts
    return found


def _dismissed(places: Mapping[int, tuple[int, int]], known: Mapping[int, Before]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for id_, before in known.items():
        if before.ruling == DISMISSED:
            found.setdefault(before.reason, []).append(places[id_])
    return found
