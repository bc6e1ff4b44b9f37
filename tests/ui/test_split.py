"""A divider between two parts, moved by keys as by the mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from prodops_desktop.ui.widgets.split import Split
from tests.ui.contract import dress, put_away


@pytest.fixture(params=[Qt.Orientation.Horizontal, Qt.Orientation.Vertical])
def split(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Split]:
    dress(qapp)
    made = Split(request.param)
    for text in ("one", "two"):
        part = QLabel(text)
        part.setMinimumSize(50, 50)
        made.addWidget(part)
    made.resize(401, 401)
    made.setSizes([200, 200])
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    yield made
    put_away(made)


def test_arrows_home_and_end_move_it(split: Split) -> None:
    upright = split.orientation() == Qt.Orientation.Horizontal
    back, on = (Qt.Key.Key_Left, Qt.Key.Key_Right) if upright else (Qt.Key.Key_Up, Qt.Key.Key_Down)
    divider = split.handle(1)
    divider.setFocus()
    QApplication.processEvents()
    before = split.sizes()[0]
    QTest.keyClick(divider, on)
    assert split.sizes()[0] == before + 16
    QTest.keyClick(divider, back)
    QTest.keyClick(divider, back)
    assert split.sizes()[0] == before - 16
    QTest.keyClick(divider, Qt.Key.Key_Home)
    assert split.sizes()[0] == 50
    QTest.keyClick(divider, Qt.Key.Key_End)
    assert split.sizes()[1] == 50, "no part goes away"


def test_it_is_seen_while_the_keyboard_is_there_and_says_its_keys(split: Split) -> None:
    divider = split.handle(1)
    assert divider.accessibleName() == "Divider"
    assert "Home and End" in divider.accessibleDescription()
    divider.clearFocus()
    assert split.handleWidth() == 1
    divider.setFocus()
    assert split.handleWidth() == 3
    divider.clearFocus()
    assert split.handleWidth() == 1
