"""Keeps what is open when its file was taken away: in that file where it is still ours, or else as a copy that is left for the person."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.beside import beside
from prodops_desktop.workspace.file import SUFFIX, remove_log, waiting_log
from prodops_desktop.workspace.lock import Lock
from prodops_desktop.workspace.mishaps import explained
from prodops_desktop.workspace.whereabouts import Whereabouts


class Rescue:
    """What has become of all that is open since the file was lost; used by the thread that writes.

    ``is_settled`` once nothing is left to be done before the workspace is closed, ``is_kept`` once all lies in a file that has a name.
    """

    def __init__(self, path: Path, lock: Lock, whereabouts: Whereabouts) -> None:
        self._path = path
        self._lock = lock
        self._whereabouts = whereabouts
        self.is_settled = self.is_kept = False

    def forget(self) -> None:
        """The file is in its place: what is changed from now on has to be kept anew when it is lost again."""
        self.is_settled = self.is_kept = False

    def keep(self, connection: driver.Connection) -> None:
        """Fold the log into the file wherever it lies now, so that who opens it there finds everything; or leave a copy.

        A file that another program has changed meanwhile, or has open where it lies now, is never written. One that was deleted nobody
        can open; its copy is left when the workspace is closed, but its log must not be taken for that of the next file there.
        """
        if self.is_settled:
            return
        if self._whereabouts.is_as_left():
            if self._whereabouts.is_deleted():
                self.is_settled = self._fold(connection)
                return
            with self._alone() as is_alone:
                if is_alone:
                    self.is_settled = self.is_kept = self._fold(connection)
                    return
        self._leave_copy(connection)

    def keep_at_last(self, connection: driver.Connection) -> None:
        """The same before the workspace is closed: what was put off or has failed is tried once more."""
        self.is_settled = self.is_kept
        self.keep(connection)
        if not self.is_kept:
            self._leave_copy(connection)

    def copied(self, connection: driver.Connection, out: Path) -> None:
        """Write the copy that the person asked for, after which no other has to be left."""
        write_copy(self._path, connection, out)
        self.is_settled = self.is_kept = True

    def drop_log(self) -> None:
        """Take our log away once everything is closed: it would be taken for that of the file that lies there now, and ruin it.

        Where nothing could be kept it is put aside. Where another program has the lock, the log is its own.
        """
        if not self._lock.keep():
            return
        with contextlib.suppress(OSError):
            if not self.is_kept and (log := waiting_log(self._path)):
                log.rename(self._name_of_copy(self._path, ".log"))
        remove_log(self._path)

    def _fold(self, connection: driver.Connection) -> bool:
        self._whereabouts.begin()
        try:
            return fold(connection)
        finally:
            self._whereabouts.end()

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether nobody else writes the file under its present name, or has left a log there; within this nobody can begin to."""
        name = self._whereabouts.name_now()
        if name is None:
            yield False
            return
        there = Lock(name)
        try:
            is_alone = self._lock.lies_at(there.path) or (there.take() and waiting_log(name) is None)
        except OSError:
            is_alone = False
        try:
            yield is_alone
        finally:
            there.release()

    def _leave_copy(self, connection: driver.Connection) -> None:
        """Beside where the file was, or where it is now if that folder is gone; when neither can be written it stays as it is."""
        self.is_settled = True
        for place in (self._path, self._whereabouts.name_now()):
            if place is not None and not self.is_kept:
                with contextlib.suppress(UserError):
                    write_copy(self._path, connection, self._name_of_copy(place, SUFFIX))
                    self.is_kept = True

    def _name_of_copy(self, place: Path, suffix: str) -> Path:
        return beside(place, f".saved-{clock.now():%Y%m%d-%H%M%S}{suffix}")


def fold(connection: driver.Connection) -> bool:
    """Bring all of the log into the file; false where a reader still needs the log, or the disk refuses."""
    try:
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except driver.DriverError:
        return False


def write_copy(workspace: Path, connection: driver.Connection, out: Path) -> None:
    """Write all that a connection of the workspace sees into a new file; raises UserError where there is one, or none can be made."""
    import secrets

    from prodops_desktop.workspace.backups.databases import new_file, sync_folder  # it stands on this module, and is seldom needed here

    aside = beside(out, f".{secrets.token_hex(4)}.part")
    try:
        with new_file(aside) as descriptor:
            with contextlib.closing(driver.connect(aside)) as copy:
                connection.backup(copy)
            os.fsync(descriptor)
        _give_name(aside, out)
        sync_folder(out.parent)
    except FileExistsError:
        raise taken(out) from None
    except (OSError, driver.DriverError) as error:
        if driver.cause_of(error) == driver.DAMAGED:
            raise explained(workspace, error) from error
        raise UserError(f"No copy can be written to {out}: {getattr(error, 'strerror', None) or error}. Choose another folder.") from None
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def taken(out: Path) -> UserError:
    """What to say where a copy is to have the name of another file."""
    return UserError(f"There is a file {out.name} already, or was until now, and nothing was written. Choose another name.")


def _give_name(aside: Path, out: Path) -> None:
    """Unlike renaming, a link never takes the place of a file that appeared meanwhile; not every file system has them."""
    try:
        os.link(aside, out)
    except FileExistsError:
        raise
    except OSError:
        if out.exists():
            raise FileExistsError from None
        aside.rename(out)
