"""Mends what the check of a workspace found, where that is safe: after a backup, and what can be undone in one step."""

import contextlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from prodops_desktop.datasets.checking import check, wrong_modes
from prodops_desktop.datasets.dangling import Dangling, dangling_rows, lost_images
from prodops_desktop.datasets.problems import Problem
from prodops_desktop.datasets.staging import is_ours, leftover_files
from prodops_desktop.datasets.words_index import INDEX
from prodops_desktop.workspace import Store, Workspace, backups, driver
from prodops_desktop.workspace.tracking import TWIN
from prodops_desktop.workspace.undo import REPAIR

LABEL = "Repair what check found"

_CATALOGUE = frozenset({"dataset", "version", "version_part"})
"""What was imported hangs on these rows, so that none is taken away by itself."""
_IN_ROWS = frozenset({"reference", "history"})
_WHY_LEFT = {
    "damage": "Damage is never mended, since nobody can tell what stood there.",
    "reference": "It is left: nothing but the import that it is part of could put it right. Import that file again, or restore a backup.",
    "table": "It is left: nothing can stand in for imported rows. Import the file again, or restore a backup.",
    "count": "It is left: nothing can stand in for imported rows. Import the file again, or restore a backup.",
    "history": "It is left: what the history has lost can't be made again.",
    "index": "It is left: restore a backup.",
    "permissions": "It is left: its mode can't be changed by you.",
    "staging": "It is left: it can't be deleted by you.",
    "copy": "It is left: it may be of another workspace. Delete it by hand once you know that nobody needs it.",
    "erasing": "It is left: each opening tries to take them away. See that nobody else has the file open, and open it again.",
}


@dataclass(frozen=True)
class Repaired:
    """What was mended, each with what was done, and what is left, each with why."""

    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def repair(workspace: Workspace, problems: Sequence[Problem], index_anew: Callable[[Store], None] | None = None) -> Repaired:
    """Mend those of the problems that can be; ``index_anew`` makes the index of words, which the area of feedback knows.

    A backup is made before anything in the file itself is mended; what lies beside it, leftovers and permissions, needs none. Raises
    UserError where the workspace is open for reading only, or no backup can be made; then nothing was changed.
    """
    workspace.run(lambda store: store.refuse_reading_only()).result()
    if any(problem.kind == "damage" for problem in problems):
        return Repaired((), _with_reasons(problems))
    mended: list[Problem] = []
    kinds = {problem.kind for problem in problems}
    if "index" not in kinds:
        index_anew = None
    if kinds & _IN_ROWS or index_anew is not None:
        backups.make(workspace.path, "repair", gentle=False)
    if kinds & _IN_ROWS:
        mended += _mend_file(workspace)
    if index_anew is not None:
        workspace.bulk(partial(_make_index, index_anew)).result()
        mended.append(Problem("index", INDEX, "It was made anew from the words of all feedback."))
    mended += _mend_beside(workspace.path)
    return Repaired(tuple(mended), _with_reasons(check(workspace)))


def _with_reasons(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(replace(problem, text=f"{problem.text} {_WHY_LEFT[problem.kind]}") for problem in problems)


def _mend_file(workspace: Workspace) -> list[Problem]:
    mended = workspace.run(_mend_rows).result()
    workspace.bulk(lambda store: _drop_lost_images(store, mended)).result()
    return mended


def _mend_rows(store: Store) -> list[Problem]:
    """Until nothing more can be mended, as what is taken away can leave others behind that named it."""
    mended: list[Problem] = []
    tried: set[Dangling] = set()
    with store.edit(LABEL, kind=REPAIR):
        while todo := [one for one in dangling_rows(store) if one.tracked and one not in tried]:
            tried.update(todo)
            for one in todo:
                if done := _mend(store, one):
                    other = f"row {one.other_row} of {one.other}" if one.other_row else f"a row of {one.other}"
                    text = f"It referred to {other}, which is not there, and was {done}."
                    mended.append(Problem("reference", f"{one.table} row {one.row}", text))
    return mended


def _mend(store: Store, one: Dangling) -> str:
    """Empty what names the missing row, or else take the row away; empty text where neither can be."""
    ways = {"emptied there": f"UPDATE {one.table} SET {', '.join(f'{column} = NULL' for column in one.columns)} WHERE id = ?"}
    if not one.columns:
        ways.clear()
    if one.table not in _CATALOGUE:
        ways["taken away"] = f"DELETE FROM {one.table} WHERE id = ?"
    for done, sql in ways.items():
        with contextlib.suppress(driver.IntegrityError):  # a rule of the table wants a value there, or others need the row
            if store.db.execute(sql, (one.row,)).rowcount:
                return done
    return ""


def _drop_lost_images(store: Store, mended: list[Problem]) -> Iterator[None]:
    """These are no part of any step, so that no step takes them away."""
    for table, lost in lost_images(store).items():
        store.db.execute(f"DELETE FROM {TWIN}{table} WHERE change NOT IN (SELECT id FROM change)")
        images = "row image of no step was" if lost == 1 else "row images of no step were"
        mended.append(Problem("history", table, f"{lost:,} {images} deleted."))
        yield


def _make_index(index_anew: Callable[[Store], None], store: Store) -> Iterator[None]:
    index_anew(store)
    yield


def _mend_beside(workspace: Path) -> Iterator[Problem]:
    if os.name == "posix":
        for path, _, wanted in list(wrong_modes(workspace)):
            with contextlib.suppress(OSError):
                path.chmod(wanted)
                yield Problem("permissions", path.name, f"Only you may open it now (mode {wanted:04o}).")
    for file in itertools.filterfalse(is_ours, leftover_files(workspace)):
        with contextlib.suppress(OSError):
            file.unlink()
            yield Problem("staging", file.name, "It was left by an import that did not end, and was deleted.")
