"""Says in a sentence what the disk, the file or another program has done to a workspace, and what to do about it."""

from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver


class FileTrouble(UserError):  # noqa: N818 - it befell the file, and is no error of the program
    """What befell the file or its disk."""


class DamagedError(FileTrouble):
    """The file can't be read whole; only a backup helps."""


_SENTENCES = {
    driver.FULL: "There is no room left on the disk of {name}, so nothing was changed. Free some and do it again.",
    driver.DAMAGED: "{name} is damaged: a part of it can't be read. Nothing was changed. Run the command “check” on it to see what it is, "
    "and restore a backup (File › Backups…).",
    driver.REFUSED: "{name} may not be written any more, so nothing was changed. See whether its disk or folder has become read-only.",
    driver.UNREACHABLE: "The disk of {name} can't be read or written now, so nothing was changed. See that the disk is there; then open "
    "the workspace again and run the command “check” on it. Backups are in File › Backups….",
    driver.BUSY: "Another program keeps {name} for itself, so nothing was changed. Close that program, or do it again in a moment.",
}


def trouble(path: Path, error: BaseException) -> str | None:
    """What befell the workspace at ``path``, as a sentence; None for a mistake of the program."""
    cause = driver.cause_of(error)
    return None if cause is None else _SENTENCES[cause].format(name=path.name)


def explained(path: Path, error: BaseException) -> BaseException:
    """What befell the workspace at ``path`` as a :class:`FileTrouble`; a mistake of the program as it is."""
    sentence = trouble(path, error)
    if sentence is None:
        return error
    return DamagedError(sentence) if driver.cause_of(error) == driver.DAMAGED else FileTrouble(sentence)
