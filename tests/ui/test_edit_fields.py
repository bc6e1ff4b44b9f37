"""Fields that are edited in place: what decides, what brings back, what is refused, and what survives while one types."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.number_text import read_count
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from tests.ui.contract import dress

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _short(text: str) -> str:
    if len(text) > 20:
        raise UserError("This is too long. Type at most 20 characters.")
    return text.strip()


NAME = FieldSpec("name", "Name", _short)
COUNT = FieldSpec("seats", "Seats", read_count, "unknown", hint="This is no whole number.")
STATUS = FieldSpec("status", "Status", choices=(("", "unknown"), ("active", "Active"), ("retired", "Retired")))
NOTE = FieldSpec("note", "Note", lines=3)


class Desk:
    """A window with a field of each kind, which counts Ctrl+Z, Ctrl+Shift+Z and Ctrl+Enter as its commands."""

    def __init__(self, *, flat: bool = True) -> None:
        self.window = QMainWindow()
        inside = QWidget()
        column = QVBoxLayout(inside)
        self.name, self.count, self.status, self.note = (EditField(spec, flat=flat) for spec in (NAME, COUNT, STATUS, NOTE))
        self.before, self.after = QLineEdit(), QLineEdit()
        self.decided: list[tuple[str, object]] = []
        self.commands: list[str] = []
        for field in (self.name, self.count, self.status, self.note):
            field.decided.connect(lambda id_, value: self.decided.append((id_, value)))
        for widget in (self.before, self.name, self.count, self.status, self.note, self.after):
            column.addWidget(widget)
        for keys in ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Return"):
            action = QAction(keys, self.window)
            action.setShortcut(keys)
            action.triggered.connect(lambda _=False, keys=keys: self.commands.append(keys))
            self.window.addAction(action)
        self.window.setCentralWidget(inside)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def type(self, field: EditField, text: str) -> None:
        """Go to a field and put a text in place of what stands there."""
        field.setFocus()
        assert field.editor.hasFocus()
        QTest.keyClick(field.editor, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(field.editor, text)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    dress(qapp)
    made = Desk()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def in_dialog(qapp: QApplication) -> Iterator[Desk]:
    """The same with the frames that fields have in dialogs."""
    dress(qapp)
    made = Desk(flat=False)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.processEvents()


def test_enter_decides_once_and_leaving_it_afterwards_tells_nothing_more(desk: Desk) -> None:
    desk.name.show_text("Mixpanel")
    desk.type(desk.name, "Pendo")
    assert desk.decided == [], "nothing is decided while one types"
    desk.key(Qt.Key.Key_Return)
    assert desk.decided == [("name", "Pendo")]
    desk.key(Qt.Key.Key_Return)
    desk.after.setFocus()
    assert desk.decided == [("name", "Pendo")]


@pytest.mark.parametrize("way", ["Tab", "click"])
def test_leaving_a_field_decides(desk: Desk, way: str) -> None:
    desk.type(desk.count, "60")
    if way == "Tab":
        desk.key(Qt.Key.Key_Tab)
        assert desk.status.editor.hasFocus()
    else:
        QTest.mouseClick(desk.after, Qt.MouseButton.LeftButton)
    assert desk.decided == [("seats", 60)]


def test_what_was_not_changed_is_not_decided(desk: Desk) -> None:
    for field, text in ((desk.name, "Mixpanel"), (desk.note, "two\nlines")):
        field.show_text(text)
        desk.type(field, "x")
        desk.key(Qt.Key.Key_Backspace)
        QTest.keyClicks(field.editor, text[0])
        field.restore()
        desk.after.setFocus()
    assert desk.decided == []


def test_escape_brings_back_what_was_there_and_a_second_one_is_for_the_window(desk: Desk) -> None:
    for field in (desk.name, desk.note):
        field.show_text("as it was")
        desk.type(field, "another")
        desk.key(Qt.Key.Key_Escape)
        assert field.text() == "as it was"
        desk.after.setFocus()
    assert desk.decided == []


@pytest.mark.parametrize("kind", ["name", "note"])
def test_escape_closes_a_dialog_only_with_nothing_typed(in_dialog: Desk, kind: str) -> None:
    field: EditField = getattr(in_dialog, kind)
    heard: list[bool] = []
    in_dialog.window.keyPressEvent = lambda event: heard.append(event.key() == Qt.Key.Key_Escape)  # type: ignore[method-assign]
    field.show_text("as it was")
    in_dialog.type(field, "another")
    in_dialog.key(Qt.Key.Key_Escape)
    assert True not in heard
    in_dialog.key(Qt.Key.Key_Escape)
    assert heard[-1], "it reaches the window"


def test_nonsense_is_refused_beside_the_field_until_it_is_mended(desk: Desk) -> None:
    desk.count.show_text("60")
    desk.type(desk.count, "many")
    desk.key(Qt.Key.Key_Return)
    assert desk.decided == []
    assert (desk.count.text(), desk.count.wrong.isVisible()) == ("many", True)
    assert desk.count.wrong.text() == "This is no whole number."
    assert desk.count.editor.accessibleDescription() == "This is no whole number."
    assert desk.count.editor.property("wrong") == "true"
    desk.type(desk.count, "1,250")
    desk.key(Qt.Key.Key_Return)
    assert desk.decided == [("seats", 1250)]
    assert not desk.count.wrong.isVisible()
    assert desk.count.editor.property("wrong") == "false"


def test_a_sentence_of_the_reader_is_said_and_escape_takes_it_away(desk: Desk) -> None:
    desk.type(desk.name, "a name that is longer than that")
    desk.key(Qt.Key.Key_Tab)
    assert desk.name.wrong.text() == "This is too long. Type at most 20 characters."
    desk.name.setFocus()
    desk.key(Qt.Key.Key_Escape)
    assert (desk.name.text(), desk.name.wrong.isVisible()) == ("", False)


def test_without_a_hint_the_typed_text_is_quoted() -> None:
    field = EditField(FieldSpec("seats", "Seats", read_count))
    field.show_text(" many ")
    with pytest.raises(UserError, match="“many” can’t be read here"):
        field.value()
    field.deleteLater()


@pytest.mark.parametrize("kind", ["name", "note"])
def test_what_is_being_typed_survives_a_refresh_and_is_decided_afterwards(desk: Desk, kind: str) -> None:
    field: EditField = getattr(desk, kind)
    field.show_text("old")
    desk.type(field, "half a wo")
    field.show_text("changed elsewhere")
    assert field.text() == "half a wo"
    QTest.keyClicks(field.editor, "rd")
    desk.after.setFocus()
    assert desk.decided == [(kind, "half a word")]


def test_what_was_refused_survives_a_refresh_also_when_the_keyboard_is_elsewhere(desk: Desk) -> None:
    desk.count.show_text("60")
    desk.type(desk.count, "many")
    desk.key(Qt.Key.Key_Tab)
    desk.count.show_text("61")
    assert (desk.count.text(), desk.count.wrong.text()) == ("many", "This is no whole number.")
    desk.count.setFocus()
    desk.key(Qt.Key.Key_Escape)
    assert desk.count.text() == "61", "what is true by now"


def test_what_was_decided_is_shown_as_it_is_written_and_undone(desk: Desk) -> None:
    """“1,250” is decided, and comes back as “1250”; when that is taken back, the field shows the old count although one stands in it."""
    desk.count.show_text("60")
    desk.type(desk.count, "1,250")
    desk.key(Qt.Key.Key_Return)
    desk.count.show_text("1250")
    assert desk.count.text() == "1250"
    desk.count.show_text("60")
    assert desk.count.text() == "60"


def test_what_the_store_refuses_stays_to_be_mended(desk: Desk) -> None:
    desk.name.show_text("Mixpanel")
    desk.type(desk.name, "Amplitude")
    desk.key(Qt.Key.Key_Return)
    desk.name.refuse("There is a tool “Amplitude” already.")
    desk.name.show_text("Mixpanel")
    assert (desk.name.text(), desk.name.wrong.isVisible()) == ("Amplitude", True)
    desk.key(Qt.Key.Key_Return)
    assert desk.decided == [("name", "Amplitude")] * 2, "it can be tried again"


@pytest.mark.parametrize("kind", ["name", "note"])
def test_undo_takes_back_typing_first_and_what_was_decided_by_the_program(desk: Desk, kind: str) -> None:
    field: EditField = getattr(desk, kind)
    field.show_text("old")
    field.setFocus()
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert desk.commands == ["Ctrl+Z", "Ctrl+Shift+Z"], "nothing was typed here"
    desk.type(field, "n")
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert (field.text(), len(desk.commands)) == ("old", 2), "the letter is taken back"
    desk.type(field, "new")
    desk.key(Qt.Key.Key_Return, CONTROL if kind == "note" else Qt.KeyboardModifier.NoModifier)
    assert desk.decided == [(kind, "new")]
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert (field.text(), desk.commands[2:]) == ("new", ["Ctrl+Z"])


def test_several_lines_take_enter_as_a_line_and_control_enter_as_decided(desk: Desk) -> None:
    desk.type(desk.note, "one")
    desk.key(Qt.Key.Key_Return)
    QTest.keyClicks(desk.note.editor, "two")
    assert desk.decided == []
    desk.key(Qt.Key.Key_Return, CONTROL)
    assert desk.decided == [("note", "one\ntwo")]
    assert desk.commands == [], "what Ctrl+Enter does elsewhere is not done here"
    desk.key(Qt.Key.Key_Tab)
    assert desk.after.hasFocus(), "Tab leaves it"
    assert desk.decided == [("note", "one\ntwo")]


def test_in_a_dialog_control_enter_is_for_its_button(in_dialog: Desk) -> None:
    in_dialog.type(in_dialog.note, "because")
    in_dialog.key(Qt.Key.Key_Return, CONTROL)
    assert in_dialog.commands == ["Ctrl+Return"]


def test_a_choice_is_decided_by_keys_and_shown_without_telling(desk: Desk) -> None:
    desk.status.show_text("retired")
    assert desk.status.text() == "retired"
    assert desk.decided == []
    desk.status.setFocus()
    desk.key(Qt.Key.Key_Up)
    assert desk.decided == [("status", "active")]
    desk.status.show_text("retired")
    assert desk.status.text() == "retired", "it was taken back while one stands in it"


def test_completion_offers_what_contains_the_letters_and_what_is_taken_is_decided(desk: Desk) -> None:
    desk.name.offer(["Ana Ruiz", "Ben Osei", "Cy Young"])
    desk.name.show_text("")
    assert isinstance(desk.name.editor, QLineEdit)
    completer = desk.name.editor.completer()
    desk.type(desk.name, "OSE")
    assert completer.completionCount() == 1
    assert desk.decided == [], "the list that pops up is no end of typing"
    assert completer.currentCompletion() == "Ben Osei"
    popup = completer.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert desk.name.text() == "Ben Osei"
    desk.after.setFocus()
    assert desk.decided == [("name", "Ben Osei")]


def test_what_may_not_be_edited_is_seen_and_says_why(desk: Desk) -> None:
    why = "This workspace is open for reading only: somebody writes it."
    for field, text in ((desk.name, "Mixpanel"), (desk.count, "60"), (desk.status, "active"), (desk.note, "a note")):
        field.show_text(text, "a tip")
        field.allow(why)
        assert field.editor.toolTip() == why
        field.setFocus()
        QTest.keyClicks(field.editor, "x")
        QTest.keyClick(field.editor, Qt.Key.Key_Down)
        QTest.keyClick(field.editor, Qt.Key.Key_Return)
        assert field.text() == text
        field.show_text(text, "a tip")
        field.allow(None)
        assert field.editor.toolTip() == "a tip"
    assert desk.decided == []
    desk.type(desk.count, "61")
    desk.key(Qt.Key.Key_Return)
    assert desk.decided == [("seats", 61)]


@pytest.mark.parametrize("text", ["2026-12-21", " 21 Dec 2026", "21 December  2026", "21.12.2026", "20261221"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert read_day(text) == date(2026, 12, 21)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "31 Feb 2026", "13/21/2026"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day("  ") is None
    with pytest.raises(ValueError, match=text.strip()):
        read_day(text)


@pytest.mark.parametrize(("text", "count"), [("60", 60), ("1,250", 1250), ("1 250", 1250), ("1’250", 1250), ("0", 0), ("", None)])
def test_counts_are_read_as_people_write_them(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "60 seats"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_count(text)


def test_a_text_of_several_lines_is_as_high_as_it_is_up_to_twice_its_lines(desk: Desk) -> None:
    """The field has 3 lines: from 1 up to 6 are shown, and more scroll."""
    editor = desk.note.editor
    assert isinstance(editor, QPlainTextEdit)
    line = editor.fontMetrics().lineSpacing()

    def lines(text: str) -> float:
        desk.note.show_text(text)
        QApplication.processEvents()
        return (editor.height() - 14) / line

    assert [lines("\n".join(["A line."] * count)) for count in (0, 1, 4, 6, 9)] == [1, 1, 4, 6, 6]
    words = "Ask the owner for a seat first. " * 3
    wide = editor.fontMetrics().horizontalAdvance(words)
    desk.window.resize(wide + 300, 600)
    assert lines(words) == 1
    desk.window.resize(wide // 3 + 300, 600)
    for _ in range(3):  # the window, then the field, then its bar
        QApplication.processEvents()
    assert (editor.height() - 14) / line >= 2, "another width wraps it elsewhere"
    assert not editor.verticalScrollBar().isVisible()


def test_in_a_dialog_it_keeps_its_lines(in_dialog: Desk) -> None:
    line = in_dialog.note.editor.fontMetrics().lineSpacing()
    in_dialog.note.show_text("One line.")
    QApplication.processEvents()
    assert in_dialog.note.editor.height() == 3 * line + 14


def test_what_was_marked_is_not_once_the_keyboard_is_elsewhere(desk: Desk) -> None:
    desk.note.show_text("Two\nlines.")
    editor = desk.note.editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, CONTROL)
    assert editor.textCursor().hasSelection()
    desk.after.setFocus()
    assert not editor.textCursor().hasSelection()


def test_a_field_without_a_name_begins_where_its_section_does(qapp: QApplication) -> None:
    dress(qapp)
    for width, left in ((0, 0), (96, 104)):
        field = EditField(NOTE, name_width=width)
        field.resize(280, 80)
        field.show()
        qapp.processEvents()
        assert field.editor.x() == left
        field.close()
