"""A backup holds all of one state, shares what never changes, and brings back exactly what it holds."""

import os
import re
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.feedback.store import read_items
from prodops_desktop.work import clock
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Store, Workspace, backups, settings
from prodops_desktop.workspace.beside import beside
from prodops_desktop.workspace.migrations import SCHEMA
from prodops_desktop.workspace.migrations.steps import MIGRATIONS
from tests.new_workspace import new_workspace
from tests.unit.workspace.backing import content, current, execute, landed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return current(tmp_path / "a.prodops")


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the program."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def set_company(path: Path, name: str) -> None:
    with Workspace.open(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", name)).result()


def parts(path: Path) -> list[Path]:
    return sorted((backups.folder_of(path) / "parts").iterdir())


@pytest.mark.parametrize("number", [one.number for one in MIGRATIONS if one.number < SCHEMA])
def test_what_is_restored_is_what_was_backed_up_in_every_landed_version(tmp_path: Path, number: int) -> None:
    path = landed(tmp_path / "a.prodops", number)
    before = content(path)
    made = backups.make(path, "hand")
    assert (made.schema, made.reason, made.complete, made.number) == (number, "hand", True, 1)
    assert made.position == len(before["change"])
    assert content(path) == before, "making a backup changes nothing"
    path.unlink()
    done = backups.restore(made.path, path)
    assert (done.kept, done.aside) == (None, None)
    assert content(path) == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_restored_file_is_found_sound_and_is_brought_up_to_date_by_opening(tmp_path: Path) -> None:
    path = landed(tmp_path / "a.prodops")
    made = backups.make(path, "hand")
    set_company(path, "Acme")
    backups.restore(made.path, path)
    with open_workspace(path) as workspace:
        assert check(workspace) == []
        with workspace.reading() as store:
            assert settings.get(store, "company") == ""
            ids = [row[0] for row in store.db.execute("SELECT rowid FROM feedback_search('export*')")]
            assert {item.title for item in read_items(store, ids)} >= {"Export stops"}
    assert [one.reason for one in backups.all_backups(path)] == ["migration", "restore", "migration", "hand"]


def test_an_older_file_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    path = landed(tmp_path / "a.prodops")
    before = content(path)
    Workspace.open(path).close()
    (made,) = backups.all_backups(path)
    assert (made.reason, made.schema) == ("migration", 5)
    other = path.with_name("other.prodops")
    backups.restore(made.path, other)
    assert content(other) == before


def test_nobody_else_may_read_the_backups(path: Path) -> None:
    made = backups.make(path, "hand")
    folder = path.with_name("a.backups")
    assert made.path.parent == folder
    assert [stat.S_IMODE(one.stat().st_mode) for one in (folder, folder / "parts")] == [0o700, 0o700]
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.rglob("*") if one.is_file()} == {0o600}
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.backups", "a.prodops"], "no log and no lock is left beside the file"


def test_rows_that_never_change_are_kept_once(tmp_path: Path) -> None:
    path = landed(tmp_path / "a.prodops")
    first = backups.make(path, "hand")
    before = {one: one.stat().st_mtime_ns for one in parts(path)}
    assert len(before) == 6, "the rows of three imports, and three kept files"
    Workspace.open(path).close()
    set_company(path, "Acme")
    second = backups.make(path, "hand")
    assert {one: one.stat().st_mtime_ns for one in parts(path)} == before, "not even a migration makes other pieces of them"
    assert first.shared == second.shared == sum(one.stat().st_size for one in before)


def test_files_of_the_same_bytes_are_kept_once_and_come_back_each(path: Path) -> None:
    execute(
        path,
        "INSERT INTO source (id, name, sha256, size, format) SELECT 50, 'again.csv', sha256, size, format FROM source WHERE id = 1",
        "INSERT INTO source_chunk SELECT 50, position, content FROM source_chunk WHERE source = 1",
        "UPDATE version SET source = 50 WHERE id = 2",
        "UPDATE h_version SET source = 50 WHERE source = 2",
        "DELETE FROM source_chunk WHERE source = 2",
        "DELETE FROM source WHERE id = 2",
    )
    before = content(path)
    made = backups.make(path, "hand")
    assert len(parts(path)) == 5
    backups.restore(made.path, path)
    assert content(path) == before


def test_a_part_of_the_same_file_with_other_names_in_it_is_another_piece(path: Path) -> None:
    """Account cells are numbers of names, which a file that was restored hands out anew: the hash of the part does not tell."""
    backups.make(path, "hand")
    execute(path, "UPDATE part_1 SET c3 = c3 + 1 WHERE _row = 3")
    changed = content(path)
    made = backups.make(path, "hand")
    assert len(parts(path)) == 7
    backups.restore(made.path, path)
    assert content(path) == changed


