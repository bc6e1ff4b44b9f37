"""Rows written from named values: only what differs is a change."""

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, history, rows


def test_a_row_is_added_under_a_new_id(workspace: Workspace) -> None:
    def add(store: Store) -> list[int]:
        with store.edit("Add"):
            return [rows.insert(store, "goal", {"title": title, "target": target}) for title, target in (("a", None), ("b", 0.1 + 0.2))]

    assert workspace.run(add).result() == [1, 2]
    with workspace.reading() as store:
        found = store.db.execute("SELECT title, target, note FROM goal ORDER BY id").fetchall()
    assert [tuple(row) for row in found] == [("a", None, None), ("b", 0.1 + 0.2, None)]


def test_only_what_differs_is_written(workspace: Workspace) -> None:
    def change(store: Store) -> list[bool]:
        with store.edit("Add"):
            row = rows.insert(store, "goal", {"title": "a", "target": 38, "note": None})
        told = []
        changes: list[dict[str, rows.Value]] = [
            {"title": "a", "target": 38.0, "note": None},
            {},
            {"target": None},
            {"target": None, "note": ""},
            {"note": None, "title": "id = 1"},
        ]
        for values in changes:
            with store.edit("Change"):
                told.append(rows.update(store, "goal", row, values))
        return told

    assert workspace.run(change).result() == [False, False, True, True, True]
    with workspace.reading() as store:
        assert [step.label for step in history.steps(store)] == ["Add", "Change", "Change", "Change"]
        assert tuple(store.db.execute("SELECT title, target, note FROM goal").fetchone()) == ("id = 1", None, None)


def test_no_other_row_is_touched(workspace: Workspace) -> None:
    def change(store: Store) -> None:
        with store.edit("Change"):
            for _ in range(3):
                rows.insert(store, "goal", {"title": "a"})
            rows.update(store, "goal", 2, {"title": "b"})

    workspace.run(change).result()
    with workspace.reading() as store:
        assert [row[0] for row in store.db.execute("SELECT title FROM goal ORDER BY id")] == ["a", "b", "a"]


def test_a_write_outside_of_an_edit_is_refused_where_only_reading_is_allowed(workspace: Workspace) -> None:
    with workspace.reading() as store, pytest.raises(UserError, match="reading only"), store.edit("Change"):
        rows.insert(store, "goal", {"title": "a"})
