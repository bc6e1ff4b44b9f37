"""The edits that tests choose among leave no part of the history out: each tracked table is touched by one of them, or by an import."""

from pathlib import Path
from random import Random

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.workspace.tracking import tracked_tables
from tests.any_edit import EDITS
from tests.new_workspace import new_workspace
from tests.small_sheets import SHEETS
from tests.unit.workspace.anything import do_anything, set_up

_BY_IMPORTS_ALONE = {"dead"}
"""Rows of an import that a later one of the same key took the place of; the tests of importing see to them."""


def test_each_tracked_table_is_touched(tmp_path: Path) -> None:
    dice = Random(7)
    with open_workspace(new_workspace(tmp_path / "a.prodops")) as workspace:
        set_up(workspace)
        for name in SHEETS:
            do_anything(workspace, tmp_path, f"import {name}", dice.randrange(2**32))
        for _ in range(12):
            for name in EDITS:
                if " gone" not in name:
                    do_anything(workspace, tmp_path, name, dice.randrange(2**32))
            with workspace.reading() as store:
                left = set(tracked_tables(store.db)) - {row[0] for row in store.db.execute("SELECT DISTINCT name FROM change_table")}
            if left == _BY_IMPORTS_ALONE:
                return
    assert left == _BY_IMPORTS_ALONE
