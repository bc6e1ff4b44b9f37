"""The workspaces opened before, on the first-run page: opened by key, pinned, and taken off the list once they are gone."""

import threading
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from prodops_desktop.ui import theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell.recents import RecentRow
from tests.new_workspace import new_workspace
from tests.ui.contract import cut_texts, rest


def show_rows(window: MainWindow, *paths: Path) -> list[RecentRow]:
    """The rows of workspaces that were opened in this order, once it is known what lies at their places."""
    for path in paths:
        window.preferences.opened(path)
    window.welcome.show_recents(window.preferences.recents())
    return rows(window)


def rows(window: MainWindow) -> list[RecentRow]:
    """The rows that are shown, once the disk was looked at."""
    rest(lambda: window.welcome.recents.looker.waiting > 0)
    return window.welcome.recents.rows


def names(window: MainWindow) -> list[str]:
    """The names in the rows."""
    return [row.recent.path.stem for row in rows(window)]


def test_a_missing_workspace_says_where_it_was_and_can_be_taken_off_the_list(bare_window: MainWindow, tmp_path: Path) -> None:
    there = tmp_path / "there.prodops"
    there.write_bytes(b"x" * 2_000)
    here, gone = show_rows(bare_window, tmp_path / "moved" / "gone.prodops", there)
    assert (here.weight.text(), here.remove.isVisible()) == ("2.0 kB", False)
    assert gone.where.text() == f"Not found at {tmp_path / 'moved'}"
    assert gone.name.property("tone") == "3"
    assert gone.button.accessibleDescription() == gone.where.text()
    assert not gone.weight.isVisible()
    QTest.mouseClick(gone.remove, Qt.MouseButton.LeftButton)
    assert names(bare_window) == ["there"]
    assert [recent.path for recent in bare_window.preferences.recents()] == [there]


def test_a_drive_that_does_not_answer_holds_up_neither_the_window_nor_other_rows(bare_window: MainWindow, tmp_path: Path) -> None:
    answered = threading.Event()
    real, hanging = bare_window.welcome.recents.look_at, tmp_path / "hanging.prodops"

    def look(path: Path):  # type: ignore[no-untyped-def]
        if path == hanging:
            answered.wait(10)
        return real(path)

    bare_window.welcome.recents.look_at = look
    (tmp_path / "there.prodops").write_bytes(b"x" * 500)
    for name in ("there", "hanging"):
        bare_window.preferences.opened(tmp_path / f"{name}.prodops")
    bare_window.welcome.show_recents(bare_window.preferences.recents())
    rest(lambda: bare_window.welcome.recents.looker.waiting > 1)
    slow, quick = bare_window.welcome.recents.rows
    assert (slow.weight.text(), quick.weight.text()) == ("", "500 B")
    answered.set()
    assert rows(bare_window)[0].where.text().startswith("Not found at")


def test_the_keys_of_a_row_go_on_pin_remove_and_open(bare_window: MainWindow, tmp_path: Path) -> None:
    new_workspace(tmp_path / "a.prodops")
    first = show_rows(bare_window, tmp_path / "a.prodops", tmp_path / "b.prodops", tmp_path / "c.prodops")[0]
    first.button.setFocus()
    QTest.keyClick(first.button, Qt.Key.Key_Down)
    QTest.keyClick(bare_window.focusWidget(), Qt.Key.Key_Down)
    assert bare_window.focusWidget() is rows(bare_window)[2].button
    QTest.keyClick(bare_window.focusWidget(), Qt.Key.Key_P)
    assert names(bare_window) == ["a", "c", "b"], "what is pinned comes first"
    assert bare_window.focusWidget() is rows(bare_window)[0].button, "the keyboard goes along with its row"
    assert rows(bare_window)[0].pin.isChecked()
    QTest.keyClick(rows(bare_window)[1].button, Qt.Key.Key_Delete)
    assert names(bare_window) == ["a", "b"]
    QTest.keyClick(rows(bare_window)[0].button, Qt.Key.Key_Space)
    assert bare_window.session is not None
    assert bare_window.session.workspace.path == tmp_path / "a.prodops"


@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
def test_no_text_of_a_missing_workspace_is_cut(bare_window: MainWindow, tmp_path: Path, size: tuple[int, int]) -> None:
    theme.use_family("DejaVu Sans")
    try:
        bare_window.resize(*size)
        show_rows(bare_window, tmp_path / ("a folder with a long name " * 3) / "gone.prodops")
        assert cut_texts(bare_window) == []
    finally:
        theme.use_family("")


def test_the_menu_tells_two_of_a_name_apart_shows_every_sign_and_greys_what_is_gone(bare_window: MainWindow, tmp_path: Path) -> None:
    for name in ("a/R&D", "b/plan", "c/plan"):
        path = tmp_path / f"{name}.prodops"
        path.parent.mkdir()
        path.touch()
        bare_window.preferences.opened(path)
    (tmp_path / "b" / "plan.prodops").unlink()
    menu = QMenu(bare_window)
    bare_window.files.fill_recent(menu)
    assert [action.text() for action in menu.actions()] == [
        f"plan.prodops in {tmp_path / 'c'}", f"plan.prodops in {tmp_path / 'b'}", "R&&D.prodops"
    ]  # fmt: skip
    assert menu.toolTipsVisible()
    menu.aboutToShow.emit()
    rest(lambda: bare_window.files.recents.looker.waiting > 0)
    assert [action.isEnabled() for action in menu.actions()] == [True, False, True]
    assert menu.actions()[1].toolTip() == f"Not found at {tmp_path / 'b'}"


def test_the_palette_says_what_is_gone_once_that_is_known(bare_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "there.prodops").touch()
    for name in ("gone", "there"):
        bare_window.preferences.opened(tmp_path / f"{name}.prodops")
    bare_window.open_palette()
    bare_window.palette_.field.setText(".prodops")
    at_first = [(row.text, row.disabled) for row in bare_window.palette_.model.rows if row.text.endswith(".prodops")]
    assert at_first == [("gone.prodops", False), ("there.prodops", False)]
    rest(lambda: bare_window.files.recents.palette_looker.waiting > 0)
    gone, there = (row for row in bare_window.palette_.model.rows if row.text.endswith(".prodops"))
    assert (there.disabled, there.detail) == (False, str(tmp_path))
    assert (gone.disabled, gone.detail) == (True, f"Not found at {tmp_path}")
    assert bare_window.palette_.field.text() == ".prodops"
    bare_window.palette_.close_palette()


def test_the_menu_has_a_place_for_recent_ones_only_where_there_are_some(bare_window: MainWindow, tmp_path: Path) -> None:
    file = bare_window.menuBar().actions()[0].menu()
    assert isinstance(file, QMenu)
    for recents in ([], ["plan.prodops"]):
        for name in recents:
            bare_window.preferences.opened(tmp_path / name)
        file.aboutToShow.emit()
        [place] = [action for action in file.actions() if isinstance(action.menu(), QMenu)]
        assert place.isVisible() == bool(recents)
        assert [action.text() for action in cast("QMenu", place.menu()).actions()] == recents
        file.aboutToHide.emit()


def test_a_folder_that_can_not_be_made_is_said(bare_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path / "a file"))
    bare_window.files.ask_save = lambda title, path, kinds: tmp_path / "a file" / "new.prodops"
    bare_window.files.new_workspace()
    assert bare_window.strip.text.text().startswith("No workspace can be made in")
    bare_window.dialogs.logs()
    assert bare_window.strip.text.text().startswith("There is no folder")
