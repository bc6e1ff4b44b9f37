"""The plot of value against effort: what it says, what keys and mouse do, and that no name lies on a point or on another."""

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.forest_markers import variant_colour
from prodops_desktop.ui.charts.scatter import Point, Scatter, ScatterChart
from prodops_desktop.ui.charts.scatter_labels import place_anyway, place_labels
from prodops_desktop.ui.charts.scatter_model import point_text, table
from prodops_desktop.ui.charts.scatter_plot import ScatterPlot
from tests.ui.timelines import heard

EFFORTS, VALUES = st.floats(0.5, 100), st.just(0.0) | st.floats(1e-3, 1e6)


def scatter(*points: Point) -> Scatter:
    return Scatter(
        "value against effort",
        points,
        "Effort",
        "Value",
        ("Now", "Next", "Later"),
        "Horizon",
        guide=lambda score: f"RICE {score:,.0f}",
        x_text=lambda value: f"{value:g} pm",
        y_text=lambda value: f"{value:,.0f}",
    )


def design() -> Scatter:
    """The scores 773, 617, 558, 240 and 97."""
    return scatter(
        Point(1, 6, 4640, "Bulk export v2"),
        Point(2, 4, 2468, "SCIM provisioning"),
        Point(3, 3, 1674, "Search v2"),
        Point(10, 1, 240, "Slack alert thresholds", 1),
        Point(14, 7, 679, "Mobile approvals", 2),
    )


def many(count: int = 2000) -> Scatter:
    chance = random.Random(7)
    points = (Point(n, 0.5 + chance.expovariate(0.3), chance.lognormvariate(6, 1.5), f"Item {n}", n % 3) for n in range(count))
    return scatter(*points)


@pytest.fixture
def chart(qapp: QApplication) -> Iterator[ScatterChart]:
    theme.install(qapp, "light")
    made = ScatterChart()
    made.resize(700, 380)
    made.show_scatter(design())
    made.build()
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.setFocus()
    yield made
    QToolTip.hideText()
    made.close()
    made.deleteLater()
    qapp.processEvents()
    theme.set_mode("light")


def plot_of(chart: ScatterChart) -> ScatterPlot:
    assert chart._plot is not None
    return chart._plot


def pictured(chart: ScatterChart) -> QImage:
    QApplication.processEvents()
    return chart.grab().toImage()


