"""The sample is taken away with all that it made, and with nothing else."""

import shutil
from pathlib import Path

import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.sample_removing import find_sample, remove_sample, sample_file
from prodops_desktop.errors import UserError
from prodops_desktop.work import resources
from prodops_desktop.workspace import backups, settings
from tests.new_workspace import new_workspace


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A workspace with a backup, beside the spreadsheets that ship."""
    folder = tmp_path / "sample"
    shutil.copytree(resources.folder() / "sample", folder, ignore=shutil.ignore_patterns("plan.json"))
    path = folder / sample_file()
    new_workspace(path)
    with open_workspace(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "sample", "1")).result()
        backups.make(workspace.path, "hand")
    return path


def test_all_of_the_sample_goes_and_its_folder_too(sample: Path) -> None:
    there = find_sample(sample.parent)
    assert there.workspace == sample
    assert [path.suffix for path in there.tries if path.name.startswith("CS_health")] == [".xlsx"]
    parts = ("history", "try-these", "worst")
    shipped = sum(1 for path in sample.parent.rglob("*") if path.is_file() and path.parent.name in parts)
    removed = remove_sample(sample)
    assert (removed.backups, removed.sheets, removed.left) == (1, shipped, ())
    assert not sample.parent.exists()


def test_what_the_operator_put_there_or_changed_stays(sample: Path) -> None:
    mine, changed = sample.parent / "try-these" / "mine.xlsx", sample.parent / "README.md"
    mine.write_bytes(b"mine")
    changed.write_text("my notes", encoding="utf-8")
    removed = remove_sample(sample)
    assert removed.left == ("README.md", "try-these")
    assert mine.read_bytes() == b"mine"
    assert changed.read_text(encoding="utf-8") == "my notes"
    assert not (sample.parent / "history").exists()


def test_a_sample_that_is_open_elsewhere_stays_whole(sample: Path) -> None:
    with open_workspace(sample), pytest.raises(UserError, match="Close it there"):
        remove_sample(sample)
    assert sample.exists()
    assert (sample.parent / "history").is_dir()


def test_a_copy_of_the_sample_elsewhere_is_not_touched(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "apart" / "copy.prodops"
    copy.parent.mkdir()
    shutil.copy(sample, copy)
    with pytest.raises(UserError, match="a copy of the sample"):
        remove_sample(copy)
    assert copy.exists()
    with pytest.raises(UserError, match="no sample workspace"):
        remove_sample(tmp_path / "apart" / "none.prodops")


def test_a_copy_that_was_saved_beside_the_sample_is_not_taken_for_it(sample: Path) -> None:
    """It is proposed there, and its name sorts before that of the sample."""
    copy = sample.with_name(f"{sample.stem} copy.prodops")
    shutil.copy(sample, copy)
    assert find_sample(sample.parent).workspace == sample
    with pytest.raises(UserError, match="a copy of the sample"):
        remove_sample(copy)
    removed = remove_sample(sample)
    assert (copy.exists(), removed.left) == (True, (copy.name,))
    assert find_sample(sample.parent).workspace is None


def test_a_workspace_of_the_operator_in_the_folder_of_the_sample_is_neither_found_nor_removed(sample: Path) -> None:
    """It sorts before the sample, and lies beside its spreadsheets."""
    own = sample.with_name("a plan.prodops")
    new_workspace(own)
    own.with_name("b notes.prodops").write_bytes(b"no workspace at all")
    before = sorted(path.name for path in sample.parent.iterdir())
    assert find_sample(sample.parent).workspace == sample
    with pytest.raises(UserError, match="a workspace of your own"):
        remove_sample(own)
    assert sorted(path.name for path in sample.parent.iterdir()) == before, "no lock or log is left of the look"
    with open_workspace(sample):
        assert find_sample(sample.parent).workspace == sample, "while it is open, too"
    remove_sample(sample)
    assert own.exists()
    assert find_sample(sample.parent).workspace is None
