"""What happened to one row, step by step, also where undo touches it more than once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from prodops_desktop.workspace import Store, Workspace, rows, undo
from prodops_desktop.workspace.record_history import RecordStep, RowChange, compare, record_at, record_steps, rows_ever, step_rows
from tests.new_workspace import new_workspace
from tests.unit.workspace.anything import BEGAN, ticking


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
        workspace.run(undo.undo).result()
        (undone, deleted, *_) = told(steps(workspace, "person", 1))
        assert (undone[1], deleted[0], deleted[2]) == ("added", "Delete", False)
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


def values(found: list[RowChange]) -> list[tuple[str, int, str, dict[str, tuple[object, object]]]]:
    return [(one.table, one.row, one.what, {value.column: (value.before, value.after) for value in one.values}) for one in found]


def test_a_step_tells_every_row_that_it_touched_as_it_was_and_became(workspace: Workspace) -> None:
    def several(store: Store) -> None:
        rows.update(store, "person", 1, {"team": "Ops"})
        rows.update(store, "goal", 1, {"title": "Between"})
        rows.update(store, "goal", 1, {"title": "After"})
        rows.insert(store, "goal", {"title": "New", "owner": 1})
        rows.insert(store, "goal", {"title": "Short"})
        store.db.execute("DELETE FROM goal WHERE title IN ('Short', 'Old')")

    def add(store: Store) -> None:
        rows.insert(store, "person", {"name": "Ann", "key": "ann"})
        for title in ("Before", "Old"):
            rows.insert(store, "goal", {"title": title})

    with workspace:
        do(workspace, "Add", add)
        do(workspace, "Several", several)
        do(workspace, "Later", lambda store: rows.update(store, "goal", 1, {"title": "Later", "note": "n"}))
        do(workspace, "Later, too", lambda store: store.db.execute("DELETE FROM goal WHERE id = 3"))
        wanted = [
            ("goal", 1, "changed", {"title": ("Before", "After")}),
            ("goal", 3, "added", {"title": (None, "New"), "owner": (None, 1)}),
            ("goal", 2, "deleted", {"title": ("Old", None)}),
            ("person", 1, "changed", {"team": (None, "Ops")}),
        ]
        with workspace.reading() as store:
            assert values(step_rows(store, 2)) == wanted
            assert values(step_rows(store, 2, 2)) == wanted[:2]
            assert values(step_rows(store, 99)) == []


def test_records_are_compared_between_two_moments(workspace: Workspace) -> None:
    with ticking() as moments, workspace:
        do(workspace, "Add", lambda store: rows.insert(store, "goal", {"title": "One"}))
        moments[0] = BEGAN + timedelta(days=1)
        do(workspace, "Edit", lambda store: rows.update(store, "goal", 1, {"title": "First", "target": 2.5}))
        do(workspace, "Add another", lambda store: rows.insert(store, "goal", {"title": "Two"}))
        moments[0] = BEGAN + timedelta(days=2)
        do(workspace, "Edit again", lambda store: rows.update(store, "goal", 1, {"title": "One"}))
        do(workspace, "Delete", lambda store: store.db.execute("DELETE FROM goal WHERE id = 2"))
        first, second, third = (BEGAN.date() + timedelta(days=days) for days in range(3))
        both = [("goal", 1), ("goal", 2)]
        with workspace.reading() as store:
            assert record_at(store, "goal", 1, second)["title"] == "First"
            assert [bool(record_at(store, "goal", 2, day)) for day in (first, second, third)] == [False, True, False]
            assert values(compare(store, both, first, second)) == [
                ("goal", 1, "changed", {"title": ("One", "First"), "target": (None, 2.5)}),
                ("goal", 2, "added", {"title": (None, "Two")}),
            ]
            assert values(compare(store, both, first, third)) == [("goal", 1, "changed", {"target": (None, 2.5)})]
            assert values(compare(store, both, third, second)) == [
                ("goal", 1, "changed", {"title": ("One", "First")}),
                ("goal", 2, "added", {"title": (None, "Two")}),
            ]
