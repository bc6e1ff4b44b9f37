"""Workspaces filled by the real import, and packs made from them."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets import snapshot
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.packs import model
from prodops_desktop.packs.model import Pack
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace

NPS = {"score": "score", "date": "when", "company": "account"}


class Desk:
    """A workspace that sheets are imported into, and from which packs are built."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace = workspace
        self.folder = folder

    def bring(self, file: str, header: Sequence[str], rows: Sequence[Sequence[object]], **choices: Any) -> ImportReport:
        """Write a csv file and import it."""
        path = self.folder / file
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([header, *rows])
        return import_file(self.workspace, ImportRequest(path, **{"as_of": "2026-11-20", **choices}))

    def bring_nps(self, waves: Sequence[tuple[str, int, int, int]], file: str = "NPS_export.csv") -> ImportReport:
        """Responses by wave: first day, promoters, passives, detractors; each from an account of its own, spread over a month."""
        rows = []
        for first, *counts in waves:
            scores = [score for score, count in zip((9, 7, 3), counts, strict=True) for _ in range(count)]
            day = date.fromisoformat(first)
            rows += [(score, day + timedelta(number % 20), f"Account {number}") for number, score in enumerate(scores)]
        return self.bring(file, list(NPS), rows, kind="nps", mapping=NPS)

    def pack(self) -> Pack:
        """The pack of what is there now."""
        with self.workspace.reading() as store:
            return model.build(store, snapshot.current(store))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, staged_here: None) -> Iterator[Desk]:
    """An empty workspace on the sample's day."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_workspace(new_workspace(tmp_path / "desk.prodops")) as workspace:
        yield Desk(workspace, tmp_path)
