"""Takes rows out of quarantine into their version once nothing is wrong with them, in one undo step; areas take them, too."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from prodops_desktop.datasets import staging
from prodops_desktop.datasets.erasing import mark
from prodops_desktop.datasets.model import Version
from prodops_desktop.datasets.parts import drop_part
from prodops_desktop.datasets.quarantine import (
    HeldRow,
    RowKey,
    dataset_name,
    find_held,
    mends_of,
    note_mends,
    read_held,
    refuse_gone,
    rules_of,
)
from prodops_desktop.datasets.reading import released_parts
from prodops_desktop.datasets.released_part import NAMED, ReleasedPart
from prodops_desktop.datasets.rulings import DISMISSED, RELEASED, counted_rows, rule
from prodops_desktop.datasets.sheet_rows import named_table_of_part, table_of_part
from prodops_desktop.datasets.store import find_dataset, find_version
from prodops_desktop.datasets.taking import Differences, Gatherer, Gathering, Taker, Takers, Taking, take_all
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import ChangeSet, Store, Workspace, driver

_MEANWHILE = "The quarantine was changed meanwhile, so nothing was released. Look at the rows again, and release them then."


@dataclass(frozen=True)
class Released:
    """What came of it: the step, how many ``rows`` were released, and what areas took.

    ``left`` is how many were left because something is wrong with them; the first of those are ``first_left``.
    """

    changes: ChangeSet
    rows: int
    left: int = 0
    first_left: tuple[HeldRow, ...] = ()
    differences: Differences | None = None

    @property
    def said_of_left(self) -> str:
        """Why some were left, as a sentence; empty where none was."""
        return said_of_left(self.left, self.first_left) if self.left else ""


def release(store: Store, version: int, rows: Sequence[int], takers: Takers) -> Released:
    """Release rows (ids of the quarantine) at once; see :func:`release_many` for any number of them.

    Raises UserError where something is wrong with each of them, or one is not held any more.
    """
    store.refuse_reading_only()
    find_held(store, version, rows)
    held = read_held(store, version, rows)
    right = [row.id for row in held if row.is_right]
    left = [row for row in held if not row.is_right]
    if not right:
        raise UserError(said_of_left(len(left), left))
    releasing = Releasing(version, right, takers)
    with store.edit(releasing.label(store, len(right))) as edit:
        for _ in releasing.steps(store):
            pass
        released = releasing.publish(store)
    return replace(released, changes=edit.changes, left=len(left), first_left=tuple(left[:NAMED]))


def release_many(
    workspace: Workspace,
    version: int,
    rows: Sequence[int],
    takers: Takers,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: threading.Event | None = None,
) -> Released:
    """Release any number of rows in steps of a few milliseconds, seen at once in the end; blocks, so it runs on a thread of its own.

    Raises UserError as :func:`release` does, and Cancelled; then the workspace is as it was.
    """
    workspace.run(lambda store: store.refuse_reading_only()).result()
    return publish_in_steps(workspace, Releasing(version, rows, takers), on_progress, cancelled)


def publish_in_steps(
    workspace: Workspace,
    releasing: "Releasing",
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: threading.Event | None = None,
) -> Released:
    """Take a release its steps and publish it; Cancelled and UserError leave the workspace as it was."""
    under_way = staging.new_file(workspace.path)  # while it is there nobody sweeps rows that no version speaks of yet
    under_way.touch(0o600)

    def steps(store: Store) -> Iterator[None]:
        for done in releasing.steps(store):
            if on_progress is not None:
                on_progress(Progress(done, releasing.count, "Releasing rows"))
            if cancelled is not None and cancelled.is_set():
                raise Cancelled
            yield

    try:
        workspace.bulk(steps).result()
        return workspace.run(releasing.publish).result()
    except BaseException:
        with contextlib.suppress(driver.DriverError, UserError):  # what can't be taken away now goes when the workspace is opened next
            for part in releasing.parts:
                workspace.bulk(drop_part(part)).result()
        raise
    finally:
        under_way.unlink(missing_ok=True)


@dataclass(frozen=True)
class Decisions:
    """What is decided in the step of a release beside it: texts over cells, and by their reasons the rows that are dismissed.

    Rows are given by part and row. The step is called ``label``.
    """

    label: str
    mends: Mapping[tuple[int, int], Mapping[int, str]] = field(default_factory=dict)
    dismissed: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def note(self, store: Store, version: int) -> None:
        """Write them down, inside an edit."""
        note_mends(store, version, self.mends)
        for reason, places in self.dismissed.items():
            rule(store, version, places, DISMISSED, reason)


class Releasing:
    """A release under way: first its steps, each in a transaction of the writer, then what makes it seen."""

    def __init__(self, version: int, rows: Sequence[int], takers: Takers, decisions: Decisions | None = None) -> None:
        self._version, self._rows, self._takers = version, list(rows), takers
        self._decisions = decisions
        self._filled: list[tuple[ReleasedPart, Gathering | None]] = []

    @property
    def count(self) -> int:
        """How many rows it looks at."""
        return len(self._rows)

    def label(self, store: Store, released: int = 0) -> str:
        """What its step is called."""
        return self._decisions.label if self._decisions else f"Release {counted_rows(released)} of {dataset_name(store, self._version)}"

    @property
    def parts(self) -> list[int]:
        """The parts that it has made until now."""
        return [filled.part for filled, _ in self._filled if filled.part]

    def steps(self, store: Store) -> Iterator[int]:
        """Fill the parts; yields how many rows were looked at."""
        mark.refuse_meanwhile(store)
        done, version, rules = 0, find_version(store, self._version), rules_of(store, self._version)
        held = find_held(store, self._version, self._rows) if self._rows else []
        mends = self._decisions.mends if self._decisions else {}
        taker = self._takers.get(version.kind)
        for of in sorted({row.part for row in held}):
            filling = ReleasedPart(of, version.id, [row.id for row in held if row.part == of], _earlier(store, version.id, of), mends)
            self._filled.append((filling, None))
            for looked in filling.steps(store, rules):
                done += looked
                yield done
            if filling.part and isinstance(taker, Gatherer):
                gathering = taker.gathering(filling.part, version.kind, version.as_of)
                self._filled[-1] = (filling, gathering)
                for _ in gathering.steps(store, lambda _: None):
                    yield done

    def publish(self, store: Store) -> Released:
        """Let the version have them. Raises UserError where something was changed meanwhile, or none of them can be released."""
        released = [row for filled, _ in self._filled for row in filled.released]
        left, first = sum(filled.left for filled, _ in self._filled), [row for filled, _ in self._filled for row in filled.first_left]
        if not released and self._decisions is None:
            raise UserError(said_of_left(left, first))
        self._refuse_changed(store, released)
        version = find_version(store, self._version)
        name = find_dataset(store, version.dataset).name
        differences = None
        with store.edit(self.label(store, len(released))) as edit:
            if self._decisions:
                self._decisions.note(store, version.id)
            for filled, gathering in self._filled:
                if filled.part:
                    differences = self._hold(store, version, name, filled, gathering) or differences
            rule(store, version.id, [(row.part, row.row) for row in released], RELEASED)
        return Released(edit.changes, len(released), left, tuple(first[:NAMED]), differences)

    def _refuse_changed(self, store: Store, released: Sequence[RowKey]) -> None:
        refuse_gone(store, self._version, [row.id for row in released])
        used = {place: mends for filled, _ in self._filled for place, mends in filled.mended.items()}
        absorbed = {part for filled, _ in self._filled for part in filled.absorbed if filled.part}
        there = released_parts(store, self._version)
        wanted = mends_of(store, [(row.part, row.row) for row in released])
        for place, texts in (self._decisions.mends if self._decisions else {}).items():
            if place in used:
                wanted[place] = {**texts, **wanted.get(place, {})}
        if used != wanted or not absorbed <= there.keys():
            raise UserError(_MEANWHILE)

    def _hold(self, store: Store, version: Version, name: str, filled: ReleasedPart, gathering: Gathering | None) -> Differences | None:
        store.db.execute("UPDATE part SET published = 1 WHERE id = ?", (filled.part,))
        store.db.execute("INSERT INTO version_part (version, part) VALUES (?, ?)", (version.id, filled.part))
        for absorbed in filled.absorbed:
            store.db.execute("UPDATE taken SET part = ? WHERE version = ? AND part = ?", (filled.part, version.id, absorbed))
            store.db.execute("DELETE FROM version_part WHERE version = ? AND part = ?", (version.id, absorbed))
        held = gathering.hold(store, version.id, filled.absorbed) if gathering is not None else None
        taker = self._takers.get(version.kind)
        if taker is None or version.number < find_dataset(store, version.dataset).version.number:
            return held  # of an older version nothing is taken over what a newer one says
        if gathering is not None and not gathering.names_records:
            return held
        taken = _take(store, taker, version, name, filled)
        return replace(taken, counted=held.counted, note=held.note) if held is not None else taken


def _take(store: Store, taker: Taker, version: Version, name: str, filled: ReleasedPart) -> Differences:
    """Take what the released rows say, but not once more what those say that were released before."""
    read = named_table_of_part if isinstance(taker, Gatherer) else table_of_part
    table = read(store, version.id, filled.part, version.kind)
    numbers = {row.row for row in filled.released}
    own = replace(table, rows=tuple(row for row in table.rows if row.number in numbers))
    return take_all(store, Taking(taker), taker.differences(store, own, name), version.id, filled.part)


def _earlier(store: Store, version: int, of: int) -> dict[int, int]:
    """The parts that were released from the same one before, with how many rows each has."""
    parts = [part for part, origin in released_parts(store, version).items() if origin == of]
    rows = partial(store.db.execute, "SELECT rows FROM part WHERE id = ?")
    return {part: int(rows((part,)).fetchone()[0]) for part in parts}


def said_of_left(count: int, first: Sequence[HeldRow]) -> str:
    """Why rows can't be released, of which some are at hand, as a sentence."""
    if count == 1:
        return f"Row {first[0].place.number} can’t be released: {first[0].reasons[0].text} Mend it, or dismiss the row."
    named = "; ".join(f"row {row.place.number}: {row.reasons[0].text.rstrip('.')}" for row in first[:NAMED])
    more = f"; and {count - NAMED:,} more" if count > NAMED else ""
    return f"{counted_rows(count)} can’t be released: {named}{more}. Mend them, or dismiss them."
