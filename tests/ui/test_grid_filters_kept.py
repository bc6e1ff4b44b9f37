"""Filters of a grid mean the same after a restart, in another way of writing numbers, on another day and in another version."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.filters import Between
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.ui import region
from prodops_desktop.ui.jobs import Line
from prodops_desktop.ui.models.column_menu import ColumnMenus
from prodops_desktop.ui.models.filter_row import FilterRow
from prodops_desktop.ui.models.grid_memory import GridMemory
from prodops_desktop.ui.models.grid_state import state_from, typed_filter
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.seen_looks import look_of, state_of
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import settings
from tests.ui.contract import dress, rest
from tests.ui.grid_desk import deals, make_workspace, open_table, position, put_away_table, section, settle

ENGLISH, GERMAN = region.Choice(numbers="1,234.5", days="mm/dd/yyyy"), region.Choice(numbers="1.234,5", days="dd.mm.yyyy")


@pytest.fixture(scope="module")
def session(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    dress(qapp)
    path: Path = make_workspace(tmp_path_factory.mktemp("deals"))
    opened = Session(open_workspace(path))
    yield opened
    opened.close()
    opened.deleteLater()
    qapp.processEvents()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    region.choose(ENGLISH)
    yield
    region.choose(region.Choice())


def filter_by(table: GridTable, header: str, text: str) -> None:
    column = table.grid.own_column(position(table, header))
    assert column is not None
    table.filter_column(column.position, typed_filter(text, column, table.habits))
    settle(table)


def test_another_way_of_writing_numbers_changes_the_text_and_not_what_is_kept(session: Session) -> None:
    table = open_table(session, key="grid.signs")
    filter_by(table, "ARR", "≥ 1,010")
    filter_by(table, "Renewal", "> 02/03/2027")
    kept = table.grid.count
    assert kept == sum(deal[2] >= 1010 and deal[3] > date(2027, 2, 3) for deal in deals())
    tests = table.grid.state.arrangement("")
    region.choose(GERMAN)
    settle(table)
    assert [one.text for one in table.grid.state.filters.values()] == ["≥ 1010", "≥ 2027-02-04"]
    assert (table.grid.count, table.grid.state.arrangement("")) == (kept, tests)
    put_away_table(table)
    region.choose(ENGLISH)
    again = open_table(session, key="grid.signs")
    assert (again.grid.count, again.grid.state.arrangement("")) == (kept, tests), "after a restart in which it was chosen back"
    put_away_table(again)


def test_filters_that_were_saved_come_back_as_they_were_typed(session: Session) -> None:
    table = open_table(session)
    filter_by(table, "ARR", "< 1,050")
    filter_by(table, "Renewal", "Nov 2026")
    look = look_of(table)
    state, _ = state_of(look, table.grid.columns, table.habits)
    assert state.filters == table.grid.state.filters
    assert [one.text for one in state.filters.values()] == ["< 1,050", "Nov 2026"]
    put_away_table(table)


def test_days_around_today_move_with_the_day(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    table = open_table(session)
    filter_by(table, "Renewal", "next 12 months")
    filter_by(table, "ARR", "≥ 1,010")
    at = position(table, "Renewal")
    assert table.grid.state.filters[at].test == Between("2026-11-23", "2027-11-22")
    session.run(lambda store: settings.set_setting(store, "today", "2027-03-05"))
    settle(table)
    assert table.grid.state.filters[at].test == Between("2027-03-05", "2028-03-04")
    assert table.grid.count == sum(deal[2] >= 1010 and date(2027, 3, 5) <= deal[3] <= date(2028, 3, 4) for deal in deals())
    monkeypatch.setenv("PRODOPS_TODAY", "2026-12-31")
    session._look_again()
    settle(table)
    assert table.grid.state.filters[at].test == Between("2026-12-31", "2027-12-30"), "it was midnight"
    put_away_table(table)


def test_a_filter_of_another_type_is_left_out_and_named(session: Session) -> None:
    table, said = open_table(session, key="grid.types"), list[Line]()
    filter_by(table, "ARR", "≥ 1,010")
    filter_by(table, "Seats", "< 9")
    settle(table)
    table.memory.flush()
    others = tuple(replace(column, currency="EUR") if column.header == "ARR" else column for column in table.grid.columns)
    memory = GridMemory(session, dict, table)
    memory.key = "grid.types"
    session.said.connect(said.append)
    state = memory.state(others)
    session.said.disconnect(said.append)
    assert list(state.filters) == [position(table, "Seats")]
    assert [line.text for line in said] == ["Not in this version, or of another type by now: “ARR”."]
    put_away_table(table)
    rest(lambda: session.busy)


def test_a_filter_of_a_column_that_is_gone_is_named_too(session: Session) -> None:
    table = open_table(session)
    filter_by(table, "Region", "EMEA")
    filter_by(table, "Seats", "< 9")
    kept = table.grid.state.kept(table.grid.columns, table.habits)
    others = [column for column in table.grid.columns if column.header != "Region"]
    state, unfit = state_from(kept, others, table.habits)
    assert ([*state.filters], unfit) == ([position(table, "Seats")], ("Region",))
    assert state_from(kept, (), table.habits)[1] == (), "the import was undone: nothing is shown at all"
    put_away_table(table)


@pytest.mark.parametrize("values", [[[1], {}], [2**63], [None, -(2**63) - 1]])
def test_values_that_nothing_stores_are_no_filter(session: Session, values: object) -> None:
    """The file in which it was remembered is broken."""
    table = open_table(session)
    kept = {"filters": [["Seats", {"test": ["one of", values], "unit": ["integer", None, None]}]], "group": "Renewal", "period": []}
    state, unfit = state_from(kept, table.grid.columns, table.habits)
    assert (state.filters, state.period, unfit) == ({}, "", ("Seats",))
    put_away_table(table)


def test_days_are_grouped_by_month_from_the_menu_and_that_is_remembered(session: Session) -> None:
    table = open_table(session, key="grid.months")
    menu = ColumnMenus(table, FilterRow(table)).menu(section(table, "Renewal"))
    assert menu is not None
    groups = [action.text() for action in menu.actions() if "roup" in action.text()]
    assert groups == ["Group by day", "Group by month", "Group by quarter", "Group by year"]
    next(action for action in menu.actions() if action.text() == "Group by month").trigger()
    settle(table)
    assert table.grid.head_words(0)[0] == "Jul 2026"
    assert table.grid.head_words(0)[1].startswith("11 rows"), "each third day from 1 July on"
    look = look_of(table)
    assert (look.arrangement.period, state_of(look, table.grid.columns, table.habits)[0].period) == ("month", "month")
    put_away_table(table)
    again = open_table(session, key="grid.months")
    assert again.grid.head_words(1)[0] == "Aug 2026"
    put_away_table(again)
