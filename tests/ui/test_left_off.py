"""A workspace is opened again where it was left: page, tab, record, lists, panes and sections."""

import json
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.pages.feedback.item_table import ItemTable
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.widgets.inspector import Inspector, Section
from tests.ui.contract import Open, put_away, wait_for


def reopen(window: MainWindow) -> Page:
    """Close the workspace and open it again, with all that it reads."""
    assert window.session is not None
    path = window.session.workspace.path
    window.close_workspace()
    window.layouts = type(window.layouts)(window.preferences.path.with_name("layouts.json"))  # as the next start reads it
    assert window.open_path(path)
    wait_for(window)
    assert window.page is not None
    return window.page


def tools(window: MainWindow) -> ToolsPage:
    """The page Tools."""
    window.show_page("tools")
    wait_for(window)
    return cast(ToolsPage, window.page)


def seen(page: ToolsPage) -> list[str]:
    """The columns of the inventory as they stand."""
    table = page.stack_pane.table
    order = [table.header.logicalIndex(place) for place in range(len(table.records.columns))]
    return [table.records.columns[section].id for section in order if not table.isColumnHidden(section)]


def test_page_tab_and_record_come_back(open_window: Open) -> None:
    window = open_window("filled")
    page = tools(window)
    other = [view.tool.id for view in page.inventory.tools if view.tool.id != page.place()][-1]
    page.choose(other)
    wait_for(window)
    assert reopen(window).place() == other
    window.show_tab("vendors")
    again = reopen(window)
    assert again.id == "tools"
    assert again is not page
    assert window.rail.buttons["tools"].isChecked()
    assert again.current_tab() == "vendors"
    assert window.top_bar.tabs.currentIndex() == 3
    window.preferences.choose("reopen", value=False)
    assert reopen(window).id == "home"


def test_a_page_that_was_left_before_the_last_one_is_as_it_was_too(open_window: Open) -> None:
    window = open_window("filled")
    tools(window)
    window.show_tab("renewals")
    window.show_page("datasets")
    wait_for(window)
    assert reopen(window).id == "datasets"
    assert tools(window).current_tab() == "renewals"


def test_sorting_columns_and_widths_of_a_list_come_back(open_window: Open) -> None:
    window = open_window("filled")
    page = tools(window)
    table = page.stack_pane.table
    before = seen(page)
    assert before[:3] == ["tool", "capabilities", "owner"]
    table.setFocus()
    table.go_to(0, [column.id for column in table.records.columns].index("owner"))
    window.menus.action("tools.down").trigger()
    window.menus.action("tools.column_left").trigger()
    window.menus.action("tools.column_wider").trigger()
    table.show_column(before[3], shown=False)
    at = [column.id for column in table.records.columns].index("owner")
    wide = table.columnWidth(at)
    page = cast(ToolsPage, reopen(window))
    table = page.stack_pane.table
    assert table.keys == [("owner", True)]
    owners = [view.tool.owner or "" for view in table.shown if view.tool.owner]
    assert owners == sorted(owners, reverse=True)
    assert seen(page)[:3] == ["tool", "owner", "capabilities"]
    assert before[3] not in seen(page)
    assert table.columnWidth(at) == wide == 98 + 24
    assert table.table_text().splitlines()[0].split("\t")[:2] == [
        next(column.title for column in table.records.columns if column.id == id_) for id_ in ("tool", "owner")
    ], "copied as it is seen"


def test_the_order_of_the_items_of_feedback_comes_back(open_window: Open) -> None:
    """Its column of words has a width of its own, which grows with the texts."""
    window = open_window("filled")
    window.show_page("feedback")
    wait_for(window)
    [table] = window.pages["feedback"].findChildren(ItemTable)
    table.sort_by("title")
    [table] = reopen(window).findChildren(ItemTable)
    assert table.keys == [("title", False)]
    assert table.arrangement()["widths"] == {"title": 260}


def test_a_list_that_was_not_touched_is_not_remembered(open_window: Open) -> None:
    window = open_window("filled")
    tools(window)
    assert window.session is not None
    layout = window.session.layout
    window.close_workspace()
    assert [key for key in layout.values() if key.startswith("list.")] == []
    assert layout.get("page") == "tools"


