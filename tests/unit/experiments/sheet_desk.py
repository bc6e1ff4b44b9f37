"""A workspace with a folder beside it, from which the tests bring in sheets by the real import, staged in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.taking import Differences
from prodops_desktop.experiments import readings as reading_store
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.model import Experiment, Reading
from prodops_desktop.workspace import Store, Workspace
from tests.new_workspace import new_workspace
from tests.unit.sheets_here import Rows, compare_here, import_here, write_rows


@dataclass(frozen=True)
class Desk:
    """The workspace and the folder of its sheets."""

    workspace: Workspace
    folder: Path

    def write(self, file: str, rows: Rows) -> Path:
        """A csv of these rows."""
        return write_rows(self.folder / file, rows)

    def bring(self, file: str, rows: Rows, **choices: Any) -> ImportReport:
        """Write a csv of these rows and import it."""
        return self.import_(self.write(file, rows), **choices)

    def import_(self, path: Path, **choices: Any) -> ImportReport:
        """Import a file."""
        return import_here(self.workspace, path, **choices)

    def compare(self, path: Path, **choices: Any) -> Differences:
        """What an import of a file would change; nothing is imported."""
        return compare_here(self.workspace, path, **choices)

    def experiments(self) -> dict[str, Experiment]:
        """The experiments by key."""
        with self.workspace.reading() as store:
            return {one.code: one for one in experiment_store.all_experiments(store)}

    def readings(self, code: str) -> tuple[Reading, ...]:
        """The readings of an experiment, the newest first."""
        with self.workspace.reading() as store:
            return reading_store.readings_of(store, experiment_store.find_experiment(store, code).id)

    def add(self, *experiments: Experiment) -> None:
        """Put experiments into the register."""

        def save(store: Store) -> None:
            with store.edit("Add"):
                for one in experiments:
                    experiment_store.save_experiment(store, one)

        self.workspace.run(save).result()

    def edit(self, code: str, **fields: Any) -> None:
        """Correct an experiment by hand."""
        self.add(replace(self.experiments()[code], **fields))


@contextmanager
def open_desk(folder: Path) -> Iterator[Desk]:
    """A desk with a new, empty workspace."""
    with open_workspace(new_workspace(folder / "w.prodops")) as workspace:
        yield Desk(workspace, folder)


def taken(report: ImportReport) -> tuple[int, int, int]:
    """How many records are new and changed, and how many fields were kept."""
    assert report.taken is not None
    return report.taken["new"], report.taken["changed"], report.taken["kept"]


def problems(report: ImportReport) -> list[str]:
    """What is said about the sheet."""
    assert report.taken is not None
    found: list[str] = report.taken["problems"]
    return found


def missing(report: ImportReport) -> list[str]:
    """What is there and not in the sheet."""
    assert report.taken is not None
    found: list[str] = report.taken["missing"]
    return found
