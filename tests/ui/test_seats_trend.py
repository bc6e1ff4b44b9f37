"""The chart of seats: gaps stay gaps, the names at its lines stay apart, and a month says its counts in words."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.seats import ticks
from prodops_desktop.ui.charts.seats_trend import SeatsTrend, apart
from tests.ui.alone import alone
from tests.ui.contract import dress

MONTHS = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
ASSIGNED = (52, 53, 53, 51, 50, 49, 48, 47, 45, 44, 42, 41)
ACTIVE = (33, 33, 31, 32, 29, 26, 24, 23, 20, 19, 17, 12)
NOBODY = (None,) * 12


@pytest.fixture
def chart(qapp: QApplication) -> Iterator[SeatsTrend]:
    dress(qapp)
    made = SeatsTrend()
    made.show_months(MONTHS, (60,) * 12, ASSIGNED, ACTIVE, low=True)
    made.resize(288, made.height())
    with alone(made):
        yield made


def picture_of(chart: SeatsTrend) -> QImage:
    """What a copy shows: nothing of the keyboard."""
    chart.copy_picture()
    return QGuiApplication.clipboard().image()


def near(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 60


def painted(chart: SeatsTrend, shade: str, x: int) -> bool:
    picture = picture_of(chart)
    return any(near(picture.pixelColor(x, y), theme.colour(shade)) for y in range(picture.height()))


def test_the_sentence_says_how_the_active_seats_went(chart: SeatsTrend) -> None:
    assert chart.sentence == "Active seats fell from 33 to 12 between Dec and Nov; 60 bought."
    assert chart.accessibleDescription() == chart.sentence
    assert chart.accessibleName()
    chart.show_months(MONTHS[:4], (None,) * 4, (None,) * 4, (3, None, None, 9), low=False)
    assert chart.sentence == "Active seats rose from 3 to 9 between Dec and Mar; 2 months without a figure."
    chart.show_months(MONTHS[:2], (8, 8), (8, 8), (7, 7), low=False)
    assert chart.sentence == "Active seats were 7 in Dec and in Jan; 8 bought."
    chart.show_months(MONTHS[:2], (8, 8), (5, 6), (None, 0), low=False)
    assert chart.sentence == "Jan: 0 active, 6 assigned, 8 bought; 1 month without a figure."
    chart.show_months(MONTHS[:2], (8, 8), (5, 6), (None, None), low=False)
    assert chart.sentence == "Jan: 6 assigned, 8 bought."


def test_keys_move_a_marker_that_says_its_month_in_words(chart: SeatsTrend) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 11, "the first key goes to the newest month"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription().startswith("Oct: 17 active, 42 assigned, 60 bought. Active seats fell")
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == 11
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.current is None
    assert chart.accessibleDescription() == chart.sentence


def test_the_marker_is_painted_and_goes_with_the_keyboard(chart: SeatsTrend) -> None:
    x = chart.place_of(5).x()

    def marked() -> bool:
        picture = chart.grab().toImage()
        return any(near(picture.pixelColor(x + side, 80), theme.colour("accent_line")) for side in (-1, 0))

    assert not marked()
    chart.select(5)
    assert marked()
    chart.clearFocus()
    assert chart.current is None
    assert not marked()


def test_mouse_and_click_say_the_month(chart: SeatsTrend) -> None:
    before = chart.grab().toImage()
    QTest.mouseMove(chart, chart.place_of(3) + QPoint(1, 0))
    QTest.mouseMove(chart, chart.place_of(3))
    assert chart.grab().toImage() != before
    assert chart.toolTip() == "", "all of it stands at the foot"
    chart.resize(200, chart.height())
    QTest.mouseMove(chart, chart.place_of(4))
    assert chart.toolTip() == "Apr: 29 active, 50 assigned, 60 bought"
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(8))
    assert chart.current == 8
    QTest.mouseMove(chart, QPoint(198, 50))
    assert chart._hovered is None


def test_no_line_is_drawn_across_a_gap_nor_down_to_zero(chart: SeatsTrend) -> None:
    chart.show_months(MONTHS, NOBODY, NOBODY, (20, 20, 20, None, None, 20, 20, 20, 20, 20, 20, 20), low=False)
    middle = {left: (chart.place_of(left).x() + chart.place_of(left + 1).x()) // 2 for left in range(11)}
    drawn = {left: painted(chart, "accent", x) for left, x in middle.items()}
    assert [left for left, is_drawn in drawn.items() if not is_drawn] == [2, 3, 4]


def test_a_month_between_two_gaps_is_a_dot(chart: SeatsTrend) -> None:
    chart.show_months(MONTHS[:5], (9,) * 5, (None,) * 5, (None, None, 4, None, None), low=False)
    assert painted(chart, "accent", chart.place_of(2).x())
    assert not painted(chart, "accent", chart.place_of(1).x())


def test_active_seats_are_red_only_when_they_are_few(chart: SeatsTrend) -> None:
    x = chart.place_of(6).x()
    assert painted(chart, "bad_fill", x)
    chart.show_months(MONTHS, (60,) * 12, ASSIGNED, ACTIVE, low=False)
    assert not painted(chart, "bad_fill", x)
    assert painted(chart, "accent", x)


def test_names_say_the_last_month_and_what_is_not_known(chart: SeatsTrend) -> None:
    def names() -> list[str]:
        assert chart._placed is not None
        return [text for _, text in chart._placed.names]

    assert names() == ["Bought 60", "Asgd. 41", "Active 12"]
    chart.show_months(MONTHS[:3], (None,) * 3, (1200,) * 3, (5, 6, None), low=False)
    assert names() == ["Asgd. 1,200", "Active –"], "a tool that is paid by use has no seats bought"
    chart.select(2)
    assert chart.accessibleDescription().startswith("Feb: active not known, 1,200 assigned.")


@given(st.lists(st.floats(11, 88), min_size=1, max_size=3))
def test_names_stay_apart_and_inside(heights: list[float]) -> None:
    moved = apart(heights, 14, 11, 88)
    assert all(11 <= height <= 88 for height in moved)
    assert all(after - before >= 14 - 1e-9 for before, after in pairwise(sorted(moved)))
    in_order = sorted(range(len(heights)), key=lambda index: heights[index])
    assert [moved[index] for index in in_order] == sorted(moved)
    if all(after - before >= 14 for before, after in pairwise(sorted(heights))):
        assert moved == heights, "what is apart stays"


@given(st.integers(0, 10_000_000))
def test_the_axis_has_two_or_three_round_values_from_zero(peak: int) -> None:
    found = ticks(peak)
    assert len(found) in (2, 3)
    assert found[0] == 0
    assert peak <= found[-1] <= max(2, 1.7 * peak)
    assert found == [index * found[1] for index in range(len(found))]


def test_the_axis_of_the_design() -> None:
    assert [ticks(peak) for peak in (0, 1, 2, 7, 60, 180)] == [[0, 1], [0, 1], [0, 1, 2], [0, 4, 8], [0, 30, 60], [0, 100, 200]]


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
@pytest.mark.parametrize("width", [200, 288, 480])
def test_everything_is_inside(chart: SeatsTrend, family: str, width: int) -> None:
    theme.use_family(family)
    try:
        chart.resize(width, chart.height())
        chart.show_months(MONTHS, (12_000,) * 12, (11_900,) * 12, (11_950,) * 12, low=False)
        for shown in (None, 0, 11):
            chart.select(shown)
            picture = picture_of(chart)
            edges = [(x, y) for y in range(picture.height()) for x in (0, picture.width() - 1)]
            assert all(picture.pixelColor(x, y) == theme.colour("surface") for x, y in edges)
    finally:
        theme.use_family("")


def test_fewer_than_two_months_are_a_text(chart: SeatsTrend) -> None:
    tall = chart.height()
    chart.show_months(MONTHS, (*NOBODY[:11], 60), (*NOBODY[:11], 41), (*NOBODY[:11], 12), low=True)
    assert chart.sentence == "Nov: 12 active, 41 assigned, 60 bought; 11 months without a figure."
    assert chart.height() < tall
    assert painted(chart, "text_2", 10)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert chart.current is None
    chart.show_months((), (), (), (), low=False)
    assert chart.sentence == "No seats counted yet."
    assert not chart.grab().isNull()
    chart.show_months(MONTHS, (60,) * 12, ASSIGNED, ACTIVE, low=True)
    assert chart.height() == tall


def test_copies_as_table_with_empty_cells_and_as_picture(chart: SeatsTrend) -> None:
    chart.show_months(MONTHS[:3], (60, 60, 1200), (None, 50, 0), (33, None, 12), low=False)
    assert chart.as_table() == [
        ("Month", "Bought", "Assigned", "Active"),
        ("Dec", "60", "", "33"),
        ("Jan", "60", "50", ""),
        ("Feb", "1200", "0", "12"),
    ]
    chart.copy_table()
    assert QGuiApplication.clipboard().text().split("\n")[2] == "Jan\t60\t50\t"
    before = picture_of(chart)
    chart.select(1)
    QTest.keySequence(chart, "Ctrl+C")
    assert QGuiApplication.clipboard().image() == before
    assert chart.current == 1
    assert (before.width(), before.height()) == (chart.width(), chart.height())


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_theme_switch_repaints(chart: SeatsTrend, mode: str) -> None:
    theme.set_mode("light" if mode == "dark" else "dark")
    theme.set_mode(mode)
    chart.select(4)
    QApplication.processEvents()
    assert chart.grab().toImage().pixelColor(144, 1) == theme.colour("accent"), "the ring"
    assert painted(chart, "bad_fill", chart.place_of(6).x())
    assert picture_of(chart).pixelColor(1, 1) == theme.colour("surface")


def test_the_keyboard_reaches_it(chart: SeatsTrend) -> None:
    assert chart.focusPolicy() & Qt.FocusPolicy.TabFocus
