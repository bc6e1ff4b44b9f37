"""A connection with the one way to change data: named edits that history can take back."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import migrations
from prodops_desktop.workspace.driver import Connection
from prodops_desktop.workspace.tracking import counting_sql, tracked_tables

Read = TypeVar("Read")
Derivation = Callable[[Connection, frozenset[str]], None]
"""Rebuilds what is derived (views) after the named tables changed, inside the same transaction."""


@dataclass(frozen=True)
class ChangeSet:
    """What an edit changed; one that changed nothing has no tables, is no step, and has the id 0."""

    id: int
    label: str
    tables: frozenset[str]


@dataclass
class Edit:
    """An edit under way; ``changes`` names its tables once the outermost edit has ended."""

    id: int
    label: str
    changes: ChangeSet


class Store:
    """What the functions of an area read from and write to."""

    def __init__(
        self,
        connection: Connection,
        *,
        writable: bool,
        derivations: tuple[Derivation, ...] = (),
        beside: Callable[[], AbstractContextManager[Connection]] | None = None,
    ) -> None:
        self.db = connection
        self.writable = writable
        self._derivations = derivations
        self._beside = beside
        self._current: Edit | None = None
        self._counting: str | None = None
        self._read: dict[Hashable, Any] = {}

    def once(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """What ``read`` finds: looked up once for as long as one state of the file is read, in which it can't change."""
        if self.writable or not self.db.in_transaction:
            return read()
        if key not in self._read:
            self._read[key] = read()
        found: Read = self._read[key]
        return found

    def position(self) -> int:
        """The id of the newest step: what a job that begins now begins after."""
        return int(self.db.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])

    def touched(self, change: int) -> dict[str, int]:
        """The tables that a step touched, be it still under way, with how many row images of it each has."""
        if self._counting is None:  # the shape of an open file stays as it is
            self._counting = counting_sql(tracked_tables(self.db))
        return dict(self.db.execute(self._counting, (change,)).fetchall())

    def refuse_reading_only(self) -> None:
        """Raise UserError on a workspace that may only be read."""
        if not self.writable:
            raise UserError("This workspace is open for reading only, so nothing can be changed in it here.")

    @contextmanager
    def as_of(self, moment: date) -> Iterator["Store"]:
        """A store of what was decided at a past moment (a day: at its end), for unchanged code that only reads.

        What was imported is there as it is today, but versions and feedback only as far as they stood then; see
        :mod:`prodops_desktop.workspace.as_of`. Raises UserError for a moment from before the history is known.
        """
        from prodops_desktop.workspace.as_of import position_at, shadow  # it needs this module

        if self._beside is None:
            raise ValueError("this store has no file to open once more")
        with self._beside() as connection:
            connection.execute("BEGIN")  # the past is of one state, too, whatever is changed meanwhile; closing ends it
            past = Store(connection, writable=False)
            shadow(past, position_at(past, moment))
            yield past

    @contextmanager
    def edit(self, label: str, *, kind: str = "edit", started_after: int | None = None) -> Iterator[Edit]:
        """One transaction and one undo step called ``label``; an edit inside an edit is part of the outer one.

        ``started_after`` is the :meth:`position` at which the operator began a job that ends only now.
        An exception takes everything back. Raises UserError on a workspace that may only be read.
        """
        self.refuse_reading_only()
        if self._current is not None:
            yield self._current
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            edit = self._begin(label, kind, started_after)
            yield edit
            edit.changes = self._end(edit)
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        finally:
            self._current = None

    def _begin(self, label: str, kind: str, started_after: int | None) -> Edit:
        after = self.position() if started_after is None else started_after
        cursor = self.db.execute(
            "INSERT INTO change (started_after, at, who, label, kind, schema) VALUES (?, ?, ?, ?, ?, ?)",
            (after, clock.now().isoformat(timespec="milliseconds"), who(), label, kind, migrations.SCHEMA),
        )
        change = int(cursor.lastrowid or 0)
        self.db.execute("INSERT INTO current_change VALUES (?)", (change,))
        self._current = Edit(change, label, ChangeSet(change, label, frozenset()))
        return self._current

    def _end(self, edit: Edit) -> ChangeSet:
        self.db.execute("DELETE FROM current_change")
        tables = self._record_tables(edit.id)
        if not tables:
            self.db.execute("DELETE FROM change WHERE id = ?", (edit.id,))
            return ChangeSet(0, edit.label, tables)
        for derive in self._derivations:
            derive(self.db, tables)
        return ChangeSet(edit.id, edit.label, tables)

    def _record_tables(self, change: int) -> frozenset[str]:
        """Write down which tables ``change`` touched, and how many row images each has."""
        touched = self.touched(change)
        self.db.executemany("INSERT INTO change_table VALUES (?, ?, ?)", [(change, name, images) for name, images in touched.items()])
        return frozenset(touched)


def who() -> str:
    """The name of the one who works on this machine, as the history keeps it."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in a container
        return "operator"
