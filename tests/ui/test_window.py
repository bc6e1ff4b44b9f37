"""The window around the pages: commands, search, undo, jobs, opening and dropping, on first run and later."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QPushButton, QToolButton

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.sample_removing import sample_file
from prodops_desktop.errors import Cancelled
from prodops_desktop.ui import theme
from prodops_desktop.ui.commands import MENUS, Command, check_unique
from prodops_desktop.ui.jobs import Action, JobControl
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.shell.leaving import AtStake
from prodops_desktop.ui.shell.menus import Menus
from prodops_desktop.ui.shell.program import program_commands
from prodops_desktop.workspace import settings
from tests.ui.contract import Open, cut_texts, put_away, wait_for


def press(window: MainWindow, command: str) -> None:
    """Do what the key of a command does, and let it finish."""
    window.menus.action(command).trigger()
    wait_for(window)


def setting(window: MainWindow, key: str) -> str:
    """A setting of the workspace as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return settings.get(store, key)


def set_paper(window: MainWindow) -> None:
    """An edit."""
    assert window.session is not None
    window.session.run(lambda store: settings.set_setting(store, "paper", "Letter"))
    wait_for(window)


def test_commands_are_unique_and_each_menu_entry_is_alive(open_window: Open) -> None:
    window = open_window("empty")
    check_unique(window.menus.commands)
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["File", "Edit", "View", "Data", "Help"], "a menu without commands is not there"
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        for entry in menu.actions():
            assert entry.isSeparator() or entry.menu() is not None or entry.objectName()


def test_actions_stay_while_their_commands_do(open_window: Open) -> None:
    window = open_window("empty")
    kept, gone = window.menus.action("edit.undo"), window.menus.action("home.due")
    before = [action.shortcut().toString() for action in window.actions()]
    window.show_page("datasets")
    assert window.menus.action("edit.undo") is kept
    assert gone not in window.actions()
    assert not any(gone in menu.actions() for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu))
    window.show_page("home")
    assert window.menus.action("home.due") is gone, "it waited"
    assert sorted(action.shortcut().toString() for action in window.actions()) == sorted(before)
    for page in ("datasets", "home"):
        window.show_page(page)
        offered = [command for command in window.menus.commands if command.menu]
        shown = [entry for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu) for entry in menu.actions()]
        assert [entry.objectName() for entry in shown if entry.objectName()] == [
            command.id for name in MENUS for command in offered if command.menu == name
        ]
        assert all(entry in window.actions() for entry in shown if entry.objectName())


def test_the_action_of_a_command_says_what_another_one_of_its_name_says(qapp: QApplication) -> None:
    del qapp
    window, said = QMainWindow(), list[str]()
    menus = Menus(window.menuBar(), window, said.append)

    def offer(*commands: Command) -> None:
        menus.show(list(commands), lambda _: None)

    offer(Command("new", "New tool", lambda: said.append("tool"), shortcut="Ctrl+N", menu="Edit"))
    offer(Command("other", "Other", print, menu="Edit"))
    offer(Command("new", "New item", lambda: said.append("item"), shortcut="Ctrl+M", menu="Edit"))
    action = menus.action("new")
    assert (action.text(), action.shortcut().toString()) == ("New item", "Ctrl+M")
    action.trigger()
    assert said == ["item"]
    put_away(window)


@pytest.mark.parametrize(
    "wrong",
    [
        [Command("a", "A", print), Command("a", "B", print)],
        [Command("a", "A", print, shortcut="Ctrl+K"), Command("b", "B", print, shortcut="Ctrl+J, Ctrl+K")],
        [Command("a", "A", print, menu="Tools")],
    ],
)
def test_double_ids_shortcuts_and_unknown_menus_are_refused(wrong: list[Command]) -> None:
    with pytest.raises(ValueError, match=r"two commands|share|names the menu"):
        check_unique(wrong)


def test_undo_and_redo_are_named_everywhere(open_window: Open) -> None:
    window = open_window("empty")
    assert not window.top_bar.undo.isEnabled()
    set_paper(window)
    assert window.taking_back.undo_text() == "Undo set paper size to Letter"
    assert "set paper size to Letter" in window.top_bar.undo.toolTip()
    assert window.status.saved.text() == "Saved · undo available: set paper size to Letter"
    press(window, "edit.undo")
    assert setting(window, "paper") == "A4"
    assert window.taking_back.redo_text() == "Redo set paper size to Letter"
    press(window, "edit.redo")
    assert setting(window, "paper") == "Letter"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert setting(window, "paper") == "A4"


