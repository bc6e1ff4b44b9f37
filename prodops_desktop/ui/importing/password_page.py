"""What the dialog shows for a file that is protected: a field for its password, and whether that is to be kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, Glyph, label

_WIDTH = growing(460)


class PasswordPage(QWidget):
    """What is typed is not shown unless asked for, and forgotten as soon as it is handed over."""

    typed = Signal()
    """There is another text in the field."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Elided("", "item", middle=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(tr("Password of the file"))
        self.field.setFixedHeight(INPUT_HEIGHT + 4)
        self.field.textChanged.connect(lambda _: self.typed.emit())
        self.eye = tool_button("eye-outline", tr("Show the password"), checkable=True)
        self.eye.toggled.connect(self._on_eye_toggled)
        self.wrong = Note("bad", "")
        self.keep = QCheckBox(tr("Keep it in this computer’s keyring for this source"))
        self.about = label("", "meta", "3", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QWidget()
        box.setFixedWidth(_WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Glyph("lock-outline", "text_2", 20))
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(
            label(tr("The file is protected. Type its password to read it; the file itself stays as it is."), "body", "2", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.eye)
        column.addLayout(row)
        column.addWidget(self.wrong)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.about)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(box)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def ask(self, name: str, wrong: str, *, keeps: bool) -> None:
        """Ask for the password of a file; ``wrong`` says what became of the last one."""
        self.title.setText(tr("{file} needs a password", file=name))
        self.field.clear()
        self.eye.setChecked(False)
        self.wrong.say("bad", wrong)
        self.keep.setChecked(keeps and self.keep.isEnabled())

    def say_keyring(self, missing: str) -> None:
        """Say where a password is kept, or why none can be."""
        self.keep.setEnabled(not missing)
        self.keep.setChecked(self.keep.isChecked() and not missing)
        self.keep.setToolTip(missing)
        kept = tr("It is kept once the file was imported, in the keyring of the system alone: never in the workspace or a log.")
        self.about.setText(missing or kept)

    def take(self) -> str:
        """What was typed; the field forgets it."""
        typed = self.field.text()
        self.field.clear()
        return typed

    def _on_eye_toggled(self, shown: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        name = tr("Hide the password") if shown else tr("Show the password")
        self.eye.setToolTip(name)
        self.eye.setAccessibleName(name)
