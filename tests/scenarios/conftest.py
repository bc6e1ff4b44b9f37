"""The sample workspace for every module of scenarios: made by the command once in a run of tests, and copied for each."""

import os
import shutil
import time
from pathlib import Path

import pytest

from prodops_desktop.workspace.lock import Lock
from tests.scenarios.commands import make_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace, its files beside it, for this module alone."""
    own = tmp_path_factory.getbasetemp()
    made = _made_once(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
    return shutil.copytree(made.parent, tmp_path_factory.mktemp("sample"), dirs_exist_ok=True) / made.name


def _made_once(folder: Path) -> Path:
    """The first process that asks makes it, in the folder of the whole run; the others wait."""
    place, told = folder / "sample", folder / "sample made"
    lock = Lock(place)
    while not lock.take():
        time.sleep(0.1)
    try:
        if not told.exists():
            told.write_text(make_sample(place).name, encoding="utf-8")
        return place / told.read_text(encoding="utf-8")
    finally:
        lock.release()
