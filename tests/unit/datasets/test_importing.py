"""An import from file to version: what is stored, that it is one step, and that nothing stays behind when it ends early."""

import hashlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.importing import ImportReport, ImportRequest, SameBytesError, import_file, stage_file, store_staged
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.reading import columns_of, quarantine_of
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.child import Progress
from prodops_desktop.workspace import Workspace, history

Importer = Callable[..., ImportReport]

ROWS = [["day", "amount", "note"], ["2026-01-05", "10", "first"], ["2026-01-06", "20", "second"], ["2026-02-01", "30", "third"]]


def tables(workspace: Workspace) -> list[str]:
    with workspace.reading() as store:
        return sorted(row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE name GLOB 'part_[0-9]*' OR type = 'view'"))


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
    workspace.run(history.undo).result()
    with workspace.reading() as store:
        assert catalogue.all_datasets(store) == []
        assert current(store).versions == ()
    assert tables(workspace) == ["part_1"]
    workspace.run(history.redo).result()
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
    workspace.run(history.undo).result()
    with workspace.reading() as store:
        assert catalogue.find_dataset(store, "visits").version.number == 1


def test_the_same_bytes_are_said_and_only_taken_when_asked(workspace: Workspace, bring: Importer) -> None:
    bring("visits.csv", ROWS)
    with pytest.raises(SameBytesError, match=r"same bytes as version 1 of visits, imported .* Nothing was imported"):
        bring("renamed.csv", ROWS)
    assert bring("renamed.csv", ROWS, again=True, name="visits").version == 2
    workspace.run(history.undo).result()
    workspace.run(history.undo).result()
    assert bring("visits.csv", ROWS).version == 1


def test_a_row_that_cannot_be_accepted_keeps_its_raw_cells(workspace: Workspace, bring: Importer) -> None:
    report = bring(
        "nps.csv",
        [["Score", "Date", "Company"], ["9", "2026-01-01", "Acme"], ["11", "2026-01-02", "Beta"], ["3", "2026-01-03", "acme "]],
        kind="nps",
    )
    assert (report.rows_read, report.rows_accepted, report.rows_quarantined) == (3, 2, 1)
    with workspace.reading() as store:
        (row,) = quarantine_of(store, report.version_id)
        keys = store.db.execute("SELECT count(DISTINCT n.id), count(DISTINCT n.key) FROM part_1 p JOIN name n ON n.id = p.c3").fetchone()
    assert (row.row, row.cells) == (3, ("11", "2026-01-02", "Beta"))
    assert "10" in row.reasons[0]
    assert tuple(keys) == (2, 1)
    assert check(workspace) == []


def test_cancelling_at_half_leaves_the_file_as_it_was(workspace: Workspace, bring: Importer, tmp_path: Path) -> None:
    bring("visits.csv", ROWS)
    before = tables(workspace)
    big = tmp_path / "big.csv"
    big.write_text("day,amount\n" + "".join(f"2026-01-{n % 28 + 1:02},{n}\n" for n in range(60_000)))
    stop = threading.Event()

    def on_progress(progress: Progress) -> None:
        if progress.text == "Storing rows" and progress.done > 30_000:
            stop.set()

    with pytest.raises(Cancelled):
        import_file(workspace, ImportRequest(big), on_progress, stop)
    assert tables(workspace) == before
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
from prodops_desktop.datasets.importing import ImportReport, ImportRequest, import_file
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