def test_a_command_that_can_not_be_done_says_why(open_window: Open) -> None:
    window = open_window("empty")
    press(window, "edit.undo")
    assert window.strip.isVisible()
    assert window.strip.text.text() == "There is nothing to undo."


def test_the_palette_finds_a_dataset_by_keyboard_and_opens_it(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    assert window.session is not None
    asked: list[tuple[str, object]] = []
    window.session.open_requested.disconnect()
    window.session.open_requested.connect(lambda page, target: asked.append((page, target)))
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert window.palette_.isVisible()
    QTest.keyClicks(window.palette_.field, "pipelin")
    assert window.palette_.model.rows[1].text == "Pipeline"
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert asked[0][0] == "datasets"
    assert not window.palette_.isVisible()


def test_the_palette_runs_commands_says_why_not_and_gives_the_keyboard_back(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    before = window.focusWidget()
    window.open_palette()
    QTest.keyClicks(window.palette_.field, ">undo")
    rows = [row for row in window.palette_.model.rows if not row.heading]
    assert rows[0].text.startswith("Undo ")
    QTest.keyClicks(window.palette_.field, "zzzz")
    assert [row.heading for row in window.palette_.model.rows] == [True], "nothing fits, and it says so"
    window.palette_.field.setText(">redo")
    row = next(row for row in window.palette_.model.rows if not row.heading)
    assert row.disabled
    assert row.detail == "There is nothing to redo."
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert window.palette_.isVisible(), "what can't be done is not run"
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()
    assert window.focusWidget() is before


def test_arrows_in_the_palette_pass_over_headings(open_window: Open) -> None:
    window = open_window("filled")
    window.open_palette()
    wait_for(window)
    rows = window.palette_.model.rows
    for _ in range(len(rows)):
        QTest.keyClick(window.palette_.field, Qt.Key.Key_Down)
        assert not rows[window.palette_.list.currentIndex().row()].heading
    last = max(index for index, row in enumerate(rows) if not row.heading)
    assert window.palette_.list.currentIndex().row() == last


def test_a_job_shows_its_counts_and_cancel_takes_it_back(open_window: Open) -> None:
    window = open_window("empty")
    assert window.session is not None
    begun = threading.Event()

    def work(control: JobControl) -> None:
        control.report(256, 1398, "rows")
        begun.set()
        control.cancelled.wait(10)
        raise Cancelled

    window.session.start("Reading a sheet", work)
    assert begun.wait(5)
    settle(lambda: False, seconds=0.05)
    assert window.status.job_title.text() == "Reading a sheet"
    assert window.status.job_count.text() == "256 of 1,398 rows"
    QTest.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert not window.status.job_title.isVisible()
    assert window.strip.text.text() == "Cancelled. Everything is as it was before."


def test_the_result_line_offers_undo_and_can_be_closed(open_window: Open) -> None:
    window = open_window("empty")
    assert window.session is not None
    session = window.session
    session.run(lambda store: settings.set_setting(store, "paper", "Letter"), lambda _: session.result("Paper set.", undo=True))
    wait_for(window)
    undo = next(child for child in window.strip.findChildren(QPushButton) if child.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert setting(window, "paper") == "A4"
    assert not window.strip.isVisible()
    session.problem("It failed. Try this.", actions=(Action("Try", lambda: None),))
    assert window.strip.isVisible()
    window.strip.close_button.click()
    assert not window.strip.isVisible()


def test_the_first_run_page_does_what_it_offers(bare_window: MainWindow, imported: list[list[Path]], tmp_path: Path) -> None:
    assert bare_window.facts.file.text.text() == "No workspace open"
    assert [id_ for id_, made in bare_window.rail.buttons.items() if made.isEnabled()] == ["home"]
    sheet = tmp_path / "sheet.csv"
    bare_window.files.ask_open = lambda title, kinds: [sheet]
    bare_window.files.ask_save = lambda title, path, kinds: tmp_path / "mine"
    QTest.mouseClick(bare_window.welcome.choose, Qt.MouseButton.LeftButton)
    assert (tmp_path / "mine.prodops").exists()
    assert imported == [[sheet]]
    assert bare_window.facts.file.text.text() == "mine.prodops"
    bare_window.close_workspace()
    assert bare_window.session is None
    assert [recent.path.name for recent in bare_window.preferences.recents()] == ["mine.prodops"]


def test_a_new_workspace_never_takes_the_place_of_a_file(bare_window: MainWindow, tmp_path: Path) -> None:
    there = tmp_path / "there.prodops"
    there.write_text("something else", encoding="utf-8")
    bare_window.files.ask_save = lambda title, path, kinds: there
    QTest.mouseClick(bare_window.welcome.make, Qt.MouseButton.LeftButton)
    assert there.read_text(encoding="utf-8") == "something else"
    assert "there.prodops" in bare_window.strip.text.text()


def test_a_file_that_is_no_workspace_is_said_and_the_window_stays(open_window: Open, tmp_path: Path) -> None:
    window = open_window("empty")
    wrong = tmp_path / "wrong.prodops"
    wrong.write_text("not a database", encoding="utf-8")
    before = window.session
    assert not window.open_path(wrong)
    assert window.session is before
    assert "wrong.prodops is not a workspace" in window.strip.text.text()


def test_a_second_window_reads_and_says_who_writes(bare_window: MainWindow, workspace_path: Callable[[str], Path]) -> None:
    window, path = bare_window, workspace_path("filled")
    with open_workspace(path):
        assert window.open_path(path)
        wait_for(window)
        assert window.facts.reading.text.text() == "Read only"
        assert not window.top_bar.load.isEnabled()
        assert "reading only" in window.status.saved.text()
        window.files.take([path.with_suffix(".csv")])
        assert "reading only" in window.strip.text.text()
        window.close_workspace()


def test_f4_hides_and_shows_the_inspector_and_is_remembered(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    assert window.panes.pane.isVisible()
    press(window, "view.inspector")
    assert not window.panes.pane.isVisible()
    assert window.preferences.flag("inspector", default=True) is False
    press(window, "view.inspector")
    assert window.panes.pane.isVisible()


def test_the_inspector_gives_way_to_the_page_and_comes_back(open_window: Open) -> None:
    """At 900 pixels rail and divider take 77: a pane of 400 would leave the page 423, less than the 440 that it is to have."""
    window = open_window("filled")
    panes = window.panes
    wait_for(window)
    window.resize(900, 600)
    wait_for(window)
    assert (panes.pane.width(), panes.stack.width(), panes.way_back.isVisible()) == (320, 503, False)
    panes.set_inspector_width(400)
    assert (panes.pane.width(), panes.stack.width()) == (383, 440), "it becomes narrower first"
    panes.pane.setMinimumWidth(400)
    panes.pane.findChildren(QToolButton)[0].setFocus()
    window.resize(901, 600)
    wait_for(window)
    assert (panes.pane.isVisible(), panes.way_back.isVisible()) == (False, True)
    assert window.preferences.flag("inspector", default=True), "it is still wished for"
    QTest.mouseClick(panes.way_back.button, Qt.MouseButton.LeftButton)
    assert (panes.pane.width(), panes.way_back.isVisible()) == (400, False), "asked for, it does not give way"
    press(window, "view.inspector")
    assert (panes.pane.isVisible(), panes.way_back.isVisible()) == (False, True)
    assert window.preferences.flag("inspector", default=True)
    window.resize(1440, 900)
    wait_for(window)
    assert (panes.pane.width(), panes.way_back.isVisible()) == (400, False)


def test_f6_goes_to_what_the_pane_offers_and_back_to_where_the_keyboard_was(open_window: Open) -> None:
    window = open_window("filled")
    window.show_page("tools")
    wait_for(window)
    press(window, "view.inspector")
    start = window.focusWidget()
    assert start is not None
    QTest.keyClick(window, Qt.Key.Key_F6)
    inside = window.focusWidget()
    assert inside is not None
    assert window.panes.pane.isVisible(), "it is shown for it"
    assert window.panes.pane.isAncestorOf(inside)
    assert inside.accessibleName() != "Hide the inspector (F4)"
    QTest.keyClick(inside, Qt.Key.Key_F6)
    assert window.focusWidget() is start
    press(window, "view.inspector")


def test_the_theme_is_chosen_and_remembered(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    press(window, "view.theme.dark")
    assert theme.tokens().dark
    assert window.preferences.text("theme") == "dark"
    press(window, "view.theme.light")
    assert not theme.tokens().dark


def test_closing_with_a_running_job_asks_once(open_window: Open) -> None:
    window = open_window("empty")
    assert window.session is not None
    asked: list[list[str]] = []

    def refuse(found: AtStake) -> bool:
        asked.append(list(found.jobs))
        return False

    window.dialogs.confirm_quit = refuse  # type: ignore[method-assign]  # stands for the operator
    job = window.session.start("Reading", lambda control: control.cancelled.wait(10))
    assert not window.close()
    assert asked == [["Reading"]]
    job.cancel()
    wait_for(window)


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
def test_no_text_of_the_first_run_page_is_cut(
    bare_window: MainWindow, workspace_path: Callable[[str], Path], family: str, size: tuple[int, int]
) -> None:
    bare_window.preferences.opened(workspace_path("filled"))
    bare_window.welcome.show_recents(bare_window.preferences.recents())
    theme.use_family(family)
    try:
        bare_window.resize(*size)
        settle(lambda: False, seconds=0.05)
        assert cut_texts(bare_window) == []
    finally:
        theme.use_family("")


def test_today_is_said_when_it_is_set(open_window: Open) -> None:
    window = open_window("filled")
    assert window.facts.day.text.text() == "Today is 23 Nov 2026"
    assert any("November 2026" in label.text() for label in window.findChildren(QLabel))


def test_every_command_of_the_program_has_a_reason_or_can_be_done(bare_window: MainWindow) -> None:
    for command in program_commands(bare_window):
        reason = command.enabled()
        assert reason is None or (reason.endswith(".") and len(reason) > 10)


def test_the_board_pack_is_written_in_a_job_and_its_line_opens_it(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window("filled")
    shown: list[Path] = []
    monkeypatch.setattr("prodops_desktop.ui.asking.show_file", shown.append)
    window.files.ask_save = lambda title, path, kinds: tmp_path / "pack"
    press(window, "file.pack")
    made = tmp_path / "pack.xlsx"
    assert made.read_bytes()[:2] == b"PK"
    assert window.strip.text.text() == "The board pack is in pack.xlsx."
    assert window.strip.line is not None
    for action in window.strip.line.actions:
        action.run()
    assert shown == [made, tmp_path]


def test_the_sample_that_is_there_is_opened(
    bare_window: MainWindow, workspace_path: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path / "home"))
    there = tmp_path / "home" / "documents" / "Prodops sample" / sample_file()
    there.parent.mkdir(parents=True)
    workspace_path("filled").rename(there)
    with open_workspace(there) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "sample", "1")).result()
    QTest.mouseClick(bare_window.welcome.sample, Qt.MouseButton.LeftButton)
    assert bare_window.session is not None
    assert bare_window.session.workspace.path == there


def test_a_dialog_darkens_the_window_and_gives_it_back(open_window: Open) -> None:
    window = open_window("empty")
    window.dialogs.preferences()
    settle(lambda: False, seconds=0.02)
    assert window.scrim.isVisible()
    assert window.scrim.size() == window.size()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(lambda: False, seconds=0.02)
    assert not window.scrim.isVisible()


def test_back_goes_to_the_page_before_and_each_page_has_its_digit(open_window: Open) -> None:
    window = open_window("filled")
    digits = {command.id: command.shortcut for command in window.menus.commands if command.id.startswith("page.")}
    expected = {"home": "1", "tools": "2", "datasets": "3", "metrics": "4", "experiments": "6", "feedback": "7", "roadmap": "8"}
    assert digits == {f"page.{page}": f"Ctrl+{digit}" for page, digit in expected.items()}
    press(window, "page.datasets")
    assert window.page is not None
    assert window.page.id == "datasets"
    assert window.rail.buttons["datasets"].isChecked()
    press(window, "view.back")
    assert window.page.id == "home"
    assert not window.can_go_back()


def test_opening_what_is_open_changes_nothing(open_window: Open) -> None:
    window = open_window("empty")
    session = window.session
    assert session is not None
    assert window.open_path(session.workspace.path)
    assert window.session is session
    assert session.workspace.writable


def test_no_shortcut_reaches_below_the_palette(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    window.open_palette()
    QTest.keyClick(window.palette_.field, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page is not None
    assert window.page.id == "home"
    QTest.keyClick(window.palette_.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not window.palette_.isVisible()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert window.page.id == "datasets"


def test_the_window_begins_no_larger_than_the_screen(bare_window: MainWindow) -> None:
    fresh = MainWindow(bare_window.preferences, importer=bare_window.files.importer)
    room = fresh.screen().availableSize()
    assert fresh.width() <= max(room.width(), fresh.minimumWidth())
    assert fresh.height() <= max(room.height(), fresh.minimumHeight())
    fresh.close()
    fresh.deleteLater()
