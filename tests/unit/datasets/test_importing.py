"""An import from file to version: what is stored, that it is one step, and that nothing stays behind when it ends early."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.importing import ImportReport, SameBytesError, import_file, stage_file, store_staged
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.quarantine import held_rows
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.child import Progress
from prodops_desktop.workspace import Workspace, history, undo

Importer = Callable[..., ImportReport]

ROWS = [["day", "amount", "note"], ["2026-01-05", "10", "first"], ["2026-01-06", "20", "second"], ["2026-02-01", "30", "third"]]


def tables(workspace: Workspace) -> list[str]:
    with workspace.reading() as store:
        return sorted(
            row[0]
            for row in store.db.execute(
                "SELECT name FROM sqlite_master WHERE name GLOB 'part_[0-9]*' OR type = 'view' AND name GLOB 'data_*'"
            )
        )


def counts(workspace: Workspace) -> dict[str, int]:
    """How many rows each table has."""
    with workspace.reading() as store:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'feedback_search%'"
        names = [row[0] for row in store.db.execute(query)]
        return {name: store.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def test_a_sheet_becomes_a_version_with_its_source(workspace: Workspace, bring: Importer, tmp_path: Path) -> None:
    report = bring("visits_2026-02.csv", ROWS)
    assert (report.dataset, report.version, report.rows_read, report.rows_accepted) == ("visits_2026-02", 1, 3, 3)
    with workspace.reading() as store:
        dataset = catalogue.find_dataset(store, "VISITS_2026-02 ")
        assert dataset.version.sha256 == hashlib.sha256((tmp_path / "visits_2026-02.csv").read_bytes()).hexdigest()
        assert dataset.version.as_of == "2026-02-28"
        assert [column.type for column in columns_of(store, dataset.version.id)] == ["day", "integer", "text"]
        assert catalogue.source_bytes(store, dataset.version.source) == (tmp_path / "visits_2026-02.csv").read_bytes()
    grid = Grid(workspace, report.version_id)
    assert [(row.row, row.values) for row in grid.rows(0, 9)] == [
        (2, ("2026-01-05", 10, "first")),
        (3, ("2026-01-06", 20, "second")),
        (4, ("2026-02-01", 30, "third")),
    ]


def test_undo_takes_the_whole_import_back_and_redo_brings_it_again(workspace: Workspace, bring: Importer) -> None:
    report = bring("visits.csv", ROWS)
    before = tables(workspace)
    assert before == ["data_visits", "part_1"]
    workspace.run(undo.undo).result()
    with workspace.reading() as store:
        assert catalogue.all_datasets(store) == []
        assert current(store).versions == ()
    assert tables(workspace) == ["part_1"]
    workspace.run(undo.redo).result()
    assert tables(workspace) == before
    assert Grid(workspace, report.version_id).count == 3
    assert check(workspace) == []


def test_the_next_file_of_a_dataset_is_its_next_version(workspace: Workspace, bring: Importer) -> None:
    bring("visits.csv", ROWS)
    report = bring("visits-later.csv", [*ROWS, ["2026-02-02", "40", "fourth"]], name="Visits")
    assert (report.dataset, report.version) == ("visits", 2)
    with workspace.reading() as store:
        (dataset,) = catalogue.all_datasets(store)
        assert (dataset.name, dataset.versions, dataset.version.rows_accepted) == ("visits", 2, 4)
        assert [version.number for version in catalogue.versions_of(store, dataset.id)] == [2, 1]
        assert current(store).versions == (report.version_id,)
    workspace.run(undo.undo).result()
    with workspace.reading() as store:
        assert catalogue.find_dataset(store, "visits").version.number == 1


def test_the_same_bytes_are_said_and_only_taken_when_asked(workspace: Workspace, bring: Importer) -> None:
    bring("visits.csv", ROWS)
    with pytest.raises(SameBytesError, match=r"same bytes as version 1 of visits, imported .* Nothing was imported"):
        bring("renamed.csv", ROWS)
    assert bring("renamed.csv", ROWS, again=True, name="visits").version == 2
    workspace.run(undo.undo).result()
    workspace.run(undo.undo).result()
    assert bring("visits.csv", ROWS).version == 1


def test_a_row_that_cannot_be_accepted_keeps_its_raw_cells(workspace: Workspace, bring: Importer) -> None:
    report = bring(
        "nps.csv",
        [["Score", "Date", "Company"], ["9", "2026-01-01", "Acme"], ["11", "2026-01-02", "Beta"], ["3", "2026-01-03", "acme "]],
        kind="nps",
    )
    assert (report.rows_read, report.rows_accepted, report.rows_quarantined) == (3, 2, 1)
    with workspace.reading() as store:
        (row,) = held_rows(store, report.version_id)
        keys = store.db.execute("SELECT count(DISTINCT n.id), count(DISTINCT n.key) FROM part_1 p JOIN name n ON n.id = p.c3").fetchone()
    assert (row.row, row.cells) == (3, ("11", "2026-01-02", "Beta"))
    assert "10" in row.reasons[0].text
    assert tuple(keys) == (2, 1)
    assert check(workspace) == []


def test_cancelling_at_half_leaves_the_file_as_it_was(workspace: Workspace, bring: Importer, tmp_path: Path) -> None:
    bring("visits.csv", ROWS)
    before, rows_before = tables(workspace), counts(workspace)
    big = tmp_path / "big.csv"
    big.write_text("day,amount\n" + "".join(f"2026-01-{n % 28 + 1:02},{n}\n" for n in range(60_000)))
    stop = threading.Event()

    def on_progress(progress: Progress) -> None:
        if progress.text == "Storing rows" and progress.done > 30_000:
            stop.set()

    with pytest.raises(Cancelled):
        import_file(workspace, ImportRequest(big), on_progress, stop)
    assert tables(workspace) == before
    assert counts(workspace) == rows_before
    assert sorted(path.name for path in tmp_path.iterdir() if "staging" in path.name) == []
    assert check(workspace) == []
    with workspace.reading() as store:
        assert [step.label for step in history.steps(store)] == ["Import visits.csv"]


def test_a_file_that_changes_between_reading_and_storing_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("day,amount\n2026-01-01,1\n")
    staged = stage_file(workspace, ImportRequest(path))
    path.write_text("day,amount\n2026-01-01,2\n")
    with pytest.raises(UserError, match="was changed while it was being imported"):
        store_staged(workspace, staged)
    assert tables(workspace) == []
    assert not staged.file.exists()


def test_a_file_that_changes_while_it_is_read_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "growing.csv"
    path.write_text("Id,Size\n" + "".join(f"{number},{number % 7}\n" for number in range(60_000)), encoding="utf-8")

    def grow(_: Progress) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("1,1\n")

    with pytest.raises(UserError, match=r"growing\.csv was changed while it was being read"):
        import_file(workspace, ImportRequest(path), grow)
    with workspace.reading() as store:
        assert not store.db.execute("SELECT 1 FROM dataset").fetchone()


@pytest.mark.parametrize(("content", "sentence"), [(None, "There is no file"), ("a,b\n", "no (data )?rows|without")])
def test_bad_input_is_a_sentence_and_leaves_nothing(workspace: Workspace, tmp_path: Path, content: str | None, sentence: str) -> None:
    path = tmp_path / "x.csv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UserError, match=sentence):
        import_file(workspace, ImportRequest(path))
    assert tables(workspace) == []
    assert check(workspace) == []


def test_an_import_killed_while_it_stores_is_swept_away_on_opening(tmp_path: Path) -> None:
    path, sheet = tmp_path / "w.prodops", tmp_path / "big.csv"
    sheet.write_text("day,amount\n" + "".join(f"2026-01-{n % 28 + 1:02},{n}\n" for n in range(60_000)))
    code = f"""
