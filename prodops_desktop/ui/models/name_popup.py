"""A small window over the page in which a name is typed; what is wrong with it is said below it."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.popup import Popup
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import label

_WIDTH = growing(300)


class NamePopup(Popup):
    """Enter takes the name, which may be refused; Esc or a click beside it leaves everything as it was."""

    def __init__(self, parent: QWidget, title: str, name: str, action: str, take: Callable[[str], object]) -> None:
        super().__init__(parent, title)
        self._take = take
        self._asked = False
        self.field = QLineEdit(name)
        self.field.setAccessibleName(title)
        self.field.setMaxLength(80)
        self.field.setFixedHeight(INPUT_HEIGHT)
        self.problem = label("", "meta", "bad", wrap=True)
        self.problem.hide()
        self.take_button = button(action, self.take, role="primary", small=True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(tr("Cancel"), self.close, role="link", small=True))
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(label(title, "section"))
        column.addWidget(self.field)
        column.addWidget(self.problem)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH)
        self.field.textChanged.connect(lambda _: self.problem.hide())

    def open_at(self, spot: QPoint) -> None:
        """Open below a point of the screen with the whole name selected."""
        self.adjustSize()
        self.move(spot)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def take(self) -> None:
        """Ask for the name to be taken, once, unless there is none."""
        if self._asked:
            return
        if self.field.text().strip():
            self._asked = True
            self._take(self.field.text().strip())
        else:
            self.refuse(tr("Type a name first."))

    def accept(self) -> None:
        """The name was taken; by then this may have been closed."""
        if shiboken6.isValid(self):
            self.close()

    def refuse(self, problem: str) -> bool:
        """Say why the name can’t be taken; False where this has been closed meanwhile and says nothing any more."""
        if not shiboken6.isValid(self) or not self.isVisible():
            return False
        self._asked = False
        self.problem.setText(problem)
        self.problem.show()
        self.adjustSize()
        self.field.setFocus()
        return True
