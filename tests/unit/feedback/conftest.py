"""A workspace of feedback for every test, made by hand or by the real import."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.workspace import Store, Workspace, settings
from tests.new_workspace import new_workspace

Result = TypeVar("Result")
TODAY = "2026-11-23"


class Desk:
    """An open workspace of Monday 23 November 2026, with short ways to change, read and import."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.folder = workspace, folder

    def do(self, change: Callable[[Store], Result]) -> Result:
        """Make an edit, or read on the writer."""
        return self.workspace.run(change).result()

    def read(self, query: Callable[[Store], Result]) -> Result:
        """Read as the window does."""
        with self.workspace.reading() as store:
            return query(store)

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What a query gives."""
        return self.read(lambda store: [tuple(row) for row in store.db.execute(sql, parameters)])

    def bring(self, called: str, text: str, kind: str | None = None, **choices: Any) -> ImportReport:
        """Import a sheet of these lines."""
        file = self.folder / called
        file.write_text(text, encoding="utf-8")
        return import_file(self.workspace, ImportRequest(file, kind=kind, **choices), takers=TAKERS)


@pytest.fixture
def desk(tmp_path: Path, staged_here: None) -> Iterator[Desk]:
    """An empty workspace."""
    with open_workspace(new_workspace(tmp_path / "here.prodops")) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", TODAY)).result()
        yield Desk(workspace, tmp_path)
