"""The secret of a tool in the window: kept in the keyring alone, shown and copied on demand, and found nowhere else."""

import base64
import contextlib
import io
import logging
import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import keyring
import pytest
from keyring.errors import PasswordDeleteError
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from prodops_desktop.__main__ import main as command_line
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.packs.making import make_pack
from prodops_desktop.ui import crash
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.pages.tools.secret import SecretPart
from prodops_desktop.ui.render import settle
from tests.ui.contract import Open, cut_texts, wait_for

SERVICE = "prodops-desktop"
CONTROL = Qt.KeyboardModifier.ControlModifier


class Ring:
    """A keyring in memory; ``refusing`` it raises an error that quotes what it was given."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.refusing = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.refusing:
            raise RuntimeError(f"{self.kept} can't be told")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.refusing:
            raise RuntimeError(f"{password} can't be kept")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.refusing or (service, username) not in self.kept:
            raise PasswordDeleteError(f"{self.kept} stays")
        del self.kept[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """The keyring of this computer."""
    made = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture
def opened(open_window: Open) -> Callable[[], tuple[MainWindow, ToolsPage, SecretPart]]:
    def show() -> tuple[MainWindow, ToolsPage, SecretPart]:
        window = open_window("filled")
        window.show_page("tools")
        wait_for(window)
        page = cast(ToolsPage, window.page)
        return window, page, page.detail.secret

    return show


Opened = Callable[[], tuple[MainWindow, ToolsPage, SecretPart]]


def keep(window: MainWindow, part: SecretPart, secret: str) -> None:
    """Type a secret and press Enter."""
    part.typed.setFocus()
    QTest.keyClicks(part.typed, secret)
    assert len(set(part.typed.displayText())) == 1, "dots, while one types"
    QTest.keyClick(part.typed, Qt.Key.Key_Return)
    wait_for(window)


def shown(part: SecretPart) -> list[str]:
    """What can be used of it just now."""
    parts = {"typed": part.typed, "kept": part.kept, "look": part.look, "copy": part.copy, "drop": part.drop}
    return [name for name, widget in parts.items() if not widget.isHidden()]


def test_a_secret_is_kept_hidden_shown_copied_and_forgotten(opened: Opened, ring: Ring) -> None:
    window, page, part = opened()
    assert window.session is not None
    before = window.session.undo_label
    assert shown(part) == ["typed"]
    keep(window, part, "hunter2")
    (place,) = ring.kept
    assert (place[0], ring.kept[place]) == (SERVICE, "hunter2")
    assert shown(part) == ["kept", "look", "copy", "drop"]
    assert (part.typed.text(), set(part.kept.text())) == ("", {"•"})
    assert part.look.hasFocus(), "the keyboard goes on to what can be done with it"
    assert window.session.undo_label == before, "it is no step"

    QTest.keyClick(part.look, Qt.Key.Key_Space)
    wait_for(window)
    assert part.kept.text() == "hunter2"
    QTest.keyClick(part.look, Qt.Key.Key_Space)
    wait_for(window)
    assert set(part.kept.text()) == {"•"}
    QTest.keyClick(part.look, Qt.Key.Key_Space)
    wait_for(window)
    part._hide_after.timeout.emit()
    assert set(part.kept.text()) == {"•"}, "half a minute later it is hidden"
    QTest.mouseClick(part.copy, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert QGuiApplication.clipboard().text() == "hunter2"
    QGuiApplication.clipboard().clear()

    page.choose(2)
    wait_for(window)
    assert shown(part) == ["typed"], "another tool has none"
    page.choose(1)
    wait_for(window)
    assert shown(part) == ["kept", "look", "copy", "drop"]
    part.drop.setFocus()
    QTest.keyClick(part.drop, Qt.Key.Key_Space)
    wait_for(window)
    assert ring.kept == {}
    assert shown(part) == ["typed"]
    assert part.typed.hasFocus()
    assert window.strip.text.text() == "The secret was taken out of the keyring. Undo does not bring it back."


def test_a_secret_that_is_shown_is_hidden_when_another_tool_is_chosen(opened: Opened, ring: Ring) -> None:
    window, page, part = opened()
    for tool, secret in ((2, "of Amplitude"), (1, "of Mixpanel")):
        page.choose(tool)
        wait_for(window)
        keep(window, part, secret)
    part.reveal()
    wait_for(window)
    assert part.kept.text() == "of Mixpanel"
    part.reveal()
    part.reveal()
    page.choose(2)
    wait_for(window)
    assert set(part.kept.text()) == {"•"}, "nor is it shown when it comes late"
    part.reveal()
    wait_for(window)
    assert part.kept.text() == "of Amplitude"


def test_what_is_typed_for_one_tool_is_not_kept_for_another(opened: Opened, ring: Ring) -> None:
    window, page, part = opened()
    part.typed.setFocus()
    QTest.keyClicks(part.typed, "half a sec")
    page.choose(2)
    wait_for(window)
    assert part.typed.text() == ""
    QTest.keyClick(part.typed, Qt.Key.Key_Return)
    wait_for(window)
    assert ring.kept == {}


def test_another_tool_that_is_chosen_while_the_keyring_works_gets_nothing_of_it(opened: Opened, ring: Ring) -> None:
    window, page, part = opened()
    part.typed.setFocus()
    QTest.keyClicks(part.typed, "of Mixpanel")
    QTest.keyClick(part.typed, Qt.Key.Key_Return)
    page.choose(2)
    wait_for(window)
    assert shown(part) == ["typed"], "it speaks of Amplitude"
    assert list(ring.kept.values()) == ["of Mixpanel"], "and Mixpanel's was kept"
    page.choose(1)
    wait_for(window)
    part.reveal()
    wait_for(window)
    assert part.kept.text() == "of Mixpanel"
    part.forget()
    wait_for(window)
    ring.refusing = True
    part.typed.setFocus()
    QTest.keyClicks(part.typed, "again")
    QTest.keyClick(part.typed, Qt.Key.Key_Return)
    page.choose(2)
    wait_for(window)
    assert part.wrong.text.text() == ""
    assert "refused" in window.strip.text.text(), "what was not kept is said all the same"


@pytest.mark.parametrize("backend", ["keyring.backends.fail", "keyrings.alt.file"])
def test_without_a_keyring_it_is_said_in_place_and_nothing_is_kept(opened: Opened, monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    unsafe = type("Keyring", (Ring,), {"__module__": backend})()
    monkeypatch.setattr(keyring, "get_keyring", lambda: unsafe)
    window, page, part = opened()
    keep(window, part, "hunter2")
    assert part.wrong.text.text().startswith("This computer offers no keyring that keeps secrets safe, so none is kept here.")
    assert part.wrong.isVisibleTo(page.detail)
    assert shown(part) == ["typed"]
    assert part.typed.text() == "", "it is not left lying about"
    assert unsafe.kept == {}
    page.detail.bring_into_sight(part.wrong)
    assert cut_texts(window) == []


def test_a_keyring_that_refuses_is_said_and_can_be_tried_again(opened: Opened, ring: Ring) -> None:
    window, _, part = opened()
    ring.refusing = True
    keep(window, part, "hunter2")
    assert part.wrong.text.text() == "The keyring of this computer refused (RuntimeError). Unlock it and try again; nothing was changed."
    ring.refusing = False
    keep(window, part, "hunter2")
    assert part.wrong.text.text() == ""
    ring.refusing = True
    for use in (part.reveal, part.copy_secret, part.forget):
        use()
        wait_for(window)
        assert "refused" in part.wrong.text.text()
        assert set(part.kept.text()) == {"•"}
    ring.refusing = False
    ring.kept.clear()
    part.reveal()
    wait_for(window)
    assert part.wrong.text.text() == "The keyring of this computer has no secret of this tool.", "as on another computer"


def test_reading_only_a_secret_can_be_read_and_none_can_be_kept(
    bare_window: MainWindow, workspace_path: Callable[[str], Path], ring: Ring
) -> None:
    window, path = bare_window, workspace_path("filled")
    with open_workspace(path):
        assert window.open_path(path)
        window.show_page("tools")
        wait_for(window)
        part = cast(ToolsPage, window.page).detail.secret
        assert window.session is not None
        assert (part.typed.isEnabled(), part.typed.toolTip()) == (False, window.session.read_only_reason)
        part.typed.setText("hunter2")
        part.keep()
        wait_for(window)
        assert "reading only" in part.wrong.text.text()
        assert ring.kept == {}
        window.close_workspace()


# --- nowhere else


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The program's own folder, with its log begun; both are searched in the end."""
    home = tmp_path / "home"
    monkeypatch.setenv("PRODOPS_HOME", str(home))
    logger = logging.getLogger("prodops_desktop")
    monkeypatch.setattr(logger, "handlers", [])
    crash.start_log()
    yield home
    for one in logger.handlers:
        one.close()


