"""Buttons: primary, quiet, link and small ones, tool buttons with a name, and segments of which one is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from prodops_desktop.ui.icons import icon as make_icon
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.tokens import BUTTON_HEIGHT, ICON, SMALL_BUTTON_HEIGHT
from prodops_desktop.ui.widgets.text import key, label, told_whole


class Button(QPushButton):
    """A button whose text ends in “…” where there is no room for it, and then stands in its tooltip."""

    def is_cut(self) -> bool:
        """Whether not all of the text is seen."""
        return bool(self.text()) and self.sizeHint().width() > self.width() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button with as much of the text as there is room for."""
        lacking = self.sizeHint().width() - self.width()
        if lacking <= 1 or not self.text():
            super().paintEvent(event)
            return
        option, metrics = QStyleOptionButton(), self.fontMetrics()
        self.initStyleOption(option)
        option.text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, metrics.horizontalAdvance(self.text()) - lacking)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def event(self, event: QEvent) -> bool:
        """Tell the whole text where it is cut."""
        return told_whole(self, event, lambda: self.text() if self.is_cut() else "") or super().event(event)


def button(text: str, run: Callable[[], object] | None = None, *, icon: str = "", role: str = "", small: bool = False) -> QPushButton:
    """A push button; ``role`` is primary, quiet, link, bad or empty."""
    made = Button(text)
    made.setProperty("role", role)
    made.setProperty("small", str(small).lower())
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    else:
        made.setFixedHeight(SMALL_BUTTON_HEIGHT if small else BUTTON_HEIGHT)
    if icon:
        made.setIcon(make_icon(icon, "on_accent" if role == "primary" else "text"))
        made.setIconSize(QSize(ICON + 5, ICON))  # a little room before the text
    if run is not None:
        made.clicked.connect(lambda: run())
    return made


def tool_button(icon: str, name: str, run: Callable[[], object] | None = None, *, checkable: bool = False) -> QToolButton:
    """A button that is only an icon; ``name`` is its tooltip and what assistive technology reads."""
    made = QToolButton()
    made.setIcon(make_icon(icon, "text_2", active="accent"))
    made.setIconSize(QSize(ICON, ICON))
    made.setToolTip(plain_tip(name))
    made.setAccessibleName(name)
    made.setCheckable(checkable)
    made.setFixedSize(px(26), px(26))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if run is not None:
        made.clicked.connect(lambda: run())
    return made


class KeyButton(QPushButton):
    """A push button that shows the key which does the same."""

    def __init__(self, text: str, shortcut: str, run: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setFixedHeight(BUTTON_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        for inner in (label(text, "name"), key(shortcut)):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(inner)
        self.clicked.connect(lambda: run())

    def sizeHint(self) -> QSize:
        """As wide as both texts."""
        row = self.layout()
        return QSize(row.sizeHint().width() if row is not None else 0, BUTTON_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()


class Segments(QWidget):
    """A row of joined buttons of which exactly one is chosen, such as 13 w | 26 w | 52 w."""

    chosen = Signal(str)

    def __init__(self, choices: list[tuple[str, str]], current: str = "", name: str = "") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (id_, text) in enumerate(choices):
            made = Button(text)
            made.setCheckable(True)
            made.setProperty("segment", "true")
            made.setProperty("first", str(index == 0).lower())
            made.setProperty("last", str(index == len(choices) - 1).lower())
            made.setAutoDefault(False)
            made.setFixedHeight(SMALL_BUTTON_HEIGHT)
            made.setAccessibleName(f"{name}: {text}" if name else text)
            made.clicked.connect(lambda _=False, id_=id_: self.chosen.emit(id_))
            self._group.addButton(made)
            self._buttons[id_] = made
            row.addWidget(made)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(current or (choices[0][0] if choices else ""))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the button that is chosen, from where arrows go on to the others."""
        super().focusInEvent(event)
        if self.current():
            self._buttons[self.current()].setFocus(event.reason())

    def choose(self, id_: str) -> None:
        """Mark a choice without telling anyone."""
        if id_ in self._buttons:
            self._buttons[id_].setChecked(True)

    def current(self) -> str:
        """The id of the choice."""
        return next((id_ for id_, made in self._buttons.items() if made.isChecked()), "")

    def set_text(self, id_: str, text: str) -> None:
        """Rename a choice, such as to show a count."""
        self._buttons[id_].setText(text)
