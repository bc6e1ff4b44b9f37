"""Tells whose backups lie in a folder: another workspace may have had the same name and place before."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.backups.databases import reading, reading_workspace
from prodops_desktop.workspace.file import fold_if_alone


@dataclass(frozen=True)
class Origin:
    """What tells a workspace from others: the identity that it was given, and the first step that was ever made in it.

    A file from before there were identities is given another one each time that it is restored and brought up to date; its first step
    stays the same. Both are None where they are not known.
    """

    identity: str | None = None
    first_step: str | None = None

    def is_other(self, than: "Origin") -> bool:
        """Whether it is plain that both are of different workspaces."""
        if None in (self.identity, than.identity) or self.identity == than.identity:
            return False
        return self.first_step is None or self.first_step != than.first_step


UNKNOWN = Origin()


def origin_of(workspace: Path) -> Origin:
    """That of a file; unknown where there is none or it can't be read."""
    if not workspace.is_file():
        return UNKNOWN
    try:
        with reading_workspace(workspace), contextlib.closing(reading(workspace)) as db:
            return origin_in(db)
    except (OSError, driver.DriverError, UserError):
        return UNKNOWN
    finally:
        fold_if_alone(workspace)


def origin_in(db: driver.Connection, schema: str = "main") -> Origin:
    """That of a workspace or a backup which is attached."""
    identity = None
    if db.execute(f"SELECT 1 FROM {schema}.sqlite_master WHERE type = 'table' AND name = 'identity'").fetchone():
        identity = db.execute(f"SELECT id FROM {schema}.identity").fetchone()
    first = db.execute(f"SELECT at || ' ' || who || ' ' || label FROM {schema}.change ORDER BY id LIMIT 1").fetchone()
    return Origin(str(identity[0]) if identity else None, str(first[0]) if first else None)