def forms(secret: str) -> dict[str, bytes]:
    """The bytes by which a secret could stand in a file."""
    plain, wide = secret.encode(), secret.encode("utf-16-le")
    coded = {f"base64, {shift} bytes in": base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}
    return {"UTF-8": plain, "UTF-16": wide, "UTF-16, big end": secret.encode("utf-16-be"), **coded}


def leaks(folder: Path, secret: str) -> list[str]:
    """Every file in which a secret stands, and in which form."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [f"{path.name}: {form}" for path in files for form, found in forms(secret).items() if found in path.read_bytes()]


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    secret = "nine-long-words-of-secret"
    for number, text in enumerate((secret.encode(), secret.encode("utf-16"), base64.b64encode(f"ab{secret}cd".encode()))):
        (tmp_path / f"{number}").write_bytes(b"before " + text + b" after")
    assert [leak.split(":")[0] for leak in sorted(leaks(tmp_path, secret))] == ["0", "1", "2"]


def test_a_planted_secret_is_found_nowhere(opened: Opened, ring: Ring, log: Path, tmp_path: Path, qapp: QApplication) -> None:
    """Kept through the window, through undo, exports, a pack, the command line, a refusing keyring and a crash while it is shown."""
    secret = "".join(random.SystemRandom().choices(string.ascii_letters + string.digits, k=24))
    window, page, part = opened()
    assert window.session is not None
    path = window.session.workspace.path
    said: list[str] = []
    window.session.said.connect(lambda line: said.append(line.text if line is not None else ""))

    keep(window, part, secret)
    assert list(ring.kept.values()) == [secret]
    part.reveal()
    wait_for(window)
    assert part.kept.text() == secret

    notice = page.detail.terms_form.fields["notice"]
    notice.setFocus()
    QTest.keyClick(notice.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(notice.editor, "60 days")
    QTest.keyClick(notice.editor, Qt.Key.Key_Return)
    wait_for(window)
    window.taking_back.undo()
    wait_for(window)
    window.taking_back.redo()
    wait_for(window)
    outputs = [tmp_path / name for name in ("tools.xlsx", "tools.ics")]
    page.tool_actions.exports.ask_save = lambda title, proposed, kinds: next(out for out in outputs if out.suffix == proposed.suffix)
    for command in ("tools.excel", "tools.ics", "tools.copy", "tools.sentence"):
        window.menus.action(command).trigger()
        wait_for(window)
        assert secret not in QGuiApplication.clipboard().text()
    assert all(out.exists() for out in outputs)
    make_pack(path, tmp_path / "pack.xlsx")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        assert command_line(["tools", str(path), "--json"]) == 0
        assert command_line(["history", str(path)]) == 0

    details = crash_details(qapp, part)
    assert "test_secret.py" in details
    ring.refusing = True
    for use in (part.copy_secret, part.reveal, part.forget):
        use()
        wait_for(window)
    said.append(part.wrong.text.text())
    part.show_record("tool", 2, None)
    keep(window, part, secret)
    said.append(part.wrong.text.text())
    assert "refused" in said[-1]
    texts = [field.text() for field in window.findChildren(QLineEdit)] + [label.text() for label in window.findChildren(QLabel)]
    assert secret not in "\n".join([*said, *texts, printed.getvalue(), details, window.status.saved.text(), window.windowTitle()])
    assert leaks(tmp_path, secret) == [], "while the workspace is open"
    window.close_workspace()
    assert leaks(tmp_path, secret) == []
    assert (log / "log" / "prodops-desktop.log").read_text(encoding="utf-8").count("ZeroDivisionError") == 1


def crash_details(qapp: QApplication, part: SecretPart) -> str:
    """What the report says of an error in a slot of the part that shows the secret."""
    handler = crash.CrashHandler(qapp)
    shown_now = part.kept.text()

    def slot() -> None:
        held = shown_now
        del held
        _ = 1 // 0

    try:
        slot()
    except ZeroDivisionError as error:
        handler.caught(type(error), error, error.__traceback__)
    settle(lambda: handler.dialog is None, seconds=0)
    assert handler.dialog is not None
    details = handler.dialog.details.toPlainText()
    handler.dialog.close()
    settle(lambda: handler.dialog is not None, seconds=0)
    return details


def test_a_copied_secret_leaves_the_clipboard_with_the_program(qapp: QApplication, opened: Opened, ring: Ring) -> None:
    window, _, part = opened()
    keep(window, part, "hunter2")
    clipboard = QGuiApplication.clipboard()
    QTest.mouseClick(part.copy, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert clipboard.text() == "hunter2"
    qapp.aboutToQuit.emit()
    assert clipboard.text() == ""
    QTest.mouseClick(part.copy, Qt.MouseButton.LeftButton)
    wait_for(window)
    clipboard.setText("something else")
    qapp.aboutToQuit.emit()
    assert clipboard.text() == "something else", "what was copied since is nobody else's business"
    clipboard.clear()
