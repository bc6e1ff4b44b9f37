"""The check finds each kind of trouble, names where it is, and finds nothing in a workspace that is sound."""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from prodops_desktop.datasets.checking import check, newest_backup
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.staging import new_file
from prodops_desktop.workspace import Workspace, backups
from tests.unit.datasets.breaking import break_file, make_filled


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "a.prodops"
    shutil.copy(filled, path)
    path.chmod(0o600)
    return path


def found(path: Path) -> list[tuple[str, str, str]]:
    with open_workspace(path) as workspace:
        return [(problem.kind, problem.where, problem.text) for problem in check(workspace)]


def test_a_sound_workspace_has_no_problem(path: Path) -> None:
    assert found(path) == []
    with Workspace.open(path, read_only=True) as workspace:
        assert check(workspace) == []


CASES = {
    "a foreign key that may be empty": (
        ["DELETE FROM person"],
        [
            ("reference", "goal row 1", "It refers to a row of person, which is not there."),
            ("reference", "tool row 1", "It refers to a row of person, which is not there."),
        ],
    ),
    "a link with one end": (["DELETE FROM goal"], [("reference", "link row 1", "It refers to row 1 of goal, which is not there.")]),
    "what hangs on a record": (
        ["DELETE FROM contract"],
        [
            ("reference", "decision row 1", "It refers to row 1 of contract, which is not there."),
            ("reference", "lead_time row 1", "It refers to a row of contract, which is not there."),
        ],
    ),
    "a pointer to a table that there never was": (
        ["UPDATE link SET to_table = 'ghost'"],
        [("reference", "link row 1", "It refers to row 1 of ghost, which is not there.")],
    ),
    "an image of no step": (
        ["INSERT INTO h_goal (change, op, id) VALUES (999, 'I', 7)"],
        [("history", "goal", "1 row image belongs to no step of the history.")],
    ),
    "an image that is missing": (
        ["DELETE FROM h_link"],
        [("history", "step 10", "It changed 1 rows of link, and 0 images of them are kept.")],
    ),
    "a table of no version": (
        ["CREATE TABLE part_77 (_row INTEGER PRIMARY KEY)"],
        [("table", "part_77", "It holds imported rows of which no version knows.")],
    ),
    "a version without its table": (["DROP TABLE part_2"], [("table", "part_2", "The rows of an import are missing.")]),
    "a version without its part": (
        ["DELETE FROM version_part WHERE version = 2"],
        [("table", "visits, version 2", "It has no rows stored.")],
    ),
    "a version of an import that did not end": (
        ["UPDATE part SET published = 0 WHERE id = 1"],
        [("table", "part_1", "A version holds the rows of an import that did not end.")],
    ),
    "a dataset without a version": (
        ["INSERT INTO dataset (name, name_key, created_at) VALUES ('lone', 'lone', '2026-01-01')"],
        [("table", "lone", "The dataset has no version.")],
    ),
    "rows that are missing": (["DELETE FROM part_1 WHERE _row = 2"], [("count", "part_1", "It should hold 3 rows and holds 2.")]),
    "rows read that do not add up": (
        ["UPDATE version SET rows_read = 9 WHERE id = 1"],
        [("count", "visits, version 1", "Rows read are not the sum of rows accepted, quarantined and dropped.")],
    ),
    "rows accepted that are not stored": (
        ["UPDATE version SET rows_accepted = 5, rows_read = 5 WHERE id = 1"],
        [("count", "visits, version 1", "5 rows were accepted, and 3 are stored.")],
    ),
    "rows in quarantine that are missing": (
        ["DELETE FROM quarantine"],
        [("count", "nps, version 1", "1 rows should stand in quarantine, and 0 do.")],
    ),
    "columns that nothing describes": (
        ["DELETE FROM part_column WHERE part = 1 AND position = 2"],
        [("count", "part_1", "1 columns of it are described, and it has 2.")],
    ),
    "rows from no sheet": (
        ["DELETE FROM segment WHERE part = 2"],
        [("count", "part_2", "Nothing says from which sheet its rows came.")],
    ),
    "a piece of a kept file that is missing": (
        ["UPDATE source_chunk SET content = x'00' WHERE source = 1"],
        [("count", "visits.csv", "57 bytes of the file should be kept, and 1 are.")],
    ),
    "an item that no search finds": (
        ["UPDATE feedback_typed SET words = 'quite other words'", "INSERT INTO feedback_search (feedback_search) VALUES ('delete-all')"],
        [("index", "feedback_search", "2 items of feedback can't be found by their words.")],
    ),
    "an item that is found and not there": (
        ["INSERT INTO feedback_search (rowid, words) VALUES (4711, 'ghost')"],
        [("index", "feedback_search", "It finds 1 item of feedback that are not there.")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_trouble_is_found_and_named(path: Path, case: str) -> None:
    statements, expected = CASES[case]
    break_file(path, *statements)
    assert found(path) == expected


def test_rows_dead_in_a_version_are_no_longer_counted(path: Path) -> None:
    """A version that descends from another one lacks what is dead in either; of rows dead twice each counts once."""
    break_file(
        path,
        "INSERT INTO version_part (version, part) VALUES (2, 1)",
        "INSERT INTO dead (version, part, row) VALUES (1, 1, 2), (2, 1, 2), (2, 1, 3)",
        "UPDATE version SET rows_accepted = 2, rows_read = 2 WHERE id = 1",
        "UPDATE version SET rows_accepted = 3, rows_read = 3 WHERE id = 2",  # 2 of its own and the one of 3 that is not dead
    )
    assert found(path) == []


def test_many_rows_that_lack_the_same_thing_are_summed_up(path: Path) -> None:
    break_file(
        path,
        "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) "
        "INSERT INTO lead_time (contract, label, length, unit) SELECT 99, 'x', 1, 'day' FROM n",
    )
    problems = found(path)
    assert len(problems) == 21
    assert problems[-1] == ("reference", "lead_time", "10 more rows of it refer to rows of contract that are not there.")


@pytest.mark.parametrize("table", ["part_1", "part"])  # opening sweeps by the second, and goes on without
def test_damage_names_the_newest_backup(path: Path, table: str) -> None:
    made = backups.make(path, "hand", gentle=False)
    with contextlib.closing(sqlite3.connect(path)) as plain:
        page = plain.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    problems = found(path)
    assert {kind for kind, _, _ in problems} == {"damage"}
    for _, _, text in problems:
        assert text.endswith(f"Restore the newest backup, of {made.moment:%Y-%m-%d %H:%M}: {made.path}.")
    backups.delete_all(path)
    assert newest_backup(path) is None
    assert all(text.endswith("There is no backup of it; copy out what can still be read.") for _, _, text in found(path))


def test_an_index_that_is_not_whole_is_found(path: Path) -> None:
    break_file(path, "UPDATE feedback_search_data SET block = x'ff' WHERE id > 100")
    (problem,) = found(path)
    assert problem[:2] == ("index", "feedback_search")
    assert problem[2].startswith("The index of words is not whole in itself:")


@pytest.mark.parametrize(("title", "words"), [("«выгрузка»", 1), ("輸出", 1), ("", 0), ("☂ – …", 0)])
def test_an_item_of_any_script_is_missed_and_one_without_words_is_not(path: Path, title: str, words: int) -> None:
    break_file(
        path,
        "UPDATE feedback_typed SET words = ''",
        f"UPDATE feedback_item SET text = '', title = '{title}'",
        "INSERT INTO feedback_search (feedback_search) VALUES ('delete-all')",
    )
    said = f"{2 * words} items of feedback can't be found by their words."
    assert found(path) == ([("index", "feedback_search", said)] if words else [])


def test_a_copy_that_did_not_end_is_named_once_nobody_makes_it_any_more(path: Path) -> None:
    left, download = path.with_name("b.prodops.0123abcd.part"), path.with_name("b.0123abcd.part")
    for file in (left, download):
        file.touch()
    assert found(path) == []
    for file in (left, download):
        os.utime(file, (0, 0))
    assert found(path) == [("copy", left.name, "It was left by a copy of a workspace that did not end, and can be deleted.")]


def test_what_opening_swept_is_named_and_no_problem(path: Path) -> None:
    own = new_file(path)
    left = own.with_name(own.name.replace(f"-{os.getpid()}-", "-1-"))
    swept = (left, left.with_name(f"{left.name}-journal"), path.with_name(f"{path.name}.restoring-0123abcd"))
    for file in swept:
        file.touch()
    with open_workspace(path) as workspace:
        assert sorted(workspace.swept) == sorted(file.name for file in swept)
        assert check(workspace) == []
        own.touch()  # an import of this process is under way
        assert check(workspace) == []
        left.mkdir()  # what can't be deleted is a problem
        assert [(problem.kind, problem.where) for problem in check(workspace)] == [("staging", left.name)]
    with open_workspace(path) as workspace:
        assert workspace.swept == (own.name,)


def test_modes_of_the_file_and_of_its_backups(path: Path) -> None:
    made = backups.make(path, "hand", gentle=False)
    assert found(path) == []
    path.chmod(0o640)
    made.path.chmod(0o604)
    folder = backups.folder_of(path)
    folder.chmod(0o750)
    assert found(path) == [
        ("permissions", "a.prodops", "Others on this computer may open it (mode 0640; it should be 0600)."),
        ("permissions", folder.name, "Others on this computer may open it (mode 0750; it should be 0700)."),
        (
            "permissions",
            f"{folder.name}/{made.path.name}",
            "Others on this computer may open it (mode 0604; it should be 0600).",
        ),
    ]