import os, signal
from pathlib import Path
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.opening import open_workspace
def on_progress(progress):
    if progress.text == "Storing rows" and progress.done > 20_000:
        os.kill(os.getpid(), signal.SIGKILL)
import_file(open_workspace(Path({str(path)!r}), create=True), ImportRequest(Path({str(sheet)!r})), on_progress)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert any("staging" in entry.name for entry in tmp_path.iterdir())
    with open_workspace(path) as workspace:
        assert check(workspace) == []
    with open_workspace(path) as workspace:
        assert tables(workspace) == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["big.csv", "w.prodops"]


def test_other_tools_see_a_plain_view(workspace: Workspace, bring: Importer) -> None:
    bring(
        "Money Made.csv",
        [["Account", "MRR", "Month"], ["Acme", "$1,250.50", "2026-01-01"], ["Beta", "$10.00", "2026-01-01"]],
        kind="revenue",
    )
    with sqlite3.connect(f"file:{workspace.path}?mode=ro", uri=True) as plain:
        assert plain.execute('SELECT "Account", "MRR", "Month" FROM data_money_made ORDER BY 1').fetchall() == [
            ("Acme", 1250.5, "2026-01-01"),
            ("Beta", 10.0, "2026-01-01"),
        ]
    plain.close()


@pytest.mark.parametrize("moment", range(4))
def test_cancelling_at_any_step_leaves_every_table_as_it_was(workspace: Workspace, bring: Importer, tmp_path: Path, moment: int) -> None:
    bring("visits.csv", ROWS)
    before = counts(workspace)
    path = tmp_path / "big.csv"
    with path.open("wb") as file:  # a file of several chunks, so that keeping it takes steps of its own
        file.write(b"day,text\n" + b"".join(b"2026-01-01,%d %s\n" % (n, b"x" * 3000) for n in range(600)))
    staged = stage_file(workspace, ImportRequest(path))
    stop, seen = threading.Event(), 0

    def on_progress(_: Progress) -> None:
        nonlocal seen
        seen += 1
        if seen > moment:
            stop.set()

    with pytest.raises(Cancelled):
        store_staged(workspace, staged, on_progress, stop)
    assert counts(workspace) == before
    assert check(workspace) == []


