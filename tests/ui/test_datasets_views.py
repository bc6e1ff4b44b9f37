"""Saved views of a dataset in the window: saved, chosen, changed, renamed, deleted, and all of it undone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets.saved_views import views_of
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.models.grid_state import typed_filter
from prodops_desktop.ui.models.name_popup import NamePopup
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.workspace import settings
from tests.ui.contract import wait_for
from tests.ui.grid_desk import Shown, opened, pipeline, position, section

__all__ = ["opened", "pipeline"]


def saved(window: MainWindow, page: DatasetsPage) -> list[str]:
    assert window.session is not None
    assert page.dataset is not None
    with window.session.workspace.reading() as store:
        return [view.name for view in views_of(store, page.dataset.id)]


def filter_by(window: MainWindow, page: DatasetsPage, header: str, text: str) -> None:
    assert window.session is not None
    table = page.grid.table
    column = table.grid.own_column(position(table, header))
    assert column is not None
    table.filter_column(column.position, typed_filter(text, column, habits_of(window.session.today)))
    wait_for(window)


def name_it(window: MainWindow, page: DatasetsPage, name: str) -> NamePopup:
    popup = page.findChildren(NamePopup)[-1]
    popup.field.setText(name)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    wait_for(window)
    return popup


def choose(window: MainWindow, page: DatasetsPage, text: str) -> None:
    menu = page.grid.views.menu()
    next(action for action in menu.actions() if action.text() == text).trigger()
    wait_for(window)


def test_a_view_is_saved_chosen_changed_renamed_deleted_and_undone(pipeline: Shown) -> None:
    window, page = pipeline
    table, views = page.grid.table, page.grid.views
    assert views.button.text() == "View All rows"
    filter_by(window, page, "seats", "≥ 1030")
    table.sort_by(section(table, "seats"), descending=True)
    table.hide_column(section(table, "created"))
    table.pin_column(section(table, "customer"), pinned=True)
    table.group_by(position(table, "customer"))
    wait_for(window)
    assert views.button.text() == "View not saved"
    choose(window, page, "Save as…")
    name_it(window, page, "Big ones")
    assert saved(window, page) == ["Big ones"]
    assert views.button.text() == "View Big ones"
    assert "Saved the view “Big ones”." in window.strip.text.text()

    choose(window, page, "All rows")
    assert table.grid.rowCount() == 60
    assert len(table.grid.shown) == 4
    assert views.button.text() == "View All rows"
    choose(window, page, "Big ones")
    assert [column.header for column in table.grid.shown] == ["customer", "deal", "seats"]
    assert (table.grid.pinned, table.grid.keys) == (2, [(position(table, "seats"), True)])
    assert (table.grid.count, table.grid.rowCount()) == (30, 39)
    assert table.grid.state.filters[position(table, "seats")].text == "≥ 1030"

    table.group_by(None)
    wait_for(window)
    assert views.button.text() == "View Big ones, changed"
    choose(window, page, "Save changes to “Big ones”")
    assert views.button.text() == "View Big ones"
    choose(window, page, "Save as…")
    popup = name_it(window, page, "big ONES")
    assert popup.problem.text().startswith("There is a view “big ONES” already.")
    popup.close()
    choose(window, page, "Rename “Big ones”…")
    name_it(window, page, "Large")
    assert saved(window, page) == ["Large"]
    assert views.button.text() == "View Large"
    choose(window, page, "Delete “Large”")
    assert saved(window, page) == []
    assert table.grid.count == 30, "the rows stay as they are"
    for names in (["Large"], ["Big ones"]):
        window.taking_back.undo()
        wait_for(window)
        assert saved(window, page) == names
    for _ in range(2):
        window.taking_back.undo()
        wait_for(window)
    assert saved(window, page) == []
    window.taking_back.redo()
    wait_for(window)
    choose(window, page, "Big ones")
    assert table.grid.state.group == position(table, "customer"), "as it was saved first"


def test_days_around_today_are_those_of_the_day_on_which_a_view_is_chosen(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    assert window.session is not None
    assert window.session.today == date(2026, 11, 23)
    filter_by(window, page, "created", "last 3 months")
    assert table.grid.count == 12, "24 Aug to 23 Nov: those of 3 Sep and 3 Oct"
    choose(window, page, "Save as…")
    name_it(window, page, "Lately")
    choose(window, page, "All rows")
    window.session.run(lambda store: settings.set_setting(store, "today", "2026-05-10"))
    wait_for(window)
    choose(window, page, "Lately")
    assert table.grid.count == 18, "11 Feb to 10 May: those of 3 Mar, 3 Apr and 3 May"
    assert table.grid.state.filters[position(table, "created")].text == "last 3 months"
    page.open(next(one.id for one in page.catalogue.list.records.records if one.name == "NPS responses"))
    wait_for(window)
    assert page.grid.views.button.text() == "View All rows"
    page.open(next(one.id for one in page.catalogue.list.records.records if one.name == "Pipeline"))
    wait_for(window)
    assert page.grid.views.button.text() == "View Lately"
