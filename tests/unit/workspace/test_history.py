"""Undo and redo: what they restore, in which order, and what they refuse."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.agenda.targets import all_targets, set_target
from prodops_desktop.errors import UserError
from prodops_desktop.registry.rates import all_rates, delete_rate, set_rate
from prodops_desktop.workspace import Store, Workspace, history, rows, settings, undo
from prodops_desktop.workspace.links import End, link
from prodops_desktop.workspace.migrations.steps import UNTRACKED
from prodops_desktop.workspace.store import who
from prodops_desktop.workspace.tracking import TWIN, tracked_tables
from tests.new_workspace import new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(new_workspace(tmp_path / "a.prodops")) as opened:
        yield opened


def do(workspace: Workspace, change: Any) -> Any:
    return workspace.run(change).result()


def content(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every tracked table, as SQLite quotes it."""
    with workspace.reading() as store:
        found = {}
        for table in tracked_tables(store.db):
            names = [row["name"] for row in store.db.execute(f"PRAGMA table_info({table})")]
            quoted = ", ".join(f"quote({name})" for name in names)
            found[table] = [tuple(row) for row in store.db.execute(f"SELECT {quoted} FROM {table} ORDER BY id")]
    return found


def labels(workspace: Workspace) -> tuple[str | None, str | None]:
    with workspace.reading() as store:
        return history.next_undo(store), history.next_redo(store)


def test_undo_names_and_takes_back_the_last_edit(workspace: Workspace) -> None:
    do(workspace, lambda store: settings.set_setting(store, "paper", "Letter"))
    do(workspace, lambda store: set_target(store, "nps", "NPS", 38.1))
    assert labels(workspace) == ("set target of NPS to 38.1", None)
    do(workspace, undo.undo)
    with workspace.reading() as store:
        assert all_targets(store) == {}
        assert settings.get(store, "paper") == "Letter"
    assert labels(workspace) == ("set paper size to Letter", "set target of NPS to 38.1")
    do(workspace, undo.redo)
    with workspace.reading() as store:
        assert all_targets(store) == {"nps": 38.1}


def test_a_new_edit_ends_redo(workspace: Workspace) -> None:
    do(workspace, lambda store: set_target(store, "nps", "NPS", 38))
    do(workspace, undo.undo)
    do(workspace, lambda store: set_target(store, "arr", "ARR", 20))
    with pytest.raises(UserError, match="nothing to redo"):
        do(workspace, undo.redo)


def test_an_edit_that_changes_nothing_is_no_step(workspace: Workspace) -> None:
    changes = do(workspace, lambda store: settings.set_setting(store, "paper", "A4"))
    assert changes.tables == frozenset()
    with workspace.reading() as store:
        assert history.steps(store) == []


def test_an_edit_that_fails_leaves_nothing(workspace: Workspace) -> None:
    def fail(store: Store) -> None:
        with store.edit("Half"):
            set_target(store, "nps", "NPS", 1)
            raise UserError("stop")

    before = content(workspace)
    with pytest.raises(UserError, match="stop"):
        do(workspace, fail)
    assert content(workspace) == before
    with workspace.reading() as store:
        assert history.steps(store) == []