def near(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 40


def test_the_sentence_says_how_many_from_where_to_where_and_the_highest(chart: ScatterChart) -> None:
    assert chart.sentence == ("value against effort: 5 points; Effort 1 pm to 7 pm; Value 240 to 4,640; highest RICE 773, Bulk export v2.")
    assert replace(design(), points=design().points[3:4]).points[0].score == 240
    chart.show_scatter(scatter())
    assert chart.sentence == "value against effort: Nothing has both figures yet."


def test_without_a_point_a_sentence_stands_in_place_of_the_axes(chart: ScatterChart) -> None:
    chart.show_scatter(replace(scatter(), empty="No item has a score."))
    said = chart.picture().toImage()
    assert (plot_of(chart).widget.isVisible(), chart.sentence) == (False, "value against effort: No item has a score.")
    chart.show_scatter(replace(scatter(), empty=" "))
    blank = chart.picture().toImage()
    assert blank != said
    assert {blank.pixelColor(x, y).name() for x in range(0, blank.width(), 7) for y in range(blank.height())} == {
        theme.colour("surface").name()
    }, "no ticks, no names of axes"
    chart.show_scatter(design())
    assert plot_of(chart).widget.isVisible()


def test_a_point_says_its_score_and_figures_unless_it_is_told_what_to_say() -> None:
    shown = design()
    assert point_text(shown, shown.points[0]) == "Bulk export v2: RICE 773, Effort 6 pm, Value 4,640, Now"
    assert point_text(shown, replace(shown.points[0], spoken="Bulk export")) == "Bulk export"
    assert point_text(replace(shown, groups=()), shown.points[4]) == "Mobile approvals: RICE 97, Effort 7 pm, Value 679"


def test_the_table_has_exact_figures_and_the_highest_score_first() -> None:
    rows = table(scatter(Point(1, 3.0, 10.0, "Low"), Point(2, 0.5, 1 / 3, "High", 1), Point(3, 3, 0, "Nothing", 9)))
    assert rows[0] == ("Name", "Horizon", "Effort", "Value", "Score")
    assert rows[1] == ("Low", "Now", "3.0", "10.0", repr(10 / 3))
    assert rows[2] == ("High", "Next", "0.5", repr(1 / 3), repr((1 / 3) / 0.5))
    assert rows[3] == ("Nothing", "", "3", "0", "0.0")


def test_values_more_than_two_decades_apart_are_on_a_log_scale_that_says_so() -> None:
    def of(*values: float) -> Scatter:
        return scatter(*(Point(index, 2, value, "P") for index, value in enumerate(values)))

    assert not of(10, 1000).is_log
    assert not of(0, 10, 1000).is_log
    assert of(10, 1001).is_log
    assert (of(10, 1000).y_caption, of(10, 1001).y_caption) == ("Value", "Value (log scale)")
    assert of(30, 5400).y_ends == (20, 10_000)
    assert of(30, 5400).y_ticks == [100, 1000, 10_000]
    assert of(1e-3, 1e9).y_ticks == [1e-3, 1e-1, 1e1, 1e3, 1e5, 1e7, 1e9]
    assert of(0, 30, 5400).height(0) == pytest.approx(math.log10(20)), "nothing stands at the foot"
    assert of(10, 1000).height(1000) == 1000


@given(st.lists(st.tuples(EFFORTS, VALUES), max_size=12))
def test_axes_hold_every_point_with_few_ticks_and_guides_run_between_the_points(figures: list[tuple[float, float]]) -> None:
    shown = scatter(*(Point(index, x, y, "P") for index, (x, y) in enumerate(figures)))
    low, high = shown.y_ends
    assert shown.x_ticks[0] == 0
    assert shown.x_ticks[-1] >= max((x for x, _ in figures), default=0) * (1 - 1e-9)
    assert 2 <= len(shown.x_ticks) <= 9
    assert 2 <= len(shown.y_ticks) <= 8
    assert all(low * (1 - 1e-9) <= tick <= high * (1 + 1e-9) for tick in shown.y_ticks)
    assert all(y == 0 or low * (1 - 1e-9) <= y <= high * (1 + 1e-9) for _, y in figures)
    assert all(before < after for before, after in pairwise(shown.y_ticks))
    scores = [y / x for x, y in figures if y > 0]
    assert len(shown.guides) <= 4
    assert all(min(scores) <= guide <= max(scores) for guide in shown.guides)
    assert all(f"{guide:e}"[0] in "125" for guide in shown.guides)
    assert sorted(set(shown.guides)) == shown.guides


def test_keys_go_by_effort_by_value_and_to_the_ends_of_the_scores(chart: ScatterChart) -> None:
    selected, opened = heard(chart.selected), heard(chart.opened)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    for key in ("Left", "Left", "Left", "Down", "Right", "Home", "Right", "Right", "Up", "Up", "End", "Return"):
        QTest.keyClick(chart, getattr(Qt.Key, f"Key_{key}"))
    assert [key for (key,) in selected] == [1, 2, 3, 14, 1, 14, 3, 2, 14]
    assert opened == [(14,)]
    assert chart.accessibleDescription() == (f"Mobile approvals: RICE 97, Effort 7 pm, Value 679, Later (5 of 5). {chart.sentence}")


def test_every_point_can_be_come_to_also_where_they_lie_on_each_other(chart: ScatterChart) -> None:
    chart.show_scatter(scatter(*(Point(index, 2, 100, f"P{index}") for index in range(4)), Point(9, 2, 50, "Below")))
    for forward, back in ((Qt.Key.Key_Right, Qt.Key.Key_Left), (Qt.Key.Key_Up, Qt.Key.Key_Down)):
        seen = set()
        for key in (*[back] * 6, *[forward] * 6):
            QTest.keyClick(chart, key)
            seen.add(chart.current)
        assert seen == {0, 1, 2, 3, 9}


def test_a_click_chooses_a_double_click_opens_and_beside_the_points_nothing_happens(chart: ScatterChart) -> None:
    selected, opened = heard(chart.selected), heard(chart.opened)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.point_place(2) + QPoint(4, -3))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.point_place(2))
    QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=chart.point_place(3))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.point_place(2) + QPoint(0, -40))
    assert (selected, opened, chart.current) == ([(2,)], [(3,)], 2)
    chart.select(14)
    chart.select(4711)
    assert (selected, chart.current) == ([(2,)], None)


