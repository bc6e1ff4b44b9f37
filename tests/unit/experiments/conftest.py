"""What the tests of the experiments share: workspaces of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace
from tests.unit.sheet_fixtures import bring, compare_sheet, import_sheet

__all__ = ["bring", "compare_sheet", "import_sheet", "workspace"]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A new, empty workspace with its views, on the sample's day."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_workspace(new_workspace(tmp_path / "w.prodops")) as opened:
        yield opened
