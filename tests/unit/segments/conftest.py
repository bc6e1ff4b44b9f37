"""Workspaces with lists of accounts and users in them, brought in by the real import, staged in this process."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace
from tests.unit.sheets_here import Bringer, import_here, write_rows


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A new, empty workspace on the sample's day."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_workspace(new_workspace(tmp_path / "w.prodops")) as opened:
        yield opened


@pytest.fixture
def bring(workspace: Workspace, tmp_path: Path) -> Bringer:
    """Write a csv of these lines (cells divided by “|”) and import it: ``bring("Accounts", kind, as_of, "Name | Plan", "Acme | Core")``."""

    def run(name: str, kind: str, as_of: str, *lines: str | Sequence[str]) -> ImportReport:
        path = tmp_path / f"{name} {as_of} {len(list(tmp_path.glob('*.csv')))}.csv"
        rows = [[cell.strip() for cell in line.split("|")] if isinstance(line, str) else line for line in lines]
        return import_here(workspace, write_rows(path, rows), kind=kind, name=name, as_of=as_of)

    return run
