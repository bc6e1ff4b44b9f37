"""Ctrl+Shift+N from any page: what was said is taken down by keys, as one step; and the rail says how much waits."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback.model import Item
from prodops_desktop.feedback.store import read_items
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell.capture import CaptureDialog
from prodops_desktop.ui.shell.leaving import AtStake, question
from tests.ui.contract import Open, cut_texts, wait_for
from tests.ui.test_tools_page import CONTROL, SHIFT, awake, modal

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen

TODAY = "2026-11-23"


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    """The window on Home, where nothing was said yet."""
    made = open_window("filled")
    wait_for(made)
    return made


def capture(window: MainWindow) -> CaptureDialog:
    """Press Ctrl+Shift+N where one is."""
    focus = window.focusWidget() or window
    QTest.keyClick(focus, Qt.Key.Key_N, CONTROL | SHIFT)
    wait_for(window)
    dialog = cast(CaptureDialog, modal(CaptureDialog))
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def add(window: MainWindow) -> None:
    """Press Ctrl+Enter; a button pressed by its key takes a moment."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return, CONTROL)
    QTest.qWait(150)
    wait_for(window)


def type_on(text: str, *, tabs: int = 1) -> None:
    """Go on by Tab and type."""
    for _ in range(tabs):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def items(window: MainWindow) -> list[Item]:
    """What is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return read_items(store, [row[0] for row in store.db.execute("SELECT item FROM feedback_now ORDER BY item")])


def tag_names(window: MainWindow, item: Item) -> list[str]:
    """The names of the tags of an item."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        names = {tag.id: tag.name for tag in all_tags(store)}
    return [names[tag] for tag in item.tags]


def test_it_is_taken_down_from_home_by_keys_alone_as_one_step(window: MainWindow) -> None:
    assert window.page is not None
    assert window.page.id == "home"
    dialog = capture(window)
    assert dialog.fields["text"].editor.hasFocus()
    type_on("They need more than 50,000 rows.", tabs=0)
    type_on("Account 3")
    type_on("S. Lindqvist")
    type_on("S")  # Sales, the first channel that begins so
    type_on("")
    type_on("")
    QTest.keyClick(dialog.fields["importance"].editor, Qt.Key.Key_Down)
    type_on("usage limit; Data out")
    type_on("More rows")
    add(window)
    assert QApplication.activeModalWidget() is None
    (item,) = items(window)
    assert (item.text, item.title, item.account, item.person) == (
        "They need more than 50,000 rows.",
        "More rows",
        "Account 3",
        "S. Lindqvist",
    )
    assert (item.channel, item.at, item.importance, item.state) == ("Sales", TODAY, 1, "inbox")
    assert tag_names(window, item) == ["Usage limit", "Data out"]
    assert window.strip.line is not None
    assert window.strip.line.text == "Added FB-1."
    assert window.session is not None
    assert window.session.undo_label == "add feedback “They need more than 50,000 rows.”"
    window.strip.line.actions[0].run()
    wait_for(window)
    assert items(window) == []
    with window.session.workspace.reading() as store:
        assert store.db.execute("SELECT count(*) FROM feedback_tag").fetchone()[0] == 0, "the tags went with it"


def test_without_words_nothing_is_taken_and_a_wrong_tag_or_day_is_said_in_place(window: MainWindow) -> None:
    dialog = capture(window)
    type_on("zz")
    add(window)
    assert dialog.wrong.text.text() == "Type what was said; an item needs some words."
    assert dialog.fields["text"].editor.hasFocus()
    type_on("Words", tabs=0)
    dialog.fields["tags"].setFocus()
    type_on("Usage limit; Nonsuch", tabs=0)
    popup = cast(QLineEdit, dialog.fields["tags"].editor).completer().popup()
    assert popup is not None
    assert not popup.isVisible()
    dialog.activateWindow()  # without a screen nobody does when a list of completions closes
    assert QTest.qWaitForWindowActive(dialog)
    add(window)
    assert dialog.wrong.text.text() == "There is no tag “Nonsuch”."
    dialog.fields["at"].setFocus()
    QTest.keyClick(dialog.fields["at"].editor, Qt.Key.Key_A, CONTROL)
    type_on("soon", tabs=0)
    add(window)
    assert dialog.wrong.text.text().startswith("This is no day.")
    assert items(window) == []
    assert cut_texts(dialog) == []


def test_another_one_of_the_same_talk_keeps_who_said_it(window: MainWindow) -> None:
    dialog = capture(window)
    dialog.another.setChecked(True)
    type_on("First", tabs=0)
    type_on("Acme")
    dialog.fields["tags"].setFocus()
    type_on("Usage limit", tabs=0)
    add(window)
    assert dialog.isVisible()
    assert dialog.added.text.text() == "Added FB-1."
    assert dialog.fields["text"].editor.hasFocus()
    assert [dialog.fields[name].text() for name in ("text", "tags", "account")] == ["", "", "Acme"]
    type_on("Second", tabs=0)
    add(window)
    assert [(item.text, item.account, len(item.tags)) for item in items(window)] == [("First", "Acme", 1), ("Second", "Acme", 0)]
    dialog.close()
    assert QApplication.activeModalWidget() is None, "nothing is typed that could be lost"
    for left in (1, 0):
        assert window.session is not None
        window.session.undo()
        wait_for(window)
        assert len(items(window)) == left


