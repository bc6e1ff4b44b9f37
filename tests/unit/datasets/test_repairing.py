"""A repair mends what is safe, after a backup, as one step that can be undone, and says why it leaves the rest."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.problems import Problem
from prodops_desktop.datasets.repairing import LABEL, Repaired, repair
from prodops_desktop.datasets.staging import new_file
from prodops_desktop.errors import UserError
from prodops_desktop.feedback.indexing import index_anew
from prodops_desktop.workspace import Workspace, backups, history
from prodops_desktop.workspace.undo import redo, undo
from tests.unit.conftest import Content
from tests.unit.datasets.breaking import break_file, make_filled, rows_of


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "a.prodops"
    shutil.copy(filled, path)
    path.chmod(0o600)
    return path


def repaired(workspace: Workspace) -> Repaired:
    return repair(workspace, check(workspace))


def test_a_sound_workspace_is_left_as_it_is(path: Path) -> None:
    with open_workspace(path) as workspace:
        assert repaired(workspace) == Repaired((), ())
    assert backups.all_backups(path) == []


def test_what_points_nowhere_is_mended_in_one_step_after_a_backup(path: Path, content: Callable[[Workspace], Content]) -> None:
    break_file(path, "DELETE FROM person", "DELETE FROM contract", "UPDATE link SET to_table = 'ghost'")
    with open_workspace(path) as workspace:
        before = content(workspace)
        assert len(check(workspace)) == 5
        found = repaired(workspace)
        assert found.left == ()
        assert sorted((problem.where, problem.text) for problem in found.mended) == [
            ("decision row 1", "It referred to row 1 of contract, which is not there, and was taken away."),
            ("goal row 1", "It referred to a row of person, which is not there, and was emptied there."),
            ("lead_time row 1", "It referred to a row of contract, which is not there, and was taken away."),
            ("link row 1", "It referred to row 1 of ghost, which is not there, and was taken away."),
            ("tool row 1", "It referred to a row of person, which is not there, and was emptied there."),
        ]
        assert check(workspace) == []
        assert rows_of(workspace, "goal")[0][:2] == (1, "Grow")
        with workspace.reading() as store:
            step = history.steps(store)[-1]
        assert (step.label, step.rows, step.tables) == (LABEL, 5, ("decision", "goal", "lead_time", "link", "tool"))
        (backup,) = backups.all_backups(path)
        assert (backup.reason, backup.position, backup.complete) == ("repair", step.id - 1, True)
        after = content(workspace)
        workspace.run(undo).result()
        assert content(workspace) == before
        assert len(check(workspace)) == 5
        workspace.run(redo).result()
        assert content(workspace) == after
        assert check(workspace) == []


def test_what_hangs_on_what_was_taken_away_goes_in_the_same_step(path: Path) -> None:
    """Without its tool a contract goes, with it its lead time, and then the decision about it points nowhere; the link goes at once."""
    break_file(path, "DELETE FROM tool")
    with open_workspace(path) as workspace:
        assert repaired(workspace).left == ()
        assert [rows_of(workspace, table) for table in ("contract", "lead_time", "decision", "link")] == [[], [], [], []]
        with workspace.reading() as store:
            assert history.steps(store)[-1].rows == 4
        workspace.run(undo).result()
        assert [len(rows_of(workspace, table)) for table in ("contract", "lead_time", "decision", "link")] == [1, 1, 1, 1]


def test_a_value_that_a_rule_wants_is_not_emptied_but_its_row_goes(path: Path) -> None:
    break_file(
        path,
        "INSERT INTO feedback_triage (item, state, merged_into) VALUES (1, 'merged', 99)",
        "UPDATE version SET parent = 99 WHERE id = 2",
    )
    with open_workspace(path) as workspace:
        found = repaired(workspace)
        assert found.left == ()
        assert [(problem.where, problem.text.rpartition(" was ")[2]) for problem in found.mended] == [
            ("feedback_triage row 2", "taken away."),
            ("version row 2", "emptied there."),
        ]


def test_what_was_imported_is_left_and_says_why(path: Path) -> None:
    break_file(path, "DELETE FROM source WHERE id = 1", "DELETE FROM part_2", "INSERT INTO raw VALUES (99, 1, 1, 'x', 'y')")
    with open_workspace(path) as workspace:
        before = rows_of(workspace, "version")
        found = repaired(workspace)
        assert found.mended == ()
        assert [problem.where for problem in found.left] == ["raw", "source_chunk row 1", "version row 1", "part_2"]
        assert all("It is left: " in problem.text and "Import" in problem.text for problem in found.left)
        assert rows_of(workspace, "version") == before
        with workspace.reading() as store:
            assert history.steps(store)[-1].label != LABEL


def test_images_of_no_step_go_outside_of_the_history(path: Path) -> None:
    break_file(path, "INSERT INTO h_goal (change, op, id) VALUES (999, 'I', 7), (998, 'I', 7)")
    with open_workspace(path) as workspace:
        with workspace.reading() as store:
            steps = history.steps(store)
        assert repaired(workspace) == Repaired((Problem("history", "goal", "2 row images of no step were deleted."),), ())
        with workspace.reading() as store:
            assert history.steps(store) == steps
            assert store.db.execute("SELECT count(*) FROM h_goal WHERE change < 900").fetchone()[0] == 1


def test_files_and_their_modes_are_mended_outside_of_the_history(path: Path) -> None:
    made = backups.make(path, "hand", gentle=False)
    with open_workspace(path) as workspace:
        ours = new_file(path)  # of an import that is under way
        left = ours.with_name(ours.name.replace(f"-{os.getpid()}-", "-1-"))
        for one in (ours, left):
            one.touch()
        for one in (path, backups.folder_of(path), made.path):
            one.chmod(0o777)
        found = repaired(workspace)
        assert [(problem.kind, problem.where) for problem in found.mended] == [
            ("permissions", "a.prodops"),
            ("permissions", backups.folder_of(path).name),
            ("permissions", made.path.name),
            ("staging", left.name),
        ]
        assert found.left == ()
    assert [one.stat().st_mode & 0o777 for one in (path, backups.folder_of(path), made.path)] == [0o600, 0o700, 0o600]
    assert (ours.exists(), left.exists()) == (True, False)
    assert len(backups.all_backups(path)) == 1  # nothing in the file itself was changed


def test_the_index_of_words_is_made_anew(path: Path) -> None:
    break_file(path, "UPDATE feedback_search_data SET block = x'ff' WHERE id > 100")
    query = "SELECT rowid FROM feedback_search WHERE feedback_search MATCH 'export' ORDER BY rowid"
    with open_workspace(path) as workspace:
        assert repaired(workspace).left[0].text.endswith("It is left: restore a backup.")
        found = repair(workspace, check(workspace), index_anew)
        assert found == Repaired((Problem("index", "feedback_search", "It was made anew from the words of all feedback."),), ())
        assert [backup.reason for backup in backups.all_backups(path)] == ["repair"]
        with workspace.reading() as store:
            assert [row[0] for row in store.db.execute(query)] == [1, 2]  # the comment that was imported, and the item that was typed


def test_damage_is_never_mended(path: Path) -> None:
    break_file(path, "DELETE FROM person")
    with open_workspace(path) as workspace:
        problems = [*check(workspace), Problem("damage", "file", "SQLite finds the file damaged.")]
        found = repair(workspace, problems)
        assert found.mended == ()
        assert [problem.text for problem in found.left if problem.kind == "damage"] == [
            "SQLite finds the file damaged. Damage is never mended, since nobody can tell what stood there."
        ]
        assert len(check(workspace)) == 2
    assert backups.all_backups(path) == []


def test_nothing_is_mended_without_the_right_to_write_or_without_a_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_file(path, "DELETE FROM person")
    with open_workspace(path, read_only=True) as workspace, pytest.raises(UserError, match="open for reading only"):
        repaired(workspace)
    with open_workspace(path) as writing, open_workspace(path) as workspace:
        staging = new_file(path)  # of an import in the program that writes
        staging.touch()
        path.chmod(0o640)
        with pytest.raises(UserError, match="open for reading only"):
            repair(workspace, [Problem("permissions", path.name, "Others may open it.")])
        assert (staging.exists(), path.stat().st_mode & 0o777) == (True, 0o640)
        assert writing.writable
        staging.unlink()
        path.chmod(0o600)

    def full(*_: object, **__: object) -> None:
        raise UserError("There is no room for a backup.")

    monkeypatch.setattr(backups, "make", full)
    with open_workspace(path) as workspace:
        with pytest.raises(UserError, match="no room for a backup"):
            repaired(workspace)
        assert len(check(workspace)) == 2
