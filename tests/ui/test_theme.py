"""One token table dresses everything, in both themes, at once; texts can be read on what they stand on."""

import re

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.stylesheet import stylesheet
from prodops_desktop.ui.tokens import DARK, LIGHT, Tokens
from tests.ui.contract import dress


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    shade = QColor(colour)
    channels = (shade.redF(), shade.greenF(), shade.blueF())
    parts = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_text_can_be_read_on_its_ground(tokens: Tokens) -> None:
    grounds = (tokens.surface, tokens.sunken, tokens.window, tokens.selected)
    assert min(contrast(text, ground) for text in (tokens.text, tokens.text_2) for ground in grounds) >= 4.5
    assert min(contrast(tokens.text_3, ground) for ground in grounds[:3]) >= 4.5
    for text, ground in ((tokens.bad, tokens.bad_soft), (tokens.warn, tokens.warn_soft), (tokens.good, tokens.good_soft)):
        assert contrast(text, ground) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_the_style_sheet_names_only_colours_of_the_table(tokens: Tokens) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6,8}\b", stylesheet(tokens)))
    assert used <= {value for value in vars(tokens).values() if isinstance(value, str)}
    assert "$" not in stylesheet(tokens)


def test_switching_is_instant_told_and_complete(qapp: QApplication) -> None:
    theme.install(qapp, "light")
    told: list[bool] = []
    listener = QWidget()
    theme.changed.connect(lambda: told.append(theme.tokens().dark))
    theme.set_mode("dark")
    try:
        assert told == [True]
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.surface)
        assert DARK.window in qapp.styleSheet()
        theme.set_mode("dark")
        assert told == [True], "nothing is dressed twice"
    finally:
        theme.set_mode("light")
    assert told == [True, False]
    listener.deleteLater()


def test_an_unknown_mode_follows_the_system(qapp: QApplication) -> None:
    theme.set_mode("purple")
    assert theme.mode() == "system"
    theme.set_mode("light")


def test_fonts_have_figures_of_one_width(qapp: QApplication) -> None:
    font = theme.font("kpi")
    assert (font.pixelSize(), font.weight()) == (24, QFont.Weight.DemiBold)
    assert QFont.Tag("tnum") in font.featureTags()


def test_an_icon_has_the_colour_of_its_token_and_follows_the_theme(qapp: QApplication) -> None:
    def strongest(colour: str) -> QColor:
        image = icons.pixmap("database-outline", 32, colour, 2.0).toImage()
        pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return max(pixels, key=lambda pixel: pixel.alpha())

    theme.set_mode("light")
    assert icons.pixmap("database-outline", 16, "accent", 2.0).width() == 32
    assert strongest("accent").name() == LIGHT.accent.lower()
    theme.set_mode("dark")
    assert strongest("accent").name() == DARK.accent.lower()
    theme.set_mode("light")


def test_an_icon_that_there_is_not_fails_at_once(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-glyph")


@pytest.mark.parametrize("role", ["", "primary", "bad", "quiet", "link", "chip"])
def test_a_button_that_can_not_be_pressed_looks_so(qapp: QApplication, role: str) -> None:
    dress(qapp)
    made = QPushButton("Dismiss all of these rows")
    made.setProperty("role", role)
    made.setEnabled(False)
    made.resize(240, 32)
    picture = made.grab().toImage()
    shades = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    assert min((shade.lightness(), shade.name().upper()) for shade in shades if shade.alpha() == 255)[1] == LIGHT.disabled
