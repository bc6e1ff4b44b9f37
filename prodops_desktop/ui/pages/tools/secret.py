"""The section of the inspector for a tool's credential: where it is kept, or the secret itself in the keyring of the system.

The secret is never in the workspace, a log or a label of the history. What is typed is forgotten as soon as the keyring has it.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Glyph, label
from prodops_desktop.workspace import secrets

_FORGET_MS = 45_000
"""How long a copied secret stays on the clipboard."""
_SHOWN_MS = 30_000
_HIDDEN = "•" * 12


class SecretPart(QWidget):
    """Keeps, shows, copies and forgets the secret of one record."""

    def __init__(self, section: Section, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: tuple[str, int] = ("", 0)
        self._account: str | None = None
        self._turn = 0
        self.typed = QLineEdit()
        self.typed.setEchoMode(QLineEdit.EchoMode.Password)
        self.typed.setPlaceholderText(tr("Keep a secret in the keyring…"))
        self.typed.setAccessibleName(tr("Secret to keep in the keyring"))
        self.typed.setFixedHeight(INPUT_HEIGHT)
        self.typed.returnPressed.connect(self.keep)
        self.kept = QLineEdit(_HIDDEN)
        self.kept.setReadOnly(True)
        self.kept.setAccessibleName(tr("Secret in the keyring"))
        self.kept.setFixedHeight(INPUT_HEIGHT)
        self.look = tool_button("eye-outline", tr("Show the secret for half a minute"), self.reveal)
        self.copy = tool_button("content-copy", tr("Copy the secret; the clipboard forgets it after 45 seconds"), self.copy_secret)
        self.drop = button(tr("Forget it"), self.forget, role="link")
        self.wrong = Note("bad", "")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for widget in (self.typed, self.kept, self.look, self.copy):
            line.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
        about = QWidget()
        below = QHBoxLayout(about)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(Glyph("key-outline", "text_3", 14))
        below.addWidget(label(tr("In the system’s keyring, never in the file"), "caption", "3", wrap=True), 1)
        below.addWidget(self.drop)
        section.add(self)
        section.add(about)
        section.add(self.wrong)
        self._hide_after = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._hide_after.timeout.connect(self._hide)
        self._show_state(kept=False)

    def show_record(self, table: str, record: int, account: str | None) -> None:
        """Speak of a record whose secret, if there is one, is kept under ``account``."""
        other = (table, record, account) != (*self._record, self._account)
        self._record, self._account = (table, record), account
        reason = self._session.read_only_reason
        self.typed.setEnabled(reason is None)
        self.typed.setToolTip(reason or "")
        self.drop.setEnabled(reason is None)
        self.drop.setToolTip(reason or "")
        if other:
            self.typed.setText("")
            self._look_up()

    def keep(self) -> None:
        """Put what was typed into the keyring, and forget it here; another record may be shown by the time that it is done."""
        secret, owner = self.typed.text(), self._record
        self.typed.setText("")  # clearing it could be undone
        if not secret or not owner[1]:
            return
        self._turn += 1
        self.wrong.say("bad", "")

        def named(account: str) -> None:
            self._session.ask(lambda: secrets.keep(account, secret), lambda _: kept(account), failed)

        def kept(account: str) -> None:
            if self._record == owner:
                self._account = account
                self._show_state(kept=True)

        def failed(error: Exception) -> None:
            (self._on_failed if self._record == owner else self._say_elsewhere)(error)

        self._session.run(lambda store: secrets.make_account(store, *owner), named, failed)

    def reveal(self) -> None:
        """Show the secret for half a minute."""
        if self.kept.text() != _HIDDEN:
            self._hide()
            return
        self._with_secret(self._show_secret)

    def copy_secret(self) -> None:
        """Copy the secret; the clipboard forgets it after a while, unless something else is on it then."""
        self._with_secret(_copy_for_a_while)

    def forget(self) -> None:
        """Take the secret out of the keyring; this can't be undone, which the line below says."""
        account = self._account
        if account is not None:
            self._ask(lambda: secrets.forget(account), self._on_forgotten)

    def _on_forgotten(self, _: object) -> None:
        self._show_state(kept=False)
        self._session.result(tr("The secret was taken out of the keyring. Undo does not bring it back."))

    def _look_up(self) -> None:
        self._turn += 1  # an answer that is to come speaks of another record
        self.wrong.say("bad", "")
        self._show_state(kept=False)
        account = self._account
        if account is not None:
            self._ask(lambda: secrets.reveal(account) is not None, lambda kept: self._show_state(kept=bool(kept)), quiet=True)

    def _with_secret(self, use: Callable[[str], None]) -> None:
        account = self._account

        def found(secret: object) -> None:
            if isinstance(secret, str):
                use(secret)
            else:
                self._show_state(kept=False)
                self.wrong.say("bad", tr("The keyring of this computer has no secret of this tool."))

        if account is not None:
            self._ask(lambda: secrets.reveal(account), found)

    def _ask(self, work: Callable[[], object], done: Callable[[object], None], *, quiet: bool = False) -> None:
        """Ask the keyring on a thread: it may wait for the person to unlock it."""
        self._turn += 1
        turn = self._turn
        self.wrong.say("bad", "")

        def answered(result: object) -> None:
            if turn == self._turn:
                done(result)

        def failed(error: Exception) -> None:
            if turn == self._turn and not quiet:
                self._on_failed(error)

        self._session.ask(work, answered, failed)

    def _on_failed(self, error: Exception) -> None:
        self.wrong.say("bad", _sentence(error))

    def _say_elsewhere(self, error: Exception) -> None:
        self._session.problem(_sentence(error))

    def _show_secret(self, secret: str) -> None:
        self.kept.setText(secret)
        self._hide_after.start()

    def _hide(self) -> None:
        self._hide_after.stop()
        self.kept.setText(_HIDDEN)

    def _show_state(self, *, kept: bool) -> None:
        self._hide()
        going = (self.typed,) if kept else (self.kept, self.look, self.copy, self.drop)
        had_keyboard = any(widget.hasFocus() for widget in going)
        self.typed.setVisible(not kept)
        for widget in (self.kept, self.look, self.copy, self.drop):
            widget.setVisible(kept)
        if had_keyboard:
            (self.look if kept else self.typed).setFocus()


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, UserError) else tr("The keyring did not answer.")


def _copy_for_a_while(secret: str) -> None:
    """Put it on the clipboard, and take it off again after a while, or before the program ends."""
    clipboard, app = QGuiApplication.clipboard(), QCoreApplication.instance()
    clipboard.setText(secret)
    timer = QTimer(clipboard, singleShot=True, interval=_FORGET_MS)

    def forget() -> None:
        timer.stop()
        if clipboard.text() == secret:
            clipboard.clear()

    timer.timeout.connect(forget)
    timer.timeout.connect(timer.deleteLater)
    if app is not None:
        app.aboutToQuit.connect(forget)
        timer.destroyed.connect(lambda: app.aboutToQuit.disconnect(forget))
    timer.start()
