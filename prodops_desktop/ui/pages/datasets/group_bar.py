"""Filters the rows in quarantine by words, and by what is wrong with them: a button for each reason, with how many rows have it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import GUTTER, SMALL_BUTTON_HEIGHT
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.flow import Flow
from prodops_desktop.ui.widgets.keys import has_keyboard

_LONGEST = 44
_SEARCH, _AROUND = growing(150), growing(8)
_MOST_HEIGHT = growing(60)
Group = tuple[str, str, int]
"""The id of a group, its text, and how many rows it has."""


class GroupBar(QFrame):
    """One of the groups is chosen at any time. They go on in the next line; where more than two were needed, a list stands for them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pageToolbar")
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.search = SearchField(tr("Find in rows"))
        self.search.setFixedWidth(_SEARCH)
        row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER, _AROUND, 12, _AROUND)
        row.setSpacing(10)
        self._flow = Flow(gap=6, line_gap=6)
        self.buttons = QWidget()
        self.buttons.setLayout(self._flow)
        self.list = Choice(name=tr("Which rows are shown"), snug=True)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.buttons, 1)
        row.addWidget(self.list, 1, Qt.AlignmentFlag.AlignTop)
        self.list.hide()
        self.list.activated.connect(lambda _: self.chosen.emit(self.list.current_id()))

    def show_groups(self, groups: Sequence[Group], current: str) -> None:
        """Show these groups; the keyboard stays in the one in which it was."""
        if list(self._buttons) != [id_ for id_, _, _ in groups]:
            kept = next((id_ for id_, made in self._buttons.items() if has_keyboard(made)), None)
            self._make(groups)
            if kept is not None:
                (self._buttons.get(kept) or next(iter(self._buttons.values()))).setFocus()
        for id_, text, count in groups:
            made = self._buttons[id_]
            made.setText(f"{_short(text)}  {formats.number(count)}")
            made.setToolTip(text)
            made.setAccessibleName(tr("Show only: {group}, {n}", group=text, n=formats.number(count)))
            made.setChecked(id_ == current)
        with QSignalBlocker(self.list):
            self.list.clear()
            for id_, text, count in groups:
                self.list.addItem(f"{text}  {formats.number(count)}", id_)
            self.list.choose(current)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need more or fewer lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - _SEARCH - GUTTER - 12 - 10
        needed = self._flow.heightForWidth(max(1, room))
        widest = max((made.sizeHint().width() for made in self._buttons.values()), default=0)
        narrow = needed > _MOST_HEIGHT or widest > room
        self.buttons.setHidden(narrow)
        self.list.setHidden(not narrow)
        self.setFixedHeight(max(SMALL_BUTTON_HEIGHT, 0 if narrow else needed) + 2 * _AROUND)

    def _make(self, groups: Sequence[Group]) -> None:
        for made in self._buttons.values():
            self._group.removeButton(made)
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons = {}
        for id_, _, _ in groups:
            made = QPushButton()
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("segment", "true")
            made.setProperty("first", "true")
            made.setProperty("last", "true")
            made.setFixedHeight(SMALL_BUTTON_HEIGHT)
            made.clicked.connect(lambda _=False, id_=id_: self.chosen.emit(id_))
            self._group.addButton(made)
            self._flow.addWidget(made)
            made.show()  # one that is not shown yet has no size
            self._buttons[id_] = made


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
