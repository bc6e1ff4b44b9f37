"""The forest plot: one scale that holds what is typical, figures that are always whole, and every row in words."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.forest import Estimate, Forest, ForestPlot, Group, Row, Stop
from prodops_desktop.ui.charts.forest_layout import ForestLayout, Line, lay_out
from prodops_desktop.ui.charts.forest_markers import paint_marker, variant_colour
from prodops_desktop.ui.charts.forest_rows import Tone
from prodops_desktop.ui.charts.forest_scale import tick_texts, ticks_of
from tests.ui.alone import alone
from tests.ui.contract import dress

NOTHING = "No result is recorded yet."
HIGHER, LOWER = "higher is better", "lower is better"


def signed(figure: float, unit: str) -> str:
    return f"{'+' if figure > 0 else '−' if figure < 0 else ''}{abs(figure):.1f}{unit}"


def effect(variant: int, value: float, low: float, high: float, verdict: str = "", tone: Tone = "3", unit: str = "%") -> Estimate:
    interval = f"{signed(low, unit)} to {signed(high, unit)}"
    return Estimate(variant, value, low, high, signed(value, unit), interval, verdict, tone)


SUCCESS = Row("Search success", HIGHER, (effect(0, 5.5, 1.8, 9.2, "Better", "good"), effect(1, 2.6, -1.1, 6.3)))
SEARCHES = Row("Searches per user", HIGHER, (effect(0, 2.1, -1.4, 5.6, "No change"), effect(1, 1.2, -2.3, 4.7)))
TIME = Row("Time to result", LOWER, (effect(0, -8.3, -12.6, -4.0, "Better", "good"), effect(1, -5.1, -9.4, -0.8)))
ZERO = Row("Zero-result rate", LOWER, (effect(0, -6, -13, 1, "Holds", "good"), effect(1, -3.9, -11, 3.2)), 3, "limit +3%")
LATENCY = Row(
    "p95 latency", LOWER, (effect(0, 1.8, -0.9, 4.5, "Holds", "good"), effect(1, 4.4, 1.6, 7.2, "B fails", "bad")), 5, "limit +5%"
)
CONTACTS = Row("Support contacts", LOWER, (effect(0, 0.6, -4.8, 6, "Holds", "good"), effect(1, 1.1, -4.3, 6.5)), 8, "limit +8%")
DESIGN = Forest(
    "%",
    (Group("Primary", (SUCCESS,)), Group("Secondary", (SEARCHES, TIME)), Group("Guardrail", (ZERO, LATENCY, CONTACTS))),
    ("A Ranked", "B Ranked + recents"),
    "Relative change against control, 95% interval",
)
SEGMENTS = Forest(
    " pt",
    (
        Group(
            "",
            tuple(
                Row(name, users, (effect(0, value, low, high, unit=" pt"),))
                for name, users, value, low, high in (
                    ("Enterprise", "2,930 users", 4.1, 0.2, 8.0),
                    ("Mid-market", "4,665 users", 3.6, 0.4, 6.8),
                    ("SMB", "", 2.2, -2.4, 6.8),
                )
            ),
        ),
    ),
)
SEVEN = Row(
    "Conversion to a paid plan within thirty days of signing up",
    HIGHER,
    tuple(effect(variant, 3 - variant, -2 - variant, 9 - variant, "Too few accounts to say") for variant in range(7)),
)
UNKNOWN = Estimate(1, None, None, None, "–", "", "Too few")
ODD = Forest(
    "%",
    (
        Group("Primary", (SEVEN,)),
        Group("", ()),
        Group(
            "Guardrail",
            (
                Row("Tickets", LOWER, (effect(0, 200, 150, 300, "Fails", "bad"), UNKNOWN), 70, "limit +70%"),
                Row("Alone", LOWER, (effect(0, -2, -3, -1),), -2.5, "limit −2.5%"),
                Row("Nothing yet", "", (), 4, "limit +4%"),
            ),
        ),
    ),
    tuple(f"{letter} with a name of its own" for letter in "ABCDEFG"),
    "A title that is long enough to leave the legend no room beside it",
)

CROWDED_HEAD = replace(
    SEGMENTS, groups=(Group("", (SUCCESS,)),), title="Lift", variants=("A with the ranked results", "B with the recent searches")
)


def of_ends(*ends: tuple[float, float, float], limit: float | None = None) -> Forest:
    """Each low, value and high in a row of its own."""
    rows = tuple(Row("Row", "", (Estimate(0, value, low, high, "", ""),), limit) for low, value, high in ends)
    return Forest("%", (Group("", rows),))


@pytest.fixture
def plot(qapp: QApplication) -> Iterator[ForestPlot]:
    dress(qapp)
    made = ForestPlot()
    made.show_forest(DESIGN, NOTHING)
    made.resize(760, made.height())
    with alone(made):
        yield made


@pytest.fixture(params=["Inter", "DejaVu Sans"])
def family(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    dress(qapp)
    theme.use_family(str(request.param))
    yield str(request.param)
    theme.use_family("")


def placed(plot: ForestPlot) -> ForestLayout:
    assert plot._placed is not None
    return plot._placed


def line_of(plot: ForestPlot, stop: Stop) -> Line:
    return placed(plot).line_of(stop)


def heard(plot: ForestPlot) -> list[tuple[int, int]]:
    got: list[tuple[int, int]] = []
    plot.chosen.connect(lambda row, estimate: got.append((row, estimate)))
    return got


def picture_of(plot: ForestPlot) -> QImage:
    plot.copy_picture()
    return QGuiApplication.clipboard().image()


def near(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 60


def test_the_scale_of_the_design() -> None:
    ticks = ticks_of(DESIGN)
    assert ticks == [-15, -10, -5, 0, 5, 10]
    assert tick_texts(ticks, "%") == ["−15%", "−10%", "−5%", "0%", "+5%", "+10%"]
    assert tick_texts(ticks_of(SEGMENTS), " pt") == ["−4", "−2", "0", "+2", "+4", "+6", "+8 pt"]
    assert tick_texts([-0.25, 0.0, 0.25], "%") == ["−0.25%", "0.00%", "+0.25%"]


def test_every_row_is_on_one_scale(plot: ForestPlot) -> None:
    left, zero, right = placed(plot).plot.left(), placed(plot).zero, placed(plot).plot.right()
    per_cent = (right - left) / 25
    assert zero == pytest.approx(left + 15 * per_cent)
    for stop, estimate in zip(DESIGN.stops(), DESIGN.estimates, strict=True):
        bar = line_of(plot, stop).bar
        assert bar is not None
        assert estimate.ends is not None
        assert (bar.left, bar.at, bar.right) == pytest.approx(tuple(zero + end * per_cent for end in estimate.ends))
        assert not bar.is_cut_left
        assert not bar.is_cut_right


@given(st.lists(st.tuples(*[st.floats(-50, 50)] * 3), min_size=1, max_size=8))
def test_the_scale_is_round_has_zero_inside_and_every_value_that_is_not_wild(triples: list[tuple[float, ...]]) -> None:
    ends = [(low, value, high) for low, value, high in map(sorted, triples)]
    ticks = ticks_of(of_ends(*ends))
    steps = [after - before for before, after in pairwise(ticks)]
    assert ticks[0] < 0 < ticks[-1]
    assert 0.0 in ticks
    assert len(ticks) <= 9
    assert steps == pytest.approx([steps[0]] * len(steps))
    assert min(-ticks[0], ticks[-1]) >= max(-ticks[0], ticks[-1]) / 5, "a look tells better from worse"
    reaches = [max(-low, high) for low, _, high in ends]
    if max(reaches) <= 4 * min(reaches):
        assert ticks[0] <= min(low for low, _, _ in ends)
        assert ticks[-1] >= max(high for _, _, high in ends)


def test_a_wild_interval_does_not_stretch_the_scale_and_ends_in_an_arrow_head() -> None:
    usual = [(-2.0, 1.0, 4.0)] * 3
    assert ticks_of(of_ends(*usual, (-500.0, 3.0, 4.0)))[0] == -20, "four times what is typical"
    assert ticks_of(of_ends(*usual, (-3.0, 1.0, math.inf)))[-1] <= 20
    assert ticks_of(of_ends(*usual, (20.0, 30.0, 40.0)))[-1] >= 30, "a value that is only large is shown"
    assert ticks_of(of_ends(*usual, (900.0, 1000.0, 1100.0)))[-1] <= 20, "a value that is wild would flatten the others"
    assert ticks_of(of_ends(*usual, limit=10))[-1] >= 10
    assert ticks_of(of_ends(*usual, limit=1000))[-1] <= 20
    assert ticks_of(of_ends((0.0, 0.0, 0.0))) == [-1, 0, 1]
    assert ticks_of(Forest("%", (Group("", (Row("Row", "", (UNKNOWN,)),)),))) == [-1, 0, 1]


def test_arrow_heads_are_painted_at_the_edge_they_leave_by(plot: ForestPlot) -> None:
    usual = replace(SUCCESS, estimates=SUCCESS.estimates[:1])
    wild = Row("Wild", "", (effect(1, 2, -math.inf, 6), effect(0, 900, 500, 1300)))
    plot.show_forest(Forest("%", (Group("", (usual, usual, wild)),)), NOTHING)
    picture, area = picture_of(plot), placed(plot).plot

    def height(x: float, y: float, variant: int) -> int:
        column = [picture.pixelColor(round(x), round(y) + step) for step in range(-7, 8)]
        return sum(near(colour, variant_colour(variant)) for colour in column)

    first, second = (line_of(plot, Stop(2, index)) for index in (0, 1))
    assert first.bar is not None
    assert (first.bar.is_cut_left, first.bar.is_cut_right) == (True, False)
    assert height(area.left() + 6, first.middle, 1) >= 5, "the foot of the head"
    assert height(area.left() + 12, first.middle, 1) <= 3, "the line"
    assert second.bar is not None
    assert (second.bar.at, second.bar.is_cut_left, second.bar.is_cut_right) == (None, False, True)
    assert height(area.right() - 7, second.middle, 0) >= 5
    assert height(area.center().x(), second.middle, 0) == 0, "its value is not claimed to be on the scale"
    assert plot.place_of(Stop(2, 1)).y() == round(second.middle)


def test_what_is_not_known_is_not_drawn(plot: ForestPlot) -> None:
    strange = (UNKNOWN, replace(UNKNOWN, value=1.0, low=math.nan, high=2.0), replace(UNKNOWN, value=math.inf, low=1.0, high=2.0))
    plot.show_forest(Forest("%", (Group("", (SUCCESS, Row("Odd", "", strange))),), ("A", "B")), NOTHING)
    assert [line_of(plot, Stop(1, index)).bar for index in range(3)] == [None, None, None]
    assert not picture_of(plot).isNull()
    assert "Odd: B –, Too few; B –, Too few; B –, Too few." in plot.accessibleDescription()


@pytest.mark.parametrize("forest", [DESIGN, SEGMENTS, ODD, CROWDED_HEAD], ids=["design", "segments", "odd", "crowded head"])
@pytest.mark.parametrize("width", [320, 420, 560, 760, 1000, 1600])
def test_no_text_lies_on_another_or_reaches_out(family: str, width: int, forest: Forest) -> None:
    found = lay_out(forest, width)
    for text in found.texts:
        assert text.area.left() >= 4, text
        assert text.area.right() <= width - 4, text
        assert text.area.bottom() <= found.height, text
    for one, other in combinations(found.texts, 2):
        covered = one.area.intersected(other.area)
        assert covered.width() <= 0.01 or covered.height() <= 2, (one, other)
    markers = [QPointF(line.bar.at, line.middle) for row in found.rows for line in row.lines if line.bar and line.bar.at is not None]
    for text in found.texts:
        letters = text.area.adjusted(0, 3, 0, -3)
        assert not any(letters.contains(marker) for marker in markers), text


@pytest.mark.parametrize("width", [560, 760, 1000])
def test_figures_are_whole_and_aligned_over_all_rows(family: str, width: int) -> None:
    texts = lay_out(DESIGN, width).texts
    values = [text for text in texts if text.role == "value"]
    assert [text.text for text in values] == [estimate.text for estimate in DESIGN.estimates]
    assert len({text.area.right() for text in values}) == 1
    for wanted in ("interval", "verdict"):
        meant = [said for estimate in DESIGN.estimates if (said := getattr(estimate, wanted))]
        found = [text for text in texts if text.role == "meta" and text.text in meant]
        assert [text.text for text in found] == meant
        assert len({text.area.left() if wanted == "interval" else text.area.right() for text in found}) == 1
    assert lay_out(DESIGN, width).plot.width() >= 60


def test_names_are_cut_before_verdicts_and_figures_never(family: str) -> None:
    verdict, name = "Too few accounts to say", SEVEN.title
    seen = []
    for width in range(1700, 440, -20):
        texts = [text.text for text in lay_out(ODD, width).texts]
        is_name_whole, is_verdict_whole = name in texts, verdict in texts
        assert not is_name_whole or is_verdict_whole, width
        assert "+200.0%" in texts
        seen.append((is_name_whole, is_verdict_whole))
    assert seen[0] == (True, True)
    assert seen[-1] == (False, False)
    assert seen.count((False, True)) > 0


def test_where_there_is_little_room_groups_give_their_column_to_the_plot(qapp: QApplication) -> None:
    dress(qapp)
    wide, narrow = lay_out(DESIGN, 560), lay_out(DESIGN, 345)
    assert wide.columns.has_groups
    assert not narrow.columns.has_groups
    assert narrow.plot.width() >= 100
    assert narrow.height == wide.height
    assert {"Primary", "Secondary", "Guardrail"} <= {text.text for text in wide.texts}
    captions = [text.text for text in narrow.texts if text.role == "caption" and text.area.left() < 10]
    assert [text[:9] for text in captions] == ["Primary, ", "Secondary", "lower is ", "Guardrail", "lower is ", "lower is "]
    without_lines_below = replace(DESIGN, groups=(Group("Primary", (replace(SUCCESS, below=""),)),))
    assert lay_out(without_lines_below, 345).columns.has_groups, "there is nowhere else for its name"


def test_the_height_follows_the_rows_and_not_the_width(plot: ForestPlot) -> None:
    heights = {lay_out(DESIGN, width).height for width in range(300, 1300, 50)}
    assert heights == {plot.height()}
    assert plot.sizeHint().height() == plot.height()
    plot.show_forest(replace(DESIGN, groups=DESIGN.groups[:1]), NOTHING)
    assert plot.height() == max(heights) - 5 * 44, "five rows of two lines fewer"
    plot.show_forest(ODD, NOTHING)
    plot.resize(900, plot.height())
    assert plot.height() == lay_out(ODD, 330).height
    assert placed(plot).width == 900


def test_a_limit_is_a_dashed_red_line_with_its_words(plot: ForestPlot) -> None:
    picture = picture_of(plot)
    limit = placed(plot).rows[4].limit
    assert limit is not None
    assert limit.x1() == pytest.approx(placed(plot).zero + placed(plot).plot.width() / 5)
    column = [picture.pixelColor(round(limit.x1() - 0.5), y) for y in range(round(limit.y1()), round(limit.y2()))]
    red = [colour.red() > colour.blue() + 60 for colour in column]
    assert 0 < sum(red) < len(red), "dashes"
    assert sum(before != after for before, after in pairwise(red)) >= 6
    words = {text.text: text for text in placed(plot).texts if text.shade == "bad"}
    assert set(words) == {"limit +3%", "limit +5%", "limit +8%", "B fails"}
    assert 0 < words["limit +5%"].area.left() - limit.x1() < 8
    assert words["limit +5%"].area.center().y() == line_of(plot, Stop(4, 0)).middle, "where no interval is"


def test_words_of_a_limit_that_have_no_room_beside_it_hang_from_it(qapp: QApplication) -> None:
    dress(qapp)
    for width in (560, 2000):
        found = lay_out(DESIGN, width)
        text = next(text for text in found.texts if text.text == "limit +5%")
        bars = [line.bar for line in found.rows[4].lines if line.bar and abs(line.middle - text.area.center().y()) < 6]
        assert found.plot.left() <= text.area.left()
        assert text.area.right() < found.columns.value_left
        assert all(bar.right < text.area.left() or bar.left > text.area.right() for bar in bars)
        assert found.rows[4].area.top() < text.area.top()
        is_hanging = not bars
        assert is_hanging == (width == 560)
    near_zero = Row("Near zero", "", (effect(0, 4, 2, 6), effect(1, 4, 2, 6)), -0.5, "limit −0.5%")
    left = lay_out(replace(DESIGN, groups=(Group("", (SEARCHES, near_zero)),)), 760)
    assert left.rows[1].limit is not None
    assert next(text for text in left.texts if text.shade == "bad").area.right() < left.rows[1].limit.x1(), "not on the line of zero"
    beyond = lay_out(ODD, 1000)
    assert "limit +70% →" in [text.text for text in beyond.texts]
    assert [row.limit is None for row in beyond.rows] == [True, True, False, False]


def test_no_upright_line_runs_through_words(plot: ForestPlot) -> None:
    plot.resize(560, plot.height())
    text = next(text for text in placed(plot).texts if text.text == "limit +5%")
    x = round(placed(plot).zero)
    assert text.area.left() < x < text.area.right()
    picture = picture_of(plot)
    assert picture.pixelColor(x, round(text.area.top()) - 3) == theme.colour("text_3"), "the line of zero"
    assert picture.pixelColor(x, round(text.area.top()) + 1) == theme.colour("surface")


def test_variants_differ_by_shape_as_well_as_colour(qapp: QApplication) -> None:
    dress(qapp)

    def shape(variant: int) -> bytes:
        picture = QImage(13, 13, QImage.Format.Format_Grayscale8)
        picture.fill(255)
        painter = QPainter(picture)
        paint_marker(painter, QPointF(6.5, 6.5), variant)
        painter.end()
        return bytes(picture.pixelColor(x, y).lightness() < 200 for y in range(13) for x in range(13))

    shapes = [shape(variant) for variant in range(42)]
    assert all(sum(a != b for a, b in zip(one, other, strict=True)) >= 12 for one, other in combinations(shapes[:7], 2))
    assert [variant_colour(variant).name().upper() for variant in range(7)] == [*theme.tokens().categorical, theme.tokens().categorical[0]]
    assert len({(one, variant_colour(variant).name()) for variant, one in enumerate(shapes)}) == 42


def test_the_legend_names_what_is_shown_and_has_its_own_line_where_it_must(plot: ForestPlot) -> None:
    assert [variant for _, variant in placed(plot).samples] == [0, 1]
    title, *names = placed(plot).texts[:3]
    assert [title.text, *(name.text for name in names)] == [DESIGN.title, *DESIGN.variants]
    assert {text.area.center().y() for text in (title, *names)} == {13}
    only_b = tuple(replace(row, estimates=row.estimates[1:]) for row in DESIGN.rows)
    plot.show_forest(replace(DESIGN, groups=(Group("", only_b),)), NOTHING)
    assert [variant for _, variant in placed(plot).samples] == [1]
    plot.show_forest(ODD, NOTHING)
    assert len(placed(plot).samples) == 7
    assert all(middle.y() > placed(plot).texts[0].area.bottom() for middle, _ in placed(plot).samples)
    plot.show_forest(SEGMENTS, NOTHING)
    assert placed(plot).samples == ()
    assert placed(plot).plot.top() == 0


def test_a_long_legend_leaves_half_of_a_narrow_line_to_the_title(qapp: QApplication) -> None:
    dress(qapp)
    title, *names = [text.text for text in lay_out(CROWDED_HEAD, 320).texts[:3]]
    assert title == "Lift"
    assert all(name.endswith("…") for name in names)
    assert [text.text for text in lay_out(CROWDED_HEAD, 760).texts[1:3]] == list(CROWDED_HEAD.variants)


def test_keys_move_over_all_estimates_and_tell(plot: ForestPlot) -> None:
    told = heard(plot)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Home):
        QTest.keyClick(plot, key)
    assert told == [(0, 0), (0, 1), (1, 0), (0, 1), (5, 1), (0, 0)]
    assert plot.current == Stop(0, 0)
    assert plot.accessibleDescription().startswith("Search success, A Ranked: +5.5%, +1.8% to +9.2%, Better (1 of 12). Primary: Search")
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.current is None
    assert plot.accessibleDescription().startswith("Primary: Search")
    QTest.keyClick(plot, Qt.Key.Key_Up)
    assert plot.current == Stop(5, 1), "without a mark, up begins at the end"
    assert plot.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_click_chooses_and_the_mouse_tints(plot: ForestPlot) -> None:
    told = heard(plot)
    before = plot.grab().toImage()
    QTest.mouseMove(plot, plot.place_of(Stop(2, 1)) + QPoint(2, 0))
    QTest.mouseMove(plot, plot.place_of(Stop(2, 1)))
    assert plot.grab().toImage() != before
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(plot.width() - 20, plot.place_of(Stop(4, 1)).y() + 5))
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.place_of(Stop(4, 1)))
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(20, 5))
    assert told == [(4, 1)], "the second click changes nothing, and the title is no estimate"


def test_what_is_chosen_elsewhere_is_shown_and_stays_with_its_row(plot: ForestPlot) -> None:
    told = heard(plot)
    plot.select(Stop(4, 1))
    assert near(plot.grab().toImage().pixelColor(plot.width() - 6, plot.place_of(Stop(4, 1)).y()), theme.colour("selected"))
    plot.show_forest(replace(DESIGN, groups=DESIGN.groups[1:]), NOTHING)
    assert plot.current == Stop(3, 1)
    plot.select(Stop(9, 0))
    assert plot.current is None
    plot.select(Stop(0, 1))
    plot.show_forest(replace(DESIGN, groups=DESIGN.groups[:1]), NOTHING)
    assert (plot.current, told) == (None, [])
    assert plot.place_of(Stop(5, 0)) == QPoint()


def test_every_row_is_said_in_words(plot: ForestPlot) -> None:
    assert plot.accessibleName() == DESIGN.title
    said = plot.accessibleDescription()
    assert said.startswith(
        "Primary: Search success (higher is better): A Ranked +5.5%, +1.8% to +9.2%, Better; B Ranked + recents +2.6%, −1.1% to +6.3%. "
        "Secondary: Searches per user (higher is better): A Ranked +2.1%, −1.4% to +5.6%, No change; "
    )
    assert said.endswith("B Ranked + recents +1.1%, −4.3% to +6.5%; limit +8%.")
    assert all(f": {row.title} (" in said for row in DESIGN.rows)
    plot.show_forest(SEGMENTS, NOTHING)
    assert plot.accessibleName() == "Effects with their intervals"
    assert plot.accessibleDescription().endswith("SMB: +2.2 pt, −2.4 pt to +6.8 pt.")
    plot.show_forest(ODD, NOTHING)
    assert plot.accessibleDescription().endswith("Guardrail: Nothing yet: no figure; limit +4%.")


def test_tooltips_say_the_estimate_and_at_its_name_the_row(plot: ForestPlot) -> None:
    place = plot.place_of(Stop(4, 1))
    assert plot.tip_at(place) == "p95 latency, B Ranked + recents: +4.4%, +1.6% to +7.2%, B fails; limit +5%"
    assert plot.tip_at(QPoint(90, place.y())).startswith("p95 latency (lower is better): A Ranked +1.8%")
    assert plot.tip_at(QPoint(300, plot.height() - 5)) == ""
    QApplication.sendEvent(plot, QHelpEvent(QHelpEvent.Type.ToolTip, place, plot.mapToGlobal(place)))
    assert QToolTip.text().startswith("p95 latency, B")
    QToolTip.hideText()


def test_the_table_has_exact_figures_and_no_empty_column(plot: ForestPlot) -> None:
    head, first, *rest = plot.table()
    assert head == ["Group", "Name", "Variant", "Change (%)", "Low (%)", "High (%)", "Verdict", "Limit (%)"]
    assert first == ["Primary", "Search success", "A Ranked", "5.5", "1.8", "9.2", "Better", ""]
    assert rest[-1] == ["Guardrail", "Support contacts", "B Ranked + recents", "1.1", "-4.3", "6.5", "", "8.0"]
    assert len(rest) == 11
    plot.copy_table()
    assert QGuiApplication.clipboard().text().split("\n")[0] == "\t".join(head)
    plot.show_forest(SEGMENTS, NOTHING)
    assert plot.table()[:2] == [["Name", "Change (pt)", "Low (pt)", "High (pt)"], ["Enterprise", "4.1", "0.2", "8.0"]]
    plot.show_forest(of_ends((-math.inf, 1.0, math.nan)), NOTHING)
    assert plot.table()[1] == ["Row", "1.0", "−∞", ""]


def test_a_copy_shows_nothing_of_keyboard_and_mouse(plot: ForestPlot) -> None:
    before = picture_of(plot)
    plot.select(Stop(2, 0))
    QTest.keySequence(plot, "Ctrl+C")
    assert QGuiApplication.clipboard().image() == before
    assert plot.current == Stop(2, 0)
    assert (before.width(), before.height()) == (plot.width(), plot.height())


@pytest.mark.parametrize("forest", [Forest("%", ()), Forest("%", (Group("Primary", ()),), ("A",), "Title")])
def test_without_rows_it_says_the_sentence(plot: ForestPlot, forest: Forest) -> None:
    plot.show_forest(forest, NOTHING)
    assert plot.height() == 38
    assert plot.accessibleDescription() == NOTHING
    picture = picture_of(plot)
    assert any(near(picture.pixelColor(x, y), theme.colour("text_3")) for x in range(4, 160) for y in range(38))
    told = heard(plot)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert (told, plot.tip_at(QPoint(30, 10)), plot.current) == ([], "", None)
    plot.show_forest(DESIGN, NOTHING)
    assert plot.height() > 200


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_theme_switch_repaints(plot: ForestPlot, mode: str) -> None:
    theme.set_mode("light" if mode == "dark" else "dark")
    theme.set_mode(mode)
    QApplication.processEvents()
    picture, place = picture_of(plot), plot.place_of(Stop(0, 1))
    assert near(picture.pixelColor(place), QColor(theme.tokens().categorical[1]))
    assert picture.pixelColor(1, 1) == theme.colour("surface")
