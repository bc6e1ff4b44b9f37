"""What is being typed in the filters of a grid, while something else happens: to the rows, to the columns, to the dataset."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.models.filter_row import FilterField
from prodops_desktop.ui.pages.datasets import DatasetsPage
from tests.ui.contract import wait_for
from tests.ui.grid_desk import Shown, begin, opened, position, section, show_dataset
from tests.unit.sheets_here import staging_here

__all__ = ["opened"]


@pytest.fixture
def pipeline(opened: Shown) -> Shown:
    """All of the 60 deals: deal, customer (nine of them), created, seats (1000 and on), with the row of filters."""
    begin(opened, filter_row=True)
    return opened


def type_on(page: DatasetsPage, header: str, text: str) -> FilterField:
    """Type without a pause after it."""
    page.grid.filters.focus_column(position(page.grid.table, header))
    field = page.grid.filters.field(position(page.grid.table, header))
    assert field is not None
    QTest.keyClicks(field, text)
    assert page.grid.filters.pending
    return field


def test_the_fields_are_those_of_the_dataset_that_is_shown(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    for name in ("NPS responses", "Pipeline"):
        show_dataset(window, name)
        table.want_filter_row(wanted=True)
        wait_for(window)
        for column in table.grid.columns:
            page.grid.filters.focus_column(column.position)
            field = page.grid.filters.field(column.position)
            assert field is not None
            assert field.column == column
            assert field.accessibleName() == f"Filter {column.header}"


def test_what_is_being_typed_is_not_for_the_next_dataset(pipeline: Shown, tmp_path: Path) -> None:
    """That one has no column at this position."""
    window, page = pipeline
    (tmp_path / "short.csv").write_text("day,note\n2026-11-02,one\n2026-11-03,two\n", encoding="utf-8")
    assert window.session is not None
    with staging_here():
        import_file(window.session.workspace, ImportRequest(tmp_path / "short.csv", kind="other", name="Short"))
    window.session.announce(frozenset({"dataset", "version"}))
    wait_for(window)
    other = next(one.id for one in page.catalogue.list.records.records if one.name == "Short")
    type_on(page, "seats", "1002")
    page.open(other)
    wait_for(window)
    assert page.grid.table.grid.state.filters == {}
    assert not page.grid.filters.pending
    page.grid.table.filter_column(99, None)
    page.grid.table.memory.flush()


def test_what_is_being_typed_is_taken_before_another_step_and_stays(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    field = type_on(page, "deal", "deal 1")
    table.sort_by(section(table, "seats"), descending=True)
    assert field.text() == "deal 1"
    wait_for(window)
    assert table.grid.count == 11, "Deal 1 and Deal 10 to 19"
    assert table.grid.cell(0, section(table, "deal")).text == "Deal 19"
    type_on(page, "deal", "8")
    table.grid.arranged.emit()
    assert field.text() == "8", "it was selected, and typing is not over"
    table.clear_filters()
    wait_for(window)
    assert (field.text(), table.grid.count) == ("", 60)


def test_where_no_row_passes_the_grid_says_so_and_tab_goes_on(pipeline: Shown) -> None:
    window, page = pipeline
    table, filters = page.grid.table, page.grid.filters
    for column in table.grid.columns:
        table.setColumnWidth(table.grid.section_of(column.position) or 0, 500)
    field = type_on(page, "deal", "zzz")
    wait_for(window)
    assert table.grid.rowCount() == 0
    assert page.grid.no_rows.isVisible()
    assert page.grid.no_rows.sentence.text() == "No row passes these filters."
    reached = []
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Tab)
        found = window.focusWidget()
        assert isinstance(found, FilterField)
        field = found
        assert filters.rect().contains(field.mapTo(filters, field.rect().center())), "it has scrolled into sight"
        reached.append(field.column.header)
    assert reached == ["customer", "created", "seats"]
    page.grid.no_rows.action.click()
    wait_for(window)
    assert not page.grid.no_rows.isVisible()
    assert table.grid.rowCount() == 60
    table.fit_all()
