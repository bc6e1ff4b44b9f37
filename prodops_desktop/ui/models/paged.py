"""A list of any number of record ids whose records come in pages through the session while the window goes on."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Signal

from prodops_desktop.ui.jobs import Result
from prodops_desktop.ui.models.cells import Cell, Index
from prodops_desktop.ui.models.page_queue import KEPT_PAGES, PAGE, WAITING, PageQueue
from prodops_desktop.ui.models.records import Column, ColumnModel
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store

Read = Callable[[Store, list[int]], list[Any]]
"""Reads the records of some ids on a thread; those that are gone it leaves out."""
_AHEAD = 25
"""So many rows before it is seen a page is read."""
_MOST_RUNS = 20
"""More blocks of rows that go at once are a new list."""


class PagedModel(ColumnModel):
    """The records of a list of ids, each read when it is looked at; some of them can be marked.

    A record that was read stays until it was read anew, wherever its row goes.
    """

    loaded = Signal()
    """A page came in."""
    failed = Signal(str)
    marked = Signal(int)
    """How many are marked now."""

    def __init__(
        self, session: Session, columns: Sequence[Column], read: Read, key: Callable[[Any], int], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._session, self._read, self._key = session, read, key
        self._ids: list[int] = []
        self._known: OrderedDict[int, Any] = OrderedDict()
        self._fresh: set[int] = set()
        self._marks: set[int] = set()
        self._turn = 0
        self._queue = PageQueue(self._read_page, self)

    @property
    def ids(self) -> list[int]:
        """The ids in their order."""
        return list(self._ids)

    def record(self, row: int) -> Any:
        """The record of a row; None while it is on its way, and for one that is gone."""
        if not 0 <= row < len(self._ids):
            return None
        ahead = min(row + _AHEAD, len(self._ids) - 1)
        for place in (ahead, row):  # what is looked at is wanted last, and so read first
            if self._ids[place] not in self._fresh:
                self._queue.want(place // PAGE)
        return self._known.get(self._ids[row])

    def row_of(self, key: object) -> int:
        """The row of an id, −1 when it is not there."""
        try:
            return self._ids.index(key)  # type: ignore[arg-type]  # what is no id is simply not found
        except ValueError:
            return -1

    def id_at(self, row: int) -> int | None:
        """The id of a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def key_at(self, row: int) -> object:
        """The id of a row, as other lists call it."""
        return self.id_at(row)

    def read_apart(self, ids: Sequence[int], work: Callable[[list[Any]], Result], done: Callable[[Result], object]) -> None:
        """Read the records of any ids and hand what ``work`` makes of them, still on the thread, to ``done``."""
        wanted = list(ids)
        self._session.read(lambda store: work(self._read(store, wanted)), done, lambda error: self.failed.emit(str(error)))

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these ids in this order; records that are at hand are shown at once, and read again."""
        new = list(ids)
        if new == self._ids:
            self.refresh()
            return
        self._forget()
        self.beginResetModel()
        self._ids = new
        self.endResetModel()
        self._keep_marks()

    def refresh(self) -> None:
        """Read what is looked at again; cells keep showing the old values until the new ones come."""
        self._forget()
        self._changed()

    def remove(self, ids: Iterable[int]) -> None:
        """Take rows out at once."""
        gone = set(ids)
        rows = [row for row, one in enumerate(self._ids) if one in gone]
        runs = _runs(rows)
        if len(runs) > _MOST_RUNS:
            self.beginResetModel()
            self._ids = [one for one in self._ids if one not in gone]
            self.endResetModel()
        else:
            for first, last in reversed(runs):
                self.beginRemoveRows(QModelIndex(), first, last)
                del self._ids[first : last + 1]
                self.endRemoveRows()
        self._keep_marks()

    def is_marked(self, one: int) -> bool:
        """Whether the record with this id is marked."""
        return one in self._marks

    @property
    def marked_count(self) -> int:
        """How many are marked."""
        return len(self._marks)

    def marks(self) -> list[int]:
        """The ids that are marked, in order."""
        return [one for one in self._ids if one in self._marks] if self._marks else []

    def mark(self, ids: Iterable[int], *, marked: bool = True) -> None:
        """Mark ids of the list, or no longer."""
        before = len(self._marks)
        (self._marks.update if marked else self._marks.difference_update)(ids)
        if len(self._marks) != before:
            self._changed()
            self.marked.emit(len(self._marks))

    def cell(self, row: int, column: int) -> Cell:
        """What the column makes of the record, or a quiet dash while it is on its way."""
        record = self.record(row)
        return WAITING if record is None else self.columns[column].cell(record)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many ids."""
        return 0 if parent.isValid() else len(self._ids)

    def _forget(self) -> None:
        """What was read until now is old."""
        self._turn += 1
        self._fresh.clear()
        self._queue.forget()

    def _read_page(self, page: int) -> None:
        turn, ids = self._turn, self._ids[page * PAGE : (page + 1) * PAGE]
        if not ids:
            self._queue.ended(page)
            return

        def done(records: list[Any]) -> None:
            self._queue.ended(page)
            is_fresh = turn == self._turn
            self._take(ids, records, fresh=is_fresh)
            self._changed(*self._rows_of(page, ids) if is_fresh else ())
            self.loaded.emit()

        def failed(error: Exception) -> None:
            self._queue.ended(page)
            self.failed.emit(str(error))

        self._session.read(lambda store: self._read(store, ids), done, failed)

    def _take(self, ids: Sequence[int], records: Sequence[Any], *, fresh: bool) -> None:
        """Keep what was read; what was begun before the list changed is better than nothing, and read again."""
        found = {self._key(record): record for record in records}
        for one in ids:
            if one in self._fresh and not fresh:
                continue
            self._known[one] = found.get(one)
            self._known.move_to_end(one)
            if fresh:
                self._fresh.add(one)
        while len(self._known) > KEPT_PAGES * PAGE:
            self._fresh.discard(self._known.popitem(last=False)[0])

    def _keep_marks(self) -> None:
        """What is no longer shown is no longer marked: nobody would see what becomes of it."""
        if self._marks and len(kept := self._marks.intersection(self._ids)) < len(self._marks):
            self._marks = kept
            self.marked.emit(len(kept))

    def _rows_of(self, page: int, ids: Sequence[int]) -> tuple[int, ...]:
        """The first and last row of a page that still stands where it was read; nothing where rows above it went meanwhile."""
        first = page * PAGE
        return (first, first + len(ids) - 1) if self._ids[first : first + len(ids)] == ids else ()

    def _changed(self, first: int = 0, last: int | None = None) -> None:
        """Have these rows painted again, else all of them; a page that was read ahead is out of sight and so costs nothing."""
        if self._ids and self.columns:
            end = len(self._ids) - 1 if last is None else last
            self.dataChanged.emit(self.index(first, 0), self.index(end, len(self.columns) - 1))


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last row of each block of neighbours."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
