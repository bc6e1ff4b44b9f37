"""The page Metrics with mouse and keys: a figure, its chart, its rows, its target, and what is copied from it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from prodops_desktop.agenda.targets import find_target, id_of, set_target
from prodops_desktop.areas import all_records
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.metrics.catalogue import all_metrics
from prodops_desktop.metrics.figure import Figure
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.metrics import MetricsPage
from prodops_desktop.ui.records.links import read_links
from prodops_desktop.workspace.links import End, link
from tests.ui.contract import PageContract, wait_for
from tests.unit.sheets_here import staging_here

Shown = Callable[[str], tuple[MainWindow, MetricsPage]]


class TestMetricsPage(PageContract):
    page_id = "metrics"


@pytest.fixture
def opened(open_window: Callable[[str], MainWindow]) -> Shown:
    def show(kind: str) -> tuple[MainWindow, MetricsPage]:
        window = open_window(kind)
        window.show_page("metrics")
        wait_for(window)
        return window, cast(MetricsPage, window.page)

    return show


def texts(widget: QWidget) -> str:
    """What a widget says; what was added to it counts, although its layout shows it a moment later."""
    return "\n".join(child.text() for child in widget.findChildren(QLabel) if child.isVisibleTo(widget))


def column(page: MetricsPage, header: str) -> list[str]:
    grid = page.rows.table.grid
    at = next(section for section in range(grid.columnCount()) if grid.head(section).text == header)
    return [grid.cell(row, at).text for row in range(grid.rowCount())]


def test_a_figure_opens_down_to_its_rows_and_back(opened: Shown) -> None:
    """60 of 100 promote and 10 detract in Q4: 50, ± 1.96·100·√((0.7 − 0.25)/100) = 13; Q3 is 20 − 30 = −10."""
    window, page = opened("filled")
    assert page.head.title.text() == "NPS"
    assert page.head.value.text() == "50"
    assert page.head.margin.text() == "± 13"
    assert page.head.gap.text() == "+12 to target"
    assert "60" in page.head.change.text()
    assert "rose" in page.head.conclusion.text()
    assert page.chart.trend is not None
    assert page.chart.trend.labels == ("Q3 2026", "Q4 2026")
    assert page.chart.trend.values == (-10.0, 50.0)
    assert page.chart.trend.counts == (100, 100)

    QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=page.chart.point_place(0))
    wait_for(window)
    assert page.below.currentWidget() is page.rows
    assert page.rows.about.text() == "100 rows behind −10"
    assert page.rows.table.grid.rowCount() == 100
    assert set(column(page, "File")) == {"NPS export.csv"}
    assert column(page, "Row")[:2] == ["2", "3"]
    scores = [int(text) for text in column(page, "score")]
    assert (sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)) == (20, 30)

    assert page.rows.table.hasFocus()
    QTest.keyClick(page.rows.table, Qt.Key.Key_Escape)
    wait_for(window)
    assert page.below.currentWidget() is page.periods
    assert page.chart.hasFocus()
    assert page.chart.current == 0


def test_keys_alone_reach_the_rows(opened: Shown) -> None:
    window, page = opened("filled")
    page.focus_first()
    QTest.keyClick(page.catalogue.view, Qt.Key.Key_Return)
    assert page.chart.hasFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_End)
    assert page.periods.currentIndex().row() == 0, "the table goes along, newest first"
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    wait_for(window)
    assert page.rows.table.grid.rowCount() == 100
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.rows.find_bar.field.hasFocus()
    QTest.keyClicks(page.rows.find_bar.field, "comment 10-99")
    wait_for(window)
    assert page.rows.table.grid.rowCount() == 1
    QTest.keyClick(page.rows.find_bar.field, Qt.Key.Key_Escape)
    wait_for(window)
    assert page.rows.table.grid.rowCount() == 100
    QTest.keyClick(page.rows.table, Qt.Key.Key_Escape)
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert page.catalogue.view.hasFocus()


def test_the_table_opens_the_same_rows(opened: Shown) -> None:
    window, page = opened("filled")
    QTest.mouseClick(page.toolbar.table_button, Qt.MouseButton.LeftButton)
    assert not page.chart.isVisible()
    assert page.periods.hasFocus()
    shown = [page.periods.model_.cell(row, at).text for row in range(2) for at in (0, 1, 2, 3)]
    assert shown == ["Q4 2026", "50", "± 13", "100", "Q3 2026", "−10", "± 14", "100"]
    QTest.keyClick(page.periods, Qt.Key.Key_J)
    QTest.keyClick(page.periods, Qt.Key.Key_J)
    QTest.keyClick(page.periods, Qt.Key.Key_Return)
    wait_for(window)
    assert page.rows.title.text() == "Q3 2026"
    assert page.rows.table.grid.rowCount() == 100
    QTest.mouseClick(page.toolbar.table_button, Qt.MouseButton.LeftButton)
    assert page.chart.isVisible()


def test_a_target_is_typed_refused_undone(opened: Shown) -> None:
    window, page = opened("filled")
    assert window.session is not None
    field = page.detail.target.field
    assert field.text() == "38"
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert field.hasFocus()
    QTest.keyClicks(field, "many")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.detail.target.wrong.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), page.detail.target.wrong.isVisible()) == ("38", False)
    field.selectAll()
    QTest.keyClicks(field, "52.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(window)
    with window.session.workspace.reading() as store:
        assert find_target(store, "nps") == 52.5
    assert page.chart.trend is not None
    assert page.chart.trend.target == 52.5
    assert "Target: 38 → 52.5" in texts(page.detail.history.section)
    assert "inside" not in page.head.gap.text()
    assert window.session.undo_label is not None
    assert "target of NPS" in window.session.undo_label
    window.taking_back.undo()
    wait_for(window)
    assert page.chart.trend.target == 38
    field.clear()
    field.setModified(True)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(window)
    assert page.chart.trend.target is None
    assert not page.head.gap.isVisible()


def test_a_target_is_linked_to_the_sheet_that_it_is_measured_by(opened: Shown) -> None:
    window, page = opened("filled")
    assert window.session is not None
    assert page.shown is not None
    session, key = window.session, page.shown.metric.key
    with session.workspace.reading() as store:
        target, dataset = id_of(store, key), all_datasets(store)[0]
    assert target is not None
    session.run(lambda store: link(store, "needs", End("target", target), End("dataset", dataset.id)))
    wait_for(window)
    assert [row.title for row in page.shown.links] == [dataset.name]
    assert dataset.name in [found.text() for found in page.detail.links.section.findChildren(QPushButton)]
    with session.workspace.reading() as store:
        assert [row.title for row in read_links(store, End("dataset", dataset.id))] == ["Target of NPS"]
        other = next(metric.key for metric in all_metrics(store, current(store)) if metric.key != key)
    page.open(other)
    window.show_page("datasets")
    wait_for(window)
    assert page.shown is not None
    session.open("metrics", target)
    wait_for(window)
    assert (window.page, page.shown.metric.key) == (page, key)
    session.run(lambda store: set_target(store, key, "NPS", None))
    wait_for(window)
    assert not page.detail.links.section.isVisibleTo(page.detail)
    refusal = next(command for command in page.commands() if command.id == "metrics.link").enabled()
    assert refusal == "Set a target first; it is what is linked."
    session.undo()
    wait_for(window)
    assert page.shown is not None
    assert [row.title for row in page.shown.links] == [dataset.name], "with the target its link is back"


def test_the_target_of_a_column_is_named_after_its_dataset(opened: Shown) -> None:
    window, _ = opened("filled")
    assert window.session is not None
    with window.session.workspace.reading() as store:
        metrics = [metric for metric in all_metrics(store, current(store)) if metric.dataset is not None]
    wanted = metrics[0]
    window.session.run(lambda store: set_target(store, wanted.key, wanted.title, 5.0))
    wait_for(window)
    with window.session.workspace.reading() as store:
        assert f"Target of {wanted.name}" in [title for end, title in all_records(store) if end.table == "target"]


def test_any_dataset_by_month_quarter_and_year(opened: Shown) -> None:
    """60 deals on the 3rd of January to October, six a month, with 1000 + n seats."""
    window, page = opened("filled")
    page.open("sum/2/seats/created")
    wait_for(window)
    trend = page.chart.trend
    assert trend is not None
    assert trend.bars
    assert len(trend.labels) == 10
    wanted = [float(sum(1000 + n for n in range(60) if n % 10 == month)) for month in range(10)]
    assert list(trend.values) == wanted
    page.toolbar.grain.setCurrentIndex(page.toolbar.grain.findData("quarter"))
    page.toolbar.grain.activated.emit(page.toolbar.grain.currentIndex())
    wait_for(window)
    assert page.chart.trend is not None
    assert page.chart.trend.labels == ("Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026")
    assert page.chart.trend.values[0] == sum(wanted[:3])
    QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=page.chart.point_place(1))
    wait_for(window)
    assert page.rows.table.grid.rowCount() == page.chart.trend.counts[1] == 18


def test_range_and_prior_year(opened: Shown, tmp_path: Path) -> None:
    window, page = opened("filled")
    assert window.session is not None
    days = [date(2023, 1, 15) + timedelta(days=30 * n) for n in range(46)]
    (tmp_path / "long.csv").write_text("day,amount\n" + "\n".join(f"{day},{n}" for n, day in enumerate(days)), encoding="utf-8")
    with staging_here():
        import_file(window.session.workspace, ImportRequest(tmp_path / "long.csv", kind="other", name="Long"))
    window.session.announce(frozenset({"dataset"}))
    wait_for(window)
    page.open("rows/3/day")
    wait_for(window)
    assert page.chart.trend is not None
    assert len(page.chart.trend.labels) == 24
    by_label = dict(zip(page.chart.trend.labels, page.chart.trend.values, strict=True))
    last, before = page.chart.trend.labels[-1], page.chart.trend.labels[-13]
    assert last[:3] == before[:3]
    assert page.chart.trend.prior[-1] == by_label[before]
    page.toolbar.range.chosen.emit("all")
    wait_for(window)
    assert page.chart.trend is not None
    assert len(page.chart.trend.labels) > 40
    page.toolbar.compare.setCurrentIndex(1)
    page.toolbar.compare.activated.emit(1)
    wait_for(window)
    assert page.chart.trend is not None
    assert set(page.chart.trend.prior) == {None}


def test_the_inspector_says_what_the_figure_rests_on(opened: Shown) -> None:
    window, page = opened("filled")
    said = texts(page.detail)
    for part in ("promoters", "100 rows", "NPS responses v1", "NPS export.csv", "Why it can mislead", "−10"):
        assert part in said, part
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wait_for(window)
    sentence = QGuiApplication.clipboard().text()
    for part in ("NPS 50.0 ± 13.1", "target 38", "100 responses", "NPS export.csv"):
        assert part in sentence, sentence


def test_the_list_folds_filters_and_learns_its_figures(opened: Shown) -> None:
    window, page = opened("filled")
    wait_for(window)
    assert page.catalogue.next_without_figure() is None
    model = page.catalogue.model
    spoken = [model.cell(row, 0).text for row in range(model.rowCount())]
    assert "NPS, 50 ± 13" in spoken
    assert any(text.startswith("seats, sum by created, ") for text in spoken)
    page.catalogue.search.setText("seats mean")
    assert [entry.metric.title for entry in model.records if entry.metric] == ["seats, mean by created"]
    page.catalogue.search.clear()
    row = model.row_of("group Pipeline")
    page.catalogue.view.setFocus()
    page.catalogue.view.setCurrentIndex(model.index(row, 0))
    QTest.keyClick(page.catalogue.view, Qt.Key.Key_Left)
    assert not any(entry.group == "Pipeline" and entry.metric for entry in model.records)
    QTest.keyClick(page.catalogue.view, Qt.Key.Key_Right)
    assert any(entry.group == "Pipeline" and entry.metric for entry in model.records)


def test_a_refresh_keeps_the_metric_and_the_point(opened: Shown) -> None:
    window, page = opened("filled")
    assert window.session is not None
    page.open("rows/2/created")
    wait_for(window)
    page.chart.select(3)
    window.session.announce(frozenset({"*"}))
    wait_for(window)
    assert page.head.title.text() == "Rows by created"
    assert page.chart.current == 3


def test_a_point_without_rows_says_so(opened: Shown, tmp_path: Path) -> None:
    window, page = opened("filled")
    assert window.session is not None
    (tmp_path / "holes.csv").write_text("day,amount\n2026-01-05,1\n2026-04-05,2\n", encoding="utf-8")
    with staging_here():
        import_file(window.session.workspace, ImportRequest(tmp_path / "holes.csv", kind="other", name="Holes"))
    window.session.announce(frozenset({"dataset"}))
    wait_for(window)
    page.open("rows/3/day")
    wait_for(window)
    assert page.chart.trend is not None
    assert page.chart.trend.values == (1.0, None, None, 1.0)
    page.chart.select(1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    wait_for(window)
    assert "Feb 2026 has no rows behind it" in window.strip.text.text()
    assert page.below.currentWidget() is page.periods


def test_every_control_has_a_name(opened: Shown) -> None:
    _, page = opened("filled")
    page.find_text("a")
    roots = [page, page.detail]
    for control in [child for root in roots for child in root.findChildren(QWidget)]:
        inner = isinstance(control.parentWidget(), QLineEdit)  # the icons inside a field
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            said = control.accessibleName() or getattr(control, "text", str)()
            assert said, f"{type(control).__name__} in {type(control.parentWidget()).__name__} has no name"


def test_without_data_nothing_pretends_to_be_there(opened: Shown) -> None:
    _, page = opened("empty")
    assert "nothing to measure" in texts(page)
    assert texts(page.detail).split("\n") == ["Metric", "No metric yet"]
    assert not page.detail.copy_button.isVisible()
    assert {command.id for command in page.commands() if command.enabled() is None} == set()


def test_keys_that_lead_into_a_hidden_inspector_show_it(opened: Shown) -> None:
    window, page = opened("filled")
    for key, place in ((Qt.Key.Key_F2, page.detail.target.field), (Qt.Key.Key_F9, page.detail.sources)):
        window.panes.show_inspector(shown=False)
        assert not page.detail.isVisible()
        page.catalogue.view.setFocus()
        QTest.keyClick(page.catalogue.view, key)
        assert page.detail.isVisible()
        assert place.hasFocus()


def test_the_metric_that_is_open_is_read_before_the_figures_of_the_list(open_window: Callable[[str], MainWindow]) -> None:
    window = open_window("filled")
    wait_for(window)
    window.show_page("metrics")
    page = cast(MetricsPage, window.page)
    order: list[str] = []
    page.head.show_metric = lambda shown: order.append(shown.metric.key)  # type: ignore[method-assign]  # only the order is looked at
    show = page.catalogue.show_figure

    def noted(key: str, figure: Figure | None) -> None:
        order.append(f"list {key}")
        show(key, figure)

    page.catalogue.show_figure = noted  # type: ignore[method-assign]
    wait_for(window)
    assert order[0] == "nps"
    assert len(order) == 1 + len([one for one in page.catalogue.model.records if one.metric])


def test_figures_of_the_list_stand_until_they_are_known_anew(opened: Shown) -> None:
    window, page = opened("filled")
    assert window.session is not None
    figures = dict(page.catalogue.figures)
    assert figures
    window.session.announce(frozenset({"target"}))
    assert page.catalogue.figures == figures
    wait_for(window)
    assert page.catalogue.next_without_figure() is None
