"""The facts in the corner of the menu bar: which day it is here, which file is open, and that nothing leaves the computer."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import MENU_HEIGHT
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.text import Glyph, label


class Corner(QWidget):
    """A chip for the day, the name of the workspace, and where its data is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(MENU_HEIGHT - 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(14)
        self.day = _Fact("flask-outline", framed=True)
        self.sample = tool_button("chevron-down", tr("Try a spreadsheet of the sample, or remove the sample"))
        self.sample.setIconSize(QSize(14, 14))
        self.sample.setFixedSize(20, 20)
        self.sample.hide()
        self.day.add(self.sample)
        self.reading = _Fact("lock-outline", framed=True)
        self.file = _Fact("file-cabinet")
        self.place = _Fact("lock-outline")
        for fact in (self.day, self.reading, self.file, self.place):
            row.addWidget(fact, 0, Qt.AlignmentFlag.AlignVCenter)
        self.place.say(tr("Offline, on this computer"), tr("Nothing is sent anywhere. The workspace is one file on this computer."))

    def follow(self, session: Session | None) -> None:
        """Speak of another workspace, or of none."""
        self.sample.setVisible(session is not None and session.is_sample)
        if session is None:
            self.day.say("")
            self.reading.say("")
            self.file.say(tr("No workspace open"))
            return
        day = formats.day(session.today)
        if session.is_sample:
            self.day.say(tr("Sample: today is {day}", day=day), tr("This is the sample workspace; its content is made up."))
        else:
            self.day.say(tr("Today is {day}", day=day) if session.day_is_set else "", tr("The day is set, and not that of the clock."))
        self.reading.say(tr("Read only") if session.read_only_reason else "", session.read_only_reason or "")
        path = Path(session.workspace.path)
        self.file.say(path.name, str(path))


class _Fact(QWidget):
    def __init__(self, icon: str, *, framed: bool = False) -> None:
        super().__init__()
        if framed:
            self.setObjectName("framedFact")
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(*((6, 1, 6, 1) if framed else (0, 0, 0, 0)))
        row.setSpacing(5)
        row.addWidget(Glyph(icon, "text_2", 14))
        self.text: QLabel = label("", "meta", "" if framed else "3")
        row.addWidget(self.text)

    def add(self, widget: QWidget) -> None:
        """Put something that can be pressed behind the text."""
        self._row.setContentsMargins(6, 0, 0, 0)
        self._row.addWidget(widget)

    def say(self, text: str, tip: str = "") -> None:
        """Show a text; none hides the fact."""
        self.text.setText(text)
        self.setToolTip(tip)
        self.setVisible(bool(text))
