"""What the tests of the areas share: a new workspace, and all that stands in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.workspace import Workspace
from prodops_desktop.workspace.tracking import TWIN
from tests.new_workspace import new_workspace

Content = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, empty workspace."""
    with Workspace.open(new_workspace(tmp_path / "a.prodops")) as opened:
        yield opened


@pytest.fixture
def staged_here() -> Iterator[None]:
    """Sheets are staged in this process: a child takes half a second to start."""
    from tests.unit.sheets_here import staging_here  # brings every area with it

    with staging_here():
        yield


@pytest.fixture(scope="session")
def content() -> Callable[[Workspace], Content]:
    """Gives every row of every table but those of the history, as SQLite quotes it."""

    def read(workspace: Workspace) -> Content:
        with workspace.reading() as store:
            names = [row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {}
            for table in names:
                if not table.startswith((TWIN, "change", "sqlite_", "_sqlite_", "feedback_search")):  # an index of words can’t be read
                    quoted = ", ".join(f"quote({row['name']})" for row in store.db.execute(f"PRAGMA table_info({table})"))
                    found[table] = sorted(tuple(row) for row in store.db.execute(f"SELECT {quoted} FROM {table}"))
        return found

    return read
