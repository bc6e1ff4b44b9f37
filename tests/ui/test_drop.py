"""Files are dropped anywhere on the window, on what stands in it and on the import dialog; what can't be taken is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from prodops_desktop.datasets import importing
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.dialog import ImportDialog
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.leaving import AtStake
from tests.ui.contract import rest, wait_for
from tests.ui.drops import carry, drop, hover, leave
from tests.unit.sheets_here import done_here

Open = Callable[[str], MainWindow]


def test_the_overlay_says_what_a_drop_would_do_and_goes_when_the_files_leave(open_window: Open, tmp_path: Path) -> None:
    window = open_window("empty")
    sheets = [tmp_path / "b.xlsx", tmp_path / "a.CSV"]
    _, taken = hover(window.panes, carry(*sheets))
    assert taken
    assert window.drop.overlay.isVisible()
    assert window.drop.overlay.size() == window.size()
    assert window.drop.overlay.text == "Drop to import 2 spreadsheets"
    leave(window)
    assert not window.drop.overlay.isVisible()
    hover(window, carry(tmp_path / "x.prodops", *sheets))
    assert window.drop.overlay.text == "Drop to open x.prodops"
    assert window.drop.overlay.more == "and to import 2 spreadsheets into it"
    leave(window)
    (tmp_path / "notes").mkdir()
    hover(window, carry(tmp_path / "notes"))
    assert window.drop.overlay.text == "Nothing here can be imported"
    assert window.drop.overlay.more == "“notes”"
    leave(window)


def test_spreadsheets_are_taken_in_their_order_as_copies(open_window: Open, imported: list[list[Path]], tmp_path: Path) -> None:
    window = open_window("empty")
    paths = [tmp_path / "b.xlsx", tmp_path / "a.CSV", tmp_path / "c.ods"]
    assert drop(window, *paths) == Qt.DropAction.CopyAction, "a file that was moved would be deleted where it came from"
    assert imported == [paths]
    assert not window.drop.overlay.isVisible()


def test_fields_and_boards_that_take_drops_leave_files_to_the_window(open_window: Open, imported: list[list[Path]], tmp_path: Path) -> None:
    window = open_window("filled")
    window.show_page("roadmap")
    wait_for(window)
    fields: list[QWidget] = [QLineEdit(window), QPlainTextEdit(window)]
    for place, field in enumerate(fields):
        field.setGeometry(300, 200 + 100 * place, 300, 40)
        field.show()
    takers = [child for child in window.findChildren(QWidget) if child.acceptDrops() and child.isVisible() and child is not window]
    assert len(takers) >= len(fields)
    for taker in takers:
        drop(taker, tmp_path / "sheet.csv")
        window.dialogs.close_all()
    assert imported == [[tmp_path / "sheet.csv"]] * len(takers)
    assert [field.text() if isinstance(field, QLineEdit) else "" for field in fields] == ["", ""]


def test_a_text_that_is_dragged_is_not_ours(open_window: Open) -> None:
    window = open_window("empty")
    data = QMimeData()
    data.setText("words")
    hover(window, data)
    assert not window.drop.overlay.isVisible()


def test_what_can_not_be_taken_is_said_by_name(open_window: Open, imported: list[list[Path]], tmp_path: Path) -> None:
    window = open_window("empty")
    folder = tmp_path / "Reports"
    folder.mkdir()
    drop(window, folder)
    said = "“Reports” can’t be imported as a folder. Drop the files in it."
    assert window.strip.isVisible()
    assert window.strip.text.text() == said
    assert imported == []
    files = [tmp_path / name for name in ("sheet.dat", "table", "notes.docx")]
    drop(window, *files, folder)
    assert imported == [files], "what they are is told by their content"
    assert window.strip.text.text() == said


def test_files_are_not_forgotten_where_the_name_of_the_workspace_is_taken(
    bare_window: MainWindow, imported: list[list[Path]], tmp_path: Path
) -> None:
    (tmp_path / "taken.prodops").touch()
    answers = [tmp_path / "taken.prodops", tmp_path / "free.prodops"]
    bare_window.files.ask_save = lambda title, path, kinds: answers.pop(0)
    drop(bare_window, tmp_path / "sheet.csv")
    assert imported == [[tmp_path / "sheet.csv"]]
    assert bare_window.session is not None
    assert bare_window.session.workspace.path == tmp_path / "free.prodops"


def test_while_nothing_can_be_written_the_overlay_says_so(bare_window: MainWindow, tmp_path: Path) -> None:
    open_workspace(tmp_path / "read.prodops", create=True).close()
    assert bare_window.open_path(tmp_path / "read.prodops", read_only=True)
    hover(bare_window, carry(tmp_path / "sheet.csv"))
    assert bare_window.session is not None
    overlay = bare_window.drop.overlay
    assert (overlay.text, overlay.more) == ("Nothing can be imported now", bare_window.session.read_only_reason)
    leave(bare_window)


def test_a_workspace_is_opened_and_a_second_one_stays_closed(open_window: Open, imported: list[list[Path]], tmp_path: Path) -> None:
    window = open_window("empty")
    one, other = tmp_path / "one.prodops", tmp_path / "other.prodops"
    open_workspace(one, create=True).close()
    drop(window, tmp_path / "sheet.csv", one, other)
    assert window.session is not None
    assert window.session.workspace.path == one
    assert imported == [[tmp_path / "sheet.csv"]], "imported into the one that was dropped with it"
    assert window.strip.text.text() == "One workspace is open at a time, so “other.prodops” stayed closed."


def test_a_workspace_that_can_not_be_opened_takes_no_spreadsheets_elsewhere(
    open_window: Open, imported: list[list[Path]], tmp_path: Path
) -> None:
    window = open_window("empty")
    (tmp_path / "broken.prodops").write_text("none", encoding="utf-8")
    drop(window, tmp_path / "broken.prodops", tmp_path / "sheet.csv")
    assert imported == []
    assert "broken.prodops is not a workspace" in window.strip.text.text()


@pytest.fixture
def importing_window(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window whose imports are real, read in this process."""
    for module in (importing, runs):
        monkeypatch.setattr(module, "run_reading", done_here)

    def importer(session: Session, paths: list[Path], parent: QWidget, dataset: str) -> QDialog:
        return ImportDialog(session, paths, parent, dataset)

    window = open_window("empty")
    window.files.importer = importer
    return window


@pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")
def test_files_dropped_while_an_import_is_open_join_its_list(importing_window: MainWindow, tmp_path: Path) -> None:
    window = importing_window
    paths = [tmp_path / f"{name}.csv" for name in "abc"]
    for path in paths:
        path.write_text("account,seats\nHalden,1\n", encoding="utf-8")
    drop(window, paths[0])
    [dialog] = window.findChildren(ImportDialog)
    assert not dialog.queue_list.isVisible()
    drop(dialog.file_step, paths[2])
    (tmp_path / "notes").mkdir()
    drop(dialog, tmp_path / "notes")
    assert dialog.said.text().startswith("“notes” can’t be imported as a folder.")
    drop(window, paths[1], paths[0])
    wait_for(window)
    assert [file.path.name for file in dialog.queue_list.list.records.records] == ["a.csv", "c.csv", "b.csv"], "each once"
    assert dialog.queue_list.isVisible()
    assert dialog.place.text() == "File 1 of 3"
    assert window.findChildren(ImportDialog) == [dialog]
    asked: list[list[str]] = []

    def keep(found: AtStake) -> bool:
        asked.append(list(found.jobs))
        return False

    window.dialogs.confirm_quit = keep  # type: ignore[method-assign]  # stands for the operator
    assert not window.close()
    assert asked == [["Import of a.csv", "Import of c.csv", "Import of b.csv"]]
    assert dialog.isVisible()
    dialog.reject()
    rest(lambda: window.busy)
