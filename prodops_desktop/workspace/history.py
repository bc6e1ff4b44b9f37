"""What has been changed, step by step, what of it is in effect, and up to where it can be taken back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace.driver import Row
from prodops_desktop.workspace.store import Store, who
from prodops_desktop.workspace.tracking import TWIN

UNDO_REACHES = 10_000
"""So many steps of the operator can be undone, the newest ones; of older ones only the history is kept."""
SHAPE, PRUNED, ERASED = "shape", "pruned", "erased"
BACK = "back"

_CHAINED = "it takes back or brings back another step. Choose that one"
_IS_ERASING = "what was erased for good can’t be brought back"


@dataclass(frozen=True)
class Step:
    """One line of the history; ``undone`` says that it is not in effect, as a later step took it back or away.

    ``rows`` is how many rows it touched, ``blocked`` a sentence where it can't be taken back by itself, as far as that is known without
    a look at the rows.
    """

    id: int
    moment: str
    label: str
    kind: str
    tables: tuple[str, ...]
    undone: bool
    who: str
    rows: int
    blocked: str | None


@dataclass(frozen=True)
class Barrier:
    """Up to the step ``change`` nothing can be taken back any more; ``reason`` completes “…, because”."""

    change: int
    moment: str
    who: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Beginning:
    """Since when there is a history: its first step, how many there are, and since when values are kept, where that is later."""

    moment: str | None
    steps: int
    images_since: str | None
    sentence: str


def steps(store: Store) -> list[Step]:
    """Every step, oldest first."""
    return _read(store, "", "")


def steps_of(store: Store, changes: Iterable[int]) -> list[Step]:
    """Some of the steps, oldest first."""
    some = "IN (SELECT value FROM json_each(?))"
    return _read(store, f"WHERE c.id {some}", f"WHERE change {some}", json.dumps(list(changes)))


def find_step(store: Store, change: int) -> Step:
    """One step; raises UserError when there is none of this number."""
    found = steps_of(store, [change])
    if not found:
        raise UserError(f"The history has no step {change}.")
    return found[0]


def later_steps(store: Store, change: int, most: int) -> tuple[list[Step], int]:
    """The first ``most`` of the later steps in effect that touched the same rows as a step, oldest first, and how many there are."""
    row = store.db.execute("SELECT coalesce(root, id) FROM change WHERE id = ?", (change,)).fetchone()
    found = later_roots(store, tip_of(store, row[0]), row[0]) if row else []
    return steps_of(store, found[:most]), len(found)


def begins(store: Store) -> Beginning:
    """Since when there is a history, and what of it is kept."""
    first, count = store.db.execute("SELECT min(id), count(*) FROM change").fetchone()
    if first is None:
        return Beginning(None, 0, None, "Nothing has been changed yet.")
    moment = store.db.execute("SELECT at FROM change WHERE id = ?", (first,)).fetchone()[0]
    known = since(store)
    told = f"{count:,} step{'' if count == 1 else 's'} since {clock.spoken(datetime.fromisoformat(moment))}"
    kept = f"values kept since {clock.spoken(datetime.fromisoformat(known))}" if known else "the file keeps all of them"
    return Beginning(moment, count, known, f"{told} · {kept}")


def since(store: Store) -> str | None:
    """The moment of the step from which on values are known; None when they are from the first one on."""
    known = first_known(store)
    row = store.db.execute("SELECT at FROM change WHERE id <= ? ORDER BY id DESC LIMIT 1", (known,)).fetchone()
    return str(row[0]) if row else None


def first_known(store: Store) -> int:
    """The step from which on it is known how everything stood after it; 0 is before the first one."""
    query = "SELECT coalesce(max(change), 0) FROM barrier WHERE kind IN (?, ?)"
    return int(store.db.execute(query, (SHAPE, PRUNED)).fetchone()[0])


def barriers(store: Store) -> list[Barrier]:
    """All that bars undo, by the step that it reaches up to."""
    rows = store.db.execute("SELECT change, at, who, kind, reason FROM barrier ORDER BY change, id DESC")
    return [Barrier(*row) for row in rows]


def bar(store: Store, kind: str, reason: str, last: int | None = None) -> None:
    """Bar all steps up to ``last``, or the newest one, from being taken back; to be called inside an edit or a bulk step.

    ``kind`` is one of those that this module names; ``reason`` completes “…, because”.
    """
    values = (store.position() if last is None else last, clock.now().isoformat(timespec="milliseconds"), who(), kind, reason)
    store.db.execute("INSERT INTO barrier (change, at, who, kind, reason) VALUES (?, ?, ?, ?, ?)", values)


class Reach:
    """How far back steps can be taken back now, and what says so of those before."""

    def __init__(self, store: Store) -> None:
        self._barriers = barriers(store)
        self._deepest = 0
        if store.position() > UNDO_REACHES:
            query = "SELECT id FROM change WHERE root IS NULL ORDER BY id DESC LIMIT 1 OFFSET ?"
            row = store.db.execute(query, (UNDO_REACHES - 1,)).fetchone()
            self._deepest = row[0] if row else 0

    @property
    def first(self) -> int:
        """The oldest step that can be taken back."""
        return max(self._deepest, self.barred + 1)

    @property
    def barred(self) -> int:
        """The newest step behind a barrier; nobody can go back to one before it."""
        return self._barriers[-1].change if self._barriers else 0

    def why_not(self, change: int) -> str | None:
        """Why a step can't be taken back, which completes “…, because”."""
        barrier = next((barrier for barrier in self._barriers if barrier.change >= change), None)
        if barrier is not None:
            return _IS_ERASING if (barrier.kind, barrier.change) == (ERASED, change) else barrier.reason
        return f"undo reaches back {UNDO_REACHES:,} steps, and this one is further back" if change < self._deepest else None

    def why_not_to(self, change: int) -> str | None:
        """Why nobody can go back to a step, as a sentence."""
        return f"Nobody can go back that far, because {self.why_not(change + 1)}." if change < self.barred else None


