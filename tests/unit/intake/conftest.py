"""What the tests of the intake share: inspecting and staging a file in this process, and sheets made on the spot."""

import csv
import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake import tasks
from prodops_desktop.intake.converting import raw_from
from prodops_desktop.work.report import ignored


@dataclass
class StagedFile:
    """The answer of the task and the staging file, opened."""

    answer: dict[str, Any]
    db: sqlite3.Connection

    @property
    def columns(self) -> dict[str, dict[str, Any]]:
        """The columns by header."""
        return {column["header"]: column for column in self.answer["columns"]}

    def values(self, header: str) -> list[Any]:
        """The stored values of a column in order of the rows; texts for names."""
        column = self.columns[header]
        found = [value for (value,) in self.db.execute(f"SELECT c{column['position']} FROM rows ORDER BY _row")]
        if column["type"] == "name":
            texts = dict(self.db.execute("SELECT id, text FROM name"))
            return [texts.get(value) for value in found]
        return found

    def raw_rows(self) -> dict[int, list[str]]:
        """All raw texts by stored row, as they can be had back: kept raw texts, recorded formats, quarantined cells."""
        names = dict(self.db.execute("SELECT id, text FROM name"))
        kept = {(row, column): text for row, column, text in self.db.execute('SELECT _row, "column", text FROM raw')}
        found = {row: json.loads(cells) for row, cells in self.db.execute("SELECT _row, cells FROM quarantine")}
        for row, *values in self.db.execute("SELECT * FROM rows"):
            texts = []
            for column, value in zip(self.answer["columns"], values, strict=True):
                shown = names[value] if column["type"] == "name" and value is not None else value
                back = raw_from(column["type"], column["scale"], column["format"], shown)
                texts.append(kept.get((row, column["position"]), back))
            found[row] = texts
        return found


Stage = Callable[..., StagedFile]


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Stage a file in this process: ``stage(path, sheet=…, kind=…, mapping=…, types=…)``."""

    def run(path: Path, **choices: Any) -> StagedFile:
        staging = tmp_path_factory.mktemp("staging") / "staging.db"
        spec = {"path": str(path), "sheet": None, "kind": None, "mapping": None, "types": None, "staging": str(staging), **choices}
        answer = tasks.stage(spec, ignored())
        return StagedFile(answer, sqlite3.connect(staging))

    return run


Sheet = Callable[..., StagedFile]


@pytest.fixture
def sheet(tmp_path: Path, stage: Stage) -> Sheet:
    """Stage a sheet made of its headers and rows, each a list of cells or a line with commas: ``sheet(headers, row, row, …)``."""

    def staged(*lines: str | Sequence[str]) -> StagedFile:
        path = tmp_path / "sheet.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([line.split(",") if isinstance(line, str) else line for line in lines])
        return stage(path)

    return staged


@pytest.fixture
def inspect() -> Callable[[Path], dict[str, Any]]:
    """Inspect a file in this process."""
    return lambda path: tasks.inspect({"path": str(path)}, ignored())
