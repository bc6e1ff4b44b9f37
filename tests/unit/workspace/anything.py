"""What the tests of the past share: a clock that goes on a minute at each step, and random edits with undo, redo and going back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import Store, Workspace, history, settings, undo
from tests.any_choice import Edit
from tests.any_edit import EDITS
from tests.small_sheets import SHEETS, write_sheet
from tests.unit.sheets_here import import_here

BEGAN = datetime(2026, 11, 2, 9, 0)


@contextmanager
def ticking() -> Iterator[list[datetime]]:
    """A clock that goes on a minute whenever somebody looks; the list holds the last moment, and may be given another one."""
    moments = [BEGAN]

    def now() -> datetime:
        moments[0] += timedelta(minutes=1)
        return moments[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", now)
        yield moments


def _one(store: Store, dice: Random) -> object:
    return undo.undo_change(store, dice.choice([0, *(step.id for step in history.steps(store) if step.blocked is None)]))


def _back(store: Store, dice: Random) -> object:
    return undo.go_back(store, dice.randint(0, store.position()))


BACK: dict[str, Edit] = {
    "undo": lambda store, _: undo.undo(store),
    "redo": lambda store, _: undo.redo(store),
    "undo one": _one,
    "go back": _back,
}
IMPORTS = {f"import {name}": name for name in SHEETS}
ANYTHING = (*EDITS, *IMPORTS, *(name for name in BACK for _ in range(4)))


def do_anything(workspace: Workspace, folder: Path, what: str, seed: int) -> None:
    """One of :data:`ANYTHING`, or nothing where it can't be done."""
    dice = Random(seed)
    with suppress(UserError):
        if what in IMPORTS:
            import_here(workspace, write_sheet(folder, IMPORTS[what], dice), kind=SHEETS[IMPORTS[what]][0])
            return
        edit: Callable[[Store, Random], object] = EDITS.get(what) or BACK[what]
        workspace.run(lambda store: edit(store, dice)).result()


def set_up(workspace: Workspace) -> None:
    """Let the workspace speak of one day, whatever the clock says."""
    workspace.run(lambda store: settings.set_setting(store, "today", "2026-11-23")).result()