def test_an_import_under_way_is_left_out_and_goes_on(path: Path) -> None:
    before = content(path)
    execute(
        path,
        "INSERT INTO part (id) VALUES (90)",
        "CREATE TABLE part_90 (_row INTEGER PRIMARY KEY, c1 TEXT) STRICT",
        "INSERT INTO part_90 VALUES (1, 'half')",
        "INSERT INTO raw VALUES (90, 1, 1, 'half', 'why')",
        "INSERT INTO segment VALUES (90, 1, 'Sheet', 0, 1)",
        "INSERT INTO spread VALUES (90, 0, 1, 3)",
        "INSERT INTO origin VALUES (90, 1, 1, 1, 1)",
        "INSERT INTO quarantine (id, part, row, sheet, source_row, cells, reasons) VALUES (900, 90, 1, 'Sheet', 2, '[]', '[]')",
        "INSERT INTO source (id, name, sha256, size, format) VALUES (90, 'half.csv', 'x', 4, 'csv')",
        "INSERT INTO source_chunk VALUES (90, 0, x'00')",
    )
    under_way = content(path)
    made = backups.make(path, "hand")
    assert content(path) == under_way
    backups.restore(made.path, path)
    restored = content(path)
    assert restored.pop("sqlite_sequence") == under_way["sqlite_sequence"], "its numbers are not given out again"
    before.pop("sqlite_sequence")
    assert restored == before


def test_tables_of_any_sort_come_back_with_the_numbers_of_their_rows(tmp_path: Path) -> None:
    path = new_workspace(tmp_path / "a.prodops")
    execute(
        path,
        'CREATE TABLE "odd ""name" (a TEXT, b BLOB)',
        """INSERT INTO "odd ""name" (rowid, a, b) VALUES (7, 'x', x'00ff'), (3, 'y', NULL), (12, 0.1 + 0.2, 'é')""",
        "CREATE TABLE keyed (k TEXT PRIMARY KEY, v REAL) STRICT, WITHOUT ROWID",
        "INSERT INTO keyed VALUES ('b', 9e999), ('a', -0.0)",
        "CREATE VIRTUAL TABLE words USING fts5 (text)",
        "INSERT INTO words (rowid, text) VALUES (5, 'nothing is ever lost')",
        'CREATE INDEX odd_a ON "odd ""name" (a) WHERE a <> \'q;\'',
        "CREATE TRIGGER odd_gone AFTER DELETE ON keyed BEGIN INSERT INTO words (text) VALUES ('gone'); END",
        "CREATE VIEW shown AS SELECT k FROM keyed",
        "ANALYZE",
    )
    before = content(path)
    assert "sqlite_stat1" in before
    made = backups.make(path, "hand")
    execute(path, "DELETE FROM keyed", "DROP TABLE words")
    backups.restore(made.path, path)
    assert content(path) == before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT rowid FROM words('lost')").fetchall() == [(5,)]


def test_a_backup_is_of_one_state_while_the_file_is_written(tmp_path: Path) -> None:
    path = new_workspace(tmp_path / "a.prodops")
    done = threading.Event()

    with Workspace.open(path) as workspace:

        def write() -> None:
            number = 0
            while not done.is_set():
                number += 1
                workspace.run(partial(_set_both, value=str(number))).result()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = [backups.make(path, "hand") for _ in range(4)]
        finally:
            done.set()
            writer.join()
    for one in made:
        other = tmp_path / "other.prodops"
        backups.restore(one.path, other)
        with closing(sqlite3.connect(other)) as db:
            values = [row[0] for row in db.execute("SELECT value FROM setting WHERE key IN ('company', 'keep_source_mb')")]
            assert len(set(values)) <= 1, "both were set in one step"
            assert (db.execute("SELECT max(id) FROM change").fetchone()[0] or 0) == one.position
    assert made[0].position < made[-1].position, "and the writer was not held up"


def _set_both(store: Store, value: str) -> None:
    with store.edit("Set both"):
        settings.set_setting(store, "company", value)
        settings.set_setting(store, "keep_source_mb", value)


def test_an_import_is_kept_and_undone_with_its_file(tmp_path: Path, staged_here: None) -> None:
    path = tmp_path / "a.prodops"
    sheet = tmp_path / "calls.csv"
    sheet.write_text("day,amount\n" + "".join(f"2026-01-{n % 28 + 1:02},{n}.50\n" for n in range(300)))
    with open_workspace(path, create=True) as workspace:
        import_file(workspace, ImportRequest(sheet))
        made = backups.make(path, "irreversible")
        before = content(path)
    backups.restore(made.path, path)
    assert content(path) == before
    with open_workspace(path) as workspace:
        assert check(workspace) == []


