"""Remembers in the file what an erasing has begun, so that one that was killed is finished when the file is next opened.

The table is there only meanwhile. It holds what is looked for, until that has been cleared; before the file is rewritten only that it is to
be, and which copies go. Whoever copies the file then copies the mark, too: so it names the copies, and none that is made later goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.driver import Connection

if TYPE_CHECKING:
    from prodops_desktop.datasets.erasing.collecting import Going

_TABLE = "erasing"
_CHANGE, _GOING, _COPIES, _COPY = "change", "going", "copies", "copy"
PART, HOLDER, ITEM, NAME, VIEWS = "part", "holder", "item", "name", "views"
"""What is noted on the way: a part whose rows changed, one that held something, an item whose words changed, a name, that views did."""

UNFINISHED = "A record was erased for good, but not all of its traces are gone yet."
"""What is said where an erasing has begun and not ended."""


@dataclass(frozen=True)
class Begun:
    """An erasing under way: the step that it is in the history, what goes (None: all of it is gone), and the backups that go, too.

    ``copies`` are the marks of those that were there when it began; None where they stay.
    """

    change: int
    going: "Going | None"
    copies: frozenset[str] | None


def begin(store: Store, change: int, going: "Going", copies: Iterable[str] | None) -> None:
    """Write down what is begun, inside the edit ``change``."""
    store.db.execute(f"CREATE TABLE {_TABLE} (what TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (what, value)) STRICT")
    told = [(_CHANGE, str(change)), (_GOING, going.written()), (_COPIES, str(int(copies is not None)))]
    store.db.executemany(f"INSERT INTO {_TABLE} VALUES (?, ?)", [*told, *((_COPY, copy) for copy in copies or ())])


def read(store: Store) -> Begun | None:
    """What was begun and has not ended, if anything."""
    if not _is_there(store.db):
        return None
    from prodops_desktop.datasets.erasing.collecting import Going  # every opening looks here, and seldom finds anything

    rows = store.db.execute(f"SELECT what, value FROM {_TABLE} WHERE what IN (?, ?, ?)", (_CHANGE, _GOING, _COPIES))
    told = {row[0]: row[1] for row in rows}
    going = Going.read(told[_GOING]) if _GOING in told else None
    named = (row[0] for row in store.db.execute(f"SELECT value FROM {_TABLE} WHERE what = ?", (_COPY,)))
    return Begun(int(told[_CHANGE]), going, frozenset(named) if told[_COPIES] == "1" else None)


def is_clearing(connection: Connection, change: int | None = None) -> bool:
    """Whether a file still holds what is being erased, by the step ``change`` or by any."""
    if not _is_there(connection):
        return False
    told = {row[0]: row[1] for row in connection.execute(f"SELECT what, value FROM {_TABLE} WHERE what IN (?, ?)", (_CHANGE, _GOING))}
    return _GOING in told and change in (None, int(told[_CHANGE]))


def refuse_meanwhile(store: Store) -> None:
    """Raise UserError while something is being cleared: what is imported then may hold it, and would not be looked through."""
    if is_clearing(store.db):
        raise UserError("Something is just being erased for good, and this file may hold it, too. Import it again when that is done.")


def note(connection: Connection, what: str, value: int) -> None:
    """Note something of which the rest follows later, in the same transaction as it."""
    connection.execute(f"INSERT OR IGNORE INTO {_TABLE} VALUES (?, ?)", (what, str(value)))


def noted(store: Store, what: str) -> list[int]:
    """What was noted of a sort."""
    return sorted(int(row[0]) for row in store.db.execute(f"SELECT value FROM {_TABLE} WHERE what = ?", (what,)))


def forget_words(store: Store) -> None:
    """Keep only that the file is to be rewritten, and which copies go."""
    store.db.execute(f"DELETE FROM {_TABLE} WHERE what NOT IN (?, ?, ?)", (_CHANGE, _COPIES, _COPY))


def end(store: Store) -> None:
    """It has ended."""
    store.db.execute(f"DROP TABLE IF EXISTS {_TABLE}")


def _is_there(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_TABLE,)).fetchone() is not None
