"""Decides which page of a long list is read next: what is looked at now comes before what was scrolled past."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from prodops_desktop.ui.models.cells import Cell

PAGE = 100
"""Rows of a page."""
KEPT_PAGES = 120
"""So many pages stay at hand."""
WAITING = Cell("–", "disabled")
"""What stands in a cell while its page is on the way."""
_AT_ONCE, _MOST_WANTED = 2, 8


class PageQueue:
    """Hands the pages that are wanted to ``ask``, the latest first and few at once; ``ask`` says when one :meth:`ended`."""

    def __init__(self, ask: Callable[[int], None], parent: QObject) -> None:
        self._ask = ask
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._ahead: set[int] = set()
        self._last, self._way = 0, 1
        self._soon = QTimer(parent, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask_some)

    def want(self, page: int) -> None:
        """Have a page read soon, unless it is being read."""
        if page != self._last:
            self._last, self._way = page, 1 if page > self._last else -1
        self._ahead.discard(page)
        if page in self._asked:
            return
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > _MOST_WANTED:  # scrolled past: painting asks again
            self._wanted.popitem(last=False)
        self._soon.start()

    def ended(self, page: int) -> None:
        """A page was read, or could not be: the next one may be asked for."""
        self._asked.discard(page)
        self._soon.start()

    def look_ahead(self, page: int, lacks: Callable[[int], bool]) -> None:
        """A page is here that was looked at: read the next one in the direction of scrolling before it is looked at."""
        ahead = page + self._way
        if page in self._ahead:
            self._ahead.discard(page)
        elif not self._wanted and ahead not in self._asked and lacks(ahead):
            self._ahead.add(ahead)
            self._wanted[ahead] = None
            self._soon.start()

    def forget(self) -> None:
        """Want nothing any more."""
        self._wanted.clear()
        self._ahead.clear()

    def _ask_some(self) -> None:
        while self._wanted and len(self._asked) < _AT_ONCE:
            page, _ = self._wanted.popitem()
            self._asked.add(page)
            self._ask(page)
