"""The trend chart: what it says, what keys and mouse do, and that gaps stay gaps."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.chart import TrendChart
from prodops_desktop.ui.charts.chart_table import ChartTable
from prodops_desktop.ui.charts.painted import tabbed
from prodops_desktop.ui.charts.trend import Trend, as_table, describe, nice_ticks, span_of
from tests.ui.contract import dress


def trend(**changes: object) -> Trend:
    parts: dict[str, object] = {
        "title": "Score",
        "labels": ("Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"),
        "ticks": ("Jan 26", "Feb", "Mar", "Apr"),
        "values": (10.0, None, 30.0, 25.0),
        "text": lambda value: f"{value:.0f}",
        "axis": lambda value: f"{value:.0f}",
        "low": (5.0, None, 26.0, 20.0),
        "high": (15.0, None, 34.0, 30.0),
        "counts": (40, 0, 60, 50),
        "notes": ("", "no data", "", "not over yet"),
        "partial": (False, False, False, True),
        "prior": (None, 8.0, 9.0, 11.0),
        "prior_name": "Prior year",
        "target": 28.0,
    }
    return Trend(**{**parts, **changes})  # type: ignore[arg-type]  # a table of fields


@pytest.fixture
def chart(qapp: QApplication) -> Iterator[TrendChart]:
    dress(qapp)
    made = TrendChart()
    made.resize(700, 320)
    made.show()
    made.activateWindow()
    made.show_trend(trend())
    made.build()
    assert QTest.qWaitForWindowActive(made)
    made.setFocus()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


def heard(signal: object) -> list[int]:
    got: list[int] = []
    signal.connect(got.append)  # type: ignore[attr-defined]  # a bound signal
    return got


def test_the_sentence_says_first_last_extremes_gaps_and_target() -> None:
    assert describe(trend()) == (
        "Score: from 10 in Jan 2026 to 25 in Apr 2026, lowest 10 in Jan 2026, highest 30 in Mar 2026, "
        "1 of 4 periods without a figure, target 28."
    )
    assert describe(trend(values=(None,) * 4)) == "Score: no data."
    assert describe(trend(values=(-5.0, None, -5.0, -5.0), target=None)) == (
        "Score: -5 throughout, from Jan 2026 to Apr 2026, 1 of 4 periods without a figure."
    )
    assert describe(trend(values=(None, None, 7.0, None), target=None)) == ("Score: 7 in Mar 2026, 3 of 4 periods without a figure.")


def test_a_point_says_value_margin_n_and_what_is_to_be_noted() -> None:
    assert trend().point_text(0) == "Jan 2026: 10 ± 5, n 40"
    assert trend().point_text(1) == "Feb 2026: no figure, n 0, no data"
    assert trend().point_text(3) == "Apr 2026: 25 ± 5, n 50, not over yet"


def test_the_table_leaves_a_gap_empty() -> None:
    lines = tabbed(as_table(trend())).split("\n")
    assert lines[0] == "Period\tScore\tLow\tHigh\tn\tPrior year\tTarget\tNote"
    assert lines[2] == "Feb 2026\t\t\t\t0\t8.0\t28.0\tno data"
    assert len(lines) == 5


def test_as_a_table_figures_are_shown_as_people_read_them_and_copied_exactly(chart: TrendChart) -> None:
    chart.show_trend(trend(values=(10.0, None, 31.41592653589793, 25.0), labels=("1 Jan 26", "2 Feb 26", "3 Mar 26", "4 Apr 26")))
    dialog = ChartTable(chart, chart)
    shown = [[str(dialog.table.records.index(row, column).data() or "") for column in range(2)] for row in range(4)]
    assert shown == [["1 Jan 26", "10"], ["2 Feb 26", ""], ["3 Mar 26", "31"], ["4 Apr 26", "25"]]
    assert [column.right for column in dialog.table.records.columns] == [False, *[True] * 6, False], "days are no figures"
    dialog.table.copy_all()
    assert QGuiApplication.clipboard().text().split("\n")[3].startswith("3 Mar 26\t31.41592653589793\t26.0")
    dialog.close()


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9), st.booleans())
def test_ticks_are_even_few_and_hold_everything(low: float, span: float, whole: bool) -> None:
    if whole:
        low, span = float(round(low)), float(round(span))
    high = low + span
    ticks = nice_ticks(low, high, whole=whole)
    size = max(abs(low), abs(high), 1.0)
    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= low + 1e-6 * size
    assert ticks[-1] >= high - 1e-6 * size
    steps = [after - before for before, after in pairwise(ticks)]
    assert all(step > 0 and abs(step - steps[0]) <= 1e-6 * size for step in steps)
    if whole:
        assert all(tick == int(tick) for tick in ticks)


def test_bars_start_at_zero_and_lines_need_not() -> None:
    values = (101.0, 102.0, 103.0, 104.0)
    plain = {"values": values, "low": (), "high": (), "prior": (), "target": None}
    assert span_of(trend(**plain, bars=True))[0] == 0
    assert span_of(trend(**plain))[0] > 50


def test_keys_move_and_open(chart: TrendChart) -> None:
    opened, selected = heard(chart.opened), heard(chart.selected)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 3, "the first key goes to the newest point"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == 2
    assert "Mar 2026: 30 ± 4, n 60" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [3]
    assert selected == [3, 2, 1, 2, 0, 3]


def test_a_click_on_a_point_opens_it_and_elsewhere_nothing(chart: TrendChart) -> None:
    opened = heard(chart.opened)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.point_place(2))
    assert opened == [2]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(chart.width() - 8, 60))
    assert opened == [2]


def test_the_mouse_over_a_point_says_its_figure(chart: TrendChart) -> None:
    QTest.mouseMove(chart, chart.point_place(2) + QPoint(0, 20))
    QTest.mouseMove(chart, chart.point_place(2))
    assert chart._tip.isVisible()
    assert chart._tip.text() == "Mar 2026: 30 ± 4, n 60\nPrior year: 9"
    assert chart.rect().contains(chart._tip.geometry())


def test_selection_stays_with_its_period(chart: TrendChart) -> None:
    chart.select(2)
    shorter = trend(
        labels=("Mar 2026", "Apr 2026"), ticks=("Mar", "Apr"), values=(30.0, 25.0), low=(), high=(), counts=(60, 50),
        notes=("", ""), partial=(), prior=(),
    )  # fmt: skip
    chart.show_trend(shorter)
    assert chart.current == 0
    chart.show_trend(trend(title="Another"))
    assert chart.current is None


def test_no_line_is_drawn_across_a_gap(chart: TrendChart) -> None:
    """Half way between January and March there is nothing of the accent colour, between March and April there is."""
    chart.show_trend(trend(low=(), high=(), prior=(), target=None))
    chart.clearFocus()
    QApplication.processEvents()
    picture = chart.grab().toImage()

    def painted(left: int, right: int) -> bool:
        begin, end = chart.point_place(left), chart.point_place(right)
        x = (begin.x() + end.x()) // 2
        rows = range(min(begin.y(), end.y()) - 4, max(begin.y(), end.y()) + 5)
        return any(_near(picture.pixelColor(x, y), theme.colour("accent")) for y in rows)

    assert painted(2, 3)
    assert not painted(0, 2)


def _near(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 90


@pytest.mark.parametrize("bars", [False, True])
def test_a_theme_switch_repaints_everything(chart: TrendChart, bars: bool) -> None:
    chart.show_trend(trend(bars=bars))
    for mode in ("dark", "light"):
        theme.set_mode(mode)
        QApplication.processEvents()
        assert chart.grab().toImage().pixelColor(30, 12) == theme.colour("surface")


def test_copies_as_picture_and_table(chart: TrendChart) -> None:
    chart.select(2)
    chart.copy_picture()
    picture = QGuiApplication.clipboard().image()
    assert (picture.width(), picture.height()) == (chart.width(), chart.height())
    assert chart.current == 2
    chart.copy_table()
    assert QGuiApplication.clipboard().text() == tabbed(as_table(trend()))


@pytest.mark.parametrize("values", [(), (5.0,), (None,), (0.0, 0.0), (-5.0, -7.0)])
def test_draws_whatever_there_is(chart: TrendChart, values: tuple[float | None, ...]) -> None:
    count = len(values)
    empty: dict[str, object] = {"low": (), "high": (), "prior": (), "notes": ("",) * count, "counts": (1,) * count, "partial": ()}
    chart.show_trend(trend(values=values, labels=tuple(map(str, range(count))), ticks=tuple(map(str, range(count))), target=None, **empty))
    chart.resize(300, 180)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert not chart.grab().isNull()
