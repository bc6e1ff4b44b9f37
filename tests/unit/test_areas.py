"""Each table that history keeps belongs to exactly one area, and its rows can be named."""

from pathlib import Path

import pytest

from prodops_desktop.areas import AREAS, area_of
from prodops_desktop.ui.history.row_names import ROW_KINDS
from prodops_desktop.workspace import Workspace
from prodops_desktop.workspace.tracking import columns_of, tracked_tables
from tests.new_workspace import new_workspace


def test_each_tracked_table_has_one_area_and_a_way_to_name_its_rows(tmp_path: Path) -> None:
    listed = [table for area in AREAS.values() for table in area.tables]
    with Workspace.open(new_workspace(tmp_path / "new.prodops")) as workspace, workspace.reading() as store:
        tracked = tracked_tables(store.db)
        pointing = {table: set(columns_of(store.db, table)) for table in tracked}
    assert sorted(listed) == tracked, "a new table is told in areas.py to which area it belongs"
    assert sorted(ROW_KINDS) == tracked, "and in ui/history/row_names.py how its rows are called"
    for table, kind in ROW_KINDS.items():
        columns = (kind.holder[0],) if kind.holder else kind.named_holder or ()
        assert set(columns) <= pointing[table]


def test_a_table_without_an_area_is_refused() -> None:
    assert area_of("contract") == "tools"
    with pytest.raises(KeyError):
        area_of("part")
