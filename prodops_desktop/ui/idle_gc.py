"""Looks for cycles of forgotten objects while nothing goes on.

Python's own search begins wherever the next object happens to be made: amid painting, which it stops for a tenth of a second, or on a
reading thread, where it could destroy widgets that belong to the window's thread.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 1000
_QUIET = 500
"""So few new objects from one look to the next say that nothing goes on."""
_WORTHWHILE = 5_000
"""So many new objects are worth a search."""
_URGENT = 500_000
"""So many are searched whatever goes on; only the new ones, which is quick."""


class IdleCollector(QObject):
    """Searches in Python's stead, on the thread of the window and in its pauses, as long as it lives.

    ``busy`` says that there is no pause. What is there once the program is at rest is searched no more, as long as ``place`` gives the
    same object: such as the session of the workspace that is open, with which its pages go.
    """

    def __init__(self, busy: Callable[[], bool], place: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._busy, self._place = busy, place
        self._settled_at: object = None
        self._seen = 0
        self._settled = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Search if it is quiet and worthwhile, or urgent."""
        new = gc.get_count()[0]
        quiet, self._seen = abs(new - self._seen) <= _QUIET and not self._busy(), new
        if new >= _URGENT:
            gc.collect(0)
        elif quiet and (not self._settled or self._settled_at is not self._place()):
            self._settle()
        elif quiet and new >= _WORTHWHILE:
            gc.collect()

    def _settle(self) -> None:
        """Set aside what the program is made of: a search in all of that would take a tenth of a second each time."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._settled, self._settled_at = True, self._place()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
