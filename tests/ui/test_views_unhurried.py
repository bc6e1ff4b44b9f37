"""Saved views whose answer comes late, or that say something else by then; and notes of the grid that are over."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets import saved_views
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.models.grid_state import typed_filter
from prodops_desktop.ui.models.name_popup import NamePopup
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.pages.datasets import DatasetsPage, views
from tests.ui.contract import wait_for
from tests.ui.grid_desk import pipeline_window, position, show_dataset

Shown = tuple[MainWindow, DatasetsPage]


@pytest.fixture(scope="module")
def opened(qapp: QApplication, filled_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    with pipeline_window(qapp, filled_workspace, tmp_path_factory.mktemp("late")) as shown:
        yield shown


@pytest.fixture
def pipeline(opened: Shown) -> Iterator[Shown]:
    """All of the 60 deals: deal, customer (nine of them), created, seats (1000 and on); without any view before and after."""
    window, page = opened
    show_dataset(window, "Pipeline")
    page.grid.views.show_all()
    wait_for(window)
    yield opened
    show_dataset(window, "Pipeline")
    while (listed := page.grid.views.menu().actions()[1]).isCheckable():
        listed.trigger()
        wait_for(window)
        page.grid.views.delete()
        wait_for(window)


def filter_seats(window: MainWindow, page: DatasetsPage, text: str) -> None:
    assert window.session is not None
    table = page.grid.table
    column = table.grid.own_column(position(table, "seats"))
    assert column is not None
    table.filter_column(column.position, typed_filter(text, column, habits_of(window.session.today)))
    wait_for(window)


def ask_name(page: DatasetsPage, name: str) -> NamePopup:
    page.grid.views.begin_save()
    popup = page.findChildren(NamePopup)[-1]
    popup.field.setText(name)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    return popup


def save_as(window: MainWindow, page: DatasetsPage, name: str) -> NamePopup:
    popup = ask_name(page, name)
    wait_for(window)
    return popup


def names(page: DatasetsPage) -> list[str]:
    return [action.text() for action in page.grid.views.menu().actions() if action.isCheckable()][1:]


def test_a_view_is_not_applied_to_a_dataset_that_was_opened_meanwhile(pipeline: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = pipeline
    filter_seats(window, page, "≥ 1030")
    page.grid.table.hide_column(1)
    save_as(window, page, "Big")
    page.grid.views.show_all()
    wait_for(window)
    real, view = saved_views.apply_view, page.grid.views.menu().actions()[1]

    def late(*args: int) -> saved_views.Applied:
        time.sleep(0.2)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(views, "apply_view", late)
    other = next(one.id for one in page.catalogue.list.records.records if one.name == "NPS responses")
    view.trigger()
    page.open(other)
    wait_for(window)
    assert page.dataset is not None
    assert page.dataset.name == "NPS responses"
    assert page.grid.table.grid.state.filters == {}
    assert len(page.grid.table.grid.shown) == len(page.grid.table.grid.columns)
    assert page.grid.views.button.text() == "View All rows"


def test_an_undone_change_of_a_view_is_told(pipeline: Shown) -> None:
    window, page = pipeline
    filter_seats(window, page, "≥ 1030")
    save_as(window, page, "Big")
    filter_seats(window, page, "≥ 1040")
    page.grid.views.save_changes()
    wait_for(window)
    assert page.grid.views.button.text() == "View Big"
    window.taking_back.undo()
    wait_for(window)
    assert page.grid.views.button.text() == "View Big, changed"
    window.taking_back.redo()
    wait_for(window)
    assert page.grid.views.button.text() == "View Big"


def test_save_as_never_takes_the_place_of_another_view(pipeline: Shown) -> None:
    window, page = pipeline
    filter_seats(window, page, "≥ 1030")
    save_as(window, page, "Big  ones")
    assert page.findChildren(NamePopup) == []
    assert names(page) == ["Big ones"]
    filter_seats(window, page, "≥ 1040")
    popup = save_as(window, page, "big ones")
    assert popup.problem.text().startswith("There is a view “big ones” already.")
    popup.field.setText("Big\u202e ones")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    wait_for(window)
    assert popup.problem.text().startswith("The name has signs in it that are not seen")
    popup.close()
    assert names(page) == ["Big ones"]
    page.grid.views.menu().actions()[1].trigger()
    wait_for(window)
    assert page.grid.table.grid.count == 30


def test_a_name_is_refused_in_the_line_below_once_its_window_is_closed(pipeline: Shown) -> None:
    window, page = pipeline
    save_as(window, page, "Plain")
    popup = ask_name(page, "Plain")
    popup.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    wait_for(window)
    assert window.strip.text.text().startswith("There is a view “Plain” already.")


def test_a_note_of_too_many_groups_goes_with_the_next_good_step(pipeline: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = pipeline
    table = page.grid.table
    monkeypatch.setattr("prodops_desktop.datasets.sums.MOST_GROUPS", 2)
    table.group_by(position(table, "customer"))
    wait_for(window)
    assert page.grid.note.isVisible()
    table.sort_by(1)
    wait_for(window)
    assert not page.grid.note.isVisible()


def test_the_buttons_above_the_grid_have_the_room_of_their_texts(pipeline: Shown) -> None:
    window, page = pipeline
    filter_seats(window, page, "≥ 1030")
    head = page.grid.head
    assert page.grid.views.button.text() == "View not saved"
    assert head.tools.rect().contains(head.export.geometry())