def test_the_mouse_over_a_point_says_its_figures_and_those_below_it(chart: ScatterChart) -> None:
    QTest.mouseMove(chart, chart.point_place(2) + QPoint(60, 60))
    QTest.mouseMove(chart, chart.point_place(2))
    assert QToolTip.text() == "SCIM provisioning: RICE 617, Effort 4 pm, Value 2,468, Now"
    assert chart.cursor().shape() == Qt.CursorShape.PointingHandCursor
    several = scatter(*(Point(index, 2, 100, f"P{index}") for index in range(9)), Point(9, 4, 100, "Far"))
    chart.show_scatter(replace(several, tip_of=lambda key: f"Tip {key}"))
    assert chart.tip_at(chart.point_place(0)).split("\n") == [*(f"Tip {index}" for index in range(6)), "and 3 more"]
    assert chart.tip_at(QPoint(chart.width() // 2, 60)) == ""
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart._told == []


def test_points_stand_where_the_axes_say(chart: ScatterChart) -> None:
    """Between the outermost points the others stand by their figures, or by the logarithm of their values."""
    for shown in (design(), replace(design(), points=(*design().points, Point(99, 2, 1, "Tiny")))):
        chart.show_scatter(shown)
        places = {point: chart.point_place(point.key) for point in shown.points}
        left, right = min(places, key=lambda point: point.x), max(places, key=lambda point: point.x)
        low, high = min(places, key=lambda point: point.y), max(places, key=lambda point: point.y)
        rise = shown.height(high.y) - shown.height(low.y)
        for point, at in places.items():
            across, up = (point.x - left.x) / (right.x - left.x), (shown.height(point.y) - shown.height(low.y)) / rise
            assert at.x() == pytest.approx(places[left].x() + across * (places[right].x() - places[left].x()), abs=1.5)
            assert at.y() == pytest.approx(places[low].y() + up * (places[high].y() - places[low].y()), abs=1.5)
    assert shown.is_log


def test_groups_differ_by_shape_as_well_as_by_colour(chart: ScatterChart) -> None:
    chart.show_scatter(scatter(*(Point(group, 2 + 2 * group, 500, f"P{group}", group) for group in range(3)), Point(9, 9, 900, "Far")))
    chart.clearFocus()
    picture, corners = pictured(chart), []
    for group in range(3):
        at = chart.point_place(group)
        assert near(picture.pixelColor(at), variant_colour(group))
        corners.append(near(picture.pixelColor(at + QPoint(3, 3)), variant_colour(group)))
        corners.append(near(picture.pixelColor(at + QPoint(2, 2)), variant_colour(group)))
    assert corners == [True, True, False, True, False, False], "a square, a circle, a diamond"
    tip = picture.pixelColor(chart.point_place(2) + QPoint(4, 0))
    assert tip != theme.colour("surface"), "the diamond goes further at its middle"


def test_every_marker_is_whole_also_at_the_ends_of_the_axes(chart: ScatterChart) -> None:
    chart.show_scatter(scatter(Point(1, 8, 5000, "Corner"), Point(2, 8, 0, "Low"), Point(3, 4, 20, "Foot")))
    plot = plot_of(chart)
    for key in (1, 2, 3):
        at = plot.widget.mapFrom(chart, chart.point_place(key))
        assert plot._area().adjusted(5, 5, -5, -5).contains(QPointF(at))


def test_names_are_written_for_the_highest_scores_first_and_lie_on_nothing(chart: ScatterChart) -> None:
    for shown, size in ((design(), (590, 300)), (design(), (1000, 500)), (many(60), (700, 380)), (many(), (700, 380))):
        chart.resize(*size)
        chart.show_scatter(shown)
        QApplication.processEvents()
        plot = plot_of(chart)
        boxes = plot.labels
        assert boxes
        assert len(boxes) <= 40
        assert set(boxes) <= set(shown.by_score[:40])
        assert all(plot._area().contains(box) for box in boxes.values())
        assert not [pair for pair in combinations(boxes.values(), 2) if pair[0].intersects(pair[1])]
        for index, box in boxes.items():
            others = [place for other, place in enumerate(plot._spots) if other != index]
            assert not any(box.contains(QPointF(*place)) for place in others)
    chart.show_scatter(design())
    chart.resize(1000, 500)
    QApplication.processEvents()
    assert set(plot_of(chart).labels) == set(range(5))


def test_a_name_without_room_is_left_out_and_the_higher_score_keeps_its_own() -> None:
    spots, area = np.array([(50.0, 50.0), (50.0, 62.0), (50.0, 74.0)]), QRectF(44, 0, 90, 100)
    placed = place_labels(spots, [(0, 60.0), (1, 60.0), (2, 60.0)], 15, area, [])
    assert placed == {0: QRectF(58, 42.5, 60, 15), 1: QRectF(56, 68, 60, 15)}, "at the right, and below what is there"
    assert place_labels(spots, [(0, 200.0)], 15, area, []) == {}
    assert place_labels(spots, [(0, 20.0)], 15, area, [area]) == {}
    assert area.contains(place_anyway(QPointF(128, 4), 80, 15, area))


def test_the_chosen_point_has_a_ring_and_always_its_name(chart: ScatterChart) -> None:
    shown = many()
    chart.show_scatter(shown)
    last = shown.points[shown.by_score[-1]].key
    assert shown.by_score[-1] not in plot_of(chart).labels
    chart.select(last)
    assert shown.by_score[-1] in plot_of(chart).labels
    chart.show_scatter(design())
    before = pictured(chart)
    chart.select(3)
    beside = chart.point_place(3) + QPoint(8, 0)
    assert near(pictured(chart).pixelColor(beside), theme.colour("accent"))
    chart.select(None)
    assert pictured(chart) == before


def test_the_choice_stays_with_its_point(chart: ScatterChart) -> None:
    selected = heard(chart.selected)
    chart.select(3)
    chart.show_scatter(replace(design(), points=design().points[::-1]))
    assert chart.current == 3
    assert "Search v2" in chart.accessibleDescription()
    chart.show_scatter(replace(design(), points=design().points[:2]))
    assert chart.current is None
    assert selected == []


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_theme_switch_repaints_everything(chart: ScatterChart, mode: str) -> None:
    theme.set_mode("light" if mode == "dark" else "dark")
    theme.set_mode(mode)
    picture = pictured(chart)
    assert picture.pixelColor(chart.width() - 6, 60) == theme.colour("surface")
    assert near(picture.pixelColor(chart.point_place(1)), variant_colour(0))


def test_copies_as_picture_without_mouse_and_keyboard_and_as_table(chart: ScatterChart) -> None:
    chart.clearFocus()
    plain = pictured(chart)
    chart.setFocus()
    chart.select(2)
    QTest.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image() == plain.convertToFormat(QGuiApplication.clipboard().image().format())
    assert chart.current == 2
    assert pictured(chart) != plain, "the ring is back"
    chart.copy_table()
    assert QGuiApplication.clipboard().text().split("\n")[1] == f"Bulk export v2\tNow\t6\t4640\t{4640 / 6!r}"


def test_before_it_is_built_it_is_blank_and_knows_what_it_will_show(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.install(qapp, "light")
    monkeypatch.delitem(__import__("sys").modules, "prodops_desktop.ui.charts.scatter_plot")
    made = ScatterChart()
    try:
        assert not made.built
        made.show_scatter(design())
        made.select(1)
        QTest.keyClick(made, Qt.Key.Key_Right)
        assert (made.current, made.point_place(1), made.tip_at(QPoint(50, 50))) == (14, QPoint(), "")
        assert not made.picture().isNull()
        made.build()
        assert made.built
        assert made.point_place(1) != QPoint()
    finally:
        made.deleteLater()
        qapp.processEvents()


@pytest.mark.parametrize(
    "points",
    [
        (),
        (Point(1, 1, 1, "One"),),
        (Point(1, 1, 0, "Nothing"),),
        (Point(1, 0.5, 1e9, "Huge"), Point(2, 0.5, 1e-9, "Tiny")),
        (Point(1, 2, 5, "A name that is far too long for any plot of any width whatsoever " * 4),),
    ],
)
def test_draws_whatever_there_is_at_any_size(chart: ScatterChart, points: tuple[Point, ...]) -> None:
    chart.show_scatter(scatter(*points))
    for size in ((280, 200), (590, 300), (1400, 800)):
        chart.resize(*size)
        QTest.keyClick(chart, Qt.Key.Key_Right)
        assert not pictured(chart).isNull()
    assert all(plot_of(chart)._area().contains(box) for box in plot_of(chart).labels.values())
