"""What happened to one row, step by step, also where undo touches it more than once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from prodops_desktop.workspace import Store, Workspace, history, rows
from prodops_desktop.workspace.record_history import RecordStep, record_steps, rows_ever
from tests.new_workspace import new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(new_workspace(tmp_path / "w.prodops"))


def do(workspace: Workspace, label: str, change: Callable[[Store], object]) -> None:
    def run(store: Store) -> None:
        with store.edit(label):
            change(store)

    workspace.run(run).result()


def steps(workspace: Workspace, table: str, row: int) -> list[RecordStep]:
    with workspace.reading() as store:
        return record_steps(store, [(table, row)])


def told(found: list[RecordStep]) -> list[tuple[str, str, bool, dict[str, tuple[object, object]]]]:
    return [(one.label, one.what, one.in_effect, {v.column: (v.before, v.after) for v in one.values if v.column != "id"}) for one in found]


def test_each_step_of_a_row_has_its_values_before_and_after(workspace: Workspace) -> None:
    with workspace:
        do(workspace, "Add", lambda store: rows.insert(store, "person", {"name": "Ann", "key": "ann"}))
        do(workspace, "Other", lambda store: rows.insert(store, "person", {"name": "Bob", "key": "bob"}))
        do(workspace, "Edit", lambda store: rows.update(store, "person", 1, {"team": "Ops", "role": "Lead"}))
        do(workspace, "Delete", lambda store: store.db.execute("DELETE FROM person WHERE id = 1"))
        assert told(steps(workspace, "person", 1)) == [
            ("Delete", "deleted", True, {"name": ("Ann", None), "key": ("ann", None), "team": ("Ops", None), "role": ("Lead", None)}),
            ("Edit", "changed", True, {"team": (None, "Ops"), "role": (None, "Lead")}),
            ("Add", "added", True, {"name": (None, "Ann"), "key": (None, "ann")}),
        ]
        workspace.run(history.undo).result()
        (undo, deleted, *_) = told(steps(workspace, "person", 1))
        assert (undo[1], deleted[0], deleted[2]) == ("added", "Delete", False)
        with workspace.reading() as store:
            assert rows_ever(store, "person", "team", 0) == []


def test_a_step_that_touches_a_row_twice_is_one_step_from_before_to_after(workspace: Workspace) -> None:
    def twice(store: Store) -> None:
        rows.update(store, "goal", 1, {"title": "Between"})
        rows.update(store, "goal", 1, {"title": "After", "note": "n"})

    def to_and_fro(store: Store) -> None:
        rows.update(store, "goal", 1, {"title": "Elsewhere"})
        rows.update(store, "goal", 1, {"title": "After"})

    def there_and_gone(store: Store) -> None:
        rows.insert(store, "goal", {"title": "Short"})
        store.db.execute("DELETE FROM goal WHERE title = 'Short'")

    with workspace:
        do(workspace, "Add", lambda store: rows.insert(store, "goal", {"title": "Before"}))
        do(workspace, "Twice", twice)
        do(workspace, "To and fro", to_and_fro)
        do(workspace, "There and gone", there_and_gone)
        found = told(steps(workspace, "goal", 1))
        assert found[0] == ("Twice", "changed", True, {"title": ("Before", "After"), "note": (None, "n")})
        assert [label for label, *_ in found] == ["Twice", "Add"]
        assert steps(workspace, "goal", 2) == []
