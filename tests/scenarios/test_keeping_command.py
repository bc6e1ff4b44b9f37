"""A workspace is backed up, copied and restored by commands."""

import shutil
import stat
from pathlib import Path

import pytest

from prodops_desktop.workspace import backups
from tests.new_workspace import new_workspace
from tests.scenarios.commands import as_json, prodops


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sheet and a workspace into which it was imported on 1 Nov."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "visits.csv").write_text("day,amount\n2026-01-05,1.50\n2026-02-06,20.00\n")
    with pytest.MonkeyPatch.context() as then:
        then.setenv("PRODOPS_TODAY", "2026-11-01")
        prodops("import", new_workspace(folder / "w.prodops"), folder / "visits.csv")
    return folder


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """The workspace, for this test alone."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True) / "w.prodops"


def test_backup_and_restore(path: Path) -> None:
    made = as_json("backup", path)
    assert (made["reason"], made["newest_step"], made["complete"]) == ("hand", 1, True)
    assert stat.S_IMODE(Path(made["path"]).stat().st_mode) == 0o600
    printed = prodops("backup", path, path.with_name("copy.prodops"))
    assert printed == f"{path.with_name('copy.prodops')}\n"
    path.unlink()
    done = as_json("restore", made["path"], path)
    assert (done["kept"], done["set_aside"], done["missing"]) == (None, None, None)
    assert done["text"].startswith("w.prodops is now as of ")
    assert [one["name"] for one in as_json("datasets", path)["datasets"]] == ["visits"]
    assert "is kept as one more backup" in prodops("restore", path.with_name("copy.prodops"), path)
    listed = as_json("backup", path, "--list")["backups"]
    assert [one["reason"] for one in listed] == ["restore", "hand"]
    assert "By hand" in prodops("backup", path, "--list")
    assert prodops("check", path) == "ok\n"


def test_what_can_not_be_done_is_a_sentence(path: Path, tmp_path: Path) -> None:
    assert "There is a file visits.csv already" in prodops("backup", path, tmp_path / "visits.csv", status=1)
    assert "not a workspace" in prodops("backup", tmp_path / "visits.csv", status=1)
    assert "damaged or not a backup" in prodops("restore", tmp_path / "visits.csv", path, status=1)
    assert "There is no backup at" in prodops("restore", tmp_path / "none", path, status=1)
    assert prodops("backup", path, "--list") == "There are no backups of w.prodops.\n"
    assert "There is no workspace at" in prodops("backup", tmp_path / "typo.prodops", "--list", status=1)
    assert "Leave out either" in prodops("backup", path, tmp_path / "out.prodops", "--list", status=1)


def test_the_first_change_of_the_day_is_made_after_a_backup(path: Path) -> None:
    prodops("rename", path, "visits", "Calls")
    prodops("undo", path)
    (made,) = backups.all_backups(path)
    assert (made.reason, made.position) == ("opening", 1), "it holds what there was before the first of them"
    prodops("datasets", path)
    assert len(backups.all_backups(path)) == 1, "a command that only reads makes none"


def test_a_backup_that_fails_keeps_nobody_from_working(path: Path) -> None:
    backups.folder_of(path).write_text("a file in its place")
    prodops("rename", path, "visits", "Calls")
    assert [one["name"] for one in as_json("datasets", path)["datasets"]] == ["Calls"]
