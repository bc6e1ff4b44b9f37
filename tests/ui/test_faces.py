"""Fonts with their measures: texts are cut as Qt cuts them, and stand where Qt would put them."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import faces, theme

MIDDLE = Qt.AlignmentFlag.AlignVCenter
SIDES = {False: (MIDDLE | Qt.AlignmentFlag.AlignLeft).value, True: (MIDDLE | Qt.AlignmentFlag.AlignRight).value}


@pytest.fixture(autouse=True)
def _plain(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp, "light")
    yield
    theme.set_scale(100)
    theme.set_mode("light")


def paper() -> QImage:
    image = QImage(200, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    return image


@pytest.mark.parametrize("percent", [80, 100, 150])
@pytest.mark.parametrize("role", ["body", "name", "meta", "mono"])
def test_a_text_stands_where_qt_puts_it_in_an_area(role: str, percent: int) -> None:
    theme.set_scale(percent)
    face = theme.face(role)
    least = int(QFontMetricsF(face.font).height()) + 1
    for height in range(least, least + 9):
        for text in ("1,234.56", "Ågy", "$98.7k"):
            for right, side in SIDES.items():
                own, expected, area = paper(), paper(), QRect(5, 7, 180, height)
                painter = QPainter(own)
                face.draw(painter, area, face.fitted(text, 180), right=right)
                painter.end()
                painter = QPainter(expected)
                painter.setFont(face.font)
                painter.drawText(area, side, text)
                painter.end()
                assert own == expected, (height, text, right)
                assert own != paper()


@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=400), room=st.integers(0, 600))
def test_a_text_is_cut_as_qt_cuts_it(text: str, room: int) -> None:
    face = theme.face()
    fitted = face.fitted(text, room)
    assert fitted.text == face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    assert fitted.width == face.exact.horizontalAdvance(fitted.text)


@pytest.mark.parametrize("sign", ["\t", "\n", "\r", "\u2028", "\u2029"])
def test_what_parts_lines_and_columns_is_a_space_on_one_line(sign: str) -> None:
    assert theme.face().fitted(f"first{sign}second", 180) == theme.face().fitted("first second", 180)


def test_of_a_very_long_text_only_what_may_be_seen_is_measured_and_nothing_is_kept() -> None:
    face, kept = theme.face(), faces._kept.cache_info().currsize
    long = "i" * 100_000
    assert face.fitted(long, 90).text == face.metrics.elidedText("i" * 300, Qt.TextElideMode.ElideRight, 90)
    combining = "a" + "\u0301" * 50_000
    assert face.fitted(combining, 400).text.endswith("…"), "all of what is measured fits, but it is not all"
    assert faces._kept.cache_info().currsize == kept


def test_a_text_is_measured_once_and_anew_in_another_size() -> None:
    first = theme.face()
    before = first.fitted("Renewals at risk", 60)
    misses = faces._kept.cache_info().misses
    assert theme.face().fitted("Renewals at risk", 60) is before
    assert faces._kept.cache_info().misses == misses
    theme.set_scale(150)
    assert theme.face() is not first
    assert len(theme.face().fitted("Renewals at risk", 60).text) < len(before.text)


def test_a_colour_is_made_once_and_follows_the_theme(qapp: QApplication) -> None:
    del qapp
    light = theme.colour("surface")
    assert theme.colour("surface") is light
    theme.set_mode("dark")
    assert theme.colour("surface") == QColor(theme.tokens().surface) != light


def test_what_shows_through_leaves_the_colour_itself_alone() -> None:
    whole = QColor(theme.colour("accent"))
    seen = theme.faded("accent", 0.25)
    assert seen.alphaF() == pytest.approx(0.25, abs=1 / 255)
    assert seen.rgb() == whole.rgb()
    assert theme.colour("accent") == whole
