"""A file of an older schema, brought up to date: what it held stays, what is new is there, and other programs can read it."""

import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.agenda.targets import all_targets
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import ensure
from prodops_desktop.registry.rates import all_rates
from prodops_desktop.workspace import Store, Workspace, as_of, file, history, migrations, rows, settings, undo
from prodops_desktop.workspace.links import End, link, links_of
from prodops_desktop.workspace.migrations import SCHEMA, m0002_tools, steps
from prodops_desktop.workspace.migrations.steps import MIGRATIONS
from prodops_desktop.workspace.record_history import record_at, record_steps
from tests.new_workspace import new_workspace
from tests.unit.workspace.anything import BEGAN, ticking

OLD = Path(__file__).resolve().parents[2] / "data" / "schema_1.prodops.gz"
NEW_TABLES = {
    *("account", "feature", "person", "vendor", "alias", "goal", "event", "decision", "link"),
    *("tool", "capability", "tool_capability", "contract", "lead_time", "tool_month", "taken"),
}
NEW_VIEWS = {"v_tools", "v_contracts", "v_goals", "v_events"}
LINKED = ("dataset", "target", "account", "feature", "person", "vendor", "goal", "event", "tool", "contract")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace that the first version of the program made."""
    path = tmp_path / "old.prodops"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def plain(path: Path) -> closing[sqlite3.Connection]:
    """What any other program sees of the file."""
    return closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True))


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]


def whole(connection: sqlite3.Connection, had: dict[str, list[tuple[str, str]]]) -> dict[str, list[Any]]:
    """Every row of some tables in those columns that they had."""
    named = {table: ", ".join(name for name, _ in columns) for table, columns in had.items()}
    return {table: connection.execute(f"SELECT {listed} FROM {table} ORDER BY 1, 2").fetchall() for table, listed in named.items()}


def names(connection: sqlite3.Connection, type_: str) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = ?", (type_,))}


def shape(connection: sqlite3.Connection) -> dict[str, str]:
    """The statement of everything in the file that is not made by an import."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: sql for name, sql in found if not name.startswith(("part_1", "part_2", "data_"))}


def test_today_is_the_last_step() -> None:
    assert SCHEMA == MIGRATIONS[-1].number == len(MIGRATIONS)


