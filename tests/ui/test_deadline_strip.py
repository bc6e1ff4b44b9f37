"""The strip of deadlines: what keys and mouse do, that no label lies on another, and that it says in words what it shows."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.deadline_strip import Band, Block, DeadlineStrip, Mark, Strip
from prodops_desktop.ui.charts.flags import GAP, place_flags
from prodops_desktop.ui.charts.strip_layout import StripLayout
from prodops_desktop.ui.charts.strip_scale import AXIS, CALL, DEPTH, LINE
from tests.ui.alone import alone
from tests.ui.contract import dress

TODAY, END = date(2026, 11, 23), date(2027, 11, 22)
CONTRACTS = [
    ("Mixpanel", 48, date(2026, 12, 14), 30),
    ("Gainsight", 72, date(2026, 12, 31), 30),
    ("Dovetail", 18, date(2027, 1, 14), 14),
    ("Amplitude", 84, date(2027, 1, 31), 60),
    ("LaunchDarkly", 39, date(2027, 2, 28), 60),
    ("Jira", 31, date(2027, 3, 31), 30),
    ("Intercom", 44, date(2027, 4, 13), 30),
    ("Figma", 22, date(2027, 4, 30), 30),
    ("Typeform", 6, date(2027, 5, 16), 14),
    ("Delighted", 9, date(2027, 5, 31), 30),
    ("Salesforce", 96, date(2027, 6, 30), 60),
    ("Snowflake", 61, date(2027, 7, 31), 30),
    ("Zoom", 14, date(2027, 8, 31), 30),
    ("Miro", 12, date(2027, 9, 30), 30),
]


def contracts(rows: Sequence[tuple[str, int, date, int]] = CONTRACTS, bands: Sequence[Band] = ()) -> Strip:
    """A deadline and a renewal for each; Mixpanel is urgent."""
    most = max((cost for _, cost, _, _ in rows), default=1)
    tones = {"Mixpanel": ("bad", "bad")}
    marks = [Mark(name, day, name, tones.get(name, ("text_2", ""))[0]) for name, _, day, _ in rows]
    blocks = [
        Block(name, day + timedelta(days=notice), cost / most, f"${cost}k", tones.get(name, ("", "accent"))[1])
        for name, cost, day, notice in rows
    ]
    return Strip(TODAY, END, marks, blocks, bands)


def crowd(count: int, seed: int) -> Strip:
    """Many contracts with names of every length, of which a tenth have one deadline in common."""
    dice = random.Random(seed)
    rows = [
        (
            f"{number} " + "Wm il"[dice.randrange(5)] * dice.randrange(16),
            dice.randrange(1, 97),
            date(2026, 12, 31) if dice.random() < 0.1 else TODAY + timedelta(days=dice.randrange(365)),
            dice.choice((0, 14, 30, 60)),
        )
        for number in range(count)
    ]
    return contracts(rows)


@pytest.fixture
def strip(qapp: QApplication) -> Iterator[DeadlineStrip]:
    dress(qapp)
    made = DeadlineStrip()
    made.resize(1000, made.height())
    made.show_strip(contracts())
    with alone(made):
        yield made


def placed(strip: DeadlineStrip) -> StripLayout:
    assert strip._placed is not None
    return strip._placed


def heard(signal: object) -> list[object]:
    got: list[object] = []
    signal.connect(got.append)  # type: ignore[attr-defined]  # a bound signal
    return got


def ink(picture: QImage, area: QRectF) -> int:
    ground = theme.colour("surface")
    rows, columns = range(round(area.top()), round(area.bottom())), range(round(area.left()), round(area.right()))
    return sum(picture.pixelColor(x, y) != ground for x in columns for y in rows)


def test_keys_move_in_order_of_time_open_and_leave(strip: DeadlineStrip) -> None:
    selected, opened, left = heard(strip.selected), heard(strip.opened), []
    strip.left.connect(lambda: left.append(True))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right):
        QTest.keyClick(strip, key)
    assert selected == ["Mixpanel", "Gainsight", "Mixpanel", "Miro"]
    assert opened == [], "nothing was chosen when Enter was pressed"
    QTest.keyClick(strip, Qt.Key.Key_Enter)
    QTest.keyClick(strip, Qt.Key.Key_Home)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert opened == ["Miro", "Mixpanel"]
    QTest.keyClick(strip, Qt.Key.Key_Escape)
    assert left == [True]
    assert strip.current == "Mixpanel"


def test_without_a_choice_left_begins_at_the_end(strip: DeadlineStrip) -> None:
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.current == "Miro"


def test_what_is_chosen_elsewhere_is_shown_and_not_told(strip: DeadlineStrip) -> None:
    selected = heard(strip.selected)
    strip.select("Zoom")
    assert strip.current == "Zoom"
    strip.select("Slack")
    assert strip.current is None, "a tool without a deadline is not on the strip"
    strip.select("Jira")
    strip.show_strip(contracts(CONTRACTS[3:8]))
    assert strip.current == "Jira", "it is still there"
    strip.show_strip(contracts(CONTRACTS[:2]))
    assert (strip.current, selected) == (None, [])


def test_a_click_chooses_a_diamond_its_label_or_its_block(strip: DeadlineStrip) -> None:
    selected, opened = heard(strip.selected), heard(strip.opened)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of("Figma"))
    label = next(one.label for one in placed(strip).marks if one.mark.key == "Salesforce")
    assert label is not None
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=label.center().toPoint())
    bar = next(one.bar for one in placed(strip).blocks if one.block.key == "Amplitude")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=bar.center().toPoint())
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=bar.center().toPoint())
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(30, LINE))
    assert (selected, strip.current) == (["Figma", "Salesforce", "Amplitude"], "Amplitude")
    QTest.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=bar.center().toPoint())
    assert opened == ["Amplitude"]


def test_where_diamonds_lie_on_each_other_the_chosen_one_stays(strip: DeadlineStrip) -> None:
    day = date(2026, 12, 31)
    strip.show_strip(Strip(TODAY, END, [Mark(key, day, f"Tool {key}") for key in (1, 2, 3)], []))
    assert strip.place_of(1) == strip.place_of(3)
    QTest.keyClick(strip, Qt.Key.Key_End)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of(1))
    assert strip.current == 3
    assert strip.tip_at(strip.place_of(1)) == "Tool 1: 31 Dec\nTool 2: 31 Dec\nTool 3: 31 Dec"
    assert all(one.label is not None for one in placed(strip).marks), "labels of one day hang on one pole"


def test_a_block_without_a_mark_is_a_stop_too(strip: DeadlineStrip) -> None:
    strip.show_strip(Strip(TODAY, END, [Mark(1, date(2027, 3, 1), "Late")], [Block(2, date(2027, 1, 5), 1, "$9k")]))
    QTest.keyClick(strip, Qt.Key.Key_Home)
    assert strip.current == 2
    assert AXIS < strip.place_of(2).y() <= AXIS + DEPTH
    assert strip.accessibleDescription() == (
        "Renewal 5 Jan, $9k (1 of 2). 1 notice deadline and 1 renewal from 23 Nov 2026 to 22 Nov 2027."
    )


def test_the_description_says_the_current_mark_in_words(strip: DeadlineStrip) -> None:
    assert strip.accessibleName()
    assert strip.accessibleDescription() == "14 notice deadlines and 14 renewals from 23 Nov 2026 to 22 Nov 2027."
    strip.select("Gainsight")
    assert strip.accessibleDescription().startswith("Gainsight: 31 Dec; Gainsight: renewal 30 Jan, $72k (2 of 14). 14 notice")


def test_the_tooltip_says_all_of_what_is_under_the_mouse(strip: DeadlineStrip) -> None:
    marks = [Mark(1, date(2027, 3, 1), "Jira", tip="30 days of notice,\n$31k"), Mark(2, date(2027, 6, 1), "Miro", tip="Miro by 1 June")]
    strip.show_strip(Strip(TODAY, END, marks, [Block(2, date(2027, 7, 1), 1, "$9k", tip="Renews by itself")]))
    assert strip.tip_at(strip.place_of(1)) == "Jira\n30 days of notice,\n$31k"
    assert strip.tip_at(strip.place_of(2)) == "Miro by 1 June"
    bar = placed(strip).blocks[0].bar.center().toPoint()
    assert strip.tip_at(bar) == "Renews by itself"
    assert strip.tip_at(QPoint(300, 20)) == ""
    place = strip.place_of(2)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, place, strip.mapToGlobal(place)))
    assert QToolTip.text() == "Miro by 1 June"
    QToolTip.hideText()
    strip.show_strip(Strip(TODAY, END, [Mark(key, date(2027, 3, 1), f"Tool {key}") for key in range(9)], []))
    assert strip.tip_at(strip.place_of(0)).endswith("Tool 5: 1 Mar\nand 3 more")


def test_the_mouse_raises_what_it_is_on(strip: DeadlineStrip) -> None:
    before = strip.grab().toImage()
    QTest.mouseMove(strip, strip.place_of("Zoom") + QPoint(0, 1))
    QTest.mouseMove(strip, strip.place_of("Zoom"))
    assert strip._hovered == "Zoom"
    assert strip.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert strip.grab().toImage() != before
    QTest.mouseMove(strip, QPoint(500, 3))
    assert strip._hovered is None
    assert strip.grab().toImage() == before


def test_mark_and_block_of_one_key_stand_out_together(strip: DeadlineStrip) -> None:
    bar = next(one.bar for one in placed(strip).blocks if one.block.key == "Amplitude").adjusted(1, 1, -1, -1)
    diamond = QRectF(strip.place_of("Amplitude"), strip.place_of("Amplitude")).adjusted(-9, -9, 9, 9)

    def accent() -> tuple[int, int]:
        picture, shade = strip.grab().toImage(), theme.colour("accent")
        areas = [(range(int(area.left()), int(area.right())), range(int(area.top()), int(area.bottom()))) for area in (bar, diamond)]
        found = [sum(picture.pixelColor(x, y) == shade for x in xs for y in ys) for xs, ys in areas]
        return found[0], found[1]

    assert accent() == (0, 0)
    strip.select("Amplitude")
    assert min(accent()) > 5


def test_only_an_unnamed_current_mark_is_named_on_the_top_line(strip: DeadlineStrip) -> None:
    area = QRectF(80, CALL - 7, 900, 14)
    assert ink(strip.grab().toImage(), area) == 0
    strip.select("Jira")
    assert ink(strip.grab().toImage(), area) == 0, "its label is there"
    strip.show_strip(crowd(90, 1))
    unnamed = next(one.mark.key for one in placed(strip).marks if one.label is None)
    strip.select(unnamed)
    assert ink(strip.grab().toImage(), area) > 10


def _check_labels(one: StripLayout) -> None:
    labels = [mark.label for mark in one.marks if mark.label is not None]
    for label in labels:
        assert label.left() >= 3
        assert label.right() <= one.width - 3
        assert label.top() >= CALL + 6
        assert label.bottom() <= LINE - 5
    for row in {label.top() for label in labels}:
        inside = sorted(label.left() for label in labels if label.top() == row)
        assert len(inside) == len(set(inside))
    assert not any(first.intersects(second) for first, second in combinations(labels, 2))
    amounts = [block.label for block in one.blocks if block.label is not None]
    assert not any(first.intersects(second) for first, second in combinations(amounts, 2))
    assert not any(amount.intersects(block.bar) for amount in amounts for block in one.blocks)


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
@pytest.mark.parametrize("count", [1, 14, 60, 200])
def test_labels_never_lie_on_each_other(strip: DeadlineStrip, family: str, count: int) -> None:
    theme.use_family(family)
    try:
        for width in (400, 590, 1000, 1440, 2000):
            strip.resize(width, strip.height())
            for seed in range(2):
                strip.show_strip(crowd(count, seed))
                _check_labels(placed(strip))
                assert len(placed(strip).marks) == count, "a mark without a label is still there"
    finally:
        theme.use_family("")


@given(st.lists(st.tuples(st.integers(5, 595), st.integers(1, 120)), max_size=80).map(sorted), st.randoms())
def test_flags_keep_their_distance_and_hang_on_their_poles(labels: list[tuple[int, int]], dice: random.Random) -> None:
    xs, widths = [x for x, _ in labels], [width for _, width in labels]
    order = list(range(len(labels)))
    dice.shuffle(order)
    found = place_flags(xs, widths, [order[:5], order[5:]], 600, lambda index, room: "x" * (room // 10))
    rows: dict[int, list[tuple[int, int]]] = {}
    for x, width, flag in zip(xs, widths, found, strict=True):
        if flag is not None:
            assert flag.left - 6 <= x <= flag.left + flag.width + 5
            assert (flag.width == width) if not flag.cut else (flag.width <= width)
            assert 0 <= flag.row < 3
            rows.setdefault(flag.row, []).append((flag.left, flag.left + flag.width))
    for spans in rows.values():
        assert all(after[0] - before[1] >= GAP for before, after in pairwise(sorted(spans)))
        assert min(spans)[0] >= 0
        assert max(end for _, end in spans) <= 600


def test_few_labels_are_whole_near_their_marks_and_the_urgent_come_first(strip: DeadlineStrip) -> None:
    assert [one.text for one in placed(strip).marks] == [name for name, *_ in CONTRACTS]
    strip.show_strip(contracts(CONTRACTS[4:5]))
    alone = placed(strip).marks[0].label
    assert alone is not None
    assert LINE - alone.bottom() < 12
    marks = [Mark(key, date(2027, 3, 1), f"A tool with a long name {key}") for key in range(20)]
    strip.show_strip(Strip(TODAY, END, [*marks, Mark("last", date(2027, 3, 1), "Urgent", "warn")], []))
    assert placed(strip).marks[-1].text == "Urgent"


def test_where_a_year_is_full_only_what_is_urgent_is_named_and_the_current_one(strip: DeadlineStrip) -> None:
    marks = [Mark(key, TODAY + timedelta(key), f"T{key}") for key in range(10, 211)]
    strip.show_strip(Strip(TODAY, END, [*marks, Mark("urgent", TODAY + timedelta(60), "Urgent", "bad")], []))
    assert [one.text for one in placed(strip).marks if one.text] == ["Urgent"]
    strip.show_strip(Strip(TODAY, END, marks[1:], []))  # one less: as many as have room are named
    assert len([one for one in placed(strip).marks if one.text]) > 20


def test_a_label_without_room_is_cut_or_left_out_and_its_diamond_stays(strip: DeadlineStrip) -> None:
    many = crowd(60, 2)
    long = Mark("long", date(2027, 3, 1), "A name that nobody could write out " * 6, "warn")
    strip.show_strip(Strip(TODAY, END, [*many.marks, long], many.blocks))
    strip.clearFocus()
    picture = strip.grab().toImage()
    texts = {one.mark.key: one.text for one in placed(strip).marks}
    assert "" in texts.values()
    assert texts["long"].endswith("…")
    for key, text in texts.items():
        place = strip.place_of(key)
        assert picture.pixelColor(place) != theme.colour("surface")
        if text != key:
            assert strip.tip_at(place)


@pytest.mark.parametrize("width", [250, 400, 590, 1000, 2000])
def test_months_are_named_without_overlap_and_the_year_once(strip: DeadlineStrip, width: int) -> None:
    strip.resize(width, strip.height())
    metrics = strip.fontMetrics()
    named = [(x, text) for x, text in placed(strip).ticks if text]
    assert len(placed(strip).ticks) == 12
    assert [text for _, text in named if " " in text] == ["Jan 2027"]
    assert all(x + metrics.horizontalAdvance(text) * 11 / 13 < after for (x, text), (after, _) in pairwise(named))
    if width >= 1000:
        assert [text for _, text in named] == ["Dec", "Jan 2027", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]


def test_bands_are_hatched_and_clipped_to_the_days_shown(strip: DeadlineStrip) -> None:
    strip.show_strip(
        contracts(bands=[Band(date(2026, 10, 1), date(2026, 12, 5), "Freeze"), Band(date(2029, 1, 1), date(2029, 2, 1), "Far")])
    )
    (area, text), *others = placed(strip).bands
    assert (text, others) == ("Freeze", [])
    assert 3 <= area.left() < area.right() < 60
    assert ink(strip.grab().toImage(), area.adjusted(4, 0, 0, -60)) > 20


def test_what_is_outside_of_its_days_is_not_shown(strip: DeadlineStrip) -> None:
    strip.show_strip(Strip(TODAY, END, [Mark(1, TODAY - timedelta(1), "Gone"), Mark(2, END, "Last"), Mark(3, TODAY, "Now")], []))
    assert [one.mark.label for one in placed(strip).marks] == ["Now", "Last"]
    assert strip.place_of(1) == QPoint()
    _check_labels(placed(strip))


def test_an_empty_strip_says_so(strip: DeadlineStrip) -> None:
    strip.show_strip(Strip(TODAY, END, [], []))
    assert strip.accessibleDescription() == "No notice deadline within the next 12 months."
    strip.clearFocus()
    assert ink(strip.grab().toImage(), QRectF(400, 25, 200, 40)) > 50
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(500, LINE))
    assert strip.current is None
    assert strip.as_table() == [("Day", "What", "Label")]


def test_the_table_is_in_order_of_time(strip: DeadlineStrip) -> None:
    strip.show_strip(contracts(CONTRACTS[:2], [Band(date(2026, 12, 18), date(2027, 1, 4), "Year end")]))
    assert strip.as_table() == [
        ("Day", "What", "Label"),
        ("14 Dec 2026", "Notice deadline", "Mixpanel"),
        ("18 Dec 2026 – 4 Jan 2027", "Freeze", "Year end"),
        ("31 Dec 2026", "Notice deadline", "Gainsight"),
        ("13 Jan 2027", "Renewal", "Mixpanel, $48k"),
        ("30 Jan 2027", "Renewal", "Gainsight, $72k"),
    ]


def test_copies_as_table_and_as_a_picture_without_ring_and_choice(strip: DeadlineStrip) -> None:
    strip.copy_table()
    assert QGuiApplication.clipboard().text().split("\n")[1] == "14 Dec 2026\tNotice deadline\tMixpanel"
    strip.clearFocus()
    before = strip.grab().toImage()
    strip.setFocus()
    strip.select("Jira")
    QTest.keySequence(strip, "Ctrl+C")
    assert QGuiApplication.clipboard().image() == before
    assert strip.current == "Jira"
    assert strip.hasFocus()


def test_the_keyboard_reaches_it_and_sees_a_ring(strip: DeadlineStrip) -> None:
    assert strip.focusPolicy() & Qt.FocusPolicy.TabFocus
    shades = []
    for focus in (True, False):
        strip.setFocus() if focus else strip.clearFocus()
        shades.append(strip.grab().toImage().pixelColor(500, 1))
    assert shades == [theme.colour("accent"), theme.colour("surface")]


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_theme_switch_repaints(strip: DeadlineStrip, mode: str) -> None:
    strip.show_strip(contracts(bands=[Band(date(2026, 12, 18), date(2027, 1, 4), "Year end")]))
    strip.select("Mixpanel")
    theme.set_mode("light" if mode == "dark" else "dark")
    theme.set_mode(mode)
    strip.clearFocus()
    QApplication.processEvents()
    picture = strip.grab().toImage()
    assert picture.pixelColor(990, 4) == theme.colour("surface")
    assert picture.pixelColor(strip.place_of("Mixpanel")) == theme.colour("bad_fill")
    assert picture.pixelColor(strip.place_of("Zoom")) == theme.colour("text_3")


def test_a_tone_that_is_no_colour_is_told_at_once(strip: DeadlineStrip) -> None:
    with pytest.raises(KeyError):
        strip.show_strip(Strip(TODAY, END, [Mark(1, END, "Red", "red")], []))


def test_before_anything_is_shown_it_is_blank(qapp: QApplication) -> None:
    made = DeadlineStrip()
    assert not made.grab().isNull()
    QTest.keyClick(made, Qt.Key.Key_Right)
    made.select("nothing")
    assert (made.current, made.as_table(), made.place_of(1), made.tip_at(QPoint(5, 5))) == (None, [], QPoint(), "")
    made.deleteLater()
