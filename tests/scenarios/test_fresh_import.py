"""A file of the sample that is imported by itself comes in as it stands in the workspace that ships: the same kind, counts and cells."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.reading import columns_of, shown, source_sql
from prodops_desktop.datasets.store import all_datasets, versions_of
from prodops_desktop.work import resources
from prodops_desktop.workspace import Store
from tests.scenarios.commands import as_json
from tests.unit.sheets_here import staging_here

SHIPPED = resources.folder() / "sample"
STEPS: list[dict[str, Any]] = json.loads((SHIPPED / "plan.json").read_text("utf-8"))["imports"]
TRIED = {
    "CS_health_2026-11.xlsx": ("CS health", "*"),
    "CS_notes_2026-11.xlsx": ("CS notes", "*"),
    "Delivery_items_2026-11.xlsx": ("Delivery items", None),
    "Experiment_exposures_2026-11.csv": ("Experiment exposures", None),
}
Came = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def in_this_process() -> Iterator[None]:
    """What a child would read is read here: to start one takes longer than most of these files."""
    with staging_here():
        yield


@pytest.fixture(scope="module")
def shipped(sample: Path) -> dict[tuple[str, str], Came]:
    """By file and sheet, all that the workspace that ships holds."""
    return came_into(sample)


def came_into(path: Path, file: str | None = None) -> dict[tuple[str, str], Came]:
    """By file and sheet, what came in of all files or of one: kind, counts, columns, and a digest of every cell."""
    with open_workspace(path, read_only=True) as opened, opened.reading() as store:
        versions = [version for dataset in all_datasets(store) for version in versions_of(store, dataset.id)]
        return {
            (version.file, version.sheet): {
                "kind": version.kind,
                "as_of": version.as_of,
                "rows": (version.rows_read, version.rows_accepted, version.rows_quarantined, version.rows_dropped),
                "columns": [(column.header, column.type, column.currency) for column in columns_of(store, version.id)],
                "cells": digest(store, version.id),
            }
            for version in versions
            if file in (None, version.file)
        }


def digest(store: Store, version: int) -> str:
    """Every cell of a version by its row of the sheet, as text that says the same wherever names have which number."""
    names = {row[0]: row[1] for row in store.db.execute("SELECT id, text FROM name")}
    columns, found = columns_of(store, version), hashlib.sha256()
    for row in store.db.execute(f"SELECT _row, {', '.join(column.sql for column in columns)} FROM {source_sql(store, version)} ORDER BY 1"):
        cells = [
            names.get(cell, "") if column.type == "name" else shown(column, cell) for column, cell in zip(columns, row[1:], strict=True)
        ]
        found.update(json.dumps([row[0], *cells], ensure_ascii=False).encode())
    return found.hexdigest()


def fresh(folder: Path, file: Path, sheet: str | None, *, unpivot: bool = False) -> Came:
    """The file imported by the command into a workspace of its own; its kind is found out."""
    workspace = folder / "fresh.prodops"
    as_json("import", workspace, file, *(("--sheet", sheet) if sheet else ()), *(("--unpivot",) if unpivot else ()))
    (came,) = came_into(workspace).values()
    return came


@pytest.mark.parametrize("step", STEPS, ids=[f"{Path(step['file']).name} {step['sheet'] or ''}".strip() for step in STEPS])
def test_history_comes_in_as_it_ships(tmp_path: Path, shipped: dict[tuple[str, str], Came], step: dict[str, Any]) -> None:
    file = SHIPPED / step["file"]
    came = fresh(tmp_path, file, step["sheet"], unpivot=step.get("unpivot", False))
    (expected,) = [
        its
        for (name, sheet), its in shipped.items()
        if name == file.name and its["kind"] == step["kind"] and step["sheet"] in (None, "*", sheet)
    ]
    wanted = ("kind", "rows", "columns", "cells")
    assert {key: came[key] for key in wanted} == {key: expected[key] for key in wanted}


def test_every_sheet_that_ships_is_compared(shipped: dict[tuple[str, str], Came]) -> None:
    assert len(shipped) == len(STEPS)
    assert {file for file, _ in shipped} == {path.name for path in (SHIPPED / "history").iterdir()}
    assert len({its["cells"] for its in shipped.values()}) == len(STEPS)


@pytest.mark.parametrize("file", sorted(path.name for path in (SHIPPED / "try-these").iterdir()))
def test_a_novembers_file_is_the_same_in_the_sample_and_by_itself(tmp_path: Path, sample: Path, file: str) -> None:
    name, sheet = TRIED[file]
    path = SHIPPED / "try-these" / file
    as_json("import", sample, path, "--name", name, *(("--sheet", sheet) if sheet else ()))
    (came,) = came_into(sample, file).values()
    assert came == fresh(tmp_path, path, sheet)
