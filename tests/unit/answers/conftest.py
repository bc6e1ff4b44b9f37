"""A workspace with customers for every test of the answers, copied from one that is made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from prodops_desktop.datasets.opening import open_workspace
from tests.unit.answers.workplace import Plant, furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace file with a list of accounts, three tags and the day."""
    folder = tmp_path_factory.mktemp("furnished")
    with open_workspace(folder / "base.prodops", create=True) as workspace:
        furnish(Plant(workspace, folder))
    return folder / "base.prodops"


@pytest.fixture
def plant(furnished: Path, tmp_path: Path) -> Iterator[Plant]:
    """Such a workspace, open."""
    shutil.copy(furnished, tmp_path / "here.prodops")
    with open_workspace(tmp_path / "here.prodops") as workspace:
        yield Plant(workspace, tmp_path)
