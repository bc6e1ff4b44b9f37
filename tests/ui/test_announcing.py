"""What changes away from the keyboard is read out where assistive technology listens."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest

from prodops_desktop.ui import announcing
from tests.ui.contract import Open, wait_for
from tests.ui.drops import carry, hover, leave


def test_a_line_the_choice_of_the_palette_and_a_drop_are_read_out(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = open_window("empty")
    wait_for(window)
    told: list[str] = []

    def listen(event: QAccessibleAnnouncementEvent) -> None:
        assert event.type() == QAccessible.Event.Announcement
        told.append(event.message())

    monkeypatch.setattr(announcing, "_send", listen)
    window.refuse("The disk is full.")
    assert told == ["The disk is full."]
    window.open_palette()
    wait_for(window)
    told.clear()
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Down)
    row = window.palette_.model.rows[window.palette_.list.currentIndex().row()]
    assert len(told) == 1
    assert told[0].startswith(row.text)
    window.palette_.close_palette()
    hover(window, carry(tmp_path / "a.csv"))
    assert told[1:] == ["Drop to import 1 spreadsheet"]
    leave(window)
