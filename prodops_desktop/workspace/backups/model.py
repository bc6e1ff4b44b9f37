"""What a backup is, where it lies, and the words for why it was made and why it could not be."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace.beside import beside
from prodops_desktop.workspace.file import resolved

REASONS = {
    "opening": "On opening",
    "hourly": "While working",
    "migration": "Before an update of the file",
    "irreversible": "Before a step that can’t be undone",
    "restore": "Before restoring",
    "hand": "By hand",
    "repair": "Before a repair",
}
"""Why a backup is made, in the words of a list."""

OnProgress = Callable[[Progress], None]

_SUFFIX = ".prodops"
_ENDING = ".backup"
_NAME = re.compile(rf"(\d{{6,}}) (\d{{4}}-\d\d-\d\d \d{{6}}) ([a-z]+) ([0-9a-f]{{16}}){re.escape(_ENDING)}")
_MOMENT = "%Y-%m-%d %H%M%S"


@dataclass(frozen=True)
class Backup:
    """The state of a workspace at one moment.

    Backups stand in the order of ``number``: the clock may have been set back between two of them. ``size`` is the bytes of its own
    file, ``shared`` those of the pieces with imported rows and kept files that it needs and others may need, too. ``position`` is the
    newest step that it holds, made at ``step_at``. ``trouble`` says in a sentence what of it is missing or damaged. One that ``is_other``
    is of another workspace, which lay in this place under this name.
    """

    path: Path
    number: int
    moment: datetime
    reason: str
    size: int
    shared: int
    position: int
    step_at: str
    schema: int
    trouble: str | None
    is_other: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything that it needs seems to be there."""
        return self.trouble is None


class BackupFailed(UserError):  # noqa: N818 - it is what befell a backup, as FileTrouble is of a file
    """No backup was made, and nothing of it is left behind.

    ``cause`` is "damaged" (the workspace), "room" (none on the disk), "folder" (it can't be written), "busy" (another one is being
    made) or "changed" (the workspace, in a way that spoilt it).
    """

    def __init__(self, cause: str, text: str) -> None:
        super().__init__(text)
        self.cause = cause


def folder_of(workspace: Path) -> Path:
    """Where the backups of a workspace lie: ``NAME.backups`` beside ``NAME.prodops``."""
    named_so = workspace.suffix == _SUFFIX
    return beside(workspace.with_suffix(""), ".backups") if named_so else beside(workspace, ".file.backups")


def place_of(workspace: Path) -> Path:
    """The folder of the backups where it really lies: it may be a link to another disk."""
    return resolved(folder_of(resolved(workspace)))


def parts_of(folder: Path) -> Path:
    """Where the pieces lie that the backups in ``folder`` share."""
    return folder / "parts"


def file_of(folder: Path, number: int, moment: datetime, reason: str, digest: str) -> Path:
    """The file of a backup; its name says what would be lost if it could not be read, and the digest of its bytes."""
    return folder / f"{number:06} {moment.strftime(_MOMENT)} {reason} {digest[:16]}{_ENDING}"


@dataclass(frozen=True)
class Named:
    """What the name of a backup's file says."""

    number: int
    moment: datetime
    reason: str
    digest: str


def read_name(path: Path) -> Named | None:
    """What the name of a file says when it is that of a backup."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        return Named(int(found[1]), datetime.strptime(found[2], _MOMENT), found[3], found[4])
    except ValueError:
        return None