def test_a_write_outside_an_edit_is_refused(workspace: Workspace) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="h_setting"):
        do(workspace, lambda store: store.db.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')"))


def test_a_job_counts_from_when_it_was_started(workspace: Workspace) -> None:
    with workspace.reading() as store:
        began = store.position()

    def finish_job(store: Store) -> None:
        with store.edit("Import sheet", kind="import", started_after=began):
            settings.set_setting(store, "company", "From the sheet")

    do(workspace, lambda store: set_target(store, "nps", "NPS", 38))
    do(workspace, finish_job)
    assert labels(workspace)[0] == "set target of NPS to 38"
    do(workspace, undo.undo)
    assert labels(workspace)[0] == "import of sheet"
    do(workspace, undo.undo)
    with workspace.reading() as store:
        assert settings.get(store, "company") == ""
    do(workspace, undo.redo)
    do(workspace, undo.redo)
    assert labels(workspace) == ("set target of NPS to 38", None)


def test_one_step_alone_is_refused_when_a_later_one_changed_its_rows(workspace: Workspace) -> None:
    first = do(workspace, lambda store: set_target(store, "nps", "NPS", 38))
    other = do(workspace, lambda store: set_target(store, "arr", "ARR", 20))
    do(workspace, lambda store: set_target(store, "nps", "NPS", 40))
    with pytest.raises(UserError, match="“Set target of NPS to 40”"):
        do(workspace, lambda store: undo.undo_change(store, first.id))
    do(workspace, lambda store: undo.undo_change(store, other.id))
    with workspace.reading() as store:
        assert all_targets(store) == {"nps": 40.0}


def test_steps_go_on_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "a.prodops"
    with Workspace.open(path, create=True) as workspace:
        do(workspace, lambda store: set_target(store, "nps", "NPS", 0.1 + 0.2))
    code = "import sys; from prodops_desktop.__main__ import main; sys.exit(main(sys.argv[1:]))"
    for command in ("undo", "redo"):
        subprocess.run([sys.executable, "-c", code, command, str(path)], check=True, capture_output=True)
    with Workspace.open(path) as workspace, workspace.reading() as store:
        assert all_targets(store) == {"nps": 0.1 + 0.2}
        assert [(step.kind, step.undone) for step in history.steps(store)] == [("edit", False), ("undo", True), ("redo", False)]


def test_every_table_is_tracked_or_says_why_not(workspace: Workspace) -> None:
    with workspace.reading() as store:
        names = {
            row["name"]
            for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            if not row["name"].startswith((TWIN, "_sqlite_migrations"))
        }
        loose = [
            row["name"]
            for row in store.db.execute("PRAGMA table_list")
            if row["type"] == "table" and not row["strict"] and not row["name"].startswith("sqlite_")
        ]
        tracked = set(tracked_tables(store.db))
    assert names == tracked | UNTRACKED
    assert loose == []


Edits = st.lists(
    st.tuples(
        st.sampled_from(["target", "rate", "unrate", "paper", "undo", "redo"]),
        st.sampled_from(["eur", "gbp", "chf"]),
        st.floats(0.001, 1e9),
    ),
    max_size=25,
)


def _act(workspace: Workspace, kind: str, word: str, value: float) -> None:
    def change(store: Store) -> None:
        if kind == "target":
            set_target(store, word, word, value)
        elif kind == "rate":
            set_rate(store, word, "2026-01-01", value)
        elif kind == "unrate":
            for rate in all_rates(store)[:1]:
                delete_rate(store, rate.id)
        elif kind == "paper":
            settings.set_setting(store, "company", word)
        elif kind == "undo":
            undo.undo(store)
        else:
            undo.redo(store)

    with contextlib.suppress(UserError):  # nothing to undo, or to redo
        do(workspace, change)


@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=Edits)
def test_undoing_everything_restores_the_file(tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, float]]) -> None:
    path = tmp_path_factory.mktemp("w") / "a.prodops"
    with Workspace.open(new_workspace(path)) as workspace:
        states = [content(workspace)]
        for kind, word, value in edits:
            _act(workspace, kind, word, value)
        end = content(workspace)
        undone = 0
        while labels(workspace)[0]:
            do(workspace, undo.undo)
            undone += 1
        assert content(workspace) == states[0]
        for _ in range(undone):
            do(workspace, undo.redo)
        assert content(workspace) == end


def test_edits_overtake_bulk_work(workspace: Workspace) -> None:
    order: list[str] = []
    running: list[Future[Any]] = []

    def steps(store: Store) -> Iterator[None]:
        for number in range(5):
            order.append(f"bulk {number}")
            if number == 1:
                running.append(workspace.run(lambda _: order.append("edit")))
            yield

    workspace.bulk(steps).result()
    running[0].result()
    assert order == ["bulk 0", "bulk 1", "edit", "bulk 2", "bulk 3", "bulk 4"]


def test_one_step_alone_is_refused_when_later_ones_hung_something_on_its_rows(workspace: Workspace) -> None:
    def added(label: str, table: str, **values: Any) -> int:
        def add(store: Store) -> int:
            with store.edit(label) as edit:
                rows.insert(store, table, values)
            return edit.changes.id

        return int(do(workspace, add))

    empty = content(workspace)
    tool, person = added("Add tool", "tool", name="T", key="t"), added("Add person", "person", name="P", key="p")
    goal = added("Add goal", "goal", title="G", owner=1)
    added("Add contract", "contract", tool=1)
    do(workspace, lambda store: link(store, "needs", End("tool", 1), End("goal", 1)))
    before = content(workspace)
    for step in (tool, person, goal):
        with pytest.raises(UserError, match="other steps need what it changes"):
            do(workspace, lambda store, step=step: undo.undo_change(store, step))
        assert content(workspace) == before
    for _ in range(5):
        do(workspace, undo.undo)
    assert content(workspace) == empty


