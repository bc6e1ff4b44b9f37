"""A workspace and small sheets to import into it."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid, GridRow
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace
from tests.unit.datasets.mixed_table import ROWS, import_mixed

Importer = Callable[..., ImportReport]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(new_workspace(tmp_path / "w.prodops")) as opened:
        yield opened


@pytest.fixture
def bring(workspace: Workspace, tmp_path: Path) -> Importer:
    """Write a csv of these rows and import it for real."""

    def bring(file: str, rows: list[list[str]], **choices: Any) -> ImportReport:
        path = tmp_path / file
        with path.open("w", encoding="utf-8", newline="") as sheet:
            csv.writer(sheet).writerows(rows)
        return import_file(workspace, ImportRequest(path, **choices))

    return bring


@pytest.fixture(scope="session")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    """A table with a column of each type; tests arrange it as they like."""
    workspace, version = import_mixed(tmp_path_factory.mktemp("mixed"))
    yield Grid(workspace, version)
    workspace.close()


@pytest.fixture(scope="session")
def rows(grid: Grid) -> list[GridRow]:
    """Its rows in the order of the file."""
    grid.arrange(Arrangement())
    return grid.rows(0, ROWS)
