"""The jobs in the midst of which processes are killed: each is some steps, of which every one must be wholly there or not at all."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.erasing.erasing import erase
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.pruning import prune_history
from prodops_desktop.datasets.quarantine import HeldRow, held_rows, mend
from prodops_desktop.datasets.releasing import release_many
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.datasets.store import find_dataset
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, backups, history, undo
from prodops_desktop.workspace.links import End
from tests.any_choice import Edit
from tests.any_edit import EDITS
from tests.small_sheets import SHEETS

Step = Callable[[Any], object]


@dataclass(frozen=True)
class Job:
    """The steps of a job with a folder of sheets and a seed, each done to the open workspace, or where it is ``closed`` to its path."""

    steps: Callable[[Path, int], Iterator[Step]]
    closed: bool = False


def _imports(sheets: Path, seed: int) -> Iterator[Step]:
    """Some sheets, among them ones that were imported before."""
    dice = Random(seed)
    for name in dice.sample(sorted(SHEETS), 2):
        yield partial(_import, path=dice.choice(sorted(sheets.glob(f"*/{name}.csv"))), kind=SHEETS[name][0])


def _import(workspace: Workspace, path: Path, kind: str) -> object:
    return import_file(workspace, ImportRequest(path, kind=kind, again=True), takers=TAKERS)


def _edits(_: Path, seed: int) -> Iterator[Step]:
    """Edits of any area, with undo and redo among them; some say that they can't be done, and change nothing."""
    dice = Random(seed)
    for name in dice.choices((*EDITS, *_BACK), [1] * len(EDITS) + [3] * len(_BACK), k=12):
        yield partial(_edit, edit=EDITS.get(name) or _BACK[name], seed=dice.random())


def _edit(workspace: Workspace, edit: Edit, seed: float) -> None:
    with suppress(UserError):
        workspace.run(lambda store: edit(store, Random(seed))).result()


def _back_and_forth(_: Path, seed: int) -> Iterator[Step]:
    """Undo and redo of imports."""
    for back in ("undo", "undo", "redo", "redo", "undo one", "go back", "undo"):
        yield partial(_edit, edit=_BACK[back], seed=seed)


def _back_up(_: Path, seed: int) -> Iterator[Step]:
    """Two backups, and an edit between them."""
    yield _make_backup
    yield partial(_edit, edit=EDITS["tool"], seed=seed)
    yield _make_backup


def _make_backup(workspace: Workspace) -> object:
    return backups.make(workspace.path, "hand", gentle=False)


def _restore(_: Path, __: int) -> Iterator[Step]:
    """Back to the oldest backup."""
    yield lambda path: backups.restore(backups.all_backups(path)[-1].path, path)


def _release(_: Path, __: int) -> Iterator[Step]:
    """The rows of the scores that wait in quarantine are mended and released, and those that are left are dismissed."""
    yield _mend_scores
    yield _release_scores
    yield _dismiss_scores


def _held(store: Store) -> tuple[int, list[HeldRow]]:
    version = find_dataset(store, "Scores").version.id
    return version, held_rows(store, version)


def _mend_scores(workspace: Workspace) -> None:
    def mend_all(store: Store) -> None:
        with store.edit("Mend the scores"):
            for row in _held(store)[1][1:]:
                mend(store, row.part, row.row, 1, "10")

    workspace.run(mend_all).result()


def _release_scores(workspace: Workspace) -> None:
    with workspace.reading() as store:
        version, rows = _held(store)
    with suppress(UserError):  # where only the first one came there is nothing to release
        release_many(workspace, version, [row.id for row in rows], TAKERS)


def _dismiss_scores(workspace: Workspace) -> None:
    with workspace.reading() as store:
        version, rows = _held(store)
    if rows:  # the one that was killed before may have dismissed them all
        workspace.run(lambda store: dismiss(store, version, [row.id for row in rows], "No such score")).result()


def _prune(_: Path, __: int) -> Iterator[Step]:
    """Everything older than the day after that on which all is done here."""
    yield lambda workspace: prune_history(workspace, date(2026, 11, 24), lambda _: None, threading.Event())


def _erase(_: Path, __: int) -> Iterator[Step]:
    """The first item of feedback that is there, with all backups."""
    yield _erase_first


def _erase_first(workspace: Workspace) -> object:
    with workspace.reading() as store:
        item = store.db.execute("SELECT min(id) FROM feedback_item").fetchone()[0]
    return erase(workspace, End("feedback_item", item), backups=True)


def _a_step(store: Store, dice: Random) -> int:
    return dice.choice([step.id for step in history.steps(store)] or [0])


_BACK: dict[str, Edit] = {
    "undo": lambda store, _: undo.undo(store),
    "redo": lambda store, _: undo.redo(store),
    "undo one": lambda store, dice: undo.undo_change(store, _a_step(store, dice)),
    "go back": lambda store, dice: undo.go_back(store, _a_step(store, dice)),
}

JOBS = {
    "imports": Job(_imports),
    "edits": Job(_edits),
    "back and forth": Job(_back_and_forth),
    "opening": Job(lambda _, __: iter(())),
    "backups": Job(_back_up),
    "releasing": Job(_release),
    "restoring": Job(_restore, closed=True),
    "pruning": Job(_prune),
    "erasing": Job(_erase),
}
