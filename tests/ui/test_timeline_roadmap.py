"""What a roadmap shows on the timeline: baselines, milestones, points, arrows, and where bars would go while one is dragged."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.timeline import Arrow, Badge, Band, Bar, Ghost, Lane, Milestone, Timeline, TimelineChart
from prodops_desktop.ui.charts.timeline_arrows import ArrowPlace, Stop, route
from prodops_desktop.ui.charts.timeline_keys import shifted
from prodops_desktop.ui.charts.timeline_layout import BAR, DIAMOND, FOOT, GAP, GHOST_FOOT, GHOST_GAP, RIGHT, TOP, pack
from prodops_desktop.ui.charts.timeline_paint import Lit
from prodops_desktop.ui.charts.timeline_stage import Stage
from tests.ui.timelines import day, drag, go, heard, press, release

FIRST, LAST, TODAY = day(11, 2), day(5, 2), day(11, 23)
QUEUE, EXPORT, SNOWFLAKE, DASHBOARDS, REPORTS, ONBOARDING, PRICES = range(1, 8)
Spans = list[tuple[date, date]]


def plan() -> Timeline:
    """Half a year: three items one after the other that slipped, two of another team, one on hold, and a launch by its day alone."""
    lanes = (
        Lane(
            "Data Platform",
            "92% of capacity",
            (
                Bar(QUEUE, day(11, 2), day(12, 11), "Queue service", ghost=Ghost(day(11, 2), day(11, 27), "+14 d", "bad")),
                Bar(
                    EXPORT,
                    day(11, 16),
                    day(1, 26),
                    "Bulk export v2",
                    ghost=Ghost(day(11, 9), day(1, 12), "+14 d", "bad"),
                    milestone=Milestone("7 of 11", "warn"),
                ),
                Bar(SNOWFLAKE, day(2, 1), day(4, 15), "Snowflake write-back", look="planned"),
            ),
        ),
        Lane(
            "Dashboards",
            "117% of capacity",
            (
                Bar(DASHBOARDS, day(11, 2), day(1, 5), "Dashboards v2", milestone=Milestone("13 of 16", "good")),
                Bar(REPORTS, day(1, 11), day(3, 16), "Scheduled PDF reports", look="planned"),
            ),
            "bad",
            "Over capacity in Jan",
        ),
        Lane(
            "Growth",
            "",
            (
                Bar(ONBOARDING, day(12, 1), day(1, 22), "Onboarding · on hold", look="dashed"),
                Bar(PRICES, day(3, 1), day(3, 1), "Price page", look="point", milestone=Milestone("0 of 7")),
            ),
        ),
    )
    arrows = (
        Arrow(QUEUE, EXPORT, "bad", "Queue service moved it by 14 days"),
        Arrow(EXPORT, SNOWFLAKE),
        Arrow(DASHBOARDS, REPORTS),
        Arrow(DASHBOARDS, PRICES, "bad"),
        Arrow(ONBOARDING, 99),
    )
    return Timeline(FIRST, LAST, TODAY, lanes, (Band(day(12, 21), day(1, 4), "Freeze", "hatch"),), ticks="half", arrows=arrows)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.install(qapp, "light")


@pytest.fixture
def chart(qapp: QApplication) -> Iterator[TimelineChart]:
    made = TimelineChart()
    made.resize(1100, 520)
    made.show_timeline(plan())
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


def staged(bars: Sequence[Bar], arrows: tuple[Arrow, ...] = (), width: int = 1100) -> Stage:
    """One lane of bars."""
    return Stage(Timeline(FIRST, LAST, TODAY, (Lane("Lane", bars=tuple(bars)),), arrows=arrows, ticks="half"), width)


def arrows_of(stage: Stage, chosen: int | None = None, height: int = 2000, scrolled: int = 0) -> dict[tuple[int, int], ArrowPlace]:
    scene = stage.scene(height, scrolled, Lit(chosen))
    return {(place.arrow.start_key, place.arrow.end_key): place for place in scene.arrows}


def corners(place: ArrowPlace) -> list[tuple[float, float]]:
    """From corner to corner; the last one is the tip where it has a head."""
    found = [(line.x1(), line.y1()) for line in place.lines]
    tip = place.head.at(0) if place.head is not None else place.lines[-1].p2()
    return [*found, (tip.x(), tip.y())]


def pictured(chart: TimelineChart) -> QImage:
    return chart.viewport().grab().toImage()


def seen(chart: TimelineChart, at: QPointF) -> QColor:
    """The colour at a place of the lanes."""
    return pictured(chart).pixelColor((at + QPointF(0, chart.stage.head.height - chart.verticalScrollBar().value())).toPoint())


def test_a_ghost_lies_below_its_bar_where_that_stood_and_says_the_slip_after_it() -> None:
    stage = Stage(plan(), 1100)
    scale, one = stage.scale, stage.dressed(EXPORT)
    assert one.ghost is not None
    line, words, box = one.ghost.line, one.ghost.words, one.place.box
    assert (line.left(), line.right()) == (round(scale.x(day(11, 9))), round(scale.x(day(1, 13))))
    assert (line.top() - box.bottom(), line.height()) == (5, 5)
    assert words.left() == line.right() + 4
    assert words.center().y() == line.center().y()
    assert words.bottom() < box.bottom() + GHOST_GAP


def test_only_lanes_with_ghosts_have_the_room_for_them() -> None:
    first, second, third = Stage(plan(), 1100).layout.lanes
    assert first.height == TOP + 2 * BAR + GHOST_GAP + GHOST_FOOT
    assert second.height == TOP + 2 * BAR + GAP + FOOT, "the end of Dashboards leaves no room for the next one in its row"
    assert third.height == TOP + BAR + FOOT
    badge = Badge("warn", "Late")
    bars = [Bar(key, FIRST, LAST, "One", ghost=Ghost(FIRST, day(3, 1), "+9 d"), badges=(badge,)) for key in (1, 2)]
    stage = staged(bars)
    ghost, badge_place = stage.dressed(1).ghost, stage.dressed(1).badges[0]
    assert ghost is not None
    assert badge_place.area.top() >= ghost.words.bottom(), "a badge that has to stand below a bar stands below its ghost"
    assert badge_place.area.bottom() <= stage.layout.places[2].box.top()


def test_a_ghost_beyond_the_days_shown_is_cut_off_and_its_words_stay_in_view() -> None:
    before, after = Ghost(day(9, 1), day(10, 9), "+31 d", "bad"), Ghost(day(4, 20), day(6, 1), "−14 d")
    stage = staged([Bar(1, day(10, 1), day(11, 20), "One", ghost=before), Bar(2, day(4, 10), day(4, 29), "Two", ghost=after)])
    one, two = stage.dressed(1).ghost, stage.dressed(2).ghost
    assert one is not None
    assert two is not None
    assert one.line.isNull()
    assert stage.scale.left <= one.words.left() < stage.scale.left + 10
    assert two.words.right() <= stage.width
    assert two.line.right() < two.words.left()


def test_a_milestone_follows_its_bar_stands_on_its_own_day_or_lies_on_the_bar() -> None:
    def bar(key: int, milestone: Milestone) -> Bar:
        return Bar(key, day(11, 9), day(12, 18), "An item", milestone=milestone)

    stage = staged([bar(1, Milestone("1 of 2")), bar(2, Milestone("1 of 2", day=day(1, 20))), bar(3, Milestone("1 of 2", day=day(12, 1)))])
    after, later, on = (stage.dressed(key).milestone for key in (1, 2, 3))
    assert after is not None
    assert later is not None
    assert on is not None
    right = stage.layout.places[1].box.right()
    assert 0 < after.centre.x() - DIAMOND / 2 - right <= 4
    assert (after.tie, after.on, after.follows) == (None, False, True)
    assert later.centre.x() == round(stage.scale.x(day(1, 20)) + stage.scale.per_day / 2)
    assert later.tie == (right, later.centre.x())
    assert on.on
    assert on.centre.x() < right < on.words.left()
    for place in (after, later, on):
        assert place.words.left() > place.centre.x() + DIAMOND / 2


def test_what_a_milestone_says_stands_in_the_bar_where_there_is_no_room_beside_it() -> None:
    stage = staged(
        [Bar(1, day(2, 1), day(5, 1), "Ends at the edge", milestone=Milestone("9 of 16")), Bar(2, day(2, 1), date(2027, 7, 1), "Goes on")]
    )
    one = stage.dressed(1)
    assert one.milestone is not None
    assert one.milestone.words.isNull()
    assert (one.aside, one.outside) == ("9 of 16", False)
    assert one.milestone.right <= stage.width
    beyond = staged([Bar(1, day(2, 1), date(2027, 7, 1), "Goes on", milestone=Milestone("9 of 16"))]).dressed(1)
    assert (beyond.milestone, beyond.aside) == (None, "")


def test_a_launch_is_in_view_though_its_bar_is_over() -> None:
    stage = staged([Bar(1, day(9, 1), day(10, 20), "Over", milestone=Milestone("3 of 4", day=day(11, 12)))])
    one = stage.dressed(1)
    assert one.milestone is not None
    assert one.milestone.centre.x() > stage.scale.left
    assert (one.title, one.outside) == ("Over", True)
    assert one.title_at.x() > one.milestone.words.right()


def test_a_point_is_a_diamond_with_its_words_beside_it() -> None:
    stage = Stage(plan(), 1100)
    one = stage.dressed(PRICES)
    assert one.milestone is not None
    assert one.place.box.width() == DIAMOND
    assert one.milestone.centre.x() == pytest.approx(stage.scale.x(day(3, 1)) + stage.scale.per_day / 2, abs=0.51)
    assert one.outside
    assert one.milestone.right < one.title_at.x() + 200
    assert one.place.box.right() < one.title_at.x() < one.milestone.words.left()
    late = staged([Bar(1, day(4, 28), day(4, 28), "A launch at the edge", look="point", milestone=Milestone("0 of 7"))]).dressed(1)
    assert late.milestone is not None
    assert late.title_at.x() < late.milestone.words.left() < late.milestone.words.right() < late.place.box.left()
    ring = staged([Bar(1, day(1, 4), day(1, 4), "Due", look="point")]).dressed(1)
    assert ring.milestone is not None
    assert ring.milestone.milestone is None


def test_a_point_of_more_than_a_day_and_a_ghost_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="one day alone"):
        staged([Bar(1, day(1, 4), day(1, 5), "Due", look="point")])
    with pytest.raises(ValueError, match="ends before it starts"):
        staged([Bar(1, day(1, 4), day(1, 5), "Bar", ghost=Ghost(day(1, 5), day(1, 4)))])


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30), st.integers(-40, 40), st.integers(0, 30)), max_size=25))
def test_neither_bars_nor_what_is_below_them_meet_in_a_row(given_spans: list[tuple[int, int, int, int]]) -> None:
    spans = [(FIRST + timedelta(begin), FIRST + timedelta(begin + days)) for begin, days, _, _ in given_spans]
    below = [
        (min(one[0], one[0] + timedelta(by)), max(one[1], one[1] + timedelta(by + more)))
        for one, (_, _, by, more) in zip(spans, given_spans, strict=True)
    ]
    rows = pack(spans, below)
    for one, other in combinations(range(len(rows)), 2):
        if rows[one] == rows[other]:
            for level in (spans, below):
                assert level[one][1] < level[other][0] or level[other][1] < level[one][0]
    assert pack(spans, spans) == pack(spans)
    assert set(rows) == set(range(max(rows, default=-1) + 1))


@st.composite
def items(draw: st.DrawFn) -> list[Bar]:
    """Bars and points, some with ghosts and milestones."""
    made = []
    for key in range(draw(st.integers(1, 14))):
        starts = FIRST + timedelta(draw(st.integers(-20, 170)))
        ends = starts + timedelta(draw(st.integers(5, 60)))
        is_point = draw(st.booleans())
        slip = timedelta(draw(st.integers(-30, 30)))
        ghost = Ghost(starts - slip, ends - slip, "+14 d") if draw(st.booleans()) else None
        milestone = Milestone("13 of 16") if draw(st.booleans()) else None
        look, until = ("point", starts) if is_point else ("filled", ends)
        made.append(Bar(key, starts, until, f"Item {key}", look=look, ghost=ghost, milestone=milestone))  # type: ignore[arg-type]  # two looks
    return made


@settings(max_examples=60, deadline=None)
@given(items(), st.sampled_from([620, 1100]))
def test_milestones_and_ghosts_lie_on_no_other_bar_and_not_on_each_other(bars: list[Bar], width: int) -> None:
    stage = staged(bars, width=width)
    everyone = stage.scene(5000, 0, Lit()).dressed
    for one, other in combinations(everyone, 2):
        for left, right in ((one, other), (other, one)):
            if left.milestone is not None:
                assert not left.milestone.words.intersects(right.place.box)
                assert right.milestone is None or not left.milestone.words.intersects(right.milestone.words)
            if left.ghost is not None:
                assert not left.ghost.line.intersects(right.place.box)
                assert right.ghost is None or not left.ghost.line.intersects(right.ghost.line)


def box(left: float, right: float, line: int = 0) -> QRectF:
    return QRectF(left, TOP + line * (BAR + GAP), right - left, BAR)


def stop(left: float, right: float, line: int = 0, diamond: float | None = None, before: float = 0, free: float = 2000) -> Stop:
    place = box(left, right, line)
    centre = QPointF(diamond, place.center().y()) if diamond is not None else None
    return Stop(place, line, right if diamond is None else diamond + 60, before, free, centre)


def test_an_arrow_turns_behind_the_end_and_enters_from_the_left_where_the_other_begins_later() -> None:
    start, end = stop(100, 200), stop(300, 400, 2)
    y, to = start.box.center().y(), end.box.center().y()
    assert route(start, end, 0) == [QPointF(200, y), QPointF(209, y), QPointF(209, to), QPointF(300, to)]
    start = stop(100, 200, diamond=211)
    assert route(start, end, 0)[0] == QPointF(211, y + DIAMOND / 2 + 1), "a milestone that follows the bar is where the arrow begins"
    assert route(stop(100, 200, 2, diamond=211), stop(300, 400), 0)[0].y() < box(0, 1, 2).center().y(), "up to a row above"


def test_an_arrow_enters_a_bar_that_began_before_from_above_or_below() -> None:
    down, up = route(stop(100, 200), stop(50, 400, 1), 0), route(stop(100, 200, 1), stop(50, 400), 0)
    assert down[-2:] == [QPointF(209, TOP + BAR / 2), QPointF(209, box(0, 1, 1).top())]
    assert up[-1] == QPointF(209, box(0, 1).bottom())
    back = route(stop(500, 600), stop(50, 400, 3), 0)
    assert back[-1] == QPointF(56, box(0, 1, 3).top()), "one that is over is entered at its beginning"
    assert box(0, 1, 2).bottom() < back[-2].y() < back[-1].y(), "along the room above it"
    assert route(stop(500, 600), stop(-300, 400, 3), 118)[-1].x() == 124, "or where it comes into view"


def test_an_arrow_never_comes_out_from_behind_a_third_bar() -> None:
    start, middle = stop(100, 200, 1, diamond=211), box(0, 1).center().y()
    around = route(start, stop(600, 700, 0, before=500), 0)
    assert around[-1] == QPointF(600, middle)
    assert 500 < around[-2].x() < 600
    assert around[1].y() > box(0, 1).bottom(), "below the third one"
    assert route(start, stop(600, 700, 0, before=598), 0)[-1] == QPointF(606, box(0, 1).bottom()), "no room between the two"
    tight = route(stop(100, 200, free=201), stop(600, 700, 1), 0)
    assert tight[0] == QPointF(194, box(0, 1).bottom()), "another bar follows at once: the arrow leaves below"


def test_an_arrow_within_a_row_is_straight_or_passes_below() -> None:
    y = box(0, 1).center().y()
    assert route(stop(100, 200), stop(300, 400), 0) == [QPointF(203, y), QPointF(300, y)]
    assert route(stop(100, 200, diamond=211), stop(300, 400), 0)[0].x() == 274, "behind the words"
    near = route(stop(100, 200, free=201), stop(201, 300), 0)
    assert [near[0], near[-1]] == [QPointF(194, y + BAR / 2), QPointF(207, y + BAR / 2)]
    assert {point.y() for point in near[1:3]} == {y + BAR / 2 + 12}


@given(
    st.integers(0, 900), st.integers(3, 300), st.integers(0, 3), st.integers(0, 900), st.integers(3, 300), st.integers(0, 3), st.booleans()
)
def test_arrows_run_along_the_axes_and_end_on_the_edge_of_the_other_bar(
    left: int, width: int, line: int, other: int, other_width: int, other_line: int, has_diamond: bool
) -> None:
    start = stop(left, left + width, line, left + width + 11 if has_diamond else None)
    end = stop(other, other + other_width, other_line)
    points = route(start, end, 0)
    assert all((one.x() == to.x()) != (one.y() == to.y()) or one == to for one, to in pairwise(points))
    tip, target = points[-1], end.box
    assert tip.x() == target.left() or tip.y() in (target.top(), target.bottom())
    assert target.left() <= tip.x() <= target.right()
    assert target.top() <= tip.y() <= target.bottom()


def test_arrows_are_led_between_bars_that_are_shown() -> None:
    stage = Stage(plan(), 1100)
    found = arrows_of(stage)
    assert set(found) == {(QUEUE, EXPORT), (EXPORT, SNOWFLAKE), (DASHBOARDS, REPORTS), (DASHBOARDS, PRICES)}
    queue, export, snowflake = (stage.layout.places[key].box for key in (QUEUE, EXPORT, SNOWFLAKE))
    down = corners(found[QUEUE, EXPORT])
    assert down == [(queue.right(), queue.center().y()), (queue.right() + 9, queue.center().y()), (queue.right() + 9, export.top())]
    up = corners(found[EXPORT, SNOWFLAKE])
    milestone = stage.dressed(EXPORT).milestone
    assert milestone is not None
    assert (up[0][0], up[-1]) == (milestone.centre.x(), (snowflake.left(), snowflake.center().y()))


def test_of_an_arrow_to_a_bar_that_is_not_among_the_days_shown_a_rest_is_drawn() -> None:
    bars = [Bar(1, day(8, 1), day(8, 20), "Before"), Bar(2, day(11, 9), day(12, 1), "Now"), Bar(3, day(6, 1), day(6, 20), "After")]
    stage = staged(bars, (Arrow(1, 2), Arrow(2, 3), Arrow(1, 3)))
    found, now = arrows_of(stage), stage.layout.places[2].box
    assert set(found) == {(1, 2), (2, 3)}
    assert corners(found[1, 2]) == [(now.left() - 14, now.center().y()), (now.left(), now.center().y())]
    assert found[2, 3].head is None
    assert found[2, 3].bounds.width() < 40


def tall(count: int = 400) -> Stage:
    """As many rows, of which each waits for the one before and for one that is far away."""
    bars = [Bar(key, FIRST + timedelta(key % 9), day(2, 1), f"Item {key}") for key in range(count)]
    arrows = [Arrow(key - 1, key) for key in range(1, count)] + [Arrow((key + 200) % count, key) for key in range(count)]
    return staged(bars, tuple(arrows))


def test_only_arrows_that_begin_or_end_in_view_are_drawn_and_those_that_lead_far_are_cut_short() -> None:
    stage = tall()
    rows = stage.layout.rows_between(4000, 4400)
    scene = stage.scene(400 + stage.head.height, 4000, Lit())
    shown = {one.place.bar.key for one in scene.dressed}
    lines = {key: place.line for key, place in stage.layout.places.items()}
    assert len(shown) == len(rows)
    for place in scene.arrows:
        ends = (place.arrow.start_key, place.arrow.end_key)
        assert shown & set(ends)
        assert place.bounds.height() < 20 * (BAR + GAP)
        if abs(lines[ends[0]] - lines[ends[1]]) == 1 and shown.issuperset(ends):
            assert place.head is not None
    assert len(scene.arrows) < 4 * len(shown) + 4
    far = next(place.arrow for place in scene.arrows if abs(lines[place.arrow.start_key] - lines[place.arrow.end_key]) > 100)
    whole = arrows_of(stage, far.start_key, 400 + stage.head.height, 4000)
    assert whole[far.start_key, far.end_key].bounds.height() > 100 * (BAR + GAP), "those of the chosen bar are drawn whole"


def test_the_arrows_of_the_chosen_bar_stand_out(chart: TimelineChart) -> None:
    found = arrows_of(chart.stage)
    own, other, bad = (found[pair].lines[-1] for pair in ((EXPORT, SNOWFLAKE), (DASHBOARDS, REPORTS), (DASHBOARDS, PRICES)))
    assert [seen(chart, line.center()) for line in (own, other, bad)] == [theme.colour(name) for name in ("text_2", "text_2", "bad_fill")]
    chart.select(EXPORT)
    assert seen(chart, own.center()) == theme.colour("accent")
    paler = seen(chart, other.center())
    assert theme.colour("text_2").lightness() < paler.lightness() < 255
    assert seen(chart, found[QUEUE, EXPORT].lines[-1].center()) == theme.colour("bad_fill"), "what is bad stays red"
    chart.select(None)
    assert seen(chart, own.center()) == theme.colour("text_2")


def test_looks_tones_and_marks_have_their_colours(chart: TimelineChart) -> None:
    stage = chart.stage
    planned = stage.layout.places[REPORTS].box
    inset = QPointF(20, 4)
    assert seen(chart, planned.topLeft() + inset) == theme.colour("selected")
    assert seen(chart, QPointF(planned.center().x(), planned.top())) == theme.colour("accent_line")
    for key, shade in ((EXPORT, "warn_fill"), (DASHBOARDS, "good_fill"), (PRICES, "text_3")):
        place = stage.dressed(key).milestone
        assert place is not None
        assert seen(chart, place.centre) == theme.colour(shade)
    ghost = stage.dressed(QUEUE).ghost
    assert ghost is not None
    assert seen(chart, ghost.line.center()) == theme.colour("ghost")
    picture = pictured(chart)
    below = {
        name: {picture.pixelColor(x, stage.head.height + lane.top + y).name() for x in range(20, 110) for y in range(30, 44)}
        for name, lane in zip("abc", stage.layout.lanes, strict=True)
    }
    reddest = min(below["b"], key=lambda name: QColor(name).green() - QColor(name).red())
    assert QColor(reddest).red() > QColor(reddest).green() + 60
    assert all(abs(QColor(name).red() - QColor(name).green()) < 30 for name in below["a"])


def test_the_head_of_half_a_year_names_months_and_every_second_monday() -> None:
    stage = Stage(plan(), 1440)
    head = stage.head
    assert [text for _, text in head.periods][:6] == ["November 2026", "December", "January 2027", "February", "March", "April"]
    assert [text for _, text in head.ticks] == ["2", "16", "30", "14", "28", "11", "25", "8", "22", "8", "22", "5", "19"]
    months = [day(12, 1), day(1, 1), day(2, 1), day(3, 1), day(4, 1), day(5, 1)]
    assert [round(x) for x in head.grid[1:]] == [round(stage.scale.x(one)) for one in months], "lines only where months begin"
    later = Stage(replace(plan(), first=day(11, 4)), 1440).head
    assert [text for _, text in later.ticks][:4] == ["4", "9", "", "7"], "23 November is hidden by the word Today"


def test_a_point_is_dragged_as_a_whole_and_by_any_of_the_keys(chart: TimelineChart) -> None:
    moved = heard(chart.moved)
    drag(chart, chart.place_of(PRICES) + QPoint(DIAMOND // 2 - 1, 0), 7)
    assert moved == [(PRICES, day(3, 8), day(3, 8))]
    QTest.keyClicks(chart, "]{>")
    assert moved[1:] == [(PRICES, one, one) for one in (day(3, 9), day(3, 8), day(3, 15))]
    assert shifted("[", day(3, 1), day(3, 1), point=True) == (day(2, 28), day(2, 28))


def test_a_milestone_belongs_to_its_bar_and_goes_along_with_its_end(chart: TimelineChart) -> None:
    before = chart.stage.dressed(EXPORT).milestone
    assert before is not None
    top = QPoint(0, round(chart.stage.head.height))
    for at in (before.centre, before.words.center()):
        assert chart.key_at(at.toPoint() + top) == EXPORT
    chart.select(EXPORT)
    QTest.keyClicks(chart, "]]")
    after = chart.stage.dressed(EXPORT).milestone
    assert after is not None
    assert after.centre.x() - before.centre.x() == pytest.approx(2 * chart.stage.scale.per_day, abs=1)
    own = Milestone("1 of 2", day=day(3, 1))
    chart.show_timeline(Timeline(FIRST, LAST, TODAY, (Lane("A", bars=(Bar(1, FIRST, day(1, 1), "One", milestone=own),)),)))
    chart.select(1)
    fixed = chart.stage.dressed(1).milestone
    QTest.keyClicks(chart, "]")
    again = chart.stage.dressed(1).milestone
    assert fixed is not None
    assert again is not None
    assert again.centre == fixed.centre, "one with a day of its own stays"


def test_a_slip_is_not_said_while_its_bar_is_elsewhere(chart: TimelineChart) -> None:
    def words() -> str:
        ghost = chart.stage.dressed(EXPORT).ghost
        assert ghost is not None
        return ghost.ghost.text

    chart.select(EXPORT)
    QTest.keyClicks(chart, ".")
    assert words() == ""
    QTest.keyClicks(chart, ",")
    assert words() == "+14 d"


def preview(chart: TimelineChart) -> None:
    """While a bar is dragged, Snowflake goes along by as many days."""
    start = plan().lanes[0].bars[2]

    def show(key: int, starts: date, ends: date) -> None:
        by = ends - day(1, 26)
        chart.show_live({}, None, {SNOWFLAKE: (start.starts + by, start.ends + by)})

    chart.dragging.connect(show)


def test_while_dragging_outlines_show_where_other_bars_would_go(chart: TimelineChart) -> None:
    preview(chart)
    places = dict(chart.stage.layout.places)
    at, fortnight = chart.place_of(EXPORT), round(14 * chart.stage.scale.per_day)
    press(chart, at)
    go(chart, at + QPoint(fortnight, 0))
    box = places[SNOWFLAKE].box
    assert chart.stage.layout.places[SNOWFLAKE] == places[SNOWFLAKE], "nothing is packed anew"
    edge = QPointF(box.center().x() + fortnight, box.top())
    assert seen(chart, edge) == theme.colour("accent")
    tip = corners(arrows_of(chart.stage, EXPORT)[EXPORT, SNOWFLAKE])[-1]
    assert tip[0] == pytest.approx(box.left() + fortnight, abs=8), "its arrow leads there"
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    release(chart, at)
    assert seen(chart, edge) != theme.colour("accent")
    assert arrows_of(chart.stage)[EXPORT, SNOWFLAKE].bounds == arrows_of(Stage(plan(), 1100))[EXPORT, SNOWFLAKE].bounds


def test_outlines_end_with_the_next_timeline_and_know_only_bars_that_are_shown(chart: TimelineChart) -> None:
    days = (day(1, 1), day(2, 1))
    chart.show_live({}, None, {SNOWFLAKE: days, 12345: days})
    assert len(chart.stage.scene(500, 0, Lit()).outlines) == 1
    assert chart.stage.scene(500, 0, Lit(dragged=SNOWFLAKE)).outlines == []
    chart.resize(900, 500)
    QApplication.processEvents()
    assert len(chart.stage.scene(500, 0, Lit()).outlines) == 1, "also at another width"
    chart.show_timeline(plan())
    assert chart.stage.scene(500, 0, Lit()).outlines == []


def is_painted_whole(chart: TimelineChart) -> bool:
    """Whether what was painted in parts is what painting all of it makes."""
    QApplication.processEvents()
    parts = chart.screen().grabWindow(chart.winId()).toImage()
    chart.viewport().repaint()
    return chart.screen().grabWindow(chart.winId()).toImage() == parts


@pytest.mark.parametrize("with_preview", [False, True])
def test_a_partial_paint_of_a_drag_looks_like_a_whole_one(chart: TimelineChart, with_preview: bool) -> None:
    if with_preview:
        preview(chart)
    at = chart.place_of(DASHBOARDS)
    press(chart, at)
    assert is_painted_whole(chart), "the arrows of others are paler"
    for x in (40, 200, -60, 90):
        go(chart, at + QPoint(x, 0))
        assert is_painted_whole(chart)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert is_painted_whole(chart)
    release(chart, at)
    chart.select(ONBOARDING)
    assert is_painted_whole(chart)


def test_a_ghost_is_seen_of_which_the_bar_is_scrolled_away(chart: TimelineChart) -> None:
    chart.resize(1100, 220)
    QApplication.processEvents()
    chart.verticalScrollBar().setValue(round(chart.stage.layout.places[QUEUE].box.bottom()) + 2)
    ghost = chart.stage.dressed(QUEUE).ghost
    assert ghost is not None
    assert seen(chart, ghost.line.center()) == theme.colour("ghost")


def test_baselines_milestones_and_what_is_waited_for_are_said_in_words(chart: TimelineChart) -> None:
    assert chart.sentence == (
        "7 bars in 3 lanes, 2 Nov 2026 – 2 May 2027. 2 with their days in a baseline, 3 milestones and 4 dependencies. "
        "Held up by others: Bulk export v2 and Price page."
    )
    chart.select(EXPORT)
    assert chart.accessibleDescription().startswith(
        "Bulk export v2, 16 Nov – 26 Jan (2 of 7). Baseline 9 Nov – 12 Jan: +14 d. 7 of 11. Queue service moved it by 14 days. "
        "Needed by Snowflake write-back. 7 bars"
    )
    chart.select(PRICES)
    assert "Price page, 1 Mar (7 of 7). 0 of 7. Held up by Dashboards v2. 7 bars" in chart.accessibleDescription()
    chart.select(REPORTS)
    assert "Waits for Dashboards v2." in chart.accessibleDescription()


def test_tooltips_tell_ghosts_milestones_arrows_and_lanes(chart: TimelineChart) -> None:
    stage, top = chart.stage, QPointF(0, chart.stage.head.height)
    said = "\n".join(
        (
            "Bulk export v2, 16 Nov – 26 Jan",
            "Baseline 9 Nov – 12 Jan: +14 d",
            "7 of 11",
            "Queue service moved it by 14 days",
            "Needed by Snowflake write-back",
        )
    )
    one = stage.dressed(EXPORT)
    assert one.ghost is not None
    assert one.milestone is not None
    for at in (one.place.box.center(), one.ghost.line.center(), one.milestone.words.center()):
        assert chart.tip_at((at + top).toPoint()) == said
    arrows = arrows_of(stage)
    assert chart.tip_at((arrows[QUEUE, EXPORT].lines[1].center() + top).toPoint()) == (
        "Queue service → Bulk export v2\nQueue service moved it by 14 days"
    )
    assert chart.tip_at((arrows[DASHBOARDS, REPORTS].lines[0].center() + top).toPoint()) == "Dashboards v2 → Scheduled PDF reports"
    assert chart.tip_at(QPoint(30, round(top.y()) + stage.layout.lanes[1].top + 20)) == "Over capacity in Jan"
    own = Bar(1, FIRST, day(1, 1), "One", tip="Status: planned", milestone=Milestone("1 of 2", said="Launch 4 Jan, 1 of 2 gates passed"))
    chart.show_timeline(Timeline(FIRST, LAST, TODAY, (Lane("A", bars=(own,)),)))
    assert chart.tip_at(chart.place_of(1)) == "Status: planned\nLaunch 4 Jan, 1 of 2 gates passed", "what a page says is said first"


def test_the_table_has_a_column_for_what_a_plan_adds(chart: TimelineChart) -> None:
    rows = chart.as_table()
    assert rows[0] == (
        "Lane",
        "What",
        "Starts",
        "Ends",
        "Note",
        "Baseline starts",
        "Baseline ends",
        "Slip",
        "Milestone",
        "State",
        "Waits for",
    )
    assert rows[2] == (
        "Data Platform",
        "Bulk export v2",
        "16 Nov 2026",
        "26 Jan 2027",
        "",
        "9 Nov 2026",
        "12 Jan 2027",
        "+14 d",
        "26 Jan 2027",
        "7 of 11",
        "Queue service",
    )
    assert {len(row) for row in rows} == {11}
    chart.show_timeline(Timeline(FIRST, LAST, TODAY, (Lane("A", bars=(Bar(1, FIRST, LAST, "One", milestone=Milestone("1 of 2")),)),)))
    assert chart.as_table()[0] == ("Lane", "What", "Starts", "Ends", "Note", "Milestone", "State")


def test_the_picture_has_ghosts_milestones_and_arrows_and_nothing_of_the_choice(chart: TimelineChart) -> None:
    plain = chart.picture(1100, ratio=1.0)
    chart.select(EXPORT)
    assert chart.picture(1100, ratio=1.0) == plain
    stage, top = chart.stage, QPointF(0, chart.stage.head.height)
    one, arrow = stage.dressed(EXPORT), arrows_of(stage)[EXPORT, SNOWFLAKE]
    assert one.ghost is not None
    assert one.milestone is not None
    places = ((one.ghost.line.center(), "ghost"), (one.milestone.centre, "warn_fill"), (arrow.lines[0].center(), "text_2"))
    for at, shade in places:
        assert plain.pixelColor((at + top).toPoint()) == theme.colour(shade)
    assert RIGHT + stage.scale.right == plain.width()
