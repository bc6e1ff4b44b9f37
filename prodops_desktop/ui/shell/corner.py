"""The facts in the corner of the menu bar: which day it is here, which file is open, and that nothing leaves the computer."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import MENU_HEIGHT
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.text import Glyph, label

_ANY, _AROUND, _BETWEEN = 10_000, 14, 14


class Corner(QWidget):
    """A chip for the day, the name of the workspace, and where its data is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(MENU_HEIGHT - 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _AROUND, 0)
        row.setSpacing(_BETWEEN)
        self.day = _Fact("flask-outline", framed=True)
        self.sample = tool_button("chevron-down", tr("Try a spreadsheet of the sample, or remove the sample"))
        self.sample.setIconSize(QSize(px(14), px(14)))
        self.sample.setFixedSize(px(20), px(20))
        self.sample.hide()
        self.day.add(self.sample)
        self.reading = _Fact("lock-outline", framed=True)
        self.file = _Fact("file-cabinet")
        self.place = _Fact("lock-outline")
        for fact in (self.day, self.reading, self.file, self.place):
            row.addWidget(fact, 0, Qt.AlignmentFlag.AlignVCenter)
        self._room = _ANY
        self.place.say(tr("Offline, on this computer"), tr("Nothing is sent anywhere. The workspace is one file on this computer."))

    def event(self, event: QEvent) -> bool:
        """The menu bar does not see by itself that it needs another width."""
        done = super().event(event)
        bar = self.parentWidget()
        if event.type() == QEvent.Type.LayoutRequest and isinstance(bar, QMenuBar):
            bar.setCornerWidget(self)
        return done

    def give_room(self, room: int) -> None:
        """Leave the menus theirs: what is said least goes down to its icon first, which tells it in its tooltip."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        facts = [fact for fact in (self.place, self.file, self.reading, self.day) if not fact.isHidden()]
        for fact in facts:
            fact.text.show()
        needed = _AROUND + sum(fact.needed() + _BETWEEN for fact in facts)
        for fact in facts:
            if needed <= self._room:
                break
            needed -= fact.needed()
            fact.text.hide()
            needed += fact.needed()

    def follow(self, session: Session | None) -> None:
        """Speak of another workspace, or of none."""
        self.sample.setVisible(session is not None and session.is_sample)
        if session is None:
            self.day.say("")
            self.reading.say("")
            self.file.say(tr("No workspace open"))
            self._fit()
            return
        day = formats.day(session.today)
        if session.is_sample:
            self.day.say(tr("Sample: today is {day}", day=day), tr("This is the sample workspace; its content is made up."))
        else:
            self.day.say(tr("Today is {day}", day=day) if session.day_is_set else "", tr("The day is set, and not that of the clock."))
        self.reading.say(tr("Read only") if session.read_only_reason else "", session.read_only_reason or "")
        path = Path(session.workspace.path)
        self.file.say(path.name, str(path))
        self._fit()


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

    def needed(self) -> int:
        """How wide it has to be as it is now; Qt itself finds out a turn later."""
        self._row.invalidate()
        return self._row.sizeHint().width()

    def say(self, text: str, tip: str = "") -> None:
        """Show a text; none hides the fact."""
        self.text.setText(text)
        self.setToolTip("\n".join(part for part in (text, tip) if part))
        self.setVisible(bool(text))
