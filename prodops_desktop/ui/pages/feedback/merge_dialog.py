"""The key M: the item that says the same, searched as everything is searched, with those of the same account first."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.feedback.reading import Row
from prodops_desktop.ui.palette_list import Row as Line
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.picker import Option, Picker
from prodops_desktop.workspace import Store

Search = Callable[[Store, str], Sequence[Row]]
"""The items that a query finds, the best first; those to offer before anything is typed for an empty one."""


class MergeDialog(Picker):
    """Tells into which item the others go; ``about`` names them, ``items`` are their ids, and ``customer`` is the number of theirs."""

    taken = Signal(int)

    def __init__(self, parent: QWidget, session: Session, about: str, items: Collection[int], customer: int | None, search: Search) -> None:
        title, find = tr("Merge {about} into…", about=about), tr("Find what says the same: words, an account, FB-12")
        super().__init__(parent, title, find, ("{n} item", "{n} items"), waiting=True, width=680)
        self._session, self._items, self._customer, self._search = session, items, customer, search
        self.on_typed()

    def on_typed(self) -> None:
        """Search for what is typed; what was found before stays until that has come."""
        self.wait()
        query = self.search.text().strip()
        self._session.read(lambda store: self._search(store, query), self._on_found, self.fail, key=self)

    def fitting(self, query: str) -> list[Line]:
        """All that was found: the search ranked it."""
        del query
        return super().fitting("")

    def _on_found(self, found: Sequence[Row]) -> None:
        self.wrong.say("bad", "")
        rows = [row for row in found if row.item.id not in self._items and row.item.root not in self._items]
        if self._customer is not None:
            rows.sort(key=lambda row: row.customer is None or row.customer.number != self._customer)
        self.offer([self._option(row) for row in rows])

    def _option(self, row: Row) -> Option:
        when = f"{row.item.code} · {formats.day(row.item.day, self._session.today)}"
        return Option(row.who, partial(self.taken.emit, row.item.id), row.item.headline, when, "message-text-outline")