def test_what_is_typed_is_not_lost_by_one_escape(window: MainWindow) -> None:
    dialog = capture(window)
    type_on("Half a sentence", tabs=0)
    dialog.close()
    assert dialog.isVisible()
    assert "not saved yet" in dialog.wrong.text.text()
    dialog.close()
    assert QApplication.activeModalWidget() is None
    assert items(window) == []


def test_what_is_typed_is_asked_about_before_the_workspace_or_the_window_goes(window: MainWindow, tmp_path: Path) -> None:
    dialog = capture(window)
    type_on("Half a sentence", tabs=0)
    asked: list[AtStake] = []

    def keep(found: AtStake) -> bool:
        asked.append(found)
        return False

    window.dialogs.confirm_quit = keep  # type: ignore[method-assign]  # stands for the operator
    assert not window.close()
    assert not window.open_path(tmp_path / "other.prodops", create=True)
    assert asked == [AtStake((), ("New feedback",))] * 2
    assert question(asked[0]) == "What you typed in “New feedback” is not saved yet. Closing drops it."
    assert dialog.fields["text"].text() == "Half a sentence"
    QTest.keyClick(dialog.fields["text"].editor, Qt.Key.Key_Escape)
    assert dialog.fields["text"].text() == "Half a sentence", "Esc wipes no text of several lines"
    assert "not saved yet" in dialog.wrong.text.text()
    type_on(" more", tabs=0)
    dialog.close()
    assert dialog.isVisible(), "what is typed since is asked about again"
    add(window)
    assert QApplication.activeModalWidget() is None, "what is added is not"
    window.dialogs.confirm_quit = lambda found: True  # type: ignore[method-assign]
    assert len(items(window)) == 1


def test_accounts_people_and_each_tag_of_a_list_complete(window: MainWindow) -> None:
    assert window.session is not None
    window.session.workspace.run(lambda store: save_entry(store, "account", "Zeta Ltd")).result()
    dialog = capture(window)
    wait_for(window)
    account = cast(QLineEdit, dialog.fields["account"].editor).completer()
    account.setCompletionPrefix("zeta")
    assert account.currentCompletion() == "Zeta Ltd"
    account.setCompletionPrefix("account 3")
    assert account.currentCompletion() == "Account 3", "accounts that only sheets name, too"
    people = cast(QLineEdit, dialog.fields["person"].editor).completer()
    people.setCompletionPrefix("ruiz")
    assert people.currentCompletion() == "Ana Ruiz"
    editor = cast(QLineEdit, dialog.fields["tags"].editor)
    editor.setFocus()
    QTest.keyClicks(editor, "data out;reg")
    completer = editor.completer()
    assert isinstance(completer, QCompleter)
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor.text() == "data out; Regression"
    dialog.close()
    dialog.close()


def test_it_is_there_on_every_page_and_only_where_something_can_be_written(
    window: MainWindow, bare_window: MainWindow, workspace_path: Callable[[str], Path]
) -> None:
    for page in ("datasets", "experiments"):
        window.show_page(page)
        wait_for(window)
        capture(window).close()
        awake(window)
    command = next(one for one in window.menus.commands if one.id == "data.feedback")
    assert (command.menu, command.shortcut, command.enabled()) == ("Data", "Ctrl+Shift+N", None)
    assert next(one for one in window.menus.commands if one.id == "file.new").shortcut == ""
    window.close_workspace()
    command = next(one for one in window.menus.commands if one.id == "data.feedback")
    assert command.enabled() == "Open or make a workspace first."
    path = workspace_path("empty")
    with open_workspace(path):
        assert bare_window.open_path(path)
        wait_for(bare_window)
        assert bare_window.session is not None
        command = next(one for one in bare_window.menus.commands if one.id == "data.feedback")
        assert command.enabled() == bare_window.session.read_only_reason
        bare_window.close_workspace()


def test_the_day_is_that_of_the_workspace_and_another_one_is_typed(window: MainWindow) -> None:
    dialog = capture(window)
    assert dialog.fields["at"].text() == TODAY
    type_on("Said last week", tabs=0)
    dialog.fields["at"].setFocus()
    QTest.keyClick(dialog.fields["at"].editor, Qt.Key.Key_A, CONTROL)
    type_on("17 Nov 2026", tabs=0)
    add(window)
    assert items(window)[0].at == date(2026, 11, 17).isoformat()
    assert items(window)[0].channel == "Notes"


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
def test_no_text_is_cut(family: str, window: MainWindow) -> None:
    window.resize(1024, 640)
    dialog = capture(window)
    dialog.refuse("Something is wrong.")
    dialog.added.say("good", "Added FB-1.")
    assert cut_texts(dialog) == []
    assert dialog.height() <= 640
    dialog.close()


# --- the rail


def test_the_rail_says_how_much_waits(window: MainWindow) -> None:
    button = window.rail.buttons["datasets"]
    plain = button.grab().toImage()
    window.rail.badge("datasets", 38)
    assert (button.badge, button.accessibleName()) == ("38", "Datasets, 38 waiting (Ctrl+3)")
    marked = button.grab().toImage()
    assert marked != plain
    window.rail.badge("datasets", 99)
    assert button.badge == "99"
    window.rail.badge("datasets", 2914)
    assert (button.badge, button.accessibleName()) == ("99+", "Datasets, 2914 waiting (Ctrl+3)")
    window.rail.badge("datasets", 0)
    assert (button.badge, button.accessibleName()) == ("", "Datasets (Ctrl+3)")
    assert button.grab().toImage() == plain
    window.rail.badge("no such page", 3)
