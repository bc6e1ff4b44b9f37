"""Fixtures of the areas whose records come in as sheets: brought by the real import, staged in this process."""

from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.workspace import Workspace
from tests.unit.sheets_here import Bringer, Comparer, Importer, Rows, compare_here, import_here, write_rows


@pytest.fixture(scope="session")
def import_sheet() -> Importer:
    """Import a file for real: ``import_sheet(workspace, path, kind=…, sheet=…, name=…)``."""
    return import_here


@pytest.fixture(scope="session")
def compare_sheet() -> Comparer:
    """What an import of a file would change: ``compare_sheet(workspace, path, kind=…, sheet=…, name=…)``."""
    return compare_here


@pytest.fixture
def bring(workspace: Workspace, tmp_path: Path) -> Bringer:
    """Write a csv of these rows and import it: ``bring("tools.csv", rows, kind=…)``."""

    def run(file: str, rows: Rows, **choices: Any) -> ImportReport:
        return import_here(workspace, write_rows(tmp_path / file, rows), **choices)

    return run
