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
        self._soon = QTimer(parent, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask_some)

    def want(self, page: int) -> None:
        """Have a page read soon, unless it is being read."""
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

    def forget(self) -> None:
        """Want nothing any more."""
        self._wanted.clear()

    def _ask_some(self) -> None:
        while self._wanted and len(self._asked) < _AT_ONCE:
            page, _ = self._wanted.popitem()
            self._asked.add(page)
            self._ask(page)
