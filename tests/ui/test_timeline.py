"""The timeline on the screen: what keys and mouse do to bars, what it says in words, and that it looks as the theme wants it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.timeline import Badge, Bar, Hatch, Lane, Timeline, TimelineChart, Week
from prodops_desktop.ui.charts.timeline_layout import BAR
from prodops_desktop.ui.charts.timeline_paint import Scene, paint_timeline
from tests.ui.alone import alone
from tests.ui.timelines import FIRST, LAST, TODAY, day, drag, go, heard, many, press, release, winter


@pytest.fixture
def chart(qapp: QApplication) -> Iterator[TimelineChart]:
    theme.install(qapp, "light")
    made = TimelineChart()
    made.resize(1044, 640)
    made.show_timeline(winter())
    with alone(made):
        yield made


def edge(chart: TimelineChart, key: int, side: str) -> QPoint:
    """A pixel inside of one end of a bar."""
    box = chart.stage.layout.places[key].box
    return QPoint(round(box.left() + 2 if side == "start" else box.right() - 2), chart.place_of(key).y())


def pictured(chart: TimelineChart) -> QImage:
    return chart.viewport().grab().toImage()


def moved_to(timeline: Timeline, key: int, starts: date, ends: date) -> Timeline:
    """The same with a bar on other days, as a page shows it after the edit."""
    lanes = tuple(
        replace(lane, bars=tuple(replace(bar, starts=starts, ends=ends) if bar.key == key else bar for bar in lane.bars))
        for lane in timeline.lanes
    )
    return replace(timeline, lanes=lanes)


def test_a_click_chooses_and_a_double_click_opens(chart: TimelineChart) -> None:
    selected, opened, moved, cancelled = (heard(one) for one in (chart.selected, chart.opened, chart.moved, chart.cancelled))
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.place_of(44))
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.place_of(44))
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(600, 300))
    assert (selected, chart.current) == ([(44,)], 44)
    QTest.mouseDClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.place_of(38))
    assert opened == [(38,)]
    assert (moved, cancelled) == ([], [])


def test_a_badge_belongs_to_its_bar(chart: TimelineChart) -> None:
    (badge,) = chart.stage.dressed(44).badges
    at = QPointF(badge.area.center().x(), chart.place_of(44).y()).toPoint()
    assert chart.key_at(at) == 44
    assert chart.tip_at(at) == "44 Invoice payment\nHigh: 31%"


def test_a_drag_moves_a_bar_by_whole_days_and_tells_once(chart: TimelineChart) -> None:
    dragging, moved = heard(chart.dragging), heard(chart.moved)
    drag(chart, chart.place_of(41), 6.6)
    assert moved == [(41, day(11, 23), day(12, 25))]
    assert dragging[-1] == moved[0]
    assert all(said[0] == 41 for said in dragging)
    assert chart.days_of(41) == (day(11, 23), day(12, 25))
    assert chart.stage.layout.places[41].box.left() == round(chart.stage.scale.x(day(11, 23)))
    assert not chart.is_dragging


@pytest.mark.parametrize(
    ("side", "days", "starts", "ends"),
    [
        ("start", 3, day(11, 19), day(12, 18)),
        ("start", 50, day(12, 18), day(12, 18)),
        ("start", -12, FIRST, day(12, 18)),
        ("end", -4, day(11, 16), day(12, 14)),
        ("end", -40, day(11, 16), day(11, 16)),
        ("end", 46, day(11, 16), LAST),
    ],
)
def test_an_end_is_dragged_no_further_than_the_other_and_the_window(
    chart: TimelineChart, side: str, days: int, starts: object, ends: object
) -> None:
    moved = heard(chart.moved)
    drag(chart, edge(chart, 41, side), days)
    assert moved == [(41, starts, ends)]


def test_an_end_beyond_the_window_can_not_be_taken_hold_of(chart: TimelineChart) -> None:
    moved = heard(chart.moved)
    drag(chart, QPoint(round(chart.stage.scale.right) - 2, chart.place_of(47).y()), -7)
    assert moved == [(47, day(1, 4), day(2, 5))]


def test_escape_gives_up_a_drag_and_the_release_moves_nothing(chart: TimelineChart) -> None:
    moved, cancelled = heard(chart.moved), heard(chart.cancelled)
    chart.select(44)
    before, at = pictured(chart), chart.place_of(44)
    chart.dragging.connect(lambda key, *days: chart.show_live({41: ((), (Badge("bad", "Now"),))}, (Week(FIRST, 9, over=True),)))
    press(chart, at)
    go(chart, at + QPoint(120, 0))
    assert chart.is_dragging
    assert pictured(chart) != before
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    release(chart, at + QPoint(120, 0))
    assert (moved, cancelled, chart.is_dragging) == ([], [()], False)
    assert pictured(chart) == before


def test_a_small_move_of_the_mouse_is_a_click_and_a_drag_back_moves_nothing(chart: TimelineChart) -> None:
    moved, dragging, cancelled = heard(chart.moved), heard(chart.dragging), heard(chart.cancelled)
    at = chart.place_of(41)
    press(chart, at)
    go(chart, at + QPoint(3, 0))
    release(chart, at + QPoint(3, 0))
    assert (moved, dragging, cancelled) == ([], [], [])
    press(chart, at)
    go(chart, at + QPoint(60, 0))
    go(chart, at)
    release(chart, at)
    assert (moved, cancelled) == ([], [()])


def test_a_drag_that_is_let_go_well_outside_moves_nothing(chart: TimelineChart) -> None:
    moved, dragging, cancelled = heard(chart.moved), heard(chart.dragging), heard(chart.cancelled)
    at, far, own = chart.place_of(41), QPoint(4000, -300), (41, day(11, 16), day(12, 18))
    press(chart, at)
    go(chart, at + QPoint(60, 0))
    go(chart, far)
    assert dragging[-1] == own, "the bar is back while the mouse is outside"
    release(chart, far)
    press(chart, at)
    go(chart, at + QPoint(60, 0))
    release(chart, far)  # no move was told on the way
    assert (moved, cancelled, chart.days_of(41)) == ([], [(), ()], own[1:])
    beside = QPoint(at.x() + 60, -20)
    press(chart, at)
    go(chart, beside)
    release(chart, beside)
    assert len(moved) == 1, "a little beside is meant still"


def test_what_can_not_be_moved_refuses_mouse_and_keys(chart: TimelineChart) -> None:
    moved, refused, dragging = heard(chart.moved), heard(chart.refused), heard(chart.dragging)
    drag(chart, chart.place_of(38), 5)
    assert (refused, chart.current) == ([(38,)], 38)
    QTest.keyClicks(chart, ".")
    assert refused == [(38,), (38,)]
    assert (moved, dragging) == ([], [])


def test_dragging_is_told_no_more_than_once_a_paint(chart: TimelineChart) -> None:
    dragging = heard(chart.dragging)
    at = chart.place_of(41)
    press(chart, at)
    for step in range(1, 31):
        QTest.mouseMove(chart.viewport(), at + QPoint(11 * step, 0))
    assert len(dragging) == 1
    QApplication.processEvents()
    QApplication.processEvents()
    assert len(dragging) == 2
    assert dragging[-1] == (41, *chart.days_of(41))
    release(chart, at + QPoint(330, 0))


def test_while_dragging_hatches_badges_and_weeks_change_and_nothing_is_packed_anew(chart: TimelineChart) -> None:
    stage, places = chart.stage, dict(chart.stage.layout.places)
    marks = {41: ((Hatch(day(12, 1), day(12, 5)),), (Badge("bad", "Block: freeze"),)), 44: ((), ())}
    chart.show_live(marks, (Week(FIRST, 9, over=True),))
    assert chart.stage is stage
    assert stage.layout.places == places
    assert [badge.text for badge in stage.dressed(41).badges] == ["Block: freeze"]
    assert (stage.dressed(44).badges, stage.dressed(44).hatches) == ((), ())
    assert [badge.text for badge in stage.dressed(43).badges] == ["Block: freeze"], "a bar that is not named keeps its own"
    assert [place.week.count for place in stage.capacity.weeks] == [9]
    chart.show_live({})
    assert [badge.text for badge in stage.dressed(44).badges] == ["High: 31%"]
    assert len(stage.capacity.weeks) == 12


def test_only_what_changed_is_painted_while_dragging(chart: TimelineChart, monkeypatch: pytest.MonkeyPatch) -> None:
    at, heights = chart.place_of(43), list[float]()

    def paint(painter: QPainter, scene: Scene, exposed: QRectF) -> None:
        heights.append(exposed.height())
        paint_timeline(painter, scene, exposed)

    monkeypatch.setattr("prodops_desktop.ui.charts.timeline_view.paint_timeline", paint)
    press(chart, at)
    QApplication.processEvents()
    heights.clear()
    go(chart, at + QPoint(50, 0))
    assert heights
    assert max(heights) < 4 * BAR
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    release(chart, at)


def test_a_partial_paint_looks_like_a_whole_one(chart: TimelineChart) -> None:
    at = chart.place_of(44)
    press(chart, at)
    for x in (20, 300, 150):
        go(chart, at + QPoint(x, 0))
    screen = chart.screen().grabWindow(chart.winId()).toImage()
    chart.viewport().repaint()
    assert chart.screen().grabWindow(chart.winId()).toImage() == screen
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    release(chart, at)


def test_a_bar_that_was_put_stays_until_the_page_shows_it_there_or_takes_it_back(chart: TimelineChart) -> None:
    moved = heard(chart.moved)
    chart.select(44)
    for _ in range(3):
        QTest.keyClicks(chart, ".")
    days = [(day(12, 4 + number), day(12, 18 + number)) for number in (1, 2, 3)]
    assert moved == [(44, *one) for one in days], "each press builds on the one before, whether that is stored yet or not"
    chart.show_timeline(moved_to(winter(), 44, *days[0]))
    assert chart.days_of(44) == days[2], "the first edit is stored, the others are on their way"
    chart.show_timeline(moved_to(winter(), 44, *days[2]))
    chart.show_timeline(moved_to(winter(), 44, *days[0]))
    assert chart.days_of(44) == days[0], "all was stored, so what is shown now is an undo"
    chart.show_timeline(moved_to(winter(), 44, *days[2]))
    QTest.keyClicks(chart, ",")
    assert moved[-1] == (44, *days[1])
    chart.revert()
    assert chart.days_of(44) == days[2]
    chart.show_timeline(winter())
    assert chart.days_of(44) == (day(12, 4), day(12, 18))


@pytest.mark.parametrize(
    ("letter", "starts", "ends"),
    [
        (",", day(11, 15), day(12, 17)),
        (".", day(11, 17), day(12, 19)),
        ("<", day(11, 9), day(12, 11)),
        (">", day(11, 23), day(12, 25)),
        ("[", day(11, 16), day(12, 17)),
        ("]", day(11, 16), day(12, 19)),
        ("{", day(11, 15), day(12, 18)),
        ("}", day(11, 17), day(12, 18)),
    ],
)
def test_each_drag_has_its_keys(chart: TimelineChart, letter: str, starts: object, ends: object) -> None:
    moved = heard(chart.moved)
    QTest.keyClicks(chart, letter)
    assert moved == [], "nothing was chosen"
    chart.select(41)
    QTest.keyClicks(chart, letter)
    QTest.keyClicks(chart, letter, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(chart, letter, Qt.KeyboardModifier.ControlModifier)
    assert moved == [(41, starts, ends)]
    assert any(letter in keys.split() for _, keys in chart.hints())


def test_arrows_go_in_time_and_over_the_rows(chart: TimelineChart) -> None:
    selected = heard(chart.selected)
    key = Qt.Key
    for pressed in (key.Key_Right, key.Key_Right, key.Key_Right, key.Key_Down, key.Key_Down, key.Key_Down, key.Key_Up, key.Key_Left):
        QTest.keyClick(chart, pressed)
    # in time: 38 (2 Nov), 41, 44, 43, 47; in rows: 41, 44, then 38 and 47 beside each other, of which 38 is nearer to both, 43
    assert [said[0] for said in selected] == [38, 41, 44, 38, 43, 38]
    QTest.keyClick(chart, key.Key_End)
    QTest.keyClick(chart, key.Key_Home)
    QTest.keyClick(chart, key.Key_Return)
    assert [said[0] for said in selected[6:]] == [47, 38]
    assert chart.current == 38


def test_enter_opens_what_is_chosen(chart: TimelineChart) -> None:
    opened = heard(chart.opened)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    chart.select(47)
    QTest.keyClick(chart, Qt.Key.Key_Enter)
    assert opened == [(47,)]


def test_what_is_chosen_elsewhere_is_shown_and_not_told(chart: TimelineChart) -> None:
    selected = heard(chart.selected)
    chart.select(43)
    chart.show_timeline(winter())
    assert chart.current == 43
    chart.show_timeline(many(3))
    assert chart.current is None
    chart.select(999)
    assert (chart.current, selected) == (None, [])


def turn(chart: TimelineChart, notches: int, modifier: Qt.KeyboardModifier) -> None:
    at = QPointF(500, 200)
    angle = QPoint(0, 120 * notches)
    event = QWheelEvent(at, chart.mapToGlobal(at), QPoint(), angle, Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(chart.viewport(), event)


def test_the_wheel_scrolls_and_with_shift_pages(chart: TimelineChart) -> None:
    paged = heard(chart.paged)
    chart.show_timeline(many(40))
    turn(chart, -1, Qt.KeyboardModifier.NoModifier)
    scrolled = chart.verticalScrollBar().value()
    assert scrolled > 0
    turn(chart, -2, Qt.KeyboardModifier.ShiftModifier)
    turn(chart, 1, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(chart, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(chart, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert paged == [(1,), (1,), (-1,), (-1,), (1,)]
    assert chart.verticalScrollBar().value() == scrolled
    QTest.keyClick(chart, Qt.Key.Key_PageDown)
    assert chart.verticalScrollBar().value() > scrolled


def test_scrolling_leaves_head_and_weeks_in_place_and_keys_bring_a_bar_into_view(chart: TimelineChart) -> None:
    chart.show_timeline(many(40))
    top, lanes = pictured(chart), chart.stage.lanes(chart.viewport().height())
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.current == 39
    assert lanes.contains(QPointF(chart.place_of(39)))
    end = pictured(chart)
    for y in (10, 40, round(lanes.bottom()) + 60, round(lanes.bottom()) + 90):
        assert [top.pixel(x, y) for x in range(4, 900, 3)] == [end.pixel(x, y) for x in range(4, 900, 3)]
    assert top != end
    press(chart, chart.place_of(39))
    release(chart, chart.place_of(39))
    assert chart.key_at(QPoint(500, 10)) is None, "the head is no bar, whatever is scrolled below it"


def test_the_chosen_bar_stays_in_view_in_less_room(chart: TimelineChart) -> None:
    def is_in_view(key: int) -> bool:
        box, room = chart.stage.layout.places[key].box, chart.stage.lanes(chart.viewport().height()).height()
        return 0 <= box.top() - chart.verticalScrollBar().value() <= room - box.height()

    chart.show_timeline(many(40))
    chart.select(6)
    assert chart.verticalScrollBar().value() == 0
    chart.resize(1044, 380)
    assert is_in_view(6)
    chart.verticalScrollBar().setValue(chart.verticalScrollBar().maximum())
    chart.resize(1044, 340)
    assert not is_in_view(6), "who scrolled on looks at something else"
    chart.hide()
    chart.select(7)
    chart.verticalScrollBar().setValue(chart.verticalScrollBar().maximum())
    chart.resize(1044, 360)
    chart.show()
    assert is_in_view(7), "nobody scrolled on a page that was not shown"


def test_a_drag_goes_on_while_the_page_refreshes_and_ends_when_its_bar_is_gone(chart: TimelineChart) -> None:
    dragging, moved, cancelled = heard(chart.dragging), heard(chart.moved), heard(chart.cancelled)
    at = chart.place_of(41)
    press(chart, at)
    go(chart, at + QPoint(60, 0))
    told = len(dragging)
    chart.show_timeline(winter())
    QApplication.processEvents()
    assert chart.is_dragging
    assert len(dragging) == told + 1, "it is told again, as the page has to mark the new bars"
    chart.show_timeline(many(3))
    release(chart, at + QPoint(60, 0))
    assert (moved, cancelled, chart.is_dragging) == ([], [()], False)


def test_hiding_gives_up_a_drag(chart: TimelineChart) -> None:
    cancelled = heard(chart.cancelled)
    press(chart, chart.place_of(41))
    go(chart, chart.place_of(41) + QPoint(60, 0))
    chart.hide()
    assert cancelled == [()]


def test_the_cursor_says_what_a_press_would_take_hold_of(chart: TimelineChart) -> None:
    shapes = []
    for at in (chart.place_of(41), edge(chart, 41, "start"), edge(chart, 41, "end"), edge(chart, 38, "end"), QPoint(600, 300)):
        go(chart, at)
        shapes.append(chart.viewport().cursor().shape())
    hand, across = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.SizeHorCursor
    assert shapes == [hand, across, across, hand, Qt.CursorShape.ArrowCursor]


def test_it_says_in_words_what_is_chosen_and_where_it_was_put(chart: TimelineChart) -> None:
    assert chart.accessibleName() == "Calendar"
    assert chart.accessibleDescription().startswith("5 bars in 3 lanes, 9 Nov 2026 – 31 Jan 2027. To look at: 44 Invoice")
    chart.select(44)
    assert chart.accessibleDescription().startswith("44 Invoice payment, 100%, 4 – 18 Dec, High: 31% (2 of 5). 5 bars")
    chart.select(43)
    assert chart.accessibleDescription().startswith("EXP-43 in a freeze (5 of 5).")
    QTest.keyClicks(chart, ".")
    assert "(5 of 5). Now 11 – 12 Dec. 5 bars" in chart.accessibleDescription()


def test_tooltips_tell_bars_bands_weeks_and_lanes_that_are_cut(chart: TimelineChart) -> None:
    scale, head = chart.stage.scale, chart.stage.head
    foot = round(chart.stage.lanes(chart.viewport().height()).bottom()) + 80
    assert chart.tip_at(chart.place_of(41)) == "41 One-page upgrade, 50%, 16 Nov – 18 Dec"
    assert chart.tip_at(chart.place_of(47)) == "Drafted by Mara"
    assert chart.tip_at(QPoint(round(scale.x(day(12, 23))), 300)) == "Freeze, 21 Dec – 4 Jan"
    assert chart.tip_at(head.titles[1].area.center().toPoint()) == "Dashboards v2 launch, 5 – 11 Jan"
    assert chart.tip_at(QPoint(round(scale.x(day(12, 9))), foot)) == "Week of 7 Dec: 7, limit 6"
    assert chart.tip_at(QPoint(30, 110)) == ""
    chart.show_timeline(Timeline(FIRST, LAST, TODAY, (Lane("A lane with a name that goes on and on and on and on", "1 test"),)))
    assert chart.tip_at(QPoint(30, 80)) == "A lane with a name that goes on and on and on and on\n1 test"


def test_the_tooltip_appears_under_the_mouse(chart: TimelineChart) -> None:
    at = chart.place_of(47)
    QApplication.sendEvent(chart.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, chart.viewport().mapToGlobal(at)))
    assert QToolTip.text() == "Drafted by Mara"
    QToolTip.hideText()


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_theme_switch_repaints(chart: TimelineChart, mode: str) -> None:
    theme.set_mode("light" if mode == "dark" else "dark")
    theme.set_mode(mode)
    QApplication.processEvents()
    chart.clearFocus()
    picture, inset = pictured(chart), QPoint(0, 10)
    assert picture.pixelColor(chart.place_of(41) + inset) == theme.colour("accent")
    assert picture.pixelColor(chart.place_of(38) + inset) == theme.colour("track")
    assert picture.pixelColor(QPoint(60, 10)) == theme.colour("sunken")
    assert picture.pixelColor(QPoint(20, 200)) == theme.colour("surface")
    week = chart.stage.capacity.weeks[4].bar.center()
    assert picture.pixelColor(round(week.x()), round(week.y() + chart.stage.lanes(640).bottom()) + 20) == theme.colour("bad_fill")


def test_another_font_is_measured_anew(chart: TimelineChart) -> None:
    before = chart.stage
    theme.use_family("DejaVu Sans")
    try:
        assert chart.stage is not before
        assert chart.stage.dressed(41).words[0].width() > before.dressed(41).words[0].width()
    finally:
        theme.use_family("")


def test_the_keyboard_is_seen_on_the_chosen_bar_or_around_all(chart: TimelineChart) -> None:
    accent = theme.colour("accent")
    assert pictured(chart).pixelColor(1, 300) == accent
    chart.select(44)
    beside = QPoint(round(chart.stage.layout.places[44].box.left()) - 2, chart.place_of(44).y())
    assert pictured(chart).pixelColor(1, 300) != accent
    assert pictured(chart).pixelColor(beside) == accent
    chart.clearFocus()
    assert pictured(chart).pixelColor(beside) == theme.colour("accent_line")


def test_bars_that_go_on_are_cut_off_flat_at_the_edges(chart: TimelineChart) -> None:
    picture, box = pictured(chart), chart.stage.layout.places[38].box
    x, top = round(chart.stage.scale.left) + 1, round(chart.place_of(38).y() - BAR / 2)
    assert picture.pixelColor(x, top) == theme.colour("track"), "no rounded corner"
    assert picture.pixelColor(x - 3, top + 8) == theme.colour("surface")
    assert picture.pixelColor(round(box.right()) - 1, top) != theme.colour("track")


def test_the_ring_of_a_bar_that_goes_on_ends_at_the_edge(chart: TimelineChart) -> None:
    chart.select(38)
    picture, top = pictured(chart), round(chart.place_of(38).y() - BAR / 2) - 2
    x = round(chart.stage.scale.left)
    assert picture.pixelColor(x + 3, top) == theme.colour("accent")
    assert picture.pixelColor(x - 2, top) == theme.colour("surface")


def test_an_empty_timeline_is_a_quiet_grid(chart: TimelineChart) -> None:
    selected = heard(chart.selected)
    chart.show_timeline(Timeline(FIRST, LAST, TODAY))
    chart.clearFocus()
    picture = pictured(chart)
    assert picture.pixelColor(round(chart.stage.head.grid[1]), 300) == theme.colour("grid")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return):
        QTest.keyClick(chart, key)
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    assert (selected, chart.current) == ([], None)
    assert chart.accessibleDescription() == "Nothing from 9 Nov 2026 – 31 Jan 2027."
    chart.clearFocus()
    assert pictured(chart) == picture
    chart.show_timeline(Timeline(FIRST, LAST, TODAY, empty="Nothing has a day yet."))
    assert pictured(chart) != picture, "the sentence is painted"
    assert chart.accessibleDescription() == "Nothing has a day yet."
    chart.show_timeline(replace(winter(), empty="Nothing has a day yet."))
    said = pictured(chart)
    chart.show_timeline(winter())
    assert pictured(chart) == said, "no sentence on bars"


@pytest.mark.parametrize("size", [(620, 460), (620, 180), (320, 160), (1600, 1000)])
def test_it_holds_at_any_size(chart: TimelineChart, size: tuple[int, int]) -> None:
    chart.resize(*size)
    QApplication.processEvents()
    stage, height = chart.stage, chart.viewport().height()
    assert stage.width == chart.viewport().width()
    lanes = stage.lanes(height)
    assert lanes.height() >= 60
    assert lanes.bottom() <= height
    assert stage.shows_capacity(height) == (size[1] > 400)
    assert stage.scale.left < stage.width / 2
    assert not chart.grab().isNull()


def test_the_picture_shows_all_lanes_and_nothing_of_mouse_and_keyboard(chart: TimelineChart) -> None:
    timeline = many(40)
    chart.show_timeline(timeline)
    plain = chart.picture(900)
    assert plain.width() == 1800
    assert plain.height() == 2 * (48 + 40 * 60 + 113)
    chart.select(0)
    assert chart.picture(900) == plain
    assert chart.picture(900, 3000, 1.0).height() == 3000
    last = 48 + 39 * 60 + 11 + 20
    x = round(chart.stage.scale.left) * 2
    assert any(plain.pixelColor(at, 2 * last) == theme.colour("accent") for at in range(x, 1700))
    chart.copy_picture()
    assert QGuiApplication.clipboard().image().height() == plain.height()
    QGuiApplication.clipboard().clear()
    QTest.keySequence(chart, "Ctrl+C")
    assert not QGuiApplication.clipboard().image().isNull()
    chart.copy_table()
    assert QGuiApplication.clipboard().text().split("\n")[1] == "Lane 0\tA test\t9 Nov 2026\t18 Nov 2026\t"


def test_before_anything_is_shown_it_is_empty(qapp: QApplication, free: Callable[[TimelineChart], None]) -> None:
    made = TimelineChart()
    free(made)
    assert not made.grab().isNull()
    QTest.keyClick(made, Qt.Key.Key_Right)
    made.select(5)
    assert (made.current, made.key_at(QPoint(200, 200)), made.place_of(5)) == (None, None, QPoint())
    with pytest.raises(KeyError):
        made.days_of(5)


@pytest.fixture
def free(qapp: QApplication) -> Iterator[Callable[[TimelineChart], None]]:
    """Takes a chart away after the test."""
    made: list[TimelineChart] = []
    yield made.append
    for one in made:
        one.deleteLater()
    qapp.processEvents()


def test_two_ends_of_a_very_short_bar_can_be_taken_hold_of(chart: TimelineChart) -> None:
    one = Bar(1, day(12, 1), day(12, 1), "One day")
    chart.show_timeline(Timeline(FIRST, LAST, TODAY, (Lane("Lane", bars=(one,)),)))
    moved = heard(chart.moved)
    drag(chart, edge(chart, 1, "end"), 2)
    assert moved == [(1, day(12, 1), day(12, 3))]
    chart.revert()
    drag(chart, chart.place_of(1), 2)
    assert moved[1:] == [(1, day(12, 3), day(12, 3))]
    assert chart.days_of(1)[0] - one.starts == timedelta(2)