def test_progress_is_told_and_cancelling_leaves_nothing(path: Path) -> None:
    told: list[Progress] = []
    backups.make(path, "hand", progress=told.append)
    assert told[0].text == "Checking the file"
    before = sorted(backups.folder_of(path).rglob("*"))
    set_company(path, "Acme")
    cancelled = threading.Event()
    cancelled.set()
    now = content(path)
    first = backups.all_backups(path)[0].path
    for begin in (
        lambda: backups.make(path, "hand", cancelled=cancelled),
        lambda: backups.copy_whole(path, path.with_name("c"), cancelled=cancelled),
        lambda: backups.restore(first, path, cancelled=cancelled),
    ):
        with pytest.raises(Cancelled):
            begin()
    assert sorted(backups.folder_of(path).rglob("*")) == before
    assert content(path) == now
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.backups", "a.prodops"]


def test_cancelling_in_the_middle_ends_the_statement_that_runs(tmp_path: Path) -> None:
    path = new_workspace(tmp_path / "a.prodops")
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) SELECT i, hex(randomblob(100)) FROM n"
    execute(path, "CREATE TABLE many (id INTEGER PRIMARY KEY, t TEXT)", f"INSERT INTO many {many}")
    cancelled = threading.Event()
    with pytest.raises(Cancelled):
        backups.make(path, "hand", progress=lambda told: cancelled.set() if told.done > 2 else None, cancelled=cancelled)
    assert not backups.folder_of(path).exists()


def test_the_list_says_what_came_since(path: Path) -> None:
    first = backups.make(path, "hand")
    set_company(path, "Acme")
    made = backups.make(path, "hand")
    set_company(path, "Beta")
    with Workspace.open(path) as workspace, workspace.reading() as store:
        assert [step.label for step in backups.steps_since(store, made)] == ["Set company to Beta"]
    backups.restore(made.path, path)
    set_company(path, "Gamma")
    set_company(path, "Delta")
    with Workspace.open(path) as workspace, workspace.reading() as store:
        newest = next(one for one in backups.all_backups(path) if one.reason == "restore")
        assert [step.label for step in backups.steps_since(store, newest)] == ["Set company to Gamma", "Set company to Delta"], (
            "the backup from before the restore went another way"
        )
        labels = [step.label for step in backups.steps_since(store, first)]
        assert labels == ["Set company to Acme", "Set company to Gamma", "Set company to Delta"]


def test_when_a_backup_is_due(tmp_path: Path, at: Callable[[datetime], None]) -> None:
    path = new_workspace(tmp_path / "a.prodops")
    began = datetime(2026, 11, 23, 9, 0)
    at(began)

    def due(**later: float) -> tuple[bool, bool]:
        moment = began + timedelta(**later)
        return backups.is_due(path, "opening", moment), backups.is_due(path, "hourly", moment)

    assert due(days=400) == (False, False), "nothing was ever done in it"
    set_company(path, "Acme")
    assert [due(minutes=29), due(minutes=30), due(hours=24)] == [(False, False), (False, True), (True, True)]
    at(began + timedelta(hours=1))
    backups.make(path, "hourly")
    assert [due(hours=3), due(hours=24.9), due(hours=25)] == [(False, False), (False, False), (True, False)], "no steps since"
    set_company(path, "Beta")
    assert [due(hours=1.4), due(hours=1.5)] == [(False, False), (False, True)]
    assert due(minutes=5) == (True, True), "it is dated in the future: the clock was set back"
    at(began)
    made = backups.make(path, "hourly")
    assert backups.all_backups(path)[0] == made, "the newest is the one that was made last, whatever the clock said"
    assert due(minutes=5) == (False, False)


def test_a_clock_that_is_wrong_for_a_while_costs_nothing(tmp_path: Path, at: Callable[[datetime], None]) -> None:
    path = new_workspace(tmp_path / "a.prodops")
    set_company(path, "Acme")
    day = datetime(2026, 11, 23, 9, 0)
    for moment in (day, day + timedelta(minutes=30), day - timedelta(days=2000), day + timedelta(minutes=60)):
        at(moment)
        backups.make(path, "hourly")
    assert [one.number for one in backups.all_backups(path)] == [4, 3, 2, 1]


