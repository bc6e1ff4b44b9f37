"""What is asked of an import, and a file that was read for it and waits."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prodops_desktop.datasets import staging
from prodops_desktop.intake.choices import Choices
from prodops_desktop.workspace import Store, settings


@dataclass(frozen=True)
class ImportRequest(Choices):
    """What to import and every choice made about it; what is None is found out, or as the workspace has it.

    ``day_order`` goes before what the workspace says of days that nothing decides. ``password`` is of the file, and kept nowhere.
    """

    path: Path
    name: str | None = None
    again: bool = False
    as_of: str | None = None
    memory_cap_mb: int | None = None
    day_order: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def file_name(self) -> str:
        """The file's name as text; bytes of it that are no text are shown as a question mark."""
        return self.path.name.encode("utf-8", "replace").decode("utf-8")

    @property
    def dataset_name(self) -> str:
        """The dataset's name: as asked, else the file's stem, of a packed file that of what it holds."""
        if self.name is not None:
            return self.name.strip()
        file = Path(self.file_name)
        return (Path(file.stem) if file.suffix.casefold() == ".gz" else file).stem.strip()


@dataclass(frozen=True)
class Staged:
    """A file that has been read and typed and waits beside the workspace; nothing in the workspace knows of it yet."""

    request: ImportRequest
    file: Path
    found: dict[str, Any]
    started_after: int
    as_of: str
    as_of_from: str
    warnings: tuple[str, ...]
    child_peak_mb: float
    seconds: float

    @property
    def rows_accepted(self) -> int:
        """How many rows the version will have."""
        return int(self.found["rows_accepted"])

    def discard(self) -> None:
        """Take the staging file away."""
        staging.discard(self.file)


def cap_of(store: Store) -> int | None:
    """How many MB reading a file may take in this workspace; None for what this machine allows by itself."""
    return int(settings.get(store, "import_memory_mb")) or None