def test_one_step_alone_is_refused_where_it_would_close_a_circle_of_what_waits(workspace: Workspace) -> None:
    def waits(label: str, sql: str) -> int:
        def change(store: Store) -> int:
            with store.edit(label) as edit:
                store.db.execute(sql)
            return edit.changes.id

        return int(do(workspace, change))

    def add(store: Store) -> None:
        with store.edit("Add items"):
            for code in "abc":
                rows.insert(store, "roadmap_item", {"code": code, "code_key": code, "title": code})

    do(workspace, add)
    empty = content(workspace)
    waits("Let A wait for B", "INSERT INTO roadmap_need (item, needs) VALUES (1, 2)")
    freed = waits("Let A wait no longer", "DELETE FROM roadmap_need")
    waits("Let B wait for C", "INSERT INTO roadmap_need (item, needs) VALUES (2, 3)")
    do(workspace, lambda store: undo.undo_change(store, freed))  # A waits for B, which waits for C
    freed = waits("Let A go", "DELETE FROM roadmap_need WHERE item = 1")
    waits("Let C wait for A", "INSERT INTO roadmap_need (item, needs) VALUES (3, 1)")
    before = content(workspace)
    with pytest.raises(UserError, match="“Let A go” can't be undone alone, because later steps made some wait for each other"):
        do(workspace, lambda store: undo.undo_change(store, freed))
    assert content(workspace) == before
    for _ in range(2):
        do(workspace, undo.undo)
    assert {(row[1], row[2]) for row in content(workspace)["roadmap_need"]} == {("1", "2"), ("2", "3")}
    while content(workspace) != empty:
        do(workspace, undo.undo)


@pytest.mark.parametrize(
    ("label", "kind", "title"),
    [
        ("Import CS_health_2026-11.xlsx", "import", "import of CS_health_2026-11.xlsx"),
        ("Import", "edit", "import"),
        ("Tag 42 items", "edit", "tag 42 items"),
        ("Add imported accounts", "import", "add imported accounts"),
        ("NPS is no target any more", "edit", "NPS is no target any more"),
        ("A", "edit", "A"),
        ("Go back to “Tag 42 items” of 23 Nov, 11:20", "back", "going back to “Tag 42 items” of 23 Nov, 11:20"),
        ("", "edit", ""),
    ],
)
def test_a_step_is_called_after_undo_as_people_would_say_it(label: str, kind: str, title: str) -> None:
    assert history.undo_title(label, kind) == title


def test_a_step_says_who_made_it_how_much_it_touched_and_what_builds_on_it(workspace: Workspace) -> None:
    first = do(workspace, lambda store: set_target(store, "nps", "NPS", 38))
    do(workspace, lambda store: set_target(store, "arr", "ARR", 20))
    for value in (39, 40):
        do(workspace, lambda store, value=value: set_target(store, "nps", "NPS", value))
    do(workspace, undo.undo)

    def many(store: Store) -> None:
        with store.edit("Add goals and targets"):
            set_target(store, "csat", "CSAT", 4)
            for number in range(3):
                rows.insert(store, "goal", {"title": f"Goal {number}"})

    do(workspace, many)
    with workspace.reading() as store:
        steps = history.steps(store)
        assert {step.who for step in steps} == {who()}
        assert [step.rows for step in steps] == [1, 1, 1, 1, 1, 4]
        assert steps[-1].tables == ("goal", "target")
        later, count = history.later_steps(store, first.id, 3)
        assert ([step.label for step in later], count) == (["Set target of NPS to 39"], 1)
        assert history.later_steps(store, first.id, 0) == ([], 1)
        assert history.later_steps(store, 6, 3) == history.later_steps(store, 99, 3) == ([], 0)
        assert [step.blocked for step in steps[3:5]] == [
            "It has been undone already.",
            "It can’t be undone by itself, because it takes back or brings back another step. Choose that one.",
        ]
        assert history.find_step(store, 2) == steps[1]
    with pytest.raises(UserError, match="because it takes back or brings back another step"):
        do(workspace, lambda store: undo.undo_change(store, 5))
