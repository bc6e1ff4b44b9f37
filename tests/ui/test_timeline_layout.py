"""Where things stand on a timeline: no bar lies on another, days and pixels agree, and words stay within their room."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.timeline import Badge, Band, Bar, Hatch, Lane, Timeline, Week
from prodops_desktop.ui.charts.timeline_bars import hatch_lines
from prodops_desktop.ui.charts.timeline_drag import Drag, part_at
from prodops_desktop.ui.charts.timeline_fit import Dressed
from prodops_desktop.ui.charts.timeline_keys import shifted
from prodops_desktop.ui.charts.timeline_layout import BAR, GAP, RIGHT, Scale, pack
from prodops_desktop.ui.charts.timeline_model import Ticks, bar_text, sentence, table
from prodops_desktop.ui.charts.timeline_paint import Lit
from prodops_desktop.ui.charts.timeline_stage import Stage
from tests.ui.timelines import FIRST, LAST, TODAY, day, winter

Spans = list[tuple[date, date]]


@st.composite
def spans(draw: st.DrawFn, most: int = 30) -> Spans:
    starts = draw(st.lists(st.integers(-20, 100), max_size=most))
    return [(FIRST + timedelta(start), FIRST + timedelta(start + draw(st.integers(0, 40)))) for start in starts]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.install(qapp, "light")


def staged(bars: Sequence[Bar], width: int = 1044) -> Stage:
    """One lane of bars."""
    return Stage(Timeline(FIRST, LAST, TODAY, (Lane("Lane", bars=tuple(bars)),)), width)


def shown(stage: Stage) -> list[Dressed]:
    return list(stage.scene(5000, 0, Lit()).dressed)


@given(spans())
def test_packing_never_overlaps_needs_no_row_too_many_and_is_stable(given_spans: Spans) -> None:
    rows = pack(given_spans)
    for one, other in combinations(range(len(rows)), 2):
        if rows[one] == rows[other]:
            (begin, end), (after, until) = given_spans[one], given_spans[other]
            assert end < after or until < begin
    days = [FIRST + timedelta(number) for number in range(-20, 141)]
    depth = max((sum(begin <= one <= end for begin, end in given_spans) for one in days), default=0)
    assert len(set(rows)) == depth
    assert rows == pack(list(given_spans))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.integers(300, 3000))
def test_days_become_pixels_and_the_same_days_again(first: date, days: int, width: int) -> None:
    scale = Scale(first, first + timedelta(days), 118, 118 + width)
    for number in {0, 1, days // 2, days}:
        own = first + timedelta(min(number, days))
        assert scale.day(scale.x(own) + scale.per_day / 2) == own
    assert scale.x(scale.last) + scale.per_day == pytest.approx(scale.right)
    assert (scale.day(-1e6), scale.day(1e6)) == (scale.first, scale.last)


@settings(max_examples=60, deadline=None)
@given(spans(), st.sampled_from([620, 1044]))
def test_boxes_of_a_row_are_apart_and_badges_lie_neither_on_them_nor_on_each_other(given_spans: Spans, width: int) -> None:
    long = [(begin, max(end, begin + timedelta(5))) for begin, end in given_spans]
    stage = staged([Bar(key, *span, f"Test {key}", "50%", badges=(Badge("bad", "High: 31%"),)) for key, span in enumerate(long)], width)
    for line in stage.layout.lines:
        assert all(one.box.right() < other.box.left() for one, other in pairwise(line))
    boxes = {one.place.bar.key: one.place.box for one in shown(stage)}
    badges = [badge.area for one in shown(stage) for badge in one.badges]
    assert len(badges) == len(boxes)
    assert not any(one.intersects(other) for one, other in combinations(badges, 2))
    assert not any(badge.intersects(box) for badge in badges for box in boxes.values())
    assert all(badge.left() >= stage.scale.left and badge.right() <= width for badge in badges)


def test_bars_stand_on_their_days_and_are_cut_off_at_the_edges() -> None:
    stage = Stage(winter(), 1044)
    scale, places = stage.scale, stage.layout.places
    assert (scale.left, scale.right) == (118, 1044 - RIGHT)
    assert scale.per_day == pytest.approx(910 / 84)
    assert places[41].box.left() == round(118 + 7 * 910 / 84)
    assert places[41].box.right() == round(118 + 40 * 910 / 84) - 1
    assert places[38].box.left() < scale.left < places[38].box.right()
    assert places[47].box.left() < scale.right < places[47].box.right()
    assert places[44].box.top() - places[41].box.bottom() == GAP
    assert (places[41].line, places[44].line, places[38].line, places[47].line, places[43].line) == (0, 1, 2, 2, 3)


def test_a_bar_that_moves_stays_in_its_row_and_the_others_where_they_are() -> None:
    stage = Stage(winter(), 1044)
    before = dict(stage.layout.places)
    assert stage.move(44, day(11, 10), day(11, 20)) == 1
    after = stage.layout.places
    assert after[44].box.left() == round(118 + 910 / 84)
    assert {key: place.box for key, place in after.items() if key != 44} == {key: place.box for key, place in before.items() if key != 44}


def test_only_rows_in_view_are_painted() -> None:
    stage = Stage(Timeline(FIRST, LAST, None, tuple(Lane(str(n), bars=(Bar(n, FIRST, LAST, "A"),)) for n in range(100))), 800)
    seen = [one.place.bar.key for one in stage.scene(stage.head.height + 140, 600, Lit()).dressed]
    assert seen == [10, 11, 12]  # a lane is 60 pixels high
    assert stage.layout.height == 6000


def words(stage: Stage, key: int) -> tuple[str, str, bool]:
    one = stage.dressed(key)
    return one.title, one.aside, one.outside


def test_words_stand_inside_where_they_fit_beside_a_short_bar_and_are_cut_where_there_is_no_room() -> None:
    stage = Stage(winter(), 1044)
    assert words(stage, 41) == ("41 One-page upgrade", "50%", False)
    assert words(stage, 43) == ("43 Usage", "", True)
    one = stage.dressed(43)
    assert one.title_at.x() > one.place.box.right()
    crowded = staged([Bar(1, day(11, 16), day(11, 20), "A long name of a test"), Bar(2, day(11, 21), LAST, "Next")])
    title, _, outside = words(crowded, 1)
    assert title.endswith("…")
    assert not outside
    tiny = staged([Bar(1, day(11, 16), day(11, 16), "A long name of a test"), Bar(2, day(11, 17), LAST, "Next")])
    assert words(tiny, 1) == ("", "", False)


def test_a_badge_stands_after_its_bar_and_below_it_where_there_is_no_room() -> None:
    after, below = Badge("bad", "SRM p = 0.0004"), Badge("note", "Low: 4%")
    stage = staged([Bar(1, FIRST, day(11, 29), "One", badges=(after,)), Bar(2, day(1, 11), LAST, "Two", badges=(below,))])
    one, two = stage.dressed(1), stage.dressed(2)
    assert one.badges[0].area.left() == one.place.box.right() + 6
    assert one.badges[0].area.center().y() == one.place.box.center().y()
    assert two.badges[0].area.top() == two.place.box.bottom()
    assert two.badges[0].area.bottom() <= two.place.box.bottom() + GAP
    tight = staged([Bar(key, FIRST + timedelta(3 * key), FIRST + timedelta(3 * key + 2), "x", badges=(after,)) for key in range(20)])
    assert {badge.text for key in range(19) for badge in tight.dressed(key).badges} == {""}, "icons alone, said by their tooltip"


def hatch_area(stage: Stage, key: int) -> QRectF:
    (hatch,) = stage.dressed(key).hatches
    return hatch.area


def test_hatches_lie_between_two_rows_inside_of_a_bar_or_along_it() -> None:
    days = (day(12, 7), day(12, 11))

    def bar(key: int, other: int | None) -> Bar:
        return Bar(key, day(12, 1), day(12, 20), "Test", hatches=(Hatch(*days, "warn", other),))

    stage = staged([bar(1, 2), bar(2, 1), bar(3, 1), bar(4, None), bar(5, 99)])
    boxes = {key: place.box for key, place in stage.layout.places.items()}
    assert hatch_area(stage, 1) == hatch_area(stage, 2)
    assert (hatch_area(stage, 1).top(), hatch_area(stage, 1).bottom()) == (boxes[1].bottom(), boxes[2].top())
    assert hatch_area(stage, 3).bottom() == boxes[3].top(), "towards the other, which is not next to it"
    assert hatch_area(stage, 4).height() == BAR
    assert hatch_area(stage, 5).top() == boxes[5].bottom()
    assert hatch_area(stage, 4).left() == round(stage.scale.x(days[0]))


@given(st.floats(-50, 2000), st.floats(-50, 2000), st.floats(1, 400), st.floats(1, 400))
def test_lines_of_a_hatch_stay_within_it_and_meet_those_of_neighbours(left: float, top: float, width: float, height: float) -> None:
    for line in hatch_lines(QRectF(left, top, width, height)):
        for x, y in ((line.x1(), line.y1()), (line.x2(), line.y2())):
            assert left - 1e-6 <= x <= left + width + 1e-6
            assert top - 1e-6 <= y <= top + height + 1e-6
            assert (x + y) % 8 == pytest.approx(0, abs=1e-6) or (x + y) % 8 == pytest.approx(8, abs=1e-6)


@pytest.mark.parametrize(
    ("ticks", "first", "last", "periods", "names"),
    [
        ("quarter", FIRST, LAST, ["November 2026", "December", "January 2027"], ["9", "16", "", "30", "7", "14", "21", "28", "4", "11"]),
        ("month", day(12, 1), day(12, 31), ["December 2026"], ["1", "2", "3"]),
        ("year", day(7, 1), day(6, 30), ["2026", "2027"], ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan"]),
    ],
)
def test_the_head_names_periods_and_steps(ticks: Ticks, first: date, last: date, periods: list[str], names: list[str]) -> None:
    head = Stage(Timeline(first, last, TODAY, ticks=ticks), 1044).head
    assert [text for _, text in head.periods] == periods
    assert [text for _, text in head.ticks][: len(names)] == names


@pytest.mark.parametrize("width", [320, 620, 1044])
@pytest.mark.parametrize("ticks", ["month", "quarter", "year"])
def test_names_in_the_head_never_meet(width: int, ticks: Ticks) -> None:
    days = {"month": 31, "quarter": 84, "year": 365}[ticks]
    for shift in (0, 3, 20):
        first = FIRST + timedelta(shift)
        head = Stage(Timeline(first, first + timedelta(days), TODAY, ticks=ticks), width).head
        for role, places in (("header", head.periods), ("caption", head.ticks)):
            metrics = QFontMetrics(theme.font(role))
            named = [(x, x + 5 + metrics.horizontalAdvance(text)) for x, text in places if text]
            assert named
            assert all(one[1] <= other[0] + 5 for one, other in pairwise(named))


@given(st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 30), st.sampled_from(["Freeze", "Dashboards v2 launch", "X"])), max_size=12))
@settings(max_examples=60, deadline=None)
def test_titles_of_bands_never_lie_on_each_other(given_bands: list[tuple[int, int, str]]) -> None:
    bands = tuple(Band(FIRST + timedelta(begin), FIRST + timedelta(begin + days), text) for begin, days, text in given_bands)
    stage = Stage(Timeline(FIRST, LAST, TODAY, bands=bands), 1044)
    areas = [title.area for title in stage.head.titles]
    assert not any(one.intersects(other) for one, other in combinations(areas, 2))
    assert all(area.bottom() <= stage.head.height and area.right() <= 1044 for area in areas)


def test_a_title_is_wrapped_within_its_band() -> None:
    titles = Stage(winter(), 1044).head.titles
    assert [title.text for title in titles] == ["Freeze", "Dashboards", "v2 launch"]
    short = Band(day(1, 26), LAST, "Bulk export v2")
    assert [title.text for title in Stage(Timeline(FIRST, LAST, bands=(short,)), 800).head.titles] == ["Bulk", "export v2"]
    assert [title.text for title in Stage(Timeline(FIRST, LAST, bands=(replace(short, title="Export v2"),)), 800).head.titles] == [
        "Export",
        "v2",
    ]


def test_weeks_start_at_zero_and_share_a_scale() -> None:
    stage = Stage(winter(), 1044)
    heights = {place.week.count: place.bar.height() for place in stage.capacity.weeks}
    assert heights == {count: pytest.approx(count * 11, abs=0.51) for count in (1, 2, 4, 5, 6, 7)}
    assert stage.capacity.limit == 94 - 66
    assert [place.number for place in stage.capacity.weeks] == ["4", "5", "5", "6", "7", "6", "1", "1", "1", "2", "2", "2"]
    assert all(place.number_area.bottom() < place.bar.top() + 1 for place in stage.capacity.weeks if place.week.over)
    low = Stage(Timeline(FIRST, LAST, capacity=(Week(FIRST, 3),), limit=12), 1044)
    assert low.capacity.limit == 94 - 77, "the limit is in view, too"
    assert low.capacity.weeks[0].bar.height() == pytest.approx(77 / 4, abs=0.51)
    nothing = Stage(Timeline(FIRST, LAST, capacity=(Week(FIRST, 0),)), 1044)
    assert nothing.capacity.weeks[0].bar.height() == 0


@given(st.sampled_from(["whole", "start", "end"]), st.integers(-15, 90), st.integers(0, 20), st.floats(-3000, 3000))
def test_a_drag_keeps_the_order_of_the_ends_and_a_day_in_view(part: str, begin: int, days: int, by: float) -> None:
    bar = Bar(1, FIRST + timedelta(begin), FIRST + timedelta(begin + days), "Test")
    stage = staged([bar])
    assume(1 in stage.layout.places)
    place = stage.layout.places[1]
    held = part_at(place, {"whole": place.box.center().x(), "start": place.box.left(), "end": place.box.right()}[part], stage.scale)
    starts, ends = Drag(place, held, 500).days(500 + by, stage.scale)
    assert starts <= ends
    assert starts <= LAST
    assert ends >= FIRST
    if held == "whole":
        assert ends - starts == bar.ends - bar.starts
    else:
        assert (starts == bar.starts) or (ends == bar.ends)


def test_keys_shift_by_days_and_weeks_and_stop_at_the_other_end() -> None:
    one, two = day(12, 4), day(12, 5)
    assert shifted(",", one, two) == (day(12, 3), day(12, 4))
    assert shifted(">", one, two) == (day(12, 11), day(12, 12))
    assert shifted("[", one, two) == (one, one)
    assert shifted("[", one, one) == (one, one)
    assert shifted("}", one, one) == (one, one)
    assert shifted("{", one, two) == (day(12, 3), two)
    assert shifted("x", one, two) is None
    assert shifted(".", date.max, date.max) == (date.max, date.max)


def test_it_is_said_in_words_and_as_a_table() -> None:
    assert sentence(winter()) == (
        "5 bars in 3 lanes, 9 Nov 2026 – 31 Jan 2027. To look at: 44 Invoice payment (High: 31%) and 43 Usage (Block: freeze). "
        "1 week over the limit, from 7 Dec."
    )
    assert sentence(Timeline(FIRST, LAST, TODAY, winter().lanes[1:2])) == "2 bars in 1 lane, 9 Nov 2026 – 31 Jan 2027.", "nothing is wrong"
    assert sentence(Timeline(FIRST, LAST)) == "Nothing from 9 Nov 2026 – 31 Jan 2027."
    assert bar_text(winter().lanes[0].bars[1], TODAY) == "44 Invoice payment, 100%, 4 – 18 Dec, High: 31%"
    rows = table(winter())
    assert rows[:3] == [
        ("Lane", "What", "Starts", "Ends", "Note"),
        ("Checkout", "41 One-page upgrade", "16 Nov 2026", "18 Dec 2026", "50%"),
        ("Checkout", "44 Invoice payment", "4 Dec 2026", "18 Dec 2026", "100%; High: 31%"),
    ]
    assert ("", "Freeze", "21 Dec 2026", "4 Jan 2027", "") in rows
    assert rows[-1] == ("Capacity", "2", "25 Jan 2027", "", "")


def test_what_could_not_be_drawn_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Timeline(FIRST, LAST, lanes=(Lane("A", bars=(Bar(1, LAST, FIRST, "x"),)),))
    with pytest.raises(ValueError, match="same key"):
        Timeline(FIRST, LAST, lanes=(Lane("A", bars=(Bar(1, FIRST, LAST, "x"),)), Lane("B", bars=(Bar(1, FIRST, LAST, "x"),))))