def test_an_old_file_gets_what_is_new_with_a_twin_for_each_tracked_table(old: Path) -> None:
    with plain(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        had = {table: columns(connection, table) for table in names(connection, "table") if not table.startswith(("sqlite_", "_sqlite_"))}
        before = whole(connection, had)
        assert not names(connection, "table") & NEW_TABLES
        assert len(before["part_1"]) == 120
    Workspace.open(old).close()
    with plain(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert whole(connection, had) == before
        assert names(connection, "table") >= NEW_TABLES
        assert names(connection, "view") >= NEW_VIEWS
        assert names(connection, "trigger") >= {f"{table}_gone" for table in (*LINKED, "tool_month")}
        assert set(m0002_tools.TRACKED) == NEW_TABLES
        for table in (table for migration in MIGRATIONS for table in migration.tracked):
            own = [column for column in columns(connection, table) if column[0] != "id"]
            head = [("seq", "INTEGER"), ("change", "INTEGER"), ("op", "TEXT"), ("id", "INTEGER")]
            assert columns(connection, f"h_{table}") == head + own, table
            assert columns(connection, table)[0] == ("id", "INTEGER")
        applied = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert applied[:2] == ["0001 first thread", "0002 tools"]


def test_an_old_file_comes_to_the_shape_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Workspace.open(old).close()
    new = tmp_path / "new.prodops"
    Workspace.open(new, create=True).close()
    with plain(old) as first, plain(new) as second:
        assert shape(first) == shape(second)


def test_the_steps_of_an_old_file_can_still_be_undone(old: Path) -> None:
    with Workspace.open(old) as workspace:
        with workspace.reading() as store:
            assert (settings.get(store, "paper"), all_targets(store)) == ("Letter", {"nps": 38.0})
            assert history.next_redo(store) == "rename visits to Calls"
        workspace.run(undo.redo).result()
        undone = 0
        while workspace.run(history.next_undo).result():
            workspace.run(undo.undo).result()
            undone += 1
        assert undone == 6
        with workspace.reading() as store:
            assert (settings.get(store, "paper"), all_targets(store), all_rates(store)) == ("A4", {}, [])
            assert store.db.execute("SELECT count(*) FROM dataset").fetchone()[0] == 0


def test_records_of_an_old_file_can_be_linked_and_go_with_their_links(old: Path, content: Callable[[Workspace], Any]) -> None:
    with Workspace.open(old) as workspace:
        goal = workspace.run(lambda store: save_goal(store, {"title": "Grow"})).result()[1]
        for end in (End("dataset", 1), End("target", 1)):
            workspace.run(partial(link, kind="related", start=end, end=End("goal", goal))).result()
        before = content(workspace)

        def delete(store: Store) -> None:
            with store.edit("Delete"):
                store.db.execute("DELETE FROM target")

        workspace.run(delete).result()
        with workspace.reading() as store:
            assert [found.other for found in links_of(store, End("goal", goal))] == [End("dataset", 1)]
        workspace.run(undo.undo).result()
        assert content(workspace) == before


def test_a_migration_that_fails_leaves_the_old_file_as_it_was(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE contract (a)")  # in the way of the new one
        connection.commit()
    with pytest.raises(UserError, match="contract"):
        Workspace.open(old)
    with plain(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert names(connection, "table") & NEW_TABLES == {"contract"}
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (1,)


def test_any_program_can_read_the_views(old: Path) -> None:
    def fill(store: Store) -> None:
        with store.edit("Fill"):
            ann, bob = ensure(store, "person", "Ann Lee"), ensure(store, "person", "Bob")
            vendor = ensure(store, "vendor", "Mixpanel, Inc.")
            tool = rows.insert(
                store,
                "tool",
                {"name": "Mixpanel", "key": "mixpanel", "vendor": vendor, "owner": ann, "card_owner": bob, "avoid": "Billing"},
            )
            rows.insert(store, "tool", {"name": "Bare", "key": "bare"})
            for name, depth in (("Funnels", 3), ("Replay", 0)):
                capability = rows.insert(store, "capability", {"name": name, "key": name.casefold()})
                rows.insert(store, "tool_capability", {"tool": tool, "capability": capability, "depth": depth})
            for scale, amount in ((2, 1_234_567), (0, 12), (6, 1_500_000), (3, None)):
                rows.insert(store, "contract", {"tool": tool, "amount": amount, "scale": scale, "currency": "EUR", "uplift": 5.0})
            save_goal(store, {"title": "Grow", "metric": "nps", "target": 40, "period": "2026-Q4", "owner": "Ann Lee"})
            save_event(store, {"title": "Freeze", "type": "freeze", "starts": "2026-12-14", "region": "NA"})

    with Workspace.open(old) as workspace:
        workspace.run(fill).result()
    with plain(old) as connection:
        connection.row_factory = sqlite3.Row
        tools = [dict(row) for row in connection.execute("SELECT * FROM v_tools ORDER BY id")]
        contracts = [dict(row) for row in connection.execute("SELECT * FROM v_contracts ORDER BY id")]
        goals = [tuple(row) for row in connection.execute("SELECT * FROM v_goals")]
        events = [tuple(row) for row in connection.execute("SELECT * FROM v_events")]
    assert [(row["name"], row["vendor"], row["owner"], row["card_owner"], row["status"], row["do_not_use_for"]) for row in tools] == [
        ("Mixpanel", "Mixpanel, Inc.", "Ann Lee", "Bob", "active", "Billing"),
        ("Bare", None, None, None, "active", None),
    ]
    assert [set((row["capabilities"] or "").split("; ")) for row in tools] == [{"Funnels 3", "Replay 0"}, {""}]
    assert [(row["tool"], row["amount"], row["currency"], row["uplift_percent"]) for row in contracts] == [
        ("Mixpanel", 12_345.67, "EUR", 5.0),
        ("Mixpanel", 12.0, "EUR", 5.0),
        ("Mixpanel", 1.5, "EUR", 5.0),
        ("Mixpanel", None, "EUR", 5.0),
    ]
    assert goals == [(1, "Grow", "nps", 40.0, "2026-Q4", "Ann Lee", None)]
    assert events == [(1, "Freeze", "freeze", "2026-12-14", "2026-12-14", "NA", None, None, None, None)]


def test_what_hangs_on_a_tool_goes_with_it_and_comes_back(old: Path, content: Callable[[Workspace], Any]) -> None:
    hanging = ("tool_capability", "contract", "lead_time", "tool_month", "decision", "taken")

    def fill(store: Store) -> None:
        with store.edit("Fill"):
            for number in (1, 2):
                tool = rows.insert(store, "tool", {"name": f"Tool {number}", "key": f"tool {number}"})
                capability = rows.insert(store, "capability", {"name": f"C {number}", "key": f"c {number}"})
                rows.insert(store, "tool_capability", {"tool": tool, "capability": capability, "depth": 3})
                contract = rows.insert(store, "contract", {"tool": tool})
                rows.insert(store, "lead_time", {"contract": contract, "label": "Legal", "length": 2, "unit": "week"})
                month = rows.insert(store, "tool_month", {"tool": tool, "month": "2026-11", "purchased": 40})
                for table, record in (("tool", tool), ("contract", contract), ("tool_month", month)):
                    rows.insert(store, "taken", {"record_table": table, "record": record, "version": 1, "part": 1, "row": number})
                for table, record in (("tool", tool), ("contract", contract)):
                    decided: dict[str, rows.Value] = {"choice": "drop", "reason": "Why", "day": "2026-11-23"}
                    rows.insert(store, "decision", {"about_table": table, "about": record, **decided})

    def delete(store: Store) -> None:
        with store.edit("Delete"):
            store.db.execute("DELETE FROM tool WHERE id = 1")

    with Workspace.open(old) as workspace:
        workspace.run(fill).result()
        before = content(workspace)
        whole = {table: len(before[table]) for table in hanging}
        workspace.run(delete).result()
        after = content(workspace)
        assert {table: 2 * len(after[table]) for table in hanging} == whole
        assert len(after["capability"]) == 2
        workspace.run(undo.undo).result()
        assert content(workspace) == before
        workspace.run(undo.redo).result()
        assert content(workspace) == after


@pytest.fixture
def lived_in(tmp_path: Path) -> Path:
    """A workspace of this version with goals that were added, edited and deleted, the last of them at 9:05 of 2 November 2026."""
    path = new_workspace(tmp_path / "a.prodops")

    def step(label: str, sql: str) -> Callable[[Store], None]:
        def change(store: Store) -> None:
            with store.edit(label):
                store.db.execute(sql)

        return change

    with ticking(), Workspace.open(path) as workspace:
        for label, sql in (
            ("Add goals", "INSERT INTO goal (id, title) VALUES (1, 'One'), (2, 'Two'), (3, 'Three')"),
            ("Edit goal One", "UPDATE goal SET title = 'First', note = 'n' WHERE id = 1"),
            ("Delete goal Two", "DELETE FROM goal WHERE id = 2"),
            ("Edit goal Three", "UPDATE goal SET title = 'Third' WHERE id = 3"),
        ):
            workspace.run(step(label, sql)).result()
    return path


def with_one_more(patch: pytest.MonkeyPatch, **more: Any) -> None:
    """Let the program have one more migration."""
    added = steps.Migration(SCHEMA + 1, "one more", "CREATE TABLE later (id INTEGER) STRICT", (), ("later",), **more)
    patch.setattr(steps, "MIGRATIONS", (*MIGRATIONS, added))
    for module in (migrations, file):
        patch.setattr(module, "SCHEMA", SCHEMA + 1)


def goals(workspace: Workspace, moment: datetime | None = None) -> list[tuple[Any, ...]]:
    with workspace.reading() as store:
        query = "SELECT id, title, weight, stage FROM goal ORDER BY id"
        if moment is None:
            return [tuple(row) for row in store.db.execute(query)]
        with store.as_of(moment) as past:
            return [tuple(row) for row in past.db.execute(query)]


def test_steps_from_before_a_table_got_columns_are_undone_and_looked_up(lived_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_one_more(monkeypatch, columns=(("goal", "weight REAL NOT NULL DEFAULT 1.5"), ("goal", "stage TEXT")))

    def weigh(store: Store) -> None:
        with store.edit("Weigh goals"):
            rows.update(store, "goal", 1, {"weight": 9.0, "stage": "late"})

    with ticking() as moments, Workspace.open(lived_in) as workspace:
        moments[0] += timedelta(days=1)
        with plain(lived_in) as connection:
            assert columns(connection, "goal")[-2:] == columns(connection, "h_goal")[-2:] == [("weight", "REAL"), ("stage", "TEXT")]
        workspace.run(weigh).result()
        now = [(1, "First", 9.0, "late"), (3, "Third", 1.5, None)]
        assert goals(workspace) == now
        workspace.run(lambda store: undo.undo_change(store, 3)).result()
        workspace.run(lambda store: undo.undo_change(store, 4)).result()
        assert goals(workspace) == [now[0], (2, "Two", 1.5, None), (3, "Three", 1.5, None)]
        with pytest.raises(UserError, match="later steps changed the same rows: “Weigh goals”"):
            workspace.run(lambda store: undo.undo_change(store, 2)).result()

        first = BEGAN + timedelta(minutes=1)
        assert goals(workspace, first) == [(1, "One", 1.5, None), (2, "Two", 1.5, None), (3, "Three", 1.5, None)]
        assert goals(workspace, first + timedelta(minutes=3)) == [(1, "First", 1.5, None), (3, "Third", 1.5, None)]
        with workspace.reading() as store:
            assert record_at(store, "goal", 1, first)["weight"] == 1.5
            steps = record_steps(store, [("goal", 1)])
            assert [(step.label, [value.column for value in step.values]) for step in steps[:2]] == [
                ("Weigh goals", ["weight", "stage"]),
                ("Edit goal One", ["title", "note"]),
            ]
        workspace.run(lambda store: undo.go_back(store, 1)).result()
        assert goals(workspace) == [(1, "One", 1.5, None), (2, "Two", 1.5, None), (3, "Three", 1.5, None)]
        for _ in range(2):  # the going back, then the weights
            workspace.run(undo.undo).result()
        assert goals(workspace) == [(1, "First", 1.5, None), (2, "Two", 1.5, None), (3, "Three", 1.5, None)]


def test_a_migration_that_old_steps_do_not_outlive_bars_them_with_its_reason(lived_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "goals were told apart by their metric until then"
    with_one_more(monkeypatch, barrier=reason)
    with Workspace.open(lived_in) as workspace:
        assert workspace.run(history.next_undo).result() is None
        with pytest.raises(UserError, match=f"“Edit goal Three” can't be undone, because {reason}\\."):
            workspace.run(lambda store: undo.undo_change(store, 4)).result()
        with workspace.reading() as store:
            assert [(one.change, one.kind) for one in history.barriers(store)] == [(4, history.SHAPE)]
            assert len(history.steps(store)) == 4
            with pytest.raises(UserError, match="How everything stood before 2 Nov 2026, 09:04 is no longer known"):
                as_of.position_at(store, BEGAN)


def test_a_new_file_has_no_barrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_one_more(monkeypatch, barrier="of anything")
    with Workspace.open(tmp_path / "new.prodops", create=True) as workspace, workspace.reading() as store:
        assert history.barriers(store) == []