def test_what_is_gone_or_was_never_so_is_passed_over(bare_window: MainWindow, workspace_path: Any) -> None:
    path, pages = workspace_path("filled"), [entry.id for entry in bare_window.entries]
    wrong: dict[str, Any] = {"tab": "gone", "place": 999_999, "splits": [[1], "x", 3], "folded": [4, "Gone"]}
    odd: dict[str, Any] = {"sort": [["gone", True], 3], "widths": {"gone": 3, "tool": "x"}, "hidden": "x", "order": ["gone", 3]}
    told: dict[str, Any] = {f"page.{page}": wrong for page in pages}
    bare_window.layouts.of(path).put_all({"page": "roadmap", "list.tools.Tools": odd, **told})
    assert bare_window.open_path(path)
    for page in ("roadmap", *pages):
        bare_window.show_page(page)
        wait_for(bare_window)
        assert bare_window.page is not None
        assert bare_window.page.id == page
        assert not bare_window.strip.isVisible()


def test_a_layout_of_another_make_is_passed_over(bare_window: MainWindow, workspace_path: Any) -> None:
    path = workspace_path("filled")
    large = {"place": 10**30, "splits": [[10**30] * 2] * 3}
    bare_window.layouts.of(path).put_all({"page": ["tools"], "page.home": "x", "list.tools.Tools": [1], "page.datasets": large})
    assert bare_window.open_path(path)
    assert bare_window.page is not None
    assert bare_window.page.id == "home"
    assert tools(bare_window).stack_pane.table.keys == [("due", False)]
    bare_window.show_page("datasets")
    assert bare_window.page.id == "datasets", "numbers that are too large are passed over"
    wait_for(bare_window)


def test_an_error_while_it_is_remembered_holds_no_workspace_open(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("filled")
    assert window.session is not None
    path = window.session.workspace.path
    monkeypatch.setattr(window.left_off, "keep_page", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        window.close_workspace()
    assert window.session is None
    open_workspace(path).close()


def test_a_section_folds_by_mouse_and_key_and_stays_so(open_window: Open) -> None:
    window = open_window("filled")
    page = tools(window)
    section = page.detail.tool_section
    assert section.arrow is not None
    field = next(iter(page.detail.tool_form.fields.values()))
    assert field.isVisible()
    QTest.mouseClick(section.title, Qt.MouseButton.LeftButton)
    assert section.is_folded
    assert not field.isVisible()
    assert section.arrow.accessibleName() == "Show “Tool”"
    section.arrow.setFocus()
    QTest.keyClick(section.arrow, Qt.Key.Key_Space)
    assert field.isVisible()
    field.setFocus()
    QTest.mouseClick(section.title, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is section.arrow, "the keyboard does not vanish with what is folded"
    page = cast(ToolsPage, reopen(window))
    assert page.detail.tool_section.is_folded
    page.detail.focus_field(page.detail.tool_form.fields[next(iter(page.detail.tool_form.fields))])
    assert not page.detail.tool_section.is_folded, "what is edited is seen"


def test_sections_that_are_made_anew_stay_folded(qapp: QApplication) -> None:
    inspector = Inspector("flask-outline", "Thing")
    inspector.section("Sources").fold(folded=True)
    inspector.clear()
    QApplication.sendPostedEvents(None, 0)
    again = inspector.section("Sources")
    assert again.is_folded
    assert inspector.folded_sections() == {"Sources"}
    assert not Section("Alone").is_folded
    put_away(inspector)


def test_width_of_the_inspector_and_place_of_the_window_come_back(bare_window: MainWindow, tmp_path: Path) -> None:
    before = bare_window.panes.inspector_width()
    bare_window.menus.action("view.inspector_wider").trigger()
    bare_window.menus.action("view.inspector_wider").trigger()
    bare_window.menus.action("view.inspector_narrower").trigger()
    wide = bare_window.panes.inspector_width()
    assert wide == before + 40
    bare_window.resize(1200, 700)
    bare_window.close()
    kept = json.loads((tmp_path / "preferences.json").read_text(encoding="utf-8"))
    assert kept["inspector_width"] == str(wide)
    fresh = MainWindow(Preferences(tmp_path / "preferences.json"), importer=bare_window.files.importer)
    fresh.show()
    assert fresh.panes.inspector_width() == wide
    assert fresh.panes.pane.width() == wide
    fresh.close()
    put_away(fresh)


def test_a_window_that_was_on_a_screen_that_is_gone_is_seen(bare_window: MainWindow, tmp_path: Path) -> None:
    bare_window.move(QPoint(9_000, 7_000))
    bare_window.close()
    fresh = MainWindow(Preferences(tmp_path / "preferences.json"), importer=bare_window.files.importer)
    fresh.show()
    assert fresh.screen().availableGeometry().intersects(fresh.geometry())
    assert fresh.screen().availableGeometry().contains(fresh.geometry().topLeft())
    fresh.close()
    put_away(fresh)
