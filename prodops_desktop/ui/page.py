"""What every panel is: it names the tables it shows, builds once, and fills itself only while it is seen."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted

EVERYTHING = frozenset({"*"})
"""The tables of a page that shows something of everything; as a change, that anything may have changed."""


class Page(QWidget):
    """A panel of the window.

    A subclass sets the class attributes, builds its widgets in ``__init__`` (after ``super().__init__(session)``), reads and shows in
    :meth:`refresh`, keeping selection and scroll position. It sets :attr:`inspector` to the widget for the pane at the right, if any.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    digit: ClassVar[int | None] = None
    tables: ClassVar[frozenset[str]] = EVERYTHING

    tabs_changed = Signal()
    """The tabs, their counts, or which of them is shown changed."""
    inspector_wanted = Signal()
    """Something in the inspector gets the keyboard: it has to be shown."""
    filled = Signal()
    """What was read before the page was seen stands in it; see :meth:`fill_unseen`."""
    summary_changed = Signal(str)
    """The text at the right of the status bar, such as “393 rows · 12 columns”."""

    selection_changed = Signal()
    """What is selected comes to something else, see :attr:`selected`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.selected: tuple[str, Sequence[tuple[str, str]]] = ("", ())
        self.inspector: QWidget | None = None
        self.summary = ""
        self.remarks: tuple[str, ...] = ()
        self._stale = True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        session.changed.connect(self._on_session_changed)

    @property
    def pending(self) -> bool:
        """Whether it will read something by itself, after a pause."""
        return False

    def refresh(self) -> None:
        """Read again what is shown; called only while the page is visible."""
        raise NotImplementedError

    def fill_unseen(self) -> bool:
        """Begin to read before the page is seen, and emit :attr:`filled`; False for a page that begins when it is seen."""
        return False

    def commands(self) -> list[Command]:
        """What can be done on this page; offered while it is shown."""
        return []

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """The tabs in the top bar as (id, text, count); none for a page of one view."""
        return []

    def current_tab(self) -> str:
        """The id of the tab that is shown."""
        tabs = self.tabs()
        return tabs[0][0] if tabs else ""

    def show_tab(self, tab: str) -> None:
        """Show the tab with this id."""

    def go_to_tab(self, tab: str) -> None:
        """Show the tab with this id as if it was clicked."""
        self.show_tab(tab)
        self.tabs_changed.emit()

    def find_text(self, text: str = "") -> bool:
        """Put the cursor where this page is searched (Ctrl+F), with ``text`` filled in; False when it has nothing to search.

        (Not called ``find``: that name is QWidget's.)
        """
        del text
        return False

    def open(self, target: object) -> None:
        """Show one thing: the id of a dataset, the key of a metric. Called after the page is shown; it may not be filled yet."""

    @property
    def own_table(self) -> Callable[[], object] | None:
        """What shows the chart of this page as a table, and again as a chart; None for a page that leaves that to a dialog."""
        return None

    def place(self) -> int | str | None:
        """What is looked at, so that :meth:`go_back_to` finds it when the workspace is opened again; None where there is nothing."""
        return None

    def go_back_to(self, place: int | str) -> None:
        """Look at what was looked at when the workspace was left; it may be gone since. Called before the page is shown."""
        self.open(place)

    def set_summary(self, text: str, remarks: Sequence[str] = ()) -> None:
        """Say in the status bar what is shown; ``remarks`` on what is not counted follow as a number, and in full in its tooltip."""
        found = counted(len(remarks), " · {n} remark", " · {n} remarks") if remarks else ""
        self.summary, self.remarks = text + found, tuple(remarks)
        self.summary_changed.emit(self.summary)

    def set_selected(self, said: str, figures: Sequence[tuple[str, str]] = ()) -> None:
        """Say in the status bar what is selected, and what it comes to: names with their figures; nothing for an empty text."""
        self.selected = (said, figures)
        self.selection_changed.emit()

    def focus_first(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the page when it comes into sight and something changed meanwhile."""
        super().showEvent(event)
        self._refresh_if_stale()

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if "*" in self.tables or "*" in tables or self.tables & tables:
            self._stale = True
            if self.isVisible():
                self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