def undo_title(label: str, kind: str) -> str:
    """A step as it is called after “Undo”: “import of visits.csv”, “tag 42 items”; names and acronyms stay as they are written."""
    if kind == "import" and label.startswith("Import "):
        return f"import of {label.removeprefix('Import ')}"
    if kind == BACK:
        return label.replace("Go back", "going back", 1)
    first = label.split(" ", 1)[0]
    return label if first[1:] != first[1:].lower() or len(first) < 2 else label[:1].lower() + label[1:]


def next_undo(store: Store) -> str | None:
    """What undo takes back next, as it is called after “Undo”; None when there is nothing."""
    row = to_undo(store)
    return undo_title(row["label"], row["kind"]) if row else None


def next_redo(store: Store) -> str | None:
    """What redo brings back next, as it is called after “Redo”; None when there is nothing."""
    row = to_redo(store)
    return undo_title(row["label"], row["kind"]) if row else None


def to_undo(store: Store) -> Row | None:
    """The step that undo takes back next: the one that the operator started last."""
    # Of two steps begun after the same one, a job is the earlier: an edit made before it would have been what it began after.
    row: Row | None = store.db.execute(
        "SELECT * FROM change INDEXED BY change_undoable WHERE undone = 0 AND root IS NULL AND id >= ? "
        "ORDER BY started_after DESC, kind = 'import', id DESC LIMIT 1",
        (Reach(store).first,),
    ).fetchone()
    return row


def to_redo(store: Store) -> Row | None:
    """The step that redo brings back next: the one undone last, unless something was done since."""
    row: Row | None = store.db.execute(
        "SELECT r.* FROM change u JOIN change r ON r.id = u.root WHERE u.kind = 'undo' AND r.undone = 1 AND r.id > ? "
        "AND u.id > (SELECT coalesce(max(id), 0) FROM change WHERE root IS NULL) ORDER BY u.id DESC LIMIT 1",
        (Reach(store).barred,),
    ).fetchone()
    return row


