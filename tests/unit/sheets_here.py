"""Brings sheets into a workspace by the real import, with its child's task done in this process: a child takes half a second to start."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets import importing
from prodops_desktop.datasets.importing import ImportReport, differences_of, import_file, stage_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.taking import CHANGED, NEW, Differences
from prodops_desktop.work.child import ChildResult
from prodops_desktop.work.report import ignored
from prodops_desktop.workspace import Workspace

Importer = Callable[..., ImportReport]
Comparer = Callable[..., Differences]
Bringer = Callable[..., ImportReport]
Rows = Sequence[Sequence[str]]


@contextmanager
def staging_here() -> Iterator[None]:
    """Within it, what an import leaves to a child is done in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "run_reading", done_here)
        yield


def import_here(workspace: Workspace, path: Path, **choices: Any) -> ImportReport:
    """Import a file: ``import_here(workspace, path, kind=…, sheet=…, name=…)``."""
    with staging_here():
        return import_file(workspace, ImportRequest(path, **choices), takers=TAKERS)


def compare_here(workspace: Workspace, path: Path, **choices: Any) -> Differences:
    """What an import of a file would change; nothing is imported."""
    with staging_here():
        staged = stage_file(workspace, ImportRequest(path, **choices))
    try:
        with workspace.reading() as store:
            found = differences_of(store, staged, TAKERS)
        assert found is not None
        return found
    finally:
        staged.discard()


def what_differs(found: Differences, report: ImportReport, rows: int) -> list[object]:
    """What a sheet that was exported says otherwise than its workspace, and what of its rows an empty one did not take as they are."""
    wrong: list[object] = [(change.key, change.before, change.after) for record in found.records for change in record.fields]
    new, changed = found.count(NEW), found.count(CHANGED)
    if (new, changed, found.missing, found.problems) != (0, 0, (), ()):
        wrong.append((new, changed, found.missing, found.problems))
    if report.taken is None or report.taken["problems"]:
        wrong.append(report.taken)
    if (report.rows_read, report.rows_accepted) != (rows, rows):
        wrong.append((report.rows_read, report.rows_accepted, report.warnings))
    return wrong


def not_the_same(there: dict[str, Any], whole: dict[str, Any]) -> list[object]:
    """What stands there otherwise than in the whole, or in another order."""
    order: list[object] = [] if list(there) == list(whole) else [(list(there), list(whole))]
    return order + [(one, there.get(name)) for name, one in whole.items() if one != there.get(name)]


def write_rows(path: Path, rows: Rows) -> Path:
    """A csv of these rows."""
    with path.open("w", encoding="utf-8", newline="") as sheet:
        csv.writer(sheet).writerows(rows)
    return path


def done_here(task: str, spec: dict[str, Any], **_: object) -> ChildResult:
    """What :func:`run_reading` gives, without a child."""
    return ChildResult(resolve_name(task)(spec, ignored()), 0.0, 0.0)
