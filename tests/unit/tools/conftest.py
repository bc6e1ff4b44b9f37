"""What the tests of the tools share: workspaces, and sheets brought into them by the real import, staged in this process."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets import importing
from prodops_desktop.datasets.importing import ImportReport, ImportRequest, differences_of, import_file, stage_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.taking import Differences
from prodops_desktop.intake import tasks
from prodops_desktop.work.child import ChildResult
from prodops_desktop.work.report import ignored
from prodops_desktop.workspace import Workspace

Importer = Callable[..., ImportReport]
Comparer = Callable[..., Differences]
Bringer = Callable[..., ImportReport]


def _here(task: str, spec: dict[str, Any], **_: object) -> ChildResult:
    """The task in this process: a child takes half a second to start."""
    assert task == "prodops_desktop.intake.tasks:stage"
    return ChildResult(tasks.stage(spec, ignored()), 0.0, 0.0)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, empty workspace with its views."""
    with open_workspace(tmp_path / "w.prodops", create=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def import_sheet() -> Importer:
    """Import a file for real: ``import_sheet(workspace, path, kind=…, sheet=…, name=…)``."""

    def run(workspace: Workspace, path: Path, **choices: Any) -> ImportReport:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(importing, "run_child", _here)
            return import_file(workspace, ImportRequest(path, **choices), takers=TAKERS)

    return run


@pytest.fixture(scope="session")
def compare_sheet() -> Comparer:
    """What an import of a file would change: ``compare_sheet(workspace, path, kind=…, sheet=…, name=…)``."""

    def run(workspace: Workspace, path: Path, **choices: Any) -> Differences:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(importing, "run_child", _here)
            staged = stage_file(workspace, ImportRequest(path, **choices))
        try:
            with workspace.reading() as store:
                found = differences_of(store, staged, TAKERS)
            assert found is not None
            return found
        finally:
            staged.discard()

    return run


@pytest.fixture
def bring(workspace: Workspace, tmp_path: Path, import_sheet: Importer) -> Bringer:
    """Write a csv of these rows and import it: ``bring("tools.csv", rows, kind=…)``."""

    def run(file: str, rows: Sequence[Sequence[str]], **choices: Any) -> ImportReport:
        path = tmp_path / file
        with path.open("w", encoding="utf-8", newline="") as sheet:
            csv.writer(sheet).writerows(rows)
        return import_sheet(workspace, path, **choices)

    return run