def test_old_backups_go_with_what_only_they_need(path: Path, at: Callable[[datetime], None]) -> None:
    day = datetime(2026, 11, 23, 9, 0)
    at(day)
    backups.make(path, "hourly")
    all_of_them = set(parts(path))
    execute(
        path,
        "DELETE FROM source_chunk",
        "UPDATE part SET hash = 'other' WHERE id = 2",
        "INSERT INTO setting (key, value) VALUES ('backups_mb', 10)",
    )
    at(day + timedelta(minutes=10))
    backups.make(path, "hourly")
    assert set(parts(path)) > all_of_them, "both are of the last two hours"
    at(day + timedelta(hours=4))
    backups.make(path, "hourly")
    assert [one.number for one in backups.all_backups(path)] == [3, 2], "the last of the hour stays"
    assert len(parts(path)) == 3
    assert len(set(parts(path)) - all_of_them) == 1
    assert all(one.complete for one in backups.all_backups(path))


def test_the_one_that_is_restored_is_not_thinned_out_by_the_one_made_before(path: Path, at: Callable[[datetime], None]) -> None:
    day = datetime(2026, 11, 23, 9, 0)
    before = content(path)
    at(day)
    wanted = backups.make(path, "hourly")
    at(day + timedelta(minutes=30))
    set_company(path, "Acme")
    backups.make(path, "hourly")
    at(day + timedelta(hours=4))
    backups.restore(wanted.path, path)
    assert content(path) == before
    assert [one.number for one in backups.all_backups(path)] == [3, 2, 1]
    backups.make(path, "hand")
    assert [one.number for one in backups.all_backups(path)] == [4, 3, 2], "the last of its hour stays"


def test_the_room_for_backups_is_kept(tmp_path: Path, at: Callable[[datetime], None]) -> None:
    path = new_workspace(tmp_path / "a.prodops")
    execute(
        path,
        "CREATE TABLE big (id INTEGER PRIMARY KEY, b BLOB)",
        "INSERT INTO big VALUES (1, randomblob(4000000))",
        "INSERT INTO setting (key, value) VALUES ('backups_mb', '10')",
    )
    for minute in range(4):
        at(datetime(2026, 11, 23, 9, minute))
        backups.make(path, "hand", gentle=False)
    assert [one.number for one in backups.all_backups(path)] == [4, 3]
    assert backups.room_taken(path) < 10 << 20
    execute(path, "UPDATE big SET b = randomblob(12000000)")
    backups.make(path, "hand", gentle=False)
    assert [one.number for one in backups.all_backups(path)] == [5], "the newest stays even if it is larger than the room"


def test_all_of_them_can_be_deleted(path: Path) -> None:
    backups.make(path, "hand")
    backups.make(path, "hand")
    assert backups.room_taken(path) > 0
    assert backups.delete_all(path) == 2
    assert not backups.folder_of(path).exists()
    assert (backups.delete_all(path), backups.room_taken(path), backups.all_backups(path)) == (0, 0, [])


def test_a_whole_copy_is_one_file_that_restores(path: Path) -> None:
    out = path.with_name("copy “1” 🙂.prodops")
    with Workspace.open(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", "Acme")).result()
        assert backups.copy_whole(path, out) == out
        with pytest.raises(UserError, match="There is a file copy"):
            backups.copy_whole(path, out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert content(out) == content(path)
    set_company(path, "Beta")
    done = backups.restore(out, path)
    assert done.kept is not None
    assert done.sentence.startswith("a.prodops is now as of ")
    assert content(out) == content(path)
    backups.restore(done.kept.path, path)
    with Workspace.open(path) as workspace, workspace.reading() as store:
        assert settings.get(store, "company") == "Beta", "what was there before the restore came back"
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.backups", "a.prodops", out.name]


def test_names_of_any_length_and_sort(tmp_path: Path) -> None:
    path = landed(tmp_path / ("Ünïcode “quoted” 🙂 " + "x" * 190 + ".prodops"))
    before = content(path)
    made = backups.make(path, "hand")
    backups.restore(made.path, path)
    assert content(path) == before
    assert all(len(os.fsencode(one.name)) <= 255 for one in tmp_path.rglob("*"))
    assert beside(path, ".a").name != beside(path.with_name("Ünïcode “quoted” 🙂 " + "x" * 191 + ".prodops"), ".a").name
    assert beside(Path("a.prodops"), ".a") == Path("a.prodops.a")


@pytest.fixture(autouse=True)
def nothing_unfinished(tmp_path: Path) -> Iterator[None]:
    yield
    left = re.compile(r"unfinished|restoring|\.part$|\.lock$|-wal$|-shm$")
    assert [one.name for one in tmp_path.rglob("*") if left.search(one.name)] == []
