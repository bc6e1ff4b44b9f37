"""The theme follows the system while the window is open, hidden parts follow when they are seen, and contrast and motion can be chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QListView, QStackedWidget, QStyleOptionViewItem, QToolTip, QVBoxLayout, QWidget

from prodops_desktop.ui import lengths, theme
from prodops_desktop.ui.models.delegates import Lines
from prodops_desktop.ui.models.lists import RecordList
from prodops_desktop.ui.tokens import DARK, LIGHT, Tokens, with_more_contrast
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.text import label
from tests.ui.contract import dress, put_away
from tests.ui.test_theme import contrast


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The program by daylight, and so again afterwards."""
    dress(qapp)
    yield qapp
    theme.set_contrast("system")
    theme.set_motion("system")
    theme.set_mode("light")


def test_the_scheme_of_the_system_is_followed_live(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    system = {"dark": True}
    monkeypatch.setattr(theme, "_system_is_dark", lambda _: system["dark"])
    theme.set_mode("system")
    assert theme.tokens() is DARK
    system["dark"] = False
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens() is LIGHT
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.surface)
    theme.set_mode("dark")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens() is DARK, "what was chosen stays"


def test_qt_is_told_what_was_chosen(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Qt.ColorScheme] = []
    monkeypatch.setattr(theme, "_tell_qt", lambda _, scheme: told.append(scheme))
    for mode in ("dark", "light", "system"):
        theme.set_mode(mode)
    assert told == [Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown]


def test_a_hidden_page_has_the_other_theme_when_it_is_shown(app: QApplication) -> None:
    stack = QStackedWidget()
    pages = []
    for text in ("seen", "hidden"):
        page = QWidget()
        said = label(text, "body", "2")
        QVBoxLayout(page).addWidget(said)
        stack.addWidget(page)
        pages.append(said)
    stack.show()
    stack.setCurrentIndex(1)
    stack.setCurrentIndex(0)
    theme.set_mode("dark")
    assert _shade(pages[0]) == DARK.text_2
    stack.setCurrentIndex(1)
    assert _shade(pages[1]) == DARK.text_2
    theme.set_mode("light")
    theme.set_mode("dark")
    stack.setCurrentIndex(0)
    assert _shade(pages[0]) == DARK.text_2
    put_away(stack)


def _shade(said: QLabel) -> str:
    return said.palette().color(QPalette.ColorRole.WindowText).name().upper()


@pytest.mark.parametrize("plain", [LIGHT, DARK])
def test_more_contrast_can_be_read_and_seen_better(plain: Tokens) -> None:
    strong = with_more_contrast(plain)
    grounds = (strong.surface, strong.sunken, strong.window, strong.field)
    texts = (strong.text, strong.text_2, strong.text_3, strong.bad, strong.warn, strong.good)
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 7
    assert min(contrast(line, strong.surface) for line in (strong.line, strong.line_strong, strong.accent, strong.accent_line)) >= 3
    assert contrast(strong.accent_line, strong.accent) >= 2, "bars of the one on the other can be told apart"
    assert contrast(strong.on_accent, strong.accent) >= 7


def test_contrast_is_chosen_or_comes_from_the_system(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"more": False}
    monkeypatch.setattr(theme, "_system_asks_for_contrast", lambda _: asked["more"])
    theme.set_contrast("more")
    assert theme.tokens() == with_more_contrast(LIGHT)
    theme.set_contrast("system")
    assert theme.tokens() is LIGHT
    asked["more"] = True
    hints = app.styleHints()
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme.tokens() == with_more_contrast(LIGHT)
    theme.set_contrast("normal")
    assert theme.tokens() is LIGHT


def test_reduced_motion_stops_menus_and_the_cursor(app: QApplication) -> None:
    theme.set_motion("normal")
    assert not theme.motion_reduced()
    assert app.isEffectEnabled(Qt.UIEffect.UI_General)
    usual = app.cursorFlashTime()
    theme.set_motion("reduced")
    assert theme.motion_reduced()
    assert not app.isEffectEnabled(Qt.UIEffect.UI_General)
    assert (app.cursorFlashTime(), usual > 0) == (0, True)
    theme.set_motion("normal")
    assert app.cursorFlashTime() == usual


def test_a_growing_length_reckons_as_what_it_is_now(app: QApplication) -> None:
    length = lengths.growing(28)
    try:
        assert lengths.set_percent(150)
        assert (length + 1, 2 * length, length / 2, -length, length > 40, QRect(length, 0, length, 1).width()) == (
            43,
            84,
            21.0,
            -42,
            True,
            42,
        )
        assert (length - 0.5, lengths.px(1), f"{length}") == (41.5, 2, "42")
        assert not lengths.set_percent(400), "150 is the most"
    finally:
        lengths.set_percent(100)
    assert length == 28


def test_what_is_cut_is_told_whole(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_: told.append(text))
    for made in (button("Export the board pack"), Choice([("year", "Prior year")], caption="Compare to")):
        made.resize(60, 26)
        _ask(made)
        made.resize(400, 26)
        _ask(made)
    assert told == ["Export the board pack", "Compare to Prior year"]
    rows = RecordList("Names", lambda name: Lines(name, below="row"), lambda name: name)
    rows.show_records(["A name that is much longer than its list", "short"])
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 120, 55)
    for row in range(2):
        rows.itemDelegate().helpEvent(_help(rows), rows, option, rows.model().index(row, 0))
    assert told[2:] == ["A name that is much longer than its list, row"]
    put_away(rows)


def _ask(widget: QWidget) -> None:
    QApplication.sendEvent(widget, _help(widget))


def _help(widget: QWidget | QListView) -> QHelpEvent:
    return QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(2, 2), widget.mapToGlobal(QPoint(2, 2)))
