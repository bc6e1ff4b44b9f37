"""What pages have written already is written anew at once when another way of writing is chosen."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication

from prodops_desktop.experiments.collisions.capacity import load_of, week_of, weeks_between
from prodops_desktop.experiments.model import Experiment
from prodops_desktop.ui import formats, region
from prodops_desktop.ui.charts.timeline_head import lay_out_head
from prodops_desktop.ui.charts.timeline_layout import Scale
from prodops_desktop.ui.charts.timeline_model import Timeline
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.home import HomePage
from prodops_desktop.ui.region import DOTTED, Choice
from tests.ui.contract import Open, wait_for
from tests.ui.grid_desk import select
from tests.ui.regions import written_as


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    """The window on the workspace “filled”."""
    window = open_window("filled")
    wait_for(window)
    return window


def test_home_and_the_grid_are_written_anew(window: MainWindow) -> None:
    home = cast(HomePage, window.page)
    assert home.tiles[0].value.text() == "50"
    with written_as(system="ar_EG"):
        assert home.tiles[0].value.text() == "٥٠"
    window.show_page("datasets")
    wait_for(window)
    datasets = cast(DatasetsPage, window.page)
    datasets.open(next(one.id for one in datasets.catalogue.list.records.records if one.name == "Pipeline"))
    wait_for(window)
    grid = datasets.grid.table.grid
    assert [grid.cell(0, column).text for column in range(grid.columnCount())][-2:] == ["3 Jan 2026", "1,000"]
    with written_as(Choice(numbers="1.234,5", days=DOTTED)):
        wait_for(window)
        assert [grid.cell(0, column).text for column in range(grid.columnCount())][-2:] == ["03.01.2026", "1.000"]
    select(datasets.grid.table, 0, grid.columnCount() - 1, 1, grid.columnCount() - 1)
    wait_for(window)
    with written_as(system="fa_IR"):
        wait_for(window)
        assert datasets.grid.head.columns.text() == "Columns ۴ of ۴"
        assert "۱۰۰% filled" in datasets.grid.table.accessibleDescription()
        assert "۲٬۰۰۱" in window.status.selection.text()


def test_the_window_follows_the_locale_of_the_system(window: MainWindow) -> None:
    usual = QLocale()
    assert formats.number(1234.5) == "1,234.5"
    try:
        QLocale.setDefault(QLocale("de_DE"))
        QApplication.sendEvent(window, QEvent(QEvent.Type.LocaleChange))
        wait_for(window)
        assert formats.number(1234.5) == "1.234,5"
    finally:
        QLocale.setDefault(usual)
        region.look_again()
    assert formats.number(1234.5) == "1,234.5"


def test_weeks_begin_on_the_day_that_is_usual() -> None:
    sunday = date(2026, 11, 22)
    assert week_of(sunday) == date(2026, 11, 16)
    assert week_of(sunday, 7) == sunday
    assert week_of(date(2026, 11, 27), 6) == date(2026, 11, 21)
    assert weeks_between(date(2026, 11, 21), date(2026, 11, 29), 7) == [date(2026, 11, 15), sunday, date(2026, 11, 29)]
    one = Experiment(0, "EXP-1", "One", status="running", starts=sunday, ends=sunday)
    assert dict(load_of([one], 3).weeks) == {date(2026, 11, 16): 1}
    assert dict(load_of([one], 3, 7).moved(None, (date(2026, 11, 28), date(2026, 11, 28))).weeks) == {sunday: 2}


@pytest.mark.parametrize(("week", "ticks"), [("1", ["16", "23", "30"]), ("7", ["16", "22", "29"]), ("6", ["16", "21", "28"])])
def test_a_timeline_has_its_lines_where_weeks_begin(qapp: QApplication, week: str, ticks: list[str]) -> None:
    del qapp
    timeline = Timeline(date(2026, 11, 16), date(2026, 12, 4), None, ticks="quarter")
    with written_as(Choice(week=week)):
        head = lay_out_head(timeline, Scale(timeline.first, timeline.last, 0.0, 1900.0))
    assert [name for _, name in head.ticks] == ticks
