"""The page Datasets with mouse and keys: choose, sort, find, rename, trace, quarantine, delete, and back by undo."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.workspace import Store
from tests.ui.contract import PageContract, wait_for
from tests.unit.sheets_here import staging_here

Shown = Callable[[str], tuple[MainWindow, DatasetsPage]]


class TestDatasetsPage(PageContract):
    page_id = "datasets"


@pytest.fixture
def opened(open_window: Callable[[str], MainWindow]) -> Shown:
    def show(kind: str) -> tuple[MainWindow, DatasetsPage]:
        window = open_window(kind)
        window.show_page("datasets")
        wait_for(window)
        return window, cast(DatasetsPage, window.page)

    return show


def bring(window: MainWindow, path: Path, text: str, **choices: object) -> None:
    path.write_text(text, encoding="utf-8")
    assert window.session is not None
    with staging_here():
        import_file(window.session.workspace, ImportRequest(path, **choices))  # type: ignore[arg-type]  # names of its fields
    window.session.announce(frozenset({"dataset", "version"}))
    wait_for(window)


def names(window: MainWindow) -> list[str]:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return [one.name for one in all_datasets(store)]


def choose(window: MainWindow, page: DatasetsPage, name: str) -> None:
    view = page.catalogue.list
    row = next(row for row, one in enumerate(view.records.records) if one.name == name)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.records.index(row, 0)).center())
    wait_for(window)


def texts(widget: QWidget) -> str:
    """What a widget says; what was added to it counts, although its layout shows it a moment later."""
    return "\n".join(child.text() for child in widget.findChildren(QLabel) if child.isVisibleTo(widget))


def cells(page: DatasetsPage, column: int, count: int) -> list[str]:
    grid = page.grid.table.grid
    return [grid.cell(row, column).text for row in range(min(count, grid.rowCount()))]


def sort_by_mouse(window: MainWindow, page: DatasetsPage, first: int, then: int) -> None:
    """Click on the header of a column, and twice with Shift on that of another one: from its end."""
    header = page.grid.table.header
    spot = QPoint(header.sectionViewportPosition(first) + 20, 12)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    wait_for(window)
    spot.setX(header.sectionViewportPosition(then) + 20)
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, spot)
        wait_for(window)


def rename_by_keys(window: MainWindow, page: DatasetsPage, name: str) -> None:
    """F2 in the grid, and another name in place of the title."""
    page.grid.table.setFocus()
    QTest.keyClick(page.grid.table, Qt.Key.Key_F2)
    assert page.grid.title.editor.hasFocus()
    QTest.keyClicks(page.grid.title.editor, name)
    QTest.keyClick(page.grid.title.editor, Qt.Key.Key_Return)
    wait_for(window)


def test_a_morning_with_mouse_and_keys(opened: Shown) -> None:
    """Choose a dataset, walk the grid, sort it by two columns, find a row, trace its cell, rename, undo."""
    window, page = opened("filled")
    choose(window, page, "Pipeline")
    grid = page.grid.table
    assert grid.grid.rowCount() == 60
    assert page.grid.title.label.text() == "Pipeline"
    assert "60 rows" in page.grid.about.text()

    QTest.keyClick(page.catalogue.list, Qt.Key.Key_Return)
    assert grid.hasFocus()
    sort_by_mouse(window, page, 2, 4)
    deals = sorted(range(60), key=lambda n: (f"account {n % 9}", -n))
    assert cells(page, 1, 8) == [f"Deal {n}" for n in deals[:8]]
    assert "2 sort keys" in page.grid.foot.text()

    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = page.grid.find_bar.field
    assert field.hasFocus()
    QTest.keyClicks(field, "deal 5")
    wait_for(window)
    found = [n for n in deals if f"Deal {n}".startswith("Deal 5")]
    assert cells(page, 1, 60) == [f"Deal {n}" for n in found]
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(window)
    assert page.grid.find_bar.count.text() == f"2 of {len(found)} rows"
    assert grid.currentIndex().row() == 1
    assert grid.currentIndex().column() == 1, "in the cell that holds the text"

    QTest.keyClick(field, Qt.Key.Key_Escape)
    wait_for(window)
    assert grid.grid.rowCount() == 60
    assert not page.grid.find_bar.isVisible()

    wanted: list[str] = []
    page.inspector_wanted.connect(lambda: wanted.append("inspector"))
    grid.select_cell(0, 4)
    QTest.keyClick(grid, Qt.Key.Key_F9)
    wait_for(window)
    first = deals[0]
    assert wanted == ["inspector"]
    assert f"Pipeline.csv › Pipeline › D{first + 2}" in texts(page.detail.cell)
    assert f"Deal {first} › seats" in texts(page.detail.cell)

    rename_by_keys(window, page, "Open deals")
    assert names(window) == ["NPS responses", "Open deals"]
    assert page.grid.title.label.text() == "Open deals"
    assert len(grid.grid.keys) == 2, "the order stays"
    assert grid.currentIndex().row() == 0
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert names(window) == ["NPS responses", "Pipeline"]
    assert page.grid.title.label.text() == "Pipeline"


def test_a_name_that_is_taken_is_said_in_place(opened: Shown) -> None:
    window, page = opened("filled")
    choose(window, page, "Pipeline")
    page.rename()
    page.grid.title.editor.setText("nps responses")
    QTest.keyClick(page.grid.title.editor, Qt.Key.Key_Return)
    wait_for(window)
    assert page.grid.note.isVisible()
    assert "already" in page.grid.note.text.text()
    page.rename()
    QTest.keyClicks(page.grid.title.editor, "Something else")
    QTest.keyClick(page.grid.title.editor, Qt.Key.Key_Escape)
    wait_for(window)
    assert names(window) == ["NPS responses", "Pipeline"]


def test_the_inspector_tells_what_happened_to_a_dataset(opened: Shown) -> None:
    window, page = opened("filled")
    choose(window, page, "Pipeline")
    assert "Pipeline.csv" in texts(page.detail.history.section), "how it came in"
    page.rename()
    page.grid.title.editor.setText("Deals")
    QTest.keyClick(page.grid.title.editor, Qt.Key.Key_Return)
    wait_for(window)
    assert "Name: Pipeline → Deals" in texts(page.detail.history.section)


def test_deleting_goes_to_the_neighbour_and_undo_brings_it_back(opened: Shown) -> None:
    window, page = opened("filled")
    choose(window, page, "NPS responses")
    QTest.mouseClick(page.detail.delete_button, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert names(window) == ["Pipeline"]
    assert page.grid.title.label.text() == "Pipeline"
    assert "Deleted NPS responses with 200 rows." in window.strip.text.text()
    window.taking_back.undo()
    wait_for(window)
    assert names(window) == ["NPS responses", "Pipeline"]
    assert page.grid.title.label.text() == "Pipeline", "what she looks at does not jump"


def test_not_counting_is_one_step_and_seen_in_the_list(opened: Shown) -> None:
    window, page = opened("filled")
    choose(window, page, "NPS responses")
    assert page.detail.counts.isChecked()
    page.detail.counts.click()
    wait_for(window)
    assert window.session is not None
    assert window.session.undo_label == "do not count NPS responses"
    assert "not counted" in page.catalogue.list.records.cell(0, 0).text
    window.taking_back.undo()
    wait_for(window)
    assert page.detail.counts.isChecked()


def test_quarantine_lists_raw_cells_and_reasons(opened: Shown, tmp_path: Path) -> None:
    window, page = opened("filled")
    rows = "\n".join(f"{score},2026-11-0{1 + n},Account {n},fine" for n, score in enumerate(["9", "42", "10", "7"]))
    bring(window, tmp_path / "wave.csv", f"score,date,company,comment\n{rows}\n", kind="nps", name="Wave")
    assert page.tabs() == [("imported", "Imported", 3), ("quarantine", "Quarantine", 1)]
    choose(window, page, "Pipeline")
    window.top_bar.tabs.setCurrentIndex(1)
    wait_for(window)
    pane = page.quarantine
    assert pane.title.text() == "Wave", "a dataset that holds nothing back gives way to one that does"
    held = pane.table.held
    assert held.rowCount() == 1
    held.cell(0, 0)
    wait_for(window)
    shown = [held.cell(0, column).text for column in range(held.columnCount())]
    assert held.headerData(0, Qt.Orientation.Vertical) == "3"
    assert "42" in shown[0]
    assert shown[1:] == ["42", "2026-11-02", "Account 1", "fine"]
    choose(window, page, "Pipeline")
    assert pane.empty.isVisible()
    window.top_bar.tabs.setCurrentIndex(0)
    wait_for(window)
    assert page.grid.table.isVisible()


def test_an_older_version_can_be_looked_at(opened: Shown, tmp_path: Path) -> None:
    window, page = opened("filled")
    for file, rows in (("a.csv", 3), ("b.csv", 5)):
        lines = "\n".join(f"2026-11-0{1 + n},{n}" for n in range(rows))
        bring(window, tmp_path / file, f"day,value\n{lines}\n", kind="other", name="Numbers")
    choose(window, page, "Numbers")
    assert page.grid.table.grid.rowCount() == 5
    page.detail.version_asked.emit(min(version.id for version in _versions(window, "Numbers")))
    wait_for(window)
    assert page.grid.table.grid.rowCount() == 3
    assert "v1, not the newest" in page.grid.about.text()
    QTest.mouseClick(page.grid.newest_button, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert page.grid.table.grid.rowCount() == 5


def _versions(window: MainWindow, name: str) -> list:  # type: ignore[type-arg]  # of versions
    from prodops_desktop.datasets.store import find_dataset, versions_of

    assert window.session is not None
    with window.session.workspace.reading() as store:
        return versions_of(store, find_dataset(store, name).id)


def test_a_refresh_keeps_selection_and_scroll(opened: Shown, tmp_path: Path) -> None:
    window, page = opened("filled")
    choose(window, page, "Pipeline")
    grid = page.grid.table
    grid.select_cell(50, 2)
    wait_for(window)
    before = grid.verticalScrollBar().value()
    assert before > 0
    bring(window, tmp_path / "more.csv", "day,value\n2026-11-01,1\n", kind="other", name="AAA first in the list")
    assert page.grid.title.label.text() == "Pipeline"
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (50, 2)
    assert grid.verticalScrollBar().value() == before
    assert page.catalogue.list.current_key() == page.dataset.id if page.dataset else False


def test_the_filter_narrows_the_list_by_keys_alone(opened: Shown) -> None:
    window, page = opened("filled")
    page.catalogue.list.setFocus()
    QTest.keyClick(page.catalogue.list, Qt.Key.Key_Slash)
    assert page.catalogue.search.hasFocus()
    QTest.keyClicks(page.catalogue.search, "pipe")
    assert [one.name for one in page.catalogue.list.records.records] == ["Pipeline"]
    QTest.keyClick(page.catalogue.search, Qt.Key.Key_Down)
    wait_for(window)
    assert page.catalogue.list.hasFocus()
    assert page.grid.title.label.text() == "Pipeline"


def test_copying_says_how_many_cells(opened: Shown) -> None:
    window, page = opened("filled")
    choose(window, page, "Pipeline")
    page.grid.table.select_cell(0, 1)
    page.grid.table.setFocus()
    QTest.keyClick(page.grid.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert QGuiApplication.clipboard().text() == "Deal 0"
    assert window.strip.text.text() == "Copied 1 cell."


def test_opened_by_id_from_elsewhere(opened: Shown) -> None:
    window, page = opened("filled")
    assert window.session is not None
    window.show_page("home")
    window.session.open("datasets", 2)
    wait_for(window)
    assert window.page is page
    assert page.grid.title.label.text() == "Pipeline"


def test_every_control_has_a_name(opened: Shown) -> None:
    _, page = opened("filled")
    page.find_text("a")
    roots = [page, page.detail]
    for control in [child for root in roots for child in root.findChildren(QWidget)]:
        inner = isinstance(control.parentWidget(), QLineEdit)  # the icons inside a field
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            said = control.accessibleName() or getattr(control, "text", str)()
            assert said, f"{type(control).__name__} in {type(control.parentWidget()).__name__} has no name"


def test_every_gesture_on_the_header_has_its_key(opened: Shown) -> None:
    window, page = opened("filled")
    choose(window, page, "Pipeline")
    table = page.grid.table
    table.setFocus()
    table.select_cell(0, 2)
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(table, Qt.Key.Key_Up, alt | Qt.KeyboardModifier.ShiftModifier)
    wait_for(window)
    table.select_cell(0, 4)
    QTest.keyClick(table, Qt.Key.Key_Down, alt | Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert table.grid.keys == [(2, False), (4, True)]
    window.menus.action("datasets.unsort").trigger()
    wait_for(window)
    assert table.grid.keys == []
    assert cells(page, 1, 2) == ["Deal 0", "Deal 1"]


def test_with_the_inspector_hidden_the_source_is_said_on_the_line(opened: Shown) -> None:
    window, page = opened("filled")
    choose(window, page, "Pipeline")
    window.panes.want_inspector(wanted=False)
    page.grid.table.setFocus()
    page.grid.table.select_cell(1, 4)
    wait_for(window)
    page.trace_cell()
    wait_for(window)
    if not page.detail.isVisible():  # where the window does not bring it back
        assert "Pipeline.csv › Pipeline › D3" in window.strip.text.text()
    else:
        assert "Pipeline.csv › Pipeline › D3" in texts(page.detail.cell)


def test_f9_shows_a_hidden_inspector_and_puts_the_keyboard_there(opened: Shown) -> None:
    window, page = opened("filled")
    window.panes.toggle_inspector()
    assert not page.detail.isVisible()
    page.grid.table.setFocus()
    QTest.keyClick(page.grid.table, Qt.Key.Key_F9)
    wait_for(window)
    assert page.detail.isVisible()
    assert page.detail.cell.hasFocus()
    assert window.preferences.flag("inspector", default=False), "as F4 does"


def test_a_version_is_imported_into_the_dataset_that_is_open(
    opened: Shown, imported: list[list[Path]], imported_into: list[str], tmp_path: Path
) -> None:
    window, page = opened("filled")
    asked: list[str] = []

    def ask(title: str, kinds: str) -> list[Path]:
        asked.append(f"{title} {kinds}")
        return [tmp_path / "anything.csv"]

    window.files.ask_open = ask
    choose(window, page, "Pipeline")
    QTest.mouseClick(page.detail.import_button, Qt.MouseButton.LeftButton)
    window.menus.action("datasets.version").trigger()
    window.menus.action("file.import").trigger()
    assert imported == [[tmp_path / "anything.csv"]] * 3
    assert imported_into == ["Pipeline", "Pipeline", ""]
    assert "Pipeline" in asked[0]
    assert "Pipeline" not in asked[2]


def test_the_source_is_saved_as_it_came_or_it_is_said_why_not(opened: Shown, tmp_path: Path) -> None:
    window, page = opened("filled")
    assert window.session is not None
    choose(window, page, "Pipeline")
    out = tmp_path / "copy of it.csv"
    page.ask_save = lambda title, path, kinds: out if path.name == "Pipeline.csv" else None
    window.menus.action("datasets.source").trigger()
    wait_for(window)
    assert page.dataset is not None
    assert hashlib.sha256(out.read_bytes()).hexdigest() == page.dataset.version.sha256
    assert list(tmp_path.glob(".*")) == [], "nothing is left aside"

    page.ask_save = lambda title, path, kinds: tmp_path / "no such folder" / "copy.csv"
    window.menus.action("datasets.source").trigger()
    wait_for(window)
    assert "could not be written" in window.strip.text.text()

    window.session.workspace.run(_forget_sources).result()
    window.session.announce(frozenset({"version"}))
    wait_for(window)
    assert "larger" in texts(page.detail)
    command = next(one for one in window.menus.commands if one.id == "datasets.source")
    assert "larger" in str(command.enabled())
    link = next(child for child in page.detail.findChildren(QPushButton) if child.text().startswith("Save a copy") and not child.isHidden())
    assert not link.isEnabled()
    assert "larger" in link.toolTip()


def _forget_sources(store: Store) -> None:
    store.db.execute("DELETE FROM source_chunk")
