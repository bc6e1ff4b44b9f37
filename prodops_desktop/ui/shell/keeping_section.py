"""What the preferences say of history and backups: how long values are kept, and how much room backups may take."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments, button
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace import Store, history, settings

_AGE, _ROOM = "history_keep_days", "backups_mb"
_FOR_EVER, _FOR_DAYS = "ever", "days"
_FIRST_AGE = "365"
"""The age that is proposed where values are no longer to be kept for ever."""


class KeepingSection(QWidget):
    """Applies at once, as the rest of the preferences; ``prune`` and ``show_backups`` open their dialogs."""

    def __init__(self, session: Session, prune: Callable[[], object], show_backups: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._values: dict[str, str] = {}
        self.age = Segments([(_FOR_EVER, tr("For ever")), (_FOR_DAYS, tr("For days"))], name=tr("How long values of the history are kept"))
        self.age.chosen.connect(self._on_age_chosen)
        self.fields = {
            _AGE: _field(tr("Days that values of the history are kept"), partial(self._on_typed, _AGE)),
            _ROOM: _field(tr("Room for backups, MB"), partial(self._on_typed, _ROOM)),
        }
        self.begins = label("", "meta", "3", wrap=True)
        self.prune = button(tr("Prune history…"), prune, small=True)
        self.backups = button(tr("Backups…"), show_backups, small=True)
        self.refused = Note("bad", "")
        self._lay_out()
        for widget in (self.age, *self.fields.values(), self.prune):
            widget.setEnabled(session.read_only_reason is None)
            widget.setToolTip(session.read_only_reason or "")
        session.changed.connect(lambda _: self._read())
        self._read()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(tr("History and backups"), "section"))
        text = tr(
            "What was done, when and by whom stays for good. Values older than the age set here are dropped when the workspace is opened, "
            "after a backup."
        )
        column.addWidget(label(text, "meta", "3", wrap=True))
        column.addLayout(_row(tr("Values are kept"), self.age, self.fields[_AGE]))
        column.addLayout(_row("", self.begins, self.prune))
        column.addLayout(_row(tr("Room for backups, MB"), self.fields[_ROOM], self.backups))
        column.addWidget(self.refused)

    def _on_age_chosen(self, choice: str) -> None:
        self._set(_AGE, "0" if choice == _FOR_EVER else _FIRST_AGE)

    def _on_typed(self, key: str) -> None:
        self._set(key, self.fields[key].text().strip())

    def _set(self, key: str, value: str) -> None:
        if self._values.get(key) == value:
            return

        def failed(error: Exception) -> None:
            self.refused.say("bad", str(error))
            self.fields[key].setText(self._values.get(key, ""))

        self._session.run(lambda store: settings.set_setting(store, key, value), lambda _: self.refused.say("bad", ""), failed)

    def _read(self) -> None:
        self._session.read(_read_values, self._show, key=self)

    def _show(self, read: tuple[dict[str, str], str]) -> None:
        self._values, sentence = read
        is_for_ever = self._values[_AGE] == "0"
        self.begins.setText(sentence)
        self.age.choose(_FOR_EVER if is_for_ever else _FOR_DAYS)
        self.fields[_AGE].setVisible(not is_for_ever)
        for key, field in self.fields.items():
            if not field.hasFocus() or not field.isModified():
                field.setText(self._values[key])


def _field(name: str, decided: Callable[[], object]) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setFixedWidth(px(70))
    made.editingFinished.connect(decided)
    return made


def _row(name: str, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    said = label(name, "body", "2")
    said.setFixedWidth(px(180))
    row.addWidget(said)
    for widget in widgets:
        row.addWidget(widget, int(widget is widgets[0] and not isinstance(widget, Segments | QLineEdit)))
    row.addStretch(int(isinstance(widgets[0], Segments | QLineEdit)))
    return row


def _read_values(store: Store) -> tuple[dict[str, str], str]:
    return {key: settings.get(store, key) for key in (_AGE, _ROOM)}, history.begins(store).sentence
