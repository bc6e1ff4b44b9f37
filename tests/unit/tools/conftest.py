"""What the tests of the tools share: workspaces of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace
from tests.unit.sheet_fixtures import bring, compare_sheet, import_sheet

__all__ = ["bring", "compare_sheet", "import_sheet", "workspace"]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, empty workspace with its views."""
    with open_workspace(new_workspace(tmp_path / "w.prodops")) as opened:
        yield opened