class Taken:
    """What goings back that are in effect have taken away, be it the operator's own steps or those that took one back."""

    def __init__(self, store: Store) -> None:
        rows = store.db.execute("SELECT back_to, id FROM change WHERE back_to IS NOT NULL AND undone = 0")
        self._spans = ", ".join(f"({back_to}, {id_})" for back_to, id_ in rows)

    def sql(self, step: str) -> str:
        """A test whether this row of ``change`` was taken away."""
        return (
            f"EXISTS (SELECT 1 FROM (VALUES {self._spans}) WHERE column1 < {step}.id AND {step}.id < column2)" if self._spans else "FALSE"
        )


def tip_of(store: Store, root: int) -> int:
    """The step whose images lead away from how a step stands now: itself, or the one that took it back or brought it back.

    Each redo belongs to the undo before it. An undo that a going back had taken away may stand before such a pair, once that is undone.
    """
    turns = f"SELECT c.id, c.kind FROM change c WHERE c.root = ? AND NOT {Taken(store).sql('c')} ORDER BY c.id"
    brought, taken = root, list[int]()
    for id_, kind in store.db.execute(turns, (root,)):
        if kind == "undo":
            taken.append(id_)
        else:
            brought = id_
            taken.pop()
    return taken[-1] if taken else brought


def later_roots(store: Store, tip: int, root: int) -> list[int]:
    """The later steps with a lasting effect on a row that ``tip`` changed.

    A step that was taken back and brought back since ``tip`` an even number of times left the rows as they were then. A going back
    that is in effect stands for all that it took away: taken back later, it would put back rows that are no longer as it left them.
    """
    silent = Taken(store).sql("{0}")
    touched: set[int] = set()
    for (table,) in store.db.execute("SELECT name FROM change_table WHERE change = ?", (tip,)).fetchall():
        query = f"SELECT DISTINCT change FROM {TWIN}{table} WHERE +change > ?1 AND id IN (SELECT id FROM {TWIN}{table} WHERE change = ?1)"
        touched.update(row[0] for row in store.db.execute(query, (tip,)))
    query = (
        "SELECT DISTINCT r.id FROM change c JOIN change r ON r.id = coalesce(c.root, c.id) "
        f"WHERE c.id IN (SELECT value FROM json_each(?3)) AND r.id <> ?2 AND NOT {silent.format('c')} "
        f"AND (SELECT count(*) FROM change k WHERE (k.id = r.id OR k.root = r.id) AND k.id > ?1 AND NOT {silent.format('k')}) % 2 = 1 "
        "ORDER BY r.id"
    )
    return [row[0] for row in store.db.execute(query, (tip, root, json.dumps(sorted(touched))))]


def _read(store: Store, which_steps: str, which_tables: str, *parameters: str) -> list[Step]:
    tables: dict[int, list[tuple[str, int]]] = {}
    for change, name, count in store.db.execute(
        f"SELECT change, name, rows FROM change_table {which_tables} ORDER BY change, name", parameters
    ):
        tables.setdefault(change, []).append((name, count))
    reach, taken = Reach(store), Taken(store)
    turned_since = f"EXISTS (SELECT 1 FROM change u WHERE u.root = c.root AND u.id > c.id AND NOT {taken.sql('u')})"
    query = (
        "SELECT c.id, c.at, c.label, c.kind, c.who, c.root, c.undone, "
        f"c.undone OR c.root IS NOT NULL AND ({turned_since} OR {taken.sql('c')}) AS is_over FROM change c {which_steps} ORDER BY c.id"
    )
    return [
        Step(
            row["id"],
            row["at"],
            row["label"],
            row["kind"],
            tuple(name for name, _ in tables.get(row["id"], ())),
            bool(row["is_over"]),
            row["who"],
            sum(count for _, count in tables.get(row["id"], ())),
            _blocked(row, reach),
        )
        for row in store.db.execute(query, parameters)
    ]


def _blocked(row: Row, reach: Reach) -> str | None:
    if row["root"] is not None:
        return f"It can’t be undone by itself, because {_CHAINED}."
    if row["undone"]:
        return "It has been undone already."
    reason = reach.why_not(row["id"])
    return f"It can’t be undone, because {reason}." if reason else None
