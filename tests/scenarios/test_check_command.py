"""The command “check”, each time in a process of its own: what it says of a sound, a broken, a damaged and a mended workspace."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.scenarios.commands import as_json, prodops
from tests.unit.datasets.breaking import break_file, make_filled

LOST = {"kind": "reference", "where": "decision row 1", "text": "It refers to row 1 of contract, which is not there."}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "it's “a” 📦.prodops"
    shutil.copy(filled, path)
    path.chmod(0o600)
    return path


def test_check_and_repair_and_undo_of_the_repair(path: Path) -> None:
    left = path.with_name(f"{path.name}.staging-1-0123abcd")
    left.touch()
    assert as_json("check", path, "--repair") == {"ok": True, "problems": [], "swept": [left.name], "repaired": []}
    break_file(path, "DELETE FROM lead_time", "DELETE FROM contract", "UPDATE version SET rows_read = 9 WHERE id = 1")
    assert prodops("check", path, status=1).splitlines()[0] == f"{LOST['where']}: {LOST['text']}"
    said = prodops("check", path, "--repair", status=1)
    assert said.endswith("It is left: nothing can stand in for imported rows. Import the file again, or restore a backup.\n")
    assert len(said.splitlines()) == 1
    assert "Repair what check found" in prodops("history", path)
    prodops("undo", path)
    with contextlib.closing(sqlite3.connect(path)) as plain:
        assert plain.execute("SELECT count(*) FROM decision").fetchone() == (1,)


def test_a_file_that_can_not_be_opened_is_one_problem_with_a_way_out(path: Path) -> None:
    prodops("backup", path)
    with path.open("r+b") as file:
        file.truncate(5000)
    said = prodops("check", path, "--repair", status=1)
    assert said.startswith(f"{path.name}: {path.name} is cut short: 5,000 bytes are there")
    assert "Restore the newest backup, of 20" in said
    assert "There is no" in prodops("check", path.with_name("none.prodops"), status=1)
    long = prodops("check", path.with_name("a" * 300), status=1)
    assert "name" in long
