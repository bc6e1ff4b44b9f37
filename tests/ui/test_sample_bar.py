"""The bar of the sample size: it is filled up to what counts, ticked at what is needed, and says both in words."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.sample_bar import SampleBar
from tests.ui.contract import dress

LEFT, RIGHT = "650 effective, by account", "5,109 users"
MIDDLE = 8
"""The middle of the bar."""


@pytest.fixture
def bar(qapp: QApplication) -> Iterator[SampleBar]:
    dress(qapp)
    made = SampleBar()
    made.show_sample(650, 4634, 5109, LEFT, RIGHT)
    made.resize(288, made.height())
    made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()
    theme.set_mode("light")


def shades(bar: SampleBar, y: int = MIDDLE) -> list[QColor]:
    picture = bar.grab().toImage()
    return [picture.pixelColor(x, y) for x in range(picture.width())]


def ink(picture: QImage, columns: range, rows: range) -> int:
    return sum(picture.pixelColor(x, y) != theme.colour("surface") for x in columns for y in rows)


def test_it_is_filled_up_to_what_counts_and_ticked_at_what_is_needed(bar: SampleBar) -> None:
    found = shades(bar)
    filled = [x for x, shade in enumerate(found) if shade == theme.colour("bad_fill")]
    assert filled[0] == 0
    assert filled[-1] == pytest.approx(288 * 650 / 5109 - 1, abs=1)
    ticked = [x for x, shade in enumerate(found) if shade == theme.colour("text")]
    assert len(ticked) == 2
    assert ticked[1] == pytest.approx(288 * 4634 / 5109, abs=1)
    assert found[150] == found[287] == theme.colour("track")
    above = [x for x, shade in enumerate(shades(bar, 1)) if shade == theme.colour("text")]
    assert above == ticked, "the tick stands out of the bar"


def test_enough_is_green_and_too_few_is_red_and_said(bar: SampleBar) -> None:
    assert (bar.tone, bar.sentence) == ("bad", "650 effective, by account; 4,634 needed: too few; 5,109 users.")
    bar.show_sample(4634, 4634, 5109, "4,634 counted", RIGHT)
    assert (bar.tone, bar.sentence) == ("good", "4,634 counted; 4,634 needed: enough; 5,109 users.")
    assert shades(bar)[20] == theme.colour("good_fill")
    assert bar.accessibleDescription() == bar.toolTip() == bar.sentence
    assert bar.accessibleName() == "Sample size"


def test_more_needed_than_there_are_stands_beyond_the_track(bar: SampleBar) -> None:
    bar.show_sample(500, 4000, 1000, LEFT, RIGHT)
    found = shades(bar)
    assert found[60] == theme.colour("track")
    assert theme.colour("track") not in found[74:], "the track ends with the population, at a quarter"
    assert theme.colour("surface") in found[80:280], "dots"
    assert found[286] == found[287] == theme.colour("text")


def test_what_is_not_known_is_not_claimed(bar: SampleBar) -> None:
    bar.show_sample(650, None, 5109, LEFT, RIGHT)
    assert (bar.tone, bar.sentence) == ("accent", "650 effective, by account; 5,109 users.")
    assert theme.colour("text") not in shades(bar)
    bar.show_sample(None, 4634, 5109, "", RIGHT)
    assert bar.sentence == "4,634 needed; 5,109 users."
    assert shades(bar)[0:200] == [*shades(bar)[:2], *[theme.colour("track")] * 198], "nothing is filled"
    bar.show_sample(None, None, None)
    assert (bar.sentence, bar.tone) == ("", "accent")
    assert shades(bar)[100] == theme.colour("track")
    bar.show_sample(0, 0, 0, "", "")
    assert not bar.grab().isNull()


@given(st.tuples(*[st.none() | st.integers(0, 10**9)] * 3))
def test_every_count_has_a_place_on_the_bar(qapp: QApplication, counts: tuple[int | None, ...]) -> None:
    bar = SampleBar()
    bar.resize(288, bar.height())
    bar.show_sample(counts[0], counts[1], counts[2])
    places = sorted((count, bar.x_of(count)) for count in counts if count is not None)
    assert all(0 <= place <= 288 for _, place in places)
    assert [place for _, place in places] == sorted(place for _, place in places)


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
@pytest.mark.parametrize("width", [120, 200, 288])
def test_captions_stay_apart(bar: SampleBar, family: str, width: int) -> None:
    theme.use_family(family)
    try:
        bar.resize(width, bar.height())
        bar.show_sample(650, 4634, 5109, "650 effective, by account", "5,109 users of the segment")
        columns = [ink(bar.grab().toImage(), range(x, x + 1), range(19, bar.height())) == 0 for x in range(width)]
        gaps = "".join("x" if is_free else "." for is_free in columns).strip("x").split(".")
        assert max(len(gap) for gap in gaps) >= 9
        whole = QFontMetrics(theme.font("caption")).horizontalAdvance(RIGHT)
        bar.show_sample(650, 4634, 5109, "650 effective, by account", RIGHT)
        if whole <= (width - 12) / 2:
            assert ink(bar.grab().toImage(), range(width - whole, width - whole + 6), range(19, bar.height())) > 0
    finally:
        theme.use_family("")


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_theme_switch_repaints(bar: SampleBar, mode: str) -> None:
    theme.set_mode("light" if mode == "dark" else "dark")
    theme.set_mode(mode)
    QApplication.processEvents()
    assert shades(bar)[10] == theme.colour("bad_fill")
    assert shades(bar)[150] == theme.colour("track")