def test_two_imports_are_stored_at_once(workspace: Workspace, tmp_path: Path) -> None:
    staged = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.csv"
        path.write_text("company,score,date\n" + "".join(f"{name} {n % 7},{n % 11},2026-01-{n % 28 + 1:02}\n" for n in range(20_000)))
        staged.append(stage_file(workspace, ImportRequest(path, kind="nps")))
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda waiting: store_staged(workspace, waiting), staged))
    for name, report in zip(("one", "two"), reports, strict=True):
        assert {row.values[0] for row in Grid(workspace, report.version_id).rows(0, 50)} == {f"{name} {n}" for n in range(7)}
    assert check(workspace) == []


def test_closing_while_an_import_is_stored_ends_it_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text("day,amount\n" + "".join(f"2026-01-{n % 28 + 1:02},{n}\n" for n in range(60_000)))
    workspace = open_workspace(tmp_path / "w.prodops", create=True)
    staged = stage_file(workspace, ImportRequest(path))
    begun = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        storing = pool.submit(store_staged, workspace, staged, lambda _: begun.set())
        begun.wait(20)
        workspace.close()
        with pytest.raises(UserError, match="was closed meanwhile"):
            storing.result(20)
    with open_workspace(tmp_path / "w.prodops") as again:
        assert check(again) == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["big.csv", "w.prodops"]


def test_a_rename_during_an_import_can_still_be_undone(workspace: Workspace, bring: Importer, tmp_path: Path) -> None:
    bring("visits.csv", ROWS)
    path = tmp_path / "later.csv"
    path.write_text("day,amount\n2026-03-01,5\n")
    staged = stage_file(workspace, ImportRequest(path, name="visits"))
    with workspace.reading() as store:
        first = catalogue.find_dataset(store, "visits")
    workspace.run(lambda store: catalogue.rename_dataset(store, first.id, "old visits")).result()
    store_staged(workspace, staged)
    for _ in range(3):
        workspace.run(undo.undo).result()
    with workspace.reading() as store:
        assert catalogue.all_datasets(store) == []
    for _ in range(3):
        workspace.run(undo.redo).result()
    with workspace.reading() as store:
        assert [dataset.name for dataset in catalogue.all_datasets(store)] == ["old visits", "visits"]


def test_what_is_no_spreadsheet_never_hangs(workspace: Workspace, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path, sentence in ((pipe, "is not a file"), (workspace.path, "is this workspace itself"), (tmp_path, "is a folder")):
        with pytest.raises(UserError, match=sentence):
            import_file(workspace, ImportRequest(path))


def test_names_come_from_the_whole_stem(workspace: Workspace, bring: Importer) -> None:
    assert bring("Q3.visits.csv", ROWS).dataset == "Q3.visits"
    assert bring("Q3.calls.csv", ROWS[:3]).dataset == "Q3.calls"
    with pytest.raises(UserError, match="needs a name"):
        bring("x.csv", ROWS[:2], name="  ")


def test_another_kind_in_the_same_dataset_is_said(workspace: Workspace, bring: Importer) -> None:
    bring("visits.csv", ROWS)
    report = bring("nps.csv", [["score", "date", "company"], ["9", "2026-01-01", "Acme"]], name="visits", kind="nps")
    assert any("held other before, and this file holds nps" in warning for warning in report.warnings)


def test_a_full_disk_is_a_sentence_and_leaves_the_file_sound(workspace: Workspace, bring: Importer, tmp_path: Path) -> None:
    bring("visits.csv", ROWS)
    before = counts(workspace)
    path = tmp_path / "big.csv"
    path.write_text("day,text\n" + "".join(f"2026-01-01,{n} {'x' * 200}\n" for n in range(5_000)))
    staged = stage_file(workspace, ImportRequest(path))
    pages = workspace.run(lambda store: store.db.execute("PRAGMA page_count").fetchone()[0]).result()
    workspace.run(lambda store: store.db.execute(f"PRAGMA max_page_count = {pages + 40}").fetchone()).result()
    with pytest.raises(UserError, match="no room left on the disk"):
        store_staged(workspace, staged)
    workspace.run(lambda store: store.db.execute("PRAGMA max_page_count = 1000000").fetchone()).result()
    assert counts(workspace) == before
    assert check(workspace) == []
    assert not staged.file.exists()


def test_damage_is_found_and_named(tmp_path: Path) -> None:
    path, sheet = tmp_path / "w.prodops", tmp_path / "visits.csv"
    sheet.write_text("day,text\n" + "".join(f"2026-01-01,{n} {'x' * 100}\n" for n in range(2_000)))
    with open_workspace(path, create=True) as workspace:
        import_file(workspace, ImportRequest(sheet))
    content = bytearray(path.read_bytes())
    middle = content.index(b"x" * 100, len(content) // 2) // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with open_workspace(path) as workspace:
        assert {problem.kind for problem in check(workspace)} >= {"damage"}


def test_views_of_names_that_look_alike_stand_apart(workspace: Workspace, bring: Importer) -> None:
    for number, name in enumerate(("a", "a 2", "a!"), start=2):
        bring(f"{number}.csv", ROWS[:number], name=name)
    with workspace.reading() as store:
        rows = {name: store.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("data_a", "data_a_2", "data_a_3")}
    assert sorted(rows.values()) == [1, 2, 3]
